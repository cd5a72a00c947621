"""Seasons, school years and the year of a month or season that is printed without one."""

from __future__ import annotations

import re
from datetime import date

from archive.german.dates.context import BACKWARD, FORWARD, Reading, add_months, month_end
from archive.german.dates.period_patterns import EACH_YEAR, SEASON_CUE, SEASON_MONTHS
from archive.german.dates.period_rows import part_of, put_period, year_of
from archive.german.dates.period_units import story_base
from archive.german.dates.vocabulary import DEICTIC, SEASON_MODS, SEASONS, STORY

SINCE = re.compile(r"\b[sS]eit\s$")


def nearest_month(reading: Reading, month: int, start: int, end: int, deictic: str | None) -> tuple[int, str]:
    """Return the year of a month without one, and what decided: a deictic word, the story, the tense, the nearest."""
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
    distance = (month - issued.month + 5) % 12 - 5
    if SINCE.search(reading.before(start, 8)):
        return issued.year - (month > issued.month), "cue: seit"
    direction, reason, cue = reading.direction(start, end)
    if reading.look == "back" and not (cue and direction == FORWARD):
        distance = month - issued.month
        distance = distance if -10 < distance <= 6 else distance + (12 if distance < 0 else -12)
        if distance > 0 and reading.past(start, end):
            distance -= 12
    elif cue and direction == BACKWARD and distance > 1:
        distance -= 12
    elif distance in (-6, -5, -4) and (reading.look == "ahead" or cue) and direction == FORWARD and cue:
        distance += 12
    moment = add_months(issued.replace(day=1), distance)
    return moment.year, reason if cue else "nearest month"


def read_season(reading: Reading, match: re.Match[str]) -> int:
    """Put a season; return where reading goes on, the start of the match if it is none."""
    season, start, end, issued = SEASONS[match["season"]], match.start(), match.end(), reading.issued
    year, reason = year_of(reading, match["syear"], match["sdx"], match["sunit"])
    if year is None and not (match["part"] or match["dx"] or SEASON_CUE.search(reading.before(start, 24))):
        return start
    flags: tuple[str, ...] = ()
    if year is None and EACH_YEAR.search(reading.before(start, 30)):
        reading.add(start, end, "SET", f"XXXX-{season}", "every year")
        return end
    if year is None:
        first, _ = SEASON_MONTHS[season]
        flags = ("year_inferred",)
        if match["dx"] and (step := DEICTIC[match["dx"].lower()]):
            day = story_base(reading, "Jahr", start) if match["dx"].lower() in STORY else issued
            year, reason = _season_from(day, season, step), f"cue: {match['dx']}"
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
    mod = part_of(match) or SEASON_MODS.get(match["season"][:5])
    return put_period(reading, start, end, f"{year}-{season}", "season", begin, last, mod, flags=flags, reason=reason)


def _season_from(day: date, season: str, step: int) -> int:
    """The year of the season that begins after a day, or that was over before it."""
    first, final = SEASON_MONTHS[season]
    years = range(day.year - 3, day.year + 4)
    if step > 0:
        return [year for year in years if date(year, first, 1) > day][step - 1]
    return [year for year in years if month_end(year + (season == "WI"), final) < day][step]


def read_school(reading: Reading, match: re.Match[str]) -> int:
    """Put a school year, semester or season of a theatre or club; return where reading goes on."""
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
    value = str(year) if begin == date(year, 1, 1) and last == date(year, 12, 31) else f"{begin}/{last}"
    return put_period(reading, match.start(), match.end(), value, "school year", begin, last, part_of(match))
