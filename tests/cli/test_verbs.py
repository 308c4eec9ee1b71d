"""The verbs of a code's life: what they write, what they refuse, and what a user sees."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import (
    ROOT,
    TELNYX_STYLE,
    Ran,
    catalog_text,
    entry,
    look,
    run,
    write_tree,
)


@pytest.fixture
def telnyx(tmp_path: Path) -> Path:
    """Make a copy of this repository's catalog and configuration."""
    shutil.copytree(ROOT / "catalog", tmp_path / "catalog")
    shutil.copy(ROOT / "errcat-baseline.json", tmp_path)
    write_tree(
        tmp_path, {"errcat.toml": 'catalogs = ["catalog/telnyx"]\n' + TELNYX_STYLE}
    )
    return tmp_path


def errcat(folder: Path, *args: str) -> Ran:
    return run(*args, cwd=folder)


def changed(folder: Path) -> list[str]:
    """Return the lines of the catalog that are not as they were."""
    found: list[str] = []
    for path in sorted((ROOT / "catalog").rglob("*.yaml")):
        old = path.read_text(encoding="utf-8").splitlines()
        mine = folder / path.relative_to(ROOT)
        new = mine.read_text(encoding="utf-8").splitlines()
        found += [f"-{line}" for line in old if line not in new]
        found += [f"+{line}" for line in new if line not in old]
    return found


def test_a_code_is_deprecated_retired_and_stays(telnyx: Path) -> None:
    ran = errcat(
        telnyx, "deprecate", "40300", "--reason", "too vague", "--replaced-by", "40301"
    )
    assert ran.code == 0
    assert ran.err.startswith(
        "deprecated 40300 BLOCKED_DUE_TO_STOP_MESSAGE in catalog/telnyx/"
    )
    notice = (
        '    deprecated: {since: "next", reason: "too vague", replaced_by: ["40301"]}'
    )
    assert changed(telnyx) == [f"+{notice}"]
    assert errcat(telnyx, "validate").code == 0
    again = errcat(telnyx, "deprecate", "40300")
    assert again.err.startswith("unchanged 40300 ")
    ran = errcat(telnyx, "retire", "40300")
    assert ran.code == 0
    assert changed(telnyx) == [
        f"+{notice.replace('deprecated', 'retired').replace('since', 'in')}"
    ]
    assert errcat(telnyx, "validate").code == 0
    ran = errcat(telnyx, "deprecate", "40300")
    assert (ran.code, "the code is already retired" in ran.err) == (2, True)


def test_a_live_code_is_not_retired_behind_peoples_backs(telnyx: Path) -> None:
    ran = errcat(telnyx, "retire", "40300")
    assert ran.code == 2
    assert (
        "the code has not been deprecated yet; run `errcat deprecate 40300` first"
        in ran.err
    )
    assert changed(telnyx) == []
    assert errcat(telnyx, "retire", "40300", "--force", "--in", "2.0.0").code == 0
    assert changed(telnyx) == ['+    retired: {in: "2.0.0"}']


def test_an_old_name_stays_as_an_alias(telnyx: Path) -> None:
    assert errcat(telnyx, "rename", "10005", "NO_SUCH_RESOURCE").code == 0
    found = look(telnyx / "catalog/telnyx", rules=()).catalog
    assert found is not None
    one = found.by_code["10005"]
    assert (one.name, one.aliases) == ("NO_SUCH_RESOURCE", ("RESOURCE_NOT_FOUND",))
    assert len(changed(telnyx)) == 3
    assert errcat(telnyx, "validate").code == 0
    assert errcat(telnyx, "rename", "10005", "RESOURCE_NOT_FOUND").code == 0
    found = look(telnyx / "catalog/telnyx", rules=()).catalog
    assert found is not None
    assert found.by_code["10005"].aliases == ("NO_SUCH_RESOURCE",)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["deprecate", "4030"], "unknown code '4030'"),
        (["deprecate", "other#40300"], "unknown catalog 'other'"),
        (["deprecate", "zzz"], "unknown code 'zzz'; looked in telnyx\n"),
        (["deprecate", "40300", "--replaced-by", "1"], "unknown code '1'"),
        (
            ["deprecate", "40300", "--replaced-by", "40300"],
            "40300 cannot replace itself",
        ),
        (
            ["deprecate", "40300", "--replaced-by", "telnyx#40300"],
            "40300 cannot replace itself",
        ),
        (
            ["deprecate", "40300", "--replaced-by", "telnyx#1"],
            "unknown code '1'; looked in telnyx",
        ),
        (["deprecate", "40300", "--reasn", "x"], "--reasn"),
        (["deprecate", "40300", "--sunset", "soon"], "'soon' is not a date"),
        (["deprecate", "40300", "--sunset", "20270101"], "'20270101' is not a date"),
        (["rename", "40300", "lower case"], "'lower case' is not a valid name"),
        (
            ["rename", "40300", "BAD_REQUEST"],
            "name 'BAD_REQUEST' is or was used by 10015 BAD_REQUEST",
        ),
        (
            ["rename", "40300", "X", "--catalog", "-"],
            "standard input cannot be edited",
        ),
    ],
)
def test_what_makes_no_sense_is_2_and_nothing_is_written(
    telnyx: Path, args: list[str], said: str
) -> None:
    ran = errcat(telnyx, *args)
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert changed(telnyx) == []


def test_a_reserved_name_and_a_span_are_refused(tmp_path: Path) -> None:
    rows = [entry("10", through="12", name="SPAN"), entry("20")]
    text = catalog_text(rows, reserved=[{"name": "KEPT", "reason": "for later"}])
    write_tree(tmp_path, {"errcat.toml": 'catalogs = ["c.json"]', "c.json": text})
    ran = errcat(tmp_path, "rename", "20", "KEPT")
    assert (ran.code, "name 'KEPT' is reserved: for later" in ran.err) == (2, True)
    ran = errcat(tmp_path, "deprecate", "11")
    assert (ran.code, "the code is part of the span 10 to 12" in ran.err) == (2, True)


def test_a_code_of_two_catalogs_is_asked_for(tmp_path: Path) -> None:
    files = {
        "errcat.toml": 'catalogs = ["a.json", "b.json"]',
        "a.json": catalog_text([entry("1")], id="first"),
        "b.json": catalog_text([entry("1")], id="second"),
    }
    write_tree(tmp_path, files)
    ran = errcat(tmp_path, "deprecate", "1")
    assert (ran.code, "write 'first#1' or 'second#1'" in ran.err) == (2, True)
    assert errcat(tmp_path, "deprecate", "second#1").code == 0
    assert "deprecated" in (tmp_path / "b.json").read_text()
    assert (tmp_path / "a.json").read_text() == files["a.json"]


def test_a_catalog_that_cannot_be_read_is_1(tmp_path: Path) -> None:
    write_tree(tmp_path, {"errcat.toml": 'catalogs = ["c.json"]', "c.json": "{"})
    ran = errcat(tmp_path, "deprecate", "1")
    assert ran.code == 1
    assert "c.json:1:" in ran.err


def test_a_byte_order_mark_and_line_ends_stay(tmp_path: Path) -> None:
    text = '\ufefferrcat: 1\r\nid: x\r\nerrors:\r\n  - code: "1"\r\n    name: ONE\r\n    title: One\r\n'
    write_tree(tmp_path, {"errcat.toml": 'catalogs = ["c.yaml"]', "c.yaml": text})
    assert errcat(tmp_path, "deprecate", "1", "--since", "1.0").code == 0
    assert (tmp_path / "c.yaml").read_bytes().decode() == (
        f'{text}    deprecated: {{since: "1.0"}}\r\n'
    )


def test_a_code_may_be_a_negative_number(tmp_path: Path) -> None:
    text = catalog_text([entry("-32700"), entry("-32600")])
    write_tree(tmp_path, {"errcat.toml": 'catalogs = ["c.json"]', "c.json": text})
    ran = errcat(tmp_path, "deprecate", "-32700", "--replaced-by", "-32600")
    assert ran.code == 0, ran.err
    assert errcat(tmp_path, "rename", "-32600", "OTHER").code == 0
    assert errcat(tmp_path, "retire", "-32700").code == 0
    found = look(tmp_path / "c.json", rules=()).catalog
    assert found is not None
    old = found.by_code["-32700"].retired
    assert old is not None
    assert (old.version, old.replaced_by) == ("next", ("-32600",))
    assert found.by_code["-32600"].name == "OTHER"


def test_a_replacement_is_named_once_and_without_its_own_catalog(telnyx: Path) -> None:
    both = ("--replaced-by", "40301", "--replaced-by", "telnyx#40301")
    assert errcat(telnyx, "deprecate", "telnyx#40300", *both).code == 0
    assert changed(telnyx) == [
        '+    deprecated: {since: "next", replaced_by: ["40301"]}'
    ]


def test_the_name_a_code_has_is_left_as_it_is_written(tmp_path: Path) -> None:
    text = catalog_text([entry("card_declined", name="CARD_DECLINED")])
    write_tree(tmp_path, {"errcat.toml": 'catalogs = ["c.json"]', "c.json": text})
    ran = errcat(tmp_path, "rename", "card_declined", "CARD_DECLINED")
    assert ran.err.startswith("unchanged ")
    assert (tmp_path / "c.json").read_text() == text


NOTICE = """\
errcat: 1
id: x
errors:
  - code: "1"
    name: ONE
    title: One
    detail: The first.
    deprecated:
      # ticket 12
      since: "1.0"   # the first release
      reason: 'too vague'

  # what follows is about the second
  - code: "2"
    name: TWO
    title: Two
    detail: The second.
"""


def test_a_notice_on_lines_of_its_own_is_edited_there(tmp_path: Path) -> None:
    write_tree(tmp_path, {"errcat.toml": 'catalogs = ["c.yaml"]', "c.yaml": NOTICE})
    assert errcat(tmp_path, "deprecate", "1", "--replaced-by", "2").code == 0
    wanted = NOTICE.replace("vague'\n", 'vague\'\n      replaced_by: ["2"]\n')
    assert (tmp_path / "c.yaml").read_text() == wanted
    assert errcat(tmp_path, "retire", "1").code == 0
    head, _, tail = NOTICE.partition("    deprecated:")
    retired = '    retired: {in: "next", reason: "too vague", replaced_by: ["2"]}\n'
    rest = tail[tail.index("\n  # what follows") :]
    assert (tmp_path / "c.yaml").read_text() == head + retired + rest
