"""What is known of a run: when, how much, on which routes, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["new", "all", "probe"]  # probe: the start addresses only, nothing that they name

SCHEMA = """
CREATE TABLE IF NOT EXISTS crawl_runs (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, mode TEXT, version TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT,
  ended_why TEXT, requests INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
  new INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,
  gone INTEGER NOT NULL DEFAULT 0, errors INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS crawl_routes (
  run TEXT NOT NULL REFERENCES crawl_runs(id), route TEXT NOT NULL, url TEXT NOT NULL, pages INTEGER NOT NULL,
  releases INTEGER NOT NULL, new INTEGER NOT NULL, problem TEXT, PRIMARY KEY (run, route, url)
) STRICT;
CREATE TABLE IF NOT EXISTS alarms (
  run TEXT NOT NULL REFERENCES crawl_runs(id), name TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (run, name)
) STRICT;
"""


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
