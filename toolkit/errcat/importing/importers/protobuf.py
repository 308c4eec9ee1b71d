"""Protocol Buffers: enum values with their numbers, comments and text options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr
from io import StringIO
from typing import Any

from errcat.errors import ExtraMissing
from errcat.importing.extracting import (
    Extract,
    Importer,
    Skipped,
    SourceInvalid,
    Table,
    Text,
)
from errcat.importing.members import Member, cleaned, extracted, sniffer, table
from errcat.importing.trees import Node, unescaped

_SUFFIXES = (".proto",)
sniff = sniffer(
    r"^\s*syntax\s*=\s*[\"']proto[23][\"']", r"^\s*edition\s*=\s*\"", suffixes=_SUFFIXES
)


def extract(text: Text) -> Extract:
    """Return the values of all enums of a file.

    Raises:
        ExtraMissing: proto-schema-parser is not installed.
        SourceInvalid: the file cannot be read.

    """
    try:
        from proto_schema_parser.parser import Parser
    except ModuleNotFoundError:
        reason = "reading Protocol Buffers needs the package proto-schema-parser"
        raise ExtraMissing("import", reason) from None
    complaints = StringIO()
    try:
        with redirect_stderr(
            complaints
        ):  # the parser prints what it cannot read, and goes on
            parsed: Any = Parser().parse(text.text)
    except Exception as error:
        raise SourceInvalid(text.file, 1, f"not Protocol Buffers: {error}") from None
    skipped = [
        Skipped(int(match[1]), text.text.split("\n")[int(match[1]) - 1], match[2])
        for match in _COMPLAINT.finditer(complaints.getvalue())
    ]
    result = extracted(_tables(parsed.file_elements, text.text.split("\n")), skipped)
    if skipped and not result.tables:
        first = skipped[0]
        raise SourceInvalid(
            text.file, first.line, f"not Protocol Buffers: {first.reason}"
        )
    return result


_COMPLAINT = re.compile(r"(?m)^line ([0-9]+):[0-9]+ (.*)$")


def _tables(elements: Sequence[Any], lines: Sequence[str]) -> Iterator[Table | None]:
    for element in elements:
        kind = type(element).__name__
        if kind == "Enum":
            start = _line(lines, element.name, 0, _ENUM)
            yield table(element.name, start, list(_values(element, lines, start)))
        elif kind == "Message":
            yield from _tables(element.elements, lines)


def _values(enum: Any, lines: Sequence[str], line: int) -> Iterator[Member]:
    waiting: list[tuple[str, int]] = []
    held: Member | None = None
    lead = _lead(enum)
    for element in enum.elements:
        kind = type(element).__name__
        if kind == "Comment":
            remark: list[str] = str(element.text).strip().split("\n")
            line = _line(lines, remark[0], line - 1)
            comment = (cleaned(element.text), line)
            end = line + len(remark) - 1
            if end < len(lines) and not lines[end].strip() and not element.inline:
                waiting = []  # an empty line parts a comment from what follows
                continue
            if element.inline and held:
                text = "\n".join(filter(None, (held.comment, comment[0])))
                held = held._replace(
                    comment=text, comment_line=held.comment_line or line
                )
            else:
                waiting.append(comment)
        elif kind == "EnumValue":
            if held:
                yield held
            line = _line(lines, element.name, line - 1, _VALUE)
            text = "\n".join(part for part, _ in waiting).strip()
            option = next(
                (o for o in element.options if isinstance(o.value, str)), None
            )
            text = unescaped(str(option.value)) if option else text
            at = waiting[0][1] if waiting and not option else line
            name = element.name.removeprefix(lead)
            held = Member(name, line, Node(int(element.number), line), {}, text, at)
            waiting = []
        else:
            waiting = []
    if held:
        yield held


def _lead(enum: Any) -> str:
    """Return the name of an enum in capitals, which the style guide puts before its values."""
    lead = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", enum.name).upper() + "_"
    names = [
        value.name for value in enum.elements if type(value).__name__ == "EnumValue"
    ]
    return lead if names and all(name.startswith(lead) for name in names) else ""


_ENUM = re.compile(r"\benum\s+(\w+)")
_VALUE = re.compile(r"\b(\w+)\s*=")


def _line(
    lines: Sequence[str], text: str, start: int, named: re.Pattern[str] | None = None
) -> int:
    """Return the first line from *start* on that holds a text, as the name in *named* if given."""
    for at in range(max(start, 0), len(lines)):
        if text in lines[at] and (not named or text in named.findall(lines[at])):
            return at + 1
    return max(start, 0) + 1


IMPORTER = Importer(__name__, __doc__, _SUFFIXES, sniff, extract)
