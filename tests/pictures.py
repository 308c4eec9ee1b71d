"""Draw what a terminal shows: the output of a command, with its colors, as an SVG."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

COLUMNS = 100
_CELL, _LINE, _MARGIN, _BAR = 8.4, 19, 20, 40
_COLORS = {
    "1": "#ffffff",
    "31": "#ff7b72",
    "32": "#7ee787",
    "33": "#e3b341",
    "34": "#79c0ff",
    "35": "#d2a8ff",
    "36": "#76e3ea",
}
_SGR = re.compile(r"\x1b\[([0-9;]*)m")
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{title}">
<style>text {{ font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #c9d1d9; white-space: pre; }}</style>
<rect x="0.5" y="0.5" width="{inner_width}" height="{inner_height}" rx="8" fill="#0d1117" stroke="#484f58"/>
<circle cx="20" cy="20" r="6" fill="#ff5f56"/><circle cx="40" cy="20" r="6" fill="#ffbd2e"/><circle cx="60" cy="20" r="6" fill="#27c93f"/>
"""


def terminal_output(command: str, folder: Path, variables: Mapping[str, str]) -> str:
    """Return what *command* writes to a terminal of 100 columns."""
    mine, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    environment = {**variables, "TERM": "xterm-256color"}
    with subprocess.Popen(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=its,
        stdout=its,
        stderr=its,
    ):
        os.close(its)
        return b"".join(_chunks(mine)).decode().replace("\r\n", "\n")


def _chunks(terminal: int) -> Iterator[bytes]:
    try:
        while chunk := os.read(terminal, 65536):
            yield chunk
    except OSError:  # Linux reports the end of a terminal as an error
        return
    finally:
        os.close(terminal)


def picture(command: str, output: str) -> str:
    """Return an SVG of a terminal in which *command* wrote *output*."""
    prompt = f"\x1b[32m$\x1b[0m \x1b[1m{command}\x1b[0m"
    rows = [row for line in (prompt, *output.splitlines()) for row in _wrapped(line)]
    width = round(COLUMNS * _CELL + 2 * _MARGIN)
    height = _BAR + len(rows) * _LINE + _MARGIN
    head = _HEAD.format(
        width=width,
        height=height,
        inner_width=width - 1,
        inner_height=height - 1,
        title=escape(command),
    )
    texts = (_row(row, number) for number, row in enumerate(rows))
    return head + "".join(texts) + "</svg>\n"


def _wrapped(line: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the rows that *line* takes in the terminal, as runs of color and text."""
    row: list[tuple[str, str]] = []
    free = COLUMNS
    for color, text in _runs(line):
        rest = text
        while len(rest) > free:
            yield [*row, (color, rest[:free])]
            row, rest, free = [], rest[free:], COLUMNS
        row.append((color, rest))
        free -= len(rest)
    yield row


def _runs(line: str) -> Iterator[tuple[str, str]]:
    color = ""
    for number, part in enumerate(_SGR.split(line)):
        if number % 2:
            codes = part.split(";")[::-1]  # red is more than bold in 1;31
            color = next((code for code in codes if code in _COLORS), "")
        elif part:
            yield color, part


def _row(row: list[tuple[str, str]], number: int) -> str:
    column = 0
    spans: list[str] = []
    for color, text in row:
        if text.strip():
            style = f' style="fill: {_COLORS[color]}"' if color else ""
            shown = text.strip()
            indent = len(text) - len(text.lstrip())
            x = round(_MARGIN + (column + indent) * _CELL, 1)
            length = round(len(shown) * _CELL, 1)
            spans.append(
                f'<tspan x="{x}" textLength="{length}"{style}>{escape(shown)}</tspan>'
            )
        column += len(text)
    y = _BAR + (number + 1) * _LINE
    return (
        f'<text y="{y}" xml:space="preserve">{"".join(spans)}</text>\n' if spans else ""
    )
