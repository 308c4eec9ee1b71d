"""Write plain data as YAML, and read it back.

Only the part of YAML is used that YAML 1.1 and 1.2 read alike: maps and lists in block style, texts
in double quotes or as `|-` blocks, integers, true and false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from errcat.text import yaml_block, yaml_scalar

# --- writing ----------------------------------------------------------------------------------


def written(value: dict[str, Any]) -> str:
    """Return *value*, made of maps, lists, texts, integers and booleans, as YAML."""
    return "".join(f"{line}\n" for line in _lines(value, 0))


def _lines(value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of a map or list that is not empty."""
    margin = " " * indent
    if isinstance(value, dict):
        for key, item in cast("dict[str, Any]", value).items():
            if isinstance(item, dict | list) and item:
                yield f"{margin}{_key(key)}:"
                yield from _lines(item, indent + 2)
            else:
                yield f"{margin}{_key(key)}: {_scalar(item, indent + 2)}"
        return
    for item in value:
        if isinstance(item, dict | list) and item:
            first, *others = _lines(item, indent + 2)
            yield f"{margin}- {first[indent + 2 :]}"
            yield from others
        else:
            yield f"{margin}- {_scalar(item, 0)}"


def _scalar(value: Any, indent: int) -> str:
    """Return *value* as written after its key; the lines of a block have *indent* spaces."""
    if isinstance(value, str):
        return yaml_block(value, indent)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else "[]" if value == [] else "{}"


_BARE = re.compile(r"[A-Za-z$][A-Za-z0-9_-]*").fullmatch
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
"""What YAML 1.1 or 1.2 does not read as a text."""


def _key(key: str) -> str:
    return key if _BARE(key) and key.lower() not in _WORDS else yaml_scalar(key)


# --- reading ----------------------------------------------------------------------------------

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PAIR = re.compile(rf"({_QUOTED}|[A-Za-z$][A-Za-z0-9_-]*):(?: (.+))?").fullmatch
_TEXT = re.compile(_QUOTED).fullmatch
_NUMBER = re.compile(r"0|-?[1-9][0-9]*").fullmatch
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))", re.DOTALL
)
_SHORT = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_PLAIN: dict[str, Any] = {"true": True, "false": False}


def read(text: str) -> Any:
    """Return the value of *text* as `written` makes it; a ValueError names a bad line."""
    reading = _Reading(text)
    value = reading.node(0)
    if reading.at < len(reading.lines):
        raise reading.invalid()
    return value


class _Reading:
    """The lines of a document, and the position of the reader."""

    def __init__(self, text: str) -> None:
        self.lines = text.removesuffix("\n").split("\n")
        self.at = 0

    def invalid(self) -> ValueError:
        line = self.lines[self.at] if self.at < len(self.lines) else ""
        return ValueError(f"line {self.at + 1} is not valid: {line[:60]!r}")

    def here(self, indent: int) -> str | None:
        """Return the line without its indentation; None if it is indented differently."""
        if self.at == len(self.lines):
            return None
        line, margin = self.lines[self.at], " " * indent
        rest = line.removeprefix(margin)
        inside = line.startswith(margin) and rest and rest[0] != " "
        return rest if inside else None

    def node(self, indent: int) -> Any:
        """Return the map or list that starts here, with items indented by *indent* spaces."""
        line = self.here(indent)
        if line is None:
            raise self.invalid()
        return self.listed(indent) if line.startswith("- ") else self.mapped(indent)

    def mapped(self, indent: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while (line := self.here(indent)) is not None:
            pair = _PAIR(line)
            if not pair:
                raise self.invalid()
            key = _unquoted(pair[1]) if pair[1][0] == '"' else pair[1]
            if key in values:
                raise self.invalid()
            values[key] = self.value(pair[2], indent + 2)
        return values

    def listed(self, indent: int) -> list[Any]:
        items: list[Any] = []
        while (line := self.here(indent)) is not None:
            if not line.startswith("- "):
                raise self.invalid()
            rest = line[2:]
            if _PAIR(rest) or rest.startswith("- "):
                self.lines[self.at] = " " * (indent + 2) + rest
                items.append(self.node(indent + 2))
            else:
                items.append(self.value(rest, indent + 2))
        return items

    def value(self, text: str | None, indent: int) -> Any:
        """Return the value in *text*, or in the lines below."""
        if text is None:
            self.at += 1
            return self.node(indent)
        if text == "|-":
            self.at += 1
            return self.block(" " * indent)
        value = self.scalar(text)
        self.at += 1
        return value

    def scalar(self, text: str) -> Any:
        if _TEXT(text):
            return _unquoted(text)
        if _NUMBER(text):
            return int(text)
        if text in ("[]", "{}"):
            return [] if text == "[]" else {}
        if text not in _PLAIN:
            raise self.invalid()
        return _PLAIN[text]

    def block(self, margin: str) -> str:
        lines: list[str] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line and not line.startswith(margin):
                break
            lines.append(line[len(margin) :])
            self.at += 1
        return "\n".join(lines)


def _unquoted(literal: str) -> str:
    return _ESCAPE.sub(_character, literal[1:-1]) if "\\" in literal else literal[1:-1]


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        return chr(int(code, 16))
    if match[4] not in _SHORT:
        raise ValueError(f"unknown escape {match[0]}")
    return _SHORT[match[4]]
