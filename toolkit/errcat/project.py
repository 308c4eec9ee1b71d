"""The pipeline as a library: a project validates, loads, compares and generates."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from errcat import config as configuration
from errcat import plugins
from errcat.config import Config, refused
from errcat.errors import NameUnknown, OptionInvalid, RequestInvalid
from errcat.findings import INFO
from errcat.linting import baseline
from errcat.linting.checking import check, fix
from errcat.linting.rule import Rule, Styles
from errcat.linting.suppressions import PAGES, Accepted
from errcat.linting.toolchain import RuleBook, Toolchain, toolchain
from errcat.linting.validation import FixResult, ValidationResult, require_sound
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
    from errcat.generating.jobs import Job
    from errcat.generating.outputs import GenerationResult
    from errcat.generating.target import File, Generator

Operand: TypeAlias = str | os.PathLike[str]
"""A path of a catalog: a folder, a file, or `-` for standard input."""
Step: TypeAlias = Callable[[str], None]
"""Is told what a long run does next."""
USABLE = frozenset(("reading", "schema", "codes", "names"))
"""The groups of rules that a catalog must pass before anything is generated from it."""
READABLE = frozenset(("reading", "schema"))
"""The groups of rules that a catalog must pass before it is edited."""


def _silent(_: str) -> None:
    """Ignore what a long run does next."""


class Project:
    """A configuration, and everything that errcat and its plugins can do with it.

    Nothing is printed, and nothing is written but by methods that say so. Every method raises an
    `ErrcatError` where it cannot do its work: `PathMissing` or `PathUnreadable` for a path,
    `ConfigInvalid` for the configuration, `PluginBroken` for a plugin.
    """

    def __init__(self, config: Config) -> None:
        """Make a project of *config*; `open_project` finds one."""
        self.config = config

    @cached_property
    def toolchain(self) -> Toolchain:
        """The readers, and the rules that the configuration switches on."""
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
        """Return the naming styles of the configured outputs; None where they are not known."""
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
                "no catalog: name one, or list `catalogs` in [tool.errcat] of pyproject.toml"
            )
        return [self.config.path(catalog) for catalog in self.config.catalogs]

    # --- validate ----------------------------------------------------------------------------

    def validate(
        self,
        *catalogs: Operand,
        across: bool = False,
        against: str | None = None,
        step: Step = _silent,
    ) -> ValidationResult:
        """Return what is wrong with *catalogs*, or with those in the configuration.

        The result leaves out what entries suppress and what the baseline knows. With *across*,
        codes that several catalogs use are found too. With *against* (a path, a revision, @latest
        or @merge-base), only what that state does not have is found.

        Raises:
            RequestInvalid: there is no catalog.
            RevisionUnknown: git does not have the revision *against*.

        """
        if across:
            return self._across().validate(*catalogs, against=against, step=step)
        operands, known = self.operands(*catalogs), self._known()
        return check(self.toolchain, operands, known, against, step=step)

    def fix(
        self,
        *catalogs: Operand,
        unsafe: bool = False,
        across: bool = False,
        step: Step = _silent,
    ) -> FixResult:
        """Return *catalogs*, or those in the configuration, with fixes applied in memory.

        With *unsafe*, fixes that may change the meaning of a text are applied too. `write()` of
        the result writes the files.

        Raises:
            RequestInvalid: there is no catalog.
            OptionInvalid: a catalog is standard input, which cannot be written.

        """
        if across:
            return self._across().fix(*catalogs, unsafe=unsafe, step=step)
        operands, known = self.operands(*catalogs), self._known()
        return fix(self.toolchain, operands, known, unsafe=unsafe, step=step)

    def _across(self) -> Project:
        """Return the project with the codes reported that several catalogs use."""
        return Project(self.config.taking("code-unique-across", INFO))

    def _known(self) -> tuple[Accepted, ...]:
        return baseline.load(self.baseline_path)

    @property
    def baseline_path(self) -> str:
        """The path of the baseline, as seen from the working folder."""
        return self.config.path(self.config.baseline)

    def start_baseline(self, result: ValidationResult) -> ValidationResult:
        """Write all findings of *result* to a new baseline; return the result without them.

        Raises:
            OptionInvalid: there is a baseline already.
            WriteFailed: the file could not be written.

        """
        return baseline.start(self.baseline_path, result)

    def prune_baseline(self, result: ValidationResult) -> ValidationResult:
        """Remove what *result* no longer found from the baseline, and return what is left.

        Raises:
            WriteFailed: the file could not be written.

        """
        return baseline.prune(self.baseline_path, result)

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
                f"which catalog? say --catalog with one of {', '.join(operands)}"
            )
        return operands[0]

    def usable(
        self, operands: Sequence[str], groups: frozenset[str] = USABLE
    ) -> ValidationResult:
        """Return the catalogs at *operands*, in which the rules in *groups* find no error.

        Raises:
            CatalogInvalid: they do.

        """
        tools = self.toolchain.limited_to(groups)
        return require_sound(check(tools, operands, step=_silent))

    def entry(self, code: str, catalog: Operand | None = None) -> LocatedEntry:
        """Return the entry of *code*, for the edits in `errcat.editing.entries`.

        *code* may name its catalog: `telnyx#10001`. *catalog* is the path of the only catalog to
        look in; without it, those of the configuration.

        Raises:
            NameUnknown: no catalog has such a code.
            RequestInvalid: several have it, or the catalog is standard input.
            EntryRefused: the entry is one of a span.
            CatalogInvalid: a catalog has an error of reading or schema.

        """
        from errcat.editing.entries import OpenCatalog, locate

        operands = self.operands(*([] if catalog is None else [catalog]))
        if STDIN in operands:
            raise RequestInvalid("standard input cannot be written; name a file")
        opened = [
            OpenCatalog(each.catalog, each.source, each.documents)
            for each in self.usable(operands, READABLE).inspections
            if each.catalog is not None
        ]
        return locate(code, opened)

    # --- compare -----------------------------------------------------------------------------

    def compare(
        self,
        old: Operand | Catalog | None = None,
        new: Operand | Catalog | None = None,
        *,
        today: str = "",
    ) -> ComparisonResult:
        """Return what differs between two states of one catalog, judged by the configuration.

        *old* is a path, `REF`, `REF:PATH`, @latest, @merge-base or a catalog; without it, the
        merge base with the default branch, or there the latest tag. *new* is a path or a catalog;
        without it, the only catalog in the configuration. *today* is the day by which sunsets and
        acceptances are judged, such as 2027-03-01; without it, this day in UTC.

        Raises:
            SideUnreadable: a side cannot be read whole, or the new one has an error of schema.
            RevisionUnknown: git does not have the revision.
            RequestInvalid: there is no catalog, or *new* is a catalog and *old* is missing.

        """
        after = new if isinstance(new, Catalog) else self._one_operand(new)
        return self._judge(today).compare(_operand(old), after)

    def compare_all(
        self, old: Operand | None = None, *new: Operand, today: str = ""
    ) -> list[ComparisonResult]:
        """Return what differs between each of *new*, or of the configured catalogs, and *old*.

        Raises as `compare` does.
        """
        judge = self._judge(today)
        operands = self.operands(*new)
        return [judge.compare(_operand(old), operand) for operand in operands]

    def compare_files(self, old: str, new: str, path: str) -> ComparisonResult:
        """Return what differs between two states of one file of a catalog; facts, no verdict.

        The file is called *path*; *old* and *new* are where git has put its two states.

        Raises:
            SideUnreadable: a state is no part of a catalog.

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
        """The path of the file of accepted changes, as seen from the working folder."""
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
        """Return the changes since *against* that have *fingerprints* as accepted, in memory.

        A *correction* is a change of the catalog alone: the API never did what it said before.
        *expires* is the day from which the acceptance no longer holds, such as 2027-03-01.

        Raises:
            OptionInvalid: there is no such change, no reason, or *expires* is not a day to come.

        """
        from errcat.comparing.accepting import accept
        from errcat.editing.entries import day

        if day("--expires", expires) and expires <= this_day():
            raise OptionInvalid("--expires", f"{expires} has come already")
        return accept(
            self.acceptances_path,
            self.acceptances(),
            self.compare_all(against),
            fingerprints,
            reason=reason,
            correction=correction,
            expires=expires,
            hint="" if against else "say --against as you did there",
        )

    def unused_acceptances(
        self, results: Sequence[ComparisonResult], *, today: str = ""
    ) -> tuple[Finding, ...]:
        """Return a finding for each acceptance that has expired, or that accepts nothing.

        What was not compared may still need it: there are findings only if *results* hold every
        catalog of the configuration.
        """
        from errcat.comparing.accepting import unused

        every = {self.config.path(catalog) for catalog in self.config.catalogs}
        if not every <= {result.new.root for result in results}:
            return ()
        return unused(self.acceptances_path, results, today or this_day())

    def release(
        self,
        version: str,
        *,
        against: str = "@latest",
        changelog: Operand | None = None,
        day: str = "",
    ) -> Release:
        """Return the files that make *version* of the configured catalogs, in memory.

        The release sets the version, puts it in the place of every `next`, releases the changelog
        (CHANGELOG.md beside the configuration, if there is one) and removes the acceptances that it
        uses up. *day* is the day of the release, such as 2027-03-01; without it, this day in UTC.

        Raises:
            OptionInvalid: *version* is none, goes back, or is less than the changes need.
            ConfigInvalid: it is not clear where in the changelog the changes belong.

        """
        from errcat.changelog import planning

        results = self.compare_all(against)
        path = os.fspath(changelog or self.config.path(planning.CHANGELOG))
        files: dict[str, str] = {}
        if changelog is not None or os.path.exists(path):
            update = planning.changelog_update(
                path, results, version, day or this_day()
            )
            files[path] = update.after
        left = planning.acceptances_left(
            self.acceptances_path, self.acceptances(), results
        )
        return planning.release_of(
            results, version, root=self.config.root, changelog=files, accepted=left
        )

    # --- generate ----------------------------------------------------------------------------

    def generator(self, name: str) -> Generator:
        """Return the generator of the target *name*, which may be an alias.

        Raises:
            NameUnknown: there is no such target.
            ConfigInvalid: a target of the project's own has the name of another.

        """
        from errcat.generating.jobs import from_target
        from errcat.generating.target import Generator

        config = self.config
        if name in config.targets:
            if name in plugins.names("generators", config.plugins):
                raise refused(config, f"there is a target '{name}' already", name)
            return from_target(name, config.targets[name], config)
        try:
            return plugins.get("generators", Generator, name, config.plugins)
        except NameUnknown as unknown:
            for generator in plugins.collect("generators", Generator, config.plugins):
                if name in generator.aliases:
                    return generator
            known = {*unknown.known, *config.targets}
            raise NameUnknown("generator", name, known, unknown.hint) from None

    def generate(
        self,
        catalog: Catalog | Operand | None,
        target: str,
        options: Mapping[str, Any] = MappingProxyType({}),
        *,
        audience: str = "public",
        step: Step = _silent,
    ) -> tuple[File, ...]:
        """Return the files that *target* makes from a catalog; nothing is written.

        *catalog* is a catalog or the path of one; None is the only one in the configuration.
        *options* are those of the target, and `ranges`, `products` and `life`, which choose
        entries. *audience* is public, partner or internal: entries for a narrower one are left
        out. The path of each file is where it lies in the target's folder; of a target that makes
        one file, it is a name that fits.

        Raises:
            CatalogInvalid: the catalog has an error of reading, schema, codes or names.
            NameUnknown: there is no such target.
            OptionInvalid: there is no such option or audience, or a value does not fit.

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
        """Return every output of the configuration, or those of one *target*, made in memory.

        `write()` of the result writes them; with *clean* it also deletes what errcat wrote and
        nothing makes any more.

        Raises:
            RequestInvalid: the configuration has no such output.
            CatalogInvalid: a catalog has an error of reading, schema, codes or names.
            OutputRefused: a file must not be written where it belongs.
            ManifestInvalid: the list of written files cannot be understood.

        """
        from errcat.generating.jobs import configured

        jobs = configured(self.config, self.generator, target)
        names = {job.generator.name for job in jobs}
        owned = None if target is None else names
        return self._outcome(
            self.config.root, jobs, owned, listed=True, clean=clean, step=step
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
        """Return what *target* makes from a catalog for *path*, a file or a folder, in memory.

        The other arguments are those of `generate` and `outputs`; it raises as they do.
        """
        from errcat.generating.jobs import job, place

        generator = self.generator(target)
        root, name = place(generator, os.fspath(path))
        jobs = [job(generator, self._one_operand(catalog), name, audience, options)]
        folder = not generator.single
        owned = {generator.name} if folder else set[str]()
        return self._outcome(root, jobs, owned, listed=folder, clean=clean, step=step)

    def _outcome(
        self,
        root: str,
        jobs: Sequence[Job],
        owned: set[str] | None,
        *,
        listed: bool,
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
        step("comparing with what is there")
        return outcome(root, made, owned, listed=listed, clean=clean)


def open_project(where: Operand | Config | None = None) -> Project:
    """Return the project of a configuration: a file, a folder in which to look, or data.

    Without *where* the configuration is found as the commands find it: `errcat.toml` or a
    `pyproject.toml` with a table [tool.errcat], in the working folder or above, up to the root of
    the repository. A project without a configuration has the defaults.

    Raises:
        PathMissing, PathUnreadable: the file cannot be read.
        ConfigInvalid: the file is not TOML, or says something that cannot be followed.

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
    """Return this day in UTC, as YYYY-MM-DD."""
    from datetime import UTC, datetime  # only what is compared has a day

    return datetime.now(UTC).date().isoformat()
