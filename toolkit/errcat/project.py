"""The pipeline as a library: a project validates, loads, compares and generates."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from errcat import config as configuration
from errcat import plugins
from errcat.config import Config, Import, refused
from errcat.errors import (
    ConfigInvalid,
    ErrcatError,
    NameUnknown,
    OptionInvalid,
    PluginBroken,
    RequestInvalid,
)
from errcat.findings import INFO
from errcat.linting import baseline
from errcat.linting.checking import check, fix
from errcat.linting.rule import Rule, Styles
from errcat.linting.suppressions import PAGES, Accepted
from errcat.linting.toolchain import RuleBook, Toolchain, toolchain
from errcat.linting.validation import (
    CatalogInvalid,
    FixResult,
    ValidationResult,
    failure_of,
    require_sound,
)
from errcat.loading.reading import Reader
from errcat.loading.sources import STDIN
from errcat.model import Catalog

if TYPE_CHECKING:
    from errcat.changelog.planning import Release
    from errcat.comparing.accepting import AcceptResult
    from errcat.comparing.change_rule import ChangeRule
    from errcat.comparing.judging import Judge
    from errcat.comparing.outcome import ComparisonResult
    from errcat.comparing.results import Acceptance
    from errcat.editing.entries import LocatedEntry
    from errcat.findings import Finding
    from errcat.gate import GateResult, Part
    from errcat.generating.jobs import Job
    from errcat.generating.outputs import GenerationResult, Ownership
    from errcat.generating.target import File, Generator
    from errcat.importing.planning import Checked, Plan, Request, Tools
    from errcat.importing.refreshing import Refresh
    from errcat.linting.habits import Learned
    from errcat.lookup.explaining import Answer, Naming
    from errcat.lookup.history import History
    from errcat.lookup.opening import OpenedCatalog
    from errcat.lookup.rule_pages import RulePage
    from errcat.lookup.searching import Filters, SearchResult
    from errcat.lookup.summarizing import Summary
    from errcat.lookup.terms import Match
    from errcat.starting.planning import CatalogFiles, Setup

Operand: TypeAlias = str | os.PathLike[str]
"""A path of a catalog: a folder, a file, or `-` for standard input."""
Step: TypeAlias = Callable[[str], None]
"""Takes a description of the next step of a long run."""
USABLE = frozenset(("reading", "schema", "codes", "names"))
"""The groups of rules that a catalog must pass before anything is generated from it."""
READABLE = frozenset(("reading", "schema"))
"""The groups of rules that a catalog must pass before it is edited."""


def _silent(_: str) -> None:
    """Ignore the steps of a long run."""


class Project:
    """A configuration, and everything that errcat and its plugins can do with it.

    Methods print nothing, and write only if their description says so. Every method raises an
    `ErrcatError` if it cannot do its work: `PathMissing` or `PathUnreadable` for a path,
    `ConfigInvalid` for the configuration, `PluginBroken` for a plugin.
    """

    def __init__(self, config: Config) -> None:
        """Make a project of *config*; `open_project` finds one."""
        self.config = config

    @cached_property
    def toolchain(self) -> Toolchain:
        """The readers, and the rules that the configuration enables."""
        packages = self.config.plugins
        book = RuleBook(
            partial(plugins.names, "rules", packages),
            partial(self._rule, packages),
            partial(plugins.collect, "rules", Rule, packages),
        )
        return toolchain(
            self.config,
            plugins.collect("readers", Reader, packages),
            plugins.collect("rules", Rule, packages, without=PAGES),
            book,
            self._styles,
        )

    def _styles(self) -> Styles:
        """Return the naming styles of the configured outputs; None if they are unknown."""
        from errcat.generating.target import styles_of  # seldom needed

        return styles_of(
            self.generator(output.target) for output in self.config.outputs
        )

    @staticmethod
    def _rule(packages: Sequence[str], name: str) -> Rule:
        return plugins.get("rules", Rule, name, packages)

    def operands(self, *catalogs: Operand) -> list[str]:
        """Return the paths of *catalogs*, each once, or of those in the configuration.

        Raises:
            RequestInvalid: there are none.

        """
        if catalogs:
            return list(dict.fromkeys(os.fspath(catalog) for catalog in catalogs))
        if not self.config.catalogs:
            raise RequestInvalid(
                "no catalog given; name one, or set `catalogs` in [tool.errcat] of pyproject.toml"
            )
        return [self.config.path(catalog) for catalog in self.config.catalogs]

    # --- start -------------------------------------------------------------------------------

    def init(
        self,
        folder: Operand = os.curdir,
        *,
        sources: Sequence[Operand] = (),
        ci: str = "",
        install: str = "",
    ) -> Setup:
        """Return the files that *folder* lacks to be a project, in memory.

        `write()` of the result writes them; files that exist are never changed. The catalog is
        imported from *sources*; without them, it is an example. *ci* is github, gitlab or none; by
        default, it is what the repository uses. *install* is what pip installs to get errcat; by
        default, it is where this errcat was installed from.

        Raises:
            PathUnreadable: *folder* is a file.
            RequestInvalid: there are *sources*, and the folder has a catalog.
            ErrcatError: the sources cannot be imported; see `import_`.

        """
        from errcat.starting import planning
        from errcat.starting.surroundings import look_around

        where = os.fspath(folder)
        paths = tuple(os.fspath(source) for source in sources)
        if self.config != (config := self._config_in(where)):
            there = Project(config)
            return there.init(where, sources=paths, ci=ci, install=install)
        choices = planning.Choices(ci, install, paths)
        new_catalog = partial(self._new_catalog, paths)
        around = look_around(where)
        return planning.plan(around, config, self.toolchain, choices, new_catalog)

    def _config_in(self, folder: str) -> Config:
        """Return the configuration of *folder* itself, which may be that of the project."""
        root = os.path.realpath(self.config.root or os.curdir)
        if self.config.file and root == os.path.realpath(folder):
            return self.config
        return configuration.within(folder)

    def _new_catalog(
        self, sources: tuple[str, ...], target: str, identifier: str
    ) -> CatalogFiles:
        """Return the files of a catalog imported from *sources*, or of an example."""
        from errcat.starting import documents
        from errcat.starting.planning import CatalogFiles

        if not sources:
            return CatalogFiles(documents.example(identifier))
        from errcat.importing.planning import Request, plan
        from errcat.importing.rendering import HEADER
        from errcat.importing.running import Options

        request = Request(sources, target, Options(id=identifier))
        imported = plan(request, self._import_tools())
        header = documents.with_header(imported.files[HEADER], identifier)
        return CatalogFiles({**imported.files, HEADER: header}, imported)

    # --- validate ----------------------------------------------------------------------------

    def validate(
        self,
        *catalogs: Operand,
        across: bool = False,
        against: str | None = None,
        step: Step = _silent,
    ) -> ValidationResult:
        """Return the findings in *catalogs*, or in those of the configuration.

        The result omits suppressed findings and those in the baseline. The configured outputs are
        generated in memory, so that they can be generated where nothing is found. With *across*,
        codes that several catalogs use are findings, too. With *against* (a path, a revision,
        @latest, @previous or @merge-base), the result has only findings that this version does not
        have.

        Raises:
            RequestInvalid: there is no catalog.
            RevisionUnknown: git cannot find the revision *against*.

        """
        if across:
            return self._across().validate(*catalogs, against=against, step=step)
        operands, known = self.operands(*catalogs), self._known()
        result = check(self.toolchain, operands, known, against, step=step)
        self._check_pins(result)
        return self._with_outputs(result, step)

    def fix(
        self,
        *catalogs: Operand,
        unsafe: bool = False,
        across: bool = False,
        step: Step = _silent,
    ) -> FixResult:
        """Return *catalogs*, or those in the configuration, with fixes applied in memory.

        With *unsafe*, the result includes fixes that may change the meaning of a text. `write()`
        of the result writes the files.

        Raises:
            RequestInvalid: there is no catalog.
            OptionInvalid: a catalog is standard input, which cannot be written.

        """
        if across:
            return self._across().fix(*catalogs, unsafe=unsafe, step=step)
        operands, known = self.operands(*catalogs), self._known()
        fixed = fix(self.toolchain, operands, known, unsafe=unsafe, step=step)
        return fixed._replace(validation=self._with_outputs(fixed.validation, step))

    def _with_outputs(self, result: ValidationResult, step: Step) -> ValidationResult:
        """Return *result* with what keeps the configured outputs from being generated."""
        if not self.config.outputs:
            return result
        from errcat.generating.trying import try_outputs  # imports the targets

        step("trying the outputs")
        sound = {
            os.path.normpath(inspection.source.root): inspection.catalog
            for inspection in result.inspections
            if inspection.catalog is not None and failure_of(inspection) is None
        }
        return result._replace(outputs=try_outputs(self.config, self.generator, sound))

    def _across(self) -> Project:
        """Return the project, reporting codes that several catalogs use."""
        return Project(self.config.taking("code-unique-across", INFO))

    def _known(self) -> tuple[Accepted, ...]:
        known = baseline.load(self.baseline_path)
        if not self.config.only and not self.config.never:
            return known
        running = {rule.name for rule in self.toolchain.rules}
        return tuple(row for row in known if row.rule in running)

    @property
    def baseline_path(self) -> str:
        """The path of the baseline, relative to the working folder."""
        return self.config.path(self.config.baseline)

    def start_baseline(self, result: ValidationResult) -> ValidationResult:
        """Write all findings of *result* to a new baseline; return the result without them.

        Raises:
            OptionInvalid: the baseline exists.
            WriteFailed: the file could not be written.

        """
        return baseline.start(self.baseline_path, result)

    def prune_baseline(self, result: ValidationResult) -> ValidationResult:
        """Remove fixed findings from the baseline, and return *result* without them.

        Raises:
            WriteFailed: the file could not be written.

        """
        return baseline.prune(self.baseline_path, result)

    def learn(self, *catalogs: Operand) -> Learned:
        """Return the configuration with the habits of *catalogs* as settings of style, in memory.

        `write()` of the result writes it. A style is the habit of the catalogs if nine of ten
        texts have it. What the rules of style ask for never changes otherwise.

        Raises:
            RequestInvalid: there is no catalog.
            OptionInvalid: a catalog is standard input.
            SettingsNotEditable: the layout of the configuration does not allow it.

        """
        from errcat.linting.habits import learn  # seldom needed

        return learn(self.toolchain, self.operands(*catalogs))

    def narrowed(
        self, select: Sequence[str] = (), ignore: Sequence[str] = ()
    ) -> Project:
        """Return the project with only the rules or groups *select*, and without *ignore*.

        Reading and the schema are always checked.

        Raises:
            NameUnknown: there is no such rule or group.

        """
        if not select and not ignore:
            return self
        rules = self.toolchain.book.all()
        known = {name for rule in rules for name in (rule.name, rule.group)}
        for name in (*select, *ignore):
            if name not in known:
                raise NameUnknown("rule or group", name, known)
        narrow = self.config._replace(only=tuple(select), never=tuple(ignore))
        return Project(narrow)

    # --- check -------------------------------------------------------------------------------

    def check(
        self, *catalogs: Operand, against: Operand | None = None, step: Step = _silent
    ) -> GateResult:
        """Return what keeps *catalogs*, or those in the configuration, from being merged.

        That is what `validate` finds, configured outputs that are out of date on disk, and changes
        since *against* that break a promise. Without *against*, the comparison is left out where
        there is no repository or no earlier revision, and the result says so.

        Raises:
            RevisionUnknown: the clone is shallow, or git does not have the revision *against*.
            RequestInvalid: there is no catalog, or one is standard input.

        """
        from errcat import gate

        operands = self.operands(*catalogs)
        if STDIN in operands:
            raise RequestInvalid("standard input cannot be compared; name a file")
        result = check(self.toolchain, operands, self._known(), step=step)
        self._check_pins(result)
        result, outputs, generated = self._gate_outputs(result, step)
        comparisons, compared = self._gate_changes(operands, against, result, step)
        imported = self._gate_imports(step)
        parts = (gate.validated(result), *imported, *generated, compared)
        return gate.GateResult(result, parts, outputs, comparisons)

    def _gate_imports(self, step: Step) -> tuple[Part, ...]:
        """Return in what catalogs do not agree with the sources in the configuration."""
        if not self.config.imports:
            return ()
        from errcat import gate

        step("reading the sources of imports")
        wanted = self.imports()
        entries = [self.check_import(one) for one in wanted if not one.operations]
        operations = [self.import_operations(one) for one in wanted if one.operations]
        parts = (gate.imported(entries), gate.refreshed(operations))
        return tuple(part for part in parts if part.summary)

    def _gate_outputs(
        self, result: ValidationResult, step: Step
    ) -> tuple[ValidationResult, GenerationResult | None, tuple[Part, ...]]:
        """Return *result* with what is wrong with the outputs, the outputs, and their part."""
        from errcat import gate

        if not self.config.outputs:
            return result, None, ()
        failed = (gate.skipped("Generated files", "fix the errors first"),)
        try:
            outputs = self.outputs(step=step)
        except CatalogInvalid:
            if result.ok:  # a catalog that was not asked for
                raise
            return result, None, failed
        except (ConfigInvalid, PluginBroken):
            raise
        except ErrcatError:
            result = self._with_outputs(result, step)
            if not result.outputs:
                raise
            return result, None, failed
        return result, outputs, (gate.generated(outputs),)

    def _gate_changes(
        self,
        operands: Sequence[str],
        against: Operand | None,
        result: ValidationResult,
        step: Step,
    ) -> tuple[tuple[ComparisonResult, ...], Part]:
        """Return the changes since *against*, and their part."""
        from errcat import gate
        from errcat.comparing.sides import SideUnreadable
        from errcat.loading.revisions import HistoryMissing

        step("comparing with the earlier state")
        try:
            comparisons = self.compare_all(against, *operands, step=step)
        except HistoryMissing as missing:
            if against is not None:
                raise
            return (), gate.skipped("Breaking changes", missing.advice)
        except SideUnreadable:
            if result.ok:  # the old side
                raise
            return (), gate.skipped("Breaking changes", "fix the errors first")
        more = self.unused_acceptances(comparisons)
        return tuple(comparisons), gate.compared(comparisons, more)

    # --- import ------------------------------------------------------------------------------

    def import_(self, wanted: Import) -> Plan:
        """Return what importing the sources of *wanted* into its catalog would write, in memory.

        Paths are relative to the working folder. `write()` of the result writes the files. A
        catalog that is there gets the texts, statuses and new entries of the sources, and keeps its
        names, and the fields that were written by hand.

        Raises:
            NameUnknown: there is no such format.
            FormatUnclear: no importer recognizes a source.
            ExtraMissing: a format needs a package that is not installed.
            SourceInvalid: a source breaks the rules of its format.
            OptionInvalid: no source has a column of that name.
            NothingFound: the sources state no error.
            OutputRefused: what is at the path of the catalog is no catalog that can be read.

        """
        from errcat.importing.planning import plan  # seldom needed

        return plan(self._request(wanted), self._import_tools())

    def check_import(self, wanted: Import) -> Checked:
        """Return in what the catalog of *wanted* does not agree with its sources.

        It raises the errors of `import_`, and PathMissing if there is no catalog.
        """
        from errcat.importing.planning import check  # seldom needed

        return check(self._request(wanted), self._import_tools())

    def import_operations(self, wanted: Import) -> Refresh:
        """Return the operations in the OpenAPI documents of *wanted*, in memory.

        `write()` of the result writes them to `operations.yaml` in the folder of the catalog, and
        `stale` tells in what the file that is there differs.

        Raises:
            DocumentInvalid: a document cannot be read, or a reference in it cannot be followed.
            OutputRefused: the catalog is a single file, or cannot be read.
            ErrcatError: the catalog has no envelope.

        """
        from errcat.importing.refreshing import refresh  # seldom needed

        root = self.config.root
        readers = self.toolchain.readers
        return refresh(wanted.sources, wanted.catalog, readers, root)

    def imports(self) -> list[Import]:
        """Return the imports of the configuration, with paths relative to the working folder."""
        path = self.config.path
        return [
            wanted._replace(
                sources=tuple(map(path, wanted.sources)),
                catalog=path(wanted.catalog),
                names_from=tuple(map(path, wanted.names_from)),
            )
            for wanted in self.config.imports
        ]

    def pin(self, catalog: Operand) -> Learned | None:
        """Return the configuration with the habits of a new catalog, in memory.

        That is what `learn` returns for it and the configured catalogs; None where the
        configuration has set every style already. It raises the errors of `learn`.
        """
        if not self.toolchain.unset:
            return None
        configured = self.operands() if self.config.catalogs else []
        return self.learn(*configured, catalog)

    def _import_tools(self) -> Tools:
        from errcat.importing.extracting import Importer
        from errcat.importing.planning import Tools

        importers = plugins.collect("importers", Importer, self.config.plugins)
        return Tools(importers, self.toolchain.readers)

    @staticmethod
    def _request(wanted: Import) -> Request:
        from errcat.importing.planning import Request
        from errcat.importing.running import Options

        options = Options(format=wanted.format, columns=wanted.columns)
        return Request(wanted.sources, wanted.catalog, options, wanted.names_from)

    # --- load --------------------------------------------------------------------------------

    def load(self, catalog: Operand | None = None) -> Catalog:
        """Return the catalog at a path, or the only one in the configuration.

        Raises:
            CatalogInvalid: it has an error of reading, schema, codes or names.
            RequestInvalid: no path is given, and the configuration has no catalog or several.

        """
        path = self._one_operand(catalog)
        return self.usable([path]).catalogs[0]

    def _one_operand(self, catalog: Operand | None) -> str:
        operands = self.operands(*([] if catalog is None else [catalog]))
        if len(operands) > 1:
            raise RequestInvalid(
                f"several catalogs are configured; choose one with --catalog: {', '.join(operands)}"
            )
        return operands[0]

    def usable(
        self, operands: Sequence[str], groups: frozenset[str] = USABLE
    ) -> ValidationResult:
        """Return the catalogs at *operands*, if the rules in *groups* find no error.

        Raises:
            CatalogInvalid: they find one.

        """
        tools = self.toolchain.limited_to(groups)._replace(generating=True)
        result = check(tools, operands, self._known(), step=_silent)
        self._check_pins(result)
        return require_sound(result)

    def entry(self, code: str, catalog: Operand | None = None) -> LocatedEntry:
        """Return the entry of *code*, for the edits in `errcat.editing.entries`.

        *code* may name its catalog: `telnyx#10001`. *catalog* is the path of the only catalog to
        search; by default, the configured catalogs are searched.

        Raises:
            NameUnknown: no catalog has such a code.
            RequestInvalid: several have it, or the catalog is standard input.
            EntryRefused: the code is part of a span.
            CatalogInvalid: a catalog has an error of reading or schema.

        """
        from errcat.editing.entries import OpenCatalog, locate

        operands = self.operands(*([] if catalog is None else [catalog]))
        if STDIN in operands:
            raise RequestInvalid("standard input cannot be edited; name a file")
        opened = [
            OpenCatalog(inspection.catalog, inspection.source, inspection.documents)
            for inspection in self.usable(operands, READABLE).inspections
            if inspection.catalog is not None
        ]
        return locate(code, opened)

    # --- look up -----------------------------------------------------------------------------

    def explain(
        self,
        *terms: str,
        catalogs: Sequence[Operand] = (),
        body: str | None = None,
        history: str | None = None,
    ) -> Answer:
        """Return everything about the entries and rules that *terms* stand for.

        A term is a code, a name in any spelling, the address of a page that holds a code, or the
        name of a rule. *body* is the text of an error response, in which the envelopes of the
        catalogs find the codes. *catalogs* replaces those of the configuration. With *history*, a
        revision or "" for the one that `compare` takes, entries have their changes since then. No
        rule runs, and parts of a catalog that cannot be read are left out.

        Raises:
            RequestInvalid: there is no catalog, or no code in *body*.
            CatalogUnusable: no part of a catalog can be read.
            RevisionUnknown: git cannot find the revision.

        """
        from errcat.lookup.answering import Desk

        desk = Desk(
            self.opened(*catalogs), self.rule_page, self._rule_names, self._namings()
        )
        if history is not None:
            desk = desk._replace(history=self._histories(history or None))
        return desk.answer(terms, body)

    def opened(self, *catalogs: Operand) -> tuple[OpenedCatalog, ...]:
        """Return *catalogs*, or those in the configuration, as far as they can be read.

        Raises:
            RequestInvalid: there is no catalog.
            CatalogUnusable: no part of a catalog can be read.

        """
        from errcat.lookup.opening import open_all

        return open_all(self.operands(*catalogs), self._readers)

    @cached_property
    def _readers(self) -> list[Reader]:
        return plugins.collect("readers", Reader, self.config.plugins)

    def rule_page(self, name: str) -> RulePage | None:
        """Return the manual page of a lint rule or change rule; None if there is no such rule."""
        from errcat.comparing.change_rule import ChangeRule
        from errcat.linting.toolchain import default_severity
        from errcat.lookup.rule_pages import change_page, lint_page

        packages = self.config.plugins
        if name in plugins.names("rules", packages):
            rule = self._rule(packages, name)
            return lint_page(rule, default_severity(rule, self.config))
        if name in plugins.names("change_rules", packages):
            return change_page(plugins.get("change_rules", ChangeRule, name, packages))
        return None

    def _rule_names(self) -> list[str]:
        packages = self.config.plugins
        doors = ("rules", "change_rules")
        return [name for door in doors for name in plugins.names(door, packages)]

    def _namings(self) -> list[Naming]:
        """Return the configured outputs with the naming styles that they use."""
        from errcat.lookup.explaining import Naming

        return [
            Naming(output.target, self.config.path(output.output), styles)
            for output in self.config.outputs
            if (styles := self.generator(output.target).styles)
        ]

    def _histories(self, against: str | None) -> Callable[[Match], History]:
        """Return what gives the history of an entry since *against*."""
        from errcat.lookup.history import history_of, origin_of

        results: dict[str, ComparisonResult] = {}

        def history(match: Match) -> History:
            catalog = match.home.catalog
            if catalog.root not in results:
                results[catalog.root] = self.compare(against, catalog.root)
            finder = self.toolchain.finder()
            origin = origin_of(match.entry.code, finder, catalog.root, catalog.id)
            return history_of(match.entry, results[catalog.root], origin)

        return history

    def search(
        self,
        query: str = "",
        filters: Filters | None = None,
        catalogs: Sequence[Operand] = (),
    ) -> SearchResult:
        """Return the entries that have the words of *query* in any text, and pass *filters*.

        The best come first: those whose code, then whose name, then whose title is meant. *catalogs*
        replaces those of the configuration.

        Raises:
            NameUnknown: no catalog has a range or an owner of the filters.
            OptionInvalid: an HTTP status of the filters is invalid.
            RequestInvalid: there is no catalog.

        """
        from errcat.lookup.searching import Filters, search

        return search(self.opened(*catalogs), query, filters or Filters())

    def summarize(
        self, *catalogs: Operand, against: Operand | None = None, step: Step = _silent
    ) -> tuple[Summary, ...]:
        """Return how full the ranges of each catalog are, and what its entries lack.

        With *against*, a path or a revision, it also has the growth since then.

        Raises:
            RequestInvalid: there is no catalog.
            RevisionUnknown: git cannot find the revision *against*.

        """
        from errcat.loading.branches import taken_codes
        from errcat.lookup.summarizing import Earlier, summary_of

        summaries: list[Summary] = []
        for home in self.opened(*catalogs):
            root, earlier = home.catalog.root, None
            step(f"counting {root}")
            taken = taken_codes(os.curdir if root == STDIN else root, self._readers)
            if against is not None:
                result = self.compare(against, root)
                earlier = Earlier(result.old_label, result.old_catalog)
            summaries.append(summary_of(home, taken, earlier))
        return tuple(summaries)

    # --- compare -----------------------------------------------------------------------------

    def compare(
        self,
        old: Operand | Catalog | None = None,
        new: Operand | Catalog | None = None,
        *,
        today: str = "",
    ) -> ComparisonResult:
        """Return the changes between two versions of a catalog, judged by the configuration.

        Both are a path, `REF`, `REF:PATH`, `@latest`, `@previous`, `@merge-base` or a catalog.
        *old* defaults to `@merge-base` on a branch, and to `@latest` on the default branch; *new*
        defaults to the only catalog in the configuration. *today* is the date by which sunsets and
        acceptances are judged, such as 2027-03-01; by default, the date in UTC.

        Raises:
            SideUnreadable: a side cannot be read whole, or the new one has an error of schema.
            RevisionUnknown: git cannot find the revision.
            RequestInvalid: there is no catalog, or *new* is a catalog and *old* is missing.

        """
        judge = self._judge(today)
        if isinstance(new, Catalog):
            return judge.compare(_operand(old), new)
        operand = self._one_operand(new)
        first, *others = judge.sides(operand, self._configured())
        if others:
            raise RequestInvalid(
                f"several catalogs are configured; name one as {operand}:PATH"
            )
        return judge.compare(_operand(old), first)

    def compare_all(
        self,
        old: Operand | None = None,
        *new: Operand,
        today: str = "",
        since_release: bool = False,
        step: Step = _silent,
    ) -> list[ComparisonResult]:
        """Return the changes from *old* to each of *new*, or to the configured catalogs.

        A revision among *new* stands for each configured catalog there. With *since_release*, a
        release that has not changed since is compared with the one before, unless *old* is given.
        Where all configured catalogs are compared, those that only the old configuration names come
        last: all their entries were removed.
        It raises the errors of `compare`.
        """
        judge = self._judge(today)._replace(step=step)
        sides = [
            side
            for operand in self.operands(*new)
            for side in judge.sides(operand, self._configured())
        ]
        results: list[ComparisonResult] = []
        for number, side in enumerate(sides, 1):
            step(f"reading {side.root} ({number} of {len(sides)})")
            result = judge.compare(_operand(old), side, since_release=since_release)
            results.append(result)
        if self.config.file and {side.root for side in sides} >= set(
            self._configured()
        ):
            results += judge.removed(results, self.config.file)
        return results

    def _configured(self) -> list[str]:
        """Return the paths of the configured catalogs; the working folder if there are none."""
        catalogs = map(self.config.path, self.config.catalogs)
        return list(catalogs) or [os.curdir]

    def compare_files(self, old: str, new: str, path: str) -> ComparisonResult:
        """Return the changes between two versions of a catalog file, without a verdict.

        *path* is the path of the file; *old* and *new* are temporary files with the versions.

        Raises:
            SideUnreadable: a version is not part of a catalog.

        """
        from errcat.comparing.judging import Judge

        return Judge(self.toolchain, self._change_rules).compare_files(old, new, path)

    def _judge(self, today: str) -> Judge:
        from errcat.comparing.judging import Judge, policy_of  # slow to import

        closed = any(_is_closed(output.options) for output in self.config.outputs)
        policy = policy_of(self.config, today or this_day(), closed=closed)
        return Judge(self.toolchain, self._change_rules, policy, self.acceptances())

    @cached_property
    def _change_rules(self) -> list[ChangeRule]:
        from errcat.comparing.change_rule import ChangeRule

        return plugins.collect("change_rules", ChangeRule, self.config.plugins)

    def acceptances(self) -> tuple[Acceptance, ...]:
        """Return the changes that the project has accepted."""
        from errcat.comparing.accepting import load

        return load(self.acceptances_path)

    @property
    def acceptances_path(self) -> str:
        """The path of the file of accepted changes, relative to the working folder."""
        from errcat.comparing import approvals

        return self.config.path(approvals.ACCEPTED)

    def accept(
        self,
        *fingerprints: str,
        reason: str,
        correction: bool = False,
        expires: str = "",
        against: Operand | None = None,
    ) -> AcceptResult:
        """Accept the changes since *against* that have *fingerprints*, in memory.

        A *correction* is a change of the catalog alone: the API never behaved as it said before.
        *expires* is the first day on which the change is reported again, such as 2027-03-01.

        Raises:
            OptionInvalid: there is no such change, no reason, or *expires* is not a future date.

        """
        from errcat.comparing.accepting import accept
        from errcat.editing.entries import day

        if day("--expires", expires) and expires <= this_day():
            raise OptionInvalid("--expires", f"'{expires}' is not a future date")
        return accept(
            self.acceptances_path,
            self.acceptances(),
            self.compare_all(against),
            fingerprints,
            reason=reason,
            correction=correction,
            expires=expires,
            hint="" if against else "use the same --against as there",
        )

    def unused_acceptances(
        self, results: Sequence[ComparisonResult], *, today: str = ""
    ) -> tuple[Finding, ...]:
        """Return a finding for each acceptance that has expired or is unused.

        There are findings only if *results* has every catalog of the configuration: another
        catalog might need the acceptance.
        """
        from errcat.comparing.accepting import unused

        every = {self.config.path(catalog) for catalog in self.config.catalogs}
        if not every <= {result.new.root for result in results}:
            return ()
        return unused(self.acceptances_path, results, today or this_day())

    def release(
        self,
        version: str | None = None,
        *catalogs: Operand,
        against: str = "@latest",
        changelog: Operand | None = None,
        day: str = "",
        step: Step = _silent,
    ) -> Release:
        """Return the files of a release of *catalogs*, or of those in the configuration, in memory.

        The release sets *version*, or for each catalog the one that its changes need, replaces
        every `next` with it, releases the changelog and removes the acceptances listed there. A
        project with several catalogs has a changelog and a version for each if the `tag-pattern`
        has `{catalog}`, else it has one for all. *day* is the date of the release, such as
        2027-03-01; by default, the date in UTC.

        Raises:
            OptionInvalid: *version* is invalid, not later, or a smaller bump than the changes need.
            ConfigInvalid: the place for the changes in the changelog is ambiguous.
            RequestInvalid: *version* or *changelog* would be for several catalogs of which each has
                its own.
            ReleaseInterrupted: an earlier release must be undone with `undo_release` first.

        """
        from errcat.changelog import journal, planning

        if journal.pending(self.config.root):
            raise journal.ReleaseInterrupted(
                self.config.path(journal.JOURNAL), "run `errcat release` to undo it"
            )
        chosen = self.operands(*catalogs)
        setup = planning.ReleaseSetup(
            self.config.root,
            max(len(self.config.catalogs), len(chosen)),
            self.config.tag_pattern,
            self.acceptances(),
            self.acceptances_path,
            day or this_day(),
            None if changelog is None else os.fspath(changelog),
        )
        planning.check_request(setup, version, chosen=chosen if catalogs else ())
        compared = self.compare_all(against, *chosen, step=step)
        results = [result for result in compared if result.new.source is not None]
        step(f"writing {len(results)} catalog{'s' * (len(results) != 1)} in memory")
        return planning.release_of(results, version, setup)

    def undo_release(
        self, *catalogs: Operand, changelog: Operand | None = None
    ) -> tuple[str, ...]:
        """Put the files of a release that was interrupted back, and return their paths.

        Without such a release, this does nothing. *catalogs* and *changelog* are those of the
        release.

        Raises:
            JournalRefused: the journal is not one that a release of these files left.
            ReleaseInterrupted: a file has changed since.
            WriteFailed: a file could not be written.

        """
        from errcat.changelog import journal, planning

        root = self.config.root
        if not journal.pending(root):
            return ()
        logs = () if changelog is None else (os.fspath(changelog),)
        scope = planning.scope(
            root, self.operands(*catalogs), (self.acceptances_path, *logs)
        )
        return journal.undo(root, scope)

    # --- generate ----------------------------------------------------------------------------

    def generator(self, name: str) -> Generator:
        """Return the generator of the target *name*, which may be an alias.

        Raises:
            NameUnknown: there is no such target.
            ConfigInvalid: the configuration defines a target whose name is taken.

        """
        from errcat.generating.jobs import from_target
        from errcat.generating.target import Generator

        config = self.config
        if name in config.targets:
            if name in plugins.names("generators", config.plugins):
                raise refused(
                    config,
                    f"target '{name}' is already defined by errcat or a plugin",
                    name,
                )
            return from_target(name, config.targets[name], config)
        try:
            return plugins.get("generators", Generator, name, config.plugins)
        except NameUnknown as unknown:
            for generator in plugins.collect("generators", Generator, config.plugins):
                if name in generator.aliases:
                    return generator
            known = {*unknown.known, *config.targets}
            raise NameUnknown("target", name, known, unknown.hint) from None

    def generate(
        self,
        catalog: Catalog | Operand | None,
        target: str,
        options: Mapping[str, Any] = MappingProxyType({}),
        *,
        audience: str = "public",
        step: Step = _silent,
    ) -> tuple[File, ...]:
        """Return the files that *target* generates from a catalog; nothing is written.

        *catalog* is a catalog or the path of one; None is the only one in the configuration.
        *options* are those of the target, and `ranges`, `products` and `life`, which select
        entries. *audience* is public, partner or internal: entries for a narrower one are omitted.
        The path of each file is relative to the target's folder; for a target that generates a
        single file, it is a suitable name.

        Raises:
            CatalogInvalid: the catalog has an error of reading, schema, codes or names.
            NameUnknown: there is no such target.
            OptionInvalid: there is no such option or audience, or a value is invalid.

        """
        from errcat.generating.jobs import job, make

        generator = self.generator(target)
        path = "" if isinstance(catalog, Catalog) else self._one_operand(catalog)
        jobs = [job(generator, path, "", audience, options)]
        if isinstance(catalog, Catalog):
            return make(jobs, {path: catalog}, step)[0].files
        step(f"reading {path}")
        return make(jobs, {path: self.load(path)}, step)[0].files

    def outputs(
        self, target: str | None = None, *, clean: bool = False, step: Step = _silent
    ) -> GenerationResult:
        """Generate every configured output, or those of one *target*, in memory.

        `write()` of the result writes the files; with *clean* it also deletes files that errcat
        wrote and no longer generates.

        Raises:
            RequestInvalid: the configuration has no such output.
            CatalogInvalid: a catalog has an error of reading, schema, codes or names.
            OutputRefused: errcat must not write, or overwrite, a file.
            ManifestInvalid: the list of written files cannot be read.

        """
        from errcat.generating.jobs import configured
        from errcat.generating.outputs import Ownership

        jobs = configured(self.config, self.generator, target)
        names = {job.generator.name for job in jobs}
        owned = None if target is None else names
        return self._outcome(
            self.config.root,
            jobs,
            Ownership(owned, listed=True),
            clean=clean,
            step=step,
        )

    def output(
        self,
        target: str,
        path: Operand,
        catalog: Operand | None = None,
        options: Mapping[str, Any] = MappingProxyType({}),
        *,
        audience: str = "public",
        clean: bool = False,
        step: Step = _silent,
    ) -> GenerationResult:
        """Generate *target* from a catalog for *path*, a file or a folder, in memory.

        The other arguments are those of `generate` and `outputs`; it raises their errors.
        """
        from errcat.generating.jobs import job, place
        from errcat.generating.outputs import Ownership

        generator = self.generator(target)
        root, name = place(generator, os.fspath(path))
        jobs = [job(generator, self._one_operand(catalog), name, audience, options)]
        folder = not generator.single
        owned = Ownership({generator.name} if folder else (), listed=folder)
        return self._outcome(root, jobs, owned, clean=clean, step=step)

    def _check_pins(self, result: ValidationResult) -> None:
        """Refuse a catalog whose file does not have the SHA-256 that the configuration pins."""
        if not self.config.pins:
            return
        from hashlib import sha256  # only for pinned files

        pins = {self.config.path(path): path for path in self.config.pins}
        for inspection in result.inspections:
            for file in inspection.source.files:
                path = pins.get(os.path.normpath(file.file))
                digest = f"sha256:{sha256(file.content).hexdigest()}"
                if path is not None and digest != self.config.pins[path]:
                    reason = f"pins: {path} has {digest}; restore the file, or pin this"
                    raise refused(self.config, reason, path)

    def _outcome(
        self,
        root: str,
        jobs: Sequence[Job],
        owned: Ownership,
        *,
        clean: bool,
        step: Step,
    ) -> GenerationResult:
        from errcat.generating.jobs import make, operands
        from errcat.generating.outputs import outcome

        needed = operands(jobs)
        step(f"reading {', '.join(needed)}")
        result = self.usable(needed)
        roots = (inspection.source.root for inspection in result.inspections)
        made = make(jobs, dict(zip(roots, result.catalogs, strict=True)), step)
        step("comparing with the files on disk")
        return outcome(root, made, owned, clean=clean)


def open_project(where: Operand | Config | None = None) -> Project:
    """Return the project of a configuration: a file, a folder in which to look, or data.

    Without *where*, errcat looks for the configuration as its commands do: `errcat.toml`, or a
    `pyproject.toml` with a table [tool.errcat], in the working folder and above, up to the root of
    the repository. A project without a configuration has default settings.

    Raises:
        PathMissing, PathUnreadable: the file cannot be read.
        ConfigInvalid: the file is not TOML, or has invalid settings.

    """
    if isinstance(where, Config):
        return Project(where)
    if where is not None and os.path.isdir(where):
        return Project(configuration.nearest(os.fspath(where)))
    return Project(configuration.find(None if where is None else os.fspath(where)))


def _is_closed(options: Mapping[str, Any]) -> bool:
    return "closed" in options.values() or options.get("style") == "enum"


def _operand(given: Operand | Catalog | None) -> str | Catalog | None:
    return given if given is None or isinstance(given, Catalog) else os.fspath(given)


def this_day() -> str:
    """Return the current date in UTC, as YYYY-MM-DD."""
    from datetime import UTC, datetime  # only needed for comparisons

    return datetime.now(UTC).date().isoformat()
