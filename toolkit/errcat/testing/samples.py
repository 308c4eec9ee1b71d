"""Small catalogs to test a generator with."""

from __future__ import annotations

from errcat.model import (
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Envelope,
    Example,
    Link,
    Param,
    Product,
    Range,
    Related,
    Reserved,
    Retirement,
    Retry,
    Suppression,
)


def catalogs() -> tuple[Catalog, ...]:
    """Return three small catalogs: with text codes, negative numbers, and plain numbers."""
    return (_SQLSTATE, _JSONRPC, _TELEPHONY)


_SQLSTATE = Catalog(
    id="sqlstate",
    title="SQLSTATE",
    version="2.1",
    code=CodeFormat(pattern="[0-9A-Z]{5}", order="text"),
    ranges=(
        Range("syntax", title="Syntax or access", prefix="42"),
        Range("operator", title="Operator", prefix="57", width=3),
    ),
    entries=(
        Entry("01000", "WARNING", "Warning", severity="warning"),
        Entry("42P01", "UNDEFINED_TABLE", "Undefined table", range="syntax"),
        Entry(
            "42P02",
            "UNDEFINED_PARAMETER",
            "Undefined parameter",
            "There is no parameter `$1`.",
            range="syntax",
            retired=Retirement("2.0", "It is one with the other.", ("42P01",)),
        ),
        Entry("57P03", "CANNOT_CONNECT_NOW", "Cannot connect now", range="operator"),
    ),
)
_JSONRPC = Catalog(
    id="jsonrpc",
    title="JSON-RPC",
    code=CodeFormat(wire_type="integer", order="number"),
    envelope=Envelope("custom", "/error/code", "/error/message"),
    entries=(
        Entry("-32700", "PARSE_ERROR", "Parse error", "It is not JSON."),
        Entry("-32600", "INVALID_REQUEST", "Invalid request", fault="caller"),
        Entry("0", "NONE", "None", preview=True),
        Entry("1", "CLASS", "Class"),
    ),
)
_TELEPHONY = Catalog(
    id="telephony",
    title="Telephony errors",
    description="What the telephony API answers.",
    version="1.4.0",
    docs_url="https://example.com/errors/{code}",
    envelope=Envelope(
        "jsonapi", "/errors/0/code", "/errors/0/title", "/errors/0/detail"
    ),
    products=(Product("voice", title="Voice", owner="voice-team"),),
    ranges=(
        Range("general", title="General", first="10000", last="19999"),
        Range("voice", title="Voice", first="20000", last="29999", owner="voice-team"),
    ),
    reserved=(Reserved(first="29000", last="29999", reason="For tests."),),
    entries=(
        Entry(
            "10001",
            "INACTIVE_PHONE_NUMBER",
            "Inactive phone number",
            "The phone number {number} is inactive.",
            cases=(Case(http_status=403),),
            causes=("It was ported away.",),
            params=(Param("number", description="The number.", sensitive=True),),
            examples=(
                Example(params={"number": "+15550100"}, source={"pointer": "/to"}),
            ),
            aliases=("PHONE_NUMBER_INACTIVE",),
            range="general",
        ),
        Entry(
            "10011",
            "TOO_MANY_REQUESTS",
            "Too many requests",
            "Slow down.\n\n- now\n- later",
            retry=Retry("after_delay", "PT1M"),
            cases=(Case("api", 429, channel="http"), Case("call", 503, channel="sip")),
            links=(Link("https://example.com/limits", "Limits"),),
            range="general",
        ),
        Entry(
            "20001",
            "CALL_ENDED",
            "Call ended",
            deprecated=Deprecation(
                "1.3", "It says too little.", ("20002",), "2030-01-01"
            ),
            products=("voice",),
            range="voice",
        ),
        Entry(
            "20002",
            "CALL_HUNG_UP",
            "Call hung up",
            related=(Related("sip", "487"),),
            range="voice",
        ),
    ),
)


# --- secrets ------------------------------------------------------------------------------------

PARTNER = "for-partners-6c1d40"
INTERNAL = "for-us-b2970f"
NEVER = "for-nobody-35e8aa"


def secretive() -> Catalog:
    """Return a catalog with a secret in every field that can hold one."""
    entries = (
        Entry(
            "1",
            "OPEN",
            "Open",
            "Open to all.",
            deprecated=Deprecation("1", "Old.", ("2", "3")),
        ),
        Entry("2", "FOR_PARTNERS", PARTNER, PARTNER, PARTNER, audience="partner"),
        Entry("3", "FOR_US", INTERNAL, INTERNAL, INTERNAL, audience="internal"),
    )
    return Catalog(
        id="secretive",
        title="Secretive",
        products=(Product("product", owner=INTERNAL),),
        ranges=(Range("range", first="1", last="9", owner=INTERNAL),),
        reserved=(Reserved("9", owner=INTERNAL, reason=INTERNAL),),
        entries=tuple(map(_with_internals, entries)),
        extensions={"x-team": NEVER},
        file=f"/{NEVER}/catalog.yaml",
        root=f"/{NEVER}",
    )


def _with_internals(entry: Entry) -> Entry:
    return entry._replace(
        notes=NEVER,
        lint=Suppression(("title-present",), NEVER),
        extensions={"x-owner": NEVER},
        file=f"/{NEVER}/entries.yaml",
    )
