"""Rows of clock times: their day, their days or their weekdays, and their instants in UTC."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from archive.german.dates.context import STOP, Reading, Weekly
from archive.german.dates.hour_days import OPEN, HourDay, day_of_hour
from archive.german.dates.modifiers import modifier

ZONE = ZoneInfo("Europe/Berlin")
LAST_DAY = date(9999, 12, 31)
EACH = re.compile(
    r"(?:[zZ]eiten\b[^.!?]{0,24}|\b(?:(?:jeweils|je|[tT]äglich|"
    r"[jJ]ede[nr] (?:Tag|Morgen|Vormittag|Mittag|Nachmittag|Abend|Nacht))\b[^.!?]{0,12}|"
    r"(?<!wie )(?:stets|immer|üblicherweise|normalerweise|gewöhnlich|in der Regel)\b[^.!?]{0,40}|"
    r"[aA]n (?:[a-zäöüß]+ ){0,2}Tagen\b[^.!?]{0,14}))$"
)
UNTIL = re.compile(
    r"\bbis(?:\s(?:etwa|ca\.|gegen|maximal|spätestens|mindestens|längstens|höchstens|kurz (?:vor|nach)))?\s{1,2}$", re.I
)
ADDED_UP = 31  # days; a clock time is given to each day of a list or span no longer than this
LATE, SMALL = 18, 5  # o'clock: behind a late hour, a small one is that of the next morning
NEAR = 240  # code points between them
GLUED = 8  # code points between the hours of a list


class Clock(NamedTuple):
    """One clock time as printed."""

    start: int
    end: int
    hour: int
    minute: int

    @property
    def value(self) -> str:
        return f"T{self.hour:02d}:{self.minute:02d}"


def to_utc(day: date, hour: int, minute: int) -> tuple[str | None, tuple[str, ...]]:
    """Return an instant of Berlin's wall clock in UTC, and `gap` or `fold` if the clock change makes it doubtful.

    None for the last day of the calendar. 24 o'clock is the next day's midnight.
    In a gap the clock before the change counts, in a fold the first hour.
    """
    if day >= LAST_DAY:
        return None, ()
    wall = datetime.combine(day + timedelta(days=hour // 24), time(hour % 24, minute))
    first, second = ZONE.utcoffset(wall) or timedelta(), ZONE.utcoffset(wall.replace(fold=1)) or timedelta()
    flags = () if first == second else ("gap",) if first < second else ("fold",)  # PEP 495
    return f"{(wall - first).isoformat()}Z", flags


def put_hours(reading: Reading, times: list[Clock], end: int, *, ranged: bool) -> None:
    """Give clock times their day, their days or their weekdays."""
    start, weekly = times[0].start, _weekly(reading, times[0].start)
    before = reading.before(start, 60)
    each = EACH.search(before) is not None or _each_goes_on(reading, start)
    found = OPEN if weekly else day_of_hour(reading, start, end)
    if (found.span and not each and not ranged) or (found.onward and ranged):
        found = OPEN  # on which day of the span nobody said, and „ab Montag von 8 bis 16 Uhr“ is so on each
    if found.day is not None:
        reading.note("day_of_hour", found.day, start, end)
    days = found.days if 1 < len(found.days) <= ADDED_UP and (each or reading.listed or ranged) else ()
    if each:
        reading.every_day_named(end)
    mod = modifier(reading.before(start, 16), "gegen")
    flags = ("end",) if not ranged and (found.until or UNTIL.search(before)) else ()
    if weekly is not None or (not days and (each or found.day is None)):
        _put_dayless(reading, times, end, weekly, ranged=ranged, mod=mod,
                     flags=flags if weekly or each else (*flags, "day_unknown"))  # fmt: skip
    elif days:
        _put_on_each(reading, times, end, days, ranged=ranged, mod=mod, flags=flags)
    else:
        _put_on(reading, times, end, found, ranged=ranged, mod=mod, flags=flags)


def _put_dayless(
    reading: Reading, times: list[Clock], end: int, weekly: Weekly | None, *, ranged: bool, mod: str | None,
    flags: tuple[str, ...],
) -> None:  # fmt: skip
    """„montags um 9 Uhr“, „jeweils um 9 Uhr“, or an hour whose day nobody named."""
    prefix, weekdays = (weekly.value, weekly.weekdays) if weekly else ("", None)
    kind = "SET" if weekly else "TIME"
    for clock in times:
        reading.add(clock.start, clock.end, kind, prefix + clock.value, "clock time", weekdays=weekdays, mod=mod,
                    flags=flags)  # fmt: skip
    if ranged:
        value = "/".join(prefix + clock.value for clock in times)
        reading.add(times[0].start, end, "SET", value, "clock span", span=True, weekdays=weekdays, flags=flags)


def _put_on_each(
    reading: Reading, times: list[Clock], end: int, days: tuple[date, ...], *, ranged: bool, mod: str | None,
    flags: tuple[str, ...],
) -> None:  # fmt: skip
    first, last = min(days), max(days)
    for clock in times:
        on = tuple((str(d), to_utc(d, clock.hour, clock.minute)[0], None) for d in days)
        reading.add(clock.start, clock.end, "TIME", clock.value, "clock time", begin=first, last=last, mod=mod,
                    instants=on, flags=flags)  # fmt: skip
    if ranged:
        over = times[1][2:] < times[0][2:]
        both = tuple((str(d), to_utc(d, *times[0][2:])[0], to_utc(d + timedelta(over), *times[1][2:])[0]) for d in days)
        reading.add(times[0].start, end, "SET", f"{times[0].value}/{times[1].value}", "clock span", begin=first,
                    last=last, span=True, instants=both)  # fmt: skip


def _put_on(
    reading: Reading, times: list[Clock], end: int, found: HourDay, *, ranged: bool, mod: str | None,
    flags: tuple[str, ...],
) -> None:  # fmt: skip
    instants, begin = [], found.at(times[0].hour)
    for clock in times:
        at = found.at(clock.hour)
        over = ranged and clock is times[1]
        if (
            at is not None
            and clock.hour < SMALL
            and not over
            and not found.night
            and _behind_late(reading, at, clock.start)
        ):
            at = begin = at + timedelta(days=1)
        if at is None or begin is None:
            return
        if over and not found.night and clock[2:] < times[0][2:]:
            at = begin + timedelta(days=1)  # over midnight
        over_now = at == reading.issued and reading.past(clock.start, clock.end)  # it was in the night before
        if reading.look == "ahead" and not flags and _at_midnight(reading, clock.start) and over_now:
            clock = clock._replace(hour=0)
        elif reading.look == "ahead" and not flags and _at_midnight(reading, clock.start):
            at, clock = at + timedelta(days=1), clock._replace(hour=0)
        utc, doubt = to_utc(at, clock.hour, clock.minute)
        instants.append((f"{at}{clock.value}", utc))
        reading.add(clock.start, clock.end, "TIME", f"{at}{clock.value}", "clock time", begin=at, last=at, utc=utc,
                    flags=(*doubt, *flags), mod=mod)  # fmt: skip
    if ranged and begin is not None:
        (first, utc), (last, utc_end) = instants
        reading.add(times[0].start, end, "DURATION", f"{first}/{last}", "clock span", begin=begin, last=begin,
                    span=True, utc=utc, utc_end=utc_end)  # fmt: skip
    if found.named and not found.until and not found.opens and found.day is not None:
        reading.hour_named(found.day, end, night=found.night)


def _at_midnight(reading: Reading, start: int) -> bool:
    """„um Mitternacht“, „nach Mitternacht“: the day that begins then."""
    return reading.text.startswith("Mitternacht", start) and not reading.before(start, 5).endswith("vor ")


def _behind_late(reading: Reading, day: date, start: int) -> bool:
    """Whether the hour before it was a late one of the same day, or the midnight at its end: „um 22 Uhr …, die letzte
    Bahn fährt um 1.20 Uhr“.
    """
    last = reading.put_last("TIME")
    if last is None or reading.look == "back" or not last.value or start - last.end > NEAR:
        return False
    if last.value == f"{day + timedelta(days=1)}T00:00":
        return True
    return last.value.startswith(f"{day}T") and last.value[11:13].isdigit() and int(last.value[11:13]) >= LATE


def _each_goes_on(reading: Reading, start: int) -> bool:
    """„Einlass ist an diesen Tagen um 8 Uhr, gebadet wird bis 22 Uhr“: it holds until a day or a sentence end."""
    if (
        reading.each_at < 0
        or not 0 <= start - reading.each_at < NEAR
        or (reading.named and reading.named[-1].at > reading.each_at)
    ):
        return False
    return start - reading.each_at < GLUED or STOP.search(reading.text, reading.each_at, start) is None


def _weekly(reading: Reading, start: int) -> Weekly | None:
    near = reading.weekly is not None and 0 <= start - reading.weekly_at < 60
    return reading.weekly if near and reading.anchor_at <= reading.weekly_at else None
