"""Texts use the preferred terms.

Readers take two words for two things, and search for only one of them. The option `preferred` maps
each word to avoid to the word to use. Words are matched as whole words, in any case; text in
backticks is not checked. Without the option the rule does nothing.
```toml options
[tool.errcat.rules.term-preferred]
preferred = {whitelist = "allowlist", "can not" = "cannot", id = "ID"}
```

```yaml fail
- code: "40309"
  name: INVALID_DESTINATION_REGION
  title: Invalid destination region
  detail: The region is not on the whitelist.
```

```yaml fail
- code: "85004"
  name: INVALID_CONNECTION_ID
  title: Invalid connection id
  detail: There is no such connection.
```

```yaml pass
- code: "40309"
  name: INVALID_DESTINATION_REGION
  title: Invalid destination ID
  detail: The ID cannot be found on the allowlist, see `whitelist`.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from errcat.findings import Change, Problem
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield terms to avoid, each once for every text that contains it."""
    preferred: Mapping[str, str] = context.options["preferred"]
    if not preferred:
        return
    vocabulary = context.texts.vocabulary.casefold()
    for term, right in preferred.items():
        if not all(word in vocabulary for word in term.casefold().split()):
            continue
        form = re.compile(_form(term), re.IGNORECASE)
        for text in context.texts.every(form.search, *texts.ALL):
            replaced = _replaced(text.text, form, right)
            if replaced != text.text:
                yield text.problem(
                    f"{text.field} contains '{term}' instead of '{right}'",
                    value=term,
                    hint=f"write '{right}'",
                    changes=(Change(text.where, replaced),),
                    safe=False,
                )


def _form(term: str) -> str:
    """Return a pattern of *term* as whole words; code in backticks matches without a group."""
    words = r"\s+".join(map(re.escape, term.split()))
    return rf"`[^`\n]+`|(?<!\w)({words})(?!\w)"


def _replaced(text: str, form: re.Pattern[str], right: str) -> str:
    def replacement(match: re.Match[str]) -> str:
        written: str | None = match[1]
        if written is None or written == right:
            return match[0]
        return right[:1].upper() + right[1:] if written[:1].isupper() else right

    return form.sub(replacement, text)


RULE = Rule(
    __name__,
    __doc__,
    check,
    group="texts",
    severity="warning",
    options={
        "preferred": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "The term to use, by the term to avoid.",
            "default": {},
        }
    },
)
