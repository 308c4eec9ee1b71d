"""Reader json: the standard library's parser, and positions by a second walk when one is needed.

The walk skips over siblings with the scanner's own C code, so that a position costs a path and not
a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from errcat.loading.reading import (
    DEPTH,
    Fault,
    Offsets,
    Path,
    Reader,
    Reading,
    is_list,
    is_mapping,
)

if TYPE_CHECKING:
    from json import JSONDecodeError

_SPACE = re.compile(r"[ \t\n\r]*").match
_BRACKETS = r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]'
_TOO_DEEP = Fault("nesting-shallow", f"nested deeper than {DEPTH} levels")
_SURROGATE = "[\ud800-\udfff]"


class _NotANumber(ValueError):
    """NaN or an infinity, which JSON has not."""


class _OutOfRange(ValueError):
    """A number whose exponent no reader can hold."""


def _decimal(text: str) -> Any:
    """Return a number with a point exactly; a float would pass for an integer where it is round."""
    from decimal import Decimal, InvalidOperation  # no valid catalog needs one

    try:
        return Decimal(text)
    except InvalidOperation:
        raise _OutOfRange(text) from None


def _refuse(constant: str) -> NoReturn:
    raise _NotANumber(constant)


def read(text: str) -> Reading:
    """Read *text* as JSON; what cannot be read is a fault."""
    import json  # a catalog in YAML does not pay for it

    doubled = False

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal doubled
        data = dict(pairs)
        if len(data) != len(pairs):
            doubled = True
            data = dict(reversed(pairs))
        return data

    positions = _Positions(text)
    decoder = json.JSONDecoder(
        object_pairs_hook=mapping, parse_float=_decimal, parse_constant=_refuse
    )
    try:
        data = decoder.decode(text)
    except json.JSONDecodeError as error:
        return _failed(_syntax(error, text), text, positions)
    except _NotANumber as error:
        at = _outside_strings(text, str(error))
        message = f"{error} is not JSON"
        fault = Fault("syntax-valid", message, at, at + len(str(error)))
        return _failed(fault, text, positions)
    except _OutOfRange as error:
        at = _outside_strings(text, str(error))
        message = "the exponent of the number is too large"
        fault = Fault("syntax-valid", message, at, at + len(str(error)))
        return _failed(fault, text, positions)
    except RecursionError:
        return _failed(_deep(text) or _TOO_DEEP, text, positions)
    except ValueError:  # int() takes no more than 4,300 digits
        match = re.search(r"[0-9]{1000,}", text)
        start, end = match.span() if match else (0, 0)
        message = "a number is too long to be read"
        return _failed(Fault("syntax-valid", message, start, end), text, positions)
    faults = tuple(positions.doubled()) if doubled else ()
    if re.search(r"\\u[dD][89a-fA-F]", text) and (
        halves := tuple(_surrogates(data, positions))
    ):
        return Reading(None, faults + halves, positions.locate)
    return Reading(data, faults, positions.locate)


def _failed(fault: Fault, text: str, positions: _Positions) -> Reading:
    """Return a reading with *fault*, or with the nesting before it that is too deep.

    How deep Python itself goes depends on its version and on the caller's stack.
    """
    return Reading(None, (_deep(text[: fault.start]) or fault,), positions.locate)


def _syntax(error: JSONDecodeError, text: str) -> Fault:
    reason = error.msg[:1].lower() + error.msg[1:]
    at = min(error.pos, len(text))
    if not text[at:].strip():
        return Fault(
            "syntax-valid", f"not JSON: the text ends too early: {reason}", at, at
        )
    return Fault("syntax-valid", f"not JSON: {reason}", at, at + 1)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    return (
        (match.group()[0], match.start())
        for match in re.finditer(_BRACKETS, text, re.DOTALL)
    )


def _deep(text: str) -> Fault | None:
    """Return the fault of *text* that is nested too deep, at the bracket that makes it so."""
    depth = 0
    for token, at in _tokens(text):
        depth += (token in "[{") - (token in "]}")
        if depth > DEPTH:
            return _TOO_DEEP._replace(start=at, end=at + 1)
    return None


def _outside_strings(text: str, word: str) -> int:
    """Return where *word* first stands outside a string."""
    match = re.search(
        rf'(?:"(?:[^"\\]|\\.)*"|[^"])*?({re.escape(word)})', text, re.DOTALL
    )
    return match.start(1) if match else 0


def _surrogates(data: Any, positions: _Positions) -> Iterator[Fault]:
    """Yield the texts with half a surrogate pair, which no file can hold as UTF-8."""
    stack: list[tuple[Path, Any]] = [((), data)]
    while stack:
        path, value = stack.pop()
        if is_mapping(value):
            stack += (((*path, key), child) for key, child in value.items())
        elif is_list(value):
            stack += (((*path, index), child) for index, child in enumerate(value))
        texts = [value] if isinstance(value, str) else []
        if path and isinstance(path[-1], str):
            texts.append(path[-1])
        if any(re.search(_SURROGATE, string) for string in texts):
            message = "half a surrogate pair is not a character"
            yield Fault("encoding-utf8", message, *positions.locate(path, key=False))


class _Member(NamedTuple):
    """What stands in a container: under which key or index, and where."""

    key: str | int
    key_at: Offsets
    at: Offsets


class _Positions:
    """Positions on demand, remembered a container."""

    def __init__(self, text: str) -> None:
        import json  # as in `read`

        self._text = text
        # Without the hooks of the real reading: here only the ends of values count.
        decoder: Any = json.JSONDecoder(parse_float=str, parse_int=str)
        self._scan = decoder.scan_once  # there, but not in its stubs
        self._members: dict[int, list[_Member]] = {}
        self._by_key: dict[int, dict[str | int, _Member]] = {}

    def locate(self, path: Path, key: bool) -> Offsets:
        """Return the offsets of the node at *path*, or where its nearest parent begins."""
        place: Offsets = (self._skip(0), len(self._text.rstrip()))
        try:
            for depth, step in enumerate(path, 1):
                member = self._named(place[0], step)
                if member is None:
                    return place[0], place[0]
                place = member.at
                if key and depth == len(path):
                    return member.key_at
        except (ValueError, IndexError, RecursionError):
            return place[0], place[0]
        return place

    def doubled(self) -> Iterator[Fault]:
        """Yield a fault a key that stands twice in one object."""
        stack = [self._skip(0)]
        while stack:
            first: dict[str, Offsets] = {}
            for member in self._inside(stack.pop()):
                stack.append(member.at[0])
                if isinstance(member.key, int):
                    continue
                earlier = first.setdefault(member.key, member.key_at)
                if earlier is not member.key_at:
                    message = f"duplicate key '{member.key}'"
                    related = (("first here", *earlier),)
                    yield Fault("key-unique", message, *member.key_at, related=related)

    def _named(self, start: int, step: str | int) -> _Member | None:
        members = self._inside(start)
        if isinstance(step, int):
            return members[step]
        if start not in self._by_key:
            self._by_key[start] = {member.key: member for member in reversed(members)}
        return self._by_key[start].get(step)

    def _inside(self, start: int) -> list[_Member]:
        if start not in self._members:
            self._members[start] = list(self._walk(start))
        return self._members[start]

    def _walk(self, start: int) -> Iterator[_Member]:
        from json import decoder  # as in `read`

        scan: Any = decoder
        scanstring = scan.scanstring  # there, but not in its stubs
        text, at = self._text, self._skip(start + 1)
        opening = text[start : start + 1]
        if opening not in ("{", "[") or text[at] in "]}":
            return
        index = 0
        while True:
            key: str | int = index
            key_start = key_end = at
            if opening == "{":
                key, key_end = scanstring(text, at + 1, True)
                at = self._skip(self._skip(key_end) + 1)
            try:
                _, end = self._scan(text, at)
            except StopIteration:
                raise ValueError("no value") from None
            yield _Member(
                key, (key_start, key_end) if opening == "{" else (at, end), (at, end)
            )
            at = self._skip(end)
            if text[at] != ",":
                return
            at = self._skip(at + 1)
            index += 1

    def _skip(self, at: int) -> int:
        match = _SPACE(self._text, at)
        return match.end() if match else at


READER = Reader("json", (".json",), read)
