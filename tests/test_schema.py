"""The schemas mean one thing to every reader: both drafts, editors, and the compiled validators."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import fastjsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from referencing import Registry

from errcat_schema import compile as compiling
from errcat_schema import load
from errcat_schema.compiled import Invalid
from errcat_schema.compiled.catalog import (
    check_entries_file,
    check_entry,
    check_header,
)
from errcat_schema.compiled.config import check_config
from tests.support import NODE_MODULES, TELNYX, examples

FOLDER = Path(compiling.__file__).parent
NAMES = sorted(path.name.partition(".")[0] for path in FOLDER.glob("*.schema.json"))
DRAFTS = (Draft7Validator, Draft202012Validator)

ANNOTATIONS = {"description", "examples", "default"}
SHARED = {
    *("$schema", "$id", "$ref", "definitions", "title", *ANNOTATIONS),
    *("type", "enum", "const", "if", "then", "else"),
    *("required", "properties", "patternProperties", "additionalProperties", "items"),
    *("minLength", "maxLength", "minItems", "pattern", "minimum", "maximum"),
}
"""The keywords that mean the same in draft-07 and in 2020-12, as far as they are needed here."""

Check: TypeAlias = Callable[[object], None]
Schema: TypeAlias = Mapping[str, Any]


# --- the schemas themselves ------------------------------------------------------------------


def is_object(data: Any) -> bool:
    """Tell whether *data* is a dict, of what it does not matter."""
    return isinstance(data, dict)


def is_list(data: Any) -> bool:
    """Tell whether *data* is a list, of what it does not matter."""
    return isinstance(data, list)


def schemas(node: Any) -> Iterator[dict[str, Any]]:
    """Yield *node* and every schema in it."""
    if not is_object(node):
        return
    yield node
    for keyword in ("definitions", "properties", "patternProperties"):
        for child in node.get(keyword, {}).values():
            yield from schemas(child)
    for keyword in ("items", "additionalProperties", "if", "then", "else"):
        yield from schemas(node.get(keyword))


def test_there_is_a_schema_for_every_document() -> None:
    assert NAMES == [
        "accepted",
        "bundle",
        "catalog",
        "changes",
        "config",
        "explanation",
        "findings",
        "imports",
        "list",
        "manifest",
        "operations",
        "reply",
        "request",
    ]


def test_a_schema_that_is_not_there_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        load("catalogue")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("draft", DRAFTS)
def test_a_schema_is_valid_in_both_drafts(name: str, draft: Any) -> None:
    draft.check_schema(load(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_called_by_its_id(name: str) -> None:
    schema = load(name)
    assert schema["$id"] == f"urn:errcat:schema:{name}:1"
    assert schema["$schema"] == Draft7Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_written_in_one_way(name: str) -> None:
    text = (FOLDER / f"{name}.schema.json").read_bytes().decode()
    assert text == json.dumps(load(name), indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_keeps_to_what_both_drafts_share(name: str) -> None:
    for schema in schemas(load(name)):
        assert schema.keys() <= SHARED
        assert not is_list(schema.get("items"))
        if "$ref" in schema:  # draft-07 ignores what stands beside it, 2020-12 does not
            assert schema.keys() - {"$ref"} <= ANNOTATIONS


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_is_local_and_leads_somewhere(name: str) -> None:
    root = load(name)
    wanted = {
        schema["$ref"].removeprefix("#/definitions/")
        for schema in schemas(root)
        if "$ref" in schema
    }
    assert wanted <= root["definitions"].keys() if wanted else True
    assert root.get("definitions", {}).keys() <= wanted, "a definition nobody uses"


@pytest.mark.parametrize("name", NAMES)
def test_every_property_is_described(name: str) -> None:
    root = load(name)
    for schema in schemas(root):
        parts = {**schema.get("properties", {}), **schema.get("patternProperties", {})}
        if is_object(schema.get("additionalProperties")):
            parts["(any other)"] = schema["additionalProperties"]
        for key, part in parts.items():
            said = part.get("description") or resolved(part, root).get("description")
            assert said, key
            assert said.endswith((".", "}")), said


@pytest.mark.parametrize("name", NAMES)
def test_every_pattern_is_portable(name: str) -> None:
    for schema in schemas(load(name)):
        patterns = [*schema.get("patternProperties", {})]
        if "pattern" in schema:
            patterns.append(schema["pattern"])
        for pattern in patterns:
            re.compile(pattern)
            assert pattern.startswith("^")
            assert "\\" not in pattern, "what a class means differs between engines"
            assert "(?" not in pattern, "not every engine looks around"


@pytest.mark.parametrize("name", NAMES)
def test_every_example_conforms(name: str) -> None:
    root = load(name)
    for schema in schemas(root):
        examples = [*schema.get("examples", [])]
        if "default" in schema:
            examples.append(schema["default"])
        for example in examples:
            for validator in validators(root, schema):
                assert not list(validator.iter_errors(example)), example


# --- validators that other people use --------------------------------------------------------

AJV = """
const Ajv = require("@redocly/ajv").default;
const {schemas, good, bad} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const verdicts = {};
for (const [name, schema] of Object.entries(schemas)) {
  const validate = new Ajv({strict: true, allowUnionTypes: true}).compile(schema);
  verdicts[name] = [good[name], bad[name]].map((document) => validate(document));
}
console.log(JSON.stringify(verdicts));
"""


def documents_of(name: str) -> tuple[Any, Any]:
    """Return a document that conforms, and one that a referenced definition refuses."""
    documents: dict[str, tuple[Any, Any]] = {
        "accepted": (
            {"format": 1, "accepted": []},
            {"format": 1, "accepted": [{"rule": "entry-removed"}]},
        ),
        "bundle": (
            {"errcat": 1, "id": "a", "errors": [{"code": "1", "name": "A"}]},
            {"errcat": 1, "id": "a", "errors": [{"code": ""}]},
        ),
        "catalog": (
            {"errcat": 1, "id": "a", "errors": [{"code": "1"}]},
            {"errcat": 1, "id": "a", "errors": [{"code": ""}]},
        ),
        "changes": (
            {"format": 1, "errcat": "0.1.0", "bump": "none", "comparisons": []},
            {"format": 1, "errcat": "0.1.0", "bump": "huge", "comparisons": []},
        ),
        "config": ({"rules": {"a": "off"}}, {"rules": {"a": "silent"}}),
        "explanation": (
            {
                "format": 1,
                "errcat": "0.1.0",
                "explanations": [],
                "rules": [],
                "unknown": [],
            },
            {
                "format": 1,
                "errcat": "0.1.0",
                "explanations": [],
                "rules": [],
                "unknown": [{"term": "1"}],
            },
        ),
        "findings": (
            {
                "format": 1,
                "errcat": "0.1.0",
                "summary": {"errors": 0, "warnings": 0, "infos": 0, "catalogs": []},
                "findings": [],
            },
            {"format": 1, "errcat": "0.1.0", "summary": {}, "findings": []},
        ),
        "imports": (
            {"format": 1, "errcat": "0.1.0", "imports": []},
            {"format": 1, "errcat": "0.1.0", "imports": [{"catalog": "a"}]},
        ),
        "list": (
            {"format": 1, "errcat": "0.1.0", "entries": [], "corrected": {}},
            {"format": 1, "errcat": "0.1.0", "entries": [{"code": "1"}]},
        ),
        "manifest": ({"format": 1, "files": {}}, {"format": 1, "files": {"a": {}}}),
        "operations": (
            {"errcat": 1, "operations": [{"method": "GET", "path": "/"}]},
            {"errcat": 1, "operations": [{"method": "GET", "path": ""}]},
        ),
        "reply": ({"files": []}, {"files": [{}]}),
        "request": (
            {"errcat": 1, "target": "a", "options": {}, "header": [], "catalog": {}},
            {},
        ),
    }
    return documents[name]


@pytest.mark.tools
def test_ajv_accepts_every_schema_in_strict_mode() -> None:
    documents = {name: documents_of(name) for name in NAMES}
    given = {
        "schemas": {name: load(name) for name in NAMES},
        "good": {name: good for name, (good, _) in documents.items()},
        "bad": {name: bad for name, (_, bad) in documents.items()},
    }
    ran = subprocess.run(
        ["node", "-e", AJV],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        cwd=NODE_MODULES.parent,
    )
    assert json.loads(ran.stdout) == {name: [True, False] for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_python_validators_follow_the_references_of_a_schema(name: str) -> None:
    good, bad = documents_of(name)
    for draft in DRAFTS:
        validator: Any = draft(load(name), registry=Registry())
        assert (validator.is_valid(good), validator.is_valid(bad)) == (True, False)
    validate: Any = fastjsonschema.compile(load(name), use_default=False)
    validate(good)
    with pytest.raises(fastjsonschema.JsonSchemaException):
        validate(bad)


@pytest.mark.tools
def test_check_jsonschema_follows_the_references_of_a_schema(tmp_path: Path) -> None:
    good, bad = (tmp_path / name for name in ("good.json", "bad.json"))
    for path, document in zip((good, bad), documents_of("catalog"), strict=True):
        path.write_text(json.dumps(document))
    schema = FOLDER / "catalog.schema.json"
    for path, code in ((good, 0), (bad, 1)):
        command = ["check_jsonschema", "--schemafile", str(schema), str(path)]
        ran = subprocess.run([sys.executable, "-m", *command], check=False)
        assert ran.returncode == code


# --- what conforms, and what does not --------------------------------------------------------


def resolved(schema: Schema, root: Schema) -> Schema:
    """Return the schema that *schema* refers to, or itself."""
    if "$ref" not in schema:
        return schema
    found: Schema = root["definitions"][schema["$ref"].rpartition("/")[2]]
    return found


def validators(root: Schema, schema: Schema) -> list[Any]:
    """Return a validator of each draft for a part of a schema; nothing is ever fetched."""
    whole = {**schema, "definitions": root.get("definitions", {})}
    whole.pop("$id", None)
    if "$ref" in whole:
        whole = {"$ref": whole["$ref"], "definitions": whole["definitions"]}
    return [draft(whole, registry=Registry()) for draft in DRAFTS]


CATALOG = load("catalog")
CONFIG = load("config")
BUNDLE = load("bundle")
WHOLE_ENTRY = validators(CATALOG, {"$ref": "#/definitions/entry"})
HEADER = validators(CATALOG, {"$ref": "#/definitions/catalog"})
ENTRIES_FILE = validators(CATALOG, {"$ref": "#/definitions/entries_file"})
CONFIGURATION = validators(CONFIG, CONFIG)
FILE = validators(CATALOG, CATALOG)
WHOLE_BUNDLE = validators(BUNDLE, BUNDLE)


WITHOUT_ENTRIES = {
    name: {
        **CATALOG["definitions"][name],
        "properties": {
            key: part
            for key, part in CATALOG["definitions"][name]["properties"].items()
            if key != "errors"
        },
    }
    for name in ("catalog", "entries_file")
}
"""What a header and a file of entries are, apart from their entries."""


def agreed(engines: list[Any], check: Check | None, data: Any) -> bool:
    """Tell whether *data* conforms; all who judge it must say the same."""
    verdicts = {bool(engine.is_valid(data)) for engine in engines}
    if check is not None:
        verdicts.add(passes(check, data))
    assert len(verdicts) == 1, data
    return verdicts.pop()


def passes(check: Check, data: object) -> bool:
    """Tell whether a compiled validator lets *data* through."""
    try:
        check(data)
    except Invalid:
        return False
    return True


ENTRIES: dict[str, dict[str, Any]] = {
    "a code": {"code": "10001"},
    "an integer code": {"code": 10001},
    "a negative code": {"code": -32700},
    "a code of 128 characters": {"code": "x" * 128},
    "a page": {"code": "1", "page": "# A\n"},
    "a span": {"code": "D10", "through": "D17", "name": "WORN_TYRE_D10"},
    "texts": {"code": "1", "title": "", "detail": "a\nb", "notes": "n", "causes": [""]},
    "no title": {"code": "1", "name": "A"},
    "a status": {"code": "1", "http_status": 599},
    "cases": {
        "code": "1",
        "cases": [
            {"id": "api", "http_status": 409, "retry": "never"},
            {"id": "hook", "channel": "webhook", "x-own": None},
        ],
    },
    "retry by name": {"code": "1", "retry": "after_fix"},
    "retry with a delay": {
        "code": "1",
        "retry": {"when": "after_delay", "after": "PT24H"},
    },
    "retry in weeks": {"code": "1", "retry": {"when": "after_delay", "after": "P2W"}},
    "retry in all": {
        "code": "1",
        "retry": {"when": "after_delay", "after": "P1DT2H3M4S"},
    },
    "semantics": {
        "code": "1",
        "fault": "caller",
        "severity": "info",
        "audience": "partner",
        "channels": ["http", "sip"],
        "products": ["email"],
        "tags": ["a", "a"],
        "related": [{"system": "sip", "code": 486}],
        "links": [{"url": "https://example.com"}],
    },
    "params": {
        "code": "1",
        "params": {"limit": {"type": "integer", "sensitive": True}, "x-any": {}},
        "examples": [
            {"case": "api", "params": {"a": 1, "b": Decimal("0.5"), "c": None}},
            {"params": {"a": "x", "b": 0.5, "c": True}, "source": {"pointer": "/a"}},
        ],
    },
    "a life": {
        "code": "1",
        "since": "next",
        "preview": False,
        "aliases": ["B"],
        "deprecated": {"since": 2, "replaced_by": ["2", 3, "other#4"], "sunset": ""},
        "retired": {"in": "3.0.0", "reason": "gone", "replaced_by": []},
    },
    "suppressed rules": {
        "code": "1",
        "lint": {"ignore": ["title-case"], "reason": "AT&T"},
    },
    "keys of one's own": {"code": "1", "x-": 1, "x-own": {"deep": [{"x": Decimal(1)}]}},
}
BROKEN_ENTRIES: dict[str, Any] = {
    "nothing": {},
    "null": None,
    "a list": [],
    "a text": "10001",
    "no code": {"name": "A"},
    "a null code": {"code": None},
    "a boolean code": {"code": True},
    "a code with a point": {"code": Decimal("10001.0")},
    "an empty code": {"code": ""},
    "a code of 129 characters": {"code": "x" * 129},
    "a long through": {"code": "1", "through": "x" * 129},
    "a page that is a list": {"code": "1", "page": ["a"]},
    "a null title": {"code": "1", "title": None},
    "a title that is a number": {"code": "1", "title": 404},
    "a title a language": {"code": "1", "title": {"en": "A"}},
    "an unknown key": {"code": "1", "titel": "A"},
    "another case of x-": {"code": "1", "X-own": 1},
    "x without a hyphen": {"code": "1", "xown": 1},
    "an unknown key in a case": {"code": "1", "cases": [{"id": "a", "status": 1}]},
    "a case without id": {"code": "1", "cases": [{"http_status": 409}]},
    "a case that is a text": {"code": "1", "cases": ["api"]},
    "a status below": {"code": "1", "http_status": 99},
    "a status above": {"code": "1", "http_status": 600},
    "a status with a point": {"code": "1", "http_status": Decimal("404.0")},
    "a status in quotes": {"code": "1", "http_status": "404"},
    "no retry of that name": {"code": "1", "retry": "later"},
    "retry with a line end": {"code": "1", "retry": "never\n"},
    "retry without when": {"code": "1", "retry": {"after": "PT24H"}},
    "an empty duration": {"code": "1", "retry": {"when": "after_delay", "after": "P"}},
    "a time of none": {"code": "1", "retry": {"when": "after_delay", "after": "P1DT"}},
    "a delay in words": {"code": "1", "retry": {"when": "never", "after": "24 hours"}},
    "a null retry": {"code": "1", "retry": None},
    "one channel": {"code": "1", "channels": "http"},
    "no such channel": {"code": "1", "channels": ["fax"]},
    "no such fault": {"code": "1", "fault": "Caller"},
    "no such type": {"code": "1", "params": {"a": {"type": "int"}}},
    "a param of nothing": {"code": "1", "params": {"a": None}},
    "an example deep down": {"code": "1", "examples": [{"params": {"a": [1]}}]},
    "a link without url": {"code": "1", "links": [{"title": "A"}]},
    "preview in words": {"code": "1", "preview": "yes"},
    "preview as a number": {"code": "1", "preview": 1},
    "deprecated as a truth": {"code": "1", "deprecated": True},
    "replaced by null": {"code": "1", "deprecated": {"replaced_by": [None]}},
    "replaced by one": {"code": "1", "deprecated": {"replaced_by": "2"}},
    "since a number with a point": {"code": "1", "since": Decimal("1.10")},
    "lint without rules": {"code": "1", "lint": {"reason": "because"}},
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES.keys())
def test_an_entry_conforms(entry: dict[str, Any]) -> None:
    assert agreed(WHOLE_ENTRY, check_entry, entry)


@pytest.mark.parametrize("entry", BROKEN_ENTRIES.values(), ids=BROKEN_ENTRIES.keys())
def test_an_entry_does_not_conform(entry: Any) -> None:
    assert not agreed(WHOLE_ENTRY, check_entry, entry)


HEADERS: dict[str, dict[str, Any]] = {
    "the least": {},
    "a minor version": {"errcat": "1.1"},
    "the format as text": {"errcat": "1"},
    "for editors": {"$schema": "s", "$comment": "c"},
    "texts": {"title": "", "description": "d", "version": 2, "language": "de"},
    "codes": {"code": {"pattern": "[0-9]+", "wire_type": "integer", "order": "number"}},
    "an envelope by name": {"envelope": "problem"},
    "an envelope": {"envelope": {"code": "/a", "title": "/b", "detail": "/c"}},
    "products": {"products": {"email": {"title": "E", "url": "u", "x-own": 1}}},
    "defaults": {"defaults": {"audience": "internal", "http_status": 400}},
    "ranges": {
        "ranges": [
            {"name": "a", "from": "1", "to": 9, "owner": "o", "x-own": []},
            {
                "name": "b",
                "prefix": "SNYK-",
                "width": 4,
                "defaults": {"fault": "caller"},
            },
            {"name": "c"},
        ]
    },
    "reserved": {"reserved": [{"code": 1}, {"from": "2", "to": "3"}, {"name": "A"}]},
    "no errors yet": {"errors": []},
    "keys of one's own": {"x-own": None},
}
BROKEN_HEADERS: dict[str, dict[str, Any]] = {
    "a null id": {"id": None},
    "an id in capitals": {"id": "Telnyx"},
    "an empty id": {"id": ""},
    "an id that begins with a digit": {"id": "1st"},
    "a long id": {"id": "x" * 65},
    "format 2": {"errcat": 2},
    "format 0": {"errcat": 0},
    "format 10": {"errcat": "10"},
    "a format with a point": {"errcat": Decimal("1.1")},
    "a true format": {"errcat": True},
    "a null version": {"version": None},
    "an unknown key": {"range": "a"},
    "no such type on the wire": {"code": {"wire_type": "number"}},
    "an empty pattern": {"code": {"pattern": ""}},
    "no such envelope": {"envelope": "json"},
    "an envelope without code": {"envelope": {"title": "/a"}},
    "no pointer": {"envelope": {"code": "errors.0.code"}},
    "a list of products": {"products": [{"id": "email"}]},
    "a product of nothing": {"products": {"email": None}},
    "a default name": {"defaults": {"name": "A"}},
    "a range without name": {"ranges": [{"from": "1", "to": "2"}]},
    "a range in capitals": {"ranges": [{"name": "Messaging"}]},
    "a null bound": {"ranges": [{"name": "a", "from": None}]},
    "an empty prefix": {"ranges": [{"name": "a", "prefix": ""}]},
    "no width": {"ranges": [{"name": "a", "width": 0}]},
    "ranges by name": {"ranges": {"a": {}}},
    "a reserved text": {"reserved": ["10001"]},
    "errors by code": {"errors": {"10001": {}}},
}


@pytest.mark.parametrize("fields", HEADERS.values(), ids=HEADERS.keys())
def test_a_header_conforms(fields: dict[str, Any]) -> None:
    header = {"errcat": 1, "id": "example", **fields}
    assert agreed(HEADER + FILE, check_header, header)


@pytest.mark.parametrize("fields", BROKEN_HEADERS.values(), ids=BROKEN_HEADERS.keys())
def test_a_header_does_not_conform(fields: dict[str, Any]) -> None:
    header = {"errcat": 1, "id": "example", **fields}
    assert not agreed(HEADER + FILE, check_header, header)


@pytest.mark.parametrize(
    ("file", "conforms"),
    [
        ({"errcat": 1}, True),
        ({"errcat": 1, "range": "messaging", "errors": []}, True),
        ({"errcat": "1.2", "$schema": "s", "$comment": "c", "x-own": 1}, True),
        ({}, False),
        ({"range": "messaging"}, False),
        ({"errcat": 1, "range": None}, False),
        ({"errcat": 1, "errors": None}, False),
        ({"errcat": 1, "ranges": []}, False),
        ({"errcat": 1, "title": "A"}, False),
        ([], False),
        (None, False),
    ],
)
def test_a_file_without_id_is_one_of_entries(file: Any, conforms: bool) -> None:
    assert agreed(ENTRIES_FILE + FILE, check_entries_file, file) is conforms


@pytest.mark.parametrize("check", [check_header, check_entries_file])
def test_entries_are_left_to_be_checked_one_by_one(check: Check) -> None:
    """A catalog of 200,000 entries is not to be walked twice."""
    head = {"errcat": 1, "id": "a"} if check is check_header else {"errcat": 1}
    assert passes(check, {**head, "errors": [None, {"titel": 1}]})
    assert not FILE[0].is_valid({**head, "errors": [None]})


def test_the_catalog_of_the_repository_conforms() -> None:
    for path in TELNYX.glob("*.yaml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        check = check_header if path.name == "catalog.yaml" else check_entries_file
        assert agreed(FILE, check, data)
        assert all(passes(check_entry, entry) for entry in data.get("errors", []))


CONFIGS: list[dict[str, Any]] = [
    {},
    {"catalogs": ["catalog/telnyx"], "plugins": ["acme_errcat"]},
    {"preset": "strict", "fail-on": "info", "select": ["titles"], "ignore": ["a"]},
    {"rules": {"title-case": "off", "title-length": {"severity": "info", "most": 60}}},
    {"rules": {"acme-rule": {"list": [1, {"deep": 0.5}]}}},
    {
        "overrides": [
            {"codes": ["40000-49999", 7], "rules": {"detail-present": "error"}}
        ]
    },
    {"overrides": [{"catalogs": ["telnyx"], "rules": {}}]},
    {"rules": {"term-preferred": {"preferred": {"a": "b"}}}, "baseline": "known.json"},
    {
        "outputs": [
            {"target": "python", "output": "a.py", "options": {"docstrings": "rst"}}
        ]
    },
    {"outputs": [{"target": "ts", "output": "a.ts", "audience": "partner"}]},
]
BROKEN_CONFIGS: list[Any] = [
    None,
    [],
    {"x-own": 1},
    {"catalog": ["catalog/telnyx"]},
    {"catalogs": "catalog/telnyx"},
    {"fail_on": "error"},
    {"fail-on": "never"},
    {"preset": "all"},
    {"rules": {"title-case": "warn"}},
    {"rules": {"title-case": True}},
    {"rules": {"title-case": {"severity": "warn"}}},
    {"rules": []},
    {"overrides": [{"codes": ["1"]}]},
    {"overrides": [{"codes": [0.5], "rules": {}}]},
    {"overrides": [{"ranges": ["a"], "rules": {}}]},
    {"overrides": {"rules": {}}},
    {"terms": {"preferred": {"a": "b"}}},
    {"baseline": ["known.json"]},
    {"outputs": [{"target": "python"}]},
    {"outputs": [{"output": "a.py"}]},
    {"outputs": [{"target": "python", "output": "a.py", "audience": "all"}]},
]


@pytest.mark.parametrize("config", CONFIGS, ids=str)
def test_a_configuration_conforms(config: dict[str, Any]) -> None:
    assert agreed(CONFIGURATION, check_config, config)


@pytest.mark.parametrize("config", BROKEN_CONFIGS, ids=str)
def test_a_configuration_does_not_conform(config: Any) -> None:
    assert not agreed(CONFIGURATION, check_config, config)


# --- documents that errcat writes ------------------------------------------------------------

SPAN = {"line": 1, "column": 1, "end_line": 1, "end_column": 4}
FINDING: dict[str, Any] = {
    "rule": "code-unique",
    "severity": "error",
    "message": "10001: a second time",
    "file": "catalog.yaml",
    "span": SPAN,
    "catalog": "example",
    "code": "10001",
    "field": "code",
    "hint": "",
    "fingerprint": "0123456789abcdef",
    "fix": None,
    "related": [{"message": "first here", "file": "catalog.yaml", "span": SPAN}],
}
FIX = {"applicability": "safe", "edits": [{"file": "a", "span": SPAN, "text": ""}]}


FINDINGS: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"fix": FIX}, True),
    ({"span": None}, True),
    ({"value": "10001", "later": 1}, True),
    ({"fix": {**FIX, "applicability": "maybe"}}, False),
    ({"fix": "safe"}, False),
    ({"span": {**SPAN, "line": 0}}, False),
    ({"span": {"line": 1}}, False),
    ({"severity": "off"}, False),
    ({"fingerprint": "0123"}, False),
    ({"fingerprint": "0123456789ABCDEF"}, False),
    ({"related": [{}]}, False),
    ({"message": None}, False),
]


@pytest.mark.parametrize(("change", "conforms"), FINDINGS, ids=str)
def test_a_finding(change: dict[str, Any], conforms: bool) -> None:
    root = load("findings")
    looked = {"id": "example", "path": "catalog.yaml", "entries": 1, "ranges": 0}
    report = {
        "format": 1,
        "errcat": "0.1.0",
        "summary": {"errors": 1, "warnings": 0, "infos": 0, "catalogs": [looked]},
        "findings": [{**FINDING, **change}],
    }
    assert agreed(validators(root, root), None, report) is conforms


WRITTEN = {"target": "python"}


@pytest.mark.parametrize(
    ("manifest", "conforms"),
    [
        ({"format": 1, "files": {}}, True),
        ({"format": 1, "files": {"a/b.py": WRITTEN}, "$schema": "s"}, True),
        ({"format": 2, "files": {}}, False),
        ({"format": True, "files": {}}, False),
        ({"format": 1}, False),
        ({"format": 1, "files": {"a": {**WRITTEN, "target": ""}}}, False),
        ({"format": 1, "files": {"a": {}}}, False),
        ({"format": 1, "files": {"a": {**WRITTEN, "sha256": "0" * 64}}}, False),
        ({"format": 1, "files": {"a": "python"}}, False),
        ({"format": 1, "files": ["a"]}, False),
        ({"format": 1, "files": {}, "made": "today"}, False),
    ],
    ids=str,
)
def test_a_manifest(manifest: dict[str, Any], conforms: bool) -> None:
    root = load("manifest")
    assert agreed(validators(root, root), None, manifest) is conforms


BUNDLES: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    (
        {
            "$comment": "@generated by errcat",
            "errors": [{"code": "1", "name": "A"}],
        },
        True,
    ),
    ({"errors": [{"code": 1}]}, False),
    ({"errors": [{"code": "1", "notes": "n"}]}, False),
    ({"errors": [{"code": "1", "lint": {"ignore": []}}]}, False),
    ({"errors": [{"code": "1", "x-own": 1}]}, False),
    ({"errors": [{"code": "1", "cases": [{"id": "a", "x-own": 1}]}]}, False),
    ({"ranges": [{"name": "a", "from": 1}]}, False),
    ({"ranges": [{"name": "a", "defaults": {}}]}, False),
    ({"defaults": {}}, False),
    ({"errcat": "1"}, False),
    ({"x-own": 1}, False),
]


@pytest.mark.parametrize(("change", "conforms"), BUNDLES, ids=str)
def test_a_bundle(change: dict[str, Any], conforms: bool) -> None:
    bundle: dict[str, Any] = {"errcat": 1, "id": "example", "errors": [], **change}
    assert agreed(WHOLE_BUNDLE, None, bundle) is conforms


def test_a_bundle_has_every_field_that_may_leave() -> None:
    ours, theirs = CATALOG["definitions"], BUNDLE["definitions"]
    internal = {"notes", "lint"}
    assert (
        theirs["entry"]["properties"].keys()
        == ours["entry"]["properties"].keys() - internal
    )
    header = ours["catalog"]["properties"].keys() - {"defaults"}
    assert BUNDLE["properties"].keys() == header


# --- all judges agree on everything ----------------------------------------------------------

ODD: list[Any] = [
    *(None, True, False, 0, 1, -1, 99, 404, 600, 2**64, 404.0, 0.5),
    *(Decimal("10001.0"), Decimal("1.5"), Decimal(1)),
    *(
        "",
        "a",
        "1",
        "1.1",
        "1\n",
        "x" * 64,
        "x" * 65,
        "x" * 128,
        "x" * 129,
        "never",
        "never\n",
        "PT24H\n",
        "é😀",
    ),
    *(
        [],
        {},
        [None],
        [[]],
        ["a"],
        {"x-own": 1},
        {"id": "a"},
        {"when": "never"},
        {"code": "1"},
    ),
]
KEYS = [
    "titel",
    "x-own",
    "x-",
    "X-own",
    "",
    "id",
    "code",
    "errors",
    "errcat",
    "retry",
    "é",
]
JUDGED = settings(
    max_examples=examples(500),
    derandomize=True,
    deadline=None,
    database=None,
)


def conforming(schema: Schema, root: Schema) -> st.SearchStrategy[Any]:
    """Return a strategy for data that conforms to *schema*, with few keys at a time."""
    schema = resolved(schema, root)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    types = schema.get("type", ["null", "boolean", "integer", "string"])
    each = [types] if isinstance(types, str) else types
    return st.one_of([MAKE[kind](schema, root) for kind in each])


def some_text(schema: Schema, root: Schema) -> st.SearchStrategy[Any]:
    if "then" in schema:
        return conforming(schema["then"], root)
    if "pattern" in schema:
        longest = schema.get("maxLength", 100)
        texts = st.from_regex(str(schema["pattern"]), fullmatch=True)
        return texts.filter(lambda text: len(text) <= longest)
    least = schema.get("minLength", 0)
    return st.text(min_size=least, max_size=min(schema.get("maxLength", 5), least + 5))


def some_object(schema: Schema, root: Schema) -> st.SearchStrategy[Any]:
    @st.composite
    def build(draw: st.DrawFn) -> dict[str, Any]:
        known: Schema = schema.get("properties", {})
        required = schema.get("required", [])
        keys = [*required]
        if known:
            keys += draw(st.lists(st.sampled_from(sorted(known)), max_size=4))
        made = {key: draw(conforming(known[key], root)) for key in dict.fromkeys(keys)}
        others = schema.get("additionalProperties", {})
        if others is not False:
            for key in draw(st.lists(st.sampled_from(["a", "x-b"]), max_size=2)):
                made[key] = draw(conforming(others, root))
        if "patternProperties" in schema and draw(st.booleans()):
            made["x-own"] = draw(st.sampled_from(ODD))
        return made

    return build()


def some_list(schema: Schema, root: Schema) -> st.SearchStrategy[Any]:
    return st.lists(conforming(schema["items"], root), max_size=2)


def some_integer(schema: Schema, root: Schema) -> st.SearchStrategy[Any]:
    return st.integers(schema.get("minimum"), schema.get("maximum"))


MAKE: dict[str, Callable[[Schema, Schema], st.SearchStrategy[Any]]] = {
    "string": some_text,
    "object": some_object,
    "array": some_list,
    "integer": some_integer,
    "number": lambda _, __: st.sampled_from([0, 0.5, Decimal("0.5")]),
    "boolean": lambda _, __: st.booleans(),
    "null": lambda _, __: st.none(),
}


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container in *data* with each of its keys or indexes."""
    keys: list[Any] = []
    if is_object(data) or is_list(data):
        keys += data if is_object(data) else range(len(data))
    for key in keys:
        yield data, key
        yield from places(data[key])


@st.composite
def nearly(draw: st.DrawFn, schema: Schema, root: Schema) -> Any:
    """Return data that conforms, but for up to two changes somewhere in it."""
    data = deepcopy(draw(conforming(schema, root)))
    for _ in range(draw(st.integers(0, 2))):
        found = list(places(data))
        if not found:
            return draw(st.sampled_from(ODD))
        container, key = draw(st.sampled_from(found))
        act = draw(st.sampled_from(["replace", "replace", "remove", "add"]))
        if act == "remove":
            del container[key]
        elif act == "add" and is_object(container):
            container[draw(st.sampled_from(KEYS))] = deepcopy(
                draw(st.sampled_from(ODD))
            )
        else:
            container[key] = deepcopy(draw(st.sampled_from(ODD)))
    return data


def definition(name: str) -> dict[str, str]:
    return {"$ref": f"#/definitions/{name}"}


def least(schema: Schema, root: Schema) -> Any:
    """Return the least that conforms to *schema*."""
    schema = resolved(schema, root)
    for keyword in ("enum", "examples"):
        if keyword in schema:
            return schema[keyword][0]
    if "const" in schema:
        return schema["const"]
    kind = schema.get("type", "null")
    known = schema.get("properties", {})
    if kind == "object":
        return {key: least(known[key], root) for key in schema.get("required", [])}
    plain: dict[Any, Any] = {
        "array": [],
        "boolean": True,
        "integer": schema.get("minimum", 0),
    }
    return plain.get(kind if isinstance(kind, str) else "", "x")


def probes(schema: Schema, root: Schema) -> Iterator[Any]:
    """Yield data that goes to the limits of *schema*, and over them, one place at a time."""
    schema = resolved(schema, root)
    yield from ODD
    yield from schema.get("enum", [])
    for length in (schema.get("minLength", 1), schema.get("maxLength", 1)):
        yield from ("x" * (length - 1), "x" * length, "x" * (length + 1))
    for bound in (schema.get("minimum", 0), schema.get("maximum", 0)):
        yield from (bound - 1, bound, bound + 1)
    if "items" in schema:
        yield from ([probe] for probe in probes(schema["items"], root))
    if "object" not in schema.get("type", []):
        return
    known: Schema = schema.get("properties", {})
    others = schema.get("additionalProperties", {})
    sound = {key: least(known[key], root) for key in schema.get("required", [])}
    yield sound
    for key in sound:
        yield {each: value for each, value in sound.items() if each != key}
    for key in KEYS:
        yield {**sound, key: None}
    for key, part in known.items():
        yield from ({**sound, key: probe} for probe in probes(part, root))
    if is_object(others):
        for key in ("a", "x-b"):
            yield from ({**sound, key: probe} for probe in probes(others, root))


@pytest.mark.parametrize(
    ("schema", "root", "engines", "check"),
    [
        (definition("entry"), CATALOG, WHOLE_ENTRY, check_entry),
        (WITHOUT_ENTRIES["catalog"], CATALOG, HEADER, check_header),
        (WITHOUT_ENTRIES["entries_file"], CATALOG, ENTRIES_FILE, check_entries_file),
        (CONFIG, CONFIG, CONFIGURATION, check_config),
    ],
    ids=["entry", "header", "entries file", "configuration"],
)
def test_all_agree_on_every_place(
    schema: Schema, root: Schema, engines: list[Any], check: Check
) -> None:
    verdicts = [agreed(engines, check, data) for data in probes(schema, root)]
    assert min(verdicts.count(True), verdicts.count(False)) > 50


@JUDGED
@given(conforming(definition("entry"), CATALOG))
def test_what_the_schema_leads_to_conforms(entry: dict[str, Any]) -> None:
    assert agreed(WHOLE_ENTRY, check_entry, entry)


@JUDGED
@given(nearly(definition("entry"), CATALOG))
def test_all_agree_on_entries(entry: Any) -> None:
    agreed(WHOLE_ENTRY, check_entry, entry)


@JUDGED
@given(nearly(definition("catalog"), CATALOG))
def test_all_agree_on_headers(header: Any) -> None:
    agreed(HEADER, check_header, without_entries(header))


@JUDGED
@given(nearly(definition("entries_file"), CATALOG))
def test_all_agree_on_files_of_entries(file: Any) -> None:
    agreed(ENTRIES_FILE, check_entries_file, without_entries(file))


@JUDGED
@given(nearly(CONFIG, CONFIG))
def test_all_agree_on_configurations(config: Any) -> None:
    agreed(CONFIGURATION, check_config, config)


@JUDGED
@given(nearly(BUNDLE, BUNDLE))
def test_a_bundle_is_a_catalog(bundle: Any) -> None:
    if agreed(WHOLE_BUNDLE, None, bundle):
        assert agreed(HEADER, check_header, bundle)
        assert all(
            agreed(WHOLE_ENTRY, check_entry, entry) for entry in bundle["errors"]
        )


def without_entries(data: Any) -> Any:
    """Return a document whose entries, which are checked one by one, are taken out."""
    if is_object(data) and is_list(data.get("errors")):
        return {**data, "errors": []}
    return data


# --- the compiled validators -----------------------------------------------------------------


def test_the_compiled_validators_are_fresh() -> None:
    """Run `python -m errcat_schema.compile` when they are not."""
    assert compiling.main(["--check"]) == 0


def test_what_is_stale_is_named_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "compiled"
    monkeypatch.setattr(compiling, "FOLDER", folder)
    assert compiling.main(["--check"]) == 1
    assert not folder.exists()
    assert capsys.readouterr().err.count("is out of date") == 4
    assert compiling.main([]) == 0
    assert compiling.main(["--check"]) == 0
    (folder / "config.py").write_text("")
    assert compiling.main(["--check"]) == 1
    assert "config.py is out of date" in capsys.readouterr().err


def test_the_compiled_validators_import_next_to_nothing() -> None:
    for path in (FOLDER / "compiled").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= {"re", "sys"}
            elif isinstance(node, ast.ImportFrom):
                allowed = {"__future__", "typing", "errcat_schema.compiled"}
                assert node.module in allowed
