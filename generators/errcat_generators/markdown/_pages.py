"""The text of a page: front matter, index, entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from errcat import Entry, header
from errcat.text import (
    fragment,
    mdx,
    paragraphs,
    plain,
    python_comment,
    spans,
    yaml_scalar,
)
from errcat_generators.markdown._entry import entry_blocks
from errcat_generators.markdown._layout import (
    catalog_text,
    code_cell,
    href,
    statuses,
    table,
)
from errcat_generators.markdown._site import Group, Page, Site, code_of, title_of


def front_matter(page: Page, site: Site) -> str:
    """Return the front matter: the header, and title and description of the page."""
    made, source = header("markdown", replace(site.catalog, entries=page.entries))
    values = {"title": page.title, "description": _first_paragraph(page.description)}
    if page.group and site.mdx:
        # Docusaurus would read leading digits and a dash as a sort key, and remove them.
        values["id"] = values["slug"] = page.path.rpartition("/")[2]
    lines = [f"# {made}", f"# {python_comment(source)}"]
    lines += [
        f"{key}: {yaml_scalar(plain(value))}" for key, value in values.items() if value
    ]
    return "\n".join(["---", *lines, "---"])


def _first_paragraph(text: str) -> str:
    """Return the first paragraph of *text* without its backticks."""
    blocks = paragraphs(text)
    return "".join(piece.text for piece in spans(blocks[0].items[0])) if blocks else ""


def body(page: Page, site: Site) -> Iterator[str]:
    """Yield the blocks below the front matter; empty ones are to be omitted."""
    if not site.mdx:
        yield f"# {mdx(page.title)}".rstrip()
    if page.group is None:
        yield from _index(page, site)
    elif site.by_code:
        yield from entry_blocks(page.entries[0], page, site)
    else:
        yield catalog_text(page.description, site)
        for entry in page.entries:
            yield f'<a id="{fragment(entry.code)}"></a>'
            yield f"## {mdx(title_of(entry))}".rstrip()
            yield from entry_blocks(entry, page, site)


def _index(page: Page, site: Site) -> Iterator[str]:
    yield catalog_text(page.description, site)
    if not site.groups:
        yield "This catalog has no errors."
    if len(site.groups) > 1:
        ranges = ((group_link(group, page, site), group.codes) for group in site.groups)
        # No counts: they would make every two branches conflict.
        yield table(("Range", "Codes"), ranges)
    for group in site.groups:
        yield f"## {group_link(group, page, site)}"
        if site.by_code:
            yield catalog_text(group.description, site)
        rows = (_row(entry, page, site) for entry in group.entries)
        yield table(("Code", "Name", "Title", "HTTP status", "Life"), rows)


def group_link(group: Group, page: Page, site: Site) -> str:
    """Return the title of a range, as a link to its page if it has one."""
    title = mdx(group.title)
    return title if site.by_code else f"[{title}]({href(page, group.slug, site)})"


def _row(entry: Entry, page: Page, site: Site) -> tuple[str, ...]:
    target = href(page, site.places[entry.code], site, entry.code)
    life = "" if entry.life == "active" else entry.life
    return (
        f"[{mdx(code_of(entry))}]({target})",
        code_cell(entry.name),
        mdx(entry.title),
        statuses(entry),
        life,
    )
