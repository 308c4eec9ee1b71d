"""The options of the target markdown."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Options(NamedTuple):
    """The options; the manual page of the target explains them."""

    pages: Literal["range", "code"] = "range"
    flavor: Literal["commonmark", "mdx"] = "commonmark"
