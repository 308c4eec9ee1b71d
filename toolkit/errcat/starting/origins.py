"""Where the running errcat was installed from, as pip takes it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from errcat import __version__

_FILE = "file://"
_ADDRESS = re.compile(r"(?:[\w.+-]+(?:\[[^\]]*\])?\s*@\s*)?[A-Za-z][\w+.-]+://")
_RELEASE = re.compile(r"\w[\w.-]*(?:\[[^\]]*\])?\s*(?:[=<>!~].*)?")
_FROM_ENVIRONMENT = re.compile(r"\$\{\w+\}(?::\$\{\w+\})?").fullmatch


def origin() -> str:
    """Return what pip installs to get this errcat: a git address, a path, or a version."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        text = distribution("errcat").read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    return requirement(json.loads(text)) if text else f"errcat=={__version__}"


def requirement(direct: Mapping[str, Any]) -> str:
    """Return what pip installs, from the content of direct_url.json (PEP 610)."""
    url = str(direct["url"]).replace(" ", "%20")  # pip writes git addresses decoded
    git = direct.get("vcs_info")
    if git:
        commit = git["commit_id"]
        inside = direct.get("subdirectory")
        part = f"#subdirectory={inside}" if inside else ""
        return f"{git['vcs']}+{_public(url)}@{commit}{part}"
    return unquote(urlsplit(url).path) if url.startswith(_FILE) else _public(url)


def _public(url: str) -> str:
    """Return *url* without a password; the user `git` is no secret, and no variable is."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    if not at or user == "git" or _FROM_ENVIRONMENT(user):
        return url
    return urlunsplit(parts._replace(netloc=host))


def is_path(spec: str) -> bool:
    """Tell whether pip reads *spec* as a path: a folder, or a file such as a wheel."""
    if _ADDRESS.match(spec):
        return False
    return os.sep in spec or spec.endswith(".whl") or not _RELEASE.fullmatch(spec)
