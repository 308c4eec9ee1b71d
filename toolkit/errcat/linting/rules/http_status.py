"""The HTTP status of an error fits its `retry`, and is not a success.

Statuses below 400 report success, and clients, proxies and monitors rely on that. A status also
says whether the same request may succeed later: most of 400 to 499 require the caller to change
something, 500 to 599 do not, and 429 and 503 mean "later". If `retry` says the opposite, half of
the clients do the wrong thing. Cases of other channels than http are not checked.

The option `allowed` lists statuses that are correct in this catalog, such as 207 for a batch.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  http_status: 200
```

```yaml fail
- code: "10037"
  name: SERVICE_UNAVAILABLE
  title: Service unavailable
  detail: The service is down for maintenance.
  http_status: 503
  retry: never
```

```yaml pass
- code: "10037"
  name: SERVICE_UNAVAILABLE
  title: Service unavailable
  detail: The service is down for maintenance.
  http_status: 503
  retry: backoff
- code: "10038"
  name: CALLBACK_FAILED
  title: Callback failed
  detail: The callback was not accepted.
  cases:
    - {id: api, http_status: 422, retry: after_fix}
    - {id: webhook, http_status: 200, channel: webhook}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem, at
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Case, Catalog, Entry

_CLIENT, _SERVER = 400, 500
"""The first status of caller errors, and of server errors."""
_LATER = frozenset((408, 409, 423, 425, 429))
"""Statuses below 500 after which the same request may succeed (RFC 9110, 4918, 8470, 6585)."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield statuses that contradict the entry."""
    allowed = frozenset(context.options["allowed"])
    for entry in texts.rows(entry for entry in catalog.entries if entry.cases):
        for index, case in enumerate(entry.cases):
            status = case.http_status
            if status is None or status in allowed or not _by_http(entry, case):
                continue
            fault, hint = _fault(status, _when(entry, case))
            if fault:
                field = f"cases/{index}/http_status" if case.id else "http_status"
                yield at(entry, field, fault, value=str(status), hint=hint)


def _by_http(entry: Entry, case: Case) -> bool:
    if case.channel:
        return case.channel == "http"
    return not entry.channels or "http" in entry.channels


def _when(entry: Entry, case: Case) -> str:
    retry = case.retry or entry.retry
    return retry.when if retry else ""


def _fault(status: int, when: str) -> tuple[str, str]:
    """Return a message and a hint; two empty texts if nothing is wrong."""
    if status < _CLIENT:
        kinds = {1: "is provisional", 2: "reports success", 3: "is a redirect"}
        message = f"HTTP status {status} {kinds[status // 100]}"
        return (
            message,
            "use 400 or above; set `channel` if the case is not sent by HTTP",
        )
    if status < _SERVER and status not in _LATER and when == "backoff":
        message = f"HTTP status {status} requires a change by the caller, but `retry` is backoff"
        return message, "set `retry` to after_fix or never, or the status to 429 or 503"
    if status >= _SERVER and when == "after_fix":
        message = (
            f"HTTP status {status} is not the caller's fault, but `retry` is after_fix"
        )
        return message, "set `retry` to backoff, or the status to one of 400 to 499"
    if status in (429, 503) and when == "never":
        return (
            f"HTTP status {status} means later, but `retry` is never",
            "set `retry` to backoff or after_delay",
        )
    return "", ""


RULE = Rule(
    __name__,
    __doc__,
    check,
    group="life",
    severity="warning",
    options={
        "allowed": {
            "type": "array",
            "items": {"type": "integer", "minimum": 100, "maximum": 599},
            "description": "Statuses that are correct in this catalog.",
            "default": [],
        }
    },
)
