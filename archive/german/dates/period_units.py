"""Periods that point from a day: „kommende Woche“, „im selben Jahr“, „im Monat darauf“, „im Vormonat“, „tags zuvor“."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from archive.german.dates.context import BACKWARD, Reading, Weekly, add_months, iso_week, make_day, month_end
from archive.german.dates.day_chains import numbers_behind
from archive.german.dates.day_choice import infer_year
from archive.german.dates.period_rows import part_of, put_period, with_article
from archive.german.dates.vocabulary import DEICTIC, STORY

WEEKEND_CUE = re.compile(r"\b(?:[aA]m|[uU]m|[vV]om|übers|[zZ]um|[fF]ürs|dem|dieses)\s{1,2}$")
OF_UNIT = re.compile(r"(?:\b[lL]aufe?\s(?:des|der)|\bVerlauf\s(?:des|der)|\bdes)\s$")
THIRDS = {"ende": "END", "beginn": "START", "anfang": "START", "wechsel": "END", "wende": "END", "mitte": "MID"}
AFTER = frozenset({"darauf", "danach", "später"})
ALIKE = {  # the rules whose periods a unit with „darauf“ or „zuvor“ counts from
    "Woche": ("relative week", "calendar week"), "Monat": ("month", "relative month"),
    "Quartal": ("quarter", "relative quarter"), "Wochenende": ("weekend",),
}  # fmt: skip
NEAR = 160  # code points between a month and „Mitte des Monats“
STORY_YEAR = 400  # code points that a story stays with a printed year


class Period(NamedTuple):
    """A period: its TIMEX3 value, its first and last day, the rule that names it."""

    value: str
    begin: date
    last: date
    rule: str


def _years(begin: int, length: int, value: str, rule: str) -> Period:
    return Period(value, date(max(begin, 1), 1, 1), date(begin + length - 1, 12, 31), rule)


def period_at(unit: str, day: date, step: int) -> Period | None:
    """Return the period of a unit („Woche“, „Monats“, „Jahr“ …) that lies `step` after the one with `day` in it."""
    if unit.startswith("Tag"):
        moved = day + timedelta(days=step)
        return Period(moved.isoformat(), moved, moved, "relative day")
    if unit.startswith(("Woche", "Kalenderwoche")):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        if unit.startswith("Wochenende"):
            saturday = monday + timedelta(days=5)
            return Period(iso_week(saturday) + "-WE", saturday, saturday + timedelta(days=1), "weekend")
        return Period(iso_week(monday), monday, monday + timedelta(days=6), "relative week")
    if unit.startswith("Monat"):
        begin = add_months(day.replace(day=1), step)
        return Period(f"{begin:%Y-%m}", begin, month_end(begin.year, begin.month), "relative month")
    if unit.startswith("Quartal"):
        begin = add_months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * step)
        final = add_months(begin, 2)
        value = f"{begin.year}-Q{begin.month // 3 + 1}"
        return Period(value, begin, month_end(final.year, final.month), "relative quarter")
    if unit.startswith("Halbjahr"):
        begin = add_months(date(day.year, 1 if day.month < 7 else 7, 1), 6 * step)
        final = add_months(begin, 5)
        value = f"{begin.year}-H{begin.month // 6 + 1}"
        return Period(value, begin, month_end(final.year, final.month), "relative half")
    if unit.startswith("Schuljahr"):
        year = day.year - (day.month < 8) + step
        value = f"{year}-08-01/{year + 1}-07-31"
        return Period(value, date(year, 8, 1), date(year + 1, 7, 31), "school year")
    year = day.year
    if not 0 < year + step * 100 < 9900:
        return None
    if unit.startswith("Jahrzehnt"):
        begins = year // 10 * 10 + 10 * step
        return _years(begins, 10, f"{begins // 10:03d}", "decade")
    if unit.startswith("Jahrhundert"):
        begins = year // 100 * 100 + 100 * step
        return _years(begins, 100, f"{begins // 100:02d}", "century")
    return _years(year + step, 1, f"{year + step:04d}", "relative year")


def story_base(reading: Reading, unit: str, start: int) -> date:
    """Return the day from which „im Jahr darauf“ counts: the one last named, else the issued day."""
    told = reading.put_last("DATE")
    if told and told.begin_day and told.rule in ALIKE.get(unit, ()) and start - told.end < STORY_YEAR:
        return date.fromisoformat(told.begin_day)
    named = reading.base(start)
    if reading.year is None or not unit.startswith("Jahr") or not 0 <= start - reading.year_at < STORY_YEAR:
        return named
    later = reading.anchor is None or reading.anchor_at < reading.year_at
    return date(reading.year, 1, 1) if later else named


def _named_near(reading: Reading, unit: str, start: int) -> date | None:
    """The month or past year named shortly before „Mitte des Monats“, „Ende des Jahres“."""
    if unit.startswith("Jahr") and reading.tells(start, start):
        return date(reading.year or 1, 1, 1)
    if unit.startswith("Monat") and (last := reading.put_last("DATE")) and start - last.end < NEAR:
        return (
            date.fromisoformat(last.begin_day) if last.begin_day and last.rule in ("month", "day and month") else None
        )
    return None


def read_named(reading: Reading, match: re.Match[str]) -> int:
    """Put a period with a word of its own: „Vorjahr“, „heuer“, „Jahresende“, „Folgetag“, „Woche darauf“."""
    word, issued, start, end = match["word"], reading.issued, match.start(), match.end()
    cue, mod = f"cue: {word}", None
    if match["unit"]:
        period = period_at(match["unit"], story_base(reading, match["unit"], start), 1 if match["way"] in AFTER else -1)
        start = with_article(reading, start)
    elif word[:4].lower() == "tags":
        period = period_at("Tag", reading.base(start), 1 if word.endswith(("darauf", "danach")) else -1)
    elif match["of"]:
        at = date(int(match["year"]), issued.month, 1) if match["year"] and match["of"] == "Jahres" else issued
        period, mod = period_at(match["of"], at, 0), THIRDS[match["third"]]
        end = end if at is not issued else match.end("word")
    elif match["prev"] or match["next"]:
        unit = (match["prev"] or match["next"]).capitalize()
        told = unit == "Tag" or match["next"]
        period = period_at(unit, story_base(reading, unit, start) if told else issued, 1 if match["next"] else -1)
        end = match.end("word")
    else:
        period, end = period_at("Jahr", issued, 0), match.end("word")
    if period is None:
        return match.start()
    if period.rule == "relative day":
        reading.day_named(period.begin, end)
    return put_period(reading, start, end, period.value, period.rule, period.begin, period.last, mod, reason=cue)


def read_unit(reading: Reading, match: re.Match[str]) -> int:
    """Put a period of a unit with a deictic word, a part or a printed year: „Ende nächsten Jahres“, „im Jahr 2012“."""
    unit, deictic, end = match["unit"], (match["dx"] or "").lower(), match.end()
    printed = match["named"] or match["named2"] or match["named3"]
    start = match.start() if match["part"] else with_article(reading, match.start())
    if printed and not deictic:
        year = int(printed)
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
    reason: str | None = f"cue: {deictic}" if deictic else "cue: " + (match["part"] or unit).split()[0]
    if weekend and not deictic and reading.weekly and 0 <= match.start() - reading.weekly_at < NEAR // 2:
        reading.add(match.start(), end, "SET", "XXXX-WXX-WE", "repetition", weekdays="67")
        reading.weekly, reading.weekly_at = Weekly("XXXX-WXX-6,7", "67"), end
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
        dated, cue = infer_year(reading, first, None, None) if first.year is None else (
            make_day(first.year, first.month or 0, first.day or 0), None)  # fmt: skip
        base, step, reason = (dated, 0, cue) if dated else (base, step, reason)
    if unit.startswith("Tag"):
        if deictic in ("vergangen", "letzt", "kommend", "laufend", "aktuell"):
            return match.start()
        if deictic not in ("heutig", "jetzig"):
            base = reading.base(start)
    period = period_at(unit, base, step)
    if period is None:
        return match.start()
    if period.rule == "relative day":
        reading.day_named(period.begin, end)
    elif period.rule == "relative year" and deictic in STORY:
        reading.year_named(period.begin.year, end)
    return put_period(reading, start, end, period.value, period.rule, period.begin, period.last, part_of(match),
                      reason=reason)  # fmt: skip
