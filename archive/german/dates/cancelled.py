"""Whether an event was cancelled or moved: „entfällt“, „findet nicht statt“, „auf den 21. verschoben“."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.german.dates.clause import Clause
from archive.german.dates.context import Reading
from archive.german.dates.mention import DateMention, Status
from archive.german.dates.tense import tense_in
from archive.german.words.calendar import MONTHS, WEEKDAYS
from archive.german.words.pattern import one_of

CANCELLED = re.compile(
    r"\b(?:entf(?:ällt|allen|iel|ielen)\b(?!\snicht\b)|"
    r"f(?:ällt|allen|iel|ielen)\b(?![^.;]{0,40}\bnicht\b)[^.;]{0,80}\b(?:aus|flach)\b|"
    r"(?<!nicht )(?:aus(?:fallen|gefallen|fällt)|abgesagt|gestrichen|annulliert)|"
    r"(?:findet|finden|fand|fanden|kann|können|wird|werden)\b[^.;]{0,80}\bnicht\b[^.;]{0,80}"
    r"\bstatt(?:finden)?)\b"
)
MOVED = re.compile(r"\b(?:verschoben|verlegt|vertagt|verschiebt|verschieben|verlegen|vertagen|verschob|verlegte)\b")
TARGET = re.compile(r"\b(?:auf|nach)\s(?:(?:den|die|das|einen)\s)?(?:[A-ZÄÖÜ]\w+,?\s(?:de[nm]\s)?)?$")
# „in den Saal verlegt“, „ins Freie verlegt“: the place moves and the day stays; „in den Herbst verlegt“ does not.
PLACE = re.compile(
    r"\b(?:ins|in\s(?:den|die|das|eine?n?)|(?:nach|zum|zur|vor|an)(?:\s(?:den|die|das))?)\s(?:[a-zäöüß]+\s)?"
    r"(?!\w*(?i:woche|monat|jahr|quartal|herbst|winter|sommer|frühling|ferien|abend|morgen|nachmittag|vormittag)"
    rf"|(?:{one_of((*MONTHS, *WEEKDAYS))})\b)[A-ZÄÖÜ]\w*\s$",
)
# Each of them contains one of these; nearly every text has none and need not be searched.
HINTS = ("ntfäll", "ntfall", "ntfiel", "fällt", "fallen", "abgesagt", "gestrichen", "annulliert", "nicht statt",
         "verschob", "verschieb", "verlegt", "verlegen", "vertag")  # fmt: skip
ANY = re.compile(f"{CANCELLED.pattern}|{MOVED.pattern}")


def with_status(reading: Reading, mentions: Sequence[DateMention]) -> list[DateMention]:
    """Return the mentions; those of a cancelled or moved event say so. The day that it is moved to has no status."""
    if not _hinted(reading.text) or not ANY.search(reading.text):
        return list(mentions)
    found: list[DateMention] = []
    last: DateMention | None = None  # the last day, whose hours share its status
    for mention in mentions:
        status = None
        if mention.begin_day and mention.type in ("DATE", "TIME", "DURATION"):
            hour_of_it = last is not None and mention.type == "TIME" and last.begin_day == mention.begin_day
            status = last.status if hour_of_it and last else _status(reading, mention)
        found.append(mention._replace(status=status) if status else mention)
        if mention.type == "DATE" and not mention.span:
            last = found[-1]
    return found


def _hinted(text: str) -> bool:
    return any(hint in text for hint in HINTS) or (" nicht " in text and "statt" in text)


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
