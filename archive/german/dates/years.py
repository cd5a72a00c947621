"""Years by number: „1998“, „1943–1945“, „’89“, and the numbers of four figures that are none."""

from __future__ import annotations

import re
from datetime import date

from archive.german.dates.context import Reading
from archive.german.dates.modifiers import modifier
from archive.german.dates.period_patterns import (
    AMOUNT_TO,
    BARE_YEAR,
    COUNTED,
    NAMED_IN_QUOTES,
    YEAR,
    YEAR_CUE,
    YEAR_RANGE,
    YEAR_REFUSED,
)  # fmt: skip
from archive.german.dates.period_rows import full_year

SHORT_YEAR_AT = re.compile(r"\d\d(?![\w.:/]|-\w)")
APOSTROPHE = re.compile(r"(?:^|.*\W)['’‘]", re.S)
SECOND = re.compile(rf" (?:bis|und) {YEAR}\b")
CUE_IN_FRONT = re.compile(r"(?:um|in|Jahre?)\s$")
COUNT_CUE = re.compile(r"(?:Jahre?s?|[sS]eit|Jahrgang)\s{1,2}$")
ENDS = (".", ",", ";", ")")
QUOTES = ("“", "«", "‘")
ROUND_NOUN = re.compile(r" [A-ZÄÖÜ][a-zäöüß]{2,}")


def read_short_year(reading: Reading, start: int) -> int:
    """Read „’89“ from its first figure; return where reading goes on, `start` if there is none."""
    if not APOSTROPHE.fullmatch(reading.before(start, 2)) or not SHORT_YEAR_AT.match(reading.text, start):
        return start
    year = full_year("'" + reading.text[start : start + 2], reading.issued)
    return _put(reading, start - 1, start + 2, year)


def read_year(reading: Reading, start: int) -> int:
    """Read a bare year or „1943–1945“; return where reading goes on, `start` if there is none."""
    text, before = reading.text, reading.before(start, 16)
    refused = YEAR_REFUSED.search(before)
    if (match := YEAR_RANGE.match(text, start)) and not refused and text[start : start + 4] < match[1]:
        first, last = int(text[start : start + 4]), int(match[1])
        _put(reading, start, start + 4, first)
        end = _put(reading, match.start(1), match.end(), last)
        reading.add(start, end, "DURATION", f"{first}/{last}", "period span", begin=date(first, 1, 1),
                    last=date(last, 12, 31), span=True)  # fmt: skip
        return end
    match = BARE_YEAR.match(text, start)
    if match is None or AMOUNT_TO.match(text, start + 4):
        return start
    end, year, cue = match.end(), int(match[0]), YEAR_CUE.search(before)
    behind = text[end : end + 1]
    if refused and not CUE_IN_FRONT.search(before) and not (before.endswith(" als ") and behind in ENDS):
        pair = SECOND.match(text, end)
        return pair.end() if pair else start  # „Paragrafen 1901 bis 1908“
    if (
        behind in QUOTES
        and not cue
        and year <= reading.issued.year
        and NAMED_IN_QUOTES.search(reading.before(start, 40))
    ):
        return start  # a name („Verein Beispiel 1908“); one with a year to come names its goal
    if COUNTED.match(text, end) and not (cue and COUNT_CUE.search(before)):
        return start
    if not cue and (not 1500 <= year <= 2069 or (year % 50 == 0 and ROUND_NOUN.match(text, end))):
        return start  # „2000 Autos“
    if not cue and year < 1900 and year % 100 == 0:
        return start
    return _put(reading, start, end, year, modifier(before, "um", "gegen"))


def _put(reading: Reading, start: int, end: int, year: int, mod: str | None = None) -> int:
    reading.add(start, end, "DATE", str(year), "year", begin=date(year, 1, 1), last=date(year, 12, 31), mod=mod)
    reading.year_named(year, end)
    return end
