"""The lines of .gitattributes by which git calls errcat for the files of catalogs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from errcat.editing.lines import newline

BEGIN = "# errcat: begin (written by `errcat git install`)"
END = "# errcat: end"
_BLOCK = re.compile(
    rf"^{re.escape(BEGIN)}\r?\n(?:.*\r?\n)*?{re.escape(END)}(?:\r?\n|\Z)", re.MULTILINE
)


def lines_for(path: str, suffixes: Iterable[str], *, folder: bool) -> Iterator[str]:
    """Yield the lines for the catalog at *path*, relative to the root of the repository."""
    top = "" if path == "." else f"{path}/"
    patterns = [f"/{_escaped(path)}"]
    if folder:
        patterns = [f"/{_escaped(top)}**/*{suffix}" for suffix in suffixes]
    for pattern in patterns:
        shown = f'"{pattern}"' if re.search(r"[\s\\]", pattern) else pattern
        yield f"{shown} diff=errcat merge=errcat"


def with_block(text: str, lines: Iterable[str]) -> str:
    """Return the text of .gitattributes with *lines* in errcat's block; the rest stays."""
    end = newline(text)
    block = end.join((BEGIN, *lines, END)) + end
    if _BLOCK.search(text):
        return _BLOCK.sub(lambda _: block, text, count=1)
    gap = "" if not text or text.endswith("\n") else end
    return f"{text}{gap}{block}"


def without_block(text: str) -> str:
    """Return the text of .gitattributes without errcat's block."""
    return _BLOCK.sub("", text)


def _escaped(path: str) -> str:
    """Return a pattern that matches *path* alone, as it stands between double quotes."""
    pattern = re.sub(r"([\\*?\[])", r"\\\1", path)
    return re.sub(r'(["\\])', r"\\\1", pattern)
