"""Clock times: „17.30 Uhr“, „von 13:30 bis 18 Uhr“, in the city's zone and in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from archive.normalise.dates.context import STOP, Reading

ZONE = ZoneInfo("Europe/Berlin")
O = r"[ \t\xa0\u202f]{0,4}\n?"  # noqa: E741
HOUR = r"(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?(?![\d:]|\.\d)"
JOIN = rf"(?:{O}(?:[-–—/]|bis|und|oder|sowie){O}(?:von{O}|um{O}|ab{O})?)"
WITH_UHR = re.compile(
    rf"(?<![\w.,:/])({HOUR}(?:{JOIN}{HOUR}){{0,6}}{O}Uhr)(?P<more>{O}(?P<min>[0-5]\d)\b(?!{O}[A-ZÄÖÜ.]))?(?!\w)"
)
AFTER_CUE = re.compile(
    rf"(?<![\w.,:/])((?:2[0-4]|[01]?\d)[.:][0-5]\d(?:{JOIN}(?:2[0-4]|[01]?\d)[.:][0-5]\d){{0,6}})(?![\d:.%]*\d|"
    rf"{O}(?:%|€|Euro|Prozent|Mio|Millionen|Kilometer|Meter|[km]m?\b|[mM]illiarden))"
)
CUE = re.compile(
    r"\b(?:um|ab|gegen|von|bis|zwischen|Um|Ab|Von|Beginn|Beginn:|Einlass|Einlass:|"
    r"jeweils|Uhr,)[ \xa0\n]{1,2}$"
)
ONE = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
RANGE = re.compile(r"-|–|—|bis")
CLOCK_AHEAD = re.compile(
    rf"{O}[,:(]?{O}(?:(?:jeweils|auch|nur|zusätzlich|von|ab|um)[ \xa0]){{0,2}}{HOUR}(?:{JOIN}{HOUR}){{0,3}}{O}Uhr"
)
EACH = re.compile(r"\b(?:jeweils|täglich|je)\b[^.!?]{0,12}$")


def to_utc(day: date, hour: int, minute: int) -> tuple[str, tuple[str, ...]]:
    """Return an instant of Berlin's wall clock in UTC, and `gap` or `fold` where the clock change makes it doubtful.

    24 o'clock is the next day's midnight. In a gap the clock before the change counts, in a fold the first hour.
    """
    wall = datetime.combine(day + timedelta(days=hour // 24), time(hour % 24, minute), ZONE)
    at = wall.astimezone(UTC)
    flags: tuple[str, ...] = ()
    if wall.utcoffset() != wall.replace(fold=1).utcoffset():
        flags = ("gap",) if at.astimezone(ZONE).replace(tzinfo=None) != wall.replace(tzinfo=None) else ("fold",)
    return f"{at:%Y-%m-%dT%H:%M:%SZ}", flags


def read_clock(reading: Reading, start: int) -> int:
    """Read a chain of clock times at a position; return where reading goes on, `start` if there is none."""
    text = reading.text
    match = WITH_UHR.match(text, start)
    if match is None:
        match = AFTER_CUE.match(text, start)
        if (
            match is None
            or not CUE.search(reading.before(start, 12))
            or any(int(one[2] or 0) % 5 for one in ONE.finditer(match[1]))
        ):
            return start
    end = match.end()
    times: list[tuple[int, int, int, int]] = []
    for one in ONE.finditer(text, start, match.end(1)):
        times.append((one.start(), one.end(), int(one[1]), int(one[2] or 0)))
    first_start, _, hour, minute = times[-1]
    if "min" in match.re.groupindex and match["min"]:
        minute = int(match["min"])
    times[-1] = (first_start, end, hour, minute)
    if any(h > 24 or (h == 24 and m) for _, _, h, m in times):
        return start
    pattern = _pattern(reading, start)
    day = None if pattern is not None else _day(reading, start)
    instants: list[str] = []
    for s, e, h, m in times:
        if pattern is not None or day is None:
            prefix = pattern if pattern not in (None, "") else ""
            reading.add(s, e, "SET" if prefix else "TIME", f"{prefix}T{h:02d}:{m:02d}", "clock time")
            continue
        try:
            utc, flags = to_utc(day, h, m)
        except OverflowError:
            return start
        instants.append(utc)
        reading.add(s, e, "TIME", f"{day}T{h:02d}:{m:02d}", "clock time", begin=day, last=day, utc=utc, flags=flags)
    if len(times) == 2 and RANGE.search(text[times[0][1] : times[1][0]]):
        (_, _, h1, m1), (_, _, h2, m2) = times
        if day and instants[0] > instants[1]:
            instants[1], _ = to_utc(day + timedelta(days=1), h2, m2)
        base = str(day) if day else pattern or ""
        reading.add(start, end, "DURATION" if day else "SET", f"{base}T{h1:02d}:{m1:02d}/{base}T{h2:02d}:{m2:02d}",
                    "clock span", begin=day, last=day, span=True, utc=instants[0] if day else None,
                    utc_end=instants[1] if day else None)  # fmt: skip
    return end


def _pattern(reading: Reading, start: int) -> str | None:
    if reading.pattern and 0 <= start - reading.pattern_at < 60 and reading.anchor_at <= reading.pattern_at:
        return reading.pattern
    return "" if EACH.search(reading.before(start, 30)) else None


def _day(reading: Reading, start: int) -> date:
    """The day of a clock time: the day last named, in news only in the same sentence; else the issued day."""
    at = reading.anchor_at
    if reading.anchor and 0 <= start - at < 300:
        between = reading.text[at:start]
        stops = len(STOP.findall(between))
        if "\n\n" not in between and stops <= (3 if reading.look == "ahead" else 0):
            return reading.anchor
    return reading.issued
