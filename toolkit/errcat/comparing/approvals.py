"""Which breaks are accepted: errcat-accepted.json, and which acceptances are unused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from errcat.comparing.results import Acceptance, Comparison, Difference
from errcat.errors import ConfigInvalid
from errcat.findings import ERROR, WARNING, Finding, Span
from errcat.loading import schema
from errcat.loading.reading import is_mapping

ACCEPTED = "errcat-accepted.json"
"""The name of the file, which lies beside the configuration."""
ACCEPT, CORRECTION = "accept", "correction"
"""An intended break, and a change that breaks nothing because the catalog was wrong."""
UNUSED, EXPIRED = "acceptance-unused", "acceptance-expired"


def read(path: str, text: str) -> tuple[Acceptance, ...]:
    """Return the acceptances in the file *text*.

    Raises:
        ConfigInvalid: the text is not JSON or does not conform to its schema.

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
        reason = f"{where}: {wrong.message}" if where else wrong.message
        hint = f"; {wrong.hint}" if wrong.hint else ""
        raise ConfigInvalid(path, f"{reason}{hint}", line)
    return tuple(Acceptance(**item) for item in data["accepted"])


def write(accepted: Iterable[Acceptance]) -> str:
    """Return the file as text: one acceptance per line, in a stable order."""
    import json

    lines = [
        json.dumps({key: value for key, value in acceptance._asdict().items() if value})
        for acceptance in sorted(
            accepted, key=lambda item: (item.rule, item.code, item)
        )
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
    """Return *accepted* with *difference* accepted, in place of an earlier acceptance of it."""
    fingerprint = difference.fingerprint
    code = difference.code or ", ".join(difference.codes)
    new = Acceptance(fingerprint, difference.rule, code, kind, reason, expires)
    return (*(item for item in accepted if item.fingerprint != fingerprint), new)


def used(
    accepted: Iterable[Acceptance], comparisons: Iterable[Comparison]
) -> tuple[Acceptance, ...]:
    """Return those of *accepted* that apply to a difference."""
    fingerprints = _fingerprints(comparisons)
    return tuple(item for item in accepted if item.fingerprint in fingerprints)


def unused(
    path: str,
    text: str,
    accepted: Sequence[Acceptance],
    comparisons: Iterable[Comparison],
    today: str,
) -> Iterator[Finding]:
    """Yield a finding for each acceptance that has expired, or that applies to no difference.

    *text* is the file at *path*. All catalogs that it concerns must be among *comparisons*.
    """
    fingerprints = _fingerprints(comparisons)
    for item in accepted:
        if item.expires and today and item.expires <= today:
            message = f"this acceptance expired on {item.expires}: {item.reason}"
            hint = (
                "accept the change again with `errcat accept`, or remove the acceptance"
            )
            yield _finding(EXPIRED, ERROR, path, text, item, message, hint)
        elif item.fingerprint not in fingerprints:
            message = f"this acceptance of {item.rule} is unused: {item.reason}"
            hint = "remove it: the change has been released, or differs now"
            yield _finding(UNUSED, WARNING, path, text, item, message, hint)


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


def _fingerprints(comparisons: Iterable[Comparison]) -> set[str]:
    return {
        difference.fingerprint
        for comparison in comparisons
        for difference in comparison.differences
    }


def _line(text: str, fingerprint: str) -> int:
    """Return the first line that holds *fingerprint*."""
    at = text.find(f'"{fingerprint}"')
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _line_of(text: str, data: Any, at: int) -> int:
    """Return the line of an acceptance that does not conform, if it has a fingerprint."""
    item = data["accepted"][at]
    fingerprint: Any = item.get("fingerprint") if is_mapping(item) else None
    return _line(text, fingerprint) if isinstance(fingerprint, str) else 1
