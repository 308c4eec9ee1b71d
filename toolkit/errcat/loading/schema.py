"""VALIDATE 1: data against the schemas.

The good case is decided by validators that were compiled from the schemas; jsonschema is the
authority on what is wrong, and is imported only when something is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from errcat.errors import suggestion
from errcat.findings import Problem
from errcat.loading.building import Loaded
from errcat.loading.reading import DEPTH, Path, Plain, is_list, is_mapping, too_deep
from errcat.model import Place

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

RULE = "schema-valid"
_QUOTED = 40
"""How many characters of a value a message quotes."""
_LISTS = ("ranges", "reserved")
"""Lists of the header in which one bad item does not spoil the others."""


def check(loaded: Loaded) -> dict[str, Any]:
    """Add to *loaded* what does not conform, and return what is sound of the files concerned.

    A key of an entry or of the header that does not conform is left out; an entry without a sound
    code is None.
    """
    from errcat_schema.compiled import Invalid
    from errcat_schema.compiled.catalog import (
        check_entries_file,
        check_entry,
        check_header,
    )

    sound: dict[str, Any] = {}
    for file, document in loaded.documents.items():
        is_header = document is loaded.header
        kept: dict[str, Any] = document.data
        try:
            (check_header if is_header else check_entries_file)(kept)
            deep = _deep(kept)
        except Invalid:
            deep = True
        if deep:
            kept = _mend_top(
                loaded, file, kept, "catalog" if is_header else "entries_file"
            )
        entries = kept.get("errors")
        if is_list(entries):
            mended: dict[int, Any] = {}
            for index, entry in enumerate(entries):
                try:
                    check_entry(entry)
                    if not _deep(entry):
                        continue
                except Invalid:
                    pass
                mended[index] = _mend_entry(loaded, file, index, entry)
            if mended:
                kept = {
                    **kept,
                    "errors": [mended.get(i, e) for i, e in enumerate(entries)],
                }
        if kept is not document.data:
            sound[file] = kept
    return sound


class Wrong(NamedTuple):
    """A place that does not conform, what is wrong with it, and what to do."""

    path: Path
    message: str
    hint: str = ""
    key: bool = False
    """Whether the key itself is wrong, rather than what stands under it."""
    rule: str = RULE


def check_config(data: Any) -> list[Wrong]:
    """Return what is wrong with a configuration; nothing if it conforms."""
    from errcat_schema.compiled import Invalid, config

    try:
        config.check_config(data)
    except Invalid:
        return list(_faults(data, "config", ""))
    return []


def _deep(value: Any) -> bool:
    """Tell whether the user's own keys are nested too deeply; all other nesting is bounded."""
    if not is_mapping(value):
        return False
    own = [item for key, item in value.items() if key[:2] == "x-"]
    return any(too_deep(item) for item in own)


def _mend_top(loaded: Loaded, file: str, data: Any, definition: str) -> dict[str, Any]:
    """Report what is wrong with a file apart from its entries, and return the rest of it."""
    without_entries = {key: value for key, value in data.items() if key != "errors"}
    if not is_list(data.get("errors", [])):
        without_entries["errors"] = data["errors"]
    kept = dict(data)
    for wrong in _faults(without_entries, "catalog", definition):
        _tell(
            loaded,
            Place(file, wrong.path, wrong.key),
            wrong,
            field="/".join(map(str, wrong.path)),
        )
        if not wrong.path:
            continue
        top, *below = wrong.path
        if below and top in _LISTS and isinstance(kept.get(str(top)), list):
            items = list(kept[str(top)])
            items[int(below[0])] = None
            kept[str(top)] = items
        else:
            kept.pop(str(top), None)
    return kept


def _mend_entry(loaded: Loaded, file: str, index: int, entry: Any) -> Any:
    """Report what is wrong with an entry, and return what of it can be understood."""
    code = str(entry["code"]) if _has_code(entry) else ""
    kept = dict(entry) if is_mapping(entry) else None
    for wrong in _faults(entry, "catalog", "entry"):
        place = Place(file, ("errors", index, *wrong.path), wrong.key)
        field = "/".join(map(str, wrong.path))
        _tell(
            loaded,
            place,
            wrong,
            code=code,
            field=field,
            value=_shown(entry, wrong.path),
        )
        if kept is not None and wrong.path:
            kept.pop(str(wrong.path[0]), None)
    return kept if kept is not None and _has_code(kept) else None


def _has_code(entry: Any) -> bool:
    if not is_mapping(entry):
        return False
    code: Any = entry.get("code")
    return isinstance(code, str | int) and not isinstance(code, bool)


def _shown(value: Any, path: Path) -> str:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return _quoted(value)


def _tell(
    loaded: Loaded,
    place: Place,
    wrong: Wrong,
    *,
    code: str = "",
    field: str,
    value: str = "",
) -> None:
    said = f"{code}: {wrong.message}" if code else wrong.message
    problem = Problem(
        said, place, code, code, field, value, wrong.hint, rule=wrong.rule
    )
    loaded.problems.append(problem)


# --- jsonschema's errors as sentences --------------------------------------------------------

_NAMES = {
    "integer": "an integer",
    "string": "text",
    "object": "a mapping",
    "array": "a list",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def _faults(data: Any, schema: str, definition: str) -> Iterator[Wrong]:
    """Yield where *data* does not conform, and what is wrong; at most one a place."""
    deep = too_deep(data)
    if deep is not None:
        yield Wrong(
            deep[:1], f"nested deeper than {DEPTH} levels", rule="nesting-shallow"
        )
        return
    yield from _told(_engine(schema, definition), data)


def check_against(schema: Mapping[str, Any], data: Any) -> list[Wrong]:
    """Return what is wrong with *data* under a JSON Schema (draft-07) of a plugin's own."""
    from jsonschema import Draft7Validator
    from referencing import Registry

    return list(_told(Draft7Validator(dict(schema), registry=Registry()), data))


def _told(engine: Any, data: Any) -> Iterator[Wrong]:
    """Yield what *engine* has against *data*, of several things at one place the plainest."""
    found: dict[Path, tuple[int, Wrong]] = {}
    for error in engine.iter_errors(data):
        for rank, wrong in _sentences(error):
            if wrong.path not in found or rank < found[wrong.path][0]:
                found[wrong.path] = (rank, wrong)
    for _, wrong in found.values():
        yield wrong


def _engine(schema: str, definition: str) -> Any:
    from jsonschema import Draft7Validator
    from referencing import Registry

    import errcat_schema

    root = errcat_schema.load(schema)
    if definition:
        root = {
            "$ref": f"#/definitions/{definition}",
            "definitions": root["definitions"],
        }
    # An explicit, empty registry: no reference is ever fetched.
    return Draft7Validator(root, registry=Registry())


def _sentences(error: ValidationError) -> Iterator[tuple[int, Wrong]]:
    """Yield ranks and sentences; of several at one place the one of lowest rank is told."""
    path: Path = tuple(error.absolute_path)
    say = _SAY.get(str(error.validator))
    if say is None:
        # `if`, `then` and `else` only lead to other errors, which speak for themselves.
        for inner in error.context or ():
            yield from _sentences(inner)
    else:
        for rank, wrong in say(error):
            yield rank, wrong._replace(path=(*path, *wrong.path))


Sentence: TypeAlias = tuple[int, Wrong]


def _say_type(error: Any) -> Iterable[Sentence]:
    wanted = error.validator_value
    names = [_NAMES[each] for each in ([wanted] if isinstance(wanted, str) else wanted)]
    message = f"must be {_or(names)}, not {_kind(error.instance)}"
    hint = "a code is text: put it in quotes" if wanted == ["string", "integer"] else ""
    return [(0, Wrong((), message, hint))]


def _say_unknown(error: Any) -> Iterable[Sentence]:
    known = list(error.schema.get("properties", {}))
    for key in error.instance:
        if key not in known and not str(key).startswith("x-"):
            near = suggestion(str(key), known)
            hint = near or f"known keys: {', '.join(known)}; your own begin with x-"
            yield 0, Wrong((key,), f"unknown key '{key}'", hint, key=True)


def _say_required(error: Any) -> Iterable[Sentence]:
    missing = [key for key in error.validator_value if key not in error.instance]
    named = next((key for key in missing if f"'{key}'" in error.message), missing[0])
    return [(1, Wrong((), f"missing key '{named}'"))]


def _say_enum(error: Any) -> Iterable[Sentence]:
    allowed = [str(each) for each in error.validator_value]
    message = f"{_quoted(error.instance)} is not one of {_or(allowed)}"
    return [(2, Wrong((), message, suggestion(str(error.instance), allowed)))]


def _say_length(error: Any) -> Iterable[Sentence]:
    limit = error.validator_value
    side = "most" if error.validator == "maxLength" else "least"
    empty = side == "least" and limit == 1
    message = (
        "must not be empty" if empty else f"must have at {side} {limit} characters"
    )
    return [(3, Wrong((), message))]


def _say_items(error: Any) -> Iterable[Sentence]:
    few = error.validator in ("minItems", "minProperties")
    message = (
        "must not be empty" if few else f"has more than {error.validator_value} items"
    )
    return [(3, Wrong((), message))]


def _say_bound(error: Any) -> Iterable[Sentence]:
    side = "or more" if error.validator == "minimum" else "or less"
    return [
        (3, Wrong((), f"must be {error.validator_value} {side}, not {error.instance}"))
    ]


def _say_pattern(error: Any) -> Iterable[Sentence]:
    instance, schema = _quoted(error.instance), error.schema
    if "title" not in schema:
        return [(4, Wrong((), f"{instance} does not match {error.validator_value}"))]
    description = schema["description"].removesuffix(".")
    hint = description[0].lower() + description[1:]
    return [(4, Wrong((), f"{instance} is not a valid {schema['title']}", hint))]


def _say_const(error: Any) -> Iterable[Sentence]:
    return [(2, Wrong((), f"must be {_quoted(error.validator_value)}"))]


_SAY: Mapping[str, Callable[[Any], Iterable[Sentence]]] = {
    "type": _say_type,
    "additionalProperties": _say_unknown,
    "required": _say_required,
    "enum": _say_enum,
    "const": _say_const,
    "minLength": _say_length,
    "maxLength": _say_length,
    "minItems": _say_items,
    "maxItems": _say_items,
    "minProperties": _say_items,
    "minimum": _say_bound,
    "maximum": _say_bound,
    "pattern": _say_pattern,
}


def _or(words: list[str]) -> str:
    unique = list(dict.fromkeys(words))
    return (
        unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} or {unique[-1]}"
    )


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"the integer {_quoted(value)}"
    if isinstance(value, str):
        return (
            f"the text {_quoted(value)}"
            if not isinstance(value, Plain)
            else f"{_quoted(value)}"
        )
    names: dict[Any, str] = {list: "a list", dict: "a mapping"}
    return names.get(type(value), f"the number {value}")


def _quoted(value: Any) -> str:
    """Return a value as JSON would write it, cut where it is long."""
    import json

    if isinstance(value, str):
        value = value[:60]
    elif isinstance(value, dict | list):
        return "{...}" if is_mapping(value) else "[...]"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 3]}..."
