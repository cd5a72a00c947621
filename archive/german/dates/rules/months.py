"""Months and halves of months: „im Mai“, „Anfang Juni 2022“, „erste Maihälfte“."""

from __future__ import annotations

import re
from datetime import date

from archive.german.dates.blanks import W
from archive.german.dates.context import Reading, make_day, month_end
from archive.german.dates.period_patterns import DEICTIC_WORD, EACH_YEAR, OF_DEICTIC, OF_YEAR, PART, YEARS
from archive.german.dates.period_rows import part_of, put_period, year_of
from archive.german.dates.rules.table import POINTERS, RULES, inflected, words
from archive.german.dates.which_year import nearest_month
from archive.german.words.calendar import DEICTIC, MONTHS, NAME_MONTHS, ORDINALS, PART_MODS, SHORT_MONTHS
from archive.german.words.pattern import one_of

MONTH_MENTION = re.compile(
    rf"{PART}{DEICTIC_WORD}(?P<month>{one_of(MONTHS)})(?![\w-]|\.{W}\d\d\.)(?:\.(?={W}{YEARS}))?(?:{OF_YEAR}|{OF_DEICTIC})?"
)
MONTH_FIRST = re.compile(rf"(?P<month>{one_of(MONTHS)})\.?\s(?P<day>\d{{1,2}}),\s(?P<year>[12]\d{{3}})(?![\d.]\d|\d)")
MONTH_CUE = re.compile(
    r"(?:\b(?:[iI]m|[sS]eit|[bB]is|[aA]b|[vV]om|[vV]on|und|oder|[zZ]wischen|Anfang|"
    r"Mitte|Ende|[nN]ach|[vV]or|[dD]en|des|dem|gegen|zum|"
    r"ganzen|Monate?n?s?|bis in den|bzw\.|[dD]er)\s{1,2}|[,(/–-]\s?|\d\.\s?)$"
)
HALF_MONTH = re.compile(
    rf"(?P<half>erste|zweite)[nr]?{W}(?:(?P<month>{one_of(MONTHS)})hälfte|Hälfte{W}(?:des{W})?(?P<month2>{one_of(MONTHS)})s?)"
    rf"\b(?:{W}(?P<year>{YEARS}))?"
)
FIRST_NAME = re.compile(
    r"\b(?!Monate?s?|Ende|Mitte|Anfang|Beginn|I[mn]|Seit|Ab|Bis|Vom|Zum|De[rsmn])[A-ZÄÖÜ][a-zäöüß]+\s$"
)
MONTH_BEHIND = re.compile(rf"\s?(?:/|–|-|bis|und)\s?(?:{one_of(m for m in MONTHS if len(m) > 3)})\b")


@RULES.rule(
    "month", order=160, label="Monat", trigger=words(MONTHS), opener=words(PART_MODS, inflected(DEICTIC)),
    ahead=[*POINTERS, *MONTHS],
    rows={"month": "Monat", "every year": "jedes Jahr"},
    yes=["Im Mai wird gebaut. → 2021-05", "Anfang Juni 2022 wird gebaut. → 2022-06"],
    no=["Herr August kommt.", "Die Mai-Ausgabe ist da."],
)  # fmt: skip
def read_month(reading: Reading, start: int) -> int:
    """Read a month, with its year or without."""
    match = MONTH_MENTION.match(reading.text, start)
    if match is None:
        return start
    name, end = match["month"], match.end()
    month, before = MONTHS[name], reading.before(match.start(), 14)
    if not (match["year"] or match["part"] or match["dx"] or match["yunit"]):
        linked = name in NAME_MONTHS and MONTH_BEHIND.match(reading.text, end)
        if (name in NAME_MONTHS or name in SHORT_MONTHS) and not linked and not MONTH_CUE.search(before):
            return start
        if name in SHORT_MONTHS or (
            name in NAME_MONTHS
            and re.match(r" [A-ZÄÖÜ][a-zäöü]+", reading.text[end : end + 4])
            and not re.search(r"\b(?:[iI]m|[sS]eit|[aA]b|[bB]is|Ende|Mitte|Anfang)\s$", before)
        ):
            return start
        if re.search(r"\b(?:Herrn?|Frau|Dr\.|Familie)\s$", before) or (name == "März" and FIRST_NAME.search(before)):
            return start
    year, reason = year_of(reading, match["year"], match["ydx"], match["yunit"])
    flags: tuple[str, ...] = ()
    if match["year"]:
        reading.year_named(year or 0, end)
    elif EACH_YEAR.search(before_all := reading.before(start, 30)) or _goes_on_each_year(reading, before_all, start):
        reading.add(start, end, "SET", f"XXXX-{month:02d}", "every year")
        return end
    if year is None:
        year, reason = nearest_month(reading, month, start, end, match["dx"])
        flags = ("year_inferred",)
    begin = date(year, month, 1)
    return put_period(
        reading,
        start,
        end,
        f"{year}-{month:02d}",
        "month",
        begin,
        month_end(year, month),
        part_of(match),
        flags=flags,
        reason=reason,
    )


def _goes_on_each_year(reading: Reading, before: str, start: int) -> bool:
    """„jährlich von April bis Oktober“: what began as yearly goes on as yearly."""
    last = reading.mentions[-1] if reading.mentions else None
    return (
        last is not None and last.rule == "every year" and before.endswith((" bis ", " und ")) and start - last.end < 6
    )


@RULES.rule(
    "month_first", order=159, label="Datum, Monat zuerst", trigger=words(MONTHS), rows={"date": "Datum"},
    yes=["Stand: November 2, 2021 → 2021-11-02"],
    no=["Im November 2021 wird gebaut."],
)  # fmt: skip
def read_month_first(reading: Reading, start: int) -> int:
    """Read „November 2, 2021“."""
    match = MONTH_FIRST.match(reading.text, start)
    day = make_day(int(match["year"]), MONTHS[match["month"]], int(match["day"])) if match else None
    if match is None or day is None:
        return start
    reading.day_named(day, match.end())
    reading.year_named(day.year, match.end())
    reading.add(start, match.end(), "DATE", day.isoformat(), "date", begin=day, last=day)
    return match.end()


@RULES.rule(
    "half_month", order=143, label="Monatshälfte", opener=words(inflected(ORDINALS)), ahead=["Hälfte", *MONTHS],
    rows={"month": "Monat"},
    yes=["In der ersten Maihälfte wird gebaut. → 2021-05"],
    no=["In der ersten Hälfte stand es 1:0."],
)  # fmt: skip
def read_half_month(reading: Reading, start: int) -> int:
    """Read „erste Maihälfte“, „zweite Hälfte des Mai“."""
    match = HALF_MONTH.match(reading.text, start)
    if match is None:
        return start
    month, end = MONTHS[match["month"] or match["month2"]], match.end()
    flags: tuple[str, ...] = ()
    reason = None
    if match["year"]:
        year = int(match["year"])
    else:
        year, reason = nearest_month(reading, month, start, end, None)
        flags = ("year_inferred",)
    first, mod = (1, "START") if match["half"] == "erste" else (16, "END")
    begin, last = date(year, month, first), date(year, month, 15) if first == 1 else month_end(year, month)
    reading.add(start, end, "DATE", f"{year}-{month:02d}", "month", begin=begin, last=last, mod=mod, flags=flags,
                reason=reason)  # fmt: skip
    return end
