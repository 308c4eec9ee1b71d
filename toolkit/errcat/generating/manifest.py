"""errcat-manifest.json: what errcat wrote, and so what it may replace without asking or delete.

The format is in schema/errcat_schema/manifest.schema.json. A file in it is errcat's only as long as
it holds what errcat wrote; once somebody has edited it, it is theirs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, cast

from errcat.errors import ManifestInvalid
from errcat.writing import contained

NAME = "errcat-manifest.json"
FORMAT = 1


class Written(NamedTuple):
    """A file that errcat wrote: the target that made it, and the SHA-256 of its bytes in hex."""

    target: str
    sha256: str


class Stale(NamedTuple):
    """A file that errcat wrote and that nothing makes any more."""

    path: str
    edited: bool
    """Whether it holds something else than errcat wrote, and so is no longer errcat's."""


Manifest = Mapping[str, Written]
"""What errcat wrote below a folder, by path from there, with slashes."""


def read(root: str) -> Manifest:
    """Return what the manifest in the folder *root* says; nothing where there is none.

    Raises:
        ManifestInvalid: it cannot be read, or is no manifest of this format.

    """
    path = os.path.join(root, NAME)
    try:
        with open(path, encoding="utf-8") as stream:
            data = json.load(stream)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ManifestInvalid(path, str(error.strerror).lower()) from None
    except (ValueError, RecursionError) as error:
        raise ManifestInvalid(path, f"not JSON: {error}") from None
    try:
        return _understood(data)
    except (KeyError, TypeError, AttributeError, ValueError):
        reason = "not a manifest of a format that this errcat knows"
        raise ManifestInvalid(path, reason) from None


def _understood(data: Any) -> Manifest:
    if data["format"] != FORMAT:
        raise ValueError(data["format"])
    files = cast("Mapping[str, Mapping[str, str]]", data["files"])
    return {
        path: Written(each["target"] + "", each["sha256"] + "")
        for path, each in files.items()
    }


def text(manifest: Manifest) -> str:
    """Return the document that says *manifest*."""
    files = {
        path: {"target": each.target, "sha256": each.sha256}
        for path, each in sorted(manifest.items())
    }
    return json.dumps({"format": FORMAT, "files": files}, indent=2) + "\n"


def digest(content: bytes) -> str:
    """Return the SHA-256 of *content* in hex."""
    from hashlib import sha256  # slow to import, and only what is written needs it

    return sha256(content).hexdigest()


def mine(manifest: Manifest, path: str, content: bytes) -> bool:
    """Tell whether *content* of the file at *path* is what errcat wrote there."""
    return path in manifest and manifest[path].sha256 == digest(content)


def stale(
    root: str,
    manifest: Manifest,
    made: Collection[str],
    targets: Collection[str] | None,
) -> list[Stale]:
    """Return the files in *manifest* below *root* that are there and not among those *made*.

    Only those of *targets* count, where some are named. What lies behind a link is not looked at.
    """
    found: list[Stale] = []
    for path, written in sorted(manifest.items()):
        if path in made or (targets is not None and written.target not in targets):
            continue
        content = _content(root, path)
        if content is not None:
            found.append(Stale(path, digest(content) != written.sha256))
    return found


def _content(root: str, path: str) -> bytes | None:
    """Return what the file at *path* holds; None where there is none that could be errcat's."""
    whole = os.path.join(root, path)
    if not contained(root, path) or os.path.islink(whole) or not os.path.isfile(whole):
        return None
    try:
        with open(whole, "rb") as stream:
            return stream.read()
    except OSError:
        return None
