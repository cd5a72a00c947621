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
_State = tuple[str | int, int, int, int]  # what changes when a database does, its file or connection first


class Kept(Generic[Made]):
    """Makes something of a database once for each state of its file, or for each state of one in memory."""

    def __init__(self, make: Callable[[sqlite3.Connection], Made]) -> None:
        self._make = make
        self._kept: OrderedDict[_State, tuple[Made, sqlite3.Connection | None]] = OrderedDict()
        self._lock = Lock()

    def of(self, connection: sqlite3.Connection) -> Made:
        """What is made of a connection's database. Older states of the same database are dropped."""
        state = _state(connection)
        with self._lock:
            if state in self._kept:
                self._kept.move_to_end(state)
                return self._kept[state][0]
            made = self._make(connection)
            for old in [other for other in self._kept if other[0] == state[0]]:
                del self._kept[old]
            # A connection to a database in memory is kept as well, so that no other one gets its id.
            self._kept[state] = made, None if isinstance(state[0], str) else connection
            while len(self._kept) > MOST_DATABASES:
                self._kept.popitem(last=False)
            return made


def _state(connection: sqlite3.Connection) -> _State:
    path = next((row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main"), "")
    if path:
        stat = Path(path).stat()
        return path, stat.st_ino, stat.st_mtime_ns, stat.st_size
    (of_others,) = connection.execute("PRAGMA data_version").fetchone()
    return id(connection), connection.total_changes, of_others, 0
