"""A new code asks nothing of clients that let unknown codes through.

Additions are daily business. A client with a default branch is not touched; one that lists every
code there is, in an exhaustive switch or a strict enum, stops to compile or to read answers. Where
an output is made for such clients, say `closed-targets = true`: then a new code is a warning.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
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

from errcat.comparing.verdict import ADDED, BREAKS, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield the code, unless it comes as a tombstone."""
    if pair.it.retired is None:
        template = "" if pair.it.title else "{code} {name} was added"
        values = {"title": pair.it.title}
        yield Told(values, new=pair.it.name, template=template)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    on=(ADDED,),
    section="Added",
    bump="minor",
    surfaces={"closed": BREAKS},
    template="{code} {name} was added: {title}",
)
