"""Finding codes in the bodies of responses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from errcat.errors import RequestInvalid
from errcat.lookup.bodies import LIMIT, Occurrence, decode
from tests.lookup.shop import opened, text

BODY = '{"errors": [{"code": "1001", "title": "Empty", "detail": "No item."}]}'
CUSTOM = {"code": "/error/number", "detail": "/error/message"}


def codes(body: str, folder: Path, **header: Any) -> tuple[list[str], list[str]]:
    """Return the known and the unknown codes in *body*."""
    decoded = decode(body, [opened(folder, text(**header))])
    return [match.entry.code for match, _ in decoded.found], list(decoded.unknown)


@pytest.mark.parametrize(
    ("body", "envelope", "known", "unknown"),
    [
        (BODY, "jsonapi", ["1001"], []),
        (
            '{"errors": [{"code": 1001}, {"code": "5001"}]}',
            "jsonapi",
            ["1001", "5001"],
            [],
        ),
        ('{"errors": [{"code": "1001"}, {"code": "9"}]}', "jsonapi", ["1001"], ["9"]),
        ('{"errors": [{"code": "1001"}, {"code": "1001"}]}', "jsonapi", ["1001"], []),
        (f"{BODY}\n{BODY.replace('1001', '1003')}\n", "jsonapi", ["1001", "1003"], []),
        (f"HTTP/2 409\nx-list: [a, b]\n\n{BODY}", "jsonapi", ["1001"], []),
        (f"2026-01-05 [12] POST /carts {{x}} {BODY} 3 ms", "jsonapi", ["1001"], []),
        ('{"code": "1003", "status": 404}', "problem", ["1003"], []),
        ('{"error": {"number": 5001, "message": "No."}}', CUSTOM, ["5001"], []),
        # where the envelope finds nothing, keys that usually hold a code do
        ('{"fault": {"error_code": "1003"}}', "jsonapi", ["1003"], []),
        ('{"type": "https://docs.example.com/errors/1003"}', "problem", ["1003"], []),
        ('{"amount": "1003", "code": "1001"}', None, ["1001"], []),
    ],
)
def test_the_codes_of_a_body(
    body: str, envelope: Any, known: list[str], unknown: list[str], tmp_path: Path
) -> None:
    header = {"envelope": envelope} if envelope else {}
    if not envelope:
        whole = json.loads(text())
        del whole["envelope"]
        decoded = decode(body, [opened(tmp_path, json.dumps(whole))])
        assert [match.entry.code for match, _ in decoded.found] == known
        return
    assert codes(body, tmp_path, **header) == (known, unknown)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not JSON",
        "[" * 100_000,
        "{" * 5000,
        '{"errors": []}',
        '{"errors": [{"code": true}, {"code": null}, {"code": ["1001"]}, 7]}',
        '{"errors": {"code": "1001x"}}',
        '{"errors": [{"code": ' + "9" * 5000 + "}]}",
        '{"amount": "1001"}',
        " " * (LIMIT + 1),
    ],
)
def test_a_body_without_a_code_is_refused(body: str, tmp_path: Path) -> None:
    with pytest.raises(RequestInvalid):
        codes(body, tmp_path)


def test_the_texts_of_the_response_come_with_the_code(tmp_path: Path) -> None:
    ((_, occurrence),) = decode(BODY, [opened(tmp_path)]).found
    assert occurrence == Occurrence("1001", "Empty", "No item.")


def test_each_catalog_is_asked_with_its_own_envelope(tmp_path: Path) -> None:
    other = text(id="other", envelope=CUSTOM)
    homes = [opened(tmp_path), opened(tmp_path, other, "other.json")]
    body = '{"errors": [{"code": "1001"}], "error": {"number": 5001}}'
    found = [(m.home.catalog.id, m.entry.code) for m, _ in decode(body, homes).found]
    assert found == [("shop", "1001"), ("other", "5001")]
