"""The text of the TypeScript files, section by section, formatted as by prettier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from errcat import header, sentence
from errcat.text import columns, js_key, jsdoc, ts_comment, ts_literal
from errcat_generators.ts._prepared import Prepared, Row

WIDTH = 80
"""How many columns a line may take: the default of prettier."""
_SHORT = len("name:")
"""A key up to this length keeps its value on its line, however long the value is."""


def codes_file(file: Prepared) -> Iterator[str]:
    """Yield the file of the codes piece by piece."""
    yield _head(file)
    yield from _CODES[file.options.style](file)
    yield _any_code(file)
    if file.options.texts == "inline":
        yield from _info(file, "ErrorCode")
    yield from _known(file)
    yield from _reading(file)


def info_file(file: Prepared) -> Iterator[str]:
    """Yield the file of the texts piece by piece."""
    yield _head(file)
    yield _doc("The value of a known code, as in a response body.", 0)
    yield _union_of_codes("ErrorInfoCode", [_code(row.code, file) for row in file.rows])
    yield from _info(file, "ErrorInfoCode")


def _head(file: Prepared) -> str:
    made, source = header("ts", file.catalog)
    return f"// {made}\n// {ts_comment(source)}\n"


def _code(code: str, file: Prepared) -> str:
    return code if file.numeric else ts_literal(code)


def _doc(text: str, indent: int, *tags: str) -> str:
    """Return a JSDoc comment on its own lines, at the margin with an empty line before it."""
    lead = " " * indent
    lines = jsdoc(text, indent, WIDTH)
    for tag, about in zip(tags[::2], tags[1::2], strict=True):
        lines += [""] if lines else []
        first, *rest = jsdoc(about, indent + len(tag) + 1, WIDTH) or [""]
        lines += [f"{tag} {first}".rstrip(), *rest]
    start = "\n" if not indent else ""
    if len(lines) == 1 and columns(lines[0]) + indent + 7 <= WIDTH:
        return f"{start}{lead}/** {lines[0]} */\n"
    shown = "".join(f"{lead} *{f' {line}' if line else ''}\n" for line in lines)
    return f"{start}{lead}/**\n{shown}{lead} */\n"


def _about(row: Row, indent: int) -> str:
    """Return the comment of a code: title, stage of life, detail."""
    paragraphs = (sentence(row.title or row.name), row.preview, row.detail)
    text = "\n\n".join(filter(None, paragraphs))
    tags = ("@deprecated", row.deprecated) if row.deprecated else ()
    return _doc(text, indent, *tags)


# --- the codes --------------------------------------------------------------------------------

_KNOWN_CODES = "The error codes known to this version of the catalog."
_VALUE = "The value of a known code, as in a response body."


def _const(file: Prepared) -> Iterator[str]:
    """Yield the object, and the types of its keys and values."""
    yield _doc(_KNOWN_CODES, 0)
    members = "".join(_members(file))
    yield (
        f"export const ErrorCode = {{\n{members}}} as const;\n"
        if members
        else ("export const ErrorCode = {} as const;\n")
    )
    yield _doc("The name of a code.", 0)
    yield "export type ErrorName = keyof typeof ErrorCode;\n"
    yield _doc(_VALUE, 0)
    yield "export type ErrorCode = (typeof ErrorCode)[ErrorName];\n"


def _enum(file: Prepared) -> Iterator[str]:
    """Yield the enum, and old names as constants: in the enum they would be members too."""
    yield _doc(_KNOWN_CODES, 0)
    members = "".join(
        f"{_about(row, 2)}  {row.name} = {_code(row.code, file)},\n"
        for row in file.rows
    )
    yield (
        f"export enum ErrorCode {{\n{members}}}\n"
        if members
        else ("export enum ErrorCode {}\n")
    )
    yield _doc("The name of a code.", 0)
    yield "export type ErrorName = keyof typeof ErrorCode;\n"
    for row in file.rows:
        for alias in row.aliases:
            yield _doc("", 0, "@deprecated", f"Old name of {row.name}.")
            member = f"ErrorCode.{row.name}"
            yield _assigned(f"export const {alias}: {member} =", f"{member};", 0)


def _names(file: Prepared) -> str:
    return _union_of_codes("ErrorName", [ts_literal(row.name) for row in file.rows])


def _union_only(file: Prepared) -> Iterator[str]:
    """Yield the types of the values and of the names."""
    yield _doc(_VALUE, 0)
    yield _union_of_codes("ErrorCode", [_code(row.code, file) for row in file.rows])
    yield _doc("The name of a code.", 0)
    yield _names(file)


def _consts(file: Prepared) -> Iterator[str]:
    """Yield one constant per code, and the type of their values."""
    for row in file.rows:
        yield f"\n{_about(row, 0).lstrip()}"
        yield _assigned(f"export const {row.name} =", f"{_code(row.code, file)};", 0)
        for alias in row.aliases:
            yield _doc("", 0, "@deprecated", f"Old name of {row.name}.")
            yield _assigned(f"export const {alias} =", f"{_code(row.code, file)};", 0)
    yield _doc(_VALUE, 0)
    yield _union_of_codes("ErrorCode", [_code(row.code, file) for row in file.rows])
    yield _doc("The name of a code.", 0)
    yield _names(file)


_CODES = {"const": _const, "enum": _enum, "union": _union_only, "consts": _consts}


def _members(file: Prepared) -> Iterator[str]:
    for row in file.rows:
        value = f"{_code(row.code, file)},"
        yield _about(row, 2)
        yield _assigned(f"{row.name}:", value, 2)
        for alias in row.aliases:
            yield _doc("", 2, "@deprecated", f"Old name of {row.name}.")
            yield _assigned(f"{alias}:", value, 2)


def _assigned(start: str, value: str, indent: int) -> str:
    """Return *value* after *start*, or below it if they do not fit on one line."""
    lead = " " * indent
    line = f"{lead}{start} {value}"
    if columns(line) <= WIDTH or len(start) <= _SHORT:
        return f"{line}\n"
    return f"{lead}{start}\n{lead}  {value}\n"


_ONE_PER_LINE = """\
// One per line, so that git can merge branches that add codes.
// prettier-ignore
// biome-ignore format: see above
"""


def _union_of_codes(name: str, members: Sequence[str]) -> str:
    """Return a union type with a member for every code, each on its own line."""
    if not members:
        return f"export type {name} = never;\n"
    lines = "".join(f"  | {member}\n" for member in members)
    return f"{_ONE_PER_LINE}export type {name} = (\n{lines});\n"


def _union(name: str, members: Sequence[str]) -> str:
    """Return a union type of *members*."""
    if not members:
        return f"export type {name} = never;\n"
    line = f"export type {name} = {' | '.join(members)};"
    if columns(line) <= WIDTH:
        return f"{line}\n"
    below = f"  {' | '.join(members)};"
    if len(members) == 1:
        return f"export type {name} =\n{below}\n"
    if columns(below) <= WIDTH:
        # Prettier and biome agree about this layout only if there is a comment.
        return f"export type {name} =\n  // One of these:\n{below}\n"
    return (
        f"export type {name} =\n"
        + "\n".join(f"  | {member}" for member in members)
        + ";\n"
    )


def _any_code(file: Prepared) -> str:
    kind = "number" if file.numeric else "string"
    about = "A code from a response: a known one, or one newer than this file."
    return f"{_doc(about, 0)}export type AnyErrorCode = ErrorCode | ({kind} & {{}});\n"


# --- what the catalog says --------------------------------------------------------------------

_RETRY = """\
export type Retry = "never" | "after_fix" | "backoff" | "after_delay";
"""


def _info(file: Prepared, code: str) -> Iterator[str]:
    if file.ranges:
        yield _doc("Name of a range of codes.", 0)
        yield _union("ErrorRange", [ts_literal(name) for name in file.ranges])
    yield _doc(
        "Whether to retry, and when.",
        0,
    )
    yield _RETRY
    yield _doc("One entry of the error catalog.", 0)
    yield "".join(_interface(file, code))
    yield _doc("Every catalog entry, by code.", 0)
    lead = f"export const ERROR_INFO: Readonly<Record<{code}, ErrorInfo>> ="
    if not file.rows:
        yield f"{lead} {{}};\n"
        return
    yield f"{lead} {{\n"
    for row in file.rows:
        yield "".join(_entry(row, file))
    yield "};\n"


def _interface(file: Prepared, code: str) -> Iterator[str]:
    yield f"export interface ErrorInfo {{\n  readonly code: {code};\n"
    name = "ErrorName" if code == "ErrorCode" else "string"
    yield f"  readonly name: {name};\n  readonly title: string;\n"
    if file.ranges:
        everywhere = all(row.range for row in file.rows)
        yield f"  readonly range{'' if everywhere else '?'}: ErrorRange;\n"
    yield "  readonly detail?: string;\n  readonly httpStatuses?: readonly number[];\n"
    yield "  readonly retry?: Retry;\n}\n"


def _entry(row: Row, file: Prepared) -> Iterator[str]:
    """Yield the lines of an entry; after a very long key it starts on its own line."""
    key = f"  {_key(row.code, file)}:"
    below = columns(key) + 2 > WIDTH
    lead = "    " if below else "  "
    yield f"{key}\n{lead}{{\n" if below else f"{key} {{\n"
    inside = len(lead) + 2
    for name, value in _facts(row, file):
        if isinstance(value, str):
            yield _assigned(f"{name}:", f"{value},", inside)
        else:
            yield _numbers(f"{name}:", value, inside)
    yield f"{lead}}},\n"


def _facts(row: Row, file: Prepared) -> Iterator[tuple[str, str | tuple[int, ...]]]:
    """Yield the fields of an entry: literals, and lists of numbers."""
    yield "code", f"ErrorCode.{row.name}" if _is_enum(file) else _code(row.code, file)
    yield "name", ts_literal(row.name)
    yield "title", ts_literal(row.title)
    for name, text in (("range", row.range), ("detail", row.detail)):
        if text:
            yield name, ts_literal(text)
    if row.http_statuses:
        yield "httpStatuses", row.http_statuses
    if row.retry:
        yield "retry", ts_literal(row.retry)


def _is_enum(file: Prepared) -> bool:
    return file.options.style == "enum" and file.options.texts == "inline"


def _key(code: str, file: Prepared) -> str:
    if file.numeric:
        return ts_literal(code) if code.startswith("-") else code
    if code.isascii():
        return js_key(code)
    # Prettier would remove the quotes from a name in any script, but not around escapes.
    return "".join(map(_escaped, ts_literal(code)))


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return char if char.isascii() else "".join(f"\\u{pair}" for pair in pairs)


def _numbers(start: str, numbers: Iterable[int], indent: int) -> str:
    """Return a list of numbers, wrapped if it does not fit on one line."""
    lead = " " * indent
    shown = [f"{number}," for number in numbers]
    line = f"{lead}{start} [{' '.join(shown).rstrip(',')}],"
    if columns(line) <= WIDTH:
        return f"{line}\n"
    return f"{lead}{start} [\n{_filled(shown, indent + 2)}{lead}],\n"


# --- reading a response -----------------------------------------------------------------------

_SET_OF_OBJECT = """
const KNOWN: ReadonlySet<unknown> = /* @__PURE__ */ new Set(
  /* @__PURE__ */ Object.values(ErrorCode),
);
"""
_IS = """
/** Whether a value is a known code. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return KNOWN.has(value);
}
"""
_PARSE_TEXT = """
/** The known code for a value, which may be a string or a number. */
export function parseErrorCode(value: unknown): ErrorCode | undefined {
  const code = Number.isSafeInteger(value) ? String(value) : value;
  return isErrorCode(code) ? code : undefined;
}
"""
_PARSE_NUMBER = """
/** The known code for a value, which may be a number or a decimal string. */
export function parseErrorCode(value: unknown): ErrorCode | undefined {
  const code = typeof value === "string" ? asNumber(value) : value;
  return isErrorCode(code) ? code : undefined;
}

function asNumber(text: string): number | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) && String(value) === text
    ? value
    : undefined;
}
"""
_CODES_IN = """
/**
 * The codes in the decoded body of an error response, in its order.
 *
 * An unknown code is returned as the API sent it. A body that is not an error
 * response yields no codes. Never throws.
 */
export function codesIn(body: unknown): AnyErrorCode[] {
  try {
    let nodes: unknown[] = [body];
    for (const step of STEPS) {
      nodes = nodes.flatMap((node) => under(node, step));
    }
    return nodes.flatMap(codesOf);
  } catch {
    return [];
  }
}

function under(node: unknown, step: string): unknown[] {
  if (Array.isArray(node)) {
    return /^[0-9]+$/.test(step) ? node : [];
  }
  const present =
    typeof node === "object" && node !== null && Object.hasOwn(node, step);
  return present ? [(node as Record<string, unknown>)[step]] : [];
}
"""
_CODE_TEXT = """
function codesOf(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return Number.isSafeInteger(value) ? [String(value)] : [];
}
"""
_CODE_NUMBER = """
function codesOf(value: unknown): number[] {
  const code = typeof value === "string" ? asNumber(value) : value;
  return typeof code === "number" && Number.isSafeInteger(code) ? [code] : [];
}
"""


def _known(file: Prepared) -> Iterator[str]:
    """Yield the set of known codes, which does not keep the large texts in a bundle."""
    objects = file.options.style == "const" or (
        file.options.style == "enum" and not file.numeric
    )
    if objects:
        yield _SET_OF_OBJECT
    else:
        yield from _listed(file)
    yield _IS
    yield _PARSE_NUMBER if file.numeric else _PARSE_TEXT


def _listed(file: Prepared) -> Iterator[str]:
    lead = "const KNOWN: ReadonlySet<unknown> = /* @__PURE__ */ new Set"
    if not file.rows:
        yield f"\n{lead}();\n"
        return
    lines = "".join(f"  {_code(row.code, file)},\n" for row in file.rows)
    yield f"\n{_ONE_PER_LINE}{lead}([\n{lines}]);\n"


def _filled(items: Iterable[str], indent: int) -> str:
    lines: list[str] = []
    for item in items:
        if lines and columns(lines[-1]) + 1 + len(item) + indent <= WIDTH:
            lines[-1] += f" {item}"
        else:
            lines.append(item)
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def _reading(file: Prepared) -> Iterator[str]:
    if not file.steps:
        return
    steps = [ts_literal(step) for step in file.steps]
    line = f"const STEPS: readonly string[] = [{', '.join(steps)}];"
    if columns(line) <= WIDTH:
        yield f"\n{line}\n"
    else:
        listed = "".join(f"  {step},\n" for step in steps)
        yield f"\nconst STEPS: readonly string[] = [\n{listed}];\n"
    yield _CODES_IN
    yield _CODE_NUMBER if file.numeric else _CODE_TEXT
