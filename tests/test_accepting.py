"""Acceptances are written in one way, read back as they were, and reported when unused."""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat.comparing import approvals
from errcat.comparing.approvals import accept, read, unused, used, write
from errcat.comparing.policy import CompatibilityPolicy
from errcat.comparing.results import Acceptance, Comparison, Difference
from errcat.errors import ConfigInvalid
from tests.change_rules.comparisons import TODAY, catalog, judged
from tests.support import entry

FIRST = Acceptance(
    "0" * 16, "entry-removed", "2", "accept", "Never sent.", "2028-01-01"
)
SECOND = Acceptance("f" * 16, "title-changed", "1", "correction", 'A "typo".')
TEXT = """\
{
  "format": 1,
  "accepted": [
    {"fingerprint": "0000000000000000", "rule": "entry-removed", "code": "2", \
"kind": "accept", "reason": "Never sent.", "expires": "2028-01-01"},
    {"fingerprint": "ffffffffffffffff", "rule": "title-changed", "code": "1", \
"kind": "correction", "reason": "A \\"typo\\"."}
  ]
}
"""


def test_acceptances_are_written_in_one_way() -> None:
    assert write([SECOND, FIRST]) == write([FIRST, SECOND]) == TEXT
    assert write([]) == '{\n  "format": 1,\n  "accepted": []\n}\n'


def test_what_is_written_is_read_again() -> None:
    assert read("a.json", TEXT) == (FIRST, SECOND)
    assert read("a.json", write([])) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "a.json:1:2: not JSON: Expecting value"),
        ("[]", "a.json:1:1: must be a mapping, not a list"),
        ("{}", "a.json:1:1: missing key 'format'"),
        (TEXT.replace("1,", "2,", 1), "a.json:1:1: format: "),
        (
            TEXT.replace("correction", "corection"),
            'a.json:5:1: accepted.1.kind: "corection" is not one of',
        ),
        (TEXT.replace('"A \\"typo\\"."', '""'), "a.json:5:1: accepted.1.reason: "),
        (TEXT.replace("2028-01-01", "soon"), "a.json:4:1: accepted.0.expires: "),
        (TEXT.replace("code", "cod"), "accepted.0.cod: unknown key 'cod'"),
    ],
)
def test_a_slip_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ConfigInvalid) as caught:
        read("a.json", text)
    assert said in str(caught.value)


def compared(folder: Path, *accepted: Acceptance) -> Comparison:
    """Return a comparison of two catalogs, of which the second lacks an entry."""
    old = catalog(folder, [entry("1"), entry("2")])
    return judged(
        old, catalog(folder, [entry("1")]), CompatibilityPolicy(today=TODAY), accepted
    )


def removed(folder: Path) -> Difference:
    """Return what there is to agree to."""
    (found,) = compared(folder).differences
    return found


def test_a_difference_is_agreed_to_until_it_is_another(tmp_path: Path) -> None:
    accepted = accept([SECOND], removed(tmp_path), reason="It is so.")
    comparison = compared(tmp_path, *accepted)
    assert [each.level for each in comparison.differences] == ["info"]
    assert comparison.bump == "major"
    assert used(accepted, [comparison]) == accepted[1:]
    again = accept(accepted, removed(tmp_path), reason="Wrong.", kind="correction")
    assert [each.reason for each in again] == ['A "typo".', "Wrong."]
    corrected = compared(tmp_path, *again)
    assert (corrected.differences[0].section, corrected.bump) == ("Fixed", "patch")


def test_one_change_made_to_many_is_agreed_to_with_all_codes(tmp_path: Path) -> None:
    old = [entry(str(n), http_status=400) for n in range(10)]
    new = [{**each, "http_status": 422} for each in old]
    sides = catalog(tmp_path, old), catalog(tmp_path, new)
    (many,) = judged(*sides).differences
    (acceptance,) = accept([], many, reason="It is so.")
    assert acceptance.code == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
    more = [*old, entry("10", http_status=400)]
    further = [*new, entry("10", http_status=422)]
    sides = catalog(tmp_path, more), catalog(tmp_path, further)
    (again,) = judged(*sides, accepted=[acceptance]).differences
    assert again.acceptance is None


def test_an_unused_acceptance_is_reported_at_its_line(tmp_path: Path) -> None:
    found = removed(tmp_path)
    old = FIRST._replace(expires=TODAY)
    kept = Acceptance(found.fingerprint, found.rule, found.code, "accept", "So.")
    text = write([old, SECOND, kept])
    comparison = compared(tmp_path, kept)
    told = list(unused("a.json", text, read("a.json", text), [comparison], TODAY))
    assert [
        (each.rule, each.severity, each.span.line, each.message) for each in told
    ] == [
        (
            approvals.EXPIRED,
            "error",
            4,
            f"2: this acceptance expired on {TODAY}: Never sent.",
        ),
        (
            approvals.UNUSED,
            "warning",
            6,
            '1: this acceptance of title-changed is unused: A "typo".',
        ),
    ]
