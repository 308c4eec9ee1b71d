"""JSON: the bundle, one document with the header and every entry, for other programs to read.

It is a catalog in its own right: errcat reads it as it reads the files it was made from. Defaults
are written out on every entry, and what is internal is not in it. The text is ASCII, so that no
reader can get the encoding wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from errcat import Catalog, File, Generator, catalog_data, header

SCHEMA = "https://errcat.dev/schema/1/bundle.schema.json"
"""What describes the document."""


def generate(catalog: Catalog, _: object) -> Iterator[File]:
    """Yield the one document; there are no options."""
    text = json.dumps(_bundle(catalog), indent=2, ensure_ascii=True)
    yield File("catalog.json", f"{text}\n")


def _bundle(catalog: Catalog) -> dict[str, Any]:
    said = {"$comment": " ".join(header("json", catalog)), "$schema": SCHEMA}
    return {**said, **catalog_data(catalog)}


def verify(catalog: Catalog, _: object, files: Sequence[File]) -> str:
    """Return how the document differs from the catalog; "" if it does not."""
    same = json.loads(files[0].text) == _bundle(catalog)
    return "" if same else "the document read again is another one"


GENERATOR = Generator(
    __name__, __doc__, generate, suffix=".json", verify=verify, styles=()
)
