"""What each change breaks, for whom, and what version it makes: one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from errcat.comparing.policy import SURFACES, CompatibilityPolicy
from tests.change_rules.comparisons import TODAY, catalog, judged, rules
from tests.support import entry

Entries = Sequence[Mapping[str, Any]]


class Row(NamedTuple):
    """Two states of a catalog, and the verdict on what the first of *kinds* tells."""

    kinds: tuple[str, ...]
    old: Entries
    new: Entries
    surfaces: Mapping[str, str]
    level: str
    bump: str
    policy: CompatibilityPolicy
    headers: tuple[Mapping[str, Any], Mapping[str, Any]]


def row(
    kinds: str,
    old: Entries,
    new: Entries,
    verdict: str,
    *,
    policy: Mapping[str, Any] | None = None,
    headers: tuple[Mapping[str, Any], Mapping[str, Any]] = ({}, {}),
    **surfaces: str,
) -> Row:
    """Return a row; *verdict* is level and bump, surfaces not named are fine."""
    level, bump = verdict.split()
    told = {each: surfaces.get(each, "ok") for each in SURFACES}
    judge = CompatibilityPolicy(today=TODAY, **(policy or {}))
    return Row(tuple(kinds.split()), old, new, told, level, bump, judge, headers)


def one(
    kinds: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    verdict: str,
    **more: Any,
) -> Row:
    """Return a row about one entry, before and after."""
    before, after = (entry(**{"code": "1", **fields}) for fields in (old, new))
    return row(kinds, [before], [after], verdict, **more)


def head(
    kinds: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    verdict: str,
    **more: Any,
) -> Row:
    """Return a row about the header, before and after."""
    return row(kinds, [entry("1")], [entry("1")], verdict, headers=(old, new), **more)


def operations(*codes: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Return a header with operations `/0`, `/1` ... that return *codes*."""
    listed = [
        {"method": "GET", "path": f"/{number}", "codes": returned}
        for number, returned in enumerate(codes)
    ]
    return {"operations": listed}


B, R = "breaks", "risky"
ONE, TWO, THREE = entry("1"), entry("2"), entry("3")
END: dict[str, Any] = {"in": "2.0.0"}
NOTICE = {"since": "1.0.0"}
ANOTHER = {"name": "SOMETHING_ELSE", "title": "Something else"}
LOST = {"name": "CALL_LOST", "title": "Call lost"}
PRINTF = {"placeholders": "printf"}
SPAN = {"name": "one", "from": "1", "to": "9"}
API = {"id": "api", "http_status": 400}
HOOK = {"id": "hook", "channel": "webhook"}
PARAM = {"limit": {"type": "string"}}
URL = "https://example.com"
PAGE = f"{URL}/{{code}}"

TABLE = [
    # --- what comes and goes
    row("entry-added", [ONE], [ONE, TWO], "info minor", closed=B),
    row(
        "entry-added",
        [ONE],
        [ONE, TWO],
        "warning minor",
        policy={"closed_targets": True},
        closed=B,
    ),
    row(
        "entry-added",
        [ONE],
        [ONE, TWO],
        "error major",
        policy={"promise": ("wire", "closed")},
        closed=B,
    ),
    row("tombstone-added", [ONE], [ONE, entry("2", retired=END)], "info patch"),
    row(
        "entry-removed",
        [ONE, TWO],
        [ONE],
        "error major",
        wire=B,
        source=B,
        closed=B,
        docs=R,
    ),
    row(
        "entry-removed",
        [ONE, entry("2", deprecated=NOTICE)],
        [ONE],
        "error major",
        wire=B,
        source=B,
        closed=B,
        docs=R,
    ),
    row(
        "entry-removed",
        [ONE, TWO],
        [ONE],
        "warning major",
        policy={"removal": "free"},
        wire=B,
        source=B,
        closed=B,
        docs=R,
    ),
    row(
        "entry-removed",
        [ONE, entry("2", preview=True)],
        [ONE],
        "warning minor",
        wire=R,
        source=R,
        closed=R,
        docs=R,
    ),
    one(
        "entry-retired", {}, {"retired": END}, "error major", wire=B, source=R, closed=R
    ),
    one(
        "entry-retired",
        {},
        {"retired": END},
        "warning major",
        policy={"removal": "free"},
        wire=B,
        source=R,
        closed=R,
    ),
    row(
        "entry-retired reservation-added",
        [ONE, TWO],
        [ONE],
        "error major",
        headers=({}, {"reserved": [{"code": "2", "name": "ERROR_2"}]}),
        wire=B,
        source=B,
        closed=R,
    ),
    one(
        "entry-retired-after-deprecation",
        {"deprecated": NOTICE},
        {"retired": END},
        "warning major",
        wire=B,
        source=R,
        closed=R,
    ),
    one(
        "entry-retired-after-deprecation",
        {"deprecated": {**NOTICE, "sunset": TODAY}},
        {"retired": END},
        "error major",
        policy={"removal": "never"},
        wire=B,
        source=R,
        closed=R,
    ),
    one(
        "entry-retired-before-sunset",
        {"deprecated": {**NOTICE, "sunset": "2027-01-02"}},
        {"retired": END},
        "error major",
        wire=B,
        source=R,
        closed=R,
    ),
    one(
        "entry-retired-before-sunset",
        {"deprecated": NOTICE},
        {"retired": END},
        "error major",
        policy={"min_deprecation_days": 1},
        wire=B,
        source=R,
        closed=R,
    ),
    row(
        "entry-renumbered",
        [entry("1", name="A")],
        [entry("2", name="A", title="Title of 1", detail=ONE["detail"])],
        "error major",
        wire=B,
        closed=B,
        docs=R,
    ),
    row(
        "entry-renumbered title-changed detail-changed",
        [entry("1", name="A")],
        [entry("2", name="A")],
        "error major",
        wire=B,
        closed=B,
        docs=R,
    ),
    row(
        "entry-renumbered identifier-changed",
        [ONE],
        [{**ONE, "code": "2", "name": "B"}],
        "error major",
        wire=B,
        closed=B,
        docs=R,
    ),
    row(
        "entry-renumbered",
        [ONE],
        [entry("1", retired={**END, "replaced_by": ["2"]}), TWO],
        "error major",
        wire=B,
        closed=B,
        docs=R,
    ),
    row(
        "entry-renumbered",
        [entry("1", deprecated={**NOTICE, "replaced_by": ["2"]})],
        [entry("2", name="ERROR_1", title="Title of 1", detail=ONE["detail"])],
        "warning major",
        wire=B,
        closed=B,
        docs=R,
    ),
    row(
        "entry-split",
        [ONE],
        [entry("1", retired={**END, "replaced_by": ["2", "3"]}), TWO, THREE],
        "error major",
        wire=B,
        source=R,
        closed=B,
        docs=R,
    ),
    row(
        "entry-merged",
        [ONE, TWO],
        [
            entry("1", retired={**END, "replaced_by": ["3"]}),
            entry("2", retired={**END, "replaced_by": ["3"]}),
            THREE,
        ],
        "error major",
        wire=B,
        source=R,
        closed=B,
        docs=R,
    ),
    row(
        "code-reused entry-added name-reused",
        [entry("1", **LOST)],
        [entry("1", **ANOTHER), entry("2", **LOST)],
        "error major",
        wire=B,
        source=B,
        closed=B,
        text=B,
        docs=B,
    ),
    row(
        "code-reused entry-added name-reused",
        [entry("1", **LOST)],
        [entry("1", **ANOTHER), entry("2", **LOST)],
        "error major",
        policy={"levels": {"code-reused": "off"}},
        wire=B,
        source=B,
        closed=B,
        text=B,
        docs=B,
    ),
    row(
        "code-reused entry-added name-reused",
        [entry("1", preview=True, **LOST)],
        [entry("1", preview=True, **ANOTHER), entry("2", **LOST)],
        "error major",
        wire=B,
        source=B,
        closed=B,
        text=B,
        docs=B,
    ),
    one(
        "meaning-unclear identifier-changed title-changed",
        {**LOST, "detail": ""},
        {**ANOTHER, "detail": ""},
        "warning minor",
        wire=R,
        docs=R,
    ),
    one(
        "texts-replaced title-changed detail-changed",
        {**LOST, "name": "CODE_1", "detail": "The line broke."},
        {**ANOTHER, "name": "CODE_1", "detail": "Use the E.164 format."},
        "warning minor",
        wire=R,
        docs=R,
    ),
    row(
        "code-duplicated entry-added",
        [ONE],
        [ONE, entry("1", **ANOTHER)],
        "warning minor",
        wire=R,
    ),
    row(
        "code-duplicated entry-removed",
        [ONE, entry("1", **ANOTHER)],
        [ONE],
        "warning patch",
    ),
    one(
        "placeholders-changed detail-changed",
        {"detail": "It is {a}."},
        {"detail": "It is {b}."},
        "info patch",
        text=B,
        docs=R,
    ),
    one(
        "placeholders-changed title-changed",
        {"title": "Line %d of %s"},
        {"title": "%s, line %d"},
        "warning minor",
        headers=(PRINTF, PRINTF),
        source=R,
        text=B,
        docs=R,
    ),
    head("placeholder-kind-changed", {}, PRINTF, "warning minor", source=R, text=B),
    one(
        "retired-code-reused",
        {"retired": END},
        ANOTHER,
        "error major",
        wire=B,
        source=B,
        closed=B,
        text=B,
        docs=B,
    ),
    row(
        "name-reused entry-added",
        [entry("1", retired=END)],
        [entry("1", retired=END), entry("2", name="ERROR_1")],
        "error major",
        source=B,
        closed=B,
    ),
    row(
        "name-reused name-reused identifier-changed identifier-changed",
        [ONE, TWO],
        [entry("1", name="ERROR_2"), entry("2", name="ERROR_1")],
        "error major",
        source=B,
        closed=B,
    ),
    row(
        "reserved-taken entry-added",
        [ONE],
        [ONE, TWO],
        "warning minor",
        headers=({"reserved": [{"code": "2"}]}, {"reserved": [{"code": "2"}]}),
        wire=R,
        source=R,
    ),
    one("entry-restored", {"retired": END}, {}, "info minor", closed=B),
    row("tombstone-dropped", [ONE, entry("2", retired=END)], [ONE], "error patch"),
    row(
        "tombstone-reserved reservation-added",
        [ONE, entry("2", retired=END)],
        [ONE],
        "warning major",
        headers=({}, {"reserved": [{"code": "2", "name": "ERROR_2"}]}),
        source=B,
        docs=R,
    ),
    # --- names
    one("identifier-changed", {"name": "A"}, {"name": "B"}, "error major", source=B),
    one("identifier-changed", {"name": "A_1"}, {"name": "A1"}, "error major", source=B),
    one(
        "identifier-changed",
        {"name": "A", "retired": END},
        {"name": "B", "retired": END},
        "error major",
        source=B,
    ),
    one(
        "identifier-aliased",
        {"name": "A"},
        {"name": "B", "aliases": ["A"]},
        "info minor",
    ),
    one("name-respelled", {"name": "card-lost"}, {"name": "CARD_LOST"}, "info patch"),
    one("alias-added", {}, {"aliases": ["A"]}, "info minor"),
    one("alias-removed", {"aliases": ["A"]}, {}, "error major", source=B),
    one(
        "alias-promoted identifier-aliased",
        {"name": "A", "aliases": ["B"]},
        {"name": "B", "aliases": ["A"]},
        "info patch",
    ),
    # --- texts
    one("title-changed", {"title": "A"}, {"title": "B"}, "info patch", text=B, docs=R),
    one(
        "title-changed",
        {"title": "A"},
        {"title": "B"},
        "error major",
        policy={"promise": ("text",)},
        text=B,
        docs=R,
    ),
    one("title-reformatted", {"title": "A b"}, {"title": "A B."}, "info patch", text=R),
    one("title-added", {"title": ""}, {"title": "A"}, "info patch"),
    one("title-removed", {"title": "A"}, {"title": ""}, "info patch", text=B, docs=R),
    one(
        "detail-changed", {"detail": "A"}, {"detail": "B"}, "info patch", text=B, docs=R
    ),
    one(
        "detail-reformatted", {"detail": "A b"}, {"detail": "a-b"}, "info patch", text=R
    ),
    one("detail-added", {"detail": ""}, {"detail": "A"}, "info patch"),
    one(
        "detail-removed", {"detail": "A"}, {"detail": ""}, "info patch", text=B, docs=R
    ),
    one("guidance-changed", {}, {"causes": ["A"]}, "info patch", docs=R),
    # --- statuses and cases
    one(
        "http-status-class-changed",
        {"http_status": 499},
        {"http_status": 500},
        "error major",
        wire=B,
        docs=R,
    ),
    one(
        "http-status-changed",
        {"http_status": 400},
        {"http_status": 422},
        "error major",
        wire=B,
        docs=R,
    ),
    one(
        "http-status-changed",
        {"http_status": 400},
        {"http_status": 422},
        "warning major",
        policy={"levels": {"http-status-changed": "warning"}},
        wire=B,
        docs=R,
    ),
    one(
        "http-status-changed",
        {"http_status": 400, "retired": END},
        {"http_status": 422, "retired": END},
        "info patch",
        docs=R,
    ),
    one("http-status-added", {}, {"http_status": 400}, "info minor"),
    one(
        "http-status-removed",
        {"http_status": 400},
        {},
        "warning minor",
        wire=R,
        source=R,
        docs=R,
    ),
    one(
        "http-status-gained case-added",
        {"cases": [API]},
        {"cases": [API, {"id": "b", "http_status": 401}]},
        "warning minor",
        wire=R,
    ),
    one(
        "http-status-lost case-removed",
        {"cases": [API, {"id": "b", "http_status": 401}]},
        {"cases": [API]},
        "warning minor",
        wire=R,
    ),
    one("case-added", {"cases": [API]}, {"cases": [API, HOOK]}, "info minor"),
    one(
        "case-removed",
        {"cases": [API, HOOK]},
        {"cases": [API]},
        "warning minor",
        wire=R,
        docs=R,
    ),
    one(
        "case-changed",
        {"cases": [HOOK]},
        {"cases": [{**HOOK, "channel": "sip"}]},
        "warning minor",
        wire=R,
        text=R,
        docs=R,
    ),
    one(
        "case-changed",
        {"cases": [HOOK]},
        {"cases": [{**HOOK, "title": "A"}]},
        "info patch",
        text=R,
        docs=R,
    ),
    # --- what clients act on
    one(
        "retry-allowed",
        {"retry": "never"},
        {"retry": "backoff"},
        "warning minor",
        wire=R,
        docs=R,
    ),
    one(
        "retry-forbidden",
        {"retry": "backoff"},
        {"retry": "after_fix"},
        "warning minor",
        wire=R,
        docs=R,
    ),
    one(
        "retry-changed",
        {"retry": "never"},
        {"retry": "after_fix"},
        "warning minor",
        wire=R,
        docs=R,
    ),
    one("retry-added", {}, {"retry": "never"}, "info minor"),
    one(
        "retry-removed",
        {"retry": "never"},
        {},
        "warning minor",
        wire=R,
        source=R,
        docs=R,
    ),
    one(
        "fault-changed",
        {"fault": "caller"},
        {"fault": "service"},
        "warning minor",
        wire=R,
    ),
    one("fault-changed", {}, {"fault": "service"}, "info patch"),
    one(
        "severity-changed",
        {"severity": "info"},
        {"severity": "error"},
        "warning minor",
        wire=R,
    ),
    one("severity-changed", {}, {"severity": "error"}, "info patch"),
    one("audience-widened", {"audience": "partner"}, {}, "info minor", closed=B),
    one(
        "audience-narrowed",
        {},
        {"audience": "partner"},
        "error major",
        wire=R,
        source=B,
        closed=B,
        docs=B,
    ),
    one("channels-changed", {}, {"channels": ["sip"]}, "info minor", docs=R),
    one("everywhere-changed", {}, {"everywhere": True}, "info minor", closed=R),
    one("everywhere-changed", {"everywhere": True}, {}, "info minor", docs=R),
    head(
        "operations-changed",
        operations({}, {"1": []}),
        operations({"1": []}, {"1": []}),
        "info minor",
        closed=R,
    ),
    head(
        "operations-changed",
        operations({}),
        operations({}, {"1": []}),
        "info minor",
    ),
    head(
        "operations-changed",
        operations({"1": []}),
        operations({}),
        "info minor",
        docs=R,
    ),
    head(
        "operations-changed",
        operations({"1": [400]}),
        operations({"1": [409]}),
        "warning minor",
        wire=R,
        docs=R,
    ),
    one("products-changed", {}, {"products": ["email"]}, "info patch", docs=R),
    one("tags-changed", {"tags": ["a"]}, {"tags": ["b"]}, "info patch", docs=R),
    one("list-reordered", {"tags": ["a", "b"]}, {"tags": ["b", "a"]}, "info none"),
    one("links-changed", {}, {"links": [{"url": URL}]}, "info patch", docs=R),
    one(
        "related-changed",
        {},
        {"related": [{"system": "sip", "code": "486"}]},
        "info patch",
        docs=R,
    ),
    one("examples-changed", {}, {"examples": [{"detail": "A"}]}, "info patch", docs=R),
    one("param-added", {}, {"params": PARAM}, "info minor", text=R),
    one(
        "param-removed", {"params": PARAM}, {}, "error major", wire=B, source=B, text=R
    ),
    one(
        "param-type-changed",
        {"params": PARAM},
        {"params": {"limit": {"type": "integer"}}},
        "error major",
        wire=B,
        source=B,
    ),
    one(
        "param-described",
        {"params": PARAM},
        {"params": {"limit": {"description": "A"}}},
        "info patch",
        docs=R,
    ),
    # --- life
    one("entry-deprecated", {}, {"deprecated": NOTICE}, "info minor"),
    one("entry-undeprecated", {"deprecated": NOTICE}, {}, "info minor"),
    one(
        "sunset-earlier",
        {"deprecated": {"sunset": "2028-02-01"}},
        {"deprecated": {"sunset": "2028-01-01"}},
        "warning minor",
        wire=R,
    ),
    one(
        "sunset-later",
        {"deprecated": {"sunset": "2028-01-01"}},
        {"deprecated": {"sunset": "2028-02-01"}},
        "info patch",
    ),
    one(
        "sunset-removed",
        {"deprecated": {"sunset": "2028-01-01"}},
        {"deprecated": {}},
        "warning minor",
        wire=R,
        docs=R,
    ),
    one(
        "sunset-too-soon entry-deprecated",
        {},
        {"deprecated": NOTICE},
        "warning minor",
        policy={"min_deprecation_days": 30},
        wire=R,
    ),
    one(
        "sunset-too-soon entry-deprecated",
        {},
        {"deprecated": {"sunset": "2027-01-30"}},
        "warning minor",
        policy={"min_deprecation_days": 30},
        wire=R,
    ),
    one(
        "entry-deprecated",
        {},
        {"deprecated": {"sunset": "2027-01-31"}},
        "info minor",
        policy={"min_deprecation_days": 30},
    ),
    one(
        "replacement-changed",
        {"retired": END},
        {"retired": {**END, "replaced_by": ["2"]}},
        "info patch",
        docs=R,
    ),
    one(
        "notice-reworded",
        {"deprecated": {"reason": "A"}},
        {"deprecated": {"reason": "B"}},
        "info patch",
        docs=R,
    ),
    one(
        "version-filled",
        {"since": "next", "deprecated": {"since": "next"}},
        {"since": "1.1.0", "deprecated": {"since": "1.1.0"}},
        "info none",
    ),
    one("since-changed", {"since": "1.0.0"}, {"since": "1.1.0"}, "info patch", docs=R),
    one("entry-stabilized", {"preview": True}, {}, "info minor"),
    one("entry-destabilized", {}, {"preview": True}, "error major", wire=B, source=B),
    one(
        "field-changed",
        {"code": "D7", "through": "D5"},
        {"code": "D7", "through": "D6"},
        "warning minor",
        wire=R,
    ),
    # --- the header
    head(
        "catalog-id-changed", {"id": "a"}, {"id": "b"}, "error major", source=B, docs=R
    ),
    head("catalog-described", {}, {"description": "A"}, "info patch", docs=R),
    head("language-changed", {}, {"language": "de"}, "info patch", text=B, docs=B),
    head("version-changed", {}, {"version": "2027-01"}, "info none"),
    head("version-decreased", {"version": "1.1.0"}, {"version": "1.0.9"}, "error none"),
    row(
        "version-insufficient version-changed entry-added",
        [ONE],
        [ONE, TWO],
        "error none",
        headers=({"version": "1.0.0"}, {"version": "1.0.1"}),
    ),
    row(
        "version-insufficient version-changed alias-removed",
        [entry("1", aliases=["A"])],
        [ONE],
        "error none",
        headers=({"version": "0.1.0"}, {"version": "0.1.1"}),
    ),
    row(
        "retired-names-left version-changed",
        [entry("1", retired=END)],
        [entry("1", retired=END)],
        "warning major",
        headers=({"version": "2.0.0"}, {"version": "3.0.0"}),
        source=B,
        closed=B,
    ),
    head(
        "wire-type-changed",
        {},
        {"code": {"wire_type": "integer"}},
        "error major",
        wire=B,
        source=B,
    ),
    head(
        "code-pattern-changed",
        {"code": {"pattern": "[0-9]"}},
        {"code": {"pattern": "[0-9]{1,2}"}},
        "warning minor",
        wire=R,
    ),
    head("code-pattern-changed", {}, {"code": {"pattern": "[0-9]"}}, "info patch"),
    head("code-order-changed", {}, {"code": {"order": "text"}}, "info patch", docs=R),
    head("envelope-added", {}, {"envelope": "problem"}, "info minor"),
    head(
        "envelope-changed",
        {"envelope": "problem"},
        {"envelope": {"code": "/a"}},
        "error major",
        wire=B,
        source=R,
    ),
    head(
        "envelope-removed", {"envelope": "problem"}, {}, "error major", wire=R, source=B
    ),
    head("docs-url-changed", {}, {"docs_url": PAGE}, "info patch", docs=R),
    head("docs-url-removed", {"docs_url": PAGE}, {}, "info patch", docs=B),
    head("product-added", {}, {"products": {"a": {}}}, "info minor"),
    head("product-removed", {"products": {"a": {}}}, {}, "info patch", docs=R),
    head(
        "product-described",
        {"products": {"a": {}}},
        {"products": {"a": {"owner": "b"}}},
        "info patch",
        docs=R,
    ),
    head(
        "range-added",
        {},
        {"ranges": [{"name": "b", "from": "20", "to": "29"}]},
        "info minor",
    ),
    head(
        "range-removed",
        {"ranges": [{"name": "b", "from": "20", "to": "29"}]},
        {},
        "error major",
        wire=R,
        source=B,
        docs=R,
    ),
    head(
        "range-renamed",
        {"ranges": [SPAN]},
        {"ranges": [{**SPAN, "name": "ones"}]},
        "error major",
        source=B,
        docs=R,
    ),
    head(
        "range-described",
        {"ranges": [SPAN]},
        {"ranges": [{**SPAN, "title": "One"}]},
        "info patch",
        docs=R,
    ),
    head(
        "range-widened",
        {"ranges": [SPAN]},
        {"ranges": [{**SPAN, "to": "10"}]},
        "info patch",
    ),
    head(
        "range-shrunk",
        {"ranges": [SPAN]},
        {"ranges": [{**SPAN, "to": "8"}]},
        "warning minor",
        wire=R,
    ),
    head(
        "range-moved",
        {"ranges": [SPAN]},
        {"ranges": [{**SPAN, "from": "0", "to": "8"}]},
        "warning minor",
        wire=R,
    ),
    head(
        "range-moved",
        {"ranges": [{"name": "one", "prefix": "A"}]},
        {"ranges": [{"name": "one", "prefix": "B"}]},
        "warning minor",
        wire=R,
    ),
    head(
        "entry-moved range-added",
        {},
        {"ranges": [SPAN]},
        "warning minor",
        wire=R,
        source=R,
        docs=R,
    ),
    head("reservation-added", {}, {"reserved": [{"name": "A"}]}, "info patch"),
    head(
        "reservation-dropped",
        {"reserved": [{"from": "20", "to": "29"}]},
        {},
        "warning minor",
        wire=R,
        source=R,
    ),
    head(
        "reservation-described",
        {"reserved": [{"code": "20"}]},
        {"reserved": [{"code": "20", "owner": "a"}]},
        "info patch",
    ),
]


@pytest.mark.parametrize("each", TABLE, ids=lambda each: each.kinds[0])
def test_a_change_is_judged_as_the_table_says(each: Row, tmp_path: Path) -> None:
    old = catalog(tmp_path, each.old, **each.headers[0])
    new = catalog(tmp_path, each.new, **each.headers[1])
    found = judged(old, new, each.policy).differences
    assert sorted(each.kinds) == sorted(difference.rule for difference in found)
    told = next(difference for difference in found if difference.rule == each.kinds[0])
    assert (each.surfaces, each.level, each.bump) == (
        told.surfaces,
        told.level,
        told.bump,
    )


def test_every_rule_has_a_row() -> None:
    assert {each.kinds[0] for each in TABLE} == {rule.name for rule in rules()}
