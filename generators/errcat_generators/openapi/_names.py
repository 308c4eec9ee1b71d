"""The names of components, with the prefix that the options ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from errcat import ErrcatError

Components: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Components by kind and name."""
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}").fullmatch
_REFERENCE = re.compile(r"^(#/components/[a-z]+/)").sub


def prefixed(components: Components, prefix: str) -> dict[str, dict[str, Any]]:
    """Return *components* with *prefix* before every name, in references too.

    Raises:
        ErrcatError: *prefix* cannot start a name.

    """
    if prefix and not _PREFIX(prefix):
        raise ErrcatError(
            f"prefix: '{prefix}' must be an ASCII letter, and then at most 63 letters, digits"
            " and underscores"
        )
    if not prefix:
        return {kind: dict(named) for kind, named in components.items()}
    return {
        kind: {
            f"{prefix}{name}": _renamed(kind, name, component, prefix)
            for name, component in named.items()
        }
        for kind, named in components.items()
    }


def _renamed(kind: str, name: str, component: Any, prefix: str) -> Any:
    if kind == "examples":  # they hold values of the catalog, and no references
        return component
    renamed = referring(component, prefix)
    if renamed.get("title") == name:
        renamed["title"] = f"{prefix}{name}"
    return renamed


def referring(value: Any, prefix: str) -> Any:
    """Return *value* with the prefix in its references."""
    if isinstance(value, list):
        return [referring(item, prefix) for item in cast("list[object]", value)]
    if not isinstance(value, dict):
        return value
    fields = cast("dict[str, Any]", value)
    return {
        key: (
            reference(item, prefix)
            if key == "$ref" and isinstance(item, str)
            else referring(item, prefix)
        )
        for key, item in fields.items()
    }


def reference(target: str, prefix: str) -> str:
    """Return a reference to a component, with *prefix* before its name."""
    return _REFERENCE(rf"\g<1>{prefix}", target)
