"""An inventory -> the files of a new catalog, laid out as people write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from errcat.importing.extracting import listed
from errcat.importing.ranges import Span
from errcat.importing.running import Inventory
from errcat.loading.reading import is_list, is_mapping
from errcat.text import yaml_block, yaml_scalar

HEADER = "catalog.yaml"
REST = "errors.yaml"
"""The file for entries that lie in no range."""

_PLAIN = re.compile(r"[A-Za-z(](?:[^:#]|:(?=\S)|(?<=\S)#)*(?<=[^\s:])").fullmatch
_WORDS = frozenset(listed("y n yes no on off true false null"))
_QUOTED = frozenset(("code", "through", "since", "version", "from", "to"))
_ORDER = listed(
    "id title description version language code docs_url envelope products defaults"
)


def files(inventory: Inventory, target: str) -> dict[str, str]:
    """Return the files of a new catalog by path: one if *target* ends in .yaml, .yml or .json."""
    if target.endswith((".yaml", ".yml", ".json")):
        return {target: single(inventory, as_json=target.endswith(".json"))}
    root = target.rstrip("/")
    return {f"{root}/{path}": text for path, text in folder(inventory).items()}


def folder(inventory: Inventory) -> dict[str, str]:
    """Return the files of a catalog in a folder: the header, and a file a range."""
    files = {HEADER: header_text(inventory.header, inventory.spans)}
    by_range: dict[str, list[Mapping[str, Any]]] = {}
    for item in inventory.items:
        span = range_of(inventory.spans, item.code)
        by_range.setdefault(span.name if span else "", []).append(item.data)
    for name, entries in by_range.items():
        head = f"errcat: 1\nrange: {name}\n" if name else "errcat: 1\n"
        path = f"{name}.yaml" if name and name != "catalog" else REST
        path = path if path not in files else f"range-{name}.yaml"
        files[path] = head + entries_text(entries)
    return files


def single(inventory: Inventory, *, as_json: bool = False) -> str:
    """Return a catalog that is one file, in YAML or JSON."""
    if as_json:
        data = {"errcat": 1, **_ordered(inventory.header)}
        if inventory.spans:
            data["ranges"] = [range_data(span) for span in inventory.spans]
        data["errors"] = [item.data for item in inventory.items]
        return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    return header_text(inventory.header, inventory.spans) + entries_text(
        item.data for item in inventory.items
    )


def range_of(spans: Sequence[Span], code: str) -> Span | None:
    """Return the range that holds a code; of prefixes the longest."""
    holding = [span for span in spans if span.holds(code)]
    return max(holding, key=lambda span: len(span.prefix), default=None)


def range_data(span: Span) -> dict[str, Any]:
    """Return a range as the header has it."""
    data: dict[str, Any] = {"name": span.name, "title": span.title}
    if span.prefix:
        data["prefix"] = span.prefix
        return {**data, "width": span.width} if span.width else data
    return {**data, "from": span.first, "to": span.last}


def _ordered(header: Mapping[str, Any]) -> dict[str, Any]:
    known = [key for key in _ORDER if key in header]
    return {
        key: header[key] for key in [*known, *(k for k in header if k not in _ORDER)]
    }


def header_text(header: Mapping[str, Any], spans: Iterable[Span] = ()) -> str:
    """Return the file with the header of a catalog, in YAML."""
    lines = ["errcat: 1"]
    stated = _ordered(header)
    ranges = stated.pop("ranges", None) or [range_data(span) for span in spans]
    for key, value in stated.items():
        lines.append(f"{key}: {_value(key, value, '  ')}")
    if ranges:
        lines.append("ranges:")
        lines += (f"  - {_flow(item)}" for item in ranges)
    return "\n".join(lines) + "\n"


def entries_text(entries: Iterable[Mapping[str, Any]]) -> str:
    """Return the list of entries of a file, in YAML."""
    texts = [entry_text(entry) for entry in entries]
    return "errors:\n" + "\n".join(texts) if texts else "errors: []\n"


def entry_text(entry: Mapping[str, Any], indent: str = "  ") -> str:
    """Return an entry as an item of a list, its dash behind *indent*."""
    lines = [f"{indent}  {_member(key, value, indent)}" for key, value in entry.items()]
    lines[0] = f"{indent}- {lines[0].lstrip()}"
    return "\n".join(lines) + "\n"


def _member(key: str, value: Any, indent: str) -> str:
    written = _value(key, value, f"{indent}    ")
    return f"{key}:{written}" if written.startswith("\n") else f"{key}: {written}"


def _value(key: str, value: Any, indent: str) -> str:
    if isinstance(value, str):
        return _text(key, value, indent)
    if is_list(value) and value and (is_mapping(value[0]) or _is_long(value)):
        items = [
            _flow(element) if is_mapping(element) else _text("", element, indent + "  ")
            for element in value
        ]
        return "".join(f"\n{indent}- {item}" for item in items)
    return _flow(value)


def _is_long(value: Sequence[Any]) -> bool:
    return any(isinstance(item, str) and " " in item for item in value)


def _text(key: str, value: str, indent: str) -> str:
    if key not in _QUOTED:
        if "\n" in value:
            return yaml_block(value, len(indent))
        if value.isprintable() and value.lower() not in _WORDS and _PLAIN(value):
            return value
    return yaml_scalar(value)


def _flow(value: Any) -> str:
    """Return a value on one line."""
    if is_mapping(value):
        return f"{{{', '.join(f'{_key(k)}: {_flow(v)}' for k, v in value.items())}}}"
    if is_list(value):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, str):
        simple = re.fullmatch(r"[a-z][a-z0-9_-]*", value) and value not in _WORDS
        return value if simple else yaml_scalar(value)
    return json.dumps(value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", key) else yaml_scalar(key)
