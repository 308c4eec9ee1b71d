"""Catalog values as text for people, and how nested values differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from errcat.loading.reading import is_list, is_mapping


def words(value: Any) -> str:
    """Return a value of a catalog as text for people."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if is_mapping(value):
        return ", ".join(f"{key} {words(item)}" for key, item in value.items())
    if is_list(value):
        separator = "; " if any(map(is_mapping, value)) else ", "
        return separator.join(filter(None, map(words, value)))
    return canonical(value)


def canonical(value: Any) -> str:
    """Return *value* as JSON; equal values give equal text."""
    import json  # slow to import, and equal catalogs do not need it

    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def nested(field: str, old: Any, new: Any) -> tuple[str, ...]:
    """Return how two nested values differ, one line per leaf: `params.limit.type: a → b`.

    Items of a list are matched by their id, url or code, not by their position.
    """
    from deepdiff import DeepDiff  # slow to import, and few entries differ inside

    tree: Any = DeepDiff(
        _keyed(old),
        _keyed(new),
        view="tree",
        threshold_to_diff_deeper=0,
        ignore_private_variables=False,
    )
    lines = (
        _leaf(field, item.path(output_format="list"), item.t1, item.t2, kind)
        for kind, items in tree.items()
        for item in items
    )
    return tuple(sorted(lines))


def _leaf(field: str, path: Sequence[Any], old: Any, new: Any, kind: str) -> str:
    where = ".".join(map(str, (field, *path)))
    for ending, value in (("added", new), ("removed", old)):
        if kind.endswith(ending):
            return f"{where} {ending}: {words(value)}".removesuffix(": ")
    return f"{where}: {_shown(old)} → {_shown(new)}"


def _shown(value: Any) -> str:
    text = words(value)
    if not text:
        return "nothing"
    return f'"{text}"' if isinstance(value, str) else text


def _keyed(value: Any) -> Any:
    """Return *value* with every list of identifiable items as a dict by their identity."""
    if is_mapping(value):
        return {key: _keyed(item) for key, item in value.items()}
    if not is_list(value):
        return {} if value is None else value
    for key in ("id", "url", "code", "case"):
        items = {
            str(item[key]): _keyed(item)
            for item in value
            if is_mapping(item) and key in item
        }
        if len(items) == len(value):
            return items
    return [_keyed(item) for item in value]
