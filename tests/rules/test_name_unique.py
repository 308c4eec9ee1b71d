"""What name-unique says where codes, not people, give two entries one name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import catalog_text, look, write_tree


@pytest.mark.parametrize(
    ("codes", "difference"),
    [
        (("card_declined", "CARD_DECLINED"), "case"),
        (("cardDeclined", "card_Declined"), "separators"),
        (("cardDeclined", "card_declined"), "case and separators"),
    ],
)
def test_codes_that_spell_one_name_are_shown_with_their_difference(
    codes: tuple[str, str], difference: str, tmp_path: Path
) -> None:
    rows = [{"code": code, "title": f"Title of {code}"} for code in codes]
    write_tree(tmp_path, {"c.json": catalog_text(rows)})
    (finding,) = look(tmp_path / "c.json", ["name-unique"]).findings
    first, second = sorted(codes)
    if finding.code == first:
        first, second = second, first
    assert finding.message.endswith(
        f": codes '{first}' and '{second}' differ only by {difference}:"
        " both become CARD_DECLINED"
    )
    assert finding.hint == (
        "change one of the codes, or add a `name` to one of the entries"
    )


def test_a_written_name_that_a_code_spells_is_explained(tmp_path: Path) -> None:
    rows = [
        {"code": "10001", "name": "CARD_DECLINED", "title": "Declined"},
        {"code": "card_declined", "title": "Card declined"},
    ]
    write_tree(tmp_path, {"c.json": catalog_text(rows)})
    (finding,) = look(tmp_path / "c.json", ["name-unique"]).findings
    assert "name 'CARD_DECLINED' is already used by" in finding.message
    assert finding.hint == (
        "rename one of them; an entry without a `name` has the one that its code spells"
    )
