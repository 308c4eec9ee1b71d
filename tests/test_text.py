"""Whatever a catalog says, it stays text in every place it is written to."""

from __future__ import annotations

import ast
import csv
import doctest
import io
import json
import re
import subprocess
import tokenize
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import quote, unquote

import black
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from errcat import text
from errcat.text import BULLETS, CODE, LINK, TEXT, Block, Piece
from tests.hostile import HOSTILE
from tests.support import examples

ANY = st.characters(exclude_categories=())
NASTY = st.sampled_from(
    "\"'\\`*_[](){}<>&|~#$%@!=+-:;,.?/^0 1aZ\n\r\t\x00\x1b\x7f\x85\xa0\xad\xe9\u4e2d"
    "\u0301\u061c\u200b\u200d\u2028\u202e\u2066\ud800\udc00\ufeff\uffff\U0001f600\U000e0041"
)
TEXTS = st.one_of(st.text(ANY), st.text(NASTY), st.sampled_from(HOSTILE))

Test = Callable[..., None]
Encoder = Callable[[str], str]

LINE_OF_SOURCE: dict[str, Encoder] = {
    "python_literal": text.python_literal,
    "python_comment": text.python_comment,
    "ts_literal": text.ts_literal,
    "js_key": text.js_key,
    "ts_comment": text.ts_comment,
    "json_literal": text.json_literal,
    "json_in_html": text.json_in_html,
    "yaml_scalar": text.yaml_scalar,
    "go_literal": text.go_literal,
    "java_literal": text.java_literal,
    "csharp_literal": text.csharp_literal,
    "kotlin_literal": text.kotlin_literal,
    "swift_literal": text.swift_literal,
    "rust_literal": text.rust_literal,
    "ruby_literal": text.ruby_literal,
    "php_literal": text.php_literal,
    "toml_literal": text.toml_literal,
    "properties_value": text.properties_value,
    "properties_key": text.properties_key,
    "comment_line": text.comment_line,
    "comment_line, XML": lambda s: text.comment_line(s, xml_rules=True),
    "url": text.url,
}
SOURCE: dict[str, Encoder] = {
    **LINE_OF_SOURCE,
    "python_wrapped": lambda s: "\n".join(text.python_wrapped(s, 8)),
    "python_docstring": lambda s: text.python_docstring(s, 4),
    "rst": text.rst,
    "jsdoc": lambda s: "\n".join(text.jsdoc(s, 2)),
    "yaml_block": lambda s: text.yaml_block(s, 2),
}
ONE_LINE: dict[str, Encoder] = {
    **LINE_OF_SOURCE,
    "markdown": text.markdown,
    "markdown_cell": text.markdown_cell,
    "markdown_code": text.markdown_code,
    "markdown_attribute": text.markdown_attribute,
    "javadoc": text.javadoc,
    "mdx": text.mdx,
    "markdown_line": text.markdown_line,
    "plain": text.plain,
    "fragment": text.fragment,
    "terminal": text.terminal,
    "github_data": text.github_data,
    "github_property": text.github_property,
}
EVERY: dict[str, Encoder] = {
    **SOURCE,
    **ONE_LINE,
    "html": text.html,
    "xml": text.xml,
    "shell_literal": text.shell_literal,
    "sql_literal": text.sql_literal,
    "mysql_literal": text.mysql_literal,
    "csv_cell": text.csv_cell,
    "terminal, multiline": lambda s: text.terminal(s, multiline=True),
    "markdown_link": lambda s: text.markdown_link(s, f"https://{s}"),
    "markdown_text": text.markdown_text,
}


def check(test: Test) -> Test:
    """Give a law about a text 300 made-up ones, the same in every run, and the hostile ones."""
    for each in HOSTILE:
        test = example(each)(test)
    return settings(max_examples=examples(300), deadline=None, derandomize=True)(
        given(TEXTS)(test)
    )


def check_together(test: Test) -> Test:
    """Give a law about many texts at once a few long lists, for what is slow to start."""
    test = example(list(HOSTILE))(test)
    lists = st.lists(TEXTS, min_size=40, max_size=120)
    return settings(max_examples=6, deadline=None, derandomize=True)(given(lists)(test))


def visible(s: str, keep: str = "") -> str:
    """Show what cannot be printed as repr does."""
    return "".join(
        char if char.isprintable() or char in keep else repr(char)[1:-1] for char in s
    )


def utf16(s: str) -> bytes:
    """Return what JavaScript and JSON can tell apart of a text."""
    return s.encode("utf-16-le", "surrogatepass")


# --- every sink -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ONE_LINE)
def test_a_line_stays_one_line_that_can_be_written(name: str) -> None:
    @check
    def law(s: str) -> None:
        encoded = ONE_LINE[name](s)
        assert len(encoded.splitlines()) <= 1
        encoded.encode()

    law()


@pytest.mark.parametrize("name", EVERY)
def test_every_encoded_text_can_be_written(name: str) -> None:
    @check
    def law(s: str) -> None:
        EVERY[name](s).encode()

    law()


@pytest.mark.parametrize("name", SOURCE)
def test_source_code_shows_every_character_it_holds(name: str) -> None:
    """Trojan Source (CVE-2021-42574) needs characters that reviewers do not see."""

    @check
    def law(s: str) -> None:
        assert SOURCE[name](s).replace("\n", "").isprintable()

    law()


# --- Python -----------------------------------------------------------------------------------


@check
def test_a_python_literal_is_the_text_again(s: str) -> None:
    assert ast.literal_eval(text.python_literal(s)) == s
    assert ast.literal_eval(text.python_literal(s, "'")) == s
    assert ast.literal_eval(text.python_literal(s, '"')) == s


def test_a_quote_is_honoured() -> None:
    assert text.python_literal("a", "'") == "'a'"


@check_together
def test_black_leaves_literals_alone(samples: list[str]) -> None:
    source = "".join(f"x = {text.python_literal(each)}\n" for each in samples)
    assert black.format_str(source, mode=black.Mode()) == source


@check
def test_wrapped_pieces_join_to_the_text_and_fit(s: str) -> None:
    pieces = text.python_wrapped(s, 12, 50)
    assert "".join(map(ast.literal_eval, pieces)) == s
    assert all(12 + text.columns(piece) <= 50 for piece in pieces)


@check
def test_wrapped_pieces_end_at_words(s: str) -> None:
    pieces = [ast.literal_eval(each) for each in text.python_wrapped(s, 0, 40)]
    for piece, following in pairwise(pieces):
        word = re.findall(r"[^ \n]*$", piece)[0] + re.findall(r"^[^ \n]*", following)[0]
        cut = piece[-1] not in " \n" and following[0] not in " \n"
        assert not cut or text.columns(text.python_literal(word)) > 40


def test_what_fits_is_one_piece() -> None:
    assert text.python_wrapped("a\nb c", 4) == ['"a\\nb c"']


def test_wide_characters_count_twice() -> None:
    assert text.columns("a\u4e2d") == 3
    assert [len(each) - 2 for each in text.python_wrapped("\u4e2d" * 30, 0, 22)] == [
        10,
        10,
        10,
    ]


def _class_of(samples: Iterable[str]) -> str:
    bodies = [
        f"    X{at} = {at}\n    {text.python_docstring(each, 4)}\n"
        for at, each in enumerate(samples)
    ]
    return "class Codes:\n" + "\n".join(bodies)


def _docstrings(source: str) -> list[str]:
    body = ast.parse(source).body
    assert len(body) == 1
    assert isinstance(body[0], ast.ClassDef)
    pairs = list(zip(body[0].body[::2], body[0].body[1::2], strict=True))
    assert all(isinstance(assigned, ast.Assign) for assigned, _ in pairs)
    return [ast.literal_eval(ast.unparse(said)) for _, said in pairs]


@check_together
def test_black_leaves_docstrings_alone(samples: list[str]) -> None:
    source = _class_of(samples)
    assert black.format_str(source, mode=black.Mode()) == source


@check
def test_a_docstring_says_the_text(s: str) -> None:
    said = _docstrings(_class_of([s]))[0].replace(">> >", ">>>").replace(">> >", ">>>")
    expected = " ".join(
        visible(" ".join((f"- {item}" if kind == BULLETS else item).split()))
        for kind, items in text.paragraphs(s)
        for item in items
    )
    assert " ".join(said.split()).replace(">> >", ">>>") == expected


@check
def test_a_docstring_is_laid_out_in_its_width(s: str) -> None:
    lines = f"    {text.python_docstring(s, 4, 60)}".split("\n")
    for line in lines:
        words = line.strip().removeprefix('"""').removeprefix("- ").split(" ")
        assert text.columns(line) <= 60 or len(words) == 1
        assert line == line.rstrip()


@check
def test_doctest_finds_nothing_to_run(s: str) -> None:
    said = _docstrings(_class_of([s]))[0]
    assert doctest.DocTestParser().get_examples(said) == []


def test_a_docstring_keeps_paragraphs_and_bullets() -> None:
    s = "Title.\n\nCauses:\n- " + "one " * 9 + "\n- two\n\nThe end."
    assert text.python_docstring(s, 2, 30).split("\n") == [
        '"""Title.',
        "",
        "  Causes:",
        "",
        "  - one one one one one one",
        "    one one one",
        "  - two",
        "",
        "  The end.",
        '  """',
    ]


@check
def test_a_python_comment_is_nothing_but_a_comment(s: str) -> None:
    line = f"# {text.python_comment(s)}\n"
    source = f"{line}{line}x = 1\n"
    tree = ast.parse(source, type_comments=True)
    assert len(tree.body) == 1
    assert tree.type_ignores == []
    assert tokenize.detect_encoding(io.BytesIO(source.encode()).readline)[0] == "utf-8"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("plain words: fine", "plain words: fine"),
        ("encoding: utf-7", "encoding_: utf-7"),
        ("type: ignore", "type_: ignore"),
        ("content type: text", "content type: text"),
        ("a # noqa", "a # no_qa"),
        ("NoQA", "No_QA"),
        ("pragma no cover", "prag_ma no cover"),
        ("fmt: off", "fmt_: off"),
        ("isort:skip_file", "isort_:skip_file"),
        ("-*- mode -*-", "-_*- mode -_*-"),
        ("a vim: set x", "a vim_: set x"),
        ("a\r\nb\u2028c", "a b c"),
    ],
)
def test_directives_are_parted_in_python_comments(said: str, written: str) -> None:
    assert text.python_comment(said) == written


@check_together
def test_no_comment_switches_black_off(samples: list[str]) -> None:
    comments = filter(None, map(text.python_comment, samples))
    source = "".join(f"# {each}\nx   =  1\n" for each in comments)
    assert "x   =" not in black.format_str(source, mode=black.Mode())


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("9, *, or #.", r"9, \*, or #."),
        ("terminating_digit", "terminating_digit"),
        ("a reference_ and |this|", r"a reference\_ and \|this\|"),
        ("Pass `to.number`, please", "Pass ``to.number``, please"),
        ("x`role`", r"x\`role\`"),
        ("Returns:", r"Returns\:"),
        ("code::", r"code:\:"),
        (".. include:: x", r"\.. include:\: x"),
        ("1. one", r"\1. one"),
        ("Done. Yes", "Done. Yes"),
        ("a ---- b", r"a \---- b"),
        ("- one\n- :two:\n\nthree", "- one\n- \\:two\\:\n\nthree"),
        ("\\", r"\\"),
    ],
)
def test_restructured_text_reads_as_the_text(said: str, written: str) -> None:
    assert text.rst(said) == written


# --- TypeScript, JSON, YAML -------------------------------------------------------------------

_NODE = """
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
const out = {literals: [], keys: [], ran: 0};
const run = (source) => new Function("out", '"use strict";' + source)(out);
for (const each of given.literals) run("out.literals.push(" + each + ")");
for (const each of given.keys) run("out.keys.push(...Object.keys({" + each + ": 1}))");
for (const each of given.comments) run(each + "\\nout.ran += 1;");
process.stdout.write(JSON.stringify(out));
"""


def node(**given: list[str]) -> dict[str, Any]:
    """Return what one run of Node makes of the literals, keys and comments given."""
    done = subprocess.run(
        ["node", "-e", _NODE],
        input=json.dumps({"literals": [], "keys": [], "comments": [], **given}),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return dict[str, Any](json.loads(done.stdout))


@check_together
@pytest.mark.tools
def test_a_typescript_literal_is_the_text_again(samples: list[str]) -> None:
    read = node(literals=list(map(text.ts_literal, samples)))["literals"]
    assert list(map(utf16, read)) == list(map(utf16, samples))


@check_together
@pytest.mark.tools
def test_a_key_is_a_property_of_that_name(samples: list[str]) -> None:
    read = node(keys=list(map(text.js_key, samples)))["keys"]
    assert list(map(utf16, read)) == list(map(utf16, samples))


@check_together
@pytest.mark.tools
def test_typescript_comments_are_nothing_but_comments(samples: list[str]) -> None:
    lines = [f"// {text.ts_comment(each)}" for each in samples]
    blocks = [
        "/**\n" + "".join(f" * {line}\n" for line in text.jsdoc(each, 0)) + " */"
        for each in samples
    ]
    short = [f"/** {' '.join(text.jsdoc(each, 0))} */" for each in samples]
    comments = [*lines, *blocks, *short]
    assert node(comments=comments)["ran"] == len(comments)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("plain", '"plain"'),
        ("it's", '"it\'s"'),
        ('"a"', "'\"a\"'"),
        ("\x1b\u202e\U000e0041", r'"\u001b\u202e\udb40\udc41"'),
    ],
)
def test_prettier_would_choose_the_same_quotes(said: str, written: str) -> None:
    assert text.ts_literal(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("CARD_DECLINED", "CARD_DECLINED"),
        ("class", "class"),
        ("$a", "$a"),
        ("10001", '"10001"'),
        ("a-b", '"a-b"'),
        ("a\n", '"a\\n"'),
        ("", '""'),
        ("__proto__", '["__proto__"]'),
    ],
)
def test_a_key_is_quoted_where_it_must_be(said: str, written: str) -> None:
    assert text.js_key(said) == written


@check
def test_no_tag_and_no_end_of_comment_is_left_in_jsdoc(s: str) -> None:
    for line in text.jsdoc(s, 2):
        assert "*/" not in line
        assert not re.search(r"(?<![\w\\])@|(?<!\\)<[A-Za-z/!?]", line)


def test_jsdoc_is_wrapped_and_keeps_bullets() -> None:
    assert text.jsdoc("See @x, a@b.com.\n\n- " + "word " * 6, 2, 25) == [
        r"See \@x, a@b.com.",
        "",
        "- word word word",
        "  word word word",
    ]


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("@ts-ignore", r"\@ts-ignore"),
        ("eslint-disable-next-line", "es_lint-disable-next-line"),
        ("prettier-ignore", "prettier_-ignore"),
        ("//# sourceMappingURL=x", "//# source_MappingURL=x"),
        ("#__PURE__", "#___PURE__"),
        ("mail a@b.com", "mail a@b.com"),
    ],
)
def test_directives_are_parted_in_typescript_comments(said: str, written: str) -> None:
    assert text.ts_comment(said) == written


@check
def test_json_is_the_text_again(s: str) -> None:
    assert utf16(json.loads(text.json_literal(s))) == utf16(s)
    assert utf16(json.loads(text.json_in_html(s))) == utf16(s)


@check
def test_json_in_html_cannot_end_its_element(s: str) -> None:
    assert not set(text.json_in_html(s)) & set("<>&")


@check
def test_a_yaml_scalar_is_the_text_again(s: str) -> None:
    assert yaml.safe_load(text.yaml_scalar(s)) == s
    assert yaml.safe_load(f"{{a: {text.yaml_scalar(s)}, b: 1}}") == {"a": s, "b": 1}


@check
def test_libyaml_reads_the_same(s: str) -> None:
    s = re.sub("[\ud800-\udfff]", "", s)
    assert yaml.load(text.yaml_scalar(s), Loader=yaml.CSafeLoader) == s


@check
def test_a_yaml_block_is_the_text_again(s: str) -> None:
    document = f"a:\n  b: {text.yaml_block(s, 4)}\n  c: 1\n"
    assert yaml.safe_load(document) == {"a": {"b": s, "c": 1}}


def test_clean_lines_make_a_block() -> None:
    assert text.yaml_block("a\n\n- b", 2) == "|-\n  a\n\n  - b"
    assert text.yaml_block("a\n b", 2) == '"a\\n b"'
    assert text.yaml_block("a", 2) == '"a"'
    assert text.yaml_block("a\nb", 0) == '"a\\nb"'


# --- other programming languages --------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said", "written"),
    [
        ("go_literal", 'a"\\\u2028\ud800', r'"a\"\\\u2028\\ud800"'),
        ("java_literal", "\\u000a\n\x1b", r'"\\u000a\n\u001b"'),
        ("csharp_literal", "\u2028\U000e0041", r'"\u2028\udb40\udc41"'),
        ("kotlin_literal", "$x ${y} \\$", r'"\$x \${y} \\\$"'),
        ("swift_literal", "\\(x) \u2028", r'"\\(x) \u{2028}"'),
        ("rust_literal", "a\u2028\ud800\x00", r'"a\u{2028}\\ud800\u{0}"'),
        ("ruby_literal", "#{x} #$y #@z # #a", r'"\#{x} \#$y \#@z # #a"'),
        ("ruby_literal", "\\#{x}", r'"\\\#{x}"'),
        ("php_literal", "{$x} it's \\", r"'{$x} it\'s \\'"),
        ("php_literal", '"{$x}\n', r'"\"{\$x}\n"'),
        ("shell_literal", "it's $(x)\n\x1b", "'it'\\''s $(x)\n\\x1b'"),
        ("sql_literal", "it's \\ \x00", r"'it''s \ \x00'"),
        ("mysql_literal", "\\' \x00", r"'\\'' \\x00'"),
        ("toml_literal", "\x7f\U000e0041", r'"\u007f\U000e0041"'),
        ("properties_value", " a: b=c#!\n\xe9", r"\ a\: b\=c\#\!\n\u00e9"),
        ("properties_key", " a b", r"\ a\ b"),
        (
            "javadoc",
            "{@code x}\n*/ \\u000a",
            "&#123;&#64;code x&#125; &#42;/ &#92;u000a",
        ),
        ("markdown_attribute", "a|\n`b`_\xe9", "a&#124;&#10;&#96;b&#96;&#95;\xe9"),
        ("comment_line", "a */ --x --> </script>", "a *_/ --x --_> <_/script>"),
    ],
)
def test_every_language_has_its_escapes(name: str, said: str, written: str) -> None:
    assert EVERY[name](said) == written


def test_xml_comments_hold_no_double_hyphen() -> None:
    assert text.comment_line("--a---b-", xml_rules=True).find("--") == -1


# --- Markdown ---------------------------------------------------------------------------------

_MARKDOWN = MarkdownIt("commonmark", {"linkify": True}).enable(
    ["table", "strikethrough", "linkify"]
)


def parsed(source: str) -> tuple[list[str], list[str], str]:
    """Return the types of block tokens, of inline tokens, and the text that a reader sees."""
    blocks = _MARKDOWN.parse(source)
    inline = [child for block in blocks for child in block.children or ()]
    seen = "".join(child.content for child in inline).replace("\u200b", "")
    kinds = sorted({child.type for child in inline} - {"text", "text_special"})
    return [block.type for block in blocks], kinds, seen


def read_by_people(s: str) -> str:
    """Return a text as a line of a document shows it."""
    line = re.sub("[\t\n\x0b\x0c\r\x1c-\x1f \x85\u2028\u2029]+", " ", s).strip()
    return text.terminal(line, multiline=True)


def shown(seen: str) -> str:
    """Return what a document says with its joiners and marks spelled out, to compare it."""
    return text.terminal(seen, multiline=True)


_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]


@check
def test_markdown_reads_as_the_text_and_is_no_markup(s: str) -> None:
    line = text.markdown(s)
    if not line:
        return
    for before, blocks in (
        ("", _PARAGRAPH),
        ("a paragraph\n\n", _PARAGRAPH * 2),
        ("- ", ["bullet_list_open", "list_item_open", *_PARAGRAPH]),
        ("## ", ["heading_open", "inline", "heading_close"]),
    ):
        found, kinds, seen = parsed(before + line)
        assert found[: len(blocks)] == blocks
        assert (
            len([each for each in found if each == "inline"])
            == before.count("\n\n") + 1
        )
        assert kinds == []
        assert shown(seen.removeprefix("a paragraph")) == read_by_people(s)


@check
def test_a_markdown_line_does_not_change_the_line_before(s: str) -> None:
    found, kinds, seen = parsed(f"| a paragraph |\n{text.markdown(s)}")
    assert found == _PARAGRAPH
    assert kinds in ([], ["softbreak"])
    assert seen.startswith("| a paragraph |")


@check
def test_a_cell_stays_one_cell(s: str) -> None:
    row = f"| a | {text.markdown_cell(s)} | c |"
    found, kinds, seen = parsed(f"| x | y | z |\n| - | - | - |\n{row}\n")
    assert found.count("td_open") == 3
    assert found.count("tr_open") == 2
    assert kinds == []
    assert shown(seen.removeprefix("xyza").removesuffix("c")) == read_by_people(s)


@check
def test_a_code_span_is_one_span(s: str) -> None:
    span = text.markdown_code(s)
    _, kinds, seen = parsed(f"a {span} b")
    assert kinds == (["code_inline"] if span else [])
    assert not span or shown(seen[2:-2]) == read_by_people(s)


@check
def test_a_code_span_stays_in_its_cell(s: str) -> None:
    row = f"| a | {text.markdown_code(s, cell=True)} |"
    found, kinds, seen = parsed(f"| x | y |\n| - | - |\n{row}\n")
    assert found.count("td_open") == 2
    assert kinds in (["code_inline"], [])
    # in a table, a backslash before a pipe cannot be written: it is taken for its escape
    assert shown(seen[3:]).replace("\\|", "|") == read_by_people(s).replace("\\|", "|")


@check
def test_a_link_leads_where_it_says(s: str) -> None:
    target = f"https://example.com/{s}"
    tokens = _MARKDOWN.parse(text.markdown_link(f"x{s}", target))[1].children or []
    assert [each.type for each in tokens if each.type.startswith("link")] == [
        "link_open",
        "link_close",
    ]
    assert tokens[0].attrs["href"] == _MARKDOWN.normalizeLink(text.url(target))


def test_a_link_that_leads_astray_is_text() -> None:
    assert text.markdown_link("[x]", "javascript:alert(1)") == r"\[x\]"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Invalid value for terminating_digit", "Invalid value for terminating_digit"),
        ("AT&T 10DLC: 1.5 or more", "AT&amp;T 10DLC: 1.5 or more"),
        (
            "@user #12 GH-12",
            "@&#8203;user #&#8203;12 GH-&#8203;12",
        ),
        ("https://example.com", r"https:/\/example\.com"),
        ("12. x", r"12\. x"),
        ("{{ x }}", "&#123;{ x }}"),
        ("{param}", "{param}"),
    ],
)
def test_markdown_is_as_plain_as_can_be(said: str, written: str) -> None:
    assert text.markdown(said) == written


@check
def test_mdx_has_no_expression_and_no_import(s: str) -> None:
    line = text.mdx(s)
    assert not set(line) & set("{}<>")
    assert not line.startswith(("import", "export"))
    assert parsed(line)[2] == parsed(text.markdown(s))[2]


def told(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pieces of a line with neighbours joined, and no white space at their ends."""
    joined: list[tuple[str, str]] = []
    for kind, said in found:
        words = kind == TEXT or (kind == CODE and not text.plain(said))
        if joined and words and joined[-1][0] == TEXT:
            joined[-1] = (TEXT, joined[-1][1] + said)
        else:
            joined.append((TEXT if words else kind, said))
    clean = [(kind, shown(text.plain(said))) for kind, said in joined]
    return [(kind, said) for kind, said in clean if said]


def rendered(source: str) -> list[list[tuple[str, str]]]:
    """Return the pieces of each line that a reader of Markdown sees; nothing else is in it."""
    lines: list[list[tuple[str, str]]] = []
    for block in _MARKDOWN.parse(source):
        if block.children is None:
            continue
        kind, href, pieces = TEXT, "", list[tuple[str, str]]()
        for each in block.children:
            if each.type == "link_open":
                kind = LINK
                href = str(each.attrs["href"])
                pieces.append((LINK, ""))
            elif each.type == "link_close":
                kind = TEXT
                wanted = text.url(pieces[-1][1])
                assert href == _MARKDOWN.normalizeLink(wanted)
            elif each.type == "code_inline":
                pieces.append((CODE, each.content))
            else:
                assert each.type in ("text", "text_special")
                said = each.content.replace("\u200b", "")
                if kind == LINK:
                    pieces[-1] = (LINK, pieces[-1][1] + said)
                else:
                    pieces.append((kind, said))
        lines.append(told(pieces))
    return lines


@pytest.mark.parametrize("braces", [False, True])
def test_a_line_of_markdown_keeps_code_and_links_and_has_no_other_markup(
    *, braces: bool
) -> None:
    @check
    def law(s: str) -> None:
        wanted = told(text.spans(text.plain(s)))
        line = text.markdown_line(s, braces=braces)
        for before in ("", "- ", "a\n\n"):
            assert rendered(before + line)[-1:] == [wanted] or not wanted
        cell = text.markdown_line(s, cell=True, braces=braces)
        found = rendered(f"| x | y |\n| - | - |\n| {cell} | z |\n")
        assert len(found) == 4
        assert without_pipes(found[2]) == without_pipes(wanted)
        if braces:
            bare = re.sub("(`+).+?(?<!`)\\1(?!`)", "", line)
            assert "<" not in bare
            assert not re.match("(import|export)\\b", line)

    law()


def without_pipes(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return *pieces* but for backslashes before pipes, which code in a table cannot have."""
    return [(kind, said.replace("\\|", "|")) for kind, said in pieces]


@pytest.mark.parametrize("braces", [False, True])
def test_a_text_of_markdown_has_its_paragraphs_and_bullets(*, braces: bool) -> None:
    @check
    def law(s: str) -> None:
        source = text.markdown_text(s, braces=braces)
        items = [each for block in text.paragraphs(s) for each in block.items]
        wanted = [told(text.spans(text.plain(item))) for item in items]
        assert [line for line in rendered(source) if line] == [
            line for line in wanted if line
        ]
        bullets = [
            item
            for block in text.paragraphs(s)
            for item in block.items
            if block.kind == BULLETS
        ]
        kinds = [token.type for token in _MARKDOWN.parse(source)]
        assert kinds.count("list_item_open") == len(bullets)
        assert set(kinds) <= {
            *_PARAGRAPH,
            *("bullet_list_open", "bullet_list_close"),
            *("list_item_open", "list_item_close"),
        }

    law()


@pytest.mark.parametrize(
    ("said", "written", "for_mdx"),
    [
        ("Use `a_b` in {x}.", "Use `a_b` in {x}.", "Use `a_b` in &#123;x&#125;."),
        ("`a`{b}", "`a`&#123;b}", "`a`&#123;b&#125;"),
        ("import `a`", "import `a`", "&#105;mport `a`"),
        (
            "!https://a.b",
            r"\![https:/\/a\.b](https://a.b)",
            r"\![https:/\/a\.b](https://a.b)",
        ),
        ("1\n\n- 2\n- -\n\n-3", "1\n\n- 2\n- \\-\n\n\\-3", "1\n\n- 2\n- \\-\n\n\\-3"),
        ("` ` ` ` ` ` a", "a", "a"),
        ("", "", ""),
    ],
)
def test_texts_of_markdown_are_as_plain_as_can_be(
    said: str, written: str, for_mdx: str
) -> None:
    assert text.markdown_text(said) == written
    assert text.markdown_text(said, braces=True) == for_mdx


@check
def test_a_fragment_is_clean_and_leads_back_to_its_code(s: str) -> None:
    made = text.fragment(s)
    assert re.fullmatch("[A-Za-z0-9._:~%-]*", made)
    raw = re.fullmatch("[A-Za-z0-9._:-]+", s)
    assert raw or unquote(made, errors="surrogatepass") == s
    assert not raw or made == s


def test_a_fragment_is_what_an_address_with_the_code_has() -> None:
    found = [text.fragment(code) for code in ("10001", "42P01", "-32700", "ddl:8224")]
    assert found == ["10001", "42P01", "-32700", "ddl:8224"]
    assert text.fragment("a b/\xe9%") == quote("a b/\xe9%", safe="")


# --- HTML, URLs, XML --------------------------------------------------------------------------


class _Page(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.said = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


@check
def test_html_is_text_between_tags_and_in_attributes(s: str) -> None:
    encoded = text.html(s)
    page = _Page(f"<p title=\"{encoded}\" lang='{encoded}'>{encoded}</p>")
    assert page.tags == [("p", [("title", page.said), ("lang", page.said)])]
    assert shown(page.said) == text.terminal(s, multiline=True)


def test_html_keeps_what_people_write_with() -> None:
    family = "\U0001f468\u200d\U0001f469 \u0645\u06cc\u200c\u062e \xa0\u2026"
    assert text.html(family) == family
    assert text.html("\x00\u202e\ufeff") == r"\x00\u202e\ufeff"


@check
def test_a_url_is_one_that_may_be_followed_or_nothing(s: str) -> None:
    for each in (s, f"https://{s}", f"mailto:{s}"):
        encoded = text.url(each)
        assert re.fullmatch(r"((?i:https?://|mailto:)[!-~]+)?", encoded)
        assert not set(encoded) & set('"<>\\^`{|}')
        assert text.url(encoded) == encoded


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("https://example.com/a?b=c&d#e", "https://example.com/a?b=c&d#e"),
        (" HTTP://example.com/a b ", "HTTP://example.com/a%20b"),
        ("https://example.com/%41%zz", "https://example.com/%41%25zz"),
        ("https://example.com/\xe9", "https://example.com/%C3%A9"),
        ("mailto:a@b.com", "mailto:a@b.com"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.com", ""),
        ("https:example.com", ""),
        ("https:///example.com", ""),
        ("/relative", ""),
    ],
)
def test_only_three_schemes_are_followed(said: str, written: str) -> None:
    assert text.url(said) == written


@check
def test_xml_is_well_formed_and_the_text_again(s: str) -> None:
    encoded = text.xml(s)
    source = f"<a b=\"{encoded}\" c='{encoded}'>{encoded}</a>"
    element = ET.fromstring(source)  # noqa: S314 - it is made here
    legal = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", _repr, s)
    assert (element.text or "", element.get("b"), element.get("c")) == (legal,) * 3


def _repr(match: re.Match[str]) -> str:
    return repr(match[0])[1:-1]


# --- tables, terminals, CI --------------------------------------------------------------------


@check
def test_a_csv_cell_is_one_cell_and_no_formula(s: str) -> None:
    rows = list(csv.reader(io.StringIO(f"{text.csv_cell(s)},x\r\n", newline="")))
    assert len(rows) == 1
    cell, following = rows[0]
    assert following == "x"
    assert shown(cell.removeprefix("'")) == text.terminal(
        s.removeprefix("'"), multiline=True
    )
    assert cell.lstrip()[:1] not in set("=+@\uff1d\uff0b\uff0d\uff20")
    assert not cell.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("plain", "plain"),
        ("-32700", "-32700"),
        ("-1+1", '"\'-1+1"'),
        ('say "a"', '"say ""a"""'),
        ("a,b", '"a,b"'),
        ("a\r\nb", '"a\r\nb"'),
    ],
)
def test_a_csv_cell_is_quoted_where_it_must_be(said: str, written: str) -> None:
    assert text.csv_cell(said) == written


@check
def test_a_terminal_obeys_nothing(s: str) -> None:
    for encoded in (
        text.terminal(s),
        text.terminal(s, multiline=True).translate({9: "", 10: ""}),
    ):
        categories = set(map(unicodedata.category, encoded))
        assert not categories & {"Cc", "Cs", "Zl", "Zp"}
        assert not {*encoded} & {*"\xad\u061c\u200b\u200c\u200d\u200e\u200f\ufeff"}
        directions = set(map(unicodedata.bidirectional, encoded))
        assert not directions & {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


def test_a_terminal_shows_lines_only_if_asked_to() -> None:
    assert text.terminal("a\n\tb\r\x1b") == r"a\n\tb\r\x1b"
    assert text.terminal("a\n\tb\r\x1b", multiline=True) == "a\n\tb\\r\\x1b"
    assert text.terminal("\xa0\u4e2d") == "\xa0\u4e2d"


@check
def test_a_workflow_command_gets_the_text_back(s: str) -> None:
    expected = text.terminal(s.replace("\r", "\n"), multiline=True)
    for encoded in (text.github_data(s), text.github_property(s)):
        data = encoded
        for mark, code in (
            ("\n", "%0D"),
            ("\n", "%0A"),
            (":", "%3A"),
            (",", "%2C"),
            ("%", "%25"),
        ):
            data = data.replace(code, mark)
        assert data == expected
    assert not set(text.github_property(s)) & set(":,")


# --- what a catalog text says -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "blocks"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("one\ntwo", (Block(TEXT, ("one two",)),)),
        ("one\n\n\ntwo", (Block(TEXT, ("one",)), Block(TEXT, ("two",)))),
        ("- one\n  more\n- two", (Block(BULLETS, ("one more", "two")),)),
        (
            "Causes:\n- one\n\n- two\n\nEnd",
            (
                Block(TEXT, ("Causes:",)),
                Block(BULLETS, ("one", "two")),
                Block(TEXT, ("End",)),
            ),
        ),
        ("-1 is no bullet", (Block(TEXT, ("-1 is no bullet",)),)),
    ],
)
def test_a_text_has_paragraphs_and_bullets(
    said: str, blocks: tuple[Block, ...]
) -> None:
    assert text.paragraphs(said) == blocks


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        ("", ()),
        ("plain *text*", (Piece(TEXT, "plain *text*"),)),
        ("a `b c` d", (Piece(TEXT, "a "), Piece(CODE, "b c"), Piece(TEXT, " d"))),
        ("``a`` `", (Piece(TEXT, "``a`` `"),)),
        (
            "(see https://example.com/a_(b).)",
            (
                Piece(TEXT, "(see "),
                Piece(LINK, "https://example.com/a_(b"),
                Piece(TEXT, ").)"),
            ),
        ),
        (
            "http://example.com javascript:x",
            (Piece(TEXT, "http://example.com javascript:x"),),
        ),
    ],
)
def test_a_line_has_code_and_links(said: str, pieces: tuple[Piece, ...]) -> None:
    assert text.spans(said) == pieces


@check
def test_no_piece_of_a_line_is_lost(s: str) -> None:
    joined = "".join(
        f"`{said}`" if kind == CODE else said for kind, said in text.spans(s)
    )
    assert joined == s


@check
def test_every_link_in_a_line_may_be_followed(s: str) -> None:
    assert all(text.url(said) for kind, said in text.spans(s) if kind == LINK)
