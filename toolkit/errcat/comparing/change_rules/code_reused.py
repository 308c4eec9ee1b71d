"""A code never gets another meaning.

Old clients still know the code, with its old meaning, and do the wrong thing without a word:
nothing fails to compile, and no answer fails to parse. Where both name and title are others, it is
another error; that is how it is known, and a rename that keeps the old name in `aliases` is none.
Only an acceptance silences it.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: TOO_MANY_REQUESTS
  title: Too many requests
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, ChangeRule, Pair, Sides, Told, same_error
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a code that is live on both sides, and names two errors."""
    old, new = pair.both
    live = not old.retired and not new.retired and "code" not in pair.facts
    if live and not same_error(old, new):
        values = {"old": _called(old), "new": _called(new)}
        yield Told(values, "", old.name, new.name)


def _called(entry: Entry) -> str:
    return entry.title or entry.name


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("name", "title"),
    section="Changed",
    firm=True,
    alone=True,
    level="error",
    surfaces={
        "wire": BREAKS,
        "source": BREAKS,
        "closed": BREAKS,
        "text": BREAKS,
        "docs": BREAKS,
    },
    template="{code} now means another error: {old} became {new}",
    hint="give the new error a code of its own, and retire {code}",
)
