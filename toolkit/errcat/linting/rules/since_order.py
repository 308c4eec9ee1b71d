"""The versions in an error's life are in order.

An error is introduced in a version (`since`), deprecated in the same or a later one, and retired in
the same or a later one again. None is later than the catalog's own version, except `next`, which
stands for the next release. Versions are numbers separated by dots (`1.4.0`, `2.0.0-rc.1`) or dates
(`2027-03-01`), but not both in one catalog. A `sunset` is a date.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  since: "1.4.0"
  deprecated: {since: "1.3.0", reason: Numbers are never inactive any more.}
```

```yaml fail
errcat: 1
id: example
version: "1.10.0"
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
    detail: The phone number is inactive.
    since: "1.11.0"
```

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  deprecated: {since: next, reason: Numbers are never inactive any more., sunset: soon}
```

```yaml pass
errcat: 1
id: example
version: "1.10.0"
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
    detail: The phone number is inactive.
    since: "1.9.0"
    deprecated:
      since: next
      reason: Numbers are never inactive any more.
      sunset: "2027-03-01"
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from errcat.findings import Problem, at
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry

_NUMBERS = r"v?([0-9]+(?:\.[0-9]+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?"
_DATE = r"([0-9]{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?"
_LONGEST = 200
"""How many characters a version has at most; Python refuses to read numbers of 4,300 digits."""
_VERSION, _DAY, _NEXT = "a version", "a date", "next"


class _Point:
    """A version in the life of an entry, or the catalog's own."""

    __slots__ = ("event", "field", "key", "kind", "text")

    def __init__(
        self, kind: str, key: tuple[Any, ...], text: str, field: str, event: str
    ) -> None:
        """Take a *kind*, empty for an invalid version, and the *event* at that version."""
        self.kind = kind
        self.key = key
        self.text = text
        self.field = field
        self.event = event


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield invalid versions, and versions that are not in order."""
    now = _point(catalog.version, "version", "the catalog's version")
    dated = (
        entry
        for entry in catalog.entries
        if entry.since or entry.deprecated is not None or entry.retired is not None
    )
    for entry in texts.rows(dated):
        yield from _check(entry, now if now and now.kind else None)


def _check(entry: Entry, now: _Point | None) -> Iterator[Problem]:
    known: list[_Point] = []
    for point in _points(entry):
        against = next(
            (other for other in (now, *known) if other and other.kind != _NEXT), None
        )
        if not point.kind:
            message = f"`{point.field.rpartition('/')[2]}` is '{point.text}', which is not a valid version"
            hint = "use the form 1.4.0 or 2027-03-01, or next"
            yield at(entry, point.field, message, value=point.text, hint=hint)
        elif point.kind != _NEXT and against and against.kind != point.kind:
            message = f"{point.event} {point.text} is {point.kind}, but {against.event} {against.text} is {against.kind}"
            hint = "use only versions or only dates in a catalog"
            yield at(entry, point.field, message, value=point.text, hint=hint)
        else:
            yield from _late(entry, point, known, now)
            known.append(point)
    if entry.deprecated is not None and entry.deprecated.sunset:
        yield from _sunset(entry, entry.deprecated.sunset)


def _late(
    entry: Entry, point: _Point, known: list[_Point], now: _Point | None
) -> Iterator[Problem]:
    later = [other for other in known if other.key > point.key]
    if later:
        message = f"{point.event} {point.text} is earlier than {later[-1].event} {later[-1].text}"
        hint = "an error is introduced, then deprecated, then retired"
        yield at(entry, point.field, message, value=point.text, hint=hint)
    elif now and point.kind != _NEXT and point.key > now.key:
        message = f"{point.event} {point.text} is later than {now.event} {now.text}"
        hint = "write `next`; `errcat release` replaces it with the new version"
        yield at(entry, point.field, message, value=point.text, hint=hint)


def _points(entry: Entry) -> Iterator[_Point]:
    deprecated, retired = entry.deprecated, entry.retired
    points = (
        _point(entry.since, "since", "since"),
        _point(
            deprecated.since if deprecated else "",
            "deprecated/since",
            "deprecated since",
        ),
        _point(retired.version if retired else "", "retired/in", "retired in"),
    )
    return (point for point in points if point is not None)


def _point(text: str, field: str, event: str) -> _Point | None:
    if not text:
        return None
    if text == _NEXT:
        return _Point(_NEXT, (2,), text, field, event)
    date = re.fullmatch(_DATE, text)
    if date:
        day = tuple(int(part or 1) for part in date.groups())
        return _Point(_DAY, (1, *day), text, field, event)
    match = re.fullmatch(_NUMBERS, text) if len(text) <= _LONGEST else None
    if match is None:
        return _Point("", (), text, field, event)
    numbers = [int(part) for part in match[1].split(".")]
    while numbers[-1:] == [0]:
        numbers.pop()
    key = (1, tuple(numbers), _prerelease(match[2]))
    return _Point(_VERSION, key, text, field, event)


def _prerelease(text: str | None) -> tuple[Any, ...]:
    """Return a key for the order of prereleases (SemVer 2.0, section 11); a release is last."""
    if text is None:
        return (1,)
    parts = text.split(".")
    return 0, tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts)


def _sunset(entry: Entry, sunset: str) -> Iterator[Problem]:
    from datetime import date  # slow to import, and sunsets are rare

    try:
        day = date.fromisoformat(sunset).isoformat()
    except ValueError:
        day = ""
    if day != sunset:
        message = f"`sunset` is '{sunset}', which is not a date"
        hint = "use the form 2027-03-01"
        yield at(entry, "deprecated/sunset", message, value=sunset, hint=hint)


RULE = Rule(__name__, __doc__, check, group="life", preset="minimal")
