"""What every search needs of all releases, held in memory: filters and days as bit sets, words as postings.

Position 0 is the newest release; bit n of a set stands for position n. A set of 20,000 releases takes 2,500 bytes, so
that counting the values of a filter costs microseconds. A corpus belongs to one state of one database file.
"""

from __future__ import annotations

import math
import sqlite3
from bisect import bisect_left, bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from archive.search.kept import Kept
from archive.search.words import fold, tokens, without_dots

COLUMNS = ("body", "title", "teaser", "search_forms")  # most words stand in the first
FACETS = {
    "year": "SELECT rowid, year FROM releases WHERE year IS NOT NULL",
    "author": "SELECT r.rowid, code FROM release_authors JOIN releases r ON slug = release",
    "speaker": "SELECT r.rowid, speaker FROM quotes JOIN releases r ON slug = release WHERE speaker IS NOT NULL"
    " UNION SELECT r.rowid, person FROM quotes JOIN releases r ON slug = release JOIN speakers ON name = speaker"
    " WHERE person IS NOT NULL",
    "category": "SELECT r.rowid, category FROM release_categories JOIN releases r ON slug = release",
    "changed": "SELECT rowid, 1 FROM releases WHERE revisions > 1",
    "gone": "SELECT rowid, 1 FROM releases WHERE gone_at IS NOT NULL",
    "withdrawn": "SELECT DISTINCT r.rowid, 1 FROM withdrawals JOIN releases r ON slug = release WHERE scope = 'redact'",
    "undated": "SELECT rowid, 1 FROM releases WHERE published IS NULL",
    "quoted": "SELECT DISTINCT r.rowid, 1 FROM quotes JOIN releases r ON slug = release",
}
OFFICES = "SELECT DISTINCT r.rowid, role FROM quotes JOIN releases r ON slug = release WHERE role IS NOT NULL"
MOST_KEPT = 400  # of the terms, and of the phrases and words near each other, that were looked up
# BM25 (Robertson and Zaragoza 2009): how fast repetitions of a word saturate, and how much length is normalised.
_SATURATION, _LENGTH = 1.2, 0.6
_OF_COLUMN = {"title": 6.0, "teaser": 2.5, "body": 1.0, "search_forms": 1.0}
_AT_ONCE = 500  # words in one statement
_WIDTH = len(COLUMNS)
_CODES = " ".join(f"WHEN '{name}' THEN {number}" for number, name in enumerate(COLUMNS))
_PLACES = f"group_concat(doc * {_WIDTH} + CASE col {_CODES} END)"  # one number for each occurrence: release and column

Positions = NDArray[np.int64]
Weights = NDArray[np.float64]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Postings:
    """Where a term occurs: the set of releases, and the weight of the term at every position (BM25), mostly 0."""

    found: int
    weights: NDArray[np.float32]


class _Latest(Generic[Made]):
    """What was made, by its key: the MOST_KEPT that were asked for last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made


class Corpus:
    """The releases of one database, newest first; undated ones last.

    rowids: of the position. days: ISO days of the dated positions, newest first. everything: the set of all.
    facets: for each filter, the set of each of its values; fields: these and the offices of who speaks.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute(
            "SELECT rowid, published FROM releases ORDER BY published DESC, published_at DESC, slug"
        ).fetchall()
        self.rowids = [row[0] for row in rows]
        self.days = [row[1] for row in rows if row[1] is not None]
        self.everything = (1 << len(rows)) - 1
        self.dated = (1 << len(self.days)) - 1
        self._position_of = np.zeros(max(self.rowids, default=0) + 1, dtype=np.int64)
        self._position_of[self.rowids] = np.arange(len(self.rowids))
        self._ascending_days = self.days[::-1]
        self.facets = {name: self._values(connection, sql) for name, sql in FACETS.items()}
        self.fields = {**self.facets, "office": self._values(connection, OFFICES)}
        self._lengths = self._lengths_of_bodies(connection)
        self._postings = _Latest[Postings]()
        self._matching = _Latest[int]()

    def _values(self, connection: sqlite3.Connection, sql: str) -> dict[str, int]:
        positions: dict[str, list[int]] = defaultdict(list)
        for rowid, value in connection.execute(sql):
            positions[str(value)].append(rowid)
        return {value: self.set_of(found) for value, found in positions.items()}

    def set_of(self, rowids: Iterable[int]) -> int:
        """The set of some rowids."""
        return self._set_at(self._position_of[np.fromiter(rowids, dtype=np.int64)])

    def _set_at(self, positions: Positions) -> int:
        members = np.zeros(len(self.rowids), dtype=np.bool_)
        members[positions] = True
        return _packed(members)

    def between(self, begin: str | None, end: str | None) -> int:
        """The set of releases published from an ISO day to another, both included; undated ones only without both."""
        if not begin and not end:
            return self.everything
        oldest = bisect_left(self._ascending_days, begin) if begin else 0
        newest = bisect_right(self._ascending_days, end) if end else len(self.days)
        count = max(0, newest - oldest)
        return ((1 << count) - 1) << (len(self.days) - newest)

    def postings(
        self,
        connection: sqlite3.Connection,
        levels: Sequence[tuple[float, Sequence[str], str]],
        columns: Sequence[str] = COLUMNS,
    ) -> Postings:
        """The releases in which a term stands, and how much it says about each.

        levels: for each (weight, single words, FTS5 expression for what is more than one word, or "").
        """
        key = (tuple((weight, tuple(words), expression) for weight, words, expression in levels), tuple(columns))
        return self._postings.of(key, lambda: self._looked_up(connection, levels, columns))

    def _looked_up(
        self,
        connection: sqlite3.Connection,
        levels: Sequence[tuple[float, Sequence[str], str]],
        columns: Sequence[str],
    ) -> Postings:
        often = np.zeros(len(self.rowids))
        for weight, words, expression in levels:
            for column, positions in self._occurrences(connection, words, expression):
                if column in columns:
                    often += weight * _OF_COLUMN[column] * np.bincount(positions, minlength=len(often))
        return self._weighed(often)

    def matching(self, connection: sqlite3.Connection, expression: str) -> int:
        """The set of releases that an FTS5 expression matches."""
        sql = "SELECT group_concat(rowid) FROM releases_fts WHERE releases_fts MATCH ?"

        def matched() -> int:
            return self._set_at(self._position_of[_numbers(connection.execute(sql, (expression,)).fetchone()[0])])

        return self._matching.of(expression, matched)

    def members(self, found: int) -> NDArray[np.bool_]:
        """For each position whether a set has it."""
        packed = np.frombuffer(found.to_bytes(-(-len(self.rowids) // 8), "little"), dtype=np.uint8)
        return np.unpackbits(packed, count=len(self.rowids), bitorder="little").view(np.bool_)

    def rowids_of(self, positions: Iterable[int]) -> list[int]:
        """The rowids of positions, in their order."""
        return [self.rowids[position] for position in positions]

    def _occurrences(
        self, connection: sqlite3.Connection, words: Sequence[str], expression: str
    ) -> Iterable[tuple[str, Positions]]:
        """(column, where one of the words is there, as often as it is); a match of the expression counts once."""
        for at in range(0, len(words), _AT_ONCE):
            some = words[at : at + _AT_ONCE]
            sql = f"SELECT {_PLACES} FROM releases_vocab WHERE term IN ({', '.join('?' * len(some))})"  # noqa: S608
            rowids, columns = np.divmod(_numbers(connection.execute(sql, some).fetchone()[0]), _WIDTH)
            for number, column in enumerate(COLUMNS if len(rowids) else ()):
                yield column, self._position_of[rowids[columns == number]]
        if expression:
            sql = "SELECT group_concat(rowid) FROM releases_fts WHERE releases_fts MATCH ?"
            for column in COLUMNS:
                (joined,) = connection.execute(sql, (f"{{{column}}} : ({expression})",)).fetchone()
                yield column, self._position_of[_numbers(joined)]

    def _weighed(self, often: Weights) -> Postings:
        found, releases = np.count_nonzero(often), len(often)
        most = math.log(1 + (releases - found + 0.5) / (found + 0.5)) * (_SATURATION + 1)
        return Postings(_packed(often > 0), (most * often / (often + self._lengths)).astype(np.float32))

    def _lengths_of_bodies(self, connection: sqlite3.Connection) -> Weights:
        """For each position what is added to its counts: more for a body that is longer than the average."""
        words = np.zeros(len(self.rowids))
        for rowid, sizes in connection.execute("SELECT id, sz FROM releases_fts_docsize"):
            if rowid < len(self._position_of):
                words[self._position_of[rowid]] = _third_number(sizes)
        average = max(1.0, float(words.sum()) / max(1, len(words)))
        return _SATURATION * (1 - _LENGTH + _LENGTH * words / average)

    def having(self, field: str, words: Sequence[str]) -> int:
        """The releases with a value of a field in which some words stand, however spelt; of years also from–to."""
        if field == "year" and len(words) == len(("from", "to")) and all(word.isdigit() for word in words):
            first, last = sorted(map(int, words))
            return self._union(releases for year, releases in self.fields[field].items() if first <= int(year) <= last)
        wanted = {without_dots(fold(word)) for word in words}
        return self._union(
            releases
            for value, releases in self.fields[field].items()
            if wanted <= {without_dots(fold(token)) for token in tokens(value)}
        )

    def _union(self, sets: Iterable[int]) -> int:
        together = 0
        for one in sets:
            together |= one
        return together

    def slice(self, found: int, start: int, stop: int) -> list[int]:
        """Rowids of the members number `start` (from 0) to before `stop` of a set, newest first."""
        return self.rowids_of(np.flatnonzero(self.members(found))[start:stop].tolist())


def _numbers(joined: str | None) -> Positions:
    """Whole numbers that a query joined by commas: read at once, they take a tenth of the time of rows."""
    return np.fromstring(joined or "", dtype=np.int64, sep=",")


def _packed(members: NDArray[np.bool_]) -> int:
    """The set of the positions that are true."""
    return int.from_bytes(np.packbits(members, bitorder="little").tobytes(), "little")


def _third_number(sizes: bytes) -> int:
    """The third of the numbers that FTS5 keeps of a row: the words of its body (a varint has 7 bits a byte)."""
    numbers, number = 0, 0
    for byte in sizes:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            numbers += 1
            if numbers == len(("title", "teaser", "body")):
                return number
            number = 0
    return 0


_corpora = Kept(Corpus)


def corpus_of(connection: sqlite3.Connection) -> Corpus:
    """The corpus of a connection's database."""
    return _corpora.of(connection)
