"""Which operation returns which code, from OpenAPI documents, and the file that keeps it.

A code counts for an operation if an error response of it shows the code where the catalog's envelope
says that codes are: in an example, in an enum, const or `x-extensible-enum` of the schema, or in
`x-extensible-enum` of the response. What several operations share for several statuses, such as the
enum of all codes, says nothing about one of them and is left out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from errcat.errors import ErrcatError
from errcat.findings import Span
from errcat.loading.reading import is_list, is_mapping
from errcat.loading.references import REFERENCE, Library, Node
from errcat.model import Catalog, Operation
from errcat.text import yaml_scalar
from errcat.writing import MARK

METHODS = frozenset(
    ("delete", "get", "head", "options", "patch", "post", "put", "query", "trace")
)
"""The keys of a path item that are HTTP methods."""
_VERSION = re.compile(r"3\.[0-2](?:\.|\Z)").match
_STATUS = re.compile(r"[45][0-9][0-9]").fullmatch
_STATUSES = re.compile(r"[45][Xx][Xx]|default").fullmatch
_CODE_LIMIT, _PATH_LIMIT, _ID_LIMIT = 128, 2048, 512
"""How many characters a code, a path and an id have at most."""
_EXTENSIBLE = "x-extensible-enum"
_COMBINED = ("allOf", "anyOf", "oneOf")
_NESTED_TEXT = 1024 * 1024
"""How long an example may be that holds JSON as text."""

Steps: TypeAlias = tuple[str, ...]
"""The keys that lead to the code in a response body; a number is any item of a list."""


class Shared(NamedTuple):
    """Codes that several operations share for several statuses, and that are left out for this."""

    file: str
    span: Span
    codes: int
    operations: int


class Derived(NamedTuple):
    """The operations of documents, and what could not be said of one operation."""

    operations: tuple[Operation, ...]
    """In the order of their paths and methods."""
    shared: tuple[Shared, ...] = ()
    places: Mapping[str, tuple[str, int]] = {}
    """File and line of each operation, by method and path."""


class _Evidence(NamedTuple):
    """Codes that stand in one place of a document."""

    place: Node
    codes: tuple[str, ...]


class _Answer(NamedTuple):
    """One error response of one operation: its status as written, and what it shows."""

    operation: str
    status: str
    evidence: tuple[_Evidence, ...]


def derive(files: Sequence[str], catalog: Catalog) -> Derived:
    """Return the operations in OpenAPI documents, with the codes that their responses show.

    Operations that several documents have are joined.

    Raises:
        DocumentInvalid: a document cannot be read, or a reference cannot be followed.
        ErrcatError: the catalog has no envelope.

    """
    if catalog.envelope is None:
        raise ErrcatError(
            f"catalog {catalog.id} has no `envelope`, which says where to find the code in a response;"
            " add one to the header, such as `envelope: {code: /error/code}`"
        )
    ids: dict[tuple[str, str], str] = {}
    places: dict[str, tuple[str, int]] = {}
    answers: list[_Answer] = []
    for file in files:
        reading = _Reading(Library(file), catalog.envelope.steps)
        for path, method, operation in reading.operations(file):
            id_ = operation.get("operationId")
            text = id_.value if id_ and isinstance(id_.value, str) else ""
            ids[path, method] = ids.get((path, method)) or text[:_ID_LIMIT]
            key = f"{method} {path}"
            places.setdefault(key, (operation.document.file, operation.span.line))
            answers += reading.answers(operation, key)
    shared = _shared(answers)
    codes = _codes(answers, shared)
    return Derived(
        tuple(
            Operation(method, path, ids[path, method], _ordered(returned, catalog))
            for path, method in sorted(ids)
            for returned in [codes.get(f"{method} {path}", {})]
        ),
        tuple(shared.values()),
        places,
    )


def written(operations: Iterable[Operation], files: Iterable[str], root: str) -> str:
    """Return the text of `operations.yaml`, which was derived from *files*.

    Its header names them relative to *root*, where the configuration is, and names only the last
    part of a path that leads out of it.
    """
    names = " ".join(_below(file, root) for file in files)
    lines = [
        f"# {MARK}. DO NOT EDIT: run `errcat import {names}`.",
        "errcat: 1",
        "operations:",
    ]
    blocks = [block for operation in operations for block in ("", *_block(operation))]
    if not blocks:
        lines[-1] += " []"
    return "".join(f"{line}\n" for line in (*lines, *blocks))


def _below(file: str, root: str) -> str:
    path = os.path.relpath(file, root or os.curdir)
    named = file != "-" and not path.startswith(os.pardir)
    return path if named else os.path.basename(file)


def _block(operation: Operation) -> Iterator[str]:
    """Yield the lines of one operation; each code has its own, so that branches merge."""
    yield f"  - method: {_quoted(operation.method)}"
    yield f"    path: {_quoted(operation.path)}"
    if operation.id:
        yield f"    id: {_quoted(operation.id)}"
    if not operation.codes:
        yield "    codes: {}"
        return
    yield "    codes:"
    for code, statuses in operation.codes.items():
        yield f"      {yaml_scalar(code)}: [{', '.join(map(str, statuses))}]"


_BARE = re.compile(r"/?[A-Za-z][A-Za-z0-9_./{}-]*").fullmatch
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


def _quoted(text: str) -> str:
    """Return *text* in quotes unless every reader of YAML takes it for itself."""
    return text if _BARE(text) and text.lower() not in _WORDS else yaml_scalar(text)


# --- what the responses of all operations say together -----------------------------------------


def _shared(answers: Iterable[_Answer]) -> Mapping[int, Shared]:
    """Return the places whose codes belong to no operation in particular, by their identity."""
    operations: dict[int, set[str]] = {}
    statuses: dict[int, set[str]] = {}
    places: dict[int, _Evidence] = {}
    for answer in answers:
        for evidence in answer.evidence:
            key = id(evidence.place.value)
            places[key] = evidence
            operations.setdefault(key, set()).add(answer.operation)
            # A range of statuses is several.
            several = (answer.status, *([] if _STATUS(answer.status) else ["other"]))
            statuses.setdefault(key, set()).update(several)
    return {
        key: Shared(
            evidence.place.document.file,
            evidence.place.span,
            len(evidence.codes),
            len(operations[key]),
        )
        for key, evidence in places.items()
        if len(operations[key]) > 1 and len(statuses[key]) > 1
    }


def _codes(
    answers: Iterable[_Answer], shared: Mapping[int, Shared]
) -> dict[str, dict[str, set[int]]]:
    """Return the statuses of each code, by operation."""
    returned: dict[str, dict[str, set[int]]] = {}
    for answer in answers:
        status = {int(answer.status)} if _STATUS(answer.status) else set[int]()
        codes = returned.setdefault(answer.operation, {})
        for evidence in answer.evidence:
            if id(evidence.place.value) not in shared:
                for code in evidence.codes:
                    codes.setdefault(code, set()).update(status)
    return returned


def _ordered(
    codes: Mapping[str, set[int]], catalog: Catalog
) -> Mapping[str, tuple[int, ...]]:
    return {
        code: tuple(sorted(codes[code]))
        for code in sorted(codes, key=lambda code: (catalog.sort_key(code), code))
    }


# --- one document ------------------------------------------------------------------------------


class _Reading:
    """A walk through one document and the files that it refers to."""

    def __init__(self, library: Library, steps: Steps) -> None:
        self._library = library
        self._steps = steps
        self._responses: dict[int, tuple[_Evidence, ...]] = {}
        self._schemas: dict[int, tuple[_Evidence, ...]] = {}

    def operations(self, file: str) -> Iterator[tuple[str, str, Node]]:
        """Yield path, method and node of every operation."""
        root = self._library.root(file)
        version = root.get("openapi")
        if version is None or not _VERSION(str(version.value)):
            stated = f"OpenAPI {version.value}" if version else "no OpenAPI document"
            hint = "OpenAPI 3.0, 3.1 and 3.2 are supported"
            raise (version or root).invalid(f"this is {stated}", hint)
        paths = root.get("paths")
        for path, item in paths.members() if paths else ():
            if path.startswith("/"):
                if len(path) > _PATH_LIMIT:
                    raise item.invalid(f"longer than {_PATH_LIMIT} characters")
                for method, operation in self._methods(self._library.followed(item)):
                    yield path, method, operation

    @staticmethod
    def _methods(item: Node) -> Iterator[tuple[str, Node]]:
        for key, operation in item.members():
            if key in METHODS and is_mapping(operation.value):
                yield key.upper(), operation
            elif key == "additionalOperations":
                for method, additional in operation.members():
                    if is_mapping(additional.value):
                        yield method, additional

    def answers(self, operation: Node, key: str) -> Iterator[_Answer]:
        """Yield the error responses of an operation."""
        responses = operation.get("responses")
        for status, response in responses.members() if responses else ():
            if _STATUS(status) or _STATUSES(status):
                target = self._library.followed(response)
                place = id(target.value)
                if place not in self._responses:
                    self._responses[place] = tuple(self._response(target))
                yield _Answer(key, status, self._responses[place])

    def _response(self, response: Node) -> Iterator[_Evidence]:
        yield from _listed(response)
        content = response.get("content")
        for _, media in content.members() if content else ():
            media_type = self._library.followed(media)
            yield from _listed(media_type)
            codes = [
                code
                for example in self._examples(media_type)
                for code in _codes_in(_parsed(example.value), self._steps)
            ]
            if codes:
                yield _Evidence(media_type, tuple(dict.fromkeys(codes)))
            schema = media_type.get("schema")
            if schema is not None:
                yield from self._schema(schema)

    def _examples(self, media_type: Node) -> Iterator[Node]:
        """Yield the values of the examples of a media type."""
        example = media_type.get("example")
        if example is not None:
            yield example
        examples = media_type.get("examples")
        if examples is None:
            return
        for item in (*(node for _, node in examples.members()), *examples.items()):
            shown = self._library.followed(item)
            value = shown.get("value") or shown.get("dataValue")
            yield value or shown.get("serializedValue") or shown

    # --- schemas -------------------------------------------------------------------------------

    def _schema(self, schema: Node) -> tuple[_Evidence, ...]:
        """Return what a schema and all that it consists of say about the code."""
        if is_mapping(schema.value) and [*schema.value] == [REFERENCE]:
            schema = self._library.followed(schema)
        key = id(schema.value)
        if key not in self._schemas:
            self._schemas[key] = tuple(self._walk(schema))
        return self._schemas[key]

    def _walk(self, schema: Node) -> Iterator[_Evidence]:
        pending = [(schema, self._steps)]
        seen: set[tuple[int, int]] = set()
        while pending:
            node, steps = pending.pop()
            place = (id(node.value), len(steps))
            if place in seen or not is_mapping(node.value):
                continue
            seen.add(place)
            codes = tuple(dict.fromkeys(_stated(node, steps)))
            if codes:
                yield _Evidence(node, codes)
            pending += reversed([*self._below(node, steps)])

    def _below(self, schema: Node, steps: Steps) -> Iterator[tuple[Node, Steps]]:
        """Yield the schemas that a schema consists of, and those of the next step."""
        if isinstance(schema.value.get(REFERENCE), str):
            yield self._library.followed(schema), steps
        for key in _COMBINED:
            parts = schema.get(key)
            for part in parts.items() if parts else ():
                yield part, steps
        if not steps:
            return
        child = schema.get("properties", steps[0])
        if child is not None:
            yield child, steps[1:]
        if steps[0].isdecimal():
            items = schema.get("items")
            if items is not None:
                yield items, steps[1:]
            listed = schema.get("prefixItems")
            for item in listed.items() if listed else ():
                yield item, steps[1:]


def _stated(schema: Node, steps: Steps) -> Iterator[str]:
    """Yield the codes in the values that a schema states itself."""
    for key in ("enum", _EXTENSIBLE, "examples"):
        values = schema.get(key)
        for value in values.items() if values else ():
            yield from _codes_in(value.value, steps)
    for key in ("const", "example"):
        one = schema.get(key)
        if one is not None:
            yield from _codes_in(one.value, steps)


def _listed(node: Node) -> Iterator[_Evidence]:
    """Yield the codes that an extension of a response or media type lists."""
    values = node.get(_EXTENSIBLE)
    codes = (
        [code for item in values.items() for code in _code(item.value)]
        if values
        else []
    )
    if values and codes:
        yield _Evidence(values, tuple(dict.fromkeys(codes)))


def _parsed(value: Any) -> Any:
    """Return an example, read as JSON if it is a text that holds JSON."""
    if not isinstance(value, str) or not 1 < len(value) <= _NESTED_TEXT:
        return value
    from errcat.loading.readers.json import READER  # as few examples need it

    return READER.read(value).data if value.lstrip()[:1] in ("{", "[") else value


def _codes_in(value: Any, steps: Steps) -> Iterator[str]:
    """Yield the codes in a response body, or in the part of it that *steps* lead on from."""
    values = [value]
    for step in steps:
        values = [inner for outer in values for inner in _inner(outer, step)]
    for innermost in values:
        yield from _code(innermost)


def _inner(value: Any, step: str) -> Iterable[Any]:
    if is_mapping(value):
        return [value[step]] if step in value else []
    return value if is_list(value) and step.isdecimal() else []


def _code(value: Any) -> Iterator[str]:
    if isinstance(value, str | int) and not isinstance(value, bool):
        text = str(value)
        if 0 < len(text) <= _CODE_LIMIT:
            yield text
