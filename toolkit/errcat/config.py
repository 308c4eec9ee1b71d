"""The configuration: `[tool.errcat]` in pyproject.toml, or errcat.toml."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from errcat import __version__
from errcat.contents import read_text
from errcat.errors import ConfigInvalid, PathMissing, VersionTooOld
from errcat.findings import WARNING
from errcat.loading import schema
from errcat.loading.reading import is_list
from errcat.model import NUMBER, Catalog

OWN_FILE = "errcat.toml"
SHARED_FILE = "pyproject.toml"
BASELINE = "errcat-baseline.json"
_TABLE = re.compile(
    r"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*errcat\b|^[ \t]*errcat\.", re.MULTILINE
)


class Override(NamedTuple):
    """Severities of rules for some codes only."""

    codes: tuple[str, ...]
    catalogs: tuple[str, ...]
    rules: Mapping[str, str]

    def holds(self, catalog: Catalog | None, code: str) -> bool:
        """Tell whether the override applies to *code* of *catalog*."""
        if self.catalogs and (catalog is None or catalog.id not in self.catalogs):
            return False
        return not self.codes or any(_within(code, wanted) for wanted in self.codes)


class Output(NamedTuple):
    """A file or folder to generate."""

    target: str
    output: str
    catalogs: tuple[str, ...] = ()
    audience: str = "public"
    options: Mapping[str, Any] = {}


class Import(NamedTuple):
    """Sources that a catalog is imported from."""

    sources: tuple[str, ...]
    catalog: str
    format: str = ""
    """The format of the sources; empty where their content tells it."""
    columns: Mapping[str, str] = {}
    """The columns of the sources by field, where they are not guessed."""
    names_from: tuple[str, ...] = ()
    """Catalogs or generated code whose names are kept."""
    operations: bool = False
    """Whether only the operations of OpenAPI documents are imported."""


class Target(NamedTuple):
    """A target that the project defines: a folder of templates, or a program."""

    templates: str = ""
    command: tuple[str, ...] = ()
    suffix: str = ""
    timeout: int = 30
    """In seconds."""


class Config(NamedTuple):
    """The settings of a project."""

    file: str = ""
    """Empty where there is no configuration."""
    root: str = ""
    """The folder that the paths in it are relative to."""
    catalogs: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    preset: str = "recommended"
    select: tuple[str, ...] = ()
    """Rules or groups of rules that run instead of those of the preset."""
    ignore: tuple[str, ...] = ()
    """Rules or groups of rules that do not run."""
    only: tuple[str, ...] = ()
    """Those that alone run, as the command line says, whatever the configuration does."""
    never: tuple[str, ...] = ()
    """Those that do not run, as the command line says."""
    fail_on: str = WARNING
    severities: Mapping[str, str] = {}
    """The configured severities of rules by name."""
    options: Mapping[str, Mapping[str, Any]] = {}
    """The options of rules by name."""
    overrides: tuple[Override, ...] = ()
    targets: Mapping[str, Target] = {}
    """The targets that the project defines, by name."""
    outputs: tuple[Output, ...] = ()
    imports: tuple[Import, ...] = ()
    pins: Mapping[str, str] = {}
    """The SHA-256 that files of catalogs must have, such as `sha256:...`, by path."""
    baseline: str = BASELINE
    """The file with the known findings."""
    compatibility: Mapping[str, Any] = {}
    """The settings for comparisons, as `policy_from` takes them."""
    default_branch: str = ""
    """The branch that others start from; "" to find it out."""
    tag_pattern: str = ""
    """The tags that are releases, such as `{catalog}-v*`."""

    def taking(self, rule: str, severity: str) -> Config:
        """Return the configuration with *severity* for a rule that has none configured."""
        return self._replace(severities={rule: severity, **self.severities})

    def path(self, relative: str) -> str:
        """Return a path of the configuration relative to the working folder."""
        return os.path.normpath(os.path.join(self.root, relative))

    def severity(
        self, rule: str, default: str, catalog: Catalog | None, code: str
    ) -> str:
        """Return the severity of *rule* for a code of a catalog."""
        for override in reversed(self.overrides):
            if rule in override.rules and override.holds(catalog, code):
                return override.rules[rule]
        return self.severities.get(rule, default)


def find(explicit: str | None = None) -> Config:
    """Return the configuration in *explicit*, or the nearest one from here upwards.

    Raises:
        PathMissing, PathUnreadable: *explicit* cannot be read.
        ConfigInvalid: the file is not TOML, or has invalid settings.
        VersionTooOld: it requires a newer errcat.

    """
    return nearest() if explicit is None else read(explicit)


def nearest(folder: str = "") -> Config:
    """Return the nearest configuration from *folder* upwards; raises as `find` does."""
    here = folder
    absolute = os.path.abspath(folder)
    while True:
        config = within(here)
        if config.file:
            return config
        parent = os.path.dirname(absolute)
        if parent == absolute or os.path.exists(os.path.join(absolute, ".git")):
            return config
        absolute = parent
        here = os.path.join(here, os.pardir)


def within(folder: str) -> Config:
    """Return the configuration that is in *folder* itself; raises as `find` does."""
    for name in (OWN_FILE, SHARED_FILE):
        path = os.path.join(folder, name)
        if os.path.isfile(path) and (name == OWN_FILE or _TABLE.search(text_of(path))):
            return read(path)
    return Config()


def read(path: str) -> Config:
    """Return the configuration in the file at *path*; raises as `find` does."""
    import tomllib  # slow to import, and only a project with a configuration needs it

    text = text_of(path)
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line ([0-9]+), column ([0-9]+)\)", str(error))
        end = (text.count("\n") + 1, 1)  # an error without a line is at the end
        line, column = (int(place[1]), int(place[2])) if place else end
        reason = str(error).partition(" (at ")[0]
        raise ConfigInvalid(path, f"invalid TOML: {reason}", line, column) from None
    except RecursionError:
        raise ConfigInvalid(path, "invalid TOML: nested too deep") from None
    shared = os.path.basename(path) == SHARED_FILE
    if shared:
        data = data.get("tool", {}).get("errcat", {})
    _check_version(path, text, data.get("required-version"))
    for wrong in schema.check_config(data):
        where = ".".join(
            ("tool", "errcat", *map(str, wrong.path))
            if shared
            else map(str, wrong.path)
        )
        reason = f"{where}: {wrong.message}" + (f"; {wrong.hint}" if wrong.hint else "")
        raise ConfigInvalid(path, reason, *_line(text, wrong.path))
    return _config(path, data)


def catalogs_of(content: bytes, path: str) -> tuple[str, ...]:
    """Return the catalogs that the configuration at *path* named when this was its content.

    The paths are relative to the working folder. A content that errcat cannot read names none.
    """
    import tomllib  # as above

    try:
        data: Any = tomllib.loads(content.decode("utf-8"))
        if os.path.basename(path) == SHARED_FILE:
            data = data["tool"]["errcat"]
        catalogs = data["catalogs"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return ()
    folder = os.path.dirname(path)
    return tuple(
        os.path.normpath(os.path.join(folder, item))
        for item in (catalogs if is_list(catalogs) else ())
        if isinstance(item, str)
    )


_REQUIRED = r">=([0-9]+(?:\.[0-9]+){1,2})"


def _check_version(path: str, text: str, required: object) -> None:
    """Refuse a configuration for a newer errcat, whose other settings may be unknown here.

    Pre-release suffixes such as `rc1` are ignored; the schema reports any other form of *required*.

    Raises:
        VersionTooOld: this errcat is older than *required*.

    """
    match = re.fullmatch(_REQUIRED, required) if isinstance(required, str) else None
    if match and _release(__version__) < _release(match[1]):
        line, column = _line(text, ("required-version",))
        raise VersionTooOld(f"{path}:{line}:{column}", __version__, match[0])


def _release(version: str) -> tuple[int, ...]:
    """Return major, minor and patch of a version; a missing patch is 0."""
    numbers = [int(number) for number in re.findall(r"[0-9]+", version)[:3]]
    return (*numbers, *(0,) * (3 - len(numbers)))


def text_of(path: str) -> str:
    """Return the text of a file that belongs to the configuration; raises as `find` does."""
    text = read_text(path)
    if text is None:
        raise PathMissing(path)
    return text


def refused(config: Config, reason: str, *keys: str) -> ConfigInvalid:
    """Return the error that the setting of *config* at *keys* is invalid."""
    return ConfigInvalid(config.file, reason, *_line(text_of(config.file), keys))


def _line(text: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Return the likely line and column of the last key of *path*; TOML readers give none."""
    for key in reversed([step for step in path if isinstance(step, str)]):
        pattern = (
            rf'^[ \t]*(?:\[+[^\]\n]*)?["\']?({re.escape(key)})["\']?[ \t]*(?:=|\]|\.)'
        )
        match = re.search(pattern, text, re.MULTILINE) or re.search(
            rf'[{{,][ \t]*["\']?({re.escape(key)})["\']?[ \t]*=', text
        )
        # A name in a list, such as `select`, is a string in quotes.
        match = match or re.search(rf'["\']({re.escape(key)})["\']', text)
        if match:
            line = text.count("\n", 0, match.start(1)) + 1
            return line, match.start(1) - text.rfind("\n", 0, match.start(1))
    return 1, 1


def _config(path: str, data: Mapping[str, Any]) -> Config:
    severities: dict[str, str] = {}
    options: dict[str, Mapping[str, Any]] = {}
    for name, value in data.get("rules", {}).items():
        if isinstance(value, str):
            severities[name] = value
            continue
        options[name] = {key: item for key, item in value.items() if key != "severity"}
        if "severity" in value:
            severities[name] = value["severity"]
    return Config(
        file=path,
        root=os.path.dirname(path),
        catalogs=tuple(data.get("catalogs", ())),
        plugins=tuple(data.get("plugins", ())),
        preset=data.get("preset", "recommended"),
        select=tuple(data.get("select", ())),
        ignore=tuple(data.get("ignore", ())),
        fail_on=data.get("fail-on", WARNING),
        severities=severities,
        options=options,
        overrides=tuple(map(_override, data.get("overrides", ()))),
        targets={
            name: _target(target, path, name)
            for name, target in data.get("targets", {}).items()
        },
        outputs=tuple(map(_output, data.get("outputs", ()))),
        imports=tuple(map(_import, data.get("imports", ()))),
        pins=data.get("pins", {}),
        baseline=_inside(path, "baseline", data.get("baseline", BASELINE)),
        compatibility=data.get("compatibility", {}),
        default_branch=data.get("default-branch", ""),
        tag_pattern=data.get("tag-pattern", ""),
    )


def _inside(path: str, key: str, file: str) -> str:
    """Return *file*, which errcat writes: it must lie in the folder of the configuration."""
    root = os.path.realpath(os.path.dirname(path) or os.curdir)
    whole = os.path.realpath(os.path.join(root, file))
    if os.path.commonpath((root, whole)) != root or whole == root:
        reason = f"{key}: '{file}' is not a file in the folder of the configuration"
        raise ConfigInvalid(path, reason, *_line(text_of(path), (key,)))
    return file


def _override(value: Mapping[str, Any]) -> Override:
    codes = tuple(map(str, value.get("codes", ())))
    return Override(codes, tuple(value.get("catalogs", ())), value.get("rules", {}))


def _target(value: Mapping[str, Any], path: str, name: str) -> Target:
    if bool(value.get("templates")) == bool(value.get("command")):
        reason = f"targets.{name}: set either `templates` or `command`"
        raise ConfigInvalid(path, reason, *_line(text_of(path), (name,)))
    return Target(
        templates=value.get("templates", ""),
        command=tuple(value.get("command", ())),
        suffix=value.get("suffix", ""),
        timeout=value.get("timeout", 30),
    )


def _output(value: Mapping[str, Any]) -> Output:
    return Output(
        target=value["target"],
        output=value["output"],
        catalogs=tuple(value.get("catalogs", ())),
        audience=value.get("audience", "public"),
        options=value.get("options", {}),
    )


def _import(value: Mapping[str, Any]) -> Import:
    return Import(
        sources=tuple(value["sources"]),
        catalog=value["catalog"],
        format=value.get("format", ""),
        columns=value.get("map", {}),
        names_from=tuple(value.get("names-from", ())),
        operations=value.get("operations", False),
    )


_SPAN = re.compile(r"(-?[0-9]+)-(-?[0-9]+)").fullmatch


def _within(code: str, wanted: str) -> bool:
    """Tell whether *code* is the one wanted, or in a span such as `40000-49999`."""
    if code == wanted:
        return True
    span = _SPAN(wanted)
    return bool(span and NUMBER(code) and int(span[1]) <= int(code) <= int(span[2]))
