"""A generator gets what its audience may see, and what it makes is verified."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat.errors import ErrcatError, OptionInvalid, OutputRefused, PluginBroken
from errcat.generating.options import parse_options
from errcat.generating.running import VerificationFailed, drift, paths, render
from errcat.generating.selection import AUDIENCES, visible
from errcat.generating.target import File, Generator, header
from errcat.loading import bundle
from errcat.loading.bundle import catalog_data, digest, entry_data
from errcat.model import (
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Product,
    Range,
    Reserved,
    Retirement,
    Suppression,
)
from tests.support import ROOT, TELNYX, examples, look, write_tree

# --- options ------------------------------------------------------------------------


class Options(NamedTuple):
    """One option of every type."""

    text: str = "x"
    number: int = 1
    truth: bool = False
    choice: Literal["plain", "rst", 3] = "plain"
    many_texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Others:
    """Options as a dataclass."""

    number: int = 1


def nothing(catalog: Catalog, options: object) -> list[File]:
    return []


def generator(**given: Any) -> Generator:
    return Generator("acme.generators.my_target", "What it is.\n", nothing, **given)


def test_a_generator_is_called_like_its_module() -> None:
    made = generator()
    assert (made.name, made.docs) == ("my-target", "What it is.")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, Options()),
        ({"text": "a=b"}, Options(text="a=b")),
        ({"number": "-7"}, Options(number=-7)),
        ({"number": 7}, Options(number=7)),
        ({"truth": "true"}, Options(truth=True)),
        ({"truth": False}, Options()),
        ({"choice": "rst"}, Options(choice="rst")),
        ({"choice": "3"}, Options(choice=3)),
        ({"many-texts": "a, b"}, Options(many_texts=("a", "b"))),
        ({"many_texts": ["a", "b"]}, Options(many_texts=("a", "b"))),
    ],
)
def test_an_option_is_given_as_text_or_as_what_it_is(
    given: dict[str, Any], expected: Options
) -> None:
    assert parse_options(generator(options=Options), given) == expected


def test_options_may_be_a_dataclass() -> None:
    assert parse_options(generator(options=Others), {"number": "2"}) == Others(2)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"nubmer": "1"},
            "nubmer: target 'my-target' has no such option; did you mean",
        ),
        ({"zzz": "1"}, "it has: choice, many_texts, number, text, truth"),
        ({"number": "1_0"}, "number: must be an integer, not '1_0'"),
        ({"number": True}, "must be an integer"),
        ({"number": "9" * 5000}, "must be an integer"),
        ({"truth": "yes"}, "truth: must be true or false, not 'yes'"),
        ({"truth": 1}, "must be true or false"),
        ({"text": 1}, "must be text, not 1"),
        ({"choice": "rts"}, "'rts' is not one of plain, rst, 3; did you mean 'rst'?"),
        ({"many_texts": [1]}, "must be text, not 1"),
        ({"many_texts": 1}, "must be a list of texts, not 1"),
    ],
)
def test_an_option_that_makes_no_sense_is_told(
    given: dict[str, Any], said: str
) -> None:
    with pytest.raises(OptionInvalid) as caught:
        parse_options(generator(options=Options), given)
    assert said in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_generator_without_options_says_so() -> None:
    with pytest.raises(OptionInvalid, match="it has no options"):
        parse_options(generator(), {"text": "x"})


# --- what may leave the house -------------------------------------------------------

AUDIENCE = (
    Entry(code="3", audience="internal", notes="secret", extensions={"x-a": 1}),
    Entry(
        code="20",
        audience="partner",
        lint=Suppression(("a",)),
        deprecated=Deprecation(replaced_by=("3", "1")),
    ),
    Entry(code="1", notes="secret", retired=Retirement(replaced_by=("20",))),
)
CATALOG = Catalog(id="example", version="1.0", extensions={"x-b": 2}, entries=AUDIENCE)


@pytest.mark.parametrize(
    ("audience", "codes"),
    [("public", ["1"]), ("partner", ["1", "20"]), ("internal", ["1", "3", "20"])],
)
def test_an_audience_sees_its_entries_in_the_order_of_their_codes(
    audience: str, codes: list[str]
) -> None:
    assert [entry.code for entry in visible(CATALOG, audience).entries] == codes


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_is_internal_stays_home(audience: str) -> None:
    shown = visible(CATALOG, audience)
    kept = {entry.code for entry in shown.entries}
    assert not shown.extensions
    for entry in shown.entries:
        assert (entry.notes, entry.lint, entry.extensions) == ("", Suppression(), {})
        for life in (entry.deprecated, entry.retired):
            assert life is None or kept.issuperset(life.replaced_by)


def test_hiding_entries_never_changes_the_order_of_the_others() -> None:
    codes = [Entry(code="10"), Entry(code="9"), Entry(code="A", audience="internal")]
    shown = visible(Catalog(id="x", entries=tuple(codes)))
    assert [entry.code for entry in shown.entries] == ["10", "9"]
    assert shown.code.order == "text"


def test_the_header_says_what_made_the_file_and_from_what() -> None:
    made, source = header("python", CATALOG)
    expected = "@generated by errcat (target: python). DO NOT EDIT: run `errcat gen`."
    assert made == expected
    assert source == "From the catalog example 1.0."


def test_the_digest_is_of_what_is_said_and_not_of_where_it_stands() -> None:
    moved = tuple(entry._replace(file="elsewhere", position=9) for entry in AUDIENCE)
    assert digest(replace(CATALOG, entries=moved, root="there")) == digest(CATALOG)
    assert digest(replace(CATALOG, version="1.1")) != digest(CATALOG)
    assert len(digest(CATALOG)) == 16


# --- running a generator ------------------------------------------------------------


FILES = (File("a.txt", "a"),)


def make(module: str, *, made: Any = FILES, wrong: str | Exception = "") -> Generator:
    def generate(catalog: Catalog, options: object) -> Any:
        yield from made

    def verify(catalog: Catalog, options: object, files: object) -> str:
        if isinstance(wrong, Exception):
            raise wrong
        return wrong

    return Generator(module, "", generate, verify=verify, suffix=".txt")


def test_what_is_rendered_is_what_was_made() -> None:
    assert render(make("a.b"), CATALOG, None) == FILES


def test_a_plugin_that_crashes_is_named() -> None:
    for broken in (make("acme.b", made=7), make("acme.b", wrong=KeyError("k"))):
        with pytest.raises(PluginBroken, match=r"plugin acme\.b: could not generate: "):
            render(broken, CATALOG, None)


def test_a_crash_of_errcat_itself_is_not_blamed_on_a_plugin() -> None:
    with pytest.raises(TypeError):
        render(make("errcat_generators.b", made=7), CATALOG, None)


def test_an_error_that_explains_itself_passes() -> None:
    with pytest.raises(OptionInvalid):
        render(make("acme.b", wrong=OptionInvalid("a", "b")), CATALOG, None)


def test_what_is_not_verified_is_a_bug_of_whoever_made_it() -> None:
    with pytest.raises(VerificationFailed) as ours:
        render(make("errcat_generators.b", wrong="it is not"), CATALOG, None)
    assert ours.value.exit_code == 70
    assert "target 'b'" in str(ours.value)
    assert "nothing was written" in str(ours.value)
    with pytest.raises(PluginBroken, match=r"acme\.b: .*it is not") as theirs:
        render(make("acme.b", wrong="it is not"), CATALOG, None)
    assert theirs.value.exit_code == 2


def test_a_single_target_is_the_output_and_what_goes_beside_it() -> None:
    files = [File("whatever.py", "a"), File("_exceptions.py", "b")]
    assert paths(generator(), "x/errors.py", files) == [
        ("x/errors.py", "a"),
        ("x/errors_exceptions.py", "b"),
    ]


def test_a_folder_target_stays_in_its_folder() -> None:
    many = generator(single=False)
    assert paths(many, "x", [File("a/b.md", "a")]) == [("x/a/b.md", "a")]
    assert paths(many, "", [File("a/b.md", "a")]) == [("a/b.md", "a")]


@pytest.mark.parametrize(
    ("single", "files"),
    [
        (True, [File("a", ""), File("/../b", "")]),
        (False, [File("../b", "")]),
        (False, [File("a/../../b", "")]),
    ],
)
def test_a_file_outside_its_output_is_refused(single: bool, files: list[File]) -> None:
    with pytest.raises(OutputRefused):
        paths(generator(single=single), "x", files)


# --- drift --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"a\nb\nc\n", "a\nB\nc\n"),
        (b"a\nb", "a\nb\n"),
        (b"", "a\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\xff\n", "a\n"),
        (None, "a\n"),
        (b"a\n", ""),
    ],
)
def test_drift_is_a_patch(tmp_path: Path, old: bytes | None, new: str) -> None:
    path = tmp_path / "errors.py"
    if old is not None:
        path.write_bytes(old)
    diff = drift("errors.py" if old is None else str(path), new)
    assert diff.startswith("--- /dev/null" if old is None else f"--- {path}\n")
    if old is not None and b"\xff" not in old:
        patch = ["patch", "--quiet", "--batch", str(path)]
        subprocess.run(patch, input=f"{diff}\n".encode(), check=True)
        assert (path.read_bytes() if path.exists() else b"") == new.encode()


def test_what_is_the_same_does_not_drift(tmp_path: Path) -> None:
    path = tmp_path / "errors.py"
    path.write_bytes("ß\n".encode())
    assert drift(str(path), "ß\n") == ""


def test_what_cannot_be_read_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(ErrcatError, match="cannot be read"):
        drift(str(tmp_path), "")


# --- a catalog as plain data --------------------------------------------------------

Anything: TypeAlias = st.SearchStrategy[Any]
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
FILLED = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
WORD = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
NAME = st.from_regex(r"[A-Z][A-Z0-9]{1,8}", fullmatch=True)
STATUS = st.integers(100, 599)
RETRY_WHEN = st.sampled_from(["never", "after_fix", "backoff", "after_delay"])
RETRY: Anything = st.one_of(
    RETRY_WHEN,
    st.fixed_dictionaries({"when": RETRY_WHEN}, optional={"after": st.just("PT24H")}),
)
REPLACED = st.lists(NAME, max_size=2)
CASE: Anything = st.fixed_dictionaries(
    {"id": WORD},
    optional={"http_status": STATUS, "title": FILLED, "detail": FILLED, "retry": RETRY},
)
PLAIN: Anything = st.one_of(FILLED, st.integers(-99, 99), st.booleans(), st.none())
FIELDS: dict[str, Anything] = {
    "name": NAME,
    "title": FILLED,
    "detail": FILLED,
    "description": FILLED,
    "causes": st.lists(FILLED, max_size=2),
    "solutions": st.lists(FILLED, max_size=2),
    "notes": FILLED,
    "retry": RETRY,
    "fault": st.sampled_from(["caller", "account", "service", "upstream"]),
    "severity": st.sampled_from(["error", "warning", "info"]),
    "audience": st.sampled_from(["public", "partner", "internal"]),
    "channels": st.lists(st.sampled_from(["http", "sip"]), max_size=2, unique=True),
    "params": st.dictionaries(
        WORD,
        st.fixed_dictionaries(
            {},
            optional={
                "type": st.sampled_from(["string", "integer"]),
                "description": FILLED,
                "sensitive": st.booleans(),
            },
        ),
        max_size=2,
    ),
    "links": st.lists(
        st.fixed_dictionaries(
            {"url": st.just("https://example.com/a")}, optional={"title": FILLED}
        ),
        max_size=2,
    ),
    "related": st.lists(
        st.fixed_dictionaries({"system": WORD, "code": NAME}), max_size=2
    ),
    "tags": st.lists(WORD, max_size=2, unique=True),
    "examples": st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "params": st.dictionaries(WORD, PLAIN, max_size=2),
                "detail": TEXT,
            },
        ),
        max_size=2,
    ),
    "aliases": st.lists(NAME, max_size=2, unique=True),
    "preview": st.booleans(),
    "deprecated": st.fixed_dictionaries(
        {}, optional={"since": NAME, "reason": TEXT, "replaced_by": REPLACED}
    ),
    "retired": st.fixed_dictionaries(
        {}, optional={"in": NAME, "reason": TEXT, "replaced_by": REPLACED}
    ),
    "since": NAME,
    "x-own": FILLED,
}


def case_id(case: dict[str, Any]) -> str:
    return str(case["id"])


HTTP: Anything = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"http_status": STATUS}),
    st.fixed_dictionaries(
        {"cases": st.lists(CASE, min_size=1, max_size=3, unique_by=case_id)}
    ),
)
DEFAULTS: Anything = st.fixed_dictionaries(
    {},
    optional={
        "audience": FIELDS["audience"],
        "retry": RETRY,
        "fault": FIELDS["fault"],
        "http_status": STATUS,
    },
)
HEADER: Anything = st.fixed_dictionaries(
    {"errcat": st.just(1), "id": WORD},
    optional={
        "title": FILLED,
        "description": FILLED,
        "version": st.just("1.10"),
        "language": st.just("de"),
        "code": st.just({"pattern": "[0-9]+", "order": "number"}),
        "docs_url": st.just("https://example.com/{code}"),
        "envelope": st.sampled_from(["jsonapi", "problem", {"code": "/a/0/code"}]),
        "products": st.dictionaries(WORD, st.just({"title": "T"}), max_size=2),
        "defaults": DEFAULTS,
        "reserved": st.just([{"code": "7", "reason": "r"}, {"from": "8", "to": "9"}]),
        "x-own": st.just({"a": [1]}),
    },
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Return a catalog of one file as data."""
    document: dict[str, Any] = draw(HEADER)
    if draw(st.booleans()):
        bounds = {"name": "low", "from": "10", "to": "19", "owner": "team"}
        document["ranges"] = [{**bounds, "defaults": draw(DEFAULTS)}]
    fields = st.fixed_dictionaries({}, optional=FIELDS)
    document["errors"] = [
        {"code": str(code), **draw(fields), **draw(HTTP)}
        for code in draw(st.lists(st.integers(10, 30), max_size=4, unique=True))
    ]
    return document


def carried(catalog: Catalog) -> Catalog:
    """Return what of *catalog* a bundle carries."""
    return replace(
        catalog,
        defaults={},
        extensions={},
        ranges=tuple(each._replace(defaults={}) for each in catalog.ranges),
        entries=tuple(
            each._replace(notes="", lint=Suppression(), extensions={})
            for each in catalog.entries
        ),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bundling")


def read_again(folder: Path, document: dict[str, Any]) -> Catalog:
    path = folder / "catalog.json"
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    inspection = look(path, rules=())
    assert inspection.catalog is not None
    assert not inspection.findings
    return inspection.catalog


@settings(derandomize=True, deadline=None, max_examples=examples(100))
@given(document=documents())
def test_reading_what_was_bundled_gives_the_catalog_back(
    folder: Path, document: dict[str, Any]
) -> None:
    catalog = read_again(folder, document)
    data = catalog_data(catalog)
    again = read_again(folder, data)
    assert again == carried(catalog)
    assert catalog_data(again) == data
    assert digest(again) == digest(catalog)


def test_keys_stand_in_the_order_of_the_schema() -> None:
    schema = json.loads(
        (ROOT / "schema/errcat_schema/catalog.schema.json").read_text(encoding="utf-8")
    )["definitions"]

    def in_order(keys: Any, definition: str) -> None:
        wanted = list(schema[definition]["properties"])
        assert sorted(keys, key=wanted.index) == list(keys)

    in_order(bundle.HEADER_KEYS, "catalog")
    in_order(bundle.ENTRY_KEYS, "entry")


def test_nothing_that_a_catalog_may_say_is_forgotten() -> None:
    """Every key of the schema is either in a bundle or internal."""
    schema = json.loads(
        (ROOT / "schema/errcat_schema/catalog.schema.json").read_text(encoding="utf-8")
    )["definitions"]
    entry = set(schema["entry"]["properties"]) - {"notes", "lint", "http_status"}
    header = set(schema["catalog"]["properties"])
    header -= {"$schema", "$comment", "errcat", "id", "defaults", "errors"}
    assert set(bundle.ENTRY_KEYS) == entry
    assert set(bundle.HEADER_KEYS) == header


def test_what_is_not_said_is_not_written() -> None:
    assert entry_data(Entry(code="1")) == {"code": "1"}
    assert catalog_data(Catalog(id="x", title="x")) == {
        "errcat": 1,
        "id": "x",
        "errors": [],
    }
    whole = Catalog(id="x", code=CodeFormat(wire_type="integer"))
    assert catalog_data(whole)["code"] == {"wire_type": "integer"}


def test_the_catalog_of_this_repository_is_bundled_whole(tmp_path: Path) -> None:
    catalog = look(TELNYX, rules=()).catalog
    assert catalog is not None
    again = read_again(write_tree(tmp_path, {}), catalog_data(catalog))
    assert replace(again, file_ranges={}) == carried(replace(catalog, file_ranges={}))
    assert len(again.entries) == 211


# --- what is internal ---------------------------------------------------------------


def test_who_owns_what_and_why_it_is_reserved_is_for_the_inside() -> None:
    catalog = Catalog(
        id="x",
        ranges=(Range("a", first="1", last="9", owner="secret-team"),),
        products=(Product("mail", owner="secret-team"),),
        reserved=(Reserved(code="5", owner="secret-team", reason="secret-plan"),),
    )
    for audience in ("public", "partner"):
        assert "secret" not in str(catalog_data(visible(catalog, audience)))
    assert str(catalog_data(visible(catalog, "internal"))).count("secret") == 4
