"""`errcat validate --fix` mends what it can, and nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.support import Ran, catalog_text, entry, run, write_tree

YAML = """\
# The errors of the example.
errcat: 1
id: example
version: 1.10  # of the catalog

errors:
  - code: "1"
    name: ONE   # frozen
    title: "One  is gone."
    detail: The first was taken away
  - code: "2"
    name: TWO
    title: Two
    detail: |-
      It occured here.

      - It may  come back
"""
MENDED = (
    YAML.replace("1.10 ", '"1.10" ')
    .replace('"One  is gone."', '"One is gone"')
    .replace("detail: The first was taken away", "detail: The first was taken away.")
)

STYLE = """\
[rules]
detail-punctuation = {style = "full-stop"}
title-punctuation = {style = "none"}
"""


def validate(folder: Path, *args: str) -> Ran:
    write_tree(folder, {"errcat.toml": STYLE})
    return run("validate", "c.yaml", "--report", "concise", *args, cwd=folder)


def test_safe_fixes_keep_comments_and_layout(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.yaml": YAML})
    ran = validate(tmp_path, "--fix")
    assert (tmp_path / "c.yaml").read_text() == MENDED
    assert ran.err.startswith("fixed ")
    assert ran.code == 1
    finding, summary, note = ran.out.splitlines()
    assert finding.endswith(" (spelling)")
    assert summary == "Checked 2 entries: 1 warning"
    assert note == "note: 1 more fixable with --unsafe-fixes"


def test_unsafe_fixes_are_asked_for(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.yaml": YAML})
    assert validate(tmp_path, "--fix", "--unsafe-fixes").code == 0
    assert (tmp_path / "c.yaml").read_text() == MENDED.replace("occured", "occurred")
    assert validate(tmp_path, "--unsafe-fixes").code == 2


def test_fixing_twice_is_fixing_once(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.yaml": YAML})
    validate(tmp_path, "--fix")
    once = (tmp_path / "c.yaml").stat()
    assert "fixed" not in validate(tmp_path, "--fix").err
    twice = (tmp_path / "c.yaml").stat()
    assert (once.st_mtime_ns, once.st_ino) == (twice.st_mtime_ns, twice.st_ino)


def test_a_diff_writes_nothing(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.yaml": YAML})
    ran = validate(tmp_path, "--diff")
    assert ran.code == 1
    assert "--- c.yaml\n+++ c.yaml\n" in ran.out
    assert "\n+    detail: The first was taken away.\n" in ran.out
    assert (tmp_path / "c.yaml").read_text() == YAML
    write_tree(tmp_path, {"c.yaml": MENDED})
    left = "nothing to fix; 1 finding has no safe fix\n"
    assert validate(tmp_path, "--diff") == (0, "", left)
    assert validate(tmp_path, "--diff", "--quiet") == (0, "", "")
    write_tree(tmp_path, {"c.yaml": MENDED.replace("occured", "occurred")})
    assert validate(tmp_path, "--diff") == (0, "", "nothing to fix\n")


def test_json_crlf_and_a_byte_order_mark_are_kept(tmp_path: Path) -> None:
    text = json.dumps(json.loads(catalog_text([entry("1", title="One.")])), indent=1)
    content = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    write_tree(tmp_path, {"c.json": content, "errcat.toml": STYLE})
    assert run("validate", "c.json", "--fix", cwd=tmp_path).code == 0
    assert (tmp_path / "c.json").read_bytes() == content.replace(b'"One."', b'"One"')


def test_what_the_baseline_knows_is_left_alone(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.yaml": YAML})
    validate(tmp_path, "--write-baseline")
    assert validate(tmp_path, "--fix").code == 0
    assert (tmp_path / "c.yaml").read_text() == YAML


def test_standard_input_cannot_be_fixed() -> None:
    ran = run("validate", "-", "--fix", stdin=YAML)
    assert (ran.code, ran.out) == (2, "")
    assert "standard input cannot be written" in ran.err


CLASHING = '''"""Every name is that of the first word of the title."""

from errcat import Change, Rule, at


def check(catalog, context):
    for entry in catalog.entries:
        name = entry.title.split()[0].upper()
        if entry.name != name:
            change = Change(entry.place("name"), name)
            yield at(entry, "name", "long name", changes=(change,))


RULE = Rule(__name__, __doc__, check, group="names")
'''


def test_a_fix_that_leads_to_an_error_is_refused_and_the_others_are_applied(
    tmp_path: Path,
) -> None:
    titles = ("Gone away", "Lost mail", "Gone home", "Lost twice", "Late")
    rows = [
        {"code": str(number), "name": f"N_{number}X", "title": title}
        for number, title in enumerate(titles)
    ]
    write_tree(
        tmp_path,
        {
            "c.json": catalog_text(rows),
            "errcat.toml": 'plugins = ["acme"]\n',
            "acme/__init__.py": "",
            "acme/rules/__init__.py": "",
            "acme/rules/name_short.py": CLASHING,
        },
    )
    path = os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    ran = run("validate", "c.json", "--fix", cwd=tmp_path, PYTHONPATH=path)
    data = json.loads((tmp_path / "c.json").read_text())
    names = [row["name"] for row in data["errors"]]
    assert names == ["GONE", "LOST", "N_2X", "N_3X", "LATE"]
    assert ran.code == 1
    assert ran.err.startswith(
        "fixed 3 findings\n"
        "not fixed: c.json:1:171: 2 N_2X: long name (name-short)\n"
        "  because the fix would lead to: 2 GONE: name 'GONE' is already used by 0"
        " (name-unique)\n"
        "  help: rename one of them\n"
        "not fixed: "
    )
    assert "Checked 5 entries: 2 errors\n" in ran.out
