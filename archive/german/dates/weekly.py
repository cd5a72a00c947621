"""Repetitions: weekdays of every week („montags“, „Mo–Fr“, „werktags“), „jeden Dienstag“, „täglich“, „alle 14 Tage“.

A set of several weekdays is written after the pattern of TIMEX3: `XXXX-WXX-1..5` from Monday to Friday,
`XXXX-WXX-2,4` on Tuesday and Thursday; its clock times are `XXXX-WXX-1..5T09:00`. `DateMention.weekdays` lists the days
one by one.
"""

from __future__ import annotations

import re

from archive.german.dates.clock import CLOCK_AHEAD, HOURS_AHEAD
from archive.german.dates.context import STOP, Reading, Weekly
from archive.german.dates.vocabulary import COUNTED, NUMBERS, SHORT_WEEKDAYS, UNITS, WEEKDAYS, one_of

O = r"[ \t\xa0\u202f]{0,4}\n?"  # noqa: E741
W = r"[ \t\xa0\u202f\n]{1,3}"
ADVERBS = {f"{name.lower()}s": number for name, number in WEEKDAYS.items()}
FORMS = ADVERBS | {word.capitalize(): number for word, number in ADVERBS.items()}
PLURALS = {f"{name}{end}": number for name, number in WEEKDAYS.items() for end in ("e", "en")}
SUNDAYS = dict.fromkeys(("Sonn", "sonn"), 6)
DAYS = FORMS | PLURALS | SUNDAYS | SHORT_WEEKDAYS | WEEKDAYS
# „werktags“ has Saturday in it (Bundesurlaubsgesetz, § 3 Abs. 2), „wochentags“ has not.
GROUPS = {
    "werktags": "123456", "Werktags": "123456", "werktäglich": "123456", "Werktäglich": "123456",
    "Werktagen": "123456", "wochentags": "12345", "Wochentags": "12345", "Wochentagen": "12345",
}  # fmt: skip
ADJECTIVES = {
    "täglich": "P1D", "tagtäglich": "P1D", "wöchentlich": "P1W", "vierzehntägig": "P2W", "monatlich": "P1M",
    "vierteljährlich": "P3M", "halbjährlich": "P6M", "jährlich": "P1Y", "alljährlich": "P1Y", "stündlich": "PT1H",
}  # fmt: skip
OFTEN = [*(f"{word}mal" for word in ("ein", *COUNTED)), "mehrmals"]
DAY = (
    rf"(?:(?P<adv>{one_of([*FORMS, *PLURALS])})\b(?!-)|(?P<sun>[Ss]onn)-{W}und{W}[Ff]eiertag(?:s|en|e)\b|"
    rf"(?P<short>{one_of(SHORT_WEEKDAYS)})\b\.?(?!(?!-(?:{one_of(SHORT_WEEKDAYS)})\b)[\w-]*[a-zäöüß])|(?P<full>{one_of(WEEKDAYS)})\b(?!-[A-Za-z]))"
)
DAY_AT = re.compile(DAY)
LINK = re.compile(rf"{O}(?:(?P<to>-|–|—|bis)|und|oder|sowie|,|\+|/|&){O}(?:an{W})?(?:und{W}(?:an{W})?)?")
NTH = r"(?:ersten?s?|zweiten?s?|dritten?s?|vierten?s?|letzten?s?|[1-5]\.)"
GROUP = re.compile(rf"(?P<word>{one_of(GROUPS)})\b(?!-)")
ADJECTIVE = re.compile(
    rf"(?P<word>{one_of([*ADJECTIVES, *(w.capitalize() for w in ADJECTIVES)])})\b(?!-)"
    rf"(?:{W}(?:außer|ausgenommen){W}(?P<but>{one_of(FORMS)})\b)?"
)
DAYTIMES = {"Morgen": "MO", "Vormittag": "MO", "Mittag": "MI", "Nachmittag": "AF", "Abend": "EV", "Nacht": "NI"}
EACH = re.compile(
    rf"[jJ]ede[nmrs]?{W}(?:(?P<nth>{NTH}){W}(?:und{W}{NTH}{W})?)?"
    rf"(?:(?P<day>{one_of(WEEKDAYS)})(?:(?P<part>morgen|vormittag|mittag|nachmittag|abend|nacht)s?)?|"
    rf"(?<=[nN] )(?P<daytime>{one_of(DAYTIMES)})|"
    rf"(?P<unit>Tag|Woche|Wochenende|Monat|Jahr|Stunde|Minute))\b(?!-)(?P<month>{W}(?:im|des){W}Monats?\b)?"
    rf"(?:{W}(?:außer|ausgenommen){W}(?:am{W})?(?P<but>{one_of([*FORMS, *WEEKDAYS])})\b)?"
)
ALSO = re.compile(rf"{W}und{W}(?:jede[nmrs]{W})?(?P<day>{one_of(WEEKDAYS)})\b(?!-)")
TIMETABLE = re.compile(
    r"(?:[zZ]eiten|[sS]tunden?|[gG]eöffnet|[tT]ermine)(?:\s\w+){0,3}(?::|\s(?:ist|sind))\s(?:am\s|jeweils\s|immer\s){0,2}$"
)
NTH_OF_MONTH = re.compile(
    rf"{NTH}{W}(?:und{W}{NTH}{W})?(?P<day>{one_of(WEEKDAYS)}){W}(?:im|des|eines(?:{W}jeden)?|"
    rf"jeden){W}Monate?s?\b"
)
EVERY = re.compile(
    rf"[aA]lle{W}(?P<n>\d{{1,3}}|{one_of(NUMBERS)}){W}"
    r"(?P<unit>Sekunden|Minuten|Stunden|Tage|Wochen|Monate|Jahre|Jahrzehnte)\b"
)
TIMES = re.compile(
    rf"(?i:{one_of(OFTEN)}){W}(?:(?:in{W}der|im|am|pro|je|jede[ns]?){W}(?P<unit>Tag|Woche|Monat|Jahr|Stunde|Minute)\b|"
    rf"(?P<word>{one_of(ADJECTIVES)})\b)(?!-)"
)
RATE = re.compile(r"(?P<unit>Sekunde|Minute|Stunde|Tag|Woche|Monat|Jahr|Quartal)\b(?!-)")
RATE_CUE = re.compile(
    r"(?:\b(?:pro|je)|(?:\b(?:Euro|Cent|Stunden?|Tage?|Minuten?|[0-9]+ Mal|Prozent)|€)\s(?:im|am|in der))\s$"
)
PARTS = {"morgen": "MO", "vormittag": "MO", "mittag": "MI", "nachmittag": "AF", "abend": "EV", "nacht": "NI"}


def pattern_of(weekdays: str) -> str:
    """Return the TIMEX3 pattern of weekdays given as ISO digits: `XXXX-WXX-1..5`, `XXXX-WXX-2,4`, `XXXX-WXX-7`."""
    row = "12345671234567"
    if len(weekdays) > 2 and weekdays in row:
        return f"XXXX-WXX-{weekdays[0]}..{weekdays[-1]}"
    return "XXXX-WXX-" + ",".join(weekdays)


def read_weekly(reading: Reading, start: int) -> int:
    """Read a repetition at a word; return where reading goes on, `start` if there is none."""
    text = reading.text
    if match := EACH.match(text, start):
        return _each(reading, match)
    if match := EVERY.match(text, start):
        count = int(match["n"]) if match["n"].isdigit() else NUMBERS[match["n"]]
        reading.add(start, match.end(), "SET", _period(count, match["unit"]), "repetition")
        return match.end()
    if match := TIMES.match(text, start):
        value = _period(1, match["unit"]) if match["unit"] else ADJECTIVES[match["word"]]
        reading.add(start, match.end(), "SET", value, "repetition")
        return match.end()
    if match := GROUP.match(text, start):
        weekdays = GROUPS[match["word"]]
        reading.add(start, match.end(), "SET", pattern_of(weekdays), "repetition", weekdays=weekdays)
        _remember(reading, weekdays, match.end())
        return match.end()
    if match := ADJECTIVE.match(text, start):
        return _adjective(reading, match)
    if (match := RATE.match(text, start)) and RATE_CUE.search(reading.before(start, 16)):
        reading.add(start, match.end(), "SET", _period(1, match["unit"]), "repetition")
        return match.end()
    return read_weekdays(reading, start)


def read_monthly(reading: Reading, start: int) -> int:
    """Read „ersten Sonntag im Monat“; return where reading goes on, `start` if there is none."""
    match = NTH_OF_MONTH.match(reading.text, start)
    if match is None:
        return start
    weekdays = str(WEEKDAYS[match["day"]] + 1)
    reading.add(start, match.end(), "SET", "P1M", "repetition", weekdays=weekdays)
    _remember(reading, weekdays, match.end())
    return match.end()


def read_weekdays(reading: Reading, start: int) -> int:
    """Read weekdays of every week; return where reading goes on, `start` if there is none.

    Adverbs and plurals („montags“) always are; „Mo–Fr“ and „Dienstag bis Sonntag“ only before clock times.
    """
    text, at = reading.text, start
    parts: list[re.Match[str]] = []
    ranged: list[bool] = []
    while len(parts) < 7 and (match := DAY_AT.match(text, at)):
        parts.append(match)
        link = LINK.match(text, match.end())
        if link is None:
            break
        ranged.append(link["to"] is not None)
        at = link.end()
    ranged = ranged[: len(parts) - 1]
    if not parts:
        return start
    repeated = parts[0]["adv"] or parts[0]["sun"]
    if not repeated:
        wide = parts[0]["short"] or len(parts) > 2 or (ranged == [True] and _between(parts[0][0], parts[1][0]) > 1)
        wide = wide or _of_a_timetable(reading, start, parts[-1].end())
        if not wide or not CLOCK_AHEAD.match(text, parts[-1].end()):
            return start
    elif not all(part["adv"] or part["sun"] or part["short"] for part in parts):
        parts = parts[:1]
        ranged = []
    rule = "repetition" if repeated else "opening hours"
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
    _remember(reading, weekdays, end)
    return end


def _of_a_timetable(reading: Reading, start: int, end: int) -> bool:
    """Whether weekdays stand on a timetable: „Montag: 8 bis 12 Uhr“, „Sprechstunden: …“, „Mo–Fr 9 bis 16 Uhr, …“."""
    if reading.dated:
        return False  # the programme of days that the text has named
    if HOURS_AHEAD.match(reading.text, end):
        return True
    before = reading.before(start, 48)
    near = reading.weekly is not None and 0 <= start - reading.weekly_at < len(before)
    if (
        near
        and reading.anchor_at <= reading.weekly_at
        and STOP.search(before, len(before) - (start - reading.weekly_at)) is None
    ):
        return True
    return TIMETABLE.search(before) is not None


def _number(part: re.Match[str]) -> int:
    return DAYS[part["adv"] or part["sun"] or part["short"] or part["full"]]


def _between(first: str, last: str) -> int:
    return (DAYS.get(last.rstrip("."), 0) - DAYS.get(first.rstrip("."), 0)) % 7


def _remember(reading: Reading, weekdays: str, at: int) -> None:
    value = "" if len(weekdays) == 7 else pattern_of(weekdays)
    reading.weekly, reading.weekly_at = Weekly(value, weekdays), at


def _period(count: int, unit: str) -> str:
    code = UNITS[max((name for name in UNITS if unit.startswith(name)), key=len)]
    if code == "Q":
        count, code = count * 3, "M"
    return f"P{'T' if code.startswith('T') else ''}{count}{code.removeprefix('T')}"


def _adjective(reading: Reading, match: re.Match[str]) -> int:
    value = ADJECTIVES[match["word"].lower()]
    weekdays = None
    if value == "P1D":
        weekdays = "".join(day for day in "1234567" if not match["but"] or int(day) - 1 != FORMS[match["but"]])
        if match["but"]:
            value = pattern_of(weekdays)
        _remember(reading, weekdays, match.end())
    reading.add(match.start(), match.end(), "SET", value, "repetition", weekdays=weekdays)
    return match.end()


def _each(reading: Reading, match: re.Match[str]) -> int:
    if match["daytime"]:
        reading.add(match.start(), match.end(), "SET", f"XXXX-XX-XXT{DAYTIMES[match['daytime']]}", "repetition")
        return match.end()
    if match["unit"] == "Wochenende":
        reading.add(match.start(), match.end(), "SET", "XXXX-WXX-WE", "repetition", weekdays="67")
        return match.end()
    if match["unit"]:
        count = {"z": 2, "d": 3, "v": 4, "2": 2, "3": 3, "4": 4}.get((match["nth"] or "1")[0], 1)
        value, weekdays = _period(count, match["unit"]), "1234567" if match["unit"] == "Tag" and count == 1 else None
        if weekdays and match["but"]:
            weekdays = weekdays.replace(str(DAYS[match["but"]] + 1), "")
            value = pattern_of(weekdays)
        reading.add(match.start(), match.end(), "SET", value, "repetition", weekdays=weekdays)
        if weekdays:
            _remember(reading, weekdays, match.end())
        return match.end()
    weekdays = str(WEEKDAYS[match["day"]] + 1)
    value = "P1M" if match["month"] else f"XXXX-WXX-{weekdays}" + (f"T{PARTS[match['part']]}" if match["part"] else "")
    reading.add(match.start(), match.end(), "SET", value, "repetition", weekdays=weekdays)
    end = match.end()
    if not match["month"] and (also := ALSO.match(reading.text, end)):
        second = str(WEEKDAYS[also["day"]] + 1)
        reading.add(also.start("day"), also.end(), "SET", f"XXXX-WXX-{second}", "repetition", weekdays=second)
        weekdays, end = "".join(sorted(weekdays + second)), also.end()
    _remember(reading, weekdays, end)
    return end
