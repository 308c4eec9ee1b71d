"""Tell whether a text of the catalog became code, markup or a directive in a generated file."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from typing import Final

from errcat.generating.target import Generator
from errcat.generating.templating.grammars import (
    BAD,
    CODE,
    GRAMMARS,
    OUTSIDE,
    tokens_of,
)
from errcat.model import Catalog
from errcat.testing.hostile import hostile_catalog
from errcat.testing.subject import Subject

CANARY: Final = "q_zX9"
"""Stands in every text; no casing of a name leaves it as it is."""
_BREAKS = ("\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_CLOSING = ('"', "'", "`", '"""', "'''", "*/", "?>", "-->", "]]>", "</script>", "\\")
_ESCAPED = ("\\u000a", "\\u000d", "\\u0022", "\\u002a\\u002f", "\\n", '\\"', "\\'")
_INSERTED = ("#{%}", "{$%}", "${%}", "$%", "\\(%)", "$(%)", "`%`", "{%}", "#@%")
_MARKUP = (
    '"><script>%</script>',
    "' onmouseover='%",
    '" onmouseover="%',
    "x onmouseover=%",
    "<b %>",
    "javascript:%",
    "<!-- % -->",
)
_ENDING = ("\\", "\\\\", '"', "'", "*", "/", "#", "\u2028", "??/")
ESCAPES: Final[tuple[str, ...]] = (
    *(f"a{mark} {CANARY} {mark}b" for mark in (*_BREAKS, *_CLOSING, *_ESCAPED)),
    *(f"a{mark}; {CANARY}(); //" for mark in (*_BREAKS, *_CLOSING, *_ESCAPED)),
    *(f"a {text.replace('%', CANARY)} b" for text in _INSERTED),
    *(text.replace("%", CANARY) for text in (*_INSERTED, *_MARKUP)),
    *(f"{CANARY} {mark}" for mark in _ENDING),
)
"""Texts that get out of the strings, comments and tags of careless output."""
_BATCH = 16


def contained(subject: Subject) -> Iterator[str]:
    """No text becomes code or markup: it stays in strings, comments and text."""
    plain = _problems(subject, ("plain",))
    for start in range(0, len(ESCAPES), _BATCH):
        batch = ESCAPES[start : start + _BATCH]
        if not _problems(subject, batch) - plain:
            continue
        alone = False
        for text in batch:
            for problem in sorted(_problems(subject, (text,)) - plain):
                alone = True
                yield f"with the text {text!r}: {problem}"
        if not alone:
            yield f"with the texts {batch!r}: text stands where code is expected"


def _problems(subject: Subject, texts: tuple[str, ...]) -> set[str]:
    files = subject.files(_catalog(texts))
    return {
        f"{file.path}: {problem}"
        for index, file in enumerate(files)
        for problem in _checked(
            file.text, _extension(subject.generator, file.path, index)
        )
    }


def _catalog(texts: tuple[str, ...]) -> Catalog:
    """Return a catalog that holds *texts* one in each entry, and all of them in its header."""
    header = hostile_catalog(" ".join(texts))
    entries = tuple(
        entry._replace(code=f"{number}{at} {text}"[:64], name=f"{entry.name}_{number}")
        for number, text in enumerate(texts)
        for at, entry in enumerate(hostile_catalog(text).entries)
    )
    return replace(header, entries=entries)


def _extension(generator: Generator, path: str, index: int) -> str:
    if generator.single and index == 0:
        path = generator.suffix
    return os.path.splitext(f"x{path}")[1].lower()


def _checked(text: str, extension: str) -> Iterator[str]:
    check = _CHECKS.get(extension)
    if check:
        yield from check(text)
    elif extension in GRAMMARS:
        yield from _in_code(text, extension)


def _in_code(text: str, extension: str) -> Iterator[str]:
    for kind, part in tokens_of(GRAMMARS[extension], text):
        if kind == BAD:
            yield f"{part!r} is not valid in a string, or does not end"
        elif kind == CODE and CANARY in part:
            yield "a text is code"
        elif kind == OUTSIDE and CANARY in part:
            yield "a text is outside of the code"


def _in_json(text: str) -> Iterator[str]:
    try:
        json.loads(text)
    except ValueError as error:
        yield f"not JSON: {error}"


def _in_xml(text: str) -> Iterator[str]:
    try:
        root = ET.fromstring(text)  # noqa: S314  # the generator under test wrote it
    except ET.ParseError as error:
        yield f"not XML: {error}"
        return
    for element in root.iter():
        if CANARY in element.tag or any(CANARY in name for name in element.attrib):
            yield "a text is markup"


class _Page(HTMLParser):
    """Collects what is code in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.script = tag if tag in ("script", "style") else ""
        for name, value in attrs:
            link = (value or "").strip().lower().startswith("javascript:")
            if CANARY.lower() in name + tag:
                self.problems.append("a text is markup")
            elif CANARY in (value or "") and (link or name.startswith("on")):
                self.problems.append("a text is a script")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.script:
            self.script = ""

    def handle_data(self, data: str) -> None:
        if not self.script:
            return
        grammar = GRAMMARS[".js"]
        if any(
            CANARY in part for kind, part in tokens_of(grammar, data) if kind == CODE
        ):
            self.problems.append("a text is a script")


def _in_html(text: str) -> Iterator[str]:
    page = _Page()
    page.feed(text)
    page.close()
    yield from page.problems


def _unchecked(_: str) -> Iterator[str]:
    return iter(())


_CHECKS: Final[Mapping[str, Callable[[str], Iterator[str]]]] = {
    ".htm": _in_html,
    ".html": _in_html,
    ".json": _in_json,
    # Their strings need no quotes, so that a text cannot be told from what the target wrote.
    ".properties": _unchecked,
    ".svg": _in_xml,
    ".xml": _in_xml,
    ".yaml": _unchecked,
    ".yml": _unchecked,
}
