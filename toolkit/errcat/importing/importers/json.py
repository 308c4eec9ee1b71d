"""JSON: a list of errors, a map by code, or a nest of both; comments are read past.

Fields are recognized by the names of keys and by what they hold; mappings inside of a record are
columns of their own (`http.status`). Keys above a list or map become ranges or tags.
"""

from __future__ import annotations

import re

from errcat.importing.extracting import Extract, Importer, Text
from errcat.importing.records import tables
from errcat.importing.trees import from_json

_START = re.compile(r"\s*(?:(?://[^\n]*|/\*.*?\*/)\s*)*[\[{]", re.DOTALL).match


def sniff(text: Text) -> float:
    """Tell how much a text looks like JSON: it begins with a bracket and has quoted keys."""
    head = text.text[:4096]
    if not _START(head):
        return 0
    return 0.6 if re.search(r'"[^"\n]*"\s*:', head) else 0.35


def extract(text: Text) -> Extract:
    """Return the tables of a document in JSON."""
    return tables(from_json(text))


IMPORTER = Importer(__name__, __doc__, (".json", ".jsonc", ".json5"), sniff, extract)
