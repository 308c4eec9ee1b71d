"""Reading a file that belongs to a project and is no catalog, whole."""

from __future__ import annotations

from errcat.errors import PathUnreadable


def read_bytes(path: str) -> bytes | None:
    """Return the bytes of the file at *path*, or None if there is no file.

    Raises:
        PathUnreadable: the file cannot be read.

    """
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PathUnreadable(path, str(error.strerror).lower()) from None


def read_text(path: str) -> str | None:
    """Return the text of the file at *path*, its line ends as they are, or None as `read_bytes` does.

    Raises:
        PathUnreadable: the file cannot be read, or is not UTF-8.

    """
    read = read_bytes(path)
    try:
        return None if read is None else read.decode("utf-8")
    except UnicodeDecodeError:
        raise PathUnreadable(path, "not valid UTF-8") from None
