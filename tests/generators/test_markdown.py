"""Pages of Markdown say what the catalog says, as text that is only text, and lead to each other."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Literal, NamedTuple, cast
from urllib.parse import quote, unquote

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from errcat import text
from errcat.errors import ErrcatError
from errcat.generating.running import VerificationFailed, render
from errcat.generating.selection import visible
from errcat.generating.target import File
from errcat.model import (
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Example,
    Link,
    Param,
    Product,
    Range,
    Related,
    Retirement,
    Retry,
)
from errcat.testing.conforming import conformance
from errcat.testing.hostile import hostile_catalog
from errcat.testing.samples import catalogs
from errcat.text import LINK, paragraphs, plain, spans
from errcat.writing import HEAD, generated
from errcat_generators.markdown import GENERATOR, Options, _layout, verify
from tests.hostile import HOSTILE
from tests.support import NODE_MODULES, TELNYX, diagonal, examples, look

Pages = Literal["range", "code"]
Flavor = Literal["commonmark", "mdx"]
WAYS: tuple[tuple[Pages, Flavor], ...] = (
    ("range", "commonmark"),
    ("range", "mdx"),
    ("code", "commonmark"),
    ("code", "mdx"),
)
ways = pytest.mark.parametrize(("pages", "flavor"), WAYS)

FULL = Entry(
    code="10001",
    name="INACTIVE",
    title="Inactive phone number",
    detail="The number {number} is not active.",
    description="See https://example.com/a_b or `GET /numbers`.\n\n- one\n- two",
    causes=("It was ported.\n\nTo another carrier.", "It was never bought."),
    solutions=("Buy it.",),
    cases=(
        Case("api", 409, detail="Not active.\n- a | b\n- `c`", channel="http"),
        Case("call", 403, title="Barred", retry=Retry("after_delay", "PT1H")),
    ),
    retry=Retry("after_fix"),
    fault="caller",
    severity="error",
    audience="partner",
    channels=("http", "sip"),
    products=("voice", "fax"),
    params=(Param("number", description="The *number*.", sensitive=True), Param("x")),
    links=(Link("https://example.com/limits", "Limits"), Link("https://a.b")),
    related=(Related("sip", "487"),),
    tags=("numbers",),
    examples=(
        Example("api", {"number": "+15550100", "n": 1}, "The number is not active."),
    ),
    aliases=("DEAD_NUMBER",),
    deprecated=Deprecation("1.2", "Too vague", ("10002", "x#9"), "2030"),
    since="1.0",
    notes="SECRET",
    range="general",
)
SMALL = Catalog(
    id="example",
    title="Example errors",
    description="What the API answers.\n\nAnd more.",
    version="1.0",
    products=(Product("voice", "Voice API", url="https://example.com/voice"),),
    ranges=(
        Range("messaging", "Messaging", first="20000", last="29999"),
        Range("general", "General", "All the rest.", first="10000", last="19999"),
        Range("unused", "Unused", first="30000", last="39999"),
    ),
    entries=(
        FULL,
        Entry("10002", "GONE", "Gone", range="general", retired=Retirement("2.0")),
        Entry("20001", "NEW", "New", range="messaging", preview=True),
        Entry("99", "ODD", "Odd one"),
    ),
)
ODD_CODES = (
    "ddl:8224",
    "42P01",
    "a b",
    "a",
    "A",
    "-1",
    "index",
    "\xe9/..\\",
    "con",
    ".",
)
ODD = Catalog(
    id="odd",
    docs_url="https://example.com/errors/{range}#{code}",
    ranges=tuple(Range(name) for name in ("index", "other", "README", "readme", "a/b")),
    entries=tuple(
        Entry(
            code,
            f"E{at}",
            replaced,
            range=("index", "other", "README", "a/b", "")[at % 5],
        )
        for at, (code, replaced) in enumerate(
            (each, f"Title of {each}") for each in ODD_CODES
        )
    ),
)


@cache
def telnyx() -> Catalog:
    catalog = look(TELNYX, rules=()).catalog
    assert catalog is not None
    return visible(catalog)


CATALOGS: dict[str, Callable[[], Catalog]] = {
    "telnyx": telnyx,
    "small": lambda: SMALL,
    "odd codes": lambda: ODD,
    "texts": lambda: visible(catalogs()[0]),
    "integers": lambda: visible(catalogs()[1]),
    "telephony": lambda: visible(catalogs()[2]),
    "empty": lambda: Catalog(id="empty"),
    "empty with ranges": lambda: Catalog(id="empty", ranges=SMALL.ranges),
}


@pytest.fixture(params=CATALOGS)
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return CATALOGS[request.param]()


def made(
    catalog: Catalog, pages: Pages = "range", flavor: Flavor = "commonmark"
) -> dict[str, str]:
    """Return the verified files by path."""
    files = render(GENERATOR, catalog, Options(pages, flavor))
    assert len({file.path.casefold() for file in files}) == len(files)
    return {file.path: file.text for file in files}


# --- reading pages ------------------------------------------------------------------


class Read(NamedTuple):
    """What a reader of a page sees, and where it leads."""

    lines: list[str]
    headings: list[str]
    anchors: list[str]
    links: list[str]


_RENDERER = MarkdownIt("commonmark", {"linkify": True}).enable(
    ["table", "strikethrough", "linkify"]
)
_BLOCKS = {
    "inline",
    *("paragraph_open", "paragraph_close", "heading_open", "heading_close"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("table_open", "table_close", "thead_open", "thead_close"),
    *("tbody_open", "tbody_close", "tr_open", "tr_close"),
    *("th_open", "th_close", "td_open", "td_close"),
}
_INLINE = {
    *("text", "text_special", "code_inline", "html_inline"),
    *("link_open", "link_close", "strong_open", "strong_close"),
}


def parts(page: str) -> tuple[str, str]:
    """Return the front matter of a page, and what is below it."""
    assert page.startswith("---\n# @generated by errcat ")
    front, _, body = page.removeprefix("---\n").partition("\n---\n")
    return front, body


def read(page: str) -> Read:
    """Return what is on a page, which must have none but the wanted kinds of markup."""
    tokens = _RENDERER.parse(parts(page)[1])
    assert {token.type for token in tokens} <= _BLOCKS
    found = Read([], [], [], [])
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.children is None:
            continue
        lines = list(_lines(token.children, found))
        found.lines.extend(lines)
        if before is not None and before.type == "heading_open":
            found.headings.extend(lines)
    return found


def _lines(children: Iterable[Token], found: Read) -> Iterator[str]:
    line = ""
    for each in children:
        assert each.type in _INLINE
        if each.type == "link_open":
            found.links.append(str(each.attrs["href"]))
        if each.content == "<br />":
            yield clean(line)
            line = ""
        elif each.type == "html_inline":
            anchor = re.fullmatch('<a id="([^"<>{}]*)">|</a>', each.content)
            assert anchor
            found.anchors.extend(filter(None, anchor.groups()))
        else:
            line += each.content.replace("\u200b", "")
    yield clean(line)


def clean(line: str) -> str:
    r"""Return a line to be compared: code in a cell of a table cannot hold `\|`."""
    return " ".join(plain(line).replace("\\|", "|").split(" "))


def said(s: str) -> list[str]:
    """Return the lines that a catalog text has to be seen as."""
    lines = ("".join(map(_said, spans(plain(item)))) for item in _items(s))
    return [line for line in map(clean, lines) if line]


def _said(piece: text.Piece) -> str:
    return plain(piece.text) or " " if piece.kind == text.CODE else piece.text


def _items(s: str) -> list[str]:
    return [item for block in paragraphs(s) for item in block.items]


def title(entry: Entry) -> str:
    code = entry.code if plain(entry.code) else quote(entry.code)
    return clean(f"{code} — {entry.title}" if plain(entry.title) else code)


# --- what pages there are -----------------------------------------------------------


def test_a_range_has_a_page_and_the_index_leads_to_all() -> None:
    assert list(made(SMALL)) == ["index.md", "messaging.md", "general.md", "other.md"]
    assert list(made(SMALL, "code", "mdx")) == [
        "index.mdx",
        "messaging/20001.mdx",
        "general/10001.mdx",
        "general/10002.mdx",
        "other/99.mdx",
    ]


@pytest.mark.parametrize(
    ("codes", "pages"),
    [
        (map(str, range(200)), ["other.md"]),
        (
            map(str, range(950, 1151)),
            ["other-900-to-999.md", "other-1000-to-1099.md", "other-1100-to-1199.md"],
        ),
        (
            [*(f"E-A{number}" for number in range(200)), "E-B1", "b-2", "-"],
            ["other-a.md", "other-b.md", "other-other.md"],
        ),
    ],
)
def test_many_entries_without_a_range_are_split_by_their_codes(
    codes: Iterable[str], pages: list[str]
) -> None:
    entries = tuple(Entry(code, f"E{at}", "One") for at, code in enumerate(codes))
    files = made(Catalog("x", entries=entries))
    assert list(files) == ["index.md", *pages]
    seen = [anchor for page in pages for anchor in read(files[page]).anchors]
    assert sorted(seen) == sorted(entry.code for entry in entries)


def test_every_entry_of_telnyx_is_on_the_page_of_its_range_and_says_what_it_says() -> (
    None
):
    files = made(telnyx())
    assert len(files) == 9
    for group in telnyx().ranges:
        entries = [entry for entry in telnyx().entries if entry.range == group.name]
        page = files[f"{group.name}.md"]
        assert read(page).anchors == [entry.code for entry in entries]
        assert read(page).headings == [group.title, *map(title, entries)]
        sections = page.split('<a id="')[1:]
        for section, entry in zip(sections, entries, strict=True):
            lines = read(f'---\n# @generated by errcat \n---\n<a id="{section}').lines
            assert lines == [
                "",
                title(entry),
                f"Name: {entry.name}",
                *said(entry.detail),
            ]


@ways
def test_links_between_pages_lead_to_pages_and_anchors(
    catalog: Catalog, pages: Pages, flavor: Flavor
) -> None:
    files = made(catalog, pages, flavor)
    ending = ".mdx" if flavor == "mdx" else ".md"
    found = {path: read(page) for path, page in files.items()}
    led: set[str] = set()
    for path, page in found.items():
        for href in page.links:
            if href.startswith("https:"):
                continue
            way, _, place = href.partition("#")
            if flavor == "mdx" and way:
                assert way.startswith(("./", "../"))
                assert not way.endswith(ending)
                way += ending
            target = posixpath.join(posixpath.dirname(path), way) if way else path
            assert not place or unquote(place) in map(
                unquote, found[posixpath.normpath(target)].anchors
            )
            led |= {posixpath.normpath(target)} if path.startswith("index.") else set()
    assert led | {f"index{ending}"} == set(files)


def test_the_index_has_every_code_in_its_order() -> None:
    index = made(telnyx())["index.md"]
    codes = re.findall(r"^\| \[(\d+)\]\(([a-z-]+)\.md#\1\)", index, re.MULTILINE)
    assert codes == [(entry.code, entry.range) for entry in telnyx().entries]


def test_a_code_is_found_by_the_fragment_that_its_address_has() -> None:
    """A browser looks for the fragment as it is, and then for what it decodes to."""
    for entry in ODD.entries:
        fragment = ODD.page_of(entry).partition("#")[2]
        (anchor,) = (
            each
            for page in made(ODD).values()
            for each in read(page).anchors
            if each in (fragment, unquote(fragment))
        )
        assert anchor in (entry.code, quote(entry.code, safe=""))


@ways
def test_names_of_ranges_and_codes_never_meet(pages: Pages, flavor: Flavor) -> None:
    ending = ".mdx" if flavor == "mdx" else ".md"
    files = [path.removesuffix(ending) for path in made(ODD, pages, flavor)]
    if pages == "range":
        assert files == ["index", "x-index", "x-other", "readme.u", "a.2fb", "other"]
    else:
        assert files == [
            "index",
            "x-index/ddl.3a8224",
            "x-index/x--1",
            "x-other/42p01.u",
            "x-other/x-index",
            "readme.u/a.20b",
            "readme.u/x-.c3.a9.2f.2e.2e.5c",
            "a.2fb/a",
            "a.2fb/x-con",
            "other/a.u",
            "other/x-.2e",
        ]
    for path in files:
        assert re.fullmatch("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)?", path)


def test_two_entries_of_one_code_are_refused() -> None:
    twice = replace(SMALL, entries=(*SMALL.entries, FULL._replace(name="AGAIN")))
    with pytest.raises(
        ErrcatError, match="'10001 INACTIVE' and '10001 AGAIN' have the same code"
    ):
        made(twice)


def test_a_catalog_without_errors_has_an_index_that_says_so() -> None:
    (page,) = made(Catalog(id="empty", title="Empty")).values()
    assert read(page).lines == ["Empty", "This catalog has no errors."]


# --- what is on a page --------------------------------------------------------------


def test_a_page_has_all_that_the_catalog_says_and_no_more() -> None:
    page = made(SMALL, "code")["general/10001.md"]
    assert read(page).lines == [
        "10001 — Inactive phone number",
        "Deprecated since 1.2: Too vague. Use 10002 GONE or x#9 instead. It will be removed on 2030.",
        "Name: INACTIVE",
        "HTTP status: 403, 409",
        "Retry: after a fix",
        "Fault: caller",
        "Severity: error",
        "Channels: http, sip",
        "Products: Voice API, fax",
        "Since: 1.0",
        "Audience: partner",
        "Old names: DEAD_NUMBER",
        "Tags: numbers",
        "The number {number} is not active.",
        "See https://example.com/a_b or GET /numbers.",
        "one",
        "two",
        "Causes",
        "It was ported.",
        "To another carrier.",
        "It was never bought.",
        "Solutions",
        "Buy it.",
        "Cases",
        *("Case", "HTTP status", "Channel", "Title", "Detail", "Retry"),
        *("api", "409", "http", "", "Not active.", "• a | b", "• c", ""),
        *("call", "403", "", "Barred", "", "after a delay (PT1H)"),
        "Parameters",
        *("Parameter", "Type", "Description", "Sensitive"),
        *("number", "string", "The *number*.", "yes"),
        *("x", "string", "", ""),
        "Examples",
        "The number is not active. (case = api, number = +15550100, n = 1)",
        "See also",
        "Limits",
        "https://a.b",
        "Elsewhere",
        "sip: 487",
    ]
    assert read(page).links == [
        "10002.md",
        "https://example.com/voice",
        "https://example.com/a_b",
        "https://example.com/limits",
        "https://a.b",
    ]
    assert "SECRET" not in page


def test_what_is_not_said_has_no_place() -> None:
    catalog = Catalog(id="x", entries=(Entry("1", title="One"),))
    body = parts(made(catalog)["other.md"])[1]
    assert body == '\n# Other\n\n<a id="1"></a>\n\n## 1 — One\n'


def test_the_life_of_a_code_is_told() -> None:
    lines = (
        read(made(SMALL)["general.md"]).lines + read(made(SMALL)["messaging.md"]).lines
    )
    assert "Retired in 2.0." in lines
    assert "Preview: this code may still change." in lines
    index = made(SMALL)["index.md"]
    assert "| [10002](general.md#10002) | `GONE` | Gone |  | retired |" in index


def test_cases_that_say_only_a_status_need_no_table() -> None:
    entry = Entry("1", cases=(Case(http_status=404), Case("", 410)))
    page = made(Catalog(id="x", entries=(entry,)))["other.md"]
    assert "* HTTP status: 404, 410" in page
    assert "Cases" not in page


# --- front matter -------------------------------------------------------------------


@ways
def test_a_page_is_known_as_generated(
    catalog: Catalog, pages: Pages, flavor: Flavor
) -> None:
    for page in made(catalog, pages, flavor).values():
        assert generated("", page.encode()[:HEAD])


def front(page: str) -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load(parts(page)[0]) or {})


def test_front_matter_says_what_a_page_is_called() -> None:
    files = made(SMALL, "code", "mdx")
    assert front(files["index.mdx"]) == {
        "title": "Example errors",
        "description": "What the API answers.",
    }
    assert front(files["general/10001.mdx"]) == {
        "title": "10001 — Inactive phone number",
        "description": "The number {number} is not active.",
        "id": "10001",
        "slug": "10001",
    }
    assert front(files["other/99.mdx"]) == {
        "title": "99 — Odd one",
        "id": "99",
        "slug": "99",
    }
    assert front(made(SMALL)["general.md"]) == {
        "title": "General",
        "description": "All the rest.",
    }


@pytest.mark.parametrize("s", HOSTILE)
def test_front_matter_holds_any_text_on_one_line(s: str) -> None:
    group = Range("general", s, s)
    catalog = Catalog(
        id=s,
        title=s,
        version=s,
        ranges=(group,),
        entries=(Entry("1", range="general"),),
    )
    for page in made(catalog).values():
        found = front(page)
        assert found.pop("title", "") in (plain(s), "general")
        first = _items(s)[0] if _items(s) else ""
        described = plain("".join(piece.text for piece in spans(first)))
        assert found.pop("description", "") in (described, "")
        assert found == {}
        assert len(parts(page)[0].split("\n")) <= 4


def test_an_edit_of_one_entry_touches_its_page_and_the_index() -> None:
    before = made(SMALL)
    edited = (FULL._replace(title="Inactive"), *SMALL.entries[1:])
    after = made(replace(SMALL, entries=edited))
    assert [path for path in before if before[path] != after[path]] == [
        "index.md",
        "general.md",
    ]


# --- hostile texts ------------------------------------------------------------------


def texts(catalog: Catalog) -> Iterator[str]:
    """Yield every catalog text that has its own lines on a page."""
    yield catalog.description
    for entry in catalog.entries:
        yield from (entry.detail, entry.description, *entry.causes, *entry.solutions)
        yield from (param.description for param in entry.params)


def addresses(catalog: Catalog) -> set[str]:
    """Return everything that a page may link to outside."""
    found = {link.url for entry in catalog.entries for link in entry.links}
    found |= {product.url for product in catalog.products}
    for entry in catalog.entries:
        more = [example.detail for example in entry.examples]
        for case in entry.cases:
            more += [case.detail, case.description]
        life = entry.retired or entry.deprecated
        more.append(life.reason if life else "")
        for s in (
            *texts(catalog),
            *more,
            *(each.description for each in catalog.ranges),
        ):
            for item in (*_items(s), s):
                found |= {
                    piece.text for piece in spans(plain(item)) if piece.kind == LINK
                }
    return {_RENDERER.normalizeLink(text.url(each)) for each in found}


def check_text_only(catalog: Catalog, pages: Pages, flavor: Flavor) -> None:
    """Assert that all texts of *catalog* are seen, and that none of them is markup."""
    found = [read(page) for page in made(catalog, pages, flavor).values()]
    lines = {line.removeprefix("• ") for page in found for line in page.lines}
    for s in texts(catalog):
        for line in said(s):
            assert line.removeprefix("• ") in lines
    for entry in catalog.entries:
        if (pages, flavor) != ("code", "mdx"):
            assert title(entry) in [line for page in found for line in page.headings]
    allowed = addresses(catalog)
    for page in found:
        outside = {href for href in page.links if re.match("[a-z]+:", href)}
        assert outside <= allowed


@pytest.mark.parametrize(("s", "way"), diagonal(HOSTILE, WAYS))
def test_a_hostile_text_is_text(s: str, way: tuple[Pages, Flavor]) -> None:
    check_text_only(without_pages(visible(hostile_catalog(s))), *way)


def without_pages(catalog: Catalog) -> Catalog:
    """Return *catalog* without pages for readers, whose markup is meant to be markup."""
    bare = (entry._replace(page="") for entry in catalog.entries)
    return replace(catalog, entries=tuple(bare))


TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.text("ab1 -\n`*_[](){}<>!#|\\&=+.:/@~$\"'", max_size=60),
    st.lists(
        st.sampled_from(
            [
                "https://a.b/c",
                "`x`",
                "!",
                "{",
                "}",
                "[",
                "](",
                "\n- ",
                " ",
                "import ",
                "|",
                "\\",
            ]
        ),
        max_size=8,
    ).map("".join),
)


@st.composite
def any_catalog(draw: st.DrawFn) -> Catalog:
    """Return a catalog of texts as they come."""
    codes = draw(st.lists(TEXTS.filter(bool), max_size=3, unique=True))
    ranges = draw(st.lists(TEXTS.filter(bool), max_size=2, unique=True))
    entries = tuple(
        Entry(
            code=code,
            name=draw(TEXTS),
            title=draw(TEXTS),
            detail=draw(TEXTS),
            causes=(draw(TEXTS), draw(TEXTS)),
            cases=(Case(draw(TEXTS), 400, draw(TEXTS), draw(TEXTS)),),
            params=(Param(draw(TEXTS), description=draw(TEXTS)),),
            range=draw(st.sampled_from(["", *ranges])),
            deprecated=Deprecation(draw(TEXTS), draw(TEXTS), (draw(TEXTS),)),
        )
        for code in codes
    )
    described = tuple(Range(name, draw(TEXTS), draw(TEXTS)) for name in ranges)
    return Catalog(id=draw(TEXTS), title=draw(TEXTS), ranges=described, entries=entries)


@settings(derandomize=True, deadline=None, max_examples=examples(150))
@given(catalog=any_catalog(), way=st.sampled_from(WAYS))
def test_any_text_is_text(catalog: Catalog, way: tuple[Pages, Flavor]) -> None:
    check_text_only(catalog, *way)


# --- MDX ----------------------------------------------------------------------------

# What MDX 3 makes of each page, without React: the kinds of nodes, the tags, the text.
COMPILE = """
import { evaluateSync } from "@mdx-js/mdx";

const jsx = (type, props) => ({ type, props });
let asked = "";
for await (const piece of process.stdin.setEncoding("utf8")) asked += piece;

function read(page) {
  const kinds = new Set(), tags = new Set();
  const walk = (node) => { kinds.add(node.type); (node.children ?? []).forEach(walk); };
  const { default: Content, ...exported } = evaluateSync(page, {
    Fragment: "fragment", jsx, jsxs: jsx, remarkPlugins: [() => walk],
  });
  let text = "";
  const see = (node) => {
    if (node === null || node === undefined) return;
    if (Array.isArray(node)) return node.forEach(see);
    if (typeof node !== "object") { text += node; return; }
    tags.add([node.type, ...Object.keys(node.props).sort()].join(" "));
    see(node.props.children);
  };
  see(Content({}));
  return { kinds: [...kinds], tags: [...tags], exported: Object.keys(exported), text };
}
console.log(JSON.stringify(JSON.parse(asked).map(read)));
"""
_KINDS = {
    *("root", "heading", "paragraph", "text", "inlineCode", "link", "strong"),
    *("list", "listItem", "mdxJsxFlowElement", "mdxJsxTextElement"),
}
_TAGS = {
    *("fragment children", "h1 children", "h2 children", "p children"),
    *("ul children", "li children", "code children", "strong children"),
    *("a children href", "a id", "br"),
}
_PLAIN = MarkdownIt("commonmark")


def compiled(pages: Iterable[str]) -> list[dict[str, Any]]:
    """Return what MDX makes of the bodies of *pages*, which a site hands it without the front."""
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", COMPILE],
        cwd=NODE_MODULES.parent,
        input=json.dumps([parts(page)[1] for page in pages]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return cast("list[dict[str, Any]]", json.loads(done.stdout))


def check_mdx(found: Iterable[Catalog]) -> None:
    """Assert that MDX runs nothing on the pages of catalogs, and shows what CommonMark shows."""
    pages = [
        page
        for catalog in found
        for kind, flavor in WAYS
        if flavor == "mdx"
        for page in made(catalog, kind, flavor).values()
    ]
    for page, result in zip(pages, compiled(pages), strict=True):
        assert set(result["kinds"]) <= _KINDS
        assert set(result["tags"]) <= _TAGS
        assert result["exported"] == []
        tokens = _PLAIN.parse(parts(page)[1])
        seen = (
            child.content
            for token in tokens
            for child in token.children or ()
            if child.type != "html_inline"
        )
        assert "".join(result["text"].split()) == "".join("".join(seen).split())


@pytest.mark.tools
def test_mdx_shows_what_the_catalog_says() -> None:
    check_mdx(each() for each in CATALOGS.values())


@pytest.mark.tools
def test_mdx_runs_nothing_of_a_hostile_text() -> None:
    check_mdx(without_pages(visible(hostile_catalog(each))) for each in HOSTILE)


@pytest.mark.tools
def test_mdx_runs_nothing_of_a_hostile_page() -> None:
    catalogs = [
        Catalog("a", entries=(Entry("1", "A", "A", page=page),))
        for text in HOSTILE
        for page in (
            text,
            f"# {text}",
            f"- {text}\n\n  {text}",
            f"> ```{text}\n> {text}",
        )
    ]
    pages = [
        page for catalog in catalogs for page in made(catalog, "range", "mdx").values()
    ]
    for page, result in zip(pages, compiled(pages), strict=True):
        esm = {"mdxjsEsm", "mdxFlowExpression", "mdxTextExpression"}
        assert not esm & set(result["kinds"]), page
        assert result["exported"] == []
        named = {tag.split()[0] for tag in result["tags"]}
        assert not named & {"script", "img", "style", "iframe", "div"}, page


# Whatever it finds would be made smaller one run of Node at a time.
@settings(
    derandomize=True,
    deadline=None,
    max_examples=5,
    phases=[Phase.explicit, Phase.generate],
)
@given(found=st.lists(any_catalog(), min_size=10, max_size=30))
@pytest.mark.exhaustive
@pytest.mark.tools
def test_mdx_runs_nothing_of_any_text(found: list[Catalog]) -> None:
    check_mdx(found)


@pytest.mark.tools
def test_the_compiler_would_see_an_expression() -> None:
    front_matter = "---\n# @generated by errcat x\n---\n"
    (result,) = compiled([f"{front_matter}\nexport const x = 1\n\n{{6 * 7}}\n"])
    assert result["exported"] == ["x"]
    assert result["text"].strip() == "42"
    assert {"mdxFlowExpression", "mdxjsEsm"} <= set(result["kinds"])


# --- laws and verification ----------------------------------------------------------


@ways
def test_it_keeps_the_laws_of_generators(pages: Pages, flavor: Flavor) -> None:
    conformance(GENERATOR, options={"pages": pages, "flavor": flavor})


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("general", "## 10002 — Gone", "## 10003 — Gone"),
        ("general", "## 10002 — Gone\n\n", ""),
        ("general", "Buy it.", "# Buy it."),
        ("general", "Buy it.", "Buy it.\n==="),
        ("general", '<a id="10002"></a>', ""),
        ("general", '<a id="10002">', '<a id="10003">'),
        ("general", "Buy it.", "<b>Buy it.</b>"),
        ("general", "Buy it.", "Buy <!-- it. -->"),
        ("general", "Buy it.", "![Buy it.](https://example.com/x.png)"),
        ("general", "(#10002)", "(#10003)"),
        ("general", "(#10002)", "(nowhere.md)"),
        ("general", "(https://example.com/limits)", "(javascript:alert)"),
        ("general", 'title: "General"', 'title: "Other"'),
        ("general", "# From the catalog ", "x: 1\n# From the catalog "),
        ("index", "(general.md#10002)", "(general.md#10001)"),
        ("index", "## [General](general.md)", "## General"),
        ("index", "| [10002](general.md#10002) |", "| 10002 |"),
    ],
)
def test_a_page_with_anything_else_in_it_is_refused(
    path: str, old: str, new: str
) -> None:
    files = made(SMALL)
    assert verify(SMALL, Options(), [File(*each) for each in files.items()]) == ""
    assert old in files[f"{path}.md"]
    files[f"{path}.md"] = files[f"{path}.md"].replace(old, new, 1)
    wrong = verify(SMALL, Options(), [File(*each) for each in files.items()])
    assert wrong.startswith(f"{path}.md: ")


@pytest.mark.parametrize("new", ["{x}", "<b />", "import x from 'y'"])
def test_a_page_that_runs_something_is_refused(new: str) -> None:
    files = made(SMALL, flavor="mdx")
    files["general.mdx"] = files["general.mdx"].replace("All the rest.", new)
    options = Options(flavor="mdx")
    assert verify(SMALL, options, [File(*each) for each in files.items()])


def test_a_page_too_few_is_refused() -> None:
    files = [File(*each) for each in made(SMALL).items()]
    assert verify(SMALL, Options(), files[:-1])


def test_what_is_not_verified_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    def naive(s: str, **_: bool) -> str:
        return s

    monkeypatch.setattr(_layout, "markdown_text", naive)
    with pytest.raises(VerificationFailed):
        made(visible(hostile_catalog("<script>alert(1)</script>")))


def test_numbers_below_zero_are_their_own_anchors() -> None:
    whole = CodeFormat(wire_type="integer")
    entries = (Entry("-32700", "PARSE", "Parse error"), Entry("0", "NONE", "None"))
    page = made(Catalog(id="x", code=whole, entries=entries))["other.md"]
    assert read(page).anchors == ["-32700", "0"]
    assert read(page).headings == ["Other", "-32700 — Parse error", "0 — None"]
