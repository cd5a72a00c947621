"""Words for days: „heute“, „gestern Abend“, „tags darauf“, „am selben Tag“, „in seiner heutigen (30.) Sitzung“."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.blanks import W
from archive.german.dates.context import BACKWARD, FORWARD, Reading
from archive.german.dates.periods import COUNTED
from archive.german.dates.reasons import PAST_YEAR
from archive.german.dates.rules.dayparts import EVENINGS, code_of
from archive.german.dates.rules.table import RULES, inflected, words
from archive.german.words.calendar import RELATIVE_DAYS
from archive.german.words.pattern import one_of

PART_FORMS = r"[fF]rüh|[mM]orgens?|[vV]ormittags?|[mM]ittags?|[nN]achmittags?|[aA]bends?|[nN]achts?"
RELATIVE_DAY = re.compile(
    rf"(?P<word>{one_of([*RELATIVE_DAYS, *(w.capitalize() for w in RELATIVE_DAYS)])})\b(?!-)"
    rf"(?:{W}(?P<part>{PART_FORMS})\b)?"
)
TODAYS = re.compile(
    rf"(?P<word>heutige[nrms]?|morgige[nrms]?|gestrige[nrms]?){W}(?:(?P<bracket>\((?P<d>\d{{1,2}})\.\))|"
    rf"(?P<tag>Tage?s?|Abend|Morgen|Nacht|Mittag|"
    rf"Vormittag|Nachmittag|Sitzung|Magistratssitzung|Pressekonferenz|Stadtverordnetenversammlung|"
    rf"Veranstaltung|Termin)\b)"
)
OF_TOMORROW = re.compile(r"[A-ZÄÖÜ][\wäöüß-]+\svon\s$")
DAY_BEHIND = re.compile(r"\s(?:an|bis|ab)\b|,\s\w+tag|\s\(")
SENTENCE, SENTENCE_END = 160, re.compile(r"[.!?](?=\s)|\n")
UNTIL, OF_TODAY = (
    re.compile(r"\bbis\s$"),
    re.compile(r"\s(?:um|ab|gegen|von|bis|vor|nachmittag|abend|morgen|mittag|früh)\b|,"),
)
MORNING_CUE = re.compile(r"(?:[.!?:;„–\n]\s{0,3}|^)$")
NOUN_CUE = re.compile(r"\b(?:das|vom|im|dem|des|ins)\s$", re.I)
GREETED = re.compile(r"\s(?:des|der|war|graut)\b")


@RULES.rule(
    "relative_day", order=90, label="heute, gestern, morgen", trigger=words(RELATIVE_DAYS),
    rows={"relative day": COUNTED},
    yes=["Morgen wird gewählt. → 2021-04-02", "Das Amt bleibt gestern Abend zu. → 2021-03-31TEV"],
    no=["Das Gestern ruht."],
)  # fmt: skip
def read_relative_day(reading: Reading, start: int) -> int:
    """Read „heute“, „gestern Abend“, „übermorgen“."""
    match = RELATIVE_DAY.match(reading.text, start)
    if match is None:
        return start
    word, end = match["word"], match.end()
    if word == "Morgen" and (
        not MORNING_CUE.search(reading.before(start, 4)) or GREETED.match(reading.text[end : end + 8])
    ):
        return start  # a morning
    if word[0].isupper() and NOUN_CUE.search(reading.before(start, 6)):
        return start  # „das Gestern“
    if word == "morgen" and OF_TOMORROW.search(reading.before(start, 40)) and not DAY_BEHIND.match(reading.text, end):
        return start  # „die Stadt von morgen“
    if word.lower() == "heute" and not match["part"] and _nowadays(reading, start):
        reading.add(start, end, "DATE", "PRESENT_REF", "relative day", reason=PAST_YEAR)
        return end
    step = RELATIVE_DAYS[word.lower()]
    day = reading.issued + timedelta(days=step)
    reading.note("counted_from", reading.issued, start, end)
    value, kind = day.isoformat(), "DATE"
    if match["part"]:
        value, kind = f"{value}T{code_of(match['part'])}", "TIME"
    before = reading.put_last("DATE")
    joined = (
        reading.look == "ahead"
        and before is not None
        and before.rule == "relative day"
        and reading.text[before.end : start] == " und "
    )
    if joined and before is not None and before.begin_day:
        reading.days_named((date.fromisoformat(before.begin_day), day), end, listed=True)
    else:
        reading.day_named(day, end, evening=value.endswith(EVENINGS))
    direction = FORWARD if step >= 0 else BACKWARD
    reading.add(
        start, end, kind, value, "relative day", begin=day, last=day, direction=direction, reason=f"cue: {word}"
    )
    return end


def _nowadays(reading: Reading, start: int) -> bool:
    """„1721 gebaut, heute ein Museum“: next to a year long past „heute“ means nowadays and is no day."""
    if reading.year is None or reading.year >= reading.issued.year - 1:
        return False
    if UNTIL.search(reading.before(start, 6)) or OF_TODAY.match(reading.text, start + len("heute")):
        return False
    between = reading.text[reading.year_at : start]
    return len(between) < SENTENCE and SENTENCE_END.search(between) is None


@RULES.rule(
    "todays", order=91, label="heutig, morgig, gestrig",
    trigger=words(inflected(("heutige", "morgige", "gestrige"), " n r m s")),
    rows={"relative day": COUNTED},
    yes=["In seiner heutigen Sitzung beschloss der Magistrat viel. → 2021-04-01"],
    no=["Die heutigen Verhältnisse sind andere."],
)  # fmt: skip
def read_todays(reading: Reading, start: int) -> int:
    """Read „am heutigen Tag“, „in der gestrigen Sitzung“, „heutigen (30.)“."""
    match = TODAYS.match(reading.text, start)
    if match is None:
        return start
    step = {"h": 0, "m": 1, "g": -1}[match["word"][0]]
    day = reading.issued + timedelta(days=step)
    if match["d"] and int(match["d"]) != day.day:
        return start
    part = match["tag"] if match["tag"] in ("Abend", "Morgen", "Nacht", "Mittag", "Vormittag", "Nachmittag") else None
    end = match.end() if match["bracket"] or part or match["tag"].startswith("Tag") else match.end("word")
    reading.note("counted_from", reading.issued, start, end)
    reading.day_named(day, end)
    kind, value = ("TIME", f"{day}T{code_of(part)}") if part else ("DATE", day.isoformat())
    reading.add(start, end, kind, value, "relative day", begin=day, last=day,
                direction=FORWARD if step >= 0 else BACKWARD, reason=f"cue: {match['word']}")  # fmt: skip
    return end
