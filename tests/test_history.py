"""Ten releases of a catalog, and every command that compares against every pair of them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from errcat.cli import main
from errcat.loading.schema import check_against
from errcat_schema import load
from tests.cli.test_compare import commit, git
from tests.support import catalog_text, combinations, entry, write_tree

ROUTE = entry("40001", name="NOT_ROUTABLE", title="Not routable", detail="No route.")
BLOCK = entry("40002", name="BLOCKED", title="Blocked", detail="It was blocked.")
SPAM = entry("40003", name="SPAM", title="Spam", detail="It is spam.")
OLD = entry("40004", name="EXPIRED", title="Expired", detail="It expired.")
LARGE = entry("40005", name="TOO_LARGE", title="Too large", detail="It is too large.")
OTHER = entry("40002", name="NO_CREDIT", title="No credit left", detail="Pay first.")
NOTICE = {"deprecated": {"since": "1.2.0", "replaced_by": ["40003"]}}
GONE = {"retired": {"in": "3.0.0", "replaced_by": ["40003"]}}
MOVED = {**ROUTE, "code": "40101"}
WORDED = {**BLOCK, "title": "Blocked by carrier"}
RELEASES: dict[str, list[dict[str, Any]]] = {
    "1.0.0": [ROUTE, BLOCK, SPAM, OLD],
    "1.1.0": [ROUTE, BLOCK, SPAM, OLD, LARGE],  # an addition
    "1.1.1": [ROUTE, WORDED, SPAM, OLD, LARGE],  # a rewording
    "1.2.0": [ROUTE, WORDED, SPAM, {**OLD, **NOTICE}, LARGE],  # a notice
    "2.0.0": [WORDED, SPAM, {**OLD, **NOTICE}, LARGE, MOVED],  # a renumbering
    "3.0.0": [WORDED, SPAM, {**OLD, **GONE}, LARGE, MOVED],  # a retirement
    "3.0.1": [BLOCK, SPAM, {**OLD, **GONE}, LARGE, MOVED],  # a revert
    "4.0.0": [SPAM, {**OLD, **GONE}, LARGE, MOVED],  # a removal
    "5.0.0": [OTHER, SPAM, {**OLD, **GONE}, LARGE, MOVED],  # a reuse
    "5.1.0": [
        OTHER,
        {**SPAM, "name": "JUNK", "aliases": ["SPAM"]},
        {**OLD, **GONE},
        LARGE,
        MOVED,
    ],
}
STEPS = {
    ("1.0.0", "1.1.0"): ("minor", {"entry-added"}),
    ("1.1.0", "1.1.1"): ("patch", {"title-changed"}),
    ("1.1.1", "1.2.0"): ("minor", {"entry-deprecated"}),
    ("1.2.0", "2.0.0"): ("major", {"entry-renumbered"}),
    ("2.0.0", "3.0.0"): ("major", {"entry-retired-after-deprecation"}),
    ("3.0.0", "3.0.1"): ("patch", {"title-changed"}),
    ("3.0.1", "4.0.0"): ("major", {"entry-removed"}),
    ("3.0.1", "5.0.0"): ("major", {"meaning-unclear"}),
    ("5.0.0", "5.1.0"): ("minor", {"identifier-aliased"}),
}


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository with a tag for every release."""
    folder = tmp_path_factory.mktemp("history")
    git(folder, "init", "-q", "-b", "main")
    write_tree(folder, {"errcat.toml": 'catalogs = ["c.json"]\n'})
    for version, entries in RELEASES.items():
        text = catalog_text(entries, id="shop", version=version)
        (folder / "c.json").write_text(text)
        commit(folder, version, f"v{version}")
        write_tree(folder, {f"releases/{version}.json": text})
    return folder


@pytest.fixture(autouse=True)
def in_it(history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(history)
    for key in [key for key in os.environ if key.startswith(("GIT_", "GITHUB_"))]:
        monkeypatch.delenv(key)


def errcat(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    """Run errcat in this process, which hundreds of runs need."""
    with pytest.raises(SystemExit) as ended:
        main(args)
    return int(ended.value.code or 0), capsys.readouterr().out


def compared(
    capsys: pytest.CaptureFixture[str], old: str, new: str
) -> tuple[str, set[str]]:
    """Return bump and rules of what differs between two releases."""
    sides = (f"v{old}:c.json", f"releases/{new}.json")
    code, out = errcat(capsys, "diff", *sides, "--report", "json")
    assert code == 0
    data = json.loads(out)
    assert not list(check_against(load("changes"), data))
    (comparison,) = data["comparisons"]
    return comparison["bump"], {each["rule"] for each in comparison["changes"]}


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_each_step_is_what_it_is(
    capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    bump, rules = compared(capsys, old, new)
    wanted, told = STEPS[old, new]
    assert (bump, told <= rules) == (wanted, True), rules


def test_what_two_releases_apart_reuse_is_told_though_no_single_step_shows_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "meaning-unclear" not in compared(capsys, "4.0.0", "5.0.0")[1]
    assert "meaning-unclear" in compared(capsys, "3.0.1", "5.0.0")[1]
    assert "meaning-unclear" in compared(capsys, "1.0.0", "5.1.0")[1]


def test_a_revert_leaves_nothing_behind(capsys: pytest.CaptureFixture[str]) -> None:
    rules = compared(capsys, "1.1.0", "3.0.1")[1]
    assert "title-changed" not in rules


COMMANDS = ("diff", "breaking", "bump", "changelog")


@pytest.mark.parametrize("old", RELEASES)
def test_every_command_against_every_pair(
    capsys: pytest.CaptureFixture[str], old: str
) -> None:
    for new, command in combinations(RELEASES, COMMANDS):
        path = f"releases/{new}.json"
        against = f"v{old}:c.json"
        arguments = [command, against, path]
        if command != "diff":
            arguments = [command, path, "--against", against]
        code, out = errcat(capsys, *arguments)
        assert code in ((0, 1) if command == "breaking" else (0,)), (old, new, command)
        if old == new:
            assert code == 0
            assert out in ("", "none\n") or "no difference" in out
        elif command in ("diff", "bump"):
            assert out.strip()
            assert "no difference" not in out
