"""Go: constants, `iota` included; maps from constants to texts; variables made by a call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from errcat.importing.extracting import Extract, Importer, Skipped, Table, Text
from errcat.importing.members import (
    Member,
    child_of,
    commented,
    descendants,
    extracted,
    line_of,
    literal,
    named,
    parsed,
    sniffer,
    table,
    uncomputed,
    valued,
)
from errcat.importing.trees import Node

_SUFFIXES = (".go",)
sniff = sniffer(r"^package\s+\w+\s*$", suffixes=_SUFFIXES)
_IOTA = re.compile(r"iota(?:\s*\+\s*([0-9]+))?|([0-9]+)\s*\+\s*iota").fullmatch


def extract(text: Text) -> Extract:
    """Return the codes of a source file."""
    root = parsed(text, "go")
    skipped: list[Skipped] = []
    texts = _texts(root)
    tables: list[Table | None] = []
    for block in descendants(root, ["const_declaration"]):
        members = list(_constants(block, texts, skipped))
        kind = next(descendants(block, ["type_identifier"]), None)
        tables.append(table(kind.text() if kind else "", line_of(block), members))
    tables.append(table("", 1, list(_calls(root))))
    return extracted(tables, skipped)


def _constants(
    block: Any, texts: dict[str, Node], skipped: list[Skipped]
) -> Iterator[Member]:
    form = ""
    for at, (node, comment, line) in enumerate(commented(named(block), ["const_spec"])):
        name = child_of(node, "identifier").text()
        given = child_of(node, "expression_list")
        form = given.text() if given else form
        value = literal(given) if given else None
        iota = _IOTA(form)
        if value is None and iota:
            value = Node(at + int(iota[1] or iota[2] or 0), line_of(node))
        if name == "_":
            continue
        if value is None:
            skipped += uncomputed([(name, line_of(node), form)])
            continue
        about = _without(name, comment)
        yield Member(
            name, line_of(node), value, {}, about, line, message=texts.get(name)
        )


def _without(name: str, comment: str) -> str:
    """Return a comment without the name it begins with, as Go's comments do."""
    return re.sub(rf"^{name} (?:is|means|indicates(?: that)?|-)?\s*", "", comment)


def _texts(root: Any) -> dict[str, Node]:
    """Return the texts by constant that maps hold: `map[Code]string{NotFound: "not found"}`."""
    texts: dict[str, Node] = {}
    for element in descendants(root, ["keyed_element"]):
        parts = named(element)
        value = literal(parts[-1])
        if (
            value
            and isinstance(value.data, str)
            and re.fullmatch(r"[\w.]+", parts[0].text())
        ):
            texts.setdefault(parts[0].text().rpartition(".")[2], value)
    return texts | {
        label.text(): value
        for case in descendants(root, ["expression_case"])
        for value in [_returned(case)]
        if value
        for label in named(child_of(case, "expression_list"))
    }


def _returned(case: Any) -> Node | None:
    """Return the text of a case: `case NotFound: return "not found"`."""
    statement = child_of(child_of(case, "statement_list"), "return_statement")
    value = child_of(statement, "expression_list")
    constant = literal(value) if value else None
    return constant if constant and isinstance(constant.data, str) else None


def _calls(root: Any) -> Iterator[Member]:
    """Yield the variables that a call with a code makes: `var ErrX = New(1001, "text")`."""
    for block in descendants(root, ["var_declaration"]):
        inner = child_of(block, "var_spec_list") or block
        for node, comment, line in commented(named(inner), ["var_spec"]):
            for call in descendants(node, ["call_expression"]):
                fields = {
                    str(at): valued(argument)
                    for at, argument in enumerate(
                        named(child_of(call, "argument_list"))
                    )
                    if literal(argument) or isinstance(valued(argument).data, int)
                }
                if len(fields) > 1:
                    name = child_of(node, "identifier").text()
                    text = _without(name, comment)
                    yield Member(name, line_of(node), None, fields, text, line)
                break


IMPORTER = Importer(__name__, __doc__, _SUFFIXES, sniff, extract)
