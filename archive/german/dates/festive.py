"""Holidays and recurring days by name: „an Ostern“, „am 2. Weihnachtstag 2021“, „in der Silvesternacht“."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.context import BACKWARD, FORWARD, Reading, iso_week
from archive.german.dates.day_choice import EXPLICIT
from archive.german.dates.dayparts import before_day
from archive.german.dates.holidays import ADVENT, CHRISTMAS_DAY, RULES, Days
from archive.german.dates.vocabulary import one_of

W = r"[ \t\xa0\u202f\n]{1,3}"
COUNT = r"(?:[1-4]\.|erste[nr]?|zweite[nr]?|dritte[nr]?|vierte[nr]?)"
HOLIDAY = re.compile(
    rf"(?:(?P<count>{COUNT}){W}(?P<kind>Advents?(?:sonntag|samstag|wochenende)?|Weihnachts(?:feier)?tag|Oster(?:feier)?tag|"
    rf"Pfingst(?:feier)?tag)|(?P<name>{one_of(RULES)})(?:e?s)?)(?![\w-])(?:{W}(?P<year>(?:19|20)\d\d)(?!\d))?"
)
COUNTS = {"erste": 1, "zweite": 2, "dritte": 3, "vierte": 4}
AT_NIGHT = {"nacht": "NI", "abend": "EV", "morgen": "MO"}
PART_OF_NAME = re.compile(r"(?<!Heilig)(?:nacht|abend|morgen)$")


def read_holiday(reading: Reading, start: int) -> int:
    """Read a holiday or a recurring day by name; return where reading goes on, `start` if there is none."""
    match = HOLIDAY.match(reading.text, start)
    if match is None or re.match(r"-[A-Z]", reading.text[match.end() : match.end() + 2]):
        return start
    end = match.end()
    days, reason = _choose(reading, match)
    flags = ("year_inferred",) if reason else ()
    if days is None:
        return start
    before = reading.put_last("DATE")
    if before and before.rule == "holiday" and before.begin_day and reading.text[before.end : start] == " und ":
        reading.days_named((date.fromisoformat(before.begin_day), days[0]), end, listed=True)
    else:
        reading.day_named(days[0], end)
    direction = None if reason is None else FORWARD if days[1] >= reading.issued else BACKWARD
    value, kind = days[0].isoformat(), "DATE"
    if match["name"] and (part := PART_OF_NAME.search(match["name"])):
        value, kind = f"{value}T{AT_NIGHT[part[0]]}", "TIME"
    if (match["name"] or match["kind"]).endswith("wochenende"):
        value = iso_week(days[1] if days[1].weekday() == 6 else days[1] - timedelta(days=1)) + "-WE"
    elif before_part := before_day(reading.before(start, 48)):
        start, value, kind = start - before_part[0], f"{value}T{before_part[1]}", "TIME"
    reading.add(start, end, kind, value, "holiday", begin=days[0], last=days[1], flags=flags, reason=reason,
                direction=direction)  # fmt: skip
    return end


def holiday_at(reading: Reading, at: int) -> Days | None:
    """Return the days of the holiday named at a position, without reading it: „Freitag nach [Christi Himmelfahrt]“."""
    match = HOLIDAY.match(reading.text, at)
    return _choose(reading, match)[0] if match else None


def _choose(reading: Reading, match: re.Match[str]) -> tuple[Days | None, str | None]:
    """The days of a holiday, and the reason where its year had to be decided."""
    if match["year"]:
        return _days(match, int(match["year"])), None
    issued, reason = reading.issued, "nearest day"
    found = [d for step in (0, -1, 1) if 1 < issued.year + step < 9998 and (d := _days(match, issued.year + step))]
    cue = EXPLICIT.search(reading.before(match.start()))
    if cue and cue["back"]:
        found, reason = [d for d in found if d[1] < issued] or found, f"cue: {cue[0].strip()}"
    elif cue and cue["ahead"]:
        found, reason = [d for d in found if d[0] > issued] or found, f"cue: {cue[0].strip()}"
    return min(found, key=lambda d: abs((d[0] - issued).days)) if found else None, reason


def _days(match: re.Match[str], year: int) -> Days | None:
    if match["name"]:
        name = " ".join(match["name"].split())
        return RULES[name](year)
    count = int(match["count"][0]) if match["count"][0].isdigit() else COUNTS[match["count"].rstrip("nr")]
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
    sunday = RULES["Ostersonntag" if kind.startswith("Oster") else "Pfingstsonntag"](year)[0]
    return (sunday + timedelta(days=count - 1),) * 2
