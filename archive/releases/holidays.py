"""The holidays of one city (TOML, see scraper/sites/darmstadt/holidays.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from archive.german.dates import Feasts
from scraper.errors import WrongInput

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
KEYS = {"names", "month", "day", "weekday", "nth", "first", "last", "source"}
SCHOOL_KEYS = {"name", "days", "source"}
SCHOOL_FORM = "school holidays need name, source and days, each FIRST/LAST as ISO days"
LONGEST = 31  # days before or after the day that a feast is counted from


def parse_feasts(text: str) -> Feasts:
    """Return the feasts that a TOML text holds, besides those of the German calendar; an empty text adds none.

    Raises: WrongInput, naming the feast that is not of the form of the file.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongInput(f"the feasts are no TOML: {error}") from error
    local: dict[str, Callable[[int], tuple[date, date] | None]] = {}
    for entry in tables.get("feast", []):
        local |= dict.fromkeys(entry["names"], _days(entry))
    for entry in tables.get("school_holidays", []):
        local[entry["name"]] = _printed(entry).get
    return Feasts(local)


def _printed(entry: dict[str, Any]) -> dict[int, tuple[date, date]]:
    """First and last day of school holidays by the year in which they begin."""
    try:
        spans = [span.split("/") for span in entry["days"]]
        days = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in spans]
        known = set(entry) == SCHOOL_KEYS and bool(entry["name"]) and all(first <= last for first, last in days)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WrongInput(f"{entry}: {SCHOOL_FORM}") from error
    if not known:
        raise WrongInput(f"{entry}: {SCHOOL_FORM}")
    return {first.year: (first, last) for first, last in days}


def _days(entry: dict[str, Any]) -> Callable[[int], tuple[date, date]]:
    names, weekday = entry.get("names"), entry.get("weekday")
    month: int = entry.get("month", 0)
    first, last = entry.get("first", 0), entry.get("last", 0)
    counted = weekday in WEEKDAYS and entry.get("nth") in range(1, 5)
    dated = weekday is None and entry.get("day") in range(1, 32)
    whole = isinstance(first, int) and isinstance(last, int) and -LONGEST <= first <= last <= LONGEST
    named = isinstance(names, list) and names and all(isinstance(name, str) and name for name in names)
    if set(entry) - KEYS or not named or month not in range(1, 13) or not (counted or dated) or not whole:
        raise WrongInput(
            f"{entry}: a feast needs names, month, and day, or weekday (Montag …) and nth (1 to 4); first and last are"
            " days from there"
        )
    if dated:
        try:
            date(2001, month, entry["day"])
        except ValueError as error:
            raise WrongInput(f"{entry}: there is no such day in every year") from error

    def days(year: int) -> tuple[date, date]:
        if dated:
            day = date(year, month, entry["day"])
        else:
            begin = date(year, month, 1)
            day = begin + timedelta(days=(WEEKDAYS.index(weekday) - begin.weekday()) % 7 + 7 * (entry["nth"] - 1))
        return day + timedelta(days=first), day + timedelta(days=last)

    return days
