"""What is known about a run: when it was, what it found on which routes, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["new", "all", "probe"]  # probe: the start addresses only, nothing that they name


@dataclass(frozen=True)
class CrawlRun:
    """One run of a spider (kind `crawl`) or one import; times UTC.

    mode:      of a crawl: `new` (what is new, and recent releases again) or `all`.
    bytes:     of payload. new, changed, unchanged, gone: releases of a crawl, captures of an import.
    ended_why: `finished`, `stopped` (asked to), `killed`, `budget: …` and other words that say it; None while it runs.
    number:    its place among the runs of the store, whatever the clock said.
    clock:     why its times are in doubt; None if they are not.
    unverified: 1, if the server's certificates were not checked because the site file says so.
    """

    id: str
    kind: str
    mode: str | None
    version: str
    started_at: str
    ended_at: str | None = None
    ended_why: str | None = None
    requests: int = 0
    bytes: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    errors: int = 0
    clock: str | None = None
    unverified: int = 0
    number: int = 0

    @property
    def own(self) -> bool:
        """Whether its captures are our own answers from the server, in the order of asking; else they were imported."""
        return self.kind == "crawl" or (self.kind == "recovered" and "-import" not in self.id)


@dataclass(frozen=True)
class CrawlRoute:
    """One way of discovery in a run, from one start address.

    route:   `feed`, `list`, `sitemap`, `link` (from release to release).
    pages:   pages read on it; `releases`: distinct releases that it named, `new` of them unknown before.
    problem: what was missing, None if the route was open.
    late:    new releases on pages behind one that named none: backdated, scheduled or moved in.
    """

    run: str
    route: str
    url: str
    pages: int = 0
    releases: int = 0
    new: int = 0
    problem: str | None = None
    late: int = 0


@dataclass(frozen=True)
class Alarm:
    """Something that a run shows to be wrong, or that was and is not known to be over; `reason` in words.

    since: when it was first seen, UTC.
    """

    run: str
    name: str
    reason: str
    since: str | None = None
