"""Every code matches the catalog's format.

`code.pattern` in the header is matched against the whole code. It is a small language: characters,
classes such as `[0-9]`, `|` between alternatives, and `?`, `*`, `+` or `{m,n}` after a character or
a class. A code has at most 128 characters and no white space. Where the API's JSON carries the code
as a number (`wire_type: integer`), every code is an integer that JSON readers keep exact.
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

from errcat.findings import Problem, at
from errcat.linting.patterns import LONGEST, PatternInvalid, matcher
from errcat.linting.rule import Context, Rule
from errcat.loading.ranges import SPAN_LIMIT, SPANS_LIMIT, span_codes
from errcat.model import NUMBER, Catalog, Entry

EXACT = 2**53
"""Integers below it survive any JSON reader (RFC 8259, section 6)."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield codes of another format, and an invalid pattern."""
    pattern = catalog.code.pattern
    try:
        matches = matcher(pattern) if pattern else None
    except PatternInvalid as error:
        place = catalog.place("code", "pattern")
        yield Problem(f"invalid `code.pattern`: {error}", place, field="code/pattern")
        matches = None
    if catalog.code.wire_type == "integer" and catalog.code.order == "text":
        message = "`order: text` does not fit `wire_type: integer`"
        hint = "remove `order`, or set it to number"
        place = catalog.place("code", "order")
        yield Problem(message, place, field="code/order", hint=hint)
    for entry in catalog.entries:
        code = entry.code
        if matches is not None and not matches(code):
            message = f"the code does not match the catalog's pattern '{pattern}'"
            yield at(entry, "code", message, value=code)
        elif len(code) > LONGEST:
            message = f"the code has {len(code)} characters, more than {LONGEST}"
            yield at(entry, "code", message, value=code)
        elif " " in code or not code.isprintable():
            message = "the code contains white space or control characters"
            yield at(entry, "code", message, value=code)
        if entry.through:
            yield _no_span(entry)
    if catalog.code.wire_type == "integer":
        yield from _wire(catalog)


def _no_span(entry: Entry) -> Problem:
    if span_codes(entry.code, entry.through) is not None:
        message = f"with this span, the spans of the catalog have more than {SPANS_LIMIT} codes"
        hint = "a span is for some unlisted codes; describe ranges in the header"
        return at(entry, "through", message, value=entry.through, hint=hint)
    message = f"'{entry.code}' through '{entry.through}' is not a span of codes"
    hint = (
        "both must end in a number after the same prefix, the lower one first,"
        f" with at most {SPAN_LIMIT} codes from one to the other"
    )
    return at(entry, "through", message, value=entry.through, hint=hint)


def _wire(catalog: Catalog) -> Iterator[Problem]:
    for entry in catalog.entries:
        if not NUMBER(entry.code):
            message = "the code is not an integer, but `wire_type` is integer"
            yield at(entry, "code", message, value=entry.code)
        elif abs(int(entry.code)) >= EXACT:
            message = "the code is too large for JSON readers to keep exact"
            yield at(
                entry, "code", message, value=entry.code, hint="use `wire_type: string`"
            )


RULE = Rule(__name__, __doc__, check, group="codes", preset="minimal")
