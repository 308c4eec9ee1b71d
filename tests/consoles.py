"""Run the commands of the docs, and write what they print into the pages: `python -m tests.consoles`.

Each page runs from top to bottom in one scratch repository. In it,

- a fence with a file name after its language (`yaml errors.yaml`) writes that file,
- `diff` with a file name patches that file,
- `console` runs each line that starts with `$ `, and the lines below show what it prints,
- `sh` runs as a script, and `pycon` as an interactive session,
- the comment `<!-- $ COMMAND -->` runs a command that the reader need not see,
- the comment `<!-- picture FILE: COMMAND -->` draws a terminal in which the command runs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.pictures import picture, terminal_output
from tests.support import ROOT, TELNYX, write_tree

DOCS = ROOT / "docs"
PAGES = {
    "README.md": "empty",
    "docs/adopt.md": "empty",
    "docs/import.md": "empty",
    "docs/import/code.md": "empty",
    "docs/import/data.md": "empty",
    "docs/import/markdown.md": "empty",
    "docs/import/messages.md": "empty",
    "docs/import/openapi.md": "empty",
    "docs/import/text.md": "empty",
    "docs/start.md": "empty",
    "docs/changelog.md": "telnyx",
    "docs/format.md": "telnyx",
    "docs/generators.md": "telnyx",
    "docs/git.md": "telnyx",
    "docs/lookup.md": "empty",
    "docs/changes.md": "telnyx",
    "docs/targets.md": "telnyx",
}
"""The pages whose commands run here, and the repository that they start in."""
ELSEWHERE = {
    "python3 -m venv": "`.ci/run` runs it in a fresh clone",
    "python3 tests/check.py": "it runs this test",
    "pip install": "it needs a package registry; `.ci/run` installs a wheel",
}
"""Scripts of pages that do not run here, by how they start, and why."""
_STEP = re.compile(
    r"^(?P<fence>`{3,})(?P<language>\w+)(?: (?P<file>[\w./-]+))?\n(?P<body>.*?)^(?P=fence)$"
    r"|^<!-- \$ (?P<hidden>.*?) -->$"
    r"|^<!-- picture (?P<picture>\S+): (?P<command>.*?) -->$",
    re.DOTALL | re.MULTILINE,
)
_SHIM = '#!/bin/sh\nexec "{python}" -m errcat "$@"\n'


class PageFailed(Exception):
    """A command of a page failed; the argument says how."""


class Session:
    """A scratch repository in which the commands of one page run."""

    def __init__(self, folder: Path, start: str) -> None:
        self.folder = folder / "project"
        self.folder.mkdir()
        self.pictures: dict[str, str] = {}
        self.variables = _variables(folder)
        self.shell("git init -q -b main")
        if start == "telnyx":
            shutil.copytree(TELNYX, self.folder / "catalog" / "telnyx")
            shutil.copy(ROOT / "errcat-baseline.json", self.folder)
            config = '[tool.errcat]\ncatalogs = ["catalog/telnyx"]\n'
            write_tree(self.folder, {"pyproject.toml": config})
            self.shell("git add . && git commit -q -m start && git tag v1.0.0")

    def shell(self, script: str, code: int = 0, stdin: str = "") -> str:
        """Run *script*, and return what it prints."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=self.folder,
            env=self.variables,
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != code:
            raise PageFailed(f"{script}: exit code {done.returncode}\n{done.stdout}")
        return done.stdout

    def step(self, match: re.Match[str]) -> str:
        """Take one step of a page, and return its text with what it prints now."""
        fence, language, file, body, hidden, path, command = match.groups()
        if path:
            output = terminal_output(command, self.folder, self.variables)
            self.pictures[path] = picture(command, output)
        elif hidden:
            self.shell(hidden)
        elif language == "console":
            return f"{fence}console\n{self.console(body)}{fence}"
        elif language == "pycon":
            script = f"{sys.executable} -m doctest /dev/stdin"
            self.shell(script, stdin=body)
        elif language == "diff" and file:
            self.shell("git apply --recount -p0 -", stdin=_patch(file, body))
        elif file:
            write_tree(self.folder, {file: body})
        elif language == "sh" and not body.startswith(tuple(ELSEWHERE)):
            self.shell(body)
        return match[0]

    def console(self, body: str) -> str:
        """Return a console block with what its commands print now."""
        commands = re.findall(r"^\$ .*(?:\\\n.*)*$", body, re.MULTILINE)
        return "".join(f"{line}\n{self.answer(line)}" for line in commands)

    def answer(self, line: str) -> str:
        """Run a line of a console; a comment `# exit code N` states how it ends."""
        code = re.search(r"# exit code (\d+)$", line)
        return self.shell(line.removeprefix("$ "), int(code[1]) if code else 0)


def _patch(file: str, body: str) -> str:
    return f"--- {file}\n+++ {file}\n{body}"


def _variables(folder: Path) -> Mapping[str, str]:
    """Return an environment in which a page prints the same everywhere."""
    shim = folder / "bin" / "errcat"
    write_tree(folder, {"bin/errcat": _SHIM.format(python=sys.executable)})
    shim.chmod(0o755)
    moment = "2026-01-05T12:00:00Z"
    return {
        "HOME": str(folder),
        "PATH": os.pathsep.join([str(shim.parent), os.environ.get("PATH", "")]),
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_DATE": moment,
        **{
            f"GIT_{role}_{field}": value
            for role in ("AUTHOR", "COMMITTER")
            for field, value in (("NAME", "Ada"), ("EMAIL", "ada@example.com"))
        },
    }


def run_page(name: str) -> tuple[str, dict[str, str]]:
    """Run the page *name*; return its text and its pictures as they should be."""
    text = (ROOT / name).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder), PAGES[name])
        return _STEP.sub(session.step, text), session.pictures


def main() -> None:
    """Write every page and picture."""
    for name in PAGES:
        text, pictures = run_page(name)
        write_tree(ROOT, {name: text, **pictures})


if __name__ == "__main__":
    main()
