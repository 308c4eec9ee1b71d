"""Find rules, reports, generators, readers and commands: one door for built-ins and plugins.

A door is a package whose modules bring things of one kind, each with its own name. A thing is found
first in the module called like it, so that the other modules are not imported. The built-in packages
are listed here. An installed package that the configuration names, such as `acme_errcat`, may hold
packages `rules`, `reports`, `generators` and so on.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

from errcat.errors import ErrcatError, NameTaken, NameUnknown, PluginBroken


class Door(NamedTuple):
    """Where errcat's own things of one kind are, and what they are."""

    package: str
    kind: tuple[str, str]
    """Module and name of their class, which is imported only where it is needed."""
    by_theme: bool = False
    """Whether the built-in modules bring several things; else each brings one, called like it."""


DOORS = {
    "rules": Door("errcat.linting.rules", ("errcat", "Rule")),
    "reports": Door("errcat.reporting.reports", ("errcat", "Report")),
    "generators": Door("errcat_generators", ("errcat", "Generator")),
    "readers": Door("errcat.loading.readers", ("errcat", "Reader")),
    "importers": Door("errcat.importing.importers", ("errcat", "Importer")),
    "commands": Door("errcat.cli", ("click", "Command")),
    "change_rules": Door(
        "errcat.comparing.change_rules", ("errcat", "ChangeRule"), by_theme=True
    ),
}

GROUP = "errcat.plugins"
"""The entry points by which an installed package declares that it brings plugins."""

T = TypeVar("T")


class _Module(NamedTuple):
    """A module behind a door, not imported yet."""

    path: str
    own: bool
    """Whether it is errcat's own."""
    single: bool
    """Whether it is known to bring one thing, called like the module."""

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2].rstrip("_").replace("_", "-")


def names(door: str, plugins: Sequence[str] = ()) -> dict[str, str]:
    """Return the module behind every name at *door*, in the order of the names.

    Modules that may bring several things are imported, the others are not.

    Raises:
        NameTaken: two modules bring the same name.
        PluginBroken: a package of *plugins* is not installed, or a module cannot be imported.

    """
    paths: dict[str, str] = {}
    for module in _modules(door, plugins):
        own = [module.name] if module.single else _things(module, _kind(door))
        for name in own:
            _claim(door, paths, name, module.path)
    return dict(sorted(paths.items()))


def get(door: str, kind: type[T], name: str, plugins: Sequence[str] = ()) -> T:
    """Return what is called *name* at *door*.

    Raises:
        NameTaken: two modules bring that name.
        NameUnknown: nothing has that name.
        PluginBroken: a module cannot be imported, or brings nothing of *kind*.

    """
    modules = list(_modules(door, plugins))
    for candidates in (
        [module for module in modules if module.name == name],
        [module for module in modules if not module.single],
    ):
        thing = _named(door, candidates, kind).get(name)
        if thing is not None:
            return thing
    raise NameUnknown(_called(door), name, names(door, plugins), _where(door, name))


def collect(
    door: str,
    kind: type[T],
    plugins: Sequence[str] = (),
    *,
    without: Container[str] = (),
) -> list[T]:
    """Return everything at *door* in the order of the names, except those in *without*.

    Raises:
        NameTaken: two modules bring the same name.
        PluginBroken: a module cannot be imported, or brings nothing of *kind*.

    """
    modules = (
        module
        for module in _modules(door, plugins)
        if not (module.single and module.name in without)
    )
    things = _named(door, modules, kind)
    return [things[name] for name in sorted(things) if name not in without]


def _modules(door: str, plugins: Sequence[str]) -> Iterator[_Module]:
    """Yield the modules behind *door* without importing them."""
    single = not DOORS[door].by_theme
    for number, package in enumerate(_packages(door, plugins)):
        own = number == 0
        for module in iter_modules(package.__path__):
            if not module.name.startswith("_"):
                yield _Module(f"{package.__name__}.{module.name}", own, own and single)


def _packages(door: str, plugins: Sequence[str]) -> Iterator[ModuleType]:
    yield import_module(DOORS[door].package)
    for plugin in plugins:
        root = _import(plugin)
        inside = {
            module.name
            for module in iter_modules(getattr(root, "__path__", []))
            if module.ispkg
        }
        if inside.isdisjoint(DOORS):
            reason = (
                f"is not a plugin: it holds none of the packages {', '.join(DOORS)}"
            )
            raise PluginBroken(plugin, reason)
        if door in inside:
            yield _import(f"{plugin}.{door}")


def _named(door: str, modules: Iterable[_Module], kind: type[T]) -> dict[str, T]:
    """Return what *modules* bring, by name."""
    paths: dict[str, str] = {}
    things: dict[str, T] = {}
    for module in modules:
        for name, thing in _things(module, kind).items():
            _claim(door, paths, name, module.path)
            things[name] = thing
    return things


def _claim(door: str, paths: dict[str, str], name: str, path: str) -> None:
    if name in paths:
        raise NameTaken(_called(door), name, (paths[name], path))
    paths[name] = path


def _things(module: _Module, kind: type[T]) -> dict[str, T]:
    """Import *module* and return what it brings, by name."""
    loaded = import_module(module.path) if module.own else _import(module.path)
    values: dict[int, Any] = {
        id(value): value
        for value in vars(loaded).values()
        if isinstance(value, kind) and _is_from(value, module.path)
    }
    if not values:
        raise PluginBroken(module.path, f"holds no {kind.__name__}")
    things: dict[str, T] = {}
    for value in values.values():
        name = str(value.name)
        if name in things:
            raise PluginBroken(module.path, f"brings two things called '{name}'")
        things[name] = value
    return things


def _is_from(thing: Any, path: str) -> bool:
    """Tell whether *thing* was made by the module at *path*, and not imported there."""
    home = getattr(thing, "module", path)
    return bool(home == path or home.startswith(f"{path}."))


def _kind(door: str) -> type[Any]:
    """Return the class of what *door* brings."""
    module, name = DOORS[door].kind
    kind: type[Any] = getattr(import_module(module), name)
    return kind


def _called(door: str) -> str:
    """Return what users call one thing at *door*."""
    return (
        "target" if door == "generators" else door.removesuffix("s").replace("_", " ")
    )


def _import(path: str) -> ModuleType:
    try:
        module = import_module(path)
    except ErrcatError:
        raise
    except SystemExit as error:
        raise PluginBroken(path, "ends the program when it is imported") from error
    except ModuleNotFoundError as error:
        if error.name == path:
            raise PluginBroken(path, "is not installed") from error
        raise PluginBroken(path, f"cannot be imported: {error}") from error
    except Exception as error:
        reason = f"cannot be imported: {type(error).__name__}: {error}"
        raise PluginBroken(path, reason) from error
    return module


def _where(door: str, name: str) -> str:
    """Return how to get *name* from an installed package that is not configured, if any has it."""
    # Slow, and only needed when a name is unknown.
    from importlib.metadata import entry_points

    for entry in entry_points(group=GROUP):
        try:
            known = names(door, [entry.value])
        except ErrcatError:
            continue
        if name in known:
            return f"the package {entry.value} has one: add it to `plugins` in the configuration"
    return ""
