"""Holidays and recurring days by name: „an Ostern“, „am 2. Weihnachtstag 2021“, „in der Silvesternacht“."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.blanks import W
from archive.german.dates.context import BACKWARD, FORWARD, Reading, iso_week, month_end
from archive.german.dates.feasts import choose_feast
from archive.german.dates.holidays import FEASTS
from archive.german.dates.rules.dayparts import before_day
from archive.german.dates.rules.table import ORDINAL, RULES, inflected, words
from archive.german.dates.which_year import nearest_span
from archive.german.words.calendar import ORDINALS, SEASON_MONTHS
from archive.german.words.pattern import one_of

# Whose days each state sets for each year, so that the text of an unknown town says the season alone.
SCHOOL = {"Sommerferien": "SU", "Herbstferien": "FA", "Weihnachtsferien": "WI", "Winterferien": "WI",
          "Osterferien": "SP", "Pfingstferien": "SP", "Frühjahrsferien": "SP"}  # fmt: skip
WHEN = re.compile(r"\b(?:in|vor|nach|seit|zu|ab|während|außerhalb)\s(?:de[nrm]\s|die\s)?$", re.I)
SCHOOL_HOLIDAYS = re.compile(rf"(?P<name>{one_of(SCHOOL)})\b(?!-)(?:{W}(?P<year>20\d\d)(?!\d))?")
AT_NIGHT = {"nacht": "NI", "abend": "EV", "morgen": "MO"}
# „am Montag vor dem [ersten Advent] um 17 Uhr“: the hour is that of the Monday
BESIDE_WEEKDAY = re.compile(r"(?:tag|woch|abend)\s(?:vor|nach)\s(?:de[mr]\s)?$")
PART_OF_NAME = re.compile(r"(?<!Heilig)(?:nacht|abend|morgen)$")


FIRST_WORDS = sorted({re.split(r"[ -]", name)[0] + end for name in FEASTS for end in ("", "s", "es")})


@RULES.rule(
    "holiday", order=70, label="Feiertag", trigger=words(FIRST_WORDS), opener=(*words(inflected(ORDINALS)), ORDINAL),
    ahead=["Advent", "Weihnacht", "Oster", "Pfingst"],
    yes=["An Ostern 2021 bleibt das Bad zu. → 2021-04-04", "Am 2. Weihnachtstag 2021 ist frei. → 2021-12-26"],
    no=["Die Osterstraße ist gesperrt."],
)  # fmt: skip
def read_holiday(reading: Reading, start: int) -> int:
    """Read a holiday or a recurring day by name; return where reading continues, `start` if there is none."""
    match = reading.feasts.pattern.match(reading.text, start)
    if match is None or re.match(r"-[A-Z]", reading.text[match.end() : match.end() + 2]):
        return start
    end = match.end()
    days, reason = choose_feast(reading, match)
    flags = ("year_inferred",) if reason else ()
    if days is None:
        return start
    before = reading.put_last("DATE")
    if before and before.rule == "holiday" and before.begin_day and reading.text[before.end : start] == " und ":
        reading.days_named((date.fromisoformat(before.begin_day), days[0]), end, listed=True)
    elif BESIDE_WEEKDAY.search(reading.before(start, 24)) is None:
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


@RULES.rule(
    "school_holidays", order=72, label="Schulferien", trigger=[*SCHOOL],
    yes=["In den Sommerferien wird gebaut. → 2021-SU", "In den Herbstferien 2022 ist zu. → 2022-FA"],
    no=["Die Sommerferien-Karte ist da."],
)  # fmt: skip
def read_school_holidays(reading: Reading, start: int) -> int:
    """Read school holidays of which nobody has told the days: the season, and no day."""
    match = SCHOOL_HOLIDAYS.match(reading.text, start)
    if match is None or (reading.look == "back" and WHEN.search(reading.before(start, 20)) is None):
        return start
    season, end, reason = SCHOOL[match["name"]], match.end(), None
    if match["year"]:
        year = int(match["year"])
    else:
        first, last = SEASON_MONTHS[season]
        found = [(date(year, first, 1), month_end(year + (season == "WI"), last))
                 for year in range(reading.issued.year - 1, reading.issued.year + 2)]  # fmt: skip
        (begin, _), reason = nearest_span(reading, found, start, end)
        year = begin.year
    reading.add(start, end, "DATE", f"{year}-{season}", "school_holidays", flags=("day_unknown",), reason=reason)
    return end
