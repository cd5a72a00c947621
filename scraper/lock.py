"""One writer at a time: a lock file, which the system releases when its holder ends, for whatever reason."""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from scraper.errors import Locked

INHERITED = "DARMSTADT_AKTUELL_LOCK"  # descriptor of a lock that the parent process holds and lends to this one
PARENT = "DARMSTADT_AKTUELL_PARENT"  # descriptor of a pipe whose other end the parent process keeps open as it lives


def end_with_parent() -> None:
    """End this process at once when the one that started it ends, however that ends, so that the lock is free again.

    The store is made to be left at any instant. Does nothing if no parent asked for it.
    """
    lent = os.environ.get(PARENT, "")
    if not lent.isdigit():
        return

    def watch() -> None:
        os.read(int(lent), 1)  # nothing is ever written: it returns when the parent is gone
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent").start()


def is_held(folder: Path) -> bool:
    """Whether a run is in progress in a folder of captures."""
    try:
        with (folder / "lock").open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


class RunLock:
    """Holds `FOLDER/lock` while the block runs; inside it the same process, or a child it lends to, may take it again.

    name: another name of the file, for a lock of its own.
    Raises: Locked, with the process id and command line of the holder.
    """

    _held: ClassVar[dict[Path, int]] = {}  # descriptors of the locks that this process holds

    def __init__(self, folder: Path, what: str, name: str = "lock") -> None:
        self._path, self._what = folder / name, what
        self._fd: int | None = None
        self._ours = False

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
        """Take the lock, or use the one that this process holds or its parent lends. Raises: Locked."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._fd = self._held.get(self._path.resolve(), self._lent())
        if self._fd is not None:
            return self
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(fd, 200).decode(errors="replace").strip() or "an unknown process"
            os.close(fd)
            raise Locked(f"another run holds {self._path}: {holder}; wait for it or end it") from None
        os.ftruncate(fd, 0)
        os.write(fd, f"process {os.getpid()} ({self._what})\n".encode())
        self._fd, self._ours = fd, True
        self._held[self._path.resolve()] = fd
        return self

    def release(self) -> None:
        """Free the lock, if it is ours."""
        if self._fd is not None and self._ours:
            del self._held[self._path.resolve()]
            os.close(self._fd)
        self._fd, self._ours = None, False

    def _lent(self) -> int | None:
        lent = os.environ.get(INHERITED, "")
        try:
            return int(lent) if lent.isdigit() and os.path.samestat(os.fstat(int(lent)), self._path.stat()) else None
        except OSError:
            return None
