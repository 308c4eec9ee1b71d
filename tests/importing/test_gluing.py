"""Pages whose tables lost their separators: cells part where they did, and doubts are listed."""

from __future__ import annotations

from collections import Counter

import pytest

from errcat.importing.columns import is_field_name
from errcat.importing.gluing import Page, column_names
from errcat.model import Entry
from tests.importing.support import imported, names
from tests.support import TELNYX, look


def telnyx() -> list[Entry]:
    catalog = look(TELNYX, rules=()).catalog
    assert catalog is not None
    return list(catalog.sorted_entries)


def glued(entries: list[Entry], header: str = "CodeTitleDetail") -> str:
    rows = [f"{entry.code}{entry.title}{entry.detail}" for entry in entries]
    return "\n".join(
        ["API Error Messages", "", "All codes are below.", "", header, *rows, ""]
    )


def test_the_glued_catalog_of_telnyx_has_its_split_again() -> None:
    entries = telnyx()
    found = {item.code: item.data for item in imported(glued(entries)).items}
    assert len(found) == 211
    for entry in entries:
        data = found[entry.code]
        assert (data["title"], data.get("detail", "")) == (entry.title, entry.detail)


def test_rows_without_a_detail_are_the_only_doubts_of_telnyx() -> None:
    entries = telnyx()
    notes = imported(glued(entries)).report.unsure
    doubted = {note.code for note in notes if note.subject == "boundary"}
    assert doubted == {entry.code for entry in entries if not entry.detail}


def test_names_are_those_of_telnyx_where_a_title_says_it_all() -> None:
    entries = telnyx()
    found = names(imported(glued(entries)))
    titles = Counter(entry.title for entry in entries)
    other = [
        e.code for e in entries if titles[e.title] == 1 and found[e.code] != e.name
    ]
    # These were worded by hand: E164 for +E.164, `or` for a slash, a typo, two shortened ones.
    assert other == ["10016", "40156", "70003", "70007", "80012"]


@pytest.mark.parametrize(
    "detail",
    [
        "It was not decoded.When sending, try again.",
        "Use one ID.Then go on.",
        "One of:First",
    ],
)
def test_a_detail_that_runs_together_is_kept_and_listed(detail: str) -> None:
    text = f"CodeTitleDetail\n10001Not decodedThe body is bad. {detail}\n10002GoneIt is gone.\n"
    found = imported(text)
    assert found.items[0].data["detail"] == f"The body is bad. {detail}"
    assert any("runs together" in note.message for note in found.report.unsure)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("CodeTitleDetail", ["Code", "Title", "Detail"]),
        (
            "Error CodeHTTP StatusDescription",
            ["Error Code", "HTTP Status", "Description"],
        ),
        ("codemessagehttp", ["code", "message", "http"]),
        ("CodeMessageColor", ["Code", "Message", "Color"]),
        ("10001Inactive numberThe number is inactive.", []),
        ("Nothing here is a header", []),
    ],
)
def test_a_line_of_column_names_is_parted(line: str, expected: list[str]) -> None:
    assert column_names(line, is_field_name) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Invalid URLThe URL is invalid.", "Invalid URL"),
        ("Invalid IDsOne of the IDs is invalid.", "Invalid IDs"),
        ("Expired LOAA valid LOA is required.", "Expired LOA"),
        ("Message too largeSMS messages are short.", "Message too large"),
        (
            "Not allowed for MMSMMS can be sent from the US only. MMS is big.",
            "Not allowed for MMS",
        ),
        (
            "GitHub account missingThe GitHub account is missing.",
            "GitHub account missing",
        ),
        ("Request failed.The request failed.", "Request failed."),
        ("T-Mobile limitYou have exceeded it.", "T-Mobile limit"),
    ],
)
def test_a_title_ends_where_a_reader_would_end_it(text: str, title: str) -> None:
    assert text[: Page([text]).cut(text).at] == title


@pytest.mark.parametrize(
    "text",
    [
        "Phone numbers not available",
        "Internal errorplease try again",
        "Version 10Use another one.",
        "Value'x' is wrong.",
    ],
)
def test_a_boundary_that_is_not_clear_is_doubted(text: str) -> None:
    assert not Page([text]).cut(text).sure
