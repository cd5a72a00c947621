"""Periods: months, quarters, seasons, years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.normalise.dates.context import BACKWARD, FORWARD, Reading, add_months, iso_week, month_end
from archive.normalise.dates.period_patterns import (
    AMOUNT_TO,
    BARE_YEAR,
    COUNTED,
    DECADE,
    MONTH_CUE,
    NAMED,
    ORDINAL_PERIOD,
    PERIOD,
    SEASON_CUE,
    SEASON_MONTHS,
    WEEK,
    YEAR_CUE,
    YEAR_RANGE,
    YEAR_REFUSED,
)
from archive.normalise.dates.period_rows import part_of, put_period, put_year, with_article, year_of
from archive.normalise.dates.period_units import read_named, read_unit
from archive.normalise.dates.vocabulary import DECADES, DEICTIC, MONTHS, NAME_MONTHS, ORDINALS, SEASONS, SHORT_MONTHS


def read_period(reading: Reading, start: int) -> int:
    """Read a period at a word or number; return where reading goes on, `start` if there is none."""
    text = reading.text
    if match := DECADE.match(text, start):
        return _decade(reading, match)
    if match := ORDINAL_PERIOD.match(text, start):
        return _ordinal(reading, match)
    if match := WEEK.match(text, start):
        return _week(reading, match, int(match["week"]))
    if match := NAMED.match(text, start):
        return read_named(reading, match)
    if match := PERIOD.match(text, start):
        if match["bare"]:
            return put_year(reading, match, int(match["bare"])) if match["part"] else start
        if match["month"]:
            return _month(reading, match)
        if match["season"]:
            return _season(reading, match)
        if match["school"]:
            return _school(reading, match)
        return read_unit(reading, match)
    return start


def read_year(reading: Reading, start: int) -> int:
    """Read a bare year or „1943–1945“; return where reading goes on, `start` if there is none."""
    text = reading.text
    if match := YEAR_RANGE.match(text, start):
        first, last = int(text[start : start + 4]), int(match[1])
        if first < last and not YEAR_REFUSED.search(reading.before(start, 16)):
            for at, year in ((start, first), (match.start(1), last)):
                reading.add(at, at + 4, "DATE", str(year), "year", begin=date(year, 1, 1), last=date(year, 12, 31))
            reading.add(
                start,
                match.end(),
                "DURATION",
                f"{first}/{last}",
                "span",
                begin=date(first, 1, 1),
                last=date(last, 12, 31),
                span=True,
            )
            return match.end()
    match = BARE_YEAR.match(text, start)
    if match is None or AMOUNT_TO.match(text, start + 4):
        return start
    before, year = reading.before(start, 16), int(match[0])
    cue = YEAR_CUE.search(before)
    if YEAR_REFUSED.search(before) and not re.search(r"(?:um|in|Jahre?)\s$", before):
        return start
    if COUNTED.match(text, match.end()) and not (cue and re.search(r"(?:Jahre?s?|[sS]eit|Jahrgang)\s{1,2}$", before)):
        return start
    if not cue and (not 1500 <= year <= 2069 or (year < 1900 and year % 100 == 0)):
        return start
    reading.add(start, start + 4, "DATE", match[0], "year", begin=date(year, 1, 1), last=date(year, 12, 31))
    reading.year_named(year, start + 4)
    return start + 4


def _nearest_month(reading: Reading, month: int, start: int, end: int, deictic: str | None) -> tuple[int, str]:
    issued = reading.issued
    if deictic:
        step = DEICTIC[deictic.lower()]
        if step == 0:
            return issued.year, f"cue: {deictic}"
        if step < 0:
            return issued.year - (month >= issued.month), f"cue: {deictic}"
        return issued.year + (month <= issued.month), f"cue: {deictic}"
    if reading.tells(start, end):
        return reading.year or 0, "year printed before"
    distance = (month - issued.month + 6) % 12 - 6
    direction, reason, cue = reading.direction(start, end)
    if reading.look == "back" and not (cue and direction == FORWARD):
        distance = month - issued.month
        distance = distance if -10 < distance <= 6 else distance + (12 if distance < 0 else -12)
    elif cue and direction == BACKWARD and distance > 1:
        distance -= 12
    elif distance in (-6, -5, -4) and (reading.look == "ahead" or cue) and direction == FORWARD and cue:
        distance += 12
    moment = add_months(issued.replace(day=1), distance)
    return moment.year, reason if cue else "nearest month"


def _month(reading: Reading, match: re.Match[str]) -> int:
    name, start, end = match["month"], match.start(), match.end()
    month, before = MONTHS[name], reading.before(match.start(), 14)
    if not (match["year"] or match["part"] or match["dx"] or match["yunit"]):
        if (name in NAME_MONTHS or name in SHORT_MONTHS) and not MONTH_CUE.search(before):
            return start
        if name in SHORT_MONTHS or (
            name in NAME_MONTHS
            and re.match(r" [A-ZÄÖÜ][a-zäöü]+", reading.text[end : end + 4])
            and not re.search(r"\b(?:[iI]m|[sS]eit|[aA]b|[bB]is|Ende|Mitte|Anfang)\s$", before)
        ):
            return start
        if re.search(r"\b(?:Herrn?|Frau|Dr\.|Familie)\s$", before):
            return start
    year, reason = year_of(reading, match["year"], match["ydx"], match["yunit"])
    flags: tuple[str, ...] = ()
    if match["year"]:
        reading.year_named(year or 0, end)
    if year is None:
        year, reason = _nearest_month(reading, month, start, end, match["dx"])
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


def _season(reading: Reading, match: re.Match[str]) -> int:
    season, start, end, issued = SEASONS[match["season"]], match.start(), match.end(), reading.issued
    year, reason = year_of(reading, match["syear"], match["sdx"], match["sunit"])
    if year is None and not (match["part"] or match["dx"] or SEASON_CUE.search(reading.before(start, 14))):
        return start
    flags: tuple[str, ...] = ()
    if year is None:
        first, _ = SEASON_MONTHS[season]
        flags = ("year_inferred",)
        if match["dx"]:
            year, reason = _nearest_month(reading, first, start, end, match["dx"])
        else:
            direction, reason, cue = reading.direction(start, end)
            year = issued.year
            if season == "WI" and issued.month < 6:
                year -= 1
            elif reading.look == "ahead" and not (cue and direction == BACKWARD) and first + 4 < issued.month:
                year += 1
            elif cue and direction == BACKWARD and first > issued.month + 1:
                year -= 1
    first, final = SEASON_MONTHS[season]
    begin, last = date(year, first, 1), month_end(year + (season == "WI"), final)
    return put_period(
        reading, start, end, f"{year}-{season}", "season", begin, last, part_of(match), flags=flags, reason=reason
    )


def _school(reading: Reading, match: re.Match[str]) -> int:
    year, kind = int(match["from"]), match["school"]
    if kind.startswith("Schuljahr"):
        begin, last = date(year, 8, 1), date(year + 1, 7, 31)
    elif kind == "Wintersemester":
        begin, last = date(year, 10, 1), date(year + 1, 3, 31)
    elif kind == "Sommersemester":
        begin, last = date(year, 4, 1), date(year, 9, 30)
    elif kind.startswith("Haushalt") or not match["to"]:
        begin, last = date(year, 1, 1), date(year + (1 if match["to"] else 0), 12, 31)
    else:
        begin, last = date(year, 8, 1), date(year + 1, 7, 31)
    return put_period(
        reading, match.start(), match.end(), f"{begin}/{last}", "school year", begin, last, part_of(match)
    )


def _ordinal(reading: Reading, match: re.Match[str]) -> int:
    number = int(match["ordn"]) if match["ordn"] else ORDINALS[match["ord"].lower()]
    unit, start, end = match["unit"], with_article(reading, match.start()), match.end()
    if unit.startswith("Jahrhundert"):
        if not 1 <= number <= 99:
            return match.start()
        begin, last = date(max((number - 1) * 100, 1), 1, 1), date((number - 1) * 100 + 99, 12, 31)
        keep = match.start() if match["part"] else start
        return put_period(reading, keep, end, f"{number - 1:02d}", "century", begin, last, part_of(match))
    start = match.start()
    if unit in ("Kalenderwoche", "KW"):
        return _week(reading, match, number)
    year, reason = year_of(reading, match["year"] or match["slash"], match["ydx"], match["yunit"])
    flags: tuple[str, ...] = () if year else ("year_inferred",)
    year = year or reading.issued.year
    if unit == "Hälfte" and not (match["year"] or match["yunit"]):
        return match.start()
    months, letter = (6, "H") if unit.startswith(("Halb", "Hälfte")) else (3, "Q")
    number = 12 // months if number == -1 else number
    if not 1 <= number <= 12 // months:
        return match.start()
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
        reason=reason or "issued year",
    )


def _week(reading: Reading, match: re.Match[str], week: int) -> int:
    printed, issued = match["year"] or match["slash"], reading.issued
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
        return match.start()
    return put_period(
        reading,
        match.start(),
        match.end(),
        iso_week(begin),
        "calendar week",
        begin,
        begin + timedelta(days=6),
        None,
        flags=flags,
        reason=None if printed else "nearest week",
    )


def _decade(reading: Reading, match: re.Match[str]) -> int:
    if match["full"]:
        year = int(match["full"])
    elif match["short"]:
        year = 1900 + int(match["short"])
    else:
        year = 1900 + DECADES[match["word"].lower()] * 10
    start = match.start() if match["part"] else with_article(reading, match.start())
    return put_period(
        reading, start, match.end(), str(year // 10), "decade", date(year, 1, 1), date(year + 9, 12, 31), part_of(match)
    )
