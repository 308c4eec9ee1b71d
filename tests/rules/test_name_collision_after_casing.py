"""Which names name-collision-after-casing takes for one in a target."""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat import naming
from errcat.linting.rule import Rule
from errcat.plugins import get
from tests.support import catalog_text, context, entry, load_text

RULE = get("rules", Rule, "name-collision-after-casing")


def _found(tmp_path: Path, names: list[str], *styles: naming.Style) -> list[str]:
    entries = [entry(str(index), name=name) for index, name in enumerate(names)]
    catalog = load_text(tmp_path, catalog_text(entries))
    assert RULE.check is not None
    given = context(catalog, find_styles=lambda: styles or None)
    return [problem.value for problem in RULE.check(catalog, given)]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["ERROR_1", "ERROR1"], ["ERROR1"]),
        (["ERROR_1", "ERROR_2", "OTHER"], []),
        (["AB_C", "A_BC"], []),
        (["NOT_FOUND", "NOT_FOUND"], []),
        (["not-found", "NOT_FOUND"], ["NOT_FOUND"]),
        (["A_1", "A1", "B_1", "B1"], ["A1", "B1"]),
    ],
)
def test_built_in_styles(names: list[str], found: list[str], tmp_path: Path) -> None:
    assert _found(tmp_path, names) == found


def test_configured_styles_alone_count(tmp_path: Path) -> None:
    names = ["ERROR_1", "ERROR1"]
    assert _found(tmp_path, names, naming.PYTHON_MEMBER) == []
    assert _found(tmp_path, names, naming.PYTHON_CLASS) == ["ERROR1"]


def test_a_name_is_reported_once_for_all_targets(tmp_path: Path) -> None:
    catalog = load_text(
        tmp_path, catalog_text([entry("1", name="E_1"), entry("2", name="E1")])
    )
    assert RULE.check is not None
    (problem,) = RULE.check(catalog, context(catalog))
    styles = "python-class, openapi-key"
    expected = f"2 E1: name 'E1' and 'E_1' of 1 both become 'E1' in {styles}"
    assert expected == problem.message
