"""YAML: a list of errors, a map by code, or a nest of both.

It is read as catalogs are: 01000 stays 01000, `no` is text; anchors and tags are refused.
"""

from __future__ import annotations

import re

from errcat.importing.extracting import Extract, Importer, Text
from errcat.importing.records import tables
from errcat.importing.trees import from_yaml

_KEY = re.compile(r"(?m)^\s*(?:- )?(?:\{\s*)?[\"']?[A-Za-z0-9_.-]+[\"']?:(?:\s|$)")
_TOP = re.compile(r"[A-Za-z][^:#]*:(?=\s|$)").match
_OTHER = re.compile(
    r"(?m)^\s*(?:#+ |\||<|import |package |public |export |type |const )"
)


def sniff(text: Text) -> float:
    """Tell how much a text looks like YAML: most of its lines are keys or items."""
    lines = [line for line in text.text[:8192].split("\n") if line.strip()][:60]
    bare = [line for line in lines if not line.lstrip().startswith("#")]
    if not bare:
        return 0
    keys = sum(_KEY.match(line) is not None for line in bare)
    others = sum(_OTHER.match(line) is not None for line in bare)
    tops = [key[0] for line in bare if (key := _TOP(line))]
    if len(set(tops)) < len(tops):  # no mapping: `Cause:` under every error
        return 0.15
    if bare[0].lstrip().startswith(("{", "[", "<")):
        return 0
    return 0.55 * keys / len(bare) if keys > others else 0


def extract(text: Text) -> Extract:
    """Return the tables of a document in YAML, and the keys that repeat."""
    root, repeated = from_yaml(text)
    result = tables(root)
    return result._replace(skipped=(*repeated, *result.skipped))


IMPORTER = Importer(__name__, __doc__, (".yaml", ".yml"), sniff, extract)
