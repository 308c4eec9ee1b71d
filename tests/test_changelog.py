"""Changelogs: rendering changes, and updating a changelog document."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from errcat.changelog.headings import Heading
from errcat.changelog.inserting import PREAMBLE, insert
from errcat.changelog.outlines import BEGIN, END, ChangelogUnclear
from errcat.changelog.releasing import release
from errcat.changelog.rendering import FORMS, render
from errcat.comparing.results import SECTIONS, Acceptance, Comparison, Difference
from errcat.errors import OptionInvalid
from errcat.text import terminal
from tests.change_rules.comparisons import judged
from tests.hostile import HOSTILE
from tests.support import ROOT, TELNYX, catalog_text, entry, examples, load_text, look

MARKDOWN = MarkdownIt("commonmark", {"linkify": True}).enable(
    ["table", "strikethrough", "linkify"]
)
DAY = "2027-03-01"


def difference(
    code: str = "10001",
    template: str = "{code} {name} changed",
    section: str = "Changed",
    values: Mapping[str, str] | None = None,
    **fields: Any,
) -> Difference:
    """Return a change of an entry, not breaking."""
    name = fields.pop("name", "A_NAME")
    given: dict[str, Any] = {
        "rule": "a-rule",
        "hint": "",
        "surfaces": {},
        "level": "info",
        "bump": "patch",
        **fields,
    }
    moving = {"code": code, "name": name, **(values or {})}
    return Difference(
        code=code, name=name, template=template, values=moving, section=section, **given
    )


def added(code: str, title: str = "New", **fields: Any) -> Difference:
    """Return a new entry."""
    template = '{code} {name} was added: "{title}"'
    values = {"title": title}
    return difference(code, template, "Added", values, rule="entry-added", **fields)


def compared(*differences: Difference, catalog: str = "acme") -> Comparison:
    """Return a comparison with version 1.0.0."""
    return Comparison(catalog, "1.0.0", "1.1.0", differences, "patch")


def shown(*differences: Difference, form: str = "markdown") -> str:
    """Return the changelog of one catalog, without a heading."""
    return render([compared(*differences)], form=form)


# --- rendering -------------------------------------------------------------------------------

BREAK = difference(
    "10002", "{code}: the name {old} became {new}", values={"old": "A", "new": "B"}
)._replace(bump="major", level="error")
TITLE = difference(
    "9",
    "{code} {name}: the {field} {old} became {new}",
    field="title",
    values={"field": "title", "old": "Slow", "new": "Too slow."},
)
NEW = difference("10003", "{code} {name} was added: {title}", "Added", {"title": "New"})
WIDE = difference(
    "",
    "the range {range} grew from {old} to {new}",
    values={"range": "core", "old": "1-9", "new": "1-99"},
)
EVERY = (BREAK, WIDE, TITLE, NEW)


def test_a_value_that_the_template_quotes_is_marked_once() -> None:
    template = '{code}: name changed: "{old}" → "{new}"'
    quoted = difference("1", template, values={"old": "A", "new": "two words"})
    assert '- `1`: name changed: `A` → "two words".\n' in shown(quoted)


def test_a_changelog_in_markdown() -> None:
    heading = Heading("2.0.0", DAY)
    made = render(
        [compared(*EVERY)],
        form="markdown",
        heading=heading,
        against="1.0.0 (a1b2c3d)",
    )
    assert made == """\
## [2.0.0] - 2027-03-01

1 entry with breaking changes, 1 added, 1 changed, 1 other change. Compared with 1.0.0 (a1b2c3d).

### Breaking

- `10002`: the name `A` became `B`.

### Added

- `10003` `A_NAME` was added: "New".

### Changed

- `9` `A_NAME`: the `title` "Slow" became "Too slow."
- The range `core` grew from `1-9` to `1-99`.
"""


def test_a_changelog_in_html() -> None:
    assert shown(NEW, BREAK, form="html") == """\
<p>1 entry with breaking changes, 1 added. Compared with 1.0.0.</p>
<section>
<h3>Breaking</h3>
<ul>
<li><code>10002</code>: the name <code>A</code> became <code>B</code>.</li>
</ul>
</section>
<section>
<h3>Added</h3>
<ul>
<li><code>10003</code> <code>A_NAME</code> was added: &quot;New&quot;.</li>
</ul>
</section>
"""


def test_a_changelog_in_text() -> None:
    made = render([compared(*EVERY)], form="text", heading=Heading("2.0.0", DAY))
    assert made == """\
2.0.0 - 2027-03-01

1 entry with breaking changes, 1 added, 1 changed, 1 other change. Compared with 1.0.0.

Breaking
  - 10002: the name A became B.

Added
  - 10003 A_NAME was added: "New".

Changed
  - 9 A_NAME: the title "Slow" became "Too slow."
  - The range core grew from 1-9 to 1-99.
"""


def test_a_changelog_in_json() -> None:
    second, first = json.loads(shown(NEW, BREAK, form="json"))
    assert first == {
        "section": "Added",
        "breaking": False,
        "catalog": "acme",
        "rule": "a-rule",
        "code": "10003",
        "name": "A_NAME",
        "codes": [],
        "field": "",
        "old": None,
        "new": None,
        "message": "10003 A_NAME was added: New",
        "accepted": None,
        "fingerprint": "",
    }
    assert (second["section"], second["breaking"]) == ("Changed", True)


def test_sections_have_the_order_of_keep_a_changelog() -> None:
    differences = [difference(section=section) for section in reversed(SECTIONS)]
    headings = re.findall(r"^### (.*)$", shown(*differences), re.MULTILINE)
    assert headings == ["Added", "Changed", "Deprecated", "Removed", "Fixed"]


def test_entries_are_ordered_by_code() -> None:
    codes = ["", "E-2", "100", "20", "3" * 5000, "0", "E-10", "007"]
    made = [
        item["code"] for item in json.loads(shown(*map(difference, codes), form="json"))
    ]
    assert made == ["0", "007", "20", "100", "3" * 5000, "E-10", "E-2", ""]


def test_changes_without_a_section_are_omitted() -> None:
    omitted = difference(section="")
    assert [shown(omitted, form=form) for form in FORMS] == ["", "", "", "[]\n"]
    assert (
        render([compared(omitted)], form="markdown", heading=Heading())
        == "## [Unreleased]\n\nNo changes. Compared with 1.0.0.\n"
    )


def test_an_accepted_break_is_listed_as_breaking_and_shows_its_reason() -> None:
    acceptance = Acceptance("", "a-rule", "10002", "accept", "no client received it")
    accepted = BREAK._replace(level="info", acceptance=acceptance)
    line = "- `10002`: the name `A` became `B`. (accepted: no client received it)\n"
    assert shown(accepted).endswith(f"### Breaking\n\n{line}")


def test_a_correction_is_listed_as_fixed() -> None:
    acceptance = Acceptance("", "a-rule", "10002", "correction", "it was always B")
    corrected = BREAK._replace(bump="patch", acceptance=acceptance)
    line = "- `10002`: the name `A` became `B`. (corrected: it was always B)\n"
    assert shown(corrected).endswith(f"### Fixed\n\n{line}")


def test_one_change_to_many_entries_is_one_line() -> None:
    codes = tuple(map(str, range(211)))
    many = difference("", "{field} changed in {count} entries: {old} became {new}")
    many = many._replace(
        codes=codes,
        values={"field": "docs_url", "count": "211", "old": "a.example", "new": "b"},
    )
    line = "- `docs_url` changed in 211 entries: `a.example` became `b` (`0`, `1`, `2`, `3`, `4`, `5`, `6`, `7`, `8`, `9` and 201 more).\n"
    assert shown(many).endswith(line)
    assert shown(many, form="html").count("<code>") == 3 + 211
    (data,) = json.loads(shown(many, form="json"))
    assert data["codes"] == list(codes)
    ten = many._replace(codes=codes[:10])
    assert shown(ten, form="text").endswith("(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).\n")


def test_each_of_several_catalogs_has_its_own_heading() -> None:
    both = [compared(NEW, BREAK, catalog="b"), compared(NEW, catalog="a")]
    made = render(both, form="markdown")
    assert re.findall("^(###.*|1 .*)$", made, re.MULTILINE) == [
        "1 entry with breaking changes, 2 added. Compared with 1.0.0.",
        *("### Breaking", "#### b", "### Added", "#### a", "#### b"),
    ]
    both[1] = both[1]._replace(old_version="7.0.0")
    assert "Compared with b 1.0.0, a 7.0.0." in render(both, form="text")
    without = [comparison._replace(old_version="") for comparison in both]
    assert "Compared" not in render(without, form="text")


def test_an_unknown_format_and_an_invalid_heading_are_refused() -> None:
    for form, heading in (
        ("markdwon", None),
        ("markdown", Heading("1.0.0\n# x")),
        ("markdown", Heading("")),
        ("markdown", Heading("1.0.0", "2027-02-30")),
        ("markdown", Heading("1.0.0", "20270301")),
    ):
        with pytest.raises(OptionInvalid):
            render([], form=form, heading=heading)
    with pytest.raises(
        OptionInvalid, match="unknown format 'markdwon'; did you mean 'markdown'"
    ):
        render([], form="markdwon")


def test_the_telnyx_catalog_with_some_changes() -> None:
    old = look(TELNYX, rules=()).catalog
    assert old is not None
    kept = tuple(
        item._replace(title="Another *request*") if item.code == "10015" else item
        for item in old.entries
        if item.code != "50001"
    )
    new = replace(old, entries=kept)
    made = render([judged(old, new)], form="markdown")
    assert (
        '`10015` `BAD_REQUEST`: title changed: "Bad Request" → "Another `*request*`".'
        in made
    )
    assert "### Breaking\n\n- `50001` `VRF_NOT_DEPLOYED` was removed" in made


def test_changes_to_the_fields_of_one_entry_are_one_item() -> None:
    field = difference(
        template='{code} {name}: {field} changed: "{old}" → "{new}"',
        values={"field": "status", "old": "400", "new": "422"},
    )
    rewritten = [
        difference(template="{code} {name}: {field} changed", values={"field": name})
        for name in ("causes", "solutions")
    ]
    line = "- `10001` `A_NAME`: `status` changed: `400` → `422`; `causes`, `solutions` changed.\n"
    assert shown(rewritten[0], field, rewritten[1]).endswith(line)
    broken = field._replace(bump="major")
    assert shown(broken, rewritten[0]).startswith(
        "1 entry with breaking changes, 1 changed."
    )


def test_the_words_that_changed_in_a_long_text_are_marked() -> None:
    old = "The number is not routable at the moment. " + "It stays so. " * 20 + "End"
    new = old.replace("routable", "reachable")
    long = difference(
        template='{code} {name}: detail changed: "{old}" → "{new}"',
        field="detail",
        values={"old": old, "new": new},
    )
    kept = "at the moment. It stays so. It …"
    assert f'"The number is not ~~routable~~ **reachable** {kept}"\n' in shown(long)
    assert "is not [-routable-] {+reachable+} at" in shown(long, form="text")
    assert "<del>routable</del> <ins>reachable</ins>" in shown(long, form="html")
    other = long._replace(values={**long.values, "new": "Nothing of that. " * 20})
    assert "~~" not in shown(other)


def test_many_additions_are_a_table_by_range() -> None:
    entries = [
        added(str(code), "a|b", range="Voice" if code % 2 else "Text")
        for code in range(11)
    ]
    made = shown(*entries)
    assert re.findall("^#+ .*", made, re.MULTILINE) == [
        *("### Added", "#### Text", "#### Voice"),
    ]
    assert made.count("| Code | Name | Title |\n| - | - | - |\n") == 2
    assert "| `0` | `A_NAME` | `a\\|b` |\n" in made
    assert "| Code | Title |" in shown(*(item._replace(name="") for item in entries))
    assert "| - |" not in shown(*entries[:10])


def test_a_changelog_that_is_too_long_tells_what_is_left_out() -> None:
    entries = [added(str(code)) for code in range(1000)]
    for form in FORMS:
        whole = render([compared(*entries)], form=form)
        cut = render([compared(*entries)], form=form, limit=3000, where="see FILE")
        assert render([compared(*entries)], form=form, limit=len(whole)) == whole
        if form == "json":
            assert cut == whole
            continue
        assert 2500 < len(cut) <= 3000
        left_out = re.search(r"(\d+) more changes are left out here; see FILE\.", cut)
        assert left_out
        rows = len(re.findall("A_NAME", cut))
        assert rows + int(left_out[1]) == 1000


# --- hostile texts ---------------------------------------------------------------------------


def outline(source: str) -> list[str]:
    """Return the blocks of a Markdown text."""
    return [token.type for token in MARKDOWN.parse(source)]


def everywhere(text: str) -> list[Comparison]:
    """Return comparisons with *text* in every place that catalog text can reach."""
    prose = difference(
        text,
        "{code} {name}: {old} became {new}; {what}",
        name=text,
        values={"old": text, "new": f"x{text}", "what": text},
    )
    acceptance = Acceptance("", "a-rule", text, "accept", text)
    bare = difference(template="{what}", values={"what": text}, bump="major")
    close = difference(template="{what}{code}{what}@{what}", values={"what": text})
    many = difference("", "{count}", codes=(text,) * 20, values={"count": text})
    differences = (prose, bare, many, close, bare._replace(acceptance=acceptance))
    return [compared(*differences), compared(*differences, catalog=text)]


_HARMLESS = {form: render(everywhere("x"), form=form) for form in FORMS}
_AUTOLINK = re.compile(
    r"(?<![A-Za-z0-9_])@[A-Za-z0-9]|#[0-9]|(?<![A-Za-z0-9])gh-[0-9]", re.IGNORECASE
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_markup_in_markdown(text: str) -> None:
    made = render(everywhere(text), form="markdown", against=text)
    blocks = MARKDOWN.parse(made)
    if text.strip():
        assert [block.type for block in blocks] == outline(_HARMLESS["markdown"])
    children = [child for block in blocks for child in block.children or ()]
    assert {child.type for child in children} <= {
        *("text", "text_special", "code_inline"),
        *("strong_open", "strong_close", "s_open", "s_close"),
    }
    for block in blocks:
        runs = re.split("\0", "".join(
            "\0" if child.type == "code_inline" else child.content
            for child in block.children or ()
        ))  # fmt: skip
        assert not any(map(_AUTOLINK.search, runs)), runs
    assert not re.search("errcat:(begin|end) *-->", made)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_every_text_unchanged(text: str) -> None:
    prose = difference(template="{what}", values={"what": f"a {text} b"})
    inline = [token for token in MARKDOWN.parse(shown(prose)) if token.type == "inline"]
    seen = "".join(child.content for child in inline[-1].children or ())
    wanted = re.sub("[\t\n\x0b\x0c\r\x1c-\x1f \x85\u2028\u2029]+", " ", f"a {text} b.")
    assert terminal(seen.replace("\u200b", ""), multiline=True) == terminal(
        wanted.replace("\u200b", "\\u200b"), multiline=True
    )


def laid_out(text: str) -> Comparison:
    """Return changes that are tables, headings of ranges and marked words, all with *text*."""
    long = " ".join([text, *["word"] * 40, text])
    reworded = difference(
        text,
        '{code} {name}: detail changed: "{old}" → "{new}"',
        name=text,
        field="detail",
        values={"old": f"a {long} b {text}", "new": f"{text} c {long} {text} d"},
    )
    cells = [
        added(str(code), text, name=f"{text}x", range=f"{text}{code % 2}")
        for code in range(20)
    ]
    return compared(reworded, *cells)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_markup_in_tables_headings_and_marked_words(text: str) -> None:
    page = [laid_out(text)]
    blocks = MARKDOWN.parse(render(page, form="markdown"))
    harmless = MARKDOWN.parse(render([laid_out("x")], form="markdown"))
    assert [block.type for block in blocks] == [block.type for block in harmless]
    children = [child for block in blocks for child in block.children or ()]
    assert {child.type for child in children} <= {
        *("text", "text_special", "code_inline"),
        *("strong_open", "strong_close", "s_open", "s_close"),
    }
    assert not any(
        _AUTOLINK.search(child.content) for child in children if child.type == "text"
    )
    marks = {"strong_open", "s_open"}
    assert 1 <= sum(child.type in marks for child in children) <= 6
    tags = set(_Tags(render(page, form="html")).tags)
    allowed = {"p", "section", "h3", "h4", "ul", "li", "ins", "del"}
    assert {tag.removeprefix("/") for tag in tags} == allowed
    lines = render(page, form="text").count("\n")
    assert lines == render([laid_out("x")], form="text").count("\n")


class _Tags(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        if tag != "code":  # whether a text is code depends on the text
            self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "code":
            self.tags.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_markup_in_html(text: str) -> None:
    tags = _Tags(render(everywhere(text), form="html", against=text)).tags
    harmless = _Tags(_HARMLESS["html"]).tags
    if not text:  # a catalog without an id has no heading
        harmless = [tag for tag in harmless if "h4" not in tag]
        tags = [tag for tag in tags if "h4" not in tag]
    assert sorted(tags) == sorted(harmless)  # codes that are numbers are sorted first


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_adds_a_line_in_plain_text(text: str) -> None:
    made = render(everywhere(text), form="text", against=text)
    assert made.count("\n") == _HARMLESS["text"].count("\n")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202a-\u202e]", made)


@pytest.mark.parametrize("text", HOSTILE)
def test_json_contains_every_text_unchanged(text: str) -> None:
    messages = [
        item["message"] for item in json.loads(render(everywhere(text), form="json"))
    ]
    wanted = f"{text} {text}: {text} became x{text}; {text}"
    # JSON reads a pair of surrogates as one character
    assert json.loads(json.dumps(wanted)) in messages


@pytest.mark.parametrize("text", [BEGIN, END, f"\n{END}\n", f"`\n{BEGIN}\n`"])
def test_no_text_closes_the_block(text: str) -> None:
    block = render(everywhere(text), form="markdown", against=text)
    document = insert("## [Unreleased]\n\n## 1.0.0\n", block)
    assert insert(document, block) == document
    assert insert(document, "") == f"## [Unreleased]\n\n{BEGIN}\n{END}\n\n## 1.0.0\n"


# --- inserting -------------------------------------------------------------------------------

BLOCK = "### Added\n\n- `1`.\n"
PUT = f"{BEGIN}\n\n{BLOCK}\n{END}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # below the heading, in every spelling of it
        ("## [Unreleased]\n", f"## [Unreleased]\n\n{PUT}"),
        ("## Unreleased\n", f"## Unreleased\n\n{PUT}"),
        ("##  [UNRELEASED] ##\n", f"##  [UNRELEASED] ##\n\n{PUT}"),
        ("## [unreleased] - TBD\n", f"## [unreleased] - TBD\n\n{PUT}"),
        (
            "## [Unreleased](https://a.example/b)\n\n- a\n",
            f"## [Unreleased](https://a.example/b)\n\n{PUT}\n- a\n",
        ),
        # text written by people stays
        ("## [Unreleased]\n- a\n", f"## [Unreleased]\n\n{PUT}\n- a\n"),
        ("# C\n\n## [Unreleased]\n\n- a\n\n## [1.0.0]\n",
         f"# C\n\n## [Unreleased]\n\n{PUT}\n- a\n\n## [1.0.0]\n"),
        # no final newline
        ("## [Unreleased]", f"## [Unreleased]\n\n{PUT[:-1]}"),
        ("# C\n\ntext", f"# C\n\ntext\n\n## [Unreleased]\n\n{PUT[:-1]}"),
        # no heading: above the first version, in the same style
        ("# C\n\n## [1.0.0] - 2020-01-01\n", f"# C\n\n## [Unreleased]\n\n{PUT}\n## [1.0.0] - 2020-01-01\n"),
        ("# C\n## v1.0\n", f"# C\n\n## Unreleased\n\n{PUT}\n## v1.0\n"),
        ("## [1.0.0]\n", f"## [Unreleased]\n\n{PUT}\n## [1.0.0]\n"),
        # no version either: below the text, above the links
        ("# C\n\ntext\n", f"# C\n\ntext\n\n## [Unreleased]\n\n{PUT}"),
        ("# C\n\n[a]: https://a.example\n", f"# C\n\n## [Unreleased]\n\n{PUT}\n[a]: https://a.example\n"),
        # headings inside fences and comments do not count
        ("```\n## [Unreleased]\n```\n\n## 1.0.0\n", f"```\n## [Unreleased]\n```\n\n## Unreleased\n\n{PUT}\n## 1.0.0\n"),
        ("<!--\n## [Unreleased]\n-->\n\n## 1.0.0\n", f"<!--\n## [Unreleased]\n-->\n\n## Unreleased\n\n{PUT}\n## 1.0.0\n"),
        ("~~~~ md\n```\n~~~\n## 1.0.0\n~~~~\n", f"~~~~ md\n```\n~~~\n## 1.0.0\n~~~~\n\n## [Unreleased]\n\n{PUT}"),
        ("- ```yaml\n  a: 1\n  ```\n\n## [Unreleased]\n", f"- ```yaml\n  a: 1\n  ```\n\n## [Unreleased]\n\n{PUT}"),
        # the end of a list item closes its fence
        ("- ```\n## [Unreleased]\n", f"- ```\n## [Unreleased]\n\n{PUT}"),
        ("- a\n\n  ~~~\n  b\n\n## [Unreleased]\n", f"- a\n\n  ~~~\n  b\n\n## [Unreleased]\n\n{PUT}"),
        # markers inside code do not count
        (f"```\n{BEGIN}\n```\n\n## [Unreleased]\n", f"```\n{BEGIN}\n```\n\n## [Unreleased]\n\n{PUT}"),
        (f"Between `{BEGIN}` and `{END}`.\n\n## [Unreleased]\n", f"Between `{BEGIN}` and `{END}`.\n\n## [Unreleased]\n\n{PUT}"),
        # the old block is replaced
        (f"## [Unreleased]\n\na\n{BEGIN}\nold\n```\n{END}\nb\n", f"## [Unreleased]\n\na\n{PUT}b\n"),
        ("## [Unreleased]\n<!--errcat:begin-->\n<!--errcat:end-->", f"## [Unreleased]\n<!--errcat:begin-->\n\n{BLOCK}\n<!--errcat:end-->"),
        # an empty document
        ("", f"{PREAMBLE}## [Unreleased]\n\n{PUT}"),
        ("\ufeff", f"\ufeff{PREAMBLE}## [Unreleased]\n\n{PUT}"),
        ("\ufeff## [1.0.0]\n", f"\ufeff## [Unreleased]\n\n{PUT}\n## [1.0.0]\n"),
        ("\ufeff## [Unreleased]\n", f"\ufeff## [Unreleased]\n\n{PUT}"),
    ],
)  # fmt: skip
def test_the_block_is_inserted_below_unreleased(before: str, after: str) -> None:
    assert insert(before, BLOCK) == after


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_the_block_uses_the_line_ends_around_it(newline: str) -> None:
    for before in (
        "## [Unreleased]\n\n## 1.0.0\n",
        f"## [Unreleased]\n{PUT}",
        "# C\n",
        "\n",
    ):
        wanted = insert(before, BLOCK).replace("\n", newline)
        assert insert(before.replace("\n", newline), BLOCK) == wanted


def test_mixed_line_ends_stay_mixed() -> None:
    before = "# C\n\n## [Unreleased]\r\n\r\n- a\r- b\n"
    put = PUT.replace("\n", "\r\n")
    after = f"# C\n\n## [Unreleased]\r\n\r\n{put}\r\n- a\r- b\n"
    assert insert(before, BLOCK) == after


def test_an_empty_block_adds_nothing() -> None:
    for document in ("", "# C\n", "## [Unreleased]\n"):
        assert insert(document, "") == insert(document, "\n \n") == document


@pytest.mark.parametrize(
    ("document", "line", "reason"),
    [
        (
            f"## [Unreleased]\n{BEGIN}\n\n## 1.0.0\n",
            2,
            "has no matching '<!-- errcat:end -->'",
        ),
        (f"## [Unreleased]\n\n{END}\n", 3, "has no matching '<!-- errcat:begin -->'"),
        (f"## [Unreleased]\n{BEGIN}\n{BEGIN}\n{END}\n{END}\n", 3, "first on line 2"),
        (
            f"## [Unreleased]\n{PUT}{END}\n",
            9,
            "has no matching '<!-- errcat:begin -->'",
        ),
        (f"## [Unreleased]\n{PUT}{PUT}", 9, "first on line 2"),
        (f"## [Unreleased]\n## 1.0.0\n{PUT}", 3, "not below 'Unreleased'"),
        (f"\ufeff{PUT}## [Unreleased]\n", 1, "not below 'Unreleased'"),
        ("## [Unreleased]\n\n## Unreleased\n", 3, "first on line 1"),
        ("# C\n\n```\ncode\n", 3, "is never closed"),
        ("# C\n<!-- a\n\n-- >\n", 2, "is never closed"),
    ],
)
def test_an_ambiguous_document_is_refused(
    document: str, line: int, reason: str
) -> None:
    with pytest.raises(ChangelogUnclear, match=re.escape(reason)) as raised:
        insert(document, BLOCK)
    assert raised.value.line == line
    assert str(raised.value).startswith(f"line {line}: ")


@pytest.mark.parametrize("marker", [BEGIN, END, f"  {END}  "])
def test_a_block_with_a_marker_is_refused(marker: str) -> None:
    with pytest.raises(OptionInvalid, match="line 2"):
        insert("## [Unreleased]\n", f"a\n{marker}\n")


# --- laws for every document -----------------------------------------------------------------

_LINES = [
    *("", "", "", "text", "# Changelog", "## [Unreleased]", "## Unreleased"),
    *("## [2.0.0] - 2026-01-01", "## 1.0.0", "## Other", "### Added", "#hashtag"),
    *("- a", "  - b", "-\ta", "- - a", "-      a", "* * *", "  more", "1. one", "> quote", "    indented", "\ttab", "---"),
    *("```", "````", "~~~", "```yaml", "- ```", "  ```", "   ~~~", "```a`b"),
    *("<!--", "-->", "<!-- one line -->", "a <!-- b", "<pre>", "</pre> x", "<!-->"),
    *("[Unreleased]: https://a.example/compare/v2.0.0...HEAD", "[a]: https://a.example"),
    *("[2.0.0]: https://a.example/compare/v1.0.0...v2.0.0", "## [Unreleased] ##"),
    *("\x0b\x0c \x85\u2028", "| a |", "    ```", "\ufeff"),
]  # fmt: skip
_ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return a document with any line ends; a block, a BOM and the last newline are optional."""
    lines = draw(st.lists(st.sampled_from(_LINES), max_size=14))
    if draw(st.booleans()):
        lines[draw(st.integers(0, len(lines))) :] = [
            "## [Unreleased]",
            *draw(st.sampled_from([[], [""], ["", "mine", BEGIN, "old", END, "mine"]])),
            *draw(st.lists(st.sampled_from(_LINES), max_size=6)),
        ]
    made = "".join(line + draw(_ENDS) for line in lines)
    made = made.rstrip("\r\n") if draw(st.booleans()) else made
    return draw(st.sampled_from(["", "", "\ufeff"])) + made


BLOCKS = st.one_of(
    st.just(BLOCK),
    st.lists(st.sampled_from(_LINES), max_size=5).map("\n".join),
    st.text(st.characters(exclude_categories=["Cs"])),
)
check = settings(max_examples=examples(300), deadline=None, derandomize=True)


def put(document: str, block: str) -> str:
    """Return the document with the block, or skip the example if it is ambiguous."""
    try:
        return insert(document, block)
    except ChangelogUnclear:
        assume(False)
        raise


@check
@given(documents(), BLOCKS)
def test_inserting_twice_changes_nothing(document: str, block: str) -> None:
    once = put(document, block)
    assert insert(once, block) == once


@check
@given(documents(), BLOCKS, BLOCKS)
def test_a_new_block_replaces_the_old_one(document: str, one: str, two: str) -> None:
    assume(two.strip() or not one.strip())
    wanted = put(document, two)
    assert insert(put(document, one), two) == wanted


@check
@given(documents(), BLOCKS)
def test_text_outside_the_markers_is_unchanged(document: str, block: str) -> None:
    made = put(document, block)
    if made.count(BEGIN) == document.count(BEGIN) > 0:
        before, _, after = document.partition(f"{BEGIN}")
        assert made.startswith(before + BEGIN)
        assert made.endswith(END + after.partition(END)[2])
        return
    at = len(document)
    while not made.startswith(document[:at]):
        at -= 1
    assert made.endswith(document[at:])
    assert len(made) >= len(document)


@check
@given(documents())
@example("- ```\n## [Unreleased]\n")
@example("- a\n  ```\n## [Unreleased]\n")
@example("  ```\n## [Unreleased]\n  ```\n")
@example("- a\ntext\n  ```\n```\n")
@example("- a\n  - b\n  ```\n```\n")
def test_a_markdown_parser_finds_the_block_below_unreleased(document: str) -> None:
    """Markdown-it and errcat agree on which lines are headings, fences and comments."""
    tokens = MARKDOWN.parse(put(document, BLOCK).removeprefix("\ufeff"))
    titles: list[str] = []
    seen: list[str] = []
    for token, after in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.tag < "h3":
            titles.append(after.content)
        if token.type == "html_block" and token.level == 0:
            mark = token.content.strip()
            seen += [mark, titles[-1].lower()] if mark == BEGIN else []
    assert len(seen) == 2
    assert seen[1].startswith(("[unreleased]", "unreleased"))


# --- releasing -------------------------------------------------------------------------------

HEAD = "[unreleased]: https://a.example/compare/v1.0.0...HEAD\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # markers are removed, text written by people stays
        (f"## [Unreleased]\n\n{PUT}\n## [1.0.0]\n", f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\n{BLOCK}\n## [1.0.0]\n"),
        (f"## Unreleased\n\na\n\n{PUT}\nb\n", f"## Unreleased\n\n## 2.0.0 - {DAY}\n\na\n\n{BLOCK}\nb\n"),
        (f"## Unreleased\na\n{PUT}b\n", f"## Unreleased\n\n## 2.0.0 - {DAY}\na\n\n{BLOCK}\nb\n"),
        ("## [unreleased] - soon\n\na", f"## [unreleased]\n\n## [2.0.0] - {DAY}\n\na"),
        ("## [Unreleased]", f"## [Unreleased]\n\n## [2.0.0] - {DAY}"),
        (f"## [Unreleased]\n\n{PUT}", f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\n{BLOCK}"),
        (f"## [Unreleased]\n\n{BEGIN}\n{END}\n\n## [1.0.0]\n", f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\n## [1.0.0]\n"),
        # links are updated
        (f"## [Unreleased]\n\n- a\n\n{HEAD}[1.0.0]: https://a.example/1\n",
         (f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\n- a\n\n"
         "[unreleased]: https://a.example/compare/v2.0.0...HEAD\n"
         "[2.0.0]: https://a.example/compare/v1.0.0...v2.0.0\n[1.0.0]: https://a.example/1\n")),
        ("## [Unreleased]\n\n[Unreleased]: <https://a.example/-/compare/a/1.0.0-rc.1..HEAD>",
         (f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\n"
         "[Unreleased]: <https://a.example/-/compare/a/2.0.0..HEAD>\n"
         "[2.0.0]: https://a.example/-/compare/a/1.0.0-rc.1..a/2.0.0")),
        ("## [Unreleased](https://a.example/compare/0a1b2c...HEAD)\n",
         ("## [Unreleased](https://a.example/compare/v2.0.0...HEAD)\n\n"
         f"## [2.0.0](https://a.example/compare/0a1b2c...v2.0.0) - {DAY}\n")),
        # the first of two definitions counts, as in Markdown
        (f"## [Unreleased]\n\n{HEAD}[Unreleased]: https://b.example\n",
         (f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\n{HEAD.replace('v1', 'v2')}"
         "[2.0.0]: https://a.example/compare/v1.0.0...v2.0.0\n[Unreleased]: https://b.example\n")),
        # except links that compare nothing
        ("## [Unreleased]\n\n[unreleased]: https://a.example/commits\n",
         f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\n[unreleased]: https://a.example/commits\n"),
        ("## [Unreleased][x]\n\n- a\n", f"## [Unreleased][x]\n\n## [2.0.0] - {DAY}\n\n- a\n"),
    ],
)  # fmt: skip
def test_unreleased_changes_move_below_the_version(before: str, after: str) -> None:
    assert release(before, "2.0.0", DAY) == after


URL = "https://a.example/compare/x...y"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## [Unreleased]\n\na\n", f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\na\n\n[2.0.0]: {URL}\n"),
        ("## [Unreleased]\n\na", f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\na\n\n[2.0.0]: {URL}"),
        (f"## [Unreleased]\n\n{HEAD}", f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\n{HEAD.replace('v1', 'v2')}[2.0.0]: {URL}\n"),
        ("## [Unreleased]\n\n[a]: https://b\n[1.0.0]: https://c\n",
         f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\n[a]: https://b\n[2.0.0]: {URL}\n[1.0.0]: https://c\n"),
        ("## [Unreleased]\n\n[a]: https://b", f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\n[a]: https://b\n[2.0.0]: {URL}"),
        ("## [Unreleased](https://b)\n", f"## [Unreleased](https://b)\n\n## [2.0.0]({URL}) - {DAY}\n"),
        ("## Unreleased\n", f"## Unreleased\n\n## 2.0.0 - {DAY}\n"),
        (f"## [Unreleased]\n\n[2.0.0]: {URL}/z\n", f"## [Unreleased]\n\n## [2.0.0] - {DAY}\n\n[2.0.0]: {URL}/z\n"),
    ],
)  # fmt: skip
def test_a_release_links_to_the_given_url(before: str, after: str) -> None:
    assert release(before, "2.0.0", DAY, URL) == after


def test_a_release_keeps_line_ends() -> None:
    before = f"\ufeff## [Unreleased]\n\n{PUT}\n{HEAD}"
    wanted = release(before, "2.0.0", DAY).replace("\n", "\r\n")
    assert release(before.replace("\n", "\r\n"), "2.0.0", DAY) == wanted


def test_a_release_can_be_repeated() -> None:
    document = f"# C\n\n## [Unreleased]\n\n{PUT}\n{HEAD}"
    once = release(document, "2.0.0", DAY)
    assert release(once, "2.0.0", DAY) == once
    assert release(insert(once, BLOCK), "2.0.0", "2027-03-02") == once
    assert release("## [2.0.0]\n", "2.0.0", DAY) == "## [2.0.0]\n"


def test_a_released_version_gets_no_other_changes() -> None:
    document = release(f"## [Unreleased]\n\n{PUT}", "2.0.0", DAY)
    with pytest.raises(ChangelogUnclear, match=r"line 1: 2\.0\.0 below does not list"):
        release(insert(document, "### Removed\n"), "2.0.0", DAY)


def test_no_link_is_added_inside_a_fence() -> None:
    document = "## [Unreleased]\n\n```\ncode\n"
    assert "[2.0.0]:" not in release(document, "2.0.0", DAY)
    with pytest.raises(ChangelogUnclear, match=r"line 5: .* is never closed"):
        release(document, "2.0.0", DAY, URL)


def test_a_release_needs_an_unreleased_heading() -> None:
    with pytest.raises(ChangelogUnclear, match="heading to release"):
        release("# C\n\n## [1.0.0]\n", "2.0.0", DAY)


@pytest.mark.parametrize(
    ("version", "date", "link"),
    [
        ("", DAY, None),
        ("2.0.0] x", DAY, None),
        ("2.0.0", "", None),
        ("2.0.0", "1.3.2027", None),
        ("2.0.0", DAY, "javascript:alert(1)"),
        ("2.0.0", DAY, "mailto:a@b.example"),
    ],
)
def test_an_invalid_version_date_or_url_is_refused(
    version: str, date: str, link: str | None
) -> None:
    with pytest.raises(OptionInvalid):
        release("## [Unreleased]\n", version, date, link)


def test_a_url_cannot_break_out_of_its_link() -> None:
    link = "https://a.example/(x y>\n## [9.9.9]"
    for document in ("## [Unreleased]\n", "## [Unreleased](https://b.example)\n"):
        tokens = MARKDOWN.parse(release(document, "2.0.0", DAY, link))
        assert [token.type for token in tokens] == [
            *("heading_open", "inline", "heading_close") * 2,
        ]
        kinds = [token.type for token in tokens[4].children or ()]
        assert kinds[:1] == ["link_open"]


def released(document: str, version: str) -> str:
    """Return the document with a release, or skip the example if it is ambiguous."""
    try:
        return release(document, version, DAY, URL)
    except ChangelogUnclear:
        assume(False)
        raise


# Once the marker between them is gone, indented lines belong to the list before them.
FLUSH = documents().filter(lambda text: not re.search(r"[\r\n] +[`~]", text))


@check
@given(FLUSH, st.sampled_from([BLOCK, "- a\n\n```\ncode\n```"]))
def test_releasing_again_changes_nothing(document: str, block: str) -> None:
    once = released(put(document, block), "3.0.0")
    assert release(insert(once, block), "3.0.0", DAY, URL) == once


def _without_links(document: str) -> list[str]:
    lines = re.split("\r\n|\r|\n", document.removeprefix("\ufeff"))
    skipped = re.compile(
        r"(## \[?unreleased|\[unreleased\]:|<!-- errcat:)", re.IGNORECASE
    )
    return [line for line in lines if line.strip() and not skipped.match(line)]


@check
@given(documents())
def test_a_release_loses_no_line(document: str) -> None:
    before = _without_links(document)
    after = iter(_without_links(released(document, "3.0.0")))
    assert all(line in after for line in before)


@check
@given(FLUSH)
def test_the_next_block_does_not_change_a_release(document: str) -> None:
    once = released(put(document, BLOCK), "3.0.0")
    again = insert(once, "### Removed\n")
    assert again.count(BEGIN) == once.count(BEGIN) + 1
    heading = re.search(r"## \[?3\.0\.0", once)
    assert heading is not None
    assert again.endswith(once[heading.start() :])


def test_a_first_release_without_a_document(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    old = load_text(tmp_path / "a", catalog_text([], version="0.1.0"))
    new = load_text(tmp_path / "b", catalog_text([entry("1")], version="1.0.0"))
    sides = [judged(old, new)]
    made = insert("", render(sides, form="markdown"))
    assert release(made, "1.0.0", DAY) == (
        f"{PREAMBLE}## [Unreleased]\n\n## [1.0.0] - {DAY}\n\n"
        "1 entry added. Compared with 0.1.0.\n\n### Added\n\n"
        '- `1` `ERROR_1` was added: "Title of 1".\n'
    )


def test_the_example_in_the_docs_is_what_errcat_writes() -> None:
    page = (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")
    document, links = re.findall(r"```markdown\n(.*?)```", page, re.DOTALL)
    block = document.partition(BEGIN)[2].partition(END)[0]
    assert insert(document, block) == document
    made = release(document, "3.0.0", "2026-09-15")
    assert made.endswith(links)
    assert "## [3.0.0] - 2026-09-15\n\n- The pages of all" in made
    assert BEGIN not in made
