"""Which names name-collision-after-casing takes for one in a target."""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat import naming
from errcat.generating.target import Generator, styles_of
from errcat.linting.rule import Rule
from errcat.linting.rules.name_collision_after_casing import STYLES as DEFAULT
from errcat.plugins import collect, get
from tests.support import catalog_text, context, entry, load_text, run

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


COLLIDING = catalog_text([entry("1", name="ERROR"), entry("2", name="error")])
"""Two names that are one name in every built-in style."""


@pytest.mark.parametrize(
    ("targets", "styles"),
    [
        ((), "python-member, python-class, ts-key, ts-member, ts-const, openapi-key"),
        (("python",), "python-member, python-class"),
        (("ts", "json"), "ts-key, ts-member, ts-const"),
        (("openapi", "csv"), "openapi-key"),
        (("markdown",), ""),
        (("python", "own"), "python-member, python-class, ts-key, ts-member"),
    ],
)
def test_only_the_styles_of_configured_targets_are_reported(
    targets: tuple[str, ...], styles: str, tmp_path: Path
) -> None:
    (tmp_path / "catalog.json").write_text(COLLIDING, encoding="utf-8")
    outputs = "".join(
        f'[[outputs]]\ntarget = "{target}"\noutput = "made-{target}"\n'
        for target in targets
    )
    own = '[targets.own]\ncommand = ["cat"]\n' if "own" in targets else ""
    (tmp_path / "errcat.toml").write_text(
        f'catalogs = ["catalog.json"]\n{outputs}{own}', encoding="utf-8"
    )
    command = ("validate", "catalog.json", "--report", "concise", "--fail-on", "error")
    found = [
        line
        for line in run(*command, cwd=tmp_path).out.splitlines()
        if line.endswith("(name-collision-after-casing)")
    ]
    assert len(found) == bool(styles)
    assert all(f" in {styles}" in line for line in found)


def test_the_default_styles_are_those_of_the_built_in_targets() -> None:
    generators = collect("generators", Generator)
    built_in = styles_of(generators)
    assert built_in is not None
    assert {style.name for style in built_in} == {
        style.name for style in DEFAULT if style is not naming.FILE_NAME
    }
