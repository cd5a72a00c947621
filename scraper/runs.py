"""What is known of a run: when, how much, on which routes, and what was wrong with it."""

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


@dataclass(frozen=True)
class CrawlRoute:
    """One way of discovery in a run, from one start address.

    route:   `feed`, `list`, `sitemap`, `link` (from release to release).
    pages:   pages read on it; `releases`: distinct releases that it named, `new` of them unknown before.
    problem: what was missing, None if the route was open.
    """

    run: str
    route: str
    url: str
    pages: int = 0
    releases: int = 0
    new: int = 0
    problem: str | None = None


@dataclass(frozen=True)
class Alarm:
    """Something that a run shows to be wrong; `reason` in words."""

    run: str
    name: str
    reason: str
