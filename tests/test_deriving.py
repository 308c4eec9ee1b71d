"""Operations are derived from OpenAPI documents: what a response shows, and nothing else."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from errcat.errors import ErrcatError
from errcat.importing.operations import derive, written
from errcat.loading.references import DocumentInvalid
from errcat.model import Catalog, Envelope
from tests.support import look, write_tree

HERE = Path(__file__).parent / "operations"
JSONAPI = Envelope("jsonapi", "/errors/0/code", "/errors/0/title")
CATALOG = Catalog(id="parcels", envelope=JSONAPI)


def text_of(*files: Path | str, catalog: Catalog = CATALOG) -> str:
    """Return the file that is derived from *files*."""
    names = [str(file) for file in files]
    return written(derive(names, catalog).operations, names, str(Path(files[0]).parent))


def document(responses: Any, **more: Any) -> str:
    """Return a document with one operation."""
    paths = {"/a": {"get": {"responses": responses}}}
    return json.dumps({"openapi": "3.0.3", "paths": paths, **more})


def example(code: Any) -> dict[str, Any]:
    """Return a response with an example of one code."""
    body = {"errors": [{"code": code}]}
    return {"content": {"application/json": {"example": body}}}


def codes(path: Path, text: str, catalog: Catalog = CATALOG) -> list[dict[str, Any]]:
    """Return the codes of each operation in a document."""
    file = path / "openapi.yaml"
    file.write_text(text, encoding="utf-8")
    return [dict(item.codes) for item in derive([str(file)], catalog).operations]


def test_the_operations_of_a_document_are_as_a_person_wrote_them_down() -> None:
    assert text_of(HERE / "openapi.yaml") == (HERE / "operations.yaml").read_text()


def test_the_same_document_in_json_gives_the_same(tmp_path: Path) -> None:
    import yaml

    for path in HERE.rglob("*.yaml"):
        data = yaml.load(path.read_text(), yaml.CSafeLoader)
        target = tmp_path / path.relative_to(HERE)
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(data, indent="\t"))
    assert text_of(tmp_path / "openapi.yaml") == (HERE / "operations.yaml").read_text()


def test_what_is_written_is_read_without_a_finding(tmp_path: Path) -> None:
    write_tree(tmp_path, {"catalog.yaml": "errcat: 1\nid: parcels\n"})
    write_tree(tmp_path, {"operations.yaml": text_of(HERE / "openapi.yaml")})
    inspection = look(tmp_path, ("scalar-quoted", "scalar-ambiguous"))
    assert inspection.findings == ()
    assert inspection.catalog is not None
    derived = derive([str(HERE / "openapi.yaml")], CATALOG)
    assert inspection.catalog.operations == derived.operations


def test_codes_that_all_share_are_listed_with_their_place() -> None:
    shared = derive([str(HERE / "openapi.yaml")], CATALOG).shared
    assert sorted((item.span.line, item.codes, item.operations) for item in shared) == [
        (179, 1, 3),
        (187, 1, 8),
        (192, 6, 8),
    ]


def test_several_documents_are_joined_and_the_first_id_counts(tmp_path: Path) -> None:
    get = {"operationId": "one", "responses": {"400": example("1")}}
    other = {"operationId": "two", "responses": {"400": example("2")}}
    more: dict[str, Any] = {"LINK": {"responses": {}}}
    one = {"get": get, "put": {}}
    two = {"get": other, "query": {}, "additionalOperations": more}
    files = [tmp_path / "one.json", tmp_path / "two.json"]
    for file, data in zip(files, (one, two), strict=True):
        whole = {"openapi": "3.2.0", "paths": {"/a": data}}
        file.write_text(json.dumps(whole))
    operations = derive([str(file) for file in files], CATALOG).operations
    assert [(item.key, item.id, dict(item.codes)) for item in operations] == [
        ("GET /a", "one", {"1": (400,), "2": (400,)}),
        ("LINK /a", "", {}),
        ("PUT /a", "", {}),
        ("QUERY /a", "", {}),
    ]


@pytest.mark.parametrize(
    ("envelope", "body"),
    [
        (Envelope("problem", "/code"), {"type": "about:blank", "code": "7"}),
        (Envelope("custom", "/error/code"), {"error": {"code": 7}}),
        (Envelope("custom", "/0/a~1b"), [{"a/b": "7"}]),
    ],
)
def test_the_envelope_says_where_the_code_is(
    tmp_path: Path, envelope: Envelope, body: Any
) -> None:
    response = {"content": {"application/json": {"example": body}}}
    catalog = Catalog(id="a", envelope=envelope)
    assert codes(tmp_path, document({"404": response}), catalog) == [{"7": (404,)}]


def test_a_catalog_without_an_envelope_is_told_to_have_one(tmp_path: Path) -> None:
    with pytest.raises(ErrcatError, match="catalog a has no `envelope`"):
        codes(tmp_path, document({}), Catalog(id="a"))


def test_codes_are_in_the_order_of_the_catalog(tmp_path: Path) -> None:
    responses = {"400": example("10"), "401": example("9"), "402": example("b")}
    found = codes(tmp_path, document(responses))
    assert [*found[0]] == ["9", "10", "b"]


def test_a_document_without_paths_has_no_operations(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text("openapi: 3.1.0\n")
    assert text_of(tmp_path / "openapi.yaml").endswith("errcat: 1\noperations: []\n")


# --- documents that are out to do harm -------------------------------------------------------

BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
)
CHAIN = {f"S{i}": {"allOf": [{"$ref": f"#/s/S{i + 1}"}]} for i in range(20_000)}
RESPONSE = "openapi: 3.0.0\npaths: {/a: {get: {responses: {400: {$ref: '%s'}}}}}\n"
HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "a circle of references": (
        RESPONSE % "#/r/a" + "r: {a: {$ref: '#/r/b'}, b: {$ref: '#/r/a'}}\n",
        "2:38: the reference '#/r/a' leads in a circle",
    ),
    "a reference to itself": (
        RESPONSE % "#/paths/~1a/get/responses/400",
        "2:38: the reference '#/paths/~1a/get/responses/400' leads in a circle",
    ),
    "a reference out of the folder": (
        RESPONSE % "../secret.yaml",
        "2:38: the reference '../secret.yaml' leads out of the folder of the document",
    ),
    "an encoded reference out of the folder": (
        RESPONSE % "%2e%2e/secret.yaml",
        "2:38: the reference '%2e%2e/secret.yaml' leads out of the folder of the document",
    ),
    "a symbolic link out of the folder": (
        RESPONSE % "link.yaml",
        "2:38: the reference 'link.yaml' leads out of the folder of the document",
    ),
    "an absolute path": (
        RESPONSE % "/etc/passwd",
        "2:38: the reference '/etc/passwd' leads out of the folder of the document",
    ),
    "an address": (
        RESPONSE % "https://example.com/a.yaml#/b",
        (
            "2:38: the reference 'https://example.com/a.yaml#/b' is not a relative path;"
            " nothing is fetched; copy what it refers to into a file beside the document"
        ),
    ),
    "a file that is missing": (
        RESPONSE % "missing.yaml",
        "2:38: the reference 'missing.yaml' leads nowhere",
    ),
    "a pointer to nothing": (
        RESPONSE % "#/r/a",
        "2:38: the reference '#/r/a' leads nowhere",
    ),
    "an anchor of a schema": (
        RESPONSE % "#a",
        "2:38: the reference '#a' is not a JSON pointer",
    ),
    "a bomb of aliases": (
        BOMB,
        "7:30: the aliases stand for more than 5,000,000 nodes",
    ),
    "an alias in its own anchor": (
        "openapi: &a\n  b: *a\n",
        "2:6: the alias *a is inside of what it stands for",
    ),
    "an alias without an anchor": (
        "a: *b\n",
        "1:4: the alias *b has no anchor before it",
    ),
    "brackets": ("[" * 100_000, "1:65: nested deeper than 64 levels"),
    "brackets in YAML": ("a: " + "[" * 900, "1:67: nested deeper than 64 levels"),
    "no YAML": ("a: b: c\n", "1:5: not YAML: mapping values are not allowed"),
    "no JSON": ('{"a": ]\n', "1:7: not JSON: "),
    "a key that is a list": ("? [a]\n: b\n", "1:3: a key must be text"),
    "two documents": ("a: b\n---\na: b\n", "2:1: a second document begins here"),
    "another version": ("swagger: '2.0'\n", "1:1: this is no OpenAPI document;"),
    "a later version": ("openapi: 4.0.0\n", "1:1: this is OpenAPI 4.0.0; OpenAPI 3.0"),
    "nothing": ("", "1:1: this is no OpenAPI document; "),
    "a list": ("- a\n", "1:1: this is no OpenAPI document; "),
    "bytes": (b"openapi: \xff", "1:1: not valid UTF-8 at byte 9"),
    "a path without end": (
        json.dumps({"openapi": "3.0.0", "paths": {"/" + "a" * 3000: {}}}),
        "1:32: longer than 2048 characters",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_with_its_place(
    name: str, tmp_path: Path
) -> None:
    content, expected = HOSTILE[name]
    write_tree(tmp_path, {"secret.yaml": "{}", "api/openapi.yaml": content})
    (tmp_path / "api" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    file = tmp_path / "api" / "openapi.yaml"
    with pytest.raises(DocumentInvalid) as caught:
        derive([str(file)], CATALOG)
    assert caught.value.exit_code == 2
    assert str(caught.value).removeprefix(f"{file}:").startswith(expected)


def test_a_reference_inside_a_file_beside_is_named_there(tmp_path: Path) -> None:
    beside = "r: {$ref: '#/s'}\n"
    write_tree(tmp_path, {"openapi.yaml": RESPONSE % "b.yaml#/r", "b.yaml": beside})
    with pytest.raises(DocumentInvalid, match=r"b\.yaml:1:5: .*'#/s' leads nowhere"):
        derive([str(tmp_path / "openapi.yaml")], CATALOG)


def test_the_files_together_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("errcat.loading.references.TOTAL", 100)
    write_tree(tmp_path, {"openapi.yaml": RESPONSE % "b.yaml", "b.yaml": "a" * 90})
    with pytest.raises(DocumentInvalid, match=r"b\.yaml:1:1: the files have more than"):
        derive([str(tmp_path / "openapi.yaml")], CATALOG)


def test_a_long_chain_of_schemas_is_followed(tmp_path: Path) -> None:
    chain = {**CHAIN, f"S{len(CHAIN)}": {"properties": {"code": {"const": "1"}}}}
    schema = {"properties": {"errors": {"items": {"$ref": "#/s/S0"}}}}
    response = {"content": {"application/json": {"schema": schema}}}
    assert codes(tmp_path, document({"400": response}, s=chain)) == [{"1": (400,)}]


def test_merge_keys_are_carried_out_and_own_keys_win(tmp_path: Path) -> None:
    text = (
        "openapi: 3.0.0\n"
        "x: &x {errors: [{code: '1'}], more: true}\n"
        "paths:\n"
        "  /a:\n"
        "    get: &get {operationId: a, responses: {400: {content: {a: {example: *x}}}}}\n"
        "    put: {<<: *get, operationId: b}\n"
        "    post: {<<: [{operationId: c}, *get]}\n"
    )
    file = tmp_path / "openapi.yaml"
    file.write_text(text)
    operations = derive([str(file)], CATALOG).operations
    assert [(item.method, item.id, dict(item.codes)) for item in operations] == [
        ("GET", "a", {"1": (400,)}),
        ("POST", "c", {"1": (400,)}),
        ("PUT", "b", {"1": (400,)}),
    ]


# --- what is committed merges ----------------------------------------------------------------


def merged(base: str, ours: str, theirs: str, folder: Path) -> str:
    """Return what git makes of two changed files; there must be no conflict."""
    names = ("ours", "base", "theirs")
    for name, text in zip(names, (ours, base, theirs), strict=True):
        (folder / name).write_text(text)
    command = ["git", "merge-file", "-p", *names]
    ran = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return ran.stdout.decode()


def test_branches_that_change_different_operations_merge(tmp_path: Path) -> None:
    def text(*paths: str, code: str = "2") -> str:
        responses = {"400": example(code), "404": example("1")}
        operations = {path: {"get": {"responses": responses}} for path in paths}
        file = tmp_path / "openapi.json"
        file.write_text(json.dumps({"openapi": "3.1.0", "paths": operations}))
        return text_of(file)

    def other(*paths: str) -> str:
        """Return the text in which the operation /b has another code."""
        return text(*paths).replace(_block("/b"), _block("/b").replace('"2"', '"3"'))

    def _block(path: str) -> str:
        return text(path).partition("\n\n")[2]

    base = text("/b", "/d")
    a, c = text("/a", "/b", "/d"), text("/b", "/c", "/d")
    assert merged(base, a, c, tmp_path) == text("/a", "/b", "/c", "/d")
    assert merged(base, other("/b", "/d"), c, tmp_path) == other("/b", "/c", "/d")
