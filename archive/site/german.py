"""Days, moments and numbers in German, as the site shows them; `datetime` attributes and data hold ISO."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip


def long_day(iso: str) -> str:
    """„Donnerstag, 1. April 2021“ for an ISO day or moment's first ten characters."""
    day = date.fromisoformat(iso[:10])
    return f"{WEEKDAYS[day.weekday()]}, {short_day(iso)}"


def short_day(iso: str) -> str:
    """„1. April 2021“ for an ISO day."""
    day = date.fromisoformat(iso[:10])
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def span_of_days(first: date, last: date) -> str:
    """„30. November bis 6. Dezember 2026“, „3. bis 9. Mai 2021“, „28. Dezember 2020 bis 3. Januar 2021“."""
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {MONTHS[first.month - 1]}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day}.{month}{year} bis {short_day(last.isoformat())}"


def numeric_day(iso: str | None) -> str:
    """„1.4.2021“ for an ISO day, as one types it; "" for none."""
    year, month, day = (int(part) for part in iso.split("-")) if iso else (0, 0, 0)
    return f"{day}.{month}.{year}" if iso else ""


def month_name(month: int | str) -> str:
    """„April“ for 4 or "04"."""
    return MONTHS[int(month) - 1]


def local(utc: str, zone: str) -> datetime:
    """A UTC moment of the database (`2021-04-01T10:00:00Z`) on the city's clocks."""
    return datetime.fromisoformat(utc).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))


def moment(utc: str, zone: str) -> str:
    """„1. April 2021, 12.00 Uhr“ on the city's clocks for a UTC moment."""
    there = local(utc, zone)
    return f"{short_day(there.date().isoformat())}, {there:%H.%M} Uhr"


def number(value: float) -> str:
    """„20.000“ for 20000, „0,84“ for 0.84."""
    return f"{value:,}".replace(",", " ").replace(".", ",").replace(" ", ".")


def counted(count: int, one: str, many: str) -> str:
    """„1 Zitat“, „1.200 Zitate“."""
    return f"{number(count)} {one if count == 1 else many}"


def megabytes(size: int) -> str:
    """„1,2 MB“, „340 kB“: a number of bytes as people say it."""
    return f"{number(round(size / 1_000_000, 1))} MB" if size >= 1_000_000 else f"{number(-(-size // 1000))} kB"


def path_part(text: str) -> str:
    """A name as one part of an address: everything but letters, digits and -._~ is escaped, the slash too."""
    return quote(text, safe="")
