"""The part that a named day plays in its text: a day of its own, or one on which something begins, ends or goes on."""

from __future__ import annotations

from datetime import date

from archive.german.dates.context import Named, Reading
from archive.german.dates.hour_cues import BESIDES, ENDS, FROM, GOES_ON, IN_CLAUSE, SINCE, UNTIL_DAY

MOST = 12  # named days that are looked back at


def is_until(reading: Reading, named: Named) -> bool:
    """Whether something lasts until that day: „bis zum 3. Mai“."""
    return not named.days and UNTIL_DAY.search(reading.before(start_of(reading, named), 40)) is not None


def is_over_then(reading: Reading, named: Named) -> bool:
    """„… endet am [Montag] um 5 Uhr. Die Umleitung ist ab 21 Uhr ausgeschildert“: rather not on Monday."""
    return not named.days and ENDS.search(reading.before(start_of(reading, named), 48)) is not None


def is_beside(reading: Reading, named: Named) -> bool:
    """Whether the day is one of sales, applications, a clause about something else or a bracket, not of the event."""
    if named.days:
        return False
    start = start_of(reading, named)
    left, right = reading.sentence(start, named.at)
    if left.rfind("(") > left.rfind(")"):
        return True
    return IN_CLAUSE.search(left) is not None or BESIDES.search(left + right) is not None


def opens(reading: Reading, named: Named) -> bool:
    """Whether something goes on from that day: „ab 1. Mai“, „von Freitag, 18 Uhr, bis Montag“."""
    before = reading.before(start_of(reading, named), 40)
    return not (named.days or named.hour) and (SINCE.search(before) is not None or spans(reading, named))


def spans(reading: Reading, named: Named) -> bool:
    """Whether the day is the first of a span with hours: „von Freitag, 18 Uhr, bis Montag“, „von Montag an“."""
    if named.days or named.hour or not GOES_ON.match(reading.text, named.at):
        return False
    return FROM.search(reading.before(start_of(reading, named), 40)) is not None


def start_of(reading: Reading, named: Named) -> int:
    """Where the mention of the day begins."""
    return reading.starts.get(named.at, named.at)


def story_day(reading: Reading) -> date | None:
    """Return the last named day that stands for itself, as „am Vorabend“ needs it; otherwise the last of any kind."""
    for named in reversed(reading.named[-MOST:]):
        if named.day is not None and not is_until(reading, named) and not opens(reading, named):
            return named.day
    return reading.anchor
