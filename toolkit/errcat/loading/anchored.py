"""YAML as other tools write it: anchors, aliases, merge keys and tags, within bounds.

A catalog has none of these, see `readers/yaml.py`. The position of every node is known from the first
reading; what an alias stands for has the position of its anchor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from yaml.cyaml import CSafeLoader
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from errcat.loading.readers.yaml import resolve
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

LIMIT = 5_000_000
"""How many nodes a document may have, each counted as often as aliases repeat it."""

Container: TypeAlias = dict[str, Any] | list[Any]
Marks: TypeAlias = dict[int, dict[str | int, Offsets]]
"""By the identity of a container: where the key and the value of each child begin."""


class _Stop(Exception):
    """Reading cannot go on; what is wrong is the argument."""

    def __init__(self, at: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.fault = Fault("syntax-valid", message, at, at + 1, hint)


class _Open:
    """A list or mapping that is still open."""

    def __init__(self, value: Container, anchor: str | None, start: int) -> None:
        self.value = value
        self.anchor = anchor
        self.start = start
        self.size = 1
        self.marks: dict[str | int, Offsets] = {}
        self.key: str | None = None
        self.key_start = 0
        self.merged: list[dict[str, Any]] = []


class _Composer:
    """Builds the data of one document from libyaml's events."""

    def __init__(self, text: str) -> None:
        self.marks: Marks = {}
        self.root: Any = None
        self.kept: list[Container] = []
        """Every container, so that no other object takes its identity."""
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._pending: set[str] = set()
        self._text = text

    def compose(self) -> None:
        """Read the whole text."""
        documents = 0
        for event in _events(self._text):
            if isinstance(event, ScalarEvent):
                self._scalar(event)
            elif isinstance(event, AliasEvent):
                self._alias(event)
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                self._start(event)
            elif isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _second(event)
            elif self._open and type(event).__name__.endswith("EndEvent"):
                self._end()

    def _scalar(self, event: Any) -> None:
        start = event.start_mark.index
        holder = self._open[-1] if self._open else None
        if holder is not None and isinstance(holder.value, dict) and holder.key is None:
            holder.key, holder.key_start = event.value, start
            return
        value = resolve(event.value) if event.implicit[0] else event.value
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, 1)
        self._add(value, 1, start)

    def _alias(self, event: Any) -> None:
        start = event.start_mark.index
        if event.anchor in self._pending:
            message = f"the alias *{event.anchor} is inside of what it stands for"
            raise _Stop(start, message)
        if event.anchor not in self._anchors:
            raise _Stop(start, f"the alias *{event.anchor} has no anchor before it")
        value, size = self._anchors[event.anchor]
        self._add(value, size, start)

    def _start(self, event: Any) -> None:
        start = event.start_mark.index
        holder = self._open[-1] if self._open else None
        if holder is not None and isinstance(holder.value, dict) and holder.key is None:
            raise _Stop(start, "a key must be text")
        if len(self._open) >= DEPTH:
            raise _Stop(start, f"nested deeper than {DEPTH} levels")
        value: Container = {} if isinstance(event, MappingStartEvent) else []
        if event.anchor is not None:
            self._pending.add(event.anchor)
        self._open.append(_Open(value, event.anchor, start))

    def _end(self) -> None:
        done = self._open.pop()
        for merged in done.merged:
            self._merge(done, merged)
        self.kept.append(done.value)
        self.marks[id(done.value)] = done.marks
        if done.anchor is not None:
            self._pending.discard(done.anchor)
            self._anchors[done.anchor] = (done.value, done.size)
        self._add(done.value, done.size, done.start)

    def _merge(self, done: _Open, merged: dict[str, Any]) -> None:
        """Add the keys of a mapping behind `<<` that are not there yet."""
        if isinstance(done.value, dict):
            for key, value in merged.items():
                if key not in done.value:
                    done.value[key] = value
                    done.marks[key] = self.marks[id(merged)][key]

    def _add(self, value: Any, size: int, start: int) -> None:
        if not self._open:
            self.root = value
            return
        holder = self._open[-1]
        holder.size += size
        if holder.size > LIMIT:
            raise _Stop(start, f"the aliases stand for more than {LIMIT:,} nodes")
        if isinstance(holder.value, list):
            holder.marks[len(holder.value)] = (start, start)
            holder.value.append(value)
            return
        key, holder.key = holder.key or "", None
        if key == "<<":
            mappings = value if is_list(value) else [value]
            holder.merged += [item for item in mappings if is_mapping(item)]
        elif key not in holder.value:
            holder.value[key] = value
            holder.marks[key] = (holder.key_start, start)


def _second(event: Any) -> _Stop:
    return _Stop(event.start_mark.index, "a second document begins here")


def _events(text: str) -> Iterator[Any]:
    loader = CSafeLoader(text)
    # Any: the stubs allow events without marks, and libyaml makes none.
    next_event: Callable[[], Any] = loader.get_event
    try:
        while not isinstance(event := next_event(), StreamEndEvent):
            yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = " ".join(filter(None, (error.problem, error.context)))
        raise _Stop(mark.index if mark else 0, f"not YAML: {reason}") from None
    except YAMLError as error:
        reason = " ".join(str(error).split())
        raise _Stop(getattr(error, "position", 0), f"not YAML: {reason}") from None


def read(text: str) -> Reading:
    """Read *text* as YAML; what cannot be read is a fault. Of equal keys the first counts."""
    composer = _Composer(text)
    faults: tuple[Fault, ...] = ()
    try:
        composer.compose()
    except _Stop as stop:
        faults = (stop.fault,)

    def locate(path: Path, key: bool) -> Offsets:
        value, at = composer.root, (0, 0)
        for step in path:
            marks = composer.marks.get(id(value), {})
            if step not in marks:
                break
            at = marks[step]
            value = value[step]
        start = at[0] if key else at[1]
        return start, start

    return Reading(None if faults else composer.root, faults, locate)


READER = Reader("yaml", (".yaml", ".yml"), read)
