"""The heading above a part of a changelog: a version and a date, or `Unreleased`."""

from __future__ import annotations

import re
from datetime import date as day
from typing import NamedTuple

from errcat.errors import OptionInvalid

UNRELEASED = "Unreleased"
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*").fullmatch


class Heading(NamedTuple):
    """The heading above a changelog."""

    version: str = UNRELEASED
    date: str = ""
    """In ISO 8601, for example 2027-03-01; may be empty."""

    @property
    def title(self) -> str:
        """The heading as plain text."""
        return " - ".join(filter(None, self))


def check_heading(heading: Heading) -> None:
    """Raise OptionInvalid if the version or the date of *heading* is not valid."""
    if not _VERSION(heading.version):
        reason = (
            f"'{heading.version}' is not a valid version (expected for example 1.4.0)"
        )
        raise OptionInvalid("version", reason)
    if heading.date and not _is_date(heading.date):
        reason = f"'{heading.date}' is not a date (expected for example 2027-03-01)"
        raise OptionInvalid("date", reason)


def _is_date(text: str) -> bool:
    try:
        return day.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
