"""Hostile texts in data and documents: parsers read the texts, and no markup."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from errcat.text import plain
from tests.support import NODE_MODULES
from tests.templates.running import run, texts_catalog, written
from tests.templates.texts import TEXTS

CATALOG = texts_catalog(TEXTS, codes=False)


def made(folder: Path, name: str, template: str) -> str:
    path = written(folder, name, template, CATALOG)
    return path.read_bytes().decode("utf-8")


def test_json_holds_the_texts(tmp_path: Path) -> None:
    template = (
        '[{{ entries | map(attribute="title") | map("json_str") | join(", ") }}]\n'
    )
    assert json.loads(made(tmp_path, "a.json", template)) == list(TEXTS)


def test_yaml_holds_the_texts(tmp_path: Path) -> None:
    template = """\
{{ header | comment }}
{% for entry in entries %}
{{ entry.detail | comment }}
- {{ entry.title | yaml_str }}
{% endfor %}
"""
    assert yaml.safe_load(made(tmp_path, "a.yaml", template)) == list(TEXTS)


def test_toml_holds_the_texts(tmp_path: Path) -> None:
    template = """\
{{ header | comment }}
{% for entry in entries %}
{{ entry.detail | comment }}
{{ entry.name }} = {{ entry.title | toml_str }}
[sub{{ entry.name }}.{{ entry.title | toml_str }}]
[[top]]
{% endfor %}
"""
    text = made(tmp_path, "a.toml", template)
    top, *_ = text.split("\n[sub", 1)
    assert tomllib.loads(top) == {"E0": TEXTS[0]}
    tables = tomllib.loads(text)
    assert [list(tables[f"subE{i}"]) for i in range(len(TEXTS))] == [[s] for s in TEXTS]


def test_csv_holds_the_texts_and_no_formula(tmp_path: Path) -> None:
    template = "{% for entry in entries %}\n{{ entry.name }},{{ entry.title | csv }}\n{% endfor %}"
    text = made(tmp_path, "a.csv", template)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [name for name, _ in rows] == [f"E{i}" for i in range(len(TEXTS))]
    assert not [cell for _, cell in rows if re.match(r"\s*[=+@]", cell)]
    for (_, cell), title in zip(rows, TEXTS, strict=True):
        if title.isprintable():
            assert cell.removeprefix("'") == title.removeprefix("'")


PROPERTIES = """\
{{ header | comment }}
{% for entry in entries %}
{{ entry.detail | comment }}
{{ entry.name }}={{ entry.title | properties }}
key{{ entry.title | properties_key }}={{ entry.name }}
{% endfor %}
"""
READ_PROPERTIES = """
class Main {
    public static void main(String[] args) throws Exception {
        var read = new java.util.Properties();
        read.load(new java.io.FileInputStream("a.properties"));
        for (String key : read.stringPropertyNames()) {
            System.out.println(hex(key) + ":" + hex(read.getProperty(key)));
        }
    }

    static String hex(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
"""


@pytest.mark.tools
@pytest.mark.exhaustive
def test_java_reads_the_properties(tmp_path: Path) -> None:
    made(tmp_path, "a.properties", PROPERTIES)
    (tmp_path / "Main.java").write_text(READ_PROPERTIES)
    lines = run(tmp_path, "java", "Main.java").splitlines()
    parts = [line.split(":") for line in lines]
    found = {
        bytes.fromhex(key).decode(): bytes.fromhex(value).decode()
        for key, value in parts
    }
    expected = {f"E{i}": text for i, text in enumerate(TEXTS)}
    assert found == expected | {f"key{text}": f"E{i}" for i, text in enumerate(TEXTS)}


XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- {{ header | comment("") }} -->
<texts>
{% for entry in entries %}
<!-- {{ entry.detail | comment("") }} -->
<text of="{{ entry.title | xml }}" as='{{ entry.title | html }}'>{{ entry.title | xml }}</text>
{% endfor %}
</texts>
"""
NOT_IN_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"


def test_xml_holds_the_texts(tmp_path: Path) -> None:
    def shown(text: str) -> str:
        return re.sub(NOT_IN_XML, lambda match: repr(match[0])[1:-1], text)

    root = ET.fromstring(made(tmp_path, "a.xml", XML))  # noqa: S314  # made here
    assert [item.text or "" for item in root] == list(map(shown, TEXTS))
    assert [item.get("of") for item in root] == list(map(shown, TEXTS))
    assert {item.tag for item in root} == {"text"}
    assert {frozenset(item.attrib) for item in root} == {frozenset(("of", "as"))}


@pytest.mark.tools
@pytest.mark.exhaustive
def test_libxml_reads_the_xml(tmp_path: Path) -> None:
    made(tmp_path, "a.xml", XML)
    assert run(tmp_path, "xmllint", "--noout", "a.xml") == ""


class Page(HTMLParser):
    """The tags of a page, with the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag; no link may lead to a script."""
        self.tags.add(" ".join((tag, *sorted(name for name, _ in attrs))))
        for name, value in attrs:
            assert name != "href" or re.match(r"https?:|mailto:|$", value or "")


HTML = """\
<!doctype html>
<!-- {{ header | comment("") }} -->
<script>
const texts = [];
{% for entry in entries %}
texts.push({{ entry.title | script_str }});
{% endfor %}
</script>
{% for entry in entries %}
<!-- {{ entry.detail | comment("") }} -->
<p title="{{ entry.title | html }}" id='{{ entry.title | html }}'>{{ entry.title | html }}</p>
<a href="{{ entry.title | url | html }}" onclick="f({{ entry.title | json_str | html }})">x</a>
{% endfor %}
"""


def test_html_holds_no_tag_but_those_of_the_template(tmp_path: Path) -> None:
    page = Page()
    page.feed(made(tmp_path, "a.html", HTML))
    page.close()
    assert page.tags == {"script", "p id title", "a href onclick"}


@pytest.mark.tools
def test_the_script_of_a_page_holds_the_texts(tmp_path: Path) -> None:
    script = (
        made(tmp_path, "a.html", HTML)
        .partition("<script>")[2]
        .partition("</script>")[0]
    )
    program = f"{script}\nprocess.stdout.write(JSON.stringify(texts).replace(/[^ -~]/gu, (c) => [...Array(c.length)].map((_, i) => '\\\\u' + c.charCodeAt(i).toString(16).padStart(4, '0')).join('')));"
    (tmp_path / "a.mjs").write_text(program, encoding="utf-8")
    assert json.loads(run(tmp_path, "node", "a.mjs")) == list(TEXTS)


def test_markdown_shows_the_texts_and_no_markup(tmp_path: Path) -> None:
    template = """\
<!-- {{ header | comment("") }} -->

{% for entry in entries %}
## {{ entry.name }}

{{ entry.title | markdown }}

<!-- {{ entry.detail | comment("") }} -->

- {{ entry.title | markdown }}
- {{ entry.title | md_code }}
- {{ entry.title | md_link(entry.title) }}
- <b title="{{ entry.title | md_attr }}">x</b>

| a | b |
| - | - |
| <b title="{{ entry.title | md_attr }}">x</b> | {{ entry.title | markdown }} |

{% endfor %}
"""
    text = made(tmp_path, "a.md", template)
    page = Page()
    page.feed(MarkdownIt().enable("table").render(text))
    assert page.tags <= {
        *["h2", "p", "ul", "li", "code", "table", "thead", "tbody", "tr", "th", "td"],
        "a href",
        "b title",
    }
    paragraphs = re.findall(
        r"</h2>\n<p>(.*?)</p>", MarkdownIt().render(text), re.DOTALL
    )
    assert len(paragraphs) == len([title for title in TEXTS if plain(title)])


MDX = """\
{/* {{ header | comment("") }} */}

{% for entry in entries %}
## {{ entry.name }}

{{ entry.title | mdx }}

{/* {{ entry.detail | comment("") }} */}

- {{ entry.title | mdx }}
- {{ entry.title | md_code }}
- {{ entry.title | md_link(entry.title) }}
- <b title="{{ entry.title | md_attr }}">x</b>

{% endfor %}
"""
COMPILE = """
import { compile } from "MODULE";
import { readFileSync } from "node:fs";
const made = String(await compile(readFileSync("a.mdx", "utf8"), { jsx: true }));
process.stdout.write(JSON.stringify([...new Set(made.match(/<_components\\.\\w+/g))].sort()));
"""


@pytest.mark.tools
def test_mdx_compiles_to_no_element_but_those_of_the_template(tmp_path: Path) -> None:
    made(tmp_path, "a.mdx", MDX)
    module = (NODE_MODULES / "@mdx-js" / "mdx" / "index.js").as_uri()
    (tmp_path / "compile.mjs").write_text(COMPILE.replace("MODULE", module))
    elements = json.loads(run(tmp_path, "node", "compile.mjs"))
    assert set(elements) <= {
        f"<_components.{tag}" for tag in ("h2", "p", "ul", "li", "code", "a")
    }


@pytest.mark.tools
@pytest.mark.exhaustive
def test_a_literal_for_mysql_holds_without_escapes_too(tmp_path: Path) -> None:
    """A literal for MySQL ends at the same place whether a backslash escapes or not."""
    template = "{% for entry in entries %}\nSELECT hex({{ entry.title | mysql_str }});\n{% endfor %}"
    made(tmp_path, "a.sql", template)
    lines = subprocess.run(
        ("sqlite3", "-batch", "-bail", ":memory:", ".read a.sql"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert len(lines) == len(TEXTS)
    for line, text in zip(lines, TEXTS, strict=True):
        if text.isprintable():
            assert bytes.fromhex(line).decode() == text.replace("\\", "\\\\")
