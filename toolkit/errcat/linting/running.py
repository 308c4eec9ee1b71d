"""VALIDATE 2: what a rule is, and running the rules over a catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from inspect import cleandoc
from typing import Any, NamedTuple, TypeAlias

from errcat.errors import ErrcatError
from errcat.findings import (
    ERROR,
    START,
    Also,
    Change,
    Finding,
    Fix,
    Problem,
    Related,
    Span,
    order,
)
from errcat.loading import building, schema
from errcat.loading.building import Loaded, build, load
from errcat.loading.reading import Document, Reader
from errcat.loading.sources import Source
from errcat.model import Catalog, Entry, Place

CRASHED = "rule-runs"
"""The rule under which a rule that crashed is reported."""

PAGES = building.RULES | {schema.RULE, CRASHED}
"""The rules that are pages only: their findings come from loading, from shape and from here."""


PRESETS = ("minimal", "recommended", "strict")
"""Which rules run when nothing is said of them: each preset has those before it, and more."""


class Context(NamedTuple):
    """What a rule may want to know beside the catalog."""

    documents: Mapping[str, Document] = {}
    """The files as they were read, by path."""
    options: Mapping[str, Any] = {}
    """The rule's own options; what is not configured has its default."""
    styles: tuple[Any, ...] = ()
    """The naming styles (`naming.Style`) of the configured targets."""
    catalogs: Mapping[str, Catalog] = {}
    """Every catalog of the run by its id, for references from one to another."""


Check: TypeAlias = Callable[[Catalog, Context], Iterable[Problem]]


class Rule:
    """One law of catalogs: its manual page, how grave a breach is, and how to find one."""

    __slots__ = (
        "check",
        "docs",
        "group",
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
        severity: str = ERROR,
        preset: str = "recommended",
        options: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """Make the rule of a module, which is called like the rule.

        *docs* is the module's docstring. Without *check* the rule is a page about findings that
        reading a catalog, or errcat itself, brings to light. *preset* is the least demanding
        one of `PRESETS` that has the rule. *options* are JSON Schemas by option, each with a
        `description` and a `default`. A rule of preset "" runs only where it is asked for.
        """
        self.module = module
        self.name = module.rpartition(".")[2].replace("_", "-")
        self.docs = docs or ""
        self.check = check
        self.group = group
        self.severity = severity
        self.preset = preset
        self.options = options or {}

    @property
    def page(self) -> str:
        """The manual page, as Markdown."""
        return cleandoc(self.docs)

    @property
    def summary(self) -> str:
        """The law in one sentence: the first line of the page."""
        return self.page.partition("\n")[0]


def at(
    entry: Entry,
    field: str,
    message: str,
    *,
    value: str = "",
    hint: str = "",
    also: tuple[Also, ...] = (),
    changes: tuple[Change, ...] = (),
    safe: bool = True,
) -> Problem:
    """Return a problem with a field of *entry*; `cases/0/title` is a field too."""
    path = tuple(int(step) if step.isdigit() else step for step in field.split("/"))
    said = f"{entry.label}: {message}"
    place = entry.place(*path)
    return Problem(
        said,
        place,
        entry.code,
        code=entry.code,
        field=field,
        value=value,
        hint=hint,
        also=also,
        changes=changes,
        safe=safe,
    )


Severities: TypeAlias = Callable[[str, Catalog | None, str], str]
"""Gives the severity of a rule (by name) for a code of a catalog: off, info, warning, error."""


class Inspection(NamedTuple):
    """A catalog that was asked for, and what was found in it."""

    source: Source
    catalog: Catalog | None
    documents: Mapping[str, Document]
    findings: tuple[Finding, ...]
    crashed: tuple[str, ...] = ()
    """The modules of rules that crashed."""


class Understood(NamedTuple):
    """A source that has been read and checked against the schema, before any rule has run."""

    loaded: Loaded
    catalog: Catalog | None


class Policy(NamedTuple):
    """How the rules are to be taken."""

    severity: Severities
    options: Mapping[str, Mapping[str, Any]] = {}
    """The configured options of rules by name."""
    styles: tuple[Any, ...] = ()
    catalogs: Mapping[str, Catalog] = {}
    documents: Mapping[str, Document] = {}
    """The files of all these catalogs, by path."""
    accepted: frozenset[str] = frozenset()
    """The fingerprints of findings that are known: these are not located."""


def understand(source: Source, readers: Sequence[Reader]) -> Understood:
    """Read *source*, check its shape, and make a catalog of what is sound.

    Raises:
        FormatUnsupported: the catalog is of a later major format.

    """
    loaded = load(source, readers)
    sound = schema.check(loaded)
    return Understood(loaded, build(loaded, sound))


def judge(understood: Understood, rules: Iterable[Rule], policy: Policy) -> Inspection:
    """Run *rules* over a catalog, and put what they say in the order of the files."""
    loaded, catalog = understood
    problems = [(problem.rule, problem) for problem in loaded.problems]
    broken = {
        p.place[:2] for p in loaded.problems if p.rule == schema.RULE and p.place.path
    }
    crashed: list[str] = []
    if catalog is not None:
        for rule in rules:
            context = _context(rule, loaded, policy)
            found = _run(rule, catalog, context, crashed)
            problems += (
                (problem.rule or rule.name, problem)
                for problem in found
                if problem.place[:2] not in broken
            )
    finish = _Finisher(loaded, catalog, policy)
    findings = sorted((each for item in problems for each in finish(*item)), key=order)
    return Inspection(
        loaded.source, catalog, loaded.documents, tuple(findings), tuple(crashed)
    )


def _context(rule: Rule, loaded: Loaded, policy: Policy) -> Context:
    defaults = {name: schema["default"] for name, schema in rule.options.items()}
    options = {**defaults, **policy.options.get(rule.name, {})}
    return Context(loaded.documents, options, policy.styles, policy.catalogs)


def _run(
    rule: Rule, catalog: Catalog, context: Context, crashed: list[str]
) -> Iterator[Problem]:
    """Yield what *rule* finds; a rule that crashes becomes a problem that names it."""
    if rule.check is None:
        return
    try:
        yield from rule.check(catalog, context)
    except ErrcatError:
        raise
    except Exception as error:  # whatever a rule does, the others still run
        crashed.append(rule.module)
        message = f"the rule {rule.name} crashed: {type(error).__name__}: {error}"
        hint = f"report it to the authors of {rule.module}"
        yield Problem(
            message, catalog.place(), value=rule.name, hint=hint, rule=CRASHED
        )


class _Finisher:
    """Turns problems into findings: with rule, severity and line."""

    def __init__(self, loaded: Loaded, catalog: Catalog | None, policy: Policy) -> None:
        self._loaded = loaded
        self._catalog = catalog
        self._severity = policy.severity
        self._accepted = policy.accepted
        self._documents = {**policy.documents, **loaded.documents}

    def __call__(self, rule: str, problem: Problem) -> Iterator[Finding]:
        severity = self._severity(rule, self._catalog, problem.code)
        if severity == "off":
            return
        place = problem.place
        finding = Finding(
            rule=rule,
            severity=severity,
            message=problem.message,
            file=place.file,
            catalog=self._catalog.id if self._catalog else "",
            code=problem.code,
            subject=problem.subject or self._loaded.source.relative(place.file),
            field=problem.field,
            value=problem.value,
            hint=problem.hint,
        )
        # Where a finding stands that nobody will see is not worth a second reading of its file.
        if self._accepted and finding.fingerprint in self._accepted:
            yield finding
            return
        yield finding._replace(
            span=problem.span or self._span(place),
            fix=self._fix(problem),
            related=tuple(
                Related(
                    also.message, also.place.file, also.span or self._span(also.place)
                )
                for also in problem.also
            ),
        )

    def _fix(self, problem: Problem) -> Fix | None:
        document = self._documents.get(problem.place.file)
        if not problem.changes or document is None:
            return None
        from errcat.editing.spans import edits  # a clean catalog has nothing to mend

        made = edits(document, problem.changes)
        return Fix(problem.safe, made) if made else None

    def _span(self, place: Place) -> Span:
        document = self._documents.get(place.file)
        return document.span(place.path, key=place.key) if document else START
