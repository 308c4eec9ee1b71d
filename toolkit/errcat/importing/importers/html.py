"""HTML: tables with any columns, headings with prose under them, definition lists.

Merged cells count for every row and column they cover. A row over the whole width is a heading.
Entities are decoded; `<br>` and block elements are line breaks; other elements leave their text.
"""

from __future__ import annotations

import re

from errcat.importing.documents import extract as extract_blocks
from errcat.importing.extracting import Changed, Extract, Importer, Text
from errcat.importing.markup import parse

_TAG = re.compile(
    r"<(?:!doctype html|html|body|table|tr|h[1-6]|dl|div)\b", re.IGNORECASE
).search
_ENTITY = re.compile(r"&(?:[a-zA-Z]+|#[0-9]+|#x[0-9a-fA-F]+);").search


def sniff(text: Text) -> float:
    """Tell how much a text looks like HTML: it begins with a tag."""
    head = text.text[:8192].lstrip()
    if not _TAG(head):
        return 0
    return 0.65 if head.startswith("<") else 0.2


def extract(text: Text) -> Extract:
    """Return the errors of a page."""
    markup = parse(text.text)
    changes: list[Changed] = []
    entity = _ENTITY(text.text)
    if entity:
        line = text.text.count("\n", 0, entity.start()) + 1
        changes.append(Changed(line, f"entities such as {entity[0]} were decoded"))
    page = extract_blocks(markup.blocks, changes)
    if markup.title and "title" not in page.header:
        return page._replace(header={**page.header, "title": markup.title})
    return page


IMPORTER = Importer(__name__, __doc__, (".html", ".htm", ".xhtml"), sniff, extract)
