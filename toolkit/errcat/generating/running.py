"""Run a generator: verify what it made, place the files, and compare them with those on disk."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from errcat.contents import read_bytes
from errcat.errors import ErrcatError, OutputRefused, PluginBroken
from errcat.generating.target import File, Generator
from errcat.model import Catalog
from errcat.naming import portable_name

BUILT_IN = "errcat_generators."
"""What the module name of a built-in generator starts with."""


class VerificationFailed(ErrcatError):
    """The output of a built-in target does not match the catalog."""

    exit_code = 70

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(target, reason)
        self.target = target
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"the output of target '{self.target}' does not match the catalog: {self.reason};"
            " nothing was written; this is a bug in errcat, please report it"
        )


def render(
    generator: Generator, catalog: Catalog, options: Any, *, verified: bool = True
) -> tuple[File, ...]:
    """Return the files that *generator* makes from *catalog*, after verifying them if *verified*.

    Raises:
        VerificationFailed: the files of a built-in generator do not match the catalog.
        PluginBroken: the files of a plugin do not match the catalog, or the plugin crashed.

    """
    built_in = generator.module.startswith(BUILT_IN)
    try:
        files = tuple(generator.generate(catalog, options))
        verify = generator.verify if verified else None
        wrong = verify(catalog, options, files) if verify else ""
    except ErrcatError:
        raise
    except Exception as error:
        if built_in:
            raise
        reason = f"could not generate: {type(error).__name__}: {error}"
        raise PluginBroken(generator.module, reason) from error
    if wrong and built_in:
        raise VerificationFailed(generator.name, wrong)
    if wrong:
        reason = f"its output does not match the catalog: {wrong}"
        raise PluginBroken(generator.module, reason)
    return files if built_in else tuple(_formatted(generator, file) for file in files)


def _formatted(generator: Generator, file: File) -> File:
    """Return *file* as black formats it, if it is Python; built-ins need no formatting."""
    if not (file.path or generator.suffix).endswith(".py"):
        return file
    from black import Mode, format_str  # slow to import, rarely needed
    from black.parsing import InvalidInput

    try:
        return File(file.path, format_str(file.text, mode=Mode()))
    except InvalidInput as error:
        reason = f"generated {file.path or 'a file'} that is not valid Python: {error}"
        raise PluginBroken(generator.module, reason) from error


# --- where files go ---------------------------------------------------------------------------


def paths(
    generator: Generator, output: str, files: Iterable[File]
) -> list[tuple[str, str]]:
    """Return path and text of every file when written to *output*: a file, or a folder.

    Raises:
        OutputRefused: a file would lie outside the folder, or a file of a single target anywhere
            but beside the output, or it has a name that some file system does not allow.

    """
    place = _beside if generator.single else _inside
    files = list(files)
    for index, (path, _) in enumerate(files):
        if not generator.single or index:
            _check_portable(path)
    return [
        (place(generator, output, index, path), text)
        for index, (path, text) in enumerate(files)
    ]


def _check_portable(path: str) -> None:
    for name in path.split("/"):
        if name not in (os.curdir, os.pardir) and not portable_name(name):
            raise OutputRefused(path, f"'{name}' is not a file name on every system")


def _beside(generator: Generator, output: str, index: int, path: str) -> str:
    if index == 0:
        return output
    if "/" in path:
        raise OutputRefused(path, "not beside the output of its target")
    return output.removesuffix(generator.suffix) + path


def _inside(_: Generator, output: str, __: int, path: str) -> str:
    if ".." in path.split("/"):
        raise OutputRefused(path, "outside the output folder of its target")
    return f"{output}/{path}" if output else path


# --- drift ------------------------------------------------------------------------------------


def drift(path: str, text: str | None) -> str:
    """Return a unified diff from the file at *path* to *text*; "" if they are the same.

    Raises:
        PathUnreadable: the file cannot be read.

    """
    content = read_bytes(path)
    if content == (None if text is None else text.encode("utf-8")):
        return ""
    from difflib import unified_diff  # slow to import, and only drift needs it

    old = "" if content is None else content.decode("utf-8", "backslashreplace")
    before = "/dev/null" if content is None else path
    after = "/dev/null" if text is None else path
    lines = unified_diff(_lines(old), _lines(text or ""), before, after, lineterm="")
    return "\n".join(lines) or f"{path}: same characters, different bytes"


def _lines(text: str) -> list[str]:
    """Return the lines of *text*; if the last one has no line end, a note says so, as in diff."""
    lines = text.split("\n")
    if lines[-1]:
        lines[-1] += "\n\\ No newline at end of file"
        return lines
    return lines[:-1]
