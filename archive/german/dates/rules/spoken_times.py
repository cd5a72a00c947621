"""Clock times in words: „halb acht“, „Viertel nach drei“, „Mitternacht“, „nachmittags um 3“."""

from __future__ import annotations

import re

from archive.german.dates.blanks import O
from archive.german.dates.context import Reading
from archive.german.dates.hour_rows import Clock, put_hours
from archive.german.dates.rules.clock import DAYTIME, HOURS, daytime_of, late_hour
from archive.german.dates.rules.table import RULES, words
from archive.german.words.pattern import one_of

SPOKEN = re.compile(
    rf"(?P<to>[hH]alb|[dD]reiviertel|[vV]iertel{O}(?:vor|nach)|[vV]iertel){O}(?P<hour>{one_of(HOURS)})\b(?P<unit>{O}Uhr\b)?"
    rf"{DAYTIME}?|(?P<few>fünf|zehn|zwanzig){O}(?P<way>vor|nach){O}(?P<half>halb{O})?(?P<then>{one_of(HOURS)})\b(?!{O}Uhr\s\d)|"
    rf"(?P<midnight>Mitternacht)\b(?!-)|"
    rf"(?P<before>[nN]achts|[mM]orgens|[aA]bends|[nN]achmittags|[vV]ormittags|[mM]ittags|[fF]rüh){O}(?:um|gegen|ab){O}(?P<at>{one_of(HOURS)}|\d{{1,2}})\b(?!{O}Uhr|[.:]\d)"
)
EVENING_BEFORE = re.compile(r"\b(?:abends|nachmittags)\s(?:um|gegen|ab)\s$")
SPOKEN_CUE = re.compile(r"\b(?:um|gegen|ab|bis|seit|nach|vor|von|kurz vor|kurz nach)[ \xa0\n]{1,2}$", re.I)


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
    end = match.end("unit") if match["unit"] else match.end("hour")
    put_hours(reading, [Clock(start, end, minutes // 60 % 24, minutes % 60)], end, ranged=False)
    return match.end()
