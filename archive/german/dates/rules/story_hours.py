"""Hours and days that point to what the text has told: „eine Stunde später“, „am Eröffnungstag“."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from archive.german.dates.blanks import W
from archive.german.dates.clause import Clause
from archive.german.dates.context import BACKWARD, FORWARD, Reading
from archive.german.dates.hour_cues import OPENED
from archive.german.dates.hour_rows import to_utc
from archive.german.dates.periods import COUNTED
from archive.german.dates.rules.table import NUMBER, RULES, words
from archive.german.words.calendar import COUNTED as NUMBERS
from archive.german.words.pattern import one_of

COUNTS = {"ein": 1, "eine": 1, "einer": 1} | NUMBERS
LATER = re.compile(
    rf"(?P<n>{one_of([*COUNTS, *(word.capitalize() for word in COUNTS)])}|\d{{1,2}}){W}(?:(?P<half>halbe){W})?"
    rf"(?P<unit>Stunden?|Minuten?){W}(?P<way>später|danach|darauf)\b"
)
CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
REACH = 200  # code points behind the hour that it counts from
MOST = 40  # mentions that are looked back at
OPENING = re.compile(r"\b(?:E|Neue|Wiedere)röffnung")


@RULES.rule(
    "hour_later", order=205, label="so lange nach einer Uhrzeit",
    opener=(*words(COUNTS), NUMBER), ahead=["Stunde", "Minute", "halbe"],
    rows={"counted from the story": "vom Erzählten an gezählt"},
    yes=["Am 5. Mai 2021 um 12 Uhr spricht der Rat, eine Stunde später der Chor. → 2021-05-05T13:00"],
    no=["Am 5. Mai 2021 spricht der Rat, eine Stunde später der Chor.", "Eine Stunde am Tag ist genug."],
)  # fmt: skip
def read_hour_later(reading: Reading, start: int) -> int:
    """Read „fünf Minuten später“: so long behind the hour that the paragraph of a release has named last."""
    match = LATER.match(reading.text, start)
    last = reading.put_last("TIME") if match is not None and reading.look == "ahead" else None
    if match is None or last is None or last.value is None or CLOCK.fullmatch(last.value) is None:
        return start
    between = reading.text[last.end : start]
    if len(between) > REACH or "\n\n" in between or reading.anchor_at > last.end:
        return start
    printed = match["n"].lower()
    count = int(printed) if printed.isdigit() else COUNTS[printed]
    minutes = count * (60 if match["unit"].startswith("Stunde") else 1)
    moment = datetime.fromisoformat(last.value) + timedelta(minutes=minutes // 2 if match["half"] else minutes)
    utc, doubt = to_utc(moment.date(), moment.hour, moment.minute)
    reading.add(start, match.end(), "TIME", f"{moment:%Y-%m-%dT%H:%M}", "counted from the story", begin=moment.date(),
                last=moment.date(), utc=utc, flags=doubt, reason=f"cue: {match['way']}")  # fmt: skip
    return match.end()


@RULES.rule(
    "opening_day", order=112, label="Eröffnungstag",
    trigger=["Eröffnungstag", "Eröffnungstages", "Eröffnungstags"],
    rows={"relative day": COUNTED},
    yes=["Das Bad öffnet am 5. Mai. Am Eröffnungstag gibt es Eis. → 2021-05-05"],
    no=["Das Bad schließt am 5. Mai. Am Eröffnungstag gibt es Eis.",
        "Das Bad öffnet am 5. Mai, die Halle öffnet am 8. Mai. Am Eröffnungstag gibt es Eis."],
)  # fmt: skip
def read_opening_day(reading: Reading, start: int) -> int:
    """Read „am Eröffnungstag“: the only day on which, as the text says, something opens."""
    single = [m for m in reading.mentions[-MOST:] if m.type == "DATE" and m.begin_day and m.begin_day == m.end_day]
    days = {mention.begin_day for mention in single if _opens(reading, mention.start, mention.end)}
    if len(days) != 1:
        return start
    day, end = date.fromisoformat(days.pop() or ""), start + len("Eröffnungstag")
    reading.day_named(day, end)
    reading.add(start, end, "DATE", day.isoformat(), "relative day", begin=day, last=day,
                direction=FORWARD if day >= reading.issued else BACKWARD, reason="cue: Eröffnungstag")  # fmt: skip
    return end


def _opens(reading: Reading, start: int, end: int) -> bool:
    about, _ = Clause(*reading.sentence(start, end)).joined()
    return OPENED.search(about) is not None or OPENING.search(about) is not None
