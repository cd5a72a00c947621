"""Which day is meant: of an ordered list of choosers, the first that can decide gives the day and the reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from archive.german.dates.context import BACKWARD, FORWARD, Reading, make_day
from archive.german.rules import RuleTable
from archive.german.trace import Outcome


class DayCandidate(NamedTuple):
    """One day as printed, alone or in a chain.

    start, end:         code points.
    weekday, part:      0 for Monday; the part of the day glued to it („Montagabend“).
    day, month, year:   numbers, None where they are not printed and not shared by the chain.
    ranged:             linked to the one before by „bis“.
    year_printed:       whether the year is the candidate's own or one that its chain shares, and not inferred.
    given:              the day, where the chain has decided it already.
    """

    start: int
    end: int
    weekday: int | None
    part: str | None
    day: int | None
    month: int | None
    year: int | None
    ranged: bool
    year_printed: bool = False
    given: date | None = None


# What triggers a chooser: the kind of its candidate.
WEEKDAY, DAY, DATE, FULL_DATE = "Montag", "5.", "5. Mai", "5. Mai 2021"
KINDS = (WEEKDAY, DAY, DATE, FULL_DATE)


class Question(NamedTuple):
    """What a chooser is asked: the candidate, the pointing word in front of it, the day before it in its chain."""

    reading: Reading
    candidate: DayCandidate
    cue: re.Match[str] | None = None
    previous: date | None = None

    @property
    def kind(self) -> str:
        """What is printed: a bare weekday, a day of the month, a day and a month, or the year, too (its own or one that
        its chain shares). Choosers are triggered by it.
        """
        if self.candidate.day is None:
            return WEEKDAY
        if self.candidate.month is None:
            return DAY
        return DATE if self.candidate.year is None else FULL_DATE

    @property
    def dates(self) -> tuple[date, ...]:
        """The candidate's day and month in the years about the issued day, the nearest year first."""
        return _in_years_about(self.reading.issued.year, self.candidate.month or 0, self.candidate.day or 0)

    def days_of_month(self) -> list[date]:
        """The candidate's day in the months about the issued day, or after the day before it."""
        base, found = self.previous or self.reading.issued, []
        for step in range(-1, 3):
            year, month = divmod(base.year * 12 + base.month - 1 + step, 12)
            day = make_day(min(max(year, 1), 9998), month + 1, self.candidate.day or 0)
            if day and (self.previous is None or day > self.previous):
                found.append(day)
        return found

    def weekday_from(self, base: date, *, later: bool) -> date:
        """The first day of the candidate's weekday after a day, or before it."""
        step = 1 if later else -1
        return base + timedelta(days=step * ((step * ((self.candidate.weekday or 0) - base.weekday()) - 1) % 7 + 1))

    def direction_of(self, day: date) -> str:
        return FORWARD if day >= self.reading.issued else BACKWARD


class Decision(NamedTuple):
    """The day of a candidate.

    day:               None for a day that never was.
    row:               the kind of row that the mention becomes.
    end:               where the mention ends: words behind the candidate may belong to it.
    direction, reason: forward or back of the issued day where that had to be decided, and what decided it.
    base:              the day that it was counted from; None where it was not counted.
    """

    day: date | None
    row: str
    end: int
    direction: str | None = None
    reason: str | None = None
    flags: tuple[str, ...] = ()
    base: date | None = None


@lru_cache(maxsize=4096)
def _in_years_about(year: int, month: int, day: int) -> tuple[date, ...]:
    found = [d for step in (0, -1, 1) if 0 < year + step < 9999 and (d := make_day(year + step, month, day))]
    if not found:  # the 29th of February
        found = [d for step in (-2, 2, -3, 3, -4, 4)
                 if 0 < year + step < 9999 and (d := make_day(year + step, month, day))]  # fmt: skip
    return tuple(found)


Chooser = Callable[[Question], Decision | None]
CHOOSERS: RuleTable[Chooser] = RuleTable("day choosers")
INFERRED = ("year_inferred",)


def choose(question: Question) -> Decision:
    """Return the decision of the first chooser that makes one; the last chooser of each kind always does."""
    reading = question.reading
    for chooser in reading.choosers[question.kind]:
        decision: Decision | None = chooser.function(question)
        if reading.trace is not None:
            _traced(question, chooser.name, decision)
        if decision is not None:
            return decision
    return Decision(None, "date", question.candidate.end)


def _traced(question: Question, name: str, decision: Decision | None) -> None:
    reading, candidate = question.reading, question.candidate
    outcome: Outcome = "tried" if decision is None else "decided"
    why, reason = ("", None) if decision is None else (str(decision.day or ""), decision.reason)
    if reading.trace is not None:
        reading.trace.add(name, candidate.start, candidate.end, outcome, why, (reason,) if reason else ())
    if decision is not None and decision.base is not None:
        reading.note("counted_from", decision.base, candidate.start, candidate.end)
