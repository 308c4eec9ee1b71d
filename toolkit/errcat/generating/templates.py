"""Targets made of a project's own templates: a folder of Jinja files, and what they may say.

The templates are the project's own code; the texts of a catalog are not to be trusted. So a text
reaches a template as a `CatalogText`, which cannot be shown, joined or taken apart: it goes out
through a filter that is named after the language it goes into, or the run ends with the line of the
template that forgot one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from textwrap import wrap
from types import TracebackType
from typing import Any, Final, NamedTuple, NoReturn, cast

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from errcat.errors import ErrcatError, PathMissing, PathUnreadable, suggestion
from errcat.generating.target import File, Generator, header
from errcat.model import (
    NUMBER,
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Envelope,
    Example,
    Link,
    Param,
    Product,
    Range,
    Related,
    Reserved,
    Retirement,
    Retry,
)
from errcat.naming import (
    camel,
    file_slug,
    is_name,
    kebab,
    pascal,
    screaming_snake,
    snake,
)
from errcat.text import (
    BULLETS,
    csv_cell,
    html,
    json_literal,
    markdown,
    paragraphs,
    python_literal,
    ts_comment,
    ts_literal,
    xml,
    yaml_scalar,
)

ENDING = ".jinja"
"""What the name of a template ends in; without it, it is the name of what is made."""


class TemplateFailed(ErrcatError):
    """A template cannot be read, or asks for something that is not there or not allowed."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(path, line, reason)
        self.path = path
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.reason}"


def from_folder(name: str, folder: str, *, suffix: str = "") -> Generator:
    """Return the target *name*, made of the templates in *folder*.

    With a *suffix* the target is one file, whose name ends in it; else it is a folder.
    """

    def generate(catalog: Catalog, options: Mapping[str, str] | None) -> Iterator[File]:
        sources = _read(folder)
        view = _View(catalog)
        plans = list(_plans(sources, view))
        if suffix and len(plans) != 1:
            raise ErrcatError(
                f"{folder}: target '{name}' is one file, because it has a `suffix`, and its"
                f" templates make {len(plans)}; files that are only included begin with _"
            )
        environment = _environment(folder, sources)
        shared = view.variables(name, options or {})
        for plan in plans:
            yield File(plan.path, _rendered(environment, folder, plan, shared))

    return Generator(
        f"targets.{name}",
        f"Made of the templates in {folder}.",
        generate,
        options=cast("type[Any]", Mapping),
        suffix=suffix,
        single=bool(suffix),
        name=name,
    )


# --- what a template sees of a text ----------------------------------------------------------


class _Mistake(Exception):
    """A template does what makes no sense; the argument says what, and what to do."""


class _Unfiltered(_Mistake):
    """A text of the catalog was to go out as it is; the argument is the field it is in."""


class CatalogText:
    """A text of the catalog, which a template can compare and pass on, and show through a filter.

    It is no str on purpose: nothing that takes a str takes it, and what would make one of it
    fails. Jinja's sandbox keeps templates from its attributes, because they begin with `_`.
    """

    __slots__ = ("_field", "_text")

    def __init__(self, text: str, field: str) -> None:
        self._text = text
        self._field = field

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CatalogText):
            return self._text == other._text
        return self._text == other

    def __lt__(self, other: object) -> bool:
        if isinstance(other, str | CatalogText):
            return self._text < bare(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __len__(self) -> int:
        return len(self._text)

    def __contains__(self, part: object) -> bool:
        return isinstance(part, str | CatalogText) and bare(part) in self._text

    def __int__(self) -> int:
        """A number is as clean as one that the template has written itself."""
        if NUMBER(self._text):
            return int(self._text)
        raise _Mistake(f"{self._field} is not a whole number here")

    def _refuse(self, *_: object) -> NoReturn:
        raise _Unfiltered(self._field)

    __str__ = __repr__ = __format__ = __iter__ = __getitem__ = __float__ = _refuse
    __add__ = __radd__ = __mul__ = __rmul__ = __mod__ = __rmod__ = _refuse


def bare(text: str | CatalogText) -> str:
    """Return *text* as a str: from here on it is in the hands of the caller."""
    if isinstance(text, CatalogText):
        # The one way out.
        return text._text  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return text


# --- what a template sees of a catalog -------------------------------------------------------

_KINDS: Final[Mapping[type[Any], str]] = {
    Case: "case",
    Catalog: "catalog",
    CodeFormat: "catalog.code",
    Deprecation: "entry.deprecated",
    Entry: "entry",
    Envelope: "catalog.envelope",
    Example: "example",
    Link: "link",
    Param: "param",
    Product: "product",
    Range: "range",
    Related: "related",
    Reserved: "reserved",
    Retirement: "entry.retired",
    Retry: "retry",
}
"""What a message calls a part of the catalog."""
_HIDDEN = {"defaults", "extensions", "file", "lint", "notes", "position", "through"}
"""What is internal, or said in another way."""
_CALLED: Final[Mapping[tuple[type[Any], str], str]] = {
    (Range, "first"): "from",
    (Range, "last"): "to",
    (Reserved, "first"): "from",
    (Reserved, "last"): "to",
    (Retirement, "version"): "in",
}
"""What the catalog format calls a field, where the model cannot call it so."""
_MORE: Final[Mapping[type[Any], tuple[str, ...]]] = {
    Catalog: (
        *("id", "title", "description", "version", "language", "code", "docs_url"),
        *("envelope", "products", "ranges", "reserved", "entries"),
    ),
    Entry: ("http_statuses", "life", "page"),
    Range: ("entries",),
}
"""What a template finds in a part besides the fields of its tuple."""


def _fields(kind: type[Any]) -> dict[str, str]:
    """Return what a template finds in a part: the attribute of the model, by its name there."""
    own: tuple[str, ...] = getattr(kind, "_fields", ())
    shown = [name for name in own if name not in _HIDDEN]
    return {
        _CALLED.get((kind, name), name): name for name in (*shown, *_MORE.get(kind, ()))
    }


_FIELDS: Final = {kind: _fields(kind) for kind in _KINDS}
_WORDS: Final[Mapping[type[Any], frozenset[str]]] = {
    Case: frozenset(("channel",)),
    CodeFormat: frozenset(("order", "wire_type")),
    Entry: frozenset(("audience", "channels", "fault", "life", "severity")),
    Envelope: frozenset(("kind",)),
    Param: frozenset(("type",)),
    Retry: frozenset(("when",)),
}
"""The fields that the catalog format has a list of words for."""
_WORD = re.compile("[a-z][a-z_]{0,30}|").fullmatch
_NAMES = ("name", "aliases")


def _clean(text: str, kind: type[Any], name: str) -> bool:
    """Tell whether a text of a field cannot be anything but a plain word, in any language."""
    if kind is Entry and name in _NAMES:
        return is_name(text)
    return name in _WORDS.get(kind, ()) and _WORD(text) is not None


class Part:
    """A part of the catalog, whose fields a template can read, and nothing else."""

    __slots__ = ("_kind", "_look")

    def __init__(self, kind: type[Any], look: Callable[[str], Any]) -> None:
        self._kind = kind
        self._look = look

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        known = _FIELDS[self._kind]
        if name in known:
            return self._look(name)
        said = suggestion(name, known) or f"it has: {', '.join(sorted(known))}"
        raise _Mistake(f"{_KINDS[self._kind]} has no field '{name}'; {said}")

    def __repr__(self) -> str:
        raise _Mistake(
            f"{_KINDS[self._kind]} is not a text: say which of its fields is meant"
        )

    __str__ = __repr__


class _View:
    """The parts of one catalog as a template sees them; what is in one is looked up when asked."""

    def __init__(self, catalog: Catalog) -> None:
        self.model = catalog
        self.entries = tuple(map(self._part, catalog.entries))
        self.ranges = tuple(map(self._part, catalog.ranges))
        by_name = zip(catalog.ranges, self.ranges, strict=True)
        self._by_name = {each.name: part for each, part in by_name}
        self._made: Mapping[tuple[type[Any], str], Callable[[Any], Any]] = {
            (Catalog, "entries"): lambda _: self.entries,
            (Catalog, "ranges"): lambda _: self.ranges,
            (Entry, "page"): self._page,
            (Range, "entries"): self._entries,
        }

    def variables(self, target: str, options: Mapping[str, str]) -> dict[str, Any]:
        """Return what every template of *target* can name."""
        made, *source = header(target, self.model)
        return {
            "catalog": self._part(self.model),
            "entries": self.entries,
            "header": (made, *(CatalogText(line, "header") for line in source)),
            "options": dict(options),
            "ranges": self.ranges,
            "target": target,
        }

    def each_entry(self) -> Iterator[tuple[Entry, Mapping[str, Part | None]]]:
        """Yield every entry with what a template that is rendered for it can name besides."""
        for entry, part in zip(self.model.entries, self.entries, strict=True):
            yield entry, {"entry": part, "range": self._by_name.get(entry.range)}

    def each_range(self) -> Iterator[tuple[Range, Mapping[str, Part | None]]]:
        """Yield every range in the same way."""
        for each, part in zip(self.model.ranges, self.ranges, strict=True):
            yield each, {"range": part}

    def _part(self, value: object) -> Part:
        return Part(type(value), partial(self._look, value))

    def _look(self, value: object, key: str) -> Any:
        kind: type[Any] = type(value)
        made = self._made.get((kind, key))
        if made:
            return made(value)
        name = _FIELDS[kind][key]
        clean = partial(_clean, kind=kind, name=name)
        return self._seen(getattr(value, name), f"{_KINDS[kind]}.{key}", clean)

    def _page(self, entry: Entry) -> CatalogText:
        return CatalogText(self.model.page_of(entry), "entry.page")

    def _entries(self, each: Range) -> tuple[Part, ...]:
        pairs = zip(self.model.entries, self.entries, strict=True)
        return tuple(part for entry, part in pairs if entry.range == each.name)

    def _seen(self, value: Any, field: str, clean: Callable[[str], bool]) -> Any:
        """Return *value* as a template may see it: every text in it wrapped, but *clean* ones."""
        if isinstance(value, str):
            return value if clean(value) else CatalogText(value, field)
        if type(value) in _KINDS:
            return self._part(value)
        if isinstance(value, list | tuple):
            items = cast("Iterable[Any]", value)
            return tuple(self._seen(item, field, clean) for item in items)
        if isinstance(value, Mapping):
            pairs = cast("Mapping[str, Any]", value).items()
            return {
                CatalogText(key, field): self._seen(item, field, clean)
                for key, item in pairs
            }
        return value


# --- the folder ------------------------------------------------------------------------------


class _Plan(NamedTuple):
    """A file to make: by which template, how it is called, and what it is about."""

    template: str
    path: str
    about: Mapping[str, Part | None]


def _plans(sources: Iterable[str], view: _View) -> Iterator[_Plan]:
    """Yield the files that the templates called *sources* make."""
    for name in sources:
        path = name.removesuffix(ENDING)
        if any(step.startswith("_") for step in path.split("/")):
            continue
        if "[code]" in path:
            for entry, about in view.each_entry():
                named = path.replace("[code]", file_slug(entry.code))
                named = named.replace("[range]", file_slug(entry.range))
                yield _Plan(name, named, about)
        elif "[range]" in path:
            for each, about in view.each_range():
                yield _Plan(name, path.replace("[range]", file_slug(each.name)), about)
        else:
            yield _Plan(name, path, {})


def _read(folder: str) -> dict[str, str]:
    """Return the templates in *folder* by their paths in it, in the order of these.

    Raises:
        PathMissing, PathUnreadable, TemplateFailed: there is none, or one cannot be read.

    """
    if not os.path.isdir(folder):
        raise PathMissing(folder)
    sources = {
        os.path.relpath(path, folder).replace(os.sep, "/"): _text(path)
        for path in _paths(folder)
    }
    if not sources:
        raise ErrcatError(
            f"{folder}: there is no template in it: a file that ends in {ENDING}"
        )
    return dict(sorted(sources.items()))


def _paths(folder: str) -> Iterator[str]:
    """Yield the paths of the templates in *folder*; what is hidden, and other files, are none."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*folders, *files):
            path = os.path.join(place, name)
            if os.path.islink(path) and not _inside(folder, path):
                reason = "it is a link that leads out of the folder"
                raise TemplateFailed(path, 0, reason)
            if name in files and name.endswith(ENDING) and not name.startswith("."):
                yield path


def _inside(folder: str, path: str) -> bool:
    root = os.path.realpath(folder)
    return os.path.commonpath((root, os.path.realpath(path))) == root


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8-sig") as stream:
            return stream.read()
    except OSError as error:
        raise PathUnreadable(path, str(error.strerror).lower()) from None
    except UnicodeDecodeError:
        raise TemplateFailed(path, 0, "it is not UTF-8") from None


# --- rendering -------------------------------------------------------------------------------


def _environment(
    folder: str, sources: Mapping[str, str]
) -> ImmutableSandboxedEnvironment:
    """Return what renders *sources*, which can include nothing but each other."""

    def load(name: str) -> tuple[str, str, None] | None:
        return (sources[name], _place(folder, name), None) if name in sources else None

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(FILTERS)
    # What these give is another thing every time, and what is made is the same every time.
    del environment.filters["random"], environment.globals["lipsum"]
    return environment


def _place(folder: str, name: str) -> str:
    return os.path.join(folder, name)


_SHOWN = str | int | float | Decimal
_TELLING = CatalogText | Part | Undefined
"""What says itself what is wrong when Jinja makes a str of it."""


def _finalized(value: Any) -> Any:
    """Return what stands between `{{` and `}}` if it may go out as it is."""
    if isinstance(value, _SHOWN | _TELLING):
        return value
    if value is None:
        raise _Mistake("there is nothing to show here: ask with {% if ... %} before")
    raise _Mistake(
        "this is not a text or a number: loop over it, or use | map(...) | join(...)"
    )


def _rendered(
    environment: ImmutableSandboxedEnvironment,
    folder: str,
    plan: _Plan,
    shared: Mapping[str, Any],
) -> str:
    try:
        return environment.get_template(plan.template).render({**shared, **plan.about})
    except ErrcatError:
        raise
    except TemplateSyntaxError as error:
        path = error.filename or _place(folder, plan.template)
        raise TemplateFailed(path, error.lineno, str(error.message)) from None
    except Exception as error:
        path, line = _where(folder, error.__traceback__)
        said = _reason(error, plan.path, folder)
        path = path or _place(folder, plan.template)
        raise TemplateFailed(path, line, said) from error


def _where(folder: str, traceback: TracebackType | None) -> tuple[str, int]:
    """Return the last template and line that *traceback* went through: Jinja puts them there."""
    path, line = "", 0
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if name.endswith(ENDING) and name.startswith(folder):
            path, line = name, traceback.tb_lineno
        traceback = traceback.tb_next
    return path, line


_FILTER_OF = {
    ".csv": "csv",
    ".go": "go_str",
    ".htm": "html",
    ".html": "html",
    ".js": "ts_str",
    ".json": "json_str",
    ".md": "markdown",
    ".mjs": "ts_str",
    ".py": "py_str",
    ".svg": "xml",
    ".ts": "ts_str",
    ".xml": "xml",
    ".yaml": "yaml_str",
    ".yml": "yaml_str",
}
"""The filter that a message proposes, by the ending of the file."""


def _reason(error: Exception, path: str, folder: str) -> str:
    match error:
        case _Unfiltered():
            use = _FILTER_OF.get(os.path.splitext(path)[1], "json_str")
            return (
                f"{error} is a text of the catalog: say which language it goes into, as in"
                f" {{{{ {error} | {use} }}}}"
            )
        case _Mistake():
            return str(error)
        case TemplateNotFound() if isinstance(error.name, CatalogText):
            return "a text of the catalog cannot name a template"
        case TemplateNotFound():
            return f"there is no template '{error.name}' in {folder}"
        case TemplateError():
            return str(error.message)
        case _:
            return f"{type(error).__name__}: {error}"


# --- filters ---------------------------------------------------------------------------------


def _go_literal(s: str) -> str:
    """Return *s* as an interpreted string literal of Go.

    The escapes are those of YAML, but Go has none for a surrogate: that is shown as text.
    """
    return yaml_scalar(re.sub("[\ud800-\udfff]", _shown_surrogate, s))


def _shown_surrogate(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


# What ends a comment elsewhere than in Python and JavaScript: nested comments, PHP, the escapes
# of Java, which count in comments too, the backslash that continues a line of C, and what a line
# of Go says to its compiler.
_IN_COMMENT = r"""(?x) (?<=\*)(?=/) | (?<=/)(?=\*) | (?<=\?)(?=>) | (?<=\\)(?=u)
                 | (?<=\\)$ | (?<=\?\?)(?=/$) | ^(?=\+build\b)"""


def _comment(value: Any, prefix: str = "# ", width: int = 80) -> str:
    """Return a text, or several, as the lines of a comment, each behind *prefix* and a space."""
    several = isinstance(value, list | tuple)
    given = cast("Iterable[Any]", value) if several else (value,)
    lines = [
        line
        for each in given
        for line in _comment_lines(each, width - len(prefix.rstrip()) - 1)
    ]
    return "\n".join(f"{prefix.rstrip()} {line}".rstrip() for line in lines)


def _comment_lines(value: Any, room: int) -> Iterator[str]:
    """Yield the lines of a text, wrapped where it is one of the catalog."""
    text = _taken(value, "comment")
    if not isinstance(value, CatalogText):
        yield from text.split("\n")
        return
    for index, block in enumerate(paragraphs(text)):
        if index:
            yield ""
        lead = "- " if block.kind == BULLETS else ""
        for item in block.items:
            yield from _comment_wrapped(item, lead, room)


def _comment_wrapped(item: str, lead: str, room: int) -> Iterator[str]:
    # A line is made harmless once it is one: what ends up at its beginning counts.
    lines = wrap(
        item,
        max(room - len(lead), 1),
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines:
        yield lead + re.sub(_IN_COMMENT, "_", ts_comment(line))
        lead = " " * len(lead)


_CASES: Final[Mapping[str, Callable[[str], str]]] = {
    "camel": camel,
    "kebab": kebab,
    "pascal": pascal,
    "screaming_snake": screaming_snake,
    "snake": snake,
}


def _case(value: Any, style: str) -> str:
    """Return the words of a name, code or text in one of the `_CASES`, in ASCII."""
    if style not in _CASES:
        near = suggestion(style, _CASES) or f"there are: {', '.join(_CASES)}"
        raise _Mistake(f"there is no case '{style}'; {near}")
    cased = _CASES[style](_taken(value, "case"))
    if not cased:
        raise _Mistake("there is no letter and no digit in it to make a name of")
    return cased


def _taken(value: Any, name: str) -> str:
    if isinstance(value, str | CatalogText):
        return bare(value)
    if isinstance(value, Undefined):
        str(value)
    kind = "nothing" if value is None else type(value).__name__
    raise _Mistake(f"the filter {name} takes a text, and this is {kind}")


def _encoding(name: str, encode: Callable[[str], str]) -> Callable[[Any], str]:
    return lambda value: encode(_taken(value, name))


_ENCODERS: Final[Mapping[str, Callable[[str], str]]] = {
    "csv": csv_cell,
    "go_str": _go_literal,
    "html": html,
    "json_str": json_literal,
    "markdown": markdown,
    "py_str": python_literal,
    "slug": file_slug,
    "ts_str": ts_literal,
    "xml": xml,
    "yaml_str": yaml_scalar,
}
FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    **{name: _encoding(name, encode) for name, encode in _ENCODERS.items()},
    "case": _case,
    "comment": _comment,
}
"""The filters of errcat's own, which turn a text of the catalog into one of a language."""
