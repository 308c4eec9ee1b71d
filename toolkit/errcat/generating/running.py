"""GENERATE: what a generator is, and running one: options, audience, verification, drift."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from inspect import cleandoc
from typing import (
    Any,
    Literal,
    NamedTuple,
    TypeAlias,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from errcat import __version__
from errcat.errors import (
    ErrcatError,
    OptionInvalid,
    OutputRefused,
    PathUnreadable,
    PluginBroken,
    suggestion,
)
from errcat.loading.bundle import digest
from errcat.model import Catalog, Entry, Range, Suppression
from errcat.naming import Style
from errcat.writing import MARK

AUDIENCES = ("public", "partner", "internal")
"""From the widest to the narrowest; each sees what those before it see."""
BUILT_IN = "errcat_generators."
"""What the module of a generator of errcat's own begins with."""


class VerificationFailed(ErrcatError):
    """What a generator made does not hold what the catalog holds."""

    exit_code = 70

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(target, reason)
        self.target = target
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"the output of target '{self.target}' is not what the catalog says: {self.reason};"
            " nothing was written, please report it"
        )


class File(NamedTuple):
    """A file that a generator has made.

    A target that is a folder gives each file its path in it, with slashes. A target that
    is one file makes that file first, and its path is what it is called where nobody says;
    of a further one the path is the ending: `_exceptions.py` goes beside `errors.py` as
    `errors_exceptions.py`.
    """

    path: str
    text: str


class NoOptions(NamedTuple):
    """The options of a generator that has none."""


Generate: TypeAlias = Callable[[Catalog, Any], Iterable[File]]
Verify: TypeAlias = Callable[[Catalog, Any, Sequence[File]], str]
"""Returns what is wrong with files made from a catalog; "" if they hold exactly what it holds."""


class Generator:
    """A target: its manual page, its options, and how a catalog becomes files."""

    __slots__ = (
        "aliases",
        "docs",
        "generate",
        "module",
        "name",
        "options",
        "single",
        "styles",
        "suffix",
        "verify",
    )

    def __init__(
        self,
        module: str,
        docs: str | None,
        generate: Generate,
        *,
        options: type[Any] = NoOptions,
        suffix: str = ".py",
        single: bool = True,
        verify: Verify | None = None,
        aliases: tuple[str, ...] = (),
        name: str = "",
        styles: tuple[Style, ...] | None = None,
    ) -> None:
        """Make the generator of a module, which is called like the target unless *name* says more.

        *docs* is the module's docstring. *options* is a named tuple or a frozen dataclass: every
        field has a default, and a type of str, bool, int, Literal or tuple[str, ...]. Where it is
        Mapping, any option may be given, and is a text. A *single* target makes one file, whose
        name ends in *suffix*; any other makes a folder. *styles* are the naming styles in which
        two entries must not have the same name; None where they are not known.
        """
        self.module = module
        self.name = name or module.rpartition(".")[2].replace("_", "-")
        self.docs = cleandoc(docs or "")
        self.generate = generate
        self.options = options
        self.suffix = suffix
        self.single = single
        self.verify = verify
        self.aliases = aliases
        self.styles = styles


def styles_of(generators: Iterable[Generator]) -> tuple[Style, ...] | None:
    """Return the naming styles of *generators*, each once; None if those of one are not known."""
    styles: dict[str, Style] = {}
    known = [generator.styles for generator in generators]
    for some in known:
        if some is None:
            return None
        styles.update((style.name, style) for style in some)
    return tuple(styles.values()) if known else None


# --- options ---------------------------------------------------------------------------------


def parse_options(generator: Generator, given: Mapping[str, Any]) -> Any:
    """Return the options of *generator* with what is *given*: texts, or values of TOML.

    Raises:
        OptionInvalid: there is no such option, or its value is not one.

    """
    if generator.options is Mapping:
        return _any_options(given)
    types = get_type_hints(generator.options)
    values: dict[str, Any] = {}
    for key, value in given.items():
        name = key.replace("-", "_")
        if name not in types:
            raise OptionInvalid(key, _unknown(generator, key, types))
        try:
            values[name] = _converted(value, types[name])
        except ValueError as error:
            raise OptionInvalid(key, str(error)) from None
    return generator.options(**values)


def _any_options(given: Mapping[str, Any]) -> dict[str, str]:
    """Return options of any name, which are texts, in the order of their names."""
    values: dict[str, str] = {}
    for key, value in sorted(given.items()):
        try:
            values[key.replace("-", "_")] = _text(value)
        except ValueError as error:
            raise OptionInvalid(key, str(error)) from None
    return values


def _unknown(generator: Generator, name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    said = f"the target '{generator.name}' has no such option"
    if not names:
        return f"{said}; it has none"
    return f"{said}; {suggestion(name, names) or 'it has: ' + ', '.join(names)}"


def _converted(value: Any, wanted: Any) -> Any:
    """Return *value* as the type *wanted*; a ValueError says what is allowed."""
    if get_origin(wanted) is Literal:
        return _one_of(value, get_args(wanted))
    convert = _CONVERT.get(get_origin(wanted) or wanted)
    if convert is None:
        raise TypeError(f"an option cannot be of type {wanted}")
    return convert(value)


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    for each in allowed:
        if value == each or value == str(each):
            return each
    texts = [str(each) for each in allowed]
    near = suggestion(str(value), texts)
    said = f"'{value}' is not one of {', '.join(texts)}"
    raise ValueError(f"{said}; {near}" if near else said)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"must be text, not {value}")


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise ValueError(f"must be true or false, not '{value}'")


_WHOLE = re.compile(r"-?[0-9]{1,18}").fullmatch


def _integer(value: Any) -> int:
    if isinstance(value, str) and _WHOLE(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f"must be a whole number, not '{value}'")


def _texts(value: Any) -> tuple[str, ...]:
    """Return a list of texts, or a text with commas, as texts."""
    if isinstance(value, str):
        return tuple(each.strip() for each in value.split(",") if each.strip())
    if isinstance(value, list | tuple):
        return tuple(map(_text, cast("Iterable[Any]", value)))
    raise ValueError(f"must be a list of texts, not {value}")


_CONVERT: Mapping[Any, Callable[[Any], Any]] = {
    str: _text,
    bool: _truth,
    int: _integer,
    tuple: _texts,
}


# --- what may leave the house ----------------------------------------------------------------


def visible(catalog: Catalog, audience: str = "public") -> Catalog:
    """Return *catalog* as *audience* may see it, its entries in the order of their codes.

    What is not for that audience is not there, nor are notes, muted rules and x- keys. Who owns a
    range or a product, and why something is reserved, is for the internal audience alone.
    """
    seen = AUDIENCES[: AUDIENCES.index(audience) + 1]
    kept = [entry for entry in catalog.sorted_entries if entry.audience in seen]
    hidden = {entry.code for entry in catalog.entries} - {entry.code for entry in kept}
    shown = replace(
        catalog,
        entries=tuple(_shown(entry, hidden) for entry in kept),
        extensions={},
    )
    if audience != AUDIENCES[-1]:
        shown = _without_owners(shown)
    if shown.numeric != catalog.numeric:
        order = "number" if catalog.numeric else "text"
        shown = replace(shown, code=catalog.code._replace(order=order))
    return shown


def _without_owners(catalog: Catalog) -> Catalog:
    return replace(
        catalog,
        ranges=tuple(each._replace(owner="") for each in catalog.ranges),
        products=tuple(each._replace(owner="") for each in catalog.products),
        reserved=tuple(each._replace(owner="", reason="") for each in catalog.reserved),
    )


class Selection(NamedTuple):
    """Which entries a target shows: options that every target has, and that are empty for all."""

    ranges: tuple[str, ...] = ()
    """Names of ranges; what lies in a range within one of them is shown too."""
    products: tuple[str, ...] = ()
    life: tuple[str, ...] = ()
    """Of active, preview, deprecated and retired."""


def parse_selection(
    given: Mapping[str, Any],
) -> tuple[Selection, dict[str, Any]]:
    """Return the options in *given* that every target has, and the others.

    Raises:
        OptionInvalid: a value is no list of texts, or there is no such life.

    """
    values: dict[str, tuple[str, ...]] = {}
    rest: dict[str, Any] = {}
    for key, value in given.items():
        if key not in Selection._fields:
            rest[key] = value
            continue
        try:
            values[key] = _texts(value)
        except ValueError as error:
            raise OptionInvalid(key, str(error)) from None
    for each in values.get("life", ()):
        if each not in LIVES:
            reason = f"'{each}' is not one of {', '.join(LIVES)}"
            raise OptionInvalid("life", reason)
    return Selection(**values), rest


LIVES = ("active", "preview", "deprecated", "retired")


def selected(catalog: Catalog, selection: Selection) -> Catalog:
    """Return *catalog* with the entries that *selection* is after.

    Raises:
        OptionInvalid: the catalog has no such range or product.

    """
    if selection == Selection():
        return catalog
    products = {each.id for each in catalog.products}
    ranges = {each.name for each in catalog.ranges}
    _check_known("ranges", selection.ranges, ranges)
    for entry in catalog.entries:
        products.update(entry.products)
    _check_known("products", selection.products, products)
    wanted = {*selection.ranges, *_within(catalog, selection.ranges)}
    return _keeping(
        catalog,
        tuple(
            entry
            for entry in catalog.entries
            if (not wanted or entry.range in wanted)
            and (not selection.products or {*selection.products} & {*entry.products})
            and (not selection.life or entry.life in selection.life)
        ),
    )


def _check_known(option: str, given: Iterable[str], known: Iterable[str]) -> None:
    names = sorted(known)
    for each in given:
        if each not in names:
            hint = suggestion(each, names) or f"there are: {', '.join(names) or 'none'}"
            raise OptionInvalid(option, f"the catalog has no '{each}'; {hint}")


def _within(catalog: Catalog, names: Iterable[str]) -> Iterable[str]:
    """Yield the names of the ranges that lie in one of those called *names*."""
    for outer in map(catalog.range_named, names):
        for inner in catalog.ranges:
            if outer is not None and _holds(outer, inner):
                yield inner.name


def _holds(outer: Range, inner: Range) -> bool:
    if outer.prefix:
        return inner.prefix.startswith(outer.prefix)
    bounds, inside = outer.bounds(), inner.bounds()
    if bounds is None or inside is None:
        return False
    return bounds[0] <= inside[0] and inside[1] <= bounds[1]


def _keeping(catalog: Catalog, entries: tuple[Entry, ...]) -> Catalog:
    """Return *catalog* with *entries* only, in the order that all of them gave it."""
    if len(entries) == len(catalog.entries):
        return catalog
    kept = replace(catalog, entries=entries)
    if kept.numeric == catalog.numeric:
        return kept
    order = "number" if catalog.numeric else "text"
    return replace(kept, code=catalog.code._replace(order=order))


def _shown(entry: Entry, hidden: set[str]) -> Entry:
    """Return *entry* without what is internal, and without references to *hidden* codes."""
    changes: dict[str, Any] = {}
    if entry.notes or entry.extensions or entry.lint != Suppression():
        changes = {"notes": "", "extensions": {}, "lint": Suppression()}
    if hidden:
        for field in ("deprecated", "retired"):
            life = getattr(entry, field)
            if life is not None and not hidden.isdisjoint(life.replaced_by):
                left = tuple(code for code in life.replaced_by if code not in hidden)
                changes[field] = life._replace(replaced_by=left)
    return entry._replace(**changes) if changes else entry


def without_retired(catalog: Catalog, *, drop: bool = False) -> Catalog:
    """Return *catalog* without the retired entries that clients need no longer know.

    A retired code stays until the catalog's next major version, so that code which names it still
    compiles; with *drop* it goes at once. Where a version is not told, nothing is past.
    """
    now = _major(catalog.version)
    kept = tuple(
        entry
        for entry in catalog.entries
        if entry.retired is None
        or not (drop or -1 < _major(entry.retired.version) < now)
    )
    return _keeping(catalog, kept)


def _major(version: str) -> int:
    """Return the first number of *version*; -1 if it has none."""
    match = _MAJOR(version)
    return int(match[1]) if match else -1


_MAJOR = re.compile(r"v?([0-9]{1,9})(?![0-9])").match


def header(target: str, catalog: Catalog) -> tuple[str, ...]:
    """Return the lines that begin a generated file, as plain text: encode them as a comment.

    They say what made the file and what it was made from, and nothing that changes by itself.
    """
    version = f" {catalog.version}" if catalog.version else ""
    return (
        f"{MARK} {__version__} (target: {target}). DO NOT EDIT: run `errcat gen {target}`.",
        f"catalog: {catalog.id}{version}, sha256:{digest(catalog)}",
    )


# --- running a generator ---------------------------------------------------------------------


def render(generator: Generator, catalog: Catalog, options: Any) -> tuple[File, ...]:
    """Return the files that *generator* makes of *catalog*, once they are verified.

    Raises:
        VerificationFailed: they do not hold what the catalog holds.
        PluginBroken: the same of a generator that is not errcat's own, or it crashed.

    """
    try:
        files = tuple(generator.generate(catalog, options))
        wrong = generator.verify(catalog, options, files) if generator.verify else ""
    except ErrcatError:
        raise
    except Exception as error:
        if generator.module.startswith(BUILT_IN):
            raise
        reason = f"could not generate: {type(error).__name__}: {error}"
        raise PluginBroken(generator.module, reason) from error
    if wrong and generator.module.startswith(BUILT_IN):
        raise VerificationFailed(generator.name, wrong)
    if wrong:
        raise PluginBroken(
            generator.module, f"made what the catalog does not say: {wrong}"
        )
    if generator.module.startswith(BUILT_IN):
        return files
    return tuple(_formatted(generator, file) for file in files)


def _formatted(generator: Generator, file: File) -> File:
    """Return *file* as black leaves it, if it is Python; errcat's own is so from the start."""
    if not (file.path or generator.suffix).endswith(".py"):
        return file
    from black import Mode, format_str  # slow to import, rarely needed
    from black.parsing import InvalidInput

    try:
        return File(file.path, format_str(file.text, mode=Mode()))
    except InvalidInput as error:
        reason = f"made {file.path or 'a file'} that is not Python: {error}"
        raise PluginBroken(generator.module, reason) from error


def paths(
    generator: Generator, output: str, files: Iterable[File]
) -> list[tuple[str, str]]:
    """Return path and text of every file that goes to *output*: a file, or a folder of many.

    Raises:
        OutputRefused: a file would lie outside the folder, or a file of a single target elsewhere
            than beside the output.

    """
    place = _beside if generator.single else _inside
    return [
        (place(generator, output, index, path), text)
        for index, (path, text) in enumerate(files)
    ]


def _beside(generator: Generator, output: str, index: int, path: str) -> str:
    if index == 0:
        return output
    if "/" in path:
        raise OutputRefused(path, "it would not lie beside the output of its target")
    return output.removesuffix(generator.suffix) + path


def _inside(_: Generator, output: str, __: int, path: str) -> str:
    if ".." in path.split("/"):
        raise OutputRefused(path, "it lies outside the output of its target")
    return f"{output}/{path}" if output else path


def drift(path: str, text: str | None) -> str:
    """Return how the file at *path* differs from *text*, as a unified diff; "" if it does not.

    Raises:
        PathUnreadable: what is at *path* cannot be read.

    """
    found = _found(path)
    if found == (None if text is None else text.encode("utf-8")):
        return ""
    from difflib import unified_diff  # slow to import, and only drift needs it

    old = "" if found is None else found.decode("utf-8", "backslashreplace")
    before = "/dev/null" if found is None else path
    after = "/dev/null" if text is None else path
    lines = unified_diff(_lines(old), _lines(text or ""), before, after, lineterm="")
    return "\n".join(lines) or f"{path}: the same characters in other bytes"


def _lines(text: str) -> list[str]:
    """Return the lines of *text*; one without an end says so, as diff does."""
    lines = text.split("\n")
    if lines[-1]:
        lines[-1] += "\n\\ No newline at end of file"
        return lines
    return lines[:-1]


def _found(path: str) -> bytes | None:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PathUnreadable(path, str(error.strerror).lower()) from None
