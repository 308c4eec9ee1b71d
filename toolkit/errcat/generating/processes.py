"""Targets made by programs in any language: a request on stdin, a reply with files on stdout.

Both are JSON, described by `request.schema.json` and `reply.schema.json`. If the program fails, the
end of its stderr is shown.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
from collections import abc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from shlex import join
from threading import current_thread, main_thread
from time import monotonic
from typing import IO, Any, Final, NamedTuple, cast

from errcat.errors import ErrcatError, OptionInvalid
from errcat.generating.target import File, Generator, header
from errcat.loading.bundle import catalog_data
from errcat.model import Catalog

PROTOCOL = 1
"""The version of the request, and of the reply to it."""
TIMEOUT = 30.0
"""How many seconds a program may run by default."""
REPLY_LIMIT = 64 * 1024 * 1024
"""How many bytes a reply may have."""
_STDERR_KEPT = 4096
_STDERR_LINES = 8
_BLOCK = 65536


class ProgramFailed(ErrcatError):
    """A program could not be started, crashed, or sent an invalid reply."""

    def __init__(
        self, target: str, command: Sequence[str], reason: str, stderr: str = ""
    ) -> None:
        super().__init__(target, tuple(command), reason, stderr)
        self.target = target
        self.command = tuple(command)
        self.reason = reason
        self.stderr = stderr
        """The end of what the program wrote to stderr."""

    def __str__(self) -> str:
        lines = [line.strip() for line in self.stderr.splitlines() if line.strip()]
        tail = f"; stderr: {' | '.join(lines[-_STDERR_LINES:])}" if lines else ""
        return f"target '{self.target}': `{join(self.command)}` {self.reason}{tail}"


class TargetRefused(ErrcatError):
    """A program replied that it cannot generate its target from this catalog, and why."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(target, reason)
        self.target = target
        self.reason = reason

    def __str__(self) -> str:
        return f"target '{self.target}': {self.reason}"


class ReplyInvalid(Exception):
    """A program sent an invalid reply; the argument continues "it replied"."""


def from_command(
    name: str,
    command: Sequence[str],
    *,
    cwd: str,
    suffix: str = "",
    timeout: float = TIMEOUT,
) -> Generator:
    """Return the target *name*, made by the program that *command* runs in the folder *cwd*.

    The command does not go through a shell. With a *suffix* the target writes one file, whose name
    ends in it; otherwise it writes a folder. After *timeout* seconds the program and the processes it
    started are killed.

    Raises:
        OptionInvalid: the command is empty.

    """
    if not command:
        raise OptionInvalid("command", f"target '{name}' has an empty command")

    def generate(catalog: Catalog, options: Mapping[str, str] | None) -> Iterator[File]:
        sent = json.dumps(request(name, catalog, options or {})).encode("ascii")
        ended = _run(name, command, cwd, sent, timeout)
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
    """Return the request to a program: target, options and catalog."""
    return {
        "errcat": PROTOCOL,
        "target": target,
        "options": dict(options),
        "header": list(header(target, catalog)),
        "catalog": catalog_data(catalog),
    }


# --- the reply -------------------------------------------------------------------------------


class Reply(NamedTuple):
    """The reply of a program: files, or why there are none."""

    files: tuple[File, ...] = ()
    error: str = ""


def _parsed(text: bytes) -> Reply:
    try:
        data = json.loads(text.decode("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise ReplyInvalid("something that is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        reason = f"invalid JSON: {error}" if text.strip() else "nothing"
        raise ReplyInvalid(reason) from None
    return reply(data)


def reply(data: Any) -> Reply:
    """Return *data* as a reply.

    Raises:
        ReplyInvalid: *data* does not conform to `reply.schema.json`.

    """
    fields = _fields(data, "the reply", ("error", "files"))
    if not fields.keys() & {"error", "files"}:
        raise ReplyInvalid("neither `files` nor `error`")
    files = fields.get("files", [])
    if not isinstance(files, list):
        raise ReplyInvalid("`files` that is not a list")
    items = enumerate(cast("Iterable[Any]", files))
    made = tuple(_file(item, f"files[{index}]") for index, item in items)
    error = _text(fields, "error", "the reply") if "error" in fields else ""
    if "error" in fields and not error:
        raise ReplyInvalid("an empty `error`")
    return Reply(made, error)


def _file(data: Any, where: str) -> File:
    fields = _fields(data, where, ("path", "text"))
    return File(_text(fields, "path", where), _text(fields, "text", where))


def _fields(data: Any, where: str, known: Iterable[str]) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise ReplyInvalid(f"an invalid document: {where} is not an object")
    fields = cast("dict[str, Any]", data)
    for key in fields:
        if key not in known:
            allowed = f"allowed: {' and '.join(known)}"
            raise ReplyInvalid(
                f"an invalid document: unknown key '{key}' in {where}; {allowed}"
            )
    return fields


def _text(fields: Mapping[str, Any], key: str, where: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        raise ReplyInvalid(f"an invalid document: `{key}` of {where} is not a string")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ReplyInvalid(
            f"an invalid document: `{key}` of {where} holds a lone surrogate"
        ) from None
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("duplicate key")
    return values


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
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"


def _run(
    name: str, command: Sequence[str], cwd: str, sent: bytes, timeout: float
) -> _Ended:
    """Return how the program ended; whatever goes wrong, none of its processes survive."""
    with ExitStack() as stack:
        with _interrupt_held():
            process = _started(name, command, cwd)
            stack.enter_context(_ended_on_error(process))
        exchange = _Exchange(process, sent)
        problem = exchange.until(monotonic() + timeout)
        if problem:
            reason = problem.format(seconds=f"{timeout:g}")
            raise ProgramFailed(name, command, reason, exchange.stderr)
        return _Ended(process.wait(), bytes(exchange.out), exchange.stderr)


def _started(name: str, command: Sequence[str], cwd: str) -> subprocess.Popen[bytes]:
    try:
        # A new session, so that the processes it starts can be killed with it.
        return (
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


@contextmanager
def _ended_on_error(process: subprocess.Popen[bytes]) -> abc.Generator[None]:
    """End the process if the block raises, and wait for it."""
    with process:
        try:
            yield
        except BaseException:
            _end(process)
            raise


@contextmanager
def _interrupt_held() -> abc.Generator[None]:
    """Hold an interrupt back to the end of the block, where it is raised as before.

    A process whose start is interrupted would run on unnoticed.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is None or current_thread() is not main_thread():
        yield
        return
    held: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if held:
            signal.raise_signal(signal.SIGINT)


def _not_started(error: OSError | ValueError, command: Sequence[str]) -> str:
    if isinstance(error, FileNotFoundError) and error.filename == command[0]:
        return f"could not be started: program '{command[0]}' not found"
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"could not be started: {reason}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and its session."""
    # If none is left, Linux reports that there is no such process, macOS a missing permission.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


_TOO_LONG: Final = (
    "ran for more than {seconds} seconds and was killed; raise its `timeout`"
)
_TOO_MUCH: Final = f"replied more than {REPLY_LIMIT // 1024 // 1024} MiB and was killed"


class _Exchange:
    """Request and reply: serves all three streams of a process at once, so that none blocks."""

    def __init__(self, process: subprocess.Popen[bytes], sent: bytes) -> None:
        self.process = process
        self.left = memoryview(sent)
        self.out = bytearray()
        self.err = bytearray()

    @property
    def stderr(self) -> str:
        """The end of what the process wrote to stderr."""
        return self.err.decode("utf-8", "replace")

    def until(self, deadline: float) -> str:
        """Serve the process until it ends; return why to kill it before, or ""."""
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
        """Write a part of the request; return whether any is left."""
        stream = cast("IO[bytes]", self.process.stdin)
        try:
            self.left = self.left[os.write(stream.fileno(), self.left[:_BLOCK]) :]
        except BrokenPipeError:
            return False  # a program may ignore the request
        return bool(self.left)

    def _read_out(self) -> bool:
        read = os.read(cast("IO[bytes]", self.process.stdout).fileno(), _BLOCK)
        self.out += read
        return bool(read)

    def _read_err(self) -> bool:
        read = os.read(cast("IO[bytes]", self.process.stderr).fileno(), _BLOCK)
        self.err = (self.err + read)[-_STDERR_KEPT:]
        return bool(read)
