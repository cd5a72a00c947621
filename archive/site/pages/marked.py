"""A text with its quotes and days marked: places found by code points become runs that a template can print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar


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
    """A stretch of text inside or outside of a date."""

    text: str
    date: DatePlace | None = None


@dataclass(frozen=True)
class Passage:
    """Runs inside of a quote, or outside of all; `ends` where the quote is at its end, and not broken by a new line."""

    runs: tuple[Run, ...]
    quote: QuotePlace | None = None
    ends: bool = False


def mark(text: str, offset: int, quotes: Sequence[QuotePlace], dates: Sequence[DatePlace]) -> tuple[Passage, ...]:
    """Split `text`, which begins at `offset` of its field, at its quotes and, within these, at its dates.

    Of two quotes that overlap the one that begins first, then the longer one is marked; dates likewise.
    """
    passages: list[Passage] = []
    at = 0
    for quote in _apart(quotes):
        start, end = max(quote.start - offset, at), min(quote.end - offset, len(text))
        if start < end:
            if at < start:
                passages.append(Passage(_runs(text, at, start, offset, dates)))
            passages.append(Passage(_runs(text, start, end, offset, dates), quote, quote.end - offset == end))
            at = end
    if at < len(text):
        passages.append(Passage(_runs(text, at, len(text), offset, dates)))
    return tuple(passages)


def _runs(text: str, start: int, end: int, offset: int, dates: Sequence[DatePlace]) -> tuple[Run, ...]:
    runs: list[Run] = []
    at = start
    for date in _apart(dates):
        begin, stop = max(date.start - offset, at), min(date.end - offset, end)
        if begin < stop:
            if at < begin:
                runs.append(Run(text[at:begin]))
            runs.append(Run(text[begin:stop], date))
            at = stop
    if at < end:
        runs.append(Run(text[at:end]))
    return tuple(runs)


def _apart(places: Iterable[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: (p.start, -p.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept
