"""Which day an hour belongs to: one named in its sentence, its paragraph, the one before or the heading; else none.

A release never gives an hour a day that nobody named. Where several are named, it is the last on the side of the issued
day to which the hour's clause points; a day that something lasts until („bis zum 3. Mai“) has no hours, and a day from
which something lasts („ab dem 3. Mai“) none in a later sentence, but for those of its beginning.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from archive.german.dates.clause import CLOSED
from archive.german.dates.context import STOP, Named, Reading
from archive.german.dates.hour_cues import (
    BEGINNING,
    BESIDES,
    DAY_BEHIND,
    EVENTS,
    HABIT,
    KEPT_OPEN,
    NIGHT,
    ON_SUCH_A_DAY,
    OPENED,
    OPENING,
    OTHER_EVENTS,
    OWN_HOUR,
    RANGE,
    SENTENCE_END,
    UNTIL_DAY,
    WITNESSES,
)
from archive.german.dates.named_days import is_beside, is_over_then, is_until, opens, spans, start_of
from archive.german.dates.rules.days import day_ahead
from archive.german.dates.tense import tense_of

REACH = 1500  # code points behind a day that its hours may stand
NEWS_REACH, NEWS_STOPS = 300, 3  # in news: code points, and sentences that a story of the past stays with a day
MOST, MOST_IN_ALL = 12, 40  # days that are looked back at, and of a text in which only one is named
HEADING = 160  # code points of a first paragraph that is a heading
LINE_OPENING = 40  # code points of a line in front of an hour that opens it
EVENING = 17  # o'clock: of a night between two days, it begins here and is that of the first
EVENING_HOURS = tuple(str(hour) for hour in range(EVENING, 25))
BEHIND = re.compile(
    r"[ \xa0](?:am|des|vom)[ \xa0](?:(?:kommenden|nächsten|vergangenen|letzten|heutigen|morgigen)[ \xa0])?"
    r"(?=[MDFS1-9]|[12]\d|3[01])"
)
# Between a day and an hour that is its own, whatever stands behind the hour.
ADJACENT = re.compile(
    r"[\s,(:–-]*(?:(?:um|ab|von|bis|gegen|jeweils|zwischen|ca\.|etwa|nur|schon|bereits|erst|nachts|abends|morgens|mittags|"
    r"nachmittags|vormittags|früh|kurz|vor|nach)[\s(]*){0,4}"
)


class HourDay(NamedTuple):
    """The day of an hour; None if none is named.

    days:  of the list or span that was named, all of them.
    night: the day is the one at the end of a night.
    until: the day is one until which something lasts, and so is the hour.
    span:  the days are those of a span, and the hour stands in another sentence.
    opens: something goes on from that day, so that the hours of a later sentence need not be its own.
    onward: so it does from that day on, and hours from one to another are those of each.
    """

    day: date | None
    named: bool = False
    days: tuple[date, ...] = ()
    night: bool = False
    until: bool = False
    opens: bool = False
    onward: bool = False
    span: bool = False

    def at(self, hour: int) -> date | None:
        """Return the day on which an hour of it lies: the evening of a night is on the day before."""
        if self.day is not None and self.night and hour >= EVENING:
            return self.day - timedelta(days=1)
        return self.day


OPEN = HourDay(None)


def day_of_hour(reading: Reading, start: int, end: int) -> HourDay:
    """Return the day of a clock time that stands from `start` to `end`."""
    text, last = reading.text, reading.named[-1] if reading.named else None
    between = text[last.at : start] if last else ""
    if last is None or ADJACENT.fullmatch(between) is None:
        behind = BEHIND.match(text, end) if reading.look == "ahead" or not last or STOP.search(between) else None
        if behind and (day := day_ahead(reading, behind.end())):
            return HourDay(day, named=True)
    elif last.day is not None:
        return _of(reading, last)
    if reading.look == "back":
        return _in_news(reading, start)
    if (last is None or STOP.search(between)) and (behind_verb := _behind_verb(reading, start, end)):
        return behind_verb
    return _in_release(reading, start, end)


def _in_news(reading: Reading, start: int) -> HourDay:
    """In news it is the day named last in the sentence or in a story of the past, otherwise that of the paper.

    That costs less than it says: of the hours of KRAUTS (half of it) 35 of 62 stand on the day of issue without a word.
    """
    issued = HourDay(reading.issued)
    last = next((named for named in reversed(reading.named) if named.day), None)
    if last is None or last.day is None or start - last.at >= NEWS_REACH:
        return issued
    between = reading.text[last.at : start]
    reach = NEWS_STOPS if last.day < reading.issued else 0
    return issued if "\n\n" in between or len(STOP.findall(between)) > reach else _of(reading, last)


def _behind_verb(reading: Reading, start: int, end: int) -> HourDay | None:
    """„Um 19.30 Uhr liest am [Freitag] Jana Holm“: the hour opens the sentence, and its clause goes on to the day."""
    left, _ = reading.sentence(start, end)
    match = DAY_BEHIND.match(reading.text, end) if OPENING.fullmatch(left) else None
    if match is None or OWN_HOUR.match(reading.text, match.end()):
        return None
    day = day_ahead(reading, match.end())
    return HourDay(day, named=True, night=match["night"] is not None) if day else None


class _Hour:
    """An hour of a release and what its sentence says about its day; each is worked out only when it is asked for."""

    def __init__(self, reading: Reading, start: int, end: int) -> None:
        self.reading, self.start, self.end = reading, start, end

    @cached_property
    def sentence(self) -> tuple[str, str]:
        return self.reading.sentence(self.start, self.end)

    @cached_property
    def past(self) -> bool:
        tense = tense_of(*self.sentence)
        return tense is not None and tense.time == "past"

    @cached_property
    def begins(self) -> bool:
        """Something begins then: „Eröffnung“, „Auftakt“."""
        return BEGINNING.search("".join(self.sentence)) is not None

    @cached_property
    def beside(self) -> bool:
        return BESIDES.search("".join(self.sentence)) is not None

    @cached_property
    def ends(self) -> bool:
        """„Anmeldungen bis zum 3. Mai. Maßgeblich ist der Eingang bis 24 Uhr.“"""
        late = self.reading.text[self.start : self.start + 2].isdigit()  # „bis 6 Uhr“ is so on each day
        return late and UNTIL_DAY.search(self.sentence[0]) is not None

    @cached_property
    def of_no_day(self) -> bool:
        """The hour is that of several events, or of a habit told in the present tense."""
        left, right = self.sentence
        if _of_several(self.reading, left):
            return True
        return (HABIT.search(left) or HABIT.search(right)) is not None and not self.past

    @cached_property
    def repeated(self) -> bool:
        """The sentence says, before the hour, that it is so every night or every weekend."""
        last = self.reading.put_last("SET")
        if last is None or not (last.value or "").startswith(("XXXX", "P1D")):
            return False  # „stündlich“ and „jährlich“ say nothing of the day
        text = self.reading.text
        if (last.value or "").startswith("XXXX-XX-XXT") and (
            ADJACENT.fullmatch(text, last.end, self.start) or self.past
        ):
            return False  # „endete abends gegen 20.30 Uhr“
        return last.end <= self.start and SENTENCE_END.search(text, last.end, self.start) is None

    def each_day_from(self, named: Named) -> bool:
        """„ab 1. Juni …, abends ab 20 Uhr“: between the day and the hour stands what is so every day."""
        last = self.reading.put_last("SET")
        return last is not None and named.at < last.start and last.end <= self.start

    def agrees(self, day: date) -> bool:
        """Whether a day is on the side of the issued day to which the hour's clause points."""
        if day == self.reading.issued:  # in the past tense it is not the evening of the issued day
            return not (self.reading.text[self.start : self.start + 2] in EVENING_HOURS and self.past)
        return day < self.reading.issued if self.past else day > self.reading.issued

    def goes_on_with(self, named: Named) -> bool:
        """Whether a line that has the hour may go on with a day of a line above: one of the heading, one of a list of
        hours or of days, or the hour stands at its beginning („Treffpunkt ist um 9 Uhr“).
        """
        line = self.start - self.reading.text.rfind("\n", 0, self.start)
        return named.hour or bool(named.days) or named.at <= HEADING or line <= LINE_OPENING

    def of_each_day_of(self, named: Named) -> bool:
        """„Am 4. Mai öffnet das Bad. Es ist von 9 bis 20 Uhr geöffnet“: so it is on each day from then on."""
        if not KEPT_OPEN.search("".join(self.sentence)):
            return False
        left, right = self.reading.sentence(start_of(self.reading, named), named.at)
        return OPENED.search(left + right) is not None

    def begins_on(self, named: Named) -> bool:
        return not opens(self.reading, named) or spans(self.reading, named) or self.begins


def _in_release(reading: Reading, start: int, end: int) -> HourDay:
    if not reading.named:
        return OPEN
    text, hour = reading.text, _Hour(reading, start, end)
    of_every_day = _every_day_at(reading, start)
    quote = text.rfind("„", max(0, start - REACH), start)
    quoted = quote >= 0 and not CLOSED.search(text, quote, start)
    last_day: Named | None = None
    apart = False
    for named in reversed(reading.named[-MOST:]):
        if quoted and named.at < quote:
            return OPEN  # what somebody says is not about the day that the release has named
        between = text[named.at : start]
        if named.at < of_every_day:
            return OPEN
        if len(between) > REACH or between.count("\n\n") > 1:
            break
        if ON_SUCH_A_DAY.search(between):
            return OPEN
        if "\n" in between and not hour.goes_on_with(named):
            apart = True
            break
        same = SENTENCE_END.search(between) is None
        if (not same and hour.repeated) or (hour.each_day_from(named) and opens(reading, named)):
            return OPEN
        if named.day is None:
            if "\n\n" not in between:
                return OPEN
        elif not same and (is_over_then(reading, named) or (is_beside(reading, named) and not hour.beside)):
            last_day = last_day or named
        elif (not is_until(reading, named) or hour.ends) and (
            same or (hour.agrees(named.day) and hour.begins_on(named))
        ):
            if not same and (hour.of_no_day or spans(reading, named) or hour.of_each_day_of(named)):
                return OPEN
            found = _of(reading, named, ends=not same and hour.ends)
            first = same or hour.begins
            return found._replace(span=True) if named.span and not (first or found.until or found.night) else found
    if quoted:
        return OPEN
    if last_day is not None and hour.agrees(last_day.day or reading.issued):
        return _of(reading, last_day)
    if hour.of_no_day or (apart and len({n.day for n in reading.named[:MOST_IN_ALL] if n.day}) > 1):
        return OPEN
    heading = text.find("\n") if 0 < text.find("\n") <= HEADING else 0
    of_heading = [n for n in reading.named[:MOST] if n.at <= heading and n.day and hour.agrees(n.day)]
    if of_heading:
        return _of(reading, of_heading[-1])
    agreeing = [n for n in reading.named[:MOST_IN_ALL] if n.day and hour.agrees(n.day)
                and not is_until(reading, n) and hour.begins_on(n)]  # fmt: skip
    if len(reading.named) <= MOST_IN_ALL and agreeing and len({n.day for n in agreeing}) == 1:
        return _of(reading, agreeing[-1])
    return OPEN


def _of(reading: Reading, named: Named, *, ends: bool = False) -> HourDay:
    start = start_of(reading, named)
    if named.night or NIGHT.search(reading.text, max(0, start - 60), start):
        return HourDay(named.days[-1] if named.days else named.day, named=True, night=True)
    if (
        named.span and ends and RANGE.search(reading.text, start, named.at)
    ):  # „vom 15. November bis zum 31. Januar … Maßgeblich ist der Eingang bis 24 Uhr“
        return HourDay(named.days[-1], named=True, until=True)
    onward = opens(reading, named)
    return HourDay(named.day, named=True, days=named.days, until=is_until(reading, named),
                   opens=onward or is_over_then(reading, named), onward=onward)  # fmt: skip


def _of_several(reading: Reading, left: str) -> bool:
    """Whether an hour is that of several events, and the text has named several days; „die weiteren“ are others."""
    if OTHER_EVENTS.search(left):
        return True
    if not (EVENTS.search(left) or WITNESSES.search(left)):
        return False
    return len({named.day for named in reading.named[-MOST:] if named.day and not is_until(reading, named)}) > 1


def _every_day_at(reading: Reading, start: int) -> int:
    """Where the paragraph last said, before an hour, that something is so every day or every week; otherwise -1."""
    last = next((m for m in reversed(reading.mentions[-4:]) if m.type == "SET" and not m.span), None)
    if last is None or not (last.value or "").startswith(("XXXX-W", "P1D")) or "\n" in reading.text[last.end : start]:
        return -1
    return last.end
