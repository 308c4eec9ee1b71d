"""What change rules about the life of an entry share."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.model import Catalog, Deprecation, Entry, Retirement

KEEP = (
    "deprecate it first: `errcat deprecate {code}`, and retire it once clients had time"
)
"""How a code goes without breaking a client that was listening."""


def filled(old: Entry, new: Entry) -> bool:
    """Tell whether a release has put its version where `next` stood, and nothing else."""
    version = _next(old, new)
    return version != "" and _without_next(old, version) == _without_next(new, version)


def _next(old: Entry, new: Entry) -> str:
    """Return what stands in *new* where *old* says `next`, or an empty text."""
    pairs = zip(_versions(old), _versions(new), strict=True)
    return next((now for then, now in pairs if then == "next" != now), "")


def _versions(entry: Entry) -> tuple[str, str, str]:
    notice, end = entry.deprecated, entry.retired
    return entry.since, notice.since if notice else "", end.version if end else ""


def _without_next(entry: Entry, version: str) -> tuple[object, ...]:
    """Return the life of *entry* with *version* for `next`."""

    def fill(text: str) -> str:
        return version if text == "next" else text

    notice, end = entry.deprecated, entry.retired
    return (
        fill(entry.since),
        notice and notice._replace(since=fill(notice.since)),
        end and end._replace(version=fill(end.version)),
    )


def instead(block: Deprecation | Retirement | None, catalog: Catalog) -> dict[str, str]:
    """Return what a template says of the codes to use instead; nothing if there are none."""
    if block is None or not block.replaced_by:
        return {}
    return {"replacement": labels(block.replaced_by, catalog)}


def labels(codes: Sequence[str], catalog: Catalog) -> str:
    """Return *codes* with their names."""
    known = catalog.by_code
    return ", ".join(known[code].label if code in known else code for code in codes)


def reserved(catalog: Catalog, entry: Entry) -> bool:
    """Tell whether neither the code nor the name of *entry* can be taken by another."""
    names = {each.name for each in catalog.reserved if each.name}
    held = any(each.holds(entry.code) for each in catalog.reserved)
    return held and (not entry.name or entry.name in names)
