"""What change rules about HTTP statuses, cases and trying again share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from errcat.loading.bundle import entry_data
from errcat.model import Entry


def statuses(entry: Entry) -> frozenset[int]:
    """Return every HTTP status that *entry* comes with."""
    return frozenset(entry.http_statuses)


def classes(each: Iterable[int]) -> frozenset[int]:
    """Return the classes of statuses: 4 for those of the caller's faults."""
    return frozenset(status // 100 for status in each)


def listed(each: Iterable[int]) -> str:
    """Return statuses as people read them."""
    return ", ".join(map(str, sorted(each)))


def cases(entry: Entry) -> dict[str, dict[str, Any]]:
    """Return what each case says beside its status, by id."""
    found = entry_data(entry).get("cases", ())
    return {
        str(each.get("id", "")): {
            key: value
            for key, value in each.items()
            if key not in {"id", "http_status"}
        }
        for each in found
    }


def retryable(entry: Entry) -> bool | None:
    """Tell whether the same request may succeed if it is sent again; None if that is not told."""
    if entry.retry is None:
        return None
    return entry.retry.when in {"backoff", "after_delay"}
