"""What `errcat gen` leaves on disk: manifests, what is stale, several catalogs, own targets."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from errcat.cli import _progress
from errcat.cli._progress import progress
from errcat.loading.schema import check_against
from errcat_schema import load
from tests.cli.test_gen import below, gen
from tests.support import Ran, catalog_text, entry, run, write_tree

PAGES = "{{ header | comment('# ') }}\n{{ entry.title | py_str }}\n"
CONFIG = """\
catalogs = ["c.json"]
[targets.pages]
templates = "templates"
[[outputs]]
target = "pages"
output = "made/pages"
[[outputs]]
target = "json"
output = "made/all.json"
"""
TEMPLATE = {"templates/[code].txt.jinja": PAGES}
ONE, TWO = entry("1"), entry("2")


def project(folder: Path, *entries: dict[str, Any], config: str = CONFIG) -> Path:
    files = {"errcat.toml": config, "c.json": catalog_text(entries), **TEMPLATE}
    return write_tree(folder, files)


def manifest(folder: Path) -> dict[str, str]:
    """Return the target of every file in the manifest, which must be as its schema says."""
    data = json.loads((folder / "errcat-manifest.json").read_text())
    assert not list(check_against(load("manifest"), data))
    return {path: each["target"] for path, each in data["files"].items()}


# --- the manifest --------------------------------------------------------------------


def test_the_manifest_lists_what_was_made_and_by_which_target(tmp_path: Path) -> None:
    assert gen(project(tmp_path, ONE, TWO)).code == 0
    assert manifest(tmp_path) == {
        "made/all.json": "json",
        "made/pages/1.txt": "pages",
        "made/pages/2.txt": "pages",
    }
    before = below(tmp_path)
    assert gen(tmp_path).code == 0
    assert below(tmp_path) == before
    assert gen(tmp_path, "--check").code == 0


def test_what_nothing_makes_any_more_is_drift_until_it_is_cleaned(
    tmp_path: Path,
) -> None:
    gen(project(tmp_path, ONE, TWO))
    project(tmp_path, ONE)
    ran = gen(tmp_path)
    assert ran.code == 0
    assert "stale made/pages/2.txt: nothing makes it any more; --clean" in ran.err
    assert (tmp_path / "made/pages/2.txt").exists()
    ran = gen(tmp_path, "--check")
    assert ran.code == 1
    assert "--- made/pages/2.txt\n+++ /dev/null\n" in ran.out
    ran = gen(tmp_path, "--clean")
    assert "deleted made/pages/2.txt" in ran.err
    assert not (tmp_path / "made/pages/2.txt").exists()
    assert "made/pages/2.txt" not in manifest(tmp_path)
    assert gen(tmp_path, "--check").code == 0


def test_what_somebody_edited_is_kept_and_is_theirs_from_then_on(
    tmp_path: Path,
) -> None:
    gen(project(tmp_path, ONE, TWO))
    page = tmp_path / "made/pages/2.txt"
    page.write_text("mine now\n")
    project(tmp_path, ONE)
    ran = gen(tmp_path, "--clean")
    assert ran.code == 0
    assert (
        "kept made/pages/2.txt: nothing makes it any more, but it was edited" in ran.err
    )
    assert page.read_text() == "mine now\n"
    assert "made/pages/2.txt" not in manifest(tmp_path)
    assert gen(tmp_path, "--check").code == 0


def test_a_target_that_is_no_longer_configured_is_cleaned(tmp_path: Path) -> None:
    gen(project(tmp_path, ONE, TWO))
    only = CONFIG.split("[[outputs]]\n")
    project(tmp_path, ONE, TWO, config=f"{only[0]}[[outputs]]\n{only[2]}")
    assert gen(tmp_path, "--clean").code == 0
    assert not (tmp_path / "made/pages").exists()
    assert (tmp_path / "made/all.json").exists()


def test_one_target_alone_leaves_what_others_made(tmp_path: Path) -> None:
    gen(project(tmp_path, ONE, TWO))
    project(tmp_path, ONE)
    assert gen(tmp_path, "json", "--clean").code == 0
    assert (tmp_path / "made/pages/2.txt").exists()
    assert manifest(tmp_path)["made/pages/2.txt"] == "pages"
    assert gen(tmp_path, "pages", "--clean").code == 0
    assert not (tmp_path / "made/pages/2.txt").exists()


def test_a_folder_has_a_manifest_of_its_own(tmp_path: Path) -> None:
    project(tmp_path, ONE, TWO)
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("hands off")
    assert gen(tmp_path, "pages", "-o", "out").code == 0
    assert set(manifest(tmp_path / "out")) == {"1.txt", "2.txt"}
    project(tmp_path, ONE)
    assert gen(tmp_path, "pages", "-o", "out", "--check").code == 1
    assert gen(tmp_path, "pages", "-o", "out", "--clean").code == 0
    assert set(below(tmp_path / "out")) == {"1.txt", "mine.txt", "errcat-manifest.json"}


def test_a_file_that_was_asked_for_alone_has_none(tmp_path: Path) -> None:
    project(tmp_path, ONE)
    assert gen(tmp_path, "json", "-o", "out/all.json").code == 0
    assert set(below(tmp_path / "out")) == {"all.json"}


@pytest.mark.parametrize(
    "trap", ["../outside.txt", "/etc/hostname", "link/x.txt", "a//b"]
)
def test_a_manifest_that_lies_deletes_nothing_elsewhere(
    tmp_path: Path, trap: str
) -> None:
    folder = project(tmp_path / "project", ONE)
    write_tree(tmp_path, {"outside.txt": "precious", "elsewhere/x.txt": "precious"})
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    gen(folder)
    path = folder / "errcat-manifest.json"
    data = json.loads(path.read_text())
    digest = sha256(b"precious").hexdigest()
    data["files"][trap] = {"target": "json", "sha256": digest}
    path.write_text(json.dumps(data))
    assert gen(folder, "--clean").code == 0
    assert (tmp_path / "outside.txt").exists()
    assert (tmp_path / "elsewhere/x.txt").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[]", "not a manifest that this version of errcat can read"),
        ('{"format": 2, "files": {}}', "not a manifest that this version of errcat can read"),
        ('{"format": 1, "files": {"a": "b"}}', "not a manifest that this version of errcat can read"),
        (
            '{"format": 1, "files": {"a": {"target": 1, "sha256": ""}}}',
            "not a manifest",
        ),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_manifest_that_cannot_be_understood_is_2_and_nothing_is_written(
    tmp_path: Path, text: str, said: str
) -> None:
    project(tmp_path, ONE)
    (tmp_path / "errcat-manifest.json").write_text(text)
    ran = gen(tmp_path)
    assert ran.code == 2
    assert f"errcat-manifest.json: {said}" in ran.err
    assert not (tmp_path / "made").exists()


def test_a_file_without_a_mark_is_replaced_as_long_as_nobody_edited_it(
    tmp_path: Path,
) -> None:
    bare = {
        "templates/codes.txt.jinja": "{% for e in entries %}{{ e.name }}\n{% endfor %}"
    }
    config = CONFIG.replace('"templates"', '"templates"\nsuffix = ".txt"').replace(
        "made/pages", "made/codes.txt"
    )
    files = {"errcat.toml": config, "c.json": catalog_text([ONE]), **bare}
    write_tree(tmp_path, files)
    assert gen(tmp_path).code == 0
    (tmp_path / "c.json").write_text(catalog_text([ONE, TWO]))
    assert gen(tmp_path).code == 0
    codes = tmp_path / "made/codes.txt"
    assert codes.read_text() == "ERROR_1\nERROR_2\n"
    codes.write_text("mine\n")
    ran = gen(tmp_path)
    assert ran.code == 2
    assert "made/codes.txt: not written: not generated by errcat" in ran.err
    assert codes.read_text() == "mine\n"


def test_cleaning_and_checking_exclude_each_other(tmp_path: Path) -> None:
    ran = gen(project(tmp_path, ONE), "--check", "--clean")
    assert (ran.code, "nothing to --clean" in ran.err) == (2, True)


# --- several catalogs ----------------------------------------------------------------


def two_catalogs(folder: Path, output: str) -> Path:
    config = f'catalogs = ["a.json", "b.json"]\n[[outputs]]\ntarget = "json"\noutput = "{output}"\n'
    files = {
        "errcat.toml": config,
        "a.json": catalog_text([ONE], id="first"),
        "b.json": catalog_text([TWO], id="second"),
    }
    return write_tree(folder, files)


def test_an_output_of_several_catalogs_is_made_for_each(tmp_path: Path) -> None:
    ran = gen(two_catalogs(tmp_path, "made/{catalog}/codes.json"))
    assert ran.code == 0
    for name, code in (("first", "1"), ("second", "2")):
        made = json.loads((tmp_path / f"made/{name}/codes.json").read_text())
        assert [each["code"] for each in made["errors"]] == [code]
    assert gen(tmp_path, "--check").code == 0


def test_two_outputs_of_one_path_are_refused(tmp_path: Path) -> None:
    config = CONFIG.replace("made/all.json", "made/pages/1.txt")
    ran = gen(project(tmp_path, ONE, config=config))
    assert ran.code == 2
    assert "written by two outputs" in ran.err
    assert not (tmp_path / "made").exists()


def test_nothing_is_written_if_one_target_fails(tmp_path: Path) -> None:
    project(tmp_path, ONE)
    (tmp_path / "templates/[code].txt.jinja").write_text("{{ entry.title }}")
    ran = gen(tmp_path)
    assert ran.code == 2
    assert "templates/[code].txt.jinja:1" in ran.err
    assert not (tmp_path / "made").exists()


# --- which entries -------------------------------------------------------------------

RANGES = [
    {"name": "all", "from": "1", "to": "99"},
    {"name": "low", "from": "1", "to": "9"},
    {"name": "rest", "from": "100", "to": "199"},
]
SELECTED = [
    entry("1", products=["mail"]),
    entry("20", preview=True),
    entry("100", products=["mail", "voice"], deprecated={"since": "1.0"}),
    entry("101", retired={"in": "1.0"}),
]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ([], ["1", "20", "100", "101"]),
        (["ranges=low"], ["1"]),
        (["ranges=all"], ["1", "20"]),
        (["ranges=low,rest"], ["1", "100", "101"]),
        (["products=voice"], ["100"]),
        (["products=mail", "ranges=all"], ["1"]),
        (["life=active,preview"], ["1", "20"]),
        (["life=retired"], ["101"]),
    ],
)
def test_every_target_can_show_a_part(
    tmp_path: Path, given: list[str], codes: list[str]
) -> None:
    text = catalog_text(SELECTED, ranges=RANGES, version="1.0.0")
    write_tree(tmp_path, {"c.json": text})
    options = [argument for each in given for argument in ("--set", each)]
    ran = gen(tmp_path, "json", "--catalog", "c.json", *options)
    assert ran.code == 0, ran.err
    assert [each["code"] for each in json.loads(ran.out)["errors"]] == codes


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("ranges=lo", "ranges: unknown range 'lo'; did you mean 'low'?"),
        ("products=x", "products: unknown product 'x'; known: mail, voice"),
        (
            "life=dead",
            "life: 'dead' is not one of active, preview, deprecated, retired",
        ),
    ],
)
def test_a_part_that_there_is_not_is_refused(
    tmp_path: Path, given: str, said: str
) -> None:
    text = catalog_text(SELECTED, ranges=RANGES, version="1.0.0")
    write_tree(tmp_path, {"c.json": text})
    ran = gen(tmp_path, "json", "--catalog", "c.json", "--set", given)
    assert (ran.code, said in ran.err) == (2, True), ran.err


# --- targets of one's own ------------------------------------------------------------


def own(folder: Path, table: str) -> Ran:
    config = f'catalogs = ["c.json"]\n[targets.own]\n{table}\n'
    write_tree(folder, {"errcat.toml": config, "c.json": catalog_text([ONE])})
    return gen(folder, "own")


def test_a_program_is_a_target(tmp_path: Path) -> None:
    program = (
        "import json, sys; r = json.load(sys.stdin); "
        "text = r['catalog']['errors'][0]['title'] + chr(10); "
        "json.dump({'files': [{'path': 'x.txt', 'text': text}]}, sys.stdout)"
    )
    command = json.dumps([sys.executable, "-c", program])
    ran = own(tmp_path, f'command = {command}\nsuffix = ".txt"')
    assert (ran.code, ran.out) == (0, "Title of 1\n"), ran.err


def test_what_a_plugin_emits_as_python_is_formatted(tmp_path: Path) -> None:
    write_tree(tmp_path, {"t/x.py.jinja": "X = {  'a':1 }\n"})
    ran = own(tmp_path, 'templates = "t"\nsuffix = ".py"')
    assert (ran.code, ran.out) == (0, 'X = {"a": 1}\n'), ran.err
    write_tree(tmp_path, {"t/x.py.jinja": "X = {\n"})
    ran = gen(tmp_path, "own")
    assert ran.code == 2
    assert "that is not valid Python" in ran.err


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "set either `templates` or `command`"),
        ('templates = "t"\ncommand = ["x"]', "set either `templates` or `command`"),
        ("command = []", "set either `templates` or `command`"),
        (
            'suffix = ".x"\ncommand = ["no-such-program-at-all"]',
            "no-such-program-at-all",
        ),
        ('suffix = ".x"\ntemplates = "nowhere"', "nowhere"),
        ("template = 1", "did you mean 'templates'?"),
    ],
)
def test_a_target_that_makes_no_sense_is_2(
    tmp_path: Path, table: str, said: str
) -> None:
    ran = own(tmp_path, table)
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_a_target_is_not_called_like_another(tmp_path: Path) -> None:
    config = 'catalogs = ["c.json"]\n[targets.json]\ntemplates = "t"\n'
    write_tree(tmp_path, {"errcat.toml": config, "c.json": catalog_text([ONE])})
    ran = gen(tmp_path, "json")
    assert ran.code == 2
    assert "errcat.toml:2:" in ran.err
    assert "there is a target 'json' already" in ran.err


# --- progress ------------------------------------------------------------------------


class Screen(io.StringIO):
    """A terminal that remembers."""

    def isatty(self) -> bool:
        """Tell that it is one."""
        return True


def test_what_takes_long_is_told_on_a_terminal_and_taken_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_progress, "PATIENCE", 0.0)
    monkeypatch.setattr(_progress, "PACE", 0.001)
    screen = Screen()
    with progress(screen) as step:
        step("making \x1b[2J all")
        while "making" not in screen.getvalue():
            time.sleep(0.001)
    told = screen.getvalue()
    assert "making \\x1b[2J all ... 0 s" in told
    assert told.endswith("\r\x1b[K")


def test_what_is_quick_is_not_told() -> None:
    screen = Screen()
    with progress(screen) as step:
        step("making all")
    assert screen.getvalue() == ""


def test_nothing_is_told_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_progress, "PATIENCE", 0.0)
    pipe = io.StringIO()
    with progress(pipe) as step:
        step("making all")
        time.sleep(0.01)
    assert pipe.getvalue() == ""


SLOW = """
import time
from errcat.cli import _progress, main
from errcat.generating import jobs
_progress.PATIENCE = 0.0
_progress.PACE = 0.001
real = jobs.render
def slow(*given):
    time.sleep(0.2)
    return real(*given)
jobs.render = slow
main(["gen", "json", "--catalog", "c.json", "-o", "out.json"])
"""


def test_a_run_on_a_terminal_shows_it_and_a_piped_one_does_not(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.json": catalog_text([ONE])})
    command = [sys.executable, "-c", SLOW]
    piped = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert piped.stderr == b"wrote out.json (1 code)\n"
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, cwd=tmp_path, stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                block = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not block:
                break
            seen += block
        assert process.wait() == 0
    os.close(ours)
    assert b"making json (1 of 1) ... 0 s" in seen
    assert seen.endswith(b"\r\x1b[Kunchanged out.json\r\n")


def test_the_help_says_what_clean_deletes() -> None:
    assert "by its manifest only" in run("gen", "--help").out
