"""The day and instant of publication, from a meta line, an attribute or a feed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from archive.releases.release import Published
from scraper.errors import UnreadableDate

MONTHS = {name: number for number, names in enumerate(
    ("januar jänner january jan", "februar february feb", "märz maerz march mär mar", "april apr", "mai may",
     "juni june jun", "juli july jul", "august aug", "september sept sep", "oktober october okt oct", "november nov",
     "dezember december dez dec"), 1) for name in names.split()}  # fmt: skip
WEEKDAYS = {name: number for number, names in enumerate(
    ("montag monday mo", "dienstag tuesday di", "mittwoch wednesday mi", "donnerstag thursday do",
     "freitag friday fr", "samstag sonnabend saturday sa", "sonntag sunday so")) for name in names.split()}  # fmt: skip

PRINTED = re.compile(
    r"(?:\b(?P<weekday>[^\W\d_]{2,10})\.?\s*,?\s*(?:den\s+)?)?"
    r"\b(?P<day>\d{1,2})\.\s*(?:(?P<month>\d{1,2})\.|(?P<name>[^\W\d_]{3,9})\.?)\s*(?P<year>\d{4}|\d{2})\b"
    r"(?:\s*[,–-]?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s*(?:Uhr)?)?"
)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PIVOT = 70  # two-digit years: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999 (as POSIX, one year apart)


def parse_published(text: str, zone: ZoneInfo) -> Published | None:
    """Return the day, and where one is printed the instant, that a text names; None if it names none.

    text: a meta line (`(DK) – Donnerstag, 01.04.2021`), an ISO day or instant, or an RFC 822 date.
    zone: the time zone of what is printed without an offset.
    Raises: UnreadableDate, if there is a date but no day that ever was.
    """
    text = " ".join(text.split())
    if ISO_DAY.match(text):
        return _iso(text, zone)
    if re.match(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d", text):
        try:
            return _instant(parsedate_to_datetime(text), zone)
        except ValueError as error:
            raise UnreadableDate(f"{text!r} is no RFC 822 date: {error}") from error
    match = PRINTED.search(text)
    return _printed(match, zone) if match else None


def _iso(text: str, zone: ZoneInfo) -> Published:
    try:
        if ISO_DAY.fullmatch(text):
            return Published(date.fromisoformat(text).isoformat())
        return _instant(datetime.fromisoformat(text), zone)
    except ValueError as error:
        raise UnreadableDate(f"{text!r} is no ISO 8601 date: {error}") from error


def _instant(moment: datetime, zone: ZoneInfo) -> Published:
    local = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
    at = local.astimezone(UTC)
    return Published(local.date().isoformat(), f"{at:%Y-%m-%dT%H:%M:%SZ}", local.isoformat(timespec="seconds"))


def _printed(match: re.Match[str], zone: ZoneInfo) -> Published | None:
    month = int(match["month"]) if match["month"] else MONTHS.get(match["name"].casefold())
    if month is None:
        return None
    year = int(match["year"])
    if year < 100:
        year += 2000 if year < PIVOT else 1900
    try:
        day = date(year, month, int(match["day"]))
        weekday = WEEKDAYS.get((match["weekday"] or "").casefold())
        fits = None if weekday is None else weekday == day.weekday()
        if match["hour"] is None:
            return Published(day.isoformat(), weekday_fits=fits)
        wall = datetime.combine(day, time(int(match["hour"]), int(match["minute"])))
    except ValueError as error:
        raise UnreadableDate(f"{match[0].strip()!r} names no day that ever was: {error}") from error
    instant = _instant(wall, zone)
    return Published(instant.day, instant.at, instant.local, fits)
