"""Finding: one problem at one place, and its fingerprint."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from errcat.model import Place

ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITIES = (ERROR, WARNING, INFO)
"""From the gravest to the lightest."""


class Span(NamedTuple):
    """A stretch of text: lines and columns from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)
"""Where a finding about a whole file stands."""


class Also(NamedTuple):
    """Another place that a problem is about."""

    place: Place
    message: str
    span: Span | None = None


class Change(NamedTuple):
    """The data to put at a place instead of what is there; None takes the key away."""

    place: Place
    value: Any


class Problem(NamedTuple):
    """What a rule has to say: a finding before it knows its rule, severity and line."""

    message: str
    place: Place
    subject: str = ""
    """A code or a range; empty for the file."""
    code: str = ""
    field: str = ""
    value: str = ""
    hint: str = ""
    also: tuple[Also, ...] = ()
    changes: tuple[Change, ...] = ()
    """What would mend it."""
    safe: bool = True
    """Whether the changes leave the meaning of the catalog as it is."""
    rule: str = ""
    """Set where the problem was not found by a rule of its own."""
    span: Span | None = None
    """Set where the place is known better than by keys."""


class Related(NamedTuple):
    """Another place that a finding is about."""

    message: str
    file: str
    span: Span


class Edit(NamedTuple):
    """A stretch of one file, and the text to put there instead."""

    file: str
    span: Span
    text: str


class Fix(NamedTuple):
    """The edits that mend a finding; safe ones never change what a catalog means."""

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
    related: tuple[Related, ...] = ()
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
    """Return SHA-256; hashlib loads OpenSSL, which takes a cold run a quarter of its time."""
    for module in ("_sha2", "_sha256"):  # since Python 3.12, and before
        with suppress(ImportError):
            found: Callable[[bytes], Any] = import_module(module).sha256
            return found
    from hashlib import sha256

    return sha256


def order(finding: Finding) -> tuple[str, Span, str, str]:
    """Return what findings are sorted by: file, place, rule."""
    return (finding.file, finding.span, finding.rule, finding.message)
