"""Write the output of each report for a small run: `python -m tests.reports.golden`."""

from __future__ import annotations

from pathlib import Path

from tests.reports.runs import CLEAN, SMALL, render

FOLDER = Path(__file__).parent / "golden"
FORMATS = {
    "full": "txt",
    "concise": "txt",
    "statistics": "txt",
    "json": "json",
    "jsonl": "jsonl",
    "github": "txt",
    "sarif": "sarif",
    "gitlab": "json",
    "junit": "xml",
    "rdjson": "json",
    "markdown": "md",
}
"""The built-in reports, and the file extension of each."""


def goldens() -> dict[str, str]:
    """Return the content of every golden file by its name."""
    runs = {"small": SMALL, "clean": CLEAN}
    return {
        f"{name}-{kind}.{suffix}": render(name, run)
        for name, suffix in FORMATS.items()
        for kind, run in runs.items()
    }


def main() -> None:
    """Write the golden files again."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, text in goldens().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
