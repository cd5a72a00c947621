"""What the process of one request may use, and how it is ended beyond that.

A progress handler, which is how Datasette limits time, is not called within one long opcode (`instr` or `trim` over
megabytes). So the limits are the kernel's: a timer whose signal ends the process, wherever it is.
"""

from __future__ import annotations

import os
import resource
import signal
import time
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1024 * 1024
MEMORY = 192 * MEBIBYTE  # beyond what a forked process has already
NICENESS = 15


@dataclass(frozen=True)
class Lane:
    """One kind of request that runs apart.

    at_once:    processes at a time; waiting: requests that may wait for one, and for how many seconds (`patience`).
    cpu, wall:  seconds for one query, of processor time and of the clock; `whole`: of the clock for all queries of the
                answer.
    weight:     bytes of the answer.
    kept:       whether answers are kept (`kept.py`): the same for everyone, whatever the query says.
    """

    at_once: int
    waiting: int
    patience: float
    cpu: float
    wall: float
    whole: float
    weight: int
    kept: bool = False


# One second, as Datasette's own limit; the clock is allowed more, since such a process stands behind all others.
QUERIES = Lane(at_once=2, waiting=16, patience=2.0, cpu=1.0, wall=5.0, whole=5.0, weight=10 * MEBIBYTE)
# Many bounded queries: every row of a table, or of a search, as a file.
EXPORTS = Lane(at_once=2, waiting=8, patience=10.0, cpu=1.0, wall=5.0, whole=120.0, weight=256 * MEBIBYTE)
# A single computation without such queries: a search is sorted as a whole.
SEARCHES = Lane(at_once=1, waiting=8, patience=10.0, cpu=20.0, wall=60.0, whole=60.0, weight=64 * MEBIBYTE)

# Reading a release again to show why a quote or a date was found.
EXPLANATIONS = Lane(at_once=1, waiting=8, patience=10.0, cpu=5.0, wall=20.0, whole=20.0, weight=4 * MEBIBYTE)

# Drawing the picture of a page; a second time it is only sent.
PICTURES = Lane(at_once=1, waiting=8, patience=10.0, cpu=2.0, wall=20.0, whole=20.0, weight=MEBIBYTE, kept=True)

# Comparing what a visitor sends with the releases.
COMPARISONS = Lane(at_once=1, waiting=8, patience=10.0, cpu=8.0, wall=20.0, whole=20.0, weight=8 * MEBIBYTE)


@dataclass
class _Limited:
    """The lane of the request that this process was forked for, and when its time is over (monotonic clock)."""

    lane: Lane
    ends: float


_limited: _Limited | None = None


def be_limited(lane: Lane) -> None:
    """Limit this process, which answers one request, for the rest of its life."""
    global _limited
    _limited = _Limited(lane, time.monotonic() + lane.whole)
    for number in (signal.SIGPROF, signal.SIGALRM, signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    memory = _address_space() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # What is sorted on disk counts too; to write more is an error of that one answer.
    resource.setrlimit(resource.RLIMIT_FSIZE, (lane.weight + MEBIBYTE, lane.weight + MEBIBYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    next_query()


def next_query() -> None:
    """Begin the time of the next query of an answer that is made of many; does nothing outside of such a process."""
    if _limited:
        _ends_in(_limited.lane.cpu, min(_limited.lane.wall, _limited.ends - time.monotonic()))


def our_own_work() -> None:
    """From now on no visitor's SQL runs until the next query: only the time of the whole answer counts."""
    if _limited:
        _ends_in(0, _limited.ends - time.monotonic())


def _ends_in(cpu: float, wall: float) -> None:
    """Have the kernel end this process after so many seconds; 0 seconds of processor time are no limit."""
    signal.setitimer(signal.ITIMER_REAL, max(wall, 0.001))
    signal.setitimer(signal.ITIMER_PROF, cpu)


def _address_space() -> int:
    """Bytes of address space that this process has."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
