"""Titles and details, and the language they are written in."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rule import ChangeRule, CompareContext, Find
from errcat.comparing.change_rules._finds import added, removed, when
from errcat.comparing.changes import Claim, SubjectChange
from errcat.comparing.examples import Example
from errcat.comparing.policy import BREAKS, RISKY
from errcat.model import Catalog

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


TITLE_ADDED = ChangeRule(
    __name__,
    """A title may be added.

    Nobody can have matched on a title that was missing.
    """,
    added("title"),
    name="title-added",
    fields=("title",),
    section="Changed",
    surfaces={},
    template='{code} {name}: title added: "{new}"',
    examples=(Example("title:", ""),),
)


TITLE_CHANGED = ChangeRule(
    __name__,
    """The words of a title do not change.

    Some tests, alerts and screens match on the wording although they should match on the code. A
    project that promises the `text` surface keeps the words; for all others it is a patch.
    """,
    _written("title", reworded=True),
    name="title-changed",
    fields=("title",),
    section="Changed",
    surfaces={"text": BREAKS, "docs": RISKY},
    template='{code} {name}: title changed: "{old}" → "{new}"',
    examples=(Example("", "title: Phone number not active"),),
)


TITLE_REFORMATTED = ChangeRule(
    __name__,
    """Case, spaces and punctuation of a title may change.

    The words are the same. Only code that compares the exact text may notice.
    """,
    _written("title", reworded=False),
    name="title-reformatted",
    fields=("title",),
    section="Changed",
    surfaces={"text": RISKY},
    template='{code} {name}: spelling of the title changed: "{old}" → "{new}"',
    examples=(Example("", "title: Inactive Phone Number"),),
)


TITLE_REMOVED = ChangeRule(
    __name__,
    """A title is not removed.

    People search for the words of an error, and some code matches on them.
    """,
    removed("title"),
    name="title-removed",
    fields=("title",),
    section="Changed",
    surfaces={"text": BREAKS, "docs": RISKY},
    template='{code} {name}: title removed; it was "{old}"',
    examples=(Example("", "title:"),),
)


DETAIL_ADDED = ChangeRule(
    __name__,
    """A detail may be added.

    Nobody can have matched on a detail that was missing.
    """,
    added("detail"),
    name="detail-added",
    fields=("detail",),
    section="Changed",
    surfaces={},
    template='{code} {name}: detail added: "{new}"',
    examples=(Example("", _DETAIL),),
)


DETAIL_CHANGED = ChangeRule(
    __name__,
    """The words of a detail do not change.

    Some tests, alerts and screens match on the wording although they should match on the code. A
    project that promises the `text` surface keeps the words; for all others it is a patch.
    """,
    _written("detail", reworded=True),
    name="detail-changed",
    fields=("detail",),
    section="Changed",
    surfaces={"text": BREAKS, "docs": RISKY},
    template='{code} {name}: detail changed: "{old}" → "{new}"',
    examples=(Example(_DETAIL, "detail: The number was deactivated."),),
)


DETAIL_REFORMATTED = ChangeRule(
    __name__,
    """Case, spaces and punctuation of a detail may change.

    The words are the same. Only code that compares the exact text may notice.
    """,
    _written("detail", reworded=False),
    name="detail-reformatted",
    fields=("detail",),
    section="Changed",
    surfaces={"text": RISKY},
    template='{code} {name}: spelling of the detail changed: "{old}" → "{new}"',
    examples=(Example(_DETAIL, "detail: The number was switched off"),),
)


DETAIL_REMOVED = ChangeRule(
    __name__,
    """A detail is not removed.

    People search for the words of an error, and some code matches on them.
    """,
    removed("detail"),
    name="detail-removed",
    fields=("detail",),
    section="Changed",
    surfaces={"text": BREAKS, "docs": RISKY},
    template='{code} {name}: detail removed; it was "{old}"',
    examples=(Example(_DETAIL, ""),),
)


def _language(
    change: SubjectChange[Catalog], context: CompareContext
) -> Iterator[Claim]:
    old, new = (catalog.language for catalog in change.both)
    yield change.claim("language", old=old, new=new)


LANGUAGE_CHANGED = ChangeRule(
    __name__,
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
