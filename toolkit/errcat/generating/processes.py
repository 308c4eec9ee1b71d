"""Targets made by programs in any language: a request on stdin, and files in the reply on stdout.

Both are JSON, as `request.schema.json` and `reply.schema.json` describe them. What a program says on
stderr is shown if it fails.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from shlex import join
from time import monotonic
from typing import IO, Any, Final, NamedTuple, cast

from errcat.errors import ErrcatError, OptionInvalid
from errcat.generating.target import File, Generator, header
from errcat.loading.bundle import catalog_data
from errcat.model import Catalog

PROTOCOL = 1
"""The version of the request, and of the reply to it."""
TIMEOUT = 30.0
"""How many seconds a program has, if nothing is said."""
REPLY_LIMIT = 64 * 1024 * 1024
"""How many bytes a reply may have."""
_STDERR_KEPT = 4096
_STDERR_LINES = 8
_BLOCK = 65536


class ProgramFailed(ErrcatError):
    """A program could not be run, crashed, or replied what is no reply."""

    def __init__(
        self, target: str, command: Sequence[str], reason: str, said: str = ""
    ) -> None:
        super().__init__(target, tuple(command), reason, said)
        self.target = target
        self.command = tuple(command)
        self.reason = reason
        self.said = said
        """The end of what it wrote to stderr."""

    def __str__(self) -> str:
        lines = [line.strip() for line in self.said.splitlines() if line.strip()]
        tail = f"; it said: {' | '.join(lines[-_STDERR_LINES:])}" if lines else ""
        return f"target '{self.target}': `{join(self.command)}` {self.reason}{tail}"


class TargetRefused(ErrcatError):
    """A program says that it cannot make its target of this catalog, and why."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(target, reason)
        self.target = target
        self.reason = reason

    def __str__(self) -> str:
        return f"target '{self.target}': {self.reason}"


class ReplyInvalid(Exception):
    """What a program replied is no reply; the argument goes on from "it replied"."""


def from_command(
    name: str,
    command: Sequence[str],
    *,
    cwd: str,
    suffix: str = "",
    timeout: float = TIMEOUT,
) -> Generator:
    """Return the target *name*, made by the program that *command* runs in the folder *cwd*.

    No shell reads the command. With a *suffix* the target is one file, whose name ends in it; else
    it is a folder. After *timeout* seconds the program is ended, and all that it has started.

    Raises:
        OptionInvalid: the command is empty.

    """
    if not command:
        raise OptionInvalid("command", f"target '{name}': it names no program")

    def generate(catalog: Catalog, options: Mapping[str, str] | None) -> Iterator[File]:
        asked = json.dumps(request(name, catalog, options or {})).encode("ascii")
        ended = _run(name, command, cwd, asked, timeout)
        if ended.code:
            raise ProgramFailed(name, command, _ending(ended.code), ended.err)
        try:
            answer = _parsed(ended.out)
        except ReplyInvalid as error:
            raise ProgramFailed(name, command, f"replied {error}", ended.err) from None
        if answer.error:
            raise TargetRefused(name, answer.error)
        yield from answer.files

    return Generator(
        f"targets.{name}",
        f"Made by `{join(command)}`.",
        generate,
        options=cast("type[Any]", Mapping),
        suffix=suffix,
        single=bool(suffix),
        name=name,
    )


def request(
    target: str, catalog: Catalog, options: Mapping[str, str]
) -> dict[str, Any]:
    """Return what a program is asked: what to make, how, and of which catalog."""
    return {
        "errcat": PROTOCOL,
        "target": target,
        "options": dict(options),
        "header": list(header(target, catalog)),
        "catalog": catalog_data(catalog),
    }


# --- the reply -------------------------------------------------------------------------------


class Reply(NamedTuple):
    """What a program answers: files, or why there are none."""

    files: tuple[File, ...] = ()
    error: str = ""


def _parsed(text: bytes) -> Reply:
    try:
        data = json.loads(text.decode("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise ReplyInvalid("in something else than UTF-8") from None
    except (ValueError, RecursionError) as error:
        said = f"what is not JSON: {error}" if text.strip() else "nothing"
        raise ReplyInvalid(said) from None
    return reply(data)


def reply(data: Any) -> Reply:
    """Return what *data* says.

    Raises:
        ReplyInvalid: it is not what `reply.schema.json` allows.

    """
    fields = _fields(data, "the reply", ("error", "files"))
    if not fields.keys() & {"error", "files"}:
        raise ReplyInvalid("neither `files` nor `error`")
    files = fields.get("files", [])
    if not isinstance(files, list):
        raise ReplyInvalid("`files` that are not a list")
    items = enumerate(cast("Iterable[Any]", files))
    made = tuple(_file(item, f"files[{index}]") for index, item in items)
    error = _text(fields, "error", "the reply") if "error" in fields else ""
    if "error" in fields and not error:
        raise ReplyInvalid("an `error` that says nothing")
    return Reply(made, error)


def _file(data: Any, where: str) -> File:
    fields = _fields(data, where, ("path", "text"))
    return File(_text(fields, "path", where), _text(fields, "text", where))


def _fields(data: Any, where: str, known: Iterable[str]) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise ReplyInvalid(f"wrongly: {where} is not an object")
    fields = cast("dict[str, Any]", data)
    for key in fields:
        if key not in known:
            there_are = f"it has {' and '.join(known)}"
            raise ReplyInvalid(f"wrongly: there is no '{key}' in {where}; {there_are}")
    return fields


def _text(fields: Mapping[str, Any], key: str, where: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        raise ReplyInvalid(f"wrongly: `{key}` of {where} is not a text")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        half = "half a character: a surrogate alone"
        raise ReplyInvalid(f"wrongly: `{key}` of {where} holds {half}") from None
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


# --- the process -----------------------------------------------------------------------------


class _Ended(NamedTuple):
    """How a program ended, and what it wrote."""

    code: int
    out: bytes
    err: str


def _ending(code: int) -> str:
    if code > 0:
        return f"failed with exit code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"


def _run(
    name: str, command: Sequence[str], cwd: str, asked: bytes, timeout: float
) -> _Ended:
    """Return how the program ended; whatever goes wrong, nothing of it runs on."""
    try:
        # A session of its own, so that it can be ended together with what it has started.
        process = (
            subprocess.Popen(  # noqa: S603  # a command of the project's configuration
                list(command),
                cwd=cwd or None,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        )
    except (OSError, ValueError) as error:
        raise ProgramFailed(name, command, _not_started(error, command)) from None
    with process:
        talk = _Talk(process, asked)
        try:
            problem = talk.until(monotonic() + timeout)
        except BaseException:
            _end(process)
            raise
        if problem:
            _end(process)
            reason = problem.format(seconds=f"{timeout:g}")
            raise ProgramFailed(name, command, reason, talk.said)
        return _Ended(process.wait(), bytes(talk.out), talk.said)


def _not_started(error: OSError | ValueError, command: Sequence[str]) -> str:
    if isinstance(error, FileNotFoundError) and error.filename == command[0]:
        return f"could not be started: there is no program '{command[0]}'"
    said = error.strerror if isinstance(error, OSError) else str(error)
    return f"could not be started: {said}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all of its session."""
    # Where nothing is left of it, Linux finds no such process, and macOS permits nothing.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


_TOO_LONG: Final = (
    "ran for more than {seconds} seconds and was ended; `timeout` gives it more"
)
_TOO_MUCH: Final = f"replied more than {REPLY_LIMIT // 1024 // 1024} MiB and was ended"


class _Talk:
    """A conversation with a process: all three of its streams at once, so that none gets stuck."""

    def __init__(self, process: subprocess.Popen[bytes], asked: bytes) -> None:
        self.process = process
        self.left = memoryview(asked)
        self.out = bytearray()
        self.err = bytearray()

    @property
    def said(self) -> str:
        """The end of what the process wrote to stderr."""
        return self.err.decode("utf-8", "replace")

    def until(self, deadline: float) -> str:
        """Talk until the process has ended; return why it must be ended before, or ""."""
        with selectors.DefaultSelector() as selector:
            self._listen(selector)
            while selector.get_map():
                ready = selector.select(max(deadline - monotonic(), 0))
                if not ready:
                    return _TOO_LONG
                for key, _ in ready:
                    if not key.data():
                        selector.unregister(key.fileobj)
                        cast("IO[bytes]", key.fileobj).close()
                if len(self.out) > REPLY_LIMIT:
                    return _TOO_MUCH
        try:
            self.process.wait(max(deadline - monotonic(), 0))
        except subprocess.TimeoutExpired:
            return _TOO_LONG
        return ""

    def _listen(self, selector: selectors.BaseSelector) -> None:
        process = self.process
        for stream, event, act in (
            (process.stdin, selectors.EVENT_WRITE, self._write),
            (process.stdout, selectors.EVENT_READ, self._read_out),
            (process.stderr, selectors.EVENT_READ, self._read_err),
        ):
            assert stream is not None  # noqa: S101  # all three are pipes
            os.set_blocking(stream.fileno(), False)
            selector.register(stream, event, act)

    def _write(self) -> bool:
        """Write some of the request, and tell whether anything is left."""
        stream = cast("IO[bytes]", self.process.stdin)
        try:
            self.left = self.left[os.write(stream.fileno(), self.left[:_BLOCK]) :]
        except BrokenPipeError:
            return False  # it need not read what it does not want to know
        return bool(self.left)

    def _read_out(self) -> bool:
        read = os.read(cast("IO[bytes]", self.process.stdout).fileno(), _BLOCK)
        self.out += read
        return bool(read)

    def _read_err(self) -> bool:
        read = os.read(cast("IO[bytes]", self.process.stderr).fileno(), _BLOCK)
        self.err = (self.err + read)[-_STDERR_KEPT:]
        return bool(read)
