"""The pipeline as a library: the examples of docs/api.md, and that a script gets what a command shows."""

from __future__ import annotations

import doctest
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import errcat
from errcat.comparing.sides import SideUnreadable
from errcat.errors import NameUnknown, OptionInvalid, RequestInvalid
from tests.cli.test_compare import commit, git
from tests.support import ROOT, TELNYX, catalog_text, entry, run, write_tree
from tests.test_docs import fences

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
CONFIG = """\
[tool.errcat]
catalogs = ["catalog/telnyx"]

[tool.errcat.rules]
code-sorted = {style = "sorted"}
detail-present = {style = "required"}
detail-punctuation = {style = "full-stop"}
title-punctuation = {style = "none"}

[[tool.errcat.outputs]]
target = "json"
output = "errors.json"
"""
BROKEN = """\
errcat: 1
id: broken
errors:
  - {code: "1", name: FIRST, title: First, detail: The first.}

  # The same code again.
  - {code: "1", name: SECOND, title: Second, detail: The second.}
"""


@pytest.fixture
def telnyx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the working folder a repository in which a title has changed since v1.0.0."""
    git(tmp_path, "init", "-q", "-b", "main")
    shutil.copytree(TELNYX, tmp_path / "catalog" / "telnyx")
    shutil.copy(ROOT / "errcat-baseline.json", tmp_path)
    write_tree(tmp_path, {"pyproject.toml": CONFIG, "broken.yaml": BROKEN})
    file = tmp_path / "catalog" / "telnyx" / "messaging.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Not routable", "Cannot be routed"), encoding="utf-8")
    commit(tmp_path, "start")
    git(tmp_path, "tag", "v1.0.0")
    file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_examples_of_the_page_run(telnyx: Path) -> None:
    names: dict[str, Any] = {}
    (script,) = fences(PAGE, "python")
    exec(compile(script, "docs/api.md", "exec"), names)  # noqa: S102  # our own page
    session = "\n".join(fences(PAGE, "pycon"))
    examples = doctest.DocTestParser().get_doctest(session, names, "api.md", None, 0)
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.FAIL_FAST).run(
        examples, out=said.append
    )
    assert result.failed == 0, "".join(said)
    assert result.attempted > 10
    assert (telnyx / "errors.json").is_file()


@pytest.mark.parametrize(("code", "exit_code"), [("40001", 0), ("49999", 1)])
def test_the_test_module_of_the_page_fails_where_a_code_is_unknown(
    code: str, exit_code: int, telnyx: Path
) -> None:
    (module,) = fences(PAGE, "python test")
    files = {"test_codes.py": module, "service/a.py": f'raise ApiError("{code}")\n'}
    write_tree(telnyx, files)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "test_codes.py"],
        cwd=telnyx,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == exit_code, done.stdout + done.stderr


def test_every_method_of_the_page_is_there() -> None:
    rows = [line.split("|") for line in PAGE.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in row[1].replace("`", "").split(", ")}
    assert rows
    for name in named:
        assert callable(getattr(errcat.Project, name.strip()))


def project(folder: Path, *entries: dict[str, Any], config: str = "") -> errcat.Project:
    """Return a project with one catalog of *entries*, c.json."""
    text = f'catalogs = ["c.json"]\n{config}'
    write_tree(folder, {"errcat.toml": text, "c.json": catalog_text(entries)})
    return errcat.open_project(folder)


def test_a_result_is_ok_exactly_where_the_command_exits_with_0(tmp_path: Path) -> None:
    for number, fields in enumerate([{}, {"title": ""}, {"title": "STOP"}]):
        folder = tmp_path / str(number)
        result = project(folder, entry("1", **fields)).validate()
        assert result.ok == (run("validate", cwd=folder).code == 0)


def test_a_project_is_found_by_file_folder_or_data(tmp_path: Path) -> None:
    found = project(tmp_path / "a", entry("1"))
    inside = tmp_path / "a" / "b"
    inside.mkdir()
    for where in (tmp_path / "a" / "errcat.toml", str(inside), found.config):
        assert errcat.open_project(where).load().id == "example"


def test_a_catalog_with_errors_is_refused_with_its_findings(tmp_path: Path) -> None:
    broken = project(tmp_path, entry("1"), entry("1", name="OTHER"))
    with pytest.raises(errcat.CatalogInvalid) as caught:
        broken.load()
    assert [finding.rule for finding in caught.value.findings] == ["code-unique"]
    assert caught.value.exit_code == 1
    assert str(caught.value).startswith(f"{tmp_path / 'c.json'}: 1 error\n")


def test_catalogs_in_memory_compare_as_their_files_do(tmp_path: Path) -> None:
    old = project(tmp_path / "old", entry("1"), entry("2"))
    new = project(tmp_path / "new", entry("1"))
    paths = [str(tmp_path / name / "c.json") for name in ("old", "new")]
    wanted = new.compare(*paths).comparison
    assert [change.rule for change in wanted.differences] == ["entry-removed"]
    for result in (
        new.compare(old.load(), new.load()),
        new.compare(paths[0], new.load()),
        new.compare(old.load(), paths[1]),
    ):
        assert [change.fingerprint for change in result.differences] == [
            change.fingerprint for change in wanted.differences
        ]
        assert not result.ok
        assert result.bump == wanted.bump


def test_what_a_script_asks_for_in_vain_is_an_error_with_an_exit_code(
    tmp_path: Path,
) -> None:
    sound = project(tmp_path, entry("1"))
    catalog = sound.load()
    cases: list[tuple[type[errcat.ErrcatError], Any]] = [
        (
            RequestInvalid,
            lambda: errcat.Project(sound.config._replace(catalogs=())).load(),
        ),
        (RequestInvalid, lambda: sound.compare(None, catalog)),
        (RequestInvalid, sound.outputs),
        (NameUnknown, lambda: sound.generate(catalog, "pyton")),
        (NameUnknown, lambda: sound.entry("2")),
        (OptionInvalid, lambda: sound.generate(catalog, "json", audience="nobody")),
        (OptionInvalid, lambda: sound.generate(catalog, "json", {"nothing": True})),
        (SideUnreadable, lambda: sound.compare(tmp_path / "errcat.toml", catalog)),
    ]
    for kind, act in cases:
        with pytest.raises(kind) as caught:
            act()
        assert caught.value.exit_code == 2


def test_an_edit_is_written_only_when_told(tmp_path: Path) -> None:
    from errcat.editing.entries import deprecated

    sound = project(tmp_path, entry("1"), entry("2"))
    before = (tmp_path / "c.json").read_text()
    edit = deprecated(sound.entry("example#1"), replaced_by=["2"], sunset="2030-01-01")
    assert (tmp_path / "c.json").read_text() == before
    assert edit.write()
    notice = sound.load().by_code["1"].deprecated
    assert notice is not None
    assert (notice.replaced_by, notice.sunset) == (("2",), "2030-01-01")


def test_nothing_is_printed(telnyx: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = errcat.open_project()
    found.validate("broken.yaml")
    found.fix("broken.yaml").write()
    found.compare_all("v1.0.0")
    found.outputs().write()
    assert (telnyx / "errors.json").is_file()
    assert capfd.readouterr() == ("", "")
