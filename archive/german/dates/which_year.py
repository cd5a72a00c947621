"""The year of a month or season that is printed without one."""

from __future__ import annotations

import re
from datetime import date

from archive.german.dates.context import BACKWARD, FORWARD, Reading, add_months, month_end
from archive.german.dates.reasons import LOOK, NEAREST_DAY, NEAREST_MONTH, YEAR_BEFORE
from archive.german.words.calendar import DEICTIC, SEASON_MONTHS

LONG_AGO = 150  # days after which a release rather means the next one
SINCE = re.compile(r"\b[sS]eit\s$")
FROM = re.compile(r"\b[aA]b\s$")


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
        return reading.year or 0, YEAR_BEFORE
    distance = (month - issued.month + 5) % 12 - 5
    if SINCE.search(reading.before(start, 8)):
        return issued.year - (month > issued.month), "cue: seit"
    direction, reason, cue = reading.direction(start, end)
    if reading.look == "ahead":
        soon = distance == 1 and FROM.search(reading.before(start, 8)) is not None  # „Entnahme ab August verboten“
        if cue and direction == BACKWARD and distance > 0 and not soon:
            distance -= 12
        elif cue and direction == FORWARD and distance < 0:
            distance += 12
    elif not (cue and direction == FORWARD):
        distance = month - issued.month
        distance = distance if -10 < distance <= 6 else distance + (12 if distance < 0 else -12)
        if distance > 0 and reading.past(start, end):
            distance -= 12
    elif distance in (-6, -5, -4):
        distance += 12
    moment = add_months(issued.replace(day=1), distance)
    return moment.year, reason if cue else NEAREST_MONTH


def nearest_span(
    reading: Reading, found: list[tuple[date, date]], start: int, end: int
) -> tuple[tuple[date, date], str]:
    """Return the days, of some years, that are meant without one: the nearest, turned by the tense of a release.

    found: first and last day in each year that may be meant.
    """
    issued = reading.issued
    nearest = min(found, key=lambda days: abs((days[0] - issued).days))
    if reading.look == "back":
        return nearest, NEAREST_DAY
    direction, reason, told = reading.direction(start, end)
    if told and direction == BACKWARD and nearest[0] > issued:
        return max((days for days in found if days[0] <= issued), default=nearest), reason
    if told and direction == FORWARD and nearest[1] < issued:
        return min((days for days in found if days[1] >= issued), default=nearest), reason
    if not told and (issued - nearest[1]).days > LONG_AGO:
        return min((days for days in found if days[1] >= issued), default=nearest), LOOK
    return nearest, NEAREST_DAY


def season_from(day: date, season: str, step: int) -> int:
    """The year of the season that begins after a day, or that was over before it."""
    first, final = SEASON_MONTHS[season]
    years = range(day.year - 3, day.year + 4)
    if step > 0:
        return [year for year in years if date(year, first, 1) > day][step - 1]
    return [year for year in years if month_end(year + (season == "WI"), final) < day][step]
