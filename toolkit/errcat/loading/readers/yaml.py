"""Reader yaml: YAML 1.2 without what makes it a programming language, from libyaml's events.

Nothing is composed or constructed by PyYAML: its composer ends the process on 100,000 brackets,
hides anchors and lets the last of two equal keys win.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from yaml.cyaml import CSafeLoader
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from errcat.loading.reading import DEPTH, Fault, Offsets, Path, Plain, Reader, Reading

_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z").match
_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
# What a reader of YAML 1.1 or 1.2 takes for a number, a date, a truth value, or a merge.
_OTHERWISE = r"""[-+]?[0-9][0-9_]*
    |[-+]?0o[0-7_]+|[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+
    |[-+]?(?:[0-9][0-9_]*)?\.?[0-9_]*(?:[eE][-+]?[0-9]+)?
    |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)
    |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\ ].*)?
    |=|<<"""
_WORDS = frozenset(
    form
    for word in ("y", "n", "yes", "no", "on", "off")
    for form in (word, word.capitalize(), word.upper())
)
_FIRST = frozenset("0123456789+-.=<")


kind_of: Callable[[Any], type[Any]] = type


def resolve(text: str) -> Any:
    """Return what a plain scalar stands for: None, a truth value, an integer or text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in _FIRST:
        if _INTEGER(text):
            return int(text)
        return Plain(text) if re.fullmatch(_OTHERWISE, text, re.VERBOSE) else text
    return Plain(text) if text in _WORDS else text


class _Stop(Exception):
    """Reading cannot go on; what is wrong is the argument."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class _Refused(_Stop):
    """libyaml cannot go on."""


def _events(text: str) -> Iterator[Any]:
    """Yield the events of the first document, up to a fault that ends the reading."""
    loader = CSafeLoader(text)
    # Any: the stubs allow events without marks, and libyaml makes none.
    next_event: Callable[[], Any] = loader.get_event
    started = False
    depth = 0
    try:
        while True:
            event = next_event()
            kind = kind_of(event)
            if kind is ScalarEvent:
                if event.anchor is not None or not (
                    event.implicit[0] or event.implicit[1]
                ):
                    raise _Stop(_not_plain(event))
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                depth += 1
                if event.anchor is not None or not event.implicit:
                    raise _Stop(_not_plain(event))
                if depth > DEPTH:
                    at = event.start_mark.index
                    raise _Stop(
                        Fault(
                            "nesting-shallow",
                            f"nested deeper than {DEPTH} levels",
                            at,
                            at + 1,
                        )
                    )
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                depth -= 1
            elif kind is AliasEvent:
                raise _Stop(_not_plain(event))
            elif kind is StreamEndEvent:
                return
            elif kind is DocumentStartEvent:
                if started:
                    at = event.start_mark.index
                    raise _Stop(
                        Fault(
                            "document-single",
                            "a second document begins here",
                            at,
                            at + 3,
                        )
                    )
                started = True
            yield event
    except MarkedYAMLError as error:
        raise _Refused(_syntax(error, text)) from None
    except ReaderError as error:
        raise _Stop(_unreadable(error, text)) from None
    except YAMLError as error:
        raise _Stop(Fault("syntax-valid", f"not YAML: {error}")) from None


def _not_plain(event: Any) -> Fault:
    start, end = event.start_mark.index, event.end_mark.index
    if type(event) is AliasEvent:
        what = f"an alias (*{event.anchor})"
    elif event.anchor is not None:
        what = f"an anchor (&{event.anchor})"
    else:
        what = f"a tag ({event.tag})"
    hint = "write the value out where it is needed"
    return Fault("yaml-plain", f"{what} is not allowed in a catalog", start, end, hint)


def _syntax(error: MarkedYAMLError, text: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(text)) if mark else 0
    reason = " ".join(filter(None, (error.problem, error.context)))
    if text[at : at + 1] == "\t":
        return Fault(
            "syntax-valid", "a tab cannot indent YAML", at, at + 1, "indent with spaces"
        )
    return Fault("syntax-valid", f"not YAML: {reason}", at, at + 1)


def _unreadable(error: ReaderError, text: str) -> Fault:
    match = re.search(
        "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text
    )
    at = match.start() if match else 0
    code = f"U+{ord(text[at]):04X}" if match else str(error.reason)
    hint = "write it as an escape in double quotes"
    return Fault(
        "encoding-utf8",
        f"the character {code} is not allowed in YAML",
        at,
        at + 1,
        hint,
    )


_OPEN: dict[bool, Callable[[], Any]] = {True: dict, False: list}


def _nothing() -> Any:
    """Return None, of which a type checker draws no conclusions."""
    return None


def _build(text: str) -> tuple[Any, bool]:
    """Return the data of the first document, and whether a key stands somewhere twice.

    Of equal keys the first counts. This loop is the hot path of every YAML catalog.
    """
    outer: list[tuple[Any, Any]] = []
    holder: Any = _nothing()  # the list or mapping that is open
    key: Any = _nothing()  # of what comes next in a mapping; None where it is not kept
    in_mapping = awaits_key = doubled = False
    root: Any = None
    for event in _events(text):
        kind = kind_of(event)
        if kind is ScalarEvent:
            value: Any = event.value
            if awaits_key:
                if value == "<<" and event.implicit[0]:
                    raise _Stop(_merge(event))
                key, awaits_key = value, False
                if value in holder:
                    key, doubled = None, True
                continue
            if event.implicit[0]:
                value = resolve(value)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if awaits_key:
                raise _Stop(_not_a_key(event))
            outer.append((holder, key))
            in_mapping = awaits_key = kind is MappingStartEvent
            holder = _OPEN[in_mapping]()
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value = holder
            holder, key = outer.pop()
            in_mapping = type(holder) is dict
        else:
            continue
        if in_mapping:
            if key is not None:
                holder[key] = value
            awaits_key = True
        else:
            awaits_key = False
            if not outer:
                root = value
            else:
                holder.append(value)
    return root, doubled


def _not_a_key(event: Any) -> Fault:
    at = event.start_mark.index
    return Fault("syntax-valid", "a key must be text", at, at + 1)


def _merge(event: Any) -> Fault:
    start, end = event.start_mark.index, event.end_mark.index
    hint = "write the keys out where they are needed"
    return Fault(
        "yaml-plain", "a merge key (<<) is not allowed in a catalog", start, end, hint
    )


class _Frame:
    """A list or mapping that is still open."""

    def __init__(self, path: Path, mapping: bool, start: int, key: Offsets) -> None:
        self.path = path
        self.mapping = mapping
        self.start = start
        self.key = key
        self.count = 0
        self.pending: tuple[str, Offsets] | None = None


class _Positions:
    """Where every node of a text stands, and which keys stand twice."""

    def __init__(self, text: str) -> None:
        self.values: dict[Path, Offsets] = {}
        self.keys: dict[Path, Offsets] = {}
        self.twice: list[tuple[str, Offsets, Offsets]] = []
        self._frames: list[_Frame] = []
        try:
            for event in _events(text):
                self._take(event)
        except _Stop:
            pass  # the fault is told by the reading itself
        for frame in self._frames:
            self.values.setdefault(frame.path, (frame.start, frame.start))

    def locate(self, path: Path, key: bool) -> Offsets:
        """Return the offsets of the node at *path*, or where its nearest parent begins."""
        if key and path in self.keys:
            return self.keys[path]
        if path in self.values:
            return self.values[path]
        while path and path not in self.values:
            path = path[:-1]
        start, _ = self.values.get(path, (0, 0))
        return start, start

    def _take(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, ScalarEvent):
            frame = self._frames[-1] if self._frames else None
            if frame and frame.mapping and frame.pending is None:
                self._take_key(frame, event.value, (start, end))
            else:
                path, key = self._child()
                self._close(path, key, (start, end))
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            path, key = self._child()
            self._frames.append(
                _Frame(path, isinstance(event, MappingStartEvent), start, key)
            )
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            frame = self._frames.pop()
            self._close(frame.path, frame.key, (frame.start, end))

    def _take_key(self, frame: _Frame, name: str, at: Offsets) -> None:
        frame.pending = (name, at)
        first = self.keys.get((*frame.path, name))
        if first is not None:
            self.twice.append((name, at, first))

    def _child(self) -> tuple[Path, Offsets]:
        """Return the path of the node that begins, and its key's offsets."""
        if not self._frames:
            return (), (0, 0)
        frame = self._frames[-1]
        if frame.pending is not None:
            name, at = frame.pending
            frame.pending = None
            return (*frame.path, name), at
        frame.count += 1
        return (*frame.path, frame.count - 1), (0, 0)

    def _close(self, path: Path, key: Offsets, at: Offsets) -> None:
        self.values.setdefault(path, at)
        self.keys.setdefault(path, key if key != (0, 0) else at)


def read(text: str) -> Reading:
    """Read *text* as YAML; what cannot be read is a fault."""
    positions = cache(lambda: _Positions(text))
    faults: list[Fault] = []
    data: Any = None
    doubled = False
    try:
        data, doubled = _build(text)
    except _Refused as stop:
        faults.append(_earlier(text[: stop.fault.start]) or stop.fault)
    except _Stop as stop:
        faults.append(stop.fault)
    if doubled:
        faults += (_doubled(*key) for key in positions().twice)

    def locate(path: Path, key: bool) -> Offsets:
        return positions().locate(path, key)

    return Reading(data, tuple(faults), locate)


def _earlier(text: str) -> Fault | None:
    """Return what is wrong in *text*, before the place where libyaml refused to go on.

    libyaml scans up to 1,024 characters ahead of its events, and how deep it goes depends on its
    version.
    """
    try:
        _build(text)
    except _Refused:
        return None
    except _Stop as stop:
        return stop.fault
    return None


def _doubled(name: str, at: Offsets, first: Offsets) -> Fault:
    message = f"duplicate key '{name}'"
    return Fault("key-unique", message, *at, related=(("first here", *first),))


READER = Reader("yaml", (".yaml", ".yml"), read)
