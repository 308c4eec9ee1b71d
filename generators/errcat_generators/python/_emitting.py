"""The text of the Python file, section by section, formatted as by black."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from errcat import header, sentence
from errcat.text import columns, python_comment, python_docstring, python_literal
from errcat_generators.python._entries import metadata
from errcat_generators.python._enum import STR_METHOD, enum, old_names
from errcat_generators.python._exceptions import exceptions
from errcat_generators.python._layout import WIDTH, line, listed
from errcat_generators.python._prepared import Prepared
from errcat_generators.python._reading import codes_in


def module(file: Prepared) -> Iterator[str]:
    """Yield the text of the file piece by piece."""
    yield from _beginning(file)
    yield from _types(file)
    yield from enum(file)
    yield from metadata(file)
    yield from old_names(file)
    yield from codes_in(file)
    yield from exceptions(file)


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
    yield "\n" + listed("__all__ = [", names, "]").replace('"\n]', '",\n]') + "\n"


def _imported(name: str, wanted: Iterable[str]) -> str:
    names = sorted(wanted, key=lambda imported: (not imported.isupper(), imported))
    short = f"from {name} import {', '.join(names)}"
    if columns(short) <= WIDTH:
        return f"{short}\n"
    rows = "".join(f"    {imported},\n" for imported in names)
    return f"from {name} import (\n{rows})\n"


def _imports(file: Prepared) -> dict[str, set[str]]:
    """Return the imported names by module; unused ones would be reported by linters."""
    inline = file.options.metadata == "inline"
    enums = {"unique", _enum_name(file.base)}
    typing = set[str]()
    if inline:
        typing |= {"Final", "TYPE_CHECKING"}
    if file.catalog.envelope:
        typing |= {"Final", "cast"}
    if _has_ranges(file):
        if file.options.groups == "enum":
            enums.add(_enum_name(file.text_enum))
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
        "enum": enums,
        "types": {"MappingProxyType"} if inline else set(),
        "typing": typing,
    }


def _enum_name(base: str) -> str:
    return base.rpartition(" ")[2]


def _has_ranges(file: Prepared) -> bool:
    return "range" in file.fields


def _exported(file: Prepared) -> list[str]:
    """Return the names in `__all__`, sorted as by ruff: constants, classes, functions."""
    classes = {"ErrorCode"}
    if file.options.metadata == "inline":
        classes.add("ErrorInfo")
    if _has_ranges(file):
        classes.add("ErrorRange")
    if "retry" in file.fields:
        classes.add("Retry")
    functions = ["codes_in"] if file.catalog.envelope else []
    if file.options.exceptions != "none":
        classes |= {"ApiError", *(member.exception for member in file.members)}
        classes |= {group.exception for group in file.groups}
        functions.append("error_class")
    constants = ["ERRORS"] if file.options.metadata == "inline" else []
    return [*constants, *sorted(classes), *functions]


def _types(file: Prepared) -> Iterator[str]:
    """Yield the types that the enum and the entries use."""
    alias = "" if file.old else ": TypeAlias"
    if _has_ranges(file) and file.options.groups == "literal":
        names = [python_literal(group.name) for group in file.groups]
        start = f"ErrorRange{alias} = Literal["
        yield listed(start, names, "]") + '"""Name of a range of codes."""\n\n'
    if "retry" in file.fields:
        yield _RETRY.format(alias=alias)
    if _has_ranges(file) and file.options.groups == "enum":
        yield f"\n@unique\nclass ErrorRange({file.text_enum}):\n"
        yield '    """A range of codes."""\n\n'
        for group in file.groups:
            yield line(f"    {group.member} = {python_literal(group.name)}")
        yield "" if file.text_enum == "StrEnum" else f"\n{STR_METHOD}"
        yield "\n"


_RETRY = '''\
Retry{alias} = Literal["never", "after_fix", "backoff", "after_delay"]
"""Whether to retry, and when."""

'''
