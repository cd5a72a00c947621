"""Counted weekdays of a month: „am ersten Samstag im Mai“."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.normalise.dates.context import Reading, month_end
from archive.normalise.dates.vocabulary import MONTHS, ORDINALS, WEEKDAYS, one_of

NTH = re.compile(
    rf"(?P<nth>{one_of(ORDINALS)})e[nr]?\s(?P<day>{one_of(WEEKDAYS)})\s(?:im|des)\s(?P<month>{one_of(MONTHS)})s?\b"
    r"(?:\s(?P<year>(?:19|20)\d\d)(?!\d))?"
)


def read_nth_weekday(reading: Reading, start: int) -> int:
    """Read a counted weekday of a month; return where reading goes on, `start` if there is none."""
    match = NTH.match(reading.text, start)
    if match is None:
        return start
    count, weekday, month = ORDINALS[match["nth"]], WEEKDAYS[match["day"]], MONTHS[match["month"]]
    issued, end = reading.issued, match.end()
    years = [int(match["year"])] if match["year"] else [issued.year, issued.year - 1, issued.year + 1]
    days = [day for year in years if 0 < year < 9999 and (day := _nth(year, month, weekday, count))]
    if not days:
        return start
    day = min(days, key=lambda found: abs((found - issued).days))
    reading.day_named(day, end)
    flags, reason = ((), None) if match["year"] else (("year_inferred",), "nearest day")
    reading.add(start, end, "DATE", day.isoformat(), "counted weekday", begin=day, last=day, flags=flags, reason=reason)
    return end


def _nth(year: int, month: int, weekday: int, count: int) -> date | None:
    if count < 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
    return day if day.month == month else None
