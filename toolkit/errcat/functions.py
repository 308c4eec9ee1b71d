"""What errcat exports for scripts: each function is short for a method of the nearest project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from errcat.linting.validation import ValidationResult
from errcat.model import Catalog
from errcat.project import Operand, open_project

if TYPE_CHECKING:
    from errcat.comparing.outcome import ComparisonResult
    from errcat.generating.target import File


def validate(
    *catalogs: Operand, across: bool = False, against: str | None = None
) -> ValidationResult:
    """Return what is wrong with *catalogs*; short for `open_project().validate(...)`.

    Raises:
        ErrcatError: a catalog or the configuration cannot be read; see `Project.validate`.

    """
    return open_project().validate(*catalogs, across=across, against=against)


def load(catalog: Operand | None = None) -> Catalog:
    """Return the catalog at a path; short for `open_project().load(...)`.

    Raises:
        CatalogInvalid: it has an error of reading, schema, codes or names.
        ErrcatError: it cannot be read; see `Project.load`.

    """
    return open_project().load(catalog)


def compare(
    old: Operand | Catalog | None = None,
    new: Operand | Catalog | None = None,
    *,
    today: str = "",
) -> ComparisonResult:
    """Return what differs between two states of a catalog; short for `open_project().compare(...)`.

    Raises:
        SideUnreadable: a side cannot be read whole.
        ErrcatError: see `Project.compare`.

    """
    return open_project().compare(old, new, today=today)


def generate(
    catalog: Catalog | Operand | None,
    target: str,
    /,
    *,
    audience: str = "public",
    **options: Any,
) -> tuple[File, ...]:
    """Return the files that *target* makes; short for `open_project().generate(...)`.

    *options* are those of the target, as keywords.

    Raises:
        CatalogInvalid: the catalog has an error of reading, schema, codes or names.
        ErrcatError: see `Project.generate`.

    """
    return open_project().generate(catalog, target, options, audience=audience)
