"""A catalog stays in its language.

Every text is another one then.

```yaml old
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
language: de
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, ChangeRule, Pair, Sides, Told
from errcat.model import Catalog


def find(pair: Pair[Catalog], sides: Sides) -> Iterator[Told]:
    """Yield another language; `en` is that of a catalog which names none."""
    old, new = (each.language for each in pair.both)
    yield pair.tell("language", old=old, new=new)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("language",),
    section="Changed",
    surfaces={"text": BREAKS, "docs": BREAKS},
    template="the catalog's language {old} became {new}",
)
