"""Periods that point from a day: „kommende Woche“, „im selben Jahr“, „im Monat darauf“, „im Vormonat“, „tags zuvor“."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from archive.german.dates.context import Reading, add_months, iso_week, month_end

ALIKE = {  # the rules whose periods a unit with „darauf“ or „zuvor“ counts from
    "Woche": ("relative week", "week by feast", "calendar week"), "Monat": ("month", "relative month"),
    "Quartal": ("quarter", "relative quarter"), "Wochenende": ("weekend",),
}  # fmt: skip
NEAR = 160  # code points between a month and „Mitte des Monats“
COUNTED = "vom Erscheinen oder von Genanntem an gezählt"  # the label of rows of periods and days that point
STORY_YEAR = 400  # code points that a story stays with a printed year


class Period(NamedTuple):
    """A period: its TIMEX3 value, its first and last day, the rule that names it."""

    value: str
    begin: date
    last: date
    rule: str


def _years(begin: int, length: int, value: str, rule: str) -> Period:
    return Period(value, date(max(begin, 1), 1, 1), date(begin + length - 1, 12, 31), rule)


def period_at(unit: str, day: date, step: int) -> Period | None:
    """Return the period of a unit („Woche“, „Monats“, „Jahr“ …) that lies `step` after the one with `day` in it."""
    if unit.startswith("Tag"):
        moved = day + timedelta(days=step)
        return Period(moved.isoformat(), moved, moved, "relative day")
    if unit.startswith(("Woche", "Kalenderwoche")):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        if unit.startswith("Wochenende"):
            saturday = monday + timedelta(days=5)
            return Period(iso_week(saturday) + "-WE", saturday, saturday + timedelta(days=1), "weekend")
        return Period(iso_week(monday), monday, monday + timedelta(days=6), "relative week")
    if unit.startswith("Monat"):
        begin = add_months(day.replace(day=1), step)
        return Period(f"{begin:%Y-%m}", begin, month_end(begin.year, begin.month), "relative month")
    if unit.startswith("Quartal"):
        begin = add_months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * step)
        final = add_months(begin, 2)
        value = f"{begin.year}-Q{begin.month // 3 + 1}"
        return Period(value, begin, month_end(final.year, final.month), "relative quarter")
    if unit.startswith("Halbjahr"):
        begin = add_months(date(day.year, 1 if day.month < 7 else 7, 1), 6 * step)
        final = add_months(begin, 5)
        value = f"{begin.year}-H{begin.month // 6 + 1}"
        return Period(value, begin, month_end(final.year, final.month), "relative half")
    if unit.startswith("Schuljahr"):
        year = day.year - (day.month < 8) + step
        value = f"{year}-08-01/{year + 1}-07-31"
        return Period(value, date(year, 8, 1), date(year + 1, 7, 31), "school year")
    year = day.year
    if not 0 < year + step * 100 < 9900:
        return None
    if unit.startswith("Jahrzehnt"):
        begins = year // 10 * 10 + 10 * step
        return _years(begins, 10, f"{begins // 10:03d}", "decade")
    if unit.startswith("Jahrhundert"):
        begins = year // 100 * 100 + 100 * step
        return _years(begins, 100, f"{begins // 100:02d}", "century")
    return _years(year + step, 1, f"{year + step:04d}", "relative year")


def story_base(reading: Reading, unit: str, start: int) -> date:
    """Return the day from which „im Jahr darauf“ counts: the one last named, else the issued day."""
    told = reading.put_last("DATE")
    if told and told.begin_day and told.rule in ALIKE.get(unit, ()) and start - told.end < STORY_YEAR:
        return date.fromisoformat(told.begin_day)
    named = reading.base(start)
    if reading.year is None or not unit.startswith("Jahr") or not 0 <= start - reading.year_at < STORY_YEAR:
        return named
    later = reading.anchor is None or reading.anchor_at < reading.year_at
    return date(reading.year, 1, 1) if later else named
