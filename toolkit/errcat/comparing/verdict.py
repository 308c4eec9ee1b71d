"""DIFF: two catalogs -> facts, the stories they make, and a verdict on each.

Facts are found by code and field by field: the order of files and entries says nothing. Change rules
(`compatibility/`) tell what facts mean, for whom they break something, and how to do it without. A
policy, which is what a project promises, makes levels and a version bump of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from inspect import cleandoc
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from errcat import __version__
from errcat.errors import ErrcatError, OptionInvalid, PluginBroken, suggestion
from errcat.findings import ERROR, INFO, SEVERITIES, WARNING
from errcat.loading.bundle import ENTRY_KEYS, catalog_data, entry_data
from errcat.loading.reading import is_list, is_mapping
from errcat.model import Catalog, Entry, Place, Range

SURFACES = ("wire", "source", "closed", "text", "docs")
"""Who may notice: clients that branch on what the API answers, code that uses generated names,
exhaustive matches, people who match on wording, readers."""
OK, RISKY, BREAKS = "ok", "risky", "breaks"
"""What a change means for a surface."""
BUMPS = ("none", "patch", "minor", "major")
"""From the least to the greatest."""
SECTIONS = ("Added", "Changed", "Deprecated", "Removed", "Fixed")
"""Where a changelog tells of a change."""
REMOVALS = ("never", "after-deprecation", "free")
"""When a code may go without that being an error."""
MANY = 10
"""In how many entries one change is told as one."""

ADDED, REMOVED, CHANGED, VERDICT = "added", "removed", "changed", "verdict"
"""What a change rule looks at: what came, what went, what is on both sides; and, once everything
else is judged, the two catalogs as a whole."""
ANY = "*"
"""The field of a rule that tells what no other rule tells."""

T = TypeVar("T")


class Fact(NamedTuple):
    """One difference, field by field."""

    subject: str
    """catalog, product, range, reserved or entry."""
    key: str
    """The code of the entry, the name of the range or product; empty for the catalog."""
    field: str
    """Empty where the whole subject came or went."""
    old: Any
    """Plain data, as in `entry_data` and `catalog_data`; None where there was nothing."""
    new: Any


class Acceptance(NamedTuple):
    """A difference that somebody has agreed to."""

    fingerprint: str
    rule: str
    code: str
    kind: str
    """accept: a break that is wanted; correction: the catalog was wrong, the API never did that."""
    reason: str
    expires: str = ""
    """The day from which on it no longer holds, such as 2027-03-01."""


class Difference(NamedTuple):
    """One story for a reader, judged."""

    rule: str
    code: str
    """The code as it is now, or was where it is gone; empty where no single code is concerned."""
    name: str
    template: str
    """What happened, with `{placeholders}` for what the catalogs say."""
    values: Mapping[str, str]
    """What the template speaks of: raw text, to be encoded for where it goes."""
    hint: str
    """How to do it without breaking anything; may be empty."""
    section: str
    """One of `SECTIONS`; empty for what a changelog leaves out."""
    surfaces: Mapping[str, str]
    level: str
    """error, warning or info."""
    bump: str
    """major, minor, patch or none."""
    field: str = ""
    old: Any = None
    new: Any = None
    codes: tuple[str, ...] = ()
    """Every code, where one change was made to many."""
    old_place: Place | None = None
    new_place: Place | None = None
    """Where it is now; of what is gone, what stood before it."""
    fingerprint: str = ""
    """Sixteen hex digits of what differs: never of the wording, nor of lines."""
    acceptance: Acceptance | None = None

    def message(self) -> str:
        """Return the story as plain text."""
        return self.template.format_map(self.values)


class Comparison(NamedTuple):
    """What differs between two states of one catalog."""

    catalog: str
    old_version: str
    new_version: str
    differences: tuple[Difference, ...]
    """The gravest first, then in the order of the codes."""
    bump: str
    """What the version must at least be raised by."""


def changes_data(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Return comparisons as plain data, as `changes.schema.json` describes it."""
    return {
        "format": 1,
        "errcat": __version__,
        "bump": _greatest(each.bump for each in comparisons),
        "comparisons": [
            {
                "catalog": each.catalog,
                "old_version": each.old_version,
                "new_version": each.new_version,
                "bump": each.bump,
                "changes": list(map(_difference_data, each.differences)),
            }
            for each in comparisons
        ],
    }


def _difference_data(difference: Difference) -> dict[str, Any]:
    agreed = difference.acceptance
    kept = ("kind", "reason", "expires")
    return {
        "rule": difference.rule,
        "level": difference.level,
        "bump": difference.bump,
        "section": difference.section,
        "surfaces": dict(difference.surfaces),
        "code": difference.code,
        "name": difference.name,
        "codes": list(difference.codes),
        "field": difference.field,
        "old": difference.old,
        "new": difference.new,
        "message": difference.message(),
        "template": difference.template,
        "values": dict(difference.values),
        "hint": difference.hint,
        "fingerprint": difference.fingerprint,
        "accepted": {key: getattr(agreed, key) for key in kept} if agreed else None,
        "old_place": _place_data(difference.old_place),
        "new_place": _place_data(difference.new_place),
    }


def _place_data(place: Place | None) -> dict[str, Any] | None:
    return {"file": place.file, "path": list(place.path)} if place else None


class Policy(NamedTuple):
    """What a project promises to whom, and how strictly it is taken."""

    promise: tuple[str, ...] = ("wire", "source")
    """The surfaces that must not break."""
    removal: str = "after-deprecation"
    """One of `REMOVALS`."""
    levels: Mapping[str, str] = {}
    """error, warning, info or off, by rule."""
    closed_targets: bool = False
    """Whether some output is closed: then a new code is a warning."""
    min_deprecation_days: int = 0
    today: str = ""
    """The day of the run, such as 2027-03-01; without it no sunset has come."""


def policy_from(settings: Mapping[str, Any], today: str) -> Policy:
    """Return the policy in the table `compatibility` of a configuration."""
    keys = {key.replace("-", "_"): value for key, value in settings.items()}
    if "promise" in keys:
        keys["promise"] = tuple(keys["promise"])
    return Policy(**keys, today=today)


# --- what a change rule is -------------------------------------------------------------------


class Pair(NamedTuple, Generic[T]):
    """A subject on both sides, and the facts about it."""

    subject: str
    key: str
    old: T | None
    new: T | None
    facts: Mapping[str, Fact]
    """By field. A change of an entry may hold more than its data does: its `range`, which follows
    from the header, and what follows from several entries: `code`, `split`, `merged`."""

    @property
    def on(self) -> str:
        """Whether the subject was added, removed or changed."""
        if self.old is None:
            return ADDED
        return REMOVED if self.new is None else CHANGED

    @property
    def it(self) -> T:
        """The subject as it is now, or was where it is gone."""
        found = self.old if self.new is None else self.new
        if found is None:
            raise ValueError("a change without a subject")
        return found

    @property
    def both(self) -> tuple[T, T]:
        """The subject before and after, where it is on both sides."""
        if self.old is None or self.new is None:
            raise ValueError(f"{self.subject} {self.key} is not on both sides")
        return self.old, self.new

    def tell(self, field: str = "", **values: str) -> Told:
        """Return the story that *field* has changed; *values* are what else it speaks of."""
        fact = self.facts[field]
        said = {"old": words(fact.old), "new": words(fact.new), "field": field}
        return Told({**said, **values}, field, fact.old, fact.new)


class Told(NamedTuple):
    """What a rule says of a change, before it is judged."""

    values: Mapping[str, str] = {}
    field: str = ""
    old: Any = None
    new: Any = None
    """Old and new value: the fingerprint is made of them."""
    template: str = ""
    """Where it is another than the rule's; so too below."""
    hint: str = ""
    surfaces: Mapping[str, str] | None = None
    permitted: bool = False
    """Whether the policy allows it: then a break is a warning, though still a major version."""


@dataclass(frozen=True)
class Sides:
    """What a change rule may want to know beside the pair."""

    old: Catalog
    new: Catalog
    policy: Policy
    bump: str = "none"
    """What all differences together demand; told to rules on `VERDICT` alone."""

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """The codes that every name stood for, as a name or an alias."""
        found: dict[str, tuple[str, ...]] = {}
        for entry in self.old.entries:
            for name in (entry.name, *entry.aliases):
                if name:
                    found[name] = (*found.get(name, ()), entry.code)
        return found

    @cached_property
    def came(self) -> tuple[Entry, ...]:
        """The entries whose codes are new."""
        known = self.old.by_code
        return tuple(each for each in self.new.entries if each.code not in known)

    def removable(self, entry: Entry) -> bool:
        """Tell whether the policy lets *entry*, as it was, go."""
        if self.policy.removal != "after-deprecation":
            return self.policy.removal == "free"
        notice = entry.deprecated
        return notice is not None and self.passed(notice.sunset)

    def passed(self, sunset: str) -> bool:
        """Tell whether a day has come; without one, whether deprecating was notice enough."""
        if not sunset:
            return not self.policy.min_deprecation_days
        return sunset <= self.policy.today

    def earliest_sunset(self) -> str:
        """Return the first day that gives enough notice, or an empty text if any does."""
        days, today = self.policy.min_deprecation_days, self.policy.today
        if not days or not today:
            return ""
        return (date.fromisoformat(today) + timedelta(days)).isoformat()


Find: TypeAlias = Callable[[Pair[Any], Sides], Iterable[Told]]


class ChangeRule:
    """One kind of change: its manual page, what it breaks, and how to know it."""

    __slots__ = (
        "alone",
        "bump",
        "docs",
        "fields",
        "find",
        "firm",
        "hint",
        "level",
        "many",
        "module",
        "name",
        "on",
        "section",
        "subject",
        "surfaces",
        "template",
    )

    def __init__(
        self,
        module: str,
        docs: str | None,
        find: Find | None = None,
        *,
        template: str,
        section: str,
        surfaces: Mapping[str, str],
        subject: str = "entry",
        on: Sequence[str] = (CHANGED,),
        fields: tuple[str, ...] = (),
        hint: str = "",
        bump: str = "patch",
        level: str = INFO,
        firm: bool = False,
        alone: bool = False,
        many: str = "",
    ) -> None:
        """Make the change rule of a module, which is called like the rule.

        *docs* is the module's docstring. *fields* are the facts the rule tells of; without *find*
        it tells of each of them. *surfaces* that are not named are fine. *bump* and *level* are
        the least there are, whatever the surfaces say. What a *firm* rule finds only an
        acceptance can silence. What a rule that stands *alone* tells, no other rule tells too.
        *many* is the template of one change made to many, where the usual one does not do.
        """
        self.module = module
        self.name = module.rpartition(".")[2].replace("_", "-")
        self.docs = docs or ""
        self.find = find or self._each
        self.template = template
        self.section = section
        self.surfaces = {each: surfaces.get(each, OK) for each in SURFACES}
        self.subject = subject
        self.on = on
        self.fields = fields
        self.hint = hint
        self.bump = bump
        self.level = level
        self.firm = firm
        self.alone = alone
        self.many = many

    def _each(self, pair: Pair[Any], sides: Sides) -> Iterator[Told]:
        """Yield a story for each of the rule's facts."""
        del sides
        wanted = pair.facts if self.fields in {(), (ANY,)} else self.fields
        for field in wanted:
            if field in pair.facts:
                yield pair.tell(field)

    @property
    def page(self) -> str:
        """The manual page, as Markdown."""
        return cleandoc(self.docs)

    @property
    def summary(self) -> str:
        """The law in one sentence: the first line of the page."""
        return self.page.partition("\n")[0]


def words(value: Any) -> str:
    """Return a value of a catalog as a text for people."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if is_mapping(value):
        return ", ".join(f"{key} {words(item)}" for key, item in value.items())
    if is_list(value):
        nested = any(map(is_mapping, value))
        return ("; " if nested else ", ").join(filter(None, map(words, value)))
    return _canonical(value)


def _canonical(value: Any) -> str:
    import json  # slow to import, and equal catalogs need it not

    return json.dumps(value, ensure_ascii=False, sort_keys=True)


# --- facts -----------------------------------------------------------------------------------


def facts(old: Catalog, new: Catalog) -> Iterator[Fact]:
    """Yield every difference between two catalogs: of the header first, then of the entries."""
    for pair in _changes(old, new):
        yield from pair.facts.values()


def apply(data: Mapping[str, Any], facts: Iterable[Fact]) -> dict[str, Any]:
    """Return a catalog as plain data with *facts*, which lead from it to another, made true."""
    made = dict(data)
    named: dict[str, dict[str, Any]] = {
        "product": dict(made.get("products", {})),
        "range": {each["name"]: each for each in made.get("ranges", ())},
        "reserved": {_reservation(each): each for each in made.get("reserved", ())},
        "entry": {each["code"]: each for each in made["errors"]},
    }
    for fact in facts:
        if fact.subject == "catalog":
            made = _with(made, fact.field, fact.new)
        elif not fact.field:
            named[fact.subject] = _with(named[fact.subject], fact.key, fact.new)
        else:
            items = named[fact.subject]
            items[fact.key] = _with(items[fact.key], fact.field, fact.new)
    made = _with(made, "products", named["product"] or None)
    made = _with(made, "ranges", list(named["range"].values()) or None)
    made = _with(made, "reserved", list(named["reserved"].values()) or None)
    return {**made, "errors": list(named["entry"].values())}


def _with(data: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    """Return *data* with another value of *key*; None takes it away."""
    if value is None:
        return {each: item for each, item in data.items() if each != key}
    return {**data, key: value}


def _changes(old: Catalog, new: Catalog) -> Iterator[Pair[Any]]:
    """Yield what differs, subject by subject."""
    before, after = _header(old), _header(new)
    for subject, then in before.items():
        yield from _header_changes(subject, then, after[subject])
    yield from _entry_changes(old, new)


def _header(catalog: Catalog) -> dict[str, dict[str, tuple[Any, dict[str, Any]]]]:
    """Return what the header says: by subject and key the thing itself, and its plain data."""
    data = catalog_data(replace(catalog, entries=()))
    aside = {"errcat", "errors", "products", "ranges", "reserved"}
    head = {key: value for key, value in data.items() if key not in aside}
    products = data.get("products", {})
    ranges = zip(catalog.ranges, data.get("ranges", ()), strict=True)
    reserved = zip(catalog.reserved, data.get("reserved", ()), strict=True)
    return {
        "catalog": {"": (catalog, head)},
        "product": {each.id: (each, products[each.id]) for each in catalog.products},
        "range": {each.name: (each, plain) for each, plain in ranges},
        "reserved": {_reservation(plain): (each, plain) for each, plain in reserved},
    }


def _reservation(data: Mapping[str, Any]) -> str:
    """Return what is reserved: how facts name an item that has no name of its own."""
    span = f"{data.get('from', '')} to {data.get('to', '')}" if "from" in data else ""
    texts = {"code": data.get("code"), "span": span, "name": data.get("name")}
    return ", ".join(f"{kind} {text}" for kind, text in texts.items() if text)


def _header_changes(
    subject: str,
    before: Mapping[str, tuple[Any, dict[str, Any]]],
    after: Mapping[str, tuple[Any, dict[str, Any]]],
) -> Iterator[Pair[Any]]:
    for key in {**before, **after}:
        old, old_data = before.get(key, (None, None))
        new, new_data = after.get(key, (None, None))
        found = _differing(subject, key, old_data, new_data)
        if found:
            yield Pair(subject, key, old, new, found)


def _entry_changes(old: Catalog, new: Catalog) -> Iterator[Pair[Entry]]:
    """Yield a change an entry that came, went or differs; only these become plain data."""
    before, after = _by_code(old), _by_code(new)
    for code, then in before.items():
        now = after.get(code)
        if now is None:
            gone = Fact("entry", code, "", entry_data(then), None)
            yield Pair("entry", code, then, None, {"": gone})
        elif then is not now and then != now:
            found = _differing("entry", code, entry_data(then), entry_data(now))
            if found or then.range != now.range:
                yield Pair("entry", code, then, now, found)
    for code, now in after.items():
        if code not in before:
            came = Fact("entry", code, "", None, entry_data(now))
            yield Pair("entry", code, None, now, {"": came})


def _by_code(catalog: Catalog) -> Mapping[str, Entry]:
    """Return the entries by code; of two with one code a live one hides its tombstone."""
    found = catalog.by_code
    if len(found) == len(catalog.entries):
        return found
    live = {each.code: each for each in catalog.entries[::-1] if each.retired is None}
    return {**found, **live}


def _differing(
    subject: str, key: str, old: dict[str, Any] | None, new: dict[str, Any] | None
) -> dict[str, Fact]:
    """Return the facts between two states of a subject, by field."""
    if old is None or new is None:
        return {"": Fact(subject, key, "", old, new)}
    return {
        field: Fact(subject, key, field, old.get(field), new.get(field))
        for field in {**old, **new}
        if old.get(field) != new.get(field)
    }


# --- what belongs together -------------------------------------------------------------------


def same_error(old: Entry, new: Entry) -> bool:
    """Tell whether two entries of one code can be one error: they share name or title."""
    kept = old.name in {new.name, *new.aliases} if old.name else not new.name
    return kept or old.title == new.title


class _Entries:
    """The changes of entries, and which of them are one story."""

    def __init__(self, changes: Iterable[Pair[Entry]]) -> None:
        self.changes = {pair.key: pair for pair in changes}
        self.added = {
            key: pair.it
            for key, pair in self.changes.items()
            if pair.old is None and pair.it.retired is None
        }
        self.gone: dict[str, Entry] = {
            key: pair.old
            for key, pair in self.changes.items()
            if pair.old is not None and _goes(pair.old, pair.new)
        }

    def pair(self) -> Iterator[Pair[Entry]]:
        """Yield all changes, those that are one story as one."""
        self._declared()
        self._exact(lambda entry: entry.name)
        self._exact(lambda entry: (entry.title, entry.detail) if entry.detail else "")
        yield from self.changes.values()

    def _declared(self) -> None:
        """Pair what went with what its `replaced_by` names, if that is new."""
        sources: dict[str, list[str]] = {}
        for code in list(self.gone):
            first, *others = _replacements(self.changes[code]) or ("",)
            if not self.added.keys() >= {first, *others}:
                continue
            if others:
                self._many("split", code, (code,), (first, *others))
            else:
                sources.setdefault(first, []).append(code)
        for target, codes in sources.items():
            if target not in self.added:
                continue
            if len(codes) > 1:
                self._many("merged", target, tuple(codes), (target,))
            else:
                self._renumbered(codes[0], target)

    def _exact(self, key: Callable[[Entry], Any]) -> None:
        """Pair what went with what came where *key* is the same, and no third has it."""
        went, came = _unique(self.gone, key), _unique(self.added, key)
        for shared in [each for each in went if each in came]:
            self._renumbered(went[shared], came[shared])

    def _renumbered(self, old_code: str, new_code: str) -> None:
        old, new = self.gone[old_code], self.added[new_code]
        found = _differing("entry", new_code, entry_data(old), entry_data(new))
        kept = {key: fact for key, fact in found.items() if key not in _LIFE}
        if self._take(old_code):
            # The tombstone keeps name and texts: only the code is another.
            kept = {"code": found["code"]}
        self._take(new_code)
        self.changes[new_code] = Pair("entry", new_code, old, new, kept)

    def _many(
        self, field: str, key: str, old: tuple[str, ...], new: tuple[str, ...]
    ) -> None:
        pair = self.changes[key]
        for code in (*old, *new):
            self._take(code)
        found = {field: Fact("entry", key, field, list(old), list(new))}
        if key in self.changes:
            found.update(self.changes[key].facts)
        before, after = pair.old or pair.it, pair.new or pair.it
        self.changes[key] = Pair("entry", key, before, after, found)

    def _take(self, code: str) -> bool:
        """Take away what makes an entry come or go; tell whether it is on both sides."""
        pair = self.changes.pop(code)
        self.gone.pop(code, None)
        self.added.pop(code, None)
        if pair.on != CHANGED:
            return False
        left = {key: fact for key, fact in pair.facts.items() if key not in _LIFE}
        if left:
            self.changes[code] = pair._replace(facts=left)
        return True


_LIFE = frozenset(("preview", "deprecated", "retired", "since"))
"""The fields that say in which part of its life an entry is."""


def _goes(old: Entry, new: Entry | None) -> bool:
    """Tell whether a live entry is retired or not there any more."""
    return old.retired is None and (new is None or new.retired is not None)


def _replacements(pair: Pair[Entry]) -> tuple[str, ...]:
    """Return the codes that an entry which went is replaced by."""
    if pair.new is not None and pair.new.retired is not None:
        return pair.new.retired.replaced_by
    notice = pair.old.deprecated if pair.old else None
    return notice.replaced_by if notice else ()


def _unique(things: Mapping[str, T], key: Callable[[T], Any]) -> dict[Any, str]:
    """Return what *things* are called by their *key*, those apart that share one or have none."""
    found: dict[Any, list[str]] = {}
    for name, thing in things.items():
        if value := key(thing):
            found.setdefault(value, []).append(name)
    return {value: names[0] for value, names in found.items() if len(names) == 1}


def _ranges(changes: Iterable[Pair[Any]]) -> Iterator[Pair[Any]]:
    """Yield the changes of ranges, those of a range that only has another name as one."""
    listed = list(changes)
    gone = _unique(
        {each.key: each.it for each in listed if each.on == REMOVED}, _bounds
    )
    came = _unique({each.key: each.it for each in listed if each.on == ADDED}, _bounds)
    renamed = {came[each]: gone[each] for each in gone if each in came}
    known = {each.key: each for each in listed}
    for pair in listed:
        if pair.on == ADDED and pair.key in renamed:
            then = known[renamed[pair.key]]
            data = then.facts[""].old, pair.facts[""].new
            found = _differing("range", pair.key, *data)
            yield Pair("range", pair.key, then.old, pair.new, found)
        elif pair.on != REMOVED or pair.key not in renamed.values():
            yield pair


def _bounds(each: Range) -> tuple[str, str, str]:
    return each.first, each.last, each.prefix


def _moved(
    changes: Iterable[Pair[Entry]], ranges: Iterable[Pair[Any]]
) -> Iterator[Pair[Entry]]:
    """Yield *changes*, with the range of an entry as a fact where it is another one."""
    renamed = {
        (fact.old, fact.new)
        for pair in ranges
        if (fact := pair.facts.get("name")) is not None
    }
    for pair in changes:
        if pair.on == CHANGED and "code" not in pair.facts:
            old, new = pair.both
            move = (old.range, new.range)
            if old.range != new.range and move not in renamed:
                fact = Fact("entry", pair.key, "range", *move)
                yield pair._replace(facts={**pair.facts, "range": fact})
                continue
        if pair.facts:
            yield pair


# --- what rules tell -------------------------------------------------------------------------


class _Story(NamedTuple):
    rule: ChangeRule
    pair: Pair[Any]
    told: Told


class _Rules:
    """The change rules, by what they look at."""

    def __init__(self, rules: Iterable[ChangeRule]) -> None:
        self._alone: dict[tuple[str, str], list[ChangeRule]] = {}
        self._by_field: dict[tuple[str, str, str], list[ChangeRule]] = {}
        for rule in rules:
            for on in rule.on:
                if rule.alone:
                    self._alone.setdefault((rule.subject, on), []).append(rule)
                    continue
                for field in rule.fields if on == CHANGED else ("",):
                    key = (rule.subject if field != ANY else ANY, on, field)
                    self._by_field.setdefault(key, []).append(rule)

    def tell(self, pair: Pair[Any], sides: Sides) -> Iterator[_Story]:
        """Yield every story of *pair*; what no rule tells is left to the rules of `ANY`."""
        for rule in self._alone.get((pair.subject, pair.on), ()):
            found = _found(rule, pair, sides)
            if found:
                yield from found
                return
        left = dict(pair.facts)
        for rule in self._of(pair):
            for story in _found(rule, pair, sides):
                for field in rule.fields if pair.on == CHANGED else ("",):
                    left.pop(field, None)
                yield story
        if left:
            for rule in self._by_field.get((ANY, CHANGED, ANY), ()):
                yield from _found(rule, pair._replace(facts=left), sides)

    def verdict(self, sides: Sides) -> Iterator[_Story]:
        """Yield what is to be said of both catalogs, once everything else is judged."""
        pair = Pair("catalog", "", sides.old, sides.new, {})
        for rule in self._by_field.get(("catalog", VERDICT, ""), ()):
            yield from _found(rule, pair, sides)

    def _of(self, pair: Pair[Any]) -> Iterable[ChangeRule]:
        fields = pair.facts if pair.on == CHANGED else ("",)
        keys = ((pair.subject, pair.on, field) for field in fields)
        return dict.fromkeys(
            rule for key in keys for rule in self._by_field.get(key, ())
        )


def _found(rule: ChangeRule, pair: Pair[Any], sides: Sides) -> list[_Story]:
    """Return what *rule* tells of *pair*.

    Raises:
        PluginBroken: a rule that is not errcat's own crashed.

    """
    try:
        return [_Story(rule, pair, told) for told in rule.find(pair, sides)]
    except ErrcatError:
        raise
    except Exception as error:
        if rule.module.startswith(BUILT_IN):
            raise
        reason = f"crashed: {type(error).__name__}: {error}"
        raise PluginBroken(rule.module, reason) from error


BUILT_IN = "errcat.comparing.change_rules."
"""What the module of a change rule of errcat's own begins with."""


# --- the verdict -----------------------------------------------------------------------------


def compare(
    old: Catalog,
    new: Catalog,
    rules: Sequence[ChangeRule],
    policy: Policy,
    accepted: Sequence[Acceptance] = (),
) -> Comparison:
    """Return what differs between *old* and *new*, and what that means under *policy*.

    Raises:
        OptionInvalid: the policy speaks of surfaces, rules or levels that there are not.
        PluginBroken: a change rule of a plugin crashed.

    """
    _check(policy, rules)
    known = _Rules(rules)
    sides = Sides(old, new, policy)
    judge = _Judge(sides, accepted)
    stories = [story for pair in _whole(old, new) for story in known.tell(pair, sides)]
    found = list(judge.all(stories))
    bump = _greatest(each.bump for each in found)
    judge.sides = replace(sides, bump=bump)
    found += judge.all(list(known.verdict(judge.sides)))
    found.sort(key=lambda each: (SEVERITIES.index(each.level), _position(new, each)))
    return Comparison(new.id, old.version, new.version, tuple(found), bump)


def _whole(old: Catalog, new: Catalog) -> Iterator[Pair[Any]]:
    """Yield every change, what belongs together as one."""
    subjects: dict[str, list[Pair[Any]]] = {"range": [], "entry": []}
    for pair in _changes(old, new):
        subjects.setdefault(pair.subject, []).append(pair)
    subjects["range"] = list(_ranges(subjects["range"]))
    entries = _Entries(subjects.pop("entry")).pair()
    for changes in subjects.values():
        yield from changes
    yield from _moved(entries, subjects["range"])


def _position(catalog: Catalog, difference: Difference) -> tuple[Any, ...]:
    code = difference.code or (difference.codes[0] if difference.codes else "")
    key = catalog.sort_key(code) if code else (-1, 0, "")
    said = difference.message() if not code else ""
    return (*key, difference.rule, difference.field, said)


def _greatest(bumps: Iterable[str]) -> str:
    return max(bumps, key=BUMPS.index, default=BUMPS[0])


def _check(policy: Policy, rules: Iterable[ChangeRule]) -> None:
    """Raise OptionInvalid unless *policy* speaks of what there is."""
    names = [rule.name for rule in rules]
    _known("compatibility.promise", policy.promise, SURFACES)
    _known("compatibility.removal", [policy.removal], REMOVALS)
    _known("compatibility.levels", policy.levels, names)
    _known("compatibility.levels", policy.levels.values(), (*SEVERITIES, "off"))
    try:
        date.fromisoformat(policy.today or "2000-01-01")
    except ValueError:
        reason = f"'{policy.today}' is no day; write it as 2027-03-01"
        raise OptionInvalid("today", reason) from None


def _known(option: str, given: Iterable[str], known: Sequence[str]) -> None:
    for each in given:
        if each not in known:
            near = suggestion(each, known) or f"there are: {', '.join(known)}"
            raise OptionInvalid(option, f"there is no '{each}'; {near}")


class _Judge:
    """Makes differences of stories, as a policy and what is accepted want it."""

    def __init__(self, sides: Sides, accepted: Iterable[Acceptance]) -> None:
        self.sides = sides
        today = sides.policy.today
        self._accepted = {
            each.fingerprint: each
            for each in accepted
            if not each.expires or not today or today < each.expires
        }

    def all(self, stories: Sequence[_Story]) -> Iterator[Difference]:
        """Yield the difference of every story, those of one change made to many as one."""
        for group in _grouped(stories):
            found = self._agreed(self._one(group))
            if found.level != "off":
                yield found

    def _one(self, group: _Group) -> Difference:
        story = group.stories[0]
        rule, pair, told = story
        surfaces = _surfaces(story)
        many = group.stories[1:] != ()
        codes = tuple(each.pair.key for each in group.stories) if many else ()
        alone = pair.subject == "entry" and not many
        template, values = _of_many(group) if many else _of_one(story)
        hint = (told.hint or rule.hint).format_map(values)
        old, new = (group.old, group.new) if many else (told.old, told.new)
        subject = list(codes) if many else pair.key
        old_place, new_place = self._places(pair, told.field)
        return Difference(
            rule=rule.name,
            code=pair.key if alone else "",
            name=pair.it.name if alone else "",
            template=template,
            values=values,
            hint=hint,
            section=rule.section,
            surfaces=surfaces,
            level=self._level(rule, surfaces, told),
            bump=self._bump(rule, surfaces),
            field=told.field,
            old=old,
            new=new,
            codes=codes,
            old_place=old_place,
            new_place=new_place,
            fingerprint=_digits(
                [1, rule.name, self.sides.new.id, subject, told.field, old, new]
            ),
        )

    def _level(self, rule: ChangeRule, surfaces: Mapping[str, str], told: Told) -> str:
        policy = self.sides.policy
        promised = {surfaces[each] for each in policy.promise}
        level = rule.level
        if BREAKS in promised and not told.permitted:
            level = ERROR
        elif promised & {BREAKS, RISKY} or (
            policy.closed_targets and surfaces["closed"] == BREAKS
        ):
            level = min(level, WARNING, key=SEVERITIES.index)
        return level if rule.firm else policy.levels.get(rule.name, level)

    def _bump(self, rule: ChangeRule, surfaces: Mapping[str, str]) -> str:
        promised = {surfaces[each] for each in self.sides.policy.promise}
        if BREAKS in promised:
            return "major"
        return _greatest((rule.bump, "minor" if RISKY in promised else "none"))

    def _agreed(self, found: Difference) -> Difference:
        """Return *found* with what was agreed about it; it is told all the same."""
        agreed = self._accepted.get(found.fingerprint)
        if agreed is None or found.level == "off":
            return found
        found = found._replace(level=INFO, acceptance=agreed)
        if agreed.kind != "correction":
            return found
        bump = min(found.bump, "patch", key=BUMPS.index)
        return found._replace(section="Fixed", bump=bump)

    def _places(self, pair: Pair[Any], field: str) -> tuple[Place | None, Place | None]:
        old = new = None
        if pair.old is not None:
            old = _place(self.sides.old, pair.subject, pair.old, field)
        if pair.new is not None:
            new = _place(self.sides.new, pair.subject, pair.new, field)
        elif pair.subject == "entry":
            new = self._survivors.get(pair.key)
        return old, new or Place(self.sides.new.file)

    @cached_property
    def _survivors(self) -> Mapping[str, Place]:
        """Where the entry now is that stood before one which is gone, by the code of the latter."""
        now = self.sides.new.by_code
        found: dict[str, Place] = {}
        last = None
        for entry in self.sides.old.entries:
            if entry.code in now:
                last = now[entry.code].place()
            elif last is not None:
                found[entry.code] = last
        return found


def _surfaces(story: _Story) -> Mapping[str, str]:
    """Return what a story means for each surface, given the life of its entry.

    A preview has promised nothing yet, and nobody meets a retired code any more.
    """
    rule, pair, told = story
    surfaces = {**rule.surfaces, **(told.surfaces or {})}
    old, new = pair.old, pair.new
    if rule.firm or not isinstance(old, Entry):
        return surfaces
    if old.life == "preview":
        return {
            each: RISKY if verdict == BREAKS else verdict
            for each, verdict in surfaces.items()
        }
    if old.life == "retired" and isinstance(new, Entry) and new.life == "retired":
        kept = ("source", "docs")
        return {each: surfaces[each] if each in kept else OK for each in SURFACES}
    return surfaces


def _place(catalog: Catalog, subject: str, thing: Any, field: str) -> Place:
    """Return where *field* of *thing* stands."""
    if isinstance(thing, Entry):
        return thing.place(*((field,) if field in ENTRY_FIELDS else ()))
    path = (field,) if field else ()
    if subject == "catalog":
        return catalog.place(*path)
    if subject == "product":
        return catalog.place("products", thing.id, *path)
    listed = {"range": "ranges", "reserved": "reserved"}[subject]
    return catalog.place(listed, thing.position, *path)


ENTRY_FIELDS = frozenset((*ENTRY_KEYS, "http_status"))
"""What an entry may say in a file."""


def _of_one(story: _Story) -> tuple[str, dict[str, str]]:
    """Return template and values of one story."""
    rule, pair, told = story
    values = {pair.subject: pair.key, **told.values}
    if isinstance(pair.it, Entry):
        values = {"code": pair.key, "name": pair.it.name, **values}
    template = told.template or rule.template
    for key, value in values.items():
        if not value:
            # A word of ours stands for what is not there: an empty value would be seen by nobody.
            instead = "nothing" if key in {"old", "new"} else ""
            template = template.replace(f" {{{key}}}", f" {instead}".rstrip())
    return template, values


def _digits(facts: list[Any]) -> str:
    import json  # both are slow to import, and equal catalogs need neither
    from hashlib import sha256

    text = json.dumps(
        facts, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str
    )
    return sha256(text.encode("ascii")).hexdigest()[:16]


# --- one change made to many -----------------------------------------------------------------


class _Group(NamedTuple):
    """Stories that are one: of one entry, or of the same change made to many."""

    stories: tuple[_Story, ...]
    old: Any = None
    new: Any = None
    """What was replaced in each, and by what."""


def _grouped(stories: Sequence[_Story]) -> Iterator[_Group]:
    alike: dict[tuple[str, str], list[_Story]] = {}
    for story in stories:
        if story.pair.subject == "entry" and story.told.field in story.pair.facts:
            alike.setdefault((story.rule.name, story.told.field), []).append(story)
        else:
            yield _Group((story,))
    for each in alike.values():
        yield from _same(each) if len(each) >= MANY else _apart(each)


def _same(stories: Sequence[_Story]) -> Iterator[_Group]:
    """Yield stories of one rule and field, as one where the change is the same."""
    groups: dict[str, list[_Story]] = {}
    for story in stories:
        told = story.told
        ways = (*_replaced(told.old, told.new), told.template, told.hint)
        verdict = (told.permitted, _surfaces(story))
        groups.setdefault(_canonical([ways, verdict]), []).append(story)
    for each in groups.values():
        if len(each) < MANY:
            yield from _apart(each)
        else:
            yield _Group(tuple(each), *_replaced(each[0].told.old, each[0].told.new))


def _apart(stories: Iterable[_Story]) -> Iterator[_Group]:
    return (_Group((story,)) for story in stories)


def _replaced(old: Any, new: Any) -> tuple[Any, Any]:
    """Return the part of *old* that *new* has replaced everywhere; both, if there is none."""
    if old is None or new is None:
        return old, new
    before, after = words(old), words(new)
    start = next(
        (
            at
            for at, pair in enumerate(zip(before, after, strict=False))
            if pair[0] != pair[1]
        ),
        min(len(before), len(after)),
    )
    while start and _PART(before[start - 1]):
        start -= 1
    part, other = _PART(before, start), _PART(after, start)
    if part and other and before.replace(part[0], other[0]) == after:
        return part[0], other[0]
    return old, new


_PART = re.compile(r"[\w.-]+").match
"""Matches a word, a number or the name of a host."""

MANY_CHANGED = "{field} changed in {count} entries: {old} became {new}"
MANY_CAME = "{field} was added to {count} entries: {new}"
MANY_WENT = "{field} was taken from {count} entries: {old}"


def _of_many(group: _Group) -> tuple[str, dict[str, str]]:
    """Return template and values of one change made to many."""
    rule, _, told = group.stories[0]
    count = str(len(group.stories))
    shown = {"old": words(group.old), "new": words(group.new), "field": told.field}
    template = MANY_CHANGED
    if not shown["old"] or not shown["new"]:
        template = MANY_WENT if shown["old"] else MANY_CAME
    return rule.many or template, {**told.values, **shown, "count": count}


# --- nested values ---------------------------------------------------------------------------


def nested(field: str, old: Any, new: Any) -> tuple[str, ...]:
    """Return how two nested values differ, a line a leaf: `params.limit.type: string -> integer`.

    What a list holds is told apart by its id, url or code, not by where it stands.
    """
    from deepdiff import DeepDiff  # slow to import, and few entries differ inside

    tree: Any = DeepDiff(
        _keyed(old),
        _keyed(new),
        view="tree",
        threshold_to_diff_deeper=0,
        ignore_private_variables=False,
    )
    lines = (
        _leaf(field, item.path(output_format="list"), item.t1, item.t2, kind)
        for kind, items in tree.items()
        for item in items
    )
    return tuple(sorted(lines))


def _leaf(field: str, path: Sequence[Any], old: Any, new: Any, kind: str) -> str:
    where = ".".join(map(str, (field, *path)))
    for ending, value in (("added", new), ("removed", old)):
        if kind.endswith(ending):
            return f"{where} {ending}: {words(value)}".removesuffix(": ")
    return f"{where}: {words(old) or 'nothing'} -> {words(new) or 'nothing'}"


def _keyed(value: Any) -> Any:
    """Return lists of things that have an identity as dicts by it, all the way down."""
    if is_mapping(value):
        return {key: _keyed(item) for key, item in value.items()}
    if not is_list(value):
        return {} if value is None else value
    for key in ("id", "url", "code", "case"):
        found = {
            str(item[key]): _keyed(item)
            for item in value
            if is_mapping(item) and key in item
        }
        if len(found) == len(value):
            return found
    return [_keyed(item) for item in value]


# --- versions --------------------------------------------------------------------------------


_SEMVER = re.compile(
    r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})"
    r"(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?"
).fullmatch


def next_version(current: str, bump: str) -> str:
    """Return the version after *current*, which is one of semver.org, for what has changed.

    Before 1.0.0 what breaks raises the second number, and everything else the third. A
    pre-release such as 2.0.0-rc.1 leads to 2.0.0 if that says enough.

    Raises:
        OptionInvalid: *current* is no such version, or there is no such *bump*.

    """
    _known("bump", [bump], BUMPS)
    match = _SEMVER(current)
    if match is None:
        said = f"'{current}' is" if current else "the catalog has"
        raise OptionInvalid(
            "version", f"{said} no version such as 1.4.0; set `version` in its header"
        )
    if bump == "none":
        return current
    numbers = [int(match[each]) for each in (1, 2, 3)]
    at = 2 - (BUMPS.index(bump) - 1)
    if not numbers[0]:
        at = 1 if bump == "major" else 2
    if not (match[4] and not any(numbers[at + 1 :])):
        numbers = [*numbers[:at], numbers[at] + 1, *(0 for _ in numbers[at + 1 :])]
    return ".".join(map(str, numbers))


def declared_bump(old: str, new: str) -> str | None:
    """Return what *new* says about itself beside *old*: a bump, or None if that cannot be told.

    What went down cannot be told either.
    """
    before, after = _SEMVER(old), _SEMVER(new)
    if before is None or after is None:
        return None
    then, now = (
        tuple(int(each[part]) for part in (1, 2, 3)) for each in (before, after)
    )
    if now < then:
        return None
    raised = next((at for at in range(3) if then[at] != now[at]), 3)
    bump = ("major", "minor", "patch", "none")[raised]
    if not now[0]:
        # Before 1.0.0 the third number says no more than that nothing broke.
        return {"minor": "major", "patch": "minor"}.get(bump, bump)
    return bump
