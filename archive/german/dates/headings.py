"""A weekday in a heading is the day of that name in the text below it: „Stromausfall am Dienstag“ … „gestern“."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.choose import Question, choose
from archive.german.dates.context import FORWARD
from archive.german.dates.cues import CUE
from archive.german.dates.day_chains import DAYPART, chain_at
from archive.german.words.calendar import RELATIVE_DAYS, WEEKDAYS
from archive.german.words.pattern import one_of

HEADING, BELOW = 160, 600  # code points of a heading, and below it
DAY = re.compile(rf"\b(?:[gG]estern|[hH]eute|morgen|(?P<name>{one_of(WEEKDAYS)})(?:{DAYPART})?)\b")


def below_heading(question: Question, *, told: bool) -> date | None:
    """Return the day that the text below a heading gives to the heading's bare weekday; None where it gives none.

    told: the heading has a verb that points ahead; then only a day with its date counts.
    """
    reading, candidate = question.reading, question.candidate
    text, end = reading.text, reading.text.find("\n")
    if reading.look == "back" or not candidate.end <= end <= HEADING:
        return None
    for match in DAY.finditer(text, end, end + BELOW):
        day: date | None = None
        if match["name"] is None:
            day = reading.issued + timedelta(days=RELATIVE_DAYS[match[0].lower()])
        elif WEEKDAYS[match["name"]] == candidate.weekday:
            day, dated = _said(question, match)
            if told and not dated:
                continue
        if day is not None and day.weekday() == candidate.weekday:
            return day
    return None


def _said(question: Question, match: re.Match[str]) -> tuple[date | None, bool]:
    """The day of a weekday below the heading, and whether its date stands there."""
    reading, start = question.reading, match.start()
    chain = chain_at(reading.text, start)
    if chain and chain[0].day is not None:
        return choose(Question(reading, chain[0])).day, True
    if cue := CUE.search(reading.before(start)):
        return choose(Question(reading, question.candidate._replace(start=start, end=match.end()), cue)).day, False
    direction, _, told = reading.direction(start, match.end())
    ahead = question.weekday_from(reading.issued, later=direction == FORWARD)
    return (ahead if told else None), False
