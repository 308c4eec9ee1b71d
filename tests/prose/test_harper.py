"""The English of the docs, as harper sees it: spelling, grammar, and long sentences."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.prose.texts import PAGES
from tests.support import NODE_MODULES, ROOT

pytestmark = [pytest.mark.exhaustive, pytest.mark.tools]

HERE = Path(__file__).parent
OFF = {
    "UseTitleCase": "headings are in sentence case",
    "SentenceCapitalization": "errcat, commands and the cells of tables start in lower case",
    "OxfordComma": "lists have no comma before the last item unless it would be misread",
    "MassNouns": "a finding is one problem, and findings are counted",
    "CompoundNouns": "file name, white space and stack trace are written as POSIX and Unicode do",
    "ExpandParameter": "a param is what the key `params` of the format declares",
    "OrthographicConsistency": "names of files and rules are in lower case: api.md, utf8",
    "ExpandMemoryShorthands": "MiB is the usual unit",
}
"""Rules of harper that the docs do not follow, and why."""
MISREAD = {
    ("ToTwoToo", "to"): "it takes 'limited to certain `ranges`' for an adverb",
    ("MissingTo", "need"): "it takes 'scripts' for a verb",
    ("ToDoHyphen", "TODO"): "an example of filler",
    ("SpellCheck", "N/A"): "an example of filler",
    ("SpellCheck", "E."): "it splits E.164",
    ("SpellCheck", "S105"): "a rule of ruff",
    ("SpellCheck", "NotFound"): "an example of a name",
    ("SpellCheck", "ERROR1"): "an example of a name",
    ("SplitWords", "gettext"): "the name of a program",
    ("SplitWords", "numberAssigning"): "an example of words that are glued together",
}
"""What harper takes wrongly for a mistake, by its rule and the words."""


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return what harper finds in the docs."""
    folder = tmp_path_factory.mktemp("harper")
    (folder / "node_modules").symlink_to(NODE_MODULES)
    script = folder / "harper.mjs"
    script.write_text((HERE / "harper.mjs").read_text(encoding="utf-8"))
    request = {
        "words": (HERE / "words.txt").read_text(encoding="utf-8").split(),
        "off": list(OFF),
        "files": [str(path) for path in PAGES if path.suffix == ".md"],
    }
    done = subprocess.run(
        ["node", script],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_harper_finds_no_mistake_in_the_docs(findings: list[dict[str, Any]]) -> None:
    mistakes = [
        f"{Path(item['file']).relative_to(ROOT)}:{item['line']}: {item['words']!r}: "
        f"{item['message']} ({item['rule']})"
        for item in findings
        if (item["rule"], item["words"]) not in MISREAD
    ]
    assert mistakes == []


def test_every_exception_is_used(findings: list[dict[str, Any]]) -> None:
    assert {*MISREAD} <= {(item["rule"], item["words"]) for item in findings}
    text = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    words = (HERE / "words.txt").read_text(encoding="utf-8").split()
    assert [word for word in words if word not in text] == []
    assert words == sorted(words)
