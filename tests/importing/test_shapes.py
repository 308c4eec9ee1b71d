"""Every fixture gives the entries that were written down by hand, and lists what it leaves out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml

import errcat
from errcat.errors import ErrcatError
from errcat.importing.extracting import Importer, Text
from errcat.importing.running import Inventory, Options, columns_of, run, texts
from tests.importing.support import IMPORTERS, entries, errors, messages, written

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.expected.yaml"))


def source(case: Path) -> Text:
    """Return the source beside an expectation, as it is read from disk."""
    stem = case.name.removesuffix(".expected.yaml")
    path = next(p for p in case.parent.glob(f"{stem}.*") if p != case)
    return texts(str(path), ())[0]._replace(file=path.name.removesuffix(".src"))


def inventory(case: Path) -> tuple[Inventory, dict[str, Any]]:
    expected = yaml.safe_load(case.read_text(encoding="utf-8"))
    options = Options(columns=columns_of(expected.get("map", "")))
    return run([source(case)], IMPORTERS, options), expected


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.parent.name}/{case.name[:-14]}"
)
def test_a_source_gives_its_entries(case: Path) -> None:
    found, expected = inventory(case)
    assert found.report.sources[0].format == expected.get("format", case.parent.name)
    wanted = expected["entries"]
    got = entries(found)
    for (
        code,
        fields,
    ) in got.items():  # a tag or name counts where the expectation names it
        for key in ("tags", "name"):
            if key in fields and key not in wanted.get(code, {}):
                del fields[key]
    assert got == {code: fields or {} for code, fields in wanted.items()}


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.parent.name}/{case.name[:-14]}"
)
def test_what_is_left_out_or_not_sure_is_listed(case: Path) -> None:
    found, expected = inventory(case)
    left = [*messages(found, "left-out"), *messages(found, "conflict")]
    for part in expected.get("left-out", ()):
        assert any(part in message for message in left), (part, left)
    doubts = [f"{note.line}: {note.message}" for note in found.report.unsure]
    for part in expected.get("unsure", ()):
        assert any(part in message for message in doubts), (part, doubts)
    if "ranges" in expected:
        assert [span.name for span in found.spans] == expected["ranges"]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.parent.name}/{case.name[:-14]}"
)
def test_what_is_written_validates(case: Path, tmp_path: Path) -> None:
    found, _ = inventory(case)
    assert errors(written(tmp_path / "catalog", found)) == []


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.parent.name}/{case.name[:-14]}"
)
def test_targets_run_on_what_is_written(case: Path, tmp_path: Path) -> None:
    found, _ = inventory(case)
    catalog = errcat.load(written(tmp_path / "catalog", found))
    for target in ("python", "ts", "openapi"):
        assert errcat.generate(catalog, target)


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
def test_a_source_of_another_format_never_crashes_an_importer(
    importer: Importer,
) -> None:
    for case in CASES:
        text = source(case)
        for variant in (text.text, text.text[: len(text.text) // 2], ""):
            with suppress(ErrcatError):
                run(
                    [Text(text.file, variant)], IMPORTERS, Options(format=importer.name)
                )


def test_every_note_has_its_place() -> None:
    for case in CASES:
        found, _ = inventory(case)
        for note in found.report.notes:
            assert note.file, note
            assert note.line or note.subject == "range", note
