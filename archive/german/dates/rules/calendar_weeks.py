"""Calendar weeks: „KW 14“, „14. Kalenderwoche 2021“, „KW 14 bis 16“."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.blanks import W
from archive.german.dates.context import Reading, iso_week
from archive.german.dates.period_patterns import DEICTIC_WORD, OF_DEICTIC, OF_YEAR, PART, YEARS
from archive.german.dates.period_rows import put_period
from archive.german.dates.reasons import NEAREST_WEEK
from archive.german.dates.rules.table import NTHS, ORDINAL, POINTERS, RULES, inflected, words
from archive.german.words.calendar import DEICTIC, ORDINALS, PART_MODS
from archive.german.words.pattern import one_of

WEEK_LINKED = re.compile(
    r"\s?(?P<link>bis|–|-|und|/|,)\s?(?P<kw>KW\s?)?(?P<week>\d{1,2})(?!\d|\.\d|\s?Uhr)(?:/(?P<year>\d{4}|\d\d)(?!\d))?"
)
WEEK = re.compile(
    rf"(?:KW|Kalenderwochen?){W}?(?P<week>\d{{1,2}})(?!\d|\.\d)(?:{OF_YEAR}|/(?P<slash>{YEARS}|\d\d(?![\d.,]\d|\d|{W}?Uhr)))?"
)
COUNTED_WEEK = re.compile(
    rf"{PART}{DEICTIC_WORD}(?:(?P<ord>(?i:{one_of(ORDINALS)}))e[nrsm]?|(?P<ordn>\d{{1,2}})\.){W}?"
    rf"(?:Kalenderwoche|KW)(?!\w)(?:{OF_YEAR}|{OF_DEICTIC}|/(?P<slash>{YEARS}))?"
)
RANGES = ("bis", "–", "-")


@RULES.rule(
    "calendar_week", order=150, label="Kalenderwoche", trigger=words(["KW", "Kalenderwoche", "Kalenderwochen"]),
    rows={"calendar week": "Kalenderwoche", "period span": "Zeitraum"},
    yes=["In KW 14 wird gebaut. → 2021-W14"],
    no=["Der Motor hat KW 140."],
)  # fmt: skip
def read_calendar_week(reading: Reading, start: int) -> int:
    """Read „KW 14“; return where reading continues, `start` if there is none."""
    match = WEEK.match(reading.text, start)
    if match is None:
        return start
    end = _week(reading, match, int(match["week"]))
    first = reading.put_last("DATE")
    while end > start and (more := WEEK_LINKED.match(reading.text, end)):
        at = more.start("kw") if more["kw"] else more.start("week")
        if (
            end := _week_at(reading, at, more.end(), int(more["week"]), more["year"] or match["year"] or match["slash"])
        ) == at:
            return more.start()
        last = reading.put_last("DATE")
        if more["link"] in RANGES and first and last and first.begin_day and last.end_day:
            begin, until = date.fromisoformat(first.begin_day), date.fromisoformat(last.end_day)
            reading.add(start, end, "DURATION", f"{first.value}/{last.value}", "period span", begin=begin, last=until,
                        span=True)  # fmt: skip
    return end


@RULES.rule(
    "counted_week", order=141, label="Kalenderwoche", rows={"calendar week": "Kalenderwoche"},
    opener=(*words(PART_MODS, inflected(ORDINALS), inflected(DEICTIC)), ORDINAL),
    ahead=[*POINTERS, *NTHS, "KW", "Kalenderwoche"],
    yes=["In der 14. Kalenderwoche wird gebaut. → 2021-W14"],
    no=["In der 14. Woche wird gebaut."],
)  # fmt: skip
def read_counted_week(reading: Reading, start: int) -> int:
    """Read „14. Kalenderwoche“."""
    match = COUNTED_WEEK.match(reading.text, start)
    if match is None:
        return start
    return _week(reading, match, int(match["ordn"]) if match["ordn"] else ORDINALS[match["ord"].lower()])


def _week(reading: Reading, match: re.Match[str], week: int) -> int:
    return _week_at(reading, match.start(), match.end(), week, match["year"] or match["slash"])


def _week_at(reading: Reading, start: int, end: int, week: int, printed: str | None) -> int:
    issued = reading.issued
    flags: tuple[str, ...] = ()
    try:
        if printed:
            begin = date.fromisocalendar(int(printed) if len(printed) == 4 else 2000 + int(printed), week, 1)
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
        reason=None if printed else NEAREST_WEEK,
    )
