"""Check everything: format, lint, types and tests, in a fresh virtual environment.

    python3 tests/check.py                 all of it, with this Python
    python3 tests/check.py --tests-only    the tests alone (for the other Pythons)

It needs Python 3.11 or newer and the network's package registries, and nothing else.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = (
    ("black", "--check", "--quiet", "."),
    ("ruff", "check", "--quiet", "."),
    ("errcat_schema.compile", "--check"),
    ("mypy",),
    ("pyright", "--project", "pyproject.toml"),
)
TESTS = ("pytest", "-q")


def main() -> int:
    """Return 0 if every check passes, and otherwise the exit code of the first that fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tests-only", action="store_true", help="run the tests alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="errcat-check-") as folder:
        bin_, environment = _environment(Path(folder))
        for check in (TESTS,) if options.tests_only else (*CHECKS, TESTS):
            print(f"== {' '.join(check)}", flush=True)
            command = [str(bin_ / "python"), "-m", *check]
            done = subprocess.run(command, cwd=ROOT, check=False, env=environment)
            if done.returncode:
                return done.returncode
    return 0


def _environment(folder: Path) -> tuple[Path, dict[str, str]]:
    """Make a virtual environment with errcat and its tools; return its programs and variables."""
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    environment = {
        key: value for key, value in os.environ.items() if key != "PYTHONPATH"
    }
    # First of all: pyright looks for a `python` there, and the tests for a `node`.
    environment["PATH"] = f"{programs}{os.pathsep}{environment.get('PATH', '')}"
    pip: list[str | Path] = [
        programs / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    for what in (["--upgrade", "pip>=25.1"], ["--editable", ".", "--group", "dev"]):
        subprocess.run([*pip, *what], cwd=ROOT, check=True, env=environment)
    return programs, environment


if __name__ == "__main__":
    sys.exit(main())
