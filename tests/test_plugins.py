"""Built-ins and plugins come through one door."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from errcat import ChangeRule, Reader, plugins
from errcat.errors import NameTaken, NameUnknown, PluginBroken
from tests.downloads import fetch
from tests.support import ROOT, Ran, catalog_text, entry, run, write_tree

RULE = '''\
"""No title shouts.

```yaml fail
- code: "1"
  name: ONE
  title: STOP
```
"""

from errcat import Rule, at


def check(catalog, context):
    for entry in catalog.entries:
        if entry.title.isupper():
            yield at(entry, "title", "the title shouts", value=entry.title)


RULE = Rule(__name__, __doc__, check, group="titles")
'''
REPORT = '''\
"""The number of findings."""

from errcat import Report

REPORT = Report(__name__, __doc__, lambda run: f"{len(run.findings)} in all\\n")
'''
GENERATOR = '''\
"""The codes, a line each."""

from errcat import File, Generator


def generate(catalog, options):
    yield File("codes.txt", "".join(f"{entry.code}\\n" for entry in catalog.entries))


GENERATOR = Generator(__name__, __doc__, generate, suffix=".txt")
'''
READER = '''\
"""Reader lines: a code and a title a line."""

from errcat import Reader, Reading


def read(text):
    rows = [line.split(" ", 1) for line in text.splitlines()[1:]]
    errors = [{"code": code, "name": f"E_{code}", "title": title, "detail": "D."} for code, title in rows]
    return Reading({"errcat": 1, "id": "lines", "errors": errors}, (), lambda path, key: (0, 0))


READER = Reader("lines", (".lines",), read)
'''
COMMAND = '''\
"""How many entries there are."""

import click

import errcat


@click.command("size")
@click.option("--config", help="The configuration.")
def command(config):
    """Print the number of entries."""
    click.echo(len(errcat.open_project(config).load().entries))
'''
FILES = {
    "__init__.py": "",
    "rules/__init__.py": "",
    "rules/title_quiet.py": RULE,
    "reports/__init__.py": "",
    "reports/number.py": REPORT,
    "generators/__init__.py": "",
    "generators/codes.py": GENERATOR,
    "readers/__init__.py": "",
    "readers/lines.py": READER,
    "commands/__init__.py": "",
    "commands/size.py": COMMAND,
}
CONFIG = 'plugins = ["acme_errcat"]\ncatalogs = ["c.json"]\n'
CATALOG = catalog_text([entry("1", title="STOP")])


def project(
    folder: Path, changed: dict[str, str] | None = None, config: str = CONFIG
) -> Path:
    """Write a plugin package, a catalog and a configuration, and return the folder."""
    package = {
        f"lib/acme_errcat/{name}": text
        for name, text in {**FILES, **(changed or {})}.items()
    }
    return write_tree(folder, {**package, "errcat.toml": config, "c.json": CATALOG})


def errcat(folder: Path, *args: str) -> Ran:
    path = (str(folder / "lib"), os.environ.get("PYTHONPATH", ""))
    return run(*args, cwd=folder, PYTHONPATH=os.pathsep.join(filter(None, path)))


def test_a_file_in_a_folder_is_all_it_takes_for_a_rule(tmp_path: Path) -> None:
    ran = errcat(project(tmp_path), "validate", "--report", "concise")
    assert ran.code == 1
    assert "c.json:1:" in ran.out
    assert "1 ERROR_1: the title shouts (title-quiet)" in ran.out


def test_a_file_in_a_folder_is_all_it_takes_for_a_report(tmp_path: Path) -> None:
    assert (
        errcat(project(tmp_path), "validate", "--report", "number").out == "1 in all\n"
    )


def test_a_file_in_a_folder_is_all_it_takes_for_a_generator(tmp_path: Path) -> None:
    folder = project(tmp_path, config=f'{CONFIG}[rules]\ntitle-quiet = "off"\n')
    ran = errcat(folder, "gen", "codes")
    assert (ran.code, ran.out) == (0, "1\n"), ran.err


def test_a_file_in_a_folder_is_all_it_takes_for_a_reader(tmp_path: Path) -> None:
    folder = write_tree(project(tmp_path), {"d.lines": "errcat: 1\n7 Seven\n8 Eight\n"})
    assert (
        errcat(folder, "validate", "d.lines").out == "Checked 2 entries: no findings\n"
    )


def test_a_file_in_a_folder_is_all_it_takes_for_a_command(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert errcat(folder, "size") == (0, "1\n", "")
    help_page = errcat(folder, "--help")
    assert "size  " in help_page.out
    assert "Print the number of entries." in help_page.out


@pytest.mark.parametrize("option", [["--config", "a.toml"], ["--config=a.toml"]])
def test_a_command_comes_from_the_configuration_that_is_named(
    option: list[str], tmp_path: Path
) -> None:
    folder = project(tmp_path, config="")
    write_tree(folder, {"a.toml": CONFIG})
    assert errcat(folder, "size").code == 2
    assert errcat(folder, "size", *option) == (0, "1\n", "")


def test_a_broken_plugin_takes_neither_help_nor_other_commands_away(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path, config='plugins = ["acme_nothing"]\n')
    help_page = errcat(folder, "--help")
    assert (help_page.code, "validate" in help_page.out) == (0, True)
    assert "plugin acme_nothing: is not installed" in help_page.err
    assert errcat(folder, "rule", "--help").code == 0
    unknown = errcat(folder, "size")
    assert (unknown.code, unknown.out) == (2, "")
    assert "plugin acme_nothing: is not installed" in unknown.err


def test_files_of_a_reader_are_merged_and_compared(tmp_path: Path) -> None:
    folder = project(tmp_path)
    for name, text in (("old", "7 Seven"), ("new", "7 Sieben")):
        write_tree(folder, {f"{name}.lines": f"errcat: 1\n{text}\n"})
    ran = errcat(folder, "diff", "old.lines", "new.lines", "--report", "concise")
    assert "(title-changed)" in ran.out, ran.err
    conflict = ("git", "merge", "old.lines", "new.lines", "c.json", "x.lines")
    assert errcat(folder, *conflict).code == 1
    write_tree(folder, {"errcat.toml": "<<<<<<< ours\n"})
    assert errcat(folder, *conflict).code == 1


@pytest.mark.parametrize(
    ("changed", "config", "said"),
    [
        ({}, 'plugins = ["acme_nothing"]\n', "plugin acme_nothing: is not installed"),
        (
            {"rules/title_quiet.py": "1 / 0\n"},
            CONFIG,
            "plugin acme_errcat.rules.title_quiet: cannot be imported: ZeroDivisionError",
        ),
        (
            {"rules/title_quiet.py": "import acme_missing\n"},
            CONFIG,
            "plugin acme_errcat.rules.title_quiet: cannot be imported: No module named",
        ),
        ({"rules/title_quiet.py": "x = 1\n"}, CONFIG, "title_quiet: holds no Rule"),
        (
            {"rules/code_unique.py": RULE},
            CONFIG,
            "two rules have the name 'code-unique': errcat.linting.rules.code_unique and acme_errcat.",
        ),
    ],
)
def test_a_broken_plugin_is_named(
    changed: dict[str, str], config: str, said: str, tmp_path: Path
) -> None:
    ran = errcat(project(tmp_path, changed, config), "validate", "c.json")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_rule_that_crashes_is_reported_and_the_others_run(tmp_path: Path) -> None:
    crash = RULE.replace(
        "for entry in catalog.entries:", "for entry in catalog.entries[:1] * (1 // 0):"
    )
    folder = project(tmp_path, {"rules/title_quiet.py": crash})
    (folder / "c.json").write_text(catalog_text([entry("1", title="")]))
    ran = errcat(folder, "validate", "--report", "concise")
    assert ran.code == 2
    assert "the rule title-quiet crashed: ZeroDivisionError" in ran.out
    assert "(title-present)" in ran.out


def test_nothing_is_loaded_that_the_configuration_does_not_name(tmp_path: Path) -> None:
    """Code beside a catalog never runs, whatever it is called."""
    trap = "raise SystemExit('loaded')\n"
    names = (
        "jsonschema.py",
        "click.py",
        "yaml.py",
        "errcat_plugins.py",
        "rules/title_quiet.py",
    )
    folder = write_tree(project(tmp_path, config=""), dict.fromkeys(names, trap))
    ran = run("validate", "c.json", cwd=folder)
    assert (ran.code, ran.out) == (0, "Checked 1 entry: no findings\n"), ran.err


@pytest.mark.exhaustive
@pytest.mark.tools
def test_an_installed_package_is_used_and_suggested(tmp_path: Path) -> None:
    """A third party's package in a separate environment brings its rule and its generator."""
    project(tmp_path)
    write_tree(
        tmp_path / "lib",
        {
            "pyproject.toml": (
                '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
                '[project]\nname = "acme-errcat"\nversion = "1"\n'
                '[project.entry-points."errcat.plugins"]\nacme = "acme_errcat"\n'
                '[tool.hatch.build.targets.wheel]\npackages = ["acme_errcat"]\n'
            )
        },
    )
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip: list[str | Path] = [
        venv / "bin" / "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    fetch([*pip, ROOT, tmp_path / "lib"])

    def installed(*args: str) -> subprocess.CompletedProcess[str]:
        command = [str(venv / "bin" / "errcat"), *args]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False
        )

    assert "(title-quiet)" in installed("validate", "--report", "concise").stdout
    (tmp_path / "errcat.toml").write_text(f'{CONFIG}[rules]\ntitle-quiet = "off"\n')
    assert installed("gen", "codes").stdout == "1\n"
    (tmp_path / "errcat.toml").write_text('catalogs = ["c.json"]\n')
    hint = installed("gen", "codes")
    assert hint.returncode == 2
    assert "the package acme_errcat has one: add it to `plugins`" in hint.stderr


# --- several things in one module ------------------------------------------------------------

READERS = """\
from errcat import Reader, Reading

ROWS = Reader("rows", (".rows",), lambda text: Reading({}, (), lambda path, key: (0, 0)))
COLUMNS = ROWS._replace(name="columns", suffixes=(".columns",))
"""
COMMANDS = """\
import click


@click.command("first")
def first(): ...


@click.command("second")
def second(): ...
"""
CHANGES = """\
from errcat import ChangeRule


def _rule(name=""):
    return ChangeRule(
        __name__, "A fact.", name=name, template="", section="", surfaces={}, fields=("title",)
    )


OWN, QUIET, LOUD = _rule(), _rule("quiet"), _rule("loud")
"""
RAISES = "raise RuntimeError('imported')\n"


@pytest.fixture
def package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> str:
    """Write the files of a test as an importable package and return its name."""
    name = f"acme_{abs(hash(request.node.nodeid))}"
    files: dict[str, str] = request.param
    doors = {f"{path.partition('/')[0]}/__init__.py": "" for path in files}
    write_tree(tmp_path / name, {"__init__.py": "", **doors, **files})
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return name


def holding(**files: str) -> pytest.MarkDecorator:
    """Return what gives a test a package with *files*, such as `readers__tables`."""
    named = {f"{key.replace('__', '/')}.py": text for key, text in files.items()}
    return pytest.mark.parametrize("package", [named], indirect=True)


@holding(readers__tables=READERS, commands__both=COMMANDS, change_rules__themed=CHANGES)
def test_a_module_may_bring_several_things(package: str) -> None:
    for door, kind, module, expected in (
        ("readers", Reader, "tables", {"rows", "columns"}),
        ("commands", click.Command, "both", {"first", "second"}),
        ("change_rules", ChangeRule, "themed", {"themed", "quiet", "loud"}),
    ):
        names = plugins.names(door, [package])
        own = {name for name, path in names.items() if path.startswith(package)}
        assert own == expected
        every: list[Any] = plugins.collect(door, kind, [package])
        assert [thing.name for thing in every] == list(names)
        for name in expected:
            assert names[name] == f"{package}.{door}.{module}"
            thing: Any = plugins.get(door, kind, name, [package])
            assert thing.name == name


@holding(readers__rows=READERS, readers__trap=RAISES)
def test_a_module_called_like_the_thing_is_all_that_is_imported(package: str) -> None:
    assert plugins.get("readers", Reader, "rows", [package]).name == "rows"
    with pytest.raises(PluginBroken, match="trap: cannot be imported: RuntimeError"):
        plugins.get("readers", Reader, "columns", [package])


@holding(readers__one=READERS, readers__two=READERS)
def test_two_modules_that_bring_one_name_are_both_named(package: str) -> None:
    first, second = f"{package}.readers.one", f"{package}.readers.two"
    taken = NameTaken("reader", "rows", (first, second))
    for ask in (
        lambda: plugins.names("readers", [package]),
        lambda: plugins.collect("readers", Reader, [package]),
        lambda: plugins.get("readers", Reader, "rows", [package]),
    ):
        with pytest.raises(NameTaken) as caught:
            ask()
        assert caught.value == taken


@holding(
    change_rules__themed=CHANGES,
    change_rules__uses="from errcat.comparing.change_rules.retry import RETRY_ADDED\n",
)
def test_a_thing_belongs_to_the_module_that_makes_it(package: str) -> None:
    with pytest.raises(PluginBroken, match="uses: holds no ChangeRule"):
        plugins.collect("change_rules", ChangeRule, [package])


@holding(readers__twice=f"{READERS}AGAIN = COLUMNS._replace(suffixes=())\n")
def test_one_module_brings_a_name_once(package: str) -> None:
    with pytest.raises(PluginBroken, match="brings two things called 'columns'"):
        plugins.names("readers", [package])


@holding(readers__tables=READERS)
def test_what_is_left_out_by_name_is_not_collected(package: str) -> None:
    every = plugins.collect("readers", Reader, [package], without={"json", "rows"})
    assert [reader.name for reader in every] == ["columns", "yaml"]


@pytest.mark.parametrize("door", plugins.DOORS)
def test_the_names_at_a_door_are_those_of_its_things(door: str) -> None:
    """Names of built-ins are known without importing them, and so must be right."""
    module, name = plugins.DOORS[door].kind
    kind = getattr(import_module(module), name)
    every: list[Any] = plugins.collect(door, kind)
    assert list(plugins.names(door)) == [thing.name for thing in every]


def test_an_unknown_name_imports_no_built_in() -> None:
    program = (
        "import sys\nfrom errcat import ErrcatError, plugins\n"
        "try:\n    plugins.get('reports', object, 'ful')\n"
        "except ErrcatError as error:\n    print(error)\n"
        "print(*(name for name in sys.modules if 'reports.' in name))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "did you mean 'full'" in done.stdout
    assert done.stdout.endswith("\n\n")


def test_an_unknown_name_is_compared_with_those_at_the_door() -> None:
    with pytest.raises(NameUnknown, match="did you mean 'entry-added'"):
        plugins.get("change_rules", ChangeRule, "entry-add")
