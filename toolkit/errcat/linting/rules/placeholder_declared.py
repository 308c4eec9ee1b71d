"""Every placeholder is declared in `params`.

`{number}` in a title or a detail stands for a value only where the entry declares a param of that
name. Otherwise it is three characters and a word, and the person who meets the error reads them. An
entry that needs the braces themselves puts them in backticks, or writes them as part of a path:
`/v2/numbers/{id}`.

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
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule
from errcat.model import Catalog

_LITERAL = r"`[^`\n]+`|(?<![^\s{}])[^\s{}]*/\{\S*"
_PLACEHOLDER = r"(?<![{$%#])\{([A-Za-z_][A-Za-z0-9_]*)\}(?!\})"


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a placeholder without a param, once for each text it is in."""
    known = _texts.texts(catalog)
    if "{" not in known.titles and "{" not in known.details:
        return
    kinds = (_texts.TITLE, _texts.DETAIL)
    for each in _texts.every(catalog, _texts.holding("{"), *kinds):
        params = each.entry.params if each.entry else ()
        names = [param.name for param in params]
        prose = re.sub(_LITERAL, " ", each.text)
        for name in dict.fromkeys(re.findall(_PLACEHOLDER, prose)):
            if name in names:
                continue
            said = f"{each.field} has {{{name}}}, which is not declared in `params`"
            near = suggestion(name, names)
            hint = near or f"declare {name}, or put the braces in backticks"
            yield each.problem(said, value=name, hint=hint)


RULE = Rule(__name__, __doc__, check, group="texts")
