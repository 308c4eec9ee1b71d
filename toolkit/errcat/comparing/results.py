"""What comparing comes to: differences, judged, and their plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from errcat import __version__
from errcat.comparing.policy import greatest
from errcat.model import Place

SECTIONS = ("Added", "Changed", "Deprecated", "Removed", "Fixed")
"""The sections of a changelog."""


class Acceptance(NamedTuple):
    """A difference that somebody has agreed to."""

    fingerprint: str
    rule: str
    code: str
    kind: str
    """accept: an intended break; correction: the catalog was wrong, the API never did that."""
    reason: str
    expires: str = ""
    """The first day on which it no longer holds, such as 2027-03-01."""


class Difference(NamedTuple):
    """One change for a reader, judged."""

    rule: str
    code: str
    """The code as it is now, or as it was if it is gone; empty if not about a single code."""
    name: str
    template: str
    """What happened, with `{placeholders}` for values of the catalogs."""
    values: Mapping[str, str]
    """The values of the placeholders: raw text, to be encoded for where it goes."""
    hint: str
    """How to make the change without a break; may be empty."""
    section: str
    """One of `SECTIONS`; empty if a changelog omits the change."""
    surfaces: Mapping[str, str]
    level: str
    """error, warning or info."""
    bump: str
    """major, minor, patch or none."""
    field: str = ""
    old: Any = None
    new: Any = None
    codes: tuple[str, ...] = ()
    """Every code, if one change was made to many entries."""
    old_place: Place | None = None
    new_place: Place | None = None
    """Where it is now; for what is gone, where the entry before it stands."""
    fingerprint: str = ""
    """Sixteen hex digits of what differs; wording and lines do not change it."""
    acceptance: Acceptance | None = None
    range: str = ""
    """The title of the range of the entry; empty if not about a single entry."""

    def message(self) -> str:
        """Return the change as plain text."""
        return self.template.format_map(self.values)


class Comparison(NamedTuple):
    """What differs between two states of one catalog."""

    catalog: str
    old_version: str
    new_version: str
    differences: tuple[Difference, ...]
    """The most severe first, then in the order of the codes."""
    bump: str
    """The least bump that the version needs."""
    note: str = ""
    """For people: that the catalog lay elsewhere in the old state, or did not exist yet."""
    off: int = 0
    """How many differences are not listed, because the configuration switches their rules off."""


def changes_data(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Return comparisons as plain data, as `changes.schema.json` describes it."""
    return {
        "format": 1,
        "errcat": __version__,
        "bump": greatest(comparison.bump for comparison in comparisons),
        "comparisons": [
            {
                "catalog": comparison.catalog,
                "old_version": comparison.old_version,
                "new_version": comparison.new_version,
                "note": comparison.note,
                "bump": comparison.bump,
                "changes": list(map(_difference_data, comparison.differences)),
            }
            for comparison in comparisons
        ],
    }


def _difference_data(difference: Difference) -> dict[str, Any]:
    accepted = difference.acceptance
    kept = ("kind", "reason", "expires")
    return {
        "rule": difference.rule,
        "level": difference.level,
        "bump": difference.bump,
        "section": difference.section,
        "surfaces": dict(difference.surfaces),
        "code": difference.code,
        "name": difference.name,
        "codes": list(difference.codes),
        "field": difference.field,
        "old": difference.old,
        "new": difference.new,
        "message": difference.message(),
        "template": difference.template,
        "values": dict(difference.values),
        "hint": difference.hint,
        "fingerprint": difference.fingerprint,
        "accepted": {key: getattr(accepted, key) for key in kept} if accepted else None,
        "old_place": _place_data(difference.old_place),
        "new_place": _place_data(difference.new_place),
    }


def _place_data(place: Place | None) -> dict[str, Any] | None:
    return {"file": place.file, "path": list(place.path)} if place else None
