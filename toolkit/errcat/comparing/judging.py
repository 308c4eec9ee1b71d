"""Comparing states of a catalog by the change rules, the policy and the acceptances of a project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from errcat.comparing import sides
from errcat.comparing.change_rule import ChangeRule
from errcat.comparing.outcome import ComparisonResult
from errcat.comparing.policy import CompatibilityPolicy, policy_from
from errcat.comparing.results import Acceptance
from errcat.comparing.sides import State
from errcat.comparing.verdict import compare
from errcat.config import Config
from errcat.errors import RequestInvalid
from errcat.linting.toolchain import Toolchain
from errcat.loading import revisions
from errcat.model import Catalog


class Judge(NamedTuple):
    """What a project compares by."""

    tools: Toolchain
    rules: Sequence[ChangeRule]
    policy: CompatibilityPolicy = CompatibilityPolicy()
    accepted: tuple[Acceptance, ...] = ()

    def compare(
        self, old: str | Catalog | None, new: str | Catalog
    ) -> ComparisonResult:
        """Return what differs between *old*, an operand or a catalog, and *new*.

        Without *old* it is what `revisions.before` takes where nothing is named.

        Raises:
            SideUnreadable: a side cannot be read whole.
            RevisionUnknown: git does not have the revision *old*.
            RequestInvalid: there is nothing that *old* could be.

        """
        after = self._after(new)
        return self._judged(self._before(old, after), after)

    def _after(self, new: str | Catalog) -> State:
        if isinstance(new, Catalog):
            return sides.of_catalog(new)
        side = revisions.here(new, self.tools.suffixes)
        return sides.understood(side, self.tools.readers, strict=True)

    def _before(self, old: str | Catalog | None, new: State) -> State:
        if isinstance(old, Catalog):
            return sides.of_catalog(old)
        if old is None and new.side.source is None:
            raise RequestInvalid("a catalog in memory needs an old side: name one")
        side = revisions.before(old, new.side.root, self.tools.suffixes)
        return sides.before(side, new.catalog, self.tools.readers)

    def compare_files(self, old: str, new: str, path: str) -> ComparisonResult:
        """Return what differs between the files *old* and *new*, two states of the one at *path*.

        Raises:
            SideUnreadable: a state is no part of a catalog.

        """
        readers = self.tools.readers
        now = sides.understood(sides.of_file(new, path, readers), readers, strict=False)
        then = sides.before(sides.of_file(old, path, readers), now.catalog, readers)
        return self._judged(then, now)

    def _judged(self, old: State, new: State) -> ComparisonResult:
        comparison = compare(
            old.catalog, new.catalog, self.rules, self.policy, self.accepted
        )
        return ComparisonResult(old, new, comparison)


def policy_of(config: Config, today: str, *, closed: bool) -> CompatibilityPolicy:
    """Return what the project promises on the day *today*.

    *closed* tells whether some configured output is closed: then a new code is a warning.
    """
    policy = policy_from(config.compatibility, today)
    return policy._replace(closed_targets=closed or policy.closed_targets)
