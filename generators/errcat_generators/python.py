"""Python: an enum of the codes, and what the catalog says of each.

`ErrorCode` is a `StrEnum`, or an `IntEnum` where the API's JSON carries codes as numbers.
Every member has its title and detail as docstring; `ErrorCode.parse` reads a code from a
response and returns None for one that is newer than the file; `.info` holds name, title,
detail, range, HTTP statuses and whether to retry. The file needs Python 3.11 and nothing
else.

Option `docstrings`: `plain` (as written; the default), `rst` (for Sphinx) or `none`.

An old name (`aliases`) stays as an attribute of the enum that is the member itself. Where
ruff takes a code for a password because its name speaks of one, ignore S105 in that file.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from errcat import Catalog, Entry, ErrcatError, File, Generator, header
from errcat.naming import PYTHON_MEMBER, apply, reserved_reason
from errcat.text import (
    columns,
    python_comment,
    python_docstring,
    python_literal,
    python_wrapped,
    rst,
)

WIDTH = 88
"""How many columns a line may take: what black and ruff give it."""
_AS_IT_IS = "  # fmt: skip"
"""Behind a line that is too long however it is broken, and that black and ruff would break."""


class Options(NamedTuple):
    """What a project may decide about its Python file."""

    docstrings: Literal["plain", "rst", "none"] = "plain"


class _Member(NamedTuple):
    """A member of the enum: what Python calls it and has called it, and its value."""

    name: str
    aliases: tuple[str, ...]
    value: str
    """As a literal."""
    entry: Entry


def generate(catalog: Catalog, options: Options) -> Iterator[File]:
    """Yield the one file.

    Raises:
        ErrcatError: a code or name cannot be a member of an enum.

    """
    members = [_member(entry, catalog) for entry in catalog.entries]
    _check_apart(each.value for each in members)
    _check_apart(name for each in members for name in (each.name, *each.aliases))
    yield File("errors.py", "".join(_module(catalog, members, options)))


def _member(entry: Entry, catalog: Catalog) -> _Member:
    literal = _integer if _whole_numbers(catalog) else python_literal
    aliases = tuple(_identifier(entry, alias) for alias in entry.aliases)
    return _Member(_identifier(entry, entry.name), aliases, literal(entry.code), entry)


def _identifier(entry: Entry, name: str) -> str:
    applied = apply(PYTHON_MEMBER, name)
    wrong = reserved_reason(applied) if applied else "there is nothing of it left"
    if wrong:
        raise ErrcatError(
            f"{entry.label}: '{name}' cannot be a name in Python: {wrong}"
        )
    return applied


def _integer(code: str) -> str:
    whole = code.removeprefix("-").isdecimal() and code.isascii()
    if not whole or str(int(code)) != code:
        raise ErrcatError(f"{code}: not a whole number, but `wire_type` is integer")
    return code


def _check_apart(texts: Iterable[str]) -> None:
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            raise ErrcatError(f"two entries would be {text} in Python")
        seen.add(text)


def _module(
    catalog: Catalog, members: Sequence[_Member], options: Options
) -> Iterator[str]:
    """Yield the text of the file piece by piece, with *members* for those of *catalog*."""
    base = "IntEnum" if _whole_numbers(catalog) else "StrEnum"
    yield from _beginning(catalog, base)
    yield _ENUM.format(base=base)
    yield from _names(members, catalog, options)
    yield _METHODS + _PARSE[base]
    yield _INFO.format(range=_range_field(catalog))
    yield from _entries(members)
    yield _END
    yield from _old_names(members)


def _old_names(members: Sequence[_Member]) -> Iterator[str]:
    lines = [
        _line(f"ErrorCode.{alias} = ErrorCode.{member.name}")
        for member in members
        for alias in member.aliases
    ]
    if lines:
        yield "\n"
    yield from lines


# --- before the enum -------------------------------------------------------------------------

_IMPORTS = """
from __future__ import annotations

from dataclasses import dataclass
from enum import {base}, unique
from types import MappingProxyType
from typing import TYPE_CHECKING, {class_var}Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [{exported}]

"""


def _beginning(catalog: Catalog, base: str) -> Iterator[str]:
    exported = ["ERRORS", "ErrorCode", "ErrorInfo", "ErrorRange", "Retry"]
    if not catalog.ranges:
        exported.remove("ErrorRange")
    made, source = header("python", catalog)
    yield f"# {made}\n# {python_comment(source)}\n"
    about = [_sentence(catalog.title), catalog.description]
    yield python_docstring("\n\n".join(about), indent=0, width=WIDTH) + "\n"
    names = ", ".join(map(python_literal, exported))
    aliases = any(entry.aliases for entry in catalog.entries)
    class_var = "ClassVar, " if aliases else ""
    yield _IMPORTS.format(base=base, class_var=class_var, exported=names)
    if catalog.ranges:
        yield _ranges(catalog)


def _whole_numbers(catalog: Catalog) -> bool:
    return catalog.code.wire_type == "integer"


def _sentence(text: str) -> str:
    """Return *text* with a full stop, unless it ends like a sentence or is empty."""
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _range_names(catalog: Catalog) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.name for each in catalog.ranges))


def _ranges(catalog: Catalog) -> str:
    names = [python_literal(each) for each in _range_names(catalog)]
    line = f"ErrorRange: TypeAlias = Literal[{', '.join(names)}]"
    if columns(line) > WIDTH:
        comma = "," if len(names) > 1 else ""
        listed = ",\n    ".join(names)
        line = f"ErrorRange: TypeAlias = Literal[\n    {listed}{comma}\n]"
    return f'{line}\n"""Name of a range of codes."""\n\n'


# --- the enum --------------------------------------------------------------------------------

_ENUM = '''\
Retry: TypeAlias = Literal["never", "after_fix", "backoff", "after_delay"]
"""Whether to try again: never, once the cause is mended, or after a while."""


@unique
class ErrorCode({base}):
    """Every error code this version of the catalog knows.

    The API may return codes added after this file was generated: read a code from a
    response with `ErrorCode.parse`, which returns None for one it does not know.
    """

'''
_METHODS = '''\
    @property
    def info(self) -> ErrorInfo:
        """The catalog entry of this code."""
        return ERRORS[self]

    @classmethod
    def parse(cls, value: int | str, /) -> ErrorCode | None:
        """Return the member for a code read from a response, or None if unknown."""
'''
_PARSE = {
    "StrEnum": """\
        try:
            return cls(str(value))
        except ValueError:
            return None
""",
    # int() takes "1_0" and " 10 " and True for a number too; none of these is a code.
    "IntEnum": """\
        try:
            code = cls(int(value))
        except ValueError:
            return None
        return code if str(value) == str(code.value) else None
""",
}


def _names(
    members: Sequence[_Member], catalog: Catalog, options: Options
) -> Iterator[str]:
    """Yield the members, and then the old names, which are no members of their own.

    An alias as Enum has it would be one for mypy, and `match` would need an arm for it.
    """
    for member in members:
        yield _line(f"    {member.name} = {member.value}")
        if options.docstrings != "none":
            text = "\n\n".join(filter(None, _about(member.entry, catalog)))
            yield _docstring(rst(text) if options.docstrings == "rst" else text)
    for member in members:
        for alias in member.aliases:
            yield _line(f"    {alias}: ClassVar[ErrorCode]")
            if options.docstrings != "none":
                yield _docstring(f"Old name of {member.name}.")
    yield "\n" if members and options.docstrings == "none" else ""


def _line(line: str) -> str:
    return f"{line}\n" if columns(line) <= WIDTH else f"{line}{_AS_IT_IS}\n"


def _docstring(text: str) -> str:
    return f"    {python_docstring(text, indent=4, width=WIDTH)}\n\n"


def _about(entry: Entry, catalog: Catalog) -> Iterator[str]:
    """Yield the paragraphs of a member's docstring: title, life, detail."""
    yield _sentence(entry.title or entry.name)
    if entry.retired:
        yield _life("Retired", "in", entry.retired.version, entry.retired.reason)
        yield _instead(entry.retired.replaced_by, catalog)
    elif entry.deprecated:
        old = entry.deprecated
        yield _life("Deprecated", "since", old.since, old.reason)
        yield _instead(old.replaced_by, catalog)
        yield f"It goes away on {old.sunset}." if old.sunset else ""
    elif entry.preview:
        yield "Preview: this code may still change."
    yield entry.detail


def _life(state: str, preposition: str, version: str, reason: str) -> str:
    since = f"{state} {preposition} {version}" if version else state
    return _sentence(f"{since}: {reason}" if reason else since)


def _instead(codes: Iterable[str], catalog: Catalog) -> str:
    known = catalog.by_code
    names = [known[code].label if code in known else code for code in codes]
    return f"Use {' or '.join(names)} instead." if names else ""


# --- the entries -----------------------------------------------------------------------------

_INFO = '''

@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorInfo:
    """One entry of the error catalog."""

    code: ErrorCode
    name: str
    title: str
{range}    detail: str | None = None
    http_statuses: tuple[int, ...] = ()
    retry: Retry | None = None


'''
_END = '''
ERRORS: Final[Mapping[ErrorCode, ErrorInfo]] = MappingProxyType(
    {entry.code: entry for entry in _ENTRIES}
)
"""Every catalog entry, by code."""
'''


def _range_field(catalog: Catalog) -> str:
    if not catalog.ranges:
        return ""
    if all(entry.range for entry in catalog.entries):
        return "    range: ErrorRange\n"
    return "    range: ErrorRange | None = None\n"


def _entries(members: Sequence[_Member]) -> Iterator[str]:
    opening = "_ENTRIES: Final[tuple[ErrorInfo, ...]] = ("
    if not members:
        yield f"{opening})\n"
        return
    yield f"{opening}\n"
    for member in members:
        yield f"    ErrorInfo(\n        code=ErrorCode.{member.name},\n"
        for key, value in _facts(member.entry).items():
            yield _keyword(key, value)
        yield "    ),\n"
    yield ")\n"


def _facts(entry: Entry) -> dict[str, str | tuple[int, ...]]:
    """Return the keywords of `ErrorInfo` beside code; what is not said is left out."""
    facts: dict[str, str | tuple[int, ...]] = {"name": entry.name, "title": entry.title}
    if entry.range:
        facts["range"] = entry.range
    if entry.detail:
        facts["detail"] = entry.detail
    if entry.http_statuses:
        facts["http_statuses"] = entry.http_statuses
    if entry.retry:
        facts["retry"] = entry.retry.when
    return facts


def _keyword(key: str, value: str | tuple[int, ...]) -> str:
    shown = python_literal(value) if isinstance(value, str) else repr(value)
    line = f"        {key}={shown},\n"
    if columns(line) <= WIDTH + 1:
        return line
    if isinstance(value, str):
        pieces = python_wrapped(value, indent=12, width=WIDTH)
    else:
        pieces = [f"{number}," for number in value]
    listed = "".join(f"            {piece}\n" for piece in pieces)
    return f"        {key}=(\n{listed}        ),\n"


# --- is it what the catalog says? ------------------------------------------------------------


class _Code(NamedTuple):
    """A member of the enum, as code names it."""

    name: str


class _Unexpected(Exception):
    """Something stands in the file that does not belong there; the argument says what."""


class _Found:
    """What a file holds that comes from a catalog, and the rest of it, which does not."""

    def __init__(self, text: str) -> None:
        self.ranges: list[Any] = []
        self.members: list[tuple[str, Any]] = []
        self.aliases: list[str] = []
        self.assigned: list[tuple[str, Any]] = []
        self.entries: list[dict[str, Any]] = []
        # As bytes, because then an encoding cookie counts; and a `# type:` comment counts too.
        tree = ast.parse(text.encode("utf-8"), type_comments=True)
        _take_docstring(tree)
        tree.body = [node for node in tree.body if not self._is_taken(node)]
        self.rest = ast.dump(tree)

    def _is_taken(self, node: ast.stmt) -> bool:
        """Take what comes from the catalog out of a statement, and tell if that is all of it."""
        match node:
            case ast.ClassDef(name="ErrorCode"):
                node.body = [each for each in node.body if not self._is_member(each)]
            case ast.AnnAssign(ast.Name("ErrorRange"), _, ast.Subscript() as alias):
                names = alias.slice
                each = names.elts if isinstance(names, ast.Tuple) else [names]
                self.ranges = [_value(name) for name in each]
                alias.slice = ast.Tuple([], ast.Load())
            case ast.AnnAssign(ast.Name("_ENTRIES"), _, ast.Tuple() as rows):
                self.entries = [_entry_of(row) for row in rows.elts]
                rows.elts = []
            case ast.Assign([ast.Attribute(ast.Name("ErrorCode"), alias)], value):
                self.assigned.append((alias, _value(value)))
                return True
            case _:
                pass
        return False

    def _is_member(self, node: ast.stmt) -> bool:
        """Tell whether a statement of the enum is a member, or the docstring of one."""
        match node:
            case ast.Assign([ast.Name(name)], value):
                self.members.append((name, _value(value)))
                return True
            case ast.AnnAssign(
                ast.Name(name), ast.Subscript(ast.Name("ClassVar"), _), None
            ):
                self.aliases.append(name)
                return True
            case ast.Expr(ast.Constant(str())):
                return bool(self.members)
            case _:
                return False


def _take_docstring(tree: ast.Module) -> None:
    match tree.body[:1]:
        case [ast.Expr(ast.Constant(str()) as docstring)]:
            docstring.value = ""
        case _:
            raise _Unexpected("the file does not begin with its docstring")


def _entry_of(node: ast.expr) -> dict[str, Any]:
    match node:
        case ast.Call(ast.Name("ErrorInfo"), [], keywords):
            return {str(each.arg): _value(each.value) for each in keywords}
        case _:
            raise _Unexpected(f"line {node.lineno} is not an entry")


def _value(node: ast.expr) -> Any:
    """Return what a literal stands for; nothing else may stand in the place of a text."""
    match node:
        case ast.Constant(value):
            return value
        case ast.UnaryOp(ast.USub(), ast.Constant(int(value))):
            return -value
        case ast.Tuple(elements):
            return tuple(_value(each) for each in elements)
        case ast.Attribute(ast.Name("ErrorCode"), name):
            return _Code(name)
        case _:
            raise _Unexpected(f"line {node.lineno} has something else than a literal")


def verify(catalog: Catalog, options: Options, files: Sequence[File]) -> str:
    """Return how the file differs from the catalog; "" if it holds that and no more."""
    bare = "".join(_module(_without_texts(catalog), (), options))
    try:
        found, frame = _Found(files[0].text), _Found(bare)
    except (SyntaxError, ValueError) as error:
        return f"it is not Python: {error}"
    except _Unexpected as error:
        return str(error)
    names = [apply(PYTHON_MEMBER, entry.name) for entry in catalog.entries]
    codes = [entry.code for entry in catalog.entries]
    values = list(map(int, codes)) if _whole_numbers(catalog) else codes
    if found.members != list(zip(names, values, strict=True)):
        return "its members are not the codes of the catalog"
    rows = list(zip(names, catalog.entries, strict=True))
    if found.entries != [{"code": _Code(name), **_facts(each)} for name, each in rows]:
        return "its entries are not those of the catalog"
    aliases = [
        (apply(PYTHON_MEMBER, alias), _Code(name))
        for name, each in rows
        for alias in each.aliases
    ]
    if found.assigned != aliases or found.aliases != [alias for alias, _ in aliases]:
        return "its old names are not those of the catalog"
    if found.ranges != list(_range_names(catalog)):
        return "its ranges are not those of the catalog"
    if found.rest != frame.rest:
        return "it holds more than the catalog"
    return ""


def _without_texts(catalog: Catalog) -> Catalog:
    """Return *catalog* with nothing in it that could become more than text."""
    ranges = tuple(
        each._replace(name=f"r{at}") for at, each in enumerate(catalog.ranges)
    )
    return replace(
        catalog, id="x", title="x", description="", version="", ranges=ranges
    )


GENERATOR = Generator(__name__, __doc__, generate, options=Options, verify=verify)
