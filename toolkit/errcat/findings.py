"""Problems as rules report them, and findings: problems with a rule, a severity and a line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from errcat.model import Entry, Place

ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITIES = (ERROR, WARNING, INFO)
"""From the highest to the lowest."""


class Span(NamedTuple):
    """A part of a text: lines and columns from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)
"""The place of a finding about a whole file."""


class Also(NamedTuple):
    """Another place that a problem is about."""

    place: Place
    message: str
    span: Span | None = None


class Change(NamedTuple):
    """A new value for a place: a text, the value of a new key, or the order of a list."""

    place: Place
    value: Any


class ItemOrder(NamedTuple):
    """The order that the items of a list are to have."""

    indexes: tuple[int, ...]
    """The index that each item has now."""


class Problem(NamedTuple):
    """What a rule reports: a finding before its rule, severity and line are known."""

    message: str
    place: Place
    subject: str = ""
    """A code or a range; empty where the problem concerns the file."""
    code: str = ""
    field: str = ""
    value: str = ""
    hint: str = ""
    also: tuple[Also, ...] = ()
    changes: tuple[Change, ...] = ()
    """What would fix it."""
    safe: bool = True
    """Whether the changes keep the meaning of the catalog."""
    rule: str = ""
    """Set where no rule of that name reported the problem itself, as for problems of reading."""
    span: Span | None = None
    """Set where the position is known more exactly than `place` says."""


def at(
    entry: Entry,
    field: str,
    message: str,
    *,
    value: str = "",
    hint: str = "",
    also: tuple[Also, ...] = (),
    changes: tuple[Change, ...] = (),
    safe: bool = True,
) -> Problem:
    """Return a problem with a field of *entry*, such as `title` or `cases/0/title`."""
    return Problem(
        f"{entry.label}: {message}",
        entry.place(*steps(field)),
        entry.code,
        code=entry.code,
        field=field,
        value=value,
        hint=hint,
        also=also,
        changes=changes,
        safe=safe,
    )


def steps(field: str) -> tuple[str | int, ...]:
    """Return the keys and indexes in *field*: `cases/0/title` has three."""
    return tuple(int(step) if step.isdigit() else step for step in field.split("/"))


class RelatedPlace(NamedTuple):
    """Another place that a finding is about."""

    message: str
    file: str
    span: Span


class Edit(NamedTuple):
    """A part of one file, and the text that replaces it."""

    file: str
    span: Span
    text: str


class Fix(NamedTuple):
    """The edits that fix a finding; safe ones never change what a catalog means."""

    safe: bool
    edits: tuple[Edit, ...]


class Finding(NamedTuple):
    """One problem at one place in a catalog."""

    rule: str
    severity: str
    message: str
    file: str
    span: Span = START
    catalog: str = ""
    code: str = ""
    subject: str = ""
    """What the finding is about: a code, a range, or a file as seen from its catalog."""
    field: str = ""
    value: str = ""
    hint: str = ""
    related: tuple[RelatedPlace, ...] = ()
    fix: Fix | None = None

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits that stay the same when files are reordered or reworded.

        They are the head of a SHA-256 over canonical JSON of the fingerprint's version, rule,
        catalog, subject, field and value.
        """
        import json  # slow to import, and a clean run does not need it

        facts = [1, self.rule, self.catalog, self.subject, self.field, self.value]
        text = json.dumps(facts, ensure_ascii=True, separators=(",", ":"))
        digits: str = _sha256()(text.encode("ascii")).hexdigest()
        return digits[:16]


@cache
def _sha256() -> Callable[[bytes], Any]:
    """Return SHA-256 without hashlib, which loads OpenSSL: a quarter of the time of a cold run."""
    for module in ("_sha2", "_sha256"):  # since Python 3.12, and before
        with suppress(ImportError):
            function: Callable[[bytes], Any] = import_module(module).sha256
            return function
    from hashlib import sha256

    return sha256


def order(finding: Finding) -> tuple[str, Span, str, str]:
    """Return what findings are sorted by: file, place, rule."""
    return (finding.file, finding.span, finding.rule, finding.message)
