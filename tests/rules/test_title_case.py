"""Which titles title-case takes for deviating, in each style."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from errcat.linting.rule import Rule
from errcat.plugins import get
from tests.support import catalog_text, context, entry, load_text

RULE = get("rules", Rule, "title-case")

SENTENCE = {
    "Invalid phone number": "",
    "Unsupported Media Type": "Unsupported media type",
    "Bad Request": "Bad request",
    "bad request": "Bad request",
    "Phone number must be in +E.164 format": "",
    "Invalid URL for an iPhone": "",
    "Unsupported Content-Type": "",
    "Invalid 'From' address": "",
    'Invalid "Media Type" given': "",
    "Invalid value for inter_digit_timeout": "",
    "inter_digit_timeout is invalid": "",
    "iPhone not supported": "",
    "AT&T 10DLC sending limit reached": "",
    "Blocked as spam - Temporary": "",
    "Blocked: Too many messages": "",
    "Mobile operators' preferences are out of sequence": "",
    "SIM card doesn't have a SIM card group": "",
    "Not open on Sunday in May": "",
    "Plan B is not available": "",
    "Unauthorized property name/value": "",
    "": "",
}

TITLE = {
    "Invalid Phone Number": "",
    "Invalid phone number": "Invalid Phone Number",
    "Blocked as Spam": "",
    "Out of Range for the 'to' Address": "",
    "of Mice": "Of Mice",
    "Invalid inter_digit_timeout": "",
    "Invalid iPhone": "",
}


def _found(tmp_path: Path, titles: list[str], **options: Any) -> list[str]:
    header = options.pop("header", {})
    entries = [entry(str(index), title=title) for index, title in enumerate(titles)]
    catalog = load_text(tmp_path, catalog_text(entries, **header))
    chosen: dict[str, Any] = {"style": "sentence", "words": [], **options}
    assert RULE.check is not None
    problems = list(RULE.check(catalog, context(catalog, options=chosen)))
    assert not any(problem.safe for problem in problems)
    return [change.value for problem in problems for change in problem.changes]


@pytest.mark.parametrize(("title", "better"), SENTENCE.items())
def test_sentence_case(title: str, better: str, tmp_path: Path) -> None:
    assert _found(tmp_path, [title]) == ([better] if better else [])


@pytest.mark.parametrize(("title", "better"), TITLE.items())
def test_title_case(title: str, better: str, tmp_path: Path) -> None:
    found = _found(tmp_path, [title], style="title")
    assert found == ([better] if better else [])


def test_a_verdict_does_not_depend_on_other_titles(tmp_path: Path) -> None:
    titles = ["API Key revoked", "API Key in use", "Invalid API Key"]
    assert _found(tmp_path, titles[:1]) == ["API key revoked"]
    assert _found(tmp_path, titles)[:1] == ["API key revoked"]


def test_a_word_that_several_titles_write_with_a_capital_is_learned(
    tmp_path: Path,
) -> None:
    titles = ["API Key revoked", "API Key in use", "Invalid API Key"]
    entries = [entry(str(index), title=title) for index, title in enumerate(titles)]
    catalog = load_text(tmp_path, catalog_text(entries))
    assert RULE.habit is not None
    words = RULE.habit.more(catalog, context(catalog))["words"]
    assert words == ["Key"]
    assert _found(tmp_path, titles, words=words) == []


def test_titles_all_in_capitals_make_no_names(tmp_path: Path) -> None:
    titles = ["Bad Request", "Request Timeout", "Invalid Request"]
    assert _found(tmp_path, titles) == [
        "Bad request",
        "Request timeout",
        "Invalid request",
    ]


def test_what_the_catalog_and_its_parts_are_called_is_a_name(tmp_path: Path) -> None:
    header = {
        "title": "Acme API errors",
        "ranges": [{"name": "cc", "title": "Call Control", "from": "0", "to": "9"}],
        "products": {"email": {"title": "Mail"}},
    }
    titles = ["Not on Acme", "Invalid Call Control ID", "No Mail today", "No Call"]
    assert _found(tmp_path, titles, header=header) == ["No call"]


def test_words_of_the_option_are_right_as_they_are(tmp_path: Path) -> None:
    assert _found(tmp_path, ["Sent by Peerless"], words=["Peerless"]) == []


def test_only_english_has_this_rule(tmp_path: Path) -> None:
    titles = ["Ung\xfcltige Nummer"]
    assert _found(tmp_path, titles, header={"language": "de"}) == []
