"""Parts of the day: „am Abend“, „in den frühen Morgenstunden des 13. Februar“, „am nächsten Morgen“, „nachts“."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.blanks import W
from archive.german.dates.context import BACKWARD, FORWARD, Reading
from archive.german.dates.rules.table import RULES, inflected, words
from archive.german.words.calendar import DAYPARTS, DEICTIC
from archive.german.words.pattern import one_of

NOUNS = "Morgen Vormittag Mittag Nachmittag Abend Nacht".split()  # noqa: SIM905
HOURS = [f"{noun}stunden" for noun in NOUNS if noun != "Mittag"] + ["Mittagsstunden", "Nachtstunden"]
DAYPART_ADVERBS = {
    "morgens": "MO", "frühmorgens": "MO", "vormittags": "MO", "mittags": "MI", "nachmittags": "AF", "abends": "EV",
    "nachts": "NI",
}  # fmt: skip
PART = re.compile(
    rf"(?:(?P<dx>(?i:{one_of(DEICTIC)}))e[nrsm]?{W})?(?:(?:frühen|späten|zeitigen|selben|gleichen){W})?"
    rf"(?P<part>{one_of([*HOURS, *NOUNS])})s?\b(?!-)(?P<of>{W}(?:des|vom|am|zum|auf|von|zu)\b)?"
    rf"(?P<way>{W}(?:zuvor|davor|danach|darauf)\b)?"
)
PART_CUE = re.compile(
    r"\b(?:[aA]m|[zZ]um|[gG]egen|[iI]n der|[iI]n den|[uU]m|[dD]en|[dD]iese[nr]?|[dD]er|[dD]es|[vV]om|"
    r"[iI]n|[fF]ür den)\s{1,2}$"
)
OPEN_CUE = re.compile(r"\b(?:[aA]b|[bB]is|[sS]eit|[nN]ach|[vV]or)\s{1,2}$")
WEAK = re.compile(r"\b(?:[dD]en|[dD]er|[dD]es|[dD]iese[nr]?)\s{1,2}$")
ARTICLE = re.compile(r"(?<=\b[iI]n )(?:der|den)\s{1,2}$")
ADVERB = re.compile(rf"(?P<word>{one_of([*DAYPART_ADVERBS, *(w.capitalize() for w in DAYPART_ADVERBS)])})\b(?!-)")
OF_DAY = re.compile(
    rf"(?:(?:den|der|dem){W})?(?:(?:frühen|späten|zeitigen){W})?(?P<part>{one_of([*HOURS, *NOUNS])}){W}(?:des|vom){W}"
    rf"(?:(?:vergangenen|kommenden|heutigen|gestrigen|nächsten|letzten){W})?$"
)
FROM_ISSUED = frozenset({"vergangen", "letzt", "vorig", "kommend"})  # „vergangene Nacht“ is the last one, in any story
EVE = re.compile(r"Vorabends?\b(?!-)")
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
    match = ADVERB.match(reading.text, start)
    if match is None or reading.text.endswith(("des ", "eines "), 0, start):
        return start
    reading.add(start, match.end(), "SET", f"XXXX-XX-XXT{DAYPART_ADVERBS[match['word'].lower()]}", "part of the day")
    return match.end()


@RULES.rule(
    "daypart", order=120, label="Tageszeit",
    trigger=words(NOUNS, HOURS, ["frühen", "späten", "zeitigen"], inflected(DEICTIC)),
    rows={"part of the day": "Tageszeit"},
    yes=["Die Feuerwehr rückte am 5. März 2021 aus, am Abend war alles vorbei. → 2021-03-05TEV"],
    no=["Der Abend gehört der Musik."],
)  # fmt: skip
def read_part(reading: Reading, start: int) -> int:
    """Read a part of the day; return where reading goes on, `start` if there is none."""
    match = PART.match(reading.text, start)
    before = reading.before(start, 10)
    if match is None or match["of"]:
        return start
    deictic, end = (match["dx"] or "").lower() or None, match.end()
    if (
        not PART_CUE.search(before)
        and deictic not in FROM_ISSUED
        and not (match["part"] in ("Mittag", "Abend") and OPEN_CUE.search(before))
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
            return start  # no day was named: nothing is invented
        day = reading.issued
    if article := ARTICLE.search(before):
        start -= len(article[0])
    step = DEICTIC[deictic] if deictic else 0
    if match["way"]:
        step = 1 if match["way"].endswith(("danach", "darauf")) else -1
    if deictic == "kommend" and match["part"] == "Nacht":
        step = 0  # it begins today
    if day is None or abs(step) > 1:
        return start
    reading.note("counted_from", day, start, end)
    day += timedelta(days=step)
    direction = None if not deictic else FORWARD if day >= reading.issued else BACKWARD
    reading.add(start, end, "TIME", f"{day}T{code_of(match['part'])}", "part of the day", begin=day, last=day,
                direction=direction, reason=f"cue: {deictic}" if deictic else None)  # fmt: skip
    if step:
        reading.day_named(day, end)
    return end


@RULES.rule(
    "eve", order=118, label="Vorabend", trigger=words(["Vorabend"]), rows={"part of the day": "Tageszeit"},
    yes=["Das Fest ist am 5. Mai 2021, am Vorabend wird geprobt. → 2021-05-04TEV"],
    no=["Das Vorabendprogramm entfällt am 5. Mai 2021."],
)  # fmt: skip
def read_eve(reading: Reading, start: int) -> int:
    """„am Vorabend“: the evening before the day last named."""
    match = EVE.match(reading.text, start)
    if match is None or reading.anchor is None:
        return start
    reading.note("counted_from", reading.anchor, start, match.end())
    day = reading.anchor - timedelta(days=1)
    reading.day_named(day, match.end())
    reading.evening = True
    reading.add(start, match.end(), "TIME", f"{day}TEV", "part of the day", begin=day, last=day,
                direction=FORWARD if day >= reading.issued else BACKWARD, reason="cue: Vorabend")  # fmt: skip
    return match.end()
