"""OpenAPI: components with an enum of the codes, error responses and examples.

`ErrorCode` is the schema of a code. `KnownErrorCode` is an enum of the codes in the catalog, with
names and texts both in the extensions that client generators read and in a table for people. If the
catalog describes its error responses (`envelope`), the document also has a schema of the response
body, a response for every HTTP status, the response `Error` for codes without a status, and an
example of every case. Retired codes are in the enum, but not in the examples.

- `version`: the OpenAPI version, 3.0, 3.1 (the default) or 3.2.
- `codes`: `open` (a known code or any other; the default), `closed` (`ErrorCode` is the enum) or
  `plain` (any string or integer; the enum is separate). With `closed`, a new code is a warning in
  `errcat breaking`.
- `envelope`: the response body, as the `catalog` says (the default), `jsonapi` or `problem` (RFC
  9457).
- `examples`: one for every `case` (the default), or `none`.
- `prefix`: the start of the names of all components, such as `Billing` for `BillingErrorCode`. Set it
  if your document has components of the same names, or for the overlay of a second catalog.
- `overlay`: JSONPaths into your own OpenAPI document. A second file, `*_overlay.yaml`, then adds the
  components to your document and replaces the schema at every path with a reference to `ErrorCode`.
  A path starts with `$`, followed by steps such as `.name`, `['any name']`, `[0]` and `[*]`; the last
  step must be a name. After `[*]`, the key is added to every item, even if it was missing.
- `document`: the path of your document, relative to the configuration; required with `overlay`.
  errcat reads it to check that the overlay replaces none of your components, and does not change it.
- `operations`: whether the overlay is to `add` to each operation of your document the responses that
  it lacks (the default), or `none`. The catalog knows operations if it has the file
  `operations.yaml`, which `errcat import` writes. Each response shows the codes of the operation with
  that HTTP status, those that every operation returns among them, and lists them in
  `x-extensible-enum`. Responses that your document defines are never changed.
- `retired`: `keep` retired codes until the next major version of the catalog (the default), or
  `drop` them.

All that the overlay adds has the marker `x-errcat`, the id of the catalog. An overlay removes and
replaces only components and responses with the marker of its catalog, so it can be applied again to
its own result, and the overlays of several catalogs can be applied to one document.

Linters may warn that the document has no license and no operations that use its components; a
document of components cannot have these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from errcat import Catalog, File, Generator, header
from errcat.naming import OPENAPI_KEY
from errcat.text import python_comment
from errcat_generators.openapi import _yaml
from errcat_generators.openapi._document import components, document
from errcat_generators.openapi._options import Options
from errcat_generators.openapi._overlay import added_responses, overlay

__all__ = ["GENERATOR", "Options", "claims", "generate", "verify"]


def generate(catalog: Catalog, options: Options) -> Iterator[File]:
    """Yield the document, and the overlay if the options ask for one.

    Raises:
        ErrcatError: a code, name, pointer or path cannot be represented in OpenAPI, or the overlay
            would replace a component of the user.

    """
    head = _head(catalog)
    for path, content in _contents(catalog, options):
        yield File(path, head + _yaml.written(content))


def verify(catalog: Catalog, options: Options, files: Sequence[File]) -> str:
    """Return how the files differ from the catalog; "" if they match exactly."""
    head = _head(catalog)
    expected = _contents(catalog, options)
    if [path for path, _ in expected] != [file.path for file in files]:
        return "the set of files differs"
    for (path, content), file in zip(expected, files, strict=True):
        difference = _difference(content, head, file.text)
        if difference:
            return f"{path}: {difference}"
    return ""


def _contents(catalog: Catalog, options: Options) -> list[tuple[str, dict[str, Any]]]:
    whole = document(catalog, options)
    contents = [("openapi.yaml", whole)]
    if options.overlay:
        laid = overlay(catalog, options, whole["components"])
        contents.append(("_overlay.yaml", laid))
    return contents


def claims(catalog: Catalog, options: Options) -> Iterator[tuple[str, str]]:
    """Yield the names that the overlay defines in the document of the user."""
    if not options.overlay:
        return
    path = options.document.path
    for kind, named in components(catalog, options).items():
        for name in named:
            yield path, f"components.{kind}.{name}"
    for operation, responses in added_responses(catalog, options):
        for status in responses:
            yield path, f"{operation.key}: responses.{status}"


def _head(catalog: Catalog) -> str:
    # As in Python, a line break ends a comment.
    lines = header("openapi", catalog)
    return "".join(f"# {python_comment(line)}\n" for line in lines)


def _difference(expected: dict[str, Any], head: str, text: str) -> str:
    if not text.startswith(head):
        return "the header differs"
    try:
        content = _yaml.read(text[len(head) :])
    except ValueError as error:
        return str(error)
    return "" if content == expected else "the document, read again, differs"


GENERATOR = Generator(
    __name__,
    __doc__,
    generate,
    options=Options,
    suffix=".yaml",
    verify=verify,
    closed=lambda options: options.codes == "closed",
    claims=claims,
    styles=(OPENAPI_KEY,),
)
