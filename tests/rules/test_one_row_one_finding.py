"""A row that stands for a span of codes is one place, and told of once."""

from __future__ import annotations

from pathlib import Path

from tests.support import catalog_text, entry, look

ROW = entry(
    "D10",
    through="D17",
    title="Too Many requests.",
    detail="It has occured {here}",
    params={"other": {}},
    http_status=200,
    links=[{"url": "nowhere"}],
    deprecated={},
)
ONCE = (
    "deprecated-complete detail-punctuation http-status link-valid placeholder-declared"
    " placeholder-used spelling title-case title-punctuation title-unique"
)


def test_a_row_of_a_span_is_told_of_once(tmp_path: Path) -> None:
    path = tmp_path / "catalog.json"
    path.write_text(catalog_text([ROW]), encoding="utf-8")
    found = [finding.rule for finding in look(path, ONCE.split()).findings]
    expected = ["deprecated-complete", *ONCE.split()]
    assert sorted(found) == sorted(each for each in expected if each != "title-unique")
