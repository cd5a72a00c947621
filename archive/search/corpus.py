"""What a search asks of every release at once, held in memory as sets of bits: filters, days, and where words occur.

Position 0 is the newest release; bit n of a set stands for position n. A set of 20,000 releases takes 2,500 bytes, so
that counting the values of a filter costs microseconds. A corpus belongs to one state of one database file.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Hashable, Iterable
from pathlib import Path
from threading import Lock

COLUMNS = ("title", "teaser", "body", "search_forms")
FACETS = {
    "year": "SELECT rowid, year FROM releases WHERE year IS NOT NULL",
    "author": "SELECT r.rowid, code FROM release_authors JOIN releases r ON slug = release",
    "speaker": "SELECT DISTINCT r.rowid, speaker FROM quotes JOIN releases r ON slug = release"
    " WHERE speaker IS NOT NULL",
    "category": "SELECT r.rowid, category FROM release_categories JOIN releases r ON slug = release",
    "changed": "SELECT rowid, 1 FROM releases WHERE revisions > 1",
}
MOST_POSTINGS = 2000
MOST_CORPORA = 4
_FEW = 32


class Corpus:
    """The releases of one database, newest first; undated ones last.

    rowids: of the position. days: ISO days of the dated positions, newest first. everything: the set of all.
    facets: for each filter, the set of each of its values.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute(
            "SELECT rowid, published FROM releases ORDER BY published DESC, published_at DESC, slug"
        ).fetchall()
        self.rowids = [row[0] for row in rows]
        self.days = [row[1] for row in rows if row[1] is not None]
        self.everything = (1 << len(rows)) - 1
        self.dated = (1 << len(self.days)) - 1
        self._position = {rowid: position for position, rowid in enumerate(self.rowids)}
        self._ascending_days = self.days[::-1]
        self.facets: dict[str, dict[str, int]] = {}
        for name, sql in FACETS.items():
            positions: dict[str, list[int]] = defaultdict(list)
            for rowid, value in connection.execute(sql):
                positions[str(value)].append(rowid)
            self.facets[name] = {value: self.set_of(found) for value, found in positions.items()}
        self._postings: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._lock = Lock()

    def set_of(self, rowids: Iterable[int]) -> int:
        """The set of some rowids."""
        positions = [self._position[rowid] for rowid in rowids]
        if len(positions) <= _FEW:
            few = 0
            for position in positions:
                few |= 1 << position
            return few
        count = len(self.rowids)
        digits = bytearray(b"0") * count
        for position in positions:
            digits[count - 1 - position] = ord("1")
        return int(digits.decode(), 2)

    def between(self, begin: str | None, end: str | None) -> int:
        """The set of releases published from an ISO day to another, both included; undated ones only without both."""
        if not begin and not end:
            return self.everything
        oldest = bisect_left(self._ascending_days, begin) if begin else 0
        newest = bisect_right(self._ascending_days, end) if end else len(self.days)
        count = max(0, newest - oldest)
        return ((1 << count) - 1) << (len(self.days) - newest)

    def matching(self, connection: sqlite3.Connection, column: str, expression: str) -> int:
        """The set of releases in one of whose COLUMNS an FTS5 expression matches."""
        key = (column, expression)
        with self._lock:
            if (kept := self._postings.get(key)) is not None:
                self._postings.move_to_end(key)
                return kept
        sql = "SELECT rowid FROM releases_fts WHERE releases_fts MATCH ?"
        found = self.set_of(row[0] for row in connection.execute(sql, (f"{{{column}}} : ({expression})",)))
        with self._lock:
            self._postings[key] = found
            while len(self._postings) > MOST_POSTINGS:
                self._postings.popitem(last=False)
        return found

    def slice(self, found: int, start: int, stop: int) -> list[int]:
        """Rowids of the members number `start` (from 0) to before `stop` of a set, newest first."""
        return [self.rowids[position] for position in _positions(found, start, stop)]


def _positions(found: int, start: int, stop: int) -> list[int]:
    digits = bin(found)[:1:-1]  # lowest bit first
    positions: list[int] = []
    at = digits.find("1")
    number = 0
    while at >= 0 and number < stop:
        if number >= start:
            positions.append(at)
        number += 1
        at = digits.find("1", at + 1)
    return positions


_corpora: OrderedDict[Hashable, Corpus] = OrderedDict()
_corpora_lock = Lock()


def corpus_of(connection: sqlite3.Connection) -> Corpus:
    """The corpus of a connection's database; kept while the file stays the same, read afresh for one in memory."""
    path = next((row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main"), "")
    if not path:
        return Corpus(connection)
    stat = Path(path).stat()
    identity = (path, stat.st_ino, stat.st_mtime_ns, stat.st_size)
    with _corpora_lock:
        if kept := _corpora.get(identity):
            _corpora.move_to_end(identity)
            return kept
        made = Corpus(connection)
        for old in [other for other in _corpora if isinstance(other, tuple) and other[0] == path]:
            del _corpora[old]
        _corpora[identity] = made
        while len(_corpora) > MOST_CORPORA:
            _corpora.popitem(last=False)
        return made
