"""Find rules, reports, generators, readers and commands: built-ins and plugins by one door.

A door is a package that is scanned for modules. A module is called like what it brings, so a name
is found without importing the others. The built-in packages are named here; an installed package
that the configuration names, `acme_errcat`, may hold `rules`, `reports`, `generators` and so on.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

from errcat.errors import ErrcatError, NameTaken, NameUnknown, PluginBroken

BUILT_IN = {
    "rules": "errcat.linting.rules",
    "reports": "errcat.reporting.reports",
    "generators": "errcat_generators",
    "readers": "errcat.loading.readers",
    "importers": "errcat.importing.importers",
    "commands": "errcat.cli",
    "change_rules": "errcat.comparing.change_rules",
}
"""The package behind each door."""

GROUP = "errcat.plugins"
"""The entry points by which an installed package says that it brings plugins."""

T = TypeVar("T")


def names(door: str, plugins: Sequence[str] = ()) -> dict[str, str]:
    """Return the module behind every name at *door*, in the order of the names.

    Raises:
        NameTaken: two packages bring the same name.
        PluginBroken: a package of *plugins* is not installed or cannot be imported.

    """
    found: dict[str, str] = {}
    for package in _packages(door, plugins):
        for module in iter_modules(package.__path__):
            if module.name.startswith("_"):
                continue
            name = module.name.replace("_", "-")
            path = f"{package.__name__}.{module.name}"
            if name in found:
                raise NameTaken(_kind(door), name, (found[name], path))
            found[name] = path
    return dict(sorted(found.items()))


def get(door: str, kind: type[T], name: str, plugins: Sequence[str] = ()) -> T:
    """Return what is called *name* at *door*.

    Raises:
        NameUnknown: there is nothing of that name.
        PluginBroken: its module cannot be imported or holds nothing of *kind*.

    """
    known = names(door, plugins)
    if name not in known:
        raise NameUnknown(_kind(door), name, known, _where(door, name))
    return _load(known[name], kind)


def collect(
    door: str,
    kind: type[T],
    plugins: Sequence[str] = (),
    *,
    without: Container[str] = (),
) -> list[T]:
    """Return everything at *door* in the order of the names, those in *without* apart."""
    return [
        _load(path, kind)
        for name, path in names(door, plugins).items()
        if name not in without
    ]


def _kind(door: str) -> str:
    """Return what one thing at *door* is called."""
    return door.removesuffix("s").replace("_", " ")


def _packages(door: str, plugins: Sequence[str]) -> Iterator[ModuleType]:
    yield import_module(BUILT_IN[door])
    for plugin in plugins:
        root = _import(plugin)
        path = f"{plugin}.{door}"
        if any(
            each.name == door and each.ispkg for each in iter_modules(root.__path__)
        ):
            yield _import(path)


def _import(path: str) -> ModuleType:
    try:
        module = import_module(path)
    except ErrcatError:
        raise
    except ModuleNotFoundError as error:
        if error.name == path:
            raise PluginBroken(path, "is not installed") from error
        raise PluginBroken(path, f"cannot be imported: {error}") from error
    except Exception as error:
        reason = f"cannot be imported: {type(error).__name__}: {error}"
        raise PluginBroken(path, reason) from error
    return module


def _load(path: str, kind: type[T]) -> T:
    built_in = any(path.startswith(f"{package}.") for package in BUILT_IN.values())
    module = import_module(path) if built_in else _import(path)
    for value in vars(module).values():
        if isinstance(value, kind):
            return value
    raise PluginBroken(path, f"holds no {kind.__name__}")


def _where(door: str, name: str) -> str:
    """Return how to get *name* from an installed package that is not configured, or ""."""
    from importlib.metadata import (
        entry_points,
    )  # slow, and only wanted when a name is unknown

    for entry in entry_points(group=GROUP):
        try:
            known = names(door, [entry.value])
        except ErrcatError:
            continue
        if name in known:
            return f"the package {entry.value} has one: add it to `plugins` in the configuration"
    return ""
