"""Generated Python runs, holds what the catalog holds, and looks as black leaves it."""

from __future__ import annotations

import doctest
import io
import json
import subprocess
import sys
import tokenize
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import black
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat.errors import ErrcatError
from errcat.generating.running import VerificationFailed, render
from errcat.generating.selection import visible
from errcat.generating.target import File
from errcat.model import (
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Range,
    Retirement,
    Retry,
)
from errcat_generators.python import GENERATOR, Options, _layout, verify
from tests.hostile import HOSTILE
from tests.support import TELNYX, diagonal, examples, first_fast, look

WHOLE = CodeFormat(wire_type="integer")
ENTRIES = (
    Entry(
        code="10001",
        name="INACTIVE_PHONE_NUMBER",
        title="Inactive phone number",
        detail="The phone number is inactive.",
        range="general",
        cases=(Case(http_status=403),),
        retry=Retry("after_fix"),
        aliases=("PHONE_NUMBER_INACTIVE",),
    ),
    Entry(
        code="10011",
        name="TOO_MANY_REQUESTS",
        title="Too many requests",
        range="general",
        cases=(Case(id="a", http_status=503), Case(id="b", http_status=429)),
        retry=Retry("after_delay", "PT1M"),
    ),
    Entry(code="40011", name="NOT_ROUTABLE", title="Not routable!"),
)
RANGES = (Range("general", first="10000", last="19999"),)
SMALL = Catalog(
    id="example",
    title="Example errors",
    description="What the example API answers.",
    version="1.0",
    ranges=RANGES,
    entries=ENTRIES,
)
INTEGERS = Catalog(
    id="jsonrpc",
    title="JSON-RPC",
    code=WHOLE,
    entries=(
        Entry(code="-32700", name="PARSE_ERROR", title="Parse error"),
        Entry(code="-32600", name="INVALID_REQUEST", title="Invalid request"),
        Entry(code="1", name="ONE", title="One"),
    ),
)


def telnyx() -> Catalog:
    catalog = look(TELNYX, rules=()).catalog
    assert catalog is not None
    return visible(catalog)


def generated(catalog: Catalog, **options: Any) -> str:
    """Return the text for *catalog*, which has been verified."""
    files = render(GENERATOR, catalog, Options(**options))
    assert len(files) == 1
    return files[0].text


@contextmanager
def imported(text: str, name: str = "generated_errors") -> Generator[ModuleType]:
    """Give *text* as a module, which can be found while the block runs."""
    module = ModuleType(name)
    sys.modules[name] = module
    try:
        code = compile(text, f"{name}.py", "exec")
        exec(code, vars(module))  # noqa: S102  # it is under test
        yield module
    finally:
        del sys.modules[name]


def said(module: ModuleType) -> list[tuple[Any, ...]]:
    """Return what a generated module says of every code, in its order."""
    return [
        (
            member.name,
            member.value,
            member.info.name,
            member.info.title,
            getattr(member.info, "range", None),
            member.info.detail,
            member.info.http_statuses,
            member.info.retry,
        )
        for member in module.ErrorCode
    ]


def meant(catalog: Catalog) -> list[tuple[Any, ...]]:
    """Return the same of the catalog."""
    whole = catalog.code.wire_type == "integer"
    return [
        (
            entry.name,
            int(entry.code) if whole else entry.code,
            entry.name,
            entry.title,
            entry.range or None,
            entry.detail or None,
            entry.http_statuses,
            entry.retry.when if entry.retry else None,
        )
        for entry in catalog.entries
    ]


def tidy(text: str) -> str:
    return black.format_str(text, mode=black.Mode())


def ruff(*arguments: str, text: str) -> str:
    command = [sys.executable, "-m", "ruff", *arguments, "--isolated"]
    done = subprocess.run(
        [*command, "--stdin-filename", "errors.py", "-"],
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


CATALOGS: dict[str, Callable[[], Catalog]] = {
    "telnyx": telnyx,
    "small": lambda: SMALL,
    "integers": lambda: INTEGERS,
    "empty": lambda: Catalog(id="empty", title="Empty"),
    "empty with ranges": lambda: Catalog(id="empty", title="Empty", ranges=RANGES),
    "empty integers": lambda: Catalog(id="empty", title="Empty", code=WHOLE),
}


@pytest.fixture(params=CATALOGS)
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return CATALOGS[request.param]()


def test_generated_code_says_what_the_catalog_says(catalog: Catalog) -> None:
    with imported(generated(catalog)) as module:
        assert said(module) == meant(catalog)
        assert len(module.ErrorCode.__members__) == len(catalog.entries)
        assert list(module.ERRORS) == list(module.ErrorCode)
        assert all(info.code is code for code, info in module.ERRORS.items())


@pytest.mark.parametrize("docstrings", ["plain", "rst", "none"])
@pytest.mark.tools
def test_black_and_ruff_leave_it_as_it_is(catalog: Catalog, docstrings: str) -> None:
    text = generated(catalog, docstrings=docstrings)
    assert tidy(text) == text
    assert ruff("format", text=text) == text


@pytest.mark.tools
def test_ruff_finds_nothing_in_it(catalog: Catalog) -> None:
    ignored = "CPY001,COM812,D203,D213,INP001,S105"
    chosen = ["--select", "ALL", "--ignore", ignored, "--target-version", "py311"]
    ruff("check", *chosen, text=generated(catalog))


def test_every_code_is_parsed_and_nothing_else() -> None:
    with imported(generated(telnyx())) as module:
        code = module.ErrorCode
        assert all(code.parse(each.value) is each for each in code)
        assert all(code.parse(int(each.value)) is each for each in code)
        assert all(code.parse(each) is each for each in code)
        for other in ("", "10001 ", "010001", "1e4", "x", 0, -1, 10**5000, True):
            assert code.parse(other) is None


def test_whole_numbers_are_parsed_as_their_one_spelling() -> None:
    with imported(generated(INTEGERS)) as module:
        code = module.ErrorCode
        assert code.parse(-32700) is code.PARSE_ERROR
        assert code.parse("-32700") is code.PARSE_ERROR
        assert code.parse(code.ONE) is code.ONE
        spellings = ["+1", "01", " 1", "1 ", "1_", "0_1", "\u0661", "1.0", "x", ""]
        for other in (*spellings, "9" * 5000, 10**5000, 2, True):
            assert code.parse(other) is None


def test_what_is_said_cannot_be_changed() -> None:
    with imported(generated(SMALL)) as module:
        with pytest.raises(FrozenInstanceError):
            module.ErrorCode.NOT_ROUTABLE.info.title = "x"
        with pytest.raises(TypeError):
            module.ERRORS["x"] = 1


def test_a_code_is_what_the_wire_carries() -> None:
    with imported(generated(SMALL)) as module:
        assert json.dumps(module.ErrorCode.NOT_ROUTABLE) == '"40011"'
        assert f"{module.ErrorCode.NOT_ROUTABLE}" == "40011"
    with imported(generated(INTEGERS)) as module:
        assert json.dumps(module.ErrorCode.PARSE_ERROR) == "-32700"


def test_an_old_name_is_the_same_member() -> None:
    with imported(generated(SMALL)) as module:
        code = module.ErrorCode
        assert code.PHONE_NUMBER_INACTIVE is code.INACTIVE_PHONE_NUMBER
        assert "PHONE_NUMBER_INACTIVE" not in code.__members__


def test_the_public_names_are_listed() -> None:
    with imported(generated(SMALL)) as module:
        assert module.__all__ == [
            "ERRORS",
            "ErrorCode",
            "ErrorInfo",
            "ErrorRange",
            "Retry",
        ]
    with imported(generated(INTEGERS)) as module:
        assert module.__all__ == ["ERRORS", "ErrorCode", "ErrorInfo", "Retry"]
        assert not hasattr(module, "ErrorRange")


def test_where_every_entry_has_a_range_it_need_not_be_asked_for() -> None:
    assert "    range: ErrorRange | None = None\n" in generated(SMALL)
    ranged = replace(SMALL, entries=ENTRIES[:2])
    assert "    range: ErrorRange\n" in generated(ranged)


def test_the_life_of_a_code_is_told_where_it_is_used() -> None:
    gone = Entry(code="1", name="GONE", title="Gone", detail="D.")
    lives = (
        gone._replace(
            deprecated=Deprecation("1.2", "too vague", ("2", "x#9"), "2027-03-01")
        ),
        gone._replace(code="2", name="WENT", retired=Retirement("2.0", "It went.")),
        gone._replace(code="3", name="NEW", preview=True),
        gone._replace(code="4", name="OLD", deprecated=Deprecation()),
    )
    text = generated(Catalog(id="x", title="X", entries=lives))
    assert (
        '    """Gone.\n\n'
        "    Deprecated since 1.2: too vague.\n\n"
        "    Use 2 WENT or x#9 instead.\n\n"
        "    It will be removed on 2027-03-01.\n\n"
        '    D.\n    """\n'
    ) in text
    assert "    Retired in 2.0: It went.\n" in text
    assert "    Preview: this code may still change.\n" in text
    assert "    Deprecated.\n" in text


def test_rst_docstrings_escape_what_sphinx_would_read() -> None:
    entry = Entry(code="1", name="STAR", title="A * star", detail="a_ `x`")
    text = generated(Catalog(id="x", title="X", entries=(entry,)), docstrings="rst")
    assert r"A \\* star" in text
    assert 'title="A * star"' in text


def test_the_same_catalog_gives_the_same_bytes_in_every_environment() -> None:
    program = (
        "import sys; from errcat_generators.python import generate, Options;"
        "from tests.generators.test_python import telnyx;"
        "sys.stdout.buffer.write(next(iter(generate(telnyx(), Options()))).text.encode())"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={
                "PYTHONPATH": ":".join(sys.path),
                "PYTHONHASHSEED": seed,
                "LC_ALL": "C",
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert texts == {generated(telnyx()).encode()}


# --- hostile texts ------------------------------------------------------------------


def hostile(text: str) -> Catalog:
    """Return a catalog that says *text* wherever it can."""
    entry = Entry(
        code="1",
        name="ONE",
        title=text,
        detail=text,
        range=text,
        retry=Retry(text),
        deprecated=Deprecation(text, text, (text,), text),
    )
    other = entry._replace(code=text or "x", name="TWO", deprecated=None, preview=True)
    return Catalog(
        id=text,
        title=text,
        description=text,
        version=text,
        ranges=(Range(text), Range("other")),
        entries=(entry, other),
    )


def comments(text: str) -> list[str]:
    """Return the comments that Python sees, but for the one behind a line that is too long."""
    found = tokenize.generate_tokens(io.StringIO(text).readline)
    texts = [each.string for each in found if each.type == tokenize.COMMENT]
    return [each for each in texts if each != "# fmt: skip"]


@pytest.mark.parametrize(
    ("text", "docstrings"), diagonal(HOSTILE, ["plain", "rst", "none"])
)
def test_a_hostile_text_comes_back_and_never_becomes_code(
    text: str, docstrings: str
) -> None:
    catalog = hostile(text)
    made = generated(catalog, docstrings=docstrings)
    with imported(made) as module:
        assert said(module) == meant(catalog)
        assert not [
            test for test in doctest.DocTestFinder().find(module) if test.examples
        ]
    assert tidy(made) == made
    made.encode("utf-8")
    assert comments(made) == made.split("\n")[:2]
    assert tokenize.detect_encoding(io.BytesIO(made.encode()).readline)[0] == "utf-8"


TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=200),
    st.text(" ab\"'\\\n{}#*`-", max_size=200),
    st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join),
)
NAMES = st.from_regex(
    r"[A-Z][A-Z0-9]{0,40}(_[A-Z0-9]{1,20}){0,3}", fullmatch=True
).filter(lambda name: len(name) <= 100)


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """Return any catalog, of texts as they come."""
    whole = draw(st.booleans())
    codes = draw(
        st.lists(
            st.integers(-(2**53), 2**53).map(str) if whole else TEXTS,
            max_size=4,
            unique=True,
        )
    )
    names = draw(
        st.lists(NAMES, min_size=2 * len(codes), max_size=2 * len(codes), unique=True)
    )
    ranges = draw(st.lists(TEXTS.filter(bool), max_size=3, unique=True))
    entries = tuple(
        Entry(
            code=code,
            name=names.pop(),
            aliases=(names.pop(),) if draw(st.booleans()) else (),
            title=draw(TEXTS),
            detail=draw(TEXTS),
            range=draw(st.sampled_from(["", *ranges])),
            retry=draw(st.none() | TEXTS.map(Retry)),
            cases=tuple(
                Case(str(status), http_status=status)
                for status in draw(st.lists(st.integers(100, 599), max_size=20))
            ),
        )
        for code in codes
    )
    return Catalog(
        id=draw(TEXTS),
        title=draw(TEXTS),
        version=draw(TEXTS),
        code=WHOLE if whole else CodeFormat(),
        ranges=tuple(map(Range, ranges)),
        entries=entries,
    )


@settings(derandomize=True, deadline=None, max_examples=examples(100))
@given(catalog=catalogs(), docstrings=st.sampled_from(["plain", "rst", "none"]))
def test_any_catalog_comes_back_from_code_that_black_leaves_alone(
    catalog: Catalog, docstrings: str
) -> None:
    made = generated(catalog, docstrings=docstrings)
    with imported(made) as module:
        assert said(module) == meant(catalog)
        for entry in catalog.entries:
            for alias in entry.aliases:
                assert getattr(module.ErrorCode, alias).value == type(
                    getattr(module.ErrorCode, entry.name).value
                )(entry.code)
    assert tidy(made) == made


# --- what cannot be made ------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ((Entry(code="1", name=""),), "1: '' cannot be a name in Python"),
        ((Entry(code="1", name="!?"),), "cannot be a name in Python"),
        ((Entry(code="1", name="1ST"),), "cannot be a name in Python"),
        (
            (Entry(code="1", name="A"), Entry(code="2", name="A")),
            "would both be 'A' in Python",
        ),
        (
            (Entry(code="1", name="A"), Entry(code="2", name="a")),
            "would both be 'A' in Python",
        ),
        (
            (Entry(code="1", name="A"), Entry(code="1", name="B")),
            "'1 A' and '1 B' would both be '\"1\"' in Python",
        ),
        (
            (Entry(code="1", name="A"), Entry(code="2", name="B", aliases=("A",))),
            "would both be 'A' in Python",
        ),
    ],
)
def test_what_python_cannot_name_apart_is_refused(
    entries: tuple[Entry, ...], reason: str
) -> None:
    with pytest.raises(ErrcatError, match=reason.replace("?", r"\?")) as caught:
        generated(Catalog(id="x", title="X", entries=entries))
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "code", ["x", "1_0", "01", "+1", " 1", "\u0661", "", "-", "__import__('os')"]
)
def test_only_whole_numbers_become_numbers(code: str) -> None:
    entries = (Entry(code=code, name="A"),)
    with pytest.raises(ErrcatError, match="is not an integer"):
        generated(Catalog(id="x", title="X", code=WHOLE, entries=entries))


# --- verification -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"10011"', '"10012"'),
        ("TOO_MANY_REQUESTS", "TOO_FEW_REQUESTS"),
        ('title="Not routable!"', 'title="Routable"'),
        ('title="Not routable!"', 'title="Not " + "routable!"'),
        ('title="Not routable!"', 'title=f"Not routable!"'),
        ('title="Not routable!"', 'title="Not routable!", detail="x"'),
        ('title="Not routable!",', 'title="Not routable!", **{},'),
        ("        detail=", "        title="),
        ("(429, 503)", "(429,)"),
        ('Literal["general"]', 'Literal["special"]'),
        ("ErrorCode.PHONE_NUMBER_INACTIVE =", "ErrorCode.INACTIVE ="),
        ("= ErrorCode.INACTIVE_PHONE_NUMBER\n", "= ErrorCode.NOT_ROUTABLE\n"),
        ("PHONE_NUMBER_INACTIVE: ClassVar", "INACTIVE: ClassVar"),
        ("    @property\n", '    EXTRA = "1"\n\n    @property\n'),
        ("    @property\n", "    print()\n\n    @property\n"),
        ("return ERRORS[self]", "return ERRORS[None]"),
        ("ERRORS: Final", "x = 1\nERRORS: Final"),
        ("from __future__ import annotations\n", "from os import *\n"),
        ('"""Example errors.', '"""Example errors."""\n1\n"""'),
        ('"""Example errors.', 'f"""Example errors.'),
        ('"""Every catalog entry', 'f"""Every catalog entry'),
        ("# From the catalog ", "# type: ignore # From the catalog "),
        (
            "# From the catalog ",
            "# coding: utf-7 +AAo-raise SystemExit # From the catalog ",
        ),
        ("# From the catalog ", "raise SystemExit # From the catalog "),
        ("_ENTRIES: Final", "_ENTRIES: Final["),
    ],
)
def test_a_file_with_anything_else_in_it_is_refused(old: str, new: str) -> None:
    text = generated(SMALL)
    assert old in text
    assert verify(SMALL, Options(), [File("", text)]) == ""
    spoilt = text.replace(old, new, 1)
    assert verify(SMALL, Options(), [File("", spoilt)])


def test_what_is_not_verified_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    def naive(text: str) -> str:
        return f'"""{text}"""'

    monkeypatch.setattr(_layout, "python_literal", naive)
    with pytest.raises(VerificationFailed):
        generated(hostile('"""; raise SystemExit("broken out"); """'))


# --- type checkers ------------------------------------------------------------------

USE = '''\
"""A client."""

from __future__ import annotations

from typing import assert_never, assert_type

import jsonrpc
from small import ERRORS, ErrorCode, ErrorInfo, ErrorRange, Retry


def meaning(code: ErrorCode) -> str:
    match code:
        case ErrorCode.INACTIVE_PHONE_NUMBER:
            return "inactive"
        case ErrorCode.TOO_MANY_REQUESTS:
            return "later"
        case ErrorCode.NOT_ROUTABLE:
            return "never"
        case _:
            assert_never(code)


def wait(value: int | str) -> Retry | None:
    code = ErrorCode.parse(value)
    assert_type(code, ErrorCode | None)
    return None if code is None else code.info.retry


def told(info: ErrorInfo) -> tuple[str, str, ErrorRange | None, str | None, tuple[int, ...]]:
    return (info.name, info.title, info.range, info.detail, info.http_statuses)


OLD: ErrorCode = ErrorCode.PHONE_NUMBER_INACTIVE
SAME: ErrorCode = ErrorCode("10001")
ALL = [told(ERRORS[code]) for code in ErrorCode]
NUMBER: int = jsonrpc.ErrorCode.PARSE_ERROR
'''
MISSING = """\
        case ErrorCode.NOT_ROUTABLE:
            return "never"
"""
CHECKERS = {
    "mypy": ["mypy", "--strict", "--cache-dir=/dev/null"],
    "pyright": ["pyright", "--project", "."],
}


@pytest.mark.parametrize("checker", first_fast(CHECKERS))
@pytest.mark.tools
def test_type_checkers_accept_it_and_prove_matches_exhaustive(
    tmp_path: Path, checker: str
) -> None:
    texts = {
        "telnyx_errors.py": generated(telnyx()),
        "small.py": generated(SMALL),
        "jsonrpc.py": generated(INTEGERS),
        "empty.py": generated(Catalog(id="empty", title="Empty")),
        "use.py": USE,
        "pyrightconfig.json": '{"typeCheckingMode": "strict"}',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [name for name in texts if name.endswith(".py")]

    def check(*paths: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *CHECKERS[checker]]
        arguments = [] if checker == "pyright" else list(paths)
        return subprocess.run(
            [*command, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    clean = check(*files)
    assert clean.returncode == 0, clean.stdout + clean.stderr
    assert MISSING in USE
    (tmp_path / "use.py").write_text(USE.replace(MISSING, ""), encoding="utf-8")
    incomplete = check("use.py")
    assert incomplete.returncode == 1
    assert "NOT_ROUTABLE" in incomplete.stdout
