"""Test a generator against the laws that hold for all of them; for authors of generators.

Call `conformance(GENERATOR)` in a test.
"""

from __future__ import annotations

from errcat.testing.conforming import Breach, breaches, conformance
from errcat.testing.hostile import HOSTILE, hostile_catalog
from errcat.testing.laws import LAWS
from errcat.testing.samples import catalogs
from errcat.testing.subject import Law, Read

__all__ = [
    "HOSTILE",
    "LAWS",
    "Breach",
    "Law",
    "Read",
    "breaches",
    "catalogs",
    "conformance",
    "hostile_catalog",
]
