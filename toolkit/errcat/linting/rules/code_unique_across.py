"""No code is used by two catalogs.

A code is unique within its catalog, and two catalogs may use one code for two errors: clients know
which API they talk to. Where codes of several catalogs meet, in a log or in a support ticket, it
helps to know which ones are shared. `errcat validate --across` lists them; no preset has this rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import INFO, Also, Problem
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a code that an earlier catalog has too."""
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
                Also(each.place("code"), f"{each.label} is here") for each in holders
            )
            said = f"the code is used by {', '.join(names)} too"
            yield at(entry, "code", said, value=entry.code, also=also)


RULE = Rule(__name__, __doc__, check, group="codes", severity=INFO, preset="")
