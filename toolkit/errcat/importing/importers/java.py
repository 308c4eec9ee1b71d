"""Java: enum constants with their arguments, by the names of constructor parameters; constants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from errcat.importing.extracting import Extract, Importer, Table, Text
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
    texts_by_member,
    valued,
)

_SUFFIXES = (".java",)
sniff = sniffer(
    r"^\s*public\s+(?:final\s+)?(?:enum|class|interface)\s+\w+[^\n]*\{?\s*$",
    r"^\s*(?:private\s+|protected\s+|static\s+)*enum\s+\w+[^\n;=]*\{",
    r"^\s*(?:public\s+|private\s+)?static\s+final\s+(?:int|long|String)\s+\w+\s*=",
    suffixes=_SUFFIXES,
)


def extract(text: Text) -> Extract:
    """Return the codes of a source file."""
    root = parsed(text, "java")
    return extracted([*_enums(root), *_constants(root)])


def _enums(root: Any) -> Iterator[Table | None]:
    texts = texts_by_member(_texts(root))
    for enum in descendants(root, ["enum_declaration"]):
        body = child_of(enum, "enum_body")
        names = _parameters(body)
        members = [
            _member(node, names, comment, line)
            for node, comment, line in commented(named(body), ["enum_constant"])
        ]
        title = child_of(enum, "identifier").text()
        yield table(title, line_of(enum), members, texts)


def _texts(root: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of maps: `Map.of(Code.GONE, "Gone")`, `texts.put(Code.GONE, "Gone")`."""
    for call in descendants(root, ["method_invocation"]):
        if re.search(r"\b(?:of|put|entry)\($", call.text().partition("(")[0] + "("):
            arguments = named(child_of(call, "argument_list"))
            yield from zip(arguments[::2], arguments[1::2], strict=False)


def _parameters(body: Any) -> list[str]:
    """Return the names of the parameters of the longest constructor."""
    lists: list[list[str]] = [[]]
    for constructor in descendants(body, ["constructor_declaration"]):
        parameters = descendants(constructor, ["formal_parameter"])
        lists.append([named(parameter)[-1].text() for parameter in parameters])
    return max(lists, key=len)


def _member(node: Any, names: list[str], comment: str, line: int) -> Member:
    arguments = child_of(node, "argument_list")
    given = (
        [argument for argument in named(arguments) if "comment" not in argument.kind()]
        if arguments
        else []
    )
    fields = {
        names[at] if at < len(names) else str(at): valued(argument)
        for at, argument in enumerate(given)
    }
    return Member(
        child_of(node, "identifier").text(), line_of(node), None, fields, comment, line
    )


def _constants(root: Any) -> Iterator[Table | None]:
    """Yield the constants of every class: `public static final int CARD_DECLINED = 1001;`."""
    for body in descendants(root, ["class_body", "interface_body"]):
        members: list[Member] = []
        kinds = ("field_declaration", "constant_declaration")
        for node, comment, line in commented(named(body), kinds):
            modifiers = child_of(node, "modifiers")
            constant = node.kind() == "constant_declaration" or (
                modifiers
                and "static" in modifiers.text()
                and "final" in modifiers.text()
            )
            parts = named(child_of(node, "variable_declarator"))
            if not constant or len(parts) < 2:  # noqa: PLR2004 -- a name and its value
                continue
            name, at, value = parts[0].text(), line_of(node), literal(parts[-1])
            if value or parts[-1].kind() == "binary_expression":
                computed = value is None
                members.append(Member(name, at, value, {}, comment, line, computed))
        members = members if any(member.value for member in members) else []
        title = child_of(body.parent(), "identifier")
        yield table(title.text() if title else "", line_of(body), members)


IMPORTER = Importer(__name__, __doc__, _SUFFIXES, sniff, extract)
