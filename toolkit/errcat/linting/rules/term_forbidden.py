"""What must not be said is not said.

A catalog that is sold under other names must not hold the maker's name, and a public one not the
code name of a service. The option `forbidden` lists such terms. Whole words are meant, whatever
their capitals, in backticks too. Without the option the rule is silent.

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
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a forbidden term, once for each text it is in."""
    if not context.options["forbidden"]:
        return
    everything = _texts.texts(catalog).vocabulary.casefold()
    for term in context.options["forbidden"]:
        if not all(word in everything for word in term.casefold().split()):
            continue
        words = r"\s+".join(map(re.escape, term.split()))
        form = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
        for each in _texts.every(catalog, form.search, *_texts.ALL):
            said = f"'{term}' in {each.field} is a forbidden term"
            yield each.problem(said, value=term, hint="say it in other words")


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
            "description": "What not to write at all.",
            "default": [],
        }
    },
)
