"""What a lint rule is, and what a rule may ask about a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from inspect import cleandoc
from typing import Any, NamedTuple, TypeAlias

from errcat.findings import ERROR, Problem
from errcat.linting.texts import Texts
from errcat.loading.reading import Document
from errcat.model import Catalog
from errcat.naming import Style

PRESETS = ("minimal", "recommended", "strict")
"""The presets; each has the rules of those before it, and more."""

Styles: TypeAlias = tuple[Style, ...] | None
"""Naming styles; None where nothing is known of the targets, so that all built-in ones count."""


def _any_style() -> Styles:
    return None


class Context(NamedTuple):
    """What a rule may want to know besides the catalog."""

    texts: Texts
    """All texts of the catalog, joined once for all rules of the run."""
    documents: Mapping[str, Document] = {}
    """The files as they were read, by path."""
    options: Mapping[str, Any] = {}
    """The rule's own options, with the defaults of those that are not configured."""
    catalogs: Mapping[str, Catalog] = {}
    """Every catalog of the run by its id, for references from one to another."""
    find_styles: Callable[[], Styles] = _any_style
    """Gives `styles`; called only by a rule that needs them, because it imports the targets."""

    @property
    def styles(self) -> Styles:
        """The naming styles of the configured targets; None where none is configured."""
        return self.find_styles()


Check: TypeAlias = Callable[[Catalog, Context], Iterable[Problem]]

ANY = "any"
"""The value of the option `style` with which a rule of style finds nothing."""


def _nothing_more(_catalog: Catalog, _context: Context) -> Mapping[str, Any]:
    return {}


class Habit(NamedTuple):
    """What a rule of style measures in a catalog; its option `style` sets one of the styles."""

    measure: Callable[[Catalog, Context], Mapping[str, int]]
    """Gives how many of `things` are in each style."""
    things: str
    """What is counted, such as "titles"."""
    strict: str
    """The style of the preset `strict`, and where the project names the rule without a style."""
    more: Callable[[Catalog, Context], Mapping[str, Any]] = _nothing_more
    """Gives other options to write into the configuration."""


class Rule:
    """One check of a catalog: its manual page, its severity, and the function that finds problems."""

    __slots__ = (
        "check",
        "docs",
        "group",
        "habit",
        "module",
        "name",
        "options",
        "preset",
        "severity",
    )

    def __init__(
        self,
        module: str,
        docs: str | None,
        check: Check | None = None,
        *,
        group: str,
        name: str = "",
        severity: str = ERROR,
        preset: str = "recommended",
        options: Mapping[str, Mapping[str, Any]] | None = None,
        habit: Habit | None = None,
    ) -> None:
        """Make a rule of *module*.

        *docs* is the manual page in Markdown: the module's docstring, or a separate text where a
        module has several rules. *name* defaults to the last part of the module's name, with
        dashes. A rule without *check* only documents findings that reading a catalog, or errcat
        itself, reports. *preset* is the first of `PRESETS` that includes the rule; a rule of
        preset "" runs only where it is asked for. *options* are JSON Schemas by option, each with
        a `description` and a `default`. A rule of style has a *habit* and an option `style`: it
        runs only where the project has set a style.
        """
        self.module = module
        self.name = name or module.rpartition(".")[2].replace("_", "-")
        self.docs = docs or ""
        self.check = check
        self.group = group
        self.severity = severity
        self.preset = preset
        self.options = options or {}
        self.habit = habit

    @property
    def page(self) -> str:
        """The manual page, as Markdown."""
        return cleandoc(self.docs)

    @property
    def summary(self) -> str:
        """What the rule checks, in one sentence: the first line of the page."""
        return self.page.partition("\n")[0]
