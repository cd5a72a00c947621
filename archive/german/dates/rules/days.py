"""Days: chains of weekdays, days of the month and dates, with the years and months that they share."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.blanks import O, W
from archive.german.dates.choose import DayCandidate, Question, choose
from archive.german.dates.context import BACKWARD, FORWARD, Reading
from archive.german.dates.cues import CUE, CUE_REACH
from archive.german.dates.day_chains import LONGEST_CHAIN, NOUN_AHEAD, chain_at
from archive.german.dates.rules.dayparts import EVENINGS, before_day, code_of
from archive.german.dates.rules.table import BEFORE_MONTH, BRACKET, DAY_MONTH, DOTTED, ORDINAL, RULES, inflected, words
from archive.german.words.calendar import (
    MONTHS,
    NAME_MONTHS,
    ORDINALS,
    SHORT_WEEKDAYS,
    WEEKDAY_ADVERBS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
)
from archive.german.words.lists import word_set
from archive.german.words.pattern import one_of

EACH_YEAR_CUE = re.compile(
    r"\b(?:[aA]lljährlich|[jJ]ährlich|[jJ]edes Jahr|[jJ]edem Jahr),?\s(?:(?:immer|jeweils|stets)\s)?"
    r"(?:(?:am|zum|den|dem)\s{1,2})?$"
)
REFUSED_NAME = re.compile(
    r"\b(?:Herrn?|Frau|Familie|Dr\.|Prof\.|(?:Kommissar|Trainer|Minister|Direktor|Pfarrer|Richter|Präsident|Professor|"
    r"Sprecher|[mM]eister)(?:in)?|[sS]tadtr[aä]t(?:in)?)\s{1,2}$"
)
# „Straße des 17. Juni“; „Version 3.12.21“, „Kapitel 4.11.20“: a noun is counted by the number behind it
OF_A_NAME = re.compile(
    r"\b(?:[sS]traße|[pP]latz|[aA]llee|[bB]rücke|[dD]enkmal|[bB]ewegung)\s(?:des|vom|am|der)\s{1,2}$|[sS]traße des $|"
    r"\b(?:Version|Release|Update|Build|Firmware|Kapitel|Abschnitt|Absatz|Ziffer|Punkt|Paragra(?:f|ph)|Artikel|Nummer|Nr\.|"
    r"Anlage|Abbildung|Tabelle|Norm|Zimmer|Raum|Gebäude|Position|Seite|IP|Software|App|v|V)\s{1,2}$|software\s{1,2}$"
)
FIRST_NAMES = word_set("female_names") | word_set("male_names") | word_set("shared_names")
# „Trainerin Mona Sonntag“, „die Vorsitzende Anke Sonntag“: a first name in front, known or behind an office
OFFICE = r"[A-ZÄÖÜ][\wäöüß-]*(?:in|er|or|ent|eur|at|ist|chef|leiter|rat|rätin|[Vv]orsitzende)"
NAME_AHEAD = re.compile(rf"(?:(?P<office>{OFFICE})\s)?"
                        r"(?P<first>[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?)\s$")  # fmt: skip
YEARLY = re.compile(r"\s(?:eines\s)?jede[sn]\sJahre?s\b")
HOUSES = re.compile(r"\s\d{1,3}[a-z]?\s?(?:bis|und|–|-)\s?$")  # „Mühlweg 3 bis 5“
EACH_MONTH = re.compile(r"\s(?:eines\s)?jede[ns]\sMonats\b")
ARTICLE_BEFORE_DAY = re.compile(r"(?<!\w)(?:der|den|die|das)\s$")
MONTH_ORDINALS = {word.capitalize(): number for word, number in ORDINALS.items() if 1 <= number <= 12}
WORD_DAY_CUE = re.compile(r"\b(?:am|vom|zum|bis|ab|dem|den|der|Am|Vom|Zum|Bis|Ab|Der|Den)\s$")
WORD_DAY = re.compile(
    rf"(?P<nth>{one_of(w for w in ORDINALS if w != 'letzt')})e[nrs]?{W}"
    rf"(?:(?P<m>{one_of(MONTHS)})|(?P<mth>{one_of(MONTH_ORDINALS)})e[nrs]?)\b(?![-\w])"
    rf"(?:{W}(?P<y>[12]\d{{3}})(?!\d|[.,]\d))?"
)
DAY_CUE = re.compile(
    r"(?:\b(?:am|vom|zum|bis|ab|seit|dem|auf den|Den|den|Termine?:|Am|Vom|Ab|"
    r"Bis|Seit|Zum|heutigen|morgigen)\s{1,2}|\()$"
)
NUMERIC_CUE = re.compile(
    r"(?:\b(?:am|vom|zum|bis|ab|seit|dem|den|und|von|Termine?:|Am|Vom|Ab|Bis|"
    r"Seit|der|Der|heutigen|heute|einschließlich|einschl\.|inkl\.|spätestens|Stand|Beginn|"
    r"Start|Termin|Anmeldeschluss)[ \xa0]{1,2}|[(–,:] ?)$"
)
# „29.6., 19 Uhr: Lesung“ on a line of its own
LINE_START = re.compile(r"(?:^|\n)[ \t•*·–-]{0,4}$")
OF_A_LIST = re.compile(r"\s?[,|]\s|\s?[–-]\s|:\s|\s(?:um\s)?\d{1,2}(?:[.:]\d\d)?\s?(?:Uhr|h)\b")
GLUED = ("morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht", "früh")
DAY_WORDS = [*WEEKDAYS, *SHORT_WEEKDAYS, *(f"{day}{part}{s}" for day in WEEKDAYS for part in GLUED for s in ("", "s")),
             *WEEKDAY_ADVERBS, *WEEKDAY_PLURALS, "Sonn"]  # fmt: skip
NOT_NAMES = frozenset(
    ["am", "bis", "von", "vom", "seit", "ab", "zum", "nur", "auch", "schon", "jeden", "diesen", "kommenden"]
)
NIGHTS = "ächte"  # „in den Nächten vom 22. auf den 23. und vom 29. auf den 30. Oktober“
LONGEST_SPAN = 31  # days of a span that clock times behind it may hold on
TWO_LETTERS = re.compile(r"[A-Za-zä]{2}")


@RULES.rule(
    "days", order=200, label="Tag", trigger=(*words(DAY_WORDS), ORDINAL, DAY_MONTH, DOTTED, BEFORE_MONTH, BRACKET),
    rows={"weekday": "Wochentag", "weekday and day": "Wochentag und Tag", "day of the month": "Tag des Monats",
          "day and month": "Tag und Monat", "date": "Datum", "several days": "mehrere Tage", "span": "Zeitraum",
          "every year": "jedes Jahr", "every month": "jeden Monat"},
    yes=["Am Mittwoch, 5. Mai 2021, tagt der Rat. → 2021-05-05",
         "Vom 5. bis 9. Mai ist Kirmes. → 2021-05-05/2021-05-09"],
    no=["Herr Freitag kommt.", "Die Straße des 17. Juni ist gesperrt."],
)  # fmt: skip
def read_days(reading: Reading, start: int) -> int:
    """Read a chain of days at a position; return where reading continues, `start` if there is none."""
    chain = chain_at(reading.text, start)
    if not chain:
        return start
    before = reading.before(start, 16)
    if (chain[0].day is None and _is_surname(reading, chain[0])) or OF_A_NAME.search(before):
        return chain[0].end  # a name, a street
    if not _plausible(reading, chain):
        return chain[-1].end if len(chain) == LONGEST_CHAIN else start
    if chain[0].day is None and reading.text[start - 1 : start] == "(" and reading.anchor_at == start - 2:
        return chain[0].end  # „30. April (Freitag)“: the day is named already
    if len(chain) > 1:
        chain = _end_chain_in_the_past(reading, _date_leading_weekdays(reading, chain))
    days: list[date | None] = []
    previous: date | None = None
    end = chain[-1].end
    for candidate in chain:
        previous, end = _resolve(reading, candidate, previous, alone=len(chain) == 1)
        days.append(previous)
    if len(chain) == 1:
        return end
    real = [day for day in days if day]
    if len(real) == len(chain) and "sondern" not in reading.text[chain[0].end : chain[-1].start]:
        begin, last = min(real), max(real)
        apart = _apart(reading, chain)
        ranged = any(candidate.ranged for candidate in chain) and not apart
        reading.add(chain[0].start, end, "DURATION", f"{begin}/{last}", "span" if ranged else "several days",
                    begin=begin, last=last, span=True)  # fmt: skip
        if apart and NIGHTS not in reading.before(chain[0].start, 16):
            reading.day_named(real[-1], end)  # the hours behind it are those of the new day
            return end
        length = (last - begin).days
        all_days = (
            tuple(begin + timedelta(days=n) for n in range(length + 1)) if ranged and length <= LONGEST_SPAN else ()
        )
        reading.days_named(all_days or tuple(real), end, listed=not ranged)
    return end


def day_ahead(reading: Reading, at: int) -> date | None:
    """Return the first day of the chain at a position, without reading it: „um 19 Uhr am [5. Mai]“."""
    chain = chain_at(reading.text, at)
    if not chain or not _plausible(reading, chain):
        return None
    return choose(Question(reading, chain[0], CUE.search(reading.before(at)))).day


@RULES.rule(
    "word_day", order=80, label="Tag in Worten", opener=words(inflected(ORDINALS)), ahead=[*MONTHS, *MONTH_ORDINALS],
    rows={"day and month": "Tag und Monat", "date": "Datum", "every year": "jedes Jahr"},
    yes=["Am ersten Mai ist frei. → 2021-05-01", "Am vierten Achten ist Markt. → 2021-08-04",
         "Der dritte Oktober 1990 war ein Mittwoch. → 1990-10-03"],
    no=["Das erste Mai-Fest ist heute."],
)  # fmt: skip
def read_word_day(reading: Reading, start: int) -> int:
    """Read „ersten Mai“, „dritten Oktober 1990“; return where reading continues, `start` if there is none."""
    match = WORD_DAY.match(reading.text, start)
    if match is None or (match["m"] in NAME_MONTHS and NOUN_AHEAD.match(reading.text, match.end())):
        return start
    if match["mth"] and (
        not WORD_DAY_CUE.search(reading.before(start, 8)) or NOUN_AHEAD.match(reading.text, match.end())
    ):
        return start  # „die ersten Dritten“
    month = MONTHS[match["m"]] if match["m"] else MONTH_ORDINALS[match["mth"]]
    year = int(match["y"]) if match["y"] else None
    candidate = DayCandidate(
        start, match.end(), None, None, ORDINALS[match["nth"]], month, year, False, year is not None
    )
    return _resolve(reading, candidate, None, alone=True)[1]


def _apart(reading: Reading, chain: list[DayCandidate]) -> bool:
    """„vom 6. auf den 7. Januar verschoben“: two days and no span, but for one night."""
    between = reading.text[chain[0].end : chain[-1].start]
    return " auf " in f" {between} " and "acht " not in reading.before(chain[0].start, 16)


def _is_surname(reading: Reading, candidate: DayCandidate) -> bool:
    """„Herr Freitag“, „Jutta Freitag“, „Trainerin Mona Sonntag“."""
    before = reading.before(candidate.start, 48)
    if REFUSED_NAME.search(before):
        return True
    ahead = NAME_AHEAD.search(before)
    return (
        ahead is not None
        and (ahead["office"] is not None or ahead["first"].lower() in FIRST_NAMES)
        and (ahead["first"] not in WEEKDAYS and ahead["first"].lower() not in NOT_NAMES)
    )


def _plausible(reading: Reading, chain: list[DayCandidate]) -> bool:
    text, first, last = reading.text, chain[0], chain[-1]
    if text[first.start] == "(":
        return reading.look == "ahead"  # in news it is the minute of a goal
    if first.weekday is not None or any(candidate.weekday is not None for candidate in chain):
        return True
    numeric_only = all(candidate.month is not None and not candidate.year_printed for candidate in chain)
    named = any(
        candidate.year_printed or TWO_LETTERS.search(text, candidate.start, candidate.end)
        for candidate in chain
        if candidate.month
    )
    if last.month is not None and named:
        return True
    if last.month is not None and numeric_only:
        if re.search(r"\.\s", text[last.start : last.end]) and len(chain) == 1:
            return False  # „Klasse 10. 3. Mai“
        before = reading.before(first.start)
        listed = LINE_START.search(before) and OF_A_LIST.match(text, last.end)
        return bool(listed or NUMERIC_CUE.search(before)) and last.month <= 12
    before = reading.before(first.start)
    if HOUSES.search(before):
        return False
    if before.endswith("(") and reading.look == "back":
        return False
    return (
        bool(DAY_CUE.search(before))
        and (first.day or 0) <= 31
        and not re.match(rf"{O}[A-ZÄÖÜ\d]|[\w%/]", text[last.end : last.end + 6])
    )


def _date_leading_weekdays(reading: Reading, chain: list[DayCandidate]) -> list[DayCandidate]:
    """„am Montag und Mittwoch, 12. Mai“: weekdays before a dated one are the days just before it."""
    lead = next((n for n, candidate in enumerate(chain) if candidate.day is not None), 0)
    if not lead or chain[lead].weekday is None:
        return chain
    day = choose(Question(reading, chain[lead])).day
    return _given_days_before(chain[:lead], day) + chain[lead:]


def _end_chain_in_the_past(reading: Reading, chain: list[DayCandidate]) -> list[DayCandidate]:
    """„in der Nacht von Mittwoch auf Donnerstag brannte …“: looking back, the last weekday is in the past, too."""
    if any(c.day is not None or c.given for c in chain) or CUE.search(reading.before(chain[0].start)):
        return chain
    last = choose(Question(reading, chain[-1]._replace(start=chain[0].start)))
    if last.direction != BACKWARD or last.day is None:
        return chain
    return _given_days_before(chain, last.day + timedelta(days=1))


def _given_days_before(chain: list[DayCandidate], day: date | None) -> list[DayCandidate]:
    """Give each weekday, from the last to the first, the nearest day before the one that follows it."""
    given: list[DayCandidate] = []
    for candidate in reversed(chain):
        if day and candidate.weekday is not None:
            day -= timedelta(days=(day.weekday() - candidate.weekday - 1) % 7 + 1)
            given.insert(0, candidate._replace(given=day))
        else:
            given.insert(0, candidate)
    return given


def _resolve(
    reading: Reading, candidate: DayCandidate, previous: date | None, *, alone: bool
) -> tuple[date | None, int]:
    """Add a day; return it (None if it never existed) and where its mention ends."""
    start = candidate.start
    if (
        candidate.month
        and candidate.day
        and not candidate.year
        and alone
        and EACH_YEAR_CUE.search(reading.before(start, 36))
    ):
        value = f"XXXX-{candidate.month:02d}-{candidate.day:02d}"
        reading.add(start, candidate.end, "SET", value, "every year")
        return None, candidate.end
    if candidate.day and candidate.month and not candidate.year and (each := YEARLY.match(reading.text, candidate.end)):
        reading.add(start, each.end(), "SET", f"XXXX-{candidate.month:02d}-{candidate.day:02d}", "every year")
        return None, each.end()
    if candidate.day and not candidate.month and (each := EACH_MONTH.match(reading.text, candidate.end)):
        reading.add(start, each.end(), "SET", f"XXXX-XX-{candidate.day:02d}", "every month")
        return None, each.end()
    cue = CUE.search(reading.before(start, CUE_REACH))
    decision = choose(Question(reading, candidate, cue, previous))
    day, end = decision.day, decision.end
    if day is None:
        reading.add(start, end, "DATE", None, decision.row, flags=("impossible",))
        return None, end
    flags, direction = decision.flags, decision.direction
    if candidate.weekday is not None and day.weekday() != candidate.weekday:
        flags += ("weekday_mismatch",)
    if direction is None and candidate.year is None:
        direction = FORWARD if day >= reading.issued else BACKWARD
    if candidate.year_printed:
        reading.year_named(day.year, end)
    if cue and (cue["back"] or cue["ahead"] or cue["after"] or cue["this"] or cue["before"]):
        start -= len(cue[0])
        if article := ARTICLE_BEFORE_DAY.search(reading.before(start, 6)):
            start -= len(article[0])
    value, kind = day.isoformat(), "DATE"
    if candidate.day is not None and (candidate.weekday is not None or previous is None):
        reading.date_weekday(day)
    if candidate.part:
        value, kind = f"{value}T{code_of(candidate.part)}", "TIME"
    elif alone and (before := before_day(reading.before(start, 48))):
        start, value, kind = start - before[0], f"{value}T{before[1]}", "TIME"
    sure = candidate.day is not None or "ambiguous" not in flags
    reading.day_named(day, end, evening=value.endswith(EVENINGS), sure=sure)
    reading.add(start, end, kind, value, decision.row, begin=day, last=day, flags=flags, direction=direction,
                reason=decision.reason)  # fmt: skip
    return day, end
