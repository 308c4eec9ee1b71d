"""The readers and rules of a project, set as its configuration says, and running them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from errcat.config import Config, refused
from errcat.errors import NameUnknown
from errcat.linting.rule import PRESETS, Rule, Styles
from errcat.linting.running import (
    Inspection,
    RunSettings,
    Severities,
    judge,
    understand,
)
from errcat.linting.suppressions import PAGES, suppress
from errcat.loading.reading import Reader
from errcat.loading.schema import check_against
from errcat.loading.sources import Source, read
from errcat.model import Catalog


class RuleBook(NamedTuple):
    """Every rule there is, looked up only when it is wanted: importing all of them takes long."""

    names: Callable[[], Collection[str]]
    get: Callable[[str], Rule]
    all: Callable[[], Sequence[Rule]]


class Toolchain(NamedTuple):
    """The readers of a project, and the rules that its configuration switches on."""

    readers: tuple[Reader, ...]
    rules: tuple[Rule, ...]
    config: Config
    book: RuleBook
    find_styles: Callable[[], Styles]
    """Return the naming styles of the configured outputs; None where they are not known."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of the files that some reader reads."""
        return tuple(suffix for reader in self.readers for suffix in reader.suffixes)

    def read(self, operand: str) -> Source:
        """Read the files of the catalog at *operand*; raises as `sources.read` does."""
        return read(operand, self.suffixes)

    def limited_to(self, groups: Collection[str]) -> Toolchain:
        """Return a toolchain that runs only the rules in *groups*."""
        kept = tuple(rule for rule in self.rules if rule.group in groups)
        return self._replace(rules=kept)

    def inspect(
        self, sources: Iterable[Source], accepted: frozenset[str] = frozenset()
    ) -> list[Inspection]:
        """Understand the catalogs in *sources*, and run the rules over each.

        Findings with a fingerprint in *accepted* are found, but not located.
        """
        opened = [understand(source, self.readers) for source in sources]
        catalogs = {
            understood.catalog.id: understood.catalog
            for understood in opened
            if understood.catalog is not None
        }
        documents = {
            file: document
            for understood in opened
            for file, document in understood.loaded.documents.items()
        }
        severity = self.severities()
        settings = RunSettings(
            severity,
            self.config.options,
            self.find_styles,
            catalogs,
            documents,
            accepted,
        )
        judged = (judge(understood, self.rules, settings) for understood in opened)
        return [
            suppress(inspection, self.book.names, severity) for inspection in judged
        ]

    def severities(self) -> Severities:
        """Return a function that gives the configured severity of every rule."""
        config = self.config
        own = {rule.name: default_severity(rule, config) for rule in self.rules}

        def severity(name: str, catalog: Catalog | None, code: str) -> str:
            if name not in own:
                own[name] = default_severity(self.book.get(name), config)
            return config.severity(name, own[name], catalog, code)

        return severity


def toolchain(
    config: Config,
    readers: Sequence[Reader],
    rules: Sequence[Rule],
    book: RuleBook,
    find_styles: Callable[[], Styles],
) -> Toolchain:
    """Return *readers*, and those of *rules* that *config* does not switch off.

    Raises:
        ConfigInvalid: the configuration names a rule or an option of a rule that does not exist,
            or gives an option a value that it cannot have.

    """
    named = {
        *config.severities,
        *(name for override in config.overrides for name in override.rules),
    }
    _check_names(config, book)
    for rule in rules:
        if rule.name in config.options:
            _check_options(rule, config)
    chosen = (
        rule
        for rule in rules
        if rule.name in named or default_severity(rule, config) != "off"
    )
    return Toolchain(tuple(readers), tuple(chosen), config, book, find_styles)


def default_severity(rule: Rule, config: Config) -> str:
    """Return the severity of *rule* where the configuration does not set it by name."""
    called = {rule.name, rule.group}
    if called & set(config.ignore):
        return "off"
    if config.select:
        return rule.severity if called & set(config.select) else "off"
    has = rule.preset in PRESETS[: PRESETS.index(config.preset) + 1]
    return rule.severity if has or rule.name in PAGES else "off"


def _check_names(config: Config, book: RuleBook) -> None:
    """Refuse a configuration that names a rule that does not exist."""
    overridden = (name for override in config.overrides for name in override.rules)
    named = {*config.severities, *config.options, *overridden}
    if not named and not config.select and not config.ignore:
        return
    known = set(book.names())
    for name in sorted(named - known):
        raise refused(config, str(NameUnknown("rule", name, known)), name)
    chosen = {*config.select, *config.ignore} - known
    groups = {rule.group for rule in book.all()} if chosen else set[str]()
    for name in sorted(chosen - groups):
        unknown = NameUnknown("rule or group", name, known | groups)
        raise refused(config, str(unknown), name)


def _check_options(rule: Rule, config: Config) -> None:
    """Refuse options that the rule does not have, and values that they cannot have."""
    schema = {
        "type": "object",
        "properties": rule.options,
        "additionalProperties": False,
    }
    for wrong in check_against(schema, dict(config.options[rule.name])):
        where = ".".join(("rules", rule.name, *map(str, wrong.path)))
        hint = f"; {wrong.hint}" if wrong.hint else ""
        keys = (rule.name, *map(str, wrong.path))
        raise refused(config, f"{where}: {wrong.message}{hint}", *keys)
