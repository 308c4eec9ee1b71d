"""An invented later edition of Telnyx's catalog, and its changelog.

`python -m tests.editions.telnyx` writes the golden file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from errcat.changelog.rendering import render
from errcat.comparing.results import Comparison
from errcat.model import Catalog, Entry
from tests.change_rules.comparisons import judged
from tests.support import TELNYX, look

GOLDEN = Path(__file__).with_name("telnyx.md")
"""The changelog of the edition."""

_FEATURES = {
    "messaging": ("RCS agent", "messaging profile", "short code", "campaign", "brand"),
    "call-control": ("conference", "recording", "transcription", "SIP header", "queue"),
    "porting": ("port-in order", "letter of authorization", "port-out PIN", "rate center"),
    "account": ("API key", "payment method", "sub-account", "spending limit"),
    "wireless": ("SIM card", "eSIM profile", "data limit"),
}  # fmt: skip
_PROBLEMS = (
    ("not found", "The {} does not exist, or belongs to another account."),
    ("already exists", "A {} with these properties already exists."),
    ("expired", "The {} has expired. Renew it with `POST /v2/renewals`."),
)
_WORDS = (
    ("Please contact Telnyx customer support", "Contact support"),
    ("Please ", "To fix this, "),
    ("could not be", "was not"),
    ("does not exist", "was not found, or belongs to another account"),
    ("is invalid", "is not valid"),
    ("You do not have permission", "Your API key has no permission"),
    ("in order to", "to"),
    ("an invalid", "a malformed"),
    ("cannot be", "can no longer be"),
    ("phone number", "number"),
    ("The request ", "This request "),
    (" must ", " has to "),
    ("not included", "missing"),
)
_REWORDED = 60
_RECASED = 13


def edition() -> tuple[Catalog, Catalog]:
    """Return the catalog as it is, and as a later release could be.

    About sixty entries are new, the details of sixty are reworded, a few titles differ by case
    only, and details that were missing are there.
    """
    old = look(TELNYX, rules=()).catalog
    assert old is not None
    entries = _recased(_reworded(old.entries))
    filled = (
        (
            entry
            if entry.detail or entry.retired
            else entry._replace(
                detail=f"{entry.title}. Check the request and try again."
            )
        )
        for entry in entries
    )
    new = sorted((*filled, *_added(old)), key=lambda entry: old.sort_key(entry.code))
    return old, replace(old, entries=tuple(new))


def comparison() -> Comparison:
    """Return what the edition changes."""
    return judged(*edition())


def changelog() -> str:
    """Return the changelog of the edition."""
    return render([comparison()], form="markdown", against="1.0.0")


def _reworded(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    left = _REWORDED
    for entry in entries:
        detail = entry.detail
        for word, other in _WORDS:
            if left and word in detail and other not in detail:
                detail = detail.replace(word, other, 1)
        left -= detail != entry.detail
        yield entry._replace(detail=detail)


def _recased(entries: Iterator[Entry]) -> Iterator[Entry]:
    left = _RECASED
    for entry in entries:
        first, *rest = entry.title.split(" ")
        words = (
            word.lower() if word.isalpha() and word.istitle() else word for word in rest
        )
        title = " ".join((first, *words))
        left -= left and title != entry.title
        yield entry._replace(title=title) if left else entry


def _added(catalog: Catalog) -> Iterator[Entry]:
    """Yield new entries with free codes of the ranges."""
    taken = {int(entry.code) for entry in catalog.entries}
    for span in catalog.ranges:
        free = (
            code for code in range(int(span.last) - 500, int(span.last)) if code not in taken
        )  # fmt: skip
        for feature in _FEATURES.get(span.name, ()):
            for problem, detail in _PROBLEMS:
                start = feature if feature[1].isupper() else feature.capitalize()
                title = f"{start} {problem}"
                name = title.upper().replace(" ", "_").replace("-", "_")
                yield Entry(
                    code=str(next(free)),
                    name=name,
                    title=title,
                    detail=detail.format(feature),
                    range=span.name,
                )


if __name__ == "__main__":
    GOLDEN.write_text(changelog(), encoding="utf-8")
