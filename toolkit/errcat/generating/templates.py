"""Targets made from the project's own templates: a folder of Jinja files.

Templates are the project's own code, but the texts of a catalog are not trusted. A text reaches a
template as a `CatalogText`, which cannot be printed, joined or sliced. Only a filter named after an
output language encodes it, as an `Encoded`, which can be printed where that language expects it.
Anything else ends the run and names the line of the template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from errcat.errors import ErrcatError
from errcat.generating.target import File, Generator
from errcat.generating.templating.folder import ENDING, read
from errcat.generating.templating.rendering import engine_of, rendered
from errcat.generating.templating.views import Part, View
from errcat.model import Catalog
from errcat.naming import file_slug


def from_folder(name: str, folder: str, *, suffix: str = "") -> Generator:
    """Return the target *name*, rendered from the templates in *folder*.

    With a *suffix* the target writes one file, whose name ends in it; otherwise it writes a folder.
    """

    def generate(catalog: Catalog, options: Mapping[str, str] | None) -> Iterator[File]:
        sources = read(folder)
        view = View(catalog)
        plans = list(_plans(sources, view))
        if suffix and len(plans) != 1:
            raise ErrcatError(
                f"{folder}: target '{name}' has a `suffix`, so it needs exactly one template,"
                f" but {len(plans)} files would be generated; remove `suffix`, or start the"
                " names of templates that others include with _"
            )
        engine = engine_of(folder, sources)
        shared = view.variables(name, options or {})
        for template, path, about in plans:
            variables = {**shared, **about}
            text = rendered(engine, folder, template, path, variables)
            yield File(path, text)

    return Generator(
        f"targets.{name}",
        f"Rendered from the templates in {folder}.",
        generate,
        options=cast("type[Any]", Mapping),
        suffix=suffix,
        single=bool(suffix),
        name=name,
    )


class _Plan(NamedTuple):
    """A file to render: its template, its path, and the variables of its entry or range."""

    template: str
    path: str
    about: Mapping[str, Part | None]


def _plans(sources: Iterable[str], view: View) -> Iterator[_Plan]:
    """Yield the files that the templates named *sources* produce."""
    for name in sources:
        path = name.removesuffix(ENDING)
        if any(step.startswith("_") for step in path.split("/")):
            continue
        if "[code]" in path:
            for entry, about in view.by_entry():
                named = path.replace("[code]", file_slug(entry.code))
                named = named.replace("[range]", file_slug(entry.range))
                yield _Plan(name, named, about)
        elif "[range]" in path:
            for span, about in view.by_range():
                yield _Plan(name, path.replace("[range]", file_slug(span.name)), about)
        else:
            yield _Plan(name, path, {})
