"""Counted weekdays and weekends of a month: „am ersten Samstag im Mai“, „am letzten Juliwochenende“."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.context import BACKWARD, FORWARD, Reading, iso_week, month_end
from archive.german.dates.rules.table import RULES, inflected, words
from archive.german.words.calendar import MONTHS, ORDINALS, WEEKDAYS
from archive.german.words.pattern import one_of

COUNTS = {word: number for word, number in ORDINALS.items() if number <= 5}
NTH = re.compile(
    rf"(?P<nth>{one_of(COUNTS)})e[nrs]?\s(?:(?P<day>{one_of(WEEKDAYS)}|Wochenende)s?\s(?:im|des|von)\s"
    rf"(?P<month>{one_of(MONTHS)})s?|(?P<month2>{one_of(MONTHS)})-?wochenende)\b(?:\s(?P<year>(?:19|20)\d\d)(?!\d))?"
)


@RULES.rule(
    "counted_weekday", order=50, label="gezählter Wochentag",
    trigger=words(inflected(ORDINALS)),
    rows={"counted weekday": "gezählter Wochentag", "counted weekend": "gezähltes Wochenende"},
    yes=["Am ersten Samstag im Mai → 2021-05-01", "Am letzten Juliwochenende → 2021-W30-WE"],
    no=["Am ersten Satz im Mai wurde gefeilt."],
)  # fmt: skip
def read_counted_weekday(reading: Reading, start: int) -> int:
    """Read a counted weekday of a month; return where reading goes on, `start` if there is none."""
    match = NTH.match(reading.text, start)
    if match is None:
        return start
    weekend = match["day"] in (None, "Wochenende")
    count, month = COUNTS[match["nth"]], MONTHS[match["month"] or match["month2"]]
    weekday = 5 if weekend else WEEKDAYS[match["day"]]
    issued, end = reading.issued, match.end()
    years = [int(match["year"])] if match["year"] else [issued.year, issued.year - 1, issued.year + 1]
    days = [day for year in years if 0 < year < 9999 and (day := _nth(year, month, weekday, count))]
    if not days:
        return start
    day = min(days, key=lambda found: abs((found - issued).days))
    reading.day_named(day, end)
    flags, reason = ((), None) if match["year"] else (("year_inferred",), "nearest day")
    direction = None if match["year"] else FORWARD if day >= issued else BACKWARD
    value, last = (iso_week(day) + "-WE", day + timedelta(days=1)) if weekend else (day.isoformat(), day)
    rule = "counted weekend" if weekend else "counted weekday"
    reading.add(start, end, "DATE", value, rule, begin=day, last=last, flags=flags, reason=reason, direction=direction)
    return end


def _nth(year: int, month: int, weekday: int, count: int) -> date | None:
    if count < 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
    return day if day.month == month else None
