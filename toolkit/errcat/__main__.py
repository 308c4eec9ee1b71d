"""`errcat` and `python -m errcat`, which never import from the working folder."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from typing import NoReturn

if sys.path and os.path.realpath(sys.path[0] or os.curdir) == os.path.realpath(
    os.curdir
):
    del sys.path[0]  # the folder of a catalog is no place to load code from

INTERRUPTED = 130


def main() -> NoReturn:
    """Run errcat, and end the process; importing takes long enough to be interrupted."""
    try:
        from errcat.cli import _streams
        from errcat.cli import main as run

        _streams.prepare()
        run()
    except KeyboardInterrupt:
        _leave(INTERRUPTED)
    except SystemExit as done:
        _leave(int(done.code or 0))


def _leave(code: int) -> NoReturn:
    """End the process without taking the interpreter apart, which would take a fifth of a short run.

    What was registered with `atexit` runs, and the streams are flushed.
    """
    # Private, but there is no other way to run them.
    atexit._run_exitfuncs()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
