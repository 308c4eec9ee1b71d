"""Templates make what they say, and no text of a catalog gets out of one unfiltered."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tomllib
from ast import literal_eval
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from jinja2 import Environment
from markdown_it import MarkdownIt

from errcat.errors import ErrcatError, PathMissing, PathUnreadable
from errcat.generating.options import parse_options
from errcat.generating.running import render
from errcat.generating.selection import visible
from errcat.generating.target import File, Generator
from errcat.generating.templates import from_folder
from errcat.generating.templating.filters import NAMES
from errcat.generating.templating.folder import TemplateFailed
from errcat.model import (
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Envelope,
    Example,
    Link,
    Param,
    Product,
    Range,
    Related,
    Reserved,
    Retirement,
    Retry,
    Suppression,
)
from errcat.naming import pascal
from errcat.testing.conforming import conformance
from errcat.testing.hostile import HOSTILE, hostile_catalog
from errcat.testing.samples import catalogs
from errcat.writing import HEAD, MARK
from tests.support import ROOT, TELNYX, diagonal, look, write_tree
from tests.test_docs import fences

TARGETS = (ROOT / "docs" / "targets.md").read_text(encoding="utf-8")

LEAK = "pr\u00fcfstein"
"""Stands in every text, and must stand in no output that no filter has made."""


def catalog(text: str = LEAK) -> Catalog:
    """Return a catalog with *text* in every field that can hold any."""
    entry = Entry(
        code="10001",
        name="FIRST_ERROR",
        title=text,
        detail=text,
        description=text,
        causes=(text, text),
        solutions=(text,),
        cases=(Case("api", 409, text, text, text, Retry("never"), "http"),),
        retry=Retry("after_delay", "PT1M"),
        fault="caller",
        channels=("http", "sip"),
        products=("voice",),
        params=(Param("number", "string", text),),
        links=(Link("https://example.com", text),),
        related=(Related("sip", text),),
        tags=(text,),
        examples=(Example("api", {text: text}, text, {"pointer": text}),),
        aliases=("OLD_ERROR",),
        deprecated=Deprecation("1.0", text, ("40001",), "2030-01-01"),
        since=text,
        range="general",
        notes="secret",
        lint=Suppression(("x",), "secret"),
        extensions={"x-secret": "secret"},
        file="/secret",
    )
    other = Entry("40001", "SECOND_ERROR", text, retired=Retirement("1.0", text))
    return visible(
        Catalog(
            id="example",
            title=text,
            description=text,
            version=text,
            code=CodeFormat("[0-9]{5}"),
            docs_url="https://example.com/{code}",
            envelope=Envelope("custom", f"/{text}"),
            products=(Product("voice", text),),
            ranges=(
                Range("general", text, text, "10000", "19999", owner=text),
                Range("messaging", text),
            ),
            reserved=(Reserved("50000", reason=text),),
            entries=(entry, other),
            root="/secret",
        )
    )


def made(
    folder: Path, files: dict[str, str], text: str = LEAK, **options: str
) -> dict[str, str]:
    """Return what the templates *files* make, by path."""
    write_tree(folder / "templates", files)
    generator = from_folder("own", str(folder / "templates"))
    given = parse_options(generator, options)
    return dict(render(generator, catalog(text), given))


def rendered(folder: Path, template: str, text: str = LEAK, **options: str) -> str:
    return made(folder, {"x.txt.jinja": template}, text, **options)["x.txt"]


def refusal(folder: Path, template: str, text: str = LEAK) -> str:
    """Return why *template* is refused, without the path of the folder."""
    with pytest.raises(TemplateFailed) as caught:
        rendered(folder, template, text)
    assert caught.value.exit_code == 2
    assert LEAK not in str(caught.value)
    return str(caught.value).removeprefix(f"{folder}/templates/")


# --- files ----------------------------------------------------------------------------------


def test_a_template_is_called_like_its_file(tmp_path: Path) -> None:
    files = {"errors.go.jinja": "a\n", "deep/er/b.txt.jinja": "b", "README.md": "no"}
    assert made(tmp_path, files) == {"errors.go": "a\n", "deep/er/b.txt": "b"}


def test_a_template_of_every_range_or_entry_is_rendered_for_each(
    tmp_path: Path,
) -> None:
    files = {
        "[range].txt.jinja": "{{ range.from | json_str }} {{ range.entries | length }}",
        "code/[code].txt.jinja": "{{ entry.name }} {{ range is none }}",
        "[range]/[code].txt.jinja": "{{ entry.code | json_str }}",
    }
    assert made(tmp_path, files) == {
        "general.txt": '"10000" 1',
        "messaging.txt": '"" 0',
        "code/10001.txt": "FIRST_ERROR False",
        "code/40001.txt": "SECOND_ERROR True",
        "general/10001.txt": '"10001"',
        "x-/40001.txt": '"40001"',
    }


def test_a_hostile_code_names_a_harmless_file(tmp_path: Path) -> None:
    write_tree(tmp_path, {"[code].txt.jinja": "{{ entry.code | slug }}"})
    generator = from_folder("own", str(tmp_path))
    for code in filter(None, HOSTILE):
        hostile = Catalog(id="x", entries=(Entry(code, "A"),))
        ((path, text),) = render(generator, hostile, {})
        assert path == f"{text}.txt"
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", path)


def test_what_begins_with_an_underscore_is_only_included(tmp_path: Path) -> None:
    files = {
        "_macros.jinja": "{% macro shown(x) %}<{{ x | html }}>{% endmacro %}",
        "_parts/end.jinja": "end\n",
        "a.txt.jinja": (
            "{% from '_macros.jinja' import shown %}"
            "{{ shown(entries[0].title) }} {% include '_parts/end.jinja' %}"
        ),
    }
    assert made(tmp_path, files) == {"a.txt": f"<{LEAK}> end\n"}


def test_nothing_outside_the_folder_can_be_included(tmp_path: Path) -> None:
    write_tree(tmp_path, {"outside.jinja": "out"})
    for path in (
        "../outside.jinja",
        f"{tmp_path}/outside.jinja",
        "./x.txt.jinja/../../outside.jinja",
    ):
        said = refusal(tmp_path, f"\n{{% include '{path}' %}}")
        assert said.startswith(f"x.txt.jinja:2: no template '{path}'")


@pytest.mark.parametrize("linked", ["file.txt.jinja", "folder"])
def test_a_link_that_leads_out_of_the_folder_is_refused(
    tmp_path: Path, linked: str
) -> None:
    write_tree(tmp_path, {"file.txt.jinja": "out", "folder/a.txt.jinja": "out"})
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / linked).symlink_to(tmp_path / linked)
    with pytest.raises(
        TemplateFailed, match="symbolic link to a place outside the folder"
    ):
        made(tmp_path, {"x.txt.jinja": ""})


def test_a_link_within_the_folder_is_a_template(tmp_path: Path) -> None:
    write_tree(tmp_path / "templates", {"a.txt.jinja": "same"})
    (tmp_path / "templates" / "b.txt.jinja").symlink_to("a.txt.jinja")
    assert made(tmp_path, {}) == {"a.txt": "same", "b.txt": "same"}


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    def tried(folder: str, **more: str) -> Exception:
        with pytest.raises(ErrcatError) as caught:
            render(from_folder("own", folder, **more), catalog(), {})
        assert caught.value.exit_code == 2
        return caught.value

    assert tried(f"{tmp_path}/none") == PathMissing(f"{tmp_path}/none")
    assert "no templates found" in str(tried(str(tmp_path)))
    write_tree(tmp_path, {"a.txt.jinja": b"caf\xe9"})
    assert str(tried(str(tmp_path))) == f"{tmp_path}/a.txt.jinja: not UTF-8"
    write_tree(tmp_path, {"a.txt.jinja": "", "b.txt.jinja": ""})
    assert (
        "has a `suffix`, so it needs exactly one template, but 2 files would be"
        in str(tried(str(tmp_path), suffix=".txt"))
    )
    (tmp_path / "b.txt.jinja").unlink()
    (tmp_path / "b.txt.jinja").symlink_to("b.txt.jinja")
    assert isinstance(tried(str(tmp_path)), PathUnreadable)


def test_a_target_with_a_suffix_is_one_file(tmp_path: Path) -> None:
    write_tree(tmp_path, {"_a.jinja": "", "x.go.jinja": "x"})
    folder, single = from_folder("own", str(tmp_path)), from_folder(
        "own.v2", str(tmp_path), suffix=".go"
    )
    assert (folder.single, single.single, single.suffix) == (False, True, ".go")
    assert (folder.name, single.name) == ("own", "own.v2")
    assert isinstance(single, Generator)
    assert render(single, catalog(), {}) == (File("x.go", "x"),)


def test_blocks_leave_no_lines_and_line_ends_are_lf(tmp_path: Path) -> None:
    template = "a\r\n  {% for entry in entries %}\r\n- {{ entry.name }}\r\n  {% endfor %}\r\nb\r\n"
    assert rendered(tmp_path, template) == "a\n- FIRST_ERROR\n- SECOND_ERROR\nb\n"


# --- what a template sees -------------------------------------------------------------------


def test_what_is_clean_by_construction_needs_no_filter(tmp_path: Path) -> None:
    template = """\
{% set e = entries[0] %}
{{ e.name }} {{ e.aliases | join }} {{ e.life }} {{ e.fault }} {{ e.audience }} {{ e.preview }}
{{ e.http_statuses | join(" ") }} {{ e.channels | join(" ") }} {{ e.retry.when }} {{ e.severity }}
{{ e.cases[0].http_status }} {{ e.cases[0].retry.when }} {{ e.cases[0].channel }}
{{ e.params[0].type }} {{ e.params[0].sensitive }} {{ catalog.code.wire_type }}
{{ catalog.envelope.kind }} {{ target }} {{ ranges[0].width }} {{ e.code | int + 1 }}
"""
    assert rendered(tmp_path, template).splitlines() == [
        "FIRST_ERROR OLD_ERROR deprecated caller public False",
        "409 http sip after_delay ",
        "409 never http",
        "string False string",
        "custom own 0 10002",
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("entries[0].page", "https://example.com/10001"),
        ("entries[1].retired.in", "1.0"),
        ("entries[0].deprecated.replaced_by[0]", "40001"),
        ("ranges[0].from", "10000"),
        ("ranges[0].to", "19999"),
        ("ranges[0].entries[0].code", "10001"),
        ("catalog.entries[1].code", "40001"),
        ("catalog.ranges[1].name", "messaging"),
        ("catalog.id", "example"),
        ("catalog.products[0].id", "voice"),
        ("catalog.reserved[0].code", "50000"),
        ("entries[0].examples[0].source.pointer", LEAK),
        ("(entries[0].examples[0].params | first)", LEAK),
        ("entries[0].related[0].system", "sip"),
        ("entries[0].retry.after", "PT1M"),
        ("options.package", "errors"),
    ],
)
def test_fields_are_called_as_in_the_format(
    tmp_path: Path, value: str, shown: str
) -> None:
    template = f"{{{{ {value} | py_str }}}}"
    assert literal_eval(rendered(tmp_path, template, package="errors")) == shown


def test_a_text_can_be_asked_about(tmp_path: Path) -> None:
    template = """\
{{ entries[0].code == "10001" }} {{ entries[0].code in ["1"] }} {{ "1" in entries[0].code }}
{{ entries[0].range == ranges[0].name }} {{ entries[0].code < entries[1].code }}
{{ entries[0].title | length }} {{ "yes" if entries[1].detail else "no" }}
{{ entries | map(attribute="code") | map("json_str") | join(" ") }}
{{ entries | sort(attribute="code", reverse=true) | map(attribute="name") | join(" ") }}
{{ entries | selectattr("range", "equalto", "general") | map(attribute="name") | join }}
{% for range, group in entries | groupby("range") %}{{ range | json_str }}{{ group | length }} {% endfor %}
"""
    assert rendered(tmp_path, template).splitlines() == [
        "True False True",
        "True True",
        f"{len(LEAK)} no",
        '"10001" "40001"',
        "SECOND_ERROR FIRST_ERROR",
        "FIRST_ERROR",
        '""1 "general"1 ',
    ]


@pytest.mark.parametrize("name", ["notes", "lint", "extensions", "file", "position"])
def test_what_is_internal_is_no_field(tmp_path: Path, name: str) -> None:
    said = refusal(tmp_path, f"{{{{ entries[0].{name} | py_str }}}}")
    assert said.startswith(f"x.txt.jinja:1: entry has no field '{name}'")
    for other in ("catalog.root", "catalog.file", "catalog.extensions"):
        assert "has no field" in refusal(tmp_path, f"{{{{ {other} | py_str }}}}")


def test_the_same_templates_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("random", "lipsum"):
        said = refusal(tmp_path, f"{{{{ {name}() }}}}{{{{ [1, 2] | {name} }}}}")
        assert name in said


# --- nothing gets out unfiltered ------------------------------------------------------------

T = "entries[0].title"
WAYS = [
    "{{ T }}",
    "{{ T ~ 'x' }}",
    "{{ 'x' ~ T }}",
    "{{ T + 'x' }}",
    "{{ 'x' + T }}",
    "{{ T + T }}",
    "{{ T * 2 }}",
    "{{ 2 * T }}",
    "{{ '%s' % T }}",
    "{{ '%r' % T }}",
    "{{ '%s' % [T] }}",
    "{{ '%(x)s' % {'x': T} }}",
    "{{ T % 'x' }}",
    "{{ '{}'.format(T) }}",
    "{{ '{!r}'.format(T) }}",
    "{{ '{!s}'.format(T) }}",
    "{{ '{!a}'.format(T) }}",
    "{{ '{:>99}'.format(T) }}",
    "{{ '{0._text}'.format(T) }}",
    "{{ '{0[_text]}'.format(T) }}",
    "{{ '{x._text}'.format_map({'x': T}) }}",
    "{{ '{x}'.format_map({'x': T}) }}",
    "{{ ''.join([T]) }}",
    "{{ ''.join(T) }}",
    "{{ 'x'.replace('x', T) }}",
    "{{ 'x'.join([T, T]) }}",
    "{{ T[0] }}",
    "{{ T[:5] }}",
    "{{ T[::-1] }}",
    "{{ T.upper() }}",
    "{{ T.encode() }}",
    "{{ T.text }}",
    "{{ T._text }}",
    "{{ T['_text'] }}",
    "{{ T.__str__() }}",
    "{{ T.__class__ }}",
    "{{ T.__init__.__globals__ }}",
    "{{ T.__reduce__() }}",
    "{{ T._refuse() }}",
    "{{ T | attr('_text') }}",
    "{{ T | attr('__dict__') }}",
    "{{ [T] | map(attribute='_text') | join }}",
    "{{ [T] | map('attr', '_text') | join }}",
    "{{ [T] | map('upper') | join }}",
    "{{ [T] | map('string') | join }}",
    "{{ [T] | join }}",
    "{{ [T, T] | join(', ') }}",
    "{{ ['a', 'b'] | join(T) }}",
    "{{ entries | join(', ', attribute='title') }}",
    "{{ entries | map(attribute='title') | join }}",
    "{{ entries | map(attribute='title') | list }}",
    "{{ entries | sum(attribute='title') }}",
    "{{ entries | sum(attribute='title', start='') }}",
    "{{ entries | groupby('title') }}",
    "{{ (entries | groupby('title'))[0].grouper }}",
    "{{ T | default('x') }}",
    "{{ T | default('x', true) }}",
    "{{ missing | default(T) }}",
    "{{ T or 'x' }}",
    "{{ T and T }}",
    "{{ T if true else 'x' }}",
    "{{ [T] }}",
    "{{ (T, 1) }}",
    "{{ {'a': T} }}",
    "{{ {T: 'a'} }}",
    "{{ {T: 'a'} | first }}",
    "{{ {T: 'a'} | list | first }}",
    "{{ {T: 'a'} | xmlattr }}",
    "{{ {'a': T} | xmlattr }}",
    "{{ {T: 'a'} | urlencode }}",
    "{{ {'a': T} | tojson }}",
    "{{ {T: 1} | tojson }}",
    "{{ [T] | tojson }}",
    "{{ [T] | pprint }}",
    "{{ [T] | string }}",
    "{{ [T] | first }}",
    "{{ [T] | last }}",
    "{{ [T] | min }}",
    "{{ [T] | max }}",
    "{{ [T] | batch(1) | list | string }}",
    "{{ dict(a=T) }}",
    "{{ dict(a=T).a }}",
    "{{ dict(a=T).values() | list | first }}",
    "{{ namespace(a=T).a }}",
    "{{ cycler(T).next() }}",
    "{{ cycler(T).current }}",
    "{% set j = joiner(T) %}{{ j() }}{{ j() }}",
    "{% for c in T %}{{ c }}{% endfor %}",
    "{% for c in T | list %}{{ c }}{% endfor %}",
    "{% for a, b in {T: T}.items() %}{{ a }}{% endfor %}",
    "{% for x in [1, 2] %}{{ loop.cycle(T, T) }}{% endfor %}",
    "{% for x in [T, T] %}{{ loop.previtem }}{% endfor %}",
    "{% for x in [T] recursive %}{{ x }}{% endfor %}",
    "{% set x = T %}{{ x }}",
    "{% set x %}{{ T }}{% endset %}{{ x }}",
    "{% set x | upper %}{{ T }}{% endset %}{{ x }}",
    "{% filter upper %}{{ T }}{% endfilter %}",
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(T) }}",
    "{% macro m(x=T) %}{{ x }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(T, a=T) }}",
    "{% macro m() %}{{ caller(T) }}{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}",
    "{% with x = T %}{{ x }}{% endwith %}",
    "{% block b %}{{ T }}{% endblock %}",
    "{% include T %}",
    "{% include [T] %}",
    "{% import T as m %}",
    "{% extends T %}",
    "{{ T.format() }}",
    "{{ entries[T] }}",
    "{{ options[T] }}",
    "{{ range(T) }}",
    "{{ T() }}",
    "{{ T | upper | safe }}",
    "{{ T | safe }}",
    "{{ T | escape }}",
    "{{ T | e }}",
    "{{ T | int }}",
    "{{ T | float }}",
    "{{ '%d' % T }}",
    "{{ '%c' % T }}",
    "{{ -T }}",
    "{{ T // 1 }}",
    "{{ T ** 1 }}",
    "{{ 'x' * T }}",
    "{{ T | map('string') | join }}",
    "{{ T | select | join }}",
    "{{ T | replace('x', 'y') }}",
    "{{ 'x' | replace('x', T) }}",
    "{{ T | format }}",
    "{{ '%s' | format(T) }}",
    "{{ '%s %s' | format(T, T) }}",
    "{{ '%(a)s' | format(a=T) }}",
    "{{ 'x' | default(T) ~ T }}",
    "{{ 'a b' | wordwrap(1, wrapstring=T) }}",
    "{{ 'a\\nb' | indent(T) }}",
    "{{ 'abcdef' | truncate(1, true, T, 0) }}",
    "{{ [['a', 'b']] | map('join', T) | first }}",
    "{{ 'https://example.com' | urlize(target=T) }}",
    "{{ 'x' | center(T) }}",
    "{{ entries[0] }}",
    "{{ entries[0] ~ '' }}",
    "{{ catalog }}",
    "{{ catalog | string }}",
    "{{ entries }}",
    "{{ header }}",
    "{{ header[1] }}",
    "{{ header | join('\\n') }}",
    "{{ self }}",
    "{{ entries[0].examples[0].params }}",
    "{% for k in entries[0].examples[0].params %}{{ k }}{% endfor %}",
    "{{ entries[0].examples[0].params.items() | list }}",
    "{{ entries[0].examples[0].params | dictsort | first | first }}",
    "{{ entries[0].examples[0].params | items | first | first }}",
    "{{ entries[0].examples[0].params | xmlattr }}",
    "{{ entries[0]._fields }}",
    "{{ entries[0]['_fields'] }}",
    "{{ entries[0] | attr('_fields') }}",
    "{{ entries[0].__getattr__('_fields') }}",
    "{{ entries[0]._fields.title() }}",
    "{{ catalog._fields.entries.__closure__ }}",
    "{{ py_str }}",
    "{{ T | comment(T) }}",
    "{{ T | case(T) }}",
]


@pytest.mark.parametrize("way", WAYS)
def test_no_text_gets_out_without_a_filter(tmp_path: Path, way: str) -> None:
    """Every way is an error that names template and line, and does not say the text either."""
    said = refusal(tmp_path, "one\n" + re.sub(r"\bT\b", T, way))
    assert re.match(r"x\.txt\.jinja:2: .", said), said


@pytest.mark.parametrize(
    ("name", "arguments"),
    diagonal(
        sorted(Environment(autoescape=True).filters),
        ["", "(1)", "(' ')", "('x', 'y')", "(attribute='title')", "(T)"],
    ),
)
def test_no_filter_of_jinja_lets_a_text_out(
    tmp_path: Path, name: str, arguments: str
) -> None:
    for value in (T, f"[{T}]", f"{{'a': {T}}}", "entries", "'x'", "['x', 'y']"):
        given = arguments.replace("T", T)
        template = f"{{{{ {value} | {name}{given} }}}}"
        try:
            shown = rendered(tmp_path, template)
        except TemplateFailed as error:
            shown = str(error)
        assert LEAK not in shown
        assert LEAK.upper() not in shown.upper()
        assert "CatalogText object at" not in shown


@pytest.mark.parametrize("name", sorted(Environment(autoescape=True).tests))
def test_a_test_of_jinja_says_yes_or_no_or_fails(tmp_path: Path, name: str) -> None:
    if not name.isidentifier():
        return
    for arguments in ("", "('x')"):
        try:
            shown = rendered(tmp_path, f"{{{{ {T} is {name}{arguments} }}}}")
        except TemplateFailed:
            continue
        assert shown in ("True", "False")


E = f"({T} | py_str)"
CHANGES = [
    "{{ E | upper }}",
    "{{ E | replace('x', 'y') }}",
    "{{ E | trim }}",
    "{{ E | string }}",
    "{{ E | truncate(5) }}",
    "{{ E | safe }}",
    "{{ E | escape }}",
    "{{ E | indent }}",
    "{{ E | int }}",
    "{{ E ~ '' }}",
    "{{ '' ~ E }}",
    "{{ E + '' }}",
    "{{ E * 2 }}",
    "{{ E[1:] }}",
    "{{ E[0] }}",
    "{{ E.text }}",
    "{{ E._made }}",
    "{{ E._made.text }}",
    "{{ E | attr('_made') }}",
    "{{ E.__str__() }}",
    "{{ '%s' % E }}",
    "{{ '{}'.format(E) }}",
    "{{ '{0._made}'.format(E) }}",
    "{{ ''.join([E]) }}",
    "{{ [E] | string }}",
    "{{ [E] | tojson }}",
    "{{ [E, E] | join | upper }}",
    "{{ [E, E] | join | lower }}",
    "{{ [E, E] | join | title }}",
    "{{ [E, E] | join | reverse }}",
    "{{ [E, E] | join | truncate(5, true, '') }}",
    "{{ ([E, E] | join)[3:] }}",
    "{{ [E] | join | tojson }}",
    "{% for c in E %}{{ c }}{% endfor %}",
    "{% set x %}{{ E }}{% endset %}{{ x | reverse }}",
    "{% set x %}{{ E }}{% endset %}{{ x[2:] }}",
    "{% set x %}{{ E }}{% endset %}{{ x[:9] }}",
    "{% set x %}{{ E }}{% endset %}{{ x | title }}",
    "{% set x %}{{ E }}{% endset %}{{ x | tojson }}",
    "{% filter upper %}{{ E }}{% endfilter %}",
    "{% filter capitalize %}{{ E }}{% endfilter %}",
    "{% set x %}{{ E }}{% endset %}{{ x | lower }}",
    "{% macro m() %}{{ E }}{% endmacro %}{{ m() | swapcase | upper }}",
    "{% include E %}",
]


@pytest.mark.parametrize("way", CHANGES)
def test_nothing_changes_an_encoded_text(tmp_path: Path, way: str) -> None:
    said = refusal(tmp_path, way.replace("E", E))
    assert re.match(r"x\.txt\.jinja:?\d*: .", said), said


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ E }}", f'"{LEAK}"'),
        (f"{{{{ ({T} | default('x')) | py_str }}}}", f'"{LEAK}"'),
        ("{{ [E, E] | join(', ') }}", f'"{LEAK}", "{LEAK}"'),
        ("{{ entries[0].causes | map('py_str') | join(' ') }}", f'"{LEAK}" "{LEAK}"'),
        ("{% set x = E %}{{ x }}", f'"{LEAK}"'),
        ("{% set x %}<{{ E }}>{% endset %}{{ x }}", f'<"{LEAK}">'),
        ("{% filter indent(2, true) %}{{ E }}{% endfilter %}", f'  "{LEAK}"'),
        (
            "{% macro m(x) %}<{{ x | html }}>{% endmacro %}{{ m(E) }}",
            f"<&quot;{LEAK}&quot;>",
        ),
        ("{% macro m() %}{{ E }}{% endmacro %}{{ m() ~ '!' }}", f'"{LEAK}"!'),
        ("{{ E | html }}", f"&quot;{LEAK}&quot;"),
        ("{{ E | length }} {{ E == '' }}", f"{len(LEAK) + 2} False"),
        ("{{ E | comment('//') }}", f'// "{LEAK}"'),
        ("{{ [E, 'own'] | comment }}", f'# "{LEAK}"\n# own'),
        ("{{ ([E] | join) | comment }}", f'# "{LEAK}"'),
        ("{{ entries | map(attribute='title') | comment }}", f"# {LEAK}\n# {LEAK}"),
    ],
)
def test_an_encoded_text_is_printed_joined_or_encoded_again(
    tmp_path: Path, template: str, shown: str
) -> None:
    template = re.sub(r"\bE\b", lambda _: E, template)
    assert rendered(tmp_path, template) == shown


def test_what_an_outer_encoder_makes_of_joined_texts_is_encoded_once(
    tmp_path: Path,
) -> None:
    template = "{% set x %}a\n{{ T | html }}{% endset %}{{ x | comment('//') }}"
    shown = rendered(tmp_path, template.replace("T", T), "<\n*/ x")
    assert shown == "// a\n// &lt;\n// *_/ x"


def test_a_name_that_is_none_is_a_text_like_any_other(tmp_path: Path) -> None:
    write_tree(tmp_path, {"x.txt.jinja": "{{ entries[0].name }}"})
    for name in HOSTILE:
        hostile = Catalog(id="x", entries=(Entry("1", name),))
        with pytest.raises(TemplateFailed, match=r"entry\.name is catalog text"):
            render(from_folder("own", str(tmp_path)), hostile, {})


@pytest.mark.parametrize(
    "field", ["fault", "severity", "audience", "retry.when", "channels[0]"]
)
def test_a_word_that_is_none_is_a_text_like_any_other(
    tmp_path: Path, field: str
) -> None:
    write_tree(tmp_path, {"x.txt.jinja": f"{{{{ entries[0].{field} }}}}"})
    for word in filter(None, HOSTILE):
        if re.fullmatch("[a-z][a-z_]*", word):
            continue
        entry = Entry("1", "A", fault=word, severity=word, audience=word)
        entry = entry._replace(retry=Retry(word), channels=(word,))
        with pytest.raises(TemplateFailed, match="is catalog text"):
            render(
                from_folder("own", str(tmp_path)), Catalog("x", entries=(entry,)), {}
            )


# --- messages -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "template", "said"),
    [
        (
            "a.go",
            "\n{{ entries[0].title }}",
            "2: entry.title is catalog text, which needs a filter for the output language: {{",
        ),
        ("a.go", "{{ entries[0].title }}", "{{ entry.title | go_str }}"),
        ("a.ts", "{{ catalog.title }}", "{{ catalog.title | ts_str }}"),
        ("a.py", "{{ ranges[0].owner }}", "{{ range.owner | py_str }}"),
        ("a.md", "{{ entries[0].cases[0].title }}", "{{ case.title | markdown }}"),
        ("a.rs", "{{ entries[0].code }}", "{{ entry.code | rs_str }}"),
        ("a.lua", "{{ entries[0].code }}", "needs a filter for the output language"),
        ("a.md", "{{ entries[0].titel }}", "1: entry has no field 'titel'; did you"),
        ("a.md", "{{ entries[0].x9 }}", "entry has no field 'x9'; it has: aliases, "),
        ("a.md", "{{ titel }}", "1: 'titel' is undefined"),
        ("a.md", "{{ options.x }}", "has no attribute 'x'"),
        ("a.md", "{{ titel | py_str }}", "1: 'titel' is undefined"),
        ("a.md", "{{ entries[9].code | py_str }}", "1: "),
        ("a.md", "{{ entries[1].retry }}", "1: the value is empty; check it"),
        (
            "a.md",
            "{{ entries[1].retry | py_str }}",
            "expects text; the value is empty",
        ),
        ("a.md", "{{ 1 | py_str }}", "'py_str' expects text; the value is of type int"),
        ("a.md", "{{ entries[0].causes }}", "1: not a text or a number; loop"),
        ("a.md", "{{ entries[0] }}", "1: entry is not text; print one of its fields"),
        ("a.md", "a\n\n{{ x", "3: unexpected end of template"),
        ("a.md", "{% if %}", "1: Expected an expression"),
        ("a.md", "\n{{ 1 | shout }}", "2: No filter named 'shout'"),
        ("a.md", "{{ 1 // 0 }}", "1: ZeroDivisionError"),
        ("a.md", "{% include 'b' %}", "1: no template 'b' in "),
        (
            "a.md",
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "1: RecursionError",
        ),
        ("a.md", "{{ range(1000000) | list }}", "1: OverflowError: Range too big"),
        (
            "a.md",
            "{{ entries[0].name | case('cobol') }}",
            "unknown case 'cobol'; known",
        ),
        ("a.md", "{{ entries[0].name | case('snak') }}", "did you mean 'snake'?"),
        ("a.md", "{{ '!?' | case('snake') }}", "no letter or digit to make"),
        (
            "a.md",
            "{{ entries[0].title | int }}",
            "entry.title is not an integer here",
        ),
    ],
)
def test_a_mistake_is_told_with_its_template_and_line(
    tmp_path: Path, name: str, template: str, said: str
) -> None:
    with pytest.raises(TemplateFailed) as caught:
        made(tmp_path, {f"{name}.jinja": template})
    where = f"{tmp_path}/templates/{name}.jinja:"
    assert str(caught.value).startswith(where)
    assert said in str(caught.value).removeprefix(where)
    assert "\n" not in str(caught.value)


def test_a_mistake_in_an_included_template_is_told_there(tmp_path: Path) -> None:
    files = {
        "a.txt.jinja": "\n\n{% include '_b.jinja' %}",
        "_b.jinja": "x\n{{ entries[0].title }}",
    }
    with pytest.raises(TemplateFailed) as caught:
        made(tmp_path, files)
    assert (caught.value.path, caught.value.line) == (
        f"{tmp_path}/templates/_b.jinja",
        2,
    )
    with pytest.raises(TemplateFailed, match=r"_b\.jinja:2: Expected"):
        made(tmp_path, {**files, "_b.jinja": "x\n{{ }}"})


# --- options --------------------------------------------------------------------------------


def test_any_option_may_be_given_and_is_a_text(tmp_path: Path) -> None:
    template = "{{ options.go_package }} {{ options.x | default('none') }}"
    write_tree(tmp_path, {"a.txt.jinja": template})
    generator = from_folder("own", str(tmp_path))
    options = parse_options(generator, {"go-package": "errors"})
    assert render(generator, catalog(), options)[0].text == "errors none"
    with pytest.raises(ErrcatError, match="size: must be text, not 5"):
        parse_options(generator, {"size": 5})


# --- filters --------------------------------------------------------------------------------

GO_STRING = re.compile(
    r'"(?:[^"\\\n\x00-\x1f\x7f\ud800-\udfff]'
    r'|\\(?:[abfnrtv\\"]|u[0-9a-f]{4}|U[0-9a-f]{8}))*"'
)


def go_value(literal: str) -> str:
    """Return the value of an interpreted string literal, as the Go specification has it."""
    assert GO_STRING.fullmatch(literal), literal
    short = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", '"': '"'}

    def value(match: re.Match[str]) -> str:
        if match[1][0] not in "uU":
            return short[match[1]]
        point = int(match[1][1:], 16)
        assert not 0xD800 <= point <= 0xDFFF, "Go has no surrogates"
        return chr(point)

    return re.sub(
        r"\\(u[0-9a-f]{4}|U[0-9a-f]{8}|.)", value, literal[1:-1], flags=re.DOTALL
    )


def shown_surrogates(text: str) -> str:
    return re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text)


PLAIN_MARKUP = r"""(?:[^<>"'&]|&(?:amp|lt|gt|quot|#[0-9]+);)*"""


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_itself_again_in_every_language(
    tmp_path: Path, text: str
) -> None:
    def through(name: str) -> str:
        return rendered(tmp_path, f"{{{{ {T} | {name} }}}}", text)

    assert literal_eval(through("py_str")) == text
    assert go_value(through("go_str")) == shown_surrogates(text)
    halves = re.search("[\ud800-\udfff]", text)
    if not halves:
        assert json.loads(through("json_str")) == text
        assert yaml.safe_load(through("yaml_str")) == text
        (row,) = csv.reader(io.StringIO(f"x,{through('csv')}\r\n", newline=""))
        assert len(row) == 2
    for name in ("html", "xml"):
        assert re.fullmatch(PLAIN_MARKUP, through(name))
    assert "\n" not in through("markdown")
    assert not re.search("<(?!/?p>)", MarkdownIt().render(through("markdown")))
    for name in NAMES:
        if name not in ("case", "md_link"):
            through(name).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "prefix"), diagonal(HOSTILE, ["// ", "//", "# ", "\t-- ", " * ", "; "])
)
def test_a_hostile_text_stays_in_its_comment(
    tmp_path: Path, text: str, prefix: str
) -> None:
    escaped = prefix.replace("\t", "\\t")
    template = f"{{{{ {T} | comment('{escaped}') }}}}"
    shown = rendered(tmp_path, template, text)
    for line in shown.split("\n") if shown else ():
        assert line == prefix.rstrip() or line.startswith(f"{prefix.rstrip()} ")
        assert line.isprintable() or line.startswith("\t")
        assert not re.search(r"\*/|/\*|\?>|\\u|\\$|\?\?/$", line)
        body = line.removeprefix(prefix.rstrip()).strip()
        assert not re.match(r"\+build|(type|fmt|pylint):|noqa|eslint-|@", body)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One.\n\nTwo.", "// One.\n//\n// Two."),
        ("- one\n- two", "// - one\n// - two"),
        ("+build ignore", "// _+build ignore"),
        ("ends in \\", "// ends in \\_"),
        (r"\u000a exec()", r"// \_u000a exec()"),
        ("a */ b /* c ?> d", "// a *_/ b /_* c ?_> d"),
        ("trigraph ??/", "// trigraph ??_/"),
        ("x" * 90, "// " + "x" * 90),
        ("word " * 20, "// " + "word " * 14 + "word\n// " + "word " * 4 + "word"),
        ("word " * 17 + "type: x", "// " + "word " * 14 + "word\n// word word type: x"),
        ("word " * 15 + "type: x", "// " + "word " * 14 + "word\n// type_: x"),
        ("", ""),
    ],
)
def test_a_comment_is_wrapped_and_ends_where_it_should(
    tmp_path: Path, text: str, shown: str
) -> None:
    assert rendered(tmp_path, f"{{{{ {T} | comment('//') }}}}", text) == shown


def test_a_bullet_that_is_wrapped_hangs(tmp_path: Path) -> None:
    template = f"{{{{ {T} | comment('# ', 20) }}}}"
    shown = rendered(tmp_path, template, "- one two three four five")
    assert shown == "# - one two three\n#   four five"


def test_the_header_is_a_comment_that_says_what_made_the_file(tmp_path: Path) -> None:
    shown = rendered(tmp_path, "{{ header | comment('//') }}", "a\n*/ b")
    first, second = shown.split("\n")
    assert first.startswith("// @generated by errcat ")
    assert first.endswith("(target: own). DO NOT EDIT: run `errcat gen`.")
    assert second == "// From the catalog example a *_/ b."


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("snake", "first_error"),
        ("kebab", "first-error"),
        ("pascal", "FirstError"),
        ("camel", "firstError"),
        ("screaming_snake", "FIRST_ERROR"),
    ],
)
def test_names_have_cases(tmp_path: Path, style: str, shown: str) -> None:
    assert rendered(tmp_path, f"{{{{ entries[0].name | case('{style}') }}}}") == shown


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cased_text_is_words_in_ascii(tmp_path: Path, text: str) -> None:
    try:
        shown = rendered(tmp_path, f"{{{{ {T} | case('kebab') }}}}", text)
    except TemplateFailed:
        assert not re.search("[A-Za-z0-9]", text)
    else:
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", shown)


@pytest.mark.parametrize(
    "way",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ [].append(1) }}",
        "{{ options.update(a=1) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ entries.__class__ }}",
        "{{ (entries[0] | attr('__init__')).__globals__ }}",
    ],
)
def test_a_template_runs_in_the_sandbox(tmp_path: Path, way: str) -> None:
    assert re.search(
        "unsafe|not safely callable|undefined|no attr", refusal(tmp_path, way)
    )


# --- the example of the docs ----------------------------------------------------------------

GO_TOKEN = re.compile(
    rf"(?P<string>{GO_STRING.pattern})|(?P<comment>//[^\n]*|/\*)|(?P<raw>`)"
    r"|(?P<word>-?\w+)|(?P<space>[ \t\n]+)|(?P<mark>.)"
)


class Go(NamedTuple):
    """What stands in a Go file: its tokens, each text as "", and what its constants say."""

    skeleton: list[str]
    codes: dict[str, str]
    titles: dict[str, str]


def go_file(text: str) -> Go:
    """Return what the Go compiler would see in *text*, as far as the example goes."""
    kinds = [(match.lastgroup, match[0]) for match in GO_TOKEN.finditer(text)]
    assert {"/*", "`", '"'}.isdisjoint(token for _, token in kinds)
    tokens = [each for each in kinds if each[0] not in ("space", "comment")]
    plain = [go_value(token) if kind == "string" else token for kind, token in tokens]
    codes: dict[str, str] = {}
    titles: dict[str, str] = {}
    for index, word in enumerate(plain):
        if word == "Code" and plain[index + 1] == "=":
            codes[plain[index - 1]] = plain[index + 2]
        if word == "case":
            titles[plain[index + 1]] = plain[index + 4]
    skeleton = ["" if kind == "string" else token for kind, token in tokens]
    return Go(skeleton, codes, {codes[name]: title for name, title in titles.items()})


def go_lines(text: str) -> None:
    """Assert what gofmt would leave alone, and what Go's tools take for generated code."""
    lines = text.split("\n")
    assert re.fullmatch(r"// Code generated .* DO NOT EDIT\.", lines[0])
    assert MARK.encode() in text.encode()[:HEAD]
    assert lines[-1] == ""
    assert "\n\n\n" not in text
    for line in lines:
        assert line == line.rstrip(), line
        assert not re.match(r"\t* ", line), line
        assert not line.startswith(("//go:", "// +build"))


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator:
    """Give the target that the page describes, in a project as the page has it."""
    template = fences(TARGETS, "jinja")[0]
    (config,) = (each for each in fences(TARGETS, "toml") if "templates =" in each)
    targets = tomllib.loads(config)["tool"]["errcat"]["targets"]
    given = targets["go"]
    write_tree(tmp_path / given["templates"], {"errors.go.jinja": template})
    monkeypatch.chdir(tmp_path)
    return from_folder("go", given["templates"], suffix=given["suffix"])


def go_text(generator: Generator, catalog: Catalog) -> str:
    options = parse_options(generator, {"package": "apierrors"})
    (file,) = render(generator, visible(catalog), options)
    assert file.path == "errors.go"
    return file.text


def test_the_go_of_the_docs_holds_the_catalog(go: Generator) -> None:
    telnyx = look(TELNYX, rules=()).catalog
    assert telnyx is not None
    for each in (telnyx, *catalogs()):
        text = go_text(go, each)
        go_lines(text)
        found = go_file(text)
        assert found.titles == {entry.code: entry.title for entry in each.entries}
        names = [f"Code{pascal(entry.name)}" for entry in visible(each).entries]
        assert list(found.codes) == names
        assert text.count("Deprecated: ") == sum(
            entry.deprecated is not None for entry in each.entries
        )
    whole = go_text(go, catalogs()[1])
    assert "type Code int\n" in whole
    assert "\tCodeParseError Code = -32700\n" in whole
    assert "package apierrors\n" in whole


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_changes_nothing_in_go_but_strings_and_comments(
    go: Generator, text: str
) -> None:
    # A code goes before 77 or behind it.
    plain = [go_file(go_text(go, hostile_catalog(each))).skeleton for each in "!x"]
    made_text = go_text(go, hostile_catalog(text))
    go_lines(made_text)
    hostile = go_file(made_text)
    assert hostile.skeleton in plain
    assert hostile.titles["77"] == shown_surrogates(text)


def test_the_template_of_the_docs_keeps_the_laws(
    go: Generator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(tmp_path / "templates" / "go")
    write_tree(
        tmp_path,
        {
            "own_targets.py": (
                "from errcat.generating.templates import from_folder\n"
                f"GENERATOR = from_folder('go', {folder!r}, suffix='.go')\n"
            )
        },
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert go.module == "targets.go"
    conformance(
        go,
        read=lambda text: {
            code: (title,) for code, title in go_file(text).titles.items()
        },
        module="own_targets",
    )


def test_the_message_of_the_docs_is_the_one(go: Generator) -> None:
    path = Path("templates/go/errors.go.jinja")
    template = path.read_text()
    assert "{{ entry.title | go_str }}" in template
    path.write_text(template.replace("{{ entry.title | go_str }}", "{{ entry.title }}"))
    with pytest.raises(TemplateFailed) as caught:
        go_text(go, catalogs()[0])
    assert [f"{caught.value}\n"] == fences(TARGETS, "text")


def test_every_filter_is_in_the_docs() -> None:
    for name in NAMES:
        assert re.search(rf"\| .*`{name}(\(.*\))?`.* \|", TARGETS), name


def test_every_variable_is_in_the_docs(tmp_path: Path) -> None:
    files = {"[code].txt.jinja": "", "a.txt.jinja": "{{ nothing }}"}
    names = (
        "catalog",
        "entries",
        "ranges",
        "entry",
        "range",
        "header",
        "options",
        "target",
    )
    shown = "".join(f"{{{{ {name} is defined }}}}" for name in names)
    texts = made(tmp_path, {**files, "[code].txt.jinja": shown, "a.txt.jinja": ""})
    assert set(texts.values()) == {"True" * len(names), ""}
    assert all(f"`{name}`" in TARGETS for name in names)
    catalog_fields = dir_of(tmp_path, "catalog")
    row = re.search(r"^\| `catalog` \| (.*) \|$", TARGETS, re.MULTILINE)
    assert row is not None
    assert set(re.findall("`(.*?)`", row[1])) == catalog_fields


def dir_of(folder: Path, value: str) -> set[str]:
    """Return the fields that a message lists of *value*."""
    said = refusal(folder, f"{{{{ {value}.zzzzz }}}}")
    return set(said.partition("it has: ")[2].split(", "))
