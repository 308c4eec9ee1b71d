"""What `errcat validate --against` leaves out: what was found in an earlier state already."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.cli._catalogs import Workshop
from errcat.linting.running import Inspection
from errcat.loading import revisions


def new_only(
    inspections: Sequence[Inspection], against: str, tools: Workshop
) -> list[Inspection]:
    """Return *inspections* without the findings that the state *against* has too.

    Raises:
        RevisionUnknown: git is not there, or has no such revision.

    """
    suffixes = tuple(each for reader in tools.readers for each in reader.suffixes)
    sides = [
        revisions.before(against, each.source.root, suffixes) for each in inspections
    ]
    before = tools.inspect([side.source for side in sides if side.source is not None])
    known = {finding.fingerprint for each in before for finding in each.findings}
    return [
        each._replace(
            findings=tuple(
                finding for finding in each.findings if finding.fingerprint not in known
            )
        )
        for each in inspections
    ]
