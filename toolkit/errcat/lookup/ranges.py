"""The range of a code, and who owns what is in a range."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.loading.ranges import RangeIndex, around
from errcat.model import Catalog, Entry, Range


def range_of_code(catalog: Catalog, code: str) -> Range | None:
    """Return the innermost range that holds *code*, whether or not an entry has it."""
    return catalog.range_named(RangeIndex(catalog.ranges, {}).of(code)[0])


def owner_of_range(catalog: Catalog, name: str) -> str:
    """Return the owner of the range *name*, or of the nearest range around it that has one."""
    return next((span.owner for span in around(catalog, name) if span.owner), "")


class Owners:
    """The owners of the entries of a catalog: that of the range, else those of the products."""

    def __init__(self, catalog: Catalog) -> None:
        owners = {
            span.name: owner_of_range(catalog, span.name) for span in catalog.ranges
        }
        self._ranges: Mapping[str, tuple[str, ...]] = {
            name: (owner,) for name, owner in owners.items() if owner
        }
        self._products = {
            product.id: product.owner for product in catalog.products if product.owner
        }

    def of(self, entry: Entry) -> tuple[str, ...]:
        """Return the owners of *entry*, each once; none if the catalog states none."""
        owned = self._ranges.get(entry.range)
        if owned or not self._products:
            return owned or ()
        owners = (self._products.get(product, "") for product in entry.products)
        return tuple(dict.fromkeys(filter(None, owners)))

    def all(self) -> frozenset[str]:
        """Return every owner that the catalog names."""
        ranges = (owner for owned in self._ranges.values() for owner in owned)
        return frozenset((*ranges, *self._products.values()))
