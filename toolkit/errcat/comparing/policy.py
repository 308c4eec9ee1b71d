"""What a project promises to whom: surfaces, levels, bumps and the compatibility policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from errcat.errors import OptionInvalid
from errcat.findings import SEVERITIES
from errcat.generating.options import check_known

SURFACES = {
    "wire": "API clients",
    "source": "generated code",
    "closed": "exhaustive matches",
    "text": "message texts",
    "docs": "documentation",
}
"""Who may notice a change: the keys of configuration and JSON, and what people read."""
OK, RISKY, BREAKS = "ok", "risky", "breaks"
"""What a change means for a surface."""
BUMPS = ("none", "patch", "minor", "major")
"""From the least to the greatest."""
REMOVALS = ("never", "after-deprecation", "free")
"""When a code may be removed without an error."""


class CompatibilityPolicy(NamedTuple):
    """What a project promises to whom, and how strictly."""

    promise: tuple[str, ...] = ("wire", "source")
    """The surfaces that must not break."""
    removal: str = "after-deprecation"
    """One of `REMOVALS`."""
    levels: Mapping[str, str] = {}
    """error, warning, info or off, by rule."""
    closed_targets: bool = False
    """Whether some output is closed: a new code is then a warning."""
    min_deprecation_days: int = 0
    today: str = ""
    """The day of the run, such as 2027-03-01; if empty, no sunset has passed."""


def policy_from(settings: Mapping[str, Any], today: str) -> CompatibilityPolicy:
    """Return the policy in the table `compatibility` of a configuration."""
    options = {key.replace("-", "_"): value for key, value in settings.items()}
    if "promise" in options:
        options["promise"] = tuple(options["promise"])
    return CompatibilityPolicy(**options, today=today)


def check_policy(policy: CompatibilityPolicy, rules: Sequence[str]) -> None:
    """Raise OptionInvalid if *policy* names a surface, level or rule that does not exist."""
    known = (*SEVERITIES, "off")
    levels = policy.levels
    check_known("compatibility.promise", policy.promise, SURFACES, "surface")
    check_known("compatibility.removal", [policy.removal], REMOVALS, "value")
    check_known("compatibility.levels", levels, rules, "change rule")
    check_known("compatibility.levels", levels.values(), known, "level")
    try:
        date.fromisoformat(policy.today or "2000-01-01")
    except ValueError:
        reason = f"'{policy.today}' is not a date (expected for example 2027-03-01)"
        raise OptionInvalid("today", reason) from None


def affected(surfaces: Mapping[str, str], verdict: str) -> str:
    """Return the *surfaces* on which a change has that *verdict*, as people read them."""
    return ", ".join(
        SURFACES[key] for key, value in surfaces.items() if value == verdict
    )


def greatest(bumps: Iterable[str]) -> str:
    """Return the greatest of *bumps*."""
    return max(bumps, key=BUMPS.index, default=BUMPS[0])
