"""Run a generator in another process, with another environment and clock."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from tempfile import TemporaryDirectory
from typing import Any

from errcat.generating.target import File, Generator
from errcat.testing.clock import set_clock
from errcat.testing.subject import Subject

_ELSEWHERE: Sequence[Mapping[str, str]] = (
    {
        "PYTHONHASHSEED": "1",
        "LC_ALL": "C",
        "TZ": "AAA-14",
        "HOME": "/root",
        "USER": "one",
    },
    {
        "PYTHONHASHSEED": "2",
        "LC_ALL": "C.UTF-8",
        "TZ": "BBB+12",
        "HOME": "/home",
        "USER": "two",
    },
)
_YEAR = 366 * 24 * 60 * 60


def elsewhere(subject: Subject) -> Iterator[str]:
    """Process, hash seed, locale, time zone, folder and year make no difference."""
    here = [_plain(subject.files(catalog)) for catalog in subject.catalogs]
    for number, environment in enumerate(_ELSEWHERE):
        request = (
            subject.module,
            subject.generator.name,
            subject.options,
            subject.catalogs,
        )
        there = _run(pickle.dumps((*request, number * _YEAR)), environment)
        if isinstance(there, str):
            yield f"in another process: {there}"
            return
        for catalog, local, remote in zip(subject.catalogs, here, there, strict=True):
            if local != remote:
                yield f"{catalog.id}: the files differ with {_listed(environment)}"


def _listed(environment: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in environment.items())


def _plain(files: Sequence[File]) -> list[list[str]]:
    return [list(file) for file in files]


def _run(request: bytes, environment: Mapping[str, str]) -> list[Any] | str:
    """Return the files by catalog as another process makes them, or what went wrong."""
    with TemporaryDirectory() as folder:
        done = subprocess.run(  # this package
            [sys.executable, "-m", "errcat.testing"],
            input=request,
            capture_output=True,
            check=False,
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
                **environment,
            },
        )
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"exit code {done.returncode}"
    files: list[Any] = json.loads(done.stdout)
    return files


def answer() -> None:
    """Generate what the request on stdin asks for, and write the files to stdout."""
    request = pickle.load(sys.stdin.buffer)  # noqa: S301  # it comes from this module
    module, name, options, catalogs, later = request
    set_clock(later)
    generators = [
        value
        for value in vars(import_module(module)).values()
        if isinstance(value, Generator) and value.name == name
    ]
    if not generators:
        raise SystemExit(f"module {module} has no generator named '{name}'")
    subject = Subject(generators[0], options, catalogs, None, module)
    json.dump([_plain(subject.files(catalog)) for catalog in catalogs], sys.stdout)
