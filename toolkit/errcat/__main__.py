"""`errcat` and `python -m errcat`, which never import from the working folder."""

from __future__ import annotations

import os
import sys

if sys.path and os.path.realpath(sys.path[0] or os.curdir) == os.path.realpath(
    os.curdir
):
    del sys.path[0]  # the folder of a catalog is no place to load code from

INTERRUPTED = 130


def main() -> None:
    """Run errcat, and end the process; importing takes long enough to be interrupted."""
    try:
        from errcat.cli import _streams
        from errcat.cli import main as run

        _streams.prepare()
        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
