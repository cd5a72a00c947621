"""What releases announce, day by day: the lines of the calendar and of the start page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from archive.site.german import local

# day, utc, utc_end, sentence, title, release, end_day, ends, certainty, status, number
Row = tuple[str, str | None, str | None, str, str, str, str | None, int, str, str | None, int]
ROWS = """SELECT c.day, c.utc, c.utc_end, c.sentence, c.title, c.release, d.end_day, c.ends, c.certainty, c.status,
    c.position + 1 AS number FROM calendar c JOIN dates d ON d.release = c.release AND d.position = c.position
  WHERE c.day BETWEEN :first AND :last ORDER BY c.day, c.utc IS NULL, c.utc, c.release, c.position, c.utc_end"""
STATUS = {"cancelled": "entfällt", "moved": "verschoben"}


@dataclass
class Said:
    """A sentence that names a day. time: for people („11.00–20.00 Uhr“). until: ISO day up to which it goes on.

    off: „entfällt“, „verschoben“. inferred: the day does not stand there in full. number: of the date mention, from 1.
    """

    sentence: str
    time: str | None
    number: int
    until: str | None = None
    off: str | None = None
    inferred: bool = False


@dataclass(frozen=True)
class Entry:
    """What a release says of a day."""

    slug: str
    title: str
    said: list[Said]


@dataclass(frozen=True)
class Day:
    """A day (ISO) with its entries."""

    day: str
    entries: list[Entry]


def announced(connection: sqlite3.Connection, zone: str, first: date, last: date, most: int) -> tuple[list[Day], bool]:
    """What is announced from a day to another: days with their entries, and whether there is more than `most`."""
    span = {"first": first.isoformat(), "last": last.isoformat()}
    return _days(connection.execute(ROWS, span), zone, most)


def _days(rows: Iterable[Row], zone: str, most: int) -> tuple[list[Day], bool]:
    """Days with their entries, at most so many sentences; one that goes on day after day stands at its first day."""
    days: dict[str, dict[str, Entry]] = {}
    going: dict[tuple[str, str], tuple[str, Said]] = {}  # a sentence of a release → its last day so far
    shown = 0
    for day, utc, utc_end, sentence, title, slug, end, ends, certainty, status, number in rows:
        last, said = going.get((slug, sentence), ("", None))
        if said and last == day:
            if (
                utc_end and "–" not in (said.time or "") and (utc or not said.time)
            ):  # a span says more than its first hour
                said.time = _clock(utc, utc_end, zone)
            said.off = said.off or STATUS.get(status or "")
        elif said and not ends and (date.fromisoformat(day) - date.fromisoformat(last)).days == 1:
            said.until = max(end or day, said.until or day)
            going[slug, sentence] = (day, said)
        elif shown == most:
            return _in_order(days), True
        else:
            shown += 1
            until = day if ends and not utc_end else None
            inferred = certainty == "inferred"
            said = Said(sentence, _clock(utc, utc_end, zone), number, until, STATUS.get(status or ""), inferred)
            going[slug, sentence] = (day, said)
            days.setdefault(day, {}).setdefault(slug, Entry(slug, title, [])).said.append(said)
    return _in_order(days), False


def _in_order(days: dict[str, dict[str, Entry]]) -> list[Day]:
    return [Day(day, list(entries.values())) for day, entries in days.items()]


def _clock(utc: str | None, utc_end: str | None, zone: str) -> str | None:
    if not utc:
        return f"bis {ending(utc_end, zone)} Uhr" if utc_end else None
    begin = f"{local(utc, zone):%H.%M}"
    return f"{begin}–{local(utc_end, zone):%H.%M} Uhr" if utc_end else f"{begin} Uhr"


def ending(utc: str, zone: str) -> str:
    """Return the hour at which something ends; midnight is 24 o'clock."""
    clock = f"{local(utc, zone):%H.%M}"
    return "24.00" if clock == "00.00" else clock
