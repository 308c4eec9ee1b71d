"""errcat-manifest.json: the files that errcat wrote, and so may replace or delete.

The format is in schema/errcat_schema/manifest.schema.json. errcat leaves a listed file alone once
somebody has edited it.
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
    """A file that errcat wrote: its target, and the SHA-256 of its bytes in hex."""

    target: str
    sha256: str


class Stale(NamedTuple):
    """A file that errcat wrote and no target generates any more."""

    path: str
    edited: bool
    """Whether somebody has edited it since errcat wrote it."""


Manifest = Mapping[str, Written]
"""The files that errcat wrote in a folder, by path within it, with slashes."""


def read(root: str) -> Manifest:
    """Return the manifest in the folder *root*; an empty one if there is none.

    Raises:
        ManifestInvalid: it cannot be read, or has another format.

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
        return _parsed(data)
    except (KeyError, TypeError, AttributeError, ValueError):
        reason = "not a manifest that this version of errcat can read"
        raise ManifestInvalid(path, reason) from None


def _parsed(data: Any) -> Manifest:
    if data["format"] != FORMAT:
        raise ValueError(data["format"])
    files = cast("Mapping[str, Mapping[str, str]]", data["files"])
    return {
        path: Written(file["target"] + "", file["sha256"] + "")
        for path, file in files.items()
    }


def text(manifest: Manifest) -> str:
    """Return *manifest* as a JSON document."""
    files = {
        path: {"target": written.target, "sha256": written.sha256}
        for path, written in sorted(manifest.items())
    }
    return json.dumps({"format": FORMAT, "files": files}, indent=2) + "\n"


def digest(content: bytes) -> str:
    """Return the SHA-256 of *content* in hex."""
    from hashlib import sha256  # slow to import, and only what is written needs it

    return sha256(content).hexdigest()


def mine(manifest: Manifest, path: str, content: bytes) -> bool:
    """Tell whether errcat wrote *content* to the file at *path*."""
    return path in manifest and manifest[path].sha256 == digest(content)


def stale(
    root: str,
    manifest: Manifest,
    made: Collection[str],
    targets: Collection[str] | None,
) -> list[Stale]:
    """Return the files in *manifest* that still exist in *root* but are not among those *made*.

    If *targets* are given, only their files count. Files behind symbolic links are ignored.
    """
    files: list[Stale] = []
    for path, written in sorted(manifest.items()):
        if path in made or (targets is not None and written.target not in targets):
            continue
        content = _content(root, path)
        if content is not None:
            files.append(Stale(path, digest(content) != written.sha256))
    return files


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
