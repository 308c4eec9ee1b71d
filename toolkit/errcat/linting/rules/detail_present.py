"""Every error has a detail.

The title says what went wrong; the detail says what it means: which field, which limit, what to do
now. Retired errors need no detail, nor do errors whose cases all have one.

This is a rule of style: it runs only if the option `style` is `required`. Many catalogs have a
single text per error, which is the title. `errcat validate --learn` sets the option.
```toml options
[tool.errcat.rules]
detail-present = {style = "required"}
```
```yaml fail
- code: "85000"
  name: SEARCH_FIRST
  title: Must search first
```

```yaml pass
- code: "85000"
  name: SEARCH_FIRST
  title: Must search first
  detail: Search for a number before you order it.
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errcat.findings import Problem, at
from errcat.linting import texts
from errcat.linting.rule import ANY, Context, Habit, Rule
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield entries without a detail."""
    if context.options["style"] == ANY:
        return
    bare = (entry for entry in catalog.entries if not entry.detail.strip())
    for entry in texts.rows(bare):
        if _has_detail(entry):
            continue
        message = "the detail is blank" if entry.detail else "the entry has no detail"
        hint = "explain in a sentence what the error means, or what to do"
        yield at(entry, "detail", message, value=entry.detail, hint=hint)


def _has_detail(entry: Entry) -> bool:
    """Tell whether *entry* has a detail, or does not need one."""
    if entry.detail.strip() or entry.retired is not None:
        return True
    return bool(entry.cases) and all(case.detail.strip() for case in entry.cases)


def _measure(catalog: Catalog, context: Context) -> Mapping[str, int]:
    entries = list(texts.rows(catalog.entries))
    present = sum(map(_has_detail, entries))
    return {"required": present, ANY: len(entries) - present}


RULE = Rule(
    __name__,
    __doc__,
    check,
    group="details",
    severity="warning",
    options={
        "style": {
            "enum": ["required", ANY],
            "description": "required: every error has a detail; any: an error may have none.",
            "default": ANY,
        }
    },
    habit=Habit(_measure, "errors have a detail", strict="required"),
)
