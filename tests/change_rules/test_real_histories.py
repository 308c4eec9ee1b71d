"""Compare, measured on real catalogs whose changes were labelled by hand.

The texts stay in their packages, which are downloaded: only codes and labels are kept here.
A label is `reused` (another error), `reworded`, `respelled` (case, punctuation) or `renumbered`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from errcat.model import Catalog
from tests.change_rules.comparisons import judged
from tests.change_rules.real_histories import errors

pytestmark = [pytest.mark.exhaustive, pytest.mark.tools]

LABELS: Mapping[str, Mapping[str, Mapping[str, str]]] = json.loads(
    Path(__file__).with_name("labels.json").read_text(encoding="utf-8")
)
MEANINGS = ("code-reused", "meaning-unclear", "entry-renumbered")
REPORTED_AS = {
    "reused": {"code-reused", "meaning-unclear"},
    "reworded": {"title-changed"},
    "respelled": {"title-reformatted"},
    "renumbered": {"entry-renumbered"},
}


class Labelled(NamedTuple):
    """One change: the label that a person gave it, and the rules that report it."""

    label: str
    rules: frozenset[str]


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> list[Labelled]:
    """Compare the versions of every history; changes of meaning without a label count, too."""
    folder = tmp_path_factory.mktemp("packages")
    return [
        change
        for package, steps in LABELS.items()
        for change in _changes(package, steps, folder)
    ]


def _changes(
    package: str, steps: Mapping[str, Mapping[str, str]], folder: Path
) -> Iterator[Labelled]:
    versions = dict.fromkeys(version for step in steps for version in step.split())
    catalogs = {version: errors(package, version, folder) for version in versions}
    for step, labels in steps.items():
        old, new = step.split()
        found = _reported(catalogs[old], catalogs[new])
        known = {
            code: label for label, codes in labels.items() for code in codes.split()
        }
        for code in {**known, **found}:
            rules = frozenset(found.get(code, ()))
            if code in known or rules & set(MEANINGS):
                yield Labelled(known.get(code, "none"), rules)


def _reported(old: Catalog, new: Catalog) -> dict[str, set[str]]:
    """Return the rules by code; by `old>new` for a renumbering."""
    rules: dict[str, set[str]] = {}
    for difference in judged(old, new).differences:
        for code in difference.codes or (difference.code,):
            renumbered = difference.rule == "entry-renumbered"
            key = f"{difference.old}>{difference.new}" if renumbered else code
            rules.setdefault(key, set()).add(difference.rule)
    return rules


def _shares(
    changes: list[Labelled], label: str, rules: set[str]
) -> tuple[float, float]:
    """Return precision and recall of *rules* for *label*."""
    count = Counter(
        (change.label == label, bool(change.rules & rules)) for change in changes
    )
    right = count[True, True]
    return right / (right + count[False, True]), right / (right + count[True, False])


def test_another_meaning_is_only_reported_where_it_is_one(
    changes: list[Labelled],
) -> None:
    assert _shares(changes, "reused", {"code-reused"})[0] == 1


def test_most_warnings_of_another_meaning_are_right(changes: list[Labelled]) -> None:
    assert _shares(changes, "reused", {"meaning-unclear"})[0] >= 0.6


def test_another_meaning_is_at_least_a_warning(changes: list[Labelled]) -> None:
    assert _shares(changes, "reused", REPORTED_AS["reused"])[1] >= 0.95


@pytest.mark.parametrize("label", ["renumbered", "respelled"])
def test_what_was_kept_is_recognized(changes: list[Labelled], label: str) -> None:
    precision, recall = _shares(changes, label, REPORTED_AS[label])
    assert precision >= 0.95
    assert recall >= 0.95


def test_a_rewording_is_never_an_error(changes: list[Labelled]) -> None:
    reworded = [change for change in changes if change.label == "reworded"]
    assert len(reworded) >= 100
    for change in reworded:
        assert "title-changed" in change.rules
        assert "code-reused" not in change.rules
