"""What readers see: pages, links, guidance and the texts of the catalog itself."""

from __future__ import annotations

from functools import partial

from errcat.comparing.change_rule import ChangeRule, CompareContext
from errcat.comparing.change_rules._finds import (
    CatalogChange,
    Claims,
    changed_inside,
    removed,
)
from errcat.comparing.examples import Example
from errcat.comparing.policy import BREAKS, RISKY

rule = partial(ChangeRule, __name__)

_PAGES = 'docs_url: "https://example.com/errors/{code}"'


def _url(change: CatalogChange, context: CompareContext) -> Claims:
    old, new = change.both
    if new.docs_url:
        first = "" if old.docs_url else 'URL of pages added: "{new}"'
        yield change.claim("docs_url")._replace(template=first)


DOCS_URL_CHANGED = rule(
    """The URL of pages does not change.

    Links in logs, tickets and generated code lead to the old URL.
    """,
    _url,
    name="docs-url-changed",
    kind="catalog",
    fields=("docs_url",),
    section="Changed",
    surfaces={"docs": RISKY},
    template='URL of pages changed: "{old}" → "{new}"',
    hint="redirect the old URLs",
    examples=(Example(header=(_PAGES, 'docs_url: "https://docs.example.com/{code}"')),),
)

DOCS_URL_REMOVED = rule(
    """The URL of pages is not removed.

    Without `docs_url`, readers cannot find the page that explains an error.
    """,
    removed("docs_url"),
    name="docs-url-removed",
    kind="catalog",
    fields=("docs_url",),
    section="Removed",
    surfaces={"docs": BREAKS},
    template='URL of pages removed; it was "{old}"',
    examples=(Example(header=(_PAGES, "")),),
)

CATALOG_DESCRIBED = rule(
    """Title and description of the catalog may change.

    Only readers see them.
    """,
    name="catalog-described",
    kind="catalog",
    fields=("title", "description"),
    surfaces={"docs": RISKY},
    template='{field} of the catalog changed: "{old}" → "{new}"',
    examples=(Example(header=("title: Errors", "title: Errors of the API")),),
)

GUIDANCE_CHANGED = rule(
    """Description, causes, solutions and page may change.

    Programs do not depend on them.
    """,
    name="guidance-changed",
    fields=("description", "causes", "solutions", "page"),
    section="Changed",
    surfaces={"docs": RISKY},
    template="{code} {name}: {field} changed",
    examples=(Example("", "solutions: [Activate the number in the portal.]"),),
)


def _list_changed(field: str, summary: str, text: str, example: Example) -> ChangeRule:
    return rule(
        f"{summary}\n\n{text}",
        changed_inside(field),
        name=f"{field}-changed",
        fields=(field,),
        surfaces={"docs": RISKY},
        template="{code} {name}: {what}",
        examples=(example,),
    )


EXAMPLES_CHANGED = _list_changed(
    "examples",
    "The examples of an entry may change.",
    "Programs do not depend on them.",
    Example(
        "examples: [{detail: Number 1 was switched off.}]",
        "examples: [{detail: Number 2 was switched off.}]",
    ),
)

LINKS_CHANGED = _list_changed(
    "links",
    "The links of an entry may change.",
    "Programs do not depend on them.",
    Example(
        'links: [{url: "https://example.com/numbers"}]',
        'links: [{url: "https://example.com/phone-numbers"}]',
    ),
)

RELATED_CHANGED = _list_changed(
    "related",
    "Related codes of other systems may change.",
    "They help people find their way between systems. No client branches on them.",
    Example(
        'related: [{system: sip, code: "480"}]', 'related: [{system: sip, code: "404"}]'
    ),
)
