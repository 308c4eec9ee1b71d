"""Titles and details, and the language they are written in."""

from __future__ import annotations

from functools import partial

from errcat.comparing.change_rule import ChangeRule, CompareContext, Find
from errcat.comparing.change_rules._finds import (
    CatalogChange,
    Claims,
    added,
    removed,
    when,
)
from errcat.comparing.examples import Example
from errcat.comparing.policy import BREAKS, RISKY

rule = partial(ChangeRule, __name__)

_DETAIL = "detail: The number was switched off."


def _bare(text: str) -> str:
    """Return *text* without case, spaces, punctuation and variant forms of characters."""
    from unicodedata import normalize  # only texts that differ need it

    return "".join(filter(str.isalnum, normalize("NFKC", text).casefold()))


def _written(field: str, *, reworded: bool) -> Find:
    """Return what finds other words in *field*, or else the same words written differently."""

    def differs(old: object, new: object) -> bool:
        then, now = getattr(old, field), getattr(new, field)
        return bool(then and now) and (_bare(then) != _bare(now)) == reworded

    return when(field, differs)


def _added(field: str, example: str) -> ChangeRule:
    return rule(
        f"""A {field} may be added.

        No client can have matched on a {field} that was missing.
        """,
        added(field),
        name=f"{field}-added",
        fields=(field,),
        section="Changed",
        template=f'{{code}} {{name}}: {field} added: "{{new}}"',
        examples=(Example(f"{field}:", example),),
    )


TITLE_ADDED, DETAIL_ADDED = _added("title", ""), _added("detail", _DETAIL)


def _changed(field: str, old: str, new: str) -> ChangeRule:
    return rule(
        f"""The words of a {field} do not change.

        Some tests, alerts and screens match on the wording although they should match on the code.
        A project that promises the `text` surface keeps the words; for all others, the change is a patch.
        """,
        _written(field, reworded=True),
        name=f"{field}-changed",
        fields=(field,),
        section="Changed",
        surfaces={"text": BREAKS, "docs": RISKY},
        template=f'{{code}} {{name}}: {field} changed: "{{old}}" → "{{new}}"',
        examples=(Example(old, new),),
    )


TITLE_CHANGED = _changed("title", "", "title: Phone number not active")
DETAIL_CHANGED = _changed("detail", _DETAIL, "detail: The number was deactivated.")


def _reformatted(field: str, old: str, new: str) -> ChangeRule:
    return rule(
        f"""Case, spaces and punctuation of a {field} may change.

        The words are the same. Only code that compares the exact text may notice.
        """,
        _written(field, reworded=False),
        name=f"{field}-reformatted",
        fields=(field,),
        section="Changed",
        surfaces={"text": RISKY},
        template=f'{{code}} {{name}}: spelling of the {field} changed: "{{old}}" → "{{new}}"',
        examples=(Example(old, new),),
    )


TITLE_REFORMATTED = _reformatted("title", "", "title: Inactive Phone Number")
DETAIL_REFORMATTED = _reformatted("detail", _DETAIL, _DETAIL.rstrip("."))


def _removed(field: str, example: str) -> ChangeRule:
    return rule(
        f"""A {field} is not removed.

        People search for the words of an error, and some code matches on them.
        """,
        removed(field),
        name=f"{field}-removed",
        fields=(field,),
        section="Changed",
        surfaces={"text": BREAKS, "docs": RISKY},
        template=f'{{code}} {{name}}: {field} removed; it was "{{old}}"',
        examples=(Example(example, f"{field}:"),),
    )


TITLE_REMOVED, DETAIL_REMOVED = _removed("title", ""), _removed("detail", _DETAIL)


def _language(change: CatalogChange, context: CompareContext) -> Claims:
    old, new = (catalog.language for catalog in change.both)
    yield change.claim("language", old=old, new=new)


LANGUAGE_CHANGED = rule(
    """A catalog keeps its language.

    In another language every text is different.
    """,
    _language,
    name="language-changed",
    kind="catalog",
    fields=("language",),
    section="Changed",
    surfaces={"text": BREAKS, "docs": BREAKS},
    template="language of the catalog changed: {old} → {new}",
    examples=(Example(header=("", "language: de")),),
)
