"""A version says what has changed.

Who reads 1.1.0 after 1.0.0 expects nothing to break. A version that was raised is raised by what
the differences demand: major where a promised surface breaks, minor where something is new. Before
1.0.0 the second number does for major. A version that stands as it was is left to the release.

```yaml old
errcat: 1
id: example
version: "1.0.0"
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new +entry-added +version-changed
errcat: 1
id: example
version: "1.0.1"
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
  - code: "10002"
    name: INVALID_PHONE_NUMBER
    title: Invalid phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import (
    BUMPS,
    VERDICT,
    ChangeRule,
    Pair,
    Sides,
    Told,
    declared_bump,
)
from errcat.model import Catalog


def find(pair: Pair[Catalog], sides: Sides) -> Iterator[Told]:
    """Yield a version that was raised by too little."""
    old, new = (each.version for each in pair.both)
    declared = declared_bump(old, new)
    if declared is None or declared == "none":
        return
    if BUMPS.index(declared) < BUMPS.index(sides.bump):
        values = {"old": old, "new": new, "declared": declared, "bump": sides.bump}
        yield Told(values, "version", old, new)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    on=(VERDICT,),
    section="",
    bump="none",
    level="error",
    surfaces={},
    template="version {old} became {new}, a {declared} version; the changes make it a {bump} one",
    hint="`errcat bump` tells the version to take",
)
