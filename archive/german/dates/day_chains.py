"""Chains of days as printed: weekdays, days of the month and dates, joined, with the months and years they share."""

from __future__ import annotations

import re

from archive.german.dates.blanks import O, W
from archive.german.dates.choose import DayCandidate
from archive.german.words.calendar import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from archive.german.words.pattern import one_of

MONTH = rf"(?:{one_of(MONTHS)})\b\.?"
DAYPART = r"(?:früh|morgens?|vormittag|mittag|nachmittag|abend|nacht)s?"
MEASURES = r"Uhr|h|Euro|Prozent|Mio|Millionen|Meter|Kilometer|[kc]?m|Grad|Punkte"
BARE_SHORT_YEAR = r"(?<=\. )\d\d(?![\w:]|\s?[A-ZÄÖÜ%€])"  # „19. Nov. 12“
DAY_NUMBER = (
    rf"(?P<d>\d{{1,2}})(?:\.{O}(?P<mn>\d{{1,2}})\.(?:{O}(?P<yn>\d{{4}}|['’‘]\d{{2}}|(?<=\.)\d{{2}})(?![\d:]|\.\d|{O}Uhr))?"
    rf"|\.?{O}(?P<m>{MONTH})(?:{O},?{O}(?P<y>[12]\d{{3}}|['’‘]\d\d|{BARE_SHORT_YEAR})(?!\d|{O}Uhr|[.,]\d))?"
    rf"|\.(?P<mo>0[1-9]|1[0-2])(?![\d%€]|[.,:]\d|{O}(?:{MEASURES})\b)"
    rf"|\.(?!\d))"
)
WEEKDAY = (
    rf"(?:(?P<wd>{one_of(WEEKDAYS)})s?(?P<part>{DAYPART})?\b\.?"
    rf"|(?P<wds>{one_of(SHORT_WEEKDAYS)})\b\.?(?=,?{O}\(?\d))"
)
DATED_WEEKDAY = re.compile(
    rf"(?<!\w)(?<!\w-){WEEKDAY}(?:(?P<open>{O}\({O})|{O},?{O})(?:de[nmr]{W})?{DAY_NUMBER}(?(open){O}\))"
)
BARE_WEEKDAY = re.compile(
    rf"(?<!\w)(?<!\w-)(?P<wd>{one_of(WEEKDAYS)})(?P<genitive>s\b)?(?:[ \xa0]?(?P<part>{DAYPART}|Früh|Morgen|Vormittag|"
    rf"Mittag|Nachmittag|Abend|Nacht))?\b(?!-[A-Za-z])"
)
GENITIVE_CUE = re.compile(
    r"\b(?:des|vergangenen|kommenden|nächsten|letzten|heutigen|gestrigen|morgigen|dieses)\s{1,2}$"
)
BARE_NUMBER = re.compile(rf"(?<![\w.:/-]){DAY_NUMBER}")
LINKED_NUMBER = re.compile(DAY_NUMBER)
BRACKETED_DAY = re.compile(r"\((\d{1,2})\.\)")
LINK = re.compile(
    rf"{O},?{O}(?:(?P<range>bis(?:{W}(?:einschließlich|zum|zu))?|auf(?=\s(?:den|[MDFS]))|zum(?=\s\d{{1,2}}\.)|–|-|—)|"
    rf"und|u\.|sowie|oder|sondern(?:{W}(?:erst|schon|nun))?|bzw\.|&|\+|/|,){O}"
    rf"(?:(?:am|vom|zum|auf|den|dem){W}){{0,2}}"
)
CLAUSE = re.compile(r"\s?,\s?am\s$")
NOUN_AHEAD = re.compile(rf"{O}[A-ZÄÖÜ]\w")
OPEN_MONTH_CUE = re.compile(r"\b(?:am|vom|zum|den|dem|Am|Vom|Zum|Den|Stand:?)\s{1,2}$")
LONGEST_CHAIN = 15  # days; longer rows of numbers are not days and are skipped as a whole, not tried at each number
PIVOT = 70  # two-digit years: 00 to 69 are 2000 to 2069

NUMBERS_BEHIND = re.compile(rf"{O}(?:\({O}|,{O})(?:de[nm]{W})?|{W}(?:de[nsm]|vom){W}|{W}(?=\d)")
DIGIT = re.compile(r"\d")


def chain_at(text: str, start: int) -> list[DayCandidate]:
    """Return the days joined at a position; a month and a year at the end of the chain hold for all its days."""
    chain = _parse(text, start)
    return _paired(text, _shared(chain)) if len(chain) > 1 else chain


def numbers_behind(text: str, at: int) -> list[DayCandidate]:
    """Return the dates that stand behind weekdays or a weekend: „(8./9. Mai)“, „, 8. und 9. Mai“, „des 8. Mai“."""
    behind = NUMBERS_BEHIND.match(text, at)
    chain = _shared(_parse(text, behind.end(), linked=True)) if behind else []
    return chain if chain and all(day.day and day.month and day.weekday is None for day in chain) else []


def _shared(chain: list[DayCandidate]) -> list[DayCandidate]:
    """The chain with each month and year also at the days before it: „am 5. und 8. Mai 2021“."""
    shared = chain[-1:]
    for earlier in reversed(chain[:-1]):
        later = shared[0]
        if earlier.day is not None and later.day is not None:
            month, year = earlier.month or later.month, earlier.year
            if year is None and month is not None:
                year = later.year
                if earlier.month and later.month and earlier.month > later.month and later.year:
                    year = later.year - 1
            earlier = earlier._replace(month=month, year=year)
        shared.insert(0, earlier)
    return shared


def _paired(text: str, chain: list[DayCandidate]) -> list[DayCandidate]:
    """Give weekdays the dates behind them: „Montag/Dienstag, 3./4. Mai“, „Samstag und Sonntag (8./9.5.)“.

    Returns the weekdays alone, each with its date; the numbers are read after them.
    """
    bare = 0
    while bare < len(chain) and chain[bare].day is None:
        bare += 1
    numbers: list[DayCandidate] = []
    if bare == len(chain):
        numbers = numbers_behind(text, chain[-1].end) if chain else []
    elif bare and len(chain) == 2 * bare + 1 and chain[bare].weekday is not None:
        at = DIGIT.search(text, chain[bare].start)
        numbers = _shared(_parse(text, at.start(), linked=True)) if at else []
        word = BARE_WEEKDAY.match(text, chain[bare].start)
        if word and len(numbers) == bare + 1:
            chain = [*chain[:bare], chain[bare]._replace(end=word.end())]
    if len(numbers) != len(chain) or len(chain) < 2:
        return chain
    return [day._replace(day=number.day, month=number.month, year=number.year, year_printed=number.year_printed)
            for day, number in zip(chain, numbers, strict=True)]  # fmt: skip


def _parse(text: str, start: int, *, linked: bool = False) -> list[DayCandidate]:
    chain: list[DayCandidate] = []
    candidate = _candidate(text, start, False, linked)
    while candidate and len(chain) < LONGEST_CHAIN:
        chain.append(candidate)
        link = LINK.match(text, candidate.end)
        candidate = _candidate(text, link.end(), link["range"] is not None, linked=True) if link else None
        if candidate and candidate.weekday is None and candidate.month is None and chain[-1].day is None:
            break
        if candidate and link and candidate.day is None and chain[-1].day is not None and CLAUSE.match(link[0]):
            break  # „das Fest ist am 30. April, am Donnerstag beginnt …“ is no list
    while (
        chain and chain[-1].day is not None and chain[-1].month is None and chain[-1].weekday is None and len(chain) > 1
    ):
        if not NOUN_AHEAD.match(text, chain[-1].end) or chain[-2].month is None:
            break
        chain.pop()
    return chain


def _candidate(text: str, at: int, ranged: bool, linked: bool = False) -> DayCandidate | None:
    if at >= len(text):
        return None
    if text[at].isdigit():
        match = (LINKED_NUMBER if linked else BARE_NUMBER).match(text, at)
    else:
        match = DATED_WEEKDAY.match(text, at)
        if match and match["d"] and not (match["m"] or match["mn"] or match["mo"] or match["open"] or match["wd"]):
            return None
        if match is None:
            bracket = BRACKETED_DAY.match(text, at)
            if bracket and int(bracket[1]) <= 31:
                return DayCandidate(at, bracket.end(), None, None, int(bracket[1]), None, None, ranged)
            bare = BARE_WEEKDAY.match(text, at)
            if bare is None:
                return None
            if bare["genitive"] and not GENITIVE_CUE.search(text[max(0, at - 12) : at]):
                return None  # „montags“ at the start of a sentence
            return DayCandidate(
                at, bare.end(), WEEKDAYS[bare["wd"]], (bare["part"] or "").lower() or None, None, None, None, ranged
            )
    if match is None:
        return None
    got = match.groupdict()
    if got["mo"] and not got.get("wd") and not got.get("wds") and not OPEN_MONTH_CUE.search(text[max(0, at - 8) : at]):
        return None  # „22.04 Euro“ and its like
    if (
        got["m"] in SHORT_MONTHS
        and not got["y"]
        and re.match(r"\s[A-ZÄÖÜ][a-zäöü]", text[match.end() : match.end() + 3])
    ):
        return None  # a first name („9. Jan Beispiel“)
    weekday = WEEKDAYS.get(got.get("wd") or "", SHORT_WEEKDAYS.get(got.get("wds") or ""))
    month = int(got["mn"] or got["mo"]) if got["mn"] or got["mo"] else MONTHS.get((got["m"] or "").rstrip("."))
    printed = got["yn"] or got["y"]
    year = int(printed.lstrip("'’‘")) if printed else None
    if year is not None and year < 100:
        year += 2000 if year < PIVOT else 1900
    end = match.end()
    if got["m"] and not got["y"] and got["m"].endswith(".") and got["m"].rstrip(".") not in SHORT_MONTHS:
        end -= 1  # the full stop of the sentence
    return DayCandidate(at, end, weekday, got.get("part"), int(got["d"]), month, year, ranged, year is not None)
