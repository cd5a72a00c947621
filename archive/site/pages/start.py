"""The start page."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import timedelta

from archive.site.page import Asked, Query
from archive.site.pages.announced import Day, announced
from archive.site.pages.calendar import near
from archive.site.pages.charts import Bar
from archive.site.pages.listing import Step, without_day, year_bars
from archive.site.pages.releases import COLUMNS, NEWEST_FIRST, ReleaseLine, release_lines

NEWEST, CHANGED, TALKERS = 10, 5, 8
DAYS, COMING = 7, 8  # from today on, and sentences at most
YEARS = "SELECT year, count(*) FROM releases WHERE year IS NOT NULL GROUP BY year ORDER BY year"
UNDATED = "SELECT count(*) FROM releases WHERE published IS NULL"
CHANGES = """SELECT c.release, r.title, v.first_seen, sum(c.added), sum(c.removed), NULL
  FROM changes c JOIN releases r ON r.slug = c.release
  JOIN revisions v ON v.release = c.release AND v.number = c.number GROUP BY c.release, c.number
  UNION ALL SELECT slug, title, gone_at, 0, 0, 1 FROM releases WHERE gone_at IS NOT NULL
  ORDER BY 3 DESC, 1 LIMIT :many"""
# CROSS JOIN: the releases of a year first, not every quote that has a speaker.
SPEAKING = """SELECT q.speaker, sum(q.counted) AS quotes FROM releases r CROSS JOIN quotes q ON q.release = r.slug
  WHERE r.published > (SELECT date(max(published), '-1 year') FROM releases) AND q.speaker IS NOT NULL
  GROUP BY q.speaker ORDER BY quotes DESC, q.speaker LIMIT :many"""
COUNTS = """SELECT (SELECT count(*) FROM releases), (SELECT count(*) FROM quotes WHERE counted),
  (SELECT count(*) FROM speakers),
  (SELECT count(*) FROM captures), (SELECT min(published) FROM releases), (SELECT max(published) FROM releases)"""
LAST_CRAWL = "SELECT max(ended_at) FROM crawl_runs WHERE kind = 'crawl' AND ended_why = 'finished'"
ALARMS = """SELECT name, reason FROM alarms
  WHERE run = (SELECT max(id) FROM crawl_runs WHERE kind = 'crawl' AND mode IS NOT NULL) ORDER BY name"""


@dataclass(frozen=True)
class LateChange:
    """A release that was changed, or taken down (`gone`), and when that was first seen (UTC)."""

    slug: str
    title: str
    seen: str
    added: int
    removed: int
    gone: bool


@dataclass(frozen=True)
class State:
    """What the archive holds: counts, first and last day (ISO), end of the last crawl that went well (UTC), alarms."""

    releases: int
    quotes: int
    speakers: int
    captures: int
    first: str | None
    last: str | None
    last_crawl: str | None
    alarms: list[tuple[str, str]]


@dataclass(frozen=True)
class Start:
    """What the start page shows. speaking: (name, quotes) of the last twelve months.

    coming: what is announced from today on for seven days; more: whether that is not all. near: the calendar's pages
    of today, this week and the next. undated: the releases that no year counts.
    """

    query: Query
    today: str
    coming: list[Day]
    more: bool
    near: list[Step]
    newest: list[ReleaseLine]
    years: list[Bar]
    undated: Step | None
    changes: list[LateChange]
    speaking: list[tuple[str, int]]
    state: State


def load(connection: sqlite3.Connection, asked: Asked) -> Start:
    """What is coming, what changed, the newest releases, the chart of years, who speaks, the state of the archive."""
    newest = f"ORDER BY {NEWEST_FIRST} LIMIT {NEWEST}"
    years: dict[int, int] = dict(connection.execute(YEARS).fetchall())
    (undated,) = connection.execute(UNDATED).fetchone()
    last = asked.today + timedelta(days=DAYS - 1)
    coming, more = announced(connection, asked.site.time_zone, asked.today, last, COMING)
    return Start(
        query=Query(f"SELECT {COLUMNS} FROM releases {newest}"),  # noqa: S608 - our own columns
        today=asked.today.isoformat(),
        coming=coming,
        more=more,
        near=near(asked.today),
        newest=release_lines(connection, newest, {}),
        years=year_bars(years),
        undated=without_day(undated),
        changes=_changes(connection),
        speaking=[(name, number) for name, number in connection.execute(SPEAKING, {"many": TALKERS})],
        state=_state(connection),
    )


def _state(connection: sqlite3.Connection) -> State:
    (last_crawl,) = connection.execute(LAST_CRAWL).fetchone()
    alarms = [(name, reason) for name, reason in connection.execute(ALARMS)]
    releases, quotes, speakers, captures, first, last = connection.execute(COUNTS).fetchone()
    return State(releases, quotes, speakers, captures, first, last, last_crawl, alarms)


def _changes(connection: sqlite3.Connection) -> list[LateChange]:
    rows = connection.execute(CHANGES, {"many": CHANGED})
    return [
        LateChange(slug, title, seen, added, removed, bool(gone)) for slug, title, seen, added, removed, gone in rows
    ]
