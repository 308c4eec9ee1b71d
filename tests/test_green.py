"""Green means green: where `errcat validate` finds nothing, `errcat gen` runs."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

from errcat import open_project
from errcat.errors import ErrcatError
from tests.support import catalog_text, entry, examples, run, write_tree

SUPPRESSED = {"reason": "known"}
TWICE = catalog_text([entry("1"), entry("1", name="OTHER")])
SAME_NAME = catalog_text([entry("1", name="A"), entry("2", name="A")])
NO_NAME = catalog_text([entry("1", name="")])
CASING = catalog_text([entry("1", name="ERROR_1"), entry("2", name="ERROR1")])
LOWER = catalog_text([entry("1", name="not-a-name")])
FORMAT = catalog_text([entry("1"), entry("x y", name="X")], code={"pattern": "[0-9]"})
PYTHON = 'catalogs = ["c.json"]\n[[outputs]]\ntarget = "python"\noutput = "o.py"\n'
FIRM = [
    ("code-unique", TWICE),
    ("name-unique", SAME_NAME),
    ("name-present", NO_NAME),
    ("name-format", LOWER),
    ("name-collision-after-casing", CASING),
]


def project(folder: Path, text: str, config: str = PYTHON) -> Path:
    return write_tree(folder, {"c.json": text, "errcat.toml": config})


def baseline(*rows: dict[str, str]) -> str:
    return json.dumps({"format": 1, "findings": list(rows)})


@pytest.mark.parametrize(("rule", "text"), FIRM)
def test_what_targets_need_cannot_be_baselined(
    rule: str, text: str, tmp_path: Path
) -> None:
    project(tmp_path, text)
    wrote = run("validate", "--write-baseline", cwd=tmp_path)
    assert wrote.code == 1
    assert f"left out 1 finding of {rule}, which cannot be in a baseline" in wrote.err
    again = run("validate", "--report", "concise", cwd=tmp_path)
    assert (again.code, f"({rule})" in again.out) == (1, True)
    assert run("gen", cwd=tmp_path).code == 1


@pytest.mark.parametrize(("rule", "text"), FIRM)
def test_what_targets_need_cannot_be_suppressed(
    rule: str, text: str, tmp_path: Path
) -> None:
    data = json.loads(text)
    for each in data["errors"]:
        each["lint"] = {"ignore": [rule], **SUPPRESSED}
    project(tmp_path, json.dumps(data))
    ran = run("validate", "--report", "concise", cwd=tmp_path)
    assert ran.code == 1
    assert f"({rule})" in ran.out
    assert f"rule '{rule}' cannot be suppressed (suppression-unused)" in ran.out


@pytest.mark.parametrize(
    "setting", ["[rules]\n{rule} = 'off'\n", "ignore = ['{rule}']\n"]
)
@pytest.mark.parametrize(
    ("rule", "text"), [*FIRM, ("schema-valid", '{"errcat": 1, "id": 3}')]
)
def test_what_targets_need_cannot_be_switched_off_where_outputs_are_configured(
    rule: str, text: str, setting: str, tmp_path: Path
) -> None:
    catalogs, _, outputs = PYTHON.partition("\n")
    config = f"{catalogs}\n{setting.format(rule=rule)}{outputs}"
    project(tmp_path, text, config)
    ran = run("validate", "--report", "concise", cwd=tmp_path)
    assert (ran.code, f"({rule})" in ran.out) == (1, True), ran.err


def test_an_old_baseline_that_holds_what_it_cannot_is_a_finding_that_pruning_fixes(
    tmp_path: Path,
) -> None:
    project(tmp_path, catalog_text([entry("1")]))
    row = {"fingerprint": "0123456789abcdef", "rule": "code-unique", "code": "1"}
    row |= {"catalog": "elsewhere", "field": "code", "message": "m", "reason": ""}
    write_tree(tmp_path, {"errcat-baseline.json": baseline(row)})
    ran = run("validate", cwd=tmp_path)
    assert ran.code == 1
    assert "1: a baseline cannot hold findings of code-unique: m" in ran.out
    assert "help: run `errcat validate --prune-baseline`" in ran.out
    assert run("gen", "--check", cwd=tmp_path).out.startswith("--- /dev/null")
    assert run("validate", "--prune-baseline", cwd=tmp_path).code == 0
    assert run("validate", cwd=tmp_path).code == 0


@pytest.mark.parametrize("silence", ["entry", "baseline"])
def test_code_format_can_be_silenced_and_gen_agrees(
    silence: str, tmp_path: Path
) -> None:
    data = json.loads(FORMAT)
    if silence == "entry":
        data["errors"][1]["lint"] = {"ignore": ["code-format"], **SUPPRESSED}
    project(tmp_path, json.dumps(data))
    if silence == "baseline":
        assert run("gen", cwd=tmp_path).code == 1
        assert run("validate", "--write-baseline", cwd=tmp_path).code == 0
    assert run("validate", cwd=tmp_path).code == 0
    made = run("gen", cwd=tmp_path)
    assert made.code == 0, made.err
    assert run("gen", "csv", "--catalog", "c.json", cwd=tmp_path).code == 0


OUTPUTS = {
    "an unknown target": (
        'target = "pyhton"\noutput = "o"\n',
        "did you mean 'python'?",
    ),
    "an unknown option": (
        'target = "python"\noutput = "o.py"\noptions = {styl = "x"}\n',
        "has no such option",
    ),
    "an unknown range": (
        'target = "csv"\noutput = "o.csv"\noptions = {ranges = ["nowhere"]}\n',
        "unknown range 'nowhere'",
    ),
    "an unknown column": (
        'target = "csv"\noutput = "o.csv"\noptions = {fields = ["cod"]}\n',
        "unknown column 'cod'",
    ),
    "two classes of one name": (
        'target = "python"\noutput = "o.py"\noptions = {exceptions = "group"}\n',
        "would both be 'OneError' among the exception classes",
    ),
    "a file of somebody else": (
        'target = "json"\noutput = "c.json"\n',
        "c.json: not written: not generated by errcat",
    ),
    "an output outside": ('target = "json"\noutput = "../x.json"\n', "outside"),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_validate_finds_what_keeps_an_output_from_being_made(
    name: str, tmp_path: Path
) -> None:
    table, message = OUTPUTS[name]
    project(
        tmp_path,
        catalog_text(
            [entry("1"), entry("2")],
            ranges=[
                {"name": "one", "from": "1", "to": "1"},
                {"name": "one-error", "from": "2", "to": "2"},
            ],
        ),
        f'catalogs = ["c.json"]\n[[outputs]]\n{table}',
    )
    ran = run("validate", "--report", "concise", cwd=tmp_path)
    assert (ran.code, ran.err) == (1, "")
    assert "(output-valid)" in ran.out
    assert message in ran.out
    assert run("gen", cwd=tmp_path).code == 2


# --- the law -----------------------------------------------------------------------------------

CODES = [
    *("1", "2", "10", "01", "-1", "card_declined", "cardDeclined", "x.y", "x y"),
    *("None", "class", "é", "a" * 64, "9" * 20, "__proto__", "1\n2", "\u2028"),
]
NAMES = [
    *("", "A", "ERROR_1", "ERROR1", "NONE", "CLASS", "MRO", "TO_STRING", "A_1", "A1"),
    *("a", "VALUE", "CODE", "CODES", "ERRORS", "PARSE", "CONSTRUCTOR", "TRUE"),
]
TEXTS = ["", "-", "A title", '"""', "*/", "${x}", "{param}", "{", "`", "\\", "a\u2028b"]
TARGETS: list[tuple[str, str, dict[str, Any]]] = [
    ("python", "o.py", {}),
    ("python", "p.py", {"exceptions": "code"}),
    ("ts", "o.ts", {}),
    ("ts", "p.ts", {"style": "enum"}),
    ("ts", "q.ts", {"style": "consts"}),
    ("openapi", "o.yaml", {}),
    ("markdown", "docs", {"pages": "code"}),
    ("markdown", "pages", {}),
    ("json", "o.json", {}),
    ("csv", "o.csv", {}),
]


def awkward(rng: random.Random) -> str:
    """Return a catalog with codes, names and texts that some target may not be able to use."""
    entries: list[dict[str, Any]] = []
    for code in rng.sample(CODES, rng.randint(1, 4)):
        ignored = {"lint": {"ignore": ["code-format"], "reason": "known"}}
        fields: dict[str, Any] = {
            "name": rng.choice([*NAMES, f"E_{len(entries)}"]),
            "title": rng.choice(TEXTS),
            "detail": rng.choice(TEXTS),
            **(ignored if rng.random() < 0.5 else {}),
        }
        if rng.random() < 0.3:
            fields["http"] = [rng.choice([404, 500])]
        entries.append(entry(code, **fields))
    header: dict[str, Any] = {}
    if rng.random() < 0.2:
        header["code"] = {"wire_type": "integer"}
    if rng.random() < 0.3:
        header["ranges"] = [{"name": "all", "from": "1", "to": "9999"}]
    return catalog_text(entries, **header)


def configured(rng: random.Random) -> str:
    lines = ['catalogs = ["c.json"]', 'fail-on = "error"']
    for target, output, options in rng.sample(TARGETS, rng.randint(1, 4)):
        given = ", ".join(f'{key} = "{value}"' for key, value in options.items())
        lines += ["[[outputs]]", f'target = "{target}"', f'output = "{output}"']
        lines += [f"options = {{{given}}}"] if given else []
    return "\n".join(lines) + "\n"


def test_where_validate_is_green_gen_runs(tmp_path: Path) -> None:
    green = 0
    for seed in range(examples(150)):
        rng = random.Random(seed)  # noqa: S311  # awkward, not secret
        folder = project(tmp_path / str(seed), awkward(rng), configured(rng))
        opened = open_project(os.fspath(folder / "errcat.toml"))
        if rng.random() < 0.5:
            opened.start_baseline(opened.validate())
        if not opened.validate().ok:
            continue
        green += 1
        try:
            opened.outputs().write()
        except ErrcatError as error:  # pragma: no cover  # only where the law is broken
            pytest.fail(f"seed {seed}: {error}")
        assert opened.outputs().fresh
    assert green > 5
