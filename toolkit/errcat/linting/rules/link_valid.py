"""Every link is an absolute https address.

A link has a host and no white space, so that it opens from a terminal, a ticket or a page. The rule
checks `links`, `docs_url`, the `url` of products, and https links in texts. It does not check
whether the page exists: errcat never uses the network.
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

from errcat.findings import Problem, at
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.loading.reading import Path
from errcat.model import Catalog

_HOST = r"(?:[^/?#@\s]*@)?(\[[0-9A-Fa-f:.]+\]|[^/?#:@\s]+)(?::[0-9]+)?(?=[/?#]|$)"
_WRITTEN = r"(?i)\bhttps(?::/{0,3}|/{2,3})[^\s<>\"'`]*"
_AFTER = ".,;:!?)]}\u2026\u3002"


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield invalid addresses."""
    for path, label, address in _header(catalog):
        fault = _fault(address) if address else ""
        if fault:
            subject = label.replace(" ", "s/", 1) if path[1:] else ""
            message = f"{label}: {path[-1]} {fault}: '{address}'"
            field = "/".join(map(str, path))
            place = catalog.place(*path)
            yield Problem(message, place, subject, field=field, value=address)
    for entry in texts.rows(entry for entry in catalog.entries if entry.links):
        for index, link in enumerate(entry.links):
            fault = _fault(link.url)
            if fault:
                message = f"the link {fault}: '{link.url}'"
                hint = "write the whole address, starting with https://"
                yield at(
                    entry, f"links/{index}/url", message, value=link.url, hint=hint
                )
    if "https" in context.texts.vocabulary:
        yield from _in_texts(context)


def _header(catalog: Catalog) -> Iterator[tuple[Path, str, str]]:
    yield ("docs_url",), f"catalog {catalog.id}", catalog.docs_url
    for range_ in catalog.ranges:
        range_path = ("ranges", range_.position, "docs_url")
        yield range_path, f"range {range_.name}", range_.docs_url
    for product in catalog.products:
        path = ("products", product.id, "url")
        yield path, f"product {product.id}", product.url


def _fault(address: str, *, public: bool = True) -> str:
    """Return what is wrong with *address*, or an empty text."""
    if address != address.strip() or len(address.split()) != 1:
        return "contains white space" if address.strip() else "is blank"
    scheme, parted, rest = address.partition("://")
    if not parted or not scheme.isalpha():
        return "is not an absolute https address"
    if scheme.lower() != "https":
        return f"uses {scheme} instead of https"
    host = re.match(_HOST, rest)
    if host is None:
        return "has no host"
    name = host[1]
    if name.startswith((".", "-", "[")) or ".." in name:
        return "" if name.startswith("[") else f"has an invalid host ({name})"
    if public and "." not in name.rstrip("."):
        return f"has no public host ({name})"
    return ""


def _in_texts(context: Context) -> Iterator[Problem]:
    kinds = (texts.DETAIL, texts.PROSE, texts.HEADER)
    for text in context.texts.every(lambda prose: "https" in prose, *kinds):
        for match in re.finditer(_WRITTEN, re.sub(r"`[^`\n]+`", " ", text.text)):
            address = match[0].rstrip(_AFTER)
            # Texts about addresses mention the bare scheme: "must begin with https://".
            fault = _fault(address, public=False)
            if fault and address.rstrip(":/").lower() != "https":
                yield text.problem(
                    f"a link in {text.field} {fault}: '{address}'", value=address
                )


RULE = Rule(__name__, __doc__, check, group="texts", severity="warning")
