"""Every difference between two versions of a catalog, by entry, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from errcat.comparing.marking import NEW, OLD, SAME, Part, likeness, marked
from errcat.comparing.ordering import position
from errcat.comparing.outcome import ComparisonResult
from errcat.comparing.results import Difference
from errcat.comparing.sides import span_of
from errcat.comparing.values import words
from errcat.loading.reading import is_list, is_mapping
from errcat.reporting.report import Run, location, paint, wrapped
from errcat.text import terminal

_SIGNS = {OLD: "-", NEW: "+"}
_COLORS = {OLD: "31", NEW: "32"}
_BRACKETS = {OLD: ("[-", "-]"), NEW: ("{+", "+}")}
"""What surrounds the words that changed where there is no color."""
_SECTIONS = {"Added": NEW, "Removed": OLD}
_STARTS = ("{code} {name}: ", "{code}: ", "{code} {name} ", "{code} ")


def shown(results: Sequence[ComparisonResult], run: Run) -> str:
    """Return the differences by entry, in the order of the codes, and the summary of *run*.

    What was replaced follows `-`, its replacement `+`. Changed words are colored, or in brackets:
    `[-old-]` and `{+new+}`.
    """
    lines = [line for result in results for line in _lines(result, run)]
    summary = [] if run.quiet else [run.summary]
    return "".join(f"{line}\n" for line in (*lines, *summary))


def _lines(result: ComparisonResult, run: Run) -> Iterator[str]:
    differences = sorted(result.differences, key=_position)
    for _, changes in groupby(differences, key=_subject):
        group = list(changes)
        yield wrapped(_title(group[0], result, run), run.width, "  ")
        for change in group:
            yield from _change(change, run)
        yield ""


def _position(change: Difference) -> tuple[Any, ...]:
    return (*position(change.code), bool(change.codes), _subject(change))


def _subject(change: Difference) -> tuple[str, ...]:
    """Return what a change is about: an entry, the catalog itself, or these codes."""
    return (change.code,) if change.code else change.codes


def _title(change: Difference, result: ComparisonResult, run: Run) -> str:
    if change.codes:
        text = f"{len(change.codes)} entries: {', '.join(change.codes)}"
        return paint(terminal(text), "1", run.color)
    if not change.code:
        return paint(terminal(f"catalog {result.comparison.catalog}"), "1", run.color)
    name = "" if change.name == change.code else change.name
    text = " ".join(filter(None, (change.code, name)))
    return f"{paint(terminal(text), '1', run.color)} ({_where(change, result)})"


def _where(change: Difference, result: ComparisonResult) -> str:
    """Return where the entry stands; one that is gone stands only in the old version."""
    now = result.new_catalog.by_code.get(change.code)
    state = result.after if now else result.before
    entry = now or result.old_catalog.by_code.get(change.code)
    place = entry.place() if entry else change.new_place or change.old_place
    if place is None:
        return terminal(result.new.label)
    text = location(place.file, span_of(place, state.documents.get(place.file)))
    label = state.side.label
    return text if now or label == place.file else f"{text} in {terminal(label)}"


def _change(change: Difference, run: Run) -> Iterator[str]:
    old, new = change.old, change.new
    if not change.field or _nested(old) or _nested(new) or old == new:
        yield _message(change, run)
        return
    yield f"  {terminal(change.field)}"
    before, after = words(old), words(new)
    parts = marked(before, after)
    if not likeness(parts):
        parts = [Part(OLD, before), Part(NEW, after)]
    for kind, value in ((OLD, old), (NEW, new)):
        if value is not None:
            yield from _version(parts, kind, run)


def _nested(value: Any) -> bool:
    return is_mapping(value) or (is_list(value) and any(map(is_mapping, value)))


def _message(change: Difference, run: Run) -> str:
    template = change.template
    start = next((start for start in _STARTS if template.startswith(start)), "")
    rest = change._replace(template=template[len(start) :] if change.code else template)
    kind = _SECTIONS.get(change.section, "")
    text = f"  {_SIGNS.get(kind, ' ')} {terminal(rest.message())}"
    return wrapped(paint(text, _COLORS.get(kind, "0"), run.color), run.width, "    ")


def _version(parts: Sequence[Part], kind: str, run: Run) -> Iterator[str]:
    """Yield the lines of one version: the words that are the same, and those only there."""
    color = _COLORS[kind]
    sign = paint(_SIGNS[kind], color, run.color)
    whole = all(part.kind != SAME for part in parts)
    text = "".join(
        safe if part.kind == SAME or whole else _mark(safe, kind, run.color)
        for part in parts
        if part.kind in (SAME, kind)
        for safe in (terminal(part.text.replace("\t", " "), multiline=True),)
    )
    for line in text.split("\n"):
        yield wrapped(f"  {sign} {line}".rstrip(), run.width, "    ")


def _mark(text: str, kind: str, color: bool) -> str:
    """Return words with what marks them; white space around them stays unmarked."""
    inner = text.strip()
    before, _, after = text.partition(inner) if inner else (text, "", "")
    start, end = _BRACKETS[kind]
    # Lines wrap between words: a color that goes on would color the indent, too.
    separator = " " if color else "\n"
    marks = [
        paint(piece, f"1;{_COLORS[kind]}", color) if color else f"{start}{piece}{end}"
        for piece in inner.split(separator)
    ]
    return f"{before}{separator.join(marks)}{after}"
