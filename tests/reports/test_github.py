"""The report `github`, read as the runner of GitHub Actions reads what a step prints."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

import pytest

from errcat.findings import ERROR, INFO, WARNING, Span
from errcat.text import terminal
from tests.hostile import HOSTILE
from tests.reports.runs import CLEAN, FILE, SMALL, finding, hostile, render, run_of

COMMANDS = {
    *("error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "echo"),
    *(
        "add-matcher",
        "remove-matcher",
        "set-env",
        "add-path",
        "set-output",
        "save-state",
    ),
    *("stop-commands", "internal-set-repo-path"),
}


class Command(NamedTuple):
    """A workflow command as the runner understands it."""

    name: str
    properties: dict[str, str]
    data: str


def unescaped(text: str, extra: tuple[tuple[str, str], ...] = ()) -> str:
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), *extra, ("%25", "%")):
        text = text.replace(escape, char)
    return text


def parsed(
    head: str, data: str, separator: str, extra: tuple[tuple[str, str], ...]
) -> Command | None:
    name, _, listed = head.partition(" ")
    if name not in COMMANDS:
        return None
    pairs = (pair.partition("=") for pair in listed.strip().split(separator) if pair)
    properties = {key: unescaped(value, extra) for key, _, value in pairs if value}
    return Command(name, properties, data)


def command(line: str) -> Command | None:
    """Return what the runner makes of a line, by the new syntax and else by the old one."""
    stripped = line.lstrip()
    if match := re.match(r"::(.*?)::(.*)", stripped, re.DOTALL):
        extra = ((":", "%3A"), (",", "%2C"))
        swapped = tuple((escape, char) for char, escape in extra)
        found = parsed(match[1], unescaped(match[2]), ",", swapped)
        if found:
            return found
    if match := re.search(r"##\[([^]]*)\](.*)", line, re.DOTALL):
        swapped = (("%3B", ";"), ("%5D", "]"))
        return parsed(match[1], unescaped(match[2], swapped), ";", swapped)
    return None


def commands(report: str) -> list[Command]:
    """Return the commands of a report; what is none must not look like one either."""
    found: list[Command] = []
    for line in report.splitlines():
        made = command(line)
        if made:
            assert line.startswith(f"::{made.name} title=")
            found.append(made)
        else:
            assert not re.match(r"\s*(::|##\[)", line)
    return found


def test_a_finding_is_an_annotation() -> None:
    first, *_ = commands(render("github", SMALL))
    assert first == Command(
        "error",
        {
            "title": "code-unique",
            "file": FILE,
            "line": "6",
            "endLine": "6",
            "col": "11",
            "endColumn": "18",
        },
        f'{FILE}:6:11: 10001: the code is taken: "100 %, really", it is (code-unique)\n'
        f"first [used] here: {FILE}:4:11\n"
        "help: give one of them another code",
    )


def test_the_gravest_come_first() -> None:
    names = [each.name for each in commands(render("github", SMALL))]
    assert names == ["error", "error", "warning", "notice", "notice"]


def test_columns_stand_only_within_one_line() -> None:
    run = run_of((finding(span=Span(7, 12, 9, 11)),))
    (found,) = commands(render("github", run))
    assert found.properties.keys() == {"title", "file", "line", "endLine"}


def test_the_summary_is_the_last_line_unless_it_is_to_be_quiet() -> None:
    assert render("github", CLEAN) == "2 errors in 1 range, no findings\n"
    assert render("github", CLEAN._replace(quiet=True)) == ""


@pytest.mark.parametrize("count", [9, 10, 11, 200])
def test_there_are_ten_annotations_of_a_kind_at_most(count: int) -> None:
    severities = (INFO, ERROR, WARNING)
    findings = [finding(severity=each) for _ in range(count) for each in severities]
    found = commands(render("github", run_of(findings)))
    most = min(count, 10)
    assert Counter(each.name for each in found) == dict.fromkeys(
        ("error", "warning", "notice"), most
    )
    rest = [each.data for each in found if each.properties["title"] == "errcat"]
    assert [each.partition("\n")[0] for each in rest] == [
        f"{count - 9} more {name}s are not shown here"
        for name in ("error", "warning", "notice")
        if count > 10
    ]


@pytest.mark.parametrize(
    "text", ["x" * 9000, "\n" * 9000, "%" * 4094, "\x1b" * 3000, "\U0001f600" * 4000]
)
@pytest.mark.parametrize("lead", ["", "-", "--", "---"])
def test_a_message_is_cut_below_what_the_runner_takes(text: str, lead: str) -> None:
    (found,) = commands(render("github", run_of((finding(lead + text),))))
    assert 1000 < len(found.data.encode("utf-16-le")) // 2 < 4096
    whole = f"{FILE}:4:11: {terminal(lead + text, multiline=True)}"
    assert found.data.endswith("...")
    assert whole.startswith(found.data.removesuffix("..."))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_command(text: str) -> None:
    report = render("github", hostile(text))
    flat = report.replace("\n", " ").replace("\t", " ")
    assert flat == terminal(flat)
    found = commands(report)
    assert [each.name for each in found] == ["error", "error"]
    shown = "\r".join(terminal(part, multiline=True) for part in text.split("\r"))
    assert found[0].data.startswith(f"{FILE}:4:11: {shown} (code-unique)\n")
    assert found[0].properties["title"] == "code-unique"
    assert found[0].properties["file"] == FILE


def test_even_a_rule_of_a_plugin_makes_no_command() -> None:
    name = "x,file=y::\n::stop-commands::z"
    (found,) = commands(render("github", run_of((finding(rule=name),))))
    assert found.properties["title"] == name
    assert found.properties["file"] == FILE
