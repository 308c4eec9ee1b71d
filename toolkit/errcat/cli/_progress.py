"""A line on a terminal that says what takes so long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from time import monotonic
from typing import Self, TextIO

from errcat.text import terminal

PATIENCE = 1.0
"""How many seconds pass before anything is said."""
PACE = 0.2
"""How many seconds lie between two looks at the clock."""
_CLEAR = "\r\x1b[K"

Step = Callable[[str], None]
"""Says what is done now."""


@contextmanager
def progress(stream: TextIO | None = None) -> Generator[Step]:
    """Give a function that says what is done now; shown on a terminal if it takes long.

    Nothing is written where *stream*, standard error if none is given, is no terminal, and nothing
    stays once the block is left.
    """
    out = stream or sys.stderr
    if not out.isatty():
        yield _say_nothing
        return
    with _Line(out) as line:
        yield line.say


def _say_nothing(_: str) -> None:
    pass


class _Line:
    """A line that a thread keeps up to date once the run has taken long."""

    def __init__(self, out: TextIO) -> None:
        from threading import Event, Thread  # only a terminal pays for it

        self._out = out
        self._began = monotonic()
        self._what = ""
        self._shown = False
        self._ended = Event()
        self._thread = Thread(target=self._keep, daemon=True)

    def __enter__(self) -> Self:
        """Begin to watch the clock."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away."""
        self._ended.set()
        self._thread.join()
        if self._shown:
            self._out.write(_CLEAR)
            self._out.flush()

    def say(self, what: str) -> None:
        """Note what is done now."""
        self._what = terminal(what)

    def _keep(self) -> None:
        wait = PATIENCE
        while not self._ended.wait(wait):
            wait = PACE
            if self._what:
                seconds = int(monotonic() - self._began)
                self._out.write(f"{_CLEAR}{self._what} ... {seconds} s")
                self._out.flush()
                self._shown = True
