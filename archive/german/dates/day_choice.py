"""Which day is meant: a weekday, a day of the month or a day and month without a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from archive.german.dates.context import BACKWARD, FORWARD, Reading, make_day

EXPLICIT = re.compile(
    r"\b(?:(?P<back>vergangene[nrs]?|letzte[nrs]?|vorige[nrs]?|vorherigen|vorangegangenen|zurückliegenden)|"
    r"(?P<after>übernächste[nrs]?)|(?P<before>vorletzte[nrs]?|vorvergangene[nrs]?)|(?P<ahead>kommende[nrs]?|nächste[nrs]?|folgenden|darauffolgenden|bevorstehenden)|"
    r"(?P<this>diese[nmrs]?)|(?P<now>heutige[nr]?|heute,?)|(?P<next>morgigen|morgen,?)|(?P<prev>gestrigen|gestern,?))\s{1,2}$"
)


SURE_DAYS = 45  # so near no tense can mean another year
OPEN_CUE = re.compile(r"\b([sS]eit|[aA]b|[bB]is)(?:\s(?:zum|dem))?\s$")
NAMED_DAYS = 45  # so far ahead a day with its date is still meant by its weekday alone


@dataclass(slots=True)
class Atom:
    """One day of a chain as printed."""

    start: int
    end: int
    weekday: int | None
    part: str | None
    day: int | None
    month: int | None
    year: int | None
    ranged: bool  # linked to the one before by „bis“
    year_printed: bool = False
    given: date | None = None  # the day, where the chain decides it


def by_weekday(
    reading: Reading, atom: Atom, explicit: re.Match[str] | None, previous: date | None
) -> tuple[date, str, str]:
    issued, weekday = reading.issued, atom.weekday or 0
    if previous:
        return previous + timedelta(days=(weekday - previous.weekday()) % 7), FORWARD, "after the day before it"
    ahead = issued + timedelta(days=(weekday - issued.weekday()) % 7)
    back = issued - timedelta(days=(issued.weekday() - weekday) % 7)
    if explicit:
        word = f"cue: {explicit[0].strip()}"
        if explicit["back"]:
            return (back if back != issued else back - timedelta(days=7)), BACKWARD, word
        if explicit["prev"] or (explicit["this"] and reading.past(atom.start, atom.end)):
            return back, BACKWARD, word
        if explicit["before"]:
            return back - timedelta(days=7 if back != issued else 14), BACKWARD, word
        if explicit["after"]:
            return ahead + timedelta(days=7 if ahead != issued else 14), FORWARD, word
        if "folgenden" in explicit[0]:
            base = reading.base(atom.start)
            return base + timedelta(days=(weekday - base.weekday() - 1) % 7 + 1), FORWARD, word
        return (
            (ahead if ahead != issued or explicit["now"] or explicit["this"] else ahead + timedelta(days=7)),
            FORWARD,
            word,
        )
    direction, reason, _ = reading.direction(atom.start, atom.end)
    if open_span := OPEN_CUE.search(reading.before(atom.start, 8)):
        since = open_span[1].lower() == "seit"
        if since or not reading.past(atom.start, atom.end):
            direction, reason = (BACKWARD if since else FORWARD), f"cue: {open_span[1]}"
    named = reading.dated.get(weekday) if reading.look == "ahead" and direction == FORWARD else None
    if named and 0 <= (named - issued).days <= NAMED_DAYS:
        return named, FORWARD, "day named before"
    return (ahead if direction == FORWARD else back), direction, reason


def by_day_of_month(
    reading: Reading, atom: Atom, explicit: re.Match[str] | None, previous: date | None
) -> tuple[date | None, str]:
    """The day of the month alone: the weekday decides first, then the nearest day."""
    base, found = previous or reading.issued, []
    for step in range(-1, 3):
        year, month = divmod(base.year * 12 + base.month - 1 + step, 12)
        day = make_day(min(max(year, 1), 9998), month + 1, atom.day or 0)
        if day and (previous is None or day > previous):
            found.append(day)
    if not found:
        return None, "no such day"
    fitting = [
        day for day in found
        if (atom.weekday is None or day.weekday() == atom.weekday) and abs((day - base).days) <= 45
    ]  # fmt: skip
    reason = "weekday" if atom.weekday is not None and fitting else "nearest day"
    if explicit and explicit["now"] and reading.issued.day == atom.day:
        return reading.issued, "cue: heutig"
    return min(fitting or found, key=lambda day: abs((day - base).days)), reason


def infer_year(
    reading: Reading, atom: Atom, explicit: re.Match[str] | None, previous: date | None,
) -> tuple[date | None, str]:  # fmt: skip
    """A day and a month: the weekday decides first, then what was printed before, then the nearest day."""
    issued = reading.issued
    found = [
        day for step in (0, -1, 1, -2, 2, -3, 3, -4, 4)
        if 0 < issued.year + step < 9999 and (day := make_day(issued.year + step, atom.month or 0, atom.day or 0))
    ]  # fmt: skip
    if not found:
        return None, "no such day"
    near = [day for day in found if abs(day.year - issued.year) <= 1] or found
    if atom.weekday is not None:
        fitting = [day for day in near if day.weekday() == atom.weekday]
        if fitting:
            return min(fitting, key=lambda day: abs((day - issued).days)), "weekday"
    if previous:
        return min(
            (d for d in near if d >= previous), key=lambda d: (d - previous).days, default=near[0]
        ), "after the day before it"
    if reading.tells(atom.start, atom.end):
        told = make_day(reading.year or 0, atom.month or 0, atom.day or 0)
        if told:
            return told, "year printed before"
    nearest = min(near, key=lambda day: abs((day - issued).days))
    if abs((nearest - issued).days) <= SURE_DAYS:
        return nearest, "nearest day"
    wanted = reason = None
    if explicit:
        wanted = FORWARD if explicit["ahead"] else BACKWARD if explicit["back"] else None
    else:
        direction, tense, cue = reading.direction(atom.start, atom.end)
        wanted, reason = (direction, tense) if cue else (None, None)
    if wanted == FORWARD and (issued - nearest).days > SURE_DAYS:
        return min((d for d in near if d >= issued), default=nearest), reason or "cue"
    if wanted == BACKWARD and (nearest - issued).days > SURE_DAYS:
        return max((d for d in near if d <= issued), default=nearest), reason or "cue"
    return nearest, "nearest day"
