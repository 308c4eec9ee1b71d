"""The generator under test, and what it is tested with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from errcat.generating.options import parse_options
from errcat.generating.running import render
from errcat.generating.selection import visible
from errcat.generating.target import File, Generator
from errcat.model import Catalog

Read: TypeAlias = Callable[[str], Mapping[str, Sequence[str]]]
"""Read a generated file: return title, or title and detail, by code."""


class Subject(NamedTuple):
    """The generator under test, and its inputs."""

    generator: Generator
    options: Mapping[str, Any]
    catalogs: tuple[Catalog, ...]
    read: Read | None
    module: str

    def files(self, catalog: Catalog, audience: str = "public") -> tuple[File, ...]:
        """Return the files that the generator makes from *catalog*."""
        options = parse_options(self.generator, self.options)
        return render(self.generator, visible(catalog, audience), options)


Law: TypeAlias = Callable[[Subject], Iterator[str]]
"""A function that yields how the generator breaks the law."""


def explained(error: Exception) -> str:
    """Return type and message of *error*."""
    return f"{type(error).__name__}: {error}"
