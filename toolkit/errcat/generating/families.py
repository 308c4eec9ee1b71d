"""Ending what a program started, even processes that have left its group and its session.

On Linux, errcat adopts them: they become its children when their parent ends. Elsewhere, a process
that has left the group of its program is out of reach.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from threading import active_count
from typing import NamedTuple

_SET_SUBREAPER, _GET_SUBREAPER = 36, 37
"""Operations of prctl(2)."""
_ROUNDS = 100
"""How often to look for processes that were started in the meantime."""


class _Process(NamedTuple):
    """What `/proc` says of a process."""

    pid: int
    parent: int
    session: int


class Family(NamedTuple):
    """The processes that a program starts."""

    strangers: frozenset[int]
    """The children that errcat had before."""
    adopts: bool
    """Whether every other child of errcat is of the program."""

    def end(self, program: int) -> None:
        """Kill the processes that *program* started; itself only if nobody has waited for it."""
        for _ in range(_ROUNDS):
            members = self._members(program)
            if not members:
                return
            for pid in members:
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            for pid in members:
                if pid != program:
                    _reap(pid)

    def _members(self, program: int) -> list[int]:
        """Return the living processes of the family."""
        running = list(_running())
        children: dict[int, list[int]] = {}
        for process in running:
            children.setdefault(process.parent, []).append(process.pid)
        members = {item.pid for item in running if item.session == program}
        waiting = [program, *members]
        if self.adopts:
            waiting += set(children.get(os.getpid(), ())) - self.strangers
        members.update(waiting[1:])
        while waiting:
            grown = set(children.get(waiting.pop(), ())) - members
            members |= grown
            waiting += grown
        return sorted(members - {program})


def _reap(pid: int) -> None:
    """Wait for a process that was killed, if it is a child of errcat by now."""
    with suppress(ChildProcessError):
        os.waitpid(pid, 0)


@contextmanager
def adopting() -> Generator[Family]:
    """Adopt the processes that are started in the block and whose parents end."""
    before = _subreaper()
    if before is None:
        yield Family(frozenset(), adopts=False)
        return
    own = os.getpid()
    strangers = frozenset(item.pid for item in _running() if item.parent == own)
    try:
        _adopt(1)
        # Another thread may start processes too, which are none of the program's.
        yield Family(strangers, adopts=active_count() == 1)
    finally:
        _adopt(before)


def _running() -> Iterator[_Process]:
    """Yield the processes that have not ended; none where there is no `/proc` of Linux."""
    if sys.platform != "linux":
        return
    for name in os.listdir("/proc"):
        with suppress(OSError):
            if name.isdigit():
                with open(f"/proc/{name}/stat", "rb") as stream:
                    state, parent, _, session = (
                        stream.read().rpartition(b")")[2].split()[:4]
                    )
                if state not in (b"Z", b"X"):
                    yield _Process(int(name), int(parent), int(session))


def _subreaper() -> int | None:
    """Return whether errcat adopts orphans now; None where that is not possible."""
    if sys.platform != "linux":
        return None
    import ctypes  # only who has a program for a target pays

    value = ctypes.c_int()
    failed = ctypes.CDLL(None).prctl(_GET_SUBREAPER, ctypes.byref(value), 0, 0, 0)
    return None if failed else value.value


def _adopt(value: int) -> None:
    import ctypes  # as above

    ctypes.CDLL(None).prctl(_SET_SUBREAPER, value, 0, 0, 0)
