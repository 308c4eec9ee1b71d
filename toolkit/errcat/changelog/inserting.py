"""Insert a block of changes below the `Unreleased` heading of a changelog document."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.changelog.headings import UNRELEASED
from errcat.changelog.outlines import (
    BEGIN,
    END,
    Outline,
    is_marker,
    line_end,
    outline_of,
    split_bom,
    split_lines,
)
from errcat.errors import OptionInvalid

PREAMBLE = """\
# Changelog

Changes to the errors of this API. The format is based on
[Keep a Changelog](https://keepachangelog.com/).

"""
"""How a new document begins."""


def insert(document: str, block: str) -> str:
    """Return *document* with *block* between the markers below its `Unreleased` heading.

    What was between the markers is replaced; every other character stays. If there are no markers,
    they are added right below the heading, unless *block* is empty. If there is no heading, it is
    added above the first version. An empty document gets a preamble.

    Raises:
        ChangelogUnclear: the structure of the document is ambiguous.
        OptionInvalid: *block* contains a marker.

    """
    bom, text = split_bom(document)
    outline = outline_of(text)
    heading = outline.unreleased()
    content = _content(block)
    if outline.block:
        begin, end = outline.block
        body = _padded(content, outline.newline(begin))
        lines = [*outline.lines[: begin + 1], body, *outline.lines[end:]]
        return bom + "".join(lines)
    if not content:
        return document
    if heading:
        return bom + _below_heading(outline, heading.row, content)
    if not text.strip():
        return bom + _new_document(outline, content)
    return bom + _with_heading(outline, content)


def _content(block: str) -> list[str]:
    """Return the lines of *block* without line ends, and without blank lines around them."""
    lines = [line.rstrip("\r\n") for line in split_lines(block)]
    for number, line in enumerate(lines, 1):
        if is_marker(line):
            raise OptionInvalid("block", f"line {number} is a marker; remove it")
    while lines and not lines[-1].strip():
        lines.pop()
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    return lines[first:]


def _padded(content: Sequence[str], newline: str) -> str:
    return "".join(line + newline for line in ("", *content, "")) if content else ""


def _marked(content: Sequence[str], newline: str) -> str:
    """Return the block with its markers, without a line end after the last one."""
    return f"{BEGIN}{newline}{_padded(content, newline)}{END}"


def _below_heading(outline: Outline, heading: int, content: Sequence[str]) -> str:
    """Return the document with a first block below the heading."""
    newline = outline.newline(heading)
    before, after = outline.lines[: heading + 1], outline.lines[heading + 1 :]
    block = f"{newline}{_marked(content, newline)}"
    block = block + newline if line_end(before[-1]) else newline + block
    if after and after[0].strip():
        block += newline
    return "".join((*before, block, *after))


def _new_document(outline: Outline, content: Sequence[str]) -> str:
    """Return an empty document with preamble, heading and block."""
    lines, newline = outline.lines, outline.newline(0)
    if lines and not line_end(lines[-1]):
        lines = [*lines, newline]
    top = f"{PREAMBLE}## [{UNRELEASED}]\n\n".replace("\n", newline)
    return "".join((*lines, top, _marked(content, newline), newline))


def _with_heading(outline: Outline, content: Sequence[str]) -> str:
    """Return the document with heading and block, the heading in the style of the others."""
    version = next(outline.versions(), None)
    if version is None:
        outline.check_closed()
    index = version.row if version else outline.end
    newline = outline.newline(index)
    bare = version is not None and not version.match["bracket"]
    title = UNRELEASED if bare else f"[{UNRELEASED}]"
    section = f"## {title}{newline}{newline}{_marked(content, newline)}"
    before, after = outline.lines[:index], outline.lines[index:]
    if before and before[-1].strip():
        section = (newline if line_end(before[-1]) else newline * 2) + section
    if after or not before or line_end(before[-1]):
        section += newline
    if after and after[0].strip():
        section += newline
    return "".join((*before, section, *after))
