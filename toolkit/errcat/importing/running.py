"""The pipeline of an import: sources -> drafts -> one inventory with its report. It writes nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.errors import OptionInvalid, PathUnreadable
from errcat.importing import formats, ranges
from errcat.importing.columns import FIELDS, GROUP
from errcat.importing.drafts import Draft, drafted
from errcat.importing.extracting import (
    Extract,
    Importer,
    Table,
    Text,
    choose,
    listed,
)
from errcat.importing.merging import folded, merged, without_covered
from errcat.importing.proposing import Unnamed, groups_of, needs_name, propose
from errcat.importing.reports import (
    GUESSED,
    LIKELY,
    NORMALIZED,
    READ,
    SURE,
    UNSURE,
    Note,
    Report,
    SourceRead,
    counted,
)
from errcat.loading.reading import is_list
from errcat.loading.sources import STDIN, read
from errcat.naming import kebab, words


class Options(NamedTuple):
    """What a user decides, so that it is not guessed."""

    format: str = ""
    """The importer for all sources; empty: each is recognized by its content."""
    columns: Mapping[str, str] = {}
    """Columns by field: `{"title": "message"}`."""
    names: Mapping[str, str] = {}
    """Names by code that are settled already: those of a catalog, or of generated code."""
    id: str = ""
    ranges: bool = True
    """Whether ranges are guessed."""


GUESS_ALL = Options()


class Item(NamedTuple):
    """One entry that sources state: its data as a catalog file has it, and where it comes from."""

    code: str
    data: Mapping[str, Any]
    file: str
    line: int
    lines: Mapping[str, tuple[str, int]] = {}
    """The file and line of each field."""
    proposed: bool = False
    """Whether the name was made here."""
    derived: tuple[str, ...] = ()
    """Fields that no source states: a title made from the name."""


class Inventory(NamedTuple):
    """What sources state, ready to be written as a catalog or compared with one."""

    header: Mapping[str, Any]
    items: tuple[Item, ...]
    spans: tuple[ranges.Span, ...]
    report: Report


def columns_of(mapping: str) -> dict[str, str]:
    """Return what `--map code=id,title=message` says: columns by field.

    Raises:
        OptionInvalid: a part is not FIELD=COLUMN, or there is no such field.

    """
    columns: dict[str, str] = {}
    for part in filter(None, mapping.split(",")):
        field, parted, column = (text.strip() for text in part.partition("="))
        if not parted or not field or not column:
            raise OptionInvalid("--map", f"'{part}' is not FIELD=COLUMN")
        if field not in (*FIELDS, GROUP) and not field.startswith("x-"):
            known = ", ".join((*FIELDS, GROUP))
            raise OptionInvalid(
                "--map", f"unknown field '{field}'; fields: {known}, x-..."
            )
        columns[field] = column
    return columns


def texts(operand: str, suffixes: tuple[str, ...]) -> list[Text]:
    """Read the sources at *operand*: a file, a folder of files with *suffixes*, or `-`.

    Raises:
        PathMissing: nothing is there.
        PathUnreadable: it cannot be read, or is no text.

    """
    source = read(operand, suffixes)
    return [_decoded(raw.file, raw.content) for raw in source.files]


def _decoded(file: str, content: bytes) -> Text:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            content, name = content[len(mark) :], encoding
            break
    else:
        name = "utf-8"
    try:
        text = content.decode(name)
    except UnicodeDecodeError:
        text, name = content.decode("latin-1"), "latin-1"
        if "\0" in text:
            raise PathUnreadable(file, "not a text file") from None
    return Text(file, text.replace("\r\n", "\n").replace("\r", "\n"), name)


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def run(
    sources: Sequence[Text], importers: Sequence[Importer], options: Options = GUESS_ALL
) -> Inventory:
    """Return what *sources* state, merged by code; the first source counts.

    Raises:
        FormatUnclear: no importer recognizes a source.
        ExtraMissing: a format needs a package that is not installed.
        SourceInvalid: a source breaks the rules of its format.
        OptionInvalid: no source has a column of that name.

    """
    notes: list[Note] = []
    read_: list[SourceRead] = []
    lists: list[list[Draft]] = []
    header: dict[str, Any] = {}
    seen: set[str] = set()
    for source in sources:
        importer = choose(source, importers, options.format)
        extract = _with_headers(importer.extract(source), options.columns)
        seen.update(c for t in extract.tables for row in t.rows for c in row.cells)
        drafting = drafted(source, extract, options.columns)
        own: list[Note] = [*_head_notes(source, importer, extract), *drafting.notes]
        drafts = folded(drafting.drafts, own)
        notes += sorted(own, key=lambda note: note.line)
        lists.append(drafts)
        read_.append(SourceRead(source.file, importer.name, drafting.rows, len(drafts)))
        header = {**extract.header, **header}
    _check_columns(options.columns, seen)
    drafts = without_covered(merged(lists, notes), notes)
    return _assembled(
        drafts, header, sources, options, Report(tuple(read_), tuple(notes))
    )


def _with_headers(extract: Extract, columns: Mapping[str, str]) -> Extract:
    """Return *extract* with the first row of a table as its header where *columns* names its cells."""
    wanted = set(columns.values())
    tables = tuple(_with_header(table, wanted) for table in extract.tables)
    return extract._replace(tables=tables)


def _with_header(table: Table, wanted: set[str]) -> Table:
    if table.headed or not wanted or not table.rows:
        return table
    names = {column: cell.text for column, cell in table.rows[0].cells.items()}
    if not wanted <= set(names.values()):
        return table
    rows = tuple(
        row._replace(cells={names.get(c, c): cell for c, cell in row.cells.items()})
        for row in table.rows[1:]
    )
    return table._replace(rows=rows, headed=True)


def names_in(sources: Sequence[Text], importers: Sequence[Importer]) -> dict[str, str]:
    """Return the names by code that *sources* state: an older catalog, or generated code.

    Raises what `run` raises.
    """
    items = run(sources, importers).items
    return {item.code: str(item.data["name"]) for item in items if _states_name(item)}


def _states_name(item: Item) -> bool:
    return "name" in item.data and not item.proposed


def _head_notes(source: Text, importer: Importer, extract: Extract) -> list[Note]:
    count = sum(len(table.rows) for table in extract.tables)
    message = f"read as {importer.name}: {counted(count, 'row')}"
    notes = [Note(READ, "source", message, source.file, 1)]
    if source.encoding != "utf-8":
        confidence = UNSURE if source.encoding == "latin-1" else SURE
        message = f"not UTF-8: read as {source.encoding}"
        notes.append(
            Note(NORMALIZED, "encoding", message, source.file, 1, "", confidence)
        )
    return notes


def _check_columns(columns: Mapping[str, str], seen: set[str]) -> None:
    for field, column in columns.items():
        if column not in seen:
            known = ", ".join(sorted(seen)) or "none"
            raise OptionInvalid(
                "--map", f"{field}: no column '{column}'; columns: {known}"
            )


def _assembled(
    drafts: Sequence[Draft],
    header: Mapping[str, Any],
    sources: Sequence[Text],
    options: Options,
    report: Report,
) -> Inventory:
    notes = list(report.notes)
    drafts = sorted(drafts, key=_order(drafts))
    codes = [end for draft in drafts for end in (draft.code, draft.through) if end]
    stated = tuple(header.get("ranges", ()))
    if stated:
        guessed = ranges.Ranges(ranges.stated(stated))
    else:
        guessed = ranges.find(drafts) if options.ranges else ranges.Ranges()
    notes += guessed.notes
    notes += _from_comments(drafts)
    names = _names(drafts, options.names, notes)
    drafts = _without_taken(drafts, set(names.values()), notes)
    items = tuple(
        _item(draft, names.get(draft.code, ""), guessed, notes) for draft in drafts
    )
    head = _header(header, codes, drafts, sources, options, notes)
    return Inventory(head, items, guessed.spans, report._replace(notes=tuple(notes)))


def _from_comments(drafts: Sequence[Draft]) -> Iterator[Note]:
    """Yield a note for each source whose comments became titles."""
    lines: dict[str, list[int]] = {}
    for draft in drafts:
        if draft.commented and "title" in draft.fields:
            lines.setdefault(draft.file, []).append(draft.fields["title"].line)
    for file, places in lines.items():
        source = "a comment" if len(places) == 1 else "comments"
        message = f"{counted(len(places), 'title')} taken from {source}"
        yield Note(GUESSED, "title", message, file, min(places), "", UNSURE)


def _order(drafts: Sequence[Draft]) -> Callable[[Draft], tuple[int, str]]:
    """Return what entries are sorted by: numbers where every code is one, else text."""
    numbers = formats.can_be_integers(draft.code for draft in drafts)

    def key(draft: Draft) -> tuple[int, str]:
        return (int(draft.code) if numbers else 0, draft.code)

    return key


def _names(
    drafts: Sequence[Draft], settled: Mapping[str, str], notes: list[Note]
) -> dict[str, str]:
    """Return a name for every code that needs one, and note how those were made."""
    names = {d.code: settled[d.code] for d in drafts if d.code in settled}
    taken = set(settled.values())
    stated: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.code not in names and draft.text("name"):
            stated.setdefault(draft.text("name"), []).append(draft)
    for name, holders in stated.items():
        if len(holders) == 1 and name not in taken:
            names[holders[0].code] = name
        else:
            for draft in holders:
                message = f"name {name} is not unique; another one was proposed"
                notes.append(_name_note(draft, message, UNSURE))
    titles = dict.fromkeys((draft.group for draft in drafts), "")
    groups = groups_of(titles) if len(titles) > 1 else dict.fromkeys(titles, "")
    missing = [
        Unnamed(d.code, d.text("title") or d.text("detail"), groups[d.group])
        for d in drafts
        if d.code not in names and (needs_name(d.code) or d.text("name") or d.through)
    ]
    implied = _implied(drafts, names, missing)
    proposals = propose(missing, {*taken, *names.values(), *implied})
    by_code = {draft.code: draft for draft in drafts}
    if missing:
        message = f"{counted(len(missing), 'name')} proposed from the texts"
        first = by_code[missing[0].code]
        notes.append(Note(GUESSED, "name", message, first.file, first.line, "", LIKELY))
    for code, proposal in proposals.items():
        if proposal.reason:
            message = f"{proposal.name}: {proposal.reason}"
            notes.append(_name_note(by_code[code], message, UNSURE))
    return names | {code: proposal.name for code, proposal in proposals.items()}


def _without_taken(
    drafts: Sequence[Draft], names: Collection[str], notes: list[Note]
) -> list[Draft]:
    """Return the drafts without aliases that are the name or alias of another entry."""
    taken = set(names)
    kept: list[Draft] = []
    for draft in drafts:
        cell = draft.fields.get("aliases")
        aliases = list(cell.data) if cell else []
        free = [alias for alias in aliases if alias not in taken]
        taken.update(free)
        for alias in aliases:
            if alias not in free:
                message = f"alias {alias} is already used by another entry"
                notes.append(_name_note(draft, message, UNSURE))
        fields = {k: v for k, v in draft.fields.items() if k != "aliases"}
        if cell and free:
            fields["aliases"] = cell._replace(data=free)
        kept.append(draft._replace(fields=fields))
    return kept


def _implied(
    drafts: Sequence[Draft], names: Mapping[str, str], missing: Sequence[Unnamed]
) -> set[str]:
    """Return the names that codes spell themselves."""
    from errcat.naming import name_from_code

    lacking = {unnamed.code for unnamed in missing}
    own = (d.code for d in drafts if d.code not in names and d.code not in lacking)
    return set(map(name_from_code, own))


def _name_note(draft: Draft, message: str, confidence: str) -> Note:
    return Note(
        GUESSED, "name", message, draft.file, draft.line, draft.code, confidence
    )


_KEYS = listed(
    "title detail description causes solutions notes http_status cases retry fault severity"
    " audience channels products params links related tags examples aliases preview since"
    " deprecated retired lint"
)


def _item(draft: Draft, name: str, guessed: ranges.Ranges, notes: list[Note]) -> Item:
    fields = {key: cell.data for key, cell in draft.fields.items()}
    derived: tuple[str, ...] = ()
    if not fields.get("title"):
        fields["title"] = _title(name or draft.code)
        derived = ("title",)
        message = (
            f"no source has a title; proposed '{fields['title']}' from the name or code"
        )
        notes.append(
            Note(GUESSED, "title", message, draft.file, draft.line, draft.code, UNSURE)
        )
    params = _params(fields)
    if params and "params" not in fields:
        fields["params"] = params
        derived = (*derived, "params")
        message = f"placeholders declared as params: {', '.join(params)}"
        notes.append(
            Note(GUESSED, "params", message, draft.file, draft.line, draft.code, LIKELY)
        )
    statuses = fields.get("http_status")
    if is_list(statuses):
        fields.pop("http_status")
        fields["cases"] = [
            {"id": str(status), "http_status": status} for status in statuses
        ]
    tag = guessed.tags.get(draft.group)
    if tag and tag not in fields.get("tags", []):
        fields["tags"] = [*fields.get("tags", []), tag]
    data: dict[str, Any] = {"code": draft.code}
    if draft.through:
        data["through"] = draft.through
    if name:
        data["name"] = name
    data |= {key: fields[key] for key in _KEYS if fields.get(key) not in (None, "", [])}
    data |= {key: value for key, value in fields.items() if key.startswith("x-")}
    lines = {key: (draft.file, cell.line) for key, cell in draft.fields.items()}
    proposed = bool(name) and name != draft.text("name")
    return Item(draft.code, data, draft.file, draft.line, lines, proposed, derived)


_PLACEHOLDER = re.compile(r"(?<![$#%{])\{([A-Za-z_][A-Za-z0-9_]*)\}(?!\})")


def _params(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a param for every placeholder with a name in the texts of an entry."""
    texts = [fields.get("title"), fields.get("detail")]
    texts += [
        case.get(key)
        for case in fields.get("cases") or ()
        for key in ("title", "detail")
    ]
    placeholders = (
        name for text in texts if text for name in _PLACEHOLDER.findall(str(text))
    )
    return {name: {"type": "string"} for name in placeholders}


def _title(name: str) -> str:
    """Return the words of a name or code as a title: `Card declined`."""
    text = " ".join(words(name)).lower() or name
    return text[:1].upper() + text[1:]


# --- the header --------------------------------------------------------------------------------


def _header(
    stated: Mapping[str, Any],
    codes: Sequence[str],
    drafts: Sequence[Draft],
    sources: Sequence[Text],
    options: Options,
    notes: list[Note],
) -> dict[str, Any]:
    header = {key: value for key, value in stated.items() if key != "wire_type"}
    header["id"] = options.id or header.get("id") or _id(sources)
    if "code" not in header and codes:
        header["code"] = _code_format(
            str(stated.get("wire_type", "")), codes, drafts, notes
        )
    return header


def _id(sources: Sequence[Text]) -> str:
    """Return an id for a catalog: the name of its first source, or of the folder it is in."""
    for source in sources:
        folder = os.path.basename(os.path.dirname(source.file))
        for text in (source.stem, folder):
            name = kebab(text)[:64].strip("-")
            if name[:1].isalpha() and source.file != STDIN:
                return name
    return "errors"


def _code_format(
    wire_type: str, codes: Sequence[str], drafts: Sequence[Draft], notes: list[Note]
) -> dict[str, str]:
    code: dict[str, str] = {}
    pattern = formats.pattern(codes)
    if pattern:
        code["pattern"] = pattern
        message = f"pattern {pattern} matches {counted(len(codes), 'code')}"
        confidence = LIKELY
    else:
        message, confidence = "no pattern fits all codes", UNSURE
    first = drafts[0]
    notes.append(
        Note(GUESSED, "pattern", message, first.file, first.line, confidence=confidence)
    )
    code["wire_type"], message, confidence = _wire_type(wire_type, codes, drafts)
    notes.append(
        Note(
            GUESSED, "wire_type", message, first.file, first.line, confidence=confidence
        )
    )
    return code


def _wire_type(
    stated: str, codes: Sequence[str], drafts: Sequence[Draft]
) -> tuple[str, str, str]:
    integers = formats.can_be_integers(codes)
    if stated and (stated == "string" or integers):
        return stated, f"{stated}: the source says so", SURE
    if integers and drafts and all(draft.number for draft in drafts):
        return "integer", "integer: the source writes codes as numbers", LIKELY
    if integers:
        return (
            "string",
            "string: the source does not say which JSON type the API uses",
            UNSURE,
        )
    return "string", "string: not all codes are numbers", SURE
