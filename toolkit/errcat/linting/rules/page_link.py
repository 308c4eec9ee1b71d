"""Every link in a page is an absolute https address or names an existing entry.

A link in a page is an absolute https address, or leads to another entry: the code and `.md`, such
as `[another error](10002.md)`, which outputs turn into a link to that entry. The rule also finds
references such as `[guide][numbers]` that the page does not define. It does not check whether an
address exists: errcat never uses the network.
```yaml fail
# file: catalog.yaml
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
# file: pages/10001.md
See [the other error](10002.md).
```

```yaml fail
# file: catalog.yaml
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
# file: pages/10001.md
See [the guide](../guide.html), or [the portal][portal].
```

```yaml pass
# file: catalog.yaml
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
# file: pages/10001.md
See [the guide](https://example.com/guide), or [this error](10001.md).
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.errors import suggestion
from errcat.findings import Problem
from errcat.linting.page_texts import page_problem, pages
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog
from errcat.pages import linked_code, links_in


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield links that lead nowhere."""
    for entry in pages(catalog):
        for part in links_in(entry.page):
            fault, hint = _fault(part.text, catalog)
            if fault:
                message = (
                    f"the page of {entry.label} has a link that {fault}: '{part.text}'"
                )
                yield page_problem(catalog, entry, part, message, hint)


def _fault(target: str, catalog: Catalog) -> tuple[str, str]:
    """Return what is wrong with *target*, and what to do; "" if nothing is."""
    if target.startswith("["):
        return "is not defined", "add a line `[name]: https://...` to the page"
    code = linked_code(target)
    if code:
        if code in catalog.by_code:
            return "", ""
        near = suggestion(code, catalog.by_code)
        return "names no entry of the catalog", near or "name the code of an entry"
    scheme, _, rest = target.partition("://")
    if scheme.lower() == "https" and rest.strip("/"):
        return "", ""
    hint = "write an address that starts with https://, or CODE.md for an entry"
    return "is not an absolute https address", hint


RULE = Rule(__name__, __doc__, check, group="texts", severity="warning")
