"""Checking data against the schemas.

Validators compiled from the schemas accept valid data; jsonschema, which is slow to import, explains
what is invalid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from errcat.errors import suggestion
from errcat.findings import Problem
from errcat.loading.documents import Loaded
from errcat.loading.reading import DEPTH, Path, Plain, is_list, is_mapping, too_deep
from errcat.model import Place

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

RULE = "schema-valid"
_QUOTED = 40
"""How many characters of a value a message quotes."""
_LISTS = ("operations", "ranges", "reserved")
"""Lists at the top of a file in which an invalid item leaves the others usable."""


class Checked(NamedTuple):
    """The result of checking the files of a catalog."""

    sound: Mapping[str, Any]
    """The data of each file with problems, without its invalid parts: a key that does not conform
    is missing, and an entry without a valid code is None."""
    problems: tuple[Problem, ...]


def check(loaded: Loaded) -> Checked:
    """Return the problems of the files of a catalog, and the data without them."""
    sound: dict[str, Any] = {}
    problems: list[Problem] = []
    operations = loaded.operations
    for file, document in loaded.documents.items():
        if document is operations:
            kept = _check_operations(file, document.data, problems)
        else:
            definition = "catalog" if document is loaded.header else "entries_file"
            kept = _check_top(file, document.data, definition, problems)
        kept = _check_entries(file, kept, problems)
        if kept is not document.data:
            sound[file] = kept
    return Checked(sound, tuple(problems))


def _check_top(
    file: str, data: dict[str, Any], definition: str, problems: list[Problem]
) -> dict[str, Any]:
    """Return a file without what is invalid outside its entries."""
    from errcat_schema.compiled import Invalid
    from errcat_schema.compiled.catalog import check_entries_file, check_header

    try:
        (check_header if definition == "catalog" else check_entries_file)(data)
        if not _deep(data):
            return data
    except Invalid:
        pass
    without_entries = {key: value for key, value in data.items() if key != "errors"}
    if not is_list(data.get("errors", [])):
        without_entries["errors"] = data["errors"]
    invalid = [
        _explained(wrong, data)
        for wrong in _invalid(without_entries, "catalog", definition)
    ]
    problems += (_top_problem(file, wrong) for wrong in invalid)
    return _without(data, [wrong.path for wrong in invalid if wrong.path])


def _check_operations(
    file: str, data: dict[str, Any], problems: list[Problem]
) -> dict[str, Any]:
    """Return the file with the operations without what is invalid in it."""
    from errcat_schema.compiled import Invalid
    from errcat_schema.compiled.operations import check_operations

    try:
        check_operations(data)
    except Invalid:
        invalid = list(_invalid(data, "operations", ""))
        problems += (_top_problem(file, wrong) for wrong in invalid)
        return _without(data, [wrong.path for wrong in invalid if wrong.path])
    return data


def _explained(wrong: Wrong, data: Mapping[str, Any]) -> Wrong:
    """Return *wrong* with how to write the entries, if they are a mapping by code."""
    entries = data.get("errors")
    if wrong.path != ("errors",) or not is_mapping(entries):
        return wrong
    code = next(map(str, entries), "card_declined")
    shown = f"`- code: {_quoted(code)}` instead of `{code}:`"
    return wrong._replace(
        hint=f"`errors` is a list of entries with a `code`: write {shown}"
    )


def _check_entries(
    file: str, data: dict[str, Any], problems: list[Problem]
) -> dict[str, Any]:
    """Return a file without what is invalid in its entries."""
    from errcat_schema.compiled import Invalid
    from errcat_schema.compiled.catalog import check_entry

    entries = data.get("errors")
    if not is_list(entries):
        return data
    sound: dict[int, Any] = {}
    for index, entry in enumerate(entries):
        try:
            check_entry(entry)
            if not _deep(entry):
                continue
        except Invalid:
            pass
        invalid = list(_invalid(entry, "catalog", "entry"))
        problems += (_entry_problem(file, index, entry, wrong) for wrong in invalid)
        sound[index] = _sound_entry(entry, invalid)
    if not sound:
        return data
    return {**data, "errors": [sound.get(i, e) for i, e in enumerate(entries)]}


class Wrong(NamedTuple):
    """A place that does not conform to a schema, what is wrong with it, and what to do."""

    path: Path
    message: str
    hint: str = ""
    key: bool = False
    """Whether the key itself is wrong, rather than its value."""
    rule: str = RULE


def check_config(data: Any) -> list[Wrong]:
    """Return what is wrong with a configuration; an empty list if it conforms."""
    from errcat_schema.compiled import Invalid, config

    try:
        config.check_config(data)
    except Invalid:
        return list(_invalid(data, "config", ""))
    return []


def _deep(value: Any) -> bool:
    """Tell whether the user's own keys are nested too deeply; all other nesting is bounded."""
    if not is_mapping(value):
        return False
    own = [item for key, item in value.items() if key[:2] == "x-"]
    return any(too_deep(item) for item in own)


def _without(data: dict[str, Any], paths: Iterable[Path]) -> dict[str, Any]:
    """Return *data* without its keys at the head of *paths*; of some lists only an item goes."""
    kept = dict(data)
    for top, *below in paths:
        key = str(top)
        if below and key in _LISTS and isinstance(kept.get(key), list):
            items = list(kept[key])
            items[int(below[0])] = None
            kept[key] = items
        else:
            kept.pop(key, None)
    return kept


def _sound_entry(entry: Any, invalid: Iterable[Wrong]) -> dict[str, Any] | None:
    """Return an entry without its invalid keys; None where its code is one of them."""
    if not is_mapping(entry):
        return None
    wrong_keys = {str(wrong.path[0]) for wrong in invalid if wrong.path}
    kept = {key: value for key, value in entry.items() if key not in wrong_keys}
    return kept if _has_code(kept) else None


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


def _top_problem(file: str, wrong: Wrong) -> Problem:
    return Problem(
        wrong.message,
        Place(file, wrong.path, wrong.key),
        field="/".join(map(str, wrong.path)),
        hint=wrong.hint,
        rule=wrong.rule,
    )


def _entry_problem(file: str, index: int, entry: Any, wrong: Wrong) -> Problem:
    code = str(entry["code"]) if _has_code(entry) else ""
    return Problem(
        f"{code}: {wrong.message}" if code else wrong.message,
        Place(file, ("errors", index, *wrong.path), wrong.key),
        code,
        code,
        "/".join(map(str, wrong.path)),
        _shown(entry, wrong.path),
        wrong.hint,
        rule=wrong.rule,
    )


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


def _invalid(data: Any, schema: str, definition: str) -> Iterator[Wrong]:
    """Yield what is wrong with *data*, at most once for each place."""
    deep = too_deep(data)
    if deep is not None:
        yield Wrong(
            deep[:1], f"nested deeper than {DEPTH} levels", rule="nesting-shallow"
        )
        return
    yield from _reported(_engine(schema, definition), data)


def check_against(schema: Mapping[str, Any], data: Any) -> list[Wrong]:
    """Return what is wrong with *data* under a JSON Schema (draft-07), such as that of a plugin's options."""
    from jsonschema import Draft7Validator
    from referencing import Registry

    return list(_reported(Draft7Validator(dict(schema), registry=Registry()), data))


def _reported(engine: Any, data: Any) -> Iterator[Wrong]:
    """Yield what *engine* reports about *data*: of several errors at one place the clearest."""
    clearest: dict[Path, tuple[int, Wrong]] = {}
    for error in engine.iter_errors(data):
        for rank, wrong in _sentences(error):
            if wrong.path not in clearest or rank < clearest[wrong.path][0]:
                clearest[wrong.path] = (rank, wrong)
    for _, wrong in clearest.values():
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
    """Yield ranks and sentences; of several at one place the one of lowest rank is reported."""
    path: Path = tuple(error.absolute_path)
    sentences = _SENTENCES.get(str(error.validator))
    if sentences is None:
        # `if`, `then` and `else` only lead to other errors, which are reported instead.
        for inner in error.context or ():
            yield from _sentences(inner)
    else:
        for rank, wrong in sentences(error):
            yield rank, wrong._replace(path=(*path, *wrong.path))


Sentence: TypeAlias = tuple[int, Wrong]


def _type_sentence(error: Any) -> Iterable[Sentence]:
    wanted = error.validator_value
    kinds = [wanted] if isinstance(wanted, str) else wanted
    names = [_NAMES[kind] for kind in kinds]
    message = f"must be {_or(names)}, not {_kind(error.instance)}"
    hint = "a code is text; put it in quotes" if wanted == ["string", "integer"] else ""
    return [(0, Wrong((), message, hint))]


def _unknown_sentence(error: Any) -> Iterable[Sentence]:
    known = list(error.schema.get("properties", {}))
    for key in error.instance:
        if key not in known and not str(key).startswith("x-"):
            hint = _hint_for_key(str(key), known, error.instance)
            yield 0, Wrong((key,), f"unknown key '{key}'", hint, key=True)


def _hint_for_key(key: str, known: list[str], used: Iterable[str]) -> str:
    from errcat.loading.synonyms import synonym  # only an unknown key needs it

    meant = synonym(key, known, used)
    if meant:
        return f"errcat calls this key `{meant}`"
    near = suggestion(key, known)
    return near or f"known keys: {', '.join(known)}; custom keys start with x-"


def _required_sentence(error: Any) -> Iterable[Sentence]:
    missing = [key for key in error.validator_value if key not in error.instance]
    named = next((key for key in missing if f"'{key}'" in error.message), missing[0])
    return [(1, Wrong((), f"missing key '{named}'"))]


def _enum_sentence(error: Any) -> Iterable[Sentence]:
    allowed = list(map(str, error.validator_value))
    message = f"{_quoted(error.instance)} is not one of {_or(allowed)}"
    return [(2, Wrong((), message, suggestion(str(error.instance), allowed)))]


def _length_sentence(error: Any) -> Iterable[Sentence]:
    limit = error.validator_value
    side = "most" if error.validator == "maxLength" else "least"
    empty = side == "least" and limit == 1
    message = (
        "must not be empty" if empty else f"must have at {side} {limit} characters"
    )
    return [(3, Wrong((), message))]


def _items_sentence(error: Any) -> Iterable[Sentence]:
    few = error.validator in ("minItems", "minProperties")
    message = (
        "must not be empty" if few else f"has more than {error.validator_value} items"
    )
    return [(3, Wrong((), message))]


def _bound_sentence(error: Any) -> Iterable[Sentence]:
    side = "or more" if error.validator == "minimum" else "or less"
    return [
        (3, Wrong((), f"must be {error.validator_value} {side}, not {error.instance}"))
    ]


def _pattern_sentence(error: Any) -> Iterable[Sentence]:
    instance, schema = _quoted(error.instance), error.schema
    if "title" not in schema:
        return [(4, Wrong((), f"{instance} does not match {error.validator_value}"))]
    description = schema["description"].removesuffix(".")
    hint = description[0].lower() + description[1:]
    return [(4, Wrong((), f"{instance} is not a valid {schema['title']}", hint))]


def _const_sentence(error: Any) -> Iterable[Sentence]:
    return [(2, Wrong((), f"must be {_quoted(error.validator_value)}"))]


_SENTENCES: Mapping[str, Callable[[Any], Iterable[Sentence]]] = {
    "type": _type_sentence,
    "additionalProperties": _unknown_sentence,
    "required": _required_sentence,
    "enum": _enum_sentence,
    "const": _const_sentence,
    "minLength": _length_sentence,
    "maxLength": _length_sentence,
    "minItems": _items_sentence,
    "maxItems": _items_sentence,
    "minProperties": _items_sentence,
    "minimum": _bound_sentence,
    "maximum": _bound_sentence,
    "pattern": _pattern_sentence,
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
