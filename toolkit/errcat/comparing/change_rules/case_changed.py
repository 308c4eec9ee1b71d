"""A way in which a code travels stays as it is.

Its channel and its `retry` are what clients act on there; its wording is for people.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  cases:
    - {id: hook, channel: webhook, retry: never}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  cases:
    - {id: hook, channel: webhook, retry: backoff}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import cases
from errcat.comparing.verdict import OK, RISKY, ChangeRule, Pair, Sides, Told, nested
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield each case that says something else, its status aside."""
    old, new = map(cases, pair.both)
    for case in old.keys() & new.keys():
        then, now = old[case], new[case]
        if then != now:
            what = "; ".join(nested(f"cases.{case}" if case else "cases", then, now))
            acted = any(then.get(key) != now.get(key) for key in ("retry", "channel"))
            told = Told({"what": what}, "cases", {case: then}, {case: now})
            yield told if acted else told._replace(surfaces={"wire": OK})


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("cases", "http_status"),
    section="Changed",
    surfaces={"wire": RISKY, "text": RISKY, "docs": RISKY},
    template="{code} {name}: {what}",
)
