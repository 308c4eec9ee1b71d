"""What git has committed of a generated file: a copy that makes it safe to delete."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator


def committed(folder: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the content at HEAD of the files at *paths* in *folder*, where git has them.

    Without git or a repository nothing is committed.
    """
    asked = [path for path in paths if "\n" not in path]
    request = "".join(f"HEAD:./{path}\n" for path in asked)
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("GIT_") or key == "GIT_CEILING_DIRECTORIES"
    }
    environment.update(LC_ALL="C", GIT_NO_LAZY_FETCH="1", GIT_OPTIONAL_LOCKS="0")
    try:
        done = subprocess.run(
            ["git", "cat-file", "--batch"],  # noqa: S607  # the git of the user
            cwd=folder or os.curdir,
            input=os.fsencode(request),
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError:
        return {}
    if done.returncode:
        return {}
    return dict(_contents(asked, done.stdout))


def _contents(paths: Iterable[str], output: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the files that git found, in the order of *paths*."""
    at = 0
    for path in paths:
        line, _, _ = output[at:].partition(b"\n")
        at += len(line) + 1
        name, _, about = line.rpartition(b" blob ")
        if name and about.isdigit():
            yield path, output[at : at + int(about)]
            at += int(about) + 1
