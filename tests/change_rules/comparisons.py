"""What tests of comparing share: two catalogs written as text, and what differs between them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from errcat import plugins
from errcat.comparing.change_rule import ChangeRule
from errcat.comparing.changes import Fact
from errcat.comparing.facts import reservation_key, subject_changes
from errcat.comparing.policy import CompatibilityPolicy, policy_from
from errcat.comparing.results import Acceptance, Comparison
from errcat.comparing.verdict import compare
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


class Shown(NamedTuple):
    """Two states of a catalog on a manual page, and which rules report beside its own."""

    old: str
    new: str
    also: tuple[str, ...]
    policy: CompatibilityPolicy


def examples(page: str) -> Iterator[Shown]:
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
            yield Shown(old, match["text"], also, policy_from(settings, TODAY))


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
    policy: CompatibilityPolicy | None = None,
    accepted: Sequence[Acceptance] = (),
) -> Comparison:
    """Return what all rules report about two catalogs."""
    return compare(
        old, new, rules(), policy or CompatibilityPolicy(today=TODAY), accepted
    )


def facts(old: Catalog, new: Catalog) -> Iterator[Fact]:
    """Yield every difference between two catalogs: of the header first, then of the entries."""
    for change in subject_changes(old, new):
        yield from change.facts.values()


def applied(data: Mapping[str, Any], found: Iterable[Fact]) -> dict[str, Any]:
    """Return a catalog as plain data with the facts *found*, which lead from it to another."""
    made = dict(data)
    named: dict[str, dict[str, Any]] = {
        "product": dict(made.get("products", {})),
        "range": {span["name"]: span for span in made.get("ranges", ())},
        "reserved": {reservation_key(item): item for item in made.get("reserved", ())},
        "entry": {item["code"]: item for item in made["errors"]},
    }
    for fact in found:
        if fact.kind == "catalog":
            made = _with(made, fact.field, fact.new)
        elif not fact.field:
            named[fact.kind] = _with(named[fact.kind], fact.key, fact.new)
        else:
            items = named[fact.kind]
            items[fact.key] = _with(items[fact.key], fact.field, fact.new)
    made = _with(made, "products", named["product"] or None)
    made = _with(made, "ranges", list(named["range"].values()) or None)
    made = _with(made, "reserved", list(named["reserved"].values()) or None)
    return {**made, "errors": list(named["entry"].values())}


def _with(data: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    """Return *data* with another value of *key*; None removes it."""
    if value is None:
        return {name: item for name, item in data.items() if name != key}
    return {**data, key: value}
