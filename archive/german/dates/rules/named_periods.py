"""Periods with a word of their own: „Vorjahr“, „Jahresende“, „tags zuvor“, „Woche darauf“, „heuer“, „neues Jahr“."""

from __future__ import annotations

import re
from datetime import date

from archive.german.dates.blanks import W
from archive.german.dates.context import Reading, month_end
from archive.german.dates.feasts import feast_span
from archive.german.dates.named_days import story_day
from archive.german.dates.period_patterns import YEARS
from archive.german.dates.period_rows import put_period, with_article
from archive.german.dates.periods import COUNTED, NEAR, Period, period_at, story_base
from archive.german.dates.rules.table import RULES, inflected, words

THIRDS = {"ende": "END", "beginn": "START", "anfang": "START", "wechsel": "END", "wende": "END", "mitte": "MID"}
AFTER = frozenset({"darauf", "danach", "später"})
NAMED = re.compile(
    rf"(?P<word>(?P<unit>Tag|Woche|Wochenende|Monat|Quartal|Jahr){W}(?P<way>zuvor|davor|darauf|danach)|"
    rf"[tT]ags{W}(?:zuvor|darauf|danach)|heuer|(?P<of>Jahres|Monats|Quartals|Wochen(?!ende))(?P<third>ende|beginn|anfang|wechsel|"
    r"wende|mitte)s?|Vor(?P<prev>jahr|tag|monat|woche|quartal)(?:e?s)?|Folge(?P<next>jahr|tag|monat|woche)(?:e?s)?)\b(?!-)"
    rf"(?:{W}(?P<year>{YEARS})(?:/\d\d(?:\d\d)?)?)?"
)
YEAR_BEFORE = re.compile(
    rf"(?:gleiche[nrs]?|selbe[nrs]?|entsprechende[nrs]?){W}(?:Zeitraums?|Quartals?|Monats?|Halbjahre?s?|Woche){W}(?:des{W}Vorjahre?s|"
    rf"im{W}Vorjahr|des{W}vergangenen{W}Jahres)\b|Vorjahres(?:zeitraums?|quartals?|monats?|halbjahre?s?|periode)\b"
)
NEW_YEAR = re.compile(rf"neue[nsm]?{W}(?P<unit>Jahr)(?:es)?\b(?!{W}\d)")
BASES = {  # kinds of rows of the same sentence from which „Vorjahr“ and „Vormonat“ count
    "Jahr": ("year", "month", "relative year"), "Monat": ("month", "relative month"),
    "Quartal": ("quarter", "relative quarter"), "Woche": ("relative week", "week by feast", "calendar week"),
}  # fmt: skip
SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
BY_FEAST = re.compile(rf"Woche{W}(?P<way>nach|vor){W}(?:de[mr]{W})?(?=[A-ZÄÖÜ1-4])")
SUNDAY = 6
OF_FEAST = re.compile(r"\s(?:des|der|von|vor|zu[mr]?)\s(?=[A-ZÄÖÜ1-4])")
SPAN_CUE = re.compile(r"\b(?:[sS]eit|[bB]is|[aA]b)\s$")
NAMED_WORDS = (
    inflected(("Vorjahr", "Vortag", "Vormonat", "Folgejahr", "Folgetag", "Folgemonat", "Vorquartal"), " s es")
    + [f"{unit}{third}{s}" for unit in ("Jahres", "Monats", "Quartals", "Wochen") for third in THIRDS for s in ("", "s")
       if (unit, third) != ("Wochen", "ende")]
    + ["Vorwoche", "Folgewoche", "Tag", "Woche", "Wochenende", "Monat", "Quartal", "Jahr", "tags", "heuer"]
)  # fmt: skip
SAME = inflected(("gleiche", "selbe", "entsprechende"), " n r s")


@RULES.rule(
    "year_before", order=109, label="Zeitraum des Vorjahres",
    trigger=words(SAME, inflected(("Vorjahreszeitraum", "Vorjahresquartal", "Vorjahresmonat", "Vorjahreshalbjahr",
                                   "Vorjahresperiode"), " s es")),
    rows={"year before": "Zeitraum des Vorjahres"},
    yes=["Im gleichen Zeitraum des Vorjahres waren es mehr. → 2020"],
    no=["Im gleichen Haus des Vorjahres waren es mehr."],
)  # fmt: skip
def read_year_before(reading: Reading, start: int) -> int:
    """„im gleichen Zeitraum des Vorjahres“: the period named last, one year earlier; if none is near, the year."""
    match = YEAR_BEFORE.match(reading.text, start)
    if match is None:
        return start
    told = reading.put_last("DATE")
    value = told.value if told and match.start() - told.end < NEAR else None
    year = (int(value[:4]) if value and value[:4].isdigit() else reading.issued.year) - 1
    begin, last = date(year, 1, 1), date(year, 12, 31)
    if told and value and re.fullmatch(r"\d{4}-(?:\d\d|[QH]\d)", value) and told.begin_day and told.end_day:
        begin = date.fromisoformat(told.begin_day).replace(day=1, year=year)
        end = date.fromisoformat(told.end_day)
        last = month_end(year, end.month)
        value = f"{year}{value[4:]}"
    else:
        value = str(year)
    start = with_article(reading, match.start())
    return put_period(reading, start, match.end(), value, "year before", begin, last, None, reason="cue: Vorjahr")


@RULES.rule(
    "named_period", order=110, label="Vorjahr, Folgetag, Jahresende und ähnliche", trigger=words(NAMED_WORDS),
    rows={"weekend": "Wochenende",
          **dict.fromkeys(("relative day", "relative week", "relative month", "relative quarter", "relative year"),
                          COUNTED)},
    yes=["Im Vorjahr waren es mehr. → 2020", "Bis Jahresende wird gebaut. → 2021"],
    no=["Die Wochenendausgabe ist da."],
)  # fmt: skip
def read_named_period(reading: Reading, start: int) -> int:
    """Read a period with a word of its own: „Vorjahr“, „heuer“, „Jahresende“, „Folgetag“, „Woche darauf“."""
    match = NAMED.match(reading.text, start)
    if match is None:
        return start
    word, issued, end = match["word"], reading.issued, match.end()
    base: date | None = issued
    cue, mod = f"cue: {word}", None
    if match["unit"]:
        base = story_base(reading, match["unit"], start)
        period = period_at(match["unit"], base, 1 if match["way"] in AFTER else -1)
        start = with_article(reading, start)
    elif word[:4].lower() == "tags":
        base = reading.base(start)
        period = period_at("Tag", base, 1 if word.endswith(("darauf", "danach")) else -1)
    elif match["of"]:
        base = date(int(match["year"]), issued.month, 1) if match["year"] and match["of"] == "Jahres" else issued
        period, mod = period_at(match["of"], base, 0), THIRDS[match["third"]]
        end = end if base is not issued else match.end("word")
    elif match["prev"] or match["next"]:
        unit = (match["prev"] or match["next"]).capitalize()
        told = unit == "Tag" or match["next"]
        told_day = story_day(reading) if unit == "Tag" and match["prev"] else None
        from_day = (told_day or story_base(reading, unit, start)) if told else _of_sentence(reading, unit, start)
        end = match.end("word")
        if unit == "Tag" and (of := OF_FEAST.match(reading.text, end)) and (feast := feast_span(reading, of.end())):
            from_day, end = feast[0] if match["prev"] else feast[1], feast[2]  # „am Vortag des Silvesterabends“
        period = period_at(unit, from_day, 1 if match["next"] else -1)
        base = from_day
        if unit == "Jahr" and match["prev"] and match["year"]:  # „im Vorjahr 2019“
            year, end = int(match["year"]), match.end()
            period, base = Period(str(year), date(year, 1, 1), date(year, 12, 31), "relative year"), None
    else:
        period, end = period_at("Jahr", issued, 0), match.end("word")
    if period is None:
        return match.start()
    if base is not None:
        reading.note("counted_from", base, start, end)
    if period.rule == "relative day":
        reading.day_named(period.begin, end)
    return put_period(reading, start, end, period.value, period.rule, period.begin, period.last, mod, reason=cue)


def _of_sentence(reading: Reading, unit: str, start: int) -> date:
    """„2020 kamen 900, im Vorjahr 1.400“: counted from what the sentence has named, otherwise from the issue."""
    last = next((m for m in reversed(reading.mentions[-6:]) if m.type == "DATE" and m.begin_day and not m.span), None)
    if last is None or last.begin_day is None or last.rule not in BASES.get(unit, ()):
        return reading.issued
    between = reading.text[last.end : start]
    near = len(between) < NEAR and SENTENCE_END.search(between) is None
    open_span = SPAN_CUE.search(reading.text, max(0, last.start - 8), last.start)
    return date.fromisoformat(last.begin_day) if near and not open_span else reading.issued


@RULES.rule(
    "week_by_feast", order=108, label="Woche vor oder nach einem Feiertag", opener=words(["Woche"]),
    ahead=["nach", "vor"],
    rows={"week by feast": "vom Feiertag an gezählt"},
    yes=["In der Woche nach Ostern ist frei. → 2021-W14", "In der Woche vor Weihnachten ist Markt. → 2021-W50"],
    no=["In der Woche nach dem Fest ist frei."],
)  # fmt: skip
def read_week_by_feast(reading: Reading, start: int) -> int:
    """Read „Woche nach Ostern“, „Woche vor Weihnachten“: the week that ends before the feast or begins after it."""
    match = BY_FEAST.match(reading.text, start)
    feast = feast_span(reading, match.end()) if match else None
    if match is None or feast is None:
        return start
    first, _, end = feast
    step = 1 if match["way"] == "nach" else 0 if first.weekday() == SUNDAY else -1
    period = period_at("Woche", first, step)
    if period is None:
        return start
    reading.note("counted_from", first, start, end)
    return put_period(reading, with_article(reading, start), end, period.value, "week by feast", period.begin,
                      period.last, None, reason=f"cue: {match['way']}")  # fmt: skip


@RULES.rule(
    "new_year", order=111, label="neues Jahr", opener=words(["neue", "neues", "neuen", "neuem"]), ahead=["Jahr"],
    rows={"relative year": COUNTED},
    yes=["Im neuen Jahr wird gebaut. → 2021"],
    no=["Im neuen Haus wird gebaut."],
)  # fmt: skip
def read_new_year(reading: Reading, start: int) -> int:
    """Read „im neuen Jahr“."""
    match = NEW_YEAR.match(reading.text, start)
    if match is None:
        return start
    year = reading.issued.year + (reading.issued.month > 6)
    period = date(year, 1, 1), date(year, 12, 31)
    return put_period(reading, with_article(reading, start), match.end(), str(year), "relative year", *period, None,
                      reason="cue: neu")  # fmt: skip
