"""What is made of a whole database, and kept as long as its file stays the same."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")
MOST_DATABASES = 4


class Kept(Generic[Made]):
    """Makes something of a database once for each state of its file; of one in memory afresh each time."""

    def __init__(self, make: Callable[[sqlite3.Connection], Made]) -> None:
        self._make = make
        self._kept: OrderedDict[tuple[str, int, int, int], Made] = OrderedDict()
        self._lock = Lock()

    def of(self, connection: sqlite3.Connection) -> Made:
        """What is made of a connection's database. Older states of the same file are dropped."""
        path = next((row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main"), "")
        if not path:
            return self._make(connection)
        stat = Path(path).stat()
        identity = (path, stat.st_ino, stat.st_mtime_ns, stat.st_size)
        with self._lock:
            if identity in self._kept:
                self._kept.move_to_end(identity)
                return self._kept[identity]
            made = self._make(connection)
            for old in [other for other in self._kept if other[0] == path]:
                del self._kept[old]
            self._kept[identity] = made
            while len(self._kept) > MOST_DATABASES:
                self._kept.popitem(last=False)
            return made
