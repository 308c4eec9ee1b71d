"""One thing has one word.

Readers take two words for two things, and search for one of them. The option `preferred` says which
word to write by the one not to write. Whole words are meant, whatever their capitals; what stands
in backticks is left alone. Without the option the rule is silent.

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
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a term that is not the preferred one, once for each text it is in."""
    preferred: Mapping[str, str] = context.options["preferred"]
    if not preferred:
        return
    everything = _texts.texts(catalog).vocabulary.casefold()
    for term, right in preferred.items():
        if not all(word in everything for word in term.casefold().split()):
            continue
        form = re.compile(_form(term), re.IGNORECASE)
        for each in _texts.every(catalog, form.search, *_texts.ALL):
            mended = _mended(each.text, form, right)
            if mended != each.text:
                said = f"'{term}' in {each.field} is not the term to use"
                yield each.problem(
                    said,
                    value=term,
                    hint=f"write '{right}'",
                    changes=(Change(each.where, mended),),
                    safe=False,
                )


def _form(term: str) -> str:
    """Return what finds *term* as whole words, or, in no group, what is to be left alone."""
    words = r"\s+".join(map(re.escape, term.split()))
    return rf"`[^`\n]+`|(?<!\w)({words})(?!\w)"


def _mended(text: str, form: re.Pattern[str], right: str) -> str:
    def instead(match: re.Match[str]) -> str:
        found: str | None = match[1]
        if found is None or found == right:
            return match[0]
        return right[:1].upper() + right[1:] if found[:1].isupper() else right

    return form.sub(instead, text)


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
            "description": "What to write, by what not to write.",
            "default": {},
        }
    },
)
