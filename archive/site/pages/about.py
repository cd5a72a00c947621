"""The page that says what the archive is, how it works and how reliable it is."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.exports.quality import MEASURED, Measured
from archive.site.page import Asked, Query

COUNTS = """SELECT (SELECT count(*) FROM captures) AS captures, (SELECT count(*) FROM unreadable) AS unreadable,
  (SELECT count(*) FROM quotes WHERE counted) AS quotes,
  (SELECT count(*) FROM quotes WHERE speaker IS NULL AND counted) AS without_speaker,
  count(*) AS releases, count(*) - count(published) AS without_day, min(published) AS first, max(published) AS last
  FROM releases"""


@dataclass(frozen=True)
class About:
    """The figures of the page; days ISO."""

    query: Query
    releases: int
    without_day: int
    first: str | None
    last: str | None
    captures: int
    unreadable: int
    open_quotes: int
    quotes: int
    measured: tuple[Measured, ...]


def load(connection: sqlite3.Connection, _: Asked) -> About:
    """Count what the page says about the archive."""
    captures, unreadable, quotes, unclear, releases, undated, first, last = connection.execute(COUNTS).fetchone()
    return About(Query(COUNTS), releases, undated, first, last, captures, unreadable, unclear, quotes, MEASURED)
