"""What a project may decide about its TypeScript file."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Options(NamedTuple):
    """The options of the target ts; its manual page says what each does."""

    style: Literal["const", "enum", "union", "consts"] = "const"
    texts: Literal["inline", "file", "none"] = "inline"
    retired: Literal["keep", "drop"] = "keep"
