"""Move the clocks of this process, for generators that look at the time."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any


def set_clock(later: int) -> None:
    """Set Python's clocks *later* by so many seconds, for modules imported from now on."""
    _set_time(later)
    _set_datetime()


def _set_time(later: int) -> None:
    clock, localtime, gmtime, strftime = (
        time.time,
        time.localtime,
        time.gmtime,
        time.strftime,
    )

    def now() -> float:
        return clock() + later

    def local(when: float | None = None) -> time.struct_time:
        return localtime(now() if when is None else when)

    def universal(when: float | None = None) -> time.struct_time:
        return gmtime(now() if when is None else when)

    def formatted(form: str, when: Any = None) -> str:
        return strftime(form, local() if when is None else when)

    for name, function in {
        "time": now,
        "time_ns": lambda: int(now() * 1e9),
        "localtime": local,
        "gmtime": universal,
        "strftime": formatted,
    }.items():
        setattr(time, name, function)


def _set_datetime() -> None:
    """Make the classes of datetime ask `time.time`, which has been moved."""

    class Date(dt.date):
        @classmethod
        def today(cls) -> Any:
            return cls.fromtimestamp(time.time())

    class DateTime(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            return cls.fromtimestamp(time.time(), tz)

        @classmethod
        def utcnow(cls) -> Any:
            return cls.now(dt.UTC).replace(tzinfo=None)

        @classmethod
        def today(cls) -> Any:
            return cls.now()

    for name, kind in {"date": Date, "datetime": DateTime}.items():
        setattr(dt, name, kind)
