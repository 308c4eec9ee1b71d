"""Texts that break careless output, and a catalog that holds one everywhere."""

from __future__ import annotations

import re

from errcat.model import (
    Case,
    Catalog,
    Deprecation,
    Entry,
    Example,
    Link,
    Param,
    Product,
    Range,
    Related,
    Reserved,
    Retirement,
)

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
"""Texts that break careless output; a target must handle all of them."""

READABLE = [text for text in HOSTILE if not re.search("[\ud800-\udfff]", text)]
"""Those that a catalog can hold: a lone surrogate is not a character, so no file has one."""


def hostile_catalog(text: str) -> Catalog:
    """Return a catalog that holds *text* in every field that allows any text."""
    item = text or "-"
    entry = Entry(
        "77",
        "HOSTILE",
        text,
        text,
        text,
        causes=(text,),
        solutions=(text,),
        page=text,
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
    other = Entry(item[:128], "OTHER", retired=Retirement(text, text, (item,)))
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
