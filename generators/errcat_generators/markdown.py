"""Markdown: a page for every range or code, and an index of all of them, for a documentation site.

An entry has what is known of it (name, statuses, retry, products...), its texts as the catalog
has them (paragraphs, bullets, `code` and links), and then causes, solutions, cases, parameters,
examples and links. What the catalog does not say has no place on the page. Front matter says what
a page is called.

- `pages`: `range` (a page for each range; the default), or `code` (a page for each code, in a
  folder for its range). Codes of no range are in `other`. On the page of a range every code has
  an anchor, which is the code itself: `general.md#10001`. So a `docs_url` ends in `#{code}`.
- `flavor`: `commonmark` (`.md`, for GitHub, MkDocs and most others; the default), or `mdx`
  (`.mdx`, for Mintlify and Docusaurus). A page of MDX leaves its first heading to the site, and
  links to other pages without a file ending. Docusaurus resolves these unless its `trailingSlash`
  is set.

A range called index, readme or other, and a code called index or readme, has a page whose name
begins with `x-`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from errcat import Case, Catalog, Entry, ErrcatError, File, Generator, Retry, header
from errcat.naming import file_slug
from errcat.text import (
    BULLETS,
    fragment,
    markdown,
    markdown_code,
    markdown_line,
    markdown_link,
    markdown_text,
    mdx,
    paragraphs,
    plain,
    python_comment,
    spans,
    url,
    yaml_scalar,
)


class Options(NamedTuple):
    """What a project may decide about its pages."""

    pages: Literal["range", "code"] = "range"
    flavor: Literal["commonmark", "mdx"] = "commonmark"


class Group(NamedTuple):
    """A range that has entries, or the entries that have no range."""

    slug: str
    title: str
    description: str
    codes: str
    """Where its codes lie, as Markdown; empty for those of no range."""
    entries: tuple[Entry, ...]


class Page(NamedTuple):
    """A page: where it is, without the ending, what it is called, and what it shows."""

    path: str
    title: str
    description: str
    entries: tuple[Entry, ...]
    group: Group | None = None
    """None for the index."""


class Site(NamedTuple):
    """All pages, and where each code is to be found."""

    catalog: Catalog
    options: Options
    groups: tuple[Group, ...]
    pages: tuple[Page, ...]
    """The index first."""
    places: Mapping[str, str]
    """The path of the page of each code."""

    @property
    def mdx(self) -> bool:
        """Whether the pages are MDX."""
        return self.options.flavor == "mdx"

    @property
    def by_code(self) -> bool:
        """Whether each code has its own page."""
        return self.options.pages == "code"

    @property
    def ending(self) -> str:
        """What the files end in."""
        return ".mdx" if self.mdx else ".md"


def generate(catalog: Catalog, options: Options) -> Iterator[File]:
    """Yield the index, and then the pages in the order of the ranges.

    Raises:
        ErrcatError: two entries have one code.

    """
    site = _site(catalog, options)
    for page in site.pages:
        blocks = (_front_matter(page, site), *_body(page, site))
        yield File(
            f"{page.path}{site.ending}", "\n\n".join(filter(None, blocks)) + "\n"
        )


# --- which pages there are --------------------------------------------------------------------

OTHER = "other"
"""Where entries of no range are."""
_INDEX = ("index", "readme")
"""What a site takes for the first page of its folder."""


def _site(catalog: Catalog, options: Options) -> Site:
    groups = tuple(_groups(catalog))
    pages = [
        Page("index", catalog.title or catalog.id, catalog.description, catalog.entries)
    ]
    places: dict[str, str] = {}
    for group in groups:
        for page in _pages(group, options):
            pages.append(page)
            for entry in page.entries:
                if entry.code in places:
                    first = catalog.by_code[entry.code].label
                    raise ErrcatError(
                        f"{first} and {entry.label} have one code, so one place for both"
                    )
                places[entry.code] = page.path
    return Site(catalog, options, groups, tuple(pages), places)


def _groups(catalog: Catalog) -> Iterator[Group]:
    """Yield the ranges that have entries, in the order of the catalog, and then the others."""
    held: dict[str, list[Entry]] = {each.name: [] for each in catalog.ranges}
    for entry in catalog.entries:
        held.setdefault(entry.range, []).append(entry)
    last = held.pop("", [])
    for name, entries in held.items():
        if entries:
            yield _group(catalog, name, tuple(entries))
    if last:
        yield Group(OTHER, "Other", "", "", tuple(last))


def _group(catalog: Catalog, name: str, entries: tuple[Entry, ...]) -> Group:
    slug = _slug(name, OTHER, *_INDEX)
    found = catalog.range_named(name)
    name = name if plain(name) else slug
    if found is None:
        return Group(slug, name, "", "", entries)
    ends = (found.first, found.last) if found.first else (found.prefix,)
    codes = " to ".join(markdown_code(each, cell=True) for each in ends if each)
    if found.prefix and codes:
        codes = f"{codes}…"
    title = found.title if plain(found.title) else name
    return Group(slug, title, found.description, codes, entries)


def _slug(name: str, *taken: str) -> str:
    slug = file_slug(name)
    return f"x-{slug}" if slug in taken else slug


def _pages(group: Group, options: Options) -> Iterator[Page]:
    if options.pages == "range":
        yield Page(group.slug, group.title, group.description, group.entries, group)
        return
    for entry in group.entries:
        path = f"{group.slug}/{_slug(entry.code, *_INDEX)}"
        about = entry.detail or entry.description
        yield Page(path, _title(entry), about, (entry,), group)


def _title(entry: Entry) -> str:
    code = _code(entry)
    return f"{code} — {entry.title}" if plain(entry.title) else code


def _code(entry: Entry) -> str:
    """Return the code; one of white space as it is in an address, so that it can be seen."""
    return entry.code if plain(entry.code) else fragment(entry.code)


# --- around the text --------------------------------------------------------------------------


def _front_matter(page: Page, site: Site) -> str:
    made, source = header("markdown", replace(site.catalog, entries=page.entries))
    values = {"title": page.title, "description": _first_words(page.description)}
    if page.group and site.mdx:
        # Docusaurus would take digits and a dash for a number to sort by, and drop them.
        values["id"] = values["slug"] = page.path.rpartition("/")[2]
    lines = [f"# {made}", f"# {python_comment(source)}"]
    lines += [
        f"{key}: {yaml_scalar(plain(value))}" for key, value in values.items() if value
    ]
    return "\n".join(["---", *lines, "---"])


def _first_words(text: str) -> str:
    """Return the first paragraph of *text* without its backticks."""
    blocks = paragraphs(text)
    return "".join(piece.text for piece in spans(blocks[0].items[0])) if blocks else ""


def _body(page: Page, site: Site) -> Iterator[str]:
    if not site.mdx:
        yield f"# {mdx(page.title)}".rstrip()
    if page.group is None:
        yield from _index(page, site)
    elif site.by_code:
        yield from _entry(page.entries[0], page, site)
    else:
        yield _text(page.description, site)
        for entry in page.entries:
            yield f'<a id="{fragment(entry.code)}"></a>'
            yield f"## {mdx(_title(entry))}".rstrip()
            yield from _entry(entry, page, site)


def _text(s: str, site: Site) -> str:
    return markdown_text(s, braces=site.mdx)


def _line(s: str, site: Site) -> str:
    return markdown_line(s, braces=site.mdx)


def _plain(s: str, site: Site) -> str:
    return mdx(s) if site.mdx else markdown(s)


def _cell(s: str) -> str:
    """Return a catalog text as a cell: its blocks one below the other."""
    lines = (
        f"• {item}" if kind == BULLETS else item
        for kind, items in paragraphs(s)
        for item in items
    )
    return "<br />".join(markdown_line(line, cell=True, braces=True) for line in lines)


def _code_cell(s: str) -> str:
    return markdown_code(s, cell=True)


def _statuses(entry: Entry) -> str:
    return ", ".join(map(str, entry.http_statuses))


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table without the columns in which no row has anything; "" if none has."""
    found = list(zip(columns, *rows, strict=True))
    kept = [column for column in found if any(column[1:])]
    if not kept:
        return ""
    head, *body = (f"| {' | '.join(cells)} |" for cells in zip(*kept, strict=True))
    return "\n".join([head, f"|{' --- |' * len(kept)}", *body])


def _href(page: Page, path: str, site: Site, code: str = "") -> str:
    """Return what leads from *page* to the one at *path*, and there to *code*."""
    place = f"#{fragment(code)}" if code and not site.by_code else ""
    if path == page.path and place:
        return place
    folder = f"{page.path.rpartition('/')[0]}/"
    way = path.removeprefix(folder) if folder != "/" else path
    if folder != "/" and way == path:
        way = f"../{path}"
    if not site.mdx:
        return f"{way}{site.ending}{place}"
    return f"{way if way.startswith('.') else f'./{way}'}{place}"


# --- the index --------------------------------------------------------------------------------


def _index(page: Page, site: Site) -> Iterator[str]:
    yield _text(page.description, site)
    if not site.groups:
        yield "There are no errors in this catalog."
    if len(site.groups) > 1:
        ranges = (
            (_group_link(each, page, site), each.codes, str(len(each.entries)))
            for each in site.groups
        )
        yield _table(("Range", "Codes", "Errors"), ranges)
    for group in site.groups:
        yield f"## {_group_link(group, page, site)}"
        if site.by_code:
            yield _text(group.description, site)
        rows = (_row(entry, page, site) for entry in group.entries)
        yield _table(("Code", "Name", "Title", "HTTP status", "Life"), rows)


def _group_link(group: Group, page: Page, site: Site) -> str:
    title = mdx(group.title)
    return title if site.by_code else f"[{title}]({_href(page, group.slug, site)})"


def _row(entry: Entry, page: Page, site: Site) -> tuple[str, ...]:
    href = _href(page, site.places[entry.code], site, entry.code)
    life = "" if entry.life == "active" else entry.life
    return (
        f"[{mdx(_code(entry))}]({href})",
        _code_cell(entry.name),
        mdx(entry.title),
        _statuses(entry),
        life,
    )


# --- an entry ---------------------------------------------------------------------------------


def _entry(entry: Entry, page: Page, site: Site) -> Iterator[str]:
    yield _life(entry, page, site)
    yield "\n".join(f"* {key}: {value}" for key, value in _facts(entry, site) if value)
    yield _text(entry.detail, site)
    yield _text(entry.description, site)
    for label, block in _sections(entry, site):
        if block:
            yield f"## {label}" if site.by_code else f"**{label}**"
            yield block


def _life(entry: Entry, page: Page, site: Site) -> str:
    """Return the paragraph that says that a code is new, or going, or gone."""
    if entry.retired:
        gone = entry.retired
        said = _ended("**Retired**", " in ", gone.version, gone.reason, site)
        return said + _instead(gone.replaced_by, page, site)
    if entry.deprecated:
        old = entry.deprecated
        said = _ended("**Deprecated**", " since ", old.since, old.reason, site)
        said += _instead(old.replaced_by, page, site)
        sunset = _plain(old.sunset, site)
        return f"{said} It goes away on {sunset}." if sunset else said
    return "**Preview**: this code may still change." if entry.preview else ""


def _ended(state: str, preposition: str, version: str, reason: str, site: Site) -> str:
    """Return a sentence; what is empty is not said."""
    since, why = _plain(version, site), _line(reason, site)
    said = f"{state}{preposition if since else ''}{since}{': ' if why else ''}{why}"
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _instead(codes: Iterable[str], page: Page, site: Site) -> str:
    links = [_reference(code, page, site) for code in codes]
    return f" Use {' or '.join(links)} instead." if links else ""


def _reference(code: str, page: Page, site: Site) -> str:
    """Return a link to the entry of *code*, or the code where the catalog does not have it."""
    found = site.catalog.by_code.get(code)
    if found is None:
        return markdown_code(code)
    label = found.label if plain(found.label) else _code(found)
    return f"[{mdx(label)}]({_href(page, site.places[code], site, code)})"


_RETRY = {
    "never": "never",
    "after_fix": "after a fix",
    "backoff": "with a backoff",
    "after_delay": "after a delay",
}


def _retry(retry: Retry | None) -> str:
    if retry is None:
        return ""
    said = _RETRY.get(retry.when) or mdx(retry.when)
    return f"{said} ({mdx(retry.after)})" if retry.after else said


def _facts(entry: Entry, site: Site) -> Iterator[tuple[str, str]]:
    """Yield what is known of an entry, each in a word or two; what is not known is empty."""
    yield "Name", markdown_code(entry.name)
    yield "HTTP status", _statuses(entry)
    yield "Retry", _retry(entry.retry)
    yield "Fault", _plain(entry.fault, site)
    yield "Severity", _plain(entry.severity, site)
    yield "Channels", _plain(", ".join(entry.channels), site)
    yield "Products", ", ".join(_product(each, site) for each in entry.products)
    yield "Since", _plain(entry.since, site)
    yield "Audience", "" if entry.audience == "public" else _plain(entry.audience, site)
    yield "Old names", _codes(entry.aliases)
    yield "Tags", _codes(entry.tags)


def _codes(texts: Iterable[str]) -> str:
    return ", ".join(filter(None, map(markdown_code, texts)))


def _product(name: str, site: Site) -> str:
    for each in site.catalog.products:
        if each.id == name:
            return _link(plain(each.title) or name, each.url, site)
    return _plain(name, site)


def _link(text: str, target: str, site: Site) -> str:
    return markdown_link(text, target, braces=site.mdx)


def _sections(entry: Entry, site: Site) -> Iterator[tuple[str, str]]:
    """Yield label and text of what stands below the texts of an entry; "" where it is nothing."""
    yield "Causes", _list(_text(each, site) for each in entry.causes)
    yield "Solutions", _list(_text(each, site) for each in entry.solutions)
    yield "Cases", _cases(entry)
    yield "Parameters", _params(entry)
    yield "Examples", _list(_example(each, site) for each in entry.examples)
    links = (
        _link(plain(each.title) or each.url, each.url, site) for each in entry.links
    )
    yield "See also", _list(links)
    related = (
        f"{_plain(each.system, site)}: {markdown_code(each.code)}"
        for each in entry.related
    )
    yield "Elsewhere", _list(related)


def _list(items: Iterable[str]) -> str:
    """Return a list of *items*, each of one block or more."""
    return "\n".join(
        "* " + re.sub(r"\n(?!\n)", "\n  ", item) for item in items if item.strip()
    )


def _cases(entry: Entry) -> str:
    """Return the table of the cases, unless they say no more than the statuses do."""
    if all(each == Case(http_status=each.http_status) for each in entry.cases):
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
            _code_cell(each.id),
            str(each.http_status or ""),
            mdx(each.channel),
            mdx(each.title),
            _cell(each.detail),
            _cell(each.description),
            _retry(each.retry),
        )
        for each in entry.cases
    )
    return _table(columns, rows)


def _params(entry: Entry) -> str:
    rows = (
        (
            _code_cell(each.name),
            _code_cell(each.type),
            _cell(each.description),
            "yes" if each.sensitive else "",
        )
        for each in entry.params
    )
    return _table(("Parameter", "Type", "Description", "Sensitive"), rows)


def _example(example: Any, site: Site) -> str:
    """Return an occurrence on one line: what was said, and with which values."""
    facts = [("case", example.case)] if example.case else []
    facts += [*example.params.items(), *example.source.items()]
    said = [
        f"{markdown_code(key)} = {markdown_code(_json(value))}" for key, value in facts
    ]
    detail = _line(example.detail, site)
    if not (detail and said):
        return detail or ", ".join(said)
    return f"{detail} ({', '.join(said)})"


def _json(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


# --- verification -----------------------------------------------------------------------------

_NO_MARKUP = r"\\[!-/:-@\[-`{-~]|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)"
"""What Markdown takes for plain characters: escaped ones, and spans of code."""
_HEADING = r"^ *(?:[-*] +)*(#{1,6}(?: .*)?|=+|--+)$"
_LABELS = (
    *("## Causes", "## Solutions", "## Cases", "## Parameters", "## Examples"),
    *("## See also", "## Elsewhere"),
)


def verify(catalog: Catalog, options: Options, files: Sequence[File]) -> str:
    """Return which page has other headings, anchors, links or HTML than it should; "" if none."""
    site = _site(catalog, options)
    if [file.path for file in files] != [
        f"{each.path}{site.ending}" for each in site.pages
    ]:
        return "there are other pages than those of the index, the ranges and the codes"
    known = {each.path for each in site.pages}
    known.update(_place(entry, site) for entry in catalog.entries)
    for page, file in zip(site.pages, files, strict=True):
        wrong = _difference(page, file.text, site, known)
        if wrong:
            return f"{file.path}: {wrong}"
    return ""


def _difference(page: Page, text: str, site: Site, known: Collection[str]) -> str:
    front = f"{_front_matter(page, site)}\n"
    if not text.startswith(front):
        return "the front matter is another one"
    body = text.removeprefix(front)
    bare = re.sub(_NO_MARKUP, "\0", body)
    headings = [each.rstrip() for each in re.findall(_HEADING, body, re.MULTILINE)]
    if [each for each in headings if each not in _LABELS] != list(
        _headings(page, site)
    ):
        return "it has other headings"
    tags = [tag for tag in re.findall("<[^>]*>?", bare) if tag != "<br />"]
    if tags != list(_anchors(page, site)):
        return "it has other anchors, or HTML"
    if site.mdx and re.search(r"[{}]|^(?:import|export)\b", bare, re.MULTILINE):
        return "it has an expression of MDX"
    return _wrong_links(page, bare, site, known)


def _headings(page: Page, site: Site) -> Iterator[str]:
    if not site.mdx:
        yield f"# {mdx(page.title)}".rstrip()
    if page.group is None:
        yield from (
            f"## {_group_link(each, page, site)}".rstrip() for each in site.groups
        )
    elif not site.by_code:
        yield from (f"## {mdx(_title(each))}".rstrip() for each in page.entries)


def _anchors(page: Page, site: Site) -> Iterator[str]:
    if page.group and not site.by_code:
        for entry in page.entries:
            yield from (f'<a id="{fragment(entry.code)}">', "</a>")


def _wrong_links(page: Page, bare: str, site: Site, known: Collection[str]) -> str:
    """Return the link that leads nowhere; the index has to lead to every code in its order."""
    if "![" in bare:
        return "it has an image"
    found = re.findall(r"\]\(([^\s()]*)", bare)
    led = [_led(page, href, site) for href in found]
    for href, place in zip(found, led, strict=True):
        if place not in known and not url(href):
            return f"the link to {href} leads nowhere"
    if page.group is not None:
        return ""
    codes = [_place(entry, site) for each in site.groups for entry in each.entries]
    wanted = {*codes}
    if [place for place in led if place in wanted] != codes:
        return "it does not have a link to every code, in their order"
    return ""


def _place(entry: Entry, site: Site) -> str:
    path = site.places[entry.code]
    return path if site.by_code else f"{path}#{fragment(entry.code)}"


def _led(page: Page, href: str, site: Site) -> str:
    """Return the path, and the fragment, that a link on *page* leads to."""
    way, mark, place = href.partition("#")
    folder = page.path.rpartition("/")[0]
    if not way:
        path = page.path
    elif way.startswith("../"):
        path = way.removeprefix("../")
    else:
        path = f"{folder}/{way.removeprefix('./')}".lstrip("/")
    return f"{path if site.mdx else path.removesuffix(site.ending)}{mark}{place}"


GENERATOR = Generator(
    __name__,
    __doc__,
    generate,
    options=Options,
    suffix="",
    single=False,
    verify=verify,
    styles=(),
)
