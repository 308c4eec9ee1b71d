"""Titles are unique within a range, prefix or file, among errors that clients may still get.

Readers who search for a title, or find it in a log without the code, want to know which error it
is, and they do not see the names. Errors of different ranges, with different prefixes of the code
(`auth.expired` and `card.expired`) or in different files may share a title, and so may titles with a
placeholder such as `{name}` or `%s`, which occurrences fill differently. Case is ignored in the
comparison. A retired error, and a deprecated one with a replacement, may keep a title that is used again.
```yaml fail
- code: "10011"
  name: TOO_MANY_REQUESTS
  title: Too many requests
  detail: You have sent more requests than are allowed.
- code: "40011"
  name: UPSTREAM_RATE_LIMIT_EXCEEDED
  title: Too Many Requests
  detail: The carrier does not accept messages at the moment.
```

```yaml pass
- code: "10011"
  name: TOO_MANY_REQUESTS
  title: Too many requests
  detail: You have sent more requests than are allowed.
- code: "40011"
  name: UPSTREAM_RATE_LIMIT_EXCEEDED
  title: Upstream rate limit exceeded
  detail: The carrier does not accept messages at the moment.
- code: auth.expired
  name: AUTH_EXPIRED
  title: Expired
  detail: The session has expired.
- code: card.expired
  name: CARD_EXPIRED
  title: Expired
  detail: The card has expired.
- code: card.old
  name: CARD_OLD
  title: Expired
  detail: The card has expired.
  deprecated: {since: "1.1.0", replaced_by: [card.expired]}
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from errcat.findings import Also, Problem, at
from errcat.linting import texts
from errcat.linting.grouping import PLACEHOLDER, groups_of
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry

_SHOWN = 5
"""How many codes a message lists."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield titles that several errors have."""
    folded = context.texts.titles.casefold().split("\n")
    if len(set(folded)) == len(folded):
        return
    repeated = {title for title, count in Counter(folded).items() if count > 1}
    holders: dict[tuple[str, ...], list[Entry]] = {}
    for entry in texts.rows(catalog.sorted_entries):
        title = entry.title.casefold()
        if (
            title in repeated
            and not title.isspace()
            and title
            and not PLACEHOLDER.search(title)
            and entry.retired is None
            and not (entry.deprecated and entry.deprecated.replaced_by)
        ):
            key = (title, *groups_of(catalog, entry))
            holders.setdefault(key, []).append(entry)
    for first, *others in holders.values():
        # code-unique reports entries with one code.
        same = [entry for entry in others if entry.code != first.code]
        if same:
            yield _same(first, *same)


def _same(first: Entry, second: Entry, *rest: Entry) -> Problem:
    also = [Also(first.place("title"), f"first used by {first.label}")]
    also += [
        Also(entry.place("title"), f"also used by {entry.label}") for entry in rest
    ]
    codes = [entry.code for entry in (first, *rest)]
    others = ", ".join(codes[:_SHOWN])
    more = f" and {len(codes) - _SHOWN} more" if codes[_SHOWN:] else ""
    message = f"title '{second.title}' is already used by {others}{more}"
    hint = "reword one of them so that the difference is clear"
    return at(second, "title", message, value=second.title, hint=hint, also=tuple(also))


RULE = Rule(__name__, __doc__, check, group="titles", severity="warning")
