"""Validators generated from the schemas by `python -m errcat_schema.compile`: do not edit."""

from __future__ import annotations

import sys


class Invalid(ValueError):
    """The data does not conform to the schema; jsonschema can explain why."""


def is_decimal(value: object) -> bool:
    """Return whether *value* is a Decimal, without importing a module that few catalogs need."""
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(value, decimal.Decimal)
