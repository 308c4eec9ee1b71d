"""Comparing states of a catalog by the change rules, the policy and the acceptances of a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from errcat.comparing import sides
from errcat.comparing.change_rule import ChangeRule
from errcat.comparing.outcome import ComparisonResult
from errcat.comparing.policy import CompatibilityPolicy, policy_from
from errcat.comparing.results import Acceptance
from errcat.comparing.sides import State
from errcat.comparing.verdict import compare
from errcat.config import Config, catalogs_of
from errcat.errors import RequestInvalid
from errcat.linting.toolchain import Toolchain
from errcat.loading.revisions import Side
from errcat.model import Catalog


def _silent(_: str) -> None:
    """Ignore the steps of a long run."""


class Judge(NamedTuple):
    """What a project compares by."""

    tools: Toolchain
    rules: Sequence[ChangeRule]
    policy: CompatibilityPolicy = CompatibilityPolicy()
    accepted: tuple[Acceptance, ...] = ()
    step: Callable[[str], None] = _silent
    """Takes a description of the next step of a long run."""

    def sides(self, operand: str, catalogs: Sequence[str]) -> list[Side]:
        """Return the new sides that *operand* names, a revision one for each of *catalogs*.

        Raises:
            RevisionUnknown: it is neither a path nor a revision.
            PathMissing, PathUnreadable: a path cannot be read.

        """
        return self.tools.finder().new(operand, catalogs)

    def compare(
        self,
        old: str | Catalog | None,
        new: Side | Catalog,
        *,
        since_release: bool = False,
    ) -> ComparisonResult:
        """Return what differs between *old*, an operand or a catalog, and *new*.

        Without *old* it is what `Finder.old` takes where nothing is named.

        Raises:
            SideUnreadable: a side cannot be read whole.
            RevisionUnknown: git does not have the revision *old*.
            RequestInvalid: there is nothing that *old* could be.

        """
        after = self._after(new)
        before = self._before(old, after, since_release=since_release)
        return self._judged(before, after)

    def _after(self, new: Side | Catalog) -> State:
        if isinstance(new, Catalog):
            return sides.of_catalog(new)
        return sides.understood(new, self.tools.readers, strict=True)

    def _before(
        self, old: str | Catalog | None, new: State, *, since_release: bool
    ) -> State:
        if isinstance(old, Catalog):
            return sides.of_catalog(old)
        if old is None and new.side.source is None:
            raise RequestInvalid("a catalog in memory needs an old side: name one")
        side = self.tools.finder().old(
            old, new.side, new.catalog.id, since_release=since_release
        )
        return sides.before(side, new.catalog, self.tools.readers)

    def removed(
        self, results: Sequence[ComparisonResult], file: str
    ) -> Iterator[ComparisonResult]:
        """Yield what was removed with each catalog that is configured on the old side only.

        *results* are the comparisons of all configured catalogs, and *file* is the configuration.
        Where they have several old sides, such as a release of each catalog, it yields nothing.
        """
        olds = {result.old.commit: result.old for result in results}
        if len(olds) != 1 or "" in olds:
            return
        (old,) = olds.values()
        known = {
            catalog.id
            for result in results
            for catalog in (result.old_catalog, result.new_catalog)
        }
        named = partial(catalogs_of, path=file)
        for side in self.tools.finder().configured(old, file, named):
            before = sides.understood(side, self.tools.readers, strict=False)
            if before.catalog.id not in known:
                nothing = replace(before.catalog, entries=())
                yield self._judged(before, State(Side(None, "", side.root), nothing))

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
        counts = (len(state.catalog.entries) for state in (old, new))
        self.step("comparing {} entries with {}".format(*counts))
        comparison = compare(
            old.catalog, new.catalog, self.rules, self.policy, self.accepted
        )
        noted = comparison._replace(note=old.side.note)
        return ComparisonResult(old, new, noted)


def policy_of(config: Config, today: str, *, closed: bool) -> CompatibilityPolicy:
    """Return what the project promises on the day *today*.

    *closed* tells whether some configured output is closed: then a new code is a warning.
    """
    policy = policy_from(config.compatibility, today)
    return policy._replace(closed_targets=closed or policy.closed_targets)
