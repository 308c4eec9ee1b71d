"""Whether and how clients may send a request again."""

from __future__ import annotations

from functools import partial

from errcat.comparing.change_rule import ChangeRule, Find
from errcat.comparing.change_rules._finds import added, removed, when
from errcat.comparing.examples import Example
from errcat.comparing.policy import RISKY
from errcat.model import Entry

rule = partial(ChangeRule, __name__)

_CHANGED = "{code} {name}: retry changed: {old} → {new}"


def _retryable(entry: Entry) -> bool | None:
    """Tell whether the same request may succeed later; None if the entry does not say."""
    if entry.retry is None:
        return None
    return entry.retry.when in {"backoff", "after_delay"}


def _becomes(old: bool, new: bool) -> Find:
    """Return what finds an entry that was retryable or not, and is now."""
    return when(
        "retry",
        lambda before, after: _retryable(before) is old and _retryable(after) is new,
    )


RETRY_ADDED = rule(
    """`retry` may be added to an entry that has none.

    No client can rely on advice that was missing.
    """,
    added("retry"),
    name="retry-added",
    fields=("retry",),
    section="Added",
    bump="minor",
    template="{code} {name}: retry added: {new}",
    examples=(Example("", "retry: never"),),
)

RETRY_ALLOWED = rule(
    """An error that clients must not retry does not become retryable.

    Clients that read `retry` start to send requests again, and a request that is not idempotent is
    executed twice.
    """,
    _becomes(old=False, new=True),
    name="retry-allowed",
    fields=("retry",),
    section="Changed",
    surfaces={"wire": RISKY, "docs": RISKY},
    template=_CHANGED,
    examples=(Example("retry: never", "retry: backoff"),),
)

RETRY_CHANGED = rule(
    """The way to retry does not change.

    Clients that follow the old delay or condition do the wrong thing, and may do harm.
    """,
    when(
        "retry",
        lambda old, new: _retryable(old) is not None
        and _retryable(old) == _retryable(new),
    ),
    name="retry-changed",
    fields=("retry",),
    section="Changed",
    surfaces={"wire": RISKY, "docs": RISKY},
    template=_CHANGED,
    examples=(
        Example(
            "retry: {when: after_delay, after: PT1H}",
            "retry: {when: after_delay, after: PT24H}",
        ),
    ),
)

RETRY_FORBIDDEN = rule(
    """A retryable error stays retryable.

    Clients that do not read the new advice keep sending requests that cannot succeed.
    """,
    _becomes(old=True, new=False),
    name="retry-forbidden",
    fields=("retry",),
    section="Changed",
    surfaces={"wire": RISKY, "docs": RISKY},
    template=_CHANGED,
    examples=(Example("retry: backoff", "retry: after_fix"),),
)

RETRY_REMOVED = rule(
    """`retry` is not removed.

    Clients that read it have to guess.
    """,
    removed("retry"),
    name="retry-removed",
    fields=("retry",),
    section="Removed",
    surfaces={"wire": RISKY, "source": RISKY, "docs": RISKY},
    template="{code} {name}: retry removed; it was {old}",
    examples=(Example("retry: never", ""),),
)
