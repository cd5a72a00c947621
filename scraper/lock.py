"""One writer at a time: a lock file that the system frees when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

INHERITED = "DARMSTADT_AKTUELL_LOCK"  # descriptor of a lock that the parent process holds and lends to this one


class Locked(Exception):
    """Another run holds the lock; the message says who."""


class RunLock:
    """Holds `FOLDER/lock` while the block runs.

    Raises: Locked, with the process id and command line of the holder.
    """

    def __init__(self, folder: Path, what: str) -> None:
        self._path, self._what = folder / "lock", what
        self._fd: int | None = None

    @property
    def fd(self) -> int:
        """The descriptor to lend to a child process."""
        if self._fd is None:
            raise ValueError("the lock is not held")
        return self._fd

    def __enter__(self) -> Self:
        return self.acquire()

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.release()

    def acquire(self) -> Self:
        """Take the lock, or use the one that the parent process lends. Raises: Locked."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(fd, 200).decode(errors="replace").strip() or "an unknown process"
            os.close(fd)
            if self._lent():
                return self
            raise Locked(f"another run holds {self._path}: {holder}; wait for it or end it") from None
        os.ftruncate(fd, 0)
        os.write(fd, f"process {os.getpid()} ({self._what})\n".encode())
        self._fd = fd
        return self

    def release(self) -> None:
        """Free the lock, if it is ours."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _lent(self) -> bool:
        lent = os.environ.get(INHERITED, "")
        try:
            return lent.isdigit() and os.path.samestat(os.fstat(int(lent)), self._path.stat())
        except OSError:
            return False
