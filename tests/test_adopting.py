"""A messy catalog is adopted step by step, and no step meets a finding that is not so."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from tests.cli.test_compare import commit, git
from tests.support import Ran, run, write_tree

INVENTORY = """\
code,constant,message
1001,CART_EMPTY,The cart is empty
1002,CARD_DECLINED,card declined
1003,CARD_EXPIRED,The card has expired.
1003,CARD_STOLEN,The card was  reported stolen
1005,,Limit exceeded
1006,LIMIT_1,One limit
1007,LIMIT1,Another limit
"""
CONFIG = """\
catalogs = ["errors.json"]
[[outputs]]
target = "python"
output = "errors.py"
[[outputs]]
target = "ts"
output = "errors.ts"
"""


def convert(folder: Path, table: str) -> None:
    errors = [
        {"code": row["code"], "title": row["message"]}
        | ({"name": row["constant"]} if row["constant"] else {})
        for row in csv.DictReader(io.StringIO(table))
    ]
    catalog = {"errcat": 1, "id": "shop", "errors": errors}
    (folder / "errors.json").write_text(json.dumps(catalog, indent=2))


def rules(ran: Ran) -> set[str]:
    """Return the rules of the findings in a concise report."""
    lines = [line for line in ran.out.splitlines() if re.search(r" \([a-z-]+\)$", line)]
    return {line.rpartition("(")[2].rstrip(")") for line in lines}


def clean(folder: Path, *args: str) -> None:
    ran = run(*args, cwd=folder)
    assert ran.code == 0, (args, ran.out, ran.err)


def test_a_messy_inventory_is_adopted_without_a_false_finding(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    write_tree(tmp_path, {"errcat.toml": CONFIG})
    convert(tmp_path, INVENTORY)

    # Errors first: the baseline says what it cannot hold, and `gen` agrees.
    wrote = run("validate", "--write-baseline", "--report", "concise", cwd=tmp_path)
    needed = {"code-unique", "name-present", "name-collision-after-casing"}
    assert (1, needed) == (wrote.code, rules(wrote))
    assert all(f"left out 1 finding of {rule}, " in wrote.err for rule in needed)
    assert run("gen", cwd=tmp_path).code == 1
    (tmp_path / "errcat-baseline.json").unlink()
    fixed = INVENTORY.replace("1003,CARD_STOLEN", "1004,CARD_STOLEN")
    fixed = fixed.replace("1005,,", "1005,LIMIT_EXCEEDED,")
    fixed = fixed.replace("LIMIT1", "LIMIT_2")
    convert(tmp_path, fixed)

    # The rest goes into the baseline; from now on validate is green, and gen runs.
    clean(tmp_path, "validate", "--write-baseline")
    clean(tmp_path, "validate")
    clean(tmp_path, "gen")
    clean(tmp_path, "check")
    commit(tmp_path, "adopt", "v1.0.0")
    write_tree(tmp_path, {"other.txt": "x"})
    commit(tmp_path, "more")

    # An unchanged tree has nothing new, whatever it is compared with.
    for old in ("v1.0.0", "@latest", "HEAD", "HEAD~1"):
        clean(tmp_path, "validate", "--against", old)
    clean(tmp_path, "validate", "--prune-baseline")
    clean(tmp_path, "check")
    clean(tmp_path, "check", "--against", "v1.0.0")

    # A pull request: what it adds is found, alone.
    convert(tmp_path, f"{fixed}1008,NEW_ONE,A new  error\n")
    for args in (["validate"], ["validate", "--against", "v1.0.0"]):
        ran = run(*args, "--report", "concise", cwd=tmp_path)
        assert ran.code == 1
        found = ran.out.splitlines()[:-1]
        assert found
        assert all(" 1008 NEW_ONE: " in line for line in found), found

    # A fixed finding leaves one row of the baseline over, and pruning removes just that.
    convert(tmp_path, fixed.replace("was  reported", "was reported"))
    for args in (["validate"], ["validate", "--against", "v1.0.0"]):
        ran = run(*args, "--report", "concise", cwd=tmp_path)
        assert (1, {"baseline-current"}) == (ran.code, rules(ran))
    clean(tmp_path, "validate", "--prune-baseline")
    clean(tmp_path, "validate", "--against", "v1.0.0")
    clean(tmp_path, "gen")
    clean(tmp_path, "check")


def test_a_row_that_was_outdated_before_is_not_new(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    write_tree(tmp_path, {"errcat.toml": 'catalogs = ["errors.json"]\n'})
    head = "code,constant,message\n"
    convert(tmp_path, f"{head}1001,CART_EMPTY,The cart  is empty\n")
    clean(tmp_path, "validate", "--write-baseline")
    convert(tmp_path, f"{head}1001,CART_EMPTY,The cart is empty\n")
    commit(tmp_path, "fixed, but not pruned", "v1.0.0")
    assert run("validate", cwd=tmp_path).code == 1
    clean(tmp_path, "validate", "--against", "v1.0.0")
