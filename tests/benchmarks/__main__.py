"""Print what errcat costs, and the budgets: `python -m tests.benchmarks`.

CPU seconds (user and system) of whole processes, the best of several; a ratio compares two of the
same run, so the speed of the machine does not count. Run it where errcat is installed from a wheel:
modules are compiled there.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
TELNYX = ROOT / "catalog" / "telnyx"


PLAIN = """
import json, sys
from jsonschema import Draft7Validator
import errcat_schema
data = json.load(open(sys.argv[1]))
print(sum(1 for _ in Draft7Validator(errcat_schema.load("catalog")).iter_errors(data)))
"""
"""The same data against the same schema with jsonschema alone, and no rule."""


COMPARE = """
import json, sys, time
from errcat import plugins
from errcat.linting.running import understand
from errcat.loading.reading import Reader
from errcat.loading.sources import read
readers = plugins.collect("readers", Reader)
catalogs = [understand(read(path, (".json",)), readers).catalog for path in sys.argv[1:]]
loaded = time.process_time()
from errcat.comparing.change_rule import ChangeRule
from errcat.comparing.policy import CompatibilityPolicy
from errcat.comparing.verdict import compare
rules = plugins.collect("change_rules", ChangeRule)
found = compare(*catalogs, rules, CompatibilityPolicy(today="2027-01-01")).differences
print(json.dumps([loaded, time.process_time() - loaded, len(found)]))
"""
"""CPU seconds of loading two catalogs and of comparing them, and how much differs."""


class Row(NamedTuple):
    """A thing measured, the thing it is compared with, and how many times that it may cost."""

    work: str
    seconds: float
    unit: str
    unit_seconds: float
    budget: float

    @property
    def ratio(self) -> float:
        """How many times the unit the work costs."""
        return self.seconds / self.unit_seconds


def cpu(command: Sequence[str], folder: str, times: int = 5) -> float:
    """Return the CPU seconds of *command*: the best of several runs."""
    environment = {
        k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"
    }
    best = float("inf")
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=False
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        best = min(best, spent)
    return best


def write_catalogs(folder: Path, size: int) -> tuple[Path, Path]:
    """Write one catalog of *size* entries as JSON and as YAML."""
    entries = [
        {
            "code": str(100_000 + number),
            "name": f"ERROR_NUMBER_{number}",
            "title": f"Message {number} expired during transmission",
            "detail": "The message expired before it could be fully delivered to the recipient."
            f" This error occurred after message {number} left the platform.",
        }
        for number in range(size)
    ]
    header = {"errcat": 1, "id": "large", "code": {"pattern": "[1-9][0-9]{5}"}}
    as_json, as_yaml = folder / f"{size}.json", folder / f"{size}.yaml"
    as_json.write_text(
        json.dumps({**header, "errors": entries}, indent=2), encoding="utf-8"
    )
    lines = ["errcat: 1", "id: large", 'code: {pattern: "[1-9][0-9]{5}"}', "errors:"]
    for entry in entries:
        lines += [
            f'  - code: "{entry["code"]}"',
            *(f"    {k}: {entry[k]}" for k in list(entry)[1:]),
        ]
    as_yaml.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return as_json, as_yaml


def write_edited(folder: Path, catalog: Path) -> Path:
    """Write *catalog* with 1 % of its entries edited, as many of each way, and in another order."""
    data = json.loads(catalog.read_text(encoding="utf-8"))
    entries = data["errors"]
    for at in range(0, len(entries), 500):
        entries[at]["detail"] += f" Message {at} again."
        entries[at + 100]["title"] = f"Message {at} vanished"
        entries[at + 200]["code"] = str(int(entries[at + 200]["code"]) + 500_000)
        entries[at + 300]["deprecated"] = {"since": "1.1.0", "reason": f"See {at}."}
        entries[at + 400] = {
            **entries[at + 400],
            "code": str(900_000 - at),
            "name": f"N_{at}",
        }
    path = folder / "edited.json"
    data["errors"] = entries[::-1]
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def comparing(folder: Path, catalog: Path) -> Row:
    """Measure comparing a catalog with what edits make of it."""
    paths = [str(catalog), str(write_edited(folder, catalog))]
    runs = [
        subprocess.run(
            [sys.executable, "-c", COMPARE, *paths],
            capture_output=True,
            text=True,
            check=True,
        )
        for _ in range(3)
    ]
    spent = [json.loads(run.stdout) for run in runs]
    loading, work = min(each[0] for each in spent), min(each[1] for each in spent)
    return Row(
        "comparing 200,000 entries, 1 % edited", work, "loading both", loading, 2.5
    )


def _diff(folder: Path, errcat: str, catalog: Path) -> Row:
    """Measure the whole `errcat diff` of a catalog with what edits make of it."""
    old, new = str(catalog), str(write_edited(folder, catalog))
    load = f"import json; json.load(open({old!r})); json.load(open({new!r}))"
    unit = cpu([sys.executable, "-c", load], str(folder), 3)
    spent = cpu([errcat, "diff", old, new], str(folder), 2)
    return Row(
        "diff, 200,000 entries, 1 % edited", spent, "json.load of both", unit, 12
    )


def memory(command: Sequence[str], folder: str) -> float:
    """Return the most memory that *command* has, in MB."""
    program = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(told.stdout) / 1000


def check_jsonschema() -> list[str]:
    """Return the command that checks the same files against the same schema."""
    schema = ROOT / "schema" / "errcat_schema" / "catalog.schema.json"
    files = sorted(str(path) for path in TELNYX.glob("*.yaml"))
    return [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--schemafile",
        str(schema),
        *files,
    ]


def rows(folder: Path) -> Iterator[Row]:
    """Measure everything that has a budget."""
    here = str(folder)
    errcat = str(Path(sys.executable).with_name("errcat"))
    bare = cpu([sys.executable, "-c", "pass"], here, 15)
    cold = cpu(
        [errcat, "validate"], str(ROOT), 15
    )  # as in this repository: with its baseline
    yield Row("validate, the Telnyx catalog", cold, "python -c pass", bare, 10)
    for target in ("python", "ts", "openapi", "json", "csv"):
        command = [errcat, "gen", target, "--catalog", str(TELNYX)]
        yield Row(
            f"gen {target}, the Telnyx catalog", cpu(command, here), "validate", cold, 2
        )
    for command in (["explain", "40001"], ["list", "spam"], ["list", "--summary"]):
        spent = cpu([errcat, *command, "--catalog", str(TELNYX)], here)
        work = f"{' '.join(command)}, the Telnyx catalog"
        yield Row(work, spent, "validate", cold, 1.3)
    checker = cpu(check_jsonschema(), here, 3)
    yield Row("validate, the Telnyx catalog", cold, "check-jsonschema", checker, 1 / 3)
    as_json, as_yaml = write_catalogs(folder, 20_000)
    plain = cpu([sys.executable, "-c", PLAIN, str(as_json)], here, 1)
    load = [sys.executable, "-c", f"import json; json.load(open({str(as_json)!r}))"]
    unit = cpu(load, here)
    for path, budget in ((as_json, 15), (as_yaml, 25)):
        spent = cpu([errcat, "validate", str(path)], here, 3)
        yield Row(
            f"validate, 20,000 entries in {path.suffix[1:]}",
            spent,
            "json.load",
            unit,
            budget,
        )
        query = [errcat, "list", "delivred", "--catalog", str(path)]
        work = f"list a typo, 20,000 entries in {path.suffix[1:]}"
        yield Row(work, cpu(query, here, 3), "validate", spent, 1)
    small = cpu([errcat, "validate", str(as_json)], here, 3)
    yield Row("validate, 20,000 entries in json", small, "jsonschema", plain, 1)
    yield from _generated(folder, errcat, as_json)
    large, _ = write_catalogs(folder, 200_000)
    spent = cpu([errcat, "validate", str(large)], here, 2)
    yield Row("validate, 200,000 entries in json", spent, "20,000", small, 13)
    yield comparing(folder, large)
    yield _diff(folder, errcat, large)
    peak = memory([errcat, "validate", str(large)], here)
    yield Row("the same, memory (KB for ms)", peak / 1000, "600 MB", 0.6, 1)


BARE = """
from enum import StrEnum, unique
import dataclasses, sys, types, typing


@unique
class ErrorCode(StrEnum):
"""
IMPORTS = "import dataclasses, enum, sys, types, typing; sys.path.insert(0, '.')"


def _generated(folder: Path, errcat: str, large: Path) -> Iterator[Row]:
    """Measure what generated Python costs to make, and to import."""
    here = str(folder)
    small, _ = write_catalogs(folder, 5_000)
    gen = [errcat, "gen", "python", "--catalog"]
    few, many = (cpu([*gen, str(path)], here, 3) for path in (small, large))
    yield Row("gen python, 20,000 entries", many, "5,000", few, 5)
    peak = memory([*gen, str(large)], here)
    yield Row("the same, memory (KB for ms)", peak / 1000, "600 MB", 0.6, 1)
    output = ["--output", str(folder / "telnyx_errors.py"), "--quiet"]
    subprocess.run([*gen, str(TELNYX), *output], check=True)
    text = (folder / "telnyx_errors.py").read_text(encoding="utf-8")
    members = [
        line for line in text.split("\n") if re.match(r"    [A-Z0-9_]+ = ", line)
    ]
    (folder / "bare_enum.py").write_text(
        BARE + "\n".join(members) + "\n", encoding="utf-8"
    )

    def importing(module: str) -> float:
        program = f"{IMPORTS}{f'; import {module}' if module else ''}"
        # -E would hide where compiled modules are kept.
        return cpu([sys.executable, "-S", "-c", program], here, 40)

    nothing = importing("")
    spent, unit = (importing(each) - nothing for each in ("telnyx_errors", "bare_enum"))
    yield Row("import of what gen python makes", spent, "bare StrEnum", unit, 2)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'work':<40} {'ms':>7}  {'ratio':>6}  {'budget':>6}  of")
        for row in rows(Path(folder)):
            verdict = "" if row.ratio <= row.budget else "  OVER BUDGET"
            milliseconds = row.seconds * 1000
            print(
                f"{row.work:<40} {milliseconds:>7.1f}  {row.ratio:>6.2f}  {row.budget:>6.2f}  {row.unit}{verdict}"
            )


if __name__ == "__main__":
    main()
