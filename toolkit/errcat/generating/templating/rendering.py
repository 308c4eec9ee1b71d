"""Render one template with Jinja's sandbox, and explain what goes wrong."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from types import TracebackType
from typing import Any, NamedTuple

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from errcat.errors import ErrcatError
from errcat.generating.templating.filters import filters_of
from errcat.generating.templating.folder import ENDING, TemplateFailed
from errcat.generating.templating.placing import Misplaced, placed, proposal
from errcat.generating.templating.values import (
    CatalogText,
    Encoded,
    Ledger,
    Mistake,
    Unfiltered,
)
from errcat.generating.templating.views import Part


class Engine(NamedTuple):
    """An environment of Jinja, and the encoded texts that it prints."""

    environment: ImmutableSandboxedEnvironment
    ledger: Ledger


def engine_of(folder: str, sources: Mapping[str, str]) -> Engine:
    """Return the engine that renders *sources*, which can include only each other."""

    def load(name: str) -> tuple[str, str, None] | None:
        return (sources[name], _place(folder, name), None) if name in sources else None

    ledger = Ledger()
    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        finalize=partial(_finalized, ledger),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(filters_of(ledger))
    environment.policies["json.dumps_function"] = _dumped
    # Their results vary, but the same input must produce the same output.
    del environment.filters["random"], environment.globals["lipsum"]
    return Engine(environment, ledger)


def _dumped(value: Any, **options: Any) -> str:
    """Return what `tojson` writes: JSON, but never catalog text, which has filters of its own."""
    try:
        return json.dumps(value, default=_undumpable, **options)
    except TypeError as error:
        raise Mistake(f"'tojson' cannot write this value: {error}") from None


def _undumpable(value: Any) -> Any:
    if isinstance(value, _EXPLAINING | Encoded):
        # Raises the explanation.
        return str(value)
    raise TypeError(f"it is of type {type(value).__name__}")


def _place(folder: str, name: str) -> str:
    return os.path.join(folder, name)


_SHOWN = str | int | float | Decimal
_EXPLAINING = CatalogText | Part | Undefined
"""Values that raise an explanation when Jinja converts them to str."""


def _finalized(ledger: Ledger, value: Any) -> Any:
    """Return the value of `{{ ... }}` if it may be printed; encoded text as its mark."""
    if isinstance(value, Encoded):
        return ledger.mark(value)
    if isinstance(value, _SHOWN | _EXPLAINING):
        return value
    if value is None:
        raise Mistake("the value is empty; check it with {% if ... %} first")
    raise Mistake("not a text or a number; loop over it, or use | map(...) | join(...)")


def rendered(
    engine: Engine,
    folder: str,
    template: str,
    path: str,
    variables: Mapping[str, Any],
) -> str:
    """Return the file at *path* as *template* renders it.

    Raises:
        TemplateFailed: the template is not valid, or does something that is not allowed.

    """
    engine.ledger.path = path
    try:
        printed = engine.environment.get_template(template).render(variables)
        return placed(printed, engine.ledger, path)
    except ErrcatError:
        raise
    except Misplaced as error:
        source = error.place.path or _place(folder, template)
        raise TemplateFailed(source, error.place.line, str(error)) from None
    except TemplateSyntaxError as error:
        source = error.filename or _place(folder, template)
        raise TemplateFailed(source, error.lineno, str(error.message)) from None
    except Exception as error:
        source, line = _where(folder, error.__traceback__)
        reason = _reason(error, path, folder)
        source = source or _place(folder, template)
        raise TemplateFailed(source, line, reason) from error


def _where(folder: str, traceback: TracebackType | None) -> tuple[str, int]:
    """Return the last template and line in *traceback*, where Jinja records them."""
    path, line = "", 0
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if name.endswith(ENDING) and name.startswith(folder):
            path, line = name, traceback.tb_lineno
        traceback = traceback.tb_next
    return path, line


def _reason(error: Exception, path: str, folder: str) -> str:
    match error:
        case Unfiltered():
            use = proposal(path)
            example = f": {{{{ {error} | {use} }}}}" if use else ""
            return f"{error} is catalog text, which needs a filter for the output language{example}"
        case Mistake():
            return str(error)
        case TemplateNotFound() if isinstance(error.name, CatalogText):
            return "the name of a template cannot be catalog text"
        case TemplateNotFound():
            return f"no template '{error.name}' in {folder}"
        case TemplateError():
            return str(error.message)
        case _:
            return f"{type(error).__name__}: {error}"
