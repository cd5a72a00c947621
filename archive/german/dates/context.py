"""Reading: the text, the issued day, the mentions so far, and which way an expression points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from archive.german.dates.certainty import certainty_of
from archive.german.dates.holidays import COMMON, Feasts
from archive.german.dates.mention import DateMention, Look
from archive.german.dates.news_tense import AHEAD, BACK, OPENING, PRESENT, STRONG_BACK
from archive.german.dates.reasons import LOOK
from archive.german.dates.tense import tense_of
from archive.german.rules import Rule
from archive.german.trace import Trace
from archive.german.words.calendar import MONTHS
from archive.german.words.pattern import one_of

WINDOW = {"ahead": 160, "back": 110}  # code points of the sentence that are read for tense, to each side
# Full stops that end no sentence.
NO_STOP = (
    r"(?<!\bDr\.)(?<!\bProf\.)(?<!\bSt\.)(?<!\bNr\.)(?<!\bAz\.)(?<!\bTel\.)(?<!\bca\.)(?<!\bz\. B\.)(?<!\b[A-ZÄÖÜ]\.)"
)
# The end of a sentence; „am 21. Juni“ has none. It begins with its mark, so that the search leaps from mark to mark.
STOP = re.compile(
    rf"[.!?;\n](?:(?<=[;\n])|(?:(?=\s+[A-ZÄÖÜ„\"]){NO_STOP}|(?<=[a-zäöüß].)(?=\s+\d{{4}}\b))(?!\s+(?:{one_of(MONTHS)})\b))"
)
FORWARD, BACKWARD, TODAY = "forward", "back", "today"
# „das Gewitter vom [Sonntagabend]“ is over, „von Sonntag bis“, „vom Sonntag auf den Montag“ need not be
LATELY = re.compile(r"\b(?!Nacht\b)[A-ZÄÖÜ][\wäöüß-]{3,}\svom\s$")
GOES_ON = re.compile(r",?\s?(?:auf|bis|an|zum|–|-|\d)(?![a-zäöüß])")


STORY_REACH = 3000  # code points that a story stays with a day
A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Weekly:
    """Weekdays of every week: their TIMEX3 pattern (`XXXX-WXX-1..5`; empty for all seven) and their ISO digits."""

    value: str
    weekdays: str


class Named(NamedTuple):
    """A day that the text names, and where its mention ends; None for one that could not be read.

    days: of a list or span, all of them; of a long span the first and the last.
    span: it is a span and no list.
    hour: it was named by one of its hours.
    night: it is the day on which a night ends.
    """

    day: date | None
    at: int
    days: tuple[date, ...] = ()
    span: bool = False
    hour: bool = False
    night: bool = False


@dataclass(slots=True)
class Reading:
    """What is known of a text while it is read from left to right.

    It is made for one text and grows with it, by the methods below alone: nobody else assigns to it or changes what it
    holds, and all that it hands out is frozen.
    """

    text: str
    issued: date
    look: Look
    choosers: Mapping[str, tuple[Rule[Any], ...]]  # of the day, in order, by what is printed
    trace: Trace | None = None  # gets what was tried, where somebody asked
    feasts: Feasts = COMMON  # those of the German calendar, and of the city that issued the text
    mentions: list[DateMention] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)  # end of a mention → its start, the first of several
    anchor: date | None = None  # the last day named, for clock times and „am Tag darauf“
    anchor_at: int = -1
    named: list[Named] = field(default_factory=list)  # the days named so far, for the hours that follow
    evening: bool = False  # the day last named was an afternoon or evening: „Mittwochabend um halb acht“
    year: int | None = None  # the last year printed, for a story that is told in order
    year_at: int = -1
    weekly: Weekly | None = None  # the weekdays of every week that a clock time belongs to
    weekly_at: int = -1
    each_at: int = -100  # the end of the last clock time that holds on every day
    days: tuple[date, ...] = ()  # the days of the last list or span, for clock times that hold on each of them
    listed: bool = False  # joined by „und“, not by „bis“
    dated: dict[int, date] = field(default_factory=dict)  # weekday → the day last given that name and a date
    dated_back: dict[int, date] = field(default_factory=dict)  # the same of days that were over when it was issued
    week: tuple[date, date] | None = None  # the week, weekend or feast last named: a weekday may be one of its days
    week_at: int = -1

    def add(
        self, start: int, end: int, kind: str, value: str | None, rule: str, *, begin: date | None = None,
        last: date | None = None, mod: str | None = None, flags: tuple[str, ...] = (), direction: str | None = None,
        reason: str | None = None, span: bool = False, utc: str | None = None, utc_end: str | None = None,
        weekdays: str | None = None, instants: tuple[tuple[str, str | None, str | None], ...] = (),
    ) -> None:  # fmt: skip
        """Keep a mention; `begin` and `last` are its days."""
        if value is None:
            self.named.append(Named(None, end))
        if kind == "DATE" and begin and last and 0 < (last - begin).days < A_WEEK:  # whose days a weekday may name
            self.week, self.week_at = (begin, last), end
        if start < self.starts.get(end, end):
            self.starts[end] = start
        first = begin.isoformat() if begin else None
        final = first if last is begin else last.isoformat() if last else None
        if direction and begin == last == self.issued:  # neither ahead nor over, whatever the sentence says
            direction = TODAY
        self.mentions.append(DateMention(
            start, end, self.text[start:end], kind, value, mod, first, final, utc, utc_end, rule, flags, direction,
            reason, span, weekdays, instants, certainty_of(kind, value, begin, flags, reason)))  # fmt: skip

    def day_named(self, day: date, at: int, *, evening: bool = False, sure: bool = True) -> None:
        """Remember a day for the clock times and the story that follow.

        evening: it was an afternoon or evening; sure: an hour behind it may belong to it.
        """
        self.named.append(Named(day if sure else None, at))
        self.anchor, self.anchor_at, self.days, self.evening = day, at, (), evening

    def hour_named(self, day: date, at: int, *, night: bool) -> None:
        """Remember a day that was named by one of its hours."""
        self.named.append(Named(day, at, hour=True, night=night))

    def weekdays_named(self, weekdays: str, value: str, at: int) -> None:
        """Remember the weekdays of every week that the clock times behind this place belong to; see Weekly."""
        self.weekly, self.weekly_at = Weekly(value, weekdays), at

    def every_day_named(self, at: int) -> None:
        """Remember that the clock time that ends here holds on every day."""
        self.each_at = at

    def days_named(self, days: tuple[date, ...], at: int, *, listed: bool) -> None:
        """Remember the days of a list or a span; a bare weekday that follows may be one of them."""
        self.anchor, self.anchor_at, self.days, self.listed = days[0], at, days, listed
        self.named.append(Named(days[0], at, days, span=not listed))
        for day in days[:7]:
            self.date_weekday(day)

    def date_weekday(self, day: date) -> None:
        """Remember a day with its date for the bare weekday that may follow."""
        (self.dated if day >= self.issued else self.dated_back)[day.weekday()] = day

    def base(self, start: int) -> date:
        """Return the day that a story has reached: the one named last, otherwise the issued day."""
        near = self.anchor is not None and 0 <= start - self.anchor_at < STORY_REACH
        return self.anchor if near and self.anchor else self.issued

    def note(self, what: Literal["counted_from", "day_of_hour"], day: date, start: int, end: int) -> None:
        """Note in the trace which day a mention is counted from, or which day an hour belongs to."""
        if self.trace is not None:
            self.trace.add(what, start, end, "found", day.isoformat())

    def year_named(self, year: int, at: int) -> None:
        """Remember a printed year for the months and days after it."""
        self.year, self.year_at = year, at

    def put_last(self, kind: str) -> DateMention | None:
        """Return the last mention of a type, span rows aside."""
        return next((m for m in reversed(self.mentions[-6:]) if m.type == kind and not m.span), None)

    def tells(self, start: int, end: int) -> bool:
        """Return whether the story is set in a past year that was printed shortly before."""
        if self.year is None or not 0 <= start - self.year_at < 220 or self.year >= self.issued.year - 1:
            return False
        return self.look == "back" or self.direction(start, end)[0] == BACKWARD

    def before(self, start: int, width: int = 24) -> str:
        """Return the code points in front of a position."""
        return self.text[start - width if start > width else 0 : start]

    def sentence(self, start: int, end: int) -> tuple[str, str]:
        """Return the sentence to the left and to the right of an expression, at most WINDOW code points each."""
        width = WINDOW[self.look]
        left, right = self.text[max(0, start - width) : start], self.text[end : end + width]
        begin = 0
        for begins in STOP.finditer(left):
            begin = begins.end()
        stop = STOP.search(right)
        return left[begin:], right[: stop.start()] if stop else right

    def past(self, start: int, end: int) -> bool:
        """Return whether the sentence is explicitly about the past."""
        left, right = self.sentence(start, end)
        if self.look == "ahead":
            tense = tense_of(left, right)
            return tense is not None and tense.time == "past"
        return bool(STRONG_BACK.search(left) or STRONG_BACK.search(right)) and not AHEAD.search(left + right)

    def direction(self, start: int, end: int) -> tuple[str, str, bool]:
        """Return forward or back, the reason, and whether a cue of the sentence decided."""
        left, right = self.sentence(start, end)
        if self.look == "ahead":
            tense = tense_of(left, right)
            if tense is None and LATELY.search(left) and not GOES_ON.match(right):
                return BACKWARD, "cue: vom", False
            if tense is None:
                return FORWARD, LOOK, False
            return (BACKWARD if tense.time == "past" else FORWARD), f"tense: {tense.word}", True
        if not left.removesuffix(" ").endswith(OPENING) or left.count(" ") > 2:
            pass
        elif verb := PRESENT.match(right):
            return FORWARD, f"tense: {verb[1]}", True
        if (cue := AHEAD.search(left) or AHEAD.search(right)) and not BACK.search(left + " " + right):
            return FORWARD, f"tense: {cue[0]}", True
        return BACKWARD, LOOK, False


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, None if it never existed."""
    try:
        return date(year, month, day) if year < 9999 else None
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)


def iso_week(day: date) -> str:
    """Return the week of a day as TIMEX3 (`2021-W14`)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def add_months(day: date, months: int) -> date:
    """Return the day so many months on, the month's last day where it is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))
