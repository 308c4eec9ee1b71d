"""What tests of comparing share: two catalogs written as text, and what differs between them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from errcat import plugins
from errcat.comparing.verdict import (
    Acceptance,
    ChangeRule,
    Comparison,
    Policy,
    compare,
    policy_from,
)
from errcat.model import Catalog
from tests.support import catalog_text, load_text, look, write_example

TODAY = "2027-01-01"
_BLOCK = re.compile(
    r"^```(?P<kind>toml policy|yaml old|yaml new(?P<also>(?: \+[a-z-]+)*))\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


@cache
def rules() -> list[ChangeRule]:
    """Return every change rule that errcat brings."""
    return plugins.collect("change_rules", ChangeRule)


class Pair(NamedTuple):
    """Two states of a catalog on a manual page, and what comparing them says beside its rule."""

    old: str
    new: str
    also: tuple[str, ...]
    policy: Policy


def pairs(page: str) -> Iterator[Pair]:
    """Yield the examples of the manual page of a change rule."""
    settings: Mapping[str, Any] = {}
    old = ""
    for match in _BLOCK.finditer(page):
        if match["kind"] == "toml policy":
            settings = tomllib.loads(match["text"])["tool"]["errcat"]["compatibility"]
        elif match["kind"] == "yaml old":
            old = match["text"]
        else:
            also = tuple(match["also"].replace("+", "").split())
            yield Pair(old, match["text"], also, policy_from(settings, TODAY))


def read_example(folder: Path, text: str) -> Catalog:
    """Return the catalog in an example, which the schema has nothing against."""
    folder.mkdir()
    inspection = look(write_example(folder, text, "yaml"), rules=())
    assert inspection.catalog is not None, inspection.findings
    assert not inspection.findings
    return inspection.catalog


def catalog(
    folder: Path, entries: Sequence[Mapping[str, Any]], **header: Any
) -> Catalog:
    """Return the catalog of *entries*."""
    return load_text(folder, catalog_text(entries, **header))


def judged(
    old: Catalog,
    new: Catalog,
    policy: Policy | None = None,
    accepted: Sequence[Acceptance] = (),
) -> Comparison:
    """Return what all rules say of two catalogs."""
    return compare(old, new, rules(), policy or Policy(today=TODAY), accepted)
