"""A JSON Schema for every document that errcat reads or writes."""

from __future__ import annotations

from typing import Any


def load(name: str) -> dict[str, Any]:
    """Return the schema called *name*: bundle, catalog, config, findings, manifest, ...

    Raises:
        FileNotFoundError: there is no schema of that name.

    """
    # Neither is needed by who imports the compiled validators alone.
    import json
    from pathlib import Path

    path = Path(__file__).parent / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema
