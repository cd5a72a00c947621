"""Repetitions: „jeden Montag“, „alle zwei Wochen“, „zweimal im Monat“, „werktags“, „täglich“, „pro Tag“."""

from __future__ import annotations

import re

from archive.german.dates.blanks import W
from archive.german.dates.context import Reading
from archive.german.dates.rules.table import ORDINAL, RULES, inflected, words
from archive.german.dates.weekdays import pattern_of, remember
from archive.german.words.calendar import COUNTED, NUMBERS, ON_WEEKDAYS, ORDINALS, UNITS, WEEKDAYS
from archive.german.words.pattern import one_of

# „werktags“ has Saturday in it (Bundesurlaubsgesetz, § 3 Abs. 2), „wochentags“ has not.
GROUPS = {
    "werktags": "123456", "Werktags": "123456", "werktäglich": "123456", "Werktäglich": "123456",
    "Werktagen": "123456", "wochentags": "12345", "Wochentags": "12345", "Wochentagen": "12345",
}  # fmt: skip
ADJECTIVES = {
    "täglich": "P1D", "tagtäglich": "P1D", "wöchentlich": "P1W", "vierzehntägig": "P2W", "monatlich": "P1M",
    "vierteljährlich": "P3M", "halbjährlich": "P6M", "jährlich": "P1Y", "alljährlich": "P1Y", "stündlich": "PT1H",
    "halbstündlich": "PT30M", "viertelstündlich": "PT15M",
}  # fmt: skip
OFTEN = [*(f"{word}mal" for word in ("ein", *COUNTED)), "mehrmals"]
NTH = r"(?:ersten?s?|zweiten?s?|dritten?s?|vierten?s?|letzten?s?|[1-5]\.)"
WEEKENDS = re.compile(rf"(?:[aA]llen?|(?<=\b[aA]n )den){W}Wochenenden?\b(?!-|\s\(?\d)")
GROUP = re.compile(rf"(?P<word>{one_of(GROUPS)})\b(?!-)")
ADJECTIVE = re.compile(
    rf"(?P<word>{one_of([*ADJECTIVES, *(w.capitalize() for w in ADJECTIVES)])})\b(?!-)"
    rf"(?:{W}(?:außer|ausgenommen){W}(?P<but>{one_of(ON_WEEKDAYS)})\b)?"
)
DAYTIMES = {"Morgen": "MO", "Vormittag": "MO", "Mittag": "MI", "Nachmittag": "AF", "Abend": "EV", "Nacht": "NI"}
EACH = re.compile(
    rf"[jJ]ede[nmrs]?{W}(?:(?P<nth>{NTH}){W}(?:und{W}{NTH}{W})?)?"
    rf"(?:(?P<day>{one_of(WEEKDAYS)})(?:(?P<part>morgen|vormittag|mittag|nachmittag|abend|nacht)s?)?|"
    rf"(?<=[nN] )(?P<daytime>{one_of(DAYTIMES)})|"
    rf"(?P<unit>Tag|Woche|Wochenende|Monat|Jahr|Stunde|Minute))\b(?!-|\szuvor)(?P<month>{W}(?:im|des){W}Monats?\b)?"
    rf"(?:{W}(?:außer|ausgenommen){W}(?:am{W})?(?P<but>{one_of([*ON_WEEKDAYS, *WEEKDAYS])})\b)?"
)
ALSO = re.compile(rf"{W}und{W}(?:jede[nmrs]{W})?(?P<day>{one_of(WEEKDAYS)})\b(?!-)")
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
PART_CODES = {"morgen": "MO", "vormittag": "MO", "mittag": "MI", "nachmittag": "AF", "abend": "EV", "nacht": "NI"}


@RULES.rule(
    "each", order=250, label="jeder Tag, jede Woche", trigger=words(["jede", "jeden", "jedem", "jeder", "jedes"]),
    rows={"repetition": "Wiederholung"},
    yes=["Jeden Montag ist Markt. → XXXX-WXX-1", "Jede Woche ist Markt. → P1W"],
    no=["Jeden Gast freut es."],
)  # fmt: skip
def read_each(reading: Reading, start: int) -> int:
    """Read „jeden Montag“, „jede zweite Woche“, „jeden Abend“."""
    match = EACH.match(reading.text, start)
    return _each(reading, match) if match else start


@RULES.rule(
    "every_so_many", order=251, label="alle so viel", trigger=words(["alle"]), rows={"repetition": "Wiederholung"},
    yes=["Alle zwei Wochen ist Markt. → P2W"],
    no=["Alle zwei Gäste kamen."],
)  # fmt: skip
def read_every_so_many(reading: Reading, start: int) -> int:
    """Read „alle zwei Wochen“."""
    match = EVERY.match(reading.text, start)
    if match is None:
        return start
    count = int(match["n"]) if match["n"].isdigit() else NUMBERS[match["n"]]
    reading.add(start, match.end(), "SET", _period(count, match["unit"]), "repetition")
    return match.end()


@RULES.rule(
    "all_weekends", order=256, label="alle Wochenenden", opener=words(["alle", "allen", "den"]), ahead=["Wochenende"],
    rows={"repetition": "Wiederholung"},
    yes=["Die Wache ist an allen Wochenenden besetzt. → XXXX-WXX-WE"],
    no=["Die Wache ist an allen Enden besetzt."],
)  # fmt: skip
def read_all_weekends(reading: Reading, start: int) -> int:
    """Read „an allen Wochenenden“."""
    match = WEEKENDS.match(reading.text, start)
    if match is None:
        return start
    reading.add(start, match.end(), "SET", "XXXX-WXX-WE", "repetition", weekdays="67")
    remember(reading, "67", match.end())
    return match.end()


@RULES.rule(
    "so_often", order=252, label="so oft", trigger=words(OFTEN), rows={"repetition": "Wiederholung"},
    yes=["Zweimal im Monat ist Markt. → P1M"],
    no=["Zweimal war schon Markt."],
)  # fmt: skip
def read_so_often(reading: Reading, start: int) -> int:
    """Read „zweimal im Monat“, „einmal wöchentlich“."""
    match = TIMES.match(reading.text, start)
    if match is None:
        return start
    value = _period(1, match["unit"]) if match["unit"] else ADJECTIVES[match["word"]]
    reading.add(start, match.end(), "SET", value, "repetition")
    return match.end()


@RULES.rule(
    "working_days", order=253, label="werktags", trigger=words(GROUPS), rows={"repetition": "Wiederholung"},
    yes=["Werktags ist Markt. → XXXX-WXX-1..6"],
    no=["Der Werktag ist lang."],
)  # fmt: skip
def read_working_days(reading: Reading, start: int) -> int:
    """Read „werktags“, „wochentags“."""
    match = GROUP.match(reading.text, start)
    if match is None:
        return start
    weekdays = GROUPS[match["word"]]
    reading.add(start, match.end(), "SET", pattern_of(weekdays), "repetition", weekdays=weekdays)
    remember(reading, weekdays, match.end())
    return match.end()


@RULES.rule(
    "daily", order=254, label="täglich, jährlich", trigger=words(ADJECTIVES), rows={"repetition": "Wiederholung"},
    yes=["Täglich außer montags ist Markt. → XXXX-WXX-2..7", "Das Fest ist jährlich. → P1Y"],
    no=["Das alltägliche Leben geht weiter."],
)  # fmt: skip
def read_daily(reading: Reading, start: int) -> int:
    """Read „täglich“, „wöchentlich“, „täglich außer montags“."""
    match = ADJECTIVE.match(reading.text, start)
    return _adjective(reading, match) if match else start


@RULES.rule(
    "rate", order=255, label="je Tag, im Jahr",
    trigger=words(["Sekunde", "Minute", "Stunde", "Tag", "Woche", "Monat", "Jahr", "Quartal"]),
    rows={"repetition": "Wiederholung"},
    yes=["Es kostet 20 Euro im Monat. → P1M"],
    no=["Der Monat ist um."],
)  # fmt: skip
def read_rate(reading: Reading, start: int) -> int:
    """Read „20 Euro im Monat“, „pro Tag“."""
    match = RATE.match(reading.text, start)
    if match is None or not RATE_CUE.search(reading.before(start, 16)):
        return start
    reading.add(start, match.end(), "SET", _period(1, match["unit"]), "repetition")
    return match.end()


@RULES.rule(
    "weekday_of_each_month", order=60, label="gezählter Wochentag jedes Monats",
    opener=(*words(inflected(ORDINALS)), ORDINAL), ahead=[*WEEKDAYS, "und"], rows={"repetition": "Wiederholung"},
    yes=["Am ersten Sonntag im Monat ist Markt. → P1M"],
    no=["Am ersten Sonntag im Mai ist Markt."],
)  # fmt: skip
def read_weekday_of_each_month(reading: Reading, start: int) -> int:
    """Read „ersten Sonntag im Monat“."""
    match = NTH_OF_MONTH.match(reading.text, start)
    if match is None:
        return start
    weekdays = str(WEEKDAYS[match["day"]] + 1)
    reading.add(start, match.end(), "SET", "P1M", "repetition", weekdays=weekdays)
    remember(reading, weekdays, match.end())
    return match.end()


def _period(count: int, unit: str) -> str:
    code = UNITS[max((name for name in UNITS if unit.startswith(name)), key=len)]
    if code == "Q":
        count, code = count * 3, "M"
    return f"P{'T' if code.startswith('T') else ''}{count}{code.removeprefix('T')}"


def _adjective(reading: Reading, match: re.Match[str]) -> int:
    value = ADJECTIVES[match["word"].lower()]
    weekdays = None
    if value == "P1D":
        weekdays = "".join(day for day in "1234567" if not match["but"] or int(day) - 1 != ON_WEEKDAYS[match["but"]])
        if match["but"]:
            value = pattern_of(weekdays)
        remember(reading, weekdays, match.end())
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
            weekdays = weekdays.replace(str((WEEKDAYS | ON_WEEKDAYS)[match["but"]] + 1), "")
            value = pattern_of(weekdays)
        reading.add(match.start(), match.end(), "SET", value, "repetition", weekdays=weekdays)
        if weekdays:
            remember(reading, weekdays, match.end())
        return match.end()
    weekdays = str(WEEKDAYS[match["day"]] + 1)
    value = (
        "P1M" if match["month"] else f"XXXX-WXX-{weekdays}" + (f"T{PART_CODES[match['part']]}" if match["part"] else "")
    )
    reading.add(match.start(), match.end(), "SET", value, "repetition", weekdays=weekdays)
    end = match.end()
    if not match["month"] and (also := ALSO.match(reading.text, end)):
        second = str(WEEKDAYS[also["day"]] + 1)
        reading.add(also.start("day"), also.end(), "SET", f"XXXX-WXX-{second}", "repetition", weekdays=second)
        weekdays, end = "".join(sorted(weekdays + second)), also.end()
    remember(reading, weekdays, end)
    return end
