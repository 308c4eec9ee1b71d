"""Writing a report to a file, which must not be one that someone wrote."""

from __future__ import annotations

import os
import re

from errcat.contents import read_bytes
from errcat.errors import OutputRefused
from errcat.writing import check_regular, write

_CATALOG = re.compile(rb'(?m)^(?:\xef\xbb\xbf)?[ {]*"?errcat"?[ \t]*:[ \t]*[0-9]')
_OWN = ("errcat-baseline.json", "errcat-accepted.json", "errcat-manifest.json")
_MACHINE = b"{[<"
"""What the reports for programs begin with."""


def write_report(path: str, text: str) -> bool:
    """Write a report; return False if the file holds it already.

    Raises:
        OutputRefused: a file is there that is not an earlier report: a catalog, a configuration, or
            one that begins in another way than reports of this kind do.
        WriteFailed: the operating system reports an error.

    """
    present = read_bytes(path) if check_regular(path) else None
    if present and not _is_report(path, present.lstrip(), text.lstrip().encode()):
        reason = (
            "exists and is not a report; delete it, or write the report to another file"
        )
        raise OutputRefused(path, reason)
    return write(path, text)


def _is_report(path: str, present: bytes, new: bytes) -> bool:
    name = os.path.basename(path)
    if name in _OWN or name.endswith(".toml") or _CATALOG.search(present):
        return False
    machine = new[:1] in _MACHINE
    return not machine or present[:1] == new[:1]
