"""Names for entries, and the identifiers and file names that targets derive from them.

The `name` of an entry is ASCII in UPPER_SNAKE, and every identifier of a target is a casing of it.
A result depends only on a single title, code or name, never on other entries, so that adding an
entry never renames another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

NAME_LIMIT = 100
"""How many characters a name may have."""
SLUG_LIMIT = 120
"""The maximum length of a result of `file_slug`."""

_NAME = r"[A-Z][A-Z0-9]*(?:__?[A-Z0-9]+)*"
_WORDY_CODE = r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*"
_WORD = r"[A-Za-z0-9]+"
_HUMP = r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])"
_SPELLED = str.maketrans(
    {
        **dict.fromkeys("'\u2018\u2019\u02bc\u00b4", ""),
        **dict(zip("ÆŒØĐÐÞŁ", ["AE", "OE", "O", "D", "D", "TH", "L"], strict=True)),
    }
)
"""Apostrophes, which do not separate words, and capitals without a Unicode decomposition."""

_SEPARATORS = {
    " ": "SPACE",
    "#": "HASH",
    "-": "DASH",
    ".": "DOT",
    "/": "SLASH",
    ":": "COLON",
    "_": "UNDERSCORE",
}


def is_name(s: str) -> bool:
    """Tell whether *s* can be the name of an entry: UPPER_SNAKE, with 1 to 100 characters.

    That is words of A to Z and 0 to 9, separated by one or two underscores, starting with a letter.
    """
    return len(s) <= NAME_LIMIT and re.fullmatch(_NAME, s) is not None


def is_identifier(code: str) -> bool:
    """Tell whether a code can serve as a name, such as `card_declined` or `cardDeclined`."""
    return re.fullmatch(_WORDY_CODE, code) is not None


def name_from_code(code: str) -> str:
    """Return the name that a code spells; "" if it is not an identifier.

    `card_declined` and `cardDeclined` both give CARD_DECLINED.
    """
    name = screaming_snake(code) if is_identifier(code) else ""
    return name if len(name) <= NAME_LIMIT else ""


def is_wordy(code: str) -> bool:
    """Tell whether a code consists of words, such as `order.cancelled`, but not `AUTH-001`."""
    last = re.split(r"[^A-Za-z0-9]+", code.rstrip("._:/#- "))[-1]
    letters = sum(char.isalpha() for char in code)
    digits = sum(char.isdigit() for char in code)
    numbered = re.search(r"[0-9]", last) and not re.search(r"[A-Za-z]{2}", last)
    return code.isascii() and letters > max(1, digits) and not numbered


def name_of_words(code: str) -> str:
    """Return the name that the words of a code spell: ORDER_CANCELLED for `order.cancelled`."""
    return _shortened(_lettered(words(code)))


def spelled_name(code: str) -> str:
    """Return a name with the separators of a code in words: ORDER_DOT_CANCELLED."""
    spaced = re.sub(r"[^A-Za-z0-9]", _separator, code)
    return _shortened(_lettered(words(spaced)))


def _separator(match: re.Match[str]) -> str:
    return f" {_SEPARATORS.get(match[0], f'U{ord(match[0]):04X}')} "


def _lettered(parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts if parts[0][0].isalpha() else ("ERROR", *parts)


def propose_name(title: str, code: str) -> str:
    """Return a name for a new entry, made of the words of its title; `is_name` accepts it.

    Accents are removed, as are letters without a Latin spelling. If nothing is left, the name is
    ERROR and the code; a name that would start with a digit starts with ERROR instead.
    """
    parts = _ascii_words(title.upper())
    if not parts:
        parts = _ascii_words(code.upper()) or tuple(
            f"U{ord(char):04X}" for char in code
        )
        parts = ("ERROR", *parts)
    return _shortened(_lettered(parts))


def _shortened(parts: tuple[str, ...]) -> str:
    name = "_".join(parts).upper()
    if len(name) <= NAME_LIMIT:
        return name
    whole, _, _ = name[: NAME_LIMIT + 1].rpartition("_")
    return whole or name[:NAME_LIMIT]


# --- words and casings ------------------------------------------------------------------------


def words(s: str) -> tuple[str, ...]:
    """Return the words of a title, code or name, split at punctuation and at changes of case.

    Only A to Z and 0 to 9 remain, and keep their case: `HTTPError_404` is HTTP, Error, 404.
    """
    return tuple(part for word in _ascii_words(s) for part in re.split(_HUMP, word))


def _ascii_words(s: str) -> tuple[str, ...]:
    s = s.translate(_SPELLED)
    if not s.isascii():
        from unicodedata import combining, normalize  # most titles are ASCII

        spelled = normalize("NFKD", s)
        s = "".join(
            char
            for char in spelled
            if char.isascii() or not (char.isalpha() or combining(char))
        )
    return tuple(re.findall(_WORD, s))


def screaming_snake(s: str) -> str:
    """Return the words of *s* as CARD_DECLINED."""
    return "_".join(words(s)).upper()


def snake(s: str) -> str:
    """Return the words of *s* as card_declined."""
    return "_".join(words(s)).lower()


def kebab(s: str) -> str:
    """Return the words of *s* as card-declined."""
    return "-".join(words(s)).lower()


def pascal(s: str) -> str:
    """Return the words of *s* as CardDeclined."""
    return "".join(map(str.capitalize, words(s)))


def camel(s: str) -> str:
    """Return the words of *s* as cardDeclined."""
    cased = pascal(s)
    return cased[:1].lower() + cased[1:]


# --- styles -----------------------------------------------------------------------------------


def _set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


PYTHON_KEYWORDS = _set(
    "False None True and as assert async await break class continue def del elif else except",
    "finally for from global if import in is lambda nonlocal not or pass raise return try while",
    "with yield",
)
_ENUM_SPECIAL = _set("mro name value")
_STR_AND_INT = _set(
    "as_integer_ratio bit_count bit_length capitalize casefold center conjugate count denominator",
    "encode endswith expandtabs find format format_map from_bytes imag index isalnum isalpha",
    "isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper",
    "is_integer join ljust lower lstrip maketrans numerator partition real removeprefix",
    "removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith",
    "strip swapcase title to_bytes translate upper zfill",
)
_PYTHON_BUILTINS = _set(
    "ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup",
    "BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError",
    "ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError",
    "DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception",
    "ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning",
    "GeneratorExit IOError ImportError ImportWarning IndentationError IndexError",
    "InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError",
    "ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError",
    "OverflowError PendingDeprecationWarning PermissionError ProcessLookupError",
    "PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError",
    "RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError",
    "SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError",
    "UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError",
    "Warning ZeroDivisionError",
)
_JS_WORDS = _set(
    "Infinity NaN abstract any arguments as asserts async await bigint boolean break case catch",
    "class const constructor continue debugger declare default delete do else enum eval export",
    "extends false finally for function get if implements import in infer instanceof interface is",
    "keyof let module namespace never new null number object of package private protected public",
    "readonly require return set static string super switch symbol this throw true try type typeof",
    "undefined unique unknown var void while with yield",
)
_JS_OBJECT = _set(
    "__proto__ constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString",
    "toString valueOf",
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a target derives an identifier from a name: a casing, and the reserved words."""

    name: str
    casing: Callable[[str], str]
    reserved: frozenset[str] = frozenset()
    escape: str = "_"
    """Appended to a reserved word."""
    folded: bool = False
    """Whether two results that differ only in case or Unicode form name the same file."""


PYTHON_MEMBER = Style(
    "python-member", screaming_snake, PYTHON_KEYWORDS | _ENUM_SPECIAL | _STR_AND_INT
)
PYTHON_CLASS = Style("python-class", pascal, PYTHON_KEYWORDS | _PYTHON_BUILTINS)
TS_KEY = Style("ts-key", screaming_snake, _JS_OBJECT)
TS_MEMBER = Style("ts-member", screaming_snake, _JS_OBJECT | _set("Infinity NaN"))
TS_CONST = Style("ts-const", screaming_snake, _JS_WORDS)
OPENAPI_KEY = Style("openapi-key", pascal)
FILE_NAME = Style("file-name", kebab, folded=True)


def apply(style: Style, name: str) -> str:
    """Return the identifier for *name* in *style*."""
    cased = style.casing(name)
    return cased + style.escape if cased in style.reserved else cased


def collisions(names: Iterable[str], style: Style) -> tuple[tuple[str, ...], ...]:
    """Return the groups of names for which *style* gives the same identifier, in input order."""
    groups: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        groups.setdefault(_compared(style, name), []).append(name)
    return tuple(tuple(group) for group in groups.values() if group[1:])


def _compared(style: Style, name: str) -> str:
    applied = apply(style, name)
    if not style.folded:
        return applied
    from unicodedata import normalize  # slow to import, and only file names need it

    return normalize("NFKC", normalize("NFKC", applied).casefold())


def reserved_reason(name: str) -> str | None:
    """Return why *name*, exactly as spelled, cannot be a member of a Python Enum; None if it can.

    A name in UPPER_SNAKE always can, even NONE and CLASS. `reserved_casings` lists the casings of
    such names that `apply` escapes.
    """
    if name in PYTHON_KEYWORDS:
        return f"{name} is a Python keyword"
    if name in _ENUM_SPECIAL:
        return f"Enum already has an attribute {name}"
    if name.startswith("_") and name.endswith("_"):
        return "Enum reserves names that start and end with an underscore"
    if name.startswith("__"):
        return "Python mangles names that start with two underscores"
    if not (name.isidentifier() and name.isascii()):
        return "it is not an ASCII identifier"
    return None


def reserved_casings(name: str) -> tuple[str, ...]:
    """Return the casings of *name* that are reserved in some language, such as `None` for NONE."""
    everywhere = PYTHON_KEYWORDS | _ENUM_SPECIAL | _JS_WORDS | _JS_OBJECT
    cased = dict.fromkeys((snake(name), camel(name), pascal(name)))
    return tuple(casing for casing in cased if casing in everywhere)


# --- files ------------------------------------------------------------------------------------

_DEVICES = r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])(?![^.])"
_NOT_IN_SLUG = r"[^a-z0-9_-]"


def file_slug(code: str) -> str:
    """Return a name for a file or an anchor, made of a to z, 0 to 9, `-`, `_` and `.`.

    Two codes never share one, not even on file systems that ignore case or Unicode forms. A code in
    lower case stays the same: `card_declined`. A suffix encodes capitals: `snyk-cli-0001.u`. Any
    other character becomes its UTF-8 in hexadecimal: `ddl.3a8224`. No slug starts with a dot, dash
    or underscore, is the name of a Windows device, or has more than 120 characters.
    """
    lower = "".join(map(_lowered, code))
    slug = re.sub(_NOT_IN_SLUG, _hexed, lower) + _capitals(code)
    if (
        not slug
        or slug[0] in "-._"
        or slug.startswith("x-")
        or re.match(_DEVICES, slug)
    ):
        slug = f"x-{slug}"
    return slug if len(slug) <= SLUG_LIMIT else _digested(slug)


_NOT_PORTABLE = r'[<>:"|?*\\\x00-\x1f\x7f]'


def portable_name(name: str) -> bool:
    """Tell whether every file system takes *name* for a file and keeps it, even that of Windows."""
    return (
        not re.search(_NOT_PORTABLE, name)
        and not re.match(_DEVICES, name.lower())
        and not name.endswith((".", " "))
    )


def _lowered(char: str) -> str:
    return char.lower() if char.isascii() else char


def _hexed(match: re.Match[str]) -> str:
    octets = match[0].encode("utf-8", "surrogatepass")
    return "".join(f".{octet:02x}" for octet in octets)


def _capitals(code: str) -> str:
    letters = [char for char in code if char.isascii() and char.isalpha()]
    if not any(map(str.isupper, letters)):
        return ""
    if all(map(str.isupper, letters)):
        return ".u"
    return f".x{int(''.join(str(int(char.isupper())) for char in letters), 2):x}"


def _digested(slug: str) -> str:
    return f"{slug[:80]}.h{digest(slug)[:32]}"


def digest(code: str) -> str:
    """Return hex digits that tell a code from others whose words are the same."""
    from hashlib import sha256  # slow to import, and seldom needed

    return sha256(code.encode("utf-8", "surrogatepass")).hexdigest()
