"""Pieces of a page: texts, table cells and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from errcat import Entry
from errcat.text import (
    BULLETS,
    fragment,
    markdown,
    markdown_code,
    markdown_line,
    markdown_text,
    mdx,
    paragraphs,
)
from errcat_generators.markdown._site import Page, Site


def catalog_text(s: str, site: Site) -> str:
    """Return a catalog text with its paragraphs, bullets, code and links."""
    return markdown_text(s, braces=site.mdx)


def catalog_line(s: str, site: Site) -> str:
    """Return a line of a catalog text with its code and links."""
    return markdown_line(s, braces=site.mdx)


def plain_text(s: str, site: Site) -> str:
    """Return a text without any markup."""
    return mdx(s) if site.mdx else markdown(s)


def cell(s: str) -> str:
    """Return a catalog text as a table cell, one line per paragraph or bullet."""
    lines = (
        f"• {item}" if kind == BULLETS else item
        for kind, items in paragraphs(s)
        for item in items
    )
    return "<br />".join(markdown_line(line, cell=True, braces=True) for line in lines)


def code_cell(s: str) -> str:
    """Return a text as code in a table cell."""
    return markdown_code(s, cell=True)


def statuses(entry: Entry) -> str:
    """Return the HTTP statuses of an entry."""
    return ", ".join(map(str, entry.http_statuses))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table without its empty columns; "" if all are empty."""
    whole = list(zip(columns, *rows, strict=True))
    kept = [column for column in whole if any(column[1:])]
    if not kept:
        return ""
    head, *body = (f"| {' | '.join(cells)} |" for cells in zip(*kept, strict=True))
    return "\n".join([head, f"|{' --- |' * len(kept)}", *body])


def href(page: Page, path: str, site: Site, code: str = "") -> str:
    """Return the link target from *page* to the page at *path*, and to *code* on it."""
    anchor = f"#{fragment(code)}" if code and not site.by_code else ""
    if path == page.path and anchor:
        return anchor
    folder = f"{page.path.rpartition('/')[0]}/"
    relative = path.removeprefix(folder) if folder != "/" else path
    if folder != "/" and relative == path:
        relative = f"../{path}"
    if not site.mdx:
        return f"{relative}{site.ending}{anchor}"
    return f"{relative if relative.startswith('.') else f'./{relative}'}{anchor}"
