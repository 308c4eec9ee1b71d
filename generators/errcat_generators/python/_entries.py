"""The catalog entries: `ErrorInfo` and the table of them, `ERRORS`."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.text import columns, python_docstring
from errcat_generators.python._layout import WIDTH, assigned
from errcat_generators.python._prepared import FIELDS, Field, Prepared, facts

_END = """
ERRORS: Final[Mapping[ErrorCode, ErrorInfo]] = MappingProxyType(
    {entry.code: entry for entry in _ENTRIES}
)
"""


def metadata(file: Prepared) -> Iterator[str]:
    """Yield `ErrorInfo` and the entries, unless the options omit them."""
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
    """Return the type and the default of a field, as source."""
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
            yield assigned(f"{key}=", value, 8, ",")
        yield "    ),\n"
    yield ")\n"
