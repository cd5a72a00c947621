"""The rules of the date grammar, one file per kind of expression, all declared in one table."""

from archive.german.dates.rules import (
    amounts,
    calendar_weeks,
    clock,
    counted_periods,
    counted_weekdays,
    dayparts,
    days,
    eras,
    holidays,
    months,
    named_periods,
    opening_hours,
    relative,
    repetition,
    seasons,
    spoken_times,
    story_hours,
    units,
    years,
)
from archive.german.dates.rules.table import RULES

__all__ = [
    "RULES", "amounts", "calendar_weeks", "clock", "counted_periods", "counted_weekdays", "dayparts", "days", "eras",
    "holidays", "months", "named_periods", "opening_hours", "relative", "repetition", "seasons", "spoken_times",
    "story_hours", "units", "years",
]  # fmt: skip
