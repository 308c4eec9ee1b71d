"""Run errcat in a process of its own, forked from a server that has imported it already.

Starting Python and importing errcat takes most of the time of a short run. `tests/check.py --all`
starts a new Python for every run instead, so that imports are tested, too.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NamedTuple, cast

LIMIT = 100_000
"""Bytes of a request, which is sent as one message."""
PACKAGES = ("errcat", "errcat_generators", "errcat_schema")
LATE = ("black", "click.shell_completion", "deepdiff", "jinja2", "jsonschema")
"""What errcat imports where it needs it."""
UNUSED = ("errcat.testing", "errcat_schema.compile")
"""Modules and packages that no command imports."""
STREAMS = ("stdin", "stdout", "stderr")
AT_START = ("PYTHON", "LC_", "LANG", "TZ")
"""How the names of variables begin that Python reads only when it starts."""


# --- the side of the tests -------------------------------------------------------------------


def launch(
    args: Sequence[str], cwd: Path, stdin: bytes, env: Mapping[str, str]
) -> tuple[int, bytes, bytes] | None:
    """Return the exit code, output and errors of a run, or None if it needs a Python of its own."""
    request = json.dumps({"args": args, "cwd": str(cwd), "env": dict(env)}).encode()
    if len(request) > LIMIT or not _may_fork(env):
        return None
    server = _server().connection
    (in_read, in_write), (out_read, out_write), (err_read, err_write) = (
        os.pipe() for _ in range(3)
    )
    theirs = [in_read, out_write, err_write]
    socket.send_fds(server, [request], theirs)
    for descriptor in theirs:
        os.close(descriptor)
    with ThreadPoolExecutor(3) as pool:
        pool.submit(_feed, in_write, stdin)
        out, err = pool.submit(_drain, out_read), pool.submit(_drain, err_read)
        code = int(server.recv(LIMIT))
        return code, out.result(), err.result()


def _may_fork(env: Mapping[str, str]) -> bool:
    """Return whether nothing in *env* changes how Python starts, or what was imported."""
    if os.environ.get("ERRCAT_EXHAUSTIVE") or _at_start(env) != _at_start(_began()):
        return False
    added = {*_paths(env)} - {*_paths(_began())}
    names = {Path(name).stem for folder in added for name in _listed(folder)}
    return not names or names.isdisjoint(_server().modules)


def _at_start(env: Mapping[str, str]) -> dict[str, str]:
    return {
        key: value
        for key, value in env.items()
        if key.startswith(AT_START) and key != "PYTHONPATH"
    }


def _listed(folder: str) -> list[str]:
    with suppress(OSError):
        return os.listdir(folder)
    return []


def _paths(env: Mapping[str, str]) -> list[str]:
    return [path for path in env.get("PYTHONPATH", "").split(os.pathsep) if path]


@cache
def _began() -> dict[str, str]:
    """Return the variables with which the server started."""
    return {**os.environ, "PYTHONUTF8": "1"}


class _Server(NamedTuple):
    connection: socket.socket
    modules: set[str]
    """The modules and packages that it has imported, or that Python imports when it starts."""


@cache
def _server() -> _Server:
    """Start the server, once in a process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    number = str(theirs.fileno())
    process = subprocess.Popen(
        [sys.executable, "-P", __file__, number],
        stdin=subprocess.DEVNULL,
        env=_began(),
        pass_fds=[theirs.fileno()],
    )
    theirs.close()

    def stop() -> None:
        ours.close()
        process.wait()

    atexit.register(stop)
    return _Server(
        ours, {*json.loads(ours.recv(LIMIT)), "sitecustomize", "usercustomize"}
    )


def _feed(descriptor: int, content: bytes) -> None:
    with suppress(BrokenPipeError), os.fdopen(descriptor, "wb", buffering=0) as stream:
        stream.write(content)


def _drain(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()


# --- the side of the server ------------------------------------------------------------------


def preload() -> None:
    """Import whatever a run may import; what needs a missing extra fails in the run itself."""
    names = list(LATE)
    for package in PACKAGES:
        path = import_module(package).__path__
        names += [module.name for module in walk_packages(path, f"{package}.")]
    for name in names:
        if not name.startswith(UNUSED):
            with suppress(ImportError):
                import_module(name)
    gc.freeze()


def serve(connection: socket.socket) -> None:
    """Fork a process for every request, and answer with its exit code."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(connection, LIMIT, 3)
        if not message:
            return
        child = os.fork()
        if not child:
            connection.close()
            become(json.loads(message), descriptors)
            main()
        for descriptor in descriptors:
            os.close(descriptor)
        _, status = os.waitpid(child, 0)
        connection.send(str(os.waitstatus_to_exitcode(status)).encode())


def become(request: Mapping[str, Any], descriptors: Sequence[int]) -> None:
    """Make this process like one that was started for *request*."""
    for number, (name, descriptor) in enumerate(zip(STREAMS, descriptors, strict=True)):
        os.dup2(descriptor, number)
        os.close(descriptor)
        old: Any = getattr(sys, name)  # what it was made for may have been seekable
        lines = 1 if old.line_buffering else -1
        how = {"encoding": old.encoding, "errors": old.errors, "closefd": False}
        fresh: Any = cast("Any", os.fdopen)(number, old.mode, lines, **how)
        setattr(sys, name, fresh)
        setattr(sys, f"__{name}__", fresh)
    os.chdir(request["cwd"])
    before = {*_paths(os.environ)}
    os.environ.clear()
    os.environ.update(request["env"])
    others = [path for path in sys.path if path not in before]
    sys.path[:] = [*_paths(os.environ), *others]
    sys.argv[1:] = request["args"]


def main() -> None:
    """Run errcat, and end the process."""
    import_module("errcat.__main__").main()


if __name__ == "__main__":
    preload()
    to_tests = socket.socket(fileno=int(sys.argv[1]))
    to_tests.send(
        json.dumps([*{name.partition(".")[0] for name in sys.modules}]).encode()
    )
    serve(to_tests)
