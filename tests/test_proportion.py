"""Work grows with its input at most in proportion, or the input is refused with a message."""

from __future__ import annotations

import gc
import inspect
from collections.abc import Callable, Mapping
from math import log
from pathlib import Path
from statistics import fmean
from time import process_time
from typing import Any

import pytest

from errcat import open_project, text
from errcat.config import Config
from errcat.linting.patterns import matcher
from errcat.loading.ranges import SPANS_LIMIT
from errcat.loading.reservations import ReservationIndex
from errcat.model import Reserved
from tests.support import catalog_text, entry, load_text, look, run

PROPORTION = 1.5
"""The exponent of a growth that is still called linear: n log n, and the noise of a busy machine."""
SIZES = 1, 2, 4, 8
"""By what the smallest input is multiplied."""


def growth(prepare: Callable[[int], Callable[[], object]], smallest: int) -> float:
    """Return the exponent of CPU time as a power of size, fitted over four sizes."""
    points: list[tuple[float, float]] = []
    for factor in SIZES:
        act = prepare(smallest * factor)
        points.append((log(factor), log(min(seconds(act), seconds(act)))))
    mean_x, mean_y = (fmean(values) for values in zip(*points, strict=True))
    rise = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return rise / sum((x - mean_x) ** 2 for x, _ in points)


def seconds(act: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()  # its passes depend on what else is in memory
    try:
        start = process_time()
        act()
        return max(process_time() - start, 1e-6)
    finally:
        gc.enable()


def test_the_fit_tells_a_line_from_a_square() -> None:
    def linear(size: int) -> Callable[[], object]:
        return lambda: sum(range(size * 1000))

    def square(size: int) -> Callable[[], object]:
        return lambda: [sum(range(size)) for _ in range(size)]

    assert growth(linear, 200) < PROPORTION < growth(square, 500)


# --- texts ------------------------------------------------------------------------------------

UNITS = {
    "bullets": "- a\n",
    "letters": "a",
    "words": "a ",
    "line ends": "\n",
    "paragraphs": "a\n\n",
    "backticks": "`",
    "open code": "` ",
    "quotes": '"',
    "backslashes": "\\",
    "stars": "*",
    "underscores": "_a",
    "links": "https://a.b/",
    "braces": "{",
    "tags": "<a",
    "wide": "漢",
    "invisible": "\u202e",
}
ENCODERS: Mapping[str, Callable[[str], object]] = {
    **{
        name: function
        for name, function in vars(text).items()
        if inspect.isfunction(function)
        and function.__module__ == text.__name__
        and not name.startswith("_")
        and [
            parameter
            for parameter in inspect.signature(function).parameters.values()
            if parameter.default is parameter.empty
        ]
        == [inspect.signature(function).parameters.get("s")]
    },
    "python_wrapped": lambda s: text.python_wrapped(s, 4),
    "python_docstring": lambda s: text.python_docstring(s, 4),
    "jsdoc": lambda s: text.jsdoc(s, 4),
    "markdown_link": lambda s: text.markdown_link(s, f"https://a.b/{s}"),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("encoder", ENCODERS)
def test_every_encoder_is_linear_in_its_text(encoder: str) -> None:
    encode = ENCODERS[encoder]
    for name, unit in UNITS.items():

        def prepare(size: int, unit: str = unit) -> Callable[[], object]:
            given = (unit * size)[:size]
            return lambda: encode(given)

        if seconds(prepare(10_000 * SIZES[-1])) > 0.05:  # faster ones are linear
            assert growth(prepare, 10_000) < PROPORTION, name


# --- catalogs ---------------------------------------------------------------------------------


def numbered(size: int, **fields: Callable[[int], Any]) -> list[dict[str, Any]]:
    return [
        entry(
            str(100_000 + index), **{key: make(index) for key, make in fields.items()}
        )
        for index in range(size)
    ]


def ranges(size: int, bounds: Callable[[int], Mapping[str, Any]]) -> str:
    parts = [{"name": f"r{index}", **bounds(index)} for index in range(size)]
    return catalog_text(numbered(size), ranges=parts)


SHAPES: Mapping[str, Callable[[int], str]] = {
    "entries": lambda size: catalog_text(numbered(size)),
    "one code": lambda size: catalog_text([entry("1")] * size),
    "one name": lambda size: catalog_text(numbered(size, name=lambda _: "SAME")),
    "no name": lambda size: catalog_text(numbered(size, name=lambda _: "")),
    "one title": lambda size: catalog_text(numbered(size, title=lambda _: "Same")),
    "titles that are wrong": lambda size: catalog_text(
        numbered(size, title=lambda _: "Same  title ")
    ),
    "numbers for titles": lambda size: catalog_text(
        numbered(size, title=lambda index: index)
    ),
    "one alias": lambda size: catalog_text(numbered(size, aliases=lambda _: ["SAME"])),
    "unknown keys": lambda size: catalog_text(
        [entry("1", **{f"key{index}": index for index in range(size)})]
    ),
    "unknown replacements": lambda size: catalog_text(
        numbered(
            size,
            deprecated=lambda index: {"since": "1.0", "replaced_by": [f"x{index}"]},
        )
    ),
    "a chain of replacements": lambda size: catalog_text(
        numbered(
            size,
            deprecated=lambda index: {
                "since": "1.0",
                "replaced_by": [str(100_001 + index)],
            },
        )
    ),
    "ranges in a row": lambda size: ranges(
        size, lambda index: {"from": str(100_000 + index), "to": str(100_000 + index)}
    ),
    "nested ranges": lambda size: ranges(
        size,
        lambda index: {
            "from": str(100_000 + index),
            "to": str(200_000 - index),
            "defaults": {"fault": "caller"},
        },
    ),
    "ranges that overlap": lambda size: ranges(
        size, lambda index: {"from": str(100_000 + index), "to": str(150_000 + index)}
    ),
    "prefixes": lambda size: ranges(size, lambda index: {"prefix": f"p{index}x"}),
    "reserved codes": lambda size: catalog_text(
        numbered(size), reserved=[{"code": str(index)} for index in range(size)]
    ),
    "reserved spans": lambda size: catalog_text(
        numbered(size),
        reserved=[
            {"from": str(100_000 + index), "to": "900000"} for index in range(size)
        ],
    ),
    "params": lambda size: catalog_text(
        [entry("1", params={f"p{index}": {} for index in range(size)})]
    ),
    "placeholders": lambda size: catalog_text(
        [
            entry(
                "1",
                detail=" ".join(f"{{p{index}}}" for index in range(size)),
                params={"q": {}},
            )
        ]
    ),
    "cases": lambda size: catalog_text(
        [
            entry(
                "1",
                cases=[
                    {"http_status": 400 + index % 100, "title": f"Case {index}"}
                    for index in range(size)
                ],
            )
        ]
    ),
    "products": lambda size: catalog_text(
        numbered(size, products=lambda index: [f"p{index}"]),
        products={f"p{index}": {"title": f"P {index}"} for index in range(size)},
    ),
    "rules that are ignored": lambda size: catalog_text(
        [entry("1", lint={"ignore": [f"rule-{n}" for n in range(size)], "reason": "x"})]
    ),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("shape", SHAPES)
def test_validating_is_linear_in_every_dimension_of_a_catalog(
    shape: str, tmp_path: Path
) -> None:
    project = open_project(Config(preset="strict"))
    path = tmp_path / "c.json"

    def prepare(size: int) -> Callable[[], object]:
        path.write_text(SHAPES[shape](size), encoding="utf-8")
        return lambda: project.validate(str(path))

    assert growth(prepare, 400) < PROPORTION


SOUND = [
    *("entries", "ranges in a row", "nested ranges", "prefixes", "params", "cases"),
    *("reserved spans", "products"),
]


@pytest.mark.exhaustive
@pytest.mark.parametrize("target", ["python", "ts", "openapi", "markdown", "csv"])
@pytest.mark.parametrize("shape", SOUND)
def test_generating_is_linear_in_every_dimension_of_a_catalog(
    target: str, shape: str, tmp_path: Path
) -> None:
    project = open_project(Config())
    path = tmp_path / "c.json"

    def prepare(size: int) -> Callable[[], object]:
        path.write_text(SHAPES[shape](size), encoding="utf-8")
        catalog = look(path, rules=()).catalog
        assert catalog is not None
        return lambda: project.generate(catalog, target)

    assert growth(prepare, 150) < PROPORTION


@pytest.mark.exhaustive
@pytest.mark.parametrize("shape", SHAPES)
def test_comparing_is_linear_in_every_dimension_of_a_catalog(
    shape: str, tmp_path: Path
) -> None:
    project = open_project(Config())
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(catalog_text([]), encoding="utf-8")

    def prepare(size: int) -> Callable[[], object]:
        new.write_text(SHAPES[shape](size), encoding="utf-8")
        catalog = look(new, rules=()).catalog
        assert catalog is not None
        return lambda: project.compare(str(old), catalog)

    assert growth(prepare, 400) < PROPORTION


@pytest.mark.exhaustive
@pytest.mark.parametrize("pattern", ["[a-z0-9]{0,64}", "a?", "[a-z]*", "a{2}b?"])
def test_matching_is_linear_in_the_pattern(pattern: str) -> None:
    codes = ["a" * 128, "ab" * 64, "a" * 127 + "!"] * 40

    def prepare(size: int) -> Callable[[], object]:
        matches = matcher(pattern * size)
        return lambda: [matches(code) for code in codes]

    assert growth(prepare, 8) < PROPORTION


# --- what is refused --------------------------------------------------------------------------


def concise(folder: Path, content: str) -> list[str]:
    path = folder / "c.json"
    path.write_text(content, encoding="utf-8")
    ran = run("validate", path.name, "--report", "concise", cwd=folder)
    assert ran.code == 1, ran.err
    return ran.out.splitlines()


@pytest.mark.parametrize("field", ["title", "detail", "description", "notes"])
def test_a_text_that_is_too_long_is_refused(field: str, tmp_path: Path) -> None:
    longest = entry("1", **{field: "A" * 100_000})
    longer = entry("2", **{field: "A" * 100_001})
    lines = concise(tmp_path, catalog_text([longest, longer]))
    (line,) = (line for line in lines if "schema-valid" in line)
    assert "2: must have at most 100000 characters" in line


def test_a_pattern_that_expands_too_far_is_refused(tmp_path: Path) -> None:
    wide = catalog_text([entry("1")], code={"pattern": "1{0,128}" * 79})
    (line,) = (line for line in concise(tmp_path, wide) if "code-format" in line)
    assert "its repeats add up to more than 10000 characters; shorten" in line
    long = catalog_text([entry("1")], code={"pattern": "1" * 1001})
    assert "must have at most 1000 characters" in "\n".join(concise(tmp_path, long))


def test_the_spans_of_a_catalog_have_a_limit_together(tmp_path: Path) -> None:
    spans = [
        entry(f"{index}0001", name=f"SPAN_{index}", through=f"{index}9999")
        for index in range(1, 13)
    ]
    content = catalog_text(spans)
    lines = [line for line in concise(tmp_path, content) if "code-format" in line]
    assert len(lines) == 2
    assert f"the spans of the catalog have more than {SPANS_LIMIT} codes" in lines[0]
    catalog = look(tmp_path / "c.json", rules=()).catalog
    assert catalog is not None
    assert len(catalog.entries) == 10 * 9_999 + 2


# --- the same answers as before ---------------------------------------------------------------

HELD = [
    Reserved(code="7", position=0),
    Reserved(first="3", last="9", position=1),
    Reserved(first="5", last="20", position=2),
    Reserved(first="1", last="5", position=3),
    Reserved(first="a", last="c", position=4),
    Reserved(first="b", last="x", name="NAME", position=5),
    Reserved(name="NAME", position=6),
    Reserved(first="30", last="30", position=7),
    Reserved(first="50", last="40", position=8),
    Reserved(first="10", position=9),
]
CODES = [*map(str, range(60)), "a", "aa", "b", "c", "cc", "x", "xx", "-1", "é", "05"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("held", [HELD, HELD[::-1], HELD[:1], []], ids=len)
def test_the_first_reservation_that_holds_a_code_is_found(
    held: list[Reserved], code: str
) -> None:
    held = [item._replace(position=index) for index, item in enumerate(held)]
    expected = next((item for item in held if item.holds(code)), None)
    assert ReservationIndex(held).of_code(code) == expected


def test_the_longest_prefix_is_the_range_of_a_code(tmp_path: Path) -> None:
    parts = [{"name": name, "prefix": name} for name in ("a-", "a-b-", "c")]
    entries = [entry(code) for code in ("a-1", "a-b-1", "c1", "b-1", "a")]
    catalog = load_text(tmp_path, catalog_text(entries, ranges=parts))
    assert [item.range for item in catalog.entries] == ["a-", "a-b-", "c", "", ""]
