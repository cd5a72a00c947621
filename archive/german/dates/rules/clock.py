"""Clock times in figures: „17.30 Uhr“, „von 13:30 bis etwa 18 Uhr“, „um 10, 12 und 15 Uhr“, „8.30–12 h“."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archive.german.dates.blanks import O
from archive.german.dates.context import Reading
from archive.german.dates.hour_rows import Clock, put_hours
from archive.german.dates.rules.table import BEFORE_MONTH, DOTTED, JOINED, NUMBER, RULES, words
from archive.german.words.calendar import COUNTED, SHORT_WEEKDAYS, WEEKDAYS
from archive.german.words.pattern import one_of

HOURS = {word: number for word, number in COUNTED.items() if number <= 24} | {"ein": 1, "eins": 1}
FIGURES = r"(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?(?![\d:]|\.\d)"
HOUR = rf"(?:{FIGURES}|(?:{one_of(HOURS)})\b)"
ABOUT = (
    r"(?:von|um|ab|etwa|gegen|ca\.|circa|rund|ungefähr|maximal|spätestens|mindestens|voraussichtlich|"
    r"kurz\s(?:vor|nach))"
)
JOIN = rf"(?:{O}(?:(?:Uhr|h){O}(?:[-–—]|bis)|[-–—/]|bis|und|oder|sowie){O}(?:{ABOUT}{O}){{0,2}})"
HOUR_ADVERBS = r"morgens|früh|vormittags|mittags|nachmittags|abends|nachts"
# „8 Uhr abends“, „8 Uhr am Abend“
DAYTIME = (
    rf"(?:{O}(?P<daytime>{HOUR_ADVERBS})\b|{O}(?:am|in{O}der)\s(?P<part>Morgen|Vormittag|Mittag|Nachmittag|Abend|Nacht|Früh)"
    r"\b(?!\s(?:des|vom|zuvor|zum)))"
)
WITH_UHR = re.compile(
    rf"(?<![\w.,:/])({HOUR}(?:{JOIN}{HOUR}){{0,6}}{O}Uhr)(?P<more>{O}(?P<min>[0-5]\d)\b(?!{O}[A-ZÄÖÜ.]))?(?!\w)"
    rf"{DAYTIME}?"
)
# „um 10, 12 und 15 Uhr“: a comma joins hours only behind a word for an hour
LISTED = re.compile(rf"(?<![\w.,:/])({HOUR}(?:(?:{JOIN}|,{O}){HOUR}){{1,6}}{O}Uhr)(?!\w){DAYTIME}?")
AFTER_CUE = re.compile(
    rf"(?<![\w.,:/])((?:2[0-4]|[01]?\d)[.:][0-5]\d(?:{JOIN}(?:2[0-4]|[01]?\d)[.:][0-5]\d){{0,6}})(?![\d:.%]*\d|"
    rf"{O}(?:%|€|Euro|Prozent|Mio|Millionen|Kilometer|Meter|[km]m?\b|[mM]illiarden))"
)
SHORT = re.compile(rf"(?<![\w.,:/])({FIGURES}(?:{JOIN}{FIGURES}){{0,6}}{O}h)\b")
SHORT_CUE = re.compile(r"(?:[:(,–|]\s?|\bund\s|\boder\s)$")
CLOCK_CUE = re.compile(
    r"\b(?:um|ab|gegen|gg\.|von|bis|zwischen|Um|Ab|Von|Beginn|Beginn:|Einlass|Einlass:|"
    r"jeweils|Uhr,)[ \xa0\n]{1,2}$"
)
ONE = re.compile(rf"(\d{{1,2}})(?:[.:](\d{{2}}))?|({one_of(HOURS)})\b")
RANGE = re.compile(r"-|–|—|bis|und")
BETWEEN = re.compile(r"\b(?:zwischen|von)\s{1,2}$", re.I)
UNIT = r"(?:Uhr|h\b)"
COLUMN = r"[ \t\xa0\u202f]{0,16}\n?"  # blanks between the columns of a table
# „Di [8–12], Do 14–18 Uhr“: „Uhr“ stands once, behind the last of the weekdays
UNIT_LATER = (
    rf"{FIGURES}{O}(?:-|–|—|bis){O}{FIGURES}(?={O}(?:[,;/|+]|und|sowie)?{O}(?:{one_of([*SHORT_WEEKDAYS, *WEEKDAYS])})\b"
    rf"[^!?\n]{{0,60}}?{O}{UNIT})"
)
WITHOUT_UNIT = re.compile(rf"(?<![\w.,:/])({UNIT_LATER})")
CLOCK_AHEAD = re.compile(
    rf"(?:{O}(?:und|sowie){O}(?:an{O})?[fF]eiertag(?:s|en)\b)?{O}[,:(]?{COLUMN}(?:geschlossen\b|"
    rf"(?:(?:jeweils|auch|nur|zusätzlich|von|ab|um|bis|zwischen)[ \xa0]){{0,2}}{HOUR}(?:{JOIN}{HOUR}){{0,3}}{O}{UNIT}|"
    rf"{UNIT_LATER})"
)
HOURS_AHEAD = re.compile(rf":{O}(?:von{O})?{HOUR}{O}(?:-|–|—|bis){O}{HOUR}{O}{UNIT}")
OWN_UNIT = re.compile(rf"{O}Uhr\b")
ADVERB_OF_PART = {"Morgen": "morgens", "Vormittag": "vormittags", "Mittag": "mittags", "Nachmittag": "nachmittags",
         "Abend": "abends", "Nacht": "nachts", "Früh": "früh"}  # fmt: skip
UHR_AHEAD = 120  # code points from the first hour of a chain to its „Uhr“


@RULES.rule(
    "clock_time", order=30, label="Uhrzeit",
    trigger=(DOTTED,), opener=(*words(HOURS), NUMBER, BEFORE_MONTH, JOINED),
    ahead=["Uhr", "h", "-", "–", "—", "/", "bis", "und", "oder", "sowie", ",", ":"],
    rows={"clock time": "Uhrzeit", "clock span": "von Uhrzeit bis Uhrzeit"},
    yes=["Am 5. Mai 2021 um 18 Uhr → 2021-05-05T18:00", "Am 5. Mai 2021 von 13:30 bis 18 Uhr → 2021-05-05T13:30"],
    no=["Das Spiel endete 18:12.", "Es kostet 18.30 Euro."],
)  # fmt: skip
def read_clock(reading: Reading, start: int) -> int:
    """Read a chain of clock times at a position; return where reading continues, `start` if there is none."""
    text = reading.text
    match = None
    if text.find("Uhr", start, start + UHR_AHEAD) > 0:
        before = reading.before(start, 12)
        listed = before.endswith(": ") or CLOCK_CUE.search(before)
        match = (LISTED.match(text, start) if listed else None) or (WITH_UHR.match(text, start))
    if match is None:
        if not text[start].isdigit():
            return start
        short = (WITHOUT_UNIT.match(text, start) if _on_weekdays(reading, start) else None) or SHORT.match(text, start)
        match, before = short or AFTER_CUE.match(text, start), reading.before(start, 12)
        if (
            match is None
            or not (
                CLOCK_CUE.search(before)
                or (match is short and (SHORT_CUE.search(before) or _on_weekdays(reading, start)))
            )
            or any(int(one[2] or 0) % 5 for one in ONE.finditer(match[1]))
        ):
            return start
    times = [
        Clock(one.start(), one.end(), HOURS[one[3]] if one[3] else int(one[1]), int(one[2] or 0))
        for one in ONE.finditer(text, start, match.end(1))
    ]
    got = match.groupdict()
    end, daytime = match.end(), daytime_of(got)
    if got.get("min"):
        times[-1] = times[-1]._replace(minute=int(got["min"]))
    times[-1] = times[-1]._replace(end=end if not daytime else match.end("more") if got.get("more") else match.end(1))
    times = [clock._replace(end=unit.end()) if (unit := OWN_UNIT.match(text, clock.end, match.end(1))) else clock
             for clock in times[:-1]] + times[-1:]  # fmt: skip
    if daytime:
        times = [clock._replace(hour=late_hour(clock.hour, daytime)) for clock in times]
    if any(clock.hour > 24 or (clock.hour == 24 and clock.minute) for clock in times):
        return start
    ranged = len(times) == 2 and RANGE.search(text[times[0].end : times[1].start])
    if ranged and ranged[0] == "und" and not BETWEEN.search(reading.before(start, 12)):
        ranged = None
    put_hours(reading, times, end, ranged=bool(ranged))
    return end


def _on_weekdays(reading: Reading, start: int) -> bool:
    """„Di–Fr [10.30]–18 h“: weekdays of every week stand in front of it."""
    return 0 <= reading.weekly_at <= start and not reading.text[reading.weekly_at : start].strip(" \t\xa0:,.")


def late_hour(hour: int, daytime: str | None) -> int:
    """Return the hour of the day for one as spoken: „8 Uhr abends“ is 20."""
    if daytime == "mittags":
        return hour + 12 if hour <= 3 else hour
    reach = {"abends": 4, "nachmittags": 1, "nachts": 8}.get(daytime or "", 13)
    return hour + 12 if reach <= hour <= 12 and not (hour == 12 and daytime == "nachmittags") else hour


def daytime_of(groups: Mapping[str, str | None]) -> str | None:
    """Return the adverb for the time of day after an hour; „am Abend“ gives „abends“, too."""
    part = groups.get("part")
    return ADVERB_OF_PART[part] if part else groups.get("daytime")
