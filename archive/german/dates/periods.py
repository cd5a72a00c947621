"""Periods: months, quarters, seasons, years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.context import BACKWARD, Reading, iso_week, month_end
from archive.german.dates.period_patterns import (
    EACH_YEAR,
    HALF_MONTH,
    MONTH_CUE,
    NAMED,
    NEW_YEAR,
    ORDINAL_PERIOD,
    PERIOD,
    SHORT_QUARTER,
    WEEK,
    WEEK_LINKED,
    YEAR_BEFORE,
)
from archive.german.dates.period_rows import part_of, put_period, put_year, with_article, year_of
from archive.german.dates.period_units import NEAR, read_named, read_unit
from archive.german.dates.seasons import nearest_month, read_school, read_season
from archive.german.dates.vocabulary import (
    MONTHS,
    NAME_MONTHS,
    ORDINALS,
    SHORT_MONTHS,
    one_of,
)  # fmt: skip

FIRST_NAME = re.compile(
    r"\b(?!Monate?s?|Ende|Mitte|Anfang|Beginn|I[mn]|Seit|Ab|Bis|Vom|Zum|De[rsmn])[A-ZÄÖÜ][a-zäöüß]+\s$"
)
MONTH_BEHIND = re.compile(rf"\s?(?:/|–|-|bis|und)\s?(?:{one_of(m for m in MONTHS if len(m) > 3)})\b")

RANGES = ("bis", "–", "-")


def read_period(reading: Reading, start: int) -> int:
    """Read a month, season, year or unit at a word; return where reading goes on, `start` if there is none."""
    if match := PERIOD.match(reading.text, start):
        if match["bare"]:
            return put_year(reading, match, int(match["bare"])) if match["part"] else start
        if match["month"]:
            return _month(reading, match)
        if match["season"]:
            return read_season(reading, match)
        if match["school"]:
            return read_school(reading, match)
        return read_unit(reading, match)
    return start


def read_counted(reading: Reading, start: int) -> int:
    """Read „2. Quartal“, „erste Maihälfte“; return where reading goes on, `start` if there is none."""
    if match := ORDINAL_PERIOD.match(reading.text, start):
        return _ordinal(reading, match)
    if match := HALF_MONTH.match(reading.text, start):
        return _half_month(reading, match)
    if match := SHORT_QUARTER.match(reading.text, start):
        year, month = int(match["year"]), int(match["quarter"]) * 3
        begin, last = date(year, month - 2, 1), month_end(year, month)
        return put_period(reading, start, match.end(), f"{year}-Q{match['quarter']}", "quarter", begin, last, None)
    return start


def read_calendar_week(reading: Reading, start: int) -> int:
    """Read „KW 14“; return where reading goes on, `start` if there is none."""
    match = WEEK.match(reading.text, start)
    if match is None:
        return start
    end = _week(reading, match, int(match["week"]))
    first = reading.put_last("DATE")
    while end > start and (more := WEEK_LINKED.match(reading.text, end)):
        at = more.start("week")
        if (end := _week_at(reading, at, more.end(), int(more["week"]), match["year"] or match["slash"])) == at:
            return more.start()
        last = reading.put_last("DATE")
        if more["link"] in RANGES and first and last and first.begin_day and last.end_day:
            begin, until = date.fromisoformat(first.begin_day), date.fromisoformat(last.end_day)
            reading.add(start, end, "DURATION", f"{first.value}/{last.value}", "period span", begin=begin, last=until,
                        span=True)  # fmt: skip
    return end


def read_named_period(reading: Reading, start: int) -> int:
    """Read „Vorjahr“, „Jahresende“, „Woche darauf“; return where reading goes on, `start` if there is none."""
    if match := YEAR_BEFORE.match(reading.text, start):
        return _year_before(reading, match)
    if match := NAMED.match(reading.text, start):
        return read_named(reading, match)
    if match := NEW_YEAR.match(reading.text, start):
        year = reading.issued.year + (reading.issued.month > 6)
        period = date(year, 1, 1), date(year, 12, 31)
        return put_period(reading, with_article(reading, start), match.end(), str(year), "relative year", *period, None,
                          reason="cue: neu")  # fmt: skip
    return start


def _goes_on_each_year(reading: Reading, before: str, start: int) -> bool:
    """„jährlich von April bis Oktober“: what began as every year's goes on as such."""
    last = reading.mentions[-1] if reading.mentions else None
    return (
        last is not None and last.rule == "every year" and before.endswith((" bis ", " und ")) and start - last.end < 6
    )


def _month(reading: Reading, match: re.Match[str]) -> int:
    name, start, end = match["month"], match.start(), match.end()
    month, before = MONTHS[name], reading.before(match.start(), 14)
    if not (match["year"] or match["part"] or match["dx"] or match["yunit"]):
        linked = name in NAME_MONTHS and MONTH_BEHIND.match(reading.text, end)
        if (name in NAME_MONTHS or name in SHORT_MONTHS) and not linked and not MONTH_CUE.search(before):
            return start
        if name in SHORT_MONTHS or (
            name in NAME_MONTHS
            and re.match(r" [A-ZÄÖÜ][a-zäöü]+", reading.text[end : end + 4])
            and not re.search(r"\b(?:[iI]m|[sS]eit|[aA]b|[bB]is|Ende|Mitte|Anfang)\s$", before)
        ):
            return start
        if re.search(r"\b(?:Herrn?|Frau|Dr\.|Familie)\s$", before) or (name == "März" and FIRST_NAME.search(before)):
            return start
    year, reason = year_of(reading, match["year"], match["ydx"], match["yunit"])
    flags: tuple[str, ...] = ()
    if match["year"]:
        reading.year_named(year or 0, end)
    elif EACH_YEAR.search(before_all := reading.before(start, 30)) or _goes_on_each_year(reading, before_all, start):
        reading.add(start, end, "SET", f"XXXX-{month:02d}", "every year")
        return end
    if year is None:
        year, reason = nearest_month(reading, month, start, end, match["dx"])
        flags = ("year_inferred",)
    begin = date(year, month, 1)
    return put_period(
        reading,
        start,
        end,
        f"{year}-{month:02d}",
        "month",
        begin,
        month_end(year, month),
        part_of(match),
        flags=flags,
        reason=reason,
    )


def _ordinal(reading: Reading, match: re.Match[str]) -> int:
    number = int(match["ordn"]) if match["ordn"] else ORDINALS[match["ord"].lower()]
    unit, start, end = match["unit"], match.start(), match.end()
    if unit in ("Kalenderwoche", "KW"):
        return _week(reading, match, number)
    year, reason = year_of(reading, match["year"] or match["slash"], match["ydx"], match["yunit"])
    if number == -1 and year is None:
        return start  # „im letzten Quartal“: the one before
    flags: tuple[str, ...] = () if year else ("year_inferred",)
    if unit == "Hälfte" and not (match["year"] or match["yunit"]):
        return start
    months, letter = (6, "H") if unit.startswith(("Halb", "Hälfte", "Jahres")) else (3, "Q")
    number = 12 // months if number == -1 else number
    if not 1 <= number <= 12 // months or (year is not None and not 0 < year < 9999):
        return start
    if year is None:
        year, reason = _nearest_year(reading, (number - 1) * months + 1, start, end)
    begin = date(year, (number - 1) * months + 1, 1)
    return put_period(
        reading,
        start,
        end,
        f"{year}-{letter}{number}",
        "quarter" if letter == "Q" else "half",
        begin,
        month_end(year, number * months),
        part_of(match),
        flags=flags,
        reason=reason,
    )


def _nearest_year(reading: Reading, month: int, start: int, end: int) -> tuple[int, str]:
    """The year of a quarter or half: that of the story, in news of the last that has begun, else of the nearest."""
    if reading.tells(start, end):
        return reading.year or 0, "year printed before"
    issued, (direction, reason, _) = reading.issued, reading.direction(start, end)
    if direction == BACKWARD:
        return issued.year - (month > issued.month), reason
    return issued.year + (month + 8 < issued.month), "nearest period"


def _week(reading: Reading, match: re.Match[str], week: int) -> int:
    return _week_at(reading, match.start(), match.end(), week, match["year"] or match["slash"])


def _week_at(reading: Reading, start: int, end: int, week: int, printed: str | None) -> int:
    issued = reading.issued
    flags: tuple[str, ...] = ()
    try:
        if printed:
            begin = date.fromisocalendar(int(printed), week, 1)
        else:
            begin = min(
                (date.fromisocalendar(issued.year + step, week, 1) for step in (0, -1, 1)),
                key=lambda day: abs((day - issued).days),
            )
            flags = ("year_inferred",)
    except ValueError:
        return start
    return put_period(
        reading,
        start,
        end,
        iso_week(begin),
        "calendar week",
        begin,
        begin + timedelta(days=6),
        None,
        flags=flags,
        reason=None if printed else "nearest week",
    )


def _year_before(reading: Reading, match: re.Match[str]) -> int:
    """„im gleichen Zeitraum des Vorjahres“: the period named last, a year earlier; where none is near, the year."""
    told = reading.put_last("DATE")
    value = told.value if told and match.start() - told.end < NEAR else None
    year = (int(value[:4]) if value and value[:4].isdigit() else reading.issued.year) - 1
    begin, last = date(year, 1, 1), date(year, 12, 31)
    if told and value and re.fullmatch(r"\d{4}-(?:\d\d|[QH]\d)", value) and told.begin_day and told.end_day:
        begin = date.fromisoformat(told.begin_day).replace(day=1, year=year)
        end = date.fromisoformat(told.end_day)
        last = month_end(year, end.month)
        value = f"{year}{value[4:]}"
    else:
        value = str(year)
    start = with_article(reading, match.start())
    return put_period(reading, start, match.end(), value, "year before", begin, last, None, reason="cue: Vorjahr")


def _half_month(reading: Reading, match: re.Match[str]) -> int:
    month, start, end = MONTHS[match["month"] or match["month2"]], match.start(), match.end()
    flags: tuple[str, ...] = ()
    reason = None
    if match["year"]:
        year = int(match["year"])
    else:
        year, reason = nearest_month(reading, month, start, end, None)
        flags = ("year_inferred",)
    first, mod = (1, "START") if match["half"] == "erste" else (16, "END")
    begin, last = date(year, month, first), date(year, month, 15) if first == 1 else month_end(year, month)
    reading.add(start, end, "DATE", f"{year}-{month:02d}", "month", begin=begin, last=last, mod=mod, flags=flags,
                reason=reason)  # fmt: skip
    return end
