"""Two hundred faults of twenty kinds among 20,000 entries: each is found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from tests.support import look

ENTRIES = 20_000
HEADER: str = """\
errcat: 1
id: large
code: {pattern: "[1-9][0-9]{5}"}
ranges:
  - {name: all, from: "100000", to: "9999999"}
errors:
"""

Fields: TypeAlias = dict[str, str]
Spoil: TypeAlias = Callable[[Fields, int], str]
"""Puts a fault into an entry and returns the key on whose line it is to be found."""


def change(key: str, value: Callable[[Fields, int], str]) -> Spoil:
    """Return what gives *key* another value."""

    def spoil(fields: Fields, number: int) -> str:
        fields[key] = value(fields, number)
        return key

    return spoil


def leave_out(key: str) -> Spoil:
    """Return what takes *key* away; the fault is then told where the entry begins."""

    def spoil(fields: Fields, number: int) -> str:
        del fields[key]
        return "code"

    return spoil


def add(key: str, value: str, told_at: str = "") -> Spoil:
    """Return what adds *key*."""
    return lambda fields, number: (fields.update({key: value}), told_at or key)[1]


# Every kind with the rule that must find it.
KINDS: list[tuple[str, Spoil]] = [
    ("title-present", leave_out("title")),
    ("title-punctuation", change("title", lambda f, n: f["title"] + ".")),
    (
        "title-whitespace",
        change("title", lambda f, n: f["title"].replace(" ", "  ", 1)),
    ),
    ("title-unique", change("title", lambda f, n: "Message 0 expired")),
    ("detail-present", leave_out("detail")),
    ("detail-punctuation", change("detail", lambda f, n: f["detail"].rstrip("."))),
    (
        "detail-glued-sentences",
        change("detail", lambda f, n: "It expired.When sending, be quick."),
    ),
    ("spelling", change("detail", lambda f, n: "An error occured.")),
    (
        "secret-in-text",
        change("detail", lambda f, n: "Write to anna.smith@corp-mail.net."),
    ),
    ("invisible-character", change("detail", lambda f, n: '"It is\\u200b gone."')),
    ("link-valid", add("links", "[{url: 'http://example.com/a'}]")),
    ("code-unique", change("code", lambda f, n: f'"{100_000 + n - 1}"')),
    ("code-format", change("code", lambda f, n: f'"{100_000 + n}0"')),
    ("name-unique", change("name", lambda f, n: "ERROR_NUMBER_0")),
    ("name-format", change("name", lambda f, n: f"error_number_{n}")),
    ("schema-valid", add("titel", "x")),
    ("schema-valid", add("http_status", "999")),
    ("scalar-quoted", add("since", "1.10")),
    ("replacement-exists", add("deprecated", '{since: "1", replaced_by: ["777777"]}')),
    ("placeholder-used", add("params", "{user: {type: string}}")),
]


def test_each_fault_is_found_at_its_line_and_nothing_else(tmp_path: Path) -> None:
    lines: list[str] = HEADER.splitlines()
    wanted: list[tuple[int, str]] = []
    step = ENTRIES // 200
    for number in range(ENTRIES):
        fields = {
            "code": f'"{100_000 + number}"',
            "name": f"ERROR_NUMBER_{number}",
            "title": f"Message {number} expired",
            "detail": f"Message {number} expired before it was delivered.",
        }
        fault = None
        if number % step == step // 2:
            rule, spoil = KINDS[number // step % len(KINDS)]
            fault = rule, spoil(fields, number)
        for at, (key, value) in enumerate(fields.items()):
            lines.append(f"  {'- ' if at == 0 else '  '}{key}: {value}")
            if fault and fault[1] == key:
                wanted.append((len(lines), fault[0]))
    path = tmp_path / "large.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = [(each.span.line, each.rule) for each in look(path).findings]
    # What repeats is one finding with all its places.
    once = {"title-unique"}
    # A code with a digit too many is also too high for its place.
    follows = {("code-format", "code-sorted")}
    first = {rule: min(line for line, each in wanted if each == rule) for rule in once}
    told = [
        (line, rule) for line, rule in wanted if rule not in once or line == first[rule]
    ]
    assert len(wanted) == 200
    assert [each for each in told if each not in found] == []
    also = {
        (line, then)
        for line, rule in wanted
        for first_, then in follows
        if rule == first_
    }
    assert [each for each in found if each not in wanted and each not in also] == []
