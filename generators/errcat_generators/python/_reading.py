"""The function that finds the codes in the body of a response."""

from __future__ import annotations

from collections.abc import Iterator

from errcat_generators.python._layout import assigned
from errcat_generators.python._prepared import Prepared

_CODES_IN = '''

{steps}

def codes_in(body: object, /) -> tuple[{code}, ...]:
    """Return the codes in the decoded body of an error response, in its order.

    An unknown code is returned as the API sent it. A body that is not an error
    response yields no codes.
    """
    nodes = [body]
    for step in _STEPS:
        nodes = [child for node in nodes for child in _under(node, step)]
    codes = (_code(node) for node in nodes)
    return tuple(code for code in codes if code is not None)


def _under(node: object, step: str) -> list[object]:
    if isinstance(node, dict):
        fields = cast("dict[object, object]", node)
        return [fields[step]] if step in fields else []
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


def codes_in(file: Prepared) -> Iterator[str]:
    """Yield the function, if the catalog says where a response holds its codes."""
    if file.catalog.envelope is None:
        return
    code = file.either("ErrorCode", file.raw)
    steps = assigned("_STEPS: Final = ", file.catalog.envelope.steps, 0)
    yield _CODES_IN.format(steps=steps, code=code, optional=file.optional(code)) + (
        _CODE_NUMBER if file.numeric else _CODE_TEXT
    )
