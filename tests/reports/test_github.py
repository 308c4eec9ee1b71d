"""The report `github`, parsed the way the GitHub Actions runner parses the output of a step."""

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
    """A workflow command, parsed."""

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
    """Return the command in a line, in the new syntax or else in the old one."""
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
    """Return the commands of a report; check that other lines do not look like one."""
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


def test_the_most_severe_come_first() -> None:
    names = [annotation.name for annotation in commands(render("github", SMALL))]
    assert names == ["error", "error", "warning", "notice", "notice"]


def test_columns_are_given_only_within_one_line() -> None:
    run = run_of((finding(span=Span(7, 12, 9, 11)),))
    (annotation,) = commands(render("github", run))
    assert annotation.properties.keys() == {"title", "file", "line", "endLine"}


def test_the_summary_is_the_last_line_unless_quiet() -> None:
    assert render("github", CLEAN) == "Checked 2 entries in 1 range: no findings\n"
    assert render("github", CLEAN._replace(quiet=True)) == ""


@pytest.mark.parametrize("count", [9, 10, 11, 200])
def test_there_are_at_most_ten_annotations_per_severity(count: int) -> None:
    severities = (INFO, ERROR, WARNING)
    findings = [
        finding(severity=severity) for _ in range(count) for severity in severities
    ]
    annotations = commands(render("github", run_of(findings)))
    most = min(count, 10)
    assert Counter(annotation.name for annotation in annotations) == dict.fromkeys(
        ("error", "warning", "notice"), most
    )
    rest = [
        annotation.data
        for annotation in annotations
        if annotation.properties["title"] == "errcat"
    ]
    assert [data.partition("\n")[0] for data in rest] == [
        f"{count - 9} more {name}s not shown here"
        for name in ("error", "warning", "notice")
        if count > 10
    ]


@pytest.mark.parametrize(
    "text", ["x" * 9000, "\n" * 9000, "%" * 4094, "\x1b" * 3000, "\U0001f600" * 4000]
)
@pytest.mark.parametrize("lead", ["", "-", "--", "---"])
def test_a_message_is_truncated_to_what_the_runner_accepts(
    text: str, lead: str
) -> None:
    (annotation,) = commands(render("github", run_of((finding(lead + text),))))
    assert 1000 < len(annotation.data.encode("utf-16-le")) // 2 < 4096
    whole = f"{FILE}:4:11: {terminal(lead + text, multiline=True)}"
    assert annotation.data.endswith("...")
    assert whole.startswith(annotation.data.removesuffix("..."))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_command(text: str) -> None:
    report = render("github", hostile(text))
    flat = report.replace("\n", " ").replace("\t", " ")
    assert flat == terminal(flat)
    annotations = commands(report)
    assert [annotation.name for annotation in annotations] == ["error", "error"]
    shown = "\r".join(terminal(part, multiline=True) for part in text.split("\r"))
    assert annotations[0].data.startswith(f"{FILE}:4:11: {shown} (code-unique)\n")
    assert annotations[0].properties["title"] == "code-unique"
    assert annotations[0].properties["file"] == FILE


def test_the_rule_name_of_a_plugin_is_no_command() -> None:
    name = "x,file=y::\n::stop-commands::z"
    (annotation,) = commands(render("github", run_of((finding(rule=name),))))
    assert annotation.properties["title"] == name
    assert annotation.properties["file"] == FILE
