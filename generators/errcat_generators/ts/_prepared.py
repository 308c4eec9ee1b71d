"""What is in the TypeScript files, before it is text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from errcat import Catalog, Entry, ErrcatError, without_retired
from errcat.naming import TS_CONST, TS_KEY, TS_MEMBER, Style, apply
from errcat_generators.ts._options import Options

SAFE = 2**53
"""Beyond it a number of JavaScript does not tell one whole number from the next."""
_STYLES = {"const": TS_KEY, "enum": TS_MEMBER, "union": TS_KEY, "consts": TS_CONST}


class Row(NamedTuple):
    """An entry, as TypeScript knows it."""

    name: str
    aliases: tuple[str, ...]
    code: str
    title: str
    range: str
    detail: str
    http_statuses: tuple[int, ...]
    retry: str
    gone: str
    """Why it is not to be used any more; empty for what is alive."""
    preview: bool


class Prepared(NamedTuple):
    """Everything that is in the files, before it is text."""

    catalog: Catalog
    """Its header."""
    options: Options
    rows: tuple[Row, ...]
    ranges: tuple[str, ...]
    steps: tuple[str, ...]
    """The way to a code in a response; empty where that is not known."""

    @property
    def whole(self) -> bool:
        """Whether codes are whole numbers on the wire."""
        return self.catalog.code.wire_type == "integer"


def prepared(catalog: Catalog, options: Options) -> Prepared:
    """Return what is to be in the files.

    Raises:
        ErrcatError: a code or name cannot be what it would have to be in TypeScript.

    """
    shown = without_retired(catalog, drop=options.retired == "drop")
    style = _STYLES[options.style]
    whole = shown.code.wire_type == "integer"
    rows = tuple(_row(entry, shown, style) for entry in shown.entries)
    if whole:
        for row in rows:
            _check_number(row.code)
    _check_apart((row.code for row in rows), "code")
    _check_apart((name for row in rows for name in (row.name, *row.aliases)), "name")
    if options.style == "consts":
        _check_apart(
            [*_OWN, *(name for row in rows for name in (row.name, *row.aliases))],
            "name",
        )
    names = tuple(dict.fromkeys(each.name for each in shown.ranges))
    steps = shown.envelope.steps if shown.envelope else ()
    return Prepared(shown, options, rows, names, steps)


_OWN = ("ERROR_INFO", "KNOWN", "STEPS")
"""What the file calls its own constants."""


def _row(entry: Entry, catalog: Catalog, style: Style) -> Row:
    return Row(
        name=_identifier(entry, entry.name, style),
        aliases=tuple(_identifier(entry, each, style) for each in entry.aliases),
        code=entry.code,
        title=entry.title,
        range=entry.range,
        detail=entry.detail,
        http_statuses=entry.http_statuses,
        retry=entry.retry.when if entry.retry else "",
        gone=" ".join(_gone(entry, catalog)),
        preview=entry.preview,
    )


def _identifier(entry: Entry, name: str, style: Style) -> str:
    applied = apply(style, name)
    if not applied or applied[0].isdigit() or not applied.isidentifier():
        raise ErrcatError(f"{entry.label}: '{name}' cannot be a name in TypeScript")
    return applied


def _check_number(code: str) -> None:
    whole = code.removeprefix("-").isdecimal() and code.isascii()
    if not whole or str(int(code)) != code or abs(int(code)) >= SAFE:
        raise ErrcatError(
            f"{code}: not a whole number that JavaScript can hold, but `wire_type` is integer"
        )


def _check_apart(texts: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            raise ErrcatError(f"two entries would have the {what} {text} in TypeScript")
        seen.add(text)


def _gone(entry: Entry, catalog: Catalog) -> Iterator[str]:
    """Yield the sentences that say why a code is not to be used any more."""
    if entry.retired:
        yield _life("Retired", "in", entry.retired.version, entry.retired.reason)
        yield from _instead(entry.retired.replaced_by, catalog)
    elif entry.deprecated:
        old = entry.deprecated
        yield _life("Deprecated", "since", old.since, old.reason)
        yield from _instead(old.replaced_by, catalog)
        if old.sunset:
            yield f"It goes away on {old.sunset}."


def _life(state: str, preposition: str, version: str, reason: str) -> str:
    since = f"{state} {preposition} {version}" if version else state
    return sentence(f"{since}: {reason}" if reason else since)


def _instead(codes: Iterable[str], catalog: Catalog) -> Iterator[str]:
    known = catalog.by_code
    names = [known[code].label if code in known else code for code in codes]
    if names:
        yield f"Use {' or '.join(names)} instead."


def sentence(text: str) -> str:
    """Return *text* with a full stop, unless it ends like a sentence or is empty."""
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
