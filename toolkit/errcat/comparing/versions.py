"""The version that follows from what has changed, and what a version declares."""

from __future__ import annotations

import re

from errcat.comparing.policy import BUMPS
from errcat.errors import OptionInvalid
from errcat.generating.options import check_known

_SEMVER = re.compile(
    r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})"
    r"(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?"
).fullmatch


def next_version(current: str, bump: str) -> str:
    """Return the version after *current*, which follows semver.org, for a *bump*.

    Before 1.0.0 a break raises the second number, and everything else the third. A pre-release
    such as 2.0.0-rc.1 becomes 2.0.0 if that is enough.

    Raises:
        OptionInvalid: *current* is not such a version, or *bump* is unknown.

    """
    check_known("bump", [bump], BUMPS, "bump")
    match = _SEMVER(current)
    if match is None:
        problem = f"'{current}' is not a valid version" if current else "missing"
        example = "expected for example 1.4.0"
        raise OptionInvalid("version", f"{problem} ({example}); set it in the header")
    if bump == "none":
        return current
    numbers = [int(match[part]) for part in (1, 2, 3)]
    at = 2 - (BUMPS.index(bump) - 1)
    if not numbers[0]:
        at = 1 if bump == "major" else 2
    if not (match[4] and not any(numbers[at + 1 :])):
        numbers = [*numbers[:at], numbers[at] + 1, *(0 for _ in numbers[at + 1 :])]
    return ".".join(map(str, numbers))


def declared_bump(old: str, new: str) -> str | None:
    """Return the bump from *old* to *new*, or None if it is unknown or the version decreased."""
    before, after = _SEMVER(old), _SEMVER(new)
    if before is None or after is None:
        return None
    then, now = (
        tuple(int(match[part]) for part in (1, 2, 3)) for match in (before, after)
    )
    if now < then:
        return None
    raised = next((at for at in range(3) if then[at] != now[at]), 3)
    bump = ("major", "minor", "patch", "none")[raised]
    if not now[0]:
        # Before 1.0.0 the third number only states that nothing broke.
        return {"minor": "major", "patch": "minor"}.get(bump, bump)
    return bump
