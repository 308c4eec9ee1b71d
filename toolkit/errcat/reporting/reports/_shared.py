"""What several reports share: lines, order, unique names, paths and JSON."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from errcat.findings import SEVERITIES, Finding, Span
from errcat.reporting.report import Run
from errcat.text import terminal

MANY = 50
"""From how many findings on a report for people ends with their counts."""


def joined(lines: Iterable[str]) -> str:
    """Return *lines* as one text, each with a line end."""
    return "".join(f"{line}\n" for line in lines)


def with_summary(run: Run, lines: Iterable[str]) -> str:
    """Return *lines* and the summary, unless the run is quiet, as one text.

    The lines of a run with many findings are followed by their counts.
    """
    counts = counted(run) if len(run.findings) > MANY and not run.conclusion else ()
    return joined((*lines, *counts, *ending(run)))


def ending(run: Run) -> Iterator[str]:
    """Yield the last lines of a report for people: the summary, and the note."""
    if not run.quiet:
        yield run.summary
        if run.note:
            yield run.note


def counted(run: Run) -> Iterator[str]:
    """Yield a line for each rule with findings: how many, and whether --fix fixes some."""
    times = Counter(finding.rule for finding in run.findings)
    fixable = {item.rule for item in run.findings if item.fix and item.fix.safe}
    width = len(str(max(times.values(), default=0)))
    for rule, count in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        mark = "[*]" if rule in fixable else "[ ]"
        summary = terminal(str(getattr(run.rules.get(rule), "summary", "")))
        yield f"{count:>{width}} {mark} {rule}  {summary}".rstrip()
    if fixable:
        yield "[*] fixable with --fix"
    if times:
        yield ""


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Return *findings* with the most severe first, otherwise in the same order."""
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))


def details(finding: Finding) -> Iterator[str]:
    """Yield the lines that follow the message: related places, and the hint."""
    for also in finding.related:
        yield f"{also.message}: {place(also.file, also.span)}"
    if finding.hint:
        yield f"help: {finding.hint}"


def distinct(texts: Iterable[str]) -> Iterator[str]:
    """Yield *texts*, and append `:2`, `:3` and so on to repeated ones."""
    seen = Counter[str]()
    for text in texts:
        seen[text] += 1
        yield text if seen[text] == 1 else f"{text}:{seen[text]}"


def fingerprints(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a fingerprint for each finding; all of them differ."""
    return distinct(finding.fingerprint for finding in findings)


def path(file: str) -> str:
    """Return the path of a file with slashes, and without a leading `./`."""
    return file.replace(os.sep, "/").removeprefix("./")


def place(file: str, span: Span) -> str:
    """Return a file, line and column as editors and compilers write them."""
    return f"{path(file)}:{span.line}:{span.column}"


def exchanged(text: str) -> str:
    r"""Return *text* with lone surrogates escaped as `\ud800`, for strict JSON parsers."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def dump(data: Any, indent: int | None = None) -> str:
    """Return *data* as JSON in printable ASCII, with a line end."""
    import json  # slow to import, and the formats for people do without

    separators = (",", ":") if indent is None else None
    text = json.dumps(data, ensure_ascii=True, indent=indent, separators=separators)
    return text.replace("\x7f", "\\u007f") + "\n"
