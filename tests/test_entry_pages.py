"""Pages for readers: read with their catalog, linted, compared, and harmless in every output."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from errcat import Catalog, Entry, catalog_data, compare, open_project
from errcat.config import Config
from errcat.pages import html_in, page_markdown
from errcat_generators.markdown import GENERATOR, Options, verify
from tests.hostile import HOSTILE
from tests.support import catalog_text, entry, load_text, look, run, write_tree

HEADER = "errcat: 1\nid: example\n"
ENTRIES = """\
errcat: 1
errors:
  - {code: "10001", name: INACTIVE_NUMBER, title: Inactive number}
  - {code: a/b, name: SLASHED, title: Slashed}
"""
FILES = {"catalog.yaml": HEADER, "entries.yaml": ENTRIES}
PAGE = """\
# Inactive number <b>now</b>

1. Open the portal, see {number}.
2. Run this:

   ```sh
   curl https://api.example.com/{number} <file
   ```

| status | meaning |
|:--|--:|
| `a\\|b` | see [the other](a%2Fb.md) |

import this
"""


def loaded(folder: Path) -> Catalog:
    """Return the catalog in *folder*."""
    catalog = look(folder, rules=()).catalog
    assert catalog is not None
    return catalog


def with_pages(folder: Path, **pages: str) -> Path:
    """Write the catalog with *pages*, whose names start with an underscore here."""
    named = {f"pages/{name.strip('_')}.md": text for name, text in pages.items()}
    return write_tree(folder, {**FILES, **named})


def test_a_page_belongs_to_the_entry_that_its_name_spells(tmp_path: Path) -> None:
    pages = {"pages/10001.md": "One\r\n", "pages/a%2Fb.md": "\ufeffTwo"}
    catalog = loaded(write_tree(tmp_path, {**FILES, **pages}))
    assert [item.page for item in catalog.entries] == ["One\n", "Two"]


@pytest.mark.parametrize(
    "name", ["10001.md", "pages/deep/10001.md", "pages/.10001.md", "pages/10001.txt"]
)
def test_other_files_are_no_pages(name: str, tmp_path: Path) -> None:
    inspection = look(write_tree(tmp_path, {**FILES, name: "One"}))
    assert inspection.catalog is not None
    assert not inspection.catalog.page_files
    assert not any(item.page for item in inspection.catalog.entries)


def test_a_page_that_is_not_utf_8_is_a_finding(tmp_path: Path) -> None:
    inspection = look(
        write_tree(tmp_path, {**FILES, "pages/10001.md": b"\xff"}), rules=()
    )
    assert [(item.rule, item.file) for item in inspection.findings] == [
        ("encoding-utf8", str(tmp_path / "pages" / "10001.md"))
    ]


def test_findings_name_the_file_and_the_line(tmp_path: Path) -> None:
    text = "# A\n\ntext\n\n<i>b</i> and [c](d.md)\n"
    folder = with_pages(tmp_path, _10001=text, _7="x")
    findings = look(folder, rules=["page-entry", "page-html", "page-link"]).findings
    shown = [
        (item.rule, Path(item.file).name, item.span.line, item.value)
        for item in findings
    ]
    assert shown == [
        ("page-html", "10001.md", 5, "</i>"),
        ("page-html", "10001.md", 5, "<i>"),
        ("page-link", "10001.md", 5, "d.md"),
        ("page-entry", "7.md", 1, "7"),
    ]


def test_an_entry_has_one_page_only(tmp_path: Path) -> None:
    own = catalog_text([entry("10001", page="own")])
    files = {"catalog.json": own, "pages/10001.md": "file"}
    inspection = look(write_tree(tmp_path, files), rules=["page-entry"])
    assert [item.rule for item in inspection.findings] == ["page-entry"]


def test_a_bundle_holds_the_pages_and_reads_as_the_same_catalog(tmp_path: Path) -> None:
    catalog = loaded(with_pages(tmp_path / "folder", _10001=PAGE))
    data = catalog_data(catalog)
    assert [row.get("page") for row in data["errors"]] == [PAGE, None]
    (tmp_path / "bundle").mkdir()
    head = {key: value for key, value in data.items() if key != "errors"}
    text = catalog_text(data["errors"], **head)
    assert load_text(tmp_path / "bundle", text).entries == catalog.entries


def test_a_change_of_a_page_is_one_of_documentation(tmp_path: Path) -> None:
    old = loaded(with_pages(tmp_path / "old", _10001="One"))
    new = loaded(with_pages(tmp_path / "new", _10001="Two"))
    changes = compare(old, new).comparison.differences
    assert [item.rule for item in changes] == ["guidance-changed"]
    assert "page changed" in changes[0].message()


def test_pages_are_read_from_git(tmp_path: Path) -> None:
    folder = with_pages(tmp_path / "catalog", _10001="One")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    project = open_project(Config())
    assert not project.compare("HEAD", str(folder)).comparison.differences
    (folder / "pages" / "10001.md").write_text("Two")
    changes = project.compare("HEAD", str(folder)).comparison.differences
    assert [item.rule for item in changes] == ["guidance-changed"]


def test_without_the_extra_the_run_ends_with_the_command_that_installs_it(
    tmp_path: Path,
) -> None:
    blocker = write_tree(tmp_path / "blocked", {"markdown_it.py": "raise ImportError"})
    path = f"{blocker}:{':'.join(sys.path)}"
    folder = with_pages(tmp_path / "catalog", _10001="One")
    out = tmp_path / "out"
    for command in (
        ["validate", str(folder)],
        ["gen", "markdown", "--catalog", str(folder), "-o", str(out)],
    ):
        ran = run(*command, cwd=tmp_path, PYTHONPATH=path)
        assert ran.code == 2, ran
        assert "python -m pip install 'errcat[pages]'" in ran.err
    assert not out.exists()
    (folder / "pages" / "10001.md").unlink()
    assert run("validate", folder, cwd=tmp_path, PYTHONPATH=path).code == 0


# --- the page as Markdown ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\n### B", "### A\n\n##### B"),
        ("##### A", "### A"),
        ("a\nb\\\nc", "a b<br />c"),
        ("1. a\n2. b\n\n7) c", "1.  a\n2.  b\n\n7)  c"),
        ("* a\n\n  b\n* c", "*   a\n\n    b\n\n*   c"),
        ("* a\n- b", "*   a\n\n-   b"),
        ("````\n```\n````", "````\n```\n````"),
        ("```a`b\nx\n```", "\\`\\`\\`a\\`b x\n\n```\n\n```"),
        ("~~~py {x=1}\na\n~~~", "```py\na\n```"),
        ("> a\n>\n> b", "> a\n>\n> b"),
        ("- ***", "*   ___"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("{x} [a](javascript:x)", "&#123;x&#125; \\[a\\](javascript:x)"),
        ("[a](file:///etc/passwd)", "\\[a\\](file:/\\/\\/etc/passwd)"),
        ("[a](ftp://b.c)", "a"),
        ("![a](https://b.c/d.png)", "[a](https://b.c/d.png)"),
        ("[b ![a](https://b.c)](https://d.e)", "[b a](https://d.e)"),
        ("[a](10001.md) [b](no.md)", "[a](/1) b"),
        ("export default 1", "&#101;xport default 1"),
    ],
)
def test_a_page_is_written_as_harmless_markdown(text: str, expected: str) -> None:
    assert expected == page_markdown(text, lambda code: "/1" * (code == "10001"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_page_holds_no_html(text: str) -> None:
    for page in (text, f"# {text}", f"- {text}", f"```{text}", f"| a |\n|-|\n|{text}|"):
        made = page_markdown(page, lambda _: "")
        assert {part.text for part in html_in(made)} <= {"<br />"}
        assert "<a " not in MarkdownIt("commonmark").render(made) or "http" in page


@pytest.mark.parametrize("pages", ["range", "code"])
@pytest.mark.parametrize("flavor", ["commonmark", "mdx"])
def test_the_output_shows_the_page(pages: str, flavor: str, tmp_path: Path) -> None:
    catalog = loaded(with_pages(tmp_path, _10001=PAGE))
    options = Options(pages=pages, flavor=flavor)  # type: ignore[arg-type]  # parametrized
    files = list(GENERATOR.generate(catalog, options))
    assert verify(catalog, options, files) == ""
    text = next(file.text for file in files if "curl" in file.text)
    assert "### Inactive number &lt;b&gt;now&lt;/b&gt;\n" in text
    assert "    curl https://api.example.com/{number} <file\n" in text
    assert "&#105;mport this" in text
    assert "(a%2Fb.md)" not in text
    assert "[the other](" in text


def test_a_page_that_was_changed_is_not_the_catalogs() -> None:
    catalog = Catalog("a", entries=(Entry("1", "A", "A", page="One"),))
    files = list(GENERATOR.generate(catalog, Options()))
    changed = [file._replace(text=file.text.replace("One", "<b>")) for file in files]
    assert "the page of 1 A differs" in verify(catalog, Options(), changed)
