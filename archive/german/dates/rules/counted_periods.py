"""Quarters and halves of years: „2. Quartal 2021“, „zweites Halbjahr“, „Q2 2021“."""

from __future__ import annotations

import re
from datetime import date

from archive.german.dates.blanks import W
from archive.german.dates.context import BACKWARD, STOP, Reading, month_end
from archive.german.dates.period_patterns import DEICTIC_WORD, OF_DEICTIC, OF_YEAR, PART, YEARS
from archive.german.dates.period_rows import part_of, put_period, year_of
from archive.german.dates.reasons import NEAREST_PERIOD, YEAR_BEFORE
from archive.german.dates.rules.table import NTHS, ORDINAL, POINTERS, RULES, inflected, words
from archive.german.words.calendar import DEICTIC, ORDINALS, PART_MODS
from archive.german.words.pattern import one_of

NTH_PERIOD = rf"(?:(?P<ord>(?i:{one_of(ORDINALS)}))e[nrsm]?|(?P<ordn>\d{{1,2}})\.)"
ORDINAL_PERIOD = re.compile(
    rf"{PART}{DEICTIC_WORD}{NTH_PERIOD}{W}?"
    rf"(?P<unit>Quartals?|Trimesters?|Halbjahre?s?|Hälfte|Jahreshälfte)(?!\w)"
    rf"(?:{OF_YEAR}|{OF_DEICTIC}|/(?P<slash>{YEARS}))?"
)
SHORT_QUARTER = re.compile(rf"Q(?P<quarter>[1-4])[ /]?(?P<year>{YEARS})")


@RULES.rule(
    "counted_period", order=140, label="Quartal oder Halbjahr",
    opener=(*words(PART_MODS, inflected(ORDINALS), inflected(DEICTIC)), ORDINAL),
    ahead=[*POINTERS, *NTHS, "Quartal", "Trimester", "Halbjahr", "Hälfte", "Jahreshälfte"],
    rows={"quarter": "Quartal", "half": "Halbjahr"},
    yes=["Im 2. Quartal 2021 wird gebaut. → 2021-Q2", "Im zweiten Halbjahr wird gebaut. → 2021-H2"],
    no=["In der zweiten Hälfte fiel ein Tor."],
)  # fmt: skip
def read_counted_period(reading: Reading, start: int) -> int:
    """Read a quarter or a half of a year."""
    match = ORDINAL_PERIOD.match(reading.text, start)
    if match is None:
        return start
    number = int(match["ordn"]) if match["ordn"] else ORDINALS[match["ord"].lower()]
    unit, end = match["unit"], match.end()
    year, reason = year_of(reading, match["year"] or match["slash"], match["ydx"], match["yunit"])
    if unit.startswith("Trimester") and year is None:
        return start  # of a school or of a pregnancy
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


@RULES.rule(
    "short_quarter", order=144, label="Quartal, abgekürzt", trigger=words(["Q"]), rows={"quarter": "Quartal"},
    yes=["In Q2 2021 wird gebaut. → 2021-Q2"],
    no=["Im Haus Q2 wird gebaut."],
)  # fmt: skip
def read_short_quarter(reading: Reading, start: int) -> int:
    """Read „Q2 2021“."""
    match = SHORT_QUARTER.match(reading.text, start)
    if match is None:
        return start
    year, month = int(match["year"]), int(match["quarter"]) * 3
    begin, last = date(year, month - 2, 1), month_end(year, month)
    return put_period(reading, start, match.end(), f"{year}-Q{match['quarter']}", "quarter", begin, last, None)


def _nearest_year(reading: Reading, month: int, start: int, end: int) -> tuple[int, str]:
    """The year of a quarter or half: the story's, in news that of the last one to begin, otherwise the nearest."""
    if reading.tells(start, end):
        return reading.year or 0, YEAR_BEFORE
    issued, (direction, reason, _) = reading.issued, reading.direction(start, end)
    if (told := _year_of_sentence(reading, start)) is not None:
        return told, YEAR_BEFORE
    if direction == BACKWARD:
        return issued.year - (month > issued.month), reason
    return issued.year + (month + 8 < issued.month), NEAREST_PERIOD


def _year_of_sentence(reading: Reading, start: int) -> int | None:
    """„2020 kamen 900, die meisten [im ersten Halbjahr]“: a past year that a release has printed in the sentence."""
    year = reading.year
    if year is None or year >= reading.issued.year or reading.look == "back" or reading.year_at > start:
        return None
    return year if STOP.search(reading.text, reading.year_at, start) is None else None
