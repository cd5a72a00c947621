"""The calendar: what releases announce for a day, a week or a month."""

from __future__ import annotations

import calendar as months
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from archive.site.german import local, long_day, month_name, short_day
from archive.site.page import Asked, Query
from archive.site.pages.listing import Step

MOST = 400  # entries on one page; the page says if there are more
Row = tuple[str, str | None, str | None, str, str, str, str | None, int, str, str | None]  # of ROWS
ROWS = """SELECT c.day, c.utc, c.utc_end, c.sentence, c.title, c.release, d.end_day, c.ends, c.certainty, c.status
  FROM calendar c JOIN dates d ON d.release = c.release AND d.position = c.position
  WHERE c.day BETWEEN :first AND :last ORDER BY c.day, c.utc IS NULL, c.utc, c.release, c.position, c.utc_end"""
COUNTS = """SELECT day, count(DISTINCT release || sentence) FROM calendar WHERE day BETWEEN ? AND ? GROUP BY day"""
NEWEST = "SELECT max(published) FROM releases"
NEWEST_OR_SEEN = f"SELECT coalesce(({NEWEST}), (SELECT max(captured_at) FROM captures))"  # noqa: S608 - our own SQL
YEARS = "SELECT min(year), max(year) FROM releases"
STATUS = {"cancelled": "entfällt", "moved": "verschoben"}


@dataclass
class Said:
    """A sentence that names a day. time: for people („11.00–20.00 Uhr“). until: ISO day up to which it goes on.

    off: „entfällt“, „verschoben“. inferred: the day does not stand there in full.
    """

    sentence: str
    time: str | None
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


@dataclass(frozen=True)
class Week:
    """A week of the month's grid: its number and page, and its days, Monday first, None outside the month."""

    number: int
    link: str
    cells: list[Cell | None]


@dataclass(frozen=True)
class Cell:
    """A day of the month's grid: its number, ISO day and how many entries it has."""

    number: int
    day: str
    count: int


@dataclass(frozen=True)
class CalendarPage:
    """A span of days. above: what it lies in. grid: the weeks of a month. years: the same month of other years.

    more: not all is shown.
    """

    query: Query
    heading: str
    days: list[Day]
    before: Step
    after: Step
    above: list[Step]
    grid: list[Week]
    years: list[Step]
    more: bool


def load(connection: sqlite3.Connection, asked: Asked) -> CalendarPage | None:
    """A day (`2021-05-05`), a week (`2021-W18`) or a month (`2021-05`); without one, the newest release's month.

    Where no release has a day, it is the month of the last capture.
    """
    wanted = asked.names.get("span") or (connection.execute(NEWEST_OR_SEEN).fetchone()[0] or "2021-01")[:7]
    zone = asked.site.time_zone
    try:
        if "W" in wanted:
            return _week(connection, zone, wanted)
        return (
            _month(connection, zone, wanted) if len(wanted) == 7 else _day(connection, zone, date.fromisoformat(wanted))
        )
    except (ValueError, OverflowError):  # no such day, week or month
        return None


def _day(connection: sqlite3.Connection, zone: str, day: date) -> CalendarPage:
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    above = [Step(f"/kalender/{day:%Y-%m}", f"{month_name(day.month)} {day.year}"), _week_step(day)]
    return _page(
        connection, zone, long_day(day.isoformat()), day, day,
        Step(f"/kalender/{before}", short_day(before.isoformat())),
        Step(f"/kalender/{after}", short_day(after.isoformat())), above=above,
    )  # fmt: skip


def _week(connection: sqlite3.Connection, zone: str, wanted: str) -> CalendarPage:
    year, week = (int(part) for part in wanted.split("-W"))
    monday = date.fromisocalendar(year, week, 1)
    steps = [_week_step(other) for other in (monday - timedelta(days=7), monday + timedelta(days=7))]
    sunday = monday + timedelta(days=6)
    above = [
        Step(f"/kalender/{day:%Y-%m}", f"{month_name(day.month)} {day.year}")
        for day in ([monday] if monday.month == sunday.month else [monday, sunday])
    ]
    heading = f"Woche {week}/{year}, ab {short_day(monday.isoformat())}"
    return _page(connection, zone, heading, monday, sunday, *steps, above=above)


def _week_step(day: date) -> Step:
    number = day.isocalendar()
    return Step(f"/kalender/{number.year}-W{number.week:02}", f"Woche {number.week}/{number.year}")


def _month(connection: sqlite3.Connection, zone: str, wanted: str) -> CalendarPage:
    first = date.fromisoformat(f"{wanted}-01")
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    steps = [
        Step(f"/kalender/{other:%Y-%m}", f"{month_name(other.month)} {other.year}")
        for other in (first - timedelta(days=1), last + timedelta(days=1))
    ]
    counts = dict(connection.execute(COUNTS, (first.isoformat(), last.isoformat())).fetchall())
    grid = [
        Week(
            week[0].isocalendar().week,
            _week_step(week[0]).link,
            [
                Cell(day.day, day.isoformat(), counts.get(day.isoformat(), 0)) if day.month == first.month else None
                for day in week
            ],
        )
        for week in months.Calendar().monthdatescalendar(first.year, first.month)
    ]
    oldest, newest = connection.execute(YEARS).fetchone()
    after = newest + 1 if newest else 0  # what is announced for the year to come
    years = [Step(f"/kalender/{year}-{first:%m}", str(year)) for year in range(oldest or 1, after + 1)]
    heading = f"{month_name(first.month)} {first.year}"
    return _page(connection, zone, heading, first, last, *steps, grid=grid, years=years)


def _page(
    connection: sqlite3.Connection,
    zone: str,
    heading: str,
    first: date,
    last: date,
    before: Step,
    after: Step,
    *,
    above: Sequence[Step] = (),
    grid: Sequence[Week] = (),
    years: Sequence[Step] = (),
) -> CalendarPage:
    span = {"first": first.isoformat(), "last": last.isoformat()}
    days, more = _announced(connection.execute(ROWS, span), zone)
    return CalendarPage(Query(ROWS, span), heading, days, before, after, list(above), list(grid), list(years), more)


def _announced(rows: Iterable[Row], zone: str) -> tuple[list[Day], bool]:
    """Days with their entries, at most MOST sentences; one that goes on day after day stands at its first day only."""
    days: dict[str, dict[str, Entry]] = {}
    going: dict[tuple[str, str], tuple[str, Said]] = {}  # a sentence of a release → its last day so far
    shown = 0
    for day, utc, utc_end, sentence, title, slug, end, ends, certainty, status in rows:
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
        elif shown == MOST:
            return _in_order(days), True
        else:
            shown += 1
            until = day if ends and not utc_end else None
            said = Said(sentence, _clock(utc, utc_end, zone), until, STATUS.get(status or ""), certainty == "inferred")
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
