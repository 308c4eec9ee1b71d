"""Release a version in a changelog document: `Unreleased` becomes the version."""

from __future__ import annotations

from collections.abc import Iterable

from errcat.changelog.headings import UNRELEASED, Heading, check_heading
from errcat.changelog.links import advanced, checked_url, with_links
from errcat.changelog.outlines import (
    ChangelogUnclear,
    MatchedLine,
    Outline,
    line_end,
    outline_of,
    split_bom,
)
from errcat.errors import OptionInvalid


def release(
    document: str, version: str, date: str, compare_url: str | None = None
) -> str:
    """Return *document* with the unreleased changes below a heading for *version* and *date*.

    The markers are removed, so that people can edit the text from now on, and a new `Unreleased`
    heading is added above. The link of `Unreleased` at the end of the document then starts at
    *version*, which gets a link, too: to *compare_url*, or else to what the old link compares. If
    the document already has *version* with the same changes, they are not repeated.

    Raises:
        ChangelogUnclear: there is no `Unreleased` heading, or the document already has *version*
            without these changes.
        OptionInvalid: *version*, *date* or *compare_url* is not valid.

    """
    new = Heading(version, date)
    check_heading(new)
    if not date:
        raise OptionInvalid("date", "a release needs a date, for example 2027-03-01")
    link = checked_url(compare_url)
    bom, text = split_bom(document)
    outline = outline_of(text)
    heading = outline.unreleased()
    known = _released(outline, version)
    if heading is None:
        if known:
            return document
        reason = f"no '## [{UNRELEASED}]' heading to release; add one"
        raise ChangelogUnclear(1, reason)
    if known:
        return bom + _repeated(outline, heading.row, known)
    needed = heading.match["name"].startswith("[") and not heading.match["target"]
    return bom + with_links(
        _renamed(outline, heading, new, link), version, link, needed
    )


def _released(outline: Outline, version: str) -> MatchedLine | None:
    """Return the heading of *version*, if the document has one."""
    versions = outline.versions()
    return next((line for line in versions if line.match["version"] == version), None)


def _repeated(outline: Outline, heading: int, known: MatchedLine) -> str:
    """Return the document without unreleased changes, all of which *known* must list."""
    section = outline.section(heading)
    unreleased = _without_markers(outline, section)
    if not "".join(unreleased).strip():
        return "".join(outline.lines)
    released = [outline.lines[index] for index in outline.section(known.row)]
    if _stripped(unreleased) not in _stripped(released):
        version = known.match["version"]
        reason = f"{version} below does not list all changes of '{UNRELEASED}'; release another version, or merge the two"
        raise ChangelogUnclear(heading + 1, reason)
    newline = outline.newline(heading)
    after = outline.lines[section.stop :]
    return "".join((*outline.lines[: heading + 1], newline, *after))


def _stripped(lines: Iterable[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    return f"\n{text.strip()}\n"


def _without_markers(outline: Outline, section: range) -> list[str]:
    """Return the lines of *section* without markers, and without doubled blank lines there."""
    lines = [outline.lines[index] for index in section]
    for marker in reversed(outline.block or ()):
        index = marker - section.start
        del lines[index]
        blank = index == len(lines) or not lines[index].strip()
        if index and blank and not lines[index - 1].strip():
            del lines[index - 1]
    return lines


def _renamed(outline: Outline, heading: MatchedLine, new: Heading, link: str) -> str:
    """Return the document with the *new* heading below a new `Unreleased` heading."""
    lines, index = outline.lines, heading.row
    name, suffix, target = heading.match.group("name", "link", "target")
    title = f"[{new.version}]" if name.startswith("[") else new.version
    if target:
        unreleased, released = advanced(target, new.version)
        suffix = f"({unreleased or target})"
        title += f"({link or released})" if link or released else ""
    newline = outline.newline(index)
    section = outline.section(index)
    headings = f"## {name}{suffix or ''}{newline}{newline}## {title} - {new.date}"
    body = _without_markers(outline, section)
    after = lines[section.stop :]
    return "".join((*lines[:index], headings, line_end(lines[index]), *body, *after))
