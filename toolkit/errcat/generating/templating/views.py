"""The catalog as templates see it: parts with fields, whose texts are `CatalogText`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final, cast

from errcat.errors import suggestion
from errcat.generating.target import header
from errcat.generating.templating.values import CatalogText, Mistake
from errcat.model import (
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Envelope,
    Example,
    Link,
    Param,
    Product,
    Range,
    Related,
    Reserved,
    Retirement,
    Retry,
)
from errcat.naming import is_name

_KINDS: Final[Mapping[type[Any], str]] = {
    Case: "case",
    Catalog: "catalog",
    CodeFormat: "catalog.code",
    Deprecation: "entry.deprecated",
    Entry: "entry",
    Envelope: "catalog.envelope",
    Example: "example",
    Link: "link",
    Param: "param",
    Product: "product",
    Range: "range",
    Related: "related",
    Reserved: "reserved",
    Retirement: "entry.retired",
    Retry: "retry",
}
"""The name of a part of the catalog in messages."""
_HIDDEN = {"defaults", "extensions", "file", "lint", "notes", "position", "through"}
"""Fields that are internal, or available under another name."""
_RENAMED: Final[Mapping[tuple[type[Any], str], str]] = {
    (Range, "first"): "from",
    (Range, "last"): "to",
    (Reserved, "first"): "from",
    (Reserved, "last"): "to",
    (Retirement, "version"): "in",
}
"""The name of a field in the catalog format, where the model uses another one."""
_DERIVED: Final[Mapping[type[Any], tuple[str, ...]]] = {
    Catalog: (
        *("id", "title", "description", "version", "language", "code", "docs_url"),
        *("envelope", "products", "ranges", "reserved", "entries"),
    ),
    Entry: ("http_statuses", "life", "page"),
    Range: ("entries",),
}
"""Attributes that templates see besides the fields of the tuple."""


def _fields(kind: type[Any]) -> dict[str, str]:
    """Return the attributes of the model that templates see, by their name in templates."""
    own: tuple[str, ...] = getattr(kind, "_fields", ())
    shown = [name for name in own if name not in _HIDDEN]
    return {
        _RENAMED.get((kind, name), name): name
        for name in (*shown, *_DERIVED.get(kind, ()))
    }


_FIELDS: Final = {kind: _fields(kind) for kind in _KINDS}
_WORDS: Final[Mapping[type[Any], frozenset[str]]] = {
    Case: frozenset(("channel",)),
    CodeFormat: frozenset(("order", "wire_type")),
    Entry: frozenset(("audience", "channels", "fault", "life", "severity")),
    Envelope: frozenset(("kind",)),
    Param: frozenset(("type",)),
    Retry: frozenset(("when",)),
}
"""Fields for which the catalog format has a fixed list of words."""
_WORD = re.compile("[a-z][a-z_]{0,30}|").fullmatch
_NAMES = ("name", "aliases")


def _clean(text: str, kind: type[Any], name: str) -> bool:
    """Tell whether the text of a field is a plain word, which is safe in any language."""
    if kind is Entry and name in _NAMES:
        return is_name(text)
    return name in _WORDS.get(kind, ()) and _WORD(text) is not None


class Part:
    """A part of the catalog; a template can read its fields and nothing else."""

    __slots__ = ("_kind", "_look")

    def __init__(self, kind: type[Any], look: Callable[[str], Any]) -> None:
        self._kind = kind
        self._look = look

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        known = _FIELDS[self._kind]
        if name in known:
            return self._look(name)
        hint = suggestion(name, known) or f"it has: {', '.join(sorted(known))}"
        raise Mistake(f"{_KINDS[self._kind]} has no field '{name}'; {hint}")

    def __repr__(self) -> str:
        raise Mistake(f"{_KINDS[self._kind]} is not text; print one of its fields")

    __str__ = __repr__


class View:
    """The parts of one catalog as templates see them; fields are looked up on access."""

    def __init__(self, catalog: Catalog) -> None:
        self.model = catalog
        self.entries = tuple(map(self._part, catalog.entries))
        self.ranges = tuple(map(self._part, catalog.ranges))
        by_name = zip(catalog.ranges, self.ranges, strict=True)
        self._by_name = {span.name: part for span, part in by_name}
        self._derived: Mapping[tuple[type[Any], str], Callable[[Any], Any]] = {
            (Catalog, "entries"): lambda _: self.entries,
            (Catalog, "ranges"): lambda _: self.ranges,
            (Entry, "page"): self._page,
            (Range, "entries"): self._entries,
        }

    def variables(self, target: str, options: Mapping[str, str]) -> dict[str, Any]:
        """Return the variables of every template of *target*."""
        first, *source = header(target, self.model)
        return {
            "catalog": self._part(self.model),
            "entries": self.entries,
            "header": (first, *(CatalogText(line, "header") for line in source)),
            "options": dict(options),
            "ranges": self.ranges,
            "target": target,
        }

    def by_entry(self) -> Iterator[tuple[Entry, Mapping[str, Part | None]]]:
        """Yield every entry, with the additional variables of a template rendered for it."""
        for entry, part in zip(self.model.entries, self.entries, strict=True):
            yield entry, {"entry": part, "range": self._by_name.get(entry.range)}

    def by_range(self) -> Iterator[tuple[Range, Mapping[str, Part | None]]]:
        """Yield every range, with the additional variables of a template rendered for it."""
        for span, part in zip(self.model.ranges, self.ranges, strict=True):
            yield span, {"range": part}

    def _part(self, value: object) -> Part:
        return Part(type(value), partial(self._look, value))

    def _look(self, value: object, key: str) -> Any:
        kind: type[Any] = type(value)
        derive = self._derived.get((kind, key))
        if derive:
            return derive(value)
        name = _FIELDS[kind][key]
        clean = partial(_clean, kind=kind, name=name)
        return self._seen(getattr(value, name), f"{_KINDS[kind]}.{key}", clean)

    def _page(self, entry: Entry) -> CatalogText:
        return CatalogText(self.model.page_of(entry), "entry.page")

    def _entries(self, span: Range) -> tuple[Part, ...]:
        pairs = zip(self.model.entries, self.entries, strict=True)
        return tuple(part for entry, part in pairs if entry.range == span.name)

    def _seen(self, value: Any, field: str, clean: Callable[[str], bool]) -> Any:
        """Return *value* with every text in it wrapped, except *clean* ones."""
        if isinstance(value, str):
            return value if clean(value) else CatalogText(value, field)
        if type(value) in _KINDS:
            return self._part(value)
        if isinstance(value, list | tuple):
            items = cast("Iterable[Any]", value)
            return tuple(self._seen(item, field, clean) for item in items)
        if isinstance(value, Mapping):
            pairs = cast("Mapping[str, Any]", value).items()
            return {
                CatalogText(key, field): self._seen(item, field, clean)
                for key, item in pairs
            }
        return value
