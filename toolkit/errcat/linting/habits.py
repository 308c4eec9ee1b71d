"""Learning the habits of catalogs: what rules of style are to ask for from now on."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.config import OWN_FILE, SHARED_FILE, Config, text_of
from errcat.editing.settings import Setting, catalogs_line, with_settings
from errcat.errors import OptionInvalid
from errcat.linting.rule import ANY, Context, Habit, Rule
from errcat.linting.running import understand
from errcat.linting.texts import Texts
from errcat.linting.toolchain import STYLE, Toolchain
from errcat.loading.sources import STDIN, Source
from errcat.model import Catalog

SHARE = 0.9
"""The share of texts from which a style is the habit of a catalog."""


class Learned(NamedTuple):
    """A configuration with the habits of catalogs in it, in memory."""

    path: str
    """The configuration, as seen from the working folder."""
    text: str
    settings: tuple[Setting, ...]

    def write(self) -> bool:
        """Write the configuration; False if it holds just that already.

        Raises:
            WriteFailed: it could not be written.

        """
        from errcat.writing import write  # only `--learn` writes it

        return write(self.path, self.text)


def learn(tools: Toolchain, operands: Sequence[str]) -> Learned:
    """Return the configuration of *tools* with the habits of the catalogs at *operands*.

    A project without a configuration gets one: a table in the pyproject.toml of the working
    folder, or errcat.toml.

    Raises:
        OptionInvalid: a catalog is standard input, which is read only once.
        SettingsNotEditable: the layout of the configuration does not allow it.

    """
    if STDIN in operands:
        raise OptionInvalid(
            "--learn", "standard input has no configuration; name a file"
        )
    settings = measured(tools, map(tools.read, operands))
    path, prefix, text = _configuration(tools.config, operands)
    return Learned(path, with_settings(path, text, prefix, settings), settings)


def measured(tools: Toolchain, sources: Iterable[Source]) -> tuple[Setting, ...]:
    """Return the habits of the catalogs in *sources* as settings of the rules of style."""
    catalogs = _catalogs(tools, sources)
    return tuple(
        _setting(rule.name, rule.habit, catalogs, tools)
        for rule in _of_style(tools)
        if rule.habit is not None
    )


def _of_style(tools: Toolchain) -> list[Rule]:
    """Return the rules of style that run, and those that only lack a style."""
    severities = tools.config.severities
    rules = [
        rule
        for rule in (*tools.rules, *tools.unset)
        if rule.habit is not None and severities.get(rule.name) != "off"
    ]
    return sorted(rules, key=lambda rule: rule.name)


def _catalogs(
    tools: Toolchain, sources: Iterable[Source]
) -> list[tuple[Catalog, Context]]:
    opened = (understand(source, tools.readers) for source in sources)
    return [
        (read.catalog, Context(Texts(read.catalog), read.loaded.documents))
        for read in opened
        if read.catalog is not None
    ]


def _setting(
    name: str,
    habit: Habit,
    catalogs: Sequence[tuple[Catalog, Context]],
    tools: Toolchain,
) -> Setting:
    counts: Counter[str] = Counter()
    for catalog, context in catalogs:
        counts.update(habit.measure(catalog, context))
    style = style_of(counts)
    options: dict[str, Any] = {STYLE: style}
    if style != ANY:
        options |= _more(habit, catalogs, tools.config.options.get(name, {}))
    return Setting(name, options, figures(counts, style, habit.things))


def _more(
    habit: Habit,
    catalogs: Sequence[tuple[Catalog, Context]],
    configured: Mapping[str, Any],
) -> Mapping[str, Any]:
    """Return the other options: lists, which what is configured is kept in."""
    more: dict[str, list[Any]] = {}
    for catalog, context in catalogs:
        for key, values in habit.more(catalog, context).items():
            more.setdefault(key, list(configured.get(key, ()))).extend(values)
    return {key: list(dict.fromkeys(values)) for key, values in more.items() if values}


def style_of(counts: Mapping[str, int]) -> str:
    """Return the style that nearly all have; "any" where there is none."""
    total = sum(counts.values())
    style = max(counts, key=lambda name: counts[name], default=ANY)
    return style if total and counts[style] >= SHARE * total else ANY


def figures(counts: Mapping[str, int], style: str, things: str) -> str:
    """Return what was counted, such as "297 of 300 titles"."""
    total = sum(counts.values())
    named = {name: count for name, count in counts.items() if name != ANY}
    if style != ANY or len(named) == 1:
        shown = style if style != ANY else next(iter(named))
        return f"{counts[shown]} of {total} {things}"
    shares = ", ".join(f"{count} {name}" for name, count in named.items())
    return f"{shares} of {total} {things}"


def _configuration(config: Config, operands: Sequence[str]) -> tuple[str, str, str]:
    """Return the path of the configuration, the table for `rules`, and its text."""
    path = config.file or (SHARED_FILE if os.path.isfile(SHARED_FILE) else OWN_FILE)
    prefix = "tool.errcat" if os.path.basename(path) == SHARED_FILE else ""
    text = text_of(path) if os.path.isfile(path) else ""
    if not config.file:
        text += catalogs_line(prefix, operands, text)
    return path, prefix, text
