"""Pages contain no raw HTML.

Outputs show the tags of a page as text, because a page must be harmless wherever it is published.
Markdown has block quotes, tables, lists and code for what a page needs. Text in backticks is no
HTML.
```yaml fail
# file: catalog.yaml
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
# file: pages/10001.md
Activate the number <b>first</b>.
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
Activate the number **first**, or put `<number>` into the request.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem
from errcat.linting.page_texts import page_problem, pages
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog
from errcat.pages import html_in


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield the tags and comments in pages."""
    for entry in pages(catalog):
        for part in html_in(entry.page):
            message = f"the page of {entry.label} contains HTML: '{part.text}'"
            hint = "use Markdown, or put it in backticks"
            yield page_problem(catalog, entry, part, message, hint)


RULE = Rule(__name__, __doc__, check, group="texts", severity="warning")
