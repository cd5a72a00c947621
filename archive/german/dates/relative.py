"""Words for days: „heute“, „gestern Abend“, „tags darauf“, „am selben Tag“, „in seiner heutigen (30.) Sitzung“."""

from __future__ import annotations

import re
from datetime import timedelta

from archive.german.dates.context import BACKWARD, FORWARD, Reading
from archive.german.dates.dayparts import code_of, read_part
from archive.german.dates.vocabulary import ADVERBS, one_of

W = r"[ \t\xa0\u202f\n]{1,3}"
PARTS = r"[fF]rüh|[mM]orgens?|[vV]ormittags?|[mM]ittags?|[nN]achmittags?|[aA]bends?|[nN]achts?"
ADVERB = re.compile(
    rf"(?P<word>{one_of([*ADVERBS, *(w.capitalize() for w in ADVERBS)])})\b(?!-)(?:{W}(?P<part>{PARTS})\b)?"
)
TODAYS = re.compile(
    rf"(?P<word>heutige[nrms]?|morgige[nrms]?|gestrige[nrms]?){W}(?:(?P<bracket>\((?P<d>\d{{1,2}})\.\))|"
    rf"(?P<tag>Tage?s?|Abend|Morgen|Nacht|Mittag|"
    rf"Vormittag|Nachmittag|Sitzung|Magistratssitzung|Pressekonferenz|Stadtverordnetenversammlung|"
    rf"Veranstaltung|Termin)\b)"
)
MORNING_CUE = re.compile(r"(?:[.!?:;„–\n]\s{0,3}|^)$")
NOUN_CUE = re.compile(r"\b(?:das|vom|im|dem|des|ins)\s$", re.I)
GREETED = re.compile(r"\s(?:des|der|war|graut)\b")


def read_relative(reading: Reading, start: int) -> int:
    """Read a relative day or a part of the day; return where reading goes on, `start` if there is none."""
    text = reading.text
    if match := ADVERB.match(text, start):
        return _adverb(reading, match)
    if match := TODAYS.match(text, start):
        return _todays(reading, match)
    return read_part(reading, start)


def _adverb(reading: Reading, match: re.Match[str]) -> int:
    word, start, end = match["word"], match.start(), match.end()
    if word == "Morgen" and (
        not MORNING_CUE.search(reading.before(start, 4)) or GREETED.match(reading.text[end : end + 8])
    ):
        return read_part(reading, start)
    if word[0].isupper() and NOUN_CUE.search(reading.before(start, 6)):
        return start  # „das Gestern“
    step = ADVERBS[word.lower()]
    day = reading.issued + timedelta(days=step)
    reading.day_named(day, end)
    value, kind = day.isoformat(), "DATE"
    if match["part"]:
        value, kind = f"{value}T{code_of(match['part'])}", "TIME"
        reading.evening = value[-2:] in ("EV", "AF")
    direction = FORWARD if step >= 0 else BACKWARD
    reading.add(
        start, end, kind, value, "relative day", begin=day, last=day, direction=direction, reason=f"cue: {word}"
    )
    return end


def _todays(reading: Reading, match: re.Match[str]) -> int:
    step = {"h": 0, "m": 1, "g": -1}[match["word"][0]]
    day = reading.issued + timedelta(days=step)
    if match["d"] and int(match["d"]) != day.day:
        return match.start()
    part = match["tag"] if match["tag"] in ("Abend", "Morgen", "Nacht", "Mittag", "Vormittag", "Nachmittag") else None
    end = match.end() if match["bracket"] or part or match["tag"].startswith("Tag") else match.end("word")
    reading.day_named(day, end)
    kind, value = ("TIME", f"{day}T{code_of(part)}") if part else ("DATE", day.isoformat())
    reading.add(match.start(), end, kind, value, "relative day", begin=day, last=day,
                direction=FORWARD if step >= 0 else BACKWARD, reason=f"cue: {match['word']}")  # fmt: skip
    return end
