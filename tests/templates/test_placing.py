"""Encoded text that stands where it could become code is an error, which names what to use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from errcat.generating.running import render
from errcat.generating.templating.folder import TemplateFailed
from errcat.model import Catalog, Entry, Link
from errcat.testing.conforming import breaches
from tests.templates.running import docs_templates, generator_of

CATALOG = Catalog(
    "x",
    entries=(Entry("1", "A", "title", "detail", links=(Link("https://a.b", "c"),)),),
)


def spelled(template: str) -> str:
    """Return *template* with a title for T and a URL for U."""
    template = re.sub(r"\bT\b", "entries[0].title", template)
    return re.sub(r"\bU\b", "entries[0].links[0].url", template)


def refusal(folder: Path, name: str, template: str) -> str:
    """Return why *template* must not write the file *name*, with its line."""
    template = spelled(template)
    with pytest.raises(TemplateFailed) as caught:
        render(generator_of(folder, name, f"\n{template}"), CATALOG, {})
    place = f"{folder}/templates/{name}.jinja:"
    assert str(caught.value).startswith(place)
    return str(caught.value).removeprefix(place)


# The templates of the field trial, each with what it now says; the first two are safe instead.
UNSAFE = {
    "Ruby": ("a.rb", "x = {{ T | json_str }}", "rb_str"),
    "PHP": ("a.php", "<?php\n$x = {{ T | json_str }};", "php_str"),
    "Rust": ("a.rs", "const X: &str = {{ T | json_str }};", "rs_str"),
}


@pytest.mark.parametrize("language", UNSAFE)
def test_json_outside_json_names_the_right_filter(
    tmp_path: Path, language: str
) -> None:
    name, template, wanted = UNSAFE[language]
    said = refusal(tmp_path, name, template)
    assert f"'json_str' does not write {language}" in said
    assert said.endswith(f"use {{{{ entry.title | {wanted} }}}}")


@pytest.mark.parametrize("language", UNSAFE)
def test_conformance_fails_for_json_outside_json(tmp_path: Path, language: str) -> None:
    name, template, _ = UNSAFE[language]
    template = spelled(template)
    laws = {breach.law for breach in breaches(generator_of(tmp_path, name, template))}
    assert {"hostile texts", "containment"} <= laws


@pytest.mark.parametrize(
    ("name", "template", "reason"),
    [
        # the language of the file
        ("a.go", "{{ T | py_str }}", "'py_str' does not write Go; use"),
        ("a.go", "{{ T | html }}", "'html' does not write Go; use"),
        ("a.go", "{{ T | go_str | html }}", "'html' does not write Go; use"),
        ("a.kt", "{{ T | java_str }}", "use {{ entry.title | kt_str }}"),
        ("a.swift", "{{ T | json_str }}", "use {{ entry.title | swift_str }}"),
        ("a.cs", "{{ T | json_str }}", "use {{ entry.title | cs_str }}"),
        ("a.sh", "x={{ T | py_str }}", "use {{ entry.title | sh_str }}"),
        ("a.sql", "{{ T | json_str }}", "use {{ entry.title | sql_str }}"),
        ("a.toml", "{{ T | json_str }}", "use {{ entry.title | toml_str }}"),
        ("a.yaml", "{{ T | json_str }}", "use {{ entry.title | yaml_str }}"),
        ("a.properties", "x={{ T | json_str }}", "use {{ entry.title | properties }}"),
        ("a.csv", "{{ T | json_str }}", "use {{ entry.title | csv }}"),
        ("a.csv", "{{ T | comment }}", "CSV has no comments"),
        ("a.json", "{{ T | comment }}", "JSON has no comments"),
        ("a.json", "{{ T | yaml_str }}", "use {{ entry.title | json_str }}"),
        ("a.html", "{{ T | json_str }}", "use {{ entry.title | html }}"),
        ("a.html", "{{ T | markdown }}", "use {{ entry.title | html }}"),
        ("a.md", "{{ T | json_str }}", "use {{ entry.title | markdown }}"),
        ("a.md", "```\n{{ T | sh_str }}\n```", "use {{ entry.title | markdown }}"),
        ("a.md", "<b>{{ T | html }}</b>", "use {{ entry.title | markdown }}"),
        ("a.md", "<a href='{{ U | md_attr }}'>", "use {{ link.url | url | md_attr }}"),
        ("a.mdx", "{{ T | markdown }}", "use {{ entry.title | mdx }}"),
        ("a.mdx", "<b>{{ T | html }}</b>", "use {{ entry.title | mdx }}"),
        ("a.gemspec", "{{ T | py_str }}", "'py_str' does not write Ruby"),
        ("a.KSH", "{{ T | py_str }}", "'py_str' does not write a shell"),
        ("a.rb ", "{{ T | py_str }}", "'py_str' does not write Ruby"),
        ("a.resx", "{{ T | json_str }}", "'json_str' does not write XML"),
        ("a.markdown", "{{ T | html }}", "'html' does not write Markdown"),
        ("a.phtml", "{{ T | php_str }}", "does not stand between <?php and ?>"),
        # quotes
        ("a.go", '"{{ T | go_str }}"', "writes the quotes, too; remove those around"),
        ("a.go", '"{{ T | go_str }}', "writes the quotes, too"),
        ("a.py", "'{{ T | py_str }}'", "writes the quotes, too"),
        ("a.py", 'f"{{ T | py_str }}', "writes the quotes, too"),
        ("a.xyz", '"{{ T | json_str }}"', "writes the quotes, too"),
        ("a.xyz", "{{ T | json_str }}'", "writes the quotes, too"),
        ("a.py", "{{ T | py_str }}{{ T | py_str }}'", "writes the quotes, too"),
        ("a.py", "{{ T | py_str }}{{ T | py_str }}", "put something between two texts"),
        ("a.go", '"Error: {{ T | go_str }}!"', "which is not allowed in another"),
        ("a.go", "`a {{ T | go_str }} b`", "which is not allowed in another"),
        ("a.py", '"""a {{ T | py_str }} b"""', "which is not allowed in another"),
        ("a.ts", "`a {{ T | ts_str }} b`", "which is not allowed in another"),
        ("a.sh", "x='a {{ T | sh_str }} b'", "which is not allowed in another"),
        ("a.sql", "SELECT 'a {{ T | sql_str }} b'", "which is not allowed in another"),
        ("a.toml", 'x = "a {{ T | toml_str }} b"', "which is not allowed in another"),
        # other places that are no code
        ("a.js", "x = /{{ T | ts_str }}/", "not allowed in a regular expression"),
        ("a.js", "/[/{{ T | ts_str }}]/", "not allowed in a regular expression"),
        ("a.js", "f(a) / 2\nreturn /{{ T | ts_str }}/g", "in a regular expression"),
        ("a.js", r"x = /a\/{{ T | ts_str }}/", "in a regular expression"),
        ("a.js", "x = { a: /'/, b: /{{ T | ts_str }}/ }", "in a regular expression"),
        (
            "a.js",
            "x = /{{ T | comment('//') }}/",
            "comment is not allowed in a regular",
        ),
        ("a.swift", "let x = /{{ T | swift_str }}/", "in a regular expression"),
        ("a.swift", "let x = #/{{ T | swift_str }}/#", "in a regular expression"),
        ("a.swift", '#"a " {{ T | swift_str }} "#', "not allowed in another"),
        ("a.rb", "x = /{{ T | rb_str }}/", "not allowed in a regular expression"),
        ("a.rb", "x.match /{{ T | rb_str }}/", "not allowed in a regular expression"),
        ("a.rb", "x = %r{ {{ T | rb_str }} }", "not allowed in a regular expression"),
        ("a.rb", "x = %r{a{2} {{ T | rb_str }} }", "in a regular expression"),
        ("a.rb", "x = %w[{{ T | rb_str }}]", "not allowed in %w(...)"),
        ("a.rb", "f(%(a {{ T | rb_str }}))", "not allowed in %(...)"),
        (
            "a.rb",
            "x = `echo {{ T | rb_str }} `",
            "not allowed in a command in backticks",
        ),
        ("a.rb", "x = <<~EOS\n{{ T | rb_str }}\nEOS", "in a here document"),
        ("a.sh", "cat <<EOF\n{{ T | sh_str }}\nEOF", "in a here document"),
        ("a.sh", "cat <<-'EOF'\n{{ T | sh_str }}\nEOF", "in a here document"),
        ("a.sh", "x=`echo {{ T | sh_str }} `", "not allowed in a command in backticks"),
        ("a.php", "<?php\n$x = <<<EOS\n{{ T | php_str }}\nEOS;", "in a here document"),
        ("a.php", "<?php\n$x = `a {{ T | php_str }} `;", "in a command in backticks"),
        ("a.php", "{{ T | php_str }}", "does not stand between <?php and ?>"),
        ("a.php", "<?php // x ?>\n{{ T | php_str }}", "between <?php and ?>"),
        ("a.php", "<?php ?>{{ T | comment('//') }}", "between <?php and ?>"),
        ("a.sql", "DO $$ SELECT {{ T | sql_str }} $$", "in a here document"),
        ("a.sql", "DO $a$ $b$ {{ T | sql_str }} $a$", "in a here document"),
        ("a.sql", r"SELECT E'\' {{ T | sql_str }} '", "not allowed in another"),
        ("a.sql", "SELECT `a {{ T | mysql_str }} b`", "not allowed in another"),
        ("a.rs", 'r##"a "# {{ T | rs_str }} "##', "not allowed in another"),
        ("a.yaml", "a: 'b {{ T | yaml_str }} c'", "not allowed in another"),
        (
            "a.tsx",
            "<p>{{ T | ts_str }}</p>",
            "in braces: { {{ entry.title | ts_str }} }",
        ),
        ("a.tsx", "<p title={{ T | ts_str }}/>", "which JSX expects in braces"),
        ("a.jsx", "<><br/>a {{ T | ts_str }}</>", "which JSX expects in braces"),
        ("a.jsx", "f(<p>{x}{{ T | ts_str }}</p>)", "which JSX expects in braces"),
        ("a.tsx", "x = `a {{ T | ts_str }} `", "not allowed in another"),
        # comments
        ("a.xyz", "{{ T | comment('') }}", "a comment needs a prefix"),
        ("a.xyz", "{{ [T] | comment(' ') }}", "a comment needs a prefix"),
        (
            "a.go",
            "// {{ T | go_str }}",
            "in a comment, use {{ entry.title | comment(...) }}",
        ),
        ("a.go", "/* {{ T | go_str }} */", "in a comment, use"),
        ("a.py", "x = 1  # {{ T | py_str }}", "in a comment, use"),
        ("a.go", "{{ T | comment }}", "comments of Go start with //, not with '#'"),
        (
            "a.rb",
            "{{ T | comment('//') }}",
            "comments of Ruby start with #, not with '//'",
        ),
        ("a.sql", "{{ T | comment }}", "comments of SQL start with --, not with '#'"),
        ("a.go", "{{ T | comment(' *') }}", "start with //, not with '*'"),
        ("a.go", "/* x */\n{{ T | comment(' *') }}", "start with //, not with '*'"),
        ("a.go", "{{ T | comment('') }}", "start with //, not with ''"),
        ("a.go", "// {{ T | comment(' *') }}", "start with //, not with '*'"),
        ("a.go", '"a {{ T | comment("//") }}"', "a comment is not allowed in a string"),
        (
            "a.rs",
            "{{ T | comment('///') }}",
            "{{ entry.title | markdown | comment(...) }}",
        ),
        ("a.rs", "/** {{ T | comment('') }} */", "| markdown | comment(...) }}"),
        ("a.cs", "{{ T | comment('///') }}", "{{ entry.title | xml | comment(...) }}"),
        ("a.java", "/**\n{{ T | comment(' *') }}\n*/", "| javadoc | comment(...) }}"),
        (
            "a.kt",
            "/**\n{{ T | html | comment(' *') }}\n*/",
            "| markdown | comment(...) }}",
        ),
        ("a.ts", "/**\n{{ T | comment(' *') }}\n*/", "| markdown | comment(...) }}"),
        (
            "a.html",
            "{{ T | comment('') }}",
            "a comment must stand between <!-- and -->",
        ),
        (
            "a.html",
            "<!-- x -->{{ T | comment('') }}",
            "must stand between <!-- and -->",
        ),
        (
            "a.html",
            "<!-- {{ T | html }} -->",
            "in a comment, use {{ entry.title | comment('') }}",
        ),
        ("a.md", "<!-- {{ T | markdown }} -->", "in a comment, use"),
        # HTML and XML
        ("a.html", "<p title={{ T | html }}>", "an attribute in quotes"),
        ("a.html", "<p title='a' id={{ T | html }}>", "an attribute in quotes"),
        ("a.html", "<p {{ T | html }}>", "an attribute in quotes"),
        ("a.xml", "<p {{ T | xml }}/>", "an attribute in quotes"),
        (
            "a.html",
            "<p onclick='f({{ T | html }})'>",
            "use {{ entry.title | json_str | html }}",
        ),
        (
            "a.html",
            "<p style='{{ T | html }}'>",
            "is not allowed in the attribute 'style'",
        ),
        ("a.html", "<a href='{{ U | html }}'>", "use {{ link.url | url | html }}"),
        ("a.svg", "<a xlink:href='{{ U | xml }}'/>", "use {{ link.url | url | html }}"),
        (
            "a.html",
            "<script>f({{ T | html }})</script>",
            "use {{ entry.title | script_str }}",
        ),
        (
            "a.html",
            "<style>{{ T | html }}</style>",
            "is not allowed in a <style> element",
        ),
        (
            "a.html",
            "<script>f('{{ T | script_str }}')</script>",
            "writes the quotes, too",
        ),
        ("a.html", "<p>{{ T | script_str }}</p>", "is for <script> elements"),
        # Markdown
        ("a.md", "[x]({{ U | markdown }})", "use {{ text | md_link(link.url) }}"),
        (
            "a.md",
            "[x](https://a/{{ U | markdown }})",
            "use {{ text | md_link(link.url) }}",
        ),
        (
            "a.md",
            "`{{ T | markdown }}`",
            "use {{ entry.title | md_code }} without backticks",
        ),
        ("a.md", "`{{ T | md_code }}`", "writes the quotes, too"),
        (
            "a.md",
            "<p title='{{ T | markdown }}'>",
            "in a tag, use {{ entry.title | md_attr }}",
        ),
    ],
)
def test_text_in_the_wrong_place_is_an_error(
    tmp_path: Path, name: str, template: str, reason: str
) -> None:
    said = refusal(tmp_path, name, template)
    line = 2 + template.partition("{{")[0].count("\n")
    assert said.startswith(f"{line}: "), said
    assert reason in said


@pytest.mark.parametrize(
    ("name", "template", "shown"),
    [
        ("a.go", '"a" + {{ T | go_str }} + "b"', '"a" + "title" + "b"'),
        ("a.go", "x := '\"' // {{ T | comment('//') }}", "x := '\"' // // title"),
        ("a.go", "/* a\n{{ T | comment(' *') }}\n */ {{ T | go_str }}", None),
        ("a.go", "/**/ {{ T | go_str }}", '/**/ "title"'),
        ("a.go", "{{ T | comment('//') }}\n{{ T | go_str }}", '// title\n"title"'),
        ("a.rs", "fn f<'a>(x: &'a str) { f({{ T | rs_str }}) }", None),
        ("a.rs", "{{ T | comment('//') }}", "// title"),
        ("a.cs", "{{ T | html | comment('///') }}", "/// title"),
        ("a.php", "<?php #[A({{ T | php_str }})]", "<?php #[A('title')]"),
        ("a.php", "<?= {{ T | php_str }} ?>", "<?= 'title' ?>"),
        ("a.php", "<?php f(<<<A\nx\nA, {{ T | php_str }})", None),
        ("a.js", "x = 4 / {{ T | ts_str }} / 2", 'x = 4 / "title" / 2'),
        ("a.js", "x = f(y) / 2 / {{ T | ts_str }}", 'x = f(y) / 2 / "title"'),
        ("a.js", "x = {{ T | ts_str }} / {{ T | ts_str }}", 'x = "title" / "title"'),
        ("a.js", "x = [/[/']/, {{ T | ts_str }}]", 'x = [/[/\']/, "title"]'),
        ("a.ts", "x = i++ / 2 / {{ T | ts_str }}", None),
        ("a.rb", "x = 4 / {{ T | rb_str }}", 'x = 4 / "title"'),
        ("a.rb", "x = {{ T | rb_str }} % {{ T | rb_str }}", None),
        ("a.rb", "x = %w[a [b] c] + {{ T | rb_str }}", None),
        ("a.rb", "x << A << {{ T | rb_str }}", None),
        ("a.rb", "x = <<~A\n  b\n  A\n{{ T | rb_str }}", None),
        ("a.sh", "x=$((1<<2)) y={{ T | sh_str }}", None),
        ("a.sh", "cat <<< {{ T | sh_str }}", "cat <<< 'title'"),
        ("a.sh", "cat <<A\nit's\nA\n{{ T | sh_str }}", None),
        ("a.sql", "DO $$ x $$; SELECT {{ T | sql_str }}", None),
        ("a.yaml", "a: 'it''s'\nb: {{ T | yaml_str }}", None),
        ("a.yaml", "a: don't\nb: {{ T | yaml_str }}", None),
        ("a.tsx", "<p a={ {{ T | ts_str }} }>{ {{ T | ts_str }} }</p>", None),
        ("a.tsx", "<p a='b'>c</p>; x = {{ T | ts_str }}", None),
        ("a.tsx", "f<T>(a => {{ T | ts_str }})", None),
        ("a.tsx", "const f = <A,>(a: A) => {{ T | ts_str }}", None),
        ("a.tsx", "x: Map<string, number> = f({{ T | ts_str }})", None),
        ("a.xyz", "{{ 'x' | comment('') }} {{ T | py_str }}", None),
        ("a.sh", 'echo "it\'s" {{ T | sh_str }} # $#', "echo \"it's\" 'title' # $#"),
        ("a.sh", "x=$# z={{ T | sh_str }}", "x=$# z='title'"),
        ("a.ts", "// don't\n{{ T | ts_str }}", '// don\'t\n"title"'),
        ("a.ts", "/* don't */ {{ T | json_str }}", '/* don\'t */ "title"'),
        ("a.rb", "{{ T | comment('  #') }}", "  # title"),
        ("a.yaml", "a: it's {{ T | yaml_str }}", 'a: it\'s "title"'),
        ("a.yaml", "a: {{ T | yaml_str }} {{ 'x' | comment }}", 'a: "title" # x'),
        (
            "a.html",
            "<p title='{{ T | html }}'>{{ T | html }}",
            "<p title='title'>title",
        ),
        ("a.html", "<a href='{{ U | url | html }}'>", "<a href='https://a.b'>"),
        ("a.html", "<a href='#{{ T | html }}'>", "<a href='#title'>"),
        (
            "a.html",
            "<p onclick='f({{ T | json_str | html }})'>",
            "<p onclick='f(&quot;title&quot;)'>",
        ),
        (
            "a.html",
            "<script>f({{ T | script_str }})</script>",
            '<script>f("title")</script>',
        ),
        ("a.html", "<!-- {{ T | comment('') }} -->", "<!--  title -->"),
        ("a.md", "a < b: {{ T | markdown }}", "a < b: title"),
        ("a.md", "<b title='{{ T | md_attr }}'>", "<b title='title'>"),
        ("a.md", "```json\n{{ T | json_str }}\n```", '```json\n"title"\n```'),
        (
            "a.md",
            "{{ T | md_code }} {{ T | md_link(U) }}",
            "`title` [title](https://a.b)",
        ),
        ("a.mdx", "{/* {{ T | comment('') }} */}", "{/*  title */}"),
        (
            "a.properties",
            "{{ T | properties_key }}={{ T | properties }}",
            "title=title",
        ),
        ("a.xyz", "{{ T | py_str }} {{ T | comment('REM') }}", '"title" REM title'),
    ],
)
def test_text_in_the_right_place_is_printed(
    tmp_path: Path, name: str, template: str, shown: str | None
) -> None:
    template = spelled(template)
    (file,) = render(generator_of(tmp_path, name, template), CATALOG, {})
    assert "title" in file.text or "https" in file.text
    assert shown is None or file.text == shown


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("T", "entry.title is catalog text, which needs a filter for the output"),
        ("{'a': [T]}", "for the output language: {{ entry.title | json_str }}"),
        ("T | json_str", "entry.title has been encoded by 'json_str'"),
        ("{T: 1}", "'tojson' cannot write this value: keys must be str"),
        ("catalog", "catalog is not text; print one of its fields"),
        ("range", "'tojson' cannot write this value: it is of type"),
    ],
)
def test_the_filter_of_jinja_for_json_refuses_catalog_text(
    tmp_path: Path, value: str, reason: str
) -> None:
    message = refusal(tmp_path, "a.json", f"{{{{ ({value}) | tojson }}}}")
    assert reason in message


def test_the_filter_of_jinja_for_json_writes_values_of_the_template(
    tmp_path: Path,
) -> None:
    template = "{{ {'b': [1, true], 'a': 'x'} | tojson }}"
    (file,) = render(generator_of(tmp_path, "a.json", template), CATALOG, {})
    assert file.text == '{"a": "x", "b": [1, true]}'


# --- conformance ----------------------------------------------------------------------------

SWIFT = """\
{{ header | comment("//") }}
enum Code: String {
{% for entry in entries %}
{{ entry.detail | markdown | comment("    ///") }}
    case {{ entry.name | case("camel") }} = {{ entry.code | swift_str }}

{% endfor %}
    var title: String {
        switch self {
{% for entry in entries %}
        case .{{ entry.name | case("camel") }}: return {{ entry.title | swift_str }}
{% endfor %}
        }
    }
}
"""
TEMPLATES = {**docs_templates(), "Code.swift": SWIFT}


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_of_the_docs_keep_the_laws(tmp_path: Path, name: str) -> None:
    """Another process cannot find a target that a test has made, so `elsewhere` is left out."""
    found = breaches(generator_of(tmp_path, name, TEMPLATES[name]))
    assert [str(breach) for breach in found if breach.law != "elsewhere"] == []
