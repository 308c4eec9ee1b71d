"""Files are written whole or not at all, and only where they may be."""

from __future__ import annotations

import errno
import itertools
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from errcat import leftovers
from errcat.errors import OutputRefused, WriteFailed
from errcat.writing import MARK, anything, plan, write, write_all

OURS = f"# {MARK} 0.0.0\n"


def everything_below(folder: Path) -> dict[str, bytes | None]:
    """Return every path below *folder* and, of files, the content."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def test_what_is_written_is_there(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folders" / "errors.py"
    assert write(str(path), "a = 1\nb = 'ß'\n")
    assert path.read_bytes() == "a = 1\nb = 'ß'\n".encode()


def test_a_name_alone_is_a_file_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert write("errors.py", "x\n")
    assert everything_below(tmp_path) == {"errors.py": b"x\n"}


def test_unchanged_file_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "errors.py"
    write(str(path), "same\n")
    before = path.stat()
    assert not write(str(path), "same\n")
    after = path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_mode_of_a_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "errors.py"
    path.write_text(OURS)
    path.chmod(0o751)
    write(str(path), "new\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o751


def test_a_new_file_heeds_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "errors.py"
    before = os.umask(0o027)
    try:
        write(str(path), "new\n")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("target", ["file", "missing"])
def test_a_link_is_refused_and_what_it_leads_to_untouched(
    tmp_path: Path, target: str
) -> None:
    victim = tmp_path / "victim"
    if target == "file":
        victim.write_text(OURS)
    link = tmp_path / "errors.py"
    link.symlink_to(victim)
    with pytest.raises(OutputRefused, match="it is a symbolic link"):
        write(str(link), "new\n")
    with pytest.raises(OutputRefused, match="it is a symbolic link"):
        write_all(str(tmp_path), [("errors.py", "new\n")])
    assert link.is_symlink()
    assert (victim.read_text() if target == "file" else not victim.exists()) in (
        OURS,
        True,
    )


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    root = tmp_path / "root"
    root.mkdir()
    (root / "out").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(OutputRefused, match="folder out is a symbolic link"):
        write_all(str(root), [("out/errors.py", "new\n")])
    assert not list(elsewhere.iterdir())


def test_a_folder_or_a_pipe_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputRefused, match="it is a folder"):
        write(str(tmp_path / "folder"), "")
    with pytest.raises(OutputRefused, match="not a regular file"):
        write(str(tmp_path / "pipe"), "")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../errors.py", "outside"),
        (".git/config", "belongs to git"),
        ("a/.GIT/hooks/pre-commit", "belongs to git"),
        ("git~1/config", "belongs to git"),
        ("a/../../errors.py", "outside"),
        ("a/..", "outside"),
        ("/tmp/errors.py", "outside"),  # noqa: S108  # it is refused, not used
        ("a\0b", "NUL"),
        ("", "not a file name"),
        ("a//b", "not a file name"),
        ("a/", "not a file name"),
        ("./a", "not a file name"),
        ("x" * 256, "longer than 255 bytes"),
        ("ß" * 128, "longer than 255 bytes"),
        ("/".join(["x" * 200] * 30), "name too long"),
        ("\ud800", "surrogate"),
    ],
)
def test_a_path_that_is_not_plainly_below_its_root_is_refused(
    tmp_path: Path, path: str, reason: str
) -> None:
    root = tmp_path / "root"
    with pytest.raises(OutputRefused, match=reason):
        write_all(str(root), [("fine.py", "x\n"), (path, "x\n")])
    assert not everything_below(tmp_path)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("errors.py", "errors.py", "written by two outputs"),
        ("E-A1.md", "e-a1.md", "that ignore case"),
        ("stra\xdfe", "STRASSE", "that ignore case"),
        ("e\u0301", "\xe9", "written by two outputs"),
        ("a", "a/b", "would also be the folder of a/b"),
        ("A/b/c", "a/B", "would also be the folder of A/b/c"),
    ],
)
def test_two_files_never_share_a_path(
    tmp_path: Path, one: str, other: str, reason: str
) -> None:
    for files in ([(one, "1"), (other, "2")], [(other, "2"), (one, "1")]):
        with pytest.raises(OutputRefused, match=reason):
            write_all(str(tmp_path), files)
    assert not everything_below(tmp_path)


def test_only_generated_files_are_replaced(tmp_path: Path) -> None:
    """What a person wrote stays, and then nothing else is written either."""
    (tmp_path / "mine.py").write_text("precious = 1\n")
    (tmp_path / "late.py").write_text("#" * 1024 + OURS)
    (tmp_path / "ours.py").write_text(OURS)
    (tmp_path / "empty.py").write_text("")
    before = everything_below(tmp_path)
    for name in ("mine.py", "late.py"):
        with pytest.raises(OutputRefused, match="not generated by errcat"):
            write_all(str(tmp_path), [("ours.py", "new\n"), (name, "new\n")])
    assert everything_below(tmp_path) == before
    assert write_all(str(tmp_path), [("ours.py", "new\n"), ("empty.py", "new\n")]) == (
        True,
        True,
    )
    assert write_all(str(tmp_path), [("mine.py", "precious = 1\n")]) == (False,)
    assert write_all(str(tmp_path), [("mine.py", "new\n")], anything) == (True,)


def test_planning_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "old.py").write_text(OURS)
    before = everything_below(tmp_path)
    planned = plan(str(tmp_path), [("old.py", OURS), ("a/new.py", "x\n")])
    assert [(each.content, each.fresh) for each in planned] == [
        (OURS.encode(), True),
        (b"x\n", False),
    ]
    assert everything_below(tmp_path) == before


def test_half_a_surrogate_pair_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(WriteFailed, match="surrogate"):
        write(str(tmp_path / "x"), "\ud800")
    assert not everything_below(tmp_path)


def _refusing(number: int) -> Callable[..., Any]:
    def refuse(*_: object, **__: object) -> Any:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "fchmod"])
def test_a_file_that_cannot_be_written_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    (tmp_path / "a.py").write_text(OURS)
    (tmp_path / "b.py").write_text(OURS)
    before = everything_below(tmp_path)
    monkeypatch.setattr(os, call, _refusing(number))
    with pytest.raises(WriteFailed) as caught:
        write_all(str(tmp_path), [("a.py", "new\n"), ("b.py", "new\n")])
    monkeypatch.undo()
    assert everything_below(tmp_path) == before
    assert str(caught.value).startswith(f"{tmp_path}/a.py: could not be written: ")
    assert caught.value.exit_code == 2


def test_a_full_disk_leaves_every_file_of_a_run_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first file is replaced only when the last is on disk."""
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(OURS)
    before = everything_below(tmp_path)
    calls: list[int] = []
    fsync = os.fsync

    def full_at_the_second(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full_at_the_second)
    with pytest.raises(
        WriteFailed, match=r"b\.py: could not be written: no space left"
    ):
        write_all(str(tmp_path), [("a.py", "new\n"), ("b.py", "new\n")])
    assert everything_below(tmp_path) == before


def test_writing_in_pieces_is_writing_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = os.write

    def slowly(handle: int, data: memoryview) -> int:
        return put(handle, data[:3])

    monkeypatch.setattr(os, "write", slowly)
    write(str(tmp_path / "x"), "0123456789")
    assert (tmp_path / "x").read_text() == "0123456789"


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_an_interrupt_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    (tmp_path / "a.py").write_text(OURS)
    before = everything_below(tmp_path)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, call, interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(str(tmp_path / "a.py"), "new\n")
    assert everything_below(tmp_path) == before


def test_many_writers_leave_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "errors.py"
    script = "import sys; from errcat.writing import write; write(sys.argv[1], sys.argv[2] * 200_000)"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(path), chr(ord("a") + number)]
        )
        for number in range(20)
    ]
    assert [writer.wait() for writer in writers] == [0] * 20
    text = path.read_text()
    assert text == text[0] * 200_000
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "error", [OSError(errno.EPERM, "Operation not permitted"), KeyboardInterrupt()]
)
@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_cannot_be_moved_leaves_those_before_it_as_they_were(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    links: bool,
) -> None:
    files = [(name, f"{OURS}new\n") for name in ("new", "a", "b", "c")]
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(OURS)
    (tmp_path / "a").chmod(0o640)
    before = everything_below(tmp_path)
    replace, calls = os.replace, itertools.count()

    def fail_at_the_third(source: str, target: str) -> None:
        if next(calls) == 2:
            raise error
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail_at_the_third)
    if not links:
        monkeypatch.setattr(os, "link", _refusing(errno.EPERM))
    with pytest.raises(
        KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else WriteFailed
    ):
        write_all(str(tmp_path), files)
    monkeypatch.undo()
    assert everything_below(tmp_path) == before
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


# --- leftovers ----------------------------------------------------------------------------------


def leftover(folder: Path, name: str, age: float = 0) -> Path:
    path = folder / name
    path.write_text("half")
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - age))
    return path


def ended() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
        return process.pid


def test_leftovers_of_writers_that_have_ended_are_removed(tmp_path: Path) -> None:
    own = leftovers.new_name()
    dead = own.replace(f"-{os.getpid()}-", f"-{ended()}-")
    here, pid = own.split("-")[1:3]
    elsewhere = dead.replace(here, "00000000" if here != "00000000" else "11111111")
    old = ".errcat-0123456789abcdef.tmp"
    kept = [own, elsewhere, old, ".errcat-x.tmp", f"a{dead}", f"{dead}.txt"]
    for name in (*kept, dead):
        leftover(tmp_path, name)
    (tmp_path / dead.replace(dead[-8:-4], "dddd")).mkdir()
    write(str(tmp_path / "file"), "x")
    left = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert left == {*kept, "file"}
    for name in (elsewhere, old):
        leftover(tmp_path, name, age=100_000)
    leftover(tmp_path, "notes.tmp", age=100_000)
    write(str(tmp_path / "file"), "x")
    left = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert left == {*kept, "file", "notes.tmp"} - {elsewhere, old}
    assert int(pid) == os.getpid()
