"""Counted days, weekdays, weekends and weeks of a month: „am 3. Dienstag im Mai“, „letzte Aprilwoche“."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from archive.german.dates.context import BACKWARD, FORWARD, Reading, iso_week, month_end
from archive.german.dates.period_patterns import EACH_YEAR
from archive.german.dates.reasons import NAMED_BEFORE
from archive.german.dates.rules.table import ORDINAL, RULES, inflected, words
from archive.german.dates.which_year import nearest_span
from archive.german.words.calendar import MONTHS, ORDINALS, WEEKDAYS
from archive.german.words.pattern import one_of

COUNTS = {word: number for word, number in ORDINALS.items() if number <= 5}
NTH = rf"(?:(?P<nth>{one_of(COUNTS)})e[nrs]?|(?P<figure>[1-5])\.)"
YEAR_OF_MONTH = r"(?:\s(?P<year>(?:19|20)\d\d)(?!\d))?"
OF_MONTH = rf"\s(?:im|des|von)\s(?:Monats?\s)?(?P<month>{one_of(MONTHS)})s?\b(?!-){YEAR_OF_MONTH}"
WEEKDAY = re.compile(
    rf"{NTH}\s(?:(?P<day>{one_of(WEEKDAYS)}|Wochenende)s?{OF_MONTH}|"
    rf"(?P<month2>{one_of(MONTHS)})-?wochenende\b{YEAR_OF_MONTH.replace('year', 'year2')})"
)
WEEK = re.compile(
    rf"{NTH}\s(?P<both>beiden\s|zwei\s)?(?:Wochen?{OF_MONTH}|(?P<month2>{one_of(MONTHS)})-?wochen?\b"
    rf"{YEAR_OF_MONTH.replace('year', 'year2')})"
)
OF_THE_YEAR = r"\s(?P<of_year>(?:des|im)\sJahre?s?)\b(?!\s\d)"
COUNTED_DAY = re.compile(rf"{NTH}\sTage?s?(?:{OF_MONTH}|{OF_THE_YEAR})")
OCCASIONS = ("Messe", "Fest", "Turnier", "Verhandlungs", "Veranstaltungs", "Spiel", "Kongress", "Markt")
DAY_OF_SPAN = re.compile(rf"{NTH}\s(?:Tag|(?:{one_of(OCCASIONS)})tag)\b(?!-|\s(?:im|des|der|von)\b)")
REACH, MOST = 700, 6  # code points and days from the days to one of them
NAMES = (*words(inflected(ORDINALS)), ORDINAL)
Span = tuple[date, date]


@RULES.rule(
    "counted_weekday", order=50, label="gezählter Wochentag", opener=NAMES,
    ahead=[*WEEKDAYS, "Wochenende", *MONTHS],
    rows={"counted weekday": "gezählter Wochentag", "counted weekend": "gezähltes Wochenende",
          "every year": "jedes Jahr"},
    yes=["Am ersten Samstag im Mai → 2021-05-01", "Am letzten Juliwochenende → 2021-W30-WE",
         "Am 3. Dienstag im Mai ist Markt. → 2021-05-18"],
    no=["Am ersten Satz im Mai wurde gefeilt.", "Am 3. Dienst im Mai ist Markt."],
)  # fmt: skip
def read_counted_weekday(reading: Reading, start: int) -> int:
    """Read a counted weekday or weekend of a month."""
    match = WEEKDAY.match(reading.text, start)
    if match is None:
        return start
    if EACH_YEAR.search(reading.before(start, 30)):
        month = MONTHS[match["month"] or match["month2"]]
        reading.add(start, match.end(), "SET", f"XXXX-{month:02d}", "every year")
        return match.end()
    weekend = match["day"] in (None, "Wochenende")
    weekday, count = 5 if weekend else WEEKDAYS[match["day"]], _count(match)
    last = timedelta(days=1 if weekend else 0)

    def span(year: int, month: int) -> Span | None:
        day = _nth(year, month, weekday, count)
        return (day, day + last) if day else None

    found, reason = _choose(reading, match, span)
    if found is None:
        return start
    value = iso_week(found[0]) + "-WE" if weekend else found[0].isoformat()
    return _put(reading, match, value, "counted weekend" if weekend else "counted weekday", found, reason)


@RULES.rule(
    "counted_day", order=51, label="erster oder letzter Tag eines Monats", opener=NAMES, ahead=["Tag"],
    rows={"counted day": "gezählter Tag"},
    yes=["Am letzten Tag im Oktober schließt das Bad. → 2021-10-31",
         "Am letzten Tag des Jahres spielt die Kapelle. → 2021-12-31"],
    no=["Am letzten Tag im Bad war es voll."],
)  # fmt: skip
def read_counted_day(reading: Reading, start: int) -> int:
    """Read „letzten Tag im Oktober“, „ersten Tag des Mai“."""
    match = COUNTED_DAY.match(reading.text, start)
    if match is None:
        return start
    count = _count(match)
    if match["of_year"]:
        day = date(reading.issued.year, 12, 31) if count < 0 else date(reading.issued.year, 1, count)
        return _put(reading, match, day.isoformat(), "counted day", (day, day), f"cue: {match['of_year']}")

    def span(year: int, month: int) -> Span | None:
        day = month_end(year, month) if count < 0 else date(year, month, count)
        return day, day

    found, reason = _choose(reading, match, span)
    return _put(reading, match, found[0].isoformat(), "counted day", found, reason) if found else start


@RULES.rule(
    "day_of_span", order=53, label="erster oder letzter Tag eines genannten Zeitraums", opener=NAMES,
    ahead=["Tag", *OCCASIONS],
    rows={"counted day": "gezählter Tag"},
    yes=["Das Fest ist am 5. und 6. Mai. Am ersten Tag spielt die Kapelle. → 2021-05-05",
         "Die Messe ist vom 5. bis 9. Mai. Am letzten Messetag ist der Eintritt frei. → 2021-05-09"],
    no=["Das Fest ist am 5. Mai. Am ersten Tag spielt die Kapelle.",
        "Das Fest ist vom 5. bis 9. Mai. Am ersten Schultag regnet es."],
)  # fmt: skip
def read_day_of_span(reading: Reading, start: int) -> int:
    """Read „am zweiten Tag“ in a release: one of the days that it has just named together."""
    match = DAY_OF_SPAN.match(reading.text, start)
    if match is None or reading.look == "back" or not reading.before(start, 4).lower().endswith("am "):
        return start
    named = next((named for named in reversed(reading.named[-MOST:]) if named.days), None)
    if named is None or start - named.at > REACH:
        return start
    days, count = sorted(named.days), _count(match)
    if named.span:  # of a long one the first and the last day are known
        days = [days[0] + timedelta(days=n) for n in range((days[-1] - days[0]).days + 1)]
    if count > len(days) or (days[-1] - days[0]).days >= len(days):
        return start  # of days that do not follow each other there may be others between
    day = days[count - 1] if count > 0 else days[-1]
    return _put(reading, match, day.isoformat(), "counted day", (day, day), NAMED_BEFORE)


@RULES.rule(
    "counted_week_of_month", order=52, label="Woche eines Monats", opener=NAMES,
    ahead=["Woche", "beiden", "zwei", *MONTHS],
    rows={"week of a month": "Woche eines Monats"},
    yes=["In der ersten Juniwoche wird gebaut. → 2021-W22",
         "In der letzten Septemberwoche 2014 wurde gebaut. → 2014-W39"],
    no=["In der ersten Arbeitswoche wird gebaut."],
)  # fmt: skip
def read_counted_week_of_month(reading: Reading, start: int) -> int:
    """Read „ersten Februarwoche“, „letzte Woche im Mai“; a week is in the month of its Thursday, as in ISO 8601."""
    match = WEEK.match(reading.text, start)
    if match is None:
        return start
    count, more = _count(match), timedelta(days=7 if match["both"] else 0)

    def span(year: int, month: int) -> Span | None:
        thursday = _nth(year, month, 3, count)
        return (thursday - timedelta(days=3), thursday + timedelta(days=3) + more) if thursday else None

    found, reason = _choose(reading, match, span)
    if found is None:
        return start
    value = iso_week(found[0]) if not more else f"{iso_week(found[0])}/{iso_week(found[1])}"
    return _put(reading, match, value, "week of a month", found, reason)


def _count(match: re.Match[str]) -> int:
    return int(match["figure"]) if match["figure"] else COUNTS[match["nth"].lower()]


def _choose(
    reading: Reading, match: re.Match[str], span: Callable[[int, int], Span | None]
) -> tuple[Span | None, str | None]:
    got = match.groupdict()
    month, issued = MONTHS[got["month"] or got["month2"]], reading.issued
    if printed := got["year"] or got.get("year2"):
        return span(int(printed), month), None
    years = [issued.year + step for step in (0, -1, 1) if 0 < issued.year + step < 9999]
    found = [days for year in years if (days := span(year, month))]
    return nearest_span(reading, found, match.start(), match.end()) if found else (None, None)


def _put(reading: Reading, match: re.Match[str], value: str, row: str, days: Span, reason: str | None) -> int:
    start, end = match.start(), match.end()
    if days[0] == days[1]:
        reading.day_named(days[0], end)
    direction = None if reason is None else FORWARD if days[1] >= reading.issued else BACKWARD
    reading.add(start, end, "DATE", value, row, begin=days[0], last=days[1], reason=reason, direction=direction,
                flags=() if reason is None else ("year_inferred",))  # fmt: skip
    return end


def _nth(year: int, month: int, weekday: int, count: int) -> date | None:
    if count < 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
    return day if day.month == month else None
