"""OpenAPI: components with an enum of the codes, error responses, and an example of each.

`ErrorCode` is the schema of a code, `KnownErrorCode` an enum of those in the catalog, with names
and texts in the extensions that generators of clients and pages look for, and in a table for
readers. Where the catalog says what an error response looks like, there is a schema of it, a
response for every HTTP status, `Error` for codes without one, and an example of every case. A
retired code is in the enum and in no example.

- `version` of OpenAPI: 3.0, 3.1 (the default) or 3.2.
- `codes`: `open` (a known code or any other; the default), `closed` (`ErrorCode` is the enum)
  or `plain` (any text, or number; the enum stands beside it).
- `envelope`: what the `catalog` says, `jsonapi` or `problem` (RFC 9457).
- `examples`: one of every `case`, or `none`.
- `overlay`: JSONPaths into a document of your own, in which a second file, `*_overlay.yaml`,
  puts the components in and replaces the schema at every path by a reference to `ErrorCode`. A
  path is `$` and steps such as `.name`, `['any name']`, `[0]` and `[*]`; the last one is a name.
  Behind `[*]` every item gets the key, whether or not it had it.
- `retired`: `keep` retired codes until the catalog's next major version, or `drop` them.

What an overlay puts in replaces components of the same names. Linters may warn of what the document
cannot have: a license, and operations that use its components.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from errcat import Catalog, File, Generator, header
from errcat.naming import OPENAPI_KEY
from errcat.text import python_comment
from errcat_generators.openapi import _yaml
from errcat_generators.openapi._document import document
from errcat_generators.openapi._options import Options
from errcat_generators.openapi._overlay import overlay

__all__ = ["GENERATOR", "Options", "generate", "verify"]


def generate(catalog: Catalog, options: Options) -> Iterator[File]:
    """Yield the document, and the overlay if there is to be one.

    Raises:
        ErrcatError: a code, name, pointer or path cannot be what it would have to be in OpenAPI.

    """
    head = _head(catalog)
    for path, content in _contents(catalog, options):
        yield File(path, head + _yaml.written(content))


def verify(catalog: Catalog, options: Options, files: Sequence[File]) -> str:
    """Return how the files differ from the catalog; "" if they hold that and no more."""
    head = _head(catalog)
    wanted = _contents(catalog, options)
    if [path for path, _ in wanted] != [file.path for file in files]:
        return "there are other files"
    for (path, content), file in zip(wanted, files, strict=True):
        wrong = _difference(content, head, file.text)
        if wrong:
            return f"{path}: {wrong}"
    return ""


def _contents(catalog: Catalog, options: Options) -> list[tuple[str, dict[str, Any]]]:
    whole = document(catalog, options)
    found = [("openapi.yaml", whole)]
    if options.overlay:
        laid = overlay(catalog, options, whole["components"])
        found.append(("_overlay.yaml", laid))
    return found


def _head(catalog: Catalog) -> str:
    # YAML ends a comment at a line break, as Python does.
    lines = header("openapi", catalog)
    return "".join(f"# {python_comment(line)}\n" for line in lines)


def _difference(wanted: dict[str, Any], head: str, text: str) -> str:
    if not text.startswith(head):
        return "it does not say what it was made from"
    try:
        found = _yaml.read(text[len(head) :])
    except ValueError as error:
        return str(error)
    return "" if found == wanted else "read again it says something else"


GENERATOR = Generator(
    __name__,
    __doc__,
    generate,
    options=Options,
    suffix=".yaml",
    verify=verify,
    styles=(OPENAPI_KEY,),
)
