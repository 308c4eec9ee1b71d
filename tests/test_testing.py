"""Every law of `errcat.testing` is broken by some generator, and by none of errcat's own."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module, invalidate_caches
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from errcat import plugins, testing
from errcat.errors import ErrcatError
from errcat.generating.options import parse_options
from errcat.generating.running import render
from errcat.generating.selection import visible
from errcat.generating.target import Generator
from errcat.model import Catalog
from errcat.testing.conforming import breaches, conformance
from errcat.testing.hostile import HOSTILE, hostile_catalog
from errcat.testing.laws import LAWS
from errcat.testing.samples import catalogs
from errcat.testing.subject import Read
from tests.support import ROOT, catalog_text, entry, load_text, one_of_each, write_tree
from tests.test_docs import fences

GOOD = '''\
"""The codes and what they say, a line each."""

from errcat import File, Generator, header
from errcat.text import python_comment, python_literal


def line(entry):
    return ", ".join(map(python_literal, (entry.code, entry.title, entry.detail)))


def generate(catalog, options, seen=[]):
    made, source = header("codes", catalog)
    begin = [f"# {made}", f"# {python_comment(source)}"]
    entries = catalog.entries
    lines = [*begin, *map(line, entries)]
    text = "\\n".join(lines) + "\\n"
    yield File("codes.txt", text)


GENERATOR = Generator(__name__, __doc__, generate, suffix=".txt", name="codes")
'''
NUMBERS = count()
Made: TypeAlias = Callable[..., Generator]


def read(text: str) -> dict[str, tuple[str, str]]:
    """Return what GOOD makes, read again."""
    rows = [line for line in text.split("\n") if line and not line.startswith("#")]
    return {
        code: (title, detail) for code, title, detail in map(ast.literal_eval, rows)
    }


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """Give a function that makes GOOD, with one text in place of another, a module."""
    made: list[str] = []

    def module(old: str = "", new: str = "") -> Generator:
        assert old in GOOD
        name = f"conformance_{next(NUMBERS)}"
        (tmp_path / f"{name}.py").write_text(GOOD.replace(old, new, 1) if old else GOOD)
        made.append(name)
        invalidate_caches()
        generator = import_module(name).GENERATOR
        assert isinstance(generator, Generator)
        return generator

    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    yield module
    for name in made:
        sys.modules.pop(name, None)


def test_a_good_generator_keeps_every_law(make: Made) -> None:
    generator = make()
    assert list(breaches(generator, read=read)) == []
    conformance(generator, read=read)


def added(line: str) -> tuple[str, str]:
    """Return what to replace in GOOD, and by what, to add *line* to what it does."""
    return ("    text =", f"    {line}\n    text =")


def yielding(*files: str) -> tuple[str, str]:
    """Return the same to yield other *files* before its own."""
    lines = [f"    yield File({each})\n" for each in files]
    return ("    yield", "".join(lines) + "    yield")


NOW = "lines += [str({})]"
SAID = "(entry.code, entry.title, entry.detail)"
BROKEN = [
    ("repeatable", *added("import uuid; lines += [uuid.uuid4().hex]")),
    ("repeatable", *added("seen.append('x'); lines += seen")),
    ("elsewhere", "map(line, entries)", "map(line, set(entries))"),
    ("elsewhere", *added("lines += {entry.title for entry in entries}")),
    ("elsewhere", *added(f"import datetime; {NOW.format('datetime.date.today()')}")),
    (
        "elsewhere",
        *added(f"from datetime import datetime; {NOW.format('datetime.now().year')}"),
    ),
    (
        "elsewhere",
        *added(
            f"from datetime import datetime, timezone; {NOW.format('datetime.now(timezone.utc).year')}"
        ),
    ),
    ("elsewhere", *added(f"import time; {NOW.format('time.time() // 1e6')}")),
    ("elsewhere", *added(f"import time; {NOW.format('time.time_ns() // 10**15')}")),
    ("elsewhere", *added(f"import time; {NOW.format('time.gmtime().tm_year')}")),
    ("elsewhere", *added(f"import time; {NOW.format('time.localtime().tm_year')}")),
    ("elsewhere", *added("import time; lines += [time.strftime('%Y')]")),
    ("elsewhere", *added(f"import time; {NOW.format('time.timezone')}")),
    ("elsewhere", *added("import os; lines += [os.getcwd()]")),
    ("elsewhere", *added("import os; lines += [os.environ['USER']]")),
    ("elsewhere", *added("import os; lines += [os.path.expanduser('~')]")),
    ("elsewhere", *added("import sys; sys.modules['pytest']")),
    (
        "order",
        "= catalog.entries",
        "= sorted(catalog.entries, key=lambda e: e.position)",
    ),
    ("order", SAID, SAID.replace(")", ", entry.file)")),
    ("hostile texts", "map(python_literal, (", "map(str, ("),
    ("hostile texts", *added("assert '*/' not in catalog.title")),
    ("hostile texts", *added("[entry.title[0] for entry in entries if entry.tags]")),
    ("containment", 'suffix=".txt"', 'suffix=".rb"'),
    ("audience", *added("lines += [catalog.root]")),
    ("audience", *added("lines += [entry.file for entry in entries]")),
    ("audience", *yielding("'', ''", "catalog.file.strip('/'), text")),
    ("mark", "[*begin, *map(line, entries)]", "[*map(line, entries)]"),
    ("mark", "[*begin,", "['#' * 2000, *begin,"),
    ("lines", r'"\n".join', r'"\r\n".join'),
    ("lines", r' + "\n"', ""),
    ("lines", "[*begin,", r"['\ufeff', *begin,"),
    ("paths", *yielding("'', ''", "'../b.txt', text")),
    ("paths", *yielding("'', ''", "'_b.txt', text", "'_B.txt', text")),
    ("paths", *yielding("'', ''", r"'a\\b.txt', text")),
    ("paths", *yielding("'', ''", r"'_\0', text")),
    ("reading back", "map(line, entries)", "map(line, entries[1:])"),
    ("reading back", SAID, SAID.replace("detail", "title")),
    (
        "reading back",
        "map(python_literal, (",
        "map(lambda s: python_literal(s.strip()), (",
    ),
    ("reading back", "[*begin, *map", "[*begin, repr(('new', '', '')), *map"),
]


@pytest.mark.parametrize(
    ("law", "old", "new"), one_of_each(BROKEN, lambda case: case[0])
)
def test_a_generator_that_breaks_a_law_is_reported(
    make: Made, law: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "somebody")
    generator = make(old, new)
    found = breaches(generator, read=read)
    reasons = [breach.reason for breach in found if breach.law == law]
    assert reasons
    assert not [reason for reason in reasons if "could not be tested" in reason]
    with pytest.raises(
        AssertionError, match=rf"'codes' breaks a law:\n(.*\n)*- {law}: "
    ):
        conformance(generator, read=read)


RAW = [
    (".java", "/** {} */", "entry.title"),
    (".java", "/**\n * {}\n */", "html(entry.title)"),
    (".java", "// {}", "entry.title.replace('\\n', ' ').replace('\\r', ' ')"),
    (".cs", "/// {}", "xml(entry.title)"),
    (".cs", "// {}", "' '.join(entry.title.split('\\n'))"),
    (".go", "x = `{}`", "entry.title"),
    (".go", 'x = "{}"', "entry.title"),
    (".rb", "x = {}", "json_literal(entry.title)"),
    (".rb", "# {}", "entry.title"),
    (".php", "<?php $x = {};", "json_literal(entry.title)"),
    (".php", "<?php // {}", "ts_comment(entry.title)"),
    (".rs", "const X: &str = {};", "json_literal(entry.title)"),
    (".kt", "val x = {}", "json_literal(entry.title)"),
    (".swift", "let x = {}", "f'\"{entry.title}\"'"),
    (".ts", "const x = `{}`;", "entry.title"),
    (".sh", "x={}", "json_literal(entry.title)"),
    (".sql", "SELECT {};", "f\"'{entry.title}'\""),
    (".toml", "x = {}", "f\"'{entry.title}'\""),
    (".py", "x = {}", 'f\'"""{entry.title}"""\''),
    (".html", "<p title={}>", "html(entry.title)"),
    (".html", "<p>{}</p>", "entry.title"),
    (".html", "<a href='{}'>", "html(entry.title)"),
    (".html", "<script>x = {}</script>", "json_literal(entry.title)"),
]


@pytest.mark.parametrize(
    ("suffix", "line", "value"), one_of_each(RAW, lambda case: case[0])
)
def test_text_that_gets_out_is_reported(
    make: Made, suffix: str, line: str, value: str
) -> None:
    """Each generator writes a text with no encoder, or with one of another language."""
    written = f"{line!r}.replace('{{}}', {value})"
    generator = make(
        "def line(entry):",
        "from errcat.text import html, json_literal, ts_comment, xml\n\n\n"
        f"def line(entry):\n    return {written}",
    )
    generator.suffix = suffix
    found = list(breaches(generator))
    assert "containment" in {breach.law for breach in found}


def test_every_law_is_broken_by_some_generator() -> None:
    assert {law for law, _, _ in BROKEN} == LAWS.keys()
    assert all(law.__doc__ for law in LAWS.values())


def test_a_generator_that_another_process_cannot_find_is_reported(make: Made) -> None:
    def reported(generator: Generator, module: str = "") -> list[str]:
        return [str(breach) for breach in breaches(generator, module=module)]

    made = make()
    lost = Generator("no_such_module.codes", "", made.generate, suffix=".txt")
    (only,) = reported(lost)
    assert only.startswith("elsewhere: in another process: ModuleNotFoundError")
    assert reported(lost, module=made.module) == []
    other = Generator(made.module, "", made.generate, suffix=".txt", name="other")
    (only,) = reported(other)
    assert only.endswith(f"module {made.module} has no generator named 'other'")


def test_the_given_catalog_and_options_are_used(make: Made) -> None:
    generator = make(*added("assert catalog.id in ('own', 'secretive', 'hostile')"))
    own = Catalog(id="own", entries=catalogs()[0].entries)
    assert {breach.law for breach in breaches(generator)} >= {"repeatable", "order"}
    assert list(breaches(generator, own)) == []
    wrong = list(breaches(generator, own, options={"size": "1"}))
    assert {breach.law for breach in wrong} == LAWS.keys() - {"reading back"}
    assert "target 'codes' has no such option" in wrong[0].reason


# --- the catalogs ---------------------------------------------------------------------------


def test_the_three_catalogs_have_three_kinds_of_codes() -> None:
    texts, below_zero, numbers = catalogs()
    assert "42P01" in texts.by_code
    assert not texts.numeric
    assert all(entry.code for entry in texts.entries)
    assert below_zero.code.wire_type == "integer"
    assert below_zero.sorted_entries[0].code == "-32700"
    assert numbers.numeric
    assert numbers.code.wire_type == "string"


def test_a_hostile_catalog_holds_the_text_in_every_field_that_allows_it() -> None:
    shown = json.dumps(
        [tuple(each) for each in hostile_catalog("zzz").entries], default=str
    )
    assert shown.count("zzz") > 20


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_public(text: str) -> None:
    """A hostile catalog is public, so that its texts reach the generator."""
    catalog = hostile_catalog(text)
    assert len(visible(catalog).entries) == len(catalog.entries) == 2
    assert len({each.code for each in catalog.entries}) == 2


def test_no_hostile_text_is_repeated() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE)


# --- errcat's own ---------------------------------------------------------------------------


def read_json(text: str) -> dict[str, tuple[str, str]]:
    """Return what the JSON bundle says, read without errcat."""
    return {
        each["code"]: (each.get("title", ""), each.get("detail", ""))
        for each in json.loads(text)["errors"]
    }


READERS: dict[str, Read] = {"json": read_json}


@pytest.mark.parametrize("name", list(plugins.names("generators")))
def test_every_generator_of_errcat_keeps_every_law(name: str) -> None:
    generator = plugins.get("generators", Generator, name)
    broken = {law for law, _ in breaches(generator, read=READERS.get(name))}
    # CSV has no comments that could hold the mark; the manifest lists the file instead.
    assert broken == ({"mark"} if name == "csv" else set())


def test_what_authors_import_is_documented() -> None:
    public: list[Any] = [conformance, breaches, catalogs, hostile_catalog]
    assert all(each.__doc__ for each in public)
    assert testing.__doc__


def test_testing_needs_no_test_runner(tmp_path: Path) -> None:
    for path in (ROOT / "toolkit/errcat/testing").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(
            r"^\s*(?:import|from) (?:pytest|hypothesis)", source, re.MULTILINE
        )
    loaded = load_text(tmp_path, catalog_text([entry("1")]))
    assert list(breaches(plugins.get("generators", Generator, "json"), loaded)) == []


# --- the example of the docs ----------------------------------------------------------------

TARGETS = (ROOT / "docs" / "targets.md").read_text(encoding="utf-8")


def read_csharp(text: str) -> dict[str, tuple[str, ...]]:
    """Return the codes in a file of the plugin of the page; nothing else may stand in it."""
    comment = r"    // [ -~\u00a1-\U0010ffff]+\n"
    constant = r"    public const string [A-Z]\w* = (\"(?:[^\"\\\n]|\\.)*\");\n"
    body = text.partition("public static class ErrorCodes\n{\n")[2]
    assert re.fullmatch(rf"(?:(?:{comment})?{constant})*}}\n", body)
    return {json.loads(literal): () for literal in re.findall(constant, body)}


def test_the_plugin_of_the_docs_keeps_the_laws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin, test = fences(TARGETS, "python")
    package = tmp_path / "acme_errcat"
    write_tree(
        package,
        {
            "__init__.py": "",
            "generators/__init__.py": "",
            "generators/csharp.py": plugin,
        },
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    try:
        names: dict[str, Any] = {}
        exec(test, names)  # noqa: S102  # it is under test
        names["test_the_target_keeps_the_laws"]()
        generator = plugins.get("generators", Generator, "csharp", ["acme_errcat"])
        conformance(generator, read=read_csharp, options={"namespace": "Acme.Errors"})
        given = parse_options(generator, {"namespace": "no; class"})
        with pytest.raises(ErrcatError, match="cannot be a namespace"):
            render(generator, catalogs()[0], given)
    finally:
        for name in [name for name in sys.modules if name.startswith("acme_errcat")]:
            del sys.modules[name]


def test_every_law_is_in_the_docs() -> None:
    section = TARGETS.partition("## The laws")[2]
    assert re.findall(r"^\| `(.*?)` \|", section, re.MULTILINE) == list(LAWS)
