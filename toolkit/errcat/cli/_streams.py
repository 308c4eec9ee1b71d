"""The standard streams of a run, which may be closed or full, and the signals that end it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn, cast

from errcat.text import terminal

UNDELIVERED, READER_GONE, TERMINATED = 2, 141, 143


class _Lenient:
    """Standard error that loses what it cannot write: no message is worth the exit code."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write *text* if that is possible."""
        with suppress(OSError):
            return int(self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        """Flush the stream if that is possible."""
        with suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        """Return everything else as the stream has it."""
        return getattr(self._stream, name)


def prepare() -> None:
    """Make the streams of the process safe to use, and let SIGTERM end it with clean-up.

    A closed stream is replaced by one that cannot be used either. Otherwise the next file that is
    opened would take its descriptor, and messages would be written into it.
    """
    for number, name, mode in (
        (0, "stdin", "r"),
        (1, "stdout", "w"),
        (2, "stderr", "w"),
    ):
        if _is_closed(number):
            os.open(os.devnull, os.O_WRONLY if mode == "r" else os.O_RDONLY)
            stream = os.fdopen(number, mode, encoding="utf-8", closefd=False)
            setattr(sys, name, stream)
    if not isinstance(cast("Any", sys.stderr), _Lenient):
        sys.stderr = cast("Any", _Lenient(sys.stderr))
    with suppress(ValueError):  # only the main thread may handle signals
        signal.signal(signal.SIGTERM, _terminate)


def _is_closed(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return True
    return False


def _terminate(_: int, __: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(TERMINATED)


def settle(code: int, say: Callable[[str], None]) -> int:
    """Flush standard output, and return *code*, or what becomes of it if that fails."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
        return READER_GONE
    except OSError as error:
        drop_output()
        if code != UNDELIVERED:
            say(f"standard output: {terminal(str(error.strerror))}")
        return UNDELIVERED
    return code


def drop_output() -> None:
    """Lose what is still buffered: it would fail again when the interpreter closes its streams."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
