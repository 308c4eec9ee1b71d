"""Writing settings of rules into a TOML file, with its comments and layout kept."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from errcat.editing.lines import newline
from errcat.errors import ErrcatError
from errcat.loading.reading import is_list, is_mapping

_HEADER = re.compile(r"[ \t]*\[+[ \t]*([^\]#]*?)[ \t]*\]+")
_BARE = re.compile(r"[A-Za-z0-9_-]+").fullmatch
_OURS = re.compile(r"# learned: [^#\r\n]*")


class Setting(NamedTuple):
    """The options of one rule, and the figures that go beside them as a comment."""

    rule: str
    options: Mapping[str, Any]
    figures: str


class SettingsNotEditable(ErrcatError):
    """The layout of the configuration does not allow the edit; `lines` are what it lacks."""

    def __init__(self, path: str, lines: Sequence[str]) -> None:
        super().__init__(path, *lines)
        self.path = path
        self.lines = tuple(lines)

    def __str__(self) -> str:
        reason = "cannot add settings here without changing more; add them by hand"
        return "\n".join((f"{self.path}: {reason}:", *self.lines))


def with_settings(
    path: str, text: str, prefix: str, settings: Sequence[Setting]
) -> str:
    """Return the TOML *text* with the options of rules set to those in *settings*.

    *prefix* is the table that holds `rules`: "tool.errcat", or "" where that is the file itself.
    Other options of a rule, and its severity, stay.

    Raises:
        SettingsNotEditable: the layout of the file does not allow it.

    """
    import tomllib

    before = tomllib.loads(text)
    keys = [*filter(None, prefix.split(".")), "rules"]
    rules: Any = before
    for key in keys:
        rules = rules.get(key, {})
    merged = [
        setting._replace(options=_merged(rules.get(setting.rule), setting.options))
        for setting in settings
    ]
    lines = text.splitlines(keepends=True)
    for setting in merged:
        lines = _set(lines, ".".join(keys), setting, newline(text))
    result = "".join(lines)
    wanted = {
        **rules,
        **{setting.rule: dict(setting.options) for setting in merged},
    }
    if _read(result) != _with(before, keys, wanted):
        raise SettingsNotEditable(path, [_line(setting) for setting in merged])
    return result


def catalogs_line(prefix: str, catalogs: Sequence[str], before: str) -> str:
    """Return the TOML that lists *catalogs*, for the end of the text *before*."""
    header = f"[{prefix}]\n" if prefix else ""
    gap = "" if not before or before.endswith("\n\n") else "\n"
    gap = f"\n{gap}" if before and not before.endswith("\n") else gap
    return f"{gap}{header}catalogs = {_value(list(catalogs))}\n"


def _merged(present: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of a rule with *options*; it may be a severity, a table, or missing."""
    if isinstance(present, str):
        return {"severity": present, **options}
    return {**(present or {}), **options}


def _with(data: Mapping[str, Any], keys: Sequence[str], value: Any) -> dict[str, Any]:
    first, *rest = keys
    inner = data.get(first, {})
    return {**data, first: _with(inner, rest, value) if rest else value}


def _read(text: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _set(lines: list[str], table: str, setting: Setting, end: str) -> list[str]:
    """Return *lines* with the setting in the table *table*, which may have to be added."""
    own = _section(lines, f"{table}.{setting.rule}")
    if own is not None:
        return _set_in_own(lines, own, setting, end)
    section = _section(lines, table)
    if section is None:
        lines, section = _with_section(lines, table, end)
    first, last = section
    for number in range(first, last):
        if re.match(
            rf'[ \t]*["\']?{re.escape(setting.rule)}["\']?[ \t]*=', lines[number]
        ):
            line = _line(setting) + _other_comment(lines[number]) + end
            return [*lines[:number], line, *lines[number + 1 :]]
    return _inserted(lines, first, last, _line(setting), end)


def _set_in_own(
    lines: list[str], section: tuple[int, int], setting: Setting, end: str
) -> list[str]:
    """Return *lines* with the options set in the table of the rule itself."""
    first, last = section
    for key, value in setting.options.items():
        line = f"{_key(key)} = {_value(value)}"
        comment = f" # learned: {setting.figures}" if key == "style" else ""
        for number in range(first, last):
            if re.match(rf'[ \t]*["\']?{re.escape(key)}["\']?[ \t]*=', lines[number]):
                if _read(lines[number]) != {key: value} or comment:
                    kept = _other_comment(lines[number])
                    lines = [
                        *lines[:number],
                        line + comment + kept + end,
                        *lines[number + 1 :],
                    ]
                break
        else:
            lines = _inserted(lines, first, last, line + comment, end)
            last += 1
    return lines


def _section(lines: Sequence[str], table: str) -> tuple[int, int] | None:
    """Return the lines of a table from below its header to the next header; None if missing."""
    headers = [
        (number, _name(match[1]))
        for number, line in enumerate(lines)
        if (match := _HEADER.match(line))
    ]
    for index, (number, name) in enumerate(headers):
        if name == table:
            following = [at for at, _ in headers[index + 1 : index + 2]]
            return number + 1, following[0] if following else len(lines)
    return None


def _name(header: str) -> str:
    """Return the name of a table without quotes and spaces."""
    return re.sub(r"[\"' \t]", "", header)


def _with_section(
    lines: list[str], table: str, end: str
) -> tuple[list[str], tuple[int, int]]:
    """Return *lines* with the header of *table* after the tables beside it, and its section."""
    family = table.rpartition(".")[0]
    at = len(lines)
    if family:
        names = {_name(match[1]) for line in lines if (match := _HEADER.match(line))}
        sections = [
            section
            for name in names
            if f"{name}.".startswith(f"{family}.")
            and (section := _last_section(lines, name)) is not None
        ]
        at = max((last for _, last in sections), default=at)
    while at and not lines[at - 1].strip():
        at -= 1
    before, after = lines[:at], lines[at:]
    if before and not before[-1].endswith(("\n", "\r")):
        before[-1] += end
    head = ([end] if before else []) + [f"[{table}]{end}"]
    start = len(before) + len(head)
    return [*before, *head, *after], (start, start)


def _last_section(lines: Sequence[str], table: str) -> tuple[int, int] | None:
    """Return the section of the last table called so, of several `[[tables]]`."""
    offset, last = 0, None
    while (section := _section(lines[offset:], table)) is not None:
        last = section[0] + offset, section[1] + offset
        offset = last[1]
    return last


def _inserted(
    lines: list[str], first: int, last: int, line: str, end: str
) -> list[str]:
    """Return *lines* with *line* after the last key between two of them."""
    at = last
    while at > first and (
        not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")
    ):
        at -= 1
    before = lines[:at]
    if before and not before[-1].endswith(("\n", "\r")):
        before[-1] += end
    return [*before, line + end, *lines[at:]]


def _other_comment(line: str) -> str:
    """Return the comment at the end of a line, without what `--learn` wrote."""
    for match in re.finditer("#", line):
        if _read(line[: match.start()]) is not None:
            rest = _OURS.sub("", line[match.start() :].rstrip()).strip()
            return f" {rest}" if rest else ""
    return ""


def _line(setting: Setting) -> str:
    return (
        f"{_key(setting.rule)} = {_value(dict(setting.options))}"
        f" # learned: {setting.figures}"
    )


def _key(key: str) -> str:
    return key if _BARE(key) else json.dumps(key)


def _value(value: Any) -> str:
    """Return a value as TOML on one line."""
    if is_mapping(value):
        pairs = (f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if is_list(value):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False)
