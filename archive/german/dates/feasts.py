"""Holidays as printed: names, counts, and the year that is meant."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.context import BACKWARD, Reading
from archive.german.dates.cues import CUE
from archive.german.dates.holidays import ADVENT, CHRISTMAS_DAY, COUNTED_FROM, FEASTS, Days, Feasts
from archive.german.dates.reasons import NEAREST_DAY

LATELY, LONG_AGO = 7, 120  # days since a feast after which the next one is meant: with a verb that announces, without
CARNIVAL = Feasts(COUNTED_FROM)
SINCE = re.compile(r"\b[sS]eit(?:\sdem)?\s$")
COUNTS = {"erste": 1, "zweite": 2, "dritte": 3, "vierte": 4}


def feast_at(reading: Reading, at: int) -> Days | None:
    """Return the days of the holiday named at a position, without reading it: „Freitag nach [Christi Himmelfahrt]“."""
    match = reading.feasts.pattern.match(reading.text, at) or CARNIVAL.pattern.match(reading.text, at)
    return choose_feast(reading, match)[0] if match else None


def feast_span(reading: Reading, at: int) -> tuple[date, date, int] | None:
    """Return the first and last day of the holiday named at a position and where its name ends."""
    match = reading.feasts.pattern.match(reading.text, at)
    days = choose_feast(reading, match)[0] if match else None
    return (*days, match.end()) if match and days else None


def choose_feast(reading: Reading, match: re.Match[str]) -> tuple[Days | None, str | None]:
    """Return the days of a holiday, and the reason where its year had to be decided."""
    if match["year"]:
        return _days(reading, match, int(match["year"])), None
    issued, reason = reading.issued, NEAREST_DAY
    years = [issued.year + step for step in (0, -1, 1) if 1 < issued.year + step < 9998]
    found = [days for year in years if (days := _days(reading, match, year))]
    cue = CUE.search(reading.before(match.start()))
    if SINCE.search(reading.before(match.start())):
        found, reason, cue = [d for d in found if d[0] <= issued] or found, "cue: seit", None
        return max(found), reason
    if cue and cue["back"]:
        found, reason = [d for d in found if d[1] < issued] or found, f"cue: {cue[0].strip()}"
    elif cue and cue["ahead"]:
        found, reason = [d for d in found if d[0] > issued] or found, f"cue: {cue[0].strip()}"
    if not found:
        return None, reason
    nearest = min(found, key=lambda d: abs((d[0] - issued).days))
    return (nearest, reason) if cue or reading.look == "back" else turned(reading, nearest, found, match)


def turned(reading: Reading, nearest: Days, found: list[Days], match: re.Match[str]) -> tuple[Days, str]:
    """Return the feast on the side of the issued day to which the clause points; one long past is the next, too."""
    issued = reading.issued
    direction, reason, told = reading.direction(match.start(), match.end())
    if direction == BACKWARD:
        past = [days for days in found if days[0] <= issued]
        return (max(past), reason) if past and nearest[0] > issued else (nearest, reason)
    if (issued - nearest[1]).days > (LATELY if told else LONG_AGO):
        return min(days for days in found if days[1] >= issued), reason
    return nearest, NEAREST_DAY


def _days(reading: Reading, match: re.Match[str], year: int) -> Days | None:
    if match["name"]:
        name = " ".join(match["name"].split())
        return reading.feasts.days(name, year)
    count = int(match["count"][0]) if match["count"][0].isdigit() else COUNTS[match["count"].lower().rstrip("nr")]
    kind = match["kind"]
    if kind.startswith("Advent"):
        sunday = ADVENT[count](year)[0]
        saturday = sunday - timedelta(days=1)
        return (
            (saturday, sunday)
            if kind.endswith("wochenende")
            else (saturday,) * 2
            if "samstag" in kind
            else (sunday,) * 2
        )
    if count > 2:
        return None
    if kind.startswith("Weihn"):
        return CHRISTMAS_DAY[count](year)
    sunday = FEASTS["Ostersonntag" if kind.startswith("Oster") else "Pfingstsonntag"](year)[0]
    return (sunday + timedelta(days=count - 1),) * 2
