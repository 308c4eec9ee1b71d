"""Verify that TypeScript files match the catalog exactly.

The files are split into tokens. A harmless catalog of the same shape must produce the same tokens,
except for texts, and every text must equal the expected one when read as JavaScript reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from errcat.text import js_key
from errcat_generators.ts._emitting import codes_file, info_file
from errcat_generators.ts._prepared import Prepared, Row


class Token(NamedTuple):
    """A piece of a program that is neither space nor comment."""

    text: str
    string: bool = False
    """Whether it is a string literal; *text* is then its value."""


class _Unexpected(Exception):
    """The file holds something that the target never writes; the argument says what."""


_TOKEN = re.compile(
    r"""
    (?P<space>[ \n]+)
  | (?P<comment>//[^\n\r\u2028\u2029]*(?=\n)|/\*[\s\S]*?\*/)
  | (?P<regex>/\^\[0-9\]\+\$/)
  | (?P<string>"(?:[^"\\\n\r]|\\[^\n\r])*"|'(?:[^'\\\n\r]|\\[^\n\r])*')
  | (?P<word>-?[A-Za-z_$0-9]+)
  | (?P<sign>[-{}()\[\]<>:;,.=|&!?+*])
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]+)\}|(.))"
)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_PURE = "/* @__PURE__ */"
_DIRECTIVE = r"^///|^//\s*eslint-|(?<!\\)@(?:ts-|__PURE__)|sourceMappingURL"


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a file, and the comments that bundlers interpret."""
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _Unexpected(
                f"line {text.count(chr(10), 0, at) + 1} is not TypeScript"
            )
        at = match.end()
        if match["string"]:
            yield Token(_read(match["string"][1:-1]), string=True)
        elif match["comment"]:
            yield from _meaning(match["comment"])
        elif not match["space"]:
            yield Token(match[0])


def _bare(text: str) -> Iterator[Token]:
    """Yield the tokens without those of wrapped lines: a leading `|` and a trailing comma."""
    before = Token("")
    held = False
    for token in tokens(text):
        if held and token not in _CLOSING:
            yield _COMMA
        held = token == _COMMA
        if not held and (before, token) != (Token("="), Token("|")):
            yield token
        before = token


_COMMA = Token(",")
_CLOSING = (Token("]"), Token("}"), Token(")"))


def _meaning(comment: str) -> Iterator[Token]:
    """Yield a comment that bundlers interpret; catalog text must not produce one."""
    if comment == _PURE:
        yield Token(comment)
    elif re.search(_DIRECTIVE, comment):
        raise _Unexpected(f"a comment holds a directive: {comment[:60]}")


def _read(inside: str) -> str:
    """Return the value of a string, with surrogate pairs joined as in JavaScript."""

    def value(match: re.Match[str]) -> str:
        digits = match[1] or match[2] or match[3]
        return chr(int(digits, 16)) if digits else _PLAIN.get(match[4], match[4])

    return _joined(_ESCAPE.sub(value, inside))


def _joined(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode(
        "utf-16-le", "surrogatepass"
    )


def difference(file: Prepared, texts: Sequence[str]) -> str:
    """Return how *texts*, the files, differ from the expected ones; "" if they do not."""
    harmless, values = _harmless(file)
    frames = ["".join(codes_file(harmless))]
    if file.options.texts == "file":
        frames.append("".join(info_file(harmless)))
    if len(frames) != len(texts):
        return f"there are {len(texts)} files, not {len(frames)}"
    try:
        for text, frame in zip(texts, frames, strict=True):
            for actual, token in zip_longest(_bare(text), _bare(frame)):
                expected = token and token._replace(
                    text=values.get(token.text, token.text)
                )
                if actual != expected:
                    return f"it holds {_shown(actual)} instead of {_shown(expected)}"
    except _Unexpected as error:
        return str(error)
    return ""


def _shown(token: Token | None) -> str:
    return "nothing" if token is None else repr(token.text)


def _harmless(file: Prepared) -> tuple[Prepared, dict[str, str]]:
    """Return *file* with harmless placeholders for its texts, and the text behind each.

    Names (identifiers) and numeric codes (digits) stay.
    """
    values: dict[str, str] = {}

    def harmless(text: str) -> str:
        if not text or text == "__proto__":
            return text
        # An identifier may be a key without quotes, so its placeholder must be one too.
        name = f"text_{len(values)}" if js_key(text) == text else f"text {len(values)}"
        values[name] = _joined(text)
        return name

    ranges = {name: harmless(name) for name in file.ranges}

    def harmless_row(row: Row) -> Row:
        return row._replace(
            code=row.code if file.numeric else harmless(row.code),
            title=harmless(row.title),
            range=ranges.get(row.range) or harmless(row.range),
            detail=harmless(row.detail),
            retry=harmless(row.retry),
            deprecated="x" if row.deprecated else "",
        )

    catalog = replace(
        file.catalog, id="x", title="x", version="", description="", entries=()
    )
    changed = file._replace(
        catalog=catalog,
        rows=tuple(map(harmless_row, file.rows)),
        ranges=tuple(ranges.values()),
        steps=tuple(map(harmless, file.steps)),
    )
    return changed, values
