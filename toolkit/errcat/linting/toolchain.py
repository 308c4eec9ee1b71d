"""The readers and rules of a project, set as its configuration says, and running them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from errcat.config import Config, refused
from errcat.errors import NameUnknown
from errcat.findings import ERROR
from errcat.linting import running
from errcat.linting.rule import PRESETS, Rule, Styles
from errcat.linting.running import (
    Inspection,
    RunSettings,
    Severities,
    judge,
    understand,
)
from errcat.linting.suppressions import NEEDED, PAGES, suppress
from errcat.loading.reading import Reader
from errcat.loading.schema import check_against
from errcat.loading.sources import Source, read
from errcat.model import Catalog

if TYPE_CHECKING:
    from errcat.loading.revisions import Finder
STYLE = "style"
"""The option of a rule of style that sets the style."""
WHOLE = running.PAGES - {"file-marked", "format-known"}
"""The rules without which a catalog cannot be read whole: no configuration lowers them."""


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
    unset: tuple[Rule, ...] = ()
    """The rules of style that would run if the project had set a style."""
    generating: bool = False
    """Whether targets are generated: then no configuration lowers what they need."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of the files that some reader reads."""
        return tuple(suffix for reader in self.readers for suffix in reader.suffixes)

    def read(self, operand: str) -> Source:
        """Read the files of the catalog at *operand*; raises as `sources.read` does."""
        return read(operand, self.suffixes)

    def finder(self) -> Finder:
        """Return what finds the states of catalogs that operands name."""
        from errcat.loading.revisions import Finder  # slow to import, and seldom needed

        config = self.config
        return Finder(self.readers, config.default_branch, config.tag_pattern)

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
            {rule.name: options_of(rule, self.config) for rule in self.rules},
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
        fixed = WHOLE | NEEDED if self.generating else WHOLE
        left_out: set[str] = set()
        limited = bool(config.only or config.never)

        def severity(name: str, catalog: Catalog | None, code: str) -> str:
            if name in fixed:
                return ERROR
            if name not in own:
                rule = self.book.get(name)
                own[name] = default_severity(rule, config)
                if limited and not asked_for(rule, config):
                    left_out.add(name)
            if name in left_out:
                return "off"
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
    _check_names(config, book)
    for rule in rules:
        if rule.name in config.options:
            _check_options(rule, config)
    named = named_in(config)
    chosen = [
        rule
        for rule in rules
        if asked_for(rule, config)
        and (rule.name in NEEDED | named or default_severity(rule, config) != "off")
    ]
    unset = [
        rule
        for rule in rules
        if asked_for(rule, config)
        and not is_set(rule, config)
        and _severity(rule, config) != "off"
    ]
    return Toolchain(
        tuple(readers),
        tuple(chosen),
        config,
        book,
        find_styles,
        tuple(unset),
        generating=bool(config.outputs),
    )


def named_in(config: Config) -> set[str]:
    """Return the rules that have a severity in *config*."""
    overridden = (name for override in config.overrides for name in override.rules)
    return {*config.severities, *overridden}


def asked_for(rule: Rule, config: Config) -> bool:
    """Tell whether the command line leaves *rule* in; reading and the schema always are."""
    called = {rule.name, rule.group}
    if rule.name in running.PAGES:
        return True
    return not called & set(config.never) and (
        not config.only or bool(called & set(config.only))
    )


def is_set(rule: Rule, config: Config) -> bool:
    """Tell whether *rule* has the settings it needs: for a rule of style, a style.

    Naming the rule sets the style of the preset `strict`.
    """
    if rule.habit is None or config.preset == "strict":
        return True
    named = {*named_in(config), *config.select, *config.only}
    return rule.name in named or STYLE in config.options.get(rule.name, {})


def options_of(rule: Rule, config: Config) -> Mapping[str, Any]:
    """Return the configured options of *rule*, and the style of `strict` if it has none."""
    options = config.options.get(rule.name, {})
    return {STYLE: rule.habit.strict, **options} if rule.habit else options


def default_severity(rule: Rule, config: Config) -> str:
    """Return the severity of *rule* where the configuration does not set it by name.

    A rule of style is off as long as the project has not set a style.
    """
    return _severity(rule, config) if is_set(rule, config) else "off"


def _severity(rule: Rule, config: Config) -> str:
    called = {rule.name, rule.group}
    if called & set(config.ignore):
        return "off"
    if called & set(config.only):
        return rule.severity
    if config.select:
        return rule.severity if called & set(config.select) else "off"
    if rule.habit is not None and STYLE in config.options.get(rule.name, {}):
        return rule.severity
    has = rule.preset in PRESETS[: PRESETS.index(config.preset) + 1]
    return rule.severity if has or rule.name in PAGES else "off"


def _check_names(config: Config, book: RuleBook) -> None:
    """Refuse a configuration that names a rule that does not exist."""
    named = {*named_in(config), *config.options}
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
    given = config.options[rule.name]
    # Styles are one of a few words. jsonschema, which costs as much as a whole run on a small
    # catalog, is only asked about anything else.
    if all(
        value in rule.options.get(key, {}).get("enum", ())
        for key, value in given.items()
    ):
        return
    schema = {
        "type": "object",
        "properties": rule.options,
        "additionalProperties": False,
    }
    for wrong in check_against(schema, dict(given)):
        where = ".".join(("rules", rule.name, *map(str, wrong.path)))
        hint = f"; {wrong.hint}" if wrong.hint else ""
        keys = (rule.name, *map(str, wrong.path))
        raise refused(config, f"{where}: {wrong.message}{hint}", *keys)
