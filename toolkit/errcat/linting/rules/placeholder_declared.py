"""Every placeholder of an entry with `params` is declared there.

`{number}` in a title or a detail stands for a value only if the entry declares a param of that
name. Otherwise, users see the braces. To show braces, put them in backticks, or write them as part
of a path: `/v2/numbers/{id}`. The rule does not check entries without `params`, whose braces may be
anything, such as `import {a} from`, nor catalogs whose `placeholders` are not named.

The fix declares the param. Where a declared one is spelled almost like it, the fix corrects the
text, and is unsafe.
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
  detail: The phone number {number} of {country} is inactive.
  params: {number: {description: The number that was given.}}
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number {number} is inactive, see /v2/numbers/{id} and `{this}`.
  params: {number: {description: The number that was given.}}
- code: "10002"
  name: SYNTAX_ERROR
  title: Syntax error
  detail: Write import {name} from a module.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.errors import suggestion
from errcat.findings import Change, Problem
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog

_LITERAL = r"`[^`\n]+`|(?<![^\s{}])[^\s{}]*/\{\S*"
_PLACEHOLDER = r"(?<![{$%#])\{([A-Za-z_][A-Za-z0-9_]*)\}(?!\})"


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield placeholders without a param, each once for every text."""
    joined = context.texts
    if catalog.placeholders != "named":
        return
    if "{" not in joined.titles and "{" not in joined.details:
        return
    kinds = (texts.TITLE, texts.DETAIL)
    for text in context.texts.every(texts.holding("{"), *kinds):
        if text.entry is None or not text.entry.params:
            continue
        names = [param.name for param in text.entry.params]
        prose = re.sub(_LITERAL, " ", text.text)
        for name in dict.fromkeys(re.findall(_PLACEHOLDER, prose)):
            if name in names:
                continue
            message = (
                f"placeholder {{{name}}} in {text.field} is not declared in `params`"
            )
            near = suggestion(name, names)
            hint = near or f"declare `{name}`, or put the braces in backticks"
            changes = (
                (Change(text.where, _respelled(text.text, name, near)),)
                if near
                else (Change(text.entry.place("params", name), {}),)
            )
            yield text.problem(
                message, value=name, hint=hint, changes=changes, safe=not near
            )


def _respelled(text: str, name: str, near: str) -> str:
    """Return *text* with the placeholder *name* spelled as the hint *near* says."""
    quoted = re.search(r"'([^']+)'", near)
    return text.replace(f"{{{name}}}", f"{{{quoted[1]}}}") if quoted else text


RULE = Rule(__name__, __doc__, check, group="texts")
