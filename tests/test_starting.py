"""`errcat init`: what it writes works at once, and what exists stays as it is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import errcat
from errcat.starting import documents
from errcat.starting.origins import is_path, origin, requirement
from errcat.starting.surroundings import catalog_id, look_around
from tests.support import ROOT, Ran, catalog_text, entry, run, write_tree

GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.com")
GITHUB = "git@github.com:acme/shop-api.git"
GITLAB = "https://gitlab.example.com/acme/shop-api.git"
ADDRESS = "git+https://git.example.com/errcat@0123456789"
FILES = [
    "errcat.toml",
    "errors/catalog.yaml",
    "errors/account.yaml",
    "errors/orders.yaml",
    ".errcat/catalog.schema.json",
    ".gitattributes",
    ".pre-commit-config.yaml",
    ".github/workflows/errcat.yml",
]


def git(folder: Path, *args: str) -> str:
    done = subprocess.run(
        [*GIT, *args], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def repository(folder: Path, remote: str = "") -> Path:
    """Make an empty repository."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "-b", "main")
    if remote:
        git(folder, "remote", "add", "origin", remote)
    return folder


def commit(folder: Path, message: str = "change") -> None:
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", message)


def init(folder: Path, *args: str) -> Ran:
    """Run `errcat init` in *folder*; it must succeed."""
    ran = run("init", "--install", ADDRESS, *args, cwd=folder)
    assert (ran.code, ran.out) == (0, ""), ran.err
    return ran


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of *folder* except those of git."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a repository on GitHub in which `errcat init` has run."""
    folder = repository(tmp_path / "work", GITHUB)
    init(folder)
    return folder


def environment(folder: Path) -> dict[str, str]:
    """Return an environment that has a program `errcat`, and a `pip` that notes its arguments."""
    programs = {
        "errcat": f'#!/bin/sh\nexec "{sys.executable}" -m errcat "$@"\n',
        "pip": f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{folder}/installed"\n',
    }
    for name, text in programs.items():
        write_tree(folder, {f"bin/{name}": text})
        (folder / "bin" / name).chmod(0o755)
    path = os.pathsep.join([str(folder / "bin"), os.environ["PATH"]])
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GIT", "CI_"))
    }
    return {**kept, "PATH": path, "PRE_COMMIT_HOME": str(folder / "home")}


# --- what it guesses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "identifier", "title"),
    [
        ("shop-api", "shop-api", "Shop API errors"),
        ("ShopAPI", "shop-api", "Shop API errors"),
        ("shop_service.v2", "shop-service-v2", "Shop service v2 errors"),
        ("errors", "errors", "Errors"),
        ("3scale", "scale", "Scale errors"),
        ("日本", "errors", "Errors"),
        ("", "errors", "Errors"),
        ("x" * 80, "x" * 64, f"X{'x' * 63} errors"),
    ],
)
def test_a_catalog_is_called_like_its_repository(
    name: str, identifier: str, title: str
) -> None:
    assert (catalog_id(name), documents.title(catalog_id(name))) == (identifier, title)


@pytest.mark.parametrize(
    ("remote", "files", "ci"),
    [
        (GITHUB, [], "github"),
        ("https://github.com/acme/shop", [], "github"),
        ("ssh://git@github.example.com:22/acme/shop", [], "github"),
        (GITLAB, [], "gitlab"),
        (GITLAB, [".github/dependabot.yml"], "gitlab"),
        ("https://git.example.com/gitlab/shop", [], "none"),
        ("https://git.example.com/acme/shop", [".gitlab-ci.yml"], "gitlab"),
        ("", [".github/dependabot.yml", ".gitlab-ci.yml"], "github"),
        ("", [".gitlab-ci.yml"], "gitlab"),
        ("", [], "none"),
        ("/srv/github/shop.git", [], "none"),
    ],
)
def test_the_ci_system_is_that_of_the_remote_or_of_the_files(
    tmp_path: Path, remote: str, files: list[str], ci: str
) -> None:
    folder = repository(tmp_path / "work", remote)
    write_tree(folder, dict.fromkeys(files, ""))
    assert look_around(str(folder)).ci == ci


DIRECT: list[tuple[dict[str, Any], str]] = [
    (
        {
            "url": "https://git.example.com/a b",
            "vcs_info": {"vcs": "git", "commit_id": "abc"},
        },
        "git+https://git.example.com/a%20b@abc",
    ),
    (
        {
            "url": "ssh://git@git.example.com/tools",
            "vcs_info": {
                "vcs": "git",
                "commit_id": "abc",
                "requested_revision": "main",
            },
            "subdirectory": "errcat",
        },
        "git+ssh://git@git.example.com/tools@abc#subdirectory=errcat",
    ),
    (
        {
            "url": "https://ada:secret@git.example.com/e",
            "vcs_info": {"vcs": "git", "commit_id": "a"},
        },
        "git+https://git.example.com/e@a",
    ),
    (
        {"url": "https://${USER}:${TOKEN}@example.com/errcat.whl", "archive_info": {}},
        "https://${USER}:${TOKEN}@example.com/errcat.whl",
    ),
    (
        {"url": "file:///srv/a%20b/errcat-0.1.0-py3-none-any.whl", "archive_info": {}},
        "/srv/a b/errcat-0.1.0-py3-none-any.whl",
    ),
    ({"url": "file:///srv/errcat", "dir_info": {"editable": True}}, "/srv/errcat"),
]


@pytest.mark.parametrize(("direct", "spec"), DIRECT)
def test_errcat_comes_from_where_it_was_installed_from(
    direct: dict[str, Any], spec: str
) -> None:
    assert requirement(direct) == spec
    assert is_path(spec) == direct["url"].startswith("file:")


@pytest.mark.parametrize(
    ("spec", "path"),
    [
        ("errcat==0.1.0", False),
        ("errcat", False),
        ("errcat[pages]>=0.1,<1", False),
        ("errcat @ https://example.com/errcat.whl", False),
        ("errcat[pages] @ git+https://example.com/errcat", False),
        ("./errcat", True),
        ("errcat-0.1.0-py3-none-any.whl", True),
        ("/srv/errcat", True),
        (".", True),
        ("${{ vars.ERRCAT }}", True),
    ],
)
def test_what_pip_reads_as_a_path(spec: str, path: bool) -> None:
    assert is_path(spec) == path


# --- what it writes ---------------------------------------------------------------------------


def test_a_new_project_is_clean_before_and_after_its_first_commit(
    tmp_path: Path,
) -> None:
    folder = repository(tmp_path / "work", GITHUB)
    ran = init(folder)
    lines = ran.err.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("wrote ")] == FILES
    assert sorted(tree(folder)) == sorted(FILES)
    assert "note: " not in ran.err
    ran = run("check", cwd=folder)
    clean = (
        "Checked 5 entries in 2 ranges: no findings\nBreaking changes: not checked: "
    )
    wanted = f"{clean}the repository has no commit yet\n"
    assert (ran.code, ran.out, ran.err) == (0, wanted, "")
    commit(folder)
    ran = run("check", cwd=folder)
    assert (ran.code, ran.out.startswith(clean), ran.err) == (0, True, "")
    git(folder, "checkout", "--quiet", "-b", "other")
    ran = run("check", cwd=folder)
    assert (ran.code, "no difference" in ran.out) == (0, True), ran.out


def test_the_example_shows_ranges_a_deprecated_code_and_parameters(
    project: Path,
) -> None:
    catalog = errcat.load(project / "errors")
    assert (catalog.id, catalog.title) == ("shop-api", "Shop API errors")
    assert [entry.range for entry in catalog.entries] == ["account"] * 2 + [
        "orders"
    ] * 3
    deprecated = catalog.by_code["2002"].deprecated
    assert deprecated is not None
    assert deprecated.replaced_by == ("2003",)
    assert [param.name for param in catalog.by_code["1002"].params] == ["limit"]
    ran = run("validate", cwd=project)
    assert ran.out == "Checked 5 entries in 2 ranges: no findings\n"


@pytest.mark.parametrize("target", ["python", "ts", "openapi", "markdown", "json"])
def test_every_target_runs_on_the_example(project: Path, target: str) -> None:
    assert errcat.generate(project / "errors", target)


def test_the_commands_that_it_prints_run(project: Path, tmp_path: Path) -> None:
    shown = init(project).err.partition("Next, try these commands:\n")[2]
    commands = [line.split("  #")[0].strip() for line in shown.splitlines()]
    assert [line.split()[1] for line in commands] == ["check", "gen", "git"]
    commit(project)
    for line in commands:
        shell = ["bash", "-c", line]
        subprocess.run(shell, cwd=project, check=True, env=environment(tmp_path))
    assert (project / "error_codes.py").exists()


def test_the_outputs_of_the_configuration_work_without_their_comment(
    tmp_path: Path,
) -> None:
    folder = repository(tmp_path / "work")
    write_tree(folder, {"package.json": "{}", "setup.py": ""})
    init(folder)
    path = folder / "errcat.toml"
    text = re.sub(
        r"^# (?=\[\[|target|output)", "", path.read_text(), flags=re.MULTILINE
    )
    path.write_text(text)
    ran = run("gen", cwd=folder)
    assert ran.code == 0, ran.err
    assert {"error_codes.py", "error-codes.ts"} < set(tree(folder))
    assert run("check", cwd=folder).code == 0


def test_editors_find_a_schema_that_the_catalog_matches(project: Path) -> None:
    files = sorted((project / "errors").iterdir())
    assert len(files) == 3
    for path in files:
        first, _, rest = path.read_text().partition("\n")
        named = first.removeprefix("# yaml-language-server: $schema=")
        schema = json.loads((path.parent / named).read_text())
        data = yaml.safe_load(rest)
        jsonschema.validate(data, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**data, "eror": 1}, schema)
    assert run("schema", cwd=project).out == (
        project / ".errcat/catalog.schema.json"
    ).read_text("utf-8")


def test_git_merges_entry_by_entry_after_git_install(
    project: Path, tmp_path: Path
) -> None:
    before = (project / ".gitattributes").read_bytes()
    commit(project)
    ran = run("git", "install", cwd=project)
    assert (ran.code, "unchanged .gitattributes" in ran.err) == (0, True)
    assert (project / ".gitattributes").read_bytes() == before
    path = project / "errors" / "orders.yaml"
    text = path.read_text()
    env = environment(tmp_path)
    for branch, code in (("one", "2010"), ("two", "2020")):
        git(project, "checkout", "--quiet", "-b", branch, "main")
        new = f'\n  - code: "{code}"\n    name: {branch.upper()}\n    title: Error {branch}\n'
        path.write_text(f"{text}{new}    detail: This is one of two.\n")
        commit(project)
    subprocess.run([*GIT, "merge", "--quiet", "one"], cwd=project, check=True, env=env)
    codes = [entry.code for entry in errcat.load(project / "errors").entries]
    assert codes == ["1001", "1002", "2001", "2002", "2003", "2010", "2020"]


# --- the hook and the job ---------------------------------------------------------------------


def scripts(ci: str, folder: Path) -> tuple[list[str], Mapping[str, str]]:
    """Return the shell lines of the job that init wrote, and its variables."""
    if ci == "github":
        text = (folder / ".github" / "workflows" / "errcat.yml").read_text()
        job = yaml.safe_load(text)["jobs"]["errcat"]
        assert job["steps"][0]["with"] == {"fetch-depth": 0}
        return [step["run"] for step in job["steps"] if "run" in step], job["env"]
    job = yaml.safe_load((folder / ".gitlab-ci.yml").read_text())["errcat"]
    assert job["variables"].pop("GIT_DEPTH") == "0"
    return job["script"], job["variables"]


@pytest.mark.parametrize(
    ("ci", "below", "spec"),
    [
        ("github", "", ADDRESS),
        ("github", "services/a b", 'errcat[pages] @ file:///a "b"/$c'),
        ("gitlab", "services/a b", "./a b"),
    ],
)
def test_the_job_installs_errcat_and_stops_a_broken_catalog(
    tmp_path: Path, ci: str, below: str, spec: str
) -> None:
    top = repository(tmp_path / "work")
    ran = run("init", "--ci", ci, "--install", spec, below or ".", cwd=top)
    assert (ran.code, "note: " in ran.err) == (0, False), ran.err
    commit(top)
    lines, variables = scripts(ci, top)
    env = {**environment(tmp_path), **variables}
    script = "\n".join(lines)
    shell = ["bash", "-euo", "pipefail", "-c", script]
    done = subprocess.run(shell, cwd=top, env=env, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "installed").read_text().splitlines() == ["install", spec]
    path = top / below / "errors" / "orders.yaml"
    path.write_text(path.read_text().replace('"2003"\n', '"2002"\n'))
    done = subprocess.run(shell, cwd=top, env=env, check=False, capture_output=True)
    assert (done.returncode, b"code-unique" in done.stdout) == (1, True), done.stderr
    assert (top / "errcat.json").exists() == (ci == "gitlab")


def test_a_path_of_this_machine_does_not_reach_ci(tmp_path: Path) -> None:
    if not is_path(origin()):
        pytest.skip("errcat was not installed from a path")
    for ci, variable in (("github", "${{ vars.ERRCAT }}"), ("gitlab", None)):
        folder = repository(tmp_path / ci)
        ran = run("init", "--ci", ci, cwd=folder)
        assert (
            f"note: errcat was installed from {origin()}, which CI cannot access"
            in ran.err
        )
        assert scripts(ci, folder)[1].get("ERRCAT") == variable
        assert not [
            name for name, text in tree(folder).items() if os.fsencode(origin()) in text
        ]


def test_a_path_in_the_repository_is_relative_to_its_root(tmp_path: Path) -> None:
    top = repository(tmp_path / "work")
    write_tree(top, {"wheels/errcat.whl": "", "sub/x": ""})
    for spec in ("../wheels/errcat.whl", str(top / "wheels" / "errcat.whl")):
        shutil.rmtree(top / ".github", ignore_errors=True)
        ran = run("init", "--ci", "github", "--install", spec, cwd=top / "sub")
        assert ran.code == 0, ran.err
        assert scripts("github", top)[1] == {"ERRCAT": "./wheels/errcat.whl"}


@pytest.mark.tools
@pytest.mark.parametrize("below", ["", "services/shop"])
def test_the_hook_runs_in_pre_commit(tmp_path: Path, below: str) -> None:
    top = repository(tmp_path / "work")
    ran = run("init", "--install", str(ROOT), below or ".", cwd=top)
    assert ran.code == 0, ran.err
    git(top, "add", ".")
    hooks = [sys.executable, "-m", "pre_commit"]
    command = [*hooks, "run", "--all-files"]
    env = environment(tmp_path)
    subprocess.run([*hooks, "validate-config"], cwd=top, check=True, env=env)
    done = subprocess.run(command, cwd=top, env=env, check=False, capture_output=True)
    assert (done.returncode, b"Passed" in done.stdout) == (0, True), done.stdout
    path = top / below / "errors" / "orders.yaml"
    path.write_text(path.read_text().replace('"2003"\n', '"2002"\n'))
    done = subprocess.run(command, cwd=top, env=env, check=False, capture_output=True)
    assert (done.returncode, b"code-unique" in done.stdout) == (1, True), done.stdout


@pytest.mark.tools
@pytest.mark.exhaustive
def test_hook_and_job_install_errcat_from_a_git_address(tmp_path: Path) -> None:
    source = repository(tmp_path / "errcat source")
    for name in (
        "toolkit",
        "generators",
        "schema",
        "pyproject.toml",
        "README.md",
        "LICENSE",
    ):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name)
        else:
            shutil.copy(ROOT / name, source / name)
    commit(source)
    revision = git(source, "rev-parse", "HEAD").strip()
    spec = f"git+{source.as_uri()}@{revision}"
    top = repository(tmp_path / "work")
    ran = run("init", "--ci", "github", "--install", spec, cwd=top)
    assert ran.code == 0, ran.err
    commit(top)
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    env["PRE_COMMIT_HOME"] = str(tmp_path / "home")
    hook = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose"]
    done = subprocess.run(hook, cwd=top, env=env, check=False, capture_output=True)
    assert done.returncode == 0, done.stdout
    assert b"Checked 5 entries in 2 ranges: no findings" in done.stdout
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    lines, variables = scripts("github", top)
    path = os.pathsep.join([str(venv / "bin"), os.environ["PATH"]])
    shell = ["bash", "-euo", "pipefail", "-c", "\n".join(lines)]
    job = {**env, **variables, "PATH": path}
    done = subprocess.run(shell, cwd=top, env=job, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    again = repository(tmp_path / "again")
    subprocess.run(["errcat", "init", "--ci", "github"], cwd=again, env=job, check=True)
    assert scripts("github", again)[1] == {"ERRCAT": spec}


# --- an import instead of the example ---------------------------------------------------------

PAGE = """\
# Errors of the shop

## Cart

| Code | Message | Status |
|---|---|---|
| 1001 | The cart is empty | 409 |
| 1002 | The cart is locked | 423 |
"""
ENUM = "export enum Code { CART_EMPTY = 1001, CART_LOCKED = 1002, CARD_LOST = 2001 }\n"
SOURCES = {
    "errors.md": PAGE,
    "errors.json": '[{"code": "1001", "name": "CART_EMPTY", "message": "The cart is empty"}]',
    "errors.csv": "code,message\n1001,The cart is empty\n",
    "errors.ts": ENUM,
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_list_of_errors_becomes_a_project_that_is_clean(
    tmp_path: Path, name: str
) -> None:
    folder = write_tree(repository(tmp_path / "work", GITHUB), {name: SOURCES[name]})
    ran = run("init", "--install", ADDRESS, "--from", name, cwd=folder)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Read\n")
    assert "\nImported " in ran.out
    ran = run("check", cwd=folder)
    assert (ran.code, "no findings" in ran.out) == (0, True), ran.out
    catalog = errcat.load(folder / "errors")
    assert (catalog.id, catalog.version) == ("shop-api", "1.0.0")
    assert catalog.title
    text = (folder / "errcat.toml").read_text()
    titles = len(catalog.entries)
    assert (
        f'title-punctuation = {{style = "none"}} # learned: {titles} of {titles}'
        in text
    )
    for path in (folder / "errors").iterdir():
        first = path.read_text().partition("\n")[0]
        assert first == "# yaml-language-server: $schema=../.errcat/catalog.schema.json"
    for target in ("python", "ts", "openapi"):
        assert errcat.generate(folder / "errors", target)


def test_several_sources_and_standard_input_become_one_catalog(tmp_path: Path) -> None:
    folder = write_tree(repository(tmp_path / "work"), {"errors.ts": ENUM})
    args = ("init", "--from", "-", "--from", "errors.ts", "services/shop")
    ran = run(*args, cwd=folder, stdin=PAGE)
    assert ran.code == 0, ran.err
    catalog = errcat.load(folder / "services" / "shop" / "errors")
    names = {entry.code: (entry.name, entry.title) for entry in catalog.entries}
    assert names["1001"] == ("CART_EMPTY", "The cart is empty")
    assert (catalog.id, [*names]) == ("shop", ["1001", "1002", "2001"])


def test_quiet_shows_only_what_needs_attention(tmp_path: Path) -> None:
    folder = write_tree(repository(tmp_path / "work"), {"errors.md": PAGE})
    ran = run("init", "--quiet", "--from", "errors.md", cwd=folder)
    assert (ran.code, ran.err, "Imported" in ran.out) == (0, "", False)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.md", "missing.md: no such file or folder"),
        ("empty.md", "empty.md"),
    ],
)
def test_an_import_that_fails_is_2_and_nothing_is_written(
    tmp_path: Path, source: str, message: str
) -> None:
    folder = write_tree(repository(tmp_path / "work"), {"empty.md": "# Nothing\n"})
    ran = run("init", "--from", source, cwd=folder)
    assert (ran.code, message in ran.err) == (2, True), ran.err
    assert [*tree(folder)] == ["empty.md"]


def test_a_catalog_that_exists_is_not_replaced_by_an_import(project: Path) -> None:
    write_tree(project, {"errors.md": PAGE})
    before = tree(project)
    ran = run("init", "--from", "errors.md", cwd=project)
    command = "errcat import errors.md -o errors"
    assert (ran.code, ran.err) == (
        2,
        f"errcat: there is a catalog at errors; to update it, run {command}\n",
    )
    assert tree(project) == before


# --- what exists stays ------------------------------------------------------------------------


def test_a_second_run_keeps_every_file(project: Path) -> None:
    before = tree(project)
    lines = init(project).err.splitlines()
    kept = [name for name in FILES if not name.startswith("errors/")]
    assert [line for line in lines if line.startswith(("wrote", "kept"))] == [
        f"kept {name}" for name in kept
    ]
    assert tree(project) == before


FOREIGN: list[tuple[str, str, Callable[[str, str], str]]] = [
    (".gitattributes", "*.png binary\n", lambda text, more: text + more),
    (
        ".pre-commit-config.yaml",
        "repos:\n  - repo: meta\n    hooks: [{id: identity}]\n",
        lambda text, more: text + more,
    ),
    (".gitlab-ci.yml", "test:\n  script: [make]\n", lambda text, more: text + more),
    (
        ".github/workflows/errcat.yml",
        "on: push\njobs:\n  test: {runs-on: ubuntu-latest, steps: [{run: make}]}\n",
        lambda text, more: text + more,
    ),
    ("errcat.toml", 'preset = "strict"\n', lambda text, more: text + more),
    ("pyproject.toml", "[tool.errcat.rules]\n", lambda text, more: text + more),
]


@pytest.mark.parametrize(("name", "text", "extended"), FOREIGN)
def test_an_existing_file_stays_and_what_it_lacks_is_printed(
    tmp_path: Path, name: str, text: str, extended: Callable[[str, str], str]
) -> None:
    ci = "gitlab" if "gitlab" in name else "github"
    folder = write_tree(repository(tmp_path / "work"), {name: text})
    ran = init(folder, "--ci", ci)
    assert (folder / name).read_text() == text
    shown = re.split(rf"kept {re.escape(name)}; add.*:\n", ran.err)[1]
    lines = re.match(r"(?:(?: {4}.*)?\n)*", shown)
    assert lines is not None
    missing = re.sub(r"^ {4}", "", lines[0], flags=re.MULTILINE)
    assert missing, ran.err
    (folder / name).write_text(extended(text, missing))
    again = init(folder, "--ci", ci)
    assert f"kept {name}\n" in again.err
    ran = run("check", cwd=folder)
    assert ran.code == 0, ran.out + ran.err
    if name.endswith((".yml", ".yaml")):
        assert "errcat check" in str(yaml.safe_load((folder / name).read_text()))


def test_another_schema_stays_and_the_command_that_renews_it_is_printed(
    project: Path,
) -> None:
    path = project / ".errcat" / "catalog.schema.json"
    path.write_text(json.dumps(json.loads(path.read_text())))
    assert "kept .errcat/catalog.schema.json\n" in init(project).err
    path.write_text("{}")
    shown = init(project).err
    assert path.read_text() == "{}"
    command = re.search(r"schema\.json; .*; run:\n    errcat (\S+) > (\S+)\n", shown)
    assert command is not None
    path.write_text(run(command[1], cwd=project).out)
    assert "kept .errcat/catalog.schema.json\n" in init(project).err


@pytest.mark.parametrize(
    "files",
    [
        {"codes.yaml": "errcat: 1\nid: shop\nerrors: []\n"},
        {"codes.json": catalog_text([])},
        {
            "codes/catalog.yaml": "# ours\nerrcat: 1\nid: shop\n",
            "codes/a.yaml": "errcat: 1\nerrors: []\n",
        },
        {"catalog.yaml": "errcat: 1\nid: shop\n", "a.yaml": "errcat: 1\nerrors: []\n"},
    ],
)
def test_a_catalog_that_exists_is_configured(
    tmp_path: Path, files: dict[str, str]
) -> None:
    folder = write_tree(repository(tmp_path / "work"), files)
    ran = init(folder)
    assert {name: (folder / name).read_text() for name in files} == files
    assert not (folder / "errors").exists()
    configured = errcat.open_project(folder).config.catalogs
    assert configured == (
        next(iter(files)).partition("/")[0].replace("catalog.yaml", "."),
    )
    yaml_files = [name for name in files if name.endswith(".yaml")]
    assert ("starts with the line `# yaml-language-server" in ran.err) == bool(
        yaml_files
    )
    assert run("check", cwd=folder).code == 0


@pytest.mark.parametrize(
    ("entries", "settings"),
    [
        ([], 0),
        ([entry("1", detail="Ends in a full stop.")], 4),
    ],
)
def test_the_style_of_a_catalog_that_exists_is_set_unless_it_is_empty(
    tmp_path: Path, entries: list[dict[str, Any]], settings: int
) -> None:
    files = {"codes.json": catalog_text(entries)}
    init(write_tree(repository(tmp_path / "work"), files))
    text = (tmp_path / "work" / "errcat.toml").read_text()
    assert text.count("# learned: ") == settings


def test_a_configuration_that_exists_names_the_catalogs(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": '[tool.errcat]\ncatalogs = ["lib/codes.json"]\n',
        "lib/codes.json": catalog_text([entry("1")]),
        "other.yaml": "errcat: 1\nid: other\n",
    }
    folder = write_tree(repository(tmp_path / "work"), files)
    ran = init(folder)
    assert "kept pyproject.toml\n" in ran.err
    assert not (folder / "errcat.toml").exists()
    assert "/lib/codes.json diff=errcat" in (folder / ".gitattributes").read_text()


def test_a_folder_that_is_taken_is_not_used_for_the_catalog(tmp_path: Path) -> None:
    folder = write_tree(
        repository(tmp_path / "work"), {"errors/errors.go": "package errors\n"}
    )
    init(folder)
    assert errcat.open_project(folder).config.catalogs == ("error-catalog",)
    assert run("check", cwd=folder).code == 0


def test_a_project_below_the_root_has_its_hook_and_job_in_the_root(
    tmp_path: Path,
) -> None:
    top = repository(tmp_path / "work", GITHUB)
    ran = run("init", "--install", ADDRESS, "services/shop", cwd=top)
    assert ran.code == 0, ran.err
    below = ("errcat.toml", "errors", ".errcat")
    expected = [
        f"services/shop/{name}" if name.startswith(below) else name for name in FILES
    ]
    assert sorted(tree(top)) == sorted(expected)
    assert errcat.load(top / "services/shop/errors").id == "shop"
    assert "Next, try these commands in services/shop:\n" in ran.err
    assert "/services/shop/errors/**/*.yaml" in (top / ".gitattributes").read_text()
    ran = run("check", "--config", "services/shop/errcat.toml", cwd=top)
    assert ran.code == 0, ran.err
    assert run("check", cwd=top / "services" / "shop").code == 0
    again = run("init", "--install", ADDRESS, cwd=top)
    assert "kept .github/workflows/errcat.yml; add to its jobs:\n" in again.err


def test_a_workflow_that_checks_the_catalog_is_enough(tmp_path: Path) -> None:
    path = ".github/workflows/ci.yaml"
    job = "on: push\njobs: {a: {runs-on: x, steps: [{run: 'errcat check'}]}}\n"
    folder = write_tree(repository(tmp_path / "work", GITHUB), {path: job})
    assert f"kept {path}\n" in init(folder).err
    assert not (folder / ".github" / "workflows" / "errcat.yml").exists()


def test_a_folder_outside_a_repository_is_created(tmp_path: Path) -> None:
    ran = run("init", "--install", ADDRESS, "new/shop", cwd=tmp_path)
    assert ran.code == 0, ran.err
    folder = tmp_path / "new" / "shop"
    assert sorted(tree(folder)) == sorted(FILES[:-1])
    assert "note: no CI job: " in ran.err
    assert errcat.load(folder / "errors").id == "shop"
    assert run("check", cwd=folder).code == 0
    assert "note: " not in run("init", "--ci", "none", "a", cwd=tmp_path).err


@pytest.mark.parametrize(
    ("existing", "args", "message"),
    [
        ({".github": ""}, ("--ci", "github"), ".github is not a folder"),
        ({".errcat": ""}, (), ".errcat is not a folder"),
        ({"shop": ""}, ("shop",), "shop: cannot be read: not a folder"),
        ({"errcat.toml": "catalogs = 1\n"}, (), "errcat.toml:1:1: catalogs: "),
    ],
)
def test_a_file_in_between_is_2_and_nothing_is_written(
    tmp_path: Path, existing: dict[str, str], args: tuple[str, ...], message: str
) -> None:
    folder = write_tree(repository(tmp_path / "work"), existing)
    ran = run("init", *args, cwd=folder)
    assert (ran.code, message in ran.err) == (2, True), ran.err
    assert tree(folder) == {name: text.encode() for name, text in existing.items()}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work")
    (folder / "errcat.toml").symlink_to("elsewhere.toml")
    (folder / ".github").symlink_to(tmp_path)
    ran = run("init", "--ci", "github", cwd=folder)
    assert (ran.code, "folder .github is a symbolic link" in ran.err) == (2, True)
    assert [path.name for path in folder.iterdir() if not path.is_symlink()] == [".git"]


def test_a_file_that_appears_in_between_is_not_overwritten(tmp_path: Path) -> None:
    setup = errcat.open_project(tmp_path).init(tmp_path)
    write_tree(tmp_path, {"errcat.toml": "preset = 'strict'\n"})
    with pytest.raises(errcat.ErrcatError):
        setup.write()
    assert [*tree(tmp_path)] == ["errcat.toml"]


def test_quiet_writes_and_prints_nothing(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work")
    ran = run("init", "--quiet", cwd=folder)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (folder / "errcat.toml").exists()


def test_init_twice_elsewhere_writes_the_same_bytes(tmp_path: Path) -> None:
    folders = [repository(tmp_path / name, GITHUB) for name in ("one", "two")]
    for folder in folders:
        init(folder)
    assert tree(folders[0]) == tree(folders[1])
