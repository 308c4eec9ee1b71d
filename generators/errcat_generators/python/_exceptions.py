"""The exception classes, and the function that finds the one for a code."""

from __future__ import annotations

from collections.abc import Iterator

from errcat import sentence
from errcat.text import rst
from errcat_generators.python._layout import line, member_docstring
from errcat_generators.python._prepared import Prepared

_API_ERROR = '''

class ApiError(Exception):
    """An error that the API reported; the base class of all others here."""

    def __init__(self, code: {given}, detail: {text} = None) -> None:
        """Keep the code as received, and its member of ErrorCode if it is known."""
        super().__init__(code, detail)
        self.raw_code = code
        self.code = ErrorCode.parse(code)
        self.detail = detail

    @property
    def info(self) -> {info}:
        """The catalog entry of the code, or None if the code is unknown."""
        return None if self.code is None else self.code.info

    def __str__(self) -> str:
        """Return the code, its name and the detail."""
        name = f" {{self.code.name}}" if self.code is not None else ""
        detail = f": {{self.detail}}" if self.detail else ""
        return f"{{self.raw_code}}{{name}}{{detail}}"
'''
_ERROR_CLASS = '''

_CLASSES: Final[Mapping[{raw}, type[ApiError]]] = MappingProxyType({classes})


def error_class(code: {given}, /) -> type[ApiError]:
    """Return the exception class for a code read from a response."""
    known = ErrorCode.parse(code)
    return ApiError if known is None else _CLASSES[known.value]
'''


def exceptions(file: Prepared) -> Iterator[str]:
    """Yield the classes, if the options ask for any."""
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
        for member in file.members:
            base = bases.get(member.entry.range, "ApiError")
            about = sentence(member.entry.title or member.entry.name)
            yield _class(member.exception, base, about, file)
    yield _ERROR_CLASS.format(raw=file.raw, classes=_classes(file), given=given)


def _class(name: str, base: str, about: str, file: Prepared) -> str:
    text = rst(about) if file.options.docstrings == "rst" else about
    docstring = member_docstring(f"An error that the API reported.\n\n{text}").rstrip()
    return f"\n\n{line(f'class {name}({base}):')}{docstring}\n"


def _classes(file: Prepared) -> str:
    """Return the dictionary of classes by code."""
    if not file.members:
        return "{}"
    rows = (f"{member.value}: {member.exception}" for member in file.members)
    lines = "".join(f"        {row},\n" for row in rows)
    return f"\n    {{\n{lines}    }}\n"
