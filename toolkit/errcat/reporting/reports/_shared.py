"""What several report formats need: names that do not repeat, paths and JSON."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from errcat.findings import Finding, Span


def distinct(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts, with `:2`, `:3` and so on behind those that were there before."""
    seen = Counter[str]()
    for text in texts:
        seen[text] += 1
        yield text if seen[text] == 1 else f"{text}:{seen[text]}"


def fingerprints(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a fingerprint for each finding; no two are the same."""
    return distinct(finding.fingerprint for finding in findings)


def path(file: str) -> str:
    """Return a file's path as repositories write it: with slashes, and without a leading `./`."""
    return file.replace(os.sep, "/").removeprefix("./")


def place(file: str, span: Span) -> str:
    """Return a file, line and column as editors and compilers write them."""
    return f"{path(file)}:{span.line}:{span.column}"


def exchanged(text: str) -> str:
    r"""Return *text* as strict readers of JSON take it: half of a surrogate pair as `\ud800`."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def dump(data: Any, indent: int | None = None) -> str:
    """Return *data* as JSON in visible ASCII, with a line end."""
    import json  # slow to import, and the formats for people need none

    separators = (",", ":") if indent is None else None
    text = json.dumps(data, ensure_ascii=True, indent=indent, separators=separators)
    return text.replace("\x7f", "\\u007f") + "\n"
