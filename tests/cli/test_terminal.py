"""Colors and widths: what the environment asks for, and lines that wrap between words."""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pytest

from errcat.reporting.report import paint, wrapped
from tests.support import catalog_text, entry, run, write_tree

BAD = catalog_text([entry("1", title="")])
VARIABLES = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM")


def on_terminal(columns: int, folder: Path, *args: str, **env: str) -> str:
    """Run errcat on a terminal of that many columns, and return what the terminal shows."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    clean = {
        key: value
        for key, value in os.environ.items()
        if key not in VARIABLES and not key.startswith("GITHUB_")
    }
    done = subprocess.Popen(
        [sys.executable, "-m", "errcat", *args],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**clean, "PYTHONUTF8": "1", **env},
    )
    os.close(theirs)
    chunks: list[bytes] = []
    try:
        while chunk := os.read(ours, 65536):
            chunks.append(chunk)
    except OSError:  # Linux ends a terminal with an error
        pass
    os.close(ours)
    done.wait()
    return b"".join(chunks).decode().replace("\r\n", "\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a catalog that has findings."""
    return write_tree(tmp_path, {"c.json": BAD})


@pytest.mark.parametrize(
    ("terminal", "env", "option", "colored"),
    [
        (False, {}, (), False),
        (False, {"FORCE_COLOR": "1"}, (), True),
        (False, {"FORCE_COLOR": "0"}, (), False),
        (False, {"FORCE_COLOR": ""}, (), False),
        (False, {"CLICOLOR_FORCE": "1"}, (), True),
        (False, {"CLICOLOR_FORCE": "0"}, (), False),
        (False, {"CLICOLOR": "1"}, (), False),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        (False, {"FORCE_COLOR": "1", "CLICOLOR": "0"}, (), True),
        (False, {"NO_COLOR": "1"}, ("--color", "always"), True),
        (False, {"FORCE_COLOR": "1"}, ("--color", "never"), False),
        (True, {}, (), True),
        (True, {"TERM": "xterm"}, (), True),
        (True, {"TERM": "dumb"}, (), False),
        (True, {"NO_COLOR": "1"}, (), False),
        (True, {"NO_COLOR": ""}, (), True),
        (True, {"CLICOLOR": "0"}, (), False),
        (True, {"CLICOLOR": "1"}, (), True),
        (True, {"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, (), True),
    ],
)
def test_color_follows_the_option_then_the_environment_then_the_terminal(
    terminal: bool,
    env: dict[str, str],
    option: tuple[str, ...],
    colored: bool,
    folder: Path,
) -> None:
    args = ("validate", "c.json", *option)
    if terminal:
        out = on_terminal(80, folder, *args, **env)
    else:
        unset = dict.fromkeys(VARIABLES, "")
        out = run(*args, cwd=folder, **{**unset, **env}).out
    assert "title-present" in out
    assert ("\x1b[" in out) is colored


def test_a_report_wraps_between_words_at_the_width_of_the_terminal(
    folder: Path,
) -> None:
    out = on_terminal(44, folder, "validate", "c.json", NO_COLOR="1")
    lines = out.splitlines()
    assert max(map(len, lines)) <= 44
    piped = run("validate", "c.json", cwd=folder).out
    assert len(max(piped.splitlines(), key=len)) > 44
    first = piped.splitlines()[0]
    assert " ".join(out.split()).startswith(first)


def test_a_report_in_a_file_does_not_wrap(folder: Path) -> None:
    on_terminal(44, folder, "validate", "c.json", "--report", "full:r.txt")
    written = (folder / "r.txt").read_text()
    assert written == run("validate", "c.json", cwd=folder).out


def test_help_wraps_at_the_width_of_the_terminal(folder: Path) -> None:
    out = on_terminal(64, folder, "diff", "--help")
    prose = out.partition("\nExamples:")[0].splitlines()
    assert 54 < max(map(len, prose)) <= 64


@pytest.mark.parametrize(
    ("text", "width", "wanted"),
    [
        ("one two three", 0, "one two three"),
        ("one two three", 13, "one two three"),
        ("one two three", 7, "one two\n  three"),
        ("a/very/long/path:1:1: error", 10, "a/very/long/path:1:1:\n  error"),
        ("", 10, ""),
        ("二二 二二", 8, "二二\n  二二"),
        (f"{paint('one', '31', True)} two", 7, f"{paint('one', '31', True)} two"),
    ],
)
def test_text_wraps_between_words(text: str, width: int, wanted: str) -> None:
    assert wrapped(text, width, "  ") == wanted


def test_a_run_that_is_quiet_names_no_rule_command(folder: Path) -> None:
    last = "Run `errcat rule NAME` to read about a rule\n"
    assert run("validate", "c.json", cwd=folder).out.endswith(last)
    assert last not in run("validate", "c.json", "--quiet", cwd=folder).out
    assert (
        len(re.findall("errcat rule", run("validate", "c.json", cwd=folder).out)) == 1
    )
