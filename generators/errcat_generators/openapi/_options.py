"""The options of the target openapi."""

from __future__ import annotations

from typing import Literal, NamedTuple

from errcat import InputFile


class Options(NamedTuple):
    """The options; the manual page of the target explains them."""

    version: Literal["3.1", "3.0", "3.2"] = "3.1"
    codes: Literal["open", "closed", "plain"] = "open"
    envelope: Literal["catalog", "jsonapi", "problem"] = "catalog"
    examples: Literal["case", "none"] = "case"
    prefix: str = ""
    overlay: tuple[str, ...] = ()
    document: InputFile = InputFile()
    operations: Literal["add", "none"] = "add"
    retired: Literal["keep", "drop"] = "keep"
