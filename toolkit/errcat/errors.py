"""Exceptions that end a run, each with its facts as data and its exit code.

* ErrcatError (2)
  * PathMissing            the path does not exist
  * PathUnreadable         the path exists but cannot be read
  * FormatUnsupported      the catalog is of a later major format
  * ConfigInvalid          the configuration is invalid
  * VersionTooOld          the configuration requires a newer errcat
  * NameUnknown            no rule, report, target, ... has that name
  * NameTaken              two plugins have the same name
  * ExtraMissing           a package that a feature needs is not installed
  * PluginBroken           a plugin could not be loaded, or crashed
  * RequestInvalid         the request is incomplete, ambiguous or contradicts itself
  * OptionInvalid          an option of a target or a command is invalid
  * ManifestInvalid        the list of written files cannot be read
  * OutputRefused          errcat must not write, or overwrite, the file
  * WriteFailed            the file could not be written

A problem *inside* a catalog is never an exception: it is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable

BUG = 70
"""The exit code of a run in which errcat itself failed."""


class ErrcatError(Exception):
    """An error that errcat can explain to its user."""

    exit_code = 2

    def __eq__(self, other: object) -> bool:
        """Two errors are equal if they have the same type and the same facts."""
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = Exception.__hash__


class PathMissing(ErrcatError):
    """The path does not exist."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: no such file or folder"


class PathUnreadable(ErrcatError):
    """The path exists but cannot be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: cannot be read: {self.reason}"


class FormatUnsupported(ErrcatError):
    """The catalog uses a later major version of the format."""

    def __init__(self, path: str, version: str) -> None:
        super().__init__(path, version)
        self.path = path
        self.version = version

    def __str__(self) -> str:
        return (
            f"{self.path}: format version {self.version} is not supported"
            " (this errcat reads version 1); update errcat"
        )


class ConfigInvalid(ErrcatError):
    """The configuration is invalid."""

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


class VersionTooOld(ErrcatError):
    """The configuration requires a newer version of errcat."""

    def __init__(self, place: str, version: str, required: str) -> None:
        super().__init__(place, version, required)
        self.place = place
        self.version = version
        self.required = required

    def __str__(self) -> str:
        return (
            f"{self.place}: errcat {self.version} is too old:"
            f" required-version is '{self.required}'; update errcat"
        )


class NameUnknown(ErrcatError):
    """No plugin, rule or command has that name."""

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
        known = f"known: {', '.join(self.known)}" if self.known else "there are none"
        return f"unknown {self.kind} '{self.name}'; {self.hint or near or known}"


class NameTaken(ErrcatError):
    """Two plugins have the same name."""

    def __init__(self, kind: str, name: str, modules: tuple[str, str]) -> None:
        super().__init__(kind, name, modules)
        self.kind = kind
        self.name = name
        self.modules = modules

    def __str__(self) -> str:
        first, second = self.modules
        return f"two {self.kind}s have the name '{self.name}': {first} and {second}"


class ExtraMissing(ErrcatError):
    """A feature needs a package that is not installed."""

    def __init__(self, extra: str, reason: str) -> None:
        super().__init__(extra, reason)
        self.extra = extra
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.reason}; run: python -m pip install 'errcat[{self.extra}]'"


class PluginBroken(ErrcatError):
    """A plugin could not be loaded, or crashed."""

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
    """An option is unknown, or has an invalid value."""

    def __init__(self, option: str, reason: str) -> None:
        super().__init__(option, reason)
        self.option = option
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.option}: {self.reason}"


class ManifestInvalid(ErrcatError):
    """The list of files that errcat wrote cannot be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        advice = "restore it, or delete it to keep the files that errcat wrote"
        return f"{self.path}: {self.reason}; {advice}"


class OutputRefused(ErrcatError):
    """Errcat must not write the file there, or must not overwrite it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: not written: {self.reason}"


class WriteFailed(ErrcatError):
    """The file could not be written; its previous content is unchanged."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: could not be written: {self.reason}"


_COMPARED = 1000
"""To how many names an unknown one is compared."""


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" for the nearest of *known*, or "" if none is near.

    Of many, only the first thousand that begin alike are compared.
    """
    names = list(known)
    if len(names) > _COMPARED:
        start = name[:1]
        names = [other for other in names if other.startswith(start)][:_COMPARED]
    from difflib import get_close_matches  # slow to import, and seldom needed

    near = get_close_matches(name, names, n=1)
    return f"did you mean '{near[0]}'?" if near else ""
