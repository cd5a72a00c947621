"""Days: chains of weekdays, days of the month and dates, with the years and months that they share."""

from __future__ import annotations

import re
from datetime import date

from archive.normalise.dates.clock import CLOCK_AHEAD
from archive.normalise.dates.context import BACKWARD, FORWARD, Reading, make_day
from archive.normalise.dates.day_choice import EXPLICIT, Atom, by_day_of_month, by_weekday, infer_year
from archive.normalise.dates.vocabulary import (
    DAYPARTS,
    MONTHS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
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
BARE_WEEKDAY = re.compile(rf"(?<!\w)(?<!\w-)(?P<wd>{one_of(WEEKDAYS)})(?P<part>{DAYPART})?\b(?!-[A-Za-z])")
SHORT_HOURS = re.compile(
    rf"(?<!\w)({one_of(SHORT_WEEKDAYS)})\.?(?:{O}(?:-|–|bis|und|,|\+){O}({one_of(SHORT_WEEKDAYS)})\b\.?)?(?=[ :,\xa0])"
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
    r"Seit|der|heutigen|heute)[ \xa0]{1,2}|[(–,] ?)$"
)
LONGEST_CHAIN = 15  # days; so many numbers in a row that are no days are passed over whole, not tried from each one
PIVOT = 70  # two-digit years: 00 to 69 are 2000 to 2069


def read_days(reading: Reading, start: int) -> int:
    """Read a chain of days at a position; return where reading goes on, `start` if there is none."""
    if (hours := SHORT_HOURS.match(reading.text, start)) and (end := _short_hours(reading, hours)) > start:
        return end
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
    if not _plausible(reading, chain):
        return chain[-1].end if len(chain) == LONGEST_CHAIN else start
    if chain[0].day is None and reading.text[start - 1 : start] == "(" and reading.anchor_at == start - 2:
        return chain[0].end  # „30. April (Freitag)“: the day is named already
    if _weekly(reading, chain):
        return chain[-1].end
    days: list[date | None] = []
    previous: date | None = None
    for atom in chain:
        previous = _resolve(reading, atom, previous)
        days.append(previous)
    real = [day for day in days if day]
    if len(chain) > 1 and len(real) == len(chain):
        begin, last = min(real), max(real)
        ranged = any(atom.ranged for atom in chain)
        reading.add(chain[0].start, chain[-1].end, "DURATION", f"{begin}/{last}", "span" if ranged else "list",
                    begin=begin, last=last, span=True)  # fmt: skip
        reading.day_named(real[0], chain[-1].end)
    return chain[-1].end


def _chain(reading: Reading, start: int) -> list[Atom]:
    text = reading.text
    chain: list[Atom] = []
    atom = _atom(text, start, False)
    while atom and len(chain) < LONGEST_CHAIN:
        chain.append(atom)
        link = LINK.match(text, atom.end)
        atom = _atom(text, link.end(), link["range"] is not None) if link else None
        if atom and atom.weekday is None and atom.month is None and chain[-1].day is None:
            break
    while (
        chain and chain[-1].day is not None and chain[-1].month is None and chain[-1].weekday is None and len(chain) > 1
    ):
        if not NOUN_AHEAD.match(text, chain[-1].end) or chain[-2].month is None:
            break
        chain.pop()
    return chain


def _atom(text: str, at: int, ranged: bool) -> Atom | None:
    if at >= len(text):
        return None
    if text[at].isdigit():
        match = (LINKED_NUMBER if ranged else BARE_NUMBER).match(text, at)
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
            return Atom(at, bare.end(), WEEKDAYS[bare["wd"]], bare["part"], None, None, None, ranged)
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


def _short_hours(reading: Reading, match: re.Match[str]) -> int:
    """Opening hours with short weekdays: „Mo–Fr 9–16 Uhr“."""
    if not CLOCK_AHEAD.match(reading.text, match.end()):
        return match.start()
    values = [f"XXXX-WXX-{SHORT_WEEKDAYS[match[group]] + 1}" for group in (1, 2) if match[group]]
    for group, value in enumerate(values, 1):
        reading.add(match.start(group), match.end(group), "SET", value, "opening hours")
    if len(values) == 2:
        reading.add(match.start(), match.end(), "SET", "/".join(values), "opening hours", span=True)
    reading.pattern, reading.pattern_at = values[0], match.end()
    return match.end()


def _weekly(reading: Reading, chain: list[Atom]) -> bool:
    """Opening hours: weekdays without a date in front of clock times are a SET."""
    if any(atom.day is not None or atom.weekday is None for atom in chain) or len(chain) < 2:
        return False
    first, last = chain[0], chain[-1]
    wide = len(chain) > 2 or (last.ranged and ((last.weekday or 0) - (first.weekday or 0)) % 7 > 1)
    if not wide or not CLOCK_AHEAD.match(reading.text, last.end):
        return False
    for atom in chain:
        reading.add(atom.start, atom.end, "SET", f"XXXX-WXX-{(atom.weekday or 0) + 1}", "opening hours")
    value = f"XXXX-WXX-{(first.weekday or 0) + 1}/XXXX-WXX-{(last.weekday or 0) + 1}"
    reading.add(first.start, last.end, "SET", value, "opening hours", span=True)
    reading.pattern, reading.pattern_at = f"XXXX-WXX-{(first.weekday or 0) + 1}", last.end
    return True


def _resolve(reading: Reading, atom: Atom, previous: date | None) -> date | None:
    text, flags, start = reading.text, [], atom.start
    explicit = EXPLICIT.search(reading.before(start))
    direction, reason, cue = None, None, False
    day: date | None
    if atom.day is None:
        day, direction, reason = by_weekday(reading, atom, explicit, previous)
        rule = "weekday"
    elif atom.month is None:
        day, reason = by_day_of_month(reading, atom, explicit, previous)
        rule = "weekday and day" if atom.weekday is not None else "day of the month"
    elif atom.year is not None:
        day, rule = make_day(atom.year, atom.month, atom.day), "date"
        if not atom.year_printed:
            flags.append("year_inferred")
    else:
        _, tense, cue = reading.direction(start, atom.end)
        day, reason = infer_year(reading, atom, explicit, tense if cue else None, previous)
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
    if (
        explicit
        and (explicit["back"] or explicit["ahead"] or explicit["now"] == "diesen")
        and text[explicit.start()] != " "
    ):
        start = start - (len(explicit[0]))
    reading.day_named(day, atom.end)
    value, kind = day.isoformat(), "DATE"
    if atom.part:
        part = DAYPARTS[atom.part.rstrip("s")] if atom.part.rstrip("s") in DAYPARTS else DAYPARTS[atom.part]
        value, kind = f"{value}T{part}", "TIME"
    reading.add(start, atom.end, kind, value, rule, begin=day, last=day, flags=tuple(flags), direction=direction,
                reason=reason)  # fmt: skip
    return day
