"""Which changes are agreed to: errcat-accepted.json, and what in it is there in vain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from errcat.comparing.verdict import Acceptance, Comparison, Difference
from errcat.errors import ConfigInvalid
from errcat.findings import ERROR, WARNING, Finding, Span
from errcat.loading import schema
from errcat.loading.reading import is_mapping

ACCEPTED = "errcat-accepted.json"
"""What the file is called; it lies beside the configuration."""
ACCEPT, CORRECTION = "accept", "correction"
"""A break that is wanted, and one that is none because the catalog was wrong."""
UNUSED, EXPIRED = "acceptance-unused", "acceptance-expired"


def read(path: str, text: str) -> tuple[Acceptance, ...]:
    """Return what the file *text* agrees to.

    Raises:
        ConfigInvalid: it is no such file.

    """
    import json

    from errcat_schema import load  # only a project that has agreed to something pays

    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error.msg}"
        raise ConfigInvalid(path, reason, error.lineno, error.colno) from None
    for wrong in schema.check_against(load("accepted"), data):
        at = wrong.path[1] if len(wrong.path) > 1 else None
        line = _line_of(text, data, at) if isinstance(at, int) else 1
        where = ".".join(map(str, wrong.path))
        said = f"{where}: {wrong.message}" if where else wrong.message
        raise ConfigInvalid(path, f"{said}; {wrong.hint}" if wrong.hint else said, line)
    return tuple(Acceptance(**each) for each in data["accepted"])


def write(accepted: Iterable[Acceptance]) -> str:
    """Return the file as text: an acceptance a line, in an order that does not change."""
    import json

    lines = [
        json.dumps({key: value for key, value in each._asdict().items() if value})
        for each in sorted(accepted, key=lambda each: (each.rule, each.code, each))
    ]
    body = ",\n".join(f"    {line}" for line in lines)
    inside = f"\n{body}\n  " if body else ""
    return f'{{\n  "format": 1,\n  "accepted": [{inside}]\n}}\n'


def accept(
    accepted: Iterable[Acceptance],
    difference: Difference,
    *,
    reason: str,
    kind: str = ACCEPT,
    expires: str = "",
) -> tuple[Acceptance, ...]:
    """Return *accepted* with *difference* agreed to, in place of what was said of it before."""
    mark = difference.fingerprint
    code = difference.code or ", ".join(difference.codes)
    new = Acceptance(mark, difference.rule, code, kind, reason, expires)
    return (*(each for each in accepted if each.fingerprint != mark), new)


def used(
    accepted: Iterable[Acceptance], comparisons: Iterable[Comparison]
) -> tuple[Acceptance, ...]:
    """Return those of *accepted* that some difference was agreed to by."""
    marks = _marks(comparisons)
    return tuple(each for each in accepted if each.fingerprint in marks)


def in_vain(
    path: str,
    text: str,
    accepted: Sequence[Acceptance],
    comparisons: Iterable[Comparison],
    today: str,
) -> Iterator[Finding]:
    """Yield a finding for each acceptance that has expired, or that agrees to nothing.

    *text* is the file at *path*. All catalogs that it speaks of have to be among *comparisons*.
    """
    marks = _marks(comparisons)
    for each in accepted:
        if each.expires and today and each.expires <= today:
            message = f"the acceptance has expired on {each.expires}: {each.reason}"
            hint = "agree to it anew with `errcat accept`, or take it out"
            yield _finding(EXPIRED, ERROR, path, text, each, message, hint)
        elif each.fingerprint not in marks:
            message = f"{each.rule} does not find this: {each.reason}"
            hint = "take it out: what it agreed to is released, or has changed again"
            yield _finding(UNUSED, WARNING, path, text, each, message, hint)


def _finding(
    rule: str,
    severity: str,
    path: str,
    text: str,
    acceptance: Acceptance,
    message: str,
    hint: str,
) -> Finding:
    line = _line(text, acceptance.fingerprint)
    subject = f"{acceptance.code}: " if acceptance.code else ""
    return Finding(
        rule=rule,
        severity=severity,
        message=f"{subject}{message}",
        file=path,
        span=Span(line, 1, line, 1),
        subject=acceptance.fingerprint,
        hint=hint,
    )


def _marks(comparisons: Iterable[Comparison]) -> set[str]:
    return {
        difference.fingerprint
        for comparison in comparisons
        for difference in comparison.differences
    }


def _line(text: str, mark: str) -> int:
    """Return the line on which *mark* stands first."""
    at = text.find(f'"{mark}"')
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _line_of(text: str, data: Any, at: int) -> int:
    """Return the line of an acceptance that does not conform, if its fingerprint tells."""
    each = data["accepted"][at]
    mark: Any = each.get("fingerprint") if is_mapping(each) else None
    return _line(text, mark) if isinstance(mark, str) else 1
