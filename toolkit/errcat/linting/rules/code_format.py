"""Every code looks as the catalog says.

`code.pattern` in the header is matched against the whole code. It is a small language: characters,
classes such as `[0-9]`, `|` between alternatives, and `?`, `*`, `+` or `{m,n}` after a character or
a class. A code has at most 64 characters, and no white space. Where the API's JSON carries the code
as a number (`wire_type: integer`), every code is a whole number that JSON can carry exactly.

```yaml fail
errcat: 1
id: example
code: {pattern: "[1-9][0-9]{4}"}
errors:
  - code: "1001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml fail
errcat: 1
id: example
code: {pattern: "(a+)+"}
```

```yaml fail
errcat: 1
id: example
code: {wire_type: integer}
errors:
  - code: card_declined
    title: Card declined
```

```yaml pass
errcat: 1
id: example
code: {pattern: "[1-9][0-9]{4}"}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem
from errcat.linting.patterns import LONGEST, PatternInvalid, matcher
from errcat.linting.running import Context, Rule, at
from errcat.model import NUMBER, Catalog, Entry

EXACT = 2**53
"""Whole numbers below it survive any JSON reader (RFC 8259, section 6)."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a code of another form, and one for a pattern that is none."""
    pattern = catalog.code.pattern
    try:
        fits = matcher(pattern) if pattern else None
    except PatternInvalid as error:
        place = catalog.place("code", "pattern")
        yield Problem(
            f"the pattern of codes is not one: {error}", place, field="code/pattern"
        )
        fits = None
    if catalog.code.wire_type == "integer" and catalog.code.order == "text":
        message = "codes that are integers on the wire cannot be ordered as text"
        yield Problem(message, catalog.place("code", "order"), field="code/order")
    for entry in catalog.entries:
        code = entry.code
        if fits is not None and not fits(code):
            said = f"the code does not match the catalog's pattern {pattern}"
            yield at(entry, "code", said, value=code)
        elif len(code) > LONGEST:
            said = f"the code is longer than {LONGEST} characters"
            yield at(entry, "code", said, value=code)
        elif " " in code or not code.isprintable():
            said = "the code has white space or control characters"
            yield at(entry, "code", said, value=code)
        if entry.through:
            yield _no_span(entry)
    if catalog.code.wire_type == "integer":
        yield from _wire(catalog)


def _no_span(entry: Entry) -> Problem:
    said = f"no span runs from {entry.code} through {entry.through}"
    hint = "both end in a number, the first is the lower one, and what stands before it is the same"
    return at(entry, "through", said, value=entry.through, hint=hint)


def _wire(catalog: Catalog) -> Iterator[Problem]:
    for entry in catalog.entries:
        if not NUMBER(entry.code):
            said = "the code is not a whole number, but `wire_type` is integer"
            yield at(entry, "code", said, value=entry.code)
        elif abs(int(entry.code)) >= EXACT:
            said = "the code is too large for JSON readers to carry exactly"
            yield at(
                entry, "code", said, value=entry.code, hint="use `wire_type: string`"
            )


RULE = Rule(__name__, __doc__, check, group="codes", preset="minimal")
