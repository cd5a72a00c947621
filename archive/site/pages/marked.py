"""A text with its quotes and days marked: places found by code points become runs that a template can print.

Each quote and date begins with a point that an address can lead to; also those that are not marked, since they lie
within another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar


@dataclass(frozen=True)
class Point:
    """The beginning of a quote or date in a field: its anchor, what it is (`quote`, `date`), and the words from there.

    number: of the quote or date, from 1 over the release.
    """

    at: int
    anchor: str
    what: str
    number: int
    words: str


@dataclass(frozen=True)
class QuotePlace:
    """Where a quote stands in a field; `number` counts from 1 over the release."""

    number: int
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class DatePlace:
    """Where a date stands in a field; `machine` is its <time datetime>, `day` the one day that it leads to, if any."""

    start: int
    end: int
    machine: str
    day: str | None


Place = TypeVar("Place", QuotePlace, DatePlace)


@dataclass(frozen=True)
class Run:
    """A stretch of text inside or outside of a date.

    points: of what begins with it. ended: numbers of the quotes that end with it, also of those within another.
    """

    text: str
    date: DatePlace | None = None
    points: tuple[Point, ...] = ()
    ended: tuple[int, ...] = ()


@dataclass(frozen=True)
class Passage:
    """Runs inside of a quote, or outside of all."""

    runs: tuple[Run, ...]
    quote: QuotePlace | None = None


def mark(
    text: str, offset: int, quotes: Sequence[QuotePlace], dates: Sequence[DatePlace], points: Sequence[Point] = ()
) -> tuple[Passage, ...]:
    """Split `text`, which begins at `offset` of its field, at its quotes and, within these, at its dates and points.

    Of two quotes that overlap the one that begins first, then the longer one is marked; dates likewise. Each quote is
    numbered at its end. What begins inside of a date has its point before it.
    """
    last = offset + len(text)
    split = _Split(
        text,
        offset,
        _apart(date for date in dates if date.start < last and offset < date.end),
        [point for point in points if offset <= point.at < last],
        [quote for quote in quotes if offset < quote.end <= last],
    )
    passages: list[Passage] = []
    at = 0
    for quote in _apart(quote for quote in quotes if quote.start < last and offset < quote.end):
        start, end = max(quote.start - offset, at), min(quote.end - offset, len(text))
        if start < end:
            if at < start:
                passages.append(Passage(split.runs(at, start)))
            passages.append(Passage(split.runs(start, end), quote))
            at = end
    if at < len(text):
        passages.append(Passage(split.runs(at, len(text))))
    return tuple(passages)


@dataclass(frozen=True)
class _Split:
    """A text, and what stands in it: dates apart from each other, points, and quotes that end in it."""

    text: str
    offset: int
    dates: list[DatePlace]
    points: list[Point]
    ending: list[QuotePlace]

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """The runs between two places of the text."""
        dated = {}
        at = start
        for date in self.dates:
            begin, stop = max(date.start - self.offset, at), min(date.end - self.offset, end)
            if begin < stop:
                dated[begin] = stop, date
                at = stop
        points = [point for point in self.points if start <= point.at - self.offset < end]
        ending = [quote for quote in self.ending if start < quote.end - self.offset <= end]
        cuts = {start, end} | {p.at - self.offset for p in points} | {q.end - self.offset for q in ending}
        cuts |= dated.keys() | {stop for stop, _ in dated.values()}
        for begin, (stop, _) in dated.items():
            cuts -= set(range(begin + 1, stop))
        found = []
        for a, b in pairwise(sorted(cuts)):
            begun = tuple(point for point in points if a <= point.at - self.offset < b)
            ended = tuple(quote.number for quote in ending if a < quote.end - self.offset <= b)
            found.append(Run(self.text[a:b], dated[a][1] if a in dated else None, begun, ended))
        return tuple(found)


def _apart(places: Iterable[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: (p.start, -p.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept
