"""The scan: one pass over words and numbers; each that may begin a date mention is handed to its readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from archive.german.dates.amounts import COMPOUNDS, HALVES, LONG, PLURAL_UNITS, QUANTIFIERS, read_amount, read_vague
from archive.german.dates.clock import HOURS as CLOCK_HOURS
from archive.german.dates.clock import read_clock, read_spoken
from archive.german.dates.context import Reading
from archive.german.dates.dayparts import ADVERBS as DAYPART_ADVERBS
from archive.german.dates.dayparts import HOURS, NOUNS, read_part
from archive.german.dates.days import read_days, read_word_day
from archive.german.dates.eras import NAMED_DECADES, read_era
from archive.german.dates.festive import read_holiday
from archive.german.dates.holidays import RULES
from archive.german.dates.mention import DateMention, Look
from archive.german.dates.nth_weekday import read_nth_weekday
from archive.german.dates.period_units import THIRDS
from archive.german.dates.periods import (
    read_calendar_week,
    read_counted,
    read_named_period,
    read_period,
)  # fmt: skip
from archive.german.dates.relative import read_relative
from archive.german.dates.spans import with_spans
from archive.german.dates.vocabulary import (
    ADVERBS,
    DEICTIC,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PART_MODS,
    SEASONS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
)  # fmt: skip
from archive.german.dates.weekly import (
    ADJECTIVES,
    FORMS,
    GROUPS,
    OFTEN,
    PLURALS,
    SUNDAYS,
    read_monthly,
    read_weekdays,
    read_weekly,
)  # fmt: skip
from archive.german.dates.years import read_short_year, read_year

FIRST_YEAR, LAST_YEAR = 100, 9900  # a text that was issued then has the days it may name on the calendar
Reader = Callable[[Reading, int], int]
TOKEN = re.compile(r"\d+|[A-Za-zÄÖÜäöüß]+|\((?=\d{1,2}\.\))")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d|-)")
DAYPART_ENDS = ("morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht", "früh")


UNIT_WORDS = [
    f"{stem}{end}" for stem, ends in (
        ("Tag", ("", "es")), ("Woche", ("",)), ("Wochenende", ("", "s")), ("Monat", ("", "s")),
        ("Jahr", ("", "e", "es")),
        ("Jahrzehnt", ("", "s")), ("Jahrhundert", ("", "s")), ("Quartal", ("", "s")), ("Schuljahr", ("", "es")),
        ("Saison", ("",)), ("Spielzeit", ("",)), ("Wintersemester", ("",)), ("Sommersemester", ("",)),
        ("Haushaltsjahr", ("",))) for end in ends
]  # fmt: skip
NAMED_WORDS = (
    [f"{unit}{end}" for unit in ("Vorjahr", "Vortag", "Vormonat", "Folgejahr", "Folgetag", "Folgemonat", "Vorquartal")
     for end in ("", "s", "es")]
    + [f"{unit}{third}{s}" for unit in ("Jahres", "Monats", "Quartals", "Wochen") for third in THIRDS for s in ("", "s")
       if (unit, third) != ("Wochen", "ende")]
    + ["Vorwoche", "Folgewoche", "Tag", "Woche", "Wochenende", "Monat", "Quartal", "Jahr", "tags", "Tags", "heuer"]
)  # fmt: skip
ENDINGS = ("e", "en", "er", "es", "em")


def _anchors() -> dict[str, tuple[Reader, ...]]:
    found: dict[str, tuple[Reader, ...]] = {}

    def put(words: Iterable[str], *readers: Reader) -> None:
        for word in words:
            for form in {word, word[0].upper() + word[1:]}:
                known = found.get(form, ())
                found[form] = known + tuple(r for r in readers if r not in known)

    put([*WEEKDAYS, *SHORT_WEEKDAYS], read_weekdays, read_days)
    put((f"{day}{part}{s}" for day in WEEKDAYS for part in DAYPART_ENDS for s in ("", "s")), read_days)
    put([*FORMS, *PLURALS, *SUNDAYS], read_days, read_weekdays)
    put(MONTHS, read_period)
    put(ADVERBS, read_relative)
    put((f"{a}{e}" for a in ("heutige", "morgige", "gestrige") for e in ("", "n", "r", "m", "s")), read_relative)
    put(RULES_FIRST, read_holiday)
    put(SEASONS, read_period)
    put(PART_MODS, read_era, read_counted, read_period)
    ordinals = [f"{a}{e}" for a in ORDINALS for e in ENDINGS]
    put(ordinals, read_nth_weekday, read_monthly, read_holiday, read_word_day, read_era, read_counted, read_period)
    put((f"{a}{e}" for a in ("gleiche", "selbe", "entsprechende") for e in ("", "n", "r", "s")), read_named_period)
    put((f"{a}{e}" for a in DEICTIC for e in ENDINGS), read_part, read_vague, read_counted, read_period)
    put([f"{a}{e}" for a in NAMED_DECADES for e in ("", "n", "jahre", "jahren")], read_era)
    put(["frühen", "späten", "ersten", "zweiten"], read_era)
    put(["Jahrhundertwende", "Jahrtausendwende", "Jahrtausendwechsel"], read_era)
    put(NAMED_WORDS, read_named_period)
    put(
        (f"Vorjahres{a}{e}" for a in ("zeitraum", "quartal", "monat", "halbjahr", "periode") for e in ("", "s", "es")),
        read_named_period,
    )
    put(["neue", "neues", "neuen", "neuem"], read_named_period)
    put(UNIT_WORDS, read_period)
    put(["KW", "Kalenderwoche", "Kalenderwochen"], read_calendar_week)
    put(["Q"], read_counted)
    put(
        ["halb", "viertel", "dreiviertel", "Mitternacht", "nachts", "morgens", "abends", "fünf", "zehn", "zwanzig"],
        read_spoken,
    )
    put([*NOUNS, *HOURS, "frühen", "späten", "zeitigen", "Vorabend", *DAYPART_ADVERBS], read_part)
    put(CLOCK_HOURS, read_clock)
    put(NUMBERS, read_amount)
    put([*HALVES, *QUANTIFIERS, *PLURAL_UNITS, *LONG, *COMPOUNDS], read_vague)
    put([*GROUPS, *ADJECTIVES, "jede", "jeden", "jedem", "jeder", "jedes", "alle", *OFTEN], read_weekly)
    put(["Sekunde", "Minute", "Stunde", "Tag", "Woche", "Monat", "Jahr", "Quartal"], read_weekly)
    return found


RULES_FIRST = sorted({re.split(r"[ -]", name)[0] + end for name in RULES for end in ("", "s", "es")})
ANCHORS = _anchors()
YEAR_READERS: tuple[Reader, ...] = (read_era, read_amount, read_year)
ORDINAL_READERS: tuple[Reader, ...] = (read_clock, read_monthly, read_holiday, read_era, read_counted, read_days)
NUMBER_READERS: tuple[Reader, ...] = (read_clock, read_amount, read_short_year)
DAY_READERS: tuple[Reader, ...] = (read_clock, read_days, read_amount, read_short_year)  # „5 Mai“
DECADE_READERS: tuple[Reader, ...] = (read_era, *NUMBER_READERS)  # „80er“, „14-tägig“
MONTH_INITIALS = frozenset(name[0] for name in MONTHS)


def date_mentions(text: str, issued: date | str, *, look: Look = "ahead") -> list[DateMention]:
    """Return every date mention of a running text, in its order; span rows follow their parts.

    text:   the text; positions are its code points.
    issued: the day the text was issued, a date or an ISO day.
    look:   whether an open expression points ahead (press releases) or back (news).
    Raises: ValueError, if `issued` is no ISO day or lies at an end of the calendar, or `look` is neither.
    """
    if look not in ("ahead", "back"):
        raise ValueError(f"look is 'ahead' or 'back', not {look!r}")
    day = date.fromisoformat(issued) if isinstance(issued, str) else issued
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"issued lies between the years {FIRST_YEAR} and {LAST_YEAR}, not in {day.year}")
    reading = Reading(text, day, look)
    reached, find = 0, ANCHORS.get
    for match in TOKEN.finditer(text):
        word = match[0]
        readers = find(word)
        if readers is None and word >= ":":  # neither a number nor a bracket: this is nearly every word
            continue
        start = match.start()
        if start < reached:
            continue
        if readers is None:
            if word != "(":
                reached = _number(reading, start, len(word)) if len(word) <= 4 else start
                continue
            readers = (read_days,)
        for reader in readers:
            end = reader(reading, start)
            if end > start:
                reached = end
                break
    mentions = with_spans(text, reading.mentions)
    mentions.sort(key=lambda m: (m.start, m.span, m.end))
    return mentions


def _number(reading: Reading, start: int, length: int) -> int:
    text = reading.text
    if start and (
        text[start - 1].isalnum() or (start > 1 and text[start - 1] in ".,:/+" and text[start - 2].isdigit())
    ):
        return start
    if length == 4:
        if (iso := ISO.match(text, start)) is not None:
            try:
                day = date(int(iso[1]), int(iso[2]), int(iso[3]))
            except ValueError:
                reading.add(start, iso.end(), "DATE", None, "iso", flags=("impossible",))
                return iso.end()
            reading.add(start, iso.end(), "DATE", day.isoformat(), "iso", begin=day, last=day)
            reading.day_named(day, iso.end())
            return iso.end()
        for reader in YEAR_READERS:
            if (end := reader(reading, start)) > start:
                return end
        return start
    end = start + length
    behind = text[end : end + 1]
    if behind == ".":
        readers = ORDINAL_READERS
    elif behind in ("e", "-"):
        readers = DECADE_READERS
    else:
        readers = DAY_READERS if text[end : end + 3].lstrip()[:1] in MONTH_INITIALS else NUMBER_READERS
    for reader in readers:
        if (end := reader(reading, start)) > start:
            return end
    return start
