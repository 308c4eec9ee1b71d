"""What a user of `errcat validate` sees, and the exit code of every kind of run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry

import errcat
import errcat_schema
from tests.support import ROOT, TELNYX, catalog_text, entry, run, write_tree

BAD = catalog_text([entry("1", title=""), entry("2"), entry("2", name="OTHER")])
GOOD = catalog_text(
    [entry("1"), entry("2")], ranges=[{"name": "all", "from": "1", "to": "9"}]
)


def test_the_telnyx_catalog_is_clean() -> None:
    ran = run("validate")
    assert (ran.code, ran.out, ran.err) == (
        0,
        "Checked 211 entries in 8 ranges: no findings\n",
        "",
    )


def test_a_finding_is_shown_with_its_line_and_what_to_do(tmp_path: Path) -> None:
    text = 'errcat: 1\nid: e\nerrors:\n  - code: "1"\n    name: ONE\n    title: "  "\n    detail: One.\n'
    write_tree(tmp_path, {"c.yaml": text})
    ran = run("validate", "c.yaml", "--report", "full", cwd=tmp_path)
    assert ran.code == 1
    assert ran.out == (
        "c.yaml:6:12: error: 1 ONE: the title is blank (title-present)\n"
        "   |\n"
        ' 6 |     title: "  "\n'
        "   |            ^^^^\n"
        "   = help: describe in a few words what went wrong\n"
        "\n"
        "Checked 1 entry: 1 error\n"
        "Run `errcat rule NAME` to read about a rule\n"
    )


def test_both_places_of_a_collision_are_shown(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.json": BAD.replace("}, {", "},\n {")})
    out = run("validate", "c.json", cwd=tmp_path).out
    assert (
        "c.json:3:11: error: 2 OTHER: the code is already used by ERROR_2 (code-unique)"
        in out
    )
    assert "= first used by 2 ERROR_2: c.json:2:11" in out


def test_a_catalog_can_come_from_standard_input() -> None:
    ran = run("validate", "-", "--report", "concise", stdin=BAD)
    assert ran.code == 1
    assert ran.out.startswith("-:1:")
    assert (
        run("validate", "-", stdin=GOOD).out
        == "Checked 2 entries in 1 range: no findings\n"
    )
    assert run("validate", "-", stdin="errcat: 1\nid: e\n").code == 0


def test_quiet_says_only_what_is_wrong(tmp_path: Path) -> None:
    write_tree(tmp_path, {"good.json": GOOD, "bad.json": BAD})
    assert run("validate", "good.json", "--quiet", cwd=tmp_path).out == ""
    ran = run("validate", "bad.json", "--quiet", "--report", "concise", cwd=tmp_path)
    assert len(ran.out.splitlines()) == 2


def test_the_json_report_conforms_to_its_schema(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.json": BAD})
    document = json.loads(
        run("validate", "c.json", "--report", "json", cwd=tmp_path).out
    )
    engine: Any = Draft7Validator(errcat_schema.load("findings"), registry=Registry())
    assert [error.message for error in engine.iter_errors(document)] == []
    assert document["errcat"] == errcat.__version__
    assert document["summary"]["errors"] == 2
    assert document["summary"]["catalogs"] == [
        {"id": "example", "path": "c.json", "entries": 3, "ranges": 0}
    ]
    assert [each["rule"] for each in document["findings"]] == [
        "title-present",
        "code-unique",
    ]
    assert all(len(each["fingerprint"]) == 16 for each in document["findings"])


def test_a_report_can_go_to_a_file_beside_another(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.json": BAD})
    ran = run(
        "validate",
        "c.json",
        "--report",
        "json:out.json",
        "--report",
        "concise",
        cwd=tmp_path,
    )
    assert "(code-unique)" in ran.out
    assert json.loads((tmp_path / "out.json").read_text())["summary"]["errors"] == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["validate", "nowhere"], "errcat: nowhere: no such file or folder"),
        (
            ["validate", "c.json", "--report", "fulll"],
            "unknown report 'fulll'; did you mean 'full'?",
        ),
        (["validate", "--cofig", "x"], "no such option"),
        (["validte"], "unknown command 'validte'; did you mean 'validate'?"),
        (["validate"], "no catalog given; name one, or set `catalogs`"),
        (
            ["validate", "c.json", "--config", "none.toml"],
            "none.toml: no such file or folder",
        ),
        (["validate", "pipe"], "pipe: cannot be read: not a regular file"),
        (
            ["validate", "loop"],
            "loop: cannot be read: too many levels of symbolic links",
        ),
        (
            ["validate", "folder"],
            "folder/gone.yaml: cannot be read: a broken symbolic link",
        ),
        (["validate", "later.yaml"], "format version 2 is not supported"),
        (
            ["validate", "c.json", "--report", "full", "--report", "concise"],
            "two reports have the same destination",
        ),
        (["validate", "c.json", "--report", "json:pipe/x.json"], "pipe/x.json"),
    ],
)
def test_what_cannot_run_is_one_line_and_exit_2(
    args: list[str], said: str, tmp_path: Path
) -> None:
    write_tree(tmp_path, {"c.json": GOOD, "later.yaml": "errcat: 2\nid: e\n"})
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "gone.yaml").symlink_to("nothing")
    ran = run(*args, cwd=tmp_path)
    assert ran.out == ""
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert ran.code == 2


def test_on_github_findings_are_annotations_unless_something_else_is_asked(
    tmp_path: Path,
) -> None:
    write_tree(tmp_path, {"c.json": BAD})
    ran = run("validate", "c.json", cwd=tmp_path, GITHUB_ACTIONS="true")
    assert ran.out.startswith("::error ")
    ran = run(
        "validate", "c.json", "--report", "concise", cwd=tmp_path, GITHUB_ACTIONS="true"
    )
    assert ran.out.startswith("c.json:1:")


def test_without_a_command_the_help_is_shown() -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "Usage: errcat [OPTIONS] COMMAND [ARGS]...\n\n  Validate, compare"
    )


def test_a_full_disk_is_exit_2() -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "errcat", "validate"]
        done = subprocess.run(
            command,
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == (
        "errcat: standard output: could not be written: No space left on device\n"
    )


def test_a_reader_that_goes_away_is_exit_141() -> None:
    command = [sys.executable, "-m", "errcat", "validate", "-"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    _, said = process.communicate(BAD.encode())
    assert (process.returncode, said) == (141, b"")


def test_an_interrupt_is_exit_130() -> None:
    # A shell's background job ignores the signal, and what it starts does too.
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from errcat.cli import main; main(['validate', '-'])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    process.stdin.write(
        b"errcat: 1\n" * 500_000
    )  # larger than a pipe: errcat is reading
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, b"")


def test_a_bug_is_exit_70_and_one_line(tmp_path: Path) -> None:
    """A module that breaks errcat from outside stands for the bug that nobody has seen yet."""
    write_tree(
        tmp_path,
        {"sitecustomize.py": "import errcat.config as c\nc.find = lambda x: 1 / 0\n"},
    )
    ran = run("validate", str(TELNYX), PYTHONPATH=str(tmp_path))
    assert (ran.code, ran.out) == (70, "")
    assert ran.err.count("\n") == 1
    assert "bug in errcat" in ran.err
    assert "ZeroDivisionError" in ran.err
    debug = run("validate", str(TELNYX), "--debug", PYTHONPATH=str(tmp_path))
    assert "Traceback" in debug.err


def test_what_fails_is_chosen(tmp_path: Path) -> None:
    same = [entry("1", title="Gone"), entry("2", title="Gone")]
    write_tree(tmp_path, {"c.json": catalog_text(same)})
    assert run("validate", "c.json", cwd=tmp_path).code == 1
    assert run("validate", "c.json", "--fail-on", "error", cwd=tmp_path).code == 0


def test_texts_of_a_catalog_cannot_steer_the_terminal(tmp_path: Path) -> None:
    evil = "\x1b]52;c;AAAA\x07\x1b[2J\u202e"
    write_tree(
        tmp_path,
        {"c.json": catalog_text([entry("1", name=f"A{evil}", title=f" {evil}")])},
    )
    ran = run("validate", "c.json", "--color", "never", cwd=tmp_path)
    assert ran.code == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.out + ran.err)
    assert "\\x1b" in ran.out


def test_codes_shared_by_catalogs_can_be_listed(tmp_path: Path) -> None:
    write_tree(
        tmp_path,
        {
            "a.json": catalog_text([entry("1"), entry("2")], id="a"),
            "b.json": catalog_text([entry("2"), entry("3")], id="b"),
        },
    )
    assert run("validate", "a.json", "b.json", cwd=tmp_path).out == (
        "Checked 4 entries of 2 catalogs: no findings\n"
    )
    ran = run(
        "validate", "a.json", "b.json", "--across", "--report", "concise", cwd=tmp_path
    )
    assert ran.code == 0
    assert "2 ERROR_2: the code is also used in a (code-unique-across)" in ran.out
    assert len(ran.out.splitlines()) == 2
