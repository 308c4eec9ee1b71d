"""The laws that hold for every generator, and what to try them with: for authors of generators.

from errcat.testing import conformance

def test_it_keeps_the_laws() -> None:
conformance(GENERATOR)
"""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeAlias

from errcat.errors import ErrcatError
from errcat.generating.running import (
    File,
    Generator,
    parse_options,
    paths,
    render,
    visible,
)
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
from errcat.writing import HEAD, MARK

HOSTILE: tuple[str, ...] = (
    # nothing, and next to nothing
    "",
    " ",
    "\n\n",
    "-",
    # quotes and backslashes
    '"',
    "'",
    '""""""',
    '"\'"\'"',
    "ends in a backslash \\",
    'ends in a quote "',
    '"begins with one',
    r"C:\new\table\x41\u0041\N{BULLET}\0",
    '\\" ; raise SystemExit("broken out") #',
    '"""\nraise SystemExit("broken out")\n"""',
    "'''; import os; '''",
    '\\"""',
    # comments, directives, doctests
    "*/ alert(1); /*",
    "ends in a star *",
    "/ begins with a slash",
    "a\rraise SystemExit('a comment ended')",
    "a\u2028throw new Error('a comment ended')",
    "coding: utf-7 +AAo-raise SystemExit",
    "-*- coding: latin-1 -*-",
    "type: ignore",
    "a # type: ignore # noqa",
    "noqa: E501",
    "fmt: off",
    "fmt: skip",
    "pragma: no cover",
    "@ts-nocheck",
    "@ts-ignore {@link x} @deprecated",
    "eslint-disable-next-line",
    '/ <reference path="x" />',
    "# sourceMappingURL=data:,x",
    ">>> raise SystemExit('run by doctest')",
    "first\n\n>>> 1 / 0\n>>>>>> 2",
    # templates
    "`+process.exit(1)+` ${process.exit(1)}",
    "{{ 7 * 7 }} {% include 'x' %} {{< x >}} {# x #}",
    "{0.__class__} %s %(x)s $x",
    "<%= 1 %> <?php exit(1) ?>",
    # HTML and URLs
    "<script>document.title = 'PWNED'</script>",
    "</script><img src=x onerror=alert(1)>",
    "<!-- --> ]]> <![CDATA[ &amp; &#0; &lt;",
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "javascript:alert(1)",
    " java\tscript:alert(1)",
    "https://example.com/a b\"c<d>?e=f&copy=1#%zz('g')",
    # Markdown
    "# heading #",
    "## [9.9.9] - 2099-01-01",
    "- a bullet\n* another\n+ a third",
    "1. one\n2) two",
    "> quote",
    "```\nfence",
    "~~~",
    "=====",
    "---\ntitle: front matter\n---",
    "| a | b |\n| - | - |\n| c | d |",
    "[a link](javascript:alert(1)) ![an image](https://example.com/x.png)",
    "[a]: https://example.com 'a definition'",
    "<https://example.com> https://example.com http://example.com www.example.com",
    "someone@example.com @everyone #123 GH-123 owner/repo#1 Fixes #1",
    "*emphasis* __strong__ ~~struck~~ `code` $math$ _x_y_ a_b_c",
    "import x from 'y'",
    "export const x = 1",
    "!!! note\n    ::: tip\n    --8<-- 'x'",
    # reStructuredText
    ".. include:: /etc/passwd",
    ":param x: a field. |substitution| reference_ `role`:x: *, or #.",
    "Returns:\n    nothing::",
    # YAML
    "no",
    "0123",
    "12:30:45",
    "!!python/object/apply:os.system ['x']",
    "&anchor *alias <<: {a: b} # comment",
    "  padded  \n\ttab\n",
    "a\n---\nb\n...",
    # spreadsheets, CI, terminals
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\uff1d1+1",
    'a","=1',
    "::error file=x,line=1::owned%0A\n::stop-commands::x",
    "##vso[task.setvariable variable=x]y",
    "\x1b[31mred\x1b[0m \x1b]8;;https://example.com\x07link\x1b]52;c;eA==\x07 \x9b2J\b\x7f",
    # JavaScript objects
    "__proto__",
    "constructor",
    "10001",
    # Unicode
    "\x00",
    "\r\n \x0b \x0c \x85 \u2028 \u2029",
    "access \u202e\u2066// not what it seems\u2069 \u2066",
    "in\u200bvis\u2060ible \ufeff\xad\u180e",
    "\U000e0041\U000e0042 tags",
    "\ud800 alone, \udc00 alone, \ud83d\ude00 as a pair",
    "\uffff \ufdd0 \U0010ffff \ue000",
    "caf\xe9 \u4e2d\u6587 \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \U0001f600",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u4e2d" * 60,
    "Z\u0351\u036b\u0343algo \uff26\uff35\uff2c\uff2c \ufb01ne",
    # long
    "x" * 300,
    "several words " * 40,
    "quoted \"words\" and 'others' " * 20,
)
"""Texts that break something somewhere: whatever is made from a catalog must survive them."""

_READABLE = [text for text in HOSTILE if not re.search("[\ud800-\udfff]", text)]
"""What a catalog can say: half a surrogate pair is no character, and no file holds one."""

Read: TypeAlias = Callable[[str], Mapping[str, Sequence[str]]]
"""Reads the text of a file that was made: title, or title and detail, of every code in it."""


# --- catalogs --------------------------------------------------------------------------------


def catalogs() -> tuple[Catalog, ...]:
    """Return three small catalogs: codes that are texts, numbers below zero, and plain numbers."""
    return (_SQLSTATE, _JSONRPC, _TELEPHONY)


_SQLSTATE = Catalog(
    id="sqlstate",
    title="SQLSTATE",
    version="2.1",
    code=CodeFormat(pattern="[0-9A-Z]{5}", order="text"),
    ranges=(
        Range("syntax", title="Syntax or access", prefix="42"),
        Range("operator", title="Operator", prefix="57", width=3),
    ),
    entries=(
        Entry("01000", "WARNING", "Warning", severity="warning"),
        Entry("42P01", "UNDEFINED_TABLE", "Undefined table", range="syntax"),
        Entry(
            "42P02",
            "UNDEFINED_PARAMETER",
            "Undefined parameter",
            "There is no parameter `$1`.",
            range="syntax",
            retired=Retirement("2.0", "It is one with the other.", ("42P01",)),
        ),
        Entry("57P03", "CANNOT_CONNECT_NOW", "Cannot connect now", range="operator"),
    ),
)
_JSONRPC = Catalog(
    id="jsonrpc",
    title="JSON-RPC",
    code=CodeFormat(wire_type="integer", order="number"),
    envelope=Envelope("custom", "/error/code", "/error/message"),
    entries=(
        Entry("-32700", "PARSE_ERROR", "Parse error", "It is not JSON."),
        Entry("-32600", "INVALID_REQUEST", "Invalid request", fault="caller"),
        Entry("0", "NONE", "None", preview=True),
        Entry("1", "CLASS", "Class"),
    ),
)
_TELEPHONY = Catalog(
    id="telephony",
    title="Telephony errors",
    description="What the telephony API answers.",
    version="1.4.0",
    docs_url="https://example.com/errors/{code}",
    envelope=Envelope(
        "jsonapi", "/errors/0/code", "/errors/0/title", "/errors/0/detail"
    ),
    products=(Product("voice", title="Voice", owner="voice-team"),),
    ranges=(
        Range("general", title="General", first="10000", last="19999"),
        Range("voice", title="Voice", first="20000", last="29999", owner="voice-team"),
    ),
    reserved=(Reserved(first="29000", last="29999", reason="For tests."),),
    entries=(
        Entry(
            "10001",
            "INACTIVE_PHONE_NUMBER",
            "Inactive phone number",
            "The phone number {number} is inactive.",
            cases=(Case(http_status=403),),
            causes=("It was ported away.",),
            params=(Param("number", description="The number.", sensitive=True),),
            examples=(
                Example(params={"number": "+15550100"}, source={"pointer": "/to"}),
            ),
            aliases=("PHONE_NUMBER_INACTIVE",),
            range="general",
        ),
        Entry(
            "10011",
            "TOO_MANY_REQUESTS",
            "Too many requests",
            "Slow down.\n\n- now\n- later",
            retry=Retry("after_delay", "PT1M"),
            cases=(Case("api", 429, channel="http"), Case("call", 503, channel="sip")),
            links=(Link("https://example.com/limits", "Limits"),),
            range="general",
        ),
        Entry(
            "20001",
            "CALL_ENDED",
            "Call ended",
            deprecated=Deprecation(
                "1.3", "It says too little.", ("20002",), "2030-01-01"
            ),
            products=("voice",),
            range="voice",
        ),
        Entry(
            "20002",
            "CALL_HUNG_UP",
            "Call hung up",
            related=(Related("sip", "487"),),
            range="voice",
        ),
    ),
)


def hostile_catalog(text: str) -> Catalog:
    """Return a catalog that says *text* wherever the format lets any text stand."""
    item = text or "-"
    entry = Entry(
        "77",
        "HOSTILE",
        text,
        text,
        text,
        causes=(text,),
        solutions=(text,),
        cases=(Case(item[:64], 400, text, text, text), Case("second", 409)),
        products=("product",),
        params=(Param("param", description=text),),
        links=(Link(item, text),),
        related=(Related(item, item),),
        tags=(text,),
        examples=(Example("second", {"param": text}, text, {"header": text}),),
        deprecated=Deprecation(text, text, (item,), text),
        since=text,
        range="general",
    )
    other = Entry(item[:64], "OTHER", retired=Retirement(text, text, (item,)))
    return Catalog(
        id="hostile",
        title=text,
        description=text,
        version=text,
        language=text,
        docs_url=text,
        products=(Product("product", text, text, text, text),),
        ranges=(Range("general", text, text, "1", "99", owner=text, docs_url=text),),
        reserved=(Reserved("500", owner=text, reason=text),),
        entries=(entry, other),
    )


# --- the laws --------------------------------------------------------------------------------


class Breach(NamedTuple):
    """A law that a generator breaks, and how."""

    law: str
    reason: str

    def __str__(self) -> str:
        return f"{self.law}: {self.reason}"


class _Subject(NamedTuple):
    """A generator on trial, and what it is tried with."""

    generator: Generator
    options: Mapping[str, Any]
    catalogs: tuple[Catalog, ...]
    read: Read | None
    module: str

    def made(self, catalog: Catalog, audience: str = "public") -> tuple[File, ...]:
        """Return what the generator makes of *catalog*."""
        options = parse_options(self.generator, self.options)
        return render(self.generator, visible(catalog, audience), options)


def conformance(
    generator: Generator,
    catalog: Catalog | None = None,
    *,
    options: Mapping[str, Any] | None = None,
    read: Read | None = None,
    module: str = "",
) -> None:
    """Do nothing if *generator* keeps every law; the arguments are those of `breaches`.

    Raises:
        AssertionError: it names every law that is broken, and how.

    """
    found = breaches(generator, catalog, options=options, read=read, module=module)
    listed = "".join(f"\n- {breach}" for breach in found)
    if listed:
        raise AssertionError(f"the target '{generator.name}' breaks a law{listed}")


def breaches(
    generator: Generator,
    catalog: Catalog | None = None,
    *,
    options: Mapping[str, Any] | None = None,
    read: Read | None = None,
    module: str = "",
) -> Iterator[Breach]:
    """Yield the laws that *generator*, with *options*, does not keep.

    It is tried with *catalog*, or with those of `catalogs`, and with hostile ones. With *read*
    what it makes is read back, and must say what the catalog says. *module* is where a process of
    its own finds the generator, if that is not the module it was made in.
    """
    tried = catalogs() if catalog is None else (catalog,)
    subject = _Subject(
        generator, options or {}, tried, read, module or generator.module
    )
    for name, law in LAWS.items():
        try:
            for reason in law(subject):
                yield Breach(name, reason)
        except Exception as error:
            yield Breach(name, f"could not be tried: {_shown(error)}")


def _shown(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _repeatable(subject: _Subject) -> Iterator[str]:
    """What is made twice is the same twice."""
    for catalog in subject.catalogs:
        if subject.made(catalog) != subject.made(catalog):
            yield f"{catalog.id}: the second time, other files are made"


def _order(subject: _Subject) -> Iterator[str]:
    """Where an entry stands, and in which file, makes no difference."""
    for catalog in subject.catalogs:
        moved = tuple(
            entry._replace(file="elsewhere.yaml", position=index)
            for index, entry in enumerate(reversed(catalog.entries))
        )
        other = replace(catalog, entries=moved, file="other.yaml", root="other")
        if subject.made(catalog) != subject.made(other):
            yield f"{catalog.id}: other files are made once entries stand elsewhere"


_RAW = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What no language has bare in a text: who lets it through has escaped nothing."""


def _hostile(subject: _Subject) -> Iterator[str]:
    """Any text can be made, and no control character of it is let through."""
    for text in _READABLE:
        try:
            files = subject.made(hostile_catalog(text))
        except Exception as error:
            yield f"of the text {text!r}: {_shown(error)}"
            continue
        raw = next((found for each in files if (found := _RAW.search(each.text))), None)
        if raw:
            yield f"the text {text!r} goes out as it is: {raw[0]!r} should be escaped"
        yield from _wrong_paths(subject.generator, files)


PARTNER = "for-partners-6c1d40"
INTERNAL = "for-us-b2970f"
NEVER = "for-nobody-35e8aa"


def _guarded(subject: _Subject) -> Iterator[str]:
    """What an audience may not see is nowhere, in no file and in no name of one."""
    for audience, hidden in (
        ("public", (PARTNER, INTERNAL, NEVER)),
        ("partner", (INTERNAL, NEVER)),
        ("internal", (NEVER,)),
    ):
        for path, text in subject.made(_secretive(), audience):
            for secret in hidden:
                if secret in path or secret in text:
                    yield f"{secret} is in {path}, which is made for the audience {audience}"


def _secretive() -> Catalog:
    """Return a catalog with something to hide in every place that can hold it."""
    entries = (
        Entry(
            "1",
            "OPEN",
            "Open",
            "Open to all.",
            deprecated=Deprecation("1", "Old.", ("2", "3")),
        ),
        Entry("2", "FOR_PARTNERS", PARTNER, PARTNER, PARTNER, audience="partner"),
        Entry("3", "FOR_US", INTERNAL, INTERNAL, INTERNAL, audience="internal"),
    )
    return Catalog(
        id="secretive",
        title="Secretive",
        products=(Product("product", owner=INTERNAL),),
        ranges=(Range("range", first="1", last="9", owner=INTERNAL),),
        reserved=(Reserved("9", owner=INTERNAL, reason=INTERNAL),),
        entries=tuple(map(_closed, entries)),
        extensions={"x-team": NEVER},
        file=f"/{NEVER}/catalog.yaml",
        root=f"/{NEVER}",
    )


def _closed(entry: Entry) -> Entry:
    return entry._replace(
        notes=NEVER,
        lint=Suppression(("title-present",), NEVER),
        extensions={"x-owner": NEVER},
        file=f"/{NEVER}/entries.yaml",
    )


def _marked(subject: _Subject) -> Iterator[str]:
    """A file says near its beginning that errcat made it, so that errcat may make it again."""
    for catalog in subject.catalogs:
        for path, text in subject.made(catalog):
            if text and MARK.encode() not in text.encode("utf-8", "replace")[:HEAD]:
                yield f"{path} does not hold the first line of `errcat.header`"


def _lines(subject: _Subject) -> Iterator[str]:
    """Lines end with LF, the last one too, and all of it can be written as UTF-8."""
    for catalog in subject.catalogs:
        for path, text in subject.made(catalog):
            if "\r" in text:
                yield f"{path} holds a carriage return"
            if text and not text.endswith("\n"):
                yield f"{path} ends in the middle of a line"
            if text.startswith("\ufeff"):
                yield f"{path} begins with a byte order mark"


def _contained(subject: _Subject) -> Iterator[str]:
    """Files lie inside the output, each with a path of its own."""
    for catalog in subject.catalogs:
        yield from _wrong_paths(subject.generator, subject.made(catalog))


def _wrong_paths(generator: Generator, files: Sequence[File]) -> Iterator[str]:
    try:
        placed = [path for path, _ in paths(generator, "out", files)]
    except ErrcatError as error:
        yield str(error)
        return
    seen: set[str] = set()
    for path in placed:
        if path.casefold() in seen:
            yield f"two files are called {path}, where upper and lower case are the same"
        seen.add(path.casefold())
        if "\\" in path or "\0" in path or {"", ".", ".."} & set(path.split("/")):
            yield f"{path!r} is no path below the output"


def _read_back(subject: _Subject) -> Iterator[str]:
    """What is read back from the files is what the catalog says."""
    if subject.read is None:
        return
    for catalog in (*subject.catalogs, *map(hostile_catalog, _READABLE)):
        found: dict[str, Sequence[str]] = {}
        for file in subject.made(catalog):
            found.update(subject.read(file.text))
        said = {entry.code: (entry.title, entry.detail) for entry in catalog.entries}
        for code in sorted(found.keys() ^ said.keys()):
            yield f"{catalog.id}: the code {code!r} is {'missing' if code in said else 'new'}"
        for code in sorted(found.keys() & said.keys()):
            texts = tuple(found[code])
            if texts != said[code][: len(texts)]:
                yield f"{catalog.id} {code}: {texts!r} is not what it says: {said[code]!r}"


# --- elsewhere, and at another time ----------------------------------------------------------

_ELSEWHERE: Sequence[Mapping[str, str]] = (
    {
        "PYTHONHASHSEED": "1",
        "LC_ALL": "C",
        "TZ": "AAA-14",
        "HOME": "/root",
        "USER": "one",
    },
    {
        "PYTHONHASHSEED": "2",
        "LC_ALL": "C.UTF-8",
        "TZ": "BBB+12",
        "HOME": "/home",
        "USER": "two",
    },
)
_YEAR = 366 * 24 * 60 * 60


def _elsewhere(subject: _Subject) -> Iterator[str]:
    """Another process, hash seed, language, time zone, folder and year change nothing."""
    here = [_plain(subject.made(catalog)) for catalog in subject.catalogs]
    for number, environment in enumerate(_ELSEWHERE):
        order = (
            subject.module,
            subject.generator.name,
            subject.options,
            subject.catalogs,
        )
        there = _made_elsewhere(pickle.dumps((*order, number * _YEAR)), environment)
        if isinstance(there, str):
            yield f"in a process of its own: {there}"
            return
        for catalog, mine, its in zip(subject.catalogs, here, there, strict=True):
            if mine != its:
                yield f"{catalog.id}: other files are made with {_listed(environment)}"


def _listed(environment: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in environment.items())


def _plain(files: Sequence[File]) -> list[list[str]]:
    return [list(file) for file in files]


def _made_elsewhere(order: bytes, environment: Mapping[str, str]) -> list[Any] | str:
    """Return the files that a process of its own makes, catalog by catalog, or what went wrong."""
    with TemporaryDirectory() as folder:
        done = subprocess.run(  # this module, in a process of its own
            [sys.executable, "-m", "errcat.testing"],
            input=order,
            capture_output=True,
            check=False,
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
                **environment,
            },
        )
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"it ended with {done.returncode}"
    made: list[Any] = json.loads(done.stdout)
    return made


def _answer() -> None:
    """Make what the order on stdin says, and write it to stdout."""
    order = pickle.load(sys.stdin.buffer)  # noqa: S301  # it comes from this module
    module, name, options, catalogs, later = order
    _set_clock(later)
    found = [
        value
        for value in vars(import_module(module)).values()
        if isinstance(value, Generator) and value.name == name
    ]
    if not found:
        raise SystemExit(f"the module {module} holds no generator called '{name}'")
    subject = _Subject(found[0], options, catalogs, None, module)
    json.dump([_plain(subject.made(catalog)) for catalog in catalogs], sys.stdout)


def _set_clock(later: int) -> None:
    """Let Python's clocks be *later* by so many seconds, for whoever imports them from here on."""
    import datetime as dt
    import time

    clock, localtime, gmtime, strftime = (
        time.time,
        time.localtime,
        time.gmtime,
        time.strftime,
    )

    def shifted() -> float:
        return clock() + later

    class Date(dt.date):
        @classmethod
        def today(cls) -> Any:
            return cls.fromtimestamp(shifted())

    class DateTime(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            return cls.fromtimestamp(shifted(), tz)

        @classmethod
        def utcnow(cls) -> Any:
            return cls.now(dt.UTC).replace(tzinfo=None)

        @classmethod
        def today(cls) -> Any:
            return cls.now()

    def at(when: float | None) -> float:
        return shifted() if when is None else when

    def local(when: float | None = None) -> time.struct_time:
        return localtime(at(when))

    def universal(when: float | None = None) -> time.struct_time:
        return gmtime(at(when))

    def written(form: str, when: Any = None) -> str:
        return strftime(form, local() if when is None else when)

    for module, clocks in (
        (dt, {"date": Date, "datetime": DateTime}),
        (time, {"time": shifted, "time_ns": lambda: int(shifted() * 1e9)}),
        (time, {"localtime": local, "gmtime": universal, "strftime": written}),
    ):
        for name, clock_of in clocks.items():
            setattr(module, name, clock_of)


Law: TypeAlias = Callable[[_Subject], Iterator[str]]
"""Yields how a generator on trial breaks it."""
LAWS: Mapping[str, Law] = {
    "repeatable": _repeatable,
    "elsewhere": _elsewhere,
    "order": _order,
    "hostile texts": _hostile,
    "audience": _guarded,
    "mark": _marked,
    "lines": _lines,
    "paths": _contained,
    "reading back": _read_back,
}

if __name__ == "__main__":
    _answer()
