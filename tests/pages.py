"""Write the pages that are made from the code: `python -m tests.pages`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from errcat import plugins
from errcat.linting import Rule
from tests.support import ROOT

RULES = ROOT / "docs" / "rules.md"
GROUPS = {
    "reading": "Reading",
    "schema": "Schema",
    "codes": "Codes",
    "names": "Names",
    "titles": "Titles",
    "details": "Details",
    "texts": "Texts",
    "ranges": "Ranges",
    "life": "Life",
    "errcat": "errcat itself",
}
"""The groups of rules, in the order of the page."""


def rules_page() -> str:
    """Return the reference of all rules as Markdown."""
    return "\n".join(_rules()) + "\n"


def _rules() -> Iterator[str]:
    rules = plugins.collect("rules", Rule)
    yield "# Rules"
    yield ""
    yield "Made from the rules' own pages by `python -m tests.pages`."
    for group, title in GROUPS.items():
        inside = [rule for rule in rules if rule.group == group]
        if not inside:
            continue
        yield from (
            "",
            f"## {title}",
            "",
            "| rule | severity | preset | law |",
            "|---|---|---|---|",
        )
        for rule in inside:
            yield f"| [{rule.name}](#{rule.name}) | {rule.severity} | {rule.preset or 'none'} | {rule.summary} |"
        for rule in inside:
            yield from ("", f"### {rule.name}", "", rule.page)
            if rule.options:
                yield from ("", "| option | default | meaning |", "|---|---|---|")
            for name, schema in rule.options.items():
                default = json.dumps(schema["default"])
                yield f"| `{name}` | `{default}` | {schema['description']} |"


if __name__ == "__main__":
    RULES.write_text(rules_page(), encoding="utf-8")
