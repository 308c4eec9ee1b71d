"""Whatever a catalog looks like, it gets findings at their line and column, and no traceback."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import look, run, write_tree

HEADER = "errcat: 1\nid: example\n"
ENTRIES = "errcat: 1\nerrors:\n"


class Broken(NamedTuple):
    """Files, and where which rule must say something."""

    files: dict[str, str | bytes]
    where: str
    rule: str


def folder(entries: str | bytes, header: str = HEADER) -> dict[str, str | bytes]:
    """Return a catalog of a header and one file of entries."""
    body = entries if isinstance(entries, bytes) else ENTRIES + entries
    return {"catalog.yaml": header, "a.yaml": body}


ONE = '  - code: "10001"\n    name: ONE\n    title: One\n'
TWO = '  - code: "10002"\n    name: TWO\n    title: Two\n'
CASES = {
    "missing title": Broken(
        folder('  - code: "10001"\n    name: ONE\n'), "a.yaml:3:5", "title-present"
    ),
    "title of blanks": Broken(
        folder('  - code: "10001"\n    name: ONE\n    title: "  "\n'),
        "a.yaml:5:12",
        "title-present",
    ),
    "null title": Broken(
        folder('  - code: "10001"\n    name: ONE\n    title:\n'),
        "a.yaml:5:11",
        "schema-valid",
    ),
    "code in another file": Broken(
        {**folder(ONE), "b.yaml": f"{ENTRIES}{ONE.replace('ONE', 'OTHER')}"},
        "b.yaml:3:11",
        "code-unique",
    ),
    "overlapping ranges": Broken(
        folder(
            ONE,
            f'{HEADER}ranges:\n  - {{name: a, from: "10000", to: "19999"}}\n'
            '  - {name: b, from: "15000", to: "25000"}\n',
        ),
        "catalog.yaml:5:5",
        "range-overlap",
    ),
    "range backwards": Broken(
        {"catalog.yaml": f'{HEADER}ranges:\n  - {{name: a, from: "2", to: "1"}}\n'},
        "catalog.yaml:4:30",
        "range-bounds",
    ),
    "code outside": Broken(
        folder(ONE, f'{HEADER}ranges:\n  - {{name: a, from: "20000", to: "29999"}}\n'),
        "a.yaml:3:11",
        "code-in-range",
    ),
    "leading zero": Broken(
        folder("  - code: 01000\n    name: ONE\n    title: One\n"),
        "a.yaml:3:11",
        "scalar-quoted",
    ),
    "version that is a number": Broken(
        {"catalog.yaml": f"{HEADER}version: 1.10\n"},
        "catalog.yaml:3:10",
        "scalar-quoted",
    ),
    "null code": Broken(
        folder("  - code: null\n    title: One\n"), "a.yaml:3:11", "schema-valid"
    ),
    "code that is true": Broken(
        folder("  - code: true\n    title: One\n"), "a.yaml:3:11", "schema-valid"
    ),
    "JSON float": Broken(
        {"catalog.json": '{"errcat": 1, "id": "e",\n "errors": [{"code": 10001.0}]}'},
        "catalog.json:2:22",
        "schema-valid",
    ),
    "unknown key": Broken(
        folder('  - code: "10001"\n    name: ONE\n    titel: One\n'),
        "a.yaml:5:5",
        "schema-valid",
    ),
    "tab": Broken(
        folder('  - code: "10001"\n\tname: ONE\n'), "a.yaml:4:1", "syntax-valid"
    ),
    "truncated JSON": Broken(
        {"catalog.json": '{"errcat": 1, "id": "e",\n "errors": ['},
        "catalog.json:2:13",
        "syntax-valid",
    ),
    "duplicate key": Broken(
        folder(f"{ONE}    title: Two\n"), "a.yaml:6:5", "key-unique"
    ),
    "duplicate key in JSON": Broken(
        {"catalog.json": '{"errcat": 1, "id": "e",\n "id": "f"}'},
        "catalog.json:2:2",
        "key-unique",
    ),
    "NaN": Broken(
        {"catalog.json": '{"errcat": 1, "id": "e", "x-a": NaN}'},
        "catalog.json:1:33",
        "syntax-valid",
    ),
    "Latin-1": Broken(
        folder(b'errcat: 1\nerrors:\n  - code: "1"\n    title: caf\xe9\n'),
        "a.yaml:1:1",
        "encoding-utf8",
    ),
    "control character": Broken(
        folder('  - code: "10001"\n    title: a\x07b\n'), "a.yaml:4:13", "encoding-utf8"
    ),
    "merge conflict": Broken(
        folder(f"<<<<<<< HEAD\n{ONE}=======\n{TWO}>>>>>>> other\n"),
        "a.yaml:3:1",
        "conflict-resolved",
    ),
    "empty file": Broken(
        {"catalog.yaml": HEADER, "a.yaml": b""}, "a.yaml:1:1", "file-marked"
    ),
    "list": Broken({"catalog.yaml": "- errcat: 1\n"}, "catalog.yaml:1:1", "file-read"),
    "no header": Broken({"a.yaml": ENTRIES + ONE}, ":1:1", "header-single"),
    "two headers": Broken(
        {"catalog.yaml": HEADER, "catalog.json": '{"errcat": 1, "id": "b"}'},
        "catalog.yaml:2:1",
        "header-single",
    ),
    "two documents": Broken(
        folder(f"{ONE}---\n{TWO}"), "a.yaml:6:1", "document-single"
    ),
    "anchor": Broken(
        folder('  - code: "10001"\n    name: ONE\n    title: &t One\n'),
        "a.yaml:5:12",
        "yaml-plain",
    ),
    "alias": Broken(
        folder('  - code: "10001"\n    name: ONE\n    title: *t\n'),
        "a.yaml:5:12",
        "yaml-plain",
    ),
    "tag": Broken(
        folder('  - code: !!int "10001"\n    title: One\n'), "a.yaml:3:11", "yaml-plain"
    ),
    "merge key": Broken(
        folder('  - <<: {a: 1}\n    code: "10001"\n'), "a.yaml:3:5", "yaml-plain"
    ),
    "deep YAML": Broken(
        {"catalog.yaml": "errcat: 1\nid: " + "[" * 100_000},
        "catalog.yaml:2:68",
        "nesting-shallow",
    ),
    "deep JSON": Broken(
        {"catalog.json": '{"errcat": 1, "x-a": ' + "[" * 100_000},
        "catalog.json:1:85",
        "nesting-shallow",
    ),
    "deep JSON that can be read": Broken(
        {
            "catalog.json": '{"errcat": 1, "id": "e",\n "x-a": '
            + "[" * 200
            + "]" * 200
            + "}"
        },
        "catalog.json:2:9",
        "nesting-shallow",
    ),
    "long number": Broken(
        {"catalog.json": '{"errcat": 1, "id": "e", "x-a": ' + "9" * 5000 + "}"},
        "catalog.json:1:33",
        "syntax-valid",
    ),
    "billion laughs": Broken(
        {"catalog.yaml": HEADER + "x-a: &a [lol]\nx-b: &b [*a, *a]\n"},
        "catalog.yaml:3:6",
        "yaml-plain",
    ),
    "range of the file unknown": Broken(
        {"catalog.yaml": HEADER, "a.yaml": "errcat: 1\nrange: messaging\n"},
        "a.yaml:2:8",
        "code-in-file-range",
    ),
    "pattern with a trap": Broken(
        {"catalog.yaml": HEADER + 'code: {pattern: "(a+)+b"}\n'},
        "catalog.yaml:3:17",
        "code-format",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_broken_catalog_is_told_at_its_place(name: str, tmp_path: Path) -> None:
    broken = CASES[name]
    write_tree(tmp_path / "c", broken.files)
    ran = run("validate", "c", "--report", "concise", cwd=tmp_path)
    assert ran.err == ""
    assert ran.code == 1, ran.out
    where = f"c{broken.where}" if broken.where.startswith(":") else f"c/{broken.where}"
    wanted = re.compile(
        rf"^{re.escape(where)}: \w+: .*\({broken.rule}\)$", re.MULTILINE
    )
    assert wanted.search(ran.out), ran.out


@pytest.mark.parametrize("name", CASES)
def test_a_broken_catalog_says_nothing_that_is_not_so(
    name: str, tmp_path: Path
) -> None:
    """One fault is one finding, but for what follows from it."""
    broken = CASES[name]
    write_tree(tmp_path / "c", broken.files)
    (tmp_path / "errcat.toml").write_text('preset = "minimal"\n')
    ran = run("validate", "c", "--report", "concise", "--quiet", cwd=tmp_path)
    rules = [line.rpartition("(")[2].rstrip(")") for line in ran.out.splitlines()]
    follows = {"unknown key": {"title-present"}, "null code": {"name-present"}}.get(
        name, set()
    )
    assert set(rules) - follows == {broken.rule}, ran.out


@pytest.mark.parametrize(
    ("header", "message", "hint"),
    [
        (
            "id: Telnyx",
            '"Telnyx" is not a valid identifier',
            (
                "an identifier starts with a lower-case letter and contains only lower-case"
                " letters, digits and hyphens, at most 64 characters in all"
            ),
        ),
        (
            "id: e\nenvelope: {code: error.code}",
            '"error.code" is not a valid JSON pointer',
            "a JSON pointer (RFC 6901) starts with /, for example /error/code",
        ),
        (
            "id: e\ndefaults: {retry: {when: after_delay, after: 24 hours}}",
            '"24 hours" is not a valid ISO 8601 duration',
            (
                "an ISO 8601 duration, in weeks (P2W) or in days, hours, minutes and seconds"
                " (P1DT12H, PT30S)"
            ),
        ),
    ],
)
def test_a_text_in_the_wrong_format_is_quoted_and_the_format_explained(
    tmp_path: Path, header: str, message: str, hint: str
) -> None:
    write_tree(tmp_path, {"catalog.yaml": f"errcat: 1\n{header}\n"})
    (finding,) = look(tmp_path).findings
    assert (finding.rule, finding.message, finding.hint) == (
        "schema-valid",
        message,
        hint,
    )
