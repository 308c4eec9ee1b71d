"""Shell completion: rules, targets, reports, schemas, catalogs, codes, names, ranges, owners, files.

A completer offers nothing if the project cannot be read: a shell has no place for messages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from errcat import plugins
from errcat.errors import ErrcatError
from errcat.project import READABLE, Project, open_project
from errcat.text import terminal

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from errcat.lookup.opening import OpenedCatalog


class Offer(NamedTuple):
    """A word that the user may want, and its meaning, which zsh and fish show."""

    value: str
    meaning: str = ""
    type: str = "plain"


FILES = Offer("", type="file")
"""Lets the shell complete paths itself."""

Offers = Callable[[Project, click.Context], Iterable[Offer]]
Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[str]]"]


def _completer(offers: Offers) -> Completer:
    """Return the completer for those of *offers* that begin with what the user typed."""

    def complete(
        ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        from click.shell_completion import CompletionItem  # slow, and seldom needed

        del param
        try:
            wanted = list(offers(open_project(ctx.params.get("config")), ctx))
        except (ErrcatError, OSError):
            return []
        return [
            CompletionItem(offer.value, offer.type, _shown(offer.meaning))
            for offer in wanted
            if offer is FILES or offer.value.startswith(incomplete)
        ]

    return complete


def _shown(meaning: str) -> str | None:
    return terminal(" ".join(meaning.split())) or None


def _rules(project: Project, _: click.Context) -> Iterator[Offer]:
    from errcat.comparing.change_rule import ChangeRule  # slow to import
    from errcat.linting.rule import Rule

    packages = project.config.plugins
    for rule in plugins.collect("rules", Rule, packages):
        yield Offer(rule.name, rule.summary)
    for change_rule in plugins.collect("change_rules", ChangeRule, packages):
        yield Offer(change_rule.name, change_rule.summary)


def _targets(project: Project, _: click.Context) -> Iterator[Offer]:
    from errcat.generating.target import Generator  # slow to import

    for generator in plugins.collect("generators", Generator, project.config.plugins):
        yield Offer(generator.name, generator.docs.partition("\n")[0])
    for name in project.config.targets:
        yield Offer(name, "defined in the configuration")


def _reports(project: Project, _: click.Context) -> Iterator[Offer]:
    from errcat.reporting.report import Report  # slow to import

    for report in plugins.collect("reports", Report, project.config.plugins):
        yield Offer(report.name, report.docs.partition("\n")[0])


def _catalogs(project: Project, _: click.Context) -> Iterator[Offer]:
    yield FILES
    for path in project.config.catalogs:
        yield Offer(project.config.path(path))


def _operands(project: Project, ctx: click.Context) -> Iterator[Offer]:
    yield from _catalogs(project, ctx)
    yield Offer("@latest", "the latest release")
    yield Offer("@previous", "the release before it")
    yield Offer("@merge-base", "where the branch left the default branch")


def _codes(project: Project, ctx: click.Context) -> Iterator[Offer]:
    catalog = ctx.params.get("catalog")
    operands = project.operands(*([catalog] if catalog else []))
    for loaded in project.usable(operands, READABLE).catalogs:
        for entry in loaded.entries:
            yield Offer(entry.code, entry.title or entry.name)


def _schemas(_: Project, __: click.Context) -> Iterator[Offer]:
    import errcat_schema

    for name in errcat_schema.names():
        yield Offer(name)


def _opened(project: Project, ctx: click.Context) -> tuple[OpenedCatalog, ...]:
    return project.opened(*ctx.params.get("catalogs") or ())


def _terms(project: Project, ctx: click.Context) -> Iterator[Offer]:
    for home in _opened(project, ctx):
        for entry in home.catalog.entries:
            yield Offer(entry.code, entry.title or entry.name)
            if entry.name:
                yield Offer(entry.name, entry.title)
    yield from _rules(project, ctx)


def _ranges(project: Project, ctx: click.Context) -> Iterator[Offer]:
    for home in _opened(project, ctx):
        for span in home.catalog.ranges:
            yield Offer(span.name, span.title)


def _owners(project: Project, ctx: click.Context) -> Iterator[Offer]:
    from errcat.lookup.ranges import Owners

    for home in _opened(project, ctx):
        for owner in sorted(Owners(home.catalog).all()):
            yield Offer(owner)


def _operations(project: Project, ctx: click.Context) -> Iterator[Offer]:
    for home in _opened(project, ctx):
        for operation in home.catalog.operations:
            yield Offer(operation.id or operation.key, operation.key)


def _files(_: Project, __: click.Context) -> Iterator[Offer]:
    yield FILES


rules = _completer(_rules)
targets = _completer(_targets)
reports = _completer(_reports)
catalogs = _completer(_catalogs)
operands = _completer(_operands)
codes = _completer(_codes)
schemas = _completer(_schemas)


terms = _completer(_terms)
ranges = _completer(_ranges)
owners = _completer(_owners)
operations = _completer(_operations)
files = _completer(_files)
