"""Every placeholder is declared in `params`.

`{number}` in a title or a detail stands for a value only if the entry declares a param of that
name. Otherwise users see the braces. To show braces, put them in backticks, or write them as part
of a path: `/v2/numbers/{id}`.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number {numbr} is inactive, not {number}.
  params: {number: {description: The number that was given.}}
```

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number {number} is inactive.
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number {number} is inactive, see /v2/numbers/{id} and `{this}`.
  params: {number: {description: The number that was given.}}
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.errors import suggestion
from errcat.findings import Problem
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog

_LITERAL = r"`[^`\n]+`|(?<![^\s{}])[^\s{}]*/\{\S*"
_PLACEHOLDER = r"(?<![{$%#])\{([A-Za-z_][A-Za-z0-9_]*)\}(?!\})"


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield placeholders without a param, each once for every text."""
    joined = context.texts
    if "{" not in joined.titles and "{" not in joined.details:
        return
    kinds = (texts.TITLE, texts.DETAIL)
    for text in context.texts.every(texts.holding("{"), *kinds):
        params = text.entry.params if text.entry else ()
        names = [param.name for param in params]
        prose = re.sub(_LITERAL, " ", text.text)
        for name in dict.fromkeys(re.findall(_PLACEHOLDER, prose)):
            if name in names:
                continue
            message = (
                f"placeholder {{{name}}} in {text.field} is not declared in `params`"
            )
            near = suggestion(name, names)
            hint = near or f"declare `{name}`, or put the braces in backticks"
            yield text.problem(message, value=name, hint=hint)


RULE = Rule(__name__, __doc__, check, group="texts")
