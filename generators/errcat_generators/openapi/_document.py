"""The whole OpenAPI document as plain data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat import Case, Catalog, Entry, without_retired
from errcat.naming import file_slug
from errcat.text import markdown_cell, markdown_text, plain, url
from errcat_generators.openapi._bodies import Body, Said, body
from errcat_generators.openapi._codes import Code, coded, schemas
from errcat_generators.openapi._options import Options
from errcat_generators.openapi._statuses import component, heading

VERSIONS = {"3.0": "3.0.3", "3.1": "3.1.0", "3.2": "3.2.0"}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class Occurrence(NamedTuple):
    """One way in which a code travels, as an example shows it."""

    key: str
    """What the example is called; no other has the same."""
    case: Case
    said: Said


def document(catalog: Catalog, options: Options) -> dict[str, Any]:
    """Return the document.

    Raises:
        ErrcatError: a code or name cannot be what it would have to be in OpenAPI, or the
            catalog's envelope contradicts itself.

    """
    return {
        "openapi": VERSIONS[options.version],
        "info": info(catalog),
        # What no server means anyway; linters want to see that it is meant.
        "servers": [{"url": "/"}],
        "paths": {},
        "components": _components(catalog, options),
    }


def info(catalog: Catalog) -> dict[str, Any]:
    """Return what document the catalog makes, and which version of it."""
    title = plain(catalog.title) or catalog.id
    said = {"title": title, "version": plain(catalog.version) or "0"}
    return {**said, **_described(catalog.description)}


def _described(text: str) -> dict[str, Any]:
    """Return *text* as a description, if it says anything."""
    description = markdown_text(text)
    return {"description": description} if description else {}


def _components(catalog: Catalog, options: Options) -> dict[str, Any]:
    shown = without_retired(catalog, drop=options.retired == "drop")
    codes = coded(shown)
    envelope = body(shown, options)
    found = schemas(codes, shown, options)
    if envelope is None:
        return {"schemas": found}
    found.update(envelope.schemas)
    # A retired code is known and no longer answered.
    said = [
        each
        for code in codes
        if code.entry.retired is None
        for each in _occurrences(code, shown)
    ]
    with_examples = options.examples == "case"
    components = {
        "schemas": found,
        "responses": _responses(said, envelope, with_examples=with_examples),
    }
    if with_examples and said:
        components["examples"] = {each.key: _example(each, envelope) for each in said}
    return components


# --- examples ---------------------------------------------------------------------------------


def _occurrences(code: Code, catalog: Catalog) -> Iterator[Occurrence]:
    """Yield every case of a code, as often as it has examples and at least once.

    A key is `NotFound`, `NotFound.2`, `NotFound_case` or `NotFound.2_case`. No two are the same,
    for there is no dot and no underscore in a name in PascalCase.
    """
    entry = code.entry
    page = url(catalog.page_of(entry))
    for case in entry.cases or (Case(),):
        title, detail = case.title or entry.title, case.detail or entry.detail
        end = f"_{file_slug(case.id)}" if case.id else ""
        said = Said(code.value, title, detail, case.http_status, page, {})
        examples = [each for each in entry.examples if each.case in ("", case.id)]
        for number, each in enumerate(examples, 1):
            key = f"{code.key}.{number}{end}" if number > 1 else code.key + end
            told = each.detail or _told(detail, entry, each.params)
            yield Occurrence(key, case, said._replace(detail=told, source=each.source))
        if not examples:
            yield Occurrence(code.key + end, case, said)


def _told(detail: str, entry: Entry, given: Mapping[str, Any]) -> str:
    """Return *detail* with values in the places of the params that *entry* declares."""
    values = {
        f"{{{param.name}}}": _shown(given[param.name])
        for param in entry.params
        if param.name in given
    }
    return _PLACEHOLDER.sub(lambda match: values.get(match[0], match[0]), detail)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _example(occurrence: Occurrence, envelope: Body) -> dict[str, Any]:
    said, about = occurrence.said, _described(occurrence.case.description)
    summary = plain(f"{said.code} {said.title}")
    return {"summary": summary, **about, "value": envelope.example(said)}


# --- responses --------------------------------------------------------------------------------


def _responses(
    said: Iterable[Occurrence], envelope: Body, *, with_examples: bool
) -> dict[str, Any]:
    """Return a response for every status, and `Error` for what has none of its own."""
    by_status: dict[int, list[Occurrence]] = {}
    for each in said:
        by_status.setdefault(each.case.http_status or 0, []).append(each)
    others = by_status.pop(0, [])
    about = "An error without an HTTP status of its own."
    found = {
        component(status): _response(
            "\n".join(_table(status, by_status[status])),
            by_status[status] if with_examples else (),
            envelope,
        )
        for status in sorted(by_status)
    }
    found["Error"] = _response(about, others if with_examples else (), envelope)
    return found


def _table(status: int, said: Iterable[Occurrence]) -> Iterator[str]:
    yield f"{heading(status)}, with one of these codes:"
    yield ""
    yield "| Code | Title |"
    yield "| --- | --- |"
    for code, title in dict.fromkeys(
        (each.said.code, each.said.title) for each in said
    ):
        yield f"| {markdown_cell(str(code))} | {markdown_cell(title)} |"


def _response(
    description: str, examples: Sequence[Occurrence], envelope: Body
) -> dict[str, Any]:
    content: dict[str, Any] = {
        "schema": {"$ref": f"#/components/schemas/{envelope.root}"}
    }
    if examples:
        content["examples"] = {
            each.key: {"$ref": f"#/components/examples/{each.key}"} for each in examples
        }
    return {"description": description, "content": {envelope.media_type: content}}
