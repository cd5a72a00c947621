"""Sets of weekdays as TIMEX3 patterns, and the last one named, for the clock times behind it."""

from __future__ import annotations

from archive.german.dates.context import Reading


def pattern_of(weekdays: str) -> str:
    """Return the TIMEX3 pattern of weekdays given as ISO digits: `XXXX-WXX-1..5`, `XXXX-WXX-2,4`, `XXXX-WXX-7`."""
    row = "12345671234567"
    if len(weekdays) > 2 and weekdays in row:
        return f"XXXX-WXX-{weekdays[0]}..{weekdays[-1]}"
    return "XXXX-WXX-" + ",".join(weekdays)


def remember(reading: Reading, weekdays: str, at: int) -> None:
    """Keep the weekdays that the clock times behind this place belong to."""
    reading.weekdays_named(weekdays, "" if len(weekdays) == 7 else pattern_of(weekdays), at)
