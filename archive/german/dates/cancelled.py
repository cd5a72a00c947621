"""Whether an event was cancelled or moved: „entfällt“, „findet nicht statt“, „auf den 21. verschoben“."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from archive.german.dates.clause import Clause
from archive.german.dates.context import WINDOW, Reading
from archive.german.dates.mention import DateMention, Status
from archive.german.dates.tense import tense_in
from archive.german.words.calendar import MONTHS, WEEKDAYS
from archive.german.words.pattern import one_of

DROPPED = ("entfällt", "entfallen", "entfiel", "entfielen")
CALLED_OFF = ("ausfallen", "ausgefallen", "ausfällt", "abgesagt", "gestrichen", "annulliert")
FALLS = ("fällt", "fallen", "fiel", "fielen")  # … aus
MOVES = (
    "verschoben", "verlegt", "vertagt", "verschiebt", "verschieben", "verlegen", "vertagen", "verschob", "verlegte",
)  # fmt: skip
CANCELLED = re.compile(
    rf"\b(?:{one_of(DROPPED)}\b(?!\snicht\b)|"
    rf"{one_of(FALLS)}\b(?![^.;]{{0,40}}\bnicht\b)[^.;]{{0,80}}\b(?:aus|flach)\b|"
    rf"(?<!nicht ){one_of(CALLED_OFF)}|"
    r"(?:findet|finden|fand|fanden|kann|können|wird|werden)\b[^.;]{0,80}\bnicht\b[^.;]{0,80}"
    r"\bstatt(?:finden)?)\b"
)
MOVED = re.compile(rf"\b{one_of(MOVES)}\b")
NOT = "nicht"  # … statt
HINTS = frozenset((*DROPPED, *CALLED_OFF, *FALLS, *MOVES, NOT))  # words of which every such sentence has one
REACH = WINDOW["ahead"]  # code points from a mention to a hint in its sentence
TARGET = re.compile(r"\b(?:auf|nach)\s(?:(?:den|die|das|einen)\s)?(?:[A-ZÄÖÜ]\w+,?\s(?:de[nm]\s)?)?$")
# „in den Saal verlegt“, „ins Freie verlegt“: the place moves and the day stays; „in den Herbst verlegt“ does not.
PLACE = re.compile(
    r"\b(?:ins|in\s(?:den|die|das|eine?n?)|(?:nach|zum|zur|vor|an)(?:\s(?:den|die|das))?)\s(?:[a-zäöüß]+\s)?"
    r"(?!\w*(?i:woche|monat|jahr|quartal|herbst|winter|sommer|frühling|ferien|abend|morgen|nachmittag|vormittag)"
    rf"|(?:{one_of((*MONTHS, *WEEKDAYS))})\b)[A-ZÄÖÜ]\w*\s$",
)


def with_status(reading: Reading, mentions: list[DateMention], hints: Sequence[int]) -> list[DateMention]:
    """Return the mentions; those of a cancelled or moved event say so. The day that it is moved to has no status.

    hints: where the words of HINTS stand, in order.
    """
    text = reading.text
    hints = [at for at in hints if not text.startswith(NOT, at) or text.find("statt", at, at + REACH) >= 0]
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


def _status(reading: Reading, mention: DateMention) -> Status | None:
    left, right = reading.sentence(mention.start, mention.end)
    clause = Clause(left, right)
    about, others = clause.joined()
    alone = bool(others) and all(tense_in(other) for other in others) and tense_in(about) is not None
    for part in [about] if alone else clause.parts():
        if CANCELLED.search(part):
            return "cancelled"
        if moved := MOVED.search(part):
            return None if TARGET.search(left) or PLACE.search(part, 0, moved.start()) else "moved"
        if tense_in(part):
            break
    return None
