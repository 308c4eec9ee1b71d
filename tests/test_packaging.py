"""What is shipped is what is meant to be."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import errcat
from tests.support import ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an sdist, and a wheel from it."""
    folder = tmp_path_factory.mktemp("dist")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        folder,
        ROOT,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_wheel_holds_three_packages_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = wheel.namelist()
    tops = {name.partition("/")[0] for name in names}
    info = f"errcat-{errcat.__version__}.dist-info"
    assert tops == {"errcat", "errcat_generators", "errcat_schema", info}
    for needed in (
        "errcat/py.typed",
        "errcat_generators/py.typed",
        "errcat_schema/py.typed",
        "errcat_schema/catalog.schema.json",
        "errcat_schema/compiled/catalog.py",
        f"{info}/licenses/LICENSE",
    ):
        assert needed in names


def test_the_version_is_told_once(built: Path) -> None:
    assert (built / f"errcat-{errcat.__version__}.tar.gz").exists()
    assert f'version = "{errcat.__version__}"' in (ROOT / "pyproject.toml").read_text()


def test_the_sdist_holds_what_the_tests_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {
        "tests/check.py",
        "catalog/telnyx/catalog.yaml",
        "README.md",
        "CHANGELOG.md",
    } <= names
