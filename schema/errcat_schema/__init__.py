"""A JSON Schema for every document that errcat reads or writes."""

from __future__ import annotations

from typing import Any


def load(name: str) -> dict[str, Any]:
    """Return the schema of a document: *name* is bundle, catalog, config, findings, ...

    Raises:
        FileNotFoundError: no schema has this name.

    """
    # Imported here because the compiled validators, which every run imports, need neither.
    import json
    from pathlib import Path

    path = Path(__file__).parent / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema
