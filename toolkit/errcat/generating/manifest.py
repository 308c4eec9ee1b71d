"""errcat-manifest.json: the files that errcat wrote, and so may replace or delete.

The format is in schema/errcat_schema/manifest.schema.json. It holds no digests or counts, so that
branches that add different files merge.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, cast

from errcat.errors import ManifestInvalid, OutputRefused
from errcat.generating.committed import committed
from errcat.leftovers import is_temporary
from errcat.writing import check_regular, contained, generated

NAME = "errcat-manifest.json"
FORMAT = 1


class Stale(NamedTuple):
    """A file that errcat wrote and no target generates any more."""

    path: str
    kept: bool
    """Whether `--clean` leaves it: it has no mark, and git has no copy or no target writes such files."""


def check_name(path: str) -> None:
    """Refuse to generate a file with a name that errcat uses itself.

    Raises:
        OutputRefused: it is that of the manifest, or of a temporary file.

    """
    name = path.rpartition("/")[2]
    if name.casefold() == NAME:
        raise OutputRefused(path, "errcat lists the files that it wrote there")
    if is_temporary(name):
        raise OutputRefused(path, "errcat uses such names for temporary files")


Manifest = Mapping[str, str]
"""The target of every file that errcat wrote in a folder, by path within it, with slashes."""


def read(root: str) -> Manifest:
    """Return the manifest in the folder *root*; an empty one if there is none.

    In one with conflict markers, the files of both sides count.

    Raises:
        ManifestInvalid: it cannot be read, or has another format.
        OutputRefused: it is not a regular file.

    """
    path = os.path.join(root, NAME)
    check_regular(path)
    try:
        with open(path, encoding="utf-8") as stream:
            content = stream.read()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ManifestInvalid(path, str(error.strerror).lower()) from None
    except UnicodeDecodeError as error:
        raise ManifestInvalid(path, f"not JSON: {error}") from None
    try:
        if _CONFLICT(content):
            return _of_both_sides(content)
        return _parsed(json.loads(content))
    except (RecursionError, json.JSONDecodeError) as error:
        raise ManifestInvalid(path, f"not JSON: {error}") from None
    except (KeyError, TypeError, AttributeError, ValueError):
        reason = "not a manifest that this version of errcat can read"
        raise ManifestInvalid(path, reason) from None


def _parsed(data: Any) -> Manifest:
    if data["format"] != FORMAT:
        raise ValueError(data["format"])
    files = cast("Mapping[str, Mapping[str, str]]", data["files"])
    return {path: file["target"] + "" for path, file in files.items()}


_CONFLICT = re.compile(r"^<{7,}(?: |$)", re.MULTILINE).search
_LINE = re.compile(r'\s*("(?:[^"\\]|\\.)*"): (?:\{|("(?:[^"\\]|\\.)*"),?)').fullmatch


def _of_both_sides(content: str) -> Manifest:
    """Return the files of a manifest with conflict markers, line by line."""
    manifest: dict[str, str] = {}
    waiting: list[str] = []
    for line in content.splitlines():
        match = _LINE(line)
        if match and match[2] is None:
            waiting.append(json.loads(match[1]))
        elif match and match[1] == '"target"':
            target: str = json.loads(match[2] or '""')
            manifest.update(dict.fromkeys(waiting, target))
            waiting = []
    manifest.pop("files", None)  # the key above the first file
    return manifest


def text(manifest: Manifest) -> str:
    """Return *manifest* as a JSON document."""
    # A file takes three lines, so that a comma after one is not a change beside the next.
    files = {path: {"target": target} for path, target in sorted(manifest.items())}
    return json.dumps({"format": FORMAT, "files": files}, indent=2) + "\n"


def left_over(
    manifest: Manifest, made: Collection[str], targets: Collection[str] | None
) -> list[str]:
    """Return the files in *manifest* that are not among those *made*.

    If *targets* are given, only their files count.
    """
    return [
        path
        for path, target in sorted(manifest.items())
        if path not in made and (targets is None or target in targets)
    ]


_SETTINGS = ("errcat.toml", "pyproject.toml")
_CATALOG = re.compile(rb"""^[ \t{]*['"]?errcat['"]?[ \t]*:""", re.MULTILINE).search


def stale(
    root: str, paths: Collection[str], likely: Callable[[str], bool]
) -> list[Stale]:
    """Return those of *paths* that still exist in *root*.

    Files behind symbolic links are ignored. *likely* tells whether a target writes files without a
    mark such as the one at a path; any other file without a mark is kept, whatever git has.
    """
    contents = {path: _content(root, path) for path in paths}
    unmarked = {
        path: content
        for path, content in contents.items()
        if content is not None and not generated(path, content)
    }
    saved = committed(root, unmarked) if unmarked else {}
    return [
        Stale(
            path,
            path in unmarked
            and (
                saved.get(path) != content
                or not likely(path)
                or _is_source(path, content)
            ),
        )
        for path, content in contents.items()
        if content is not None
    ]


def _is_source(path: str, content: bytes) -> bool:
    """Tell whether a file is one that people write: a catalog, or the configuration."""
    return os.path.basename(path) in _SETTINGS or bool(_CATALOG(content))


def _content(root: str, path: str) -> bytes | None:
    """Return the content of the file at *path*; None if it cannot be one that errcat wrote."""
    whole = os.path.join(root, path)
    if not contained(root, path) or os.path.islink(whole) or not os.path.isfile(whole):
        return None
    try:
        with open(whole, "rb") as stream:
            return stream.read()
    except OSError:
        return None
