"""Running the rules over a catalog that has been read: problems become findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from errcat.errors import ErrcatError
from errcat.findings import START, Finding, Fix, Problem, RelatedPlace, Span, order
from errcat.linting.rule import Context, Rule, Styles
from errcat.linting.texts import Texts
from errcat.loading import documents, schema
from errcat.loading.building import build
from errcat.loading.documents import Loaded
from errcat.loading.reading import Document, Reader
from errcat.loading.sources import Source
from errcat.model import Catalog, Place

CRASHED = "rule-runs"
"""The rule that reports a rule that crashed."""

PAGES = documents.RULES | {schema.RULE, CRASHED}
"""The rules without a check function: reading, the schema and this module report them."""

Severities: TypeAlias = Callable[[str, Catalog | None, str], str]
"""Gives the severity of a rule (by name) for a code of a catalog: off, info, warning, error."""


class Inspection(NamedTuple):
    """A catalog, and the findings in it."""

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
    problems: tuple[Problem, ...]
    """Those of reading and of the schema."""


class RunSettings(NamedTuple):
    """The settings of one run of the rules."""

    severity: Severities
    options: Mapping[str, Mapping[str, Any]] = {}
    """The configured options of rules by name."""
    find_styles: Callable[[], Styles] | None = None
    """Gives the naming styles of the configured targets; see `Context.styles`."""
    catalogs: Mapping[str, Catalog] = {}
    documents: Mapping[str, Document] = {}
    """The files of all these catalogs, by path."""
    accepted: frozenset[str] = frozenset()
    """The fingerprints of findings in the baseline: these get no line."""


def understand(source: Source, readers: Sequence[Reader]) -> Understood:
    """Read *source*, check it against the schema, and build a catalog from its valid parts.

    Raises:
        FormatUnsupported: the catalog is of a later major format.

    """
    loaded = documents.load(source, readers)
    checked = schema.check(loaded)
    problems = loaded.problems + checked.problems
    return Understood(loaded, build(loaded, checked.sound), problems)


def judge(
    understood: Understood, rules: Iterable[Rule], settings: RunSettings
) -> Inspection:
    """Run *rules* over a catalog; the findings are in the order of the files."""
    loaded, catalog, problems = understood
    reported = [(problem.rule, problem) for problem in problems]
    crashed: list[str] = []
    if catalog is not None:
        invalid = {
            problem.place[:2]
            for problem in problems
            if problem.rule == schema.RULE and problem.place.path
        }
        texts = Texts(catalog)
        for rule in rules:
            context = _context(rule, texts, loaded, settings)
            reported += (
                (problem.rule or rule.name, problem)
                for problem in _run(rule, catalog, context, crashed)
                if problem.place[:2] not in invalid
            )
    finish = _Finisher(loaded, catalog, settings)
    findings = (finding for pair in reported for finding in finish(*pair))
    return Inspection(
        loaded.source,
        catalog,
        loaded.documents,
        tuple(sorted(findings, key=order)),
        tuple(crashed),
    )


def _context(
    rule: Rule, texts: Texts, loaded: Loaded, settings: RunSettings
) -> Context:
    defaults = {name: schema["default"] for name, schema in rule.options.items()}
    options = {**defaults, **settings.options.get(rule.name, {})}
    context = Context(texts, loaded.documents, options, settings.catalogs)
    if settings.find_styles is None:
        return context
    return context._replace(find_styles=settings.find_styles)


def _run(
    rule: Rule, catalog: Catalog, context: Context, crashed: list[str]
) -> Iterator[Problem]:
    """Yield the problems that *rule* finds; a crash becomes a problem that names the rule."""
    if rule.check is None:
        return
    try:
        yield from rule.check(catalog, context)
    except ErrcatError:
        raise
    except Exception as error:  # whatever one rule does, the others still run
        crashed.append(rule.module)
        message = f"the rule {rule.name} crashed: {type(error).__name__}: {error}"
        hint = f"report it to the authors of {rule.module}"
        yield Problem(
            message, catalog.place(), value=rule.name, hint=hint, rule=CRASHED
        )


class _Finisher:
    """Turns problems into findings: with rule, severity and line."""

    def __init__(
        self, loaded: Loaded, catalog: Catalog | None, settings: RunSettings
    ) -> None:
        self._loaded = loaded
        self._catalog = catalog
        self._severity = settings.severity
        self._accepted = settings.accepted
        self._documents = {**settings.documents, **loaded.documents}

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
        # Nobody sees the line of a finding in the baseline, and finding it reads the file again.
        if self._accepted and finding.fingerprint in self._accepted:
            yield finding
            return
        yield finding._replace(
            span=problem.span or self._span(place),
            fix=self._fix(problem),
            related=tuple(
                RelatedPlace(
                    also.message, also.place.file, also.span or self._span(also.place)
                )
                for also in problem.also
            ),
        )

    def _fix(self, problem: Problem) -> Fix | None:
        document = self._documents.get(problem.place.file)
        if not problem.changes or document is None:
            return None
        from errcat.editing.spans import edits  # a clean catalog has nothing to fix

        made = edits(document, problem.changes)
        return Fix(problem.safe, made) if made else None

    def _span(self, place: Place) -> Span:
        document = self._documents.get(place.file)
        return document.span(place.path, key=place.key) if document else START
