"""Whatever a title or a code is, what it is called is an identifier, and a stable one."""

from __future__ import annotations

import ast
import builtins
import enum
import keyword
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from errcat import naming
from errcat.naming import Style
from tests.hostile import HOSTILE
from tests.support import examples

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text(
        st.sampled_from("aAbBzZ019 _-.:/'\xdf\xe9\xc9\u212a\ufb01\u4e2d\ud800\u200b")
    ),
    st.sampled_from(HOSTILE),
)
NAMES = st.from_regex(r"[A-Z][A-Z0-9]{0,3}(_[A-Z0-9]{1,3}){0,4}", fullmatch=True)
STYLES = tuple(each for each in vars(naming).values() if isinstance(each, Style))

Test = Callable[..., None]


def check(test: Test) -> Test:
    """Give a law about a text 300 made-up ones, the same in every run, and the hostile ones."""
    for each in HOSTILE:
        test = example(each)(test)
    return settings(max_examples=examples(300), deadline=None, derandomize=True)(
        given(TEXTS)(test)
    )


def check_name(test: Test) -> Test:
    """Give a law about a name 300 of them, the same in every run."""
    return settings(max_examples=examples(300), deadline=None, derandomize=True)(
        given(NAMES)(test)
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CARD_DECLINED", True),
        ("E", True),
        ("A10DLC_1", True),
        ("A" * 100, True),
        ("A" * 101, False),
        ("", False),
        ("_A", False),
        ("A_", False),
        ("A__B", True),
        ("A___B", False),
        ("A__", False),
        ("__A", False),
        ("1A", False),
        ("Card", False),
        ("A B", False),
        ("A\n", False),
        ("\xc4", False),
        ("\u0661", False),
    ],
)
def test_a_name_is_words_in_capitals(name: str, expected: bool) -> None:
    assert naming.is_name(name) is expected


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("card_declined", "CARD_DECLINED"),
        ("cardDeclined", "CARD_DECLINED"),
        ("CARD_DECLINED", "CARD_DECLINED"),
        ("HTTPServerError", "HTTP_SERVER_ERROR"),
        ("v2ApiGone", "V2_API_GONE"),
        ("D10", "D10"),
        ("10001", ""),
        ("42P01", ""),
        ("-32700", ""),
        ("SNYK-CLI-0001", ""),
        ("ddl:8224", ""),
        ("_private", ""),
        ("a__b", ""),
        ("a\n", ""),
        ("", ""),
    ],
)
def test_a_code_that_is_an_identifier_is_a_name(code: str, name: str) -> None:
    assert naming.name_from_code(code) == name
    assert naming.is_identifier(code) is bool(name)


@check
def test_a_name_from_a_code_is_a_name_or_nothing(s: str) -> None:
    name = naming.name_from_code(s)
    assert not name or naming.is_name(name)


@pytest.mark.parametrize(
    ("title", "code", "name"),
    [
        ("Inactive phone number", "10001", "INACTIVE_PHONE_NUMBER"),
        ("Can't do; won\u2019t do", "1", "CANT_DO_WONT_DO"),
        (
            "Invalid value for terminating_digit",
            "1",
            "INVALID_VALUE_FOR_TERMINATING_DIGIT",
        ),
        ("Public APIs", "1", "PUBLIC_APIS"),
        ("\xdcber-Stra\xdfe \u0141\xf3d\u017a \ufb01ne", "1", "UBER_STRASSE_LODZ_FINE"),
        ("10DLC campaign", "1", "ERROR_10DLC_CAMPAIGN"),
        ("", "10001", "ERROR_10001"),
        ("\u4e2d\u6587", "SNYK-CLI-0001", "ERROR_SNYK_CLI_0001"),
        ("\u4e2d", "\u6587", "ERROR_U6587"),
        ("", "", "ERROR"),
        ("word " * 50, "1", "_".join(["WORD"] * 20)),
    ],
)
def test_a_name_is_proposed_from_the_title(title: str, code: str, name: str) -> None:
    assert naming.propose_name(title, code) == name


@check
def test_a_proposed_name_is_always_a_name(s: str) -> None:
    for title, code in ((s, "10001"), ("", s), (s, s)):
        name = naming.propose_name(title, code)
        assert naming.is_name(name)
        assert naming.reserved_reason(name) is None


@check
def test_words_are_plain(s: str) -> None:
    assert all(re.fullmatch("[A-Za-z0-9]+", word) for word in naming.words(s))


@pytest.mark.parametrize(
    ("casing", "cased"),
    [
        (naming.screaming_snake, "HTTP_ERROR_404"),
        (naming.snake, "http_error_404"),
        (naming.kebab, "http-error-404"),
        (naming.pascal, "HttpError404"),
        (naming.camel, "httpError404"),
    ],
)
def test_a_casing_joins_words(casing: Callable[[str], str], cased: str) -> None:
    assert casing("HTTP_ERROR_404") == cased
    assert casing("") == ""


@check_name
def test_words_of_a_name_come_back(name: str) -> None:
    assert naming.screaming_snake(name) == name
    assert naming.snake(name).upper() == name
    assert naming.kebab(name).upper().replace("-", "_") == name


# --- styles -----------------------------------------------------------------------------------

RESERVED = sorted(
    {
        *keyword.kwlist,
        *dir(builtins),
        "mro",
        "name",
        "value",
        "__proto__",
        "constructor",
    }
)
CASINGS = (naming.screaming_snake, naming.snake, naming.pascal, naming.camel)


@pytest.mark.parametrize("casing", CASINGS)
def test_every_name_is_a_member_of_a_python_enum(casing: Callable[[str], str]) -> None:
    style = replace(naming.PYTHON_MEMBER, casing=casing)
    names = [
        naming.propose_name(each, "1") for each in (*RESERVED, *dir(str), *dir(int))
    ]
    members = dict.fromkeys(naming.apply(style, each) for each in names)
    for base, quote in (("IntEnum", ""), ("StrEnum", '"')):
        lines = [f"    {each} = {quote}{at}{quote}" for at, each in enumerate(members)]
        space: dict[str, Any] = dict(vars(enum))
        source = "\n".join([f"class E({base}):", *lines])
        exec(source, space)  # noqa: S102 - it is made here, to see whether it runs
        assert list(space["E"].__members__) == list(members)
        assert [str(each.value) for each in space["E"]] == [
            *map(str, range(len(members)))
        ]


@pytest.mark.parametrize("word", [*keyword.kwlist, *dir(builtins)])
def test_no_class_hides_a_word_of_python(word: str) -> None:
    name = naming.screaming_snake(word) or "A"
    called = naming.apply(naming.PYTHON_CLASS, name)
    assert called.isidentifier()
    assert not keyword.iskeyword(called)
    assert not hasattr(builtins, called)


@pytest.mark.parametrize(
    ("name", "casing", "called"),
    [
        ("CLASS", naming.screaming_snake, "CLASS"),
        ("CLASS", naming.camel, "class_"),
        ("CONSTRUCTOR", naming.camel, "constructor_"),
        ("TYPE_OF", naming.camel, "typeOf"),
    ],
)
def test_a_reserved_word_of_typescript_is_escaped(
    name: str, casing: Callable[[str], str], called: str
) -> None:
    assert naming.apply(replace(naming.TS_CONST, casing=casing), name) == called


@check_name
def test_whatever_a_style_calls_an_entry_is_an_identifier(name: str) -> None:
    for style in STYLES:
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", naming.apply(style, name))


@pytest.mark.parametrize(
    ("name", "reserved"),
    [
        ("CARD_DECLINED", False),
        ("NONE", False),
        ("CLASS", False),
        ("MRO", False),
        ("None", True),
        ("class", True),
        ("mro", True),
        ("name", True),
        ("value", True),
        ("_missing_", True),
        ("__init__", True),
        ("__private", True),
        ("a b", True),
        ("", True),
    ],
)
def test_a_reserved_name_has_a_reason(name: str, reserved: bool) -> None:
    assert (naming.reserved_reason(name) is not None) is reserved


@check_name
def test_a_name_without_a_reason_is_a_member(name: str) -> None:
    assert naming.reserved_reason(name) is None
    make: Any = enum.Enum
    made = make("E", [(name, 1)])
    assert [*made.__members__] == [name]


@pytest.mark.parametrize(
    ("name", "cased"),
    [
        ("NONE", ("None",)),
        ("CLASS", ("class",)),
        ("VALUE", ("value",)),
        ("VALUE_OF", ("valueOf",)),
        ("CARD", ()),
    ],
)
def test_it_is_known_what_a_casing_would_hide(
    name: str, cased: tuple[str, ...]
) -> None:
    assert naming.reserved_casings(name) == cased


def test_names_that_a_style_cannot_tell_apart_are_found() -> None:
    names = ["FOO_1", "BAR", "FOO1", "FOO_1", "BAZ"]
    assert naming.collisions(names, naming.OPENAPI_KEY) == (("FOO_1", "FOO1"),)
    assert naming.collisions(names, naming.PYTHON_MEMBER) == ()


def test_an_escaped_word_may_collide_too() -> None:
    style = Style("kept", str, frozenset({"a"}))
    assert naming.collisions(["a", "a_"], style) == (("a", "a_"),)


def test_files_collide_on_case_and_on_unicode_forms() -> None:
    names = ["A", "a", "\ufb01", "fi", "e\u0301", "\xe9", "\xc9"]
    folded = Style("files", str, folded=True)
    assert naming.collisions(names, folded) == (
        ("A", "a"),
        ("\ufb01", "fi"),
        ("e\u0301", "\xe9", "\xc9"),
    )
    assert naming.collisions(names, replace(folded, folded=False)) == ()


@settings(max_examples=examples(300), deadline=None, derandomize=True)
@given(NAMES, NAMES)
def test_collisions_are_exactly_the_equal_ones(name: str, other: str) -> None:
    for style in STYLES:
        same = naming.apply(style, name) == naming.apply(style, other)
        expected = ((name, other),) if same and name != other else ()
        assert naming.collisions([name, other], style) == expected


# --- files ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        ("10001", "10001"),
        ("card_declined", "card_declined"),
        ("42P01", "42p01.u"),
        ("SNYK-CLI-0001", "snyk-cli-0001.u"),
        ("cardDeclined", "carddeclined.x80"),
        ("ddl:8224", "ddl.3a8224"),
        ("-32700", "x--32700"),
        ("con", "x-con"),
        ("CON", "x-con.u"),
        ("con.a", "x-con.2ea"),
        ("x-con", "x-x-con"),
        ("..", "x-.2e.2e"),
        ("../a", "x-.2e.2e.2fa"),
        ("", "x-"),
    ],
)
def test_a_slug_looks_like_its_code(code: str, slug: str) -> None:
    assert naming.file_slug(code) == slug


@check
def test_a_slug_is_a_file_name_everywhere(s: str) -> None:
    for code in (s, s * 10):
        slug = naming.file_slug(code)
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", slug)
        assert not slug.endswith(".")
        assert len(slug) <= 120
        assert slug.split(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


def test_two_codes_never_share_a_slug() -> None:
    alphabet = [
        "a",
        "A",
        "b",
        "B",
        ".",
        "?",
        "\ud800",
        "-",
        "x",
        "u",
        "6",
        "1",
        "_",
        "\xe9",
        "e\u0301",
    ]
    codes = {"", *alphabet, *HOSTILE, "con", "CON", "Con", "x-con", "X-con", "h" * 200}
    for _ in range(2):
        codes |= {code + char for code in codes if len(code) < 4 for char in alphabet}
    forms = {
        code: unicodedata.normalize("NFC", naming.file_slug(code)) for code in codes
    }
    assert len(codes) > 2000
    assert len({slug.casefold() for slug in forms.values()}) == len(codes)


@settings(max_examples=examples(1000), deadline=None, derandomize=True)
@given(TEXTS, TEXTS)
def test_two_made_up_codes_never_share_a_slug(code: str, other: str) -> None:
    same = naming.file_slug(code) == naming.file_slug(other)
    assert same is (code == other)


def test_the_proposals_for_the_first_catalog_need_no_numbering() -> None:
    """A name depends on its own title and code: the same in any order, beside any other entry."""
    titles = ["Too many requests", "Invalid user", "10DLC", ""]
    alone = [naming.propose_name(each, "7") for each in titles]
    assert alone == ["TOO_MANY_REQUESTS", "INVALID_USER", "ERROR_10DLC", "ERROR_7"]
    assert all(ast.parse(f"{each} = 1") for each in alone)
