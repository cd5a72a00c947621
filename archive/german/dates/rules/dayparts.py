"""Parts of the day: „am Abend“, „in den frühen Morgenstunden des 13. Februar“, „am nächsten Morgen“, „nachts“."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.blanks import W
from archive.german.dates.context import BACKWARD, FORWARD, Reading
from archive.german.dates.named_days import opens, story_day
from archive.german.dates.rules.table import RULES, inflected, words
from archive.german.words.calendar import DAYPARTS, DEICTIC
from archive.german.words.pattern import one_of

NOUNS = "Morgen Vormittag Mittag Nachmittag Abend Nacht".split()  # noqa: SIM905
HOURS = [f"{noun}stunden" for noun in NOUNS if noun != "Mittag"] + ["Mittagsstunden", "Nachtstunden"]
EVENINGS = ("TEV", "TAF")  # the ends of their values
EARLY_WORDS = ("frühen", "späten", "zeitigen")
DAYPART_ADVERBS = {
    "morgens": "MO", "frühmorgens": "MO", "vormittags": "MO", "mittags": "MI", "nachmittags": "AF", "abends": "EV",
    "nachts": "NI",
}  # fmt: skip
DAYPART = re.compile(
    rf"(?:(?P<dx>(?i:{one_of(DEICTIC)}))e[nrsm]?{W})?(?:(?:{one_of(EARLY_WORDS)}|selben|gleichen){W})?"
    rf"(?P<part>{one_of([*HOURS, *NOUNS])})s?\b(?!-)(?P<of>{W}(?:des|vom|am|zum|auf|von|zu)\b)?"
    rf"(?P<way>{W}(?:zuvor|davor|danach|darauf)\b)?"
)
PART_CUE = re.compile(
    r"\b(?:[aA]m|[zZ]um|[gG]egen|[iI]n der|[iI]n den|[uU]m|[dD]en|[dD]iese[nr]?|[dD]er|[dD]es|[vV]om|"
    r"[iI]n|[fF]ür den)\s{1,2}$"
)
POINTS_AT_HOUR = re.compile(r"\b(?:[aA]b|[bB]is|[sS]eit|[nN]ach|[vV]or)\s{1,2}$")
WEAK = re.compile(r"\b(?:[dD]en|[dD]er|[dD]es|[dD]iese[nr]?)\s{1,2}$")
ARTICLE_BEHIND_IN = re.compile(r"(?<=\b[iI]n )(?:der|den)\s{1,2}$")
DAYPART_ADVERB = re.compile(
    rf"(?P<word>{one_of([*DAYPART_ADVERBS, *(w.capitalize() for w in DAYPART_ADVERBS)])})\b(?!-)"
)
OF_DAY = re.compile(
    rf"(?:(?:den|der|dem){W})?(?:(?:frühen|späten|zeitigen){W})?(?P<part>{one_of([*HOURS, *NOUNS])}){W}(?:des|vom){W}"
    rf"(?:(?:vergangenen|kommenden|heutigen|gestrigen|nächsten|letzten){W})?$"
)
FOLLOWING = frozenset({"folgend", "darauffolgend"})
FROM_ISSUED = frozenset({"vergangen", "letzt", "vorig", "kommend"})  # „vergangene Nacht“ is the last one, in any story
EVE = re.compile(r"Vorabends?\b(?!-)")
SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
EVERY_DAY = re.compile(
    r"\b(?:täglich|immer|stets|jeweils|jede[nmrs]?|damals|bislang|bisher|früher|sonst|oft|meist|(?:mon|diens|donners|frei|sams|sonn)tags|mittwochs)\b",
    re.I,
)
REACH = 400  # code points behind a day that its parts may stand


def code_of(part: str) -> str:
    """Return the TIMEX3 code of a part of the day as printed: „Abend“, „morgens“, „Nachmittagsstunden“."""
    word = part.lower().removesuffix("sstunden").removesuffix("stunden")
    return DAYPARTS[word] if word in DAYPARTS else DAYPARTS[word.rstrip("s")]


def before_day(before: str) -> tuple[int, str] | None:
    """Return how far in front of a day „Abend des“ begins, and its TIMEX3 code."""
    match = OF_DAY.search(before) if " des " in before or " vom " in before else None
    return (len(before) - match.start(), code_of(match["part"])) if match else None


@RULES.rule(
    "daypart_adverb", order=119, label="Tageszeit, wiederkehrend", trigger=words(DAYPART_ADVERBS),
    rows={"part of the day": "Tageszeit"},
    yes=["Der Park ist abends geschlossen. → XXXX-XX-XXTEV"],
    no=["Es war des abends kühl."],
)  # fmt: skip
def read_daypart_adverb(reading: Reading, start: int) -> int:
    """Read „abends“, „nachts“."""
    match = DAYPART_ADVERB.match(reading.text, start)
    if match is None or reading.text.endswith(("des ", "eines "), 0, start):
        return start
    code = DAYPART_ADVERBS[match["word"].lower()]
    if (day := _day_of_adverb(reading, start, match.end())) is not None:
        reading.add(start, match.end(), "TIME", f"{day}T{code}", "part of the day", begin=day, last=day,
                    direction=FORWARD if day >= reading.issued else BACKWARD, reason="day named before")  # fmt: skip
        return match.end()
    reading.add(start, match.end(), "SET", f"XXXX-XX-XXT{code}", "part of the day")
    return match.end()


def _day_of_adverb(reading: Reading, start: int, end: int) -> date | None:
    """„Am Samstag spielen die Kinder, abends die Kapelle“: in a release, the evening of the day its sentence names."""
    if reading.look == "back" or reading.anchor is None or reading.anchor_at < reading.weekly_at or reading.days:
        return None
    last = reading.named[-1].day
    if opens(reading, reading.named[-1]):
        return None  # „ab 1. Juni alle 15 Minuten, abends alle 30“
    between = reading.text[reading.anchor_at : start]
    if last is None or len(between) > REACH or EVERY_DAY.search(reading.sentence(start, end)[0]):
        return None
    if SENTENCE_END.search(between) and not (last <= reading.issued and reading.past(start, end)):
        return None
    return last


@RULES.rule(
    "daypart", order=120, label="Tageszeit",
    trigger=words(NOUNS, HOURS), opener=words(EARLY_WORDS, inflected(DEICTIC)),
    ahead=[*NOUNS, *HOURS, *EARLY_WORDS, "selben", "gleichen"],
    rows={"part of the day": "Tageszeit"},
    yes=["Die Feuerwehr rückte am 5. März 2021 aus, am Abend war alles vorbei. → 2021-03-05TEV"],
    no=["Der Abend gehört der Musik."],
)  # fmt: skip
def read_part(reading: Reading, start: int) -> int:
    """Read a part of the day; return where reading continues, `start` if there is none."""
    match = DAYPART.match(reading.text, start)
    before = reading.before(start, 10)
    if match is None or match["of"]:
        return start
    deictic, end = (match["dx"] or "").lower() or None, match.end()
    if (
        not PART_CUE.search(before)
        and deictic not in FROM_ISSUED
        and not (match["part"] in ("Mittag", "Abend") and POINTS_AT_HOUR.search(before))
    ):
        return start
    if before.endswith(("In ", "in ")) and not deictic:
        return start
    if (
        WEAK.search(before)
        and not deictic
        and not (before.rstrip().lower().endswith(("in der", "in den", "für den", "diesem", "diesen")))
    ):
        return start
    day: date | None = reading.base(start)
    if deictic in FROM_ISSUED:
        day = reading.issued
    elif reading.anchor is None or start - reading.anchor_at > REACH:
        if not deictic and reading.look == "ahead":
            return _put_open(reading, match, before)  # no day was named, and none is invented
        day = reading.issued
    elif not deictic and not match["way"] and reading.look == "ahead" and not _told_there(reading, start, end):
        return _put_open(reading, match, before)
    if deictic == "letzt" and match["part"] != "Nacht" and reading.look == "ahead" and not reading.past(start, end):
        return start  # „am letzten Abend“ of a festival
    if article := ARTICLE_BEHIND_IN.search(before):
        start -= len(article[0])
    step = DEICTIC[deictic] if deictic else 0
    if match["way"]:
        step = 1 if match["way"].endswith(("danach", "darauf")) else -1
    if match["part"] == "Nacht" and (deictic == "kommend" or (deictic in FOLLOWING and reading.look == "ahead")):
        step = 0  # it begins today, or on the day of which the text is
    if day is None or abs(step) > 1:
        return start
    reading.note("counted_from", day, start, end)
    day += timedelta(days=step)
    direction = None if not deictic else FORWARD if day >= reading.issued else BACKWARD
    reading.add(start, end, "TIME", f"{day}T{code_of(match['part'])}", "part of the day", begin=day, last=day,
                direction=direction, reason=f"cue: {deictic}" if deictic else None)  # fmt: skip
    if step or deictic in FOLLOWING:
        reading.day_named(day, end)
    return end


def _told_there(reading: Reading, start: int, end: int) -> bool:
    """Whether the day named last could be read and lies on the side to which the clause points."""
    if reading.anchor is None or (reading.named and reading.named[-1].day is None):
        return False
    same = SENTENCE_END.search(reading.text, reading.anchor_at, start) is None
    if same or reading.anchor == reading.issued:
        return True
    direction, _, told = reading.direction(start, end)
    return not told or (direction == FORWARD) == (reading.anchor > reading.issued)


def _put_open(reading: Reading, match: re.Match[str], before: str) -> int:
    """„am Abend“ of a day that nobody named."""
    if not before.lower().endswith(("am ", "gegen ")):
        return match.start()
    reading.add(match.start(), match.end("part"), "TIME", f"T{code_of(match['part'])}", "part of the day",
                flags=("day_unknown",))  # fmt: skip
    return match.end("part")


@RULES.rule(
    "eve", order=118, label="Vorabend", trigger=words(["Vorabend"]), rows={"part of the day": "Tageszeit"},
    yes=["Das Fest ist am 5. Mai 2021, am Vorabend wird geprobt. → 2021-05-04TEV"],
    no=["Das Vorabendprogramm entfällt am 5. Mai 2021."],
)  # fmt: skip
def read_eve(reading: Reading, start: int) -> int:
    """„am Vorabend“: the evening before the day named last."""
    match = EVE.match(reading.text, start)
    if match is None or reading.anchor is None:
        return start
    reading.note("counted_from", reading.anchor, start, match.end())
    day = (story_day(reading) or reading.anchor) - timedelta(days=1)
    reading.day_named(day, match.end(), evening=True)
    reading.add(start, match.end(), "TIME", f"{day}TEV", "part of the day", begin=day, last=day,
                direction=FORWARD if day >= reading.issued else BACKWARD, reason="cue: Vorabend")  # fmt: skip
    return match.end()
