"""What the verbs of a code's life share: finding the entry, checking what is said, writing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import click

from errcat.cli import _catalogs
from errcat.config import Config
from errcat.editing.amendments import amended
from errcat.errors import ErrcatError, NameUnknown, OptionInvalid, suggestion
from errcat.linting.running import Inspection
from errcat.loading.reading import Document
from errcat.loading.sources import STDIN, Source
from errcat.model import NUMBER, Catalog, Entry
from errcat.text import terminal
from errcat.writing import write

CATALOG = click.option(
    "--catalog", metavar="CATALOG", help="The code is in this one, not the configured."
)
REASON = click.option("--reason", metavar="TEXT", default="", help="Why.")
REPLACED_BY = click.option(
    "--replaced-by",
    "replaced_by",
    metavar="CODE",
    multiple=True,
    help="What to use instead; may be repeated.",
)


class Verb(click.Command):
    """A command that takes a code, which may be a negative number, and no option for that."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if any(NUMBER(each) and each.startswith("-") for each in args):
            ctx.ignore_unknown_options = True
        return super().parse_args(ctx, args)


class Refused(ErrcatError):
    """The life of a code does not allow that."""

    def __init__(self, label: str, reason: str, hint: str = "") -> None:
        super().__init__(label, reason, hint)
        self.label = label
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.label}: {self.reason}" + (f"; {self.hint}" if self.hint else "")


class Found(NamedTuple):
    """An entry, and the file it is written in."""

    entry: Entry
    catalog: Catalog
    source: Source
    document: Document


def find(code: str, catalog: str | None, config: Config) -> Found:
    """Return the entry of *code*, which may name its catalog: `telnyx#10001`.

    Raises:
        NameUnknown: no catalog has such a code, or that name.
        UsageError: several have it.
        Refused: the entry is one of a span.

    """
    inspections = sound([catalog] if catalog else [], config)
    catalogs = [each.catalog for each in inspections if each.catalog]
    found: list[Found] = []
    for each in inspections:
        entry = each.catalog and each.catalog.by_code.get(_within(each.catalog, code))
        if each.catalog and entry:
            document = each.documents[entry.file]
            found.append(Found(entry, each.catalog, each.source, document))
    if not found:
        raise _unknown(code, catalogs)
    if len(found) > 1:
        ids = ", ".join(f"{each.catalog.id}#{code}" for each in found)
        raise click.UsageError(f"several catalogs have {code}: say which, {ids}")
    row: Mapping[str, Any] = found[0].document.data["errors"][found[0].entry.position]
    if "through" in row:
        reason = f"it is one of the span {row['code']} to {row['through']}"
        raise Refused(found[0].entry.label, reason, "give it an entry of its own first")
    return found[0]


def _within(catalog: Catalog, reference: str) -> str:
    """Return what *reference* is in *catalog*: the code alone where it names just that catalog."""
    code = reference.removeprefix(f"{catalog.id}#")
    return reference if reference in catalog.by_code else code


def _unknown(code: str, catalogs: Sequence[Catalog]) -> NameUnknown:
    """Return the error that no catalog has *code*; without the whole list of what there is."""
    name, parted, _ = code.rpartition("#")
    ids = [each.id for each in catalogs]
    if parted and name not in ids:
        return NameUnknown("catalog", name, ids)
    known = [each for catalog in catalogs for each in catalog.by_code]
    near = suggestion(code.rpartition("#")[2], known)
    return NameUnknown("code", code, known, near or f"looked in {', '.join(ids)}")


def sound(operands: Sequence[str], config: Config) -> list[Inspection]:
    """Return the catalogs at *operands*, which must be readable; else show why and end the run."""
    tools = _catalogs.workshop(config)
    given = _catalogs.operands(operands, config)
    if STDIN in given:
        raise click.UsageError("standard input cannot be written; name a file")
    needed = tuple(each for each in tools.rules if each.group in ("reading", "schema"))
    inspections = tools._replace(rules=needed).inspect(map(tools.read, given))
    for each in inspections:
        if each.catalog is None or any(f.severity == "error" for f in each.findings):
            from errcat.cli._jobs import show  # only a catalog with errors is shown

            show([each], config)
            raise click.exceptions.Exit(1)
    return inspections


def replacements(found: Found, codes: Iterable[str]) -> list[str]:
    """Return the codes that an entry is replaced by, once it is sure that they are there.

    Those of other catalogs are not looked for.

    Raises:
        NameUnknown: there is no such code.
        OptionInvalid: it is the code itself.

    """
    given = list(dict.fromkeys(_within(found.catalog, code) for code in codes))
    for code in given:
        if code == found.entry.code:
            raise OptionInvalid("--replaced-by", f"{code} is the code itself")
        if "#" not in code and code not in found.catalog.by_code:
            raise _unknown(code, [found.catalog])
    return given


def day(option: str, text: str) -> str:
    """Return *text*, which must be a day such as 2027-03-01, or empty.

    Raises:
        OptionInvalid: it is none.

    """
    if not text or (_DAY(text) and _is_day(text)):
        return text
    raise OptionInvalid(option, f"'{text}' is no day; write it as 2027-03-01")


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def save(found: Found, values: Mapping[str, Any], act: str, *, quiet: bool) -> None:
    """Give keys of an entry other values in its file, and say so."""
    path = ("errors", found.entry.position)
    text = amended(found.document, path, values)
    raw = next(each for each in found.source.files if each.file == found.entry.file)
    mark = "\ufeff" if raw.content.startswith(b"\xef\xbb\xbf") else ""
    new = write(found.entry.file, mark + text)
    if not quiet:
        line = found.document.span(path).line
        place = f"{terminal(found.entry.file)}:{line}"
        state = act if new else "unchanged"
        click.echo(f"{state} {terminal(found.entry.label)} in {place}", err=True)


def said(**fields: Any) -> dict[str, Any]:
    """Return those of *fields* that say something."""
    return {key: value for key, value in fields.items() if value}
