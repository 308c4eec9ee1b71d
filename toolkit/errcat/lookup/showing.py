"""An answer for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from errcat.lookup import rule_pages
from errcat.lookup.explaining import Answer
from errcat.lookup.rule_pages import RulePage
from errcat.lookup.sheets import ITEMS, LINES, Fact, Section, Sheet, sheet_of
from errcat.reporting.report import paint, wrapped
from errcat.text import (
    BULLETS,
    markdown,
    markdown_cell,
    markdown_code,
    markdown_fence,
    markdown_link,
    markdown_text,
    paragraphs,
    terminal,
    url,
)

_WIDEST = 100
"""Longer lines of prose are hard to read."""
_BOLD, _DIM, _HEADING, _WARNING = "1", "2", "36", "33"


class Screen(NamedTuple):
    """The terminal that an answer is for."""

    width: int = 0
    """Its columns; 0 where lines do not wrap."""
    color: bool = False

    def lines(self, text: str, first: str = "", further: str = "") -> list[str]:
        """Return *text*, which is safe, below and after *first*, wrapped."""
        width = min(self.width, _WIDEST)
        return wrapped(first + text, width, further).split("\n")


# --- for a terminal --------------------------------------------------------------------------


def shown(answer: Answer, screen: Screen) -> str:
    """Return entries and rules for a terminal."""
    sheets = ("\n".join(_sheet(sheet, screen)) for sheet in _sheets(answer))
    rules = (rule_pages.shown(page, color=screen.color) for page in answer.rules)
    return "\n\n".join([*sheets, *rules]) + "\n"


def _sheets(answer: Answer) -> Iterator[Sheet]:
    return map(sheet_of, answer.explanations)


def _sheet(sheet: Sheet, screen: Screen) -> Iterator[str]:
    label = paint(terminal(sheet.code), _BOLD, screen.color)
    name = f" {terminal(sheet.name)}" if sheet.name else ""
    title = f"  {paint(terminal(sheet.title), _BOLD, screen.color)}"
    yield from screen.lines(f"{label}{name}{title if sheet.title else ''}", "", "  ")
    if sheet.life:
        yield from _painted(terminal(sheet.life), _WARNING, screen)
    for section in sheet.before:
        yield ""
        yield from _section(section, screen)
    yield ""
    yield from _facts(sheet.facts, screen)
    for section in sheet.after:
        yield ""
        yield from _section(section, screen)


def _painted(text: str, code: str, screen: Screen) -> Iterator[str]:
    """Yield the lines of *text*, each with its own color: wrapping breaks between words."""
    for line in screen.lines(text):
        yield paint(line, code, screen.color)


def _section(section: Section, screen: Screen) -> Iterator[str]:
    if section.title:
        yield paint(section.title, _HEADING, screen.color)
    if section.kind == LINES:
        yield from (f"  {terminal(line)}".rstrip() for line in section.parts)
        return
    indent = "  " if section.title else ""
    for number, part in enumerate(filter(str.strip, section.parts)):
        if section.kind == ITEMS:
            yield from _text(part, f"{indent}- ", f"{indent}  ", screen)
        else:
            if number:
                yield ""
            yield from _text(part, indent, indent, screen)


def _text(text: str, first: str, further: str, screen: Screen) -> Iterator[str]:
    """Yield the lines of a catalog text with its paragraphs and bullets."""
    start = first
    for number, block in enumerate(paragraphs(text)):
        if number and block.kind != BULLETS:
            yield ""
        for item in block.items:
            bullet = "- " if block.kind == BULLETS else ""
            more = further + " " * len(bullet)
            yield from screen.lines(terminal(item), f"{start}{bullet}", more)
            start = further


def _facts(facts: Iterable[Fact], screen: Screen) -> Iterator[str]:
    width = max((len(fact.label) for fact in facts), default=0)
    for fact in facts:
        label = paint(f"{fact.label:<{width}}", _HEADING, screen.color)
        indent = " " * (width + 2)
        for number, value in enumerate(filter(None, fact.values)):
            start = indent if number else f"{label}  "
            yield from screen.lines(terminal(value), start, indent)


# --- as Markdown -----------------------------------------------------------------------------


def markdown_of(answer: Answer) -> str:
    """Return entries and rules as one Markdown document in which no text is markup."""
    parts = [*map(_markdown_sheet, _sheets(answer)), *map(_markdown_rule, answer.rules)]
    return "\n".join("\n".join(lines) + "\n" for lines in parts)


def _markdown_sheet(sheet: Sheet) -> list[str]:
    name = f" {markdown_code(sheet.name)}" if sheet.name else ""
    title = f": {markdown_cell(sheet.title)}" if sheet.title else ""
    lines = [f"## {markdown_code(sheet.code)}{name}{title}"]
    if sheet.life:
        lines += ["", markdown_text(sheet.life)]
    for section in sheet.before:
        lines += ["", *_markdown_section(section)]
    lines += ["", "| | |", "|---|---|"]
    lines += [f"| {fact.label} | {_markdown_value(fact)} |" for fact in sheet.facts]
    for section in sheet.after:
        lines += ["", *_markdown_section(section)]
    return lines


def _markdown_section(section: Section) -> Iterator[str]:
    if section.title:
        yield from (f"### {section.title}", "")
    if section.kind == LINES:
        yield from markdown_fence("\n".join(section.parts), "markdown")
        return
    texts = [markdown_text(part) for part in section.parts if part.strip()]
    if section.kind == ITEMS:
        yield from ("- " + text.replace("\n", "\n  ") for text in texts)
    else:
        yield "\n\n".join(texts)


_VALUES: dict[str, Callable[[str], str]] = {
    "Documentation": lambda text: (
        markdown_link(text, text) if url(text) else markdown_cell(text)
    ),
    "File": lambda text: markdown_code(text, cell=True),
}
"""How the values of some facts are written; the others are plain text."""


def _markdown_value(fact: Fact) -> str:
    write = _VALUES.get(fact.label, markdown_cell)
    return "<br>".join(write(value) for value in fact.values if value)


def _markdown_rule(page: RulePage) -> list[str]:
    head = f"## {markdown_code(page.name)} ({markdown(page.kind)})"
    options = [f"- {markdown(option)}" for option in page.options]
    return [head, "", page.page, *(["", "Options:", "", *options] if options else [])]
