"""What leaves the default run is still in the exhaustive one, and a registry is asked again."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests import downloads
from tests.support import combinations, diagonal, first_fast, one_of_each

AXES = (("a", "b", "c"), (1, 2), ("x",))


def values(marked: list[Any]) -> list[tuple[Any, ...]]:
    return [param.values for param in marked]


def fast(marked: list[Any]) -> list[tuple[Any, ...]]:
    return [param.values for param in marked if not param.marks]


def test_a_diagonal_holds_every_combination_and_runs_every_value() -> None:
    marked = diagonal(*AXES)
    assert values(marked) == list(product(*AXES))
    assert fast(marked) == [("a", 1, "x"), ("b", 2, "x"), ("c", 1, "x")]


def test_combinations_are_some_by_default_and_else_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ERRCAT_EXHAUSTIVE", raising=False)
    assert combinations(*AXES) == fast(diagonal(*AXES))
    monkeypatch.setenv("ERRCAT_EXHAUSTIVE", "1")
    assert combinations(*AXES) == list(product(*AXES))


def test_the_first_of_each_kind_runs_by_default() -> None:
    marked = one_of_each(["ab", "ac", "ba", "bb"], lambda case: case[0])
    assert values(marked) == [("ab",), ("ac",), ("ba",), ("bb",)]
    assert fast(marked) == [("ab",), ("ba",)]
    assert fast(first_fast([("a", 1), ("b", 2)])) == [("a", 1)]


APPEND = """\
import pathlib, sys
path = pathlib.Path("tried")
path.write_text((path.read_text() if path.exists() else "") + "x")
print("fetched")
sys.exit(len(path.read_text()) < int(sys.argv[1]) and "no answer")
"""


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "PAUSES", (0, 0))


@pytest.mark.parametrize("attempts", [1, 3])
def test_a_registry_is_asked_until_it_answers(tmp_path: Path, attempts: int) -> None:
    command = [sys.executable, "-c", APPEND, str(attempts)]
    assert downloads.fetch(command, tmp_path) == "fetched\n"
    assert (tmp_path / "tried").read_text() == "x" * attempts


def test_a_registry_that_never_answers_fails_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no answer"):
        downloads.fetch([sys.executable, "-c", APPEND, "4"], tmp_path)
