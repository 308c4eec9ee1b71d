"""The text of the Python file, section by section, as black leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from errcat import Catalog, Entry, header
from errcat.text import (
    columns,
    python_comment,
    python_docstring,
    python_literal,
    python_wrapped,
    rst,
)
from errcat_generators.python._prepared import (
    FIELDS,
    Field,
    Name,
    Prepared,
    Value,
    facts,
    sentence,
)

WIDTH = 88
"""How many columns a line may take: what black and ruff give it."""
_AS_IT_IS = "  # fmt: skip"
"""Behind a line that is too long however it is broken, and that black and ruff would break."""


# --- the file ---------------------------------------------------------------------------------


def module(file: Prepared) -> Iterator[str]:
    """Yield the text of the file piece by piece."""
    yield from _beginning(file)
    yield from _types(file)
    yield from _enum(file)
    yield from _metadata(file)
    yield from _old_names(file)
    yield from _codes_in(file)
    yield from _exceptions(file)


def _line(line: str) -> str:
    return f"{line}\n" if columns(line) <= WIDTH else f"{line}{_AS_IT_IS}\n"


def _listed(line: str, items: Sequence[str], closing: str) -> str:
    """Return *items* behind *line*: in it, or below it, an item a line."""
    short = f"{line}{', '.join(items)}{closing}"
    if columns(short) <= WIDTH:
        return f"{short}\n"
    comma = "," if len(items) > 1 or closing == ")" else ""
    rows = ",\n    ".join(items)
    return f"{line}\n    {rows}{comma}\n{closing}\n"


# --- before the enum --------------------------------------------------------------------------


def _beginning(file: Prepared) -> Iterator[str]:
    catalog = file.catalog
    made, source = header("python", catalog)
    yield f"# {made}\n# {python_comment(source)}\n"
    about = "\n\n".join([sentence(catalog.title), catalog.description])
    yield f"{python_docstring(about, indent=0, width=WIDTH)}\n\n"
    yield "from __future__ import annotations\n\n"
    for name, wanted in _imports(file).items():
        if wanted:
            yield _imported(name, wanted)
    if file.options.metadata == "inline":
        yield "\nif TYPE_CHECKING:\n    from collections.abc import Mapping\n"
    names = [python_literal(name) for name in _exported(file)]
    yield "\n" + _listed("__all__ = [", names, "]").replace('"\n]', '",\n]') + "\n"


def _imported(name: str, wanted: Iterable[str]) -> str:
    names = sorted(wanted, key=lambda each: (not each.isupper(), each))
    line = f"from {name} import {', '.join(names)}"
    if columns(line) <= WIDTH:
        return f"{line}\n"
    rows = "".join(f"    {each},\n" for each in names)
    return f"from {name} import (\n{rows})\n"


def _imports(file: Prepared) -> dict[str, set[str]]:
    """Return what is imported from where; that much and no more, or ruff objects."""
    inline = file.options.metadata == "inline"
    enum = {"unique", _enum_name(file.base)}
    typing = set[str]()
    if inline:
        typing |= {"Final", "TYPE_CHECKING"}
    if file.catalog.envelope:
        typing |= {"Final", "cast"}
    if _has_ranges(file):
        if file.options.groups == "enum":
            enum.add(_enum_name(file.text_enum))
        else:
            typing.add("Literal")
    if "retry" in file.fields or "life" in file.fields:
        typing.add("Literal")
    aliased = _has_ranges(file) and file.options.groups == "literal"
    if (aliased or "retry" in file.fields) and not file.old:
        typing.add("TypeAlias")
    if file.aliased:
        typing.add("ClassVar")
    if file.old:
        typing |= {"Optional", "Union"}
    return {
        "dataclasses": {"dataclass"} if inline else set(),
        "enum": enum,
        "types": {"MappingProxyType"} if inline else set(),
        "typing": typing,
    }


def _enum_name(base: str) -> str:
    return base.rpartition(" ")[2]


def _has_ranges(file: Prepared) -> bool:
    return "range" in file.fields


def _exported(file: Prepared) -> list[str]:
    """Return what `__all__` lists, in the order that ruff has: constants, classes, functions."""
    classes = {"ErrorCode"}
    if file.options.metadata == "inline":
        classes.add("ErrorInfo")
    if _has_ranges(file):
        classes.add("ErrorRange")
    if "retry" in file.fields:
        classes.add("Retry")
    functions = ["codes_in"] if file.catalog.envelope else []
    if file.options.exceptions != "none":
        classes |= {"ApiError", *(each.exception for each in file.members)}
        classes |= {each.exception for each in file.groups}
        functions.append("error_class")
    constants = ["ERRORS"] if file.options.metadata == "inline" else []
    return [*constants, *sorted(classes), *functions]


def _types(file: Prepared) -> Iterator[str]:
    """Yield the types that the enum and its entries speak of."""
    alias = "" if file.old else ": TypeAlias"
    if _has_ranges(file) and file.options.groups == "literal":
        names = [python_literal(each.name) for each in file.groups]
        line = f"ErrorRange{alias} = Literal["
        yield _listed(line, names, "]") + '"""Name of a range of codes."""\n\n'
    if "retry" in file.fields:
        yield _RETRY.format(alias=alias)
    if _has_ranges(file) and file.options.groups == "enum":
        yield f"\n@unique\nclass ErrorRange({file.text_enum}):\n"
        yield '    """A range of codes."""\n\n'
        for group in file.groups:
            yield _line(f"    {group.member} = {python_literal(group.name)}")
        yield "" if file.text_enum == "StrEnum" else f"\n{_STR}"
        yield "\n"


_RETRY = '''\
Retry{alias} = Literal["never", "after_fix", "backoff", "after_delay"]
"""Whether to try again: never, once the cause is mended, or after a while."""

'''
_STR = '''\
    def __str__(self) -> str:
        """Return the value itself."""
        return str.__str__(self)
'''


# --- the enum ---------------------------------------------------------------------------------

_ENUM = '''\

@unique
class ErrorCode({base}):
    """Every error code this version of the catalog knows.

    The API may return codes added after this file was generated: read a code from a
    response with `ErrorCode.parse`, which returns None for one it does not know.
    """

'''
_INFO_OF = '''\
    @property
    def info(self) -> ErrorInfo:
        """The catalog entry of this code."""
        return ERRORS[self]

'''
_PARSE = '''\
    @classmethod
    def parse(cls, value: {given}, /) -> {result}:
        """Return the member for a code read from a response, or None if unknown."""
        try:
'''
_PARSE_TEXT = """\
            return cls(str(value))
        except (TypeError, ValueError):
            return None
"""
# int() takes "1_0" and " 10 " and True for a number too; none of these is a code.
_PARSE_NUMBER = """\
            code = cls(int(value))
        except (TypeError, ValueError):
            return None
        return code if str(value) == str(code.value) else None
"""


def _enum(file: Prepared) -> Iterator[str]:
    yield _ENUM.format(base=file.base)
    yield from _names(file)
    if "," in file.base:
        yield f"{_STR}\n"
    if file.options.metadata == "inline":
        yield _INFO_OF
    yield _PARSE.format(
        given=file.either("int", "str"), result=file.optional("ErrorCode")
    )
    yield _PARSE_NUMBER if file.whole else _PARSE_TEXT


def _names(file: Prepared) -> Iterator[str]:
    """Yield the members, and then the old names, which are no members of their own.

    An alias as Enum has it would be one for mypy, and `match` would need an arm for it.
    """
    style = file.options.docstrings
    for member in file.members:
        yield _line(f"    {member.name} = {member.value}")
        if style != "none":
            text = "\n\n".join(filter(None, _about(member.entry, file.catalog)))
            yield _docstring(rst(text) if style == "rst" else text)
    for member in file.members:
        for alias in member.aliases:
            yield _line(f"    {alias}: ClassVar[ErrorCode]")
            if style != "none":
                yield _docstring(f"Old name of {member.name}.")
    yield "\n" if file.members and style == "none" else ""


def _docstring(text: str) -> str:
    return f"    {python_docstring(text, indent=4, width=WIDTH)}\n\n"


def _about(entry: Entry, catalog: Catalog) -> Iterator[str]:
    """Yield the paragraphs of a member's docstring: title, life, detail."""
    yield sentence(entry.title or entry.name)
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
    return sentence(f"{since}: {reason}" if reason else since)


def _instead(codes: Iterable[str], catalog: Catalog) -> str:
    known = catalog.by_code
    names = [known[code].label if code in known else code for code in codes]
    return f"Use {' or '.join(names)} instead." if names else ""


# --- the entries ------------------------------------------------------------------------------


_END = """
ERRORS: Final[Mapping[ErrorCode, ErrorInfo]] = MappingProxyType(
    {entry.code: entry for entry in _ENTRIES}
)
"""


def _metadata(file: Prepared) -> Iterator[str]:
    if file.options.metadata == "none":
        return
    made = "frozen=True" if file.old else "frozen=True, slots=True, kw_only=True"
    yield f"\n\n@dataclass({made})\nclass ErrorInfo:\n"
    yield '    """One entry of the error catalog."""\n\n    code: ErrorCode\n'
    for name in file.fields:
        yield f"    {name}: {_hint(name, file)}\n"
    yield "\n\n"
    yield from _entries(file)
    hidden = "\n\n:meta hide-value:" if file.options.docstrings == "rst" else ""
    about = f"Every catalog entry, by code.{hidden}"
    yield f"{_END}{python_docstring(about, indent=0, width=WIDTH)}\n"


def _hint(name: str, file: Prepared) -> str:
    """Return type and default of a field, as its line has them."""
    field = FIELDS[name]
    if name == "range" and not file.ranged:
        field = field._replace(default="None")
    if not field.default:
        return field.type
    hint = file.optional(field.type) if field.default == "None" else field.type
    line = f"{hint} = {field.default}"
    return line if columns(line) + len(name) + 6 <= WIDTH else _wrapped_hint(field)


def _wrapped_hint(field: Field) -> str:
    names = field.type.removeprefix("Literal[").removesuffix("]")
    return f"Literal[\n        {names}\n    ] = {field.default}"


def _entries(file: Prepared) -> Iterator[str]:
    opening = "_ENTRIES: Final[tuple[ErrorInfo, ...]] = ("
    if not file.members:
        yield f"{opening})\n"
        return
    yield f"{opening}\n"
    for member in file.members:
        yield f"    ErrorInfo(\n        code=ErrorCode.{member.name},\n"
        for key, value in facts(member, file).items():
            yield _keyword(key, value)
        yield "    ),\n"
    yield ")\n"


def _literal(value: Value) -> str:
    if isinstance(value, Name):
        return value.text
    if isinstance(value, str):
        return python_literal(value)
    pieces = [
        python_literal(each) if isinstance(each, str) else str(each) for each in value
    ]
    return f"({', '.join(pieces)}{',' if len(pieces) == 1 else ''})"


def _keyword(key: str, value: Value) -> str:
    return _assigned(f"{key}=", value, 8, ",")


def _assigned(start: str, value: Value, indent: int, end: str = "") -> str:
    """Return the lines in which *value* stands behind *start*."""
    lead = " " * indent
    line = f"{lead}{start}{_literal(value)}{end}\n"
    if columns(line) <= WIDTH + 1 or isinstance(value, Name):
        return line
    rows = "".join(f"{lead}    {piece}\n" for piece in _pieces(value, indent + 4))
    return f"{lead}{start}(\n{rows}{lead}){end}\n"


def _pieces(
    value: str | tuple[int, ...] | tuple[str, ...], indent: int
) -> Iterator[str]:
    """Yield the lines of a value that is too long for one."""
    if isinstance(value, str):
        yield from python_wrapped(value, indent=indent, width=WIDTH)
        return
    for each in value:
        shown = python_literal(each) if isinstance(each, str) else str(each)
        if isinstance(each, int) or columns(shown) + indent + 1 <= WIDTH:
            yield f"{shown},"
            continue
        lines = python_wrapped(each, indent=indent + 4, width=WIDTH)
        yield from ("(", *(f"    {line}" for line in lines), "),")


def _old_names(file: Prepared) -> Iterator[str]:
    lines = [
        _line(f"ErrorCode.{alias} = ErrorCode.{member.name}")
        for member in file.members
        for alias in member.aliases
    ]
    if lines:
        yield "\n" if file.options.metadata == "inline" else "\n\n"
    yield from lines


# --- reading a response -----------------------------------------------------------------------

_CODES_IN = '''

{steps}

def codes_in(body: object, /) -> tuple[{code}, ...]:
    """Return the codes in the decoded body of an error response, in its order.

    A code that this file does not know is given as it came. Whatever is no error
    response has no codes.
    """
    found = [body]
    for step in _STEPS:
        found = [each for node in found for each in _under(node, step)]
    codes = (_code(each) for each in found)
    return tuple(code for code in codes if code is not None)


def _under(node: object, step: str) -> list[object]:
    if isinstance(node, dict):
        held = cast("dict[object, object]", node)
        return [held[step]] if step in held else []
    if isinstance(node, list) and step.isdecimal():
        return cast("list[object]", node)
    return []


def _code(value: object) -> {optional}:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
'''
_CODE_TEXT = """\
    if isinstance(value, int) and abs(value) >= 2**63:
        return None
    known = ErrorCode.parse(value)
    return str(value) if known is None else known
"""
_CODE_NUMBER = """\
    known = ErrorCode.parse(value) if isinstance(value, str) else None
    if known is not None or isinstance(value, str) or abs(value) >= 2**63:
        return known
    known = ErrorCode.parse(value)
    return int(value) if known is None else known
"""


def _codes_in(file: Prepared) -> Iterator[str]:
    if file.catalog.envelope is None:
        return
    code = file.either("ErrorCode", file.raw)
    listed = _assigned("_STEPS: Final = ", file.catalog.envelope.steps, 0)
    yield _CODES_IN.format(
        steps=listed, code=code, optional=_optional_of(file, code)
    ) + (_CODE_NUMBER if file.whole else _CODE_TEXT)


def _optional_of(file: Prepared, code: str) -> str:
    return f"Optional[{code}]" if file.old else f"{code} | None"


# --- exceptions -------------------------------------------------------------------------------

_API_ERROR = '''

class ApiError(Exception):
    """An error that the API reported; of no class below where its code is unknown."""

    def __init__(self, code: {given}, detail: {text} = None) -> None:
        """Keep the code as it came, and the member it stands for if that is known."""
        super().__init__(code, detail)
        self.raw_code = code
        self.code = ErrorCode.parse(code)
        self.detail = detail

    @property
    def info(self) -> {info}:
        """The catalog entry of the code, if that is known."""
        return None if self.code is None else self.code.info

    def __str__(self) -> str:
        """Return the code, its name and what the API said of it."""
        name = f" {{self.code.name}}" if self.code is not None else ""
        detail = f": {{self.detail}}" if self.detail else ""
        return f"{{self.raw_code}}{{name}}{{detail}}"
'''
_ERROR_CLASS = '''

_CLASSES: Final[Mapping[{raw}, type[ApiError]]] = MappingProxyType({classes})


def error_class(code: {given}, /) -> type[ApiError]:
    """Return the class of exceptions for a code read from a response."""
    known = ErrorCode.parse(code)
    return ApiError if known is None else _CLASSES[known.value]
'''


def _exceptions(file: Prepared) -> Iterator[str]:
    if file.options.exceptions == "none":
        return
    given = file.either("int", "str")
    yield _API_ERROR.format(
        given=given, text=file.optional("str"), info=file.optional("ErrorInfo")
    )
    for group in file.groups:
        yield _class(group.exception, "ApiError", group.about, file)
    if file.options.exceptions == "code":
        bases = {group.name: group.exception for group in file.groups}
        for each in file.members:
            base = bases.get(each.entry.range, "ApiError")
            about = sentence(each.entry.title or each.entry.name)
            yield _class(each.exception, base, about, file)
    yield _ERROR_CLASS.format(raw=file.raw, classes=_classes(file), given=given)


def _class(name: str, base: str, about: str, file: Prepared) -> str:
    text = rst(about) if file.options.docstrings == "rst" else about
    said = _docstring(f"An error that the API reported.\n\n{text}").rstrip()
    return f"\n\n{_line(f'class {name}({base}):')}{said}\n"


def _classes(file: Prepared) -> str:
    """Return the dictionary of the classes, by code."""
    if not file.members:
        return "{}"
    rows = (f"{each.value}: {each.exception}" for each in file.members)
    listed = "".join(f"        {row},\n" for row in rows)
    return f"\n    {{\n{listed}    }}\n"
