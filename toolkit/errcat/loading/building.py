"""LOAD: from bytes to data with positions, and from sound data to a Catalog."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from errcat.errors import FormatUnsupported
from errcat.findings import Also, Problem
from errcat.loading.reading import Document, Fault, Plain, Reader, is_mapping
from errcat.loading.sources import HEADERS, Raw, Source
from errcat.model import (
    NUMBER,
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Envelope,
    Example,
    Link,
    Muting,
    Param,
    Place,
    Product,
    Range,
    Related,
    Reserved,
    Retirement,
    Retry,
)
from errcat.naming import name_from_code, screaming_snake

SPAN_LIMIT = 10_000
"""How many codes one row with `through` may stand for."""

_MARKED = re.compile(r"""^[ \t]*['"]?errcat['"]?[ \t]*:|"errcat"\s*:""", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
_VERSION = re.compile(r"([0-9]+)(?:[.][0-9]+)?")
_ENVELOPES = {
    "jsonapi": Envelope(
        "jsonapi", "/errors/0/code", "/errors/0/title", "/errors/0/detail"
    ),
    "problem": Envelope("problem", "/code", "/title", "/detail"),
}


RULES = frozenset(
    (
        "conflict-resolved",
        "document-single",
        "encoding-utf8",
        "file-marked",
        "format-known",
        "header-single",
        "key-unique",
        "nesting-shallow",
        "syntax-valid",
        "yaml-plain",
    )
)
"""The rules whose findings come from here."""


class Loaded:
    """The files of one catalog, read but not yet understood."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.documents: dict[str, Document] = {}
        self.header: Document | None = None
        self.problems: list[Problem] = []
        self.complete = True
        """False if a file could not be read whole."""


def load(source: Source, readers: Sequence[Reader]) -> Loaded:
    """Read the files of *source*; what cannot be read is a problem.

    Raises:
        FormatUnsupported: a file is of a later major version of the format.

    """
    loaded = Loaded(source)
    for raw in source.files:
        document = _document(raw, source, readers, loaded)
        if document is not None and is_mapping(document.data):
            loaded.documents[raw.file] = document
    _find_header(loaded)
    return loaded


def _fail(loaded: Loaded, rule: str, message: str, file: str, hint: str = "") -> None:
    loaded.complete = False
    loaded.problems.append(Problem(message, Place(file), rule=rule, hint=hint))


def _document(
    raw: Raw, source: Source, readers: Sequence[Reader], loaded: Loaded
) -> Document | None:
    """Return the file as a document, or None if it is not one of the catalog's."""
    try:
        text = raw.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start
        hint = "save it as UTF-8"
        _fail(
            loaded,
            "encoding-utf8",
            f"not UTF-8: byte {at} cannot be read",
            raw.file,
            hint,
        )
        return None
    reader = _reader(raw.file, text, readers)
    conflict = _CONFLICT.search(text) if "<<<<<<< " in text else None
    if conflict:
        document = Document(raw.file, text, reader)
        fault = Fault(
            "conflict-resolved", "a merge conflict was left here", *conflict.span()
        )
        _tell(loaded, document, [fault])
        return None
    if not _MARKED.search(text):
        _unmarked(raw, source, loaded)
        return None
    document = Document(raw.file, text, reader)
    _tell(loaded, document, document.faults)
    if document.data is not None:
        _check_version(document, loaded)
    return document


def _reader(file: str, text: str, readers: Sequence[Reader]) -> Reader:
    """Choose by the ending of the file, or else by the first character of the text."""
    for reader in readers:
        if file.endswith(reader.suffixes):
            return reader
    name = "json" if text.lstrip()[:1] in ("{", "[") else "yaml"
    return next(reader for reader in readers if reader.name == name)


def _unmarked(raw: Raw, source: Source, loaded: Loaded) -> None:
    hint = "write `errcat: 1` as its first line, or move it out of the catalog's folder"
    if not source.folder:
        hint = "write `errcat: 1` as its first line"
    said = "is empty" if not raw.content.strip() else "does not begin with `errcat: 1`"
    message = f"the file {said}, so it is not part of the catalog"
    loaded.problems.append(
        Problem(message, Place(raw.file), rule="file-marked", hint=hint)
    )


def _tell(loaded: Loaded, document: Document, faults: Iterable[Fault]) -> None:
    for fault in faults:
        if fault.rule != "key-unique":
            loaded.complete = False
        also = tuple(
            Also(Place(document.file), message, document.span_at(start, end))
            for message, start, end in fault.related
        )
        loaded.problems.append(
            Problem(
                fault.message,
                Place(document.file),
                hint=fault.hint,
                also=also,
                rule=fault.rule,
                value=document.text[fault.start : fault.end],
                span=document.span_at(fault.start, fault.end),
            )
        )


def _check_version(document: Document, loaded: Loaded) -> None:
    """Refuse a later major version of the format; warn of a later minor one."""
    if not is_mapping(document.data) or "errcat" not in document.data:
        said = (
            "is not a mapping"
            if not is_mapping(document.data)
            else "has no key `errcat`"
        )
        _fail(
            loaded,
            "file-marked",
            f"the file {said}",
            document.file,
            "begin with `errcat: 1`",
        )
        document.data = None
        return
    version = str(document.data["errcat"])
    match = _VERSION.fullmatch(version)
    if match and match[1] != "1":
        raise FormatUnsupported(document.file, version)
    if match and version != "1":
        message = f"written for format {version}; this errcat reads version 1"
        place = Place(document.file, ("errcat",))
        hint = "what is new in it is reported and not understood"
        loaded.problems.append(Problem(message, place, rule="format-known", hint=hint))


def _find_header(loaded: Loaded) -> None:
    """Decide which document holds the header, and say so if there is not exactly one."""
    source = loaded.source
    if not source.folder:
        loaded.header = next(iter(loaded.documents.values()), None)
        return
    tops = [
        document
        for file, document in loaded.documents.items()
        if source.relative(file) in HEADERS
    ]
    with_id = [
        document for document in loaded.documents.values() if "id" in document.data
    ]
    loaded.header = tops[0] if tops else None
    named = [raw.file for raw in source.files if source.relative(raw.file) in HEADERS]
    if not named:
        wanted = "catalog.yaml or catalog.json"
        hint = "a catalog's folder holds its header in catalog.yaml: `errcat: 1`, `id: ...`"
        _fail(loaded, "header-single", f"no {wanted} in the folder", source.root, hint)
    first = loaded.header
    if first is None:
        return
    for document in [*tops[1:], *(each for each in with_id if each not in tops)]:
        also = (Also(Place(first.file), "the header is here"),)
        message = "a second header: the catalog has one already"
        place = Place(document.file, ("id",), key=True)
        span = document.span(place.path, key=True)
        problem = Problem(message, place, rule="header-single", also=also, span=span)
        loaded.problems.append(problem)
        loaded.complete = False
        del loaded.documents[document.file]


# --- from sound data to the model ------------------------------------------------------------


def text_of(value: Any) -> str:
    """Return a text field as text: a YAML number keeps its source text."""
    return str(value)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value))


def _retry(value: Any) -> Retry:
    if is_mapping(value):
        return Retry(str(value.get("when", "after_delay")), str(value.get("after", "")))
    return Retry(str(value))


def _case(value: Mapping[str, Any]) -> Case:
    fields = {key: item for key, item in value.items() if key in Case._fields}
    if "retry" in fields:
        fields["retry"] = _retry(fields["retry"])
    return Case(**fields)


def _param(name: str, value: Mapping[str, Any] | None) -> Param:
    known = {key: item for key, item in (value or {}).items() if key in Param._fields}
    return Param(name, **known)


def _number(value: Any) -> Any:
    """Return what a number was meant to be where only its source text was kept."""
    if value is None or (isinstance(value, str | int) and not isinstance(value, Plain)):
        return value
    try:
        return float(value)
    except ValueError:
        return str(value)


def _example(value: Mapping[str, Any]) -> Example:
    return Example(
        str(value.get("case", "")),
        {key: _number(item) for key, item in value.get("params", {}).items()},
        str(value.get("detail", "")),
        {key: str(item) for key, item in value.get("source", {}).items()},
    )


def _deprecation(value: Mapping[str, Any]) -> Deprecation:
    return Deprecation(
        str(value.get("since", "")),
        str(value.get("reason", "")),
        _texts(value.get("replaced_by", ())),
        str(value.get("sunset", "")),
    )


def _retirement(value: Mapping[str, Any]) -> Retirement:
    replaced_by = _texts(value.get("replaced_by", ()))
    return Retirement(
        str(value.get("in", "")), str(value.get("reason", "")), replaced_by
    )


def _muting(value: Mapping[str, Any]) -> Muting:
    return Muting(_texts(value.get("ignore", ())), str(value.get("reason", "")))


def _links(value: Iterable[Mapping[str, Any]]) -> tuple[Link, ...]:
    return tuple(
        Link(str(each.get("url", "")), str(each.get("title", ""))) for each in value
    )


def _related(value: Iterable[Mapping[str, Any]]) -> tuple[Related, ...]:
    return tuple(Related(str(each["system"]), str(each["code"])) for each in value)


_FIELDS: dict[str, Callable[[Any], Any]] = {
    "code": str,
    "through": str,
    "name": str,
    "title": str,
    "detail": str,
    "description": str,
    "causes": _texts,
    "solutions": _texts,
    "notes": str,
    "cases": lambda value: tuple(map(_case, value)),
    "retry": _retry,
    "fault": str,
    "severity": str,
    "audience": str,
    "channels": _texts,
    "products": _texts,
    "params": lambda value: tuple(_param(*item) for item in value.items()),
    "links": _links,
    "related": _related,
    "tags": _texts,
    "examples": lambda value: tuple(map(_example, value)),
    "aliases": _texts,
    "preview": bool,
    "deprecated": _deprecation,
    "retired": _retirement,
    "since": str,
    "lint": _muting,
}
"""How the value of a key becomes the field of that name."""


def _range(index: int, value: Mapping[str, Any]) -> Range:
    return Range(
        name=str(value.get("name", "")),
        title=str(value.get("title", "")),
        description=str(value.get("description", "")),
        first=str(value.get("from", "")),
        last=str(value.get("to", "")),
        prefix=str(value.get("prefix", "")),
        width=value.get("width", 0),
        owner=str(value.get("owner", "")),
        docs_url=str(value.get("docs_url", "")),
        defaults=value.get("defaults", {}),
        position=index,
    )


def _reserved(index: int, value: Mapping[str, Any]) -> Reserved:
    first, last = str(value.get("from", "")), str(value.get("to", ""))
    texts = {
        key: str(value.get(key, "")) for key in ("code", "name", "owner", "reason")
    }
    return Reserved(first=first, last=last, position=index, **texts)


def _envelope(value: Any) -> Envelope | None:
    if is_mapping(value):
        return Envelope(
            "custom", value["code"], value.get("title", ""), value.get("detail", "")
        )
    return _ENVELOPES.get(value)


def build(loaded: Loaded, sound: Mapping[str, Any]) -> Catalog | None:
    """Make a catalog of what is sound in *loaded*; None without a header.

    *sound* holds the data of every file that is not to be taken as it was read: keys that do not
    conform are left out, and entries that cannot be understood are None.
    """
    header = loaded.header
    if header is None:
        return None
    head: dict[str, Any] = sound.get(header.file, header.data)
    if not isinstance(head.get("id"), str):
        return None
    catalog_defaults = head.get("defaults", {})
    ranges = tuple(
        _range(*item) for item in enumerate(head.get("ranges", ())) if item[1]
    )
    placed = _Ranges(ranges, catalog_defaults)
    entries: list[Entry] = []
    dropped = False
    for file, document in loaded.documents.items():
        data = sound.get(file, document.data)
        for index, value in enumerate(data.get("errors", ())):
            if value is None:
                dropped = True
            else:
                entries += _entries(value, file, index, placed)
    products = head.get("products", {}).items()
    reserved = enumerate(head.get("reserved", ()))
    code = head.get("code", {})
    return Catalog(
        id=str(head["id"]),
        title=str(head.get("title", head["id"])),
        description=str(head.get("description", "")),
        version=str(head.get("version", "")),
        language=str(head.get("language", "en")),
        code=CodeFormat(
            code.get("pattern", ""),
            code.get("wire_type", "string"),
            code.get("order", ""),
        ),
        docs_url=str(head.get("docs_url", "")),
        envelope=_envelope(head.get("envelope")),
        products=tuple(Product(id=key, **_own(value)) for key, value in products),
        defaults=catalog_defaults,
        ranges=ranges,
        reserved=tuple(_reserved(*item) for item in reserved if item[1]),
        entries=tuple(entries),
        extensions=_extensions(head),
        file=header.file,
        root=loaded.source.root,
        file_ranges=_file_ranges(loaded, sound),
        complete=loaded.complete and not dropped,
        header_complete=header.file not in sound,
    )


def _own(value: Mapping[str, Any] | None) -> dict[str, str]:
    return {
        key: str(item) for key, item in (value or {}).items() if key in Product._fields
    }


def _extensions(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key.startswith("x-")}


def _file_ranges(loaded: Loaded, sound: Mapping[str, Any]) -> dict[str, str]:
    data = {
        file: sound.get(file, document.data)
        for file, document in loaded.documents.items()
    }
    return {
        file: str(each["range"]) for file, each in data.items() if each.get("range")
    }


def _entries(
    value: Mapping[str, Any], file: str, index: int, placed: _Ranges
) -> list[Entry]:
    """Return the entry of a row, or the entries of a span."""
    code = str(value["code"])
    fields: dict[str, Any] = {}
    extensions: dict[str, Any] | None = None
    for key, item in value.items():
        convert = _FIELDS.get(key)
        if convert is not None:
            fields[key] = convert(item)
        elif key.startswith("x-"):
            extensions = extensions or {}
            extensions[key] = item
    if extensions:
        fields["extensions"] = extensions
    if "http_status" in value and "cases" not in value:
        fields["cases"] = (Case(http_status=value["http_status"]),)
    through = fields.pop("through", "")
    codes = span_codes(code, through) if through else None
    if codes is None:
        fields["through"] = through
        return [_entry(fields, code, file, index, placed)]
    base = fields.get("name", "")
    return [
        _entry(
            {**fields, "name": f"{base}_{screaming_snake(each)}" if base else ""},
            each,
            file,
            index,
            placed,
        )
        for each in codes
    ]


def _entry(
    fields: dict[str, Any], code: str, file: str, index: int, placed: _Ranges
) -> Entry:
    name, defaults = placed.of(code)
    for key, item in defaults.items():
        if key == "http_status":
            fields.setdefault("cases", (Case(http_status=item),))
        elif key in _FIELDS and key not in fields:
            fields[key] = _FIELDS[key](item)
    fields["code"] = code
    if not fields.get("name"):
        fields["name"] = name_from_code(code)
    return Entry(**fields, range=name, file=file, position=index)


_ENDING = re.compile(r"(.*?)([0-9]+)", re.DOTALL).fullmatch


def span_codes(code: str, through: str) -> list[str] | None:
    """Return the codes from *code* through *through*, or None if that is no span.

    Both end in a number, and what stands before it is the same; at most `SPAN_LIMIT` codes.
    """
    first, last = _ENDING(code), _ENDING(through)
    if first is None or last is None or first[1] != last[1]:
        return None
    low, high, width = int(first[2]), int(last[2]), len(first[2])
    padded = first[2].startswith("0") or len(first[2]) == len(last[2])
    if high < low or high - low >= SPAN_LIMIT or (padded and len(last[2]) != width):
        return None
    return [
        f"{first[1]}{number:0{width if padded else 0}d}"
        for number in range(low, high + 1)
    ]


class _Ranges:
    """Which range a code lies in, and what is taken for granted there."""

    def __init__(self, ranges: Sequence[Range], defaults: Mapping[str, Any]) -> None:
        self._outside = ("", defaults)
        self._starts: list[int] = []
        self._inside: list[tuple[str, Mapping[str, Any]]] = []
        self._prefixes = sorted(
            (
                (each.prefix, (each.name, {**defaults, **each.defaults}))
                for each in ranges
                if each.prefix
            ),
            key=lambda item: -len(item[0]),
        )
        self._lay(ranges)

    def of(self, code: str) -> tuple[str, Mapping[str, Any]]:
        """Return the name of the innermost range that holds *code*, and its defaults."""
        for prefix, inside in self._prefixes:
            if code.startswith(prefix):
                return inside
        if self._starts and NUMBER(code):
            at = bisect_right(self._starts, int(code))
            return self._inside[at - 1] if at else self._outside
        return self._outside

    def _lay(self, ranges: Sequence[Range]) -> None:
        """Cut the numbers at every bound; each piece belongs to the innermost range over it."""
        bounded = [(bounds, each) for each in ranges if (bounds := each.bounds())]
        bounded.sort(key=lambda item: (item[0][0], -item[0][1]))
        open_: list[tuple[int, tuple[str, Mapping[str, Any]]]] = []
        for (low, high), each in bounded:
            self._close(open_, before=low)
            outer = open_[-1][1] if open_ else self._outside
            inside = (each.name, {**outer[1], **each.defaults})
            open_.append((high, inside))
            self._cut(low, inside)
        self._close(open_, before=None)

    def _close(
        self, open_: list[tuple[int, tuple[str, Mapping[str, Any]]]], before: int | None
    ) -> None:
        while open_ and (before is None or open_[-1][0] < before):
            high, _ = open_.pop()
            self._cut(high + 1, open_[-1][1] if open_ else self._outside)

    def _cut(self, start: int, inside: tuple[str, Mapping[str, Any]]) -> None:
        while self._starts and self._starts[-1] >= start:
            self._starts.pop()
            self._inside.pop()
        self._starts.append(start)
        self._inside.append(inside)
