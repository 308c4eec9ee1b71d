"""Programs that use generated code stop working exactly where a verdict says so.

For each change Python and TypeScript are generated from the old and the new catalog. The programs are
written for the old one; the new one either still takes them or it does not.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from errcat import plugins
from errcat.comparing.change_rule import ChangeRule
from errcat.comparing.policy import BREAKS, CompatibilityPolicy
from errcat.comparing.verdict import compare
from errcat.generating.options import parse_options
from errcat.generating.running import render
from errcat.generating.selection import visible
from errcat.generating.target import Generator
from errcat.model import Case, Catalog, Deprecation, Entry, Retirement
from errcat_generators.python import GENERATOR as PYTHON
from errcat_generators.ts import GENERATOR as TS
from tests.generators.test_python import imported
from tests.generators.test_ts import compiled
from tests.support import NODE_MODULES

ONE = Entry(
    "10001", "INACTIVE", "Inactive", "It is off.", cases=(Case(http_status=403),)
)
TWO = Entry("10002", "NOT_FOUND", "Not found", "Nothing is there.")
THREE = Entry("10003", "BUSY", "Busy", "Come again.", deprecated=Deprecation("1.0.0"))
OLD = (ONE, TWO, THREE)


class Change(NamedTuple):
    """A change, and whether programs of each kind still work after it."""

    entries: tuple[Entry, ...]
    source: bool
    """Whether code that uses the names still compiles and runs."""
    closed: bool
    """Whether an exhaustive switch still compiles."""
    wire: bool
    """Whether a hand-written client still meets the codes and statuses it knows."""
    version: str = "1.1.0"


CHANGES = {
    "nothing": Change(OLD, source=True, closed=True, wire=True),
    "added": Change(
        (*OLD, Entry("10004", "NEW", "New")), source=True, closed=False, wire=True
    ),
    "removed": Change((ONE, THREE), source=False, closed=False, wire=False),
    "renumbered": Change(
        (ONE, TWO._replace(code="20002"), THREE), source=True, closed=False, wire=False
    ),
    "renamed": Change(
        (ONE, TWO._replace(name="MISSING"), THREE), source=False, closed=True, wire=True
    ),
    "renamed with an alias": Change(
        (ONE, TWO._replace(name="MISSING", aliases=("NOT_FOUND",)), THREE),
        source=True,
        closed=True,
        wire=True,
    ),
    "retitled": Change(
        (ONE, TWO._replace(title="Not here"), THREE),
        source=True,
        closed=True,
        wire=True,
    ),
    "another status": Change(
        (ONE._replace(cases=(Case(http_status=503),)), TWO, THREE),
        source=True,
        closed=True,
        wire=False,
    ),
    "deprecated": Change(
        (ONE, TWO._replace(deprecated=Deprecation("1.1.0")), THREE),
        source=True,
        closed=True,
        wire=True,
    ),
    "retired, and the next major version has come": Change(
        (ONE, TWO, THREE._replace(deprecated=None, retired=Retirement("1.1.0"))),
        source=False,
        closed=False,
        wire=False,
        version="2.0.0",
    ),
}
RULES = plugins.collect("change_rules", ChangeRule)


def catalog(entries: Iterable[Entry], version: str = "1.0.0") -> Catalog:
    return visible(Catalog(id="x", title="X", version=version, entries=tuple(entries)))


def broken(change: Change) -> set[str]:
    """Return the surfaces that errcat says are broken."""
    policy = CompatibilityPolicy(promise=("wire", "source", "closed"))
    new = catalog(change.entries, change.version)
    found = compare(catalog(OLD), new, RULES, policy)
    return {
        surface
        for each in found.differences
        for surface, verdict in each.surfaces.items()
        if verdict == BREAKS
    }


def made(generator: Generator, of: Catalog) -> str:
    return render(generator, of, parse_options(generator, {}))[0].text


SOURCE = 'import { ErrorCode } from "./codes";\n\nexport const used = [%s];\n'
CLOSED = """\
import { ErrorCode } from "./codes";

export function meaning(code: ErrorCode): string {
  switch (code) {
%s    default:
      return code satisfies never;
  }
}
"""


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Compile the programs against every new catalog; return those that do not compile."""
    folder = tmp_path_factory.mktemp("witnesses")
    (folder / "node_modules").symlink_to(NODE_MODULES)
    used = ", ".join(f"ErrorCode.{each.name}" for each in OLD)
    # By value: a switch over names would fail for the name alone.
    arms = "".join(f'    case "{each.code}":\n      return "x";\n' for each in OLD)
    for number, change in enumerate(CHANGES.values()):
        place = folder / f"c{number}"
        place.mkdir()
        new = catalog(change.entries, change.version)
        (place / "codes.ts").write_text(made(TS, new), encoding="utf-8")
        (place / "source.ts").write_text(SOURCE % used)
        (place / "closed.ts").write_text(CLOSED % arms)
    done = compiled(
        "typescript/bin/tsc",
        folder,
        ["*/*.ts"],
        noUnusedLocals=False,
        isolatedDeclarations=False,
    )
    return {
        line.partition("(")[0]
        for line in done.stdout.splitlines()
        if "error TS" in line
    }


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.tools
def test_typescript_stops_compiling_where_the_verdict_says_so(
    failing: set[str], name: str
) -> None:
    change, number = CHANGES[name], list(CHANGES).index(name)
    assert (f"c{number}/source.ts" not in failing) is change.source
    assert (f"c{number}/closed.ts" not in failing) is change.closed


@pytest.mark.parametrize("name", CHANGES)
def test_python_stops_running_where_the_verdict_says_so(name: str) -> None:
    change = CHANGES[name]
    text = made(PYTHON, catalog(change.entries, change.version))
    with imported(text, "witness") as module:
        works = all(hasattr(module.ErrorCode, each.name) for each in OLD)
    assert works is change.source


@pytest.mark.parametrize("name", CHANGES)
def test_a_client_of_the_wire_meets_what_it_knows(name: str) -> None:
    change = CHANGES[name]
    answered = [each for each in change.entries if each.retired is None]
    now = {each.code: each.http_statuses for each in answered}
    works = all(now.get(each.code) == each.http_statuses for each in OLD)
    assert works is change.wire


@pytest.mark.parametrize("name", CHANGES)
def test_the_verdict_is_what_the_programs_show(name: str) -> None:
    change = CHANGES[name]
    shown = {
        surface
        for surface, works in (
            ("source", change.source),
            ("closed", change.closed),
            ("wire", change.wire),
        )
        if not works
    }
    assert broken(change) & {"source", "closed", "wire"} == shown


@pytest.mark.tools
def test_the_compiler_is_really_asked(tmp_path: Path) -> None:
    done = subprocess.run(
        ["node", str(NODE_MODULES / "typescript/bin/tsc"), "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("Version 5.9")
