"""Texts are complete: no filler such as TODO, and no unfinished sentences.

"-", "null", "N/A", "TODO", "TBD" and "No description." are written where someone meant to write a
text later, or come out of an export of an empty field. A sentence that ends in "of", "the" or "must
be" lost its end in such an export. Readers get them in the documentation and from the API. No fix
can know the text, and other rules, such as those of punctuation, leave these texts alone. A sentence
may end with a colon, because programs append a value to it.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: "-"
```

```yaml fail
- code: "10001"
  name: INVALID_TYPE
  title: "TODO: write a title"
```

```yaml fail
- code: "10001"
  name: INVALID_TYPE
  title: Invalid type
  detail: The value must be one of
```

```yaml pass
- code: "10001"
  name: INVALID_TYPE
  title: Invalid type
  detail: "The value must be one of:"
- code: "10002"
  name: NULL_NOT_ALLOWED
  title: Null not allowed
  detail: The value is `null`, or none was sent.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.linting.texts import Text
from errcat.linting.unfinished import stand_in, unfinished
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield texts that are not finished; other rules report blank titles and details."""
    for text in context.texts.every(unfinished, *texts.ALL):
        if not text.text.strip():
            continue
        shown = unfinished(text.text)
        what = "is a stand-in for a text" if stand_in(text.text) else "breaks off"
        yield text.problem(
            f'{text.field} {what}: "{shown}"',
            value=text.text,
            hint=_hint(text),
        )


def _hint(text: Text) -> str:
    """Return what to do: not every text may be removed."""
    if text.entry is None:
        return "write the text, or remove the field"
    field = text.field.rpartition("/")[2]
    if field.isdigit():
        return "write the text, or remove the item"
    if text.field == "title":
        return "write a title; an entry needs one"
    if text.field == "detail":
        return "write the detail, or remove it if the rule detail-present does not require one"
    return f"write the {field}, or remove it"


RULE = Rule(__name__, __doc__, check, group="texts", severity="warning")
