"""Hostile texts, built and run in the languages that templates write: only the texts come out."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.templates.running import (
    docs_templates,
    run,
    shown_lines,
    texts_catalog,
    written,
)
from tests.templates.texts import OWN, TEXTS

pytestmark = [pytest.mark.tools, pytest.mark.exhaustive]
DOCS = docs_templates()
COUNT = range(len(TEXTS))


def hexed(texts: Sequence[str]) -> list[str]:
    return [text.encode("utf-8").hex() for text in texts]


def test_there_are_hundreds_of_texts() -> None:
    assert len(set(OWN)) == len(OWN) > 200
    assert set(DOCS) == {
        "errors.go",
        "ErrorCodes.java",
        "ErrorCodes.cs",
        "ErrorCodes.php",
        "error_codes.rb",
        "error_codes.rs",
    }


class Program(NamedTuple):
    """A template, and how to run what it makes so that it prints every title in hexadecimal."""

    name: str
    template: str
    start: Callable[[Path], str]
    shown: Callable[[str], str] = str
    codes: bool = True


def go(folder: Path) -> str:
    calls = "\n".join(f'\tfmt.Printf("%x\\n", CodeE{i}.Title())' for i in COUNT)
    main = f'package main\n\nimport "fmt"\n\nfunc main() {{\n{calls}\n}}\n'
    (folder / "main.go").write_text(main)
    (folder / "go.mod").write_text("module texts\n\ngo 1.18\n")
    cache = str(folder / "cache")
    run(folder, "go", "vet", ".", GOCACHE=cache, GOFLAGS="-mod=mod")
    return run(folder, "go", "run", ".", GOCACHE=cache, GOFLAGS="-mod=mod")


JAVA = """
import com.example.errors.ErrorCodes;

class Main {
    static void show(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.out.println(java.util.HexFormat.of().formatHex(bytes));
    }

    public static void main(String[] args) {
CALLS
    }
}
"""


def java(folder: Path) -> str:
    calls = "\n".join(
        f"        show(ErrorCodes.title(ErrorCodes.E{i}));" for i in COUNT
    )
    (folder / "Main.java").write_text(JAVA.replace("CALLS", calls))
    options = ("-Xdoclint:all,-missing", "-Werror", "-encoding", "UTF-8")
    run(folder, "javac", *options, "-d", "out", "ErrorCodes.java", "Main.java")
    return run(folder, "java", "-cp", "out", "Main")


def csharp(folder: Path) -> str:
    calls = "\n".join(f"Show(ErrorCodes.TitleOf(ErrorCodes.E{i}));" for i in COUNT)
    body = 'foreach (var b in System.Text.Encoding.UTF8.GetBytes(text)) System.Console.Write(b.ToString("x2"));'
    main = (
        f"using Example.Errors; class Main_ {{ static void Show(string text) {{ {body}"
        f" System.Console.WriteLine(); }} static void Main() {{ {calls} }} }}"
    )
    (folder / "Main.cs").write_text(main)
    files = ("ErrorCodes.cs", "Main.cs")
    run(folder, "mcs", "-doc:docs.xml", "-warnaserror+", "-out:main.exe", *files)
    run(folder, "xmllint", "--noout", "docs.xml")
    return run(folder, "mono", "main.exe")


def php(folder: Path) -> str:
    calls = "".join(
        f"echo bin2hex(ErrorCodes::title(ErrorCodes::CODE_E{i})), PHP_EOL;\n"
        for i in COUNT
    )
    main = f"<?php\nrequire 'ErrorCodes.php';\nuse Example\\ErrorCodes;\n{calls}"
    (folder / "main.php").write_text(main)
    return run(
        folder, "php", "-d", "error_reporting=-1", "-d", "short_open_tag=1", "main.php"
    )


def ruby(folder: Path) -> str:
    calls = "".join(
        f'puts ErrorCodes.title(ErrorCodes::E{i}).unpack1("H*")\n' for i in COUNT
    )
    (folder / "main.rb").write_text(f'require "./error_codes"\n{calls}')
    return run(folder, "ruby", "-W1", "main.rb", LC_ALL="C.UTF-8")


def rust(folder: Path) -> str:
    calls = "".join(
        f"    show(error_codes::title(error_codes::E{i}));\n" for i in COUNT
    )
    main = (
        "#![deny(warnings)]\npub mod error_codes;\nfn show(text: &str) {\n"
        '    for byte in text.bytes() {\n        print!("{byte:02x}");\n    }\n    println!();\n}\n'
        f"fn main() {{\n{calls}}}\n"
    )
    (folder / "main.rs").write_text(main)
    run(folder, "rustc", "--edition", "2021", "main.rs")
    listed = run(folder, "rustdoc", "--test", "--crate-type", "lib", "error_codes.rs")
    assert "running 0 tests" in listed
    return run(folder, "./main")


KOTLIN = """\
{{ header | comment("//") }}
object Codes {
{% for entry in entries %}
    /**
{{ entry.detail | markdown | comment("     *") }}
     */
    const val {{ entry.name }}: String = {{ entry.title | kt_str }} // {{ entry.code | case("kebab") }}
    /* {{ entry.detail | comment("") }} */
{{ entry.detail | comment("    //") }}
{% endfor %}
}
"""


def kotlin(folder: Path) -> str:
    calls = "\n".join(f"    show(Codes.E{i})" for i in COUNT)
    shows = 'println(text.toByteArray().joinToString("") { "%02x".format(it) })'
    main = f"fun show(text: String) {{ {shows} }}\nfun main() {{\n{calls}\n}}\n"
    (folder / "Main.kt").write_text(main)
    files = ("Codes.kt", "Main.kt", "-include-runtime", "-d", "main.jar", "-nowarn")
    done = subprocess.run(
        ("kotlinc", *files), cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[:2000]
    return run(folder, "java", "-jar", "main.jar")


SCRIPT = """\
{{ header | comment("//") }}
const texts = [];
{% for entry in entries %}
/**
{{ entry.detail | markdown | comment(" *") }}
 */
texts.push({{ entry.title | ts_str }});
if (texts.at(-1) !== {{ entry.title | json_str }}) throw new Error({{ entry.code | ts_str }});
/* {{ entry.detail | comment("") }} */
{{ entry.detail | comment("//") }}
{% endfor %}
for (const text of texts) console.log(Buffer.from(text).toString("hex"));
"""
PYTHON = """\
{{ header | comment }}
texts = []
{% for entry in entries %}
{{ entry.detail | comment }}
texts.append({{ entry.title | py_str }})
{% endfor %}
for text in texts:
    print(text.encode().hex())
"""
SHELL = """\
#!/bin/sh
{{ header | comment }}
show() { printf %s "$1" | od -An -v -tx1 | tr -d ' \\n'; echo; }
{% for entry in entries %}
{{ entry.detail | comment }}
show {{ entry.title | sh_str }}  # {{ entry.code | slug }}
{% endfor %}
"""
SQL = """\
{{ header | comment("--") }}
{% for entry in entries %}
{{ entry.detail | comment("--") }}
/*
{{ entry.detail | comment(" *") }}
 */
SELECT lower(hex({{ entry.title | sql_str }}));
{% endfor %}
"""


def sqlite(folder: Path) -> str:
    return run(folder, "sqlite3", "-batch", "-bail", ":memory:", ".read texts.sql")


def script(folder: Path) -> str:
    run(folder, "node", "--check", "texts.mjs")
    return run(folder, "node", "texts.mjs")


def python(folder: Path) -> str:
    return run(folder, "python3", "-W", "error", "texts.py")


def shells(folder: Path) -> str:
    posix = run(folder, "dash", "texts.sh", LC_ALL="C.UTF-8")
    assert run(folder, "bash", "texts.sh", LC_ALL="C.UTF-8") == posix
    return posix


PROGRAMS = {
    "go": Program("errors.go", DOCS["errors.go"], go),
    "java": Program("ErrorCodes.java", DOCS["ErrorCodes.java"], java),
    "csharp": Program("ErrorCodes.cs", DOCS["ErrorCodes.cs"], csharp),
    "php": Program("ErrorCodes.php", DOCS["ErrorCodes.php"], php),
    "ruby": Program("error_codes.rb", DOCS["error_codes.rb"], ruby),
    "rust": Program("error_codes.rs", DOCS["error_codes.rs"], rust),
    "kotlin": Program("Codes.kt", KOTLIN, kotlin),
    "javascript": Program("texts.mjs", SCRIPT, script),
    "python": Program(
        "texts.py",
        PYTHON,
        python,
    ),
    "shell": Program("texts.sh", SHELL, shells, shown_lines),
    "sqlite": Program("texts.sql", SQL, sqlite, shown_lines),
}


@pytest.mark.parametrize("language", PROGRAMS)
def test_nothing_but_the_text_comes_out(tmp_path: Path, language: str) -> None:
    program = PROGRAMS[language]
    options = {"package": "main"} if language == "go" else {}
    catalog = texts_catalog(TEXTS, codes=program.codes)
    written(tmp_path, program.name, program.template, catalog, **options)
    lines = program.start(tmp_path).splitlines()
    assert hexed(list(map(program.shown, TEXTS))) == lines


# --- the exploits of the field trial --------------------------------------------------------

JAVADOC = """\
class Main {
{% for entry in entries %}
    /**
{{ entry.detail | html | comment("     *") }}
     */
    static int {{ entry.name }};
{% endfor %}

    public static void main(String[] args) {
        System.out.println("done");
    }
}
"""
XML_DOC = """\
class Program
{
{% for entry in entries %}
    /// <summary>
{{ entry.detail | xml | comment("    ///") }}
    /// </summary>
    static int {{ entry.name }} = 0;
{% endfor %}

    static void Main(string[] args) { System.Console.WriteLine("done"); }
}
"""
RUN = {
    "Main.java": "*/ static { System.out.println(80); } /*",
    "Main.cs": "a\u2028static Program() { System.Console.WriteLine(80); }\u2028// b",
}


@pytest.mark.parametrize(
    ("name", "template", "commands"),
    [
        ("Main.java", JAVADOC, (("javac", "Main.java"), ("java", "Main"))),
        ("Main.cs", XML_DOC, (("mcs", "-nowarn:414", "Main.cs"), ("mono", "Main.exe"))),
    ],
)
def test_text_encoded_twice_stays_in_its_comment(
    tmp_path: Path, name: str, template: str, commands: Sequence[tuple[str, ...]]
) -> None:
    written(tmp_path, name, template, texts_catalog((RUN[name], *TEXTS)))
    outputs = [run(tmp_path, *command) for command in commands]
    assert outputs[-1] == "done\n"
