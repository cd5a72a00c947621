"""Amounts and repetitions: durations („drei Tage“, „vor 80 Jahren“) and sets („montags“, „jeden zweiten Dienstag“)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.normalise.dates.context import BACKWARD, FORWARD, Reading, add_months
from archive.normalise.dates.vocabulary import NUMBERS, UNITS, WEEKDAYS, one_of

W = r"[ \t\xa0\u202f\n]{1,3}"
WEEKLY = {f"{name.lower()}s": number + 1 for name, number in WEEKDAYS.items()}
ADJECTIVES = {
    "täglich": "P1D",
    "wöchentlich": "P1W",
    "monatlich": "P1M",
    "jährlich": "P1Y",
    "alljährlich": "P1Y",
    "stündlich": "PT1H",
}
UNIT = (
    r"(?P<unit>Sekunden?|Minuten?|Stunden?|Tage?n?|Wochen?|Monate?n?|Quartale?n?|"
    r"Jahrzehnte?n?|Jahrhunderte?n?|Jahre?n?)"
)
AMOUNT = re.compile(
    rf"(?P<n>\d{{1,4}}|{one_of(NUMBERS)})(?:{W}(?P<half>halbe[nsr]?))?{W}(?:(?:weiteren?|"
    rf"ganzen?|volle[nr]?|knappe[ns]?){W})?{UNIT}\b(?!-)(?P<lang>{W}lang\b)?"
)
EACH = re.compile(
    rf"[jJ]ede[nmrs]{W}(?:(?P<nth>ersten|zweiten|dritten|vierten|letzten){W})?(?:(?P<day>{one_of(WEEKDAYS)})|"
    rf"(?P<unit>Tag|Woche|Monat|Jahr))\b(?P<month>{W}im{W}Monat\b)?"
)
SETS = re.compile(
    rf"(?P<day>{one_of([*WEEKLY, *(w.capitalize() for w in WEEKLY)])})\b|"
    rf"(?P<word>{one_of([*ADJECTIVES, *(w.capitalize() for w in ADJECTIVES)])})\b|"
    rf"(?P<work>werktags)\b"
)
CUE = re.compile(r"\b(?P<cue>[vV]or|[iI]n|[sS]eit|[nN]ach)\s(?:(?:fast|rund|etwa|gut|mehr als|über|knapp|ca\.)\s)?$")


def read_amount(reading: Reading, start: int) -> int:
    """Read a duration or a set; return where reading goes on, `start` if there is none."""
    text = reading.text
    if match := AMOUNT.match(text, start):
        return _amount(reading, match)
    if match := EACH.match(text, start):
        return _each(reading, match)
    if match := SETS.match(text, start):
        value = f"XXXX-WXX-{WEEKLY[match['day'].lower()]}" if match["day"] else (
            "XXXX-WXX-1/XXXX-WXX-6" if match["work"] else ADJECTIVES[match["word"].lower()])  # fmt: skip
        reading.add(start, match.end(), "SET", value, "repetition")
        if match["day"]:
            reading.pattern, reading.pattern_at = value, match.end()
        return match.end()
    return start


def _amount(reading: Reading, match: re.Match[str]) -> int:
    printed = match["n"]
    count = int(printed) if printed.isdigit() else NUMBERS[printed]
    unit = next(
        code for name, code in sorted(UNITS.items(), key=lambda u: -len(u[0])) if match["unit"].startswith(name)
    )
    number = "0.5" if match["half"] else str(count)
    code = unit.removeprefix("T")
    if unit == "Q":
        number, code = str(count * 3), "M"
    value = f"P{'T' if unit.startswith('T') else ''}{number}{code}"
    cue = CUE.search(reading.before(match.start(), 20))
    begin = last = None
    direction = reason = None
    if cue and not match["half"] and not unit.startswith("T"):
        word = cue["cue"].lower()
        sign = {"vor": -1, "seit": -1, "in": 1}.get(word, 0)
        if sign and (day := _shift(reading.issued, sign * count, unit)):
            begin, last = _around(day, unit) if word != "seit" else (day, None)
            direction, reason = (FORWARD if sign > 0 else BACKWARD), f"cue: {word}"
    reading.add(match.start(), match.end(), "DURATION", value, "duration", begin=begin, last=last, direction=direction,
                reason=reason)  # fmt: skip
    return match.end()


def _around(day: date, unit: str) -> tuple[date, date]:
    """„vor 80 Jahren“ names a year, „vor zwei Wochen“ a week, „in drei Tagen“ a day."""
    if unit == "D":
        return day, day
    if unit == "W":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit in ("M", "Q"):
        begin = day.replace(day=1)
        return begin, add_months(begin, 1) - timedelta(days=1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _shift(day: date, count: int, unit: str) -> date | None:
    try:
        if unit in ("D", "W"):
            return day + timedelta(days=count * (7 if unit == "W" else 1))
        months = count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit]
        return add_months(day, months) if 1 < day.year + months // 12 < 9990 else None
    except OverflowError:
        return None


def _each(reading: Reading, match: re.Match[str]) -> int:
    if match["day"]:
        value = f"XXXX-WXX-{WEEKDAYS[match['day']] + 1}" if not match["month"] else "P1M"
        reading.pattern, reading.pattern_at = f"XXXX-WXX-{WEEKDAYS[match['day']] + 1}", match.end()
    else:
        value = f"P1{UNITS[match['unit']]}"
    reading.add(match.start(), match.end(), "SET", value, "repetition")
    return match.end()
