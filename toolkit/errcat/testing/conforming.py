"""Try a generator against every law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from errcat.generating.target import Generator
from errcat.model import Catalog
from errcat.testing.laws import LAWS
from errcat.testing.samples import catalogs
from errcat.testing.subject import Read, Subject, explained


class Breach(NamedTuple):
    """A law that a generator breaks, and how."""

    law: str
    reason: str

    def __str__(self) -> str:
        return f"{self.law}: {self.reason}"


def conformance(
    generator: Generator,
    catalog: Catalog | None = None,
    *,
    options: Mapping[str, Any] | None = None,
    read: Read | None = None,
    module: str = "",
) -> None:
    """Check that *generator* keeps every law; the arguments are those of `breaches`.

    Raises:
        AssertionError: it does not; the message names every broken law, and how.

    """
    listed = "".join(
        f"\n- {breach}"
        for breach in breaches(
            generator, catalog, options=options, read=read, module=module
        )
    )
    if listed:
        raise AssertionError(f"target '{generator.name}' breaks a law:{listed}")


def breaches(
    generator: Generator,
    catalog: Catalog | None = None,
    *,
    options: Mapping[str, Any] | None = None,
    read: Read | None = None,
    module: str = "",
) -> Iterator[Breach]:
    """Yield the laws that *generator*, with *options*, breaks.

    The generator runs on *catalog*, or on those of `catalogs`, and on hostile ones. With *read*, its
    files are read back and compared with the catalog. *module* names the module in which another
    process finds the generator, if it is not the one that the generator names.
    """
    inputs = catalogs() if catalog is None else (catalog,)
    subject = Subject(
        generator, options or {}, inputs, read, module or generator.module
    )
    for name, law in LAWS.items():
        try:
            for reason in law(subject):
                yield Breach(name, reason)
        except Exception as error:
            yield Breach(name, f"could not be tested: {explained(error)}")
