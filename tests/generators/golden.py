"""Write what each target makes of three catalogs: `python -m tests.generators.golden`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from errcat import plugins
from errcat.generating.options import parse_options
from errcat.generating.running import paths, render
from errcat.generating.selection import visible
from errcat.generating.target import Generator
from errcat.model import Catalog
from tests.support import ROOT, TELNYX, look

HERE = Path(__file__).parent
FOLDER = HERE / "golden"
CATALOGS = {
    "telnyx": TELNYX,
    "sqlstate": HERE / "catalogs" / "sqlstate.yaml",
    "jsonrpc": HERE / "catalogs" / "jsonrpc.json",
}
VARIANTS: dict[str, dict[str, dict[str, Any]]] = {
    "python": {
        "exceptions": {"exceptions": "code", "python": "3.9", "groups": "enum"},
        "bare": {"metadata": "none", "docstrings": "none"},
    },
    "ts": {
        "enum": {"style": "enum", "texts": "file"},
        "union": {"style": "union"},
        "consts": {"style": "consts", "texts": "none"},
    },
    "openapi": {
        "problem": {"version": "3.0", "envelope": "problem", "codes": "closed"},
        "overlay": {
            "overlay": ["$.components.schemas.Fault.properties.code"],
            "document": "shop.yaml",
        },
    },
    "markdown": {"mdx": {"flavor": "mdx", "pages": "code"}},
}
"""Options beside the usual, which the two small catalogs are made with too."""


@cache
def catalog(name: str) -> Catalog:
    """Return one of the catalogs as the public may see it."""
    found = look(CATALOGS[name].relative_to(ROOT), rules=()).catalog
    assert found is not None
    return visible(found)


def goldens(target: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of every golden file of *target*."""
    generator = plugins.get("generators", Generator, target)
    for name in CATALOGS:
        yield from _made(generator, name, "plain", {})
        if name != "telnyx":
            for variant, options in VARIANTS.get(target, {}).items():
                yield from _made(generator, name, variant, options)


def _made(
    generator: Generator, name: str, variant: str, options: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    files = render(generator, catalog(name), parse_options(generator, options))
    folder = f"{generator.name}/{name}-{variant}"
    output = f"{folder}/errors{generator.suffix}" if generator.single else folder
    yield from paths(generator, output, files)


def main() -> None:
    """Write the golden files anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for target in plugins.names("generators"):
        for path, text in goldens(target):
            place = FOLDER / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())


if __name__ == "__main__":
    main()
