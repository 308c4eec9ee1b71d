"""Generated TypeScript compiles under the strictest flags, runs, and looks as formatters leave it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat.errors import ErrcatError
from errcat.generating.options import parse_options
from errcat.generating.running import VerificationFailed, render
from errcat.generating.target import File
from errcat.model import (
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Envelope,
    Range,
    Retirement,
    Retry,
)
from errcat_generators.ts import GENERATOR, Options, _emitting, verify
from tests.generators.test_python import INTEGERS, SMALL, telnyx
from tests.hostile import HOSTILE
from tests.support import NODE_MODULES, examples, first_fast

STYLES = ("const", "enum", "union", "consts")
TEXTS = ("inline", "file", "none")
JSONAPI = Envelope("jsonapi", "/errors/0/code")
WORDS = Catalog(
    id="words",
    title="Words",
    envelope=Envelope("custom", "/error/code"),
    entries=(
        Entry(code="card_declined", name="CARD_DECLINED", title="t"),
        Entry(code="42P01", name="OK", title="t"),
        Entry(code="__proto__", name="CONSTRUCTOR", title="t"),
        Entry(code="1.5e3", name="L" * 100, title="t", aliases=("B" * 90,)),
        Entry(code="x" * 64, name="M" * 70, title="t"),
        Entry(code="\u4e2d", name="HAN", title="t"),
        Entry(code="10", name="TEN", title="t"),
        Entry(code="010", name="ZERO_TEN", title="t"),
        Entry(
            code="s",
            name="MANY",
            cases=tuple(Case(str(at), http_status=at) for at in range(400, 440)),
        ),
    ),
)
CATALOGS: dict[str, Catalog] = {
    "telnyx": telnyx(),
    "small": replace(SMALL, envelope=JSONAPI),
    "numbers": replace(INTEGERS, envelope=Envelope("problem", "/code")),
    "words": WORDS,
    "empty": Catalog(id="e", title="E", envelope=JSONAPI),
    "none": Catalog(id="e", title="E", code=CodeFormat(wire_type="integer")),
}


def hostile(text: str) -> Catalog:
    """Return a catalog that says *text* wherever it can."""
    pointer = "/" + text.replace("~", "~0").replace("/", "~1")
    deprecated = Deprecation(text, text, (text,), text)
    return Catalog(
        id=text,
        title=text,
        version=text,
        envelope=Envelope("custom", pointer),
        ranges=(Range(text or "r"), Range("other range")),
        entries=(
            Entry(
                code=text or "x",
                name="ONE",
                title=text,
                detail=text,
                range=text or "r",
                retry=Retry("never"),
                deprecated=deprecated,
            ),
            Entry(code="two words", name="TWO", title=text, detail=text),
        ),
    )


def made(catalog: Catalog, **options: Any) -> list[str]:
    """Return the texts for *catalog*, which have been verified."""
    chosen = parse_options(GENERATOR, options)
    return [file.text for file in render(GENERATOR, catalog, chosen)]


def write(folder: Path, name: str, texts: list[str]) -> None:
    for text, ending in zip(texts, ("", "_info"), strict=False):
        (folder / f"{name}{ending}.ts").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the files of every catalog and choice, hostile ones among them."""
    folder = tmp_path_factory.mktemp("ts")
    for (name, catalog), style, texts in product(CATALOGS.items(), STYLES, TEXTS):
        write(
            folder, f"{name}_{style}_{texts}", made(catalog, style=style, texts=texts)
        )
    for index, text in enumerate(HOSTILE):
        for style, texts in product(STYLES, ("inline", "file")):
            name = f"hostile{index}_{style}_{texts}"
            write(folder, name, made(hostile(text), style=style, texts=texts))
    (folder / "node_modules").symlink_to(NODE_MODULES)
    return folder


def tool(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a program of the node modules."""
    return subprocess.run(
        ["node", str(NODE_MODULES / command[0]), *command[1:]],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def names(folder: Path, pattern: str = "*.ts") -> list[str]:
    return sorted(path.name for path in folder.glob(pattern))


# --- formatters and compilers ---------------------------------------------------------

COMPILERS = ("typescript7/bin/tsc", "typescript/bin/tsc")
FLAGS = {
    "strict": True,
    "isolatedModules": True,
    "verbatimModuleSyntax": True,
    "isolatedDeclarations": True,
    "declaration": True,
    "exactOptionalPropertyTypes": True,
    "noUncheckedIndexedAccess": True,
    "noUnusedLocals": True,
    "erasableSyntaxOnly": True,
    "target": "es2022",
    "lib": ["es2022"],
    "types": [],
    "module": "esnext",
    "moduleResolution": "bundler",
    "noEmit": True,
}


def compiled(
    compiler: str, folder: Path, included: list[str], **flags: object
) -> subprocess.CompletedProcess[str]:
    project = folder / f"project-{compiler.partition('/')[0]}.json"
    settings_ = {"compilerOptions": {**FLAGS, **flags}, "include": included}
    project.write_text(json.dumps(settings_))
    return tool(compiler, "-p", project.name, cwd=folder)


@pytest.mark.exhaustive
@pytest.mark.tools
def test_prettier_leaves_it_as_it_is(files: Path) -> None:
    done = tool(
        "prettier/bin/prettier.cjs", "--check", "--no-config", "*.ts", cwd=files
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.exhaustive
@pytest.mark.tools
def test_biome_leaves_it_as_it_is(files: Path) -> None:
    options = ("--indent-style=space", "--max-diagnostics=5")
    done = tool(
        "@biomejs/biome/bin/biome", "format", *options, *names(files), cwd=files
    )
    assert done.returncode == 0, done.stdout[-2000:]
    # A text that speaks of `${}` is no mistake in a literal.
    rules = "--skip=suspicious/noTemplateCurlyInString"
    arguments = ("lint", "--error-on-warnings", rules, "--max-diagnostics=5")
    done = tool("@biomejs/biome/bin/biome", *arguments, *names(files), cwd=files)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]


@pytest.mark.parametrize("compiler", first_fast(COMPILERS))
@pytest.mark.tools
def test_the_strictest_compiler_has_nothing_to_say(files: Path, compiler: str) -> None:
    erasable = [f"*_{style}_*.ts" for style in STYLES if style != "enum"]
    done = compiled(compiler, files, erasable)
    assert done.returncode == 0, done.stdout[-2000:]
    done = compiled(compiler, files, ["*_enum_*.ts"], erasableSyntaxOnly=False)
    assert done.returncode == 0, done.stdout[-2000:]


USE = """\
import {
  type AnyErrorCode,
  ErrorCode,
  codesIn,
  isErrorCode,
  parseErrorCode,
} from "./codes";

export function meaning(code: ErrorCode): string {
  switch (code) {
    case ErrorCode.INACTIVE_PHONE_NUMBER:
      return "inactive";
    case ErrorCode.TOO_MANY_REQUESTS:
      return "later";
    case ErrorCode.NOT_ROUTABLE:
      return "never";
    default:
      return code satisfies never;
  }
}

export function first(body: unknown): string | undefined {
  const found: AnyErrorCode | undefined = codesIn(body)[0];
  if (found !== undefined && isErrorCode(found)) {
    return meaning(found);
  }
  const parsed: ErrorCode | undefined = parseErrorCode(found);
  return parsed;
}
"""
MISSING = """\
    case ErrorCode.NOT_ROUTABLE:
      return "never";
"""
WRONG = """\
import { ErrorCode } from "./codes";

export const wrong = (code: number): boolean => code === ErrorCode.NOT_ROUTABLE;
"""
INFO = """\
import { ErrorCode } from "./codes";
import { ERROR_INFO } from "./codes_info";

export const title: string = ERROR_INFO[ErrorCode.NOT_ROUTABLE].title;
"""


@pytest.mark.parametrize(
    ("style", "compiler"), first_fast(product(["const", "enum"], COMPILERS))
)
@pytest.mark.tools
def test_a_switch_that_misses_a_code_does_not_compile(
    tmp_path: Path, compiler: str, style: str
) -> None:
    write(tmp_path, "codes", made(CATALOGS["small"], style=style, texts="file"))

    def check(**sources: str) -> subprocess.CompletedProcess[str]:
        for name, text in sources.items():
            (tmp_path / f"{name}.ts").write_text(text)
        files_ = ["codes.ts", *(f"{name}.ts" for name in sources)]
        return compiled(compiler, tmp_path, files_, erasableSyntaxOnly=style != "enum")

    assert check(use=USE, info=INFO).returncode == 0
    assert MISSING in USE
    missed = check(use=USE.replace(MISSING, ""))
    assert missed.returncode != 0
    assert "use.ts" in missed.stdout
    wrong = check(wrong=WRONG)
    assert wrong.returncode != 0
    assert "TS2367" in wrong.stdout


# --- what it says -----------------------------------------------------------------------

DUMP = """\
import { readFileSync } from "node:fs";

const names = JSON.parse(readFileSync(0, "utf8"));
const said = {};
for (const name of names) {
  const module = await import(`./${name}.mjs`);
  const { ErrorCode, ERROR_INFO, isErrorCode, parseErrorCode } = module;
  const codes = ERROR_INFO ? Object.values(ERROR_INFO).map((info) => info.code) : [];
  said[name] = {
    members: ErrorCode && Object.entries(ErrorCode),
    info: ERROR_INFO && Object.entries(ERROR_INFO),
    known: codes.map((code) => isErrorCode?.(code) && parseErrorCode(String(code)) === code),
  };
}
console.log(JSON.stringify(said));
"""


@pytest.fixture(scope="module")
def said(files: Path) -> dict[str, Any]:
    """Run every file in Node, and return what it holds."""
    modules = [Path(name).stem for name in names(files)]
    options = ("--format=esm", "--outdir=.", "--out-extension:.js=.mjs")
    built = tool("esbuild/bin/esbuild", *names(files), *options, cwd=files)
    assert built.returncode == 0, built.stderr
    (files / "dump.mjs").write_text(DUMP)
    done = subprocess.run(
        ["node", "dump.mjs"],
        cwd=files,
        input=json.dumps(modules),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def joined(text: str) -> str:
    """Return a text with its surrogates joined, as JavaScript has them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def info(catalog: Catalog) -> dict[str, dict[str, Any]]:
    """Return what `ERROR_INFO` is to hold."""
    whole = catalog.code.wire_type == "integer"
    rows: dict[str, dict[str, Any]] = {}
    for entry in catalog.entries:
        code = joined(entry.code)
        row: dict[str, Any] = {"code": int(code) if whole else code, "name": entry.name}
        row["title"] = joined(entry.title)
        if entry.range:
            row["range"] = joined(entry.range)
        if entry.detail:
            row["detail"] = joined(entry.detail)
        if entry.http_statuses:
            row["httpStatuses"] = list(entry.http_statuses)
        if entry.retry:
            row["retry"] = entry.retry.when
        rows[code] = row
    return rows


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", CATALOGS)
@pytest.mark.tools
def test_it_says_what_the_catalog_says(
    said: dict[str, Any], name: str, style: str
) -> None:
    catalog = CATALOGS[name]
    inline = said[f"{name}_{style}_inline"]
    assert dict(inline["info"]) == info(catalog)
    assert all(inline["known"])
    apart = said[f"{name}_{style}_file_info"]
    assert dict(apart["info"]) == info(catalog)
    assert "info" not in said[f"{name}_{style}_none"]
    if style == "const":
        codes = {each["name"]: each["code"] for each in info(catalog).values()}
        old = {
            alias: codes[each.name]
            for each in catalog.entries
            for alias in each.aliases
        }
        assert dict(inline["members"]) == {**codes, **old}


@pytest.mark.parametrize("index", range(len(HOSTILE)))
@pytest.mark.tools
def test_a_hostile_text_comes_back(said: dict[str, Any], index: int) -> None:
    wanted = info(hostile(HOSTILE[index]))
    for style in STYLES:
        assert dict(said[f"hostile{index}_{style}_inline"]["info"]) == wanted
        assert dict(said[f"hostile{index}_{style}_file_info"]["info"]) == wanted


# --- reading a response -----------------------------------------------------------------

ASK = """\
import { codesIn, isErrorCode, parseErrorCode } from "./%s.mjs";

const angry = new Proxy({}, { get() { throw new Error("no"); }, has() { throw new Error("no"); },
  getOwnPropertyDescriptor() { throw new Error("no"); } });
const getter = { errors: [{ get code() { throw new Error("no"); } }] };
const bodies = [%s, angry, getter, Object.create({ errors: [{ code: "10001" }] }), 10n, Symbol("x"), () => 1];
const values = [%s];
console.log(JSON.stringify({
  codes: bodies.map((body) => codesIn(body)),
  parsed: values.map((value) => parseErrorCode(value) ?? null),
  known: values.map((value) => isErrorCode(value)),
}));
"""


def ask(
    folder: Path, name: str, bodies: list[str], values: list[str]
) -> dict[str, Any]:
    (folder / "ask.mjs").write_text(ASK % (name, ", ".join(bodies), ", ".join(values)))
    done = subprocess.run(
        ["node", "ask.mjs"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.tools
def test_the_codes_of_any_body_are_found(
    files: Path, said: dict[str, Any], style: str
) -> None:
    bodies = {
        '{ errors: [{ code: "10001" }, { code: "99999" }] }': ["10001", "99999"],
        "{ errors: [{ code: 10001 }, { code: 99999 }] }": ["10001", "99999"],
        "{ errors: [{ code: null }, { code: true }, { code: 1.5 }, {}, null, 7] }": [],
        '{ errors: [{ code: 1e400 }, { code: NaN }, { code: ["10001"] }] }': [],
        '{ errors: { code: "10001" } }': [],
        '{ errors: { 0: { code: "10001" } } }': ["10001"],
        '{ errors: [[{ code: "10001" }]] }': [],
        '{ errors: "10001" }': [],
        "{}": [],
        "[]": [],
        "null": [],
        "undefined": [],
        '"10001"': [],
        "10001": [],
    }
    values = {
        '"10001"': "10001",
        "10001": "10001",
        '"99999"': None,
        '"toString"': None,
        '"__proto__"': None,
        '"constructor"': None,
        '"010001"': None,
        "NaN": None,
        "1e400": None,
        "-0": None,
        "null": None,
        "undefined": None,
        "{}": None,
        '["10001"]': None,
        "10001n": None,
    }
    found = ask(files, f"small_{style}_inline", [*bodies], [*values])
    assert found["codes"] == [*bodies.values(), [], [], [], [], [], []]
    assert found["parsed"] == [*values.values()]
    assert [each for each in found["known"] if each] == [True]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.tools
def test_numbers_on_the_wire_are_read_as_such(
    files: Path, said: dict[str, Any], style: str
) -> None:
    bodies = {
        "{ code: -32700 }": [-32700],
        '{ code: "-32700" }': [-32700],
        "{ code: 5 }": [5],
        '{ code: "05" }': [],
        '{ code: "PARSE_ERROR" }': [],
        "{ code: 1.5 }": [],
        "{ code: 2 ** 53 }": [],
    }
    values = {
        "-32700": -32700,
        '"-32700"': -32700,
        "1": 1,
        '"1"': 1,
        '" 1"': None,
        '"1e0"': None,
        '"PARSE_ERROR"': None,
        "true": None,
    }
    found = ask(files, f"numbers_{style}_inline", [*bodies], [*values])
    assert found["codes"][: len(bodies)] == [*bodies.values()]
    assert found["parsed"] == [*values.values()]


def test_without_an_envelope_nobody_knows_where_codes_are() -> None:
    assert "codesIn" not in made(SMALL)[0]


# --- what a bundle carries ----------------------------------------------------------------


@pytest.mark.tools
def test_a_bundle_carries_what_is_used(tmp_path: Path) -> None:
    (text,) = made(telnyx())
    (tmp_path / "codes.ts").write_text(text, encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(NODE_MODULES)
    one = (
        'import { ErrorCode } from "./codes.js";\nconsole.log(ErrorCode.BAD_REQUEST);\n'
    )
    (tmp_path / "one.js").write_text(one)
    guard = (
        'import { isErrorCode } from "./codes.js";\nconsole.log(isErrorCode("x"));\n'
    )
    (tmp_path / "guard.js").write_text(guard)
    tool(
        "esbuild/bin/esbuild",
        "codes.ts",
        "--format=esm",
        "--outfile=codes.js",
        cwd=tmp_path,
    )
    rolled = tool(
        "rollup/dist/bin/rollup", "one.js", "--silent", "-f", "es", cwd=tmp_path
    )
    (tmp_path / "rolled.js").write_text(rolled.stdout)
    terse = tool(
        "terser/bin/terser",
        "rolled.js",
        "--compress",
        "--mangle",
        "--module",
        cwd=tmp_path,
    )
    assert terse.stdout.strip()
    assert len(terse.stdout.encode()) < 100
    bundled = tool(
        "esbuild/bin/esbuild",
        "guard.js",
        "--bundle",
        "--minify",
        "--format=esm",
        cwd=tmp_path,
    ).stdout
    entries = telnyx().entries
    least = sum(len(f'{each.name}:"{each.code}",') for each in entries)
    assert all(each.name in bundled for each in entries)
    assert len(bundled.encode()) <= least + 1500
    assert "phone number is inactive" not in bundled


# --- what goes and what is old --------------------------------------------------------------


def test_what_is_not_to_be_used_is_deprecated() -> None:
    entries = (
        Entry(
            code="1",
            name="OLD",
            title="Old",
            deprecated=Deprecation("1.2", "too vague", ("2", "x#9"), "2027-03-01"),
        ),
        Entry(code="2", name="NEW", title="New", preview=True),
        Entry(code="3", name="GONE", title="Gone", retired=Retirement("1.4")),
    )
    catalog = Catalog(id="x", title="X", version="1.9.0", entries=entries)
    (text,) = made(catalog)
    assert (
        "   * @deprecated Deprecated since 1.2: too vague. Use 2 NEW or x#9 instead. It\n"
        "   * will be removed on 2027-03-01.\n"
    ) in text.replace("\n   * instead.", " instead.")
    assert "   * @deprecated Retired in 1.4.\n" in text
    assert "   * Preview: this code may still change.\n" in text
    assert "GONE" not in made(replace(catalog, version="2.0.0"))[0]
    assert "GONE" not in made(catalog, retired="drop")[0]


# --- what cannot be made ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "options", "reason"),
    [
        ((Entry(code="1", name=""),), {}, "1: '' cannot be a name in TypeScript"),
        ((Entry(code="1", name="1ST"),), {}, "cannot be a name in TypeScript"),
        (
            (Entry(code="1", name="A"), Entry(code="2", name="A")),
            {},
            "'1 A' and '2 A' would both be 'A' in TypeScript",
        ),
        (
            (Entry(code="1", name="A"), Entry(code="1", name="B")),
            {},
            "'1 A' and '1 B' would both be '1' in TypeScript",
        ),
        (
            (Entry(code="1", name="KNOWN"),),
            {"style": "consts"},
            "'the file itself' and '1 KNOWN'",
        ),
    ],
)
def test_what_typescript_cannot_name_apart_is_refused(
    entries: tuple[Entry, ...], options: dict[str, str], reason: str
) -> None:
    with pytest.raises(ErrcatError, match=reason):
        made(Catalog(id="x", title="X", entries=entries), **options)


@pytest.mark.parametrize("code", ["x", "01", "1.0", str(2**53), "-", "__proto__"])
def test_only_numbers_that_javascript_can_hold_become_numbers(code: str) -> None:
    whole = CodeFormat(wire_type="integer")
    entries = (Entry(code=code, name="A"),)
    with pytest.raises(ErrcatError, match=r"is not an integer|is too large"):
        made(Catalog(id="x", title="X", code=whole, entries=entries))


# --- verification -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"10011"', '"10012"'),
        ("TOO_MANY_REQUESTS:", "TOO_FEW_REQUESTS:"),
        ('title: "Not routable!"', 'title: "Routable"'),
        ('title: "Not routable!"', 'title: "Not " + "routable!"'),
        ('title: "Not routable!"', "title: `Not routable!`"),
        ('title: "Not routable!",', 'title: "Not routable!", detail: "x",'),
        ("[429, 503]", "[429]"),
        ('ErrorRange = "general"', 'ErrorRange = "special"'),
        ("return KNOWN.has(value);", "return true;"),
        ("const KNOWN", "console.log(1);\nconst KNOWN"),
        ("// @generated", "/// @generated"),
        ("/** Too many", "// @ts-nocheck\n/** Too many"),
        ("/** Too many", "/** @ts-ignore Too many"),
        ("/** Too many", "*/ /** Too many"),
        ("/** Too many requests. */", "/** Too many requests."),
        ("\n/** The name", "\n'\n/** The name"),
        ('["errors", "0", "code"]', '["errors", "1", "code"]'),
        ("/* @__PURE__ */ new Set", "new Set"),
    ],
)
def test_a_file_with_anything_else_in_it_is_refused(old: str, new: str) -> None:
    catalog = CATALOGS["small"]
    (text,) = made(catalog)
    assert old in text
    assert verify(catalog, Options(), [File("", text)]) == ""
    assert verify(catalog, Options(), [File("", text.replace(old, new, 1))])


def test_what_is_not_verified_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    def naive(text: str) -> str:
        return f'"{text}"'

    monkeypatch.setattr(_emitting, "ts_literal", naive)
    with pytest.raises(VerificationFailed):
        made(hostile('"; process.exit(1); "'))


WILD = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=100),
    st.text(" ab\"'\\\n{}$`*/@", max_size=100),
)


@settings(derandomize=True, deadline=None, max_examples=examples(200))
@given(text=WILD, style=st.sampled_from(STYLES), texts=st.sampled_from(TEXTS))
def test_any_text_is_verified(text: str, style: str, texts: str) -> None:
    assert made(hostile(text), style=style, texts=texts)


@pytest.mark.tools
def test_any_text_is_left_alone_by_prettier(tmp_path: Path) -> None:
    """A hundred texts of a kind that formatters have an opinion on."""
    for index, text in enumerate(_texts()):
        write(tmp_path, f"t{index}", made(hostile(text)))
    done = tool(
        "prettier/bin/prettier.cjs", "--check", "--no-config", ".", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr[-2000:]


def _texts() -> Iterator[str]:
    pieces = ["'", '"', "\\", "a b ", "\n- c", "\u4e2d", "*/", "@x ", "word " * 15]
    for first, second in product(pieces, pieces):
        yield f"{first}x{second}{first}"
