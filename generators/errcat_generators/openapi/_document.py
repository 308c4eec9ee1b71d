"""The OpenAPI document as plain data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from errcat import Case, Catalog, Entry, Operation, without_retired
from errcat.naming import file_slug
from errcat.text import markdown_cell, markdown_text, plain, url
from errcat_generators.openapi._bodies import Body, Occurrence, body
from errcat_generators.openapi._codes import Code, coded, schemas
from errcat_generators.openapi._names import prefixed, referring
from errcat_generators.openapi._options import Options
from errcat_generators.openapi._statuses import component, heading

VERSIONS = {"3.0": "3.0.3", "3.1": "3.1.0", "3.2": "3.2.0"}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class Example(NamedTuple):
    """An example of a response."""

    key: str
    """Its unique name."""
    case: Case
    shown: Occurrence


def document(catalog: Catalog, options: Options) -> dict[str, Any]:
    """Return the document.

    Raises:
        ErrcatError: a code or name cannot be represented in OpenAPI, or the catalog's envelope
            contradicts itself, or the prefix is not one.

    """
    return {
        "openapi": VERSIONS[options.version],
        "info": info(catalog),
        # The default, stated because linters ask for it.
        "servers": [{"url": "/"}],
        "paths": {},
        "components": components(catalog, options),
    }


def info(catalog: Catalog) -> dict[str, Any]:
    """Return the title, the version and the description of the document."""
    title = plain(catalog.title) or catalog.id
    head = {"title": title, "version": plain(catalog.version) or "0"}
    return {**head, **_described(catalog.description)}


def _described(text: str) -> dict[str, Any]:
    """Return *text* as a description, unless it is empty."""
    description = markdown_text(text)
    return {"description": description} if description else {}


def components(catalog: Catalog, options: Options) -> dict[str, dict[str, Any]]:
    """Return the components by kind and name; raises what `document` raises."""
    return prefixed(_components(catalog, options), options.prefix)


class _Parts(NamedTuple):
    """What the document is made of."""

    catalog: Catalog
    codes: tuple[Code, ...]
    envelope: Body | None

    def examples(self) -> Iterator[Example]:
        """Yield the examples of every code but retired ones, which the API no longer returns."""
        for code in self.codes:
            if code.entry.retired is None:
                yield from _examples(code, self.catalog)


def _parts(catalog: Catalog, options: Options) -> _Parts:
    shown = without_retired(catalog, drop=options.retired == "drop")
    return _Parts(shown, coded(shown), body(shown, options))


def _components(catalog: Catalog, options: Options) -> dict[str, dict[str, Any]]:
    parts = _parts(catalog, options)
    envelope = parts.envelope
    defined = schemas(parts.codes, parts.catalog, options)
    if envelope is None:
        return {"schemas": defined}
    defined.update(envelope.schemas)
    examples = list(parts.examples())
    with_examples = options.examples == "case"
    named = {
        "schemas": defined,
        "responses": _responses(examples, envelope, with_examples=with_examples),
    }
    if with_examples and examples:
        named["examples"] = {
            example.key: _rendered(example, envelope) for example in examples
        }
    return named


# --- examples ---------------------------------------------------------------------------------


def _examples(code: Code, catalog: Catalog) -> Iterator[Example]:
    """Yield the examples of every case of a code, at least one per case.

    A key is `NotFound`, `NotFound.2`, `NotFound_case` or `NotFound.2_case`. Keys are unique because
    a name in PascalCase contains no dot and no underscore.
    """
    entry = code.entry
    page = url(catalog.page_of(entry))
    for case in entry.cases or (Case(),):
        title, detail = case.title or entry.title, case.detail or entry.detail
        end = f"_{file_slug(case.id)}" if case.id else ""
        shown = Occurrence(code.value, title, detail, case.http_status, page, {})
        given = [example for example in entry.examples if example.case in ("", case.id)]
        for number, example in enumerate(given, 1):
            key = f"{code.key}.{number}{end}" if number > 1 else code.key + end
            text = example.detail or _filled_in(detail, entry, example.params)
            source = example.source
            yield Example(key, case, shown._replace(detail=text, source=source))
        if not given:
            yield Example(code.key + end, case, shown)


def _filled_in(detail: str, entry: Entry, given: Mapping[str, Any]) -> str:
    """Return *detail* with values for the placeholders that *entry* declares as params."""
    values = {
        f"{{{param.name}}}": _shown(given[param.name])
        for param in entry.params
        if param.name in given
    }
    return _PLACEHOLDER.sub(lambda match: values.get(match[0], match[0]), detail)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _rendered(example: Example, envelope: Body) -> dict[str, Any]:
    shown, about = example.shown, _described(example.case.description)
    summary = plain(f"{shown.code} {shown.title}")
    return {"summary": summary, **about, "value": envelope.example(shown)}


# --- responses --------------------------------------------------------------------------------


def _responses(
    examples: Iterable[Example], envelope: Body, *, with_examples: bool
) -> dict[str, Any]:
    """Return a response for every status, and `Error` for cases without one."""
    by_status: dict[int, list[Example]] = {}
    for example in examples:
        by_status.setdefault(example.case.http_status or 0, []).append(example)
    others = by_status.pop(0, [])
    about = "An error without its own HTTP status."
    responses = {
        component(status): _response(
            "\n".join(_table(status, by_status[status])),
            by_status[status] if with_examples else (),
            envelope,
        )
        for status in sorted(by_status)
    }
    responses["Error"] = _response(about, others if with_examples else (), envelope)
    return responses


def _table(status: int, examples: Iterable[Example]) -> Iterator[str]:
    yield f"{heading(status)}, with one of these codes:"
    yield ""
    yield "| Code | Title |"
    yield "| --- | --- |"
    for code, title in dict.fromkeys(
        (example.shown.code, example.shown.title) for example in examples
    ):
        yield f"| {markdown_cell(str(code))} | {markdown_cell(title)} |"


def _response(
    description: str, examples: Sequence[Example], envelope: Body
) -> dict[str, Any]:
    content: dict[str, Any] = {
        "schema": {"$ref": f"#/components/schemas/{envelope.root}"}
    }
    if examples:
        content["examples"] = {
            example.key: {"$ref": f"#/components/examples/{example.key}"}
            for example in examples
        }
    return {"description": description, "content": {envelope.media_type: content}}


# --- operations -------------------------------------------------------------------------------


def operation_responses(
    catalog: Catalog, options: Options
) -> Iterator[tuple[Operation, dict[str, Any]]]:
    """Yield each operation with a response for every HTTP status of its codes.

    The extension `x-extensible-enum` of a response lists its codes.
    """
    parts = _parts(catalog, options)
    envelope = parts.envelope
    if envelope is None:
        return
    by_code: dict[str, list[Example]] = {}
    for example in parts.examples():
        by_code.setdefault(str(example.shown.code), []).append(example)
    positions = {code: position for position, code in enumerate(by_code)}
    known = parts.catalog.by_code
    common = {code for code in by_code if known[code].everywhere}
    for operation in parts.catalog.operations:
        by_status: dict[int, list[Example]] = {}
        codes = common.union(code for code in operation.codes if code in positions)
        for code in sorted(codes, key=positions.__getitem__):
            for status, shown in _returned(operation, known[code], by_code[code]):
                by_status.setdefault(status, []).extend(shown)
        yield operation, {
            str(status): _operation_response(
                status, by_status[status], envelope, options
            )
            for status in sorted(by_status)
        }


def _returned(
    operation: Operation, entry: Entry, examples: Sequence[Example]
) -> Iterator[tuple[int, Sequence[Example]]]:
    """Yield the statuses with which *operation* returns *entry*, and the examples for each."""
    for status in operation.codes.get(entry.code) or entry.http_statuses:
        own = [example for example in examples if example.case.http_status == status]
        yield status, own or examples


def _operation_response(
    status: int, examples: Sequence[Example], envelope: Body, options: Options
) -> dict[str, Any]:
    shown = examples if options.examples == "case" else ()
    response = _response("\n".join(_table(status, examples)), shown, envelope)
    codes = list(dict.fromkeys(example.shown.code for example in examples))
    listed = {**response, "x-extensible-enum": codes}
    return cast("dict[str, Any]", referring(listed, options.prefix))
