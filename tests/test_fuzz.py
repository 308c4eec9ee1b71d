"""No catalog, however spoiled, makes errcat crash: every rule ends, every report can be written."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
import yaml

from errcat import plugins
from errcat.config import Config
from errcat.errors import FormatUnsupported
from errcat.linting.fixes import fix
from errcat.linting.running import Inspection
from errcat.linting.validation import ValidationResult
from errcat.loading.reading import is_list, is_mapping
from errcat.loading.sources import Raw, Source
from errcat.project import open_project
from errcat.reporting.report import Report
from tests.support import examples
from tests.test_loading import EVERYTHING

CONFIG = Config(preset="strict")
TOOLS = open_project(CONFIG).toolchain
REPORTS = plugins.collect("reports", Report)
SOUND: dict[str, Any] = {
    "errcat": 1,
    "id": "example",
    "version": "1.0",
    "code": {"pattern": "[0-9]+"},
    "ranges": [
        {"name": "all", "from": "1", "to": "99999", "defaults": {"fault": "caller"}}
    ],
    "reserved": [{"code": "5"}, {"from": "7", "to": "8"}, {"name": "TAKEN"}],
    "products": {"email": {"title": "E-mail"}},
    "envelope": "jsonapi",
    "errors": [
        EVERYTHING,
        {
            "code": "2",
            "through": "4",
            "name": "TWO",
            "title": "Two",
            "retired": {"in": "2"},
        },
    ],
}
ODD: list[Any] = [
    *(None, True, 0, -1, 10**30, 1.5, "", [], {}, [[]], {"a": None}, ["x", 1, None]),
    *(
        "x" * 70,
        "\u202e",
        "a b",
        "1\n",
        "\u0663",
        "next",
        "1.2.3.4.5",
        "{n}",
        "}}",
        "`",
        "*a*",
    ),
    *("<b>", "http://x y", "2027-13-45", "-5", "00", "9" * 65, "#\n- a", "a@b.io"),
]
NOISE = "{}[]:,\"'\n\t #&*!|>-1a\x85"


def spoiled(value: Any, chance: random.Random) -> Any:
    """Return *value* with some of it taken away, renamed, doubled or replaced."""
    if is_mapping(value):
        kept = {key: item for key, item in value.items() if chance.random() > 0.02}
        changed = {
            key if chance.random() > 0.01 else f"{key}x": spoiled(item, chance)
            for key, item in kept.items()
        }
        return (
            changed
            if chance.random() > 0.02
            else {**changed, "x-own": chance.choice(ODD)}
        )
    if is_list(value):
        items = [spoiled(item, chance) for item in value]
        return (
            items if chance.random() > 0.1 else [*items, *items[:1], chance.choice(ODD)]
        )
    return value if chance.random() > 0.05 else chance.choice(ODD)


def text_of(seed: int) -> tuple[str, str]:
    """Return the name and the text of a spoiled catalog."""
    chance = random.Random(seed)  # noqa: S311  # nothing here is a secret
    data = spoiled(SOUND, chance)
    name = chance.choice(["c.json", "c.yaml"])
    text = json.dumps(data) if name == "c.json" else yaml.safe_dump(data)
    for _ in range(chance.choice([0, 0, 1, 3])):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(NOISE) + text[at + 1 :]
    return name, text


def inspect(source: Source) -> Inspection:
    return TOOLS.inspect([source])[0]


@pytest.mark.parametrize("start", range(0, 300, 30))
def test_nothing_crashes(start: int) -> None:
    for seed in range(start, start + examples(30)):
        name, text = text_of(seed)
        source = Source(name, folder=False, files=(Raw(name, text.encode()),))
        try:
            inspection = inspect(source)
        except FormatUnsupported:
            continue
        assert inspection.crashed == (), (seed, text)
        run = ValidationResult((inspection,), TOOLS).run()
        for report in REPORTS:
            assert report.render(run) or not run.findings, (seed, report.name)
        fixed = fix(inspect, source, unsafe=True)
        again = fix(
            inspect, source._replace(files=fixed.changed or source.files), unsafe=True
        )
        assert again.changed == (), (seed, text)
