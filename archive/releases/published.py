"""The day and instant of publication, from a meta line, an attribute or a feed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

import dateparser

from archive.releases.release import Published
from scraper.errors import UnreadableDate


def _numbered(*names: str, first: int) -> Mapping[str, int]:
    return MappingProxyType({name: number for number, line in enumerate(names, first) for name in line.split()})


# The city's own form: full names; English ones, too, since its pages had them in 2015 and 2023.
MONTHS = _numbered(
    "januar january", "februar february", "märz march", "april", "mai may", "juni june", "juli july", "august",
    "september", "oktober october", "november", "dezember december", first=1,
)  # fmt: skip
# What dateparser refuses, and what tells a day that never was from a word that is no month.
SHORT_MONTHS = _numbered(
    "jan jän jänn jänner jaen", "feb febr feber fe", "mär mrz maerz mar mär", "apr", "mai", "jun", "jul", "aug",
    "sep sept septemb", "okt oct oktob", "nov novemb", "dez dec dezemb", first=1,
)  # fmt: skip
WEEKDAYS = _numbered(
    "montag monday mo mon", "dienstag tuesday di tue tues", "mittwoch wednesday mi wed",
    "donnerstag thursday do thu thur thurs",
    "freitag friday fr fri", "samstag sonnabend saturday sa sat", "sonntag sunday so sun", first=0,
)  # fmt: skip

CLOCK = (
    r"(?:\s*(?:[,|–-]|um|at)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*Uhr\b)?"
    r"(?:\s*(?P<zone>[+-]\d{2}:?\d{2}\b|[A-Z]{2,5}\b))?)?"
)
WEEKDAY = r"(?:\b(?P<weekday>[^\W\d_]{2,10})\.?\s*,?\s*(?:den\s+)?)?"
PRINTED = re.compile(
    rf"{WEEKDAY}\b(?P<day>\d{{1,2}})"
    r"(?:\.\s*(?P<month>\d{1,2})\.\s*|(?:\.\s*|[\s-]+)(?P<name>[^\W\d_]{3,9})(?:\.\s*|[\s-]+))"
    rf"['’]?(?P<year>\d{{2,5}})\b{CLOCK}"
)
MONTH_FIRST = re.compile(
    rf"{WEEKDAY}\b(?P<month>(?!))?(?P<name>[^\W\d_]{{3,9}})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})\b{CLOCK}"
)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
RFC_822 = re.compile(r"(?:([A-Za-z]{3}), )?\d{1,2} [A-Za-z]{3} \d{4} \d")
PIVOT = 70  # two-digit years: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999 (as POSIX, one year apart)
# Absolute days alone: no „gestern“, no time stamp, no day of today where one is missing, nothing but these languages.
LANGUAGES = ["de", "en"]
SETTINGS = {
    "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY", "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
}  # fmt: skip


def parse_published(text: str, zone: ZoneInfo) -> Published | None:
    """Return the day, and where one is printed the instant, that a text names; None if it names none.

    text: a meta line (`(DK) – Donnerstag, 01.04.2021`), an ISO day or instant, or an RFC 822 date.
    zone: the time zone of what is printed without an offset.
    Raises: UnreadableDate, if there is a date but no day that ever was.
    """
    text = " ".join(text.split())
    if ISO_DAY.match(text):
        return _iso(text, zone)
    if rfc := RFC_822.match(text):
        try:
            published = _instant(parsedate_to_datetime(text), zone)
        except (ValueError, OverflowError) as error:
            # a month in German, or a day that never was: below
            if rfc[0].split()[-3].casefold() in SHORT_MONTHS or not PRINTED.search(text):
                raise UnreadableDate(f"{text!r} is no RFC 822 date: {error}") from error
        else:
            return replace(published, weekday_fits=_fits(rfc[1], date.fromisoformat(published.day)))
    for pattern in (PRINTED, MONTH_FIRST):
        for match in pattern.finditer(text):
            if found := _printed(match, zone):
                return found
    return None


def _iso(text: str, zone: ZoneInfo) -> Published:
    try:
        if ISO_DAY.fullmatch(text):
            return Published(date.fromisoformat(text).isoformat())
        return _instant(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError) as error:
        raise UnreadableDate(f"{text!r} is no ISO 8601 date: {error}") from error


def _instant(moment: datetime, zone: ZoneInfo) -> Published:
    local = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
    at = local.astimezone(UTC)
    return Published(local.date().isoformat(), f"{at:%Y-%m-%dT%H:%M:%SZ}", local.isoformat(timespec="seconds"))


def _printed(match: re.Match[str], zone: ZoneInfo) -> Published | None:
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < PIVOT else 1900
    elif len(match["year"]) != 4 and (match["month"] or match["name"].casefold() in MONTHS):
        raise UnreadableDate(f"{match[0].strip()!r} has a year of {len(match['year'])} digits")
    month = int(match["month"]) if match["month"] else MONTHS.get(match["name"].casefold())
    if month is None:
        month = _short_month(match["day"], match["name"], year)
    if month is None:
        return None
    try:
        day = date(year, month, int(match["day"]))
        fits = _fits(match["weekday"], day)
        if match["hour"] is None:
            return Published(day.isoformat(), weekday_fits=fits)
        wall = datetime.combine(day, time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0)))
    except ValueError as error:
        raise UnreadableDate(f"{match[0].strip()!r} names no day that ever was: {error}") from error
    try:
        instant = _instant(_zoned(wall, match["zone"]), zone)
    except OverflowError as error:
        raise UnreadableDate(f"{match[0].strip()!r} lies beyond every calendar") from error
    return Published(instant.day, instant.at, instant.local, fits)


def _short_month(day: str, name: str, year: int) -> int | None:
    """The month that a word other than a full name stands for; None where the word is no month."""
    read = dateparser.parse(f"{day} {name} {year}", languages=LANGUAGES, settings=SETTINGS)
    if read is not None and (read.day, read.year) == (int(day), year):
        return int(read.month)
    return SHORT_MONTHS.get(name.casefold())


def _zoned(wall: datetime, zone: str | None) -> datetime:
    """A wall time with the offset or abbreviation that stands behind it; without one where that says nothing."""
    if zone is None:
        return wall
    read = dateparser.parse(f"{wall:%Y-%m-%d %H:%M:%S} {zone}", languages=LANGUAGES, settings=SETTINGS)
    return wall.replace(tzinfo=read.tzinfo) if read is not None else wall


def _fits(weekday: str | None, day: date) -> bool | None:
    number = WEEKDAYS.get((weekday or "").casefold())
    return None if number is None else number == day.weekday()
