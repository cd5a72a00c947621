"""Seasons, school years, semesters and seasons of theatres and clubs."""

from __future__ import annotations

import re
from datetime import date

from archive.german.dates.blanks import W
from archive.german.dates.context import BACKWARD, FORWARD, Reading, month_end
from archive.german.dates.period_patterns import DEICTIC_WORD, EACH_YEAR, OF_DEICTIC, OF_YEAR, PART, YEAR
from archive.german.dates.period_rows import part_of, put_period, year_of
from archive.german.dates.periods import story_base
from archive.german.dates.rules.table import POINTERS, RULES, inflected, words
from archive.german.dates.which_year import season_from
from archive.german.words.calendar import DEICTIC, PART_MODS, SEASON_MODS, SEASON_MONTHS, SEASONS, STORY
from archive.german.words.pattern import one_of

SEASON = re.compile(rf"{PART}{DEICTIC_WORD}(?P<season>{one_of(SEASONS)})(?![\w-])(?:{OF_YEAR}|{OF_DEICTIC})?")
SCHOOL = re.compile(
    rf"{PART}{DEICTIC_WORD}(?P<school>Schuljahre?s?|Saison|Spielzeit|Wintersemester|Sommersemester|"
    rf"Haushaltsjahre?s?){W}(?P<from>{YEAR})(?:/(?P<to>\d{{4}}|\d\d))?(?!\d)"
)
SCHOOL_WORDS = [*inflected(("Schuljahr", "Haushaltsjahr"), " s es"), "Saison", "Spielzeit", "Wintersemester",
                "Sommersemester"]  # fmt: skip
SINCE = re.compile(r"\b[sS]eit(?:\sdem)?\s$")
SEASON_CUE = re.compile(
    r"\b(?:[iI]m|[sS]eit|[bB]is|zum|[aA]b|[vV]om|[vV]on|und|ganzen|gesamten|[dD]iesen|"
    r"nach|vor|den|dem|in den|letzten|bis in den|(?:[iI]m|[dD]em|[zZ]um|[vV]om) [a-zäöüß]+en)\s{1,2}$"
)


@RULES.rule(
    "season", order=162, label="Jahreszeit", trigger=words(SEASONS), opener=words(PART_MODS, inflected(DEICTIC)),
    ahead=[*POINTERS, *SEASONS],
    rows={"season": "Jahreszeit", "every year": "jedes Jahr"},
    yes=["Im Sommer wird gebaut. → 2021-SU", "Im Winter 2020/21 war es kalt. → 2020-WI"],
    no=["Die Sommer-Ausgabe ist da."],
)  # fmt: skip
def read_season(reading: Reading, start: int) -> int:
    """Read a season, with its year or without."""
    match = SEASON.match(reading.text, start)
    if match is None:
        return start
    season, end, issued = SEASONS[match["season"]], match.end(), reading.issued
    year, reason = year_of(reading, match["year"], match["ydx"], match["yunit"])
    if year is None and not (match["part"] or match["dx"] or SEASON_CUE.search(reading.before(start, 24))):
        return start
    flags: tuple[str, ...] = ()
    if year is None and EACH_YEAR.search(reading.before(start, 30)):
        reading.add(start, end, "SET", f"XXXX-{season}", "every year")
        return end
    if year is None:
        first, final = SEASON_MONTHS[season]
        flags = ("year_inferred",)
        if match["dx"] and (step := DEICTIC[match["dx"].lower()]):
            day = story_base(reading, "Jahr", start) if match["dx"].lower() in STORY else issued
            year, reason = season_from(day, season, step), f"cue: {match['dx']}"
        else:
            direction, reason, cue = reading.direction(start, end)
            if SINCE.search(reading.before(start, 16)):
                direction, reason, cue = BACKWARD, "cue: seit", True
            year = issued.year
            if season == "WI" and issued.month < 6:
                ahead = cue and direction == FORWARD and reading.look == "ahead" and issued.month > final
                year -= not ahead
            elif reading.look == "ahead" and not (cue and direction == BACKWARD) and first + 4 < issued.month:
                year += 1
            elif cue and direction == BACKWARD and first > issued.month + 1:
                year -= 1
            elif reading.look == "ahead" and cue and direction == FORWARD and first + 2 < issued.month:
                year += 1
    first, final = SEASON_MONTHS[season]
    begin, last = date(year, first, 1), month_end(year + (season == "WI"), final)
    mod = part_of(match) or SEASON_MODS.get(match["season"][:5])
    return put_period(reading, start, end, f"{year}-{season}", "season", begin, last, mod, flags=flags, reason=reason)


@RULES.rule(
    "school_year", order=163, label="Schuljahr oder Spielzeit",
    trigger=words(SCHOOL_WORDS), opener=words(PART_MODS, inflected(DEICTIC)), ahead=[*POINTERS, *SCHOOL_WORDS],
    rows={"school year": "Schuljahr oder Spielzeit"},
    yes=["Im Schuljahr 2021/22 wird gebaut. → 2021-08-01/2022-07-31"],
    no=["In der Saison 2 wird gebaut."],
)  # fmt: skip
def read_school_year(reading: Reading, start: int) -> int:
    """Read a school year, semester or season of a theatre or club."""
    match = SCHOOL.match(reading.text, start)
    if match is None:
        return start
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
