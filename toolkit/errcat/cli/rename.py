"""errcat rename."""

from __future__ import annotations

import click

from errcat import config as configuration
from errcat.cli import _options, _verbs
from errcat.errors import OptionInvalid
from errcat.naming import is_name, name_from_code


@click.command("rename", cls=_verbs.Verb)
@click.argument("code")
@click.argument("name")
@_verbs.CATALOG
@_options.common
def command(
    code: str,
    name: str,
    catalog: str | None,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Give CODE another NAME; the old one stays as an alias, so that what uses it still works."""
    del color
    found = _verbs.find(code, catalog, configuration.find(config))
    if not is_name(name):
        raise OptionInvalid("NAME", f"'{name}' is no name; write it as UPPER_SNAKE")
    _check_free(found, name)
    entry = found.entry
    aliases = [each for each in entry.aliases if each != name]
    if entry.name and entry.name != name:
        aliases.append(entry.name)
    own = None if name == name_from_code(entry.code) else name
    values = {"name": own, "aliases": aliases or None} if name != entry.name else {}
    _verbs.save(found, values, "renamed", quiet=quiet)


def _check_free(found: _verbs.Found, name: str) -> None:
    """Refuse a name that another entry has or had, or that is reserved."""
    for each in found.catalog.entries:
        if each.code != found.entry.code and name in (each.name, *each.aliases):
            raise OptionInvalid("NAME", f"{each.label} has or had the name {name}")
    for kept in found.catalog.reserved:
        if kept.name == name:
            reason = f": {kept.reason}" if kept.reason else ""
            raise OptionInvalid("NAME", f"{name} is reserved{reason}")
