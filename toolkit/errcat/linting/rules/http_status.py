"""The HTTP status fits an error, and what is said of retrying.

Statuses below 400 say that all is well, and clients, proxies and monitors believe them. A status
also says whether the same request may succeed later: most of 400 to 499 wait for a change by the
caller, 500 to 599 do not, and 429 and 503 mean "later". Where `retry` says the opposite, half of
the clients do the wrong thing. What travels by another channel than http is not looked at.

The option `allowed` lists statuses that are right here, such as 207 for a batch.

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

from errcat.findings import Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule, at
from errcat.model import Case, Catalog, Entry

_CLIENT, _SERVER = 400, 500
"""Where the errors of callers begin, and those of the service."""
_LATER = frozenset((408, 409, 423, 425, 429))
"""Statuses below 500 after which the same request may succeed (RFC 9110, 4918, 8470, 6585)."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a status that says the opposite of the entry."""
    allowed = frozenset(context.options["allowed"])
    for entry in _texts.rows(each for each in catalog.entries if each.cases):
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
    """Return what is wrong, and what to do; two empty texts if nothing is."""
    if status < _CLIENT:
        kinds = {1: "that it goes on", 2: "that all went well", 3: "to look elsewhere"}
        said = f"the HTTP status {status} tells clients {kinds[status // 100]}"
        return said, "errors are 400 and above; name the channel if it is not http"
    if status < _SERVER and status not in _LATER and when == "backoff":
        said = f"{status} waits for a change by the caller, but `retry` is backoff"
        return said, "write after_fix or never, or answer with 429 or 503"
    if status >= _SERVER and when == "after_fix":
        said = f"{status} is no fault of the caller, but `retry` is after_fix"
        return said, "write backoff, or answer with a status of 400 to 499"
    if status in (429, 503) and when == "never":
        return (
            f"{status} means later, but `retry` is never",
            "write backoff or after_delay",
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
            "description": "Statuses that are right here, whatever they mean elsewhere.",
            "default": [],
        }
    },
)
