"""The content of the TypeScript files as data, before it becomes text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from errcat import (
    Catalog,
    Entry,
    ErrcatError,
    check_distinct,
    integer_code,
    life_sentences,
    without_retired,
)
from errcat.naming import TS_CONST, TS_KEY, TS_MEMBER, Style, apply
from errcat_generators.ts._options import Options

SAFE = 2**53
"""The first integer that a number of JavaScript cannot tell from the next one."""
_STYLES = {"const": TS_KEY, "enum": TS_MEMBER, "union": TS_KEY, "consts": TS_CONST}


class Row(NamedTuple):
    """An entry, as the files show it."""

    name: str
    aliases: tuple[str, ...]
    code: str
    title: str
    range: str
    detail: str
    http_statuses: tuple[int, ...]
    retry: str
    deprecated: str
    """Why not to use the code; empty unless it is deprecated or retired."""
    preview: str
    """That the code may still change; empty unless it does."""


class Prepared(NamedTuple):
    """The content of the files."""

    catalog: Catalog
    """For its header."""
    options: Options
    rows: tuple[Row, ...]
    ranges: tuple[str, ...]
    steps: tuple[str, ...]
    """The keys that lead to a code in a response; empty if the catalog has no envelope."""

    @property
    def numeric(self) -> bool:
        """Whether the API sends codes as integers."""
        return self.catalog.code.wire_type == "integer"


def prepared(catalog: Catalog, options: Options) -> Prepared:
    """Return the content of the files.

    Raises:
        ErrcatError: a code or name cannot be represented in TypeScript, or two would be the same.

    """
    shown = without_retired(catalog, drop=options.retired == "drop")
    style = _STYLES[options.style]
    if shown.code.wire_type == "integer":
        for entry in shown.entries:
            integer_code(entry.code, SAFE)
    rows = tuple(_row(entry, shown, style) for entry in shown.entries)
    _check_names(rows, shown.entries, options)
    names = tuple(dict.fromkeys(span.name for span in shown.ranges))
    steps = shown.envelope.steps if shown.envelope else ()
    return Prepared(shown, options, rows, names, steps)


_OWN = ("ERROR_INFO", "KNOWN", "STEPS")
"""The file's own constants."""


def _check_names(
    rows: Iterable[Row], entries: Iterable[Entry], options: Options
) -> None:
    """Check that no two entries share a code or a name."""
    labelled = [(row, entry.label) for row, entry in zip(rows, entries, strict=True)]
    check_distinct([(row.code, label) for row, label in labelled], "in TypeScript")
    names = [
        (name, label) for row, label in labelled for name in (row.name, *row.aliases)
    ]
    own = _OWN if options.style == "consts" else ()
    owned = [(name, "the file itself") for name in own]
    check_distinct([*owned, *names], "in TypeScript")


def _row(entry: Entry, catalog: Catalog, style: Style) -> Row:
    life = " ".join(life_sentences(entry, catalog))
    return Row(
        name=_identifier(entry, entry.name, style),
        aliases=tuple(_identifier(entry, alias, style) for alias in entry.aliases),
        code=entry.code,
        title=entry.title,
        range=entry.range,
        detail=entry.detail,
        http_statuses=entry.http_statuses,
        retry=entry.retry.when if entry.retry else "",
        deprecated="" if entry.life == "preview" else life,
        preview=life if entry.life == "preview" else "",
    )


def _identifier(entry: Entry, name: str, style: Style) -> str:
    applied = apply(style, name)
    if not applied or applied[0].isdigit() or not applied.isidentifier():
        raise ErrcatError(f"{entry.label}: '{name}' cannot be a name in TypeScript")
    return applied
