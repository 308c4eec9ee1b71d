"""What the docs say is so."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest

import errcat.cli
from errcat import plugins
from errcat.errors import BUG
from errcat.linting.rule import Rule
from errcat.reporting.report import Report
from tests.pages import (
    CHANGES,
    GENERATORS,
    GROUPS,
    RULES,
    changes_page,
    generators_page,
    rules_page,
)
from tests.support import ROOT, load_text, look, run, write_tree
from tests.test_plugins import FILES

README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
PLUGINS = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")


def fences(text: str, language: str) -> list[str]:
    """Return the fenced blocks of *language* in a Markdown text."""
    found = re.findall(
        rf"^(`{{3,}}){language}\n(.*?)^\1$", text, re.DOTALL | re.MULTILINE
    )
    return [body for _, body in found]


def test_the_page_of_targets_is_fresh() -> None:
    """Run `python -m tests.pages` when it is not."""
    assert GENERATORS.read_text(encoding="utf-8") == generators_page()


def test_the_page_of_changes_is_fresh() -> None:
    """Run `python -m tests.pages` when it is not."""
    assert CHANGES.read_text(encoding="utf-8") == changes_page()


def test_the_rules_page_is_fresh() -> None:
    """Run `python -m tests.pages` when it is not."""
    assert RULES.read_text(encoding="utf-8") == rules_page()


def test_every_rule_is_in_a_group_of_the_page() -> None:
    assert {rule.group for rule in plugins.collect("rules", Rule)} <= set(GROUPS)


def test_every_command_is_in_the_readme() -> None:
    for name in plugins.names("commands"):
        command = plugins.get("commands", click.Command, name)
        assert f"`errcat {name} " in README, name
        assert command.help, name
        assert all(
            option.help for option in command.params if isinstance(option, click.Option)
        )


def test_every_report_is_in_the_readme() -> None:
    for report in plugins.collect("reports", Report):
        assert f"| `{report.name}` |" in README


def test_every_target_is_in_the_readme() -> None:
    for name in plugins.names("generators"):
        assert f"`{name}`" in README, name


def test_no_file_names_an_address_that_belongs_to_nobody() -> None:
    shipped = [path for path in ROOT.glob("*") if path.is_file()]
    for folder in ("docs", "generators", "schema", "toolkit", "tests/reports/golden"):
        shipped += (path for path in (ROOT / folder).rglob("*") if path.is_file())
    for path in shipped:
        text = path.read_bytes()
        assert not re.search(rb"errcat[.]dev|github[.]com/errcat", text), path


@pytest.mark.parametrize("name", list(plugins.names("commands")))
def test_every_command_takes_the_common_options(name: str) -> None:
    options = {
        option.name for option in plugins.get("commands", click.Command, name).params
    }
    assert {"config", "quiet", "debug"} <= options


def test_color_and_report_are_taken_only_where_they_act() -> None:
    taking: dict[str, set[str]] = {"--color": set(), "--report": set()}
    for name in plugins.names("commands"):
        for param in plugins.get("commands", click.Command, name).params:
            for option in {*param.opts} & {*taking}:
                taking[option].add(name)
    reporting = {"breaking", "diff", "rule", "validate"}
    assert taking == {
        "--color": reporting | {"gen"},
        "--report": reporting | {"changelog"},
    }


def test_every_exit_code_is_in_the_readme() -> None:
    codes = {0, 1, 2, BUG, errcat.cli.INTERRUPTED, errcat.cli.READER_GONE}
    table = {int(code) for code in re.findall(r"^\| ([0-9]+) \|", README, re.MULTILINE)}
    assert table == codes


def test_the_catalog_of_the_readme_is_clean(tmp_path: Path) -> None:
    (block,) = (block for block in fences(README, "yaml") if "\nerrcat: 1" in block)
    (tmp_path / "catalog.yaml").write_text(block)
    assert look(tmp_path).findings == ()


def test_the_examples_of_the_format_are_clean(tmp_path: Path) -> None:
    blocks = fences(FORMAT, "yaml")
    assert blocks
    for number, block in enumerate(blocks):
        folder = write_tree(tmp_path / str(number), {"catalog.yaml": block})
        if "\nid: " not in block:
            header = 'errcat: 1\nid: example\nranges: [{name: messaging, from: "40000", to: "49999"}]\n'
            write_tree(folder, {"entries.yaml": block, "catalog.yaml": header})
        assert look(folder).findings == (), block


def test_every_key_of_the_schema_is_in_the_format() -> None:
    schema = json.loads((ROOT / "schema/errcat_schema/catalog.schema.json").read_text())
    definitions = schema["definitions"]
    for name in ("catalog", "entries_file", "entry", "range"):
        for key in definitions[name]["properties"]:
            assert f"`{key}`" in FORMAT, key


def test_the_configuration_of_the_readme_is_one(tmp_path: Path) -> None:
    (block,) = fences(README, "toml")
    (tmp_path / "pyproject.toml").write_text(block.replace("catalog/telnyx", "c.json"))
    load_text(tmp_path, '{"errcat": 1, "id": "c"}', "c.json")
    assert run("validate", cwd=tmp_path).code == 0


def test_the_console_of_the_readme_comes_out_as_it_says(tmp_path: Path) -> None:
    (block,) = fences(README, "console")
    for name in ("catalog", "errcat-baseline.json"):
        (tmp_path / name).symlink_to(ROOT / name)
    steps = re.split(r"^\$ errcat ", block, flags=re.MULTILINE)[1:]
    assert steps
    for step in steps:
        command, _, wanted = step.partition("\n")
        ran = run(*shlex.split(command), cwd=tmp_path)
        assert (ran.code, ran.out + ran.err) == (0, wanted)
    (session,) = fences(README, "python")
    (tmp_path / "session.txt").write_text(session)
    done = subprocess.run(
        [str(Path(run.__globals__["sys"].executable)), "-m", "doctest", "session.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_set_up_of_the_readme_is_two_commands() -> None:
    """CI runs the second; the first is run from an empty folder by `.ci/run`."""
    section = README.partition("## Set-up")[2].partition("\n## ")[0]
    first, second = (block.strip() for block in fences(section, "sh"))
    assert first.count("\n") == second.count("\n") == 0
    script = (ROOT / ".ci" / "run").read_text()
    assert second.removeprefix("python3 ") in script
    assert "README.md" in script


def test_the_plugins_of_the_docs_work(tmp_path: Path) -> None:
    rule, generator, report, command = fences(PLUGINS, "python")
    package = {
        **FILES,
        "rules/title_quiet.py": rule,
        "generators/codes.py": generator,
        "reports/number.py": report,
        "commands/size.py": command,
    }
    files = {f"lib/acme_errcat/{name}": text for name, text in package.items()}
    (config,) = (block for block in fences(PLUGINS, "toml") if "plugins =" in block)
    catalog = '{"errcat": 1, "id": "c", "errors": [{"code": "1", "name": "A", "title": "NO", "detail": "N."}]}'
    write_tree(tmp_path, {**files, "pyproject.toml": config, "c.json": catalog})
    own = 'catalogs = ["c.json"]\nplugins = ["acme_errcat"]\n'
    write_tree(tmp_path, {"b.toml": own})
    path = os.pathsep.join([str(tmp_path / "lib"), os.environ.get("PYTHONPATH", "")])
    ran = run("validate", "c.json", "--report", "number", cwd=tmp_path, PYTHONPATH=path)
    assert (ran.code, ran.out) == (1, "1 in all\n"), ran.err
    ran = run("size", "--config", "b.toml", cwd=tmp_path, PYTHONPATH=path)
    assert (ran.code, ran.out) == (0, "1\n"), ran.err
    ran = run("gen", "codes", "--catalog", "c.json", cwd=tmp_path, PYTHONPATH=path)
    assert (ran.code, ran.out) == (0, "1\n"), ran.err
