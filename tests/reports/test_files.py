"""A report goes to a file of its name, but never over something that is no report."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import catalog_text, entry, run, write_tree

YAML = 'errcat: 1\nid: shop\nerrors:\n  - {code: "1", name: A, title: Gone}\n'
FILES = {
    "errors.yaml": YAML,
    "c.json": catalog_text([entry("1")]),
    "errcat.toml": 'catalogs = ["errors.yaml"]\n',
    "errcat-baseline.json": '{"format": 1, "findings": []}\n',
    "mine.py": "print(1)\n",
    "notes.md": "# Notes\n",
}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("report", ["json", "junit", "sarif"])
def test_a_file_that_is_no_report_is_kept(
    report: str, file: str, tmp_path: Path
) -> None:
    write_tree(tmp_path, FILES)
    ran = run("validate", "--report", f"{report}:{file}", cwd=tmp_path)
    assert (ran.code, FILES[file]) == (2, (tmp_path / file).read_text())
    assert "is not a report" in ran.err


@pytest.mark.parametrize("file", ["errors.yaml", "errcat.toml"])
def test_a_text_report_does_not_replace_what_errcat_reads(
    file: str, tmp_path: Path
) -> None:
    write_tree(tmp_path, FILES)
    ran = run("validate", "--report", f"concise:{file}", cwd=tmp_path)
    assert (ran.code, FILES[file]) == (2, (tmp_path / file).read_text())


@pytest.mark.parametrize(
    "report", ["json", "jsonl", "junit", "sarif", "gitlab", "full"]
)
def test_a_report_replaces_an_earlier_one(report: str, tmp_path: Path) -> None:
    write_tree(tmp_path, {**FILES, "errors.yaml": YAML.replace("Gone", '" "')})
    for _ in range(2):
        ran = run("validate", "--report", f"{report}:out.txt", cwd=tmp_path)
        assert ran.code == 1, ran.err
