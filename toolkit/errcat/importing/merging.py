"""Several drafts of one code -> one: repeated codes become cases, sources complete each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from errcat.importing.drafts import Draft
from errcat.importing.extracting import Cell, text_of
from errcat.importing.reports import CONFLICT, GUESSED, LEFT_OUT, LIKELY, UNSURE, Note
from errcat.naming import kebab, name_from_code

_CASED = ("http_status", "title", "detail", "description", "retry")
"""What may differ between the cases of an entry."""
_ID_LIMIT = 64


def folded(drafts: Sequence[Draft], notes: list[Note]) -> list[Draft]:
    """Return one draft a code, from the drafts of one source."""
    groups: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        groups.setdefault((draft.code, draft.through), []).append(draft)
    return without_covered([_folded(group, notes) for group in groups.values()], notes)


def _folded(group: Sequence[Draft], notes: list[Note]) -> Draft:
    if len(group) == 1:
        return group[0]
    if any("title" in draft.fields and not draft.commented for draft in group):
        group = [_demoted(draft) if draft.commented else draft for draft in group]
    first = group[0]
    fields = dict(first.fields)
    variants = [first]
    for draft in group[1:]:
        base = first._replace(fields=fields)
        differs = _differs(base, draft)
        fresh = [field for field in draft.fields if field not in fields]
        _take_rest(fields, first, draft, notes)
        if differs:
            variants.append(draft)
        elif not fresh:
            message = f"{draft.code} is listed again (first on line {first.line}); nothing differs"
            notes.append(_note(LEFT_OUT, "repeated", message, draft))
    if len(variants) > 1:
        variants[0] = first._replace(fields=dict(fields))
        _make_cases(fields, variants, notes)
    return first._replace(fields=fields)


def _demoted(draft: Draft) -> Draft:
    """Return a draft whose comment is its description, because a source has a better title."""
    fields = dict(draft.fields)
    title = fields.pop("title")
    if " " not in title.text.strip():
        return draft._replace(fields=fields, commented=False)
    rest = draft.text("description")
    text = f"{title.text}\n\n{rest}" if rest else title.text
    fields["description"] = Cell(text, title.line)
    return draft._replace(fields=fields, commented=False)


def _differs(first: Draft, draft: Draft) -> bool:
    """Tell whether a repeated code states another value of what a case may hold."""
    return any(
        draft.text(field)
        and first.text(field)
        and draft.text(field) != first.text(field)
        for field in _CASED
    )


def _take_rest(
    fields: dict[str, Cell], first: Draft, draft: Draft, notes: list[Note]
) -> None:
    """Add what only a later draft states; another name becomes an alias."""
    for field, cell in draft.fields.items():
        if field not in fields:
            fields[field] = cell
        elif field == "name" and cell.data != fields["name"].data:
            if draft.file == first.file and draft.group != first.group:
                message = (
                    f"{draft.code} is {cell.data} here, in another group of codes than"
                    f" {fields['name'].data} (line {first.line}); kept the first"
                )
                notes.append(_note(LEFT_OUT, "repeated", message, draft))
                continue
            held = fields.get("aliases")
            known = list(held.data) if held else []
            if cell.data not in known:
                fields["aliases"] = Cell([*known, cell.data], cell.line)
            message = f"{draft.code} has another name here: {cell.data} became an alias"
            notes.append(_note(GUESSED, "repeated", message, draft, LIKELY))
        elif field not in _CASED and cell.data != fields[field].data:
            message = _conflict(draft, field, cell, fields[field])
            notes.append(_note(CONFLICT, field, message, draft))


def _make_cases(
    fields: dict[str, Cell], variants: Sequence[Draft], notes: list[Note]
) -> None:
    """Turn the variants of one code into cases of its entry."""
    base = variants[0]
    cases: list[dict[str, Any]] = []
    taken: set[str] = set()
    for draft in variants:
        case = {
            field: draft.fields[field].data
            for field in _CASED
            if field in draft.fields
            and (field == "http_status" or draft.text(field) != base.text(field))
        }
        if isinstance(case.get("http_status"), list):
            case["http_status"] = case["http_status"][0]
        name = next(
            (proposal for proposal in _ids(draft, case) if proposal not in taken), ""
        )
        if name:
            cases.append({"id": name, **case})
            taken.add(name)
            kind, done = GUESSED, f"became case '{name}'"
        else:
            kind, done = CONFLICT, "left out: no case id tells it apart"
        if draft is not base or not name:
            message = f"{draft.code} repeats line {base.line} with other values; {done}"
            notes.append(_note(kind, "repeated", message, draft, UNSURE))
    fields.pop("http_status", None)
    fields["cases"] = Cell(cases, base.line)


def _ids(draft: Draft, case: Mapping[str, Any]) -> Iterable[str]:
    """Yield what a case may be called: by status, title, group, or the first words of its texts."""
    status = text_of(case.get("http_status"))
    title = _short(draft.text("title"))
    yield from (proposal for proposal in (status, title) if proposal)
    yield from (proposal for proposal in (f"{status}-{title}".strip("-"),) if proposal)
    yield from (
        proposal
        for proposal in map(_short, (draft.text("detail"), draft.group))
        if proposal
    )


def _short(text: str) -> str:
    """Return a text as an id of at most 64 characters, cut between words."""
    slug = kebab(text)
    if len(slug) <= _ID_LIMIT - 4:
        return slug
    return slug[: _ID_LIMIT - 3].rpartition("-")[0]


# --- several sources ---------------------------------------------------------------------------


def merged(sources: Sequence[Sequence[Draft]], notes: list[Note]) -> list[Draft]:
    """Return the drafts of all sources by code; where two state one field, the first counts."""
    by_code: dict[str, Draft] = {}
    for drafts in sources:
        by_name = {
            draft.text("name"): code
            for code, draft in by_code.items()
            if "name" in draft.fields
        }
        fresh: dict[str, Draft] = {}
        for draft in drafts:
            code = _same(draft, by_code, by_name, notes)
            if code:
                by_code[code] = _completed(by_code[code], draft, notes)
            else:
                fresh[draft.code] = draft
        by_code |= fresh
    return list(by_code.values())


def _same(
    draft: Draft,
    by_code: Mapping[str, Draft],
    by_name: Mapping[str, str],
    notes: list[Note],
) -> str:
    """Return the code that earlier sources give to the error of *draft*, or an empty text."""
    if draft.code in by_code:
        return draft.code
    code = by_name.get(name_from_code(draft.code), "")
    if code:
        message = f"{draft.code} matched to {code} by its name"
        notes.append(_note(GUESSED, "code", message, draft, LIKELY))
    return code


def _completed(held: Draft, draft: Draft, notes: list[Note]) -> Draft:
    if held.commented and "title" in draft.fields and not draft.commented:
        held = _demoted(held)
    fields = dict(held.fields)
    cases_differ = "cases" in fields and "http_status" in draft.fields
    for field, cell in draft.fields.items():
        if field == "http_status" and cases_differ:
            continue
        if field not in fields:
            fields[field] = cell
        elif text_of(cell.data) != text_of(fields[field].data):
            message = _conflict(draft, field, cell, fields[field], held.file)
            notes.append(_note(CONFLICT, field, message, draft))
    from_comment = draft.commented and "title" not in held.fields
    return held._replace(
        commented=held.commented or from_comment,
        fields=fields,
        group=held.group or draft.group,
        number=held.number or draft.number,
        through=held.through or draft.through,
    )


def _conflict(draft: Draft, field: str, cell: Cell, kept: Cell, file: str = "") -> str:
    place = f"{file or draft.file}:{kept.line}"
    old, new = text_of(kept.data), text_of(cell.data)
    return f"`{field}` of {draft.code} is '{new}' here but '{old}' in {place}; kept the first"


def _note(
    kind: str, subject: str, message: str, draft: Draft, confidence: str = "sure"
) -> Note:
    return Note(kind, subject, message, draft.file, draft.line, draft.code, confidence)


def without_covered(drafts: Sequence[Draft], notes: list[Note]) -> list[Draft]:
    """Return the drafts without spans that hold the code of another entry; those are listed."""
    from errcat.loading.ranges import span_codes

    taken: set[str] = {draft.code for draft in drafts if not draft.through}
    kept: list[Draft] = []
    for draft in drafts:
        if not draft.through:
            kept.append(draft)
            continue
        codes = span_codes(draft.code, draft.through)
        clash = sorted(taken.intersection(codes or []))
        if codes is None or clash:
            reason = f"it holds {clash[0]}, listed on its own" if clash else "no span"
            message = f"{draft.code} through {draft.through}: {reason}"
            notes.append(_note(LEFT_OUT, "span", message, draft))
        else:
            taken.update(codes)
            kept.append(draft)
    return kept
