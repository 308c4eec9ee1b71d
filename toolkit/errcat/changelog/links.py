"""The links of a changelog document that compare versions."""

from __future__ import annotations

import re

from errcat.changelog.headings import UNRELEASED
from errcat.changelog.outlines import Outline, line_end, outline_of
from errcat.errors import OptionInvalid
from errcat.text import url

_COMPARED = re.compile(
    r"(?P<base>.*compare/)(?P<old>.+?)(?P<dots>\.{2,3})HEAD"
).fullmatch
_NUMBER = re.compile(r"[0-9]+\.[0-9]+[0-9A-Za-z.+-]*$").search


def checked_url(compare_url: str | None) -> str:
    """Return *compare_url* encoded for a Markdown link; "" if it is None.

    Raises:
        OptionInvalid: it is not an HTTP URL.

    """
    link = url(compare_url or "")
    if compare_url and not link.startswith("http"):
        reason = f"'{compare_url}' is not a URL (expected for example https://example.com/compare)"
        raise OptionInvalid("compare_url", reason)
    # Unbalanced parentheses would end a link (CommonMark, section 6.3).
    return link.replace("(", "%28").replace(")", "%29")


def advanced(target: str, version: str) -> tuple[str, str]:
    """Return the targets of `Unreleased` and *version* after the release of *version*.

    *target* is that of `Unreleased` before. Both are empty if *target* compares nothing with HEAD.
    """
    match = _COMPARED(target)
    if match is None:
        return "", ""
    base, old, dots = match.groups()
    number = _NUMBER(old)
    tag = old[: number.start()] + version if number else f"v{version}"
    return f"{base}{tag}{dots}HEAD", f"{base}{old}{dots}{tag}"


def with_links(document: str, version: str, link: str, needed: bool) -> str:
    """Return *document* with its link definitions updated for the release of *version*.

    If `Unreleased` has a link, it now starts at *version*, which gets a link, too. Otherwise
    *version* gets *link* only if its heading *needed* one.
    """
    outline = outline_of(document)
    lines = outline.lines
    links = outline.definitions()
    if UNRELEASED.casefold() in links:
        index, match = links[UNRELEASED.casefold()]
        unreleased, released = advanced(match["target"], version)
        link = link or released
        if unreleased:
            end = line_end(lines[index])
            lines[index] = match["head"] + unreleased + match["tail"] + end
        index += 1
    else:
        link = link if needed else ""
        versions = (line.row for label, line in links.items() if _NUMBER(label))
        index = min(versions, default=len(lines))
    if not link or version.casefold() in links:
        return "".join(lines)
    if not links:
        outline.check_closed()
    return _with_line(outline, index, f"[{version}]: {link}", blank_before=not links)


def _with_line(outline: Outline, index: int, line: str, *, blank_before: bool) -> str:
    """Return the document with *line* inserted at *index*, perhaps after a blank line."""
    before, after = outline.lines[:index], outline.lines[index:]
    newline = outline.newline(index - 1)
    if blank_before and before[-1].strip():
        line = newline + line
    if before and not line_end(before[-1]):
        return "".join((*before, newline, line))
    return "".join((*before, line, newline, *after))
