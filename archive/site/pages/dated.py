"""The date mentions of a release, as lines of its page and of the page that gives the reasons."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

DATES = """SELECT position + 1, text, value, type, begin_day, end_day, utc, utc_end, rule, certainty, anchor FROM dates
  WHERE release = :slug ORDER BY position"""


class DateLine(NamedTuple):
    """A date mention: its number from 1, the words, what they were read as, by which rule and how sure."""

    number: int
    text: str
    value: str | None
    type: str
    begin_day: str | None
    end_day: str | None
    utc: str | None
    utc_end: str | None
    rule: str
    certainty: str
    anchor: str


def load_dates(connection: sqlite3.Connection, slug: str) -> list[DateLine]:
    """All date mentions of a release, spans beside their parts, in reading order."""
    return [DateLine(*row) for row in connection.execute(DATES, {"slug": slug})]
