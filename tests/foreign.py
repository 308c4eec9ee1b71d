"""Catalogs unlike Telnyx's, made with a fixed seed and as careless as real ones are.

Each generator knows which faults it planted, so that tests can measure how many findings are worth
acting on.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

SIZE = 300


def word_list(words: str) -> list[str]:
    """Return the words in *words*, in which an underscore stands for a space."""
    return [word.replace("_", " ") for word in words.split()]


_THINGS = word_list(
    "account address alias argument attachment balance batch binding bucket callback campaign"
    " certificate channel claim client cluster column connection contract cursor deadline device"
    " domain endpoint event export field file filter folder function gateway group handle header"
    " identity image index invoice item job key label lease limit link list lock log mailbox"
    " mandate member message meter method model module namespace network node note object offer"
    " operation option order owner package page parameter partition payload payment period plan"
    " policy pool port price process profile project property proxy query queue quota rate"
    " record region relation release replica report request resource response role route rule"
    " schedule schema scope secret segment sender sequence server session shard shipment signal"
    " signature site snapshot socket source stage statement stream subscription table tag target"
    " task template tenant thread ticket token topic transaction transfer trigger type unit user"
    " value variable vault version view volume wallet webhook window worker workflow zone"
)
_STATES = word_list(
    "not_found already_exists too_large too_small expired locked not_allowed missing invalid"
    " read_only out_of_range not_ready in_use disabled rejected not_supported closed full"
)


class Planted(NamedTuple):
    """A catalog as files, and the faults in it that are worth acting on: rule and code."""

    files: Mapping[str, str]
    faults: frozenset[tuple[str, str]]


def _sentences(pick: random.Random) -> Iterator[tuple[str, str]]:
    """Yield pairs of a thing and a state, each once."""
    pairs = [(thing, state) for thing in _THINGS for state in _STATES]
    pick.shuffle(pairs)
    yield from pairs


def _yaml(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def messages() -> Planted:
    """Return a compiler's list: numbers, no names, one message each, in order of appearance."""
    pick = random.Random(11)  # noqa: S311  # nothing here is a secret
    pairs = _sentences(pick)
    codes = sorted(pick.sample(range(1000, 9000), SIZE))
    late = codes.pop(250)
    codes.insert(12, late)
    faults: set[tuple[str, str]] = set()
    lines = ["errcat: 1", "id: compiler", "", "errors:"]
    for number, code in enumerate(codes):
        thing, state = next(pairs)
        title = f"The {thing} '{{0}}' of this {next(pairs)[0]} is {state}."
        if number in (40, 41):
            title = f"Cannot use 'import {{a}} from' or `%s` in place {number}."
        if number in (70, 170, 270):
            title = ("-", "The value must be one of", "TODO")[number // 100]
            faults.add(("text-placeholder", str(code)))
        if number in (90, 190):
            title = title.removesuffix(".")
        if number in (110, 210):
            title = title.replace("The ", "The  ", 1)
            faults.add(("title-whitespace", str(code)))
        if number in (130, 230):
            title = f"The {thing} is not seperate from '{{0}}' in {number}."
            faults.add(("spelling", str(code)))
        if number in (150, 151):
            title = "Type is not assignable to the other type."
        lines.append(f'  - code: "{code}"')
        lines.append(f"    title: {_yaml(title)}")
    faults |= {("title-unique", str(codes[151])), ("name-present", "")}
    return Planted({"catalog.yaml": "\n".join(lines) + "\n"}, frozenset(faults))


def texts() -> Planted:
    """Return a service's text codes: no ranges, titles and most details, in several modules."""
    pick = random.Random(12)  # noqa: S311
    pairs = _sentences(pick)
    modules = ("auth", "billing", "mail", "search", "storage")
    faults: set[tuple[str, str]] = set()
    rows: list[dict[str, Any]] = []
    for number in range(SIZE):
        module = modules[number % len(modules)]
        thing, state = next(pairs)
        code = f"{module}.{thing}-{state}".replace(" ", "-")
        title = f"{thing.title()} {state.title()}"
        row = {"code": code, "title": title, "detail": f"Your {thing} is {state}"}
        if number % 3 == 0:
            row["detail"] += "."
        if number % 20 == 0:
            row[
                "detail"
            ] += " Write to support@acme-corp.com or see user@acme-corp.com."
        if number in (25, 26):
            row["title"] = "Session Expired"  # told apart by the modules
        if number in (60, 160):
            row["detail"] = ("N/A", "No description.")[number // 100]
            faults.add(("text-placeholder", code))
        if number in (80, 180, 280):
            row["detail"] = f"See [`{thing}`][] for what is <b>{state}</b>."
            faults.add(("detail-markup", code))
        if number == 100:
            row["detail"] = "Ask jane.doe@acme-corp.com about the worker at 10.12.0.7."
            faults.add(("secret-in-text", code))
        if number in (120, 220):
            row["detail"] = f"The {thing} has not been recieved."
            faults.add(("spelling", code))
        rows.append(row)
    faults.add(("name-present", ""))
    data = {"errcat": 1, "id": "service", "errors": rows}
    return Planted({"catalog.json": json.dumps(data, indent=2)}, frozenset(faults))


def classes() -> Planted:
    """Return a database's states: classes as ranges, short conditions as titles, some names."""
    pick = random.Random(13)  # noqa: S311
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    prefixes = sorted(a + b for a in "0234HX" for b in pick.sample(letters, 5))
    faults: set[tuple[str, str]] = set()
    lines = ["errcat: 1", "id: database", "ranges:"]
    lines += [f'  - {{name: class-{p.lower()}, prefix: "{p}"}}' for p in prefixes]
    lines.append("errors:")
    pairs = _sentences(pick)
    for prefix in prefixes:
        tails = ["000", *sorted("".join(pick.choices(letters, k=3)) for _ in range(9))]
        if prefix == prefixes[3]:
            tails.reverse()
        for tail in tails:
            code = prefix + tail
            thing, state = next(pairs)
            title = "no subclass" if tail == "000" else f"{thing} {state}"
            lines += ["", f"  # {code}", f'  - code: "{code}"']
            if code[0].isalpha() or pick.random() < 0.9:
                name = f"{thing} {state} {code}".upper().replace(" ", "_")
                lines.append(f"    name: {name}")
            else:
                faults.add(("name-present", code))
            if pick.random() < 0.02:
                title = pick.choice(("null", "TBD"))
                faults.add(("text-placeholder", code))
            lines.append(f"    title: {_yaml(title)}")
    return Planted({"catalog.yaml": "\n".join(lines) + "\n"}, frozenset(faults))


MADE: Mapping[str, Callable[[], Planted]] = {
    "messages": messages,
    "texts": texts,
    "classes": classes,
}


def worth(findings: Sequence[tuple[str, str]], planted: Planted) -> float:
    """Return the share of *findings* (rule and code) that are faults that were planted."""
    hits = sum(finding in planted.faults for finding in findings)
    return hits / len(findings) if findings else 1.0
