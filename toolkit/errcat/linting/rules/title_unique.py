"""No two errors have the same title.

A reader who searches for a title, or finds it in a log without the code, wants to know which error
it is. The names may differ, but readers do not see names. Capital letters make no difference; what
is retired is not counted.

```yaml fail
- code: "10011"
  name: TOO_MANY_REQUESTS
  title: Too many requests
  detail: You have sent more requests than are allowed.
- code: "40011"
  name: UPSTREAM_RATE_LIMIT_EXCEEDED
  title: Too Many Requests
  detail: The carrier takes no more messages for now.
```

```yaml pass
- code: "10011"
  name: TOO_MANY_REQUESTS
  title: Too many requests
  detail: You have sent more requests than are allowed.
- code: "40011"
  name: UPSTREAM_RATE_LIMIT_EXCEEDED
  title: Upstream rate limit exceeded
  detail: The carrier takes no more messages for now.
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from errcat.findings import Also, Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog, Entry

_SHOWN = 5
"""How many codes a message lists."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a title that several errors have."""
    folded = _texts.texts(catalog).titles.casefold().split("\n")
    if len(set(folded)) == len(folded):
        return
    twice = {title for title, times in Counter(folded).items() if times > 1}
    holders: dict[str, list[Entry]] = {}
    for entry in _texts.rows(catalog.sorted_entries):
        title = entry.title.casefold()
        if title in twice and not title.isspace() and title and entry.retired is None:
            holders.setdefault(title, []).append(entry)
    for first, *others in holders.values():
        # Two entries with one code are told by code-unique.
        apart = [each for each in others if each.code != first.code]
        if apart:
            yield _same(first, *apart)


def _same(first: Entry, second: Entry, *rest: Entry) -> Problem:
    also = [Also(first.place("title"), f"{first.label} has it here")]
    also += [Also(each.place("title"), f"{each.label} has it too") for each in rest]
    codes = [each.code for each in (first, *rest)]
    others = ", ".join(codes[:_SHOWN])
    more = f" and {len(codes) - _SHOWN} more" if codes[_SHOWN:] else ""
    said = f"the title is the same as that of {others}{more}"
    hint = "say in the title what the difference is"
    return at(second, "title", said, value=second.title, hint=hint, also=tuple(also))


RULE = Rule(__name__, __doc__, check, group="titles", severity="warning")
