"""Texts → their dates and quotes, in the order in which they came, on as many cores as are asked for.

Memory depends on how much is under way at once, not on how many texts there are.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from typing import Generic, NamedTuple, TypeVar

from archive.german.composed import Composed, composed
from archive.german.dates import Feasts, Look, date_mentions, timexes
from archive.german.quotes import annotate as annotate_quotes
from archive.german.trace import Trace
from archive.releases.holidays import parse_feasts
from scraper.errors import ReportedError, WrongInput

MOST_TEXTS, HEAVIEST = 200, 100_000  # texts and characters of one batch: a fraction of a second of work
UNDER_WAY = 4  # batches for each process that are read, or wait to be read or written
Kept = TypeVar("Kept")
Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Asked:
    """What is to be found. holidays: the feasts of a city, as TOML (`archive.releases.holidays`)."""

    dates: bool
    quoted: bool
    look: Look = "ahead"
    explain: bool = False
    holidays: str = ""


class Text(NamedTuple):
    """A text and the ISO day on which it was issued; None where there is none to read or to tell."""

    text: str | None
    issued: date | None


class Found(NamedTuple):
    """What was found in a text; None where it was not asked for, or there is no text."""

    timexes: Rows | None
    quotes: Rows | None


@dataclass
class Skipped:
    """How many texts could not be read and were skipped, and what was wrong with the first."""

    count: int = 0
    first: str = ""

    def add(self, wrong: str) -> None:
        """Count one."""
        self.count += 1
        self.first = self.first or wrong


def in_order(
    texts: Iterable[tuple[Kept, Text] | WrongInput], asked: Asked, jobs: int = 1
) -> Generator[tuple[Kept, Found], None, None]:
    """Read texts, and give what was found in each with what came beside it.

    jobs: processes that read; with 1 each text is answered before the next is taken. An error among the texts is
    raised behind the answers to those before it.
    """
    if jobs > 1:
        batches = _batches(texts)
        begun = list(islice(batches, 2))
        if len(begun) > 1:
            yield from _on_cores(chain(begun, batches), asked, jobs)
            return
        texts = chain.from_iterable(batch.items() for batch in begun)
    for one in texts:
        if isinstance(one, WrongInput):
            raise one
        yield one[0], find(one[1], asked)


def find(read: Text, asked: Asked) -> Found:
    """The dates and quotes of a text; offsets are code points into it as it came."""
    if read.text is None:
        return Found(None, None)
    shown = composed(read.text)
    dates = quotes = None
    if asked.dates and read.issued:
        trace = Trace() if asked.explain else None
        feasts = _feasts(asked.holidays)
        dates = timexes(date_mentions(shown.text, read.issued, look=asked.look, trace=trace, feasts=feasts), trace)
    if asked.quoted:
        quotes = annotate_quotes(shown.text, explain=asked.explain)
    return Found(*(rows and [_as_it_came(row, read.text, shown) for row in rows] for rows in (dates, quotes)))


def _as_it_came(row: dict[str, object], text: str, read: Composed) -> dict[str, object]:
    """A mention with offsets and words of the original text, before it was normalised."""
    if read.origins is None:
        return row
    start, end = (read.origin(at) for at in (row["start"], row["end"]) if isinstance(at, int))
    return row | {"start": start, "end": end} | ({"text": text[start:end]} if "text" in row else {})


@cache
def _feasts(holidays: str) -> Feasts:
    return parse_feasts(holidays)


@dataclass
class _Batch(Generic[Kept]):
    kept: list[Kept] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    weight: int = 0
    error: WrongInput | None = None  # of the text behind the last

    def items(self) -> Iterator[tuple[Kept, Text] | WrongInput]:
        yield from zip(self.kept, self.texts, strict=True)
        if self.error:
            yield self.error


def _batches(texts: Iterable[tuple[Kept, Text] | WrongInput]) -> Iterator[_Batch[Kept]]:
    batch: _Batch[Kept] = _Batch()
    for one in texts:
        if isinstance(one, WrongInput):
            batch.error = one
            break
        batch.kept.append(one[0])
        batch.texts.append(one[1])
        batch.weight += len(one[1].text or "")
        if len(batch.texts) >= MOST_TEXTS or batch.weight >= HEAVIEST:
            yield batch
            batch = _Batch()
    yield batch


def _on_cores(batches: Iterator[_Batch[Kept]], asked: Asked, jobs: int) -> Iterator[tuple[Kept, Found]]:
    waiting: deque[tuple[_Batch[Kept], Future[list[Found]]]] = deque()
    # „spawn“: a fork would copy what other threads hold; each process loads the grammars once
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin) as pool:
        try:
            for batch in batches:
                waiting.append((batch, pool.submit(_find_all, batch.texts, asked)))
                if len(waiting) >= jobs * UNDER_WAY:
                    yield from _answers(*waiting.popleft())
            while waiting:
                yield from _answers(*waiting.popleft())
        except BrokenProcessPool as error:
            raise ReportedError("a process that reads texts was ended from outside; try --jobs 1") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _answers(batch: _Batch[Kept], future: Future[list[Found]]) -> Iterator[tuple[Kept, Found]]:
    yield from zip(batch.kept, future.result(), strict=True)
    if batch.error:
        raise batch.error


def _find_all(texts: list[Text], asked: Asked) -> list[Found]:
    return [find(text, asked) for text in texts]


def _begin() -> None:
    """What a process does first: leave Ctrl-C to the one that started it, and end with that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def watch() -> None:
        if parent:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
