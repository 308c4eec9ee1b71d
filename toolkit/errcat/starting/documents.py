"""The texts of the files that a project starts with."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Sequence

from errcat.starting.origins import is_path
from errcat.text import toml_literal, yaml_scalar

SCHEMA_FILE = ".errcat/catalog.schema.json"
"""Hidden, because errcat reads every JSON file of a catalog that is not."""
MODELINE = "# yaml-language-server:"
"""How the comment starts that names the schema of a YAML file."""
_UPPER = ("api", "http", "sdk", "sms", "url", "json", "rest", "id")
_OUTPUTS = {"python": "error_codes.py", "ts": "error-codes.ts"}


def configuration(catalogs: Sequence[str], targets: Sequence[str]) -> str:
    """Return an errcat.toml with *catalogs*, and outputs of *targets* to uncomment."""
    listed = ", ".join(map(toml_literal, catalogs))
    lines = [
        "# errcat schema config prints the schema of this file.",
        f"catalogs = [{listed}]",
        "",
        "# errcat gen writes what these lines name. To use them, delete each leading #.",
    ]
    for target in targets:
        output = _OUTPUTS[target]
        lines += [
            "# [[outputs]]",
            f"# target = {toml_literal(target)}",
            f"# output = {toml_literal(output)}",
        ]
    return "\n".join(lines) + "\n"


def generate_command(target: str) -> str:
    """Return the command that generates *target* into the file that `configuration` names."""
    return f"errcat gen {target} --output {_OUTPUTS[target]}"


# --- the example ------------------------------------------------------------------------------

_HEADER = """\
errcat: 1
id: {id}
title: {title}
version: "1.0.0"
language: en
ranges:
  - {{name: account, title: Account, from: "1000", to: "1999"}}
  - {{name: orders, title: Orders, from: "2000", to: "2999"}}
"""
_ACCOUNT = """\
errcat: 1
range: account
# These errors are examples. Replace them with those of your API.
errors:
  - code: "1001"
    name: TOKEN_EXPIRED            # the constant in generated code; never changes
    title: The access token has expired
    detail: Request a new access token and send the request again.
    http_status: 401
    retry: after_fix

  - code: "1002"
    name: RATE_LIMIT_EXCEEDED
    title: Too many requests
    detail: The account sent more than {limit} requests in one minute.
    http_status: 429
    retry: backoff
    params:
      limit: {type: integer, description: The number of requests allowed in one minute.}
"""
_ORDERS = """\
errcat: 1
range: orders
errors:
  - code: "2001"
    name: ORDER_NOT_FOUND
    title: The order does not exist
    detail: The account has no order with the id {order_id}.
    http_status: 404
    params:
      order_id: {type: uuid, description: The id in the path of the request.}

  - code: "2002"
    name: ORDER_INVALID
    title: The order is invalid
    detail: A field of the order has a value that is not allowed.
    http_status: 422
    # Clients still know this code, so it stays here, and no other error uses it.
    deprecated:
      since: "1.0.0"
      reason: It does not name the field.
      replaced_by: ["2003"]

  - code: "2003"
    name: QUANTITY_OUT_OF_RANGE
    title: The quantity is out of range
    detail: An order contains from 1 to 99 pieces of a product.
    http_status: 422
    retry: after_fix
"""


def example(identifier: str) -> dict[str, str]:
    """Return the files of a small catalog, by their paths in its folder."""
    header = _HEADER.format(id=identifier, title=yaml_scalar(title(identifier)))
    return {"catalog.yaml": header, "account.yaml": _ACCOUNT, "orders.yaml": _ORDERS}


def title(identifier: str) -> str:
    """Return a title for the catalog with this id, such as "Shop API errors"."""
    words = [word.upper() if word in _UPPER else word for word in identifier.split("-")]
    named = " ".join(word for word in words if word not in {"errors", "error"})
    return f"{named[:1].upper()}{named[1:]} errors" if named else "Errors"


def with_header(text: str, identifier: str) -> str:
    """Return the header of a catalog with a title and a version, if it lacks them."""
    lines = {"title": yaml_scalar(title(identifier)), "version": yaml_scalar("1.0.0")}
    missing = (
        f"{key}: {value}\n"
        for key, value in lines.items()
        if not re.search(rf"^{key}:", text, re.MULTILINE)
    )
    above, line, below = re.split(r"(^id: .*\n)", text, maxsplit=1, flags=re.MULTILINE)
    return "".join((above, line, *missing, below))


def with_schema_line(file: str, text: str, schema: str) -> str:
    """Return *text* with the line by which editors find *schema*, if *file* is YAML.

    Both are paths below the same folder.
    """
    if not file.endswith((".yaml", ".yml")) or MODELINE in text:
        return text
    path = posixpath.relpath(schema, posixpath.dirname(file) or ".")
    return f"{MODELINE} $schema={path}\n{text}"


# --- pre-commit and CI ------------------------------------------------------------------------


def check_command(config: str) -> str:
    """Return the command that checks the project with the configuration at *config*."""
    return f"errcat check --config {shlex.quote(config)}" if config else "errcat check"


def hook(command: str, install: str) -> str:
    """Return a hook of pre-commit that runs *command*, as an item of `repos`.

    pre-commit installs errcat from an address; from a path it cannot, so there the hook runs the
    errcat that is installed.
    """
    language = [yaml_line("language", "system")]
    if not is_path(install):
        requirement = yaml_scalar(install)
        language = ["language: python", f"additional_dependencies: [{requirement}]"]
    lines = [
        "id: errcat-check",
        "name: check the error catalog",
        yaml_line("entry", command),
        *language,
        "pass_filenames: false # codes and generated files concern all files of a catalog",
    ]
    first, *others = lines
    items = [f"      - {first}", *(f"        {line}" for line in others)]
    return "\n".join(["  - repo: local", "    hooks:", *items]) + "\n"


def yaml_line(key: str, value: str) -> str:
    """Return a key of YAML with a value, which is quoted unless it is plain words."""
    plain = all(word.replace("-", "").isalnum() for word in value.split(" "))
    return f"{key}: {value if plain else yaml_scalar(value)}"


_GITHUB_HEAD = """\
name: errcat
on: [pull_request, merge_group]
permissions: {contents: read}
jobs:
"""
_GITHUB_JOB = """\
  errcat:
    runs-on: ubuntu-latest
    env:
      ERRCAT: {install} # what pip installs
    steps:
      - uses: actions/checkout@v5
        with: {{fetch-depth: 0}} # errcat check compares with an earlier commit
      - uses: actions/setup-python@v6
        with: {{python-version: "3.13"}}
      - run: pip install "$ERRCAT"
      - {check}
"""
_GITLAB = """\
errcat:
  image: python:3.13
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: "0" # errcat check compares with an earlier commit{install}
  script:
    - pip install "$ERRCAT"
    - {check}
  artifacts:
    when: always
    reports: {{codequality: errcat.json}}
"""
_REPORTS = "--report gitlab:errcat.json --report full"


def github_job(command: str, install: str) -> str:
    """Return a job of a workflow that installs *install* and runs *command*.

    Without *install*, the repository has to set a variable.
    """
    source = yaml_scalar(install or "${{ vars.ERRCAT }}")
    return _GITHUB_JOB.format(install=source, check=yaml_line("run", command))


def github_workflow(job: str) -> str:
    """Return a workflow with *job*, for pull requests."""
    return _GITHUB_HEAD + job


def gitlab_job(command: str, install: str) -> str:
    """Return a job for .gitlab-ci.yml; see `github_job`."""
    source = (
        f"\n    ERRCAT: {yaml_scalar(install)} # what pip installs" if install else ""
    )
    check = yaml_scalar(f"{command} {_REPORTS}")
    return _GITLAB.format(install=source, check=check)
