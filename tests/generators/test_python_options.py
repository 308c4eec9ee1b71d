"""What a project decides about its Python file: every choice runs, type-checks and stays tidy."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from errcat.errors import ErrcatError
from errcat.generating.target import File
from errcat.model import (
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Envelope,
    Link,
    Range,
    Retirement,
)
from errcat_generators.python import Options, verify
from tests.generators.test_python import (
    INTEGERS,
    RANGES,
    SMALL,
    generated,
    imported,
    ruff,
    telnyx,
    tidy,
)
from tests.hostile import HOSTILE
from tests.support import diagonal, first_fast

JSONAPI = Envelope("jsonapi", "/errors/0/code")
FULL = Entry(
    code="10002",
    name="FULL",
    title="Everything is said",
    detail="D",
    range="general",
    description="What it is.",
    causes=("One.", "A cause that takes more than a line of Python: " + "words " * 20),
    solutions=("Wait.",),
    fault="caller",
    severity="error",
    channels=("http", "sdk"),
    products=("email",),
    tags=("a",),
    since="1.0",
    deprecated=Deprecation("1.0", replaced_by=("10001",)),
    links=(Link("https://example.com"),),
)
CATALOGS: dict[str, Catalog] = {
    "texts": replace(
        SMALL,
        envelope=JSONAPI,
        entries=(*SMALL.entries, FULL),
        docs_url="https://example.com/{catalog}/{range}/{code}#{name}",
    ),
    "numbers": replace(
        INTEGERS,
        envelope=Envelope("custom", "/error/code"),
        ranges=(Range("all", title="All of them", first="-40000", last="1"),),
        entries=tuple(each._replace(range="all") for each in INTEGERS.entries),
    ),
    "none": Catalog(id="none", title="None", envelope=JSONAPI, ranges=RANGES),
    "bare": replace(
        SMALL,
        ranges=(),
        entries=tuple(each._replace(range="", aliases=()) for each in SMALL.entries),
    ),
}
ALL_FIELDS = (
    "docs_url",
    "replaced_by",
    "life",
    "since",
    "tags",
    "products",
    "channels",
    "severity",
    "fault",
    "retry",
    "http_statuses",
    "solutions",
    "causes",
    "description",
    "detail",
    "range",
    "title",
    "name",
)
FIELDS = (Options().fields, (), ALL_FIELDS)
CHOICES = [
    choice
    for index, choice in enumerate(
        product(
            ("3.11", "3.10", "3.9"),
            ("none", "group", "code"),
            ("literal", "enum", "none"),
            ("inline", "none"),
            ("plain", "rst", "none"),
            FIELDS,
        )
    )
    # Each value with each other one, and not each set of six: that takes a minute and more.
    if index % 7 == 0 and (choice[1] == "none" or choice[3] == "inline")
]


def made(catalog: Catalog, choice: tuple[Any, ...]) -> str:
    names = ("python", "exceptions", "groups", "metadata", "docstrings", "fields")
    return generated(catalog, **dict(zip(names, choice, strict=True)))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a module for every choice and catalog, called by what made it and its floor."""
    folder = tmp_path_factory.mktemp("choices")
    for name, catalog in CATALOGS.items():
        for index, choice in enumerate(CHOICES):
            floor = choice[0].replace(".", "")
            path = folder / f"{name}_{index}_{floor}.py"
            path.write_text(made(catalog, choice), encoding="utf-8")
    return folder


def pythons() -> Iterator[tuple[str, str]]:
    """Yield version and command of every Python that is here, this one at least."""
    yield f"3{sys.version_info[1]}", sys.executable
    versions = Path.home() / ".pyenv" / "versions"
    for minor in (9, 10, 11, 12, 13, 14):
        near = sorted(versions.glob(f"3.{minor}.*/bin/python"))
        found = shutil.which(f"python3.{minor}")
        if minor != sys.version_info[1] and (near or found):
            yield f"3{minor}", str(near[0]) if near else str(found)


USE = """\
import glob, importlib, pickle, sys

sys.path.insert(0, ".")
count = 0
for path in sorted(glob.glob("*_3*.py")):
    name = path[:-3]
    if sys.version_info < (3, int(name.rpartition("_")[2][1:])):
        continue
    module = importlib.import_module(name)
    code = module.ErrorCode
    for each in code:
        assert code.parse(each.value) is each
        assert code.parse(str(each.value)) is each
        assert f"{each}" == str(each) == str(each.value)
        if hasattr(module, "ERRORS"):
            assert each.info.code is each
        if hasattr(module, "ApiError"):
            error = module.error_class(each.value)(each.value, "why")
            again = pickle.loads(pickle.dumps(error))
            assert type(again) is type(error)
            assert (again.code, str(again), again.info) == (each, str(error), each.info)
    assert code.parse("no such code") is None
    count += 1
print(count)
"""


@pytest.mark.parametrize(
    ("version", "python"), list(pythons()), ids=lambda each: each[:4]
)
def test_it_runs_on_every_python_from_its_floor(
    files: Path, version: str, python: str
) -> None:
    """What `-W error` would stop at and `-OO` takes away is not in it."""
    done = subprocess.run(
        [python, "-W", "error", "-OO", "-c", USE],
        cwd=files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    floors = [int(path.stem.rpartition("_")[2][1:]) for path in files.glob("*.py")]
    assert int(done.stdout) == sum(floor <= int(version[1:]) for floor in floors) > 0


@pytest.mark.exhaustive
@pytest.mark.tools
def test_formatters_and_linters_have_nothing_to_say(files: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(files.glob("*.py"))]
    assert len(texts) == len(CATALOGS) * len(CHOICES)
    assert [text for text in texts if tidy(text) != text] == []
    command = [sys.executable, "-m", "ruff"]
    for arguments in (
        ["format", "--check", "--isolated", "."],
        *(_lint(floor) for floor in ("39", "310", "311")),
    ):
        done = subprocess.run(
            [*command, *arguments], cwd=files, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout.decode()


def _lint(floor: str) -> list[str]:
    # UP007, UP045: Optional stands there for those who evaluate hints on Python 3.9.
    ignored = "CPY001,COM812,D203,D213,INP001,S105,UP007,UP045"
    chosen = ["check", "--isolated", "--select", "ALL", "--ignore", ignored]
    others = {"39", "310", "311"} - {floor}
    left_out = [f"--exclude=*_{each}.py" for each in sorted(others)]
    return [*chosen, f"--target-version=py{floor}", *left_out, "."]


@pytest.mark.parametrize("floor", ["3.9", "3.10", "3.11"])
@pytest.mark.exhaustive
@pytest.mark.tools
def test_type_checkers_have_nothing_to_say(files: Path, floor: str) -> None:
    mine = sorted(path.name for path in files.glob(f"*_{floor.replace('.', '')}.py"))
    # mypy reads no files for 3.9 any more.
    mypy = ["mypy", "--strict", "--cache-dir=/dev/null", "--python-version"]
    own = max(floor, "3.10", key=lambda each: int(each[2:]))
    done = subprocess.run(
        [sys.executable, "-m", *mypy, own, *mine],
        cwd=files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    settings = {"typeCheckingMode": "strict", "pythonVersion": floor, "include": mine}
    (files / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--project", "."],
        cwd=files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "0 errors, 0 warnings" in done.stdout


def test_hints_can_be_evaluated_on_python_3_9(tmp_path: Path) -> None:
    text = generated(CATALOGS["texts"], python="3.9", fields=ALL_FIELDS)
    assert "Optional[str] = None" in text
    assert " | " not in text.replace("# ", "")
    assert "StrEnum" not in text
    assert "slots=" not in text


def test_the_fields_are_those_asked_for() -> None:
    with imported(generated(CATALOGS["texts"], fields=ALL_FIELDS)) as module:
        info = module.ErrorCode.FULL.info
        assert (info.description, info.fault, info.severity) == (
            "What it is.",
            "caller",
            "error",
        )
        assert info.causes == FULL.causes
        assert (info.channels, info.products, info.tags) == (
            ("http", "sdk"),
            ("email",),
            ("a",),
        )
        assert (info.since, info.life, info.replaced_by) == (
            "1.0",
            "deprecated",
            ("10001",),
        )
        assert info.docs_url == "https://example.com/example/general/10002#FULL"
        assert module.ErrorCode.NOT_ROUTABLE.info.life == "active"
    with imported(generated(CATALOGS["texts"], fields=("title",))) as module:
        fields = module.ErrorInfo.__dataclass_fields__
        assert list(fields) == ["code", "title"]


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(
        ErrcatError, match="unknown field 'tittle'; did you mean 'title'"
    ):
        generated(SMALL, fields=("tittle",))
    with pytest.raises(ErrcatError, match="set metadata to inline"):
        generated(SMALL, metadata="none", exceptions="code")


def test_the_wire_type_can_be_another_than_the_catalog_says() -> None:
    with imported(generated(SMALL, wire="integer")) as module:
        assert module.ErrorCode.NOT_ROUTABLE.value == 40011
    with imported(generated(INTEGERS, wire="string")) as module:
        assert module.ErrorCode.PARSE_ERROR.value == "-32700"
    words = replace(SMALL, entries=(Entry(code="card_declined", name="X"),))
    with pytest.raises(ErrcatError, match="is not an integer"):
        generated(words, wire="integer")


def test_ranges_can_be_an_enum_or_not_be_there() -> None:
    with imported(generated(CATALOGS["texts"], groups="enum")) as module:
        info = module.ErrorCode.FULL.info
        assert info.range is module.ErrorRange.GENERAL
        assert info.range == "general"
    assert (
        "range" not in generated(CATALOGS["bare"], groups="none").partition("class")[2]
    )


def test_an_exception_holds_code_entry_and_detail_and_survives_pickling() -> None:
    catalog = CATALOGS["texts"]
    with imported(generated(catalog, exceptions="code")) as module:
        kind = module.error_class("10001")
        assert kind is module.InactivePhoneNumberError
        assert kind.__mro__[1:3] == (module.GeneralError, module.ApiError)
        error = kind("10001", "it is off")
        assert str(error) == "10001 INACTIVE_PHONE_NUMBER: it is off"
        assert error.info.title == "Inactive phone number"
        again = pickle.loads(pickle.dumps(error))  # noqa: S301  # its own
        assert (type(again), again.args) == (kind, ("10001", "it is off"))
        assert module.error_class("99999") is module.ApiError
        assert str(module.ApiError("99999")) == "99999"
        assert module.ApiError("99999").info is None
        assert module.error_class("40011").__bases__ == (module.ApiError,)
    with imported(generated(catalog, exceptions="group")) as module:
        assert module.error_class(10001) is module.GeneralError
        assert module.error_class("40011") is module.ApiError


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("API", "'the file itself' and '1 API' would both be 'ApiError'"),
        ("API_ERROR", "'the file itself' and '1 API_ERROR' would both be"),
        (
            "GENERAL",
            "'range general' and '1 GENERAL' would both be 'GeneralError'",
        ),
    ],
)
def test_two_classes_of_one_name_are_refused(name: str, said: str) -> None:
    catalog = Catalog(
        id="x", title="X", ranges=RANGES, entries=(Entry(code="1", name=name),)
    )
    with pytest.raises(ErrcatError, match=said):
        generated(catalog, exceptions="code")


def test_a_class_hides_no_exception_of_python() -> None:
    entries = (Entry(code="1", name="RUNTIME"), Entry(code="2", name="WARNING"))
    catalog = Catalog(id="x", title="X", entries=entries)
    with imported(generated(catalog, exceptions="code")) as module:
        assert module.error_class("1").__name__ == "ApiRuntimeError"
        assert module.error_class("2").__name__ == "WarningError"


def test_a_retired_code_stays_until_the_next_major_version() -> None:
    gone = Entry(code="1", name="GONE", retired=Retirement("1.4.0"))
    for version, kept in (
        ("1.9.0", True),
        ("v1.4", True),
        ("2.0.0", False),
        ("", True),
    ):
        catalog = Catalog(id="x", title="X", version=version, entries=(gone,))
        with imported(generated(catalog)) as module:
            assert ("GONE" in module.ErrorCode.__members__) is kept
        with imported(generated(catalog, retired="drop")) as module:
            assert not module.ErrorCode.__members__
    unknown = Catalog(
        id="x", version="9.0", entries=(gone._replace(retired=Retirement()),)
    )
    with imported(generated(unknown)) as module:
        assert "GONE" in module.ErrorCode.__members__


# --- reading a response -------------------------------------------------------------


class Angry(dict[str, object]):
    """A body that answers nothing."""

    def __getitem__(self, key: str) -> object:
        """Refuse."""
        raise RuntimeError(key)


BODIES: list[tuple[object, list[object]]] = [
    ({"errors": [{"code": "10001"}, {"code": "99999"}]}, ["10001", "99999"]),
    ({"errors": [{"code": 10001}, {"code": 99999}]}, ["10001", "99999"]),
    ({"errors": [{"code": None}, {"code": True}, {"code": 1.5}, {}, None, 7]}, []),
    ({"errors": [{"code": 10**5000}, {"code": ["10001"]}, {"code": {}}]}, []),
    ({"errors": {"code": "10001"}}, []),
    ({"errors": {"0": {"code": "10001"}}}, ["10001"]),
    ({"errors": "10001"}, []),
    ({"errors": [[{"code": "10001"}]]}, []),
    ({"error": {"code": "10001"}}, []),
    ([{"errors": [{"code": "10001"}]}], []),
    ({}, []),
    ([], []),
    (None, []),
    ("10001", []),
    (b"10001", []),
    (object(), []),
    (10001, []),
    ({"errors": [{"code": ""}, {"code": "\ud800"}]}, ["", "\ud800"]),
]


@pytest.mark.parametrize("python", ["3.11", "3.9"])
def test_the_codes_of_any_body_are_found(python: str) -> None:
    with imported(generated(CATALOGS["texts"], python=python)) as module:
        for body, codes in BODIES:
            found = module.codes_in(body)
            assert list(found) == codes
            assert found[:1] != ("10001",) or found[0] is module.ErrorCode("10001")


def test_the_codes_of_numbers_are_found() -> None:
    with imported(generated(CATALOGS["numbers"])) as module:
        codes_in: Callable[[object], tuple[object, ...]] = module.codes_in
        assert codes_in({"error": {"code": -32700}})[0] is module.ErrorCode.PARSE_ERROR
        assert (
            codes_in({"error": {"code": "-32700"}})[0] is module.ErrorCode.PARSE_ERROR
        )
        assert codes_in({"error": {"code": 5}}) == (5,)
        assert codes_in({"error": {"code": 0}}) == (0,)
        for other in ("x", True, None, 1.0, 10**5000, [1]):
            assert codes_in({"error": {"code": other}}) == ()


def test_without_an_envelope_nobody_knows_where_codes_are() -> None:
    assert "codes_in" not in generated(SMALL)


@pytest.mark.parametrize(("text", "docstrings"), diagonal(HOSTILE, ["plain", "rst"]))
def test_a_hostile_pointer_or_range_never_becomes_code(
    text: str, docstrings: str
) -> None:
    pointer = "/" + text.replace("~", "~0").replace("/", "~1")
    catalog = Catalog(
        id="x",
        title="X",
        envelope=Envelope("custom", pointer),
        ranges=(Range("a", title=text),),
        entries=(Entry(code="1", name="ONE", title=text, range="a"),),
        code=CodeFormat(),
    )
    out = generated(catalog, exceptions="code", docstrings=docstrings)
    with imported(out) as module:
        assert module.codes_in({text: "1"}) == (module.ErrorCode.ONE,)
    assert tidy(out) == out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("class GeneralError(ApiError)", "class GeneralError(BaseError)"),
        ("class FullError(GeneralError)", "class FullError(ApiError)"),
        ("class FullError(GeneralError)", "class FullError(GeneralError, metaclass=M)"),
        (
            "class FullError(GeneralError):\n",
            "class FullError(GeneralError):\n    x = 1\n",
        ),
        ('"10002": FullError', '"10002": GeneralError'),
        ('"10002": FullError', '"10003": FullError'),
        ('("errors", "0", "code")', '("errors", "1", "code")'),
        ('("errors", "0", "code")', '("errors", "0", print())'),
        ('GENERAL = "general"', 'GENERAL = "special"'),
        ('"codes_in",', '"codes_on",'),
        ("range=ErrorRange.GENERAL", "range=ErrorRange.SPECIAL"),
    ],
)
def test_more_or_less_than_the_catalog_is_refused(old: str, new: str) -> None:
    catalog = CATALOGS["texts"]
    options = Options(exceptions="code", groups="enum")
    text = generated(catalog, **options._asdict())
    assert old in text
    assert verify(catalog, options, [File("", text)]) == ""
    assert verify(catalog, options, [File("", text.replace(old, new, 1))])


# --- the hazards of real tools --------------------------------------------------------


@pytest.mark.parametrize("checker", first_fast(["mypy", "pyright"]))
@pytest.mark.tools
def test_comparing_with_what_the_wire_never_carries_is_reported(
    tmp_path: Path, checker: str
) -> None:
    (tmp_path / "texts.py").write_text(generated(SMALL), encoding="utf-8")
    (tmp_path / "numbers.py").write_text(generated(INTEGERS), encoding="utf-8")
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    use = (
        "import numbers_ as numbers\nimport texts\n\n\n"
        "def wrong(code: int, text: str) -> tuple[bool, bool]:\n"
        "    return (\n"
        "        code == texts.ErrorCode.NOT_ROUTABLE,\n"
        "        text == numbers.ErrorCode.PARSE_ERROR,\n"
        "    )\n"
    )
    (tmp_path / "numbers.py").rename(tmp_path / "numbers_.py")
    (tmp_path / "use.py").write_text(use)
    command = {
        "mypy": ["mypy", "--strict", "--cache-dir=/dev/null", "use.py"],
        "pyright": ["pyright", "--project", "."],
    }
    done = subprocess.run(
        [sys.executable, "-m", *command[checker]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    for line in (7, 8):
        assert f"use.py:{line}:" in done.stdout


@pytest.mark.exhaustive
@pytest.mark.tools
def test_sphinx_builds_it_without_a_warning(tmp_path: Path) -> None:
    texts = {
        "telnyx_errors.py": generated(telnyx(), docstrings="rst", exceptions="code"),
        "small.py": generated(
            CATALOGS["texts"], docstrings="rst", exceptions="group", groups="enum"
        ),
        "conf.py": 'import sys\n\nextensions = ["sphinx.ext.autodoc"]\nsys.path.insert(0, ".")\n',
        "index.rst": "Errors\n======\n"
        + "".join(
            f"\n.. automodule:: {name}\n   :members:\n   :undoc-members:\n"
            for name in ("small", "telnyx_errors")
        ),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", ".", "out"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "INACTIVE_PHONE_NUMBER" in page
    assert "mappingproxy" not in page


@pytest.mark.tools
def test_only_names_that_speak_of_secrets_trouble_ruff() -> None:
    """S105, as the manual page says; nothing else."""
    chosen = ["--select", "S", "--ignore", "S105"]
    ruff("check", *chosen, text=generated(telnyx(), exceptions="code"))


def test_a_module_without_members_still_parses() -> None:
    with imported(generated(CATALOGS["none"], exceptions="code")) as module:
        assert isinstance(module, ModuleType)
        assert module.ErrorCode.parse("1") is None
        assert module.error_class("1") is module.ApiError
        assert module.codes_in({"errors": [{"code": "1"}]}) == ("1",)
