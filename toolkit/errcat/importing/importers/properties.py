"""Java properties: `error.1001=Card {0} declined`, with the code in the key.

What all keys have in common before a number is no part of the code. Keys that end in the name of a
field, `E1001.solution`, complete one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from errcat.importing.columns import field_of
from errcat.importing.extracting import (
    Cell,
    Changed,
    Extract,
    Importer,
    Row,
    Skipped,
    Table,
    Text,
)
from errcat.importing.trees import unescaped

_PAIR = re.compile(r"((?:\\.|[^\\=:\s])+)\s*(?:[=:]\s*|\s)(.*)", re.DOTALL).fullmatch
_NUMBERED = re.compile(r"[A-Za-z]{0,6}[-_]?[0-9]+").fullmatch


class _Pair(NamedTuple):
    key: str
    value: str
    line: int


def sniff(text: Text) -> float:
    """Tell how much a text looks like properties: lines are `key=value`, without quotes."""
    lines = [line.strip() for line in text.text[:8192].split("\n") if line.strip()]
    bare = [line for line in lines if not line.startswith(("#", "!"))]
    pairs = sum(
        bool(re.match(r"[\w.\-\\]+\s*=\s*(?![\"'\[{]).*\S", line)) for line in bare
    )
    return 0.5 * pairs / len(bare) if bare else 0


def extract(text: Text) -> Extract:
    """Return the pairs of a file as rows."""
    skipped: list[Skipped] = []
    pairs = list(_pairs(text.text, skipped))
    lead = _lead([pair.key for pair in pairs])
    fielded = sum(bool(_split(pair.key)[1]) for pair in pairs) * 2 > len(pairs)
    rows: list[Row] = []
    by_code: dict[str, int] = {}
    for pair in pairs:
        key, field = _split(pair.key) if fielded else (pair.key, "")
        code = key[len(lead) :]
        field = field or "title"
        cell = Cell(pair.value, pair.line)
        at = by_code.get(code)
        if at is not None and field not in rows[at].cells:
            rows[at] = rows[at]._replace(cells={**rows[at].cells, field: cell})
            continue
        by_code[code] = len(rows)
        rows.append(Row({"code": Cell(code, pair.line), field: cell}, pair.line))
    changes = (
        [Changed(pairs[0].line, f"'{lead}' was removed from all keys")] if lead else []
    )
    fields = {name: name for row in rows for name in row.cells}
    return Extract(
        (Table(tuple(rows), fields=fields),), tuple(skipped), changes=tuple(changes)
    )


def _pairs(text: str, skipped: list[Skipped]) -> Iterator[_Pair]:
    """Yield the pairs; a line that ends with a backslash goes on in the next one."""
    held, start = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if not held and (not line.strip() or line.lstrip().startswith(("#", "!"))):
            continue
        start = start or number
        held += line.lstrip() if held or start != number else line.strip()
        if re.search(r"(?<!\\)(?:\\\\)*\\$", held):
            held = held[:-1]
            continue
        match = _PAIR(held)
        if match:
            yield _Pair(unescaped(match[1]), unescaped(match[2]), start)
        else:
            skipped.append(Skipped(start, held, "it is no `key=value`"))
        held, start = "", 0


def _split(key: str) -> tuple[str, str]:
    """Return a key as a code and the field that its last part names; empty if it names none."""
    head, dot, last = key.rpartition(".")
    field = field_of(last) if dot else ""
    return (head, field) if field and not field.startswith("code") else (key, "")


def _lead(keys: Sequence[str]) -> str:
    """Return what stands before the number in all keys; empty where keys are words."""
    low, high = min(keys, default=""), max(keys, default="")
    size = next(
        (at for at, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), 0
    )
    common = low[:size]
    lead = common[: common.rfind(".") + 1]
    rests = [_split(key)[0][len(lead) :] for key in keys]
    numbered = sum(_NUMBERED(rest) is not None for rest in rests)
    return lead if numbered * 2 > len(rests) else ""


IMPORTER = Importer(__name__, __doc__, (".properties",), sniff, extract)
