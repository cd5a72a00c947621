"""Clock times: „17.30 Uhr“, „von 13:30 bis 18 Uhr“, „halb acht“, in the city's zone and in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from archive.german.dates.blanks import O
from archive.german.dates.context import STOP, Reading, Weekly
from archive.german.dates.modifiers import modifier
from archive.german.dates.rules.days import day_ahead
from archive.german.dates.rules.table import BEFORE_MONTH, JOINED, NUMBER, ORDINAL, RULES, words
from archive.german.words.calendar import COUNTED
from archive.german.words.pattern import one_of

ZONE = ZoneInfo("Europe/Berlin")
HOURS = {word: number for word, number in COUNTED.items() if number <= 24} | {"ein": 1, "eins": 1}
DIGITS = r"(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?(?![\d:]|\.\d)"
HOUR = rf"(?:{DIGITS}|(?:{one_of(HOURS)})\b)"
JOIN = rf"(?:{O}(?:[-–—/]|bis|und|oder|sowie){O}(?:von{O}|um{O}|ab{O})?)"
DAYTIME = r"morgens|früh|vormittags|mittags|nachmittags|abends|nachts"
WITH_UHR = re.compile(
    rf"(?<![\w.,:/])({HOUR}(?:{JOIN}{HOUR}){{0,6}}{O}Uhr)(?P<more>{O}(?P<min>[0-5]\d)\b(?!{O}[A-ZÄÖÜ.]))?(?!\w)"
    rf"(?:{O}(?P<daytime>{DAYTIME})\b)?"
)
AFTER_CUE = re.compile(
    rf"(?<![\w.,:/])((?:2[0-4]|[01]?\d)[.:][0-5]\d(?:{JOIN}(?:2[0-4]|[01]?\d)[.:][0-5]\d){{0,6}})(?![\d:.%]*\d|"
    rf"{O}(?:%|€|Euro|Prozent|Mio|Millionen|Kilometer|Meter|[km]m?\b|[mM]illiarden))"
)
SHORT = re.compile(rf"(?<![\w.,:/])((?:2[0-4]|[01]?\d){O}h)\b")
CLOCK_CUE = re.compile(
    r"\b(?:um|ab|gegen|von|bis|zwischen|Um|Ab|Von|Beginn|Beginn:|Einlass|Einlass:|"
    r"jeweils|Uhr,)[ \xa0\n]{1,2}$"
)
ONE = re.compile(rf"(\d{{1,2}})(?:[.:](\d{{2}}))?|({one_of(HOURS)})\b")
SPOKEN = re.compile(
    rf"(?P<part>[hH]alb|[dD]reiviertel|[vV]iertel{O}(?:vor|nach)|[vV]iertel){O}(?P<hour>{one_of(HOURS)})\b(?:{O}Uhr\b)?"
    rf"(?:{O}(?P<daytime>{DAYTIME})\b)?|(?P<few>fünf|zehn|zwanzig){O}(?P<way>vor|nach){O}(?P<half>halb{O})?(?P<then>{one_of(HOURS)})\b(?!{O}Uhr\s\d)|"
    rf"(?P<midnight>Mitternacht)\b(?!-)|"
    rf"(?P<before>[nN]achts|[mM]orgens|[aA]bends){O}um{O}(?P<at>{one_of(HOURS)}|\d{{1,2}})\b(?!{O}Uhr|[.:]\d)"
)
SPOKEN_CUE = re.compile(r"\b(?:um|gegen|ab|bis|seit|nach|vor|von|kurz vor|kurz nach)[ \xa0\n]{1,2}$", re.I)
RANGE = re.compile(r"-|–|—|bis|und")
BETWEEN = re.compile(r"\b(?:zwischen|von)\s{1,2}$", re.I)
CLOCK_AHEAD = re.compile(
    rf"{O}[,:(]?{O}(?:(?:jeweils|auch|nur|zusätzlich|von|ab|um|bis|zwischen)[ \xa0]){{0,2}}{HOUR}"
    rf"(?:{JOIN}{HOUR}){{0,3}}{O}Uhr"
)
HOURS_AHEAD = re.compile(rf":{O}(?:von{O})?{HOUR}{O}(?:-|–|—|bis){O}{HOUR}{O}Uhr")
EACH = re.compile(
    r"\b(?:jeweils|je|[tT]äglich)\b[^.!?]{0,12}$|[zZ]eiten\b[^.!?]{0,24}$|"
    r"\b[aA]n (?:[a-zäöüß]+ ){0,2}Tagen\b[^.!?]{0,14}$"
)
DAY_BEHIND = re.compile(r"[ \xa0](?:am|des)[ \xa0](?=[MDFS1-9]|[12]\d|3[01])")
UHR_AHEAD = 120  # code points from the first hour of a chain to its „Uhr“
REACH = 300  # code points behind a day that its clock times may stand
STOPS = 3  # sentences that a release stays with a day
ADDED_UP = 31  # days; a clock time is given to each day of a list or span no longer than this


# „in der Nacht zum Samstag … von 21 bis 3 Uhr“: the night begins on the day before.
NIGHT_TO = re.compile(r"\b[Nn]acht (?:zum|zu|auf(?: den)?) [^;!?\n]{0,30}$")
EVENING = 17  # o'clock


class Clock(NamedTuple):
    """One clock time as printed."""

    start: int
    end: int
    hour: int
    minute: int

    @property
    def value(self) -> str:
        return f"T{self.hour:02d}:{self.minute:02d}"


def to_utc(day: date, hour: int, minute: int) -> tuple[str, tuple[str, ...]]:
    """Return an instant of Berlin's wall clock in UTC, and `gap` or `fold` where the clock change makes it doubtful.

    24 o'clock is the next day's midnight. In a gap the clock before the change counts, in a fold the first hour.
    """
    wall = datetime.combine(day + timedelta(days=hour // 24), time(hour % 24, minute), ZONE)
    at = wall.astimezone(UTC)
    flags: tuple[str, ...] = ()
    if wall.utcoffset() != wall.replace(fold=1).utcoffset():
        flags = ("gap",) if at.astimezone(ZONE).replace(tzinfo=None) != wall.replace(tzinfo=None) else ("fold",)
    return f"{at.isoformat()[:19]}Z", flags


@RULES.rule(
    "clock_time", order=30, label="Uhrzeit",
    trigger=(*words(HOURS), ORDINAL, NUMBER, BEFORE_MONTH, JOINED),
    rows={"clock time": "Uhrzeit", "clock span": "von Uhrzeit bis Uhrzeit"},
    yes=["Am 5. Mai 2021 um 18 Uhr → 2021-05-05T18:00", "Am 5. Mai 2021 von 13:30 bis 18 Uhr → 2021-05-05T13:30"],
    no=["Das Spiel endete 18:12.", "Es kostet 18.30 Euro."],
)  # fmt: skip
def read_clock(reading: Reading, start: int) -> int:
    """Read a chain of clock times at a position; return where reading goes on, `start` if there is none."""
    text = reading.text
    match = WITH_UHR.match(text, start) if text.find("Uhr", start, start + UHR_AHEAD) > 0 else None
    if match is None:
        match = AFTER_CUE.match(text, start) or SHORT.match(text, start)
        if (
            match is None
            or not CLOCK_CUE.search(reading.before(start, 12))
            or any(int(one[2] or 0) % 5 for one in ONE.finditer(match[1]))
        ):
            return start
    times = [
        Clock(one.start(), one.end(), HOURS[one[3]] if one[3] else int(one[1]), int(one[2] or 0))
        for one in ONE.finditer(text, start, match.end(1))
    ]
    end, daytime = match.end(), match.groupdict().get("daytime")
    if match.groupdict().get("min"):
        times[-1] = times[-1]._replace(minute=int(match["min"]))
    times[-1] = times[-1]._replace(end=end if not daytime else match.end("more") if match["more"] else match.end(1))
    times = [clock._replace(hour=_late(clock.hour, daytime)) for clock in times]
    if any(clock.hour > 24 or (clock.hour == 24 and clock.minute) for clock in times):
        return start
    ranged = len(times) == 2 and RANGE.search(text[times[0].end : times[1].start])
    if ranged and ranged[0] == "und" and not BETWEEN.search(reading.before(start, 12)):
        ranged = None
    _put(reading, times, end, ranged=bool(ranged))
    return end


@RULES.rule(
    "spoken_time", order=20, label="Uhrzeit in Worten",
    trigger=words(
        ["halb", "viertel", "dreiviertel", "mitternacht", "nachts", "morgens", "abends", "fünf", "zehn", "zwanzig"]),
    rows={"clock time": "Uhrzeit"},
    yes=["Am 5. Mai 2021 um halb acht → 2021-05-05T07:30"],
    no=["Der Saal war halb leer."],
)  # fmt: skip
def read_spoken(reading: Reading, start: int) -> int:
    """Read „halb acht“, „Viertel nach drei“, „Mitternacht“, „nachts um drei“; return where reading goes on."""
    match = SPOKEN.match(reading.text, start)
    if match is None or (not match["before"] and not SPOKEN_CUE.search(reading.before(start, 12))):
        return start
    if match["midnight"]:
        _put(reading, [Clock(start, match.end(), 24, 0)], match.end(), ranged=False)
        return match.end()
    if match["before"]:
        hour = _late(int(match["at"]) if match["at"].isdigit() else HOURS[match["at"]], match["before"].lower())
        reading.add(start, match.end(), "TIME", f"T{hour % 24:02d}:00", "clock time")
        return match.end()
    if match["few"]:
        few = HOURS[match["few"]] * (1 if match["way"] == "nach" else -1)
        minutes = HOURS[match["then"]] * 60 - (30 if match["half"] else 0) + few
        _put(reading, [Clock(start, match.end(), minutes // 60 % 24, minutes % 60)], match.end(), ranged=False)
        return match.end()
    part, hour = match["part"].lower(), _late(HOURS[match["hour"]], match["daytime"])
    minutes = hour * 60 + (15 if "nach" in part else -15 if "vor" in part or part.startswith("drei") else
                           -30 if part == "halb" else -45)  # fmt: skip
    if reading.evening and minutes < 12 * 60 and 0 <= start - reading.anchor_at < 40:
        minutes += 12 * 60
    end = match.end() - (len(match["daytime"]) + 1 if match["daytime"] else 0)
    _put(reading, [Clock(start, end, minutes // 60 % 24, minutes % 60)], end, ranged=False)
    return match.end()


def _late(hour: int, daytime: str | None) -> int:
    if daytime == "mittags":
        return hour + 12 if hour <= 3 else hour
    reach = {"abends": 4, "nachmittags": 1, "nachts": 8}.get(daytime or "", 13)
    return hour + 12 if reach <= hour <= 12 and not (hour == 12 and daytime == "nachmittags") else hour


def _put(reading: Reading, times: list[Clock], end: int, *, ranged: bool) -> None:
    """Give clock times their day, their days or their weekdays."""
    start, weekly = times[0].start, _weekly(reading, times[0].start)
    each = EACH.search(reading.before(start, 36)) is not None or 0 <= start - reading.each_at < 8
    day, carried, days = (None, False, ()) if weekly else _day(reading, start, end)
    if not 1 < len(days) <= ADDED_UP or not (each or reading.listed or ranged):
        days = ()
    if each:
        reading.each_at = end
    mod = modifier(reading.before(start, 16), "gegen")
    if weekly is not None or (not days and (each or (ranged and not carried and reading.look == "ahead"))):
        prefix, weekdays = (weekly.value, weekly.weekdays) if weekly else ("", None)
        kind = "SET" if weekly else "TIME"
        for clock in times:
            reading.add(clock.start, clock.end, kind, prefix + clock.value, "clock time", weekdays=weekdays, mod=mod)
        if ranged:
            value = "/".join(prefix + clock.value for clock in times)
            reading.add(start, end, "SET", value, "clock span", span=True, weekdays=weekdays)
        return
    if days:
        first, last = min(days), max(days)
        for clock in times:
            on = tuple((str(d), to_utc(d, clock.hour, clock.minute)[0], None) for d in days)
            reading.add(clock.start, clock.end, "TIME", clock.value, "clock time", begin=first, last=last, mod=mod,
                        instants=on)  # fmt: skip
        if ranged:
            over = times[1][2:] < times[0][2:]
            both = tuple(
                (str(d), to_utc(d, *times[0][2:])[0], to_utc(d + timedelta(over), *times[1][2:])[0]) for d in days
            )
            reading.add(start, end, "SET", f"{times[0].value}/{times[1].value}", "clock span", begin=first, last=last,
                        span=True, instants=both)  # fmt: skip
        return
    base = day or reading.issued
    if (
        carried
        and times[0].hour >= EVENING
        and NIGHT_TO.search(reading.text, max(0, reading.anchor_at - 40), reading.anchor_at)
    ):
        base -= timedelta(days=1)
    _put_on(reading, times, end, base, ranged=ranged, mod=mod)


def _put_on(reading: Reading, times: list[Clock], end: int, day: date, *, ranged: bool, mod: str | None) -> None:
    instants = []
    for clock in times:
        over_midnight = ranged and clock is times[1] and clock[2:] < times[0][2:]
        at = day + timedelta(days=1) if over_midnight else day
        utc, flags = to_utc(at, clock.hour, clock.minute)
        instants.append((f"{at}{clock.value}", utc))
        reading.add(clock.start, clock.end, "TIME", f"{at}{clock.value}", "clock time", begin=at, last=at, utc=utc,
                    flags=flags, mod=mod)  # fmt: skip
    if ranged:
        (first, utc), (last, utc_end) = instants
        reading.add(times[0].start, end, "DURATION", f"{first}/{last}", "clock span", begin=day, last=day, span=True,
                    utc=utc, utc_end=utc_end)  # fmt: skip


def _weekly(reading: Reading, start: int) -> Weekly | None:
    near = reading.weekly is not None and 0 <= start - reading.weekly_at < 60
    return reading.weekly if near and reading.anchor_at <= reading.weekly_at else None


def _day(reading: Reading, start: int, end: int) -> tuple[date, bool, tuple[date, ...]]:
    """The day of a clock time, whether the text named it, and the days of the list or span named with it.

    It is the day last named: in a release in the paragraph, in news in the sentence or in a story of the past;
    where the sentence named none yet, the day just behind („um 19 Uhr am 5. Mai“).
    """
    at = reading.anchor_at
    between = reading.text[at:start] if reading.anchor and 0 <= start - at < REACH else None
    stops = len(STOP.findall(between)) if between else 0
    behind = DAY_BEHIND.match(reading.text, end) if between is None or stops else None
    if behind and (day := day_ahead(reading, behind.end())):
        return day, True, ()
    if reading.anchor and between is not None:
        reach = STOPS if reading.look == "ahead" or reading.anchor < reading.issued else 0
        if "\n\n" not in between and stops <= reach:
            return reading.anchor, True, reading.days
    return reading.issued, False, ()
