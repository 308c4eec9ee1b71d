"""JSON: a bundle, one document with the whole catalog, for other programs to read.

The bundle is itself a catalog: errcat reads it like the source files. Every entry includes the
values it inherits from defaults, and internal fields are removed. The file is plain ASCII.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from errcat import Catalog, File, Generator, catalog_data, header

SCHEMA = "urn:errcat:schema:bundle:1"
"""The JSON Schema of the document."""


def generate(catalog: Catalog, _: object) -> Iterator[File]:
    """Yield the document; the target has no options."""
    text = json.dumps(_bundle(catalog), indent=2, ensure_ascii=True)
    yield File("catalog.json", f"{text}\n")


def _bundle(catalog: Catalog) -> dict[str, Any]:
    head = {"$comment": " ".join(header("json", catalog)), "$schema": SCHEMA}
    return {**head, **catalog_data(catalog)}


def verify(catalog: Catalog, _: object, files: Sequence[File]) -> str:
    """Return how the document differs from the catalog; "" if it does not."""
    same = json.loads(files[0].text) == _bundle(catalog)
    return "" if same else "the document, read again, differs"


GENERATOR = Generator(
    __name__, __doc__, generate, suffix=".json", verify=verify, styles=()
)
