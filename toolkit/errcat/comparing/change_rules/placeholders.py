"""Placeholders: where texts mark the values that are filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from errcat.comparing.change_rule import ChangeRule, CompareContext
from errcat.comparing.change_rules._finds import CatalogChange, Claims, EntryChange
from errcat.comparing.changes import Claim
from errcat.comparing.examples import Example
from errcat.comparing.policy import BREAKS, RISKY

rule = partial(ChangeRule, __name__)

_LITERAL = r"`[^`\n]+`|(?<![^\s{}])[^\s{}]*/\{\S*"
_NAMED = r"(?<![{$%#])\{[A-Za-z_][A-Za-z0-9_]*\}(?!\})"
_NUMBERED = r"\{[0-9]+\}"
_PRINTF = (
    r"%%|%(?:[0-9]+\$|\([^()\s]+\))?[-+#0']*(?:\*|[0-9]+)?(?:\.(?:\*|[0-9]+))?"
    r"(?:hh|h|ll|l|j|z|t|L)?[diouxXeEfFgGaAcCrsSpv]"
)


def _named(text: str) -> list[str]:
    return sorted(set(re.findall(_NAMED, re.sub(_LITERAL, " ", text))))


def _numbered(text: str) -> list[str]:
    return sorted(set(re.findall(_NUMBERED, text)))


def _printf(text: str) -> list[str]:
    """Return the verbs in their order, which decides what value each gets."""
    return [verb for verb in re.findall(_PRINTF, text) if verb != "%%"]


_KINDS: Mapping[str, Callable[[str], list[str]]] = {
    "named": _named,
    "numbered": _numbered,
    "printf": _printf,
}


def _changed(change: EntryChange, context: CompareContext) -> Claims:
    placeholders = _KINDS[context.new.placeholders]
    if context.old.placeholders != context.new.placeholders:
        return
    for field in ("title", "detail"):
        if field not in change.facts:
            continue
        texts = [getattr(entry, field) for entry in change.both]
        old, new = map(placeholders, texts)
        if all(texts) and old != new:
            shown = {"field": field, "old": ", ".join(old), "new": ", ".join(new)}
            surfaces = {} if context.new.placeholders == "named" else {"source": RISKY}
            yield Claim(shown, field, old, new, surfaces=surfaces)


PLACEHOLDERS_CHANGED = rule(
    """A text keeps its placeholders.

    Code that fills in the values, translations and patterns that match the message depend on them.
    The header says how texts mark values: `placeholders: named` (`{number}`), `numbered` (`{0}`) or
    `printf` (`%s`, whose order counts, too). Numbered and printf placeholders are a risk for code
    that passes the values in order.
    """,
    _changed,
    name="placeholders-changed",
    fields=("title", "detail"),
    section="Changed",
    surfaces={"text": BREAKS, "docs": RISKY},
    template='{code} {name}: placeholders of the {field} changed: "{old}" → "{new}"',
    many='placeholders of the {field} changed in {count} entries: "{old}" → "{new}"',
    examples=(
        Example(
            'detail: "The number {number} is inactive."',
            'detail: "The number {number} is inactive since {day}."',
            also="detail-changed",
        ),
    ),
)


def _kind(change: CatalogChange, context: CompareContext) -> Claims:
    old, new = (catalog.placeholders for catalog in change.both)
    yield change.claim("placeholders", old=old, new=new)


PLACEHOLDER_KIND_CHANGED = rule(
    """Texts keep the kind of their placeholders.

    Code that fills in named values cannot fill in numbered ones, and the texts themselves change.
    """,
    _kind,
    name="placeholder-kind-changed",
    kind="catalog",
    fields=("placeholders",),
    section="Changed",
    surfaces={"source": RISKY, "text": BREAKS},
    template="kind of placeholders changed: {old} → {new}",
    examples=(Example(header=("", "placeholders: numbered")),),
)
