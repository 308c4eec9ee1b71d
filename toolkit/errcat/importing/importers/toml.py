"""TOML: a list of errors (`[[errors]]`), tables by code (`[errors.E1001]`), or a nest of both."""

from __future__ import annotations

import re

from errcat.importing.extracting import Extract, Importer, Text
from errcat.importing.records import tables
from errcat.importing.trees import from_toml

_TABLE = re.compile(r"\s*\[\[?[A-Za-z0-9_.\"' -]+\]\]?\s*(?:#.*)?$").match
_VALUE = re.compile(r"\s*[\w.\"'-]+\s*=\s*(?:[\"'\[{]|[-+0-9]|true|false)").match


def sniff(text: Text) -> float:
    """Tell how much a text looks like TOML: lines are `[tables]` and `key = "value"`."""
    lines = [line for line in text.text[:8192].split("\n") if line.strip()][:60]
    bare = [line for line in lines if not line.lstrip().startswith("#")]
    fits = sum(bool(_TABLE(line) or _VALUE(line)) for line in bare)
    quoted = any(re.search(r"=\s*[\"'\[{]", line) for line in bare)
    return 0.6 * fits / len(bare) if bare and quoted else 0


def extract(text: Text) -> Extract:
    """Return the tables of a document in TOML."""
    return tables(from_toml(text))


IMPORTER = Importer(__name__, __doc__, (".toml",), sniff, extract)
