"""What detail-glued-sentences takes for lost breaks, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat.linting.rule import Rule
from errcat.plugins import get
from tests.support import catalog_text, context, entry, load_text

RULE = get("rules", Rule, "detail-glued-sentences")

GLUED = {
    "10028": "The request body was not able to be decoded.When sending JSON and using a non-Unicode encoding, be sure to set the charset parameter on the Content-Type header.",
    "20016": "The account has not been level 1 verified, and cannot perform the requested action. Level 1 verification requires verification of a mobile phone number, and is required to perform certain actions including:Purchasing a numberAssigning a connection or messaging profile to a numberCreating a multi-user organization",
    "20017": "The account has not been level 2 verified, and cannot perform the requested action. Level 2 verification requires contacting Telnyx, and is required to perform certain actions including:International callingCall forwardingSending messages from alphanumeric sender IDs",
    "40300": "Messages cannot be sent from your number to a destination number because the destination has sent your number a stop message. Stop messages are those that consist solely of one of the following words (case and whitespace insensitive):CANCELENDQUITSTOPSTOPALLSTOP ALLUNSUBSCRIBE",
    "40301": "The requested destination is currently unsupported for the type of traffic originated by the sender or sending number.Messages from long codes or toll free numbers, including multimedia messages, can only be sent to US and Canadian destinations. For other destinations, consider using an alphanumeric sender. Extended reach for long codes will be available soon.Please contact Telnyx customer support if you have questions.",
    "40304": "To send an SMS, the body field must be provided, and it must not be an empty string.To send an MMS, the subject and/or media_urls fields must be provided.",
    "40305": "A valid from field must be specified. The value must be a string containing a valid phone number in +E.164 format, a short code, or an alphanumeric sender ID associated with the sending messaging profile.Alphanumeric sender IDs must be between 1 and 11 characters long, and can only contain ASCII letters, numbers, and spaces. They must contain at least one letter.",
    "40306": "The messaging profile is not configured with an alphanumeric sender ID.To send a message from an alphanumeric sender ID, the messaging profile must be configured with the desired sender. Update your messaging profile and try again.",
    "40310": "The 'to' address must be a valid number provided in +E.164 format or else a valid short code.If using the version 2 API, either an array of length one, or a single string must be provided. Multi-destination messages are not currently supported.",
}
"""What became of nine texts of the Telnyx catalog when their page was copied."""

MORE = [
    "The request was refused.The key is not active.",
    "Is the key active?You can see it in the portal.",
    "The upload failed!Please try again.",
    "The number is too long (15 digits at most).It must begin with a plus.",
    "The number must have the format E.164.The plus is part of it.",
    "The request was refusedPlease contact support.",
    "This needs one of:BuyingANumber, or these values:Basic or premium.",
    "The limit is 10.When it is reached, wait.",
]

APART = [
    "The media_urls and mediaUrls fields, or phoneNumber and userId, must be set.",
    "The number must be in +E.164 format, as E.164 is what we use.",
    "Send it as application/x-www-form-urlencoded, not as text/plain.",
    "The date must be an ISO8601 datetime, or ISO8601.Z in UTC.",
    "See https://example.com/API.Docs.The-rest#Here for more.",
    "It is described in API.md and README.rst of the repository.",
    "Version 1.2.3 and v2.0.0-Beta are too old, as is 3.11.Beta.",
    "Use an iPhone, an iPad, GitHub, JavaScript, TypeScript, OAuth, PayPal, YouTube or eBay.",
    "The value of request.Timeout must not be negative.",
    "Call client.Decode again, or System.Text.Json with errors.NotFound.",
    "The request.Timeout property and the user.Name field are required by the server.",
    "Install Node.js, ASP.NET, Vue.js or socket.IO, please.",
    "The U.S. address is not valid. E.g. the ZIP code is missing.",
    "The isLoading flag, the callForwarding setting and the pingInterval are wrong.",
    "The billingGroup and messagingProfile are locked, as is the routingKey.",
    "The time must be like 12:30, 2027-03-01T12:30:00Z or T12:Z.",
    "The scope must be user:Read or role:Owner, the URN urn:ISBN:1234.",
    "The INTERNATIONALIZATION of AUTHENTICATION is not UNSUBSCRIBED.",
    "Write `decoded.When sending` and 'decoded.When' as they are.",
    "The body could not be decoded. When sending JSON, set the charset.",
    "See docs.Example.com or ask jane@mail.Example.com for more of them.",
]


def _found(tmp_path: Path, details: dict[str, str]) -> dict[str, str]:
    text = catalog_text(entry(code, detail=detail) for code, detail in details.items())
    catalog = load_text(tmp_path, text)
    assert RULE.check is not None
    return {
        problem.code: problem.value for problem in RULE.check(catalog, context(catalog))
    }


def test_the_nine_texts_that_a_copied_page_damaged_are_found(tmp_path: Path) -> None:
    found = _found(tmp_path, GLUED)
    assert set(GLUED) == found.keys()
    assert found["10028"] == "decoded.When"


@pytest.mark.parametrize("detail", MORE)
def test_what_runs_together_is_found(detail: str, tmp_path: Path) -> None:
    assert _found(tmp_path, {"1": detail}).keys() == {"1"}


@pytest.mark.parametrize("detail", APART)
def test_names_addresses_and_numbers_are_left_alone(
    detail: str, tmp_path: Path
) -> None:
    assert _found(tmp_path, {"1": detail}) == {}


def test_only_sentences_are_parted_and_not_without_being_asked(tmp_path: Path) -> None:
    text = catalog_text(entry(code, detail=GLUED[code]) for code in ("40301", "20016"))
    assert RULE.check is not None
    catalog = load_text(tmp_path, text)
    sentences, bullets = RULE.check(catalog, context(catalog))
    assert bullets.changes == ()
    assert not sentences.safe
    (change,) = sentences.changes
    assert change.value == GLUED["40301"].replace("number.M", "number. M").replace(
        "soon.P", "soon. P"
    )
