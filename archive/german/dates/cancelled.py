"""Whether an event was cancelled or moved: „entfällt“, „findet nicht statt“, „auf den 21. verschoben“."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import takewhile

from archive.german.dates.clause import Clause
from archive.german.dates.context import WINDOW, Reading
from archive.german.dates.mention import DateMention, Status
from archive.german.dates.tense import AUXILIARY, tense_in
from archive.german.words.calendar import MONTHS, WEEKDAYS
from archive.german.words.pattern import one_of

DROPPED = ("entfällt", "entfallen", "entfiel", "entfielen")
CALLED_OFF = ("ausfallen", "ausgefallen", "ausfällt", "abgesagt", "gestrichen", "annulliert")
FALLS = ("fällt", "fallen", "fiel", "fielen")  # … aus
MOVES = (
    "verschoben", "verlegt", "vertagt", "verschiebt", "verschieben", "verlegen", "vertagen", "verschob", "verlegte",
    "vorverlegt", "vorgezogen",
)  # fmt: skip
CANCELLED = re.compile(
    rf"\b(?:{one_of(DROPPED)}\b(?!\snicht\b)|"
    rf"{one_of(FALLS)}\b(?![^.;]{{0,40}}\bnicht\b)[^.;]{{0,80}}\b(?:aus|flach)\b|"
    rf"(?<!nicht ){one_of(CALLED_OFF)}|"
    r"(?:findet|finden|fand|fanden|kann|können|wird|werden)\b[^.;]{0,80}\bnicht\b[^.;]{0,80}"
    r"\bstatt(?:finden)?)\b"
)
MOVED = re.compile(rf"\b{one_of(MOVES)}\b")
# „Rohre werden verlegt“, „zwölf Stolpersteine wurden verlegt“: they move no day
LAID = re.compile(
    r"(?i:rohre?n?|leitung(?:en)?|kabel|gleise?n?|glasfaser\w*|schienen|steine?n?|pflaster|platten|teppich|kan[aä]le?|"
    r"anschl[uü]ss(?:e|en)?)\b"
)
# „Abgesagt: Lesung am [5. Mai]“, „+++ VERSCHOBEN +++ Lesung am [5. Mai]“
HEADED = re.compile(rf"\W*(?i:{one_of((*DROPPED, *CALLED_OFF))}|(?P<moved>{one_of(MOVES)}))(?::|\s[–—+|-])")
# „nicht am [5.], sondern am 12. Mai“, „statt am [5. Mai] am 12. Mai“
NOT_THEN = re.compile(
    r"\bnicht\s(?:wie\s[a-zäöüß]+,?\s)?(?:schon\s|erst\s|mehr\s)?(?:am|ab|im|vom)\s$|"
    r"\b[sS]tatt\s(?P<statt>)(?:wie\s[a-zäöüß]+\s)?(?:am|ab|im|vom)\s$"
)
BUT_THEN = re.compile(r",?\s?sondern\b")
# „das Fest, das am [5. Mai] stattfinden sollte, wurde abgesagt“, „das Fest war für den [5. Mai] geplant, wurde aber
# verschoben“: the day's own clause is about what was planned
PLANNED = re.compile(
    r"\s(?:der|die|das)\s.*\s(?:sollten?|(?:geplant|vorgesehen|angesetzt|angekündigt)\s(?:ist|sind|war|waren))\W*$|"
    r".*\b(?:war|waren)\s.*·\s+(?:geplant|vorgesehen|angesetzt|angekündigt)\W*$|.*\bsollten?\s.*·\s+stattfinden\W*$"
)
# What stands between commas in „auf Donnerstag, 22. Juni, 18 Uhr, verschoben“
OF_A_DAY = re.compile(r"\s*(?:(?:(?:den|dem|um|ab)\s)?\d[^,]{0,24}|[a-zäöüß]+\W*)$")
# Words of which every such sentence has one. The last two count only with one of these behind them, so far off at most.
PAIRED = {"nicht": (("statt", "sondern"), 160), "statt": ((" am ", " ab ", " im ", " vom ", " wie "), 6)}
HINTS = frozenset(form for word in (*DROPPED, *CALLED_OFF, *FALLS, *MOVES, *PAIRED)
                  for form in (word, word.capitalize(), word.upper()))  # fmt: skip
REACH = WINDOW["ahead"]  # code points from a mention to a hint in its sentence
TARGET = re.compile(r"\b(?:auf|nach)\s(?:(?:den|die|das|einen)\s)?(?:[A-ZÄÖÜ]\w+,?\s(?:de[nm]\s)?)?$")
# „in den Saal verlegt“, „ins Freie verlegt“: the place moves and the day stays; „in den Herbst verlegt“ does not.
PLACE = re.compile(
    r"\b(?:ins|in\s(?:den|die|das|eine?n?)|(?:nach|zum|zur|vor|an)(?:\s(?:den|die|das))?)\s(?:[a-zäöüß]+\s)?"
    r"(?!\w*(?i:woche|monat|jahr|quartal|herbst|winter|sommer|frühling|ferien|abend|morgen|nachmittag|vormittag)"
    rf"|(?:{one_of((*MONTHS, *WEEKDAYS))})\b)[A-ZÄÖÜ]\w*\s$",
)


def with_status(reading: Reading, mentions: list[DateMention], hints: Sequence[int]) -> list[DateMention]:
    """Return the mentions; those of a cancelled or moved event say so. The day to which it is moved has no status.

    hints: where the words of HINTS stand, in order.
    """
    text = reading.text
    hints = [at for at in hints if _tells(text, at)]
    if not hints:
        return mentions
    found: list[DateMention] = []
    last: DateMention | None = None  # the last day, whose hours share its status
    for mention in mentions:
        status: Status | None = None
        if mention.begin_day and mention.type in ("DATE", "TIME", "DURATION"):
            hour_of_it = last is not None and mention.type == "TIME" and last.begin_day == mention.begin_day
            if hour_of_it and last:
                status = last.status
            elif bisect_left(hints, mention.start - REACH) < bisect_right(hints, mention.end + REACH):
                status = _status(reading, mention)
        found.append(mention._replace(status=status) if status else mention)
        if mention.type == "DATE" and not mention.span:
            last = found[-1]
    return found


def _tells(text: str, at: int) -> bool:
    """Whether a hint counts: „nicht“ only with „statt“ or „sondern“ after it, „statt“ only in front of a day."""
    word = text[at : at + 5].lower()
    if word not in PAIRED:
        return True
    others, reach = PAIRED[word]
    behind = text[at + 5 : at + 5 + reach]
    return any(map(behind.__contains__, others))


def _status(reading: Reading, mention: DateMention) -> Status | None:
    left, right = reading.sentence(mention.start, mention.end)
    if headed := HEADED.match(left):
        return "moved" if headed["moved"] else "cancelled"
    if (instead := NOT_THEN.search(left)) and (instead["statt"] is not None or BUT_THEN.match(right)):
        return "moved"
    clause = Clause(left, right)
    if PLANNED.match(clause.own):
        return _said(left, " ".join(clause.behind[:2]))
    about, others = clause.joined()
    alone = bool(others) and all(tense_in(other) for other in others) and tense_in(about) is not None
    for part in [about] if alone else clause.parts():
        if status := _said(left, part):
            return status
        if tense_in(part):
            # „… wird auf Donnerstag, 22. Juni, 18 Uhr, verschoben“: commas of a day part no clauses
            at = next((n for n, behind in enumerate(clause.behind, 1) if part.endswith(behind)), 0)
            more = takewhile(OF_A_DAY.match, clause.behind[at:]) if AUXILIARY.search(part) else ()
            return _said(left, " ".join([part, *more]))
    return None


def _said(left: str, part: str) -> Status | None:
    """What a stretch of words says about the day that follows `left`."""
    if CANCELLED.search(part):
        return "cancelled"
    moved = MOVED.search(part)
    if moved and moved[0].startswith("verleg") and LAID.search(part):
        return None
    return "moved" if moved and not (TARGET.search(left) or PLACE.search(part, 0, moved.start())) else None
