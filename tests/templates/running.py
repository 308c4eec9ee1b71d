"""Render templates, and compile and run what they make."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from errcat.generating.options import parse_options
from errcat.generating.running import render
from errcat.generating.target import Generator
from errcat.generating.templates import from_folder
from errcat.model import Catalog, Entry, Range
from tests.support import ROOT, write_tree
from tests.test_docs import fences

TARGETS = (ROOT / "docs" / "targets.md").read_text(encoding="utf-8")


def texts_catalog(texts: Sequence[str], *, codes: bool = True) -> Catalog:
    """Return a catalog with an entry for each of *texts*; with *codes* they are in codes, too."""
    entries = tuple(
        Entry(
            f"{index:04d}{f':{text[:100]}' if codes else ''}",
            f"E{index}",
            text,
            text,
            causes=(text,),
        )
        for index, text in enumerate(texts)
    )
    return Catalog(
        "texts", title=texts[0], version=texts[1], ranges=(Range("a"),), entries=entries
    )


def docs_templates() -> Mapping[str, str]:
    """Return the templates of docs/targets.md, by the name of the file that they make."""
    names = re.findall(
        r"`(?:templates/go/)?(\S+)\.jinja`(?: generates `e|, |, with |:)", TARGETS
    )
    wanted = [name for name in dict.fromkeys(names) if "[" not in name]
    return dict(zip(wanted, fences(TARGETS, "jinja"), strict=False))


def generator_of(folder: Path, name: str, template: str) -> Generator:
    """Return a target that makes the file *name* from *template*."""
    write_tree(folder / "templates", {f"{name}.jinja": template})
    suffix = f".{name.rpartition('.')[2]}"
    return from_folder("own", str(folder / "templates"), suffix=suffix)


def written(
    folder: Path, name: str, template: str, catalog: Catalog, **options: str
) -> Path:
    """Write what *template* makes of *catalog*, and return the path."""
    generator = generator_of(folder, name, template)
    (file,) = render(generator, catalog, parse_options(generator, options))
    path = folder / name
    path.write_text(file.text, encoding="utf-8", newline="")
    return path


def run(folder: Path, *command: str, **environment: str) -> str:
    """Return what *command* prints; it must succeed, and say nothing on stderr."""
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
    )
    shown = done.stderr.decode("utf-8", "replace")
    assert done.returncode == 0, shown[:2000]
    return done.stdout.decode("ascii")


def shown_lines(text: str) -> str:
    """Return *text* as shell and SQL literals hold it: what is invisible is visible."""
    return "".join(
        char if char.isprintable() or char in "\n\t" else _visible(char)
        for char in text
    )


def _visible(char: str) -> str:
    return {"\r": "\\r"}.get(char) or repr(char)[1:-1]
