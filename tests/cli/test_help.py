"""Help: grouped commands, whole summaries, examples that work, and every default."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import click
import pytest

import errcat.cli
from errcat import plugins
from errcat.cli import _command, _terminal
from tests.support import run, write_tree

NAMES = sorted(plugins.names("commands"))
GIT = ("git diff", "git install", "git merge")
EVERY = (*NAMES, *GIT)


def command(name: str) -> click.Command:
    """Return a built-in command; "git diff" is the command diff of the group git."""
    top, _, inside = name.partition(" ")
    found = plugins.get("commands", click.Command, top)
    if not inside:
        return found
    assert isinstance(found, click.Group)
    return found.commands[inside]


def context(name: str, width: int = 80) -> click.Context:
    """Return the context of a command as errcat creates it."""
    root = errcat.cli.errcat.make_context("errcat", name.split(), terminal_width=width)
    return click.Context(command(name), parent=root, info_name=name)


def help_of(name: str) -> str:
    """Return the help of a command as it is printed to a pipe."""
    ran = run(*name.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_help_lists_every_command_with_its_whole_summary() -> None:
    lines = run("--help").out.splitlines()
    for name in NAMES:
        (line,) = (line for line in lines if line.startswith(f"  {name} "))
        assert line.split(maxsplit=1)[1] == _command.summary(command(name))


def test_help_groups_the_commands_and_shows_no_empty_group() -> None:
    out = run("--help").out
    headings = re.findall(r"^(\S.*):$", out, re.MULTILINE)
    groups = {getattr(command(name), "heading", "") for name in NAMES}
    assert headings == ["Options", *(g for g in _command.GROUPS if g in groups)]


@pytest.mark.parametrize("name", EVERY)
def test_a_summary_is_an_imperative_sentence(name: str) -> None:
    summary = _command.summary(command(name))
    verb = summary.split()[0]
    assert re.fullmatch(r"[A-Z][a-z]+", verb)
    assert not verb.endswith("s"), summary
    assert summary.endswith(".")


@pytest.mark.parametrize("name", EVERY)
def test_help_ends_with_two_examples(name: str) -> None:
    own = command(name)
    assert isinstance(own, _command.Command)
    assert len(own.examples) == 2
    tail = own.get_help(context(name)).partition("\nExamples:\n")[2]
    shown = [line.split(" # ")[0].strip() for line in tail.splitlines()]
    assert shown == [example.split(" # ")[0] for example in own.examples]


@pytest.mark.parametrize("name", EVERY)
def test_the_command_line_of_every_example_parses(name: str) -> None:
    own = command(name)
    assert isinstance(own, _command.Command)
    for example in own.examples:
        line, meaning = example.split(" # ")
        words = ["errcat", *name.split()]
        args = shlex.split(line)
        assert args[: len(words)] == words
        made = own.make_context(name, args[len(words) :])
        assert made.params or isinstance(own, click.Group)
        assert meaning


@pytest.mark.parametrize("name", EVERY)
def test_help_shows_every_default(name: str) -> None:
    text = " ".join(help_of(name).split())
    for param in command(name).params:
        if isinstance(param, click.Option) and isinstance(param.default, str):
            assert not param.default or f"[default: {param.default}]" in text


def test_commands_of_plugins_are_a_group(tmp_path: Path) -> None:
    source = (
        "import click\n\n\n"
        "@click.command('size')\n"
        "def command():\n"
        "    '''Print the size of the catalog.'''\n"
    )
    files = {
        "acme_help/__init__.py": "",
        "acme_help/commands/__init__.py": "",
        "acme_help/commands/size.py": source,
        "errcat.toml": 'plugins = ["acme_help"]\n',
    }
    write_tree(tmp_path, files)
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    out = run("--help", cwd=tmp_path, PYTHONPATH=path).out
    assert "\nPlugins:\n  size " in out
    assert out.rstrip().endswith("Print the size of the catalog.")


def test_help_works_with_an_invalid_configuration(tmp_path: Path) -> None:
    write_tree(tmp_path, {"errcat.toml": "catalogs = 1\n"})
    ran = run("--help", cwd=tmp_path)
    assert ran.code == 0
    assert "\nCheck:\n" in ran.out
    assert "errcat.toml:1:1: catalogs: " in ran.err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["retire"], "errcat: missing argument 'CODE'\n"),
        (["gen", "--chek"], "errcat: no such option"),
        (["bump", "--against"], "errcat: option '--against' requires an argument\n"),
        (["--no"], "errcat: no such option"),
    ],
)
def test_messages_of_the_parser_follow_the_style_of_errcat(
    args: list[str], message: str
) -> None:
    ran = run(*args)
    assert ran.code == 2
    assert ran.err.splitlines(keepends=True)[-1].startswith(message)


@pytest.mark.parametrize(
    ("columns", "wanted"), [(0, 80), (60, 60), (100, 100), (300, 100)]
)
def test_help_is_as_wide_as_the_terminal_up_to_a_limit(
    columns: int, wanted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_terminal, "width", lambda: columns)
    assert _terminal.help_width() == wanted
    text = command("gen").get_help(context("gen", _terminal.help_width()))
    widest = max(map(len, text.partition("\nExamples:")[0].splitlines()))
    assert wanted - 20 < widest <= wanted
