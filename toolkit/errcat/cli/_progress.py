"""A line on a terminal that shows the current step of a long run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from time import monotonic
from typing import Self, TextIO

from errcat.text import terminal

PATIENCE = 1.0
"""How many seconds pass before the line appears."""
PACE = 0.2
"""How many seconds pass between two updates."""
_CLEAR = "\r\x1b[K"

Step = Callable[[str], None]
"""Takes a description of the current step."""


@contextmanager
def progress(stream: TextIO | None = None) -> Generator[Step]:
    """Give a function that takes the current step; a terminal shows it if the run takes long.

    *stream* is standard error by default. Nothing is written if it is not a terminal, and the line
    is removed at the end of the block.
    """
    out = stream or sys.stderr
    if not out.isatty():
        yield _ignore
        return
    with _Line(out) as line:
        yield line.update


def _ignore(_: str) -> None:
    pass


class _Line:
    """A line that a thread keeps up to date when a run takes long."""

    def __init__(self, out: TextIO) -> None:
        from threading import Event, Thread  # only needed on a terminal

        self._out = out
        self._start = monotonic()
        self._step = ""
        self._shown = False
        self._ended = Event()
        self._thread = Thread(target=self._refresh, daemon=True)

    def __enter__(self) -> Self:
        """Start the clock."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the line."""
        self._ended.set()
        self._thread.join()
        if self._shown:
            self._out.write(_CLEAR)
            self._out.flush()

    def update(self, step: str) -> None:
        """Set the current step."""
        self._step = terminal(step)

    def _refresh(self) -> None:
        wait = PATIENCE
        while not self._ended.wait(wait):
            wait = PACE
            if self._step:
                seconds = int(monotonic() - self._start)
                self._out.write(f"{_CLEAR}{self._step} ... {seconds} s")
                self._out.flush()
                self._shown = True
