"""The order in which captures were made: our own by run and record, imported ones by their WARC-Date.

Clocks can be wrong: a run dated 2036 must not stay the newest for ten years, nor a run with a slow clock be ignored.
What a run recorded after another one is later, whatever its clock said. To stand among imported captures a run whose
time contradicts the others' counts as made right after the run before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from scraper.capture_index import CaptureRow
from scraper.runs import CrawlRun

# (time that can be believed: UTC, ISO 8601; number of the run, -1 of an import; byte in its file; id of the capture)
Rank: TypeAlias = tuple[str, int, int, str]


def capture_ranks(rows: Iterable[CaptureRow], runs: Iterable[CrawlRun]) -> dict[str, Rank]:
    """The place of every capture in time, by its id."""
    own = {run.id: run.number for run in runs if run.own}
    by_run: dict[str, list[CaptureRow]] = {}
    ranks: dict[str, Rank] = {}
    for row in rows:
        if row.run in own:
            by_run.setdefault(row.run, []).append(row)
        else:
            ranks[row.id] = (row.captured_at, -1, 0, row.id)
    ordered = sorted(by_run, key=lambda run: own[run])
    begins = [min(row.captured_at for row in by_run[run]) for run in ordered]
    believed = longest_rise(begins)
    now = begins[min(believed)] if believed else ""
    for place, run in enumerate(ordered):
        for row in sorted(by_run[run], key=lambda row: row.offset):
            if place in believed:
                now = max(now, row.captured_at)
            ranks[row.id] = (now, own[run], row.offset, row.id)
    return ranks


def longest_rise(times: Sequence[str]) -> set[int]:
    """The places of a longest sequence of times of which none is before the one before it; the earliest end wins."""
    ends: list[str] = []  # the earliest time at which a sequence of each length can end
    last: list[int] = []  # its place
    before: dict[int, int | None] = {}
    for place, time in enumerate(times):
        length = bisect_right(ends, time)
        before[place] = last[length - 1] if length else None
        ends[length : length + 1] = [time]
        last[length : length + 1] = [place]
    found: set[int] = set()
    at = last[-1] if last else None
    while at is not None:
        found.add(at)
        at = before[at]
    return found


def spans(ranks: Mapping[str, Rank], captures: Iterable[tuple[str, str]]) -> dict[str, tuple[Rank, Rank]]:
    """The first and the last rank of each key, of (key, capture) pairs."""
    found: dict[str, tuple[Rank, Rank]] = {}
    for key, capture in captures:
        rank = ranks[capture]
        first, last = found.get(key, (rank, rank))
        found[key] = (min(first, rank), max(last, rank))
    return found
