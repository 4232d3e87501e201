"""The SQLite file before it is opened: its folder, its first bytes, and who holds it.

The lock is a file held open, not a row: the system frees it however the process ends.
"""

import fcntl
import os
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import AlreadyRunning, Unusable

MAGIC = b"SQLite format 3\x00"


def sqlite_file(url: str) -> Path | None:
    """Where the database lies, or None when it is no SQLite file. Raises Unusable."""
    try:
        address = make_url(url)
    except ArgumentError:  # its text would repeat the address, password included
        raise Unusable("the database address cannot be read") from None
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return None
    return Path(str(address.database))


def prepare(path: Path) -> None:
    """Make the file, readable by its owner alone; refuse one that is something else.

    Raises Unusable. SQLite gives its other files the mode of this one.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        begins = os.read(file, len(MAGIC))
        os.close(file)
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from error
    if begins not in (b"", MAGIC):
        raise Unusable(f"{path} is not a SQLite database; it was left as it is")


def flush(place: Path) -> None:
    """Have what was written to this file, or into this folder, on the disk."""
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class Hold:
    """Keeps one SQLite file to one process until released."""

    def __init__(self, path: Path) -> None:
        """Take the file. Raises AlreadyRunning at once when someone has it."""
        try:
            self._file = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Unusable(f"{path}.lock: {error.strerror}") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._file)
            raise AlreadyRunning(f"another process already runs on {path}") from None

    def release(self) -> None:
        """Let go. The lock file stays: removing it would let two processes hold two files."""
        if self._file >= 0:
            os.close(self._file)
        self._file = -1
