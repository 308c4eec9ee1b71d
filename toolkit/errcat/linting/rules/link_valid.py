"""Every link can be followed.

A link is an absolute https address with a host and without white space: what a browser opens when
it is clicked in a terminal, a ticket or a page. That goes for `links`, `docs_url`, the `url` of
products, and https links in texts. Whether the page is there is not looked at: errcat never
uses the network.

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  links: [{url: example.com/numbers}]
```

```yaml fail
errcat: 1
id: example
docs_url: http://example.com/errors/{code}
```

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive, see https:///numbers.
```

```yaml pass
errcat: 1
id: example
docs_url: https://example.com/errors/{code}
products: {email: {title: Email, url: "https://example.com/email"}}
errors:
  - code: "10001"
    name: INVALID_URL
    title: Invalid URL
    detail: A URL must begin with https:// or http://, see https://example.com/urls.
    links: [{url: "https://example.com/urls#form", title: URLs}]
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings import Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule, at
from errcat.loading.reading import Path
from errcat.model import Catalog

_HOST = r"(?:[^/?#@\s]*@)?(\[[0-9A-Fa-f:.]+\]|[^/?#:@\s]+)(?::[0-9]+)?(?=[/?#]|$)"
_WRITTEN = r"(?i)\bhttps(?::/{0,3}|/{2,3})[^\s<>\"'`]*"
_AFTER = ".,;:!?)]}\u2026\u3002"


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem an address that is none."""
    for path, label, address in _header(catalog):
        fault = _fault(address) if address else ""
        if fault:
            subject = label.replace(" ", "s/", 1) if path[1:] else ""
            said = f"{label}: {path[-1]} {fault}: {address}"
            field = "/".join(map(str, path))
            place = catalog.place(*path)
            yield Problem(said, place, subject, field=field, value=address)
    for entry in _texts.rows(each for each in catalog.entries if each.links):
        for index, link in enumerate(entry.links):
            fault = _fault(link.url)
            if fault:
                said = f"the link {fault}: {link.url}"
                hint = "write the whole address, from https:// on"
                yield at(entry, f"links/{index}/url", said, value=link.url, hint=hint)
    if "https" in _texts.texts(catalog).vocabulary:
        yield from _in_texts(catalog)


def _header(catalog: Catalog) -> Iterator[tuple[Path, str, str]]:
    yield ("docs_url",), f"catalog {catalog.id}", catalog.docs_url
    for each in catalog.ranges:
        range_path = ("ranges", each.position, "docs_url")
        yield range_path, f"range {each.name}", each.docs_url
    for product in catalog.products:
        path = ("products", product.id, "url")
        yield path, f"product {product.id}", product.url


def _fault(address: str, *, public: bool = True) -> str:
    """Return what is wrong with *address*, or an empty text."""
    if address != address.strip() or len(address.split()) != 1:
        return "has white space in it" if address.strip() else "is blank"
    scheme, parted, rest = address.partition("://")
    if not parted or not scheme.isalpha():
        return "is not an absolute https address"
    if scheme.lower() != "https":
        return f"is not https but {scheme}"
    host = re.match(_HOST, rest)
    if host is None:
        return "has no host"
    name = host[1]
    if name.startswith((".", "-", "[")) or ".." in name:
        return "" if name.startswith("[") else f"has no real host ({name})"
    if public and "." not in name.rstrip("."):
        return f"has no public host ({name})"
    return ""


def _in_texts(catalog: Catalog) -> Iterator[Problem]:
    kinds = (_texts.DETAIL, _texts.PROSE, _texts.HEADER)
    for each in _texts.every(catalog, lambda text: "https" in text, *kinds):
        for match in re.finditer(_WRITTEN, re.sub(r"`[^`\n]+`", " ", each.text)):
            address = match[0].rstrip(_AFTER)
            # The scheme alone is named in texts about addresses: "must begin with https://".
            fault = _fault(address, public=False)
            if fault and address.rstrip(":/").lower() != "https":
                yield each.problem(
                    f"a link in {each.field} {fault}: {address}", value=address
                )


RULE = Rule(__name__, __doc__, check, group="texts", severity="warning")
