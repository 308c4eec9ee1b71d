"""What compare reports about a history is what has really happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from errcat.comparing.results import Comparison, Difference
from tests.change_rules.comparisons import catalog, judged
from tests.change_rules.histories import histories
from tests.support import entry

KINDS = (
    "code-duplicated",
    "code-reused",
    "entry-added",
    "entry-removed",
    "entry-renumbered",
    "entry-restored",
    "entry-split",
    "identifier-aliased",
    "identifier-changed",
    "meaning-unclear",
    "placeholders-changed",
    "retired-code-reused",
    "title-changed",
    "title-reformatted",
)
COUNT = 40
LEAST = 0.95


def reported(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield rule and code of every difference."""
    for difference in comparison.differences:
        for code in difference.codes or (difference.code,):
            yield difference.rule, code


@pytest.fixture(scope="module")
def figures() -> Counter[tuple[str, str]]:
    """Count by kind what was right, missed and wrong."""
    count: Counter[tuple[str, str]] = Counter()
    for history in histories(COUNT):
        differences = reported(judged(*history.catalogs()))
        found = {item for item in differences if item[0] in KINDS}
        count.update((rule, "right") for rule, _ in found & history.truth)
        count.update((rule, "missed") for rule, _ in history.truth - found)
        count.update((rule, "wrong") for rule, _ in found - history.truth)
    return count


@pytest.mark.parametrize("kind", KINDS)
def test_precision_and_recall_are_at_least_95_percent(
    figures: Counter[tuple[str, str]], kind: str
) -> None:
    right = figures[kind, "right"]
    assert right >= COUNT // 4
    assert right / (right + figures[kind, "wrong"]) >= LEAST
    assert right / (right + figures[kind, "missed"]) >= LEAST


# --- one by one ------------------------------------------------------------------------------


def compared(
    folder: Path, old: list[Any], new: list[Any], **header: Any
) -> tuple[Difference, ...]:
    """Return what differs between two lists of entries."""
    before, after = (catalog(folder, entries, **header) for entries in (old, new))
    return judged(before, after).differences


def kinds(folder: Path, old: list[Any], new: list[Any]) -> list[str]:
    """Return the rules that report something, in alphabetical order."""
    return sorted(difference.rule for difference in compared(folder, old, new))


def named(code: str, title: str, **fields: Any) -> dict[str, Any]:
    """Return an entry whose name is made from its title, without a detail."""
    name = title.upper().replace(" ", "_").replace("'", "")
    return entry(code, **{"name": name, "title": title, "detail": "", **fields})


FRAUD, SPAM = "Fraud suspected", "Message looks like spam"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([named("1", FRAUD), named("2", SPAM)], [named("1", SPAM), named("2", FRAUD)]),
        ([named("1", FRAUD)], [named("1", SPAM), named("2", FRAUD)]),
        ([named("1", FRAUD), named("2", SPAM)], [named("1", SPAM)]),
        (
            [entry("1", title=FRAUD, detail=""), entry("2", title=SPAM, detail="")],
            [entry("1", title=SPAM, detail=""), entry("2", title=FRAUD, detail="")],
        ),
    ],
    ids=["swapped", "old text moved", "new text was elsewhere", "names from codes"],
)
def test_a_text_that_stands_elsewhere_proves_another_meaning(
    tmp_path: Path, old: list[Any], new: list[Any]
) -> None:
    assert "code-reused" in kinds(tmp_path, old, new)


def bare(code: str, title: str) -> dict[str, Any]:
    """Return an entry whose code is a word, and which has no name and no detail."""
    return {"code": code, "title": title}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            [bare("card_declined", FRAUD), bare("spam", SPAM)],
            [bare("card_declined", SPAM), bare("spam", FRAUD)],
        ),
        (
            [bare("card_declined", FRAUD)],
            [bare("card_declined", SPAM), bare("fraud", FRAUD)],
        ),
    ],
    ids=["swapped", "old text moved"],
)
def test_a_code_that_is_its_own_name_does_not_prove_its_meaning(
    old: list[Any], new: list[Any], tmp_path: Path
) -> None:
    assert "code-reused" in kinds(tmp_path, old, new)


def test_new_texts_of_a_code_that_is_its_own_name_are_a_warning(tmp_path: Path) -> None:
    old = bare("card_declined", "Card declined")
    new = bare("card_declined", "Phone number invalid")
    old["detail"] = "The bank refused the payment."
    new["detail"] = "Use the E.164 format."
    assert "texts-replaced" in kinds(tmp_path, [old], [new])
    kept = {**new, "detail": old["detail"]}
    assert "texts-replaced" not in kinds(tmp_path, [old], [kept])


def test_a_rewording_of_a_code_that_is_its_own_name_is_no_other_error(
    tmp_path: Path,
) -> None:
    old, new = [bare("card_declined", FRAUD)], [bare("card_declined", SPAM)]
    assert kinds(tmp_path, old, new) == ["title-changed"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Host is unreachable", "Server is unreachable"),
        ("Recieved too late", "Received too late"),
        ("unknown user", "Unknown User"),
    ],
    ids=["terminology", "typo", "case"],
)
def test_a_rewording_with_its_name_is_no_other_error(
    tmp_path: Path, old: str, new: str
) -> None:
    found = kinds(tmp_path, [named("1", old)], [named("1", new)])
    assert not {"code-reused", "meaning-unclear"} & set(found)


def test_a_title_alone_never_makes_a_meaning_unclear(tmp_path: Path) -> None:
    old, new = named("1", FRAUD), named("1", FRAUD) | {"title": SPAM}
    assert kinds(tmp_path, [old], [new]) == ["title-changed"]


def test_a_word_replaced_in_many_titles_is_terminology(tmp_path: Path) -> None:
    titles = ["Host", "Host busy", "No host", "Bad host"]
    old = [named(str(n), title) for n, title in enumerate(titles, 1)]
    new = [
        named(str(n), title.lower().replace("host", "peer"))
        for n, title in enumerate(titles, 1)
    ]
    assert "meaning-unclear" not in kinds(tmp_path, old, new)
    assert "meaning-unclear" in kinds(tmp_path, old[:1], new[:1])


def test_a_rewording_whose_old_text_went_to_a_new_code_is_no_other_error(
    tmp_path: Path,
) -> None:
    old = [named("1", "Value is declared but never used")]
    new = [named("1", "Value is declared but never read"), {**old[0], "code": "2"}]
    assert "code-reused" not in kinds(tmp_path, old, new)


def test_an_unaliased_rename_breaks_and_says_how_to_state_the_intent(
    tmp_path: Path,
) -> None:
    differences = compared(tmp_path, [named("1", FRAUD)], [named("1", SPAM)])
    found = {item.rule: item for item in differences}
    assert found["identifier-changed"].level == "error"
    unclear = found["meaning-unclear"]
    assert unclear.level == "warning"
    assert unclear.hint == (
        'if it is the same error, add "FRAUD_SUSPECTED" to its `aliases`; if not, retire 1 and'
        " add the new error with a new code"
    )


def test_a_renumbering_is_found_by_a_title_that_is_unique(tmp_path: Path) -> None:
    old, new = (
        [entry(code, title=FRAUD, detail=""), entry("7")] for code in ("1", "2")
    )
    assert "entry-renumbered" in kinds(tmp_path, old, new)
    twice = entry("9", title=FRAUD, detail="")
    assert "entry-renumbered" not in kinds(tmp_path, [*old, twice], [*new, twice])


FIRST = entry("1", name="FIRST", title="One thing", detail="")
SECOND = entry("1", name="SECOND", title="Another matter", detail="")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([FIRST, SECOND], [SECOND, FIRST], []),
        (
            [FIRST, SECOND],
            [{**SECOND, "severity": "error"}, FIRST],
            ["code-duplicated", "severity-changed"],
        ),
        (
            [FIRST, SECOND],
            [{**SECOND, "name": "LAST"}, FIRST],
            ["code-duplicated", "identifier-changed"],
        ),
        ([FIRST, SECOND], [SECOND], ["code-duplicated", "entry-removed"]),
        ([FIRST], [FIRST, SECOND], ["code-duplicated", "entry-added"]),
        ([], [FIRST, SECOND], ["code-duplicated", "entry-added", "entry-added"]),
        (
            [{**FIRST, "name": ""}, {**FIRST, "name": "", "title": ""}],
            [{**FIRST, "name": "", "severity": "info"}, {**FIRST, "name": "A"}],
            None,
        ),
    ],
    ids=["order", "by name", "by text", "fewer", "more", "new", "without names"],
)
def test_entries_of_one_code_are_compared_by_name_text_and_order(
    tmp_path: Path, old: list[Any], new: list[Any], expected: list[str] | None
) -> None:
    found = kinds(tmp_path, old, new)
    if expected is None:
        assert "code-duplicated" in found
    else:
        assert found == expected


def test_entries_that_share_a_code_are_named(tmp_path: Path) -> None:
    differences = compared(tmp_path, [FIRST], [FIRST, SECOND])
    (found,) = [item for item in differences if item.rule == "code-duplicated"]
    assert found.message() == "1 stands for 2 errors: FIRST, SECOND"
    assert (found.code, found.level) == ("1", "warning")


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        ("named", "{a} is not {b}", "{b} is {a}", None),
        ("named", "{a} is", "{a} is {b}", "{a} → {a}, {b}"),
        ("named", "see `{a}`", "see `{b}`", None),
        ("named", "a {0}", "a {1}", None),
        ("numbered", "'{0}' is not '{1}'", "'{0}' is {2}", "{0}, {1} → {0}, {2}"),
        ("numbered", "{1} and {0}", "{0} or {1}", None),
        ("printf", "%s is %d", "%d is %s", "%s, %d → %d, %s"),
        ("printf", "100%% of %s", "%s", None),
        ("printf", "%-.192s: %lu", "%-.64s: %lu", "%-.192s, %lu → %-.64s, %lu"),
        ("printf", "%(name)s", "%(other)s", "%(name)s → %(other)s"),
        ("printf", "{a}", "{b}", None),
    ],
)
def test_placeholders_are_compared_by_their_kind(
    tmp_path: Path, kind: str, old: str, new: str, expected: str | None
) -> None:
    before, after = ([entry("1", title=title)] for title in (old, new))
    found = [
        item.message()
        for item in compared(tmp_path, before, after, placeholders=kind)
        if item.rule == "placeholders-changed"
    ]
    start = "1 ERROR_1: placeholders of the title changed: "
    shown = "" if expected is None else start + _quoted(expected)
    assert found == ([shown] if expected else [])


def _quoted(change: str) -> str:
    old, _, new = change.partition(" → ")
    return f'"{old}" → "{new}"'


def test_the_advice_for_a_changed_text_code_leads_to_no_break(tmp_path: Path) -> None:
    before = {"code": "card_declined", "title": "Card declined"}
    after = {"code": "card_refused", "title": "Card declined"}
    found = {item.rule: item for item in compared(tmp_path, [before], [after])}
    assert found["entry-renumbered"].hint == (
        "restore the entry card_declined and keep card_refused as a new entry; then run"
        " `errcat deprecate card_declined --replaced-by card_refused`"
    )
    assert found["identifier-changed"].hint == (
        "the new code spells the new name: keep the code, or add"
        ' `name: "CARD_DECLINED"` to the entry'
    )
    named = [{**after, "name": "CARD_DECLINED"}]
    (folder := tmp_path / "named").mkdir()
    assert "identifier-changed" not in kinds(folder, [before], named)
    old = {**before, "deprecated": {"since": "next", "replaced_by": ["card_refused"]}}
    (folder := tmp_path / "advised").mkdir()
    differences = compared(folder, [before], [old, after])
    assert {item.level for item in differences} == {"info"}
