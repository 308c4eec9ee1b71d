"""The enum of the codes, and old names as its attributes."""

from __future__ import annotations

from collections.abc import Iterator

from errcat import Catalog, Entry, life_sentences, sentence
from errcat.text import rst
from errcat_generators.python._layout import line, member_docstring
from errcat_generators.python._prepared import Prepared

_ENUM = '''\

@unique
class ErrorCode({base}):
    """The error codes known to this version of the catalog.

    The API may return codes added after this file was generated: read a code from a
    response with `ErrorCode.parse`, which returns None for an unknown code.
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


STR_METHOD = '''\
    def __str__(self) -> str:
        """Return the value itself."""
        return str.__str__(self)
'''
"""The method by which an enum of texts prints its value, as StrEnum does."""


def enum(file: Prepared) -> Iterator[str]:
    """Yield the enum."""
    yield _ENUM.format(base=file.base)
    yield from _members(file)
    if "," in file.base:
        yield f"{STR_METHOD}\n"
    if file.options.metadata == "inline":
        yield _INFO_OF
    yield _PARSE.format(
        given=file.either("int", "str"), result=file.optional("ErrorCode")
    )
    yield _PARSE_NUMBER if file.numeric else _PARSE_TEXT


def _members(file: Prepared) -> Iterator[str]:
    """Yield the members, and then the old names as class variables.

    For mypy, an alias in the enum itself would be another member, which `match` has to handle.
    """
    style = file.options.docstrings
    for member in file.members:
        yield line(f"    {member.name} = {member.value}")
        if style != "none":
            text = "\n\n".join(filter(None, _about(member.entry, file.catalog)))
            yield member_docstring(rst(text) if style == "rst" else text)
    for member in file.members:
        for alias in member.aliases:
            yield line(f"    {alias}: ClassVar[ErrorCode]")
            if style != "none":
                yield member_docstring(f"Old name of {member.name}.")
    yield "\n" if file.members and style == "none" else ""


def _about(entry: Entry, catalog: Catalog) -> Iterator[str]:
    """Yield the paragraphs of a member's docstring: title, stage of life, detail."""
    yield sentence(entry.title or entry.name)
    yield from life_sentences(entry, catalog)
    yield entry.detail


def old_names(file: Prepared) -> Iterator[str]:
    """Yield the statements that give the enum its old names."""
    lines = [
        line(f"ErrorCode.{alias} = ErrorCode.{member.name}")
        for member in file.members
        for alias in member.aliases
    ]
    if lines:
        yield "\n" if file.options.metadata == "inline" else "\n\n"
    yield from lines
