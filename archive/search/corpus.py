"""What every search needs of all releases, held in memory: filters and days as bit sets, words as postings.

Position 0 is the newest release; bit n of a set stands for position n. A set of 20,000 releases takes 2,500 bytes, so
that counting the values of a filter costs microseconds. A corpus belongs to one state of one database file.
"""

from __future__ import annotations

import math
import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, islice
from threading import Lock

from archive.search.kept import Kept
from archive.search.words import fold, tokens, without_dots

COLUMNS = ("title", "teaser", "body", "search_forms")
FACETS = {
    "year": "SELECT rowid, year FROM releases WHERE year IS NOT NULL",
    "author": "SELECT r.rowid, code FROM release_authors JOIN releases r ON slug = release",
    "speaker": "SELECT r.rowid, speaker FROM quotes JOIN releases r ON slug = release WHERE speaker IS NOT NULL"
    " UNION SELECT r.rowid, person FROM quotes JOIN releases r ON slug = release JOIN speakers ON name = speaker"
    " WHERE person IS NOT NULL",
    "category": "SELECT r.rowid, category FROM release_categories JOIN releases r ON slug = release",
    "changed": "SELECT rowid, 1 FROM releases WHERE revisions > 1",
    "gone": "SELECT rowid, 1 FROM releases WHERE gone_at IS NOT NULL",
    "undated": "SELECT rowid, 1 FROM releases WHERE published IS NULL",
    "quoted": "SELECT DISTINCT r.rowid, 1 FROM quotes JOIN releases r ON slug = release",
}
OFFICES = "SELECT DISTINCT r.rowid, role FROM quotes JOIN releases r ON slug = release WHERE role IS NOT NULL"
MOST_POSTINGS = 400
# BM25 (Robertson and Zaragoza 2009): how fast repetitions of a word saturate, and how much length is normalised.
_SATURATION, _LENGTH = 1.2, 0.6
_OF_COLUMN = {"title": 6.0, "teaser": 2.5, "body": 1.0, "search_forms": 1.0}
_AT_ONCE = 500  # words in one statement
_WIDTH = len(COLUMNS)
_OTHERS = " ".join(f"WHEN '{name}' THEN doc * {_WIDTH} + {at}" for at, name in enumerate(COLUMNS) if name != "body")
_OF_COLUMNS = (
    f"group_concat(CASE col WHEN 'body' THEN doc END), group_concat(CASE col WHEN 'body' THEN NULL {_OTHERS} END)"
)
_FEW = 32
_BITS = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True)
class Postings:
    """Where a term occurs: the set of releases, their positions, and the weight of the term in each (BM25)."""

    found: int
    positions: array[int]
    weights: array[float]


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
        self._position = {rowid: position for position, rowid in enumerate(self.rowids)}
        self._ascending_days = self.days[::-1]
        self.facets = {name: self._values(connection, sql) for name, sql in FACETS.items()}
        self.fields = {**self.facets, "office": self._values(connection, OFFICES)}
        self._lengths = self._lengths_of_bodies(connection)
        self._postings: OrderedDict[Hashable, Postings] = OrderedDict()
        self._lock = Lock()

    def _values(self, connection: sqlite3.Connection, sql: str) -> dict[str, int]:
        positions: dict[str, list[int]] = defaultdict(list)
        for rowid, value in connection.execute(sql):
            positions[str(value)].append(rowid)
        return {value: self.set_of(found) for value, found in positions.items()}

    def set_of(self, rowids: Iterable[int]) -> int:
        """The set of some rowids."""
        return self._set_at([self._position[rowid] for rowid in rowids])

    def _set_at(self, positions: Collection[int]) -> int:
        if len(positions) <= _FEW:
            few = 0
            for position in positions:
                few |= 1 << position
            return few
        releases = len(self.rowids)
        digits, one = bytearray(b"0") * releases, ord("1")
        for position in positions:
            digits[-1 - position] = one
        return int(digits, 2)

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
        with self._lock:
            if (kept := self._postings.get(key)) is not None:
                self._postings.move_to_end(key)
                return kept
        often: dict[int, float] = {}
        for weight, words, expression in levels:
            of_columns = self._times(connection, words, expression)
            for column in columns:
                each, times = weight * _OF_COLUMN[column], of_columns[column]
                if often:
                    for rowid, number in times.items():
                        often[rowid] = often.get(rowid, 0.0) + each * number
                else:
                    often = {rowid: each * number for rowid, number in times.items()}
        found = self._weighed(often)
        with self._lock:
            self._postings[key] = found
            while len(self._postings) > MOST_POSTINGS:
                self._postings.popitem(last=False)
        return found

    def matching(self, connection: sqlite3.Connection, expression: str) -> int:
        """The set of releases that an FTS5 expression matches."""
        sql = "SELECT group_concat(rowid) FROM releases_fts WHERE releases_fts MATCH ?"
        return self.set_of(_numbers(connection.execute(sql, (expression,)).fetchone()[0]))

    def positions(self, found: int) -> list[int]:
        """The members of a set, newest first."""
        return _positions(found, 0, found.bit_count())

    def rowids_of(self, positions: Iterable[int]) -> list[int]:
        """The rowids of positions, in their order."""
        return [self.rowids[position] for position in positions]

    def _times(
        self, connection: sqlite3.Connection, words: Sequence[str], expression: str
    ) -> Mapping[str, Counter[int]]:
        """Column → rowid → how often one of the words stands there; a match of the expression counts once."""
        times: dict[str, Counter[int]] = {column: Counter() for column in COLUMNS}
        for at in range(0, len(words), _AT_ONCE):
            some = words[at : at + _AT_ONCE]
            sql = f"SELECT {_OF_COLUMNS} FROM releases_vocab WHERE term IN ({', '.join('?' * len(some))})"  # noqa: S608
            of_bodies, others = connection.execute(sql, some).fetchone()
            times["body"].update(_numbers(of_bodies))
            places = Counter(_numbers(others))
            for number, column in enumerate(COLUMNS if places else ()):
                of_column = {at // _WIDTH: often for at, often in places.items() if at % _WIDTH == number}
                times[column].update(of_column)
        if expression:
            sql = "SELECT group_concat(rowid) FROM releases_fts WHERE releases_fts MATCH ?"
            for column in COLUMNS:
                (joined,) = connection.execute(sql, (f"{{{column}}} : ({expression})",)).fetchone()
                times[column].update(_numbers(joined))
        return times

    def _weighed(self, often: Mapping[int, float]) -> Postings:
        rarity = math.log(1 + (len(self.rowids) - len(often) + 0.5) / (len(often) + 0.5))
        most, lengths = rarity * (_SATURATION + 1), self._lengths
        positions = list(map(self._position.__getitem__, often))
        of_lengths = map(lengths.__getitem__, positions)
        weights = [most * times / (times + length) for times, length in zip(often.values(), of_lengths, strict=True)]
        return Postings(self._set_at(positions), array("I", positions), array("f", weights))

    def _lengths_of_bodies(self, connection: sqlite3.Connection) -> list[float]:
        """For each position what is added to its counts: more for a body that is longer than the average."""
        words = [0] * len(self.rowids)
        for rowid, sizes in connection.execute("SELECT id, sz FROM releases_fts_docsize"):
            if (position := self._position.get(rowid)) is not None:
                words[position] = _third_number(sizes)
        average = max(1.0, sum(words) / max(1, len(words)))
        return [_SATURATION * (1 - _LENGTH + _LENGTH * length / average) for length in words]

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
        return [self.rowids[position] for position in _positions(found, start, stop)]


def _numbers(joined: str | None) -> Iterable[int]:
    """Whole numbers that a query joined by commas: read at once, they take a third of the time of rows."""
    return map(int, joined.split(",")) if joined else ()


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


def _positions(found: int, start: int, stop: int) -> list[int]:
    digits = bin(found)[:1:-1].encode().translate(_BITS)  # lowest bit first
    return list(islice(compress(count(), digits), start, stop))


_corpora = Kept(Corpus)


def corpus_of(connection: sqlite3.Connection) -> Corpus:
    """The corpus of a connection's database."""
    return _corpora.of(connection)
