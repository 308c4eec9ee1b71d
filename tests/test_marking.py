"""Which words of a text changed, and how a difference shows them to people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import errcat
from errcat import Catalog
from errcat.comparing.marking import NEW, OLD, SAME, marked
from errcat.comparing.outcome import run_of
from errcat.comparing.showing import shown
from tests.hostile import HOSTILE
from tests.support import catalog_text, entry, load_text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("same", "same", [(SAME, "same")]),
        ("a", "b", [(OLD, "a"), (NEW, "b")]),
        ("a b c", "a x c", [(SAME, "a "), (OLD, "b"), (NEW, "x"), (SAME, " c")]),
        ("a b", "a", [(SAME, "a"), (OLD, " b")]),
        (
            "a b c d",
            "a x y d",
            [(SAME, "a "), (OLD, "b c"), (NEW, "x y"), (SAME, " d")],
        ),
    ],
)
def test_only_the_words_that_changed_are_marked(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert list(map(tuple, marked(old, new))) == expected


@given(st.text("ab \n"), st.text("ab \n"))
def test_the_parts_of_two_texts_make_both_of_them(old: str, new: str) -> None:
    parts = marked(old, new)
    assert "".join(text for kind, text in parts if kind != NEW) == old
    assert "".join(text for kind, text in parts if kind != OLD) == new


def difference(
    folder: Path, old: str, new: str, *, width: int = 0, color: bool = False
) -> str:
    """Return what people see of a detail that changed."""
    catalogs: list[Catalog] = []
    for name, detail in (("old", old), ("new", new)):
        (folder / name).mkdir()
        text = catalog_text([entry("1", detail=detail)])
        catalogs.append(load_text(folder / name, text))
    result = errcat.compare(*catalogs)
    run = run_of([result], verdicts=False, color=color, quiet=True)
    return shown([result], run._replace(width=width))


TEXTS = ("The number is not routable now.\n\nTry later.", "The number is lost now.")


def test_a_difference_has_a_line_for_each_version(tmp_path: Path) -> None:
    title, *lines = difference(tmp_path, *TEXTS).splitlines()
    assert title.startswith("1 ERROR_1 (")
    assert lines == [
        "  detail",
        "  - The number is [-not routable-] now.",
        "  -",
        "  - [-Try later.-]",
        "  + The number is {+lost+} now.",
        "",
    ]


def test_a_difference_wraps_to_the_terminal(tmp_path: Path) -> None:
    made = difference(tmp_path, *TEXTS, width=30)
    lines = made.partition("  detail\n")[2].splitlines()
    assert max(map(len, lines)) <= 30
    assert "    routable-] now." in lines


def test_colors_mark_words_one_by_one(tmp_path: Path) -> None:
    made = difference(tmp_path, *TEXTS, color=True)
    assert "\x1b[1;31mnot\x1b[0m \x1b[1;31mroutable\x1b[0m" in made
    assert "\x1b[1;32mlost\x1b[0m" in made
    assert "[-" not in made


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_controls_the_terminal(text: str, tmp_path: Path) -> None:
    if not text.isprintable() or not text.strip():
        text = f"x{text}x".encode("utf-8", "backslashreplace").decode()
    made = difference(tmp_path, f"Old {text} text", f"New {text} words")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202a-\u202e]", made)
