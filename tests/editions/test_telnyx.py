"""The changelog of a later edition of a real catalog, as one would publish it.

`python -m tests.editions.telnyx` updates the golden file.
"""

from __future__ import annotations

import re

from tests.editions.telnyx import GOLDEN, changelog, comparison, edition


def test_the_changelog_equals_its_golden_file() -> None:
    assert GOLDEN.read_text(encoding="utf-8") == changelog()


def test_the_edition_needs_a_minor_version() -> None:
    assert comparison().bump == "minor"


def test_the_edition_has_every_kind_of_change() -> None:
    old, new = edition()
    pairs = [(entry, new.by_code[entry.code]) for entry in old.entries]
    recased = [pair for pair in pairs if pair[0].title != pair[1].title]
    assert len(recased) > 10
    assert all(a.title.casefold() == b.title.casefold() for a, b in recased)
    reworded = [pair for pair in pairs if "" != pair[0].detail != pair[1].detail]
    assert 60 <= len(reworded) <= 70
    assert [a.code for a, b in pairs if not a.detail and b.detail]
    assert {a.name for a, _ in pairs} == {b.name for _, b in pairs}


def test_the_introduction_counts_entries() -> None:
    old, new = edition()
    added = len(new.entries) - len(old.entries)
    changed = sum(entry != new.by_code[entry.code] for entry in old.entries)
    assert f"{added} entries added, {changed} changed." in changelog()
    assert added > 50


def test_nothing_in_the_changelog_is_escaped_or_invisible() -> None:
    assert not re.search(r"\\|&[#a-z]|[\u200b-\u200f]", changelog())


def test_every_changed_entry_is_one_line_of_the_changelog() -> None:
    codes = re.findall(r"^(?:- |\| )`(\d+)`", changelog(), re.MULTILINE)
    assert sorted(set(codes)) == sorted(codes)
    old, new = edition()
    expected = {entry.code for entry in new.entries if entry not in set(old.entries)}
    assert set(codes) == expected
