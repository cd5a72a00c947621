"""Days: chains of weekdays, days of the month and dates, with the years and months that they share."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from archive.german.dates.context import BACKWARD, FORWARD, Reading, make_day
from archive.german.dates.day_chains import LONGEST_CHAIN, NOUN_AHEAD, O, S, chain_at
from archive.german.dates.day_choice import EXPLICIT, Atom, by_day_of_month, by_weekday, infer_year
from archive.german.dates.dayparts import before_day, code_of
from archive.german.dates.festive import holiday_at
from archive.german.dates.period_patterns import OF_DEICTIC, YEARS, W
from archive.german.dates.period_rows import year_of
from archive.german.dates.vocabulary import (
    DEICTIC,
    MONTHS,
    NAME_MONTHS,
    ORDINALS,
    STORY,
    one_of,
)  # fmt: skip

AMBIGUOUS = 150  # days; the other year lies hardly further off
YEAR_OF = re.compile(rf"{W}(?:des|im){W}Jahre?s?{W}(?P<year>{YEARS})|{OF_DEICTIC}")
EACH_CUE = re.compile(
    r"\b(?:[aA]lljährlich|[jJ]ährlich|[jJ]edes Jahr|[jJ]edem Jahr),?\s(?:(?:immer|jeweils|stets)\s)?$"
)
OF_WEEK = re.compile(rf"{W}(?:der{W})?(?P<dx>{one_of(w for w in DEICTIC if w not in STORY)})e[nr]{W}Woche\b(?!-)")
REFUSED_NAME = re.compile(
    r"\b(?:Herrn?|Frau|Familie|Dr\.|Prof\.|(?:Kommissar|Trainer|Minister|Direktor|Pfarrer|Richter|Präsident|Professor|"
    r"Sprecher|[mM]eister)(?:in)?|[sS]tadtr[aä]t(?:in)?)\s{1,2}$"
)
PLACE = re.compile(
    r"\b(?:[sS]traße|[pP]latz|[aA]llee|[bB]rücke|[dD]enkmal|[bB]ewegung)\s(?:des|vom|am|der)\s{1,2}$|[sS]traße des $"
)
EACH_MONTH = re.compile(r"\s(?:eines\s)?jede[ns]\sMonats\b")
WAY = re.compile(r"\s(?:(?P<later>darauf|danach)|davor|zuvor)\b")
OF_MONTH = re.compile(r"\s(?:des\sMonats|d\.\s?M\.)(?!\w)")
THIS_YEAR = re.compile(r"\sd\.\s?J\.")
BY_HOLIDAY = re.compile(r"\s(?P<way>nach|vor)\s(?:de[mrn]\s)?(?=[A-ZÄÖÜ])")
ARTICLE = re.compile(r"(?<!\w)(?:der|den|die|das)\s$")
YEARLY_TRIM = re.compile(r"(?:am|zum|den|dem)\s{1,2}$")
WORD_DAY = re.compile(
    rf"(?P<nth>{one_of(w for w in ORDINALS if w != 'letzt')})e[nrs]?{S}(?P<m>{one_of(MONTHS)})\b(?![-\w])"
    rf"(?:{S}(?P<y>[12]\d{{3}})(?!\d|[.,]\d))?"
)
DAY_CUE = re.compile(
    r"(?:\b(?:am|vom|zum|bis|ab|seit|dem|auf den|Den|den|Termine?:|Am|Vom|Ab|"
    r"Bis|Seit|Zum|heutigen|morgigen)\s{1,2}|\()$"
)
NUMERIC_CUE = re.compile(
    r"(?:\b(?:am|vom|zum|bis|ab|seit|dem|den|und|von|Termine?:|Am|Vom|Ab|Bis|"
    r"Seit|der|heutigen|heute|einschließlich|spätestens|Stand)[ \xa0]{1,2}|[(–,:] ?)$"
)
LONGEST_SPAN = 31  # days of a span that clock times behind it may hold on
WORD = re.compile(r"[A-Za-zä]{2}")
EVENINGS = ("TEV", "TAF")


def read_days(reading: Reading, start: int) -> int:
    """Read a chain of days at a position; return where reading goes on, `start` if there is none."""
    chain = chain_at(reading.text, start)
    if not chain:
        return start
    before = reading.before(start, 16)
    if (chain[0].day is None and REFUSED_NAME.search(before)) or PLACE.search(before):
        return chain[0].end  # a name, a street
    if not _plausible(reading, chain):
        return chain[-1].end if len(chain) == LONGEST_CHAIN else start
    if chain[0].day is None and reading.text[start - 1 : start] == "(" and reading.anchor_at == start - 2:
        return chain[0].end  # „30. April (Freitag)“: the day is named already
    _date_leading_weekdays(reading, chain)
    _end_chain_in_the_past(reading, chain)
    days: list[date | None] = []
    previous: date | None = None
    for atom in chain:
        previous = _resolve(reading, atom, previous, alone=len(chain) == 1)
        days.append(previous)
    real = [day for day in days if day]
    if len(chain) > 1 and len(real) == len(chain):
        begin, last = min(real), max(real)
        ranged = any(atom.ranged for atom in chain)
        reading.add(chain[0].start, chain[-1].end, "DURATION", f"{begin}/{last}", "span" if ranged else "list",
                    begin=begin, last=last, span=True)  # fmt: skip
        length = (last - begin).days
        all_days = (
            tuple(begin + timedelta(days=n) for n in range(length + 1)) if ranged and length <= LONGEST_SPAN else ()
        )
        reading.days_named(all_days or tuple(real), chain[-1].end, listed=not ranged)
    return chain[-1].end


def day_ahead(reading: Reading, at: int) -> date | None:
    """Return the first day of the chain at a position, without reading it: „um 19 Uhr am [5. Mai]“."""
    chain = chain_at(reading.text, at)
    if not chain or not _plausible(reading, chain):
        return None
    return _choose(reading, chain[0], EXPLICIT.search(reading.before(at)), None)[0]


def read_word_day(reading: Reading, start: int) -> int:
    """Read „ersten Mai“, „dritten Oktober 1990“; return where reading goes on, `start` if there is none."""
    match = WORD_DAY.match(reading.text, start)
    if match is None or (match["m"] in NAME_MONTHS and NOUN_AHEAD.match(reading.text, match.end())):
        return start
    year = int(match["y"]) if match["y"] else None
    atom = Atom(
        start, match.end(), None, None, ORDINALS[match["nth"]], MONTHS[match["m"]], year, False, year is not None
    )
    _resolve(reading, atom, None, alone=True)
    return atom.end


def _plausible(reading: Reading, chain: list[Atom]) -> bool:
    text, first, last = reading.text, chain[0], chain[-1]
    if text[first.start] == "(":
        return reading.look == "ahead"  # in news it is the minute of a goal
    if any(atom.weekday is not None for atom in chain):
        return True
    numeric_only = all(atom.month is not None and not atom.year_printed for atom in chain)
    named = any(atom.year_printed or WORD.search(text, atom.start, atom.end) for atom in chain if atom.month)
    if last.month is not None and named:
        return True
    if last.month is not None and numeric_only:
        if re.search(r"\.\s", text[last.start : last.end]):
            return False  # „Klasse 10. 3. Mai“
        return bool(NUMERIC_CUE.search(reading.before(first.start))) and last.month <= 12
    before = reading.before(first.start)
    if before.endswith("(") and reading.look == "back":
        return False
    return (
        bool(DAY_CUE.search(before))
        and (first.day or 0) <= 31
        and not re.match(rf"{O}[A-ZÄÖÜ\d]|[\w%/]", text[last.end : last.end + 6])
    )


def _choose(
    reading: Reading, atom: Atom, explicit: re.Match[str] | None, previous: date | None
) -> tuple[date | None, str, str | None, str | None, list[str]]:
    """The day of an atom, the rule that fired, the direction and its reason where they had to be decided, and flags."""
    if atom.given:
        direction = FORWARD if atom.given >= reading.issued else BACKWARD
        return atom.given, "weekday", direction, "the day after it" if direction == FORWARD else "look", []
    if atom.day is None and (week := OF_WEEK.match(reading.text, atom.end)):
        atom.end, step = week.end(), DEICTIC[week["dx"].lower()]
        day = reading.issued + timedelta(days=(atom.weekday or 0) - reading.issued.weekday() + 7 * step)
        return day, "weekday", FORWARD if day >= reading.issued else BACKWARD, f"cue: {week['dx']}", []
    if (
        atom.day is None
        and (by := BY_HOLIDAY.match(reading.text, atom.end))
        and (feast := holiday_at(reading, by.end()))
    ):
        day = feast[1] if by["way"] == "nach" else feast[0]
        step = 1 if by["way"] == "nach" else -1
        day += timedelta(days=step * ((step * ((atom.weekday or 0) - day.weekday()) - 1) % 7 + 1))
        return day, "weekday", FORWARD if day >= reading.issued else BACKWARD, f"cue: {by['way']}", ["year_inferred"]
    if atom.day is None and (way := WAY.match(reading.text, atom.end)):
        atom.end, base = way.end(), reading.base(atom.start)
        step = 1 if way["later"] else -1
        day = base + timedelta(days=step * ((step * ((atom.weekday or 0) - base.weekday()) - 1) % 7 + 1))
        return day, "weekday", FORWARD if day >= reading.issued else BACKWARD, f"cue: {way[0].strip()}", []
    if atom.day is None:
        day, direction, reason = by_weekday(reading, atom, explicit, previous)
        return day, "weekday", direction, reason, []
    found: date | None
    if atom.month is None:
        found, reason = by_day_of_month(reading, atom, explicit, previous)
        if of_month := OF_MONTH.match(reading.text, atom.end):
            atom.end, reason = of_month.end(), "cue: des Monats"
            found = make_day(reading.issued.year, reading.issued.month, atom.day) or found
        return found, "weekday and day" if atom.weekday is not None else "day of the month", None, reason, []
    if atom.year is not None:
        flags = [] if atom.year_printed else ["year_inferred"]
        return make_day(atom.year, atom.month, atom.day), "date", None, None, flags
    if this_year := THIS_YEAR.match(reading.text, atom.end):
        atom.end = this_year.end()
        return make_day(reading.issued.year, atom.month, atom.day), "date", None, "cue: d. J.", []
    if told := YEAR_OF.match(reading.text, atom.end):
        year, cue = year_of(reading, told["year"], told["ydx"], told["yunit"])
        atom.end = told.end()
        return make_day(year or 0, atom.month, atom.day), "date", None, cue, []
    found, reason = infer_year(reading, atom, explicit, previous)
    far = found is not None and reason == "nearest day" and abs((found - reading.issued).days) > AMBIGUOUS
    return found, "day and month", None, reason, ["year_inferred", "ambiguous"] if far else ["year_inferred"]


def _date_leading_weekdays(reading: Reading, chain: list[Atom]) -> None:
    """„am Montag und Mittwoch, 12. Mai“: weekdays before a dated one are the days just before it."""
    lead = next((n for n, atom in enumerate(chain) if atom.day is not None), 0)
    dated = chain[lead]
    if not lead or dated.weekday is None:
        return
    day = _choose(reading, replace(dated), None, None)[0]
    _give_days_before(chain[:lead], day)


def _end_chain_in_the_past(reading: Reading, chain: list[Atom]) -> None:
    """„in der Nacht von Mittwoch auf Donnerstag brannte …“: looking back, the last weekday is past, too."""
    if len(chain) < 2 or any(atom.day is not None for atom in chain) or EXPLICIT.search(reading.before(chain[0].start)):
        return
    last = replace(chain[-1], start=chain[0].start)
    day, direction, _ = by_weekday(reading, last, None, None)
    if direction == BACKWARD:
        _give_days_before(chain, day + timedelta(days=1))


def _give_days_before(chain: list[Atom], day: date | None) -> None:
    """Give each weekday, from the last to the first, the nearest day before the one behind it."""
    for atom in reversed(chain):
        if day and atom.weekday is not None:
            day -= timedelta(days=(day.weekday() - atom.weekday - 1) % 7 + 1)
            atom.given = day


def _resolve(reading: Reading, atom: Atom, previous: date | None, *, alone: bool) -> date | None:
    start = atom.start
    if (
        atom.month
        and atom.day
        and not atom.year
        and alone
        and EACH_CUE.search(YEARLY_TRIM.sub("", reading.before(start, 36)))
    ):
        reading.add(start, atom.end, "SET", f"XXXX-{atom.month:02d}-{atom.day:02d}", "every year")
        return None
    if atom.day and not atom.month and (each := EACH_MONTH.match(reading.text, atom.end)):
        reading.add(start, each.end(), "SET", f"XXXX-XX-{atom.day:02d}", "every month")
        atom.end = each.end()
        return None
    explicit = EXPLICIT.search(reading.before(start))
    day, rule, direction, reason, flags = _choose(reading, atom, explicit, previous)
    if day is None:
        reading.add(start, atom.end, "DATE", None, rule, flags=("impossible",))
        return None
    if atom.weekday is not None and day.weekday() != atom.weekday:
        flags.append("weekday_mismatch")
    if direction is None and atom.year is None:
        direction = FORWARD if day >= reading.issued else BACKWARD
    if atom.year_printed:
        reading.year_named(day.year, atom.end)
    if explicit and (
        explicit["back"] or explicit["ahead"] or explicit["after"] or explicit["this"] or explicit["before"]
    ):
        start -= len(explicit[0])
        if article := ARTICLE.search(reading.before(start, 6)):
            start -= len(article[0])
    reading.day_named(day, atom.end)
    value, kind = day.isoformat(), "DATE"
    if atom.day is not None and (atom.weekday is not None or previous is None):
        reading.dated[day.weekday()] = day
    if atom.part:
        value, kind = f"{value}T{code_of(atom.part)}", "TIME"
    elif alone and (before := before_day(reading.before(start, 48))):
        start, value, kind = start - before[0], f"{value}T{before[1]}", "TIME"
    reading.evening = value[-3:] in EVENINGS
    reading.add(start, atom.end, kind, value, rule, begin=day, last=day, flags=tuple(flags), direction=direction,
                reason=reason)  # fmt: skip
    return day
