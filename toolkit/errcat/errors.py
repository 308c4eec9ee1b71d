"""Errors that end a run, each with what it knows and the exit code it earns.

* ErrcatError (2)
  * PathMissing            a path that is not there
  * PathUnreadable         a path that is there and cannot be read
  * FormatUnsupported      a catalog of a later major format
  * ConfigInvalid          a configuration that cannot be followed
  * NameUnknown            no rule, report, generator, ... of that name
  * NameTaken              two plugins that claim one name
  * PluginBroken           a plugin that could not be loaded, or crashed
  * RequestInvalid         a request that is incomplete, ambiguous or contradicts itself
  * OptionInvalid          an option of a generator or a command that makes no sense
  * ManifestInvalid        a list of written files that cannot be understood
  * OutputRefused          a file that must not be written, or not be written over
  * WriteFailed            a file that could not be written

A problem *inside* a catalog is never an exception: it is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable

BUG = 70
"""The exit code of a run in which errcat itself failed."""


class ErrcatError(Exception):
    """Something errcat can explain to the person who ran it."""

    exit_code = 2

    def __eq__(self, other: object) -> bool:
        """Two errors are equal when they say the same of the same things."""
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = Exception.__hash__


class PathMissing(ErrcatError):
    """There is nothing at the path."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: no such file or folder"


class PathUnreadable(ErrcatError):
    """The path is there, and cannot be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: cannot be read: {self.reason}"


class FormatUnsupported(ErrcatError):
    """The catalog is written in a later major version of the format."""

    def __init__(self, path: str, version: str) -> None:
        super().__init__(path, version)
        self.path = path
        self.version = version

    def __str__(self) -> str:
        return (
            f"{self.path}: format `errcat: {self.version}` is not one this errcat reads"
            " (it reads version 1); a newer errcat is needed"
        )


class ConfigInvalid(ErrcatError):
    """The configuration cannot be followed."""

    def __init__(self, path: str, reason: str, line: int = 0, column: int = 0) -> None:
        super().__init__(path, reason, line, column)
        self.path = path
        self.reason = reason
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = (
            f"{self.path}:{self.line}:{self.column or 1}" if self.line else self.path
        )
        return f"{place}: {self.reason}"


class NameUnknown(ErrcatError):
    """There is no plugin, rule or command of that name."""

    def __init__(
        self, kind: str, name: str, known: Iterable[str], hint: str = ""
    ) -> None:
        super().__init__(kind, name)
        self.kind = kind
        self.name = name
        self.known = sorted(known)
        self.hint = hint

    def __str__(self) -> str:
        near = suggestion(self.name, self.known)
        there_are = (
            f"there are: {', '.join(self.known)}" if self.known else "there are none"
        )
        said = self.hint or near or there_are
        return f"no {self.kind} called '{self.name}'; {said}"


class NameTaken(ErrcatError):
    """Two plugins claim one name."""

    def __init__(self, kind: str, name: str, modules: tuple[str, str]) -> None:
        super().__init__(kind, name, modules)
        self.kind = kind
        self.name = name
        self.modules = modules

    def __str__(self) -> str:
        first, second = self.modules
        return f"two {self.kind}s are called '{self.name}': in {first} and in {second}"


class PluginBroken(ErrcatError):
    """A plugin could not be loaded, or crashed at its work."""

    def __init__(self, plugin: str, reason: str) -> None:
        super().__init__(plugin, reason)
        self.plugin = plugin
        self.reason = reason

    def __str__(self) -> str:
        return f"plugin {self.plugin}: {self.reason}"


class RequestInvalid(ErrcatError):
    """What was asked for is incomplete, ambiguous, or contradicts itself."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class OptionInvalid(ErrcatError):
    """An option has a value that makes no sense, or no such option is there."""

    def __init__(self, option: str, reason: str) -> None:
        super().__init__(option, reason)
        self.option = option
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.option}: {self.reason}"


class ManifestInvalid(ErrcatError):
    """The list of what errcat wrote cannot be understood, so it is not known what is errcat's."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        said = "restore it, or delete it if what errcat wrote may stay"
        return f"{self.path}: {self.reason}; {said}"


class OutputRefused(ErrcatError):
    """The file must not be written there, or not be written over."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: not written: {self.reason}"


class WriteFailed(ErrcatError):
    """The file could not be written; what was there before is still there."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: could not be written: {self.reason}"


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" for the nearest of *known*, or "" if none is near."""
    from difflib import get_close_matches  # slow to import, and seldom needed

    near = get_close_matches(name, list(known), n=1)
    return f"did you mean '{near[0]}'?" if near else ""
