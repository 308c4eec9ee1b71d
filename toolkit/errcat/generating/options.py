"""The options of a target: from text or TOML to the types that its generator declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import is_dataclass, replace
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

from errcat.contents import read_text
from errcat.errors import (
    OptionInvalid,
    PathMissing,
    suggestion,
)
from errcat.generating.target import Generator, InputFile


def parse_options(generator: Generator, given: Mapping[str, Any]) -> Any:
    """Return the options of *generator*, taking from *given* either text or values of TOML.

    Raises:
        OptionInvalid: the generator has no such option, or does not accept the value.

    """
    if generator.options is Mapping:
        return _any_options(given)
    types = get_type_hints(generator.options)
    values: dict[str, Any] = {}
    for key, value in given.items():
        name = key.replace("-", "_")
        if name not in types:
            raise OptionInvalid(key, _unknown(generator, key, types))
        values[name] = converted(key, value, types[name])
    return generator.options(**values)


def with_files(options: Any, locate: Callable[[str], str]) -> Any:
    """Return parsed *options* with the text of every file that they name.

    *locate* returns the path of such a file.

    Raises:
        PathMissing, PathUnreadable: a file cannot be read.

    """
    files = {
        name: value._replace(text=_read(locate(value.path)))
        for name, value in _values(options)
        if isinstance(value, InputFile) and value.path
    }
    if not files:
        return options
    if is_dataclass(options):
        return replace(cast("Any", options), **files)
    return options._replace(**files)


def _values(options: Any) -> Iterator[tuple[str, Any]]:
    """Yield name and value of every option; options of any name are text."""
    fields = getattr(options, "_fields", ())
    names: Iterable[str] = fields or getattr(options, "__dataclass_fields__", ())
    for name in names:
        yield name, getattr(options, name)


def _read(path: str) -> str:
    text = read_text(path)
    if text is None:
        raise PathMissing(path)
    return text


def converted(option: str, value: Any, wanted: Any) -> Any:
    """Return the *value* of an option as the type *wanted*.

    Raises:
        OptionInvalid: the type does not allow the value.

    """
    try:
        if get_origin(wanted) is Literal:
            return _one_of(value, get_args(wanted))
        convert = _CONVERT.get(get_origin(wanted) or wanted)
        if convert is None:
            raise TypeError(f"an option cannot have the type {wanted}")
        return convert(value)
    except ValueError as error:
        raise OptionInvalid(option, str(error)) from None


def check_known(
    option: str, given: Iterable[str], known: Iterable[str], kind: str
) -> None:
    """Check that every name in the list *given* to an option is *known*.

    Raises:
        OptionInvalid: one is not; *kind* says what it should name, as in "column".

    """
    names = list(known)
    for name in given:
        if name not in names:
            hint = suggestion(name, names) or f"known: {', '.join(names) or 'none'}"
            raise OptionInvalid(option, f"unknown {kind} '{name}'; {hint}")


def _any_options(given: Mapping[str, Any]) -> dict[str, str]:
    """Return options of any name, sorted by name; every value is text."""
    return {
        key.replace("-", "_"): converted(key, value, str)
        for key, value in sorted(given.items())
    }


def _unknown(generator: Generator, name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    reason = f"target '{generator.name}' has no such option"
    if not names:
        return f"{reason}; it has no options"
    return f"{reason}; {suggestion(name, names) or 'it has: ' + ', '.join(names)}"


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    for choice in allowed:
        if value == choice or value == str(choice):
            return choice
    choices = [str(choice) for choice in allowed]
    near = suggestion(str(value), choices)
    reason = f"'{value}' is not one of {', '.join(choices)}"
    raise ValueError(f"{reason}; {near}" if near else reason)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"must be text, not {value}")


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise ValueError(f"must be true or false, not '{value}'")


_INTEGER = re.compile(r"-?[0-9]{1,18}").fullmatch


def _integer(value: Any) -> int:
    if isinstance(value, str) and _INTEGER(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f"must be an integer, not '{value}'")


def _texts(value: Any) -> tuple[str, ...]:
    """Return a list of texts; in a single text, commas separate the items."""
    if isinstance(value, str):
        return tuple(item.strip() for item in value.split(",") if item.strip())
    if isinstance(value, list | tuple):
        return tuple(map(_text, cast("Iterable[Any]", value)))
    raise ValueError(f"must be a list of texts, not {value}")


def _file(value: Any) -> InputFile:
    return InputFile(_text(value))


_CONVERT: Mapping[Any, Callable[[Any], Any]] = {
    InputFile: _file,
    str: _text,
    bool: _boolean,
    int: _integer,
    tuple: _texts,
}
