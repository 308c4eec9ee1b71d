"""Texts contain no forbidden terms.

A catalog that is sold under other names must not contain the maker's name, and a public one not the
code name of a service. The option `forbidden` lists such terms. They are matched as whole words, in
any case, in backticks too. Without the option the rule does nothing.
```toml options
[tool.errcat.rules.term-forbidden]
forbidden = ["acme", "project nightjar"]
```

```yaml fail
- code: "80002"
  name: WRONG_PROVIDER
  title: Wrong provider
  detail: Acme is not the provider of this number.
```

```yaml pass
- code: "80002"
  name: WRONG_PROVIDER
  title: Wrong provider
  detail: Another company is the provider of this number.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings import Problem
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield forbidden terms, each once for every text that contains it."""
    if not context.options["forbidden"]:
        return
    vocabulary = context.texts.vocabulary.casefold()
    for term in context.options["forbidden"]:
        if not all(word in vocabulary for word in term.casefold().split()):
            continue
        words = r"\s+".join(map(re.escape, term.split()))
        form = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
        for text in context.texts.every(form.search, *texts.ALL):
            message = f"{text.field} contains the forbidden term '{term}'"
            yield text.problem(message, value=term, hint="reword the text without it")


RULE = Rule(
    __name__,
    __doc__,
    check,
    group="texts",
    severity="warning",
    options={
        "forbidden": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "description": "Terms that no text may contain.",
            "default": [],
        }
    },
)
