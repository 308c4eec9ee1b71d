"""From the files of a catalog to documents, one of which has the header."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.errors import FormatUnsupported
from errcat.findings import Also, Problem
from errcat.loading.reading import Document, Fault, Reader, is_list, is_mapping
from errcat.loading.sources import HEADERS, OPERATIONS, PAGE_SUFFIX, Raw, Source
from errcat.model import Place

RULES = frozenset(
    (
        "conflict-resolved",
        "document-single",
        "encoding-utf8",
        "file-marked",
        "file-read",
        "format-known",
        "header-single",
        "key-unique",
        "nesting-shallow",
        "syntax-valid",
        "yaml-plain",
    )
)
"""The rules whose findings come from reading."""

_MARKED = re.compile(r"""^[ \t]*['"]?errcat['"]?[ \t]*:|"errcat"\s*:""", re.MULTILINE)
_HINTED = re.compile(r"""errcat|\b(?:errors|ranges|code)['"]?\s*:""", re.IGNORECASE)
"""What a file holds that may be meant for the catalog; no other file is parsed to find out."""
_TOP = re.compile(
    r"""errcat['"]?\s*:|^[{]?[ \t]*['"]?(?:errors|ranges)['"]?\s*:""",
    re.IGNORECASE | re.MULTILINE,
)
"""What a file holds that is meant for the catalog although it cannot be parsed."""
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
_VERSION = re.compile(r"([0-9]+)(?:[.][0-9]+)?")


class Loaded(NamedTuple):
    """The files of one catalog as documents, not yet checked against the schema."""

    source: Source
    documents: Mapping[str, Document]
    header: Document | None
    problems: tuple[Problem, ...]
    complete: bool
    """False if a file could not be read completely."""
    pages: Mapping[str, Page] = {}
    """The pages for readers, by the code that their name spells."""

    @property
    def operations(self) -> Document | None:
        """The document with the operations of the API, if the folder has one."""
        return next(
            (
                document
                for file, document in self.documents.items()
                if is_operations(self.source, file)
            ),
            None,
        )


class Page(NamedTuple):
    """A page for readers, and its file."""

    file: str
    text: str


class _File(NamedTuple):
    """The result of reading one file."""

    document: Document | None = None
    """None where the file is not part of the catalog, or cannot be read."""
    problems: tuple[Problem, ...] = ()
    complete: bool = True


class _Header(NamedTuple):
    """The document with the header, and the files that must not have one too."""

    document: Document | None = None
    problems: tuple[Problem, ...] = ()
    rejected: frozenset[str] = frozenset()


def load(source: Source, readers: Sequence[Reader]) -> Loaded:
    """Read the files of *source*; a file that cannot be read becomes a problem.

    Raises:
        FormatUnsupported: a file is of a later major version of the format.

    """
    files = [_file(raw, source, readers) for raw in source.files]
    documents = {
        file.document.file: file.document
        for file in files
        if file.document is not None and is_mapping(file.document.data)
    }
    header = _header(source, documents)
    pages = [(raw, _page(raw)) for raw in source.pages]
    files += [page for _, page in pages if isinstance(page, _File)]
    return Loaded(
        source,
        {
            name: document
            for name, document in documents.items()
            if name not in header.rejected
        },
        header.document,
        tuple(problem for file in files for problem in file.problems) + header.problems,
        complete=not header.problems and all(file.complete for file in files),
        pages={
            page_code(raw.file): page for raw, page in pages if isinstance(page, Page)
        },
    )


def is_operations(source: Source, file: str) -> bool:
    """Tell whether *file* is that with the operations of a catalog's folder."""
    return source.folder and source.relative(file) == OPERATIONS


def top_of(raw: Raw, readers: Sequence[Reader]) -> Mapping[str, Any]:
    """Return the keys at the top of a file; nothing if it is not part of a catalog."""
    try:
        text = raw.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {}
    if not _MARKED.search(text):
        return {}
    data = Document(raw.file, text, _reader(raw.file, text, readers)).data
    return data if is_mapping(data) else {}


# --- one file --------------------------------------------------------------------------------


def _file(raw: Raw, source: Source, readers: Sequence[Reader]) -> _File:
    text = _text(raw)
    if isinstance(text, _File):
        return text
    reader = _reader(raw.file, text, readers)
    conflict = _CONFLICT.search(text) if "<<<<<<< " in text else None
    if conflict:
        hint = "choose one side and delete the conflict markers"
        if is_operations(source, raw.file):
            hint = "run `errcat import` to rewrite the file"
        message = "unresolved merge conflict"
        fault = Fault("conflict-resolved", message, *conflict.span(), hint)
        document = Document(raw.file, text, reader)
        return _File(None, (_problem(document, fault),), complete=False)
    if not _MARKED.search(text):
        return _unmarked(raw, source, text, reader)
    return _checked(Document(raw.file, text, reader))


def _text(raw: Raw) -> str | _File:
    """Return the text of a file, or the problem with its encoding."""
    try:
        return raw.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"not valid UTF-8 at byte {error.start}"
        return _unreadable("encoding-utf8", message, raw.file, "save the file as UTF-8")


def _page(raw: Raw) -> Page | _File:
    """Return a page with the line ends of Unix, or the problem with its encoding."""
    text = _text(raw)
    if isinstance(text, _File):
        return text
    return Page(raw.file, text.replace("\r\n", "\n").replace("\r", "\n"))


def page_code(file: str) -> str:
    """Return the code that the name of a page's file spells, with `%2F` for a slash."""
    from urllib.parse import unquote  # slow to import, and only pages need it

    return unquote(os.path.basename(file).removesuffix(PAGE_SUFFIX))


def _checked(document: Document) -> _File:
    """Return a document with the problems of its reading and of its format's version."""
    problems = tuple(_problem(document, fault) for fault in document.faults)
    complete = all(fault.rule == "key-unique" for fault in document.faults)
    if document.data is None:
        return _File(None, problems, complete)
    if not is_mapping(document.data) or "errcat" not in document.data:
        is_data = is_mapping(document.data)
        lack = "has no key `errcat`" if is_data else "is not a mapping"
        hint = "start it with `errcat: 1`"
        file = _unreadable("file-read", f"the file {lack}", document.file, hint)
        return file._replace(problems=problems + file.problems)
    return _File(document, (*problems, *_version(document)), complete)


def _reader(file: str, text: str, readers: Sequence[Reader]) -> Reader:
    """Choose by the ending of the file, or else by the first character of the text."""
    for reader in readers:
        if file.endswith(reader.suffixes):
            return reader
    name = "json" if text.lstrip()[:1] in ("{", "[") else "yaml"
    return next(reader for reader in readers if reader.name == name)


def _unreadable(rule: str, message: str, file: str, hint: str) -> _File:
    problem = Problem(message, Place(file), rule=rule, hint=hint)
    return _File(None, (problem,), complete=False)


def _unmarked(raw: Raw, source: Source, text: str, reader: Reader) -> _File:
    """Return what a file without the mark is: a foreign one, or one that the catalog lacks."""
    if _is_meant(raw, source, text, reader):
        hint = "start it with a line `errcat: 1`"
        if source.folder:
            hint += ", or move it out of the catalog's folder"
        message = "the file does not start with `errcat: 1`, so it is not read"
        return _unreadable("file-read", message, raw.file, hint)
    hint = "add `errcat: 1` as its first line, or move it out of the catalog's folder"
    lack = "is empty" if not raw.content.strip() else "does not start with `errcat: 1`"
    message = f"the file {lack}, so it is not part of the catalog"
    problem = Problem(message, Place(raw.file), rule="file-marked", hint=hint)
    return _File(None, (problem,))


def _is_meant(raw: Raw, source: Source, text: str, reader: Reader) -> bool:
    """Tell whether a file without the mark looks like one of the catalog's."""
    if not source.folder or source.relative(raw.file) in HEADERS:
        return True
    if not _HINTED.search(text):
        return False
    data = reader.read(text).data
    return _TOP.search(text) is not None if data is None else _looks_meant(data)


def _looks_meant(data: Any) -> bool:
    """Tell whether *data* is a mapping with errors, ranges or the mark, or a list with codes."""
    if is_list(data):
        return any(
            is_mapping(item) and item.keys() & {"code", "errcat"} for item in data
        )
    if not is_mapping(data):
        return False
    return any(key.lower() in ("errcat", "errors", "ranges") for key in data)


def _problem(document: Document, fault: Fault) -> Problem:
    also = tuple(
        Also(Place(document.file), message, document.span_at(start, end))
        for message, start, end in fault.related
    )
    return Problem(
        fault.message,
        Place(document.file),
        hint=fault.hint,
        also=also,
        rule=fault.rule,
        value=document.text[fault.start : fault.end],
        span=document.span_at(fault.start, fault.end),
    )


def _version(document: Document) -> Iterator[Problem]:
    """Refuse a later major version of the format; warn about a later minor one."""
    version = str(document.data["errcat"])
    match = _VERSION.fullmatch(version)
    if match and match[1] != "1":
        raise FormatUnsupported(document.file, version)
    if match and version != "1":
        message = f"written for format {version}, but this errcat reads version 1"
        place = Place(document.file, ("errcat",))
        hint = "update errcat; this version does not know what is new in that format"
        yield Problem(message, place, rule="format-known", hint=hint)


# --- the header ------------------------------------------------------------------------------


def _header(source: Source, documents: Mapping[str, Document]) -> _Header:
    """Find the document with the header; there must be exactly one."""
    if not source.folder:
        return _Header(next(iter(documents.values()), None))
    if not any(source.relative(raw.file) in HEADERS for raw in source.files):
        hint = "add a catalog.yaml with the header: `errcat: 1`, `id: ...`"
        message = "no catalog.yaml or catalog.json in the folder"
        place = Place(source.root)
        return _Header(
            None, (Problem(message, place, rule="header-single", hint=hint),)
        )
    tops = [
        document
        for file, document in documents.items()
        if source.relative(file) in HEADERS
    ]
    if not tops:
        return _Header()
    first, *others = tops
    others += [
        document
        for document in documents.values()
        if "id" in document.data and document not in tops
    ]
    problems = tuple(_second(first, document) for document in others)
    return _Header(first, problems, frozenset(document.file for document in others))


def _second(first: Document, document: Document) -> Problem:
    place = Place(document.file, ("id",), key=True)
    return Problem(
        "the catalog already has a header",
        place,
        hint=f"move these keys into {first.file}, or the file into another folder",
        also=(Also(Place(first.file), "the header is here"),),
        rule="header-single",
        span=document.span(place.path, key=True),
    )
