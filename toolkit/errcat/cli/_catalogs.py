"""What commands that read catalogs share: which ones, by which rules, shown how."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import click

from errcat import __version__, plugins
from errcat.config import Config, refused
from errcat.errors import NameUnknown, WriteFailed
from errcat.findings import Finding
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
from errcat.reporting.report import Inspected, Report, Run


def operands(given: Sequence[str], config: Config) -> list[str]:
    """Return the catalogs to look at: those given, or else those of the configuration.

    Raises:
        UsageError: there are none.

    """
    if given:
        return list(dict.fromkeys(given))
    if not config.catalogs:
        raise click.UsageError(
            "no catalog: name one, or list `catalogs` in [tool.errcat] of pyproject.toml"
        )
    return [config.path(each) for each in config.catalogs]


class Workshop(NamedTuple):
    """Readers and rules, and how grave each rule is taken."""

    readers: tuple[Reader, ...]
    rules: tuple[Rule, ...]
    config: Config

    def read(self, operand: str) -> Source:
        """Read the files of the catalog at *operand*."""
        suffixes = tuple(
            suffix for reader in self.readers for suffix in reader.suffixes
        )
        return read(operand, suffixes)

    def inspect(
        self, sources: Iterable[Source], accepted: frozenset[str] = frozenset()
    ) -> list[Inspection]:
        """Understand the catalogs in *sources*, and run the rules over each.

        Findings with a fingerprint in *accepted* are found, but not located.
        """
        opened = [understand(each, self.readers) for each in sources]
        catalogs = {
            each.catalog.id: each.catalog for each in opened if each.catalog is not None
        }
        documents = {
            file: document
            for each in opened
            for file, document in each.loaded.documents.items()
        }
        severity = self.severity()
        settings = RunSettings(
            severity,
            self.config.options,
            self._styles,
            catalogs,
            documents,
            accepted,
        )
        judged = (judge(each, self.rules, settings) for each in opened)
        return [suppress(each, self._names, severity) for each in judged]

    def _styles(self) -> Styles:
        """Return the naming styles of the configured outputs; None where they are not known."""
        from errcat.cli._jobs import generator  # seldom needed, and it imports targets
        from errcat.generating.target import styles_of

        return styles_of(
            generator(output.target, self.config) for output in self.config.outputs
        )

    def _names(self) -> Collection[str]:
        return plugins.names("rules", self.config.plugins)

    def severity(self) -> Severities:
        """Return how grave the configuration takes each rule."""
        config = self.config
        own = {rule.name: default_severity(rule, config) for rule in self.rules}

        def severity(name: str, catalog: Catalog | None, code: str) -> str:
            if name not in own:
                page = plugins.get("rules", Rule, name, config.plugins)
                own[name] = default_severity(page, config)
            return config.severity(name, own[name], catalog, code)

        return severity


def default_severity(rule: Rule, config: Config) -> str:
    """Return how grave *rule* is where the configuration says nothing of it by name."""
    called = {rule.name, rule.group}
    if called & set(config.ignore):
        return "off"
    if config.select:
        return rule.severity if called & set(config.select) else "off"
    has = rule.preset in PRESETS[: PRESETS.index(config.preset) + 1]
    return rule.severity if has or rule.name in PAGES else "off"


def workshop(config: Config) -> Workshop:
    """Return the readers of errcat and its plugins, and the rules that are not switched off."""
    rules = plugins.collect("rules", Rule, config.plugins, without=PAGES)
    named = {
        *config.severities,
        *(name for each in config.overrides for name in each.rules),
    }
    _check_names(config)
    for rule in rules:
        if rule.name in config.options:
            _check_options(rule, config)
    return Workshop(
        tuple(plugins.collect("readers", Reader, config.plugins)),
        tuple(
            rule
            for rule in rules
            if rule.name in named or default_severity(rule, config) != "off"
        ),
        config,
    )


def _check_names(config: Config) -> None:
    """Refuse a configuration that names a rule that is not there."""
    overridden = (name for each in config.overrides for name in each.rules)
    named = {*config.severities, *config.options, *overridden}
    if not named and not config.select and not config.ignore:
        return
    known = set(plugins.names("rules", config.plugins))
    for name in sorted(named - known):
        raise refused(config, str(NameUnknown("rule", name, known)), name)
    chosen = {*config.select, *config.ignore} - known
    every = plugins.collect("rules", Rule, config.plugins) if chosen else ()
    groups = {rule.group for rule in every}
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
        way = (rule.name, *map(str, wrong.path))
        raise refused(config, f"{where}: {wrong.message}{hint}", *way)


def run_of(
    inspections: Sequence[Inspection],
    config: Config,
    more: Sequence[Finding] = (),
    *,
    color: bool,
    quiet: bool,
) -> Run:
    """Return what inspections brought to light, ready for a report."""
    found = (finding for each in inspections for finding in each.findings)
    findings = (*found, *more)
    names = sorted({finding.rule for finding in findings})
    return Run(
        __version__,
        tuple(
            Inspected(
                each.catalog.id,
                each.source.root,
                len(each.catalog.entries),
                len(each.catalog.ranges),
            )
            for each in inspections
            if each.catalog is not None
        ),
        findings,
        {
            file: document
            for each in inspections
            for file, document in each.documents.items()
        },
        color,
        quiet,
        {name: plugins.get("rules", Rule, name, config.plugins) for name in names},
    )


class Sink(NamedTuple):
    """A report, and the file it goes to; standard output without one."""

    report: Report
    file: str


def sinks(specs: Sequence[str], config: Config) -> list[Sink]:
    """Return the reports that `--report NAME[:FILE]` asks for.

    Raises:
        NameUnknown: there is no report of that name.
        UsageError: two reports would go to one place.

    """
    found: list[Sink] = []
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    for spec in specs or ("github" if on_github else "full",):
        name, _, file = spec.partition(":")
        found.append(Sink(plugins.get("reports", Report, name, config.plugins), file))
    places = [os.path.normpath(sink.file) if sink.file else "" for sink in found]
    if len(set(places)) < len(places):
        raise click.UsageError(
            "two reports cannot go to one place; write one as NAME:FILE"
        )
    return found


def deliver(run: Run, wanted: Sequence[Sink]) -> None:
    """Write every report to its file or to standard output."""
    for sink in wanted:
        if sink.file:
            from errcat.writing import write  # only a report with a file needs it

            write(sink.file, sink.report.render(run._replace(color=False)))
        else:
            say(sink.report.render(run))


def say(text: str) -> None:
    """Write *text* to standard output, and see to it that it got there.

    Raises:
        WriteFailed: it did not.

    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteFailed("standard output", str(error.strerror)) from None
