"""A title that was rewritten is told apart from one about something else."""

from __future__ import annotations

import pytest

from errcat.comparing.meaning import rewritten


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Route not found", "No route to the number was found"),
        ("Message expired", "The message has expired, so that it was not sent"),
        ("Value is not callable", "This value cannot be called"),
        ("Option '{0}' is missing", "The option '{1}' must not be missing here"),
        (
            "Sender of the message is not a registered number",
            "Register the number of the sender before the message is sent again",
        ),
    ],
)
def test_a_title_in_other_forms_or_more_words_is_rewritten(old: str, new: str) -> None:
    assert rewritten(old, new)
    assert rewritten(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Not found", "Route not found on any carrier"),
        ("Value '{0}' is not valid", "Number '{0}' is not in use"),
        ("The account is frozen", "The card of the account has expired"),
        ("Message expired in transit", "Message rejected by spam filter"),
        ("Import needs one argument", "Import takes a second argument in modules"),
        ("", "Route not found"),
        ("It is not", "It was not"),
    ],
)  # fmt: skip
def test_a_title_about_something_else_is_not_rewritten(old: str, new: str) -> None:
    assert not rewritten(old, new)
    assert not rewritten(new, old)
