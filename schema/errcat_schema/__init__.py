"""A JSON Schema for every document that errcat reads or writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_SUFFIX = ".schema.json"


def load(name: str) -> dict[str, Any]:
    """Return the schema of a document: *name* is bundle, catalog, config, findings, ...

    Raises:
        FileNotFoundError: no schema has this name.

    """
    # Imported here because the compiled validators, which every run imports, do not need it.
    import json

    schema: dict[str, Any] = json.loads(text(name))
    return schema


def text(name: str) -> str:
    """Return the schema of a document as JSON, with its layout; raises as `load` does."""
    return (_folder() / f"{name}{_SUFFIX}").read_text(encoding="utf-8")


def names() -> list[str]:
    """Return the names of all schemas, in alphabetical order."""
    files = (path.name for path in _folder().iterdir())
    return sorted(
        name.removesuffix(_SUFFIX) for name in files if name.endswith(_SUFFIX)
    )


def _folder() -> Path:
    from pathlib import Path  # the compiled validators do not need it

    return Path(__file__).parent
