"""`python -m errcat`, which never imports from the working folder."""

from __future__ import annotations

import os
import sys

if sys.path and os.path.realpath(sys.path[0] or os.curdir) == os.path.realpath(
    os.curdir
):
    del sys.path[0]  # the folder of a catalog is no place to load code from

from errcat.cli import main

if __name__ == "__main__":
    main()
