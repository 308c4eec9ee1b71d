"""No two catalogs use the same code.

A code is unique within its catalog, and two catalogs may use one code for two errors: clients know
which API they call. Where codes of several catalogs meet, in a log or in a support ticket, it helps
to know which ones are shared. `errcat validate --across` lists them; no preset includes this rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import INFO, Also, Problem, at
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield codes that an earlier catalog of the run has, too."""
    earlier: list[Catalog] = []
    for other in context.catalogs.values():
        if other.id == catalog.id:
            break
        earlier.append(other)
    for entry in catalog.entries:
        holders = [
            other.by_code[entry.code]
            for other in earlier
            if entry.code in other.by_code
        ]
        names = [other.id for other in earlier if entry.code in other.by_code]
        if holders:
            also = tuple(
                Also(holder.place("code"), f"used by {holder.label}")
                for holder in holders
            )
            message = f"the code is also used in {', '.join(names)}"
            yield at(entry, "code", message, value=entry.code, also=also)


RULE = Rule(__name__, __doc__, check, group="codes", severity=INFO, preset="")
