"""The calendar: what releases announce from today on, or for a day, a week or a month."""

from __future__ import annotations

import calendar as months
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from archive.site.german import long_day, month_name, short_day, span_of_days
from archive.site.page import Asked, Query
from archive.site.pages.announced import ROWS, Day, announced
from archive.site.pages.listing import Step

MOST = 400  # entries on one page; the page says if there are more
COUNTS = """SELECT day, count(DISTINCT release || sentence) FROM calendar WHERE day BETWEEN ? AND ? GROUP BY day"""
NEWEST = "SELECT max(published) FROM releases"
YEARS = "SELECT min(year), max(year) FROM releases"
LATER = "SELECT day FROM calendar WHERE day > ? ORDER BY day LIMIT 1"
EARLIER = "SELECT day FROM calendar WHERE day < ? ORDER BY day DESC LIMIT 1"
WEEK = timedelta(days=7)


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
class Grid:
    """The days of a month; `link` is the page of the month."""

    heading: str
    link: str
    weeks: list[Week]


@dataclass(frozen=True)
class CalendarPage:
    """A span of days. trail: what it lies in, as the calendar's months and weeks. years: the same month of other years.

    today: ISO day. now: whether the page begins with today, however little there is. near: today, this week and the
    next. nearest: the days nearest to an empty page for which something is announced; latest: where nothing is to come,
    the last such day. more: not all is shown.
    """

    query: Query
    heading: str
    days: list[Day]
    before: Step
    after: Step
    trail: list[Step]
    grid: Grid | None
    years: list[Step]
    today: str
    now: bool
    near: list[Step]
    nearest: list[Step]
    latest: list[Day]
    more: bool


@dataclass(frozen=True)
class Span:
    """From which day to which, and what stands around them on their page."""

    heading: str
    first: date
    last: date
    before: Step
    after: Step
    trail: Sequence[Step] = ()
    grid: Grid | None = None
    years: Sequence[Step] = ()
    now: bool = False


def load(connection: sqlite3.Connection, asked: Asked) -> CalendarPage | None:
    """A day (`2021-05-05`), a week (`2021-W18`), a month (`2021-05`); or today up to the end of next week.

    None: there is no such day, week or month.
    """
    wanted = asked.names.get("span")
    try:
        if wanted is None:
            span = _from_today(connection, asked.today)
        elif "W" in wanted:
            span = _week(wanted)
        elif len(wanted) == 7:
            span = _month(connection, wanted)
        else:
            span = _day(date.fromisoformat(wanted))
    except (ValueError, OverflowError):
        return None
    days, more = announced(connection, asked.site.time_zone, span.first, span.last, MOST)
    nearest = _nearest(connection, span) if not any(day.entries for day in days) else []
    latest = nearest[0].link[-10:] if span.now and nearest else None
    today = asked.today.isoformat()
    if span.now and (not days or days[0].day != today):
        days.insert(0, Day(today, []))
    return CalendarPage(
        query=Query(ROWS, {"first": span.first.isoformat(), "last": span.last.isoformat()}),
        heading=span.heading,
        days=days,
        before=span.before,
        after=span.after,
        trail=list(span.trail),
        grid=span.grid,
        years=list(span.years),
        today=today,
        now=span.now,
        near=near(asked.today),
        nearest=nearest,
        latest=_of_day(connection, asked, latest) if latest and latest < today else [],
        more=more,
    )


def near(today: date) -> list[Step]:
    """Where what is coming stands: today, this week and the next."""
    return [
        Step(f"/kalender/{today}", "Heute"),
        Step(_week_link(today), "Diese Woche"),
        Step(_week_link(today + WEEK), "Nächste Woche"),
    ]


def _from_today(connection: sqlite3.Connection, today: date) -> Span:
    last = today - timedelta(days=today.weekday()) + WEEK + timedelta(days=6)
    around = _day(today)
    grid = _grid(connection, today)
    return Span(
        f"Ab heute, {short_day(today.isoformat())}", today, last, around.before, around.after, grid=grid, now=True
    )


def _day(day: date) -> Span:
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    return Span(
        long_day(day.isoformat()), day, day,
        Step(f"/kalender/{before}", short_day(before.isoformat())),
        Step(f"/kalender/{after}", short_day(after.isoformat())), [_month_step(day), _week_step(day)],
    )  # fmt: skip


def _week(wanted: str) -> Span:
    year, week = (int(part) for part in wanted.split("-W"))
    monday = date.fromisocalendar(year, week, 1)
    sunday = monday + timedelta(days=6)
    trail = [_month_step(day) for day in ([monday] if monday.month == sunday.month else [monday, sunday])]
    heading = f"KW {week}: {span_of_days(monday, sunday)}"
    return Span(heading, monday, sunday, _week_step(monday - WEEK), _week_step(monday + WEEK), trail)


def _week_link(day: date) -> str:
    number = day.isocalendar()
    return f"/kalender/{number.year}-W{number.week:02}"


def _week_step(day: date) -> Step:
    return Step(_week_link(day), f"KW {day.isocalendar().week}")


def _month_step(day: date) -> Step:
    return Step(f"/kalender/{day:%Y-%m}", f"{month_name(day.month)} {day.year}")


def _month(connection: sqlite3.Connection, wanted: str) -> Span:
    first = date.fromisoformat(f"{wanted}-01")
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    before, after = _month_step(first - timedelta(days=1)), _month_step(last + timedelta(days=1))
    oldest, newest = connection.execute(YEARS).fetchone()
    to_come = newest + 1 if newest else 0  # what is announced for the year to come
    years = [Step(f"/kalender/{year}-{first:%m}", str(year)) for year in range(oldest or 1, to_come + 1)]
    grid = _grid(connection, first)
    return Span(grid.heading, first, last, before, after, grid=grid, years=years)


def _grid(connection: sqlite3.Connection, of: date) -> Grid:
    first, step = of.replace(day=1), _month_step(of)
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    counts = dict(connection.execute(COUNTS, (first.isoformat(), last.isoformat())).fetchall())
    weeks = [
        Week(
            week[0].isocalendar().week,
            _week_link(week[0]),
            [
                Cell(day.day, day.isoformat(), counts.get(day.isoformat(), 0)) if day.month == first.month else None
                for day in week
            ],
        )
        for week in months.Calendar().monthdatescalendar(first.year, first.month)
    ]
    return Grid(step.name, step.link, weeks)


def _of_day(connection: sqlite3.Connection, asked: Asked, day: str) -> list[Day]:
    only = date.fromisoformat(day)
    return announced(connection, asked.site.time_zone, only, only, MOST)[0]


def _nearest(connection: sqlite3.Connection, span: Span) -> list[Step]:
    found = (
        connection.execute(EARLIER, (span.first.isoformat(),)).fetchone(),
        connection.execute(LATER, (span.last.isoformat(),)).fetchone(),
    )
    return [
        Step(f"/kalender/{row[0]}", f"{name}: {long_day(row[0])}")
        for name, row in zip(("Zuletzt davor", "Als Nächstes"), found, strict=True)
        if row
    ]
