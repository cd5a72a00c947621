"""The scan: one pass over words and numbers; each that may begin a date mention is handed to its readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from archive.normalise.dates.amounts import ADJECTIVES, WEEKLY, read_amount
from archive.normalise.dates.clock import read_clock
from archive.normalise.dates.context import Reading
from archive.normalise.dates.days import read_days
from archive.normalise.dates.mention import DateMention, Look
from archive.normalise.dates.nth_weekday import read_nth_weekday
from archive.normalise.dates.periods import read_period, read_year
from archive.normalise.dates.relative import read_relative
from archive.normalise.dates.spans import with_spans
from archive.normalise.dates.vocabulary import (
    ADVERBS,
    DECADES,
    DEICTIC,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PART_MODS,
    SEASONS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
)  # fmt: skip
from archive.normalise.holidays import RULES

Reader = Callable[[Reading, int], int]
TOKEN = re.compile(r"\d+|[A-Za-zÄÖÜäöüß]+|\((?=\d{1,2}\.\))")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d|-)")
DAYPART_ENDS = ("morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht", "früh")


def _anchors() -> dict[str, tuple[Reader, ...]]:
    found: dict[str, tuple[Reader, ...]] = {}

    def put(words: Iterable[str], *readers: Reader) -> None:
        for word in words:
            for form in {word, word.capitalize() if word.islower() else word}:
                known = found.get(form, ())
                found[form] = known + tuple(r for r in readers if r not in known)

    put(WEEKDAYS, read_days)
    put((f"{day}{part}" for day in WEEKDAYS for part in DAYPART_ENDS), read_days)
    put(SHORT_WEEKDAYS, read_days)
    put(MONTHS, read_period)
    put(ADVERBS, read_relative)
    put((f"{a}{e}" for a in ("heutige", "morgige", "gestrige") for e in ("", "n", "r", "m", "s")), read_relative)
    put(RULES_FIRST, read_relative)
    put(SEASONS, read_period)
    put(PART_MODS, read_period)
    put((f"{a}e{e}" for a in ORDINALS for e in ("", "n", "r", "s", "m")), read_nth_weekday, read_relative, read_period)
    put((f"{a}{e}" for a in DEICTIC for e in ("e", "en", "er", "es", "em")), read_period)
    put(DECADES, read_period)
    put(
        "Tag Woche Wochenende Wochenendes Jahr Jahre Jahres Schuljahr Schuljahres Saison Spielzeit Wintersemester "  # noqa: SIM905
        "Sommersemester Haushaltsjahr KW Kalenderwoche Vorjahr Vorjahres Vorjahrs Folgejahr Folgejahres Vortag "
        "Vortages heuer Jahresende Jahresbeginn Jahresanfang Jahreswechsel Monatsende Vormonat Vormonats "
        "Vorwoche".split(),
        read_period,
    )
    put(
        [
            "frühen",
            "späten",
            "Morgenstunden",
            "Vormittag",
            "Mittag",
            "Nachmittag",
            "Abendstunden",
            "Abend",
            "Mitternacht",
            "Nacht",
        ],
        read_relative,
    )
    put(NUMBERS, read_amount)
    put([*WEEKLY, *ADJECTIVES, "werktags", "jeden", "jedem", "jeder", "jedes"], read_amount)
    return found


RULES_FIRST = sorted({re.split(r"[ -]", name)[0] for name in RULES})
ANCHORS = _anchors()
YEAR_READERS: tuple[Reader, ...] = (read_period, read_amount, read_year)
NUMBER_READERS: tuple[Reader, ...] = (read_clock, read_relative, read_period, read_days, read_amount)


def date_mentions(text: str, issued: date | str, *, look: Look = "ahead") -> list[DateMention]:
    """Return every date mention of a running text, in its order; span rows follow their parts.

    text:   the text; positions are its code points.
    issued: the day the text was issued, a date or an ISO day.
    look:   whether an open expression points ahead (press releases) or back (news).
    Raises: ValueError, if `issued` is no ISO day or `look` is neither.
    """
    if look not in ("ahead", "back"):
        raise ValueError(f"look is 'ahead' or 'back', not {look!r}")
    day = date.fromisoformat(issued) if isinstance(issued, str) else issued
    reading = Reading(text, day, look)
    reached, anchors = 0, ANCHORS
    for match in TOKEN.finditer(text):
        start = match.start()
        if start < reached:
            continue
        word = match[0]
        readers = anchors.get(word)
        if readers is None:
            if word[0] == "(":
                readers = (read_days,)
            elif not word[0].isdigit() or len(word) > 4:
                continue
            else:
                reached = _number(reading, start, len(word))
                continue
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
    for reader in NUMBER_READERS:
        if (end := reader(reading, start)) > start:
            return end
    return start
