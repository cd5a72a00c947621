"""Days: chains of weekdays, days of the month and dates, with the years and months that they share."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.normalise.dates.context import BACKWARD, FORWARD, Reading, make_day
from archive.normalise.dates.day_choice import EXPLICIT, Atom, by_day_of_month, by_weekday, infer_year
from archive.normalise.dates.dayparts import before_day, code_of
from archive.normalise.dates.period_patterns import OF_DEICTIC, YEARS, W
from archive.normalise.dates.period_rows import year_of
from archive.normalise.dates.vocabulary import (
    DEICTIC,
    MONTHS,
    NAME_MONTHS,
    ORDINALS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    STORY,
    WEEKDAYS,
    one_of,
)  # fmt: skip

S = r"[ \t\xa0\u202f]{1,4}\n?"
O = r"[ \t\xa0\u202f]{0,4}\n?"  # noqa: E741
MONTH = rf"(?:{one_of(MONTHS)})\b\.?"
DAYPART = r"(?:früh|morgens?|vormittag|mittag|nachmittag|abend|nacht)s?"
NUMBER = (
    rf"(?P<d>\d{{1,2}})(?:\.{O}(?P<mn>\d{{1,2}})\.(?:{O}(?P<yn>\d{{4}}|\d{{2}})(?![\d:]|\.\d|{O}Uhr))?"
    rf"|\.?{O}(?P<m>{MONTH})(?:{O},?{O}(?P<y>[12]\d{{3}})(?!\d|{O}Uhr|[.,]\d))?|\.(?!\d))"
)
AMBIGUOUS = 150  # days; the other year lies hardly further off
WEEKDAY = (
    rf"(?:(?P<wd>{one_of(WEEKDAYS)})s?(?P<part>{DAYPART})?\b\.?"
    rf"|(?P<wds>{one_of(SHORT_WEEKDAYS)})\b\.?(?=,?{O}\(?\d))"
)
ATOM = re.compile(rf"(?<!\w)(?<!\w-){WEEKDAY}(?:(?P<open>{O}\({O})|{O},?{O})(?:de[nm]{S})?{NUMBER}(?(open){O}\))")
BARE_WEEKDAY = re.compile(
    rf"(?<!\w)(?<!\w-)(?P<wd>{one_of(WEEKDAYS)})(?P<genitive>s\b)?(?:[ \xa0]?(?P<part>{DAYPART}|Morgen|Vormittag|"
    rf"Mittag|Nachmittag|Abend|Nacht))?\b(?!-[A-Za-z])"
)
GENITIVE_CUE = re.compile(
    r"\b(?:des|vergangenen|kommenden|nächsten|letzten|heutigen|gestrigen|morgigen|dieses)\s{1,2}$"
)
YEAR_OF = re.compile(rf"{W}(?:des|im){W}Jahre?s?{W}(?P<year>{YEARS})|{OF_DEICTIC}")
EACH_CUE = re.compile(
    r"\b(?:[aA]lljährlich|[jJ]ährlich|[jJ]edes Jahr|[jJ]edem Jahr),?\s(?:(?:immer|jeweils|stets)\s)?$"
)
OF_WEEK = re.compile(rf"{W}(?:der{W})?(?P<dx>{one_of(w for w in DEICTIC if w not in STORY)})e[nr]{W}Woche\b(?!-)")
REFUSED_NAME = re.compile(r"\b(?:Herrn?|Frau|Familie|Dr\.|Prof\.)\s{1,2}$")
PLACE = re.compile(
    r"\b(?:[sS]traße|[pP]latz|[aA]llee|[bB]rücke|[dD]enkmal|[bB]ewegung)\s(?:des|vom|am|der)\s{1,2}$|[sS]traße des $"
)
YEARLY_TRIM = re.compile(r"(?:am|zum|den|dem)\s{1,2}$")
WORD_DAY = re.compile(
    rf"(?P<nth>{one_of(w for w in ORDINALS if w != 'letzt')})e[nrs]?{S}(?P<m>{one_of(MONTHS)})\b(?![-\w])"
    rf"(?:{S}(?P<y>[12]\d{{3}})(?!\d|[.,]\d))?"
)
BARE_NUMBER = re.compile(rf"(?<![\w.:/-]){NUMBER}")
LINKED_NUMBER = re.compile(NUMBER)
BRACKET = re.compile(r"\((\d{1,2})\.\)")
LINK = re.compile(
    rf"{O},?{O}(?:(?P<range>bis(?:{S}(?:einschließlich|zum|zu))?|auf(?=\sden)|–|-|—)|und|sowie|oder|bzw\.|&|\+|/|,){O}"
    rf"(?:(?:am|vom|zum|auf|den|dem){S}){{0,2}}"
)
DAY_CUE = re.compile(
    r"(?:\b(?:am|vom|zum|bis|ab|seit|dem|auf den|Den|den|Termine?:|Am|Vom|Ab|"
    r"Bis|Seit|Zum|heutigen|morgigen)\s{1,2}|\()$"
)
NOUN_AHEAD = re.compile(rf"{O}[A-ZÄÖÜ]\w")
NUMERIC_CUE = re.compile(
    r"(?:\b(?:am|vom|zum|bis|ab|seit|dem|den|und|von|Termine?:|Am|Vom|Ab|Bis|"
    r"Seit|der|heutigen|heute|einschließlich|spätestens|Stand)[ \xa0]{1,2}|[(–,:] ?)$"
)
LONGEST_SPAN = 31  # days of a span that clock times behind it may hold on
LONGEST_CHAIN = 15  # days; so many numbers in a row that are no days are passed over whole, not tried from each one
EVENINGS = ("TEV", "TAF")
PIVOT = 70  # two-digit years: 00 to 69 are 2000 to 2069


def read_days(reading: Reading, start: int) -> int:
    """Read a chain of days at a position; return where reading goes on, `start` if there is none."""
    chain = _chain(reading, start)
    if not chain:
        return start
    for later, earlier in zip(reversed(chain), reversed(chain[:-1]), strict=False):
        if earlier.day is not None and later.day is not None:
            if earlier.year is None and (earlier.month is not None or later.month is not None):
                earlier.year = later.year
                if earlier.month and later.month and earlier.month > later.month and later.year:
                    earlier.year = later.year - 1
            if earlier.month is None:
                earlier.month = later.month
    before = reading.before(start, 16)
    if (chain[0].day is None and REFUSED_NAME.search(before)) or PLACE.search(before):
        return chain[0].end  # a name, a street
    if not _plausible(reading, chain):
        return chain[-1].end if len(chain) == LONGEST_CHAIN else start
    if chain[0].day is None and reading.text[start - 1 : start] == "(" and reading.anchor_at == start - 2:
        return chain[0].end  # „30. April (Freitag)“: the day is named already
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


def _chain(reading: Reading, start: int) -> list[Atom]:
    text = reading.text
    chain: list[Atom] = []
    atom = _atom(text, start, False)
    while atom and len(chain) < LONGEST_CHAIN:
        chain.append(atom)
        link = LINK.match(text, atom.end)
        atom = _atom(text, link.end(), link["range"] is not None, linked=True) if link else None
        if atom and atom.weekday is None and atom.month is None and chain[-1].day is None:
            break
    while (
        chain and chain[-1].day is not None and chain[-1].month is None and chain[-1].weekday is None and len(chain) > 1
    ):
        if not NOUN_AHEAD.match(text, chain[-1].end) or chain[-2].month is None:
            break
        chain.pop()
    return chain


def _atom(text: str, at: int, ranged: bool, linked: bool = False) -> Atom | None:
    if at >= len(text):
        return None
    if text[at].isdigit():
        match = (LINKED_NUMBER if linked else BARE_NUMBER).match(text, at)
    else:
        match = ATOM.match(text, at)
        if match and match["d"] and not (match["m"] or match["mn"] or match["open"] or match["wd"]):
            return None
        if match is None:
            bracket = BRACKET.match(text, at)
            if bracket:
                return Atom(at, bracket.end(), None, None, int(bracket[1]), None, None, ranged)
            bare = BARE_WEEKDAY.match(text, at)
            if bare is None:
                return None
            if bare["genitive"] and not GENITIVE_CUE.search(text[max(0, at - 12) : at]):
                return None  # „montags“ at the start of a sentence
            return Atom(
                at, bare.end(), WEEKDAYS[bare["wd"]], (bare["part"] or "").lower() or None, None, None, None, ranged
            )
    if match is None:
        return None
    got = match.groupdict()
    if (
        got["m"] in SHORT_MONTHS
        and not got["y"]
        and re.match(r"\s[A-ZÄÖÜ][a-zäöü]", text[match.end() : match.end() + 3])
    ):
        return None  # a first name („9. Jan Beispiel“)
    weekday = WEEKDAYS.get(got.get("wd") or "", SHORT_WEEKDAYS.get(got.get("wds") or ""))
    month = int(got["mn"]) if got["mn"] else MONTHS.get((got["m"] or "").rstrip("."))
    printed = got["yn"] or got["y"]
    year = int(printed) if printed else None
    if year is not None and year < 100:
        year += 2000 if year < PIVOT else 1900
    end = match.end()
    if got["m"] and not got["y"] and got["m"].endswith(".") and got["m"].rstrip(".") not in SHORT_MONTHS:
        end -= 1  # the full stop of the sentence
    return Atom(at, end, weekday, got.get("part"), int(got["d"]), month, year, ranged, year is not None)


def _plausible(reading: Reading, chain: list[Atom]) -> bool:
    text, first, last = reading.text, chain[0], chain[-1]
    if any(atom.weekday is not None for atom in chain) or text[first.start] == "(":
        return True
    numeric_only = all(atom.month is not None and not atom.year_printed for atom in chain)
    named = any(text[atom.end - 1].isalpha() or atom.year_printed for atom in chain if atom.month)
    if last.month is not None and named:
        return True
    if last.month is not None and numeric_only:
        if re.search(r"\.\s", text[last.start : last.end]):
            return False  # „Klasse 10. 3. Mai“
        return bool(NUMERIC_CUE.search(reading.before(first.start))) and last.month <= 12
    before = reading.before(first.start)
    return (
        bool(DAY_CUE.search(before))
        and (first.day or 0) <= 31
        and not re.match(rf"{O}[A-ZÄÖÜ\d]|[\w%]", text[last.end : last.end + 6])
    )


def _resolve(reading: Reading, atom: Atom, previous: date | None, *, alone: bool) -> date | None:
    text, flags, start = reading.text, [], atom.start
    if (
        atom.month
        and atom.day
        and not atom.year
        and alone
        and EACH_CUE.search(YEARLY_TRIM.sub("", reading.before(start, 36)))
    ):
        reading.add(start, atom.end, "SET", f"XXXX-{atom.month:02d}-{atom.day:02d}", "every year")
        return None
    explicit = EXPLICIT.search(reading.before(start))
    direction, reason, _cue = None, None, False
    day: date | None
    if atom.day is None and (week := OF_WEEK.match(text, atom.end)):
        step = DEICTIC[week["dx"].lower()]
        day = reading.issued + timedelta(days=(atom.weekday or 0) - reading.issued.weekday() + 7 * step)
        direction, reason, rule, atom.end = (
            (FORWARD if day >= reading.issued else BACKWARD),
            f"cue: {week['dx']}",
            "weekday",
            week.end(),
        )
    elif atom.day is None:
        day, direction, reason = by_weekday(reading, atom, explicit, previous)
        rule = "weekday"
    elif atom.month is None:
        day, reason = by_day_of_month(reading, atom, explicit, previous)
        rule = "weekday and day" if atom.weekday is not None else "day of the month"
    elif atom.year is not None:
        day, rule = make_day(atom.year, atom.month, atom.day), "date"
        if not atom.year_printed:
            flags.append("year_inferred")
    elif (told := YEAR_OF.match(text, atom.end)) and atom.month is not None:
        year, reason = year_of(reading, told["year"], told["ydx"], told["yunit"])
        day, rule, atom.end = make_day(year or 0, atom.month, atom.day), "date", told.end()
    else:
        day, reason = infer_year(reading, atom, explicit, previous)
        rule = "day and month"
        flags.append("year_inferred")
        if day and reason == "nearest day" and abs((day - reading.issued).days) > AMBIGUOUS:
            flags.append("ambiguous")
    if day is None:
        reading.add(start, atom.end, "DATE", None, rule, flags=("impossible",))
        return None
    if atom.weekday is not None and day.weekday() != atom.weekday:
        flags.append("weekday_mismatch")
    if direction is None and atom.year is None:
        direction = FORWARD if day >= reading.issued else BACKWARD
    if atom.year_printed:
        reading.year_named(day.year, atom.end)
    if explicit and (explicit["back"] or explicit["ahead"] or explicit["after"] or explicit["now"] == "diesen"):
        start = start - (len(explicit[0]))
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
