"""Words for days and parts of days („heute“, „gestern Abend“, „am Vormittag“) and holidays by name."""

from __future__ import annotations

import re
from datetime import timedelta

from archive.normalise.dates.context import BACKWARD, FORWARD, Reading
from archive.normalise.dates.vocabulary import ADVERBS, DAYPARTS, one_of
from archive.normalise.holidays import ADVENT, CHRISTMAS_DAY, RULES, Days

W = r"[ \t\xa0\u202f\n]{1,3}"
PARTS = r"früh|[mM]orgen|Vormittag|vormittags?|Mittag|mittags?|Nachmittag|nachmittags?|Abend|abends?|Nacht|nachts"
ADVERB = re.compile(
    rf"(?P<word>{one_of([*ADVERBS, *(w.capitalize() for w in ADVERBS)])})\b(?!-)(?:{W}(?P<part>{PARTS})\b)?"
)
TODAYS = re.compile(
    rf"(?P<word>heutige[nrms]?|morgige[nrms]?|gestrige[nrms]?){W}(?:(?P<bracket>\((?P<d>\d{{1,2}})\.\))|"
    rf"(?P<tag>Tage?s?|Abend|"
    rf"Vormittag|Nachmittag|Sitzung|Magistratssitzung|Pressekonferenz|Stadtverordnetenversammlung|"
    rf"Veranstaltung|Termin)\b)"
)
PART_OF_DAY = re.compile(
    rf"(?:(?P<lead>frühen|späten){W})?(?P<part>Morgenstunden|Morgen|Vormittag|"
    rf"Mittag|Nachmittag|Abendstunden|Abend|Mitternacht|Nacht)\b(?!-)"
)
PART_CUE = re.compile(r"\b(?:[aA]m|[zZ]um|[bB]is zum|[gG]egen|[iI]n der|[iI]n den|[uU]m)\s{1,2}$")
MORNING_CUE = re.compile(r"(?:[.!?:;„–\n]\s{0,3}|^)$")
HOLIDAY = re.compile(
    rf"(?:(?P<count>(?:[1-4]\.|erste[nr]?|zweite[nr]?|dritte[nr]?|vierte[nr]?)){W}(?P<kind>Advents?(?:sonntag)?|"
    rf"Weihnachts(?:feier)?tag|"
    rf"Oster(?:feier)?tag|Pfingst(?:feier)?tag)|(?P<name>{one_of(RULES)}))(?![\w-])(?:{W}(?P<year>(?:19|"
    rf"20)\d\d)(?!\d))?"
)
COUNTS = {"erste": 1, "zweite": 2, "dritte": 3, "vierte": 4}


def read_relative(reading: Reading, start: int) -> int:
    """Read a relative day, a part of the day or a holiday; return where reading goes on, `start` if there is none."""
    text = reading.text
    if match := ADVERB.match(text, start):
        return _adverb(reading, match)
    if match := TODAYS.match(text, start):
        return _todays(reading, match)
    if match := PART_OF_DAY.match(text, start):
        return _part(reading, match)
    if match := HOLIDAY.match(text, start):
        return _holiday(reading, match)
    return start


def _adverb(reading: Reading, match: re.Match[str]) -> int:
    word, start, end = match["word"], match.start(), match.end()
    if word == "Morgen" and not MORNING_CUE.search(reading.before(start, 4)):
        return _part_at(reading, start)
    if word == "Morgen" and re.match(r"\s(?:des|der|war|graut)\b", reading.text[end : end + 8]):
        return start
    step = ADVERBS[word.lower()]
    day = reading.issued + timedelta(days=step)
    reading.day_named(day, end)
    value, kind, part = day.isoformat(), "DATE", match["part"]
    if part:
        value, kind = (
            f"{value}T{DAYPARTS[part.lower() if part.lower() in DAYPARTS else part.lower().rstrip('s')]}",
            "TIME",
        )
    direction = FORWARD if step >= 0 else BACKWARD
    reading.add(
        start, end, kind, value, "relative day", begin=day, last=day, direction=direction, reason=f"cue: {word}"
    )
    return end


def _todays(reading: Reading, match: re.Match[str]) -> int:
    step = {"h": 0, "m": 1, "g": -1}[match["word"][0]]
    day = reading.issued + timedelta(days=step)
    flags = ("weekday_mismatch",) if match["d"] and int(match["d"]) != day.day else ()
    if flags:
        return match.start()
    end = match.end() if match["bracket"] or match["tag"].startswith("Tag") else match.end("word")
    reading.day_named(day, end)
    part = DAYPARTS.get((match["tag"] or "").lower())
    kind, value = ("TIME", f"{day}T{part}") if part else ("DATE", day.isoformat())
    if part:
        end = match.end()
    reading.add(match.start(), end, kind, value, "relative day", begin=day, last=day, flags=flags,
                direction=FORWARD if step >= 0 else BACKWARD, reason=f"cue: {match['word']}")  # fmt: skip
    return end


def _part_at(reading: Reading, start: int) -> int:
    match = PART_OF_DAY.match(reading.text, start)
    return _part(reading, match) if match else start


def _part(reading: Reading, match: re.Match[str]) -> int:
    start, end = match.start(), match.end()
    if not PART_CUE.search(reading.before(start, 10)):
        return start
    if (
        reading.anchor is None
        or start - reading.anchor_at > 200
        or re.match(r"\s(?:vom|von|auf|zum|des)\b", reading.text[end : end + 5])
    ):
        return start
    stem = match["part"].lower().removesuffix("stunden")
    day = reading.anchor
    reading.add(start, end, "TIME", f"{day}T{DAYPARTS[stem]}", "part of the day", begin=day, last=day)
    return end


def _days(match: re.Match[str], year: int) -> Days | None:
    if match["name"]:
        name = " ".join(match["name"].split())
        return RULES[name](year)
    count = int(match["count"][0]) if match["count"][0].isdigit() else COUNTS[match["count"].rstrip("nr")]
    if match["kind"].startswith("Advent"):
        return ADVENT[count](year)
    if count > 2:
        return None
    if match["kind"].startswith("Weihn"):
        return CHRISTMAS_DAY[count](year)
    sunday = RULES["Ostersonntag" if match["kind"].startswith("Oster") else "Pfingstsonntag"](year)[0]
    return (sunday + timedelta(days=count - 1),) * 2


def _holiday(reading: Reading, match: re.Match[str]) -> int:
    issued, start, end = reading.issued, match.start(), match.end()
    if re.match(r"-[A-Z]", reading.text[end : end + 2]):
        return start
    flags: tuple[str, ...] = ()
    reason = None
    if match["year"]:
        days = _days(match, int(match["year"]))
    else:
        found = [d for step in (0, -1, 1) if 1 < issued.year + step < 9998 and (d := _days(match, issued.year + step))]
        days = min(found, key=lambda d: abs((d[0] - issued).days)) if found else None
        flags, reason = ("year_inferred",), "nearest day"
    if days is None:
        return start
    reading.day_named(days[0], end)
    direction = None if reason is None else FORWARD if days[1] >= issued else BACKWARD
    reading.add(start, end, "DATE", days[0].isoformat(), "holiday", begin=days[0], last=days[1], flags=flags,
                reason=reason, direction=direction)  # fmt: skip
    return end
