"""Each report equals its golden file; `python -m tests.reports.golden` updates the files."""

from __future__ import annotations

import pytest

from errcat import plugins
from tests.reports.golden import FOLDER, FORMATS, goldens

EXPECTED = goldens()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_report_equals_its_golden_file(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == EXPECTED[name]


def test_every_report_has_its_golden_files() -> None:
    assert set(FORMATS) == set(plugins.names("reports"))
    assert set(EXPECTED) == {path.name for path in FOLDER.iterdir()}
