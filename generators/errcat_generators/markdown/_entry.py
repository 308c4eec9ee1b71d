"""The section of an entry, from its stage of life to its related codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from errcat import Case, Entry, Retry, Wording, life_sentences, page_markdown
from errcat.text import markdown_code, markdown_link, mdx, plain
from errcat_generators.markdown._layout import (
    catalog_line,
    catalog_text,
    cell,
    code_cell,
    href,
    plain_text,
    statuses,
    table,
)
from errcat_generators.markdown._site import Page, Site, code_of


def entry_blocks(entry: Entry, page: Page, site: Site) -> Iterator[str]:
    """Yield the blocks of an entry below its heading; empty ones are to be omitted."""
    yield _life(entry, page, site)
    yield "\n".join(f"* {key}: {value}" for key, value in _facts(entry, site) if value)
    yield catalog_text(entry.detail, site)
    yield catalog_text(entry.description, site)
    yield page_text(entry, page, site)
    for label, block in _sections(entry, site):
        if block:
            yield f"## {label}" if site.by_code else f"**{label}**"
            yield block


def page_text(entry: Entry, page: Page, site: Site) -> str:
    """Return the page of *entry*, with links to other entries."""

    def link(code: str) -> str:
        place = site.places.get(code)
        return "" if place is None else href(page, place, site, code)

    return page_markdown(entry.page, link) if entry.page else ""


def _life(entry: Entry, page: Page, site: Site) -> str:
    """Return the paragraph about a preview, deprecated or retired code."""
    wording = Wording(
        text=partial(plain_text, site=site),
        reason=partial(catalog_line, site=site),
        state="**{}**".format,
        reference=partial(_reference, page=page, site=site),
    )
    return " ".join(life_sentences(entry, site.catalog, wording))


def _reference(code: str, page: Page, site: Site) -> str:
    """Return a link to the entry of *code*, or the code if the catalog has no such entry."""
    entry = site.catalog.by_code.get(code)
    if entry is None:
        return markdown_code(code)
    label = entry.label if plain(entry.label) else code_of(entry)
    return f"[{mdx(label)}]({href(page, site.places[code], site, code)})"


_RETRY = {
    "never": "never",
    "after_fix": "after a fix",
    "backoff": "with a backoff",
    "after_delay": "after a delay",
}


def _retry(retry: Retry | None) -> str:
    if retry is None:
        return ""
    when = _RETRY.get(retry.when) or mdx(retry.when)
    return f"{when} ({mdx(retry.after)})" if retry.after else when


def _facts(entry: Entry, site: Site) -> Iterator[tuple[str, str]]:
    """Yield the short facts about an entry; unknown ones are empty."""
    yield "Name", markdown_code(entry.name)
    yield "HTTP status", statuses(entry)
    yield "Retry", _retry(entry.retry)
    yield "Fault", plain_text(entry.fault, site)
    yield "Severity", plain_text(entry.severity, site)
    yield "Channels", plain_text(", ".join(entry.channels), site)
    yield "Products", ", ".join(_product(product, site) for product in entry.products)
    yield "Since", plain_text(entry.since, site)
    yield "Audience", (
        "" if entry.audience == "public" else plain_text(entry.audience, site)
    )
    yield "Old names", _codes(entry.aliases)
    yield "Tags", _codes(entry.tags)


def _codes(texts: Iterable[str]) -> str:
    return ", ".join(filter(None, map(markdown_code, texts)))


def _product(name: str, site: Site) -> str:
    for product in site.catalog.products:
        if product.id == name:
            return _link(plain(product.title) or name, product.url, site)
    return plain_text(name, site)


def _link(text: str, target: str, site: Site) -> str:
    return markdown_link(text, target, braces=site.mdx)


def _sections(entry: Entry, site: Site) -> Iterator[tuple[str, str]]:
    """Yield heading and text of the sections of an entry; "" if a section is empty."""
    yield "Causes", _list(catalog_text(cause, site) for cause in entry.causes)
    yield "Solutions", _list(catalog_text(text, site) for text in entry.solutions)
    yield "Operations", _operations(entry, site)
    yield "Cases", _cases(entry)
    yield "Parameters", _params(entry)
    yield "Examples", _list(_example(example, site) for example in entry.examples)
    links = (
        _link(plain(link.title) or link.url, link.url, site) for link in entry.links
    )
    yield "See also", _list(links)
    elsewhere = (
        f"{plain_text(related.system, site)}: {markdown_code(related.code)}"
        for related in entry.related
    )
    yield "Elsewhere", _list(elsewhere)


def _list(items: Iterable[str]) -> str:
    """Return a list of *items*, which may have several paragraphs."""
    return "\n".join(
        "* " + re.sub(r"\n(?!\n)", "\n  ", item) for item in items if item.strip()
    )


def _operations(entry: Entry, site: Site) -> str:
    """Return the operations that can return an entry."""
    if entry.everywhere:
        return "* Every operation"
    operations = site.catalog.operations_by_code.get(entry.code, ())
    return _list(markdown_code(operation.label) for operation in operations)


def _cases(entry: Entry) -> str:
    """Return the table of cases; "" if they add nothing to the HTTP statuses."""
    if all(case == Case(http_status=case.http_status) for case in entry.cases):
        return ""
    columns = (
        "Case",
        "HTTP status",
        "Channel",
        "Title",
        "Detail",
        "Description",
        "Retry",
    )
    rows = (
        (
            code_cell(case.id),
            str(case.http_status or ""),
            mdx(case.channel),
            mdx(case.title),
            cell(case.detail),
            cell(case.description),
            _retry(case.retry),
        )
        for case in entry.cases
    )
    return table(columns, rows)


def _params(entry: Entry) -> str:
    rows = (
        (
            code_cell(param.name),
            code_cell(param.type),
            cell(param.description),
            "yes" if param.sensitive else "",
        )
        for param in entry.params
    )
    return table(("Parameter", "Type", "Description", "Sensitive"), rows)


def _example(example: Any, site: Site) -> str:
    """Return an example on one line: its detail, and its values."""
    facts = [("case", example.case)] if example.case else []
    facts += [*example.params.items(), *example.source.items()]
    values = [
        f"{markdown_code(key)} = {markdown_code(_json(value))}" for key, value in facts
    ]
    detail = catalog_line(example.detail, site)
    if not (detail and values):
        return detail or ", ".join(values)
    return f"{detail} ({', '.join(values)})"


def _json(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
