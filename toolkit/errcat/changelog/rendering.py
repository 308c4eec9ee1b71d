"""Render changes as a changelog: Markdown, HTML, plain text or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from errcat.changelog.headings import Heading, check_heading
from errcat.changelog.pages import Item, Page, page_of
from errcat.changelog.sentences import sentence
from errcat.comparing.results import Comparison
from errcat.errors import OptionInvalid, suggestion
from errcat.text import (
    CODE,
    Piece,
    html,
    markdown,
    markdown_cell,
    markdown_code,
    terminal,
)


def render(
    comparisons: Sequence[Comparison],
    *,
    form: str,
    heading: Heading | None = None,
    against: str = "",
) -> str:
    """Return the changes by section, each section in the order of the codes.

    *form* is markdown, html, text or json. *against* names what was compared with, for example
    `2.3.0 (a1b2c3d)`; the first line mentions it. It defaults to the old version. Without changes
    and without a heading the result is empty, or an empty list for json.

    Raises:
        OptionInvalid: *form* is unknown, or the version or date of *heading* is not valid.

    """
    if form not in FORMS:
        hint = suggestion(form, FORMS) or f"expected one of {', '.join(FORMS)}"
        raise OptionInvalid("form", f"unknown format '{form}'; {hint}")
    if heading:
        check_heading(heading)
    lines = FORMS[form](page_of(comparisons, heading, against))
    return "".join(f"{line}\n" for line in lines)


# --- Markdown --------------------------------------------------------------------------------


def _markdown(page: Page) -> Iterator[str]:
    if page.heading:
        version, date = page.heading
        yield from (f"## [{version}]{f' - {date}' if date else ''}", "")
    if page.heading or page.groups:
        yield markdown(page.intro)
    section = ""
    for group in page.groups:
        if group.section != section:
            section = group.section
            yield from ("", f"### {section}")
        if group.catalog:
            yield from ("", f"#### {markdown_cell(group.catalog)}")
        yield ""
        yield from map(_markdown_item, group.items)


def _markdown_item(item: Item) -> str:
    first, *rest = sentence(item.difference, with_codes=True)
    # At the start of a line even `-` and `1.` are markup.
    start = _markdown_piece(first, markdown)
    text = "".join((start, *map(_markdown_piece, rest))).strip()
    return f"- {'**Breaking:** ' if item.breaking else ''}{text}"


def _markdown_piece(piece: Piece, encode: Callable[[str], str] = markdown_cell) -> str:
    if piece.kind == CODE:
        return markdown_code(piece.text)
    text, line = piece.text, encode(piece.text)
    if not line:
        return " "
    lead, trail = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{lead}{line}{trail}"


# --- HTML ------------------------------------------------------------------------------------


def _html(page: Page) -> Iterator[str]:
    if page.heading:
        yield f"<h2>{html(page.heading.title)}</h2>"
    if page.heading or page.groups:
        yield f"<p>{html(page.intro)}</p>"
    for section, catalog, items in page.groups:
        yield "<section>"
        yield f"<h3>{html(section)}</h3>"
        if catalog:
            yield f"<h4>{html(catalog)}</h4>"
        yield "<ul>"
        yield from map(_html_item, items)
        yield from ("</ul>", "</section>")


def _html_item(item: Item) -> str:
    pieces = sentence(item.difference, with_codes=False)
    text = "".join(map(_html_piece, pieces))
    label = "<strong>Breaking:</strong> " if item.breaking else ""
    return f"<li>{label}{text}{_html_codes(item.difference.codes)}</li>"


def _html_piece(piece: Piece) -> str:
    text = html(piece.text)
    return f"<code>{text}</code>" if piece.kind == CODE else text


def _html_codes(codes: Sequence[str]) -> str:
    if not codes:
        return ""
    listed = ", ".join(f"<code>{html(code)}</code>" for code in codes)
    return f"<details><summary>{len(codes)} codes</summary>{listed}</details>"


# --- plain text ------------------------------------------------------------------------------


def _text(page: Page) -> Iterator[str]:
    if page.heading:
        yield from (terminal(page.heading.title), "")
    if page.heading or page.groups:
        yield terminal(page.intro)
    for section, catalog, items in page.groups:
        yield from ("", f"{section} ({terminal(catalog)})" if catalog else section)
        yield from map(_text_item, items)


def _text_item(item: Item) -> str:
    pieces = sentence(item.difference, with_codes=True)
    text = " ".join("".join(piece.text for piece in pieces).split())
    return f"  - {'Breaking: ' if item.breaking else ''}{terminal(text)}"


# --- JSON ------------------------------------------------------------------------------------


def _json(page: Page) -> Iterator[str]:
    import json  # slow to import, and the other formats do without

    items = [_data(item) for group in page.groups for item in group.items]
    yield json.dumps(items, indent=2, default=str)


def _data(item: Item) -> dict[str, Any]:
    difference = item.difference
    acceptance = difference.acceptance
    return {
        "section": item.section,
        "breaking": item.breaking,
        "catalog": item.catalog,
        "rule": difference.rule,
        "code": difference.code,
        "name": difference.name,
        "codes": list(difference.codes),
        "field": difference.field,
        "old": difference.old,
        "new": difference.new,
        "message": difference.message(),
        "accepted": (
            {"kind": acceptance.kind, "reason": acceptance.reason}
            if acceptance
            else None
        ),
        "fingerprint": difference.fingerprint,
    }


FORMS: Mapping[str, Callable[[Page], Iterator[str]]] = {
    "markdown": _markdown,
    "html": _html,
    "text": _text,
    "json": _json,
}
"""The formats by name; each yields the lines of a page."""
