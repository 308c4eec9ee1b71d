"""The versions of an error's life come one after the other.

An error is there `since` a version of the catalog, is deprecated in the same or a later one, and
retired in the same or a later one again; none is later than the catalog's own version, except
`next`, which stands for the version to come. Versions are numbers parted by dots (`1.4.0`,
`2.0.0-rc.1`) or dates (`2027-03-01`), but not both in one catalog. A `sunset` is a date.

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

from errcat.findings import Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog, Entry

_NUMBERS = r"v?([0-9]+(?:\.[0-9]+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?"
_DATE = r"([0-9]{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?"
_VERSION, _DAY, _NEXT = "a version", "a date", "next"


class _Point:
    """A version in the life of an entry, or of the catalog."""

    __slots__ = ("field", "key", "kind", "said", "text")

    def __init__(
        self, kind: str, key: tuple[Any, ...], text: str, field: str, said: str
    ) -> None:
        """Take *kind*, empty for what is no version, and what is *said* to have happened then."""
        self.kind = kind
        self.key = key
        self.text = text
        self.field = field
        self.said = said


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a version that is none, or comes before what it must follow."""
    now = _point(catalog.version, "version", "the catalog's version")
    dated = (
        each
        for each in catalog.entries
        if each.since or each.deprecated is not None or each.retired is not None
    )
    for entry in _texts.rows(dated):
        yield from _check(entry, now if now and now.kind else None)


def _check(entry: Entry, now: _Point | None) -> Iterator[Problem]:
    known: list[_Point] = []
    for point in _points(entry):
        against = next(
            (each for each in (now, *known) if each and each.kind != _NEXT), None
        )
        if not point.kind:
            said = f"`{point.field.rpartition('/')[2]}` is '{point.text}', which is no version"
            hint = "write it as 1.4.0, as 2027-03-01, or as next"
            yield at(entry, point.field, said, value=point.text, hint=hint)
        elif point.kind != _NEXT and against and against.kind != point.kind:
            said = f"it is {point.said} {point.text}, {point.kind}, but {against.said} is {against.kind}"
            said = said if against is now else f"{said} ({against.text})"
            yield at(entry, point.field, said, value=point.text)
        else:
            yield from _late(entry, point, known, now)
            known.append(point)
    if entry.deprecated is not None and entry.deprecated.sunset:
        yield from _sunset(entry, entry.deprecated.sunset)


def _late(
    entry: Entry, point: _Point, known: list[_Point], now: _Point | None
) -> Iterator[Problem]:
    later = [each for each in known if each.key > point.key]
    if later:
        said = f"it is {point.said} {point.text}, but {later[-1].said} {later[-1].text}"
        hint = "the earlier version comes first: there, deprecated, retired"
        yield at(entry, point.field, said, value=point.text, hint=hint)
    elif now and point.kind != _NEXT and point.key > now.key:
        said = (
            f"it is {point.said} {point.text}, but the catalog's version is {now.text}"
        )
        hint = "write `next`, which the next release fills in"
        yield at(entry, point.field, said, value=point.text, hint=hint)


def _points(entry: Entry) -> Iterator[_Point]:
    old, gone = entry.deprecated, entry.retired
    points = (
        _point(entry.since, "since", "there since"),
        _point(old.since if old else "", "deprecated/since", "deprecated since"),
        _point(gone.version if gone else "", "retired/in", "retired in"),
    )
    return (point for point in points if point is not None)


def _point(text: str, field: str, said: str) -> _Point | None:
    if not text:
        return None
    if text == _NEXT:
        return _Point(_NEXT, (2,), text, field, said)
    date = re.fullmatch(_DATE, text)
    if date:
        day = tuple(int(part or 1) for part in date.groups())
        return _Point(_DAY, (1, *day), text, field, said)
    match = re.fullmatch(_NUMBERS, text)
    if match is None:
        return _Point("", (), text, field, said)
    numbers = [int(part) for part in match[1].split(".")]
    while numbers[-1:] == [0]:
        numbers.pop()
    key = (1, tuple(numbers), _prerelease(match[2]))
    return _Point(_VERSION, key, text, field, said)


def _prerelease(text: str | None) -> tuple[Any, ...]:
    """Return what prereleases are ordered by (SemVer 2.0, section 11); a release is the last."""
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
        said = f"the sunset '{sunset}' is not a day"
        hint = "write it as year, month and day: 2027-03-01"
        yield at(entry, "deprecated/sunset", said, value=sunset, hint=hint)


RULE = Rule(__name__, __doc__, check, group="life", preset="minimal")
