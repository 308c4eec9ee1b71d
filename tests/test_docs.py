"""What the docs say is so."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import click
import pytest

import errcat.cli
from errcat import plugins
from errcat.cli import _streams
from errcat.errors import BUG
from errcat.linting.rule import Rule
from errcat.reporting.report import Report
from tests import consoles
from tests.pages import (
    CHANGES,
    COMMANDS,
    GENERATORS,
    GROUPS,
    RULES,
    changes_page,
    commands_page,
    generators_page,
    rules_page,
)
from tests.support import ROOT, catalog_text, entry, load_text, look, run, write_tree
from tests.test_plugins import FILES

README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
PLUGINS = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PICTURES = ROOT / "docs" / "pictures"
CONSOLES = re.compile(r"^```(sh|console)\b", re.MULTILINE)
FENCES = re.DOTALL | re.MULTILINE


def fences(text: str, language: str) -> list[str]:
    """Return the fenced blocks of *language* in a Markdown text."""
    found = re.findall(
        rf"^(`{{3,}}){language}\n(.*?)^\1$", text, re.DOTALL | re.MULTILINE
    )
    return [body for _, body in found]


def test_the_page_of_targets_is_fresh() -> None:
    """Run `python -m tests.pages` when it is not."""
    assert GENERATORS.read_text(encoding="utf-8") == generators_page()


def test_the_page_of_commands_is_fresh() -> None:
    """Run `python -m tests.pages` when it is not."""
    assert COMMANDS.read_text(encoding="utf-8") == commands_page()


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
    command = plugins.get("commands", click.Command, name)
    commands = [command]
    if isinstance(command, click.Group):
        commands = list(command.commands.values())
    for single in commands:
        options = {option.name for option in single.params}
        assert {"config", "quiet", "debug"} <= options


def test_color_and_report_are_taken_only_where_they_act() -> None:
    taking: dict[str, set[str]] = {"--color": set(), "--report": set()}
    for name in plugins.names("commands"):
        for param in plugins.get("commands", click.Command, name).params:
            for option in {*param.opts} & {*taking}:
                taking[option].add(name)
    reporting = {"breaking", "check", "diff", "rule", "validate"}
    looking = {"explain", "list"}
    assert taking == {
        "--color": reporting | {"gen"} | looking,
        "--report": reporting | {"changelog", "import"} | looking,
    }


def test_every_exit_code_is_in_the_readme() -> None:
    ended = {errcat.cli.INTERRUPTED, _streams.READER_GONE, _streams.TERMINATED}
    codes = {0, 1, 2, BUG} | ended
    table = {int(code) for code in re.findall(r"^\| ([0-9]+) \|", README, re.MULTILINE)}
    assert table == codes


def test_the_examples_of_the_format_are_clean(tmp_path: Path) -> None:
    blocks = fences(FORMAT, "yaml")
    assert blocks
    for number, block in enumerate(blocks):
        folder = write_tree(tmp_path / str(number), {"catalog.yaml": block})
        header = 'errcat: 1\nid: example\nranges: [{name: messaging, from: "40000", to: "49999"}]\n'
        if "\noperations:" in block:
            codes = re.findall('"([0-9]+)": ', block)
            entries = catalog_text([entry(code) for code in codes])
            (folder / "catalog.yaml").unlink()
            files = {"catalog.json": entries, "operations.yaml": block}
            write_tree(folder, files)
        elif "\nid: " not in block:
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


@pytest.mark.parametrize("page", consoles.PAGES)
def test_the_commands_of_a_page_print_what_it_shows(page: str) -> None:
    """Run `python -m tests.consoles` when they do not."""
    text, pictures = consoles.run_page(page)
    assert (ROOT / page).read_text(encoding="utf-8") == text
    for path, picture in pictures.items():
        assert (ROOT / path).read_text(encoding="utf-8") == picture
        ET.fromstring(picture)  # noqa: S314  # our own picture


def test_every_page_with_commands_runs() -> None:
    """Other tests cover the exceptions."""
    pages = {
        path.relative_to(ROOT).as_posix()
        for path in DOCS
        if re.search(CONSOLES, path.read_text("utf-8"))
    }
    assert pages <= set(consoles.PAGES)
    assert all(consoles.ELSEWHERE.values())


def test_every_picture_is_drawn_and_shown() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in DOCS}
    pictures = list(PICTURES.iterdir())
    assert pictures
    for picture in pictures:
        drawn = f"<!-- picture {picture.relative_to(ROOT)}: "
        assert any(drawn in text for text in texts.values()), picture
        links = {path: os.path.relpath(picture, path.parent) for path in DOCS}
        assert any(f"]({links[path]})" in text for path, text in texts.items()), picture


def test_every_page_opens_with_what_a_reader_can_do_after_it() -> None:
    for path in DOCS:
        opening = path.read_text(encoding="utf-8").split("\n\n")[1]
        if path.name not in {"README.md", "index.md"}:
            assert "this page you can " in opening.replace("\n", " "), path.name


def test_the_index_lists_every_page_once_more() -> None:
    docs = ROOT / "docs"
    links = re.findall(r"\]\(([\w/]+\.md)\)", (docs / "index.md").read_text())
    pages = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    pages.remove("index.md")
    assert sorted(links) == sorted(pages)


def test_every_link_between_pages_leads_somewhere() -> None:
    for path in [*DOCS, ROOT / "CONTRIBUTING.md"]:
        text = re.sub(r"^(`{3,}).*?^\1$", "", path.read_text("utf-8"), flags=FENCES)
        for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text)):
            target, _, anchor = link.partition("#")
            if "://" in target:
                continue
            page = path.parent / target if target else path
            assert page.exists(), (path.name, link)
            assert not anchor or anchor in anchors(page), (path.name, link)


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in headings}


def test_the_first_script_of_the_readme_is_one_command_that_ci_runs() -> None:
    """`.ci/run` runs it from a fresh clone, and the one that checks everything."""
    section = README.partition("## Install")[2].partition("\n## ")[0]
    script = (ROOT / ".ci" / "run").read_text()
    assert fences(section, "sh")[0].count("\n") == 1
    assert "/^## Install/" in script
    assert "README.md" in script
    (check,) = (block for block in fences(README, "sh") if "check.py" in block)
    assert check.strip().removeprefix("python3 ") in script


def test_the_readme_claims_no_package_registry() -> None:
    for path in [*DOCS, ROOT / "action.yml", ROOT / "CONTRIBUTING.md"]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"pip install errcat|errcat==|pypi[.]org", text), path


@pytest.mark.tools
def test_the_hooks_of_the_readme_run(tmp_path: Path) -> None:
    (config,) = fences(README, "yaml .pre-commit-config.yaml")
    hooks = {".pre-commit-config.yaml": config, "errcat.toml": 'catalogs = ["c.json"]'}
    bad = '{"errcat": 1, "id": "c", "errors": [{"code": "1", "title": "A"}]}'
    shim = f'#!/bin/sh\nexec "{sys.executable}" -m errcat "$@"\n'
    write_tree(tmp_path, {**hooks, "c.json": bad, "bin/errcat": shim})
    (tmp_path / "bin" / "errcat").chmod(0o755)
    path = os.pathsep.join([str(tmp_path / "bin"), os.environ["PATH"]])
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "errcat-check", "--all-files"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(tmp_path / "home")},
    )
    assert done.returncode == 1, done.stderr
    assert "(name-present)" in done.stdout


def test_the_importer_of_the_docs_works(tmp_path: Path) -> None:
    (importer,) = fences(PLUGINS, "python importers")
    package = {
        "__init__.py": "",
        "importers/__init__.py": "",
        "importers/lines.py": importer,
    }
    files = {f"lib/acme_errcat/{name}": text for name, text in package.items()}
    files |= {
        "errcat.toml": 'plugins = ["acme_errcat"]\n',
        "e.lines": "1001 The cart is empty\n",
    }
    write_tree(tmp_path, files)
    path = os.pathsep.join([str(tmp_path / "lib"), os.environ.get("PYTHONPATH", "")])
    ran = run("import", "e.lines", "-o", "c.yaml", cwd=tmp_path, PYTHONPATH=path)
    assert ran.code == 0, ran.err
    assert "e.lines:1: read as lines: 1 row\n" in ran.out
    assert errcat.load(tmp_path / "c.yaml").by_code["1001"].title == "The cart is empty"


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
    assert (ran.code, ran.out) == (1, "1 findings\n"), ran.err
    ran = run("size", "--config", "b.toml", cwd=tmp_path, PYTHONPATH=path)
    assert (ran.code, ran.out) == (0, "1\n"), ran.err
    ran = run("gen", "codes", "--catalog", "c.json", cwd=tmp_path, PYTHONPATH=path)
    assert (ran.code, ran.out) == (0, "1\n"), ran.err
