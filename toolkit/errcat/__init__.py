"""Validate, compare and generate code from catalogs of API errors.

What is named here is the public API: what a script or a plugin may import. A name is looked up when
it is used, so that importing errcat costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from errcat.comparing.change_rule import ChangeRule, CompareContext
    from errcat.comparing.changes import Claim, SubjectChange
    from errcat.comparing.outcome import ComparisonResult
    from errcat.errors import ErrcatError
    from errcat.findings import Also, Change, Finding, ItemOrder, Problem, Span, at
    from errcat.functions import compare, generate, load, validate
    from errcat.gate import GateResult
    from errcat.generating.describing import (
        Wording,
        check_distinct,
        integer_code,
        label_of,
        life_sentences,
        replacements,
        sentence,
    )
    from errcat.generating.options import check_known
    from errcat.generating.outputs import GenerationResult
    from errcat.generating.selection import without_retired
    from errcat.generating.target import File, Generator, InputFile, header
    from errcat.importing.extracting import Cell, Extract, Importer, Row, Table
    from errcat.linting.rule import Context, Habit, Rule
    from errcat.linting.validation import CatalogInvalid, FixResult, ValidationResult
    from errcat.loading.bundle import catalog_data, digest, entry_data
    from errcat.loading.reading import Fault, Reader, Reading
    from errcat.model import Case, Catalog, Entry, Operation, Place, Range, Retry
    from errcat.pages import html_in, page_markdown
    from errcat.project import Project, open_project
    from errcat.reporting.report import Report, Run

__version__ = "0.1.0"

__all__ = [
    "Also",
    "Case",
    "Catalog",
    "CatalogInvalid",
    "Cell",
    "Change",
    "ChangeRule",
    "Claim",
    "CompareContext",
    "ComparisonResult",
    "Context",
    "Entry",
    "ErrcatError",
    "Extract",
    "Fault",
    "File",
    "Finding",
    "FixResult",
    "GateResult",
    "GenerationResult",
    "Generator",
    "Habit",
    "Importer",
    "InputFile",
    "ItemOrder",
    "Operation",
    "Place",
    "Problem",
    "Project",
    "Range",
    "Reader",
    "Reading",
    "Report",
    "Retry",
    "Row",
    "Rule",
    "Run",
    "Span",
    "SubjectChange",
    "Table",
    "ValidationResult",
    "Wording",
    "at",
    "catalog_data",
    "check_distinct",
    "check_known",
    "compare",
    "digest",
    "entry_data",
    "generate",
    "header",
    "html_in",
    "integer_code",
    "label_of",
    "life_sentences",
    "load",
    "open_project",
    "page_markdown",
    "replacements",
    "sentence",
    "validate",
    "without_retired",
]

_HOMES = {
    "loading.bundle": ("catalog_data", "digest", "entry_data"),
    "comparing.change_rule": ("ChangeRule", "CompareContext"),
    "comparing.changes": ("Claim", "SubjectChange"),
    "comparing.outcome": ("ComparisonResult",),
    "errors": ("ErrcatError",),
    "findings": ("Also", "Change", "Finding", "ItemOrder", "Problem", "Span", "at"),
    "generating.describing": (
        "Wording",
        "check_distinct",
        "integer_code",
        "label_of",
        "life_sentences",
        "replacements",
        "sentence",
    ),
    "generating.options": ("check_known",),
    "generating.selection": ("without_retired",),
    "generating.target": ("File", "Generator", "InputFile", "header"),
    "importing.extracting": ("Cell", "Extract", "Importer", "Row", "Table"),
    "linting.rule": ("Context", "Habit", "Rule"),
    "gate": ("GateResult",),
    "functions": ("compare", "generate", "load", "validate"),
    "generating.outputs": ("GenerationResult",),
    "linting.validation": ("CatalogInvalid", "FixResult", "ValidationResult"),
    "model": ("Case", "Catalog", "Entry", "Operation", "Place", "Range", "Retry"),
    "loading.reading": ("Fault", "Reader", "Reading"),
    "pages": ("html_in", "page_markdown"),
    "project": ("Project", "open_project"),
    "reporting.report": ("Report", "Run"),
}


def __getattr__(name: str) -> Any:
    """Return a name of the public API from the module it is at home in."""
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"errcat.{module}"), name)
    raise AttributeError(f"module 'errcat' has no attribute '{name}'")


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
