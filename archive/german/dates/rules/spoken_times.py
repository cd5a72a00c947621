"""Clock times in words: „halb acht“, „Viertel nach drei“, „Mitternacht“, „nachmittags um 3“."""

from __future__ import annotations

import re

from archive.german.dates.blanks import O
from archive.german.dates.context import Reading
from archive.german.dates.hour_rows import Clock, put_hours
from archive.german.dates.rules.clock import DAYTIME, HOURS, daytime_of, late_hour
from archive.german.dates.rules.table import DIGITS, RULES, words
from archive.german.words.pattern import one_of

SPOKEN = re.compile(
    rf"(?P<to>[hH]alb|[dD]reiviertel|[vV]iertel{O}(?:vor|nach)|[vV]iertel){O}(?P<hour>{one_of(HOURS)})\b(?P<unit>{O}Uhr\b)?"
    rf"{DAYTIME}?|(?P<few>fünf|zehn|zwanzig){O}(?P<way>vor|nach){O}(?P<half>halb{O})?(?P<then>{one_of(HOURS)})\b(?!{O}Uhr\s\d)|"
    rf"(?P<midnight>Mitternacht)\b(?!-)|"
    rf"(?P<before>[nN]achts|[mM]orgens|[aA]bends|[nN]achmittags|[vV]ormittags|[mM]ittags|[fF]rüh){O}(?:um|gegen|ab){O}(?P<at>{one_of(HOURS)}|\d{{1,2}})\b(?!{O}Uhr|[.:]\d)"
)
EVENING_BEFORE = re.compile(r"\b(?:abends|nachmittags)\s(?:um|gegen|ab)\s$")
SPOKEN_CUE = re.compile(r"\b(?:um|gegen|ab|bis|seit|nach|vor|von|kurz vor|kurz nach)[ \xa0\n]{1,2}$", re.I)


TWELVE = [word for word, hour in HOURS.items() if 2 <= hour <= 12]
# „Abfahrt um sieben.“, „um drei gibt es Kuchen“: no noun is counted
HOUR_WORD = re.compile(
    rf"(?:um|Um|gegen|Gegen){O}(?P<hour>{one_of(TWELVE)}|1?\d)\b(?![.,:]\d)(?=\s?[.,;:!?)]|\s[a-zäöüß]{{2,}}t\b|$)"
)
EARLY = 7 * 60  # minutes; what is spoken of as earlier may be in the afternoon
NEAR = 160  # code points from one hour to the next of its day


@RULES.rule(
    "spoken_time", order=20, label="Uhrzeit in Worten",
    trigger=words(
        ["halb", "viertel", "dreiviertel", "mitternacht", "nachts", "morgens", "abends", "nachmittags",
         "vormittags", "mittags", "früh", "fünf", "zehn", "zwanzig"]),
    rows={"clock time": "Uhrzeit"},
    yes=["Am 5. Mai 2021 um halb acht → 2021-05-05T07:30"],
    no=["Der Saal war halb leer."],
)  # fmt: skip
def read_spoken(reading: Reading, start: int) -> int:
    """Read „halb acht“, „Viertel nach drei“, „Mitternacht“, „nachts um drei“; return where reading continues."""
    match = SPOKEN.match(reading.text, start)
    if match is None or (not match["before"] and not SPOKEN_CUE.search(reading.before(start, 12))):
        return start
    if match["midnight"]:
        put_hours(reading, [Clock(start, match.end(), 24, 0)], match.end(), ranged=False)
        return match.end()
    if match["before"]:
        hour = late_hour(int(match["at"]) if match["at"].isdigit() else HOURS[match["at"]], match["before"].lower())
        if reading.look == "back":
            reading.add(start, match.end(), "TIME", f"T{hour % 24:02d}:00", "clock time")
        else:
            put_hours(reading, [Clock(start, match.end(), hour % 24, 0)], match.end(), ranged=False)
        return match.end()
    if match["few"]:
        few = HOURS[match["few"]] * (1 if match["way"] == "nach" else -1)
        minutes = HOURS[match["then"]] * 60 - (30 if match["half"] else 0) + few
        put_hours(reading, [Clock(start, match.end(), minutes // 60 % 24, minutes % 60)], match.end(), ranged=False)
        return match.end()
    daytime = daytime_of(match.groupdict())
    part, hour = match["to"].lower(), late_hour(HOURS[match["hour"]], daytime)
    minutes = hour * 60 + (15 if "nach" in part else -15 if "vor" in part or part.startswith("drei") else
                           -30 if part == "halb" else -45)  # fmt: skip
    if (EVENING_BEFORE.search(reading.before(start, 16)) and minutes < 12 * 60) or (
        reading.evening and minutes < 12 * 60 and 0 <= start - reading.anchor_at < 40
    ):
        minutes += 12 * 60
    if not daytime and minutes < EARLY and _after_noon(reading, start):
        minutes += 12 * 60
    end = match.end("unit") if match["unit"] else match.end("hour")
    put_hours(reading, [Clock(start, end, minutes // 60 % 24, minutes % 60)], end, ranged=False)
    return match.end()


@RULES.rule(
    "hour_word", order=21, label="Stunde in einem Wort", opener=words(["um", "gegen"]), ahead=[*TWELVE, *DIGITS],
    rows={"clock time": "Uhrzeit"},
    yes=["Am 5. Mai 2021 um 14 Uhr singt der Chor, um drei gibt es Kuchen. → 2021-05-05T15:00"],
    no=["Am 5. Mai 2021 um 14 Uhr ist das Dorf um drei Häuser reicher.", "Am 5. Mai 2021 gibt es um drei Kuchen."],
)  # fmt: skip
def read_hour_word(reading: Reading, start: int) -> int:
    """Read „um drei“ behind an hour of the same paragraph: the next such hour after it."""
    match = HOUR_WORD.match(reading.text, start)
    last = reading.put_last("TIME")
    if match is None or last is None or not last.value or start - last.end > NEAR:
        return start
    hour = int(match["hour"]) if match["hour"].isdigit() else HOURS[match["hour"]]
    printed = last.value.partition("T")[2][:2]
    if not printed.isdigit() or "\n\n" in reading.text[last.end : start]:
        return start
    hour += 12 * (hour < int(printed) <= hour + 12)
    put_hours(reading, [Clock(match.start("hour"), match.end(), hour % 24, 0)], match.end(), ranged=False)
    return match.end()


def _after_noon(reading: Reading, start: int) -> bool:
    """„um 14 Uhr …, um viertel nach drei …“: the hour before it was one of the afternoon of a day of the text."""
    last = reading.put_last("TIME")
    if last is None or not last.value or start - last.end > NEAR or "\n\n" in reading.text[last.end : start]:
        return False
    hour = last.value.partition("T")[2][:2]
    return hour.isdigit() and 12 <= int(hour) < 18
