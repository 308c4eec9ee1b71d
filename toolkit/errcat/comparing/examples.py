"""Examples of changes: each names only what differs from a standard entry or header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

Fields: TypeAlias = str | tuple[str, ...]
"""Lines of YAML such as `retry: never`, for one entry or for several."""

_HEADER = "errcat: 1\nid: example"
_ENTRIES = (
    'code: "10001"\nname: INACTIVE_PHONE_NUMBER\ntitle: Inactive phone number',
    'code: "10002"\nname: INVALID_PHONE_NUMBER\ntitle: Invalid phone number',
    'code: "10003"\nname: PHONE_NUMBER_SUSPENDED\ntitle: Phone number suspended',
)


class Example(NamedTuple):
    """Two states of a catalog, and what else is reported about them."""

    old: Fields = ""
    """What differs from the standard entry; a key without a value removes it there."""
    new: Fields = ""
    header: tuple[str, str] = ("", "")
    """What the old and the new header add, if the example shows one."""
    also: str = ""
    """Other rules that report something about this example, separated by spaces."""
    policy: str = ""
    """Lines of the table `compatibility`, if the example needs any."""

    def markdown(self) -> str:
        """Return the example as fenced blocks, each with all that the state says."""
        also = "".join(f" +{name}" for name in self.also.split())
        blocks = [f"```toml policy\n[tool.errcat.compatibility]\n{self.policy}\n```"]
        for fence, fields, header in (
            ("yaml old", self.old, self.header[0]),
            (f"yaml new{also}", self.new, self.header[1]),
        ):
            lines = _catalog(fields, header) if any(self.header) else _list(fields)
            blocks.append("\n".join((f"```{fence}", *lines, "```")))
        return "\n\n".join(blocks if self.policy else blocks[1:])


def _catalog(fields: Fields, header: str) -> Iterator[str]:
    yield from _merged(_HEADER, header)
    yield "errors:"
    yield from (f"  {line}" for line in _list(fields))


def _list(fields: Fields) -> Iterator[str]:
    entries = (fields,) if isinstance(fields, str) else fields
    for standard, own in zip(_ENTRIES, entries, strict=False):
        first, *others = _merged(standard, own)
        yield f"- {first}"
        yield from (f"  {line}" for line in others)


def _merged(standard: str, own: str) -> Iterable[str]:
    """Return the lines of *standard* with those of *own*, which replace or remove equal keys."""
    lines = {
        line.partition(":")[0]: line
        for line in (*standard.splitlines(), *own.splitlines())
    }
    return (line for line in lines.values() if not line.endswith(":"))
