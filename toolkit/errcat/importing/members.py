"""Source code -> tables: members of enums, constants and error classes, with their comments.

Every language brings its kinds of syntax nodes; what is made of them is the same everywhere: a
member has a name, a value or arguments, and a comment above it or behind it on its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any, NamedTuple, TypeGuard

from errcat.errors import ExtraMissing
from errcat.importing.columns import field_of
from errcat.importing.extracting import (
    COMMENT,
    Cell,
    Extract,
    Group,
    Row,
    Skipped,
    Table,
    Text,
)
from errcat.importing.trees import Node, unescaped
from errcat.naming import words

_INTEGER = re.compile(
    r"([-+]?)\s*(0[xX][0-9a-fA-F_]+|[0-9][0-9_]*)(?:[uUlL]|[ui](?:8|16|32|64|size))*"
).fullmatch
_STRING = re.compile(
    r"([rbuRBUfF@$L]{0,2})(\"\"\"|'''|\"|'|`|#\")(.*)\2", re.DOTALL
).fullmatch
_RAW = ("raw_string", "verbatim_string")
_JOINED = {
    "binary_expression": ("+",),
    "binary_operator": ("+",),
    "concatenated_string": (),
    "expression_list": (),
    "parenthesized_expression": ("(", ")"),
}
"""Expressions that only put literals together, and their signs."""
_RULER = re.compile(r"(?m)^[-=*#~_/+ ]{3,}$")
_BRACED = re.compile(r"\{@\w+\s+([^{}]*)\}")
_MARK = re.compile(
    r"(?m)^[ \t]*(?:/\*\*?|\*/|\*(?!\*)|//[/!]?|#[:!]?)[ \t]?|[ \t]*\*/[ \t]*$"
)
_TAG = re.compile(r"</?(?:summary|remarks|para|p|see|c|code|b|i)\b[^<>]*>")
_DOC_TAG = re.compile(r"(?m)^\s*@\w+.*$")
_DISABLED = re.compile(
    r"eslint|prettier|noinspection|nolint|noqa|type:\s*ignore|@ts-|pragma|buf:lint"
)


class Member(NamedTuple):
    """One member of an enum, or one constant, before it is known what is its code."""

    name: str
    line: int
    value: Node | None = None
    """A literal; None where there is none, or it is computed."""
    fields: Mapping[str, Node] = {}
    """Arguments by the names of parameters, or by position."""
    comment: str = ""
    comment_line: int = 0
    computed: bool = False
    """Whether it has a value that only running the code would tell."""
    message: Node | None = None
    """Its text in a map of messages, a `case` or an attribute; it goes before the comment."""


# --- syntax ------------------------------------------------------------------------------------


def parsed(text: Text, language: str) -> Any:
    """Return the root of the syntax tree of *text*.

    Raises:
        ExtraMissing: ast-grep is not installed.

    """
    try:
        from ast_grep_py import SgRoot
    except ModuleNotFoundError:
        reason = f"reading {language} needs the package ast-grep-py"
        raise ExtraMissing("import", reason) from None
    return SgRoot(text.text, language).root()


def line_of(node: Any) -> int:
    """Return the line a syntax node begins on."""
    line: int = node.range().start.line
    return line + 1


def named(node: Any) -> list[Any]:
    """Return the children of a syntax node without punctuation; none of a node that is not there."""
    return [child for child in node.children() if child.is_named()] if node else []


def descendants(node: Any, kinds: Iterable[str]) -> Iterator[Any]:
    """Yield the nodes of some *kinds* below *node*, in the order of the source."""
    wanted = frozenset(kinds)
    stack = [node]
    while stack:
        current = stack.pop()
        if current.kind() in wanted:
            yield current
        stack += reversed(named(current))


def child_of(node: Any, *kinds: str) -> Any:
    """Return the first child of one of *kinds*, or None."""
    return next((child for child in named(node) if child.kind() in kinds), None)


def literal(node: Any) -> Node | None:
    """Return a literal as a tree node; None for what has to be computed."""
    if node.kind() in _JOINED:
        return _joined(node)
    text: str = node.text().strip()
    line = line_of(node)
    number = _INTEGER(text)
    if number:
        digits = number[2].replace("_", "").rstrip("uUlL")
        if digits.startswith("0") and digits.isdigit() and digits != "0":
            return Node(number[1].replace("+", "") + digits, line)  # leading zeros stay
        return Node(int(number[1] + digits, 0), line)
    string = _STRING(text)
    if string:
        raw = "r" in string[1].lower() or node.kind().startswith(_RAW)
        return Node(string[3] if raw else unescaped(string[3]), line)
    return {"true": Node(True, line), "false": Node(False, line)}.get(text.lower())


def _joined(node: Any) -> Node | None:
    """Return literals that are only put together: `"a" + "b"`, `("a" "b")`."""
    parts = [literal(part) for part in named(node) if "comment" not in part.kind()]
    if len(parts) == 1:
        return parts[0]
    signs = {child.kind() for child in node.children() if not child.is_named()}
    texts = [part.data for part in parts if part and isinstance(part.data, str)]
    if len(texts) < len(parts) or not signs <= {*_JOINED[node.kind()]}:
        return None
    if node.kind() == "expression_list":
        return None
    return Node("".join(texts), line_of(node))


def valued(node: Any) -> Node:
    """Return a literal, or an expression as text; of `HttpStatus.NOT_FOUND` its number."""
    constant = literal(node)
    if constant:
        return constant
    text: str = node.text()
    last = text.rpartition(".")[2] if re.fullmatch(r"[\w.:]+", text) else text
    return Node(_status(last), line_of(node))


def _status(name: str) -> str | int:
    """Return the number of an HTTP status that is given by its name."""
    from http import HTTPStatus  # only sources with such names need it

    known = "_".join(words(name.removeprefix("Status"))).upper()  # Go: StatusNotFound
    return HTTPStatus[known].value if known in HTTPStatus.__members__ else name


def cleaned(comment: str) -> str:
    """Return what a comment says: without its marks, doc tags and XML elements."""
    text = _RULER.sub("", _MARK.sub("", comment))
    plain = _TAG.sub("", _BRACED.sub(r"\1", _DOC_TAG.sub("", text)))
    text = unescape(plain) if "</summary>" in text else plain
    text = "" if _DISABLED.search(text) else text
    lines = [line.strip() for line in text.strip().split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def commented(
    nodes: Sequence[Any], kinds: Iterable[str]
) -> Iterator[tuple[Any, str, int]]:
    """Yield the nodes of some *kinds* with the comment above each, or behind it on its line."""
    wanted = frozenset(kinds)
    waiting: list[Any] = []
    held: tuple[Any, list[Any]] | None = None
    for at, node in enumerate(nodes):
        if "comment" in node.kind():
            if held and line_of(node) == held[0].range().end.line + 1:
                held[1].append(node)
            else:
                waiting.append(node)
        elif node.kind() in wanted:
            if held:
                yield (held[0], *_comment(held[1]))
            apart = waiting and not _touches(waiting[-1], nodes, at)
            above = [] if apart or _is_section(waiting, nodes, at) else waiting
            above = [c for c in above if held or not _opens(c, node)]
            held, waiting = (node, above), []
        elif node.kind() not in _BETWEEN:
            waiting = []
    if held:
        yield (held[0], *_comment(held[1]))


def _touches(comment: Any, nodes: Sequence[Any], at: int) -> bool:
    """Return whether no empty line stands between a comment and the member below it."""
    end = line_of(nodes[at])
    for step in range(at - 1, -1, -1):
        start = line_of(nodes[step])
        if start == line_of(comment):
            break
        end = start
    return bool(end <= comment.range().end.line + 2)


def _is_section(comments: Sequence[Any], nodes: Sequence[Any], at: int) -> bool:
    """Return whether comments head a block: the member at *at* and those right below, without any."""
    lines = [comment.text() for comment in comments]
    if not lines or not all(re.match(r"(?://|#)\s", line) for line in lines):
        return False
    member = nodes[at]
    name = re.match(r"\w*", member.text())
    if name and name[0] and name[0] in lines[0]:
        return False  # Go: "// ErrGone means ..."
    block = nodes[at : at + _BLOCK]
    gaps = (
        line_of(below) - member.range().start.line - 1 == step
        for step, below in enumerate(block)
    )
    return (
        len(block) == _BLOCK
        and all(gaps)
        and all(below.kind() == member.kind() for below in block)
    )


_BLOCK = 3
"""How many members without a comment of their own a heading stands over at least."""


def _opens(comment: Any, member: Any) -> bool:
    """Return whether a comment is behind the `{` of the members, and so about all of them."""
    body = member.parent()
    opened = body.text().startswith("{") and line_of(comment) == line_of(body)
    return opened and line_of(member) > line_of(body)


_BETWEEN = frozenset(("attribute_item", "decorator", "annotation", "attribute_list"))


def _comment(comments: Sequence[Any]) -> tuple[str, int]:
    parts = [(cleaned(node.text()), line_of(node)) for node in comments]
    filled = [part for part in parts if part[0]]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(text for text, _ in parts)).strip()
    return text, filled[0][1] if filled else 0


# --- tables ------------------------------------------------------------------------------------

_MEMBER, _MESSAGE, _REST = "member", "message of the member", "rest of the comment"


def table(
    title: str, line: int, members: Sequence[Member], texts: Mapping[str, Node] = {}
) -> Table | None:
    """Return the members of one enum or group as a table; None if there are none.

    A literal value is the code, and else an argument that is one; without both the member is.
    *texts* are messages by `Enum.Member`.
    """
    if not members:
        return None
    members = [
        _with_message(member, texts.get(f"{title}.{member.name}")) for member in members
    ]
    coded = any(m.value for m in members) or any(m.fields for m in members)
    fields = {COMMENT: "title"}
    if coded:
        fields[_MEMBER] = "name"
    else:
        fields[_MEMBER] = "code"
    texts_are_values = any(
        _is_text(m.value) and " " in str(m.value.data) for m in members if m.value
    )
    if texts_are_values:  # CARD_DECLINED = "The card was declined"
        fields |= {_MEMBER: "code", "value": "title", COMMENT: "description"}
    elif any(m.value for m in members) and not any(m.fields for m in members):
        fields["value"] = "code"
    rows = tuple(map(_row, members))
    known = {field_of(name) for m in members for name in m.fields}
    has_text = known & {"title", "detail", "description"} or any(
        _is_text(node) and " " in str(node.data)
        for m in members
        for node in m.fields.values()
    )
    if any(m.message for m in members) and not texts_are_values:
        fields |= {_MESSAGE: "title", COMMENT: "description"}
    if has_text and not texts_are_values:
        fields[COMMENT] = "description"
    if fields[COMMENT] == "title":
        fields[_REST] = "description"
    else:  # one text, and it has a field of its own
        rows = tuple(_row(m, whole=True) for m in members)
    used = {name for row in rows for name in row.cells}
    headed = all(not name.isdigit() for name in used)
    kept = {name: field for name, field in fields.items() if name in used}
    return Table(rows, Group(title, line) if title else None, kept, headed=headed)


def _with_message(member: Member, message: Node | None) -> Member:
    return member._replace(message=message) if message else member


def reference(node: Any) -> str:
    """Return the `Enum.Member` that an expression such as `[Enum.Member]` names, or an empty text."""
    text = re.sub(r"\[\s*[\"']([^\"']+)[\"']\s*\]", r".\1", node.text())
    match = _REFERENCE(text.strip("[]() \t\n"))
    return match[1] if match else ""


_REFERENCE = re.compile(r"(?:\w+\.)*?(\w+\.\w+)(?:\.value)?").fullmatch


def texts_by_member(pairs: Iterable[tuple[Any, Any]]) -> dict[str, Node]:
    """Return the texts of *pairs* of expressions, `Enum.Member` and a string; the first one counts."""
    texts: dict[str, Node] = {}
    for key, value in pairs:
        text = literal(value)
        if _is_text(text) and (name := reference(key)):
            texts.setdefault(name, text)
    return texts


def _is_text(node: Node | None) -> TypeGuard[Node]:
    return node is not None and isinstance(node.data, str)


def _row(member: Member, *, whole: bool = False) -> Row:
    cells = {_MEMBER: Cell(member.name, member.line)}
    if member.value:
        cells["value"] = Cell(member.value.data, member.value.line)
    for name, node in member.fields.items():
        cells[name if name not in cells else f"{name} "] = Cell(node.data, node.line)
    if member.message:
        cells[_MESSAGE] = Cell(member.message.data, member.message.line)
    if member.comment:
        first, _, rest = (
            (member.comment, "", "") if whole else member.comment.partition("\n\n")
        )
        cells[COMMENT] = Cell(first, member.comment_line)
        if rest:
            cells[_REST] = Cell(rest, member.comment_line)
    return Row(cells, member.line)


def counted(members: Sequence[Member]) -> list[Member]:
    """Return members in which one without a value follows the number before it, as enums do.

    An enum without any value keeps none: its numbers are positions.
    """
    if not any(member.value for member in members):
        return list(members)
    numbered: list[Member] = []
    last: Any = -1
    for member in members:
        if member.computed:
            last = None
        implied = member.value is None and not member.fields and isinstance(last, int)
        value = Node(last + 1, member.line) if implied else member.value
        last = value.data if value else last
        numbered.append(member._replace(value=value))
    return numbered


def extracted(
    tables: Iterable[Table | None], skipped: Iterable[Skipped] = ()
) -> Extract:
    """Return the tables that are there; a source with one group of codes needs no group."""
    present = [table for table in tables if table and table.rows]
    return Extract(tuple(present), tuple(skipped))


def uncomputed(members: Sequence[tuple[str, int, str]]) -> list[Skipped]:
    """Return notes on members whose value is no literal."""
    return [
        Skipped(line, f"{name} = {value}", "its value is computed")
        for name, line, value in members
    ]


def sniffer(*patterns: str, suffixes: Sequence[str]) -> Callable[[Text], float]:
    """Return a sniff for source code: its suffix decides, and without one its *patterns*."""
    compiled = [re.compile(pattern, re.MULTILINE) for pattern in patterns]

    def sniff(text: Text) -> float:
        if text.suffix in suffixes:
            return 1
        head = text.text[:65536]
        return 0.45 if any(pattern.search(head) for pattern in compiled) else 0

    return sniff
