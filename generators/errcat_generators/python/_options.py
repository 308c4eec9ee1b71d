"""The options of the target python."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Options(NamedTuple):
    """The options; the manual page of the target explains them."""

    docstrings: Literal["plain", "rst", "none"] = "plain"
    wire: Literal["catalog", "string", "integer"] = "catalog"
    python: Literal["3.11", "3.10", "3.9"] = "3.11"
    metadata: Literal["inline", "none"] = "inline"
    fields: tuple[str, ...] = (
        "name",
        "title",
        "range",
        "detail",
        "http_statuses",
        "retry",
    )
    groups: Literal["literal", "enum", "none"] = "literal"
    exceptions: Literal["none", "group", "code"] = "none"
    retired: Literal["keep", "drop"] = "keep"
