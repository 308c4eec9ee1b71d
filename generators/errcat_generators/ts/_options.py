"""The options of the target ts."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Options(NamedTuple):
    """The options; the manual page of the target explains them."""

    style: Literal["const", "enum", "union", "consts"] = "const"
    texts: Literal["inline", "file", "none"] = "inline"
    retired: Literal["keep", "drop"] = "keep"
