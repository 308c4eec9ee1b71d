"""What a target is: the files it makes, and the generator behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from inspect import cleandoc
from typing import Any, NamedTuple, TypeAlias

from errcat.model import Catalog
from errcat.naming import Style
from errcat.writing import MARK


class File(NamedTuple):
    """A generated file.

    A target that writes a folder gives each file its path within it, with slashes. A target that
    writes a single file yields that file first; its path is the default name. Each further file
    gives the end of its name instead: beside `errors.py`, `_exceptions.py` becomes
    `errors_exceptions.py`.
    """

    path: str
    text: str


class InputFile(NamedTuple):
    """A file of the project that an option names.

    The host reads it before the target runs, so that the target stays a function of its arguments.
    """

    path: str = ""
    """As the user wrote it; empty if the option is not set."""
    text: str = ""


class NoOptions(NamedTuple):
    """The options of a target that has none."""


Generate: TypeAlias = Callable[[Catalog, Any], Iterable[File]]
Verify: TypeAlias = Callable[[Catalog, Any, Sequence[File]], str]
"""Return how generated files differ from the catalog; "" if they match it exactly."""
Closed: TypeAlias = Callable[[Any], bool]
"""Return whether output with these options is closed: see `Generator`."""
Claims: TypeAlias = Callable[[Catalog, Any], Iterable[tuple[str, str]]]
"""Yield what an output defines in a file that other outputs may add to: the file, and the name."""


def _always_open(_: Any) -> bool:
    return False


def _no_claims(_: Catalog, __: Any) -> Iterable[tuple[str, str]]:
    return ()


class Generator:
    """A target: its manual page, its options, and the function that turns a catalog into files."""

    __slots__ = (
        "aliases",
        "claims",
        "closed",
        "docs",
        "generate",
        "module",
        "name",
        "options",
        "single",
        "styles",
        "suffix",
        "verify",
    )

    def __init__(
        self,
        module: str,
        docs: str | None,
        generate: Generate,
        *,
        options: type[Any] = NoOptions,
        suffix: str = ".py",
        single: bool = True,
        verify: Verify | None = None,
        closed: Closed = _always_open,
        claims: Claims = _no_claims,
        aliases: tuple[str, ...] = (),
        name: str = "",
        styles: tuple[Style, ...] | None = None,
    ) -> None:
        """Create the generator of a module; the target is named after the module, or *name*.

        *docs* is the module's docstring. *options* is a named tuple or a frozen dataclass: every
        field has a default, and its type is str, bool, int, Literal, tuple[str, ...] or InputFile. If
        *options* is Mapping, any option may be given, and its value is text. A *single* target
        writes one file, whose name ends in *suffix*; any other writes a folder. *closed* says
        whether a client breaks when the catalog gains a code it was generated without: because
        the output rejects unknown codes, or has no way to represent them. *claims* yields the
        names that the output defines in a file of the project; two catalogs must not define the
        same one. *styles* are the naming styles in which two entries must not have the same name;
        None where they are not known.
        """
        self.module = module
        self.name = name or module.rpartition(".")[2].replace("_", "-")
        self.docs = cleandoc(docs or "")
        self.generate = generate
        self.options = options
        self.suffix = suffix
        self.single = single
        self.verify = verify
        self.closed = closed
        self.claims = claims
        self.aliases = aliases
        self.styles = styles


def styles_of(generators: Iterable[Generator]) -> tuple[Style, ...] | None:
    """Return the naming styles of *generators*, each once; None if those of one are not known."""
    styles: dict[str, Style] = {}
    known = [generator.styles for generator in generators]
    for some in known:
        if some is None:
            return None
        styles.update((style.name, style) for style in some)
    return tuple(styles.values()) if known else None


def header(target: str, catalog: Catalog) -> tuple[str, ...]:
    """Return the first lines of a generated file as plain text; encode them as a comment.

    They name the target and the catalog. They never hold a date, a path, a digest or the version of
    errcat: any of these would change with every entry, and make every two branches conflict.
    """
    version = f" {catalog.version}" if catalog.version else ""
    return (
        f"{MARK} (target: {target}). DO NOT EDIT: run `errcat gen`.",
        # Not "catalog: x", which a linter of Python takes for code.
        f"From the catalog {catalog.id}{version}.",
    )
