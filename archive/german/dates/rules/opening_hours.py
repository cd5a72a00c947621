"""Weekdays of every week: „montags“, „Mo–Fr 8 bis 16 Uhr“, „Dienstag bis Sonntag ab 10 Uhr“.

A set of several weekdays is written in the manner of TIMEX3: `XXXX-WXX-1..5` from Monday to Friday,
`XXXX-WXX-2,4` on Tuesday and Thursday; its clock times are `XXXX-WXX-1..5T09:00`. `DateMention.weekdays` lists the days
one by one.
"""

from __future__ import annotations

import re

from archive.german.dates.blanks import O, W
from archive.german.dates.context import STOP, Reading
from archive.german.dates.rules.clock import CLOCK_AHEAD, HOURS_AHEAD
from archive.german.dates.rules.table import RULES, words
from archive.german.dates.weekdays import pattern_of, remember
from archive.german.words.calendar import ON_WEEKDAYS, SHORT_WEEKDAYS, WEEKDAY_ADVERBS, WEEKDAY_PLURALS, WEEKDAYS
from archive.german.words.pattern import one_of

SUNDAYS = dict.fromkeys(("Sonn", "sonn"), 6)
DAYS = ON_WEEKDAYS | WEEKDAY_PLURALS | SUNDAYS | SHORT_WEEKDAYS | WEEKDAYS
OPENING_DAY = (
    rf"(?:(?P<adv>{one_of([*ON_WEEKDAYS, *WEEKDAY_PLURALS])})\b(?!-)|(?P<sun>[Ss]onn)-{W}und{W}[Ff]eiertag(?:s|en|e)\b|"
    rf"(?P<short>{one_of(SHORT_WEEKDAYS)})\b\.?(?!(?!-(?:{one_of(SHORT_WEEKDAYS)})\b)[\w-]*[a-zäöüß])|(?P<full>{one_of(WEEKDAYS)})\b(?!-[A-Za-z]))"
)
DAY_AT = re.compile(OPENING_DAY)
OPENING_LINK = re.compile(rf"{O}(?:(?P<to>-|–|—|bis)|und|oder|sowie|,|\+|/|&){O}(?:an{W})?(?:und{W}(?:an{W})?)?")
TIMETABLE = re.compile(
    r"(?:[zZ]eiten|[sS]tunden?|[gG]eöffnet|[tT]ermine)(?:\s\w+){0,3}(?::|\s(?:ist|sind))\s(?:am\s|jeweils\s|immer\s){0,2}$"
)
# „Das Büro ist Montag von 9 bis 12 Uhr besetzt“, without „am“
ON_A_DAY = re.compile(
    r"\b(?:[aA]m|[vV]om|[zZ]um|[bB]is|[aA]b|[sS]eit|[vV]on|[fF]ür|[dD]e[rnm]|auf|[a-zäöüß]+e[nrs]|bereits|schon|noch|nur)\s$"
)
KEPT_OPEN = re.compile(r"\b(?:[gG]eöffnet|besetzt|erreichbar|zu erreichen|offen|Sprechstunden?)\b")
A_LINE = 80  # code points
EACH_CUE = re.compile(r"\b(?:jeweils|immer|stets)\s(?:am\s)?$")
DATED = re.compile(rf"{O}[,(]?{O}(?:de[nmr]{W})?\d{{1,2}}\.(?!\d\d?{O}Uhr)")
OFFICE_HOURS = re.compile(
    r"(?:(?:Öffnungs|Sprech|Service|Geschäfts|Dienst|Büro|Schalter)zeiten|Sprechstunden)\b"
    r"(?:[^.!?:\n0-9]{0,24}:?|[^.!?:\n0-9]{0,70}:)\s$"
)


@RULES.rule(
    "opening_hours", order=40, label="Öffnungszeiten", trigger=words(WEEKDAYS, SHORT_WEEKDAYS),
    rows={"opening hours": "Öffnungszeiten"},
    yes=["Geöffnet ist Mo–Fr 8–16 Uhr. → XXXX-WXX-1..5"],
    no=["Am Montag und Dienstag ab 8 Uhr wird gebaut."],
)  # fmt: skip
def read_opening_hours(reading: Reading, start: int) -> int:
    """Read „Mo–Fr“ and „Dienstag bis Sonntag“ in front of clock times."""
    return read_weekdays(reading, start)


@RULES.rule(
    "weekday_adverbs", order=240, label="Wochentage, wiederkehrend",
    trigger=words(WEEKDAY_ADVERBS, WEEKDAY_PLURALS, SUNDAYS), rows={"repetition": "Wiederholung"},
    yes=["Montags ist Markt. → XXXX-WXX-1"],
    no=["Der Montag ist Markttag."],
)  # fmt: skip
def read_weekday_adverbs(reading: Reading, start: int) -> int:
    """Read „montags“, „an Montagen“, „montags bis freitags“, „an Sonn- und Feiertagen“."""
    return read_weekdays(reading, start)


def read_weekdays(reading: Reading, start: int) -> int:
    """Read weekdays of every week; return where reading continues, `start` if there is none.

    Adverbs and plurals („montags“) always are; „Mo–Fr“ and „Dienstag bis Sonntag“ only in front of clock times.
    """
    text, at = reading.text, start
    parts: list[re.Match[str]] = []
    ranged: list[bool] = []
    while len(parts) < 7 and (match := DAY_AT.match(text, at)):
        parts.append(match)
        link = OPENING_LINK.match(text, match.end())
        if link is None:
            break
        ranged.append(link["to"] is not None)
        at = link.end()
    ranged = ranged[: len(parts) - 1]
    if not parts:
        return start
    repeated = parts[0]["adv"] or parts[0]["sun"]
    each = parts[0]["full"] and EACH_CUE.search(reading.before(start, 16)) and not DATED.match(text, parts[-1].end())
    if not repeated and not each:
        if not CLOCK_AHEAD.match(text, parts[-1].end()):
            return start
        wide = parts[0]["short"] or len(parts) > 2 or (ranged == [True] and _between(parts[0][0], parts[1][0]) > 1)
        if not wide and (_behind_a_day(reading, start) or not _of_a_timetable(reading, start, parts[-1].end())):
            return start
    elif repeated and not all(part["adv"] or part["sun"] or part["short"] for part in parts):
        parts = parts[:1]
        ranged = []
    rule = "repetition" if repeated or each else "opening hours"
    weekdays, numbers = "", [_number(part) for part in parts]
    for index, number in enumerate(numbers):
        if index and ranged[index - 1]:
            days = [(numbers[index - 1] + step) % 7 for step in range(1, (number - numbers[index - 1]) % 7 + 1)]
        else:
            days = [number]
        weekdays += "".join(str(day + 1) for day in days if str(day + 1) not in weekdays)
    for part, number in zip(parts, numbers, strict=True):
        end = part.end() - (part[0][-1] == ".")
        reading.add(part.start(), end, "SET", f"XXXX-WXX-{number + 1}", rule, weekdays=str(number + 1))
    end = parts[-1].end() - (parts[-1][0][-1] == ".")
    if len(parts) > 1:
        reading.add(start, end, "SET", pattern_of(weekdays), rule, span=True, weekdays=weekdays)
    remember(reading, weekdays, end)
    return end


def _of_a_timetable(reading: Reading, start: int, end: int) -> bool:
    """Whether weekdays stand on a timetable: „Montag: 8 bis 12 Uhr“, „Sprechstunden: …“, „Mo–Fr 9 bis 16 Uhr, …“."""
    if OFFICE_HOURS.search(reading.before(start, 100)) or _goes_on_below(reading, start):
        return True
    before = reading.before(start, 48)
    if not ON_A_DAY.search(before):
        left, right = reading.sentence(start, end)
        if KEPT_OPEN.search(left) or KEPT_OPEN.search(right):
            return True
    near = reading.weekly is not None and 0 <= start - reading.weekly_at < len(before)
    if (
        near
        and reading.anchor_at <= reading.weekly_at
        and STOP.search(before, len(before) - (start - reading.weekly_at)) is None
    ):
        return True
    if reading.dated:
        return False  # the programme of days that the text has named
    return HOURS_AHEAD.match(reading.text, end) is not None or TIMETABLE.search(before) is not None


def _behind_a_day(reading: Reading, start: int) -> bool:
    """„Samstag ist von 9 bis 14 Uhr, [Sonntag] von 11 bis 13 Uhr geöffnet“: the Saturday was a day and no habit."""
    last = reading.put_last("DATE")
    if last is None or last.rule != "weekday" or reading.weekly_at > last.end:
        return False
    return start - last.end < A_LINE and STOP.search(reading.text, last.end, start) is None


def _goes_on_below(reading: Reading, start: int) -> bool:
    """Whether the weekdays open the line below one with weekdays and their hours, as in a list."""
    above = reading.text[reading.weekly_at : start] if 0 <= start - reading.weekly_at < A_LINE else ""
    return above.endswith("\n") and above.count("\n") == 1 and reading.anchor_at <= reading.weekly_at


def _number(part: re.Match[str]) -> int:
    return DAYS[part["adv"] or part["sun"] or part["short"] or part["full"]]


def _between(first: str, last: str) -> int:
    return (DAYS.get(last.rstrip("."), 0) - DAYS.get(first.rstrip("."), 0)) % 7
