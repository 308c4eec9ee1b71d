"""Temporary files: their names say who writes them, so that those of killed runs can be removed."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from functools import cache
from time import time

_NAME = r"\.errcat-(?:([0-9a-f]{8})-([0-9]{1,10})-)?[0-9a-f]{16}\.tmp"
_DAY = 86_400
"""From how many seconds on a file whose writer may be elsewhere is left over."""


def new_name() -> str:
    """Return a name for a temporary file of this process."""
    return f".errcat-{_here()}-{os.getpid()}-{os.urandom(8).hex()}.tmp"


def is_temporary(name: str) -> bool:
    """Tell whether *name* is one that `new_name` returns."""
    return re.fullmatch(_NAME, name) is not None


def remove(folder: str) -> None:
    """Delete the temporary files in *folder* whose writers have ended.

    Where that is not certain, as for a writer on another machine or in another container, a file
    that is younger than a day stays.
    """
    with suppress(OSError):  # nothing depends on it
        for name in os.listdir(folder):
            match = re.fullmatch(_NAME, name) if name.startswith(".errcat-") else None
            if match:
                _remove(os.path.join(folder, name), match[1] or "", match[2] or "0")


def _remove(path: str, place: str, pid: str) -> None:
    with suppress(OSError):
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return
        if (place == _here() and _has_ended(int(pid))) or (
            status.st_mtime < time() - _DAY
        ):
            os.unlink(path)


def _has_ended(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


@cache
def _here() -> str:
    """Return eight hex digits for where the numbers of processes mean the same as here."""
    from zlib import crc32  # only what writes needs it

    place = os.uname().nodename
    with suppress(OSError):  # only Linux has it
        place += os.readlink("/proc/self/ns/pid")
    return f"{crc32(place.encode()):08x}"
