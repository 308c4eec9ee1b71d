"""What targets make; `python -m tests.generators.golden` writes the files anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from errcat import plugins
from tests.generators.golden import CATALOGS, FOLDER, HERE, VARIANTS, goldens
from tests.support import ROOT, run

TARGETS = list(plugins.names("generators"))


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_makes_what_it_did(target: str) -> None:
    made = {path: text.encode() for path, text in goldens(target)}
    here = {
        str(path.relative_to(FOLDER)): path.read_bytes()
        for path in (FOLDER / target).rglob("*")
        if path.is_file()
    }
    assert sorted(here) == sorted(made)
    assert [path for path in made if here[path] != made[path]] == []


def test_there_are_golden_files_of_every_target_and_no_other() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == TARGETS
    assert set(VARIANTS) <= set(TARGETS)


@pytest.mark.parametrize("name", CATALOGS)
def test_the_catalogs_have_no_errors(name: str) -> None:
    ran = run("validate", CATALOGS[name], "--fail-on", "error", "--report", "concise")
    assert ran.code == 0, ran.out


WRITE = """
import os, sys
from pathlib import Path
from tests.generators import golden
golden.FOLDER = Path(sys.argv[1])
golden.main()
"""
PLACES = {
    "seed 1": {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Kathmandu"},
    "seed 2": {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "America/St_Johns"},
}


@pytest.mark.parametrize("place", PLACES)
def test_the_bytes_owe_nothing_to_seed_locale_or_time_zone(
    tmp_path: Path, place: str
) -> None:
    environment = {
        **os.environ,
        **PLACES[place],
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-c", WRITE, str(tmp_path / "golden")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    assert read(tmp_path / "golden") == read(FOLDER)


def read(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_bytes_owe_nothing_to_the_working_folder(tmp_path: Path) -> None:
    source = HERE / "catalogs" / "sqlstate.yaml"
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "here.yaml").write_bytes(source.read_bytes())
    for target in TARGETS:
        outputs: list[dict[str, bytes]] = []
        for cwd, catalog in (
            (tmp_path, "here.yaml"),
            (tmp_path / "deep" / "er", "../../here.yaml"),
        ):
            place = tmp_path / f"out-{target}-{len(outputs)}"
            place.mkdir()
            generator_output = place / "made"
            ran = run(
                "gen",
                target,
                "--catalog",
                catalog,
                "-o",
                str(generator_output),
                cwd=cwd,
            )
            assert ran.code == 0, ran.err
            outputs.append(read(place))
        assert outputs[0] == outputs[1]


def test_the_bytes_owe_nothing_to_the_order_of_entries(tmp_path: Path) -> None:
    text = (HERE / "catalogs" / "sqlstate.yaml").read_text(encoding="utf-8")
    head, *entries = text.split("\n  - code: ")
    turned = "\n  - code: ".join([head, *(each.rstrip("\n") for each in entries[::-1])])
    places = {"one.yaml": text, "other.yaml": f"{turned}\n"}
    for name, content in places.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert turned != text
    for target in TARGETS:
        made: list[dict[str, bytes]] = []
        for name in places:
            output = tmp_path / target / name
            output.mkdir(parents=True)
            ran = run(
                "gen",
                target,
                "--catalog",
                name,
                "-o",
                str(output / "made"),
                cwd=tmp_path,
            )
            assert ran.code == 0, ran.err
            made.append(read(output))
        assert made[0] == made[1]
