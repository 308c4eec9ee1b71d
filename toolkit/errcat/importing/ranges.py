"""Groups and number blocks -> ranges that hold every code, or tags where they cannot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from errcat.importing.drafts import Draft
from errcat.importing.proposing import groups_of
from errcat.importing.reports import GUESSED, LIKELY, SURE, UNSURE, Note
from errcat.model import NUMBER
from errcat.naming import kebab

_MANY = 30
"""From how many entries on a catalog without headings is worth dividing."""
_MOST_RANGES = 40
_A_FEW = 3
_SMALLEST = 100
"""How many codes a block holds at least."""
_ID_LIMIT = 60
_SEPARATED = re.compile(r"([A-Za-z][A-Za-z0-9_-]*?[/.:])[^/.:\s]").match
_NUMBERED = re.compile(r"([^0-9]*[^0-9])([0-9]+)").fullmatch


class Span(NamedTuple):
    """A range: its name, title, and bounds or a prefix."""

    name: str
    title: str
    first: str = ""
    last: str = ""
    prefix: str = ""
    width: int = 0

    def holds(self, code: str) -> bool:
        """Tell whether a code lies in the range."""
        if self.prefix:
            return code.startswith(self.prefix)
        return bool(NUMBER(code)) and int(self.first) <= int(code) <= int(self.last)


class Ranges(NamedTuple):
    """The ranges of a catalog; without any, the groups may be tags."""

    spans: tuple[Span, ...] = ()
    tags: Mapping[str, str] = {}
    """The tag of each group, where groups are no ranges."""
    notes: tuple[Note, ...] = ()


def stated(ranges: Sequence[Mapping[str, Any]]) -> tuple[Span, ...]:
    """Return the ranges that a header states."""
    return tuple(
        Span(
            str(given.get("name", "")),
            str(given.get("title", "")),
            str(given.get("from", "")),
            str(given.get("to", "")),
            str(given.get("prefix", "")),
            int(given.get("width", 0)),
        )
        for given in ranges
        if given.get("prefix") or (given.get("from") and given.get("to"))
    )


def find(drafts: Sequence[Draft]) -> Ranges:
    """Return the ranges that groups, prefixes or number blocks make of the codes."""
    groups = dict.fromkeys(draft.group for draft in drafts)
    named = {group: name for group, name in _names(drafts).items() if group}
    codes = [end for draft in drafts for end in (draft.code, draft.through) if end]
    numbers = all(map(NUMBER, codes))
    if len(named) > 1:
        for make, reason in _BY_GROUP:
            spans = make(drafts, named)
            if spans and len(groups) == len(named):
                firsts = _firsts(drafts)
                notes = tuple(_of_group(s, firsts[s.title], reason) for s in spans)
                return Ranges(tuple(spans), notes=notes)
    spans = _blocks(codes) if numbers else _prefixes(codes)
    tags = named if len(named) > 1 else {}
    tagged = [_tagged(drafts, tags)] if tags else []
    return Ranges(
        tuple(spans), tags, (*tagged, *(_from_codes(span, drafts) for span in spans))
    )


def _names(drafts: Sequence[Draft]) -> dict[str, str]:
    """Return an identifier for every group; where two are alike, with its first code behind."""
    first: dict[str, str] = {}
    for draft in drafts:
        held = first.get(draft.group)
        if held is None or _order(draft.code) < _order(held):
            first[draft.group] = draft.code
    words = groups_of(dict.fromkeys(first, ""))
    names = {group: _identifier(words[group]) for group in first}
    counts = Counter(names.values())
    return {
        group: (
            name
            if name and counts[name] == 1
            else _identifier(f"{name} {first[group]}") or f"codes-{kebab(first[group])}"
        )
        for group, name in names.items()
    }


def _identifier(text: str) -> str:
    name = kebab(text)
    if len(name) > _ID_LIMIT:
        name = name[:_ID_LIMIT].rpartition("-")[0]
    return name if name[:1].isalpha() else ""


def _order(code: str) -> tuple[int, int, str]:
    return (0, int(code), "") if NUMBER(code) else (1, 0, code)


# --- by group ----------------------------------------------------------------------------------


def _bounded(drafts: Sequence[Draft], names: Mapping[str, str]) -> list[Span]:
    """Return a range a group, where the groups do not interleave."""
    bounds: dict[str, tuple[int, int]] = {}
    for draft in drafts:
        last = draft.through or draft.code
        if not (NUMBER(draft.code) and NUMBER(last)) or not draft.group:
            return []
        low, high = bounds.get(draft.group, (int(draft.code), int(last)))
        bounds[draft.group] = (min(low, int(draft.code)), max(high, int(last)))
    rows = sorted((low, high, group) for group, (low, high) in bounds.items())
    if not _apart((low, high) for low, high, _ in rows):
        return []
    step = _step([(low, high) for low, high, _ in rows])
    if step == 1 and len(drafts) < _A_FEW * len(rows):
        return []
    return [
        Span(names[g], g, str(low - low % step), str(high - high % step + step - 1))
        for low, high, g in rows
    ]


def _apart(bounds: Iterable[tuple[int, int]]) -> bool:
    rows = sorted(bounds)
    return all(one[1] < other[0] for one, other in pairwise(rows))


def _step(bounds: Sequence[tuple[int, int]]) -> int:
    """Return the largest power of ten to whose multiples all bounds can be widened."""
    if any(low < 0 for low, _ in bounds):
        return 1
    step: int = 10 ** (len(str(max(high for _, high in bounds))) - 1)
    while step > 1 and not _apart(
        (a // step * step, b // step * step + step - 1) for a, b in bounds
    ):
        step //= 10
    return step


def _own_prefixes(drafts: Sequence[Draft], names: Mapping[str, str]) -> list[Span]:
    """Return a range a group, where every group has one prefix of its own."""
    prefixes: dict[str, tuple[str, int]] = {}
    for draft in drafts:
        lead = _prefix(draft.code)
        if (
            not lead[0]
            or not draft.group
            or prefixes.setdefault(draft.group, lead)[0] != lead[0]
        ):
            return []
        if prefixes[draft.group][1] != lead[1]:
            prefixes[draft.group] = (lead[0], 0)
    if len({prefix for prefix, _ in prefixes.values()}) < len(prefixes):
        return []
    return [
        Span(names[group], group, prefix=prefix, width=width)
        for group, (prefix, width) in prefixes.items()
    ]


def _classes(drafts: Sequence[Draft], names: Mapping[str, str]) -> list[Span]:
    """Return a range a group, where the first characters of codes of one length tell them apart."""
    size = len(drafts[0].code)
    if any(len(draft.code) != size or not draft.group for draft in drafts):
        return []
    for length in range(1, size):
        heads: dict[str, set[str]] = {}
        for draft in drafts:
            heads.setdefault(draft.group, set()).add(draft.code[:length])
        apart = len({head for own in heads.values() for head in own}) == len(heads)
        if apart and all(len(own) == 1 for own in heads.values()):
            return [
                Span(names[group], group, prefix=next(iter(own)), width=size - length)
                for group, own in heads.items()
            ]
    return []


_BY_GROUP: tuple[
    tuple[Callable[[Sequence[Draft], Mapping[str, str]], list[Span]], str], ...
] = (
    (_bounded, "its bounds are the lowest and highest code, rounded"),
    (_own_prefixes, "its prefix"),
    (_classes, "the first characters of its codes"),
)


def _prefix(code: str) -> tuple[str, int]:
    """Return what stands before the number of a code, or before its first separator."""
    numbered = _NUMBERED(code)
    if numbered:
        return numbered[1], len(numbered[2])
    separated = _SEPARATED(code)
    return (separated[1], 0) if separated else ("", 0)


# --- by code -----------------------------------------------------------------------------------


def _blocks(codes: Sequence[str]) -> list[Span]:
    """Return ranges of thousands, ten thousands ..., where codes without headings fill several."""
    numbers = sorted(map(int, codes))
    if len(numbers) < _MANY or numbers[0] < 0:
        return []
    step = 10 ** (len(str(numbers[-1])) - 1)
    while step >= _SMALLEST:
        starts = sorted({number // step * step for number in numbers})
        if len(starts) > 1:
            return (
                [_block(s, step) for s in starts] if len(starts) <= _MOST_RANGES else []
            )
        step //= 10
    return []


def _block(start: int, step: int) -> Span:
    last = start + step - 1
    return Span(f"codes-{start}", f"{start} to {last}", str(start), str(last))


def _prefixes(codes: Sequence[str]) -> list[Span]:
    """Return a range a prefix, where all codes have one and there are several."""
    widths: dict[str, set[int]] = {}
    for code in codes:
        prefix, width = _prefix(code)
        if not prefix:
            return []
        widths.setdefault(prefix, set()).add(width)
    names = {prefix: _identifier(prefix) for prefix in widths}
    unique = len(set(names.values())) == len(names) and all(names.values())
    enough = 1 < len(widths) <= _MOST_RANGES and len(widths) * 2 <= len(codes)
    if not (unique and enough):
        return []
    return [
        Span(
            names[p],
            p.strip("-_/.: "),
            prefix=p,
            width=next(iter(w)) if len(w) == 1 else 0,
        )
        for p, w in sorted(widths.items())
    ]


# --- notes -------------------------------------------------------------------------------------


def _firsts(drafts: Sequence[Draft]) -> dict[str, Draft]:
    """Return the first draft of every group."""
    firsts: dict[str, Draft] = {}
    for draft in drafts:
        firsts.setdefault(draft.group, draft)
    return firsts


def _of_group(span: Span, first: Draft, reason: str) -> Note:
    extent = f"prefix {span.prefix}" if span.prefix else f"{span.first} to {span.last}"
    message = f"'{span.title}' became range {span.name} ({extent}): {reason}"
    confidence = SURE if span.prefix else LIKELY
    return Note(
        GUESSED, "range", message, first.file, first.line, confidence=confidence
    )


def _from_codes(span: Span, drafts: Sequence[Draft]) -> Note:
    first = next(draft for draft in drafts if span.holds(draft.code))
    extent = f"prefix {span.prefix}" if span.prefix else "a block of numbers"
    message = f"range {span.name}: {extent}"
    return Note(GUESSED, "range", message, first.file, first.line, confidence=LIKELY)


def _tagged(drafts: Sequence[Draft], tags: Mapping[str, str]) -> Note:
    first = next(draft for draft in drafts if draft.group in tags)
    message = f"{len(tags)} groups became tags: their codes interleave or have no common prefix"
    return Note(GUESSED, "range", message, first.file, first.line, confidence=UNSURE)
