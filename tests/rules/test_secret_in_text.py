"""What secret-in-text takes for private, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat.linting.rule import Rule
from errcat.plugins import get
from tests.support import catalog_text, context, entry, load_text

RULE = get("rules", Rule, "secret-in-text")

# Parted, so that no scanner of repositories takes them for real ones.
PRIVATE = {
    "ask jane.doe@acme-corp.com for more": "jane.doe@acme-corp.com",
    "write to <ops+alerts@mail.acme.co.uk>.": "ops+alerts@mail.acme.co.uk",
    "the host 10.12.0.7 is down": "10.12.0.7",
    "connect to 192.168.1.20:5432 failed": "192.168.1.20",
    "(8.8.8.8) does not answer.": "8.8.8.8",
    "the peer 2a00:1450:4001:81b::200e is gone": "2a00:1450:4001:81b::200e",
    "the peer fe80::1ff:fe23:4567:890a is gone": "fe80::1ff:fe23:4567:890a",
    "the peer [fd00::1]:443 is gone": "fd00::1",
    "Authorization: Bearer abcdef0123456789abcdef": "Bearer abcde...",
    "the token ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxIn0.c2ln": "eyJhbGciOiJI...",
    "the key AK" + "IAIOSFODNN7EXAMPLE is revoked": "AKIAIOSFODNN...",
    "the key sk" + "_live_4eC39HqLyjWDarjtT1": "sk_live_4eC3...",
    "the key gh" + "p_0123456789abcdefghijklmnopqrstuvwxyz": "ghp_01234567...",
    "-----BEGIN RSA PRIVATE KEY-----": "-----BEGIN R...",
    "https://db.example.com/?password=hunter22": "password=hun...",
    "DB_PASSWORD=hunter22 was refused": "_PASSWORD=hu...",
    "api_key='s3cr3t-value' was refused": "api_key='s3c...",
    "Traceback (most recent call last)": "Traceback (most recent call",
    'File "/srv/app/main.py", line 12, in run': 'File "/srv/app/main.py", line 1',
    "at com.acme.Main.run(Main.java:42)": "at com.acme.Main.run(Main.java:42)",
    "at handler (/srv/app.js:1:2), at run(app.js:10:5)": "at run(app.js:10:5)",
    "goroutine 7 [running]": "goroutine 7 [",
}

PUBLIC = [
    "write to support@example.com, a@b.example.org or c@localhost.test",
    "write to support@acme-corp.com, api-support@acme.io or no-reply@acme.co.uk",
    "such as user@acme-corp.com, your-name@acme-corp.com or foo@bar.com",
    "mention @someone, or 3 @ 4, or a@b",
    "from 192.0.2.1, 198.51.100.7, 203.0.113.9 or 2001:db8::1",
    "127.0.0.1, 0.0.0.0, ::1, :: and 255.255.255.0",
    "the networks 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 0.0.0.0/0",
    "version 1.2.3.4 is too old, and so is v1.2.3.4 of 1.2.3",
    "999.1.1.1 is not an address, nor is 1.2.3",
    "at 12:30:15 or 2027-03-01T12:30:00Z, in 1:2:3",
    "a ratio of 16:9, std::string, Foo::Bar, ::before and a::b",
    "the header must be 'Authorization: Bearer <token>'",
    "the bearer authentication is required; basic authentication is not",
    "password=... or password=<password>, token={token}, secret=YOUR_SECRET",
    "the password is required; password: must have 8 characters",
    "the API key, api_key, is missing",
    "a key such as sk_live_... or AKIA... is meant",
    "the file at line 12, in the column 3 (see page:12)",
    "The exception in the thread was at the end.",
]


def _found(tmp_path: Path, detail: str, **options: list[str]) -> list[str]:
    catalog = load_text(tmp_path, catalog_text([entry("1", detail=detail)]))
    assert RULE.check is not None
    chosen = {"allowed": list[str](), **options}
    return [
        problem.value
        for problem in RULE.check(catalog, context(catalog, options=chosen))
    ]


@pytest.mark.parametrize(("detail", "shown"), PRIVATE.items(), ids=PRIVATE.values())
def test_what_is_private_is_found(detail: str, shown: str, tmp_path: Path) -> None:
    assert _found(tmp_path, detail) == [shown]


@pytest.mark.parametrize("detail", PUBLIC)
def test_what_is_made_for_examples_may_stay(detail: str, tmp_path: Path) -> None:
    assert _found(tmp_path, detail) == []


def test_what_is_allowed_may_stay(tmp_path: Path) -> None:
    detail = "write to mira@telnyx.com or jane@telnyx.com"
    found = _found(tmp_path, detail, allowed=["mira@telnyx.com"])
    assert found == ["jane@telnyx.com"]
