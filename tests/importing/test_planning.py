"""From operands to files: a new catalog, one that is there, and a check that writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import errcat
from errcat.errors import OutputRefused, PathMissing
from errcat.importing.planning import Checked, Plan, Request, check, plan
from tests.importing.support import TOOLS, errors
from tests.support import write_tree

PAGE = "| Code | Message |\n|---|---|\n| 1001 | Card declined |\n| 1002 | Card gone |\n"


def planned(operands: list[str], target: str | Path) -> Plan:
    return plan(Request(tuple(operands), str(target)), TOOLS)


def checked(operands: list[str], target: str | Path) -> Checked:
    return check(Request(tuple(operands), str(target)), TOOLS)


def sources(folder: Path, page: str = PAGE) -> list[str]:
    write_tree(folder, {"errors.md": page, "status.json": '{"1001": {"status": 402}}'})
    return [str(folder / "errors.md"), str(folder / "status.json")]


@pytest.mark.parametrize(
    "target", ["errors", "errors.yaml", "errors.json", "deep/er/errors"]
)
def test_a_new_catalog_is_written_and_a_second_import_changes_nothing(
    tmp_path: Path, target: str
) -> None:
    operands, path = sources(tmp_path), str(tmp_path / target)
    assert all(planned(operands, path).write())
    assert errors(Path(path)) == []
    again = planned(operands, path)
    assert (again.files, again.differences) == ({}, ())


def test_a_changed_source_changes_its_file_alone(tmp_path: Path) -> None:
    operands, path = sources(tmp_path), str(tmp_path / "errors")
    planned(operands, path).write()
    sources(tmp_path, PAGE.replace("Card gone", "Card lost") + "| 1003 | New |\n")
    found = planned(operands, path)
    assert list(found.files) == ["errors.yaml"]
    found.write()
    assert [entry.title for entry in errcat.load(path).entries] == [
        "Card declined",
        "Card lost",
        "New",
    ]


def test_a_byte_order_mark_and_line_ends_stay(tmp_path: Path) -> None:
    operands, path = sources(tmp_path), tmp_path / "errors"
    planned(operands, path).write()
    file = path / "errors.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    sources(tmp_path, PAGE.replace("Card gone", "Card lost") + "| 1003 | New |\n")
    planned(operands, path).write()
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert errcat.load(str(path)).by_code["1003"].title == "New"


def test_a_check_tells_what_differs(tmp_path: Path) -> None:
    operands, path = sources(tmp_path), str(tmp_path / "errors")
    planned(operands, path).write()
    assert checked(operands, path).differences == ()
    sources(tmp_path, PAGE.replace("Card gone", "Card lost"))
    found = checked(operands, path).differences
    assert [(each.code, each.old, each.new) for each in found] == [
        ("1002", "Card gone", "Card lost")
    ]


def test_what_is_no_catalog_is_not_written_over(tmp_path: Path) -> None:
    write_tree(tmp_path, {"errors.yaml": "a: 1\n"})
    with pytest.raises(OutputRefused):
        planned(sources(tmp_path), tmp_path / "errors.yaml")
    with pytest.raises(PathMissing):
        checked(sources(tmp_path), tmp_path / "nothing")
