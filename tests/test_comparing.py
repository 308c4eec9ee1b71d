"""Facts lead from one catalog to the other, nothing is lost on the way, and one story is told once."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from deepdiff import DeepDiff
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat import plugins
from errcat.comparing.change_rule import ChangeRule
from errcat.comparing.changes import Fact
from errcat.comparing.facts import subject_changes
from errcat.comparing.policy import CompatibilityPolicy, policy_from
from errcat.comparing.results import Acceptance, Comparison, changes_data
from errcat.comparing.values import nested
from errcat.comparing.verdict import compare
from errcat.comparing.versions import declared_bump, next_version
from errcat.errors import NameUnknown, OptionInvalid, PluginBroken
from errcat.loading.bundle import catalog_data, entry_data
from errcat.loading.schema import check_against
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
    Place,
    Product,
    Range,
    Related,
    Reserved,
    Retirement,
    Retry,
)
from errcat_schema import load
from tests.change_rules.comparisons import (
    TODAY,
    applied,
    catalog,
    facts,
    judged,
    rules,
)
from tests.support import ROOT, TELNYX, entry, examples, look, write_tree

# --- any two catalogs ------------------------------------------------------------------------

CODES = [str(code) for code in range(1, 9)]
WORDS = ["", "A", "b", "B.", "{x}", "two\nlines", "host.example.com/x"]
DAYS = ["", "2026-01-01", "2028-01-01"]


class Maker(Random):
    """Makes catalogs of few words and codes, so that two often share something."""

    def some(self, make: Callable[[], Any], key: Callable[[Any], Any] = repr) -> Any:
        """Return up to two different things."""
        found = {key(each): each for each in (make() for _ in range(self.randrange(3)))}
        return tuple(found.values())

    def text(self) -> str:
        """Return a text, often an empty one."""
        return self.choice(WORDS)

    def retry(self) -> Retry | None:
        """Return advice, or none."""
        when = self.choice(["", "never", "backoff"])
        return Retry(when, self.choice(["", "PT1H"])) if when else None

    def case(self) -> Case:
        """Return a way to travel."""
        status = self.choice([None, 400, 422, 500])
        return Case(self.choice("ab"), status, self.text(), retry=self.retry())

    def cases(self) -> tuple[Case, ...]:
        """Return cases, or the one that a status is short for."""
        short = Case(http_status=self.choice([400, 500]))
        return self.choice([(short,), self.some(self.case, lambda case: case.id)])

    def codes(self) -> tuple[str, ...]:
        """Return codes that replace another."""
        found: tuple[str, ...] = self.some(lambda: self.choice(CODES))
        return found

    def deprecated(self) -> Deprecation | None:
        """Return a notice, or none."""
        since = self.choice(["next", "1.0.0"])
        made = Deprecation(since, self.text(), self.codes(), self.choice(DAYS))
        return self.choice([None, None, made])

    def retired(self) -> Retirement | None:
        """Return an end, or none."""
        made = Retirement(self.choice(["next", "1.0.0"]), replaced_by=self.codes())
        return self.choice([None, None, made])

    def param(self) -> Param:
        """Return a param."""
        return Param(self.choice("pq"), self.choice(["string", "integer"]), self.text())

    def entry(self) -> Entry:
        """Return an entry that says little or much."""
        fields: dict[str, Callable[[], Any]] = {
            "detail": self.text,
            "causes": lambda: self.some(self.text),
            "cases": self.cases,
            "retry": self.retry,
            "fault": lambda: self.choice(["", "caller", "service"]),
            "severity": lambda: self.choice(["", "info", "error"]),
            "audience": lambda: self.choice(["public", "internal"]),
            "channels": lambda: self.some(lambda: self.choice(["http", "sip"])),
            "products": lambda: self.some(lambda: self.choice("pq")),
            "params": lambda: self.some(self.param, lambda param: param.name),
            "links": lambda: self.some(lambda: Link(self.choice("uv"), self.text())),
            "related": lambda: self.some(lambda: Related("sip", self.choice("12"))),
            "tags": lambda: self.some(self.text),
            "examples": lambda: self.some(lambda: Example(detail=self.text())),
            "aliases": lambda: self.some(lambda: self.choice("ABC")),
            "preview": lambda: self.choice([True, False]),
            "deprecated": self.deprecated,
            "retired": self.retired,
            "since": lambda: self.choice(["", "next", "1.0.0"]),
            "notes": self.text,
            "through": lambda: self.choice(["", "1", "2"]),
        }
        said = self.sample(list(fields), self.randrange(len(fields)))
        return Entry(
            self.choice(CODES),
            self.choice(["", "A", "B", "A_1", "A1"]),
            self.text(),
            range=self.choice(["low", "high"]),
            **{field: fields[field]() for field in said},
        )

    def entries(self, most: int) -> tuple[Entry, ...]:
        """Return entries of different codes."""
        made = (self.entry() for _ in range(self.randrange(most + 1)))
        return tuple({each.code: each for each in made}.values())

    def range(self) -> Range:
        """Return a range."""
        name, first = self.choice(["low", "high", "all"]), self.choice("12")
        prefix = self.choice(["", "", "A"])
        return Range(name, self.text(), "", first, self.choice("59"), prefix)

    def reserved(self) -> Reserved:
        """Return a code, a span or a name that is kept."""
        code = Reserved(code=self.choice(CODES), reason=self.text())
        name = Reserved(name=self.choice("AB"), owner=self.text())
        return self.choice([code, name, Reserved(first="3", last=self.choice("45"))])

    def catalog(self) -> Catalog:
        """Return a catalog."""
        envelopes = [None, Envelope("problem", "/code"), Envelope("custom", "/a", "/b")]
        pattern, order = self.choice(["", "[0-9]"]), self.choice(["", "text"])
        return Catalog(
            id=self.choice(["one", "other"]),
            title=self.text(),
            version=self.choice(["", "1.0.0", "1.0.1", "2.0.0"]),
            language=self.choice(["en", "de"]),
            code=CodeFormat(pattern, self.choice(["string", "integer"]), order),
            placeholders=self.choice(["named", "named", "printf"]),
            docs_url=self.choice(["", "https://example.com/{code}"]),
            envelope=self.choice(envelopes),
            products=self.some(
                lambda: Product(self.choice("pq")), lambda each: each.id
            ),
            ranges=self.some(self.range, lambda each: each.name),
            reserved=self.some(self.reserved, lambda each: (each[:4])),
            entries=self.entries(6),
        )

    def pair(self) -> tuple[Catalog, Catalog]:
        """Return two catalogs: any two, or one and what a few edits make of it."""
        old, new = self.catalog(), self.catalog()
        if self.choice([True, False]):
            return old, new
        kept = {each.code: each for each in old.entries}
        for each in new.entries[:2]:
            fields = self.sample(Entry._fields[1:-2], self.randrange(4))
            edits = {field: getattr(each, field) for field in fields}
            kept[each.code] = kept.get(each.code, each)._replace(**edits)
        return old, replace(old, entries=tuple(kept.values()))


SEEDS = st.integers(0, 2**32)
CATALOGS = SEEDS.map(lambda seed: Maker(seed).catalog())
PAIRS = SEEDS.map(lambda seed: Maker(seed).pair())
MANY = settings(max_examples=examples(500))


def normal(data: dict[str, Any]) -> dict[str, Any]:
    """Return a catalog as plain data without the order of its lists."""
    made = dict(data)
    for key in ("ranges", "reserved", "errors"):
        if key in made:
            made[key] = sorted(
                made[key], key=lambda each: json.dumps(each, sort_keys=True)
            )
    return made


def sorted_facts(found: Iterable[Fact]) -> list[Fact]:
    """Return facts in their canonical order."""
    return sorted(found, key=lambda fact: fact[:3])


@given(CATALOGS)
def test_a_catalog_does_not_differ_from_itself(each: Catalog) -> None:
    assert list(facts(each, each)) == []
    assert judged(each, replace(each)).differences == ()


@given(PAIRS)
def test_facts_there_mirror_facts_back(pair: tuple[Catalog, Catalog]) -> None:
    old, new = pair
    back = [fact._replace(old=fact.new, new=fact.old) for fact in facts(new, old)]
    assert sorted_facts(facts(old, new)) == sorted_facts(back)


@given(PAIRS)
def test_facts_made_true_lead_to_the_other_catalog(
    pair: tuple[Catalog, Catalog],
) -> None:
    old, new = pair
    made = applied(catalog_data(old), facts(old, new))
    assert normal(catalog_data(new)) == normal(made)


@given(PAIRS, st.randoms())
def test_the_order_of_what_a_catalog_holds_says_nothing(
    pair: tuple[Catalog, Catalog], random: Any
) -> None:
    old, new = pair
    mixed: dict[str, Any] = {
        key: tuple(random.sample(getattr(new, key), len(getattr(new, key))))
        for key in ("entries", "ranges", "reserved", "products")
    }
    assert told(judged(old, new)) == told(judged(old, replace(new, **mixed)))


def told(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    """Return what a comparison says, as far as files have nothing to do with it."""
    return [
        (each.fingerprint, each.rule, each.level, each.message())
        for each in comparison.differences
    ]


@given(PAIRS)
@MANY
def test_facts_are_those_that_deepdiff_finds(pair: tuple[Catalog, Catalog]) -> None:
    old, new = ({each.code: entry_data(each) for each in side.entries} for side in pair)
    tree: Any = DeepDiff(
        old,
        new,
        view="tree",
        threshold_to_diff_deeper=0,
        ignore_private_variables=False,
    )
    expected: set[tuple[str, str]] = set()
    for items in tree.values():
        for item in items:
            code, *inside = item.path(output_format="list")
            expected.add((code, inside[0] if inside else ""))
    own = {(fact.key, fact.field) for fact in facts(*pair) if fact.kind == "entry"}
    assert expected == own


@given(SEEDS)
@MANY
def test_no_entry_is_left_out_where_several_share_a_code(seed: int) -> None:
    maker = Maker(seed)
    old, new = (
        Catalog("one", entries=tuple(maker.entry() for _ in range(9))) for _ in "ab"
    )
    assert judged(old, replace(old)).differences == ()
    changes = [change for change in subject_changes(old, new) if change.kind == "entry"]
    before = {id(change.old) for change in changes}
    after = {id(change.new) for change in changes}
    # Entries that differ in their notes alone are equal: notes are not compared.
    kept = [entry_data(entry_) for entry_ in new.entries]
    known = [entry_data(entry_) for entry_ in old.entries]
    assert all(id(item) in before or entry_data(item) in kept for item in old.entries)
    assert all(id(item) in after or entry_data(item) in known for item in new.entries)
    assert judged(old, new).differences or not changes


JOINT = {"entry-renumbered", "entry-split", "entry-merged"}
LIFE = {"retired", "deprecated", "preview", "since"}


@given(PAIRS)
@MANY
def test_nothing_is_lost(pair: tuple[Catalog, Catalog]) -> None:
    """Every fact is part of some difference, whatever else happened to its subject."""
    known = {rule.name: rule for rule in rules()}
    found = judged(*pair).differences
    for fact in facts(*pair):
        assert any(
            _names(each, fact.key)
            and (
                not fact.field
                or known[each.rule].alone
                or {fact.field, "*"} & set(known[each.rule].fields)
                or (each.rule in JOINT and fact.field in LIFE)
            )
            for each in found
        ), fact


def _names(difference: Any, key: str) -> bool:
    """Tell whether a difference is about *key*."""
    named = [difference.code, *difference.codes, *difference.values.values()]
    for side in (difference.old, difference.new):
        named += side if isinstance(side, list) else [side]
    return key in named


@given(PAIRS)
def test_what_no_rule_knows_is_told_by_the_last_one(
    pair: tuple[Catalog, Catalog],
) -> None:
    last = [rule for rule in rules() if rule.name == "field-changed"]
    found = compare(*pair, last, CompatibilityPolicy(today=TODAY)).differences
    assert {each.rule for each in found} <= {"field-changed"}
    for fact in facts(*pair):
        assert any(_names(each, fact.key) for each in found), fact


@given(PAIRS)
@settings(deadline=None)  # the first example pays for compiling the schema
def test_what_is_written_of_a_comparison_is_as_its_schema_says(
    pair: tuple[Catalog, Catalog],
) -> None:
    comparison = judged(*pair)
    data = json.loads(json.dumps(changes_data([comparison])))
    assert check_against(load("changes"), data) == []
    for each in comparison.differences:
        assert not {"  ", " :", " ;"} & set(_neighbours(each.message()))
        assert each.message() == each.message().strip()
    levels = [each.level for each in comparison.differences]
    assert levels == sorted(levels, key=["error", "warning", "info"].index)


def _neighbours(text: str) -> Iterable[str]:
    """Return every two characters that stand side by side."""
    return map("".join, pairwise(text))


# --- one story -------------------------------------------------------------------------------


def kinds(comparison: Comparison) -> list[str]:
    """Return the rules that told something."""
    return [each.rule for each in comparison.differences]


def test_one_change_made_to_many_is_told_once(tmp_path: Path) -> None:
    old = [entry(str(n), detail=f"See docs.example.com/{n} for it.") for n in range(12)]
    new = [
        {**each, "detail": each["detail"].replace("docs.", "help.")}
        for each in old[:11]
    ]
    new.append({**old[11], "detail": "Nobody knows."})
    found = judged(catalog(tmp_path, old), catalog(tmp_path, new)).differences
    many, single = found
    assert many.codes == tuple(str(n) for n in range(11))
    assert (many.code, many.name) == ("", "")
    assert many.message() == (
        'detail changed in 11 entries: "docs.example.com" → "help.example.com"'
    )
    assert (many.old, many.new) == ("docs.example.com", "help.example.com")
    assert (single.code, single.codes) == ("11", ())


def test_what_is_made_to_nine_is_told_nine_times(tmp_path: Path) -> None:
    old = [entry(str(n), severity="info") for n in range(9)]
    new = [{**each, "severity": "error"} for each in old]
    found = judged(catalog(tmp_path, old), catalog(tmp_path, new)).differences
    assert [each.code for each in found] == [str(n) for n in range(9)]


def test_what_came_to_many_is_told_without_what_was_not(tmp_path: Path) -> None:
    old = [entry(str(n)) for n in range(10)]
    new = [{**each, "http_status": 404} for each in old]
    there = judged(catalog(tmp_path, old), catalog(tmp_path, new)).differences
    back = judged(catalog(tmp_path, new), catalog(tmp_path, old)).differences
    assert [each.message() for each in (*there, *back)] == [
        'http_status added to 10 entries: "404"',
        'http_status removed from 10 entries: "404"',
    ]


def test_many_are_not_one_where_the_verdict_is_another(tmp_path: Path) -> None:
    old = [entry(str(n), severity="info", preview=n < 10) for n in range(20)]
    old += [entry(str(n), severity="info", retired={}) for n in range(20, 30)]
    new = [{**each, "severity": "error"} for each in old]
    found = judged(catalog(tmp_path, old), catalog(tmp_path, new)).differences
    assert [(each.level, len(each.codes)) for each in found] == [
        ("warning", 20),
        ("info", 10),
    ]


def test_texts_alone_make_no_pair_but_where_they_are_the_same_and_nowhere_else(
    tmp_path: Path,
) -> None:
    texts = {"title": "Invalid user", "detail": "The user is invalid."}
    old = [entry("1", **texts), entry("2", **texts)]
    new = [entry("3", **texts), entry("4", title="Invalid user", detail="")]
    comparison = judged(catalog(tmp_path, old), catalog(tmp_path, new))
    assert sorted(kinds(comparison)) == ["entry-added"] * 2 + ["entry-removed"] * 2


def test_a_title_that_no_other_entry_has_makes_a_pair(tmp_path: Path) -> None:
    old, new = ([entry(code, title="Invalid user", detail="")] for code in ("1", "2"))
    comparison = judged(catalog(tmp_path, old), catalog(tmp_path, new))
    assert "entry-renumbered" in kinds(comparison)
    kept = entry("3", title="Invalid user", detail="")
    comparison = judged(
        catalog(tmp_path, [*old, kept]), catalog(tmp_path, [*new, kept])
    )
    assert sorted(kinds(comparison)) == ["entry-added", "entry-removed"]


def test_what_looks_alike_is_a_hint_and_no_verdict(tmp_path: Path) -> None:
    said = "The {number} is not one that messages can be sent to at the moment."
    old = [entry("1", title="Not routable", detail=said)]
    new = [entry("2", title="Not routable now", detail=said.replace("at the", "this"))]
    gone, came = judged(catalog(tmp_path, old), catalog(tmp_path, new)).differences
    assert (gone.rule, came.rule) == ("entry-removed", "entry-added")
    assert gone.hint == (
        "2 ERROR_2 is similar: if it is the same error, retire 1 with"
        ' `replaced_by: ["2"]`'
    )


def test_a_rename_that_keeps_the_old_name_is_no_other_error(tmp_path: Path) -> None:
    old = [entry("1", name="A", title="One thing")]
    new = [entry("1", name="B", title="Quite another", aliases=["A"])]
    comparison = judged(catalog(tmp_path, old), catalog(tmp_path, new))
    assert sorted(kinds(comparison)) == ["identifier-aliased", "title-changed"]


def test_a_retired_code_is_seen_beside_its_tombstone(tmp_path: Path) -> None:
    tombstone = entry("1", retired={"in": "2.0.0"})
    live = entry("1", name="OTHER", title="Another")
    for new in ([tombstone, live], [live, tombstone]):
        comparison = judged(catalog(tmp_path, [tombstone]), catalog(tmp_path, new))
        assert kinds(comparison) == ["retired-code-reused"]


def test_what_goes_says_what_to_use_instead(tmp_path: Path) -> None:
    end = {"in": "2.0.0", "replaced_by": ["2", "9"]}
    old = [entry("1"), entry("2")]
    new = [entry("1", retired=end), entry("2")]
    (found,) = judged(catalog(tmp_path, old), catalog(tmp_path, new)).differences
    assert found.message() == (
        "1 ERROR_1 was retired without being deprecated first; use 2 ERROR_2, 9"
    )
    notice = {**end, "sunset": "2028-01-01"}
    notice.pop("in")
    new = [entry("1", deprecated=notice), entry("2")]
    (found,) = judged(catalog(tmp_path, old), catalog(tmp_path, new)).differences
    assert found.message() == (
        "1 ERROR_1 is deprecated; use 2 ERROR_2, 9; it may be removed from 2028-01-01 on"
    )


def test_a_range_that_is_renamed_moves_no_entry(tmp_path: Path) -> None:
    old, new = (
        catalog(tmp_path, [entry("5")], ranges=[{"name": name, "from": "1", "to": "9"}])
        for name in ("a", "b")
    )
    assert kinds(judged(old, new)) == ["range-renamed"]


def test_a_name_is_judged_by_what_each_target_makes_of_it(tmp_path: Path) -> None:
    old, new = (catalog(tmp_path, [entry("1", name=name)]) for name in ("A_1", "A1"))
    (found,) = judged(old, new).differences
    assert (
        found.message() == '1: name changed: "A_1" → "A1" (seen in: Python, TypeScript)'
    )


def test_nested_values_are_told_leaf_by_leaf() -> None:
    old = {"limit": {"type": "string"}, "__a": {"b": 1}}
    new = {"limit": {"type": "integer"}, "__a": {"b": 2}, "offset": {}}
    assert nested("params", old, new) == (
        "params.__a.b: 1 → 2",
        'params.limit.type: "string" → "integer"',
        "params.offset added",
    )


def test_nested_values_that_share_little_are_told_leaf_by_leaf() -> None:
    old = {"a": {"b": 1, "c": 1, "d": 1, "e": 1}}
    new = {"a": {"b": 2, "f": 1, "g": 1, "h": 1}}
    assert nested("params", old, new) == (
        "params.a.b: 1 → 2",
        "params.a.c removed: 1",
        "params.a.d removed: 1",
        "params.a.e removed: 1",
        "params.a.f added: 1",
        "params.a.g added: 1",
        "params.a.h added: 1",
    )


def test_what_a_list_holds_is_told_by_its_identity() -> None:
    old = [{"url": "a", "title": "A"}, {"url": "b", "title": "B"}]
    new = [{"url": "c"}, {"url": "b", "title": "BB"}, {"url": "a", "title": "A"}]
    assert nested("links", old, new) == (
        'links.b.title: "B" → "BB"',
        "links.c added: url c",
    )


# --- the verdict -----------------------------------------------------------------------------


def edited(tmp_path: Path, **fields: Any) -> Comparison:
    """Return what an edit of one of two entries comes to."""
    old = [entry("1", http_status=400), entry("2")]
    new = [{**old[0], **fields}, old[1]]
    return judged(catalog(tmp_path, old), catalog(tmp_path, new))


def test_a_fingerprint_does_not_depend_on_files_and_neighbours(tmp_path: Path) -> None:
    (found,) = edited(tmp_path, http_status=422).differences
    old = [entry("3"), entry("2", title="Other"), entry("1", http_status=400)]
    new = [entry("1", http_status=422, title="Another")]
    others = judged(catalog(tmp_path, old), catalog(tmp_path, new)).differences
    assert found.fingerprint in {each.fingerprint for each in others}
    assert found.fingerprint == "6aefa3061cf48e29"


def test_a_further_edit_has_another_fingerprint(tmp_path: Path) -> None:
    marks = {
        edited(tmp_path, http_status=status).differences[0].fingerprint
        for status in (422, 409, 500)
    }
    assert len(marks) == 3


def agreed(mark: str, kind: str = "accept", expires: str = "") -> Acceptance:
    """Return an acceptance of a change of status."""
    return Acceptance(mark, "http-status-changed", "1", kind, "It is so.", expires)


@pytest.mark.parametrize(
    ("kind", "expires", "expected"),
    [
        ("accept", "", ("info", "major", "Changed", "major")),
        ("accept", "2027-01-02", ("info", "major", "Changed", "major")),
        ("accept", TODAY, ("error", "major", "Changed", "major")),
        ("correction", "", ("info", "patch", "Fixed", "patch")),
    ],
)
def test_what_is_agreed_to_is_told_all_the_same(
    kind: str, expires: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    old = catalog(tmp_path, [entry("1", http_status=400)])
    new = catalog(tmp_path, [entry("1", http_status=422)])
    (found,) = judged(old, new).differences
    accepted = agreed(found.fingerprint, kind, expires)
    comparison = judged(old, new, accepted=[accepted])
    (again,) = comparison.differences
    assert expected == (again.level, again.bump, again.section, comparison.bump)
    assert again.acceptance == (None if again.level == "error" else accepted)
    assert again._replace(acceptance=None).fingerprint == found.fingerprint


def test_an_acceptance_silences_what_a_level_cannot(tmp_path: Path) -> None:
    old = catalog(tmp_path, [entry("1"), entry("2", retired={"in": "1.0.0"})])
    new = catalog(tmp_path, [entry("1"), entry("2", name="OTHER", title="Another")])
    off = CompatibilityPolicy(levels={"retired-code-reused": "off"}, today=TODAY)
    (found,) = judged(old, new, off).differences
    assert found.level == "error"
    (again,) = judged(old, new, off, [agreed(found.fingerprint)]).differences
    assert again.level == "info"


def test_a_rule_may_be_graver_than_what_it_breaks(tmp_path: Path) -> None:
    grave = ChangeRule(
        "acme.change_rules.title_kept",
        "A title stays.",
        template="{code}",
        section="",
        fields=("title",),
        surfaces={"wire": "risky"},
        level="error",
    )
    old, new = (catalog(tmp_path, [entry("1", title=title)]) for title in "AB")
    for level in ("error", "info"):
        policy = CompatibilityPolicy(
            levels={} if level == "error" else {grave.name: level}
        )
        (found,) = compare(old, new, [grave], policy).differences
        assert (found.level, found.bump) == (level, "minor")


def test_what_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    old, new = (catalog(tmp_path, [entry("1", tags=tags)]) for tags in (["a"], []))
    assert [
        judged(*pair).differences[0].message() for pair in ((old, new), (new, old))
    ] == [
        '1 ERROR_1: tags changed: "a" → nothing',
        '1 ERROR_1: tags changed: nothing → "a"',
    ]


def test_what_is_off_is_neither_told_nor_counted(tmp_path: Path) -> None:
    old = catalog(tmp_path, [entry("1", http_status=400)])
    new = catalog(tmp_path, [entry("1", http_status=500)])
    policy = CompatibilityPolicy(levels={"http-status-class-changed": "off"})
    assert judged(old, new, policy) == Comparison("example", "", "", (), "none", off=1)


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (
            CompatibilityPolicy(promise=("wires",)),
            "unknown surface 'wires'; did you mean 'wire'?",
        ),
        (
            CompatibilityPolicy(removal="fre"),
            "unknown value 'fre'; did you mean 'free'?",
        ),
        (
            CompatibilityPolicy(levels={"entry-add": "off"}),
            "did you mean 'entry-added'?",
        ),
        (
            CompatibilityPolicy(levels={"entry-added": "of"}),
            "unknown level 'of'; did you mean 'off'?",
        ),
        (
            CompatibilityPolicy(today="tomorrow"),
            "'tomorrow' is not a date (expected for example 2027-03-01)",
        ),
    ],
)
def test_a_policy_that_speaks_of_what_there_is_not_is_refused(
    policy: CompatibilityPolicy, said: str
) -> None:
    with pytest.raises(OptionInvalid) as caught:
        judged(Catalog("a"), Catalog("a"), policy)
    assert said in str(caught.value)


def test_a_policy_is_what_the_configuration_says() -> None:
    settings = {
        "promise": ["wire"],
        "removal": "free",
        "closed-targets": True,
        "min-deprecation-days": 3,
        "levels": {"entry-added": "off"},
    }
    expected = CompatibilityPolicy(
        ("wire",), "free", {"entry-added": "off"}, True, 3, TODAY
    )
    assert policy_from(settings, TODAY) == expected
    assert policy_from({}, TODAY) == CompatibilityPolicy(today=TODAY)
    assert check_against(load("config"), {"compatibility": settings}) == []


def test_a_rule_of_a_plugin_that_crashes_is_named() -> None:
    def crash(change: Any, context: Any) -> Any:
        raise KeyError(change.key)

    broken = ChangeRule(
        "acme.change_rules.name_quiet",
        "No name shouts.",
        crash,
        template="",
        section="",
        surfaces={},
        fields=("name",),
    )
    old, new = (Catalog("a", entries=(Entry("1", name),)) for name in "AB")
    with pytest.raises(PluginBroken) as caught:
        compare(old, new, [broken], CompatibilityPolicy())
    assert str(caught.value) == (
        "plugin acme.change_rules.name_quiet: crashed: KeyError: '1'"
    )


def test_the_change_rule_of_the_docs_is_all_that_a_plugin_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    text = docs.partition("```python change-rules\n")[2].partition("```")[0]
    files = {"__init__.py": "", "change_rules/__init__.py": ""}
    write_tree(
        tmp_path / "lib" / "acme_changes", {**files, "change_rules/titles.py": text}
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path / "lib"), *sys.path])
    every = plugins.collect("change_rules", ChangeRule, ["acme_changes"])
    old, new = (
        catalog(tmp_path, [entry("1", title=title)]) for title in ("Stop", "STOP")
    )
    found = compare(old, new, every, CompatibilityPolicy()).differences
    assert [each.message() for each in found if each.rule == "title-quiet"] == [
        '1 ERROR_1: title is in upper case: "Stop" → "STOP"'
    ]


def test_an_unknown_change_rule_is_called_what_it_is() -> None:
    with pytest.raises(NameUnknown) as caught:
        plugins.get("change_rules", ChangeRule, "entry-add")
    assert str(caught.value).startswith("unknown change rule 'entry-add'; did you")


def test_places_lead_to_both_sides(tmp_path: Path) -> None:
    old = [entry("1"), entry("2"), entry("3")]
    new = [entry("0"), entry("1"), entry("3", title="Other")]
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
    comparison = judged(catalog(tmp_path / "old", old), catalog(tmp_path / "new", new))
    found = {each.rule: each for each in comparison.differences}
    before, after = (
        str(tmp_path / folder / "catalog.json") for folder in ("old", "new")
    )
    changed, gone, came = (
        (found[rule].old_place, found[rule].new_place)
        for rule in ("title-changed", "entry-removed", "entry-added")
    )
    assert changed == (
        Place(before, ("errors", 2, "title")),
        Place(after, ("errors", 2, "title")),
    )
    assert gone == (Place(before, ("errors", 1)), Place(after, ("errors", 1)))
    assert came == (None, Place(after, ("errors", 0)))


def test_every_edit_of_the_telnyx_catalog_is_told() -> None:
    telnyx = look(TELNYX, rules=()).catalog
    assert telnyx is not None
    first, second, *others = telnyx.entries
    edited = replace(
        telnyx,
        entries=(
            first._replace(detail=f"{first.detail} And more."),
            *others,
            second._replace(code="99999"),
        ),
    )
    comparison = judged(telnyx, edited)
    assert kinds(comparison)[0] == "entry-renumbered"
    assert "detail-changed" in kinds(comparison)
    assert comparison.bump == "major"
    assert (comparison.catalog, comparison.old_version) == ("telnyx", telnyx.version)


# --- versions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("current", "bump", "expected"),
    [
        ("1.4.2", "none", "1.4.2"),
        ("1.4.2", "patch", "1.4.3"),
        ("1.4.2", "minor", "1.5.0"),
        ("1.4.2", "major", "2.0.0"),
        ("0.4.2", "patch", "0.4.3"),
        ("0.4.2", "minor", "0.4.3"),
        ("0.4.2", "major", "0.5.0"),
        ("0.0.0", "major", "0.1.0"),
        ("2.0.0-rc.1", "major", "2.0.0"),
        ("2.0.0-rc.1", "minor", "2.0.0"),
        ("2.0.0-rc.1", "patch", "2.0.0"),
        ("2.1.0-rc.1", "major", "3.0.0"),
        ("2.1.0-rc.1", "patch", "2.1.0"),
        ("2.1.1-rc.1", "minor", "2.2.0"),
        ("1.4.2+build.7", "patch", "1.4.3"),
    ],
)
def test_the_next_version_follows_from_what_has_changed(
    current: str, bump: str, expected: str
) -> None:
    assert next_version(current, bump) == expected


@pytest.mark.parametrize("current", ["", "1.4", "v1.4.0", "01.4.0", "1.4.0\n", "next"])
def test_what_is_no_version_has_no_next_one(current: str) -> None:
    with pytest.raises(
        OptionInvalid, match=r"expected for example 1\.4\.0\); set it in the header"
    ):
        next_version(current, "patch")


def test_a_bump_that_there_is_not_is_refused() -> None:
    with pytest.raises(OptionInvalid, match="did you mean 'major'"):
        next_version("1.0.0", "majr")


@given(
    st.tuples(*[st.integers(0, 12)] * 3), st.sampled_from(["patch", "minor", "major"])
)
def test_a_version_declares_the_bump_that_led_to_it(
    numbers: tuple[int, ...], bump: str
) -> None:
    current = ".".join(map(str, numbers))
    declared = declared_bump(current, next_version(current, bump))
    expected = "minor" if not numbers[0] and bump == "patch" else bump
    assert declared == expected


@pytest.mark.parametrize(
    ("old", "new"), [("", "1.0.0"), ("1.0.0", "2027-01"), ("1.1.0", "1.0.9")]
)
def test_what_cannot_be_told_of_versions_is_not(old: str, new: str) -> None:
    assert declared_bump(old, new) is None
