"""Render changes as a changelog: Markdown, HTML, plain text or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from errcat.changelog.headings import Heading, check_heading
from errcat.changelog.literals import literal
from errcat.changelog.pages import Group, Item, Page, page_of, section_of
from errcat.changelog.sentences import sentence
from errcat.comparing.marking import NEW, OLD
from errcat.comparing.results import Comparison, Difference
from errcat.errors import OptionInvalid, suggestion
from errcat.text import (
    CODE,
    Piece,
    html,
    markdown_code,
    markdown_line,
    terminal,
)


def render(
    comparisons: Sequence[Comparison],
    *,
    form: str,
    heading: Heading | None = None,
    against: str = "",
    limit: int = 0,
    where: str = "",
) -> str:
    """Return the changes by section, the breaking ones first, each in the order of the codes.

    *form* is markdown, html, text or json. *against* names what was compared with, for example
    `2.3.0 (a1b2c3d)`; the first line mentions it. It defaults to the old version. Without changes
    and without a heading the result is empty, or an empty list for json.

    A result longer than *limit* characters, unless that is 0, has only its first changes, then how
    many are left out, and *where* they are. JSON is always whole.

    Raises:
        OptionInvalid: *form* is unknown, or the version or date of *heading* is not valid.

    """
    if form not in FORMS:
        hint = suggestion(form, FORMS) or f"expected one of {', '.join(FORMS)}"
        raise OptionInvalid("form", f"unknown format '{form}'; {hint}")
    if heading:
        check_heading(heading)
    page = page_of(comparisons, heading, against)
    text = _rendered(page, form)
    if not limit or len(text) <= limit or form == "json":
        return text
    low, high = 0, min(len(page.items) - 1, limit)
    while low < high:
        middle = (low + high + 1) // 2
        fits = len(_rendered(page.first(middle, where), form)) <= limit
        low, high = (middle, high) if fits else (low, middle - 1)
    return _rendered(page.first(low, where), form)


def _rendered(page: Page, form: str) -> str:
    return "".join(f"{line}\n" for line in FORMS[form](page))


# --- Markdown --------------------------------------------------------------------------------


def _markdown(page: Page) -> Iterator[str]:
    if page.heading:
        version, date = page.heading
        yield from (f"## [{version}]{f' - {date}' if date else ''}", "")
    if page.heading or page.groups:
        yield literal(page.intro, start=True)
    section = catalog = ""
    for group in page.groups:
        if group.section != section:
            section, catalog = group.section, ""
            yield from ("", f"### {section}")
        if group.catalog != catalog:
            catalog = group.catalog
            yield from ("", f"#### {literal(catalog)}")
        if group.range:
            yield from ("", f"####{'#' * bool(catalog)} {literal(group.range)}")
        yield from _markdown_group(group)
    if page.omitted:
        yield from ("", markdown_line(page.omitted))


def _markdown_group(group: Group) -> Iterator[str]:
    additions = [item for item in group.items if group.table and item.addition]
    others = [item for item in group.items if not (group.table and item.addition)]
    if others:
        yield ""
        yield from map(_markdown_item, others)
    if additions:
        yield ""
        yield from _markdown_table([item.differences[0] for item in additions])


def _markdown_table(added: Sequence[Difference]) -> Iterator[str]:
    """Yield a table of new entries; without names if they say no more than the codes."""
    named = any(item.name not in ("", item.code) for item in added)
    columns = ("Code", "Name", "Title") if named else ("Code", "Title")
    yield f"| {' | '.join(columns)} |"
    yield f"|{' - |' * len(columns)}"
    for item in added:
        names = (item.code, item.name) if named else (item.code,)
        cells = [markdown_code(name, cell=True) for name in names]
        title = literal(item.values["title"], cell=True)
        yield f"| {' | '.join((*cells, title))} |"


def _markdown_item(item: Item) -> str:
    pieces = sentence(item.differences, with_codes=True)
    kinds = ["", *(piece.kind for piece in pieces), ""]
    text = "".join(
        _markdown_piece(piece, not index, kinds[index], kinds[index + 2])
        for index, piece in enumerate(pieces)
    )
    return f"- {text.strip()}"


def _markdown_piece(piece: Piece, start: bool, before: str, after: str) -> str:
    if piece.kind == CODE:
        return markdown_code(piece.text)
    # At the start of a line even `-` and `1.` are markup.
    line = literal(
        piece.text,
        start=start,
        after_code=before == CODE,
        before_code=after == CODE,
    )
    if not line:
        return " "
    mark = _MARKS.get(piece.kind, "")
    lead, trail = " " * piece.text[:1].isspace(), " " * piece.text[-1:].isspace()
    return f"{lead}{mark}{line}{mark}{trail}"


_MARKS = {OLD: "~~", NEW: "**"}
"""What surrounds words that were replaced, and those that replaced them."""


# --- HTML ------------------------------------------------------------------------------------


def _html(page: Page) -> Iterator[str]:
    if page.heading:
        yield f"<h2>{html(page.heading.title)}</h2>"
    if page.heading or page.groups:
        yield f"<p>{html(page.intro)}</p>"
    section = catalog = ""
    for group in page.groups:
        if group.section != section:
            if section:
                yield "</section>"
            section, catalog = group.section, ""
            yield from ("<section>", f"<h3>{html(section)}</h3>")
        if group.catalog != catalog:
            catalog = group.catalog
            yield f"<h4>{html(catalog)}</h4>"
        if group.range:
            tag = "h5" if catalog else "h4"
            yield f"<{tag}>{html(group.range)}</{tag}>"
        yield from ("<ul>", *map(_html_item, group.items), "</ul>")
    if section:
        yield "</section>"
    if page.omitted:
        yield f"<p>{html(page.omitted)}</p>"


def _html_item(item: Item) -> str:
    pieces = sentence(item.differences, with_codes=False)
    text = "".join(map(_html_piece, pieces))
    return f"<li>{text}{_html_codes(item.differences[0].codes)}</li>"


def _html_piece(piece: Piece) -> str:
    text, tag = html(piece.text), _TAGS.get(piece.kind)
    return f"<{tag}>{text}</{tag}>" if tag else text


_TAGS = {CODE: "code", OLD: "del", NEW: "ins"}


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
    for group in page.groups:
        within = ": ".join(filter(None, (group.catalog, group.range)))
        title = f"{group.section} ({terminal(within)})" if within else group.section
        yield from ("", title, *map(_text_item, group.items))
    if page.omitted:
        yield from ("", terminal(page.omitted))


def _text_item(item: Item) -> str:
    pieces = sentence(item.differences, with_codes=True)
    marked = (_TEXT_MARKS.get(kind, "{}").format(text) for kind, text in pieces)
    return f"  - {terminal(' '.join(''.join(marked).split()))}"


_TEXT_MARKS = {OLD: "[-{}-]", NEW: "{{+{}+}}"}


# --- JSON ------------------------------------------------------------------------------------


def _json(page: Page) -> Iterator[str]:
    import json  # slow to import, and the other formats do without

    items = [
        _data(item, difference)
        for item in page.items
        for difference in item.differences
    ]
    yield json.dumps(items, indent=2, default=str)


def _data(item: Item, difference: Difference) -> dict[str, Any]:
    acceptance = difference.acceptance
    return {
        "section": section_of(difference),
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
