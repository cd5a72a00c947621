"""Weeks, months, years and other units that a word points to: „kommende Woche“, „Ende des Jahres“, „im Jahr 2012“."""

from __future__ import annotations

import re
from datetime import date

from archive.german.dates.blanks import W
from archive.german.dates.choose import Question, choose
from archive.german.dates.context import A_WEEK, BACKWARD, FORWARD, Reading
from archive.german.dates.day_chains import numbers_behind
from archive.german.dates.period_patterns import DEICTIC_WORD, PART, YEARS
from archive.german.dates.period_rows import part_of, put_period, put_year, with_article
from archive.german.dates.periods import COUNTED, NEAR, period_at, story_base
from archive.german.dates.rules.table import POINTERS, RULES, inflected, words
from archive.german.words.calendar import DEICTIC, PART_MODS, STORY

YEARS_ON = re.compile(r"\s?(?:bis|–|-)\s?\d{4}\b")  # „der Jahre 1981 bis 2010“: no year of a story
FRIDAY = 4
LAST_OF_THIRD = 3  # Thursday, when the middle of the week is over
WEEKEND_CUE = re.compile(r"\b(?:[aA]m|[uU]m|[vV]om|übers|aufs|[zZ]um|[fF]ürs|dem|dieses)\s{1,2}$")
OF_UNIT = re.compile(r"(?:\b[lL]aufe?\s(?:des|der)|\bVerlauf\s(?:des|der)|\bdes)\s$")
UNIT = re.compile(
    rf"{PART}{DEICTIC_WORD}(?P<unit>Wochenende|Wochenendes|Woche|Monate?s?|Jahre?s|Jahre?|Quartals?|"
    rf"Halbjahre?s?|Jahrzehnts?|Jahrhunderts?|Tage?s?|Kalenderwoche|Schuljahre?s?)\b(?![-\w])"
    rf"(?:(?<=Jahr)(?:{W}(?P<named>{YEARS})(?:{W}v\.{W}?Chr\.)?)?|(?<=Jahre){W}(?P<named2>{YEARS})|"
    rf"(?<=Jahres){W}(?P<named3>{YEARS})|(?<!Jahr))"
)
PART_OF_YEAR = re.compile(rf"{PART}(?P<year>{YEARS})(?!{W}?(?:%|€|Euro\b|Personen|Menschen|Einwohner|Meter|Uhr))")
UNIT_WORDS = inflected(("Tag", "Jahr", "Schuljahr"), " es") + inflected(
    ("Wochenende", "Monat", "Jahrzehnt", "Jahrhundert", "Quartal"), " s") + ["Woche", "Jahre"]  # fmt: skip


@RULES.rule(
    "unit", order=161, label="Woche, Monat oder Jahr, vom Erscheinen an gezählt",
    trigger=words(UNIT_WORDS), opener=words(PART_MODS, inflected(DEICTIC)),
    ahead=[*POINTERS, *UNIT_WORDS, "Halbjahr", "Kalenderwoche"],
    rows={**dict.fromkeys(("relative day", "relative week", "relative month", "relative quarter", "relative half",
                           "relative year"), COUNTED),
          "weekend": "Wochenende", "school year": "Schuljahr oder Spielzeit", "decade": "Jahrzehnt",
          "century": "Jahrhundert", "year": "Jahr", "repetition": "Wiederholung"},
    yes=["In der kommenden Woche wird gebaut. → 2021-W14", "Ende des Jahres ist Schluss. → 2021"],
    no=["Die Woche der Brüderlichkeit beginnt."],
)  # fmt: skip
def read_unit(reading: Reading, start: int) -> int:
    """Read a period of a unit with a deictic word, a part or a printed year: „Ende nächsten Jahres“, „im Jahr 2012“."""
    match = UNIT.match(reading.text, start)
    if match is None:
        return start
    unit, deictic, end = match["unit"], (match["dx"] or "").lower(), match.end()
    printed = match["named"] or match["named2"] or match["named3"]
    start = match.start() if match["part"] else with_article(reading, match.start())
    if printed and not deictic:
        year = int(printed)
        if not YEARS_ON.match(reading.text, end):
            reading.year_named(year, end)
        return put_period(reading, start, end, printed, "year", date(year, 1, 1), date(year, 12, 31), part_of(match))
    weekend = unit.startswith("Wochenende")
    if not deictic and not match["part"] and not weekend and not OF_UNIT.search(reading.before(match.start(), 16)):
        return match.start()
    if unit in ("Jahre", "Monate", "Tage", "Jahrzehnte") or (
        unit in ("Tages", "Tags", "Monats", "Quartals")
        and not (deictic or match["part"] or "auf" in reading.before(start, 8))
    ):
        return match.start()
    if unit in ("Jahrhunderts", "Jahrzehnts") and not (deictic or match["part"]):
        return match.start()
    if unit.startswith("Jahr") and not deictic and unit not in ("Jahres", "Jahrs", "Jahrhunderts", "Jahrzehnts"):
        return match.start()
    step = DEICTIC.get(deictic, 0)
    base = story_base(reading, unit, start) if deictic in STORY else reading.issued
    if not deictic and match["part"] and (named := _named_near(reading, unit, start)):
        base = named
    bare = reading.text.startswith("diese ", match.start())  # „wird diese Woche angenommen“
    if deictic == "dies" and not bare and reading.look == "ahead" and (told := _just_named(reading, unit, start)):
        base = told
    reason: str | None = f"cue: {deictic}" if deictic else "cue: " + (match["part"] or unit).split()[0]
    weekly = reading.weekly is not None and 0 <= match.start() - reading.weekly_at < NEAR // 2
    if weekend and not deictic and weekly and not reading.past(match.start(), end):
        reading.add(match.start(), end, "SET", "XXXX-WXX-WE", "repetition", weekdays="67")
        reading.weekdays_named("67", "XXXX-WXX-6,7", end)
        return end
    if weekend and not deictic:
        if not WEEKEND_CUE.search(reading.before(match.start(), 8)):
            return match.start()
        direction, reason, _ = reading.direction(match.start(), end)
        step = -1 if direction == BACKWARD and reading.issued.weekday() <= 4 else 0
    elif weekend and step == 1 and base.weekday() < 5:
        step = 0
    if weekend and (numbers := numbers_behind(reading.text, end)):
        first = numbers[0]
        dated = choose(Question(reading, first))
        base, step, reason = (dated.day, 0, dated.reason) if dated.day else (base, step, reason)
    if unit.startswith("Tag"):
        if deictic in ("vergangen", "letzt", "kommend", "laufend", "aktuell"):
            return match.start()
        if deictic not in ("heutig", "jetzig"):
            base = reading.base(start)
    reading.note("counted_from", base, start, end)
    if unit == "Woche" and match["part"] and not deictic and base is reading.issued and reading.look == "ahead":
        step = _coming(reading, match)
    period = period_at(unit, base, step)
    if period is None:
        return match.start()
    if period.rule == "relative day":
        reading.day_named(period.begin, end)
    elif weekend and reading.look == "ahead":
        reading.days_named((period.begin, period.last), end, listed=False)
    elif period.rule == "relative year" and deictic in STORY:
        reading.year_named(period.begin.year, end)
    return put_period(reading, start, end, period.value, period.rule, period.begin, period.last, part_of(match),
                      reason=reason)  # fmt: skip


@RULES.rule(
    "part_of_year", order=164, label="Anfang, Mitte oder Ende eines Jahres", trigger=words(PART_MODS),
    rows={"year": "Jahr"},
    yes=["Ende 2015 war Schluss. → 2015"],
    no=["Ende 2000 Meter weiter."],
)  # fmt: skip
def read_part_of_year(reading: Reading, start: int) -> int:
    """Read „Ende 2015“."""
    match = PART_OF_YEAR.match(reading.text, start)
    return put_year(reading, match, int(match["year"])) if match and match["part"] else start


def _coming(reading: Reading, match: re.Match[str]) -> int:
    """„Mitte der Woche“, written on a Friday about something to come, is in the next week."""
    over = reading.issued.weekday() > (FRIDAY if part_of(match) == "END" else LAST_OF_THIRD)
    return int(over and reading.direction(match.start(), match.end())[0] == FORWARD)


def _just_named(reading: Reading, unit: str, start: int) -> date | None:
    """„Von Freitag, 26. April, bis Montag, 29. April … an [diesem Wochenende]“: that of the days just named."""
    if (
        not unit.startswith(("Wochenende", "Woche", "Tag"))
        or reading.anchor is None
        or start - reading.anchor_at > NEAR
    ):
        return None
    days = [named.day for named in reading.named[-3:] if named.day]
    if unit.startswith("Wochenende"):
        days = [day for day in days if day.weekday() >= FRIDAY]
    return days[-1] if days and abs((days[-1] - reading.issued).days) > A_WEEK else None


def _named_near(reading: Reading, unit: str, start: int) -> date | None:
    """The month or past year named shortly before „Mitte des Monats“, „Ende des Jahres“."""
    if unit.startswith("Jahr") and reading.tells(start, start):
        return date(reading.year or 1, 1, 1)
    if unit.startswith("Monat") and (last := reading.put_last("DATE")) and start - last.end < NEAR:
        return (
            date.fromisoformat(last.begin_day) if last.begin_day and last.rule in ("month", "day and month") else None
        )
    return None
