"""Rows of periods, with thirds („Anfang“, „Mitte“, „Ende“), articles and years."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.context import BACKWARD, FORWARD, Reading
from archive.german.dates.period_patterns import (
    ARTICLE,
)
from archive.german.words.calendar import DEICTIC, PART_MODS, STORY


def with_article(reading: Reading, start: int) -> int:
    article = ARTICLE.search(reading.before(start, 8))
    return start - len(article[0]) if article else start


def part_of(match: re.Match[str]) -> str | None:
    return PART_MODS[match["part"].split()[0]] if match["part"] else None


def _clip(begin: date, last: date, mod: str | None) -> tuple[date, date]:
    """The first, middle or last third of a period."""
    days = (last - begin).days + 1
    if mod == "START":
        return begin, begin + timedelta(days=max(days // 3 - 1, 0))
    if mod == "MID":
        return begin + timedelta(days=days // 3), last - timedelta(days=days // 3)
    if mod == "END":
        return last - timedelta(days=max(days // 3 - 1, 0)), last
    return begin, last


def put_period(
    reading: Reading, start: int, end: int, value: str, rule: str, begin: date, last: date, mod: str | None,
    *, flags: tuple[str, ...] = (), reason: str | None = None,
) -> int:  # fmt: skip
    first, final = _clip(begin, last, mod)
    direction = None if reason is None else FORWARD if last >= reading.issued else BACKWARD
    reading.add(
        start,
        end,
        "DATE",
        value,
        rule,
        begin=first,
        last=final,
        mod=mod,
        flags=flags,
        reason=reason,
        direction=direction,
    )
    return end


def year_of(
    reading: Reading, printed: str | None, deictic: str | None, unit: str | None
) -> tuple[int | None, str | None]:
    """The year of „des Jahres 2005“, „nächsten Jahres“, „des Vorjahres“."""
    if printed:
        return full_year(printed, reading.issued), None
    if unit and unit.startswith("Vor"):
        return reading.issued.year - 1, "cue: Vorjahr"
    if (unit and (deictic or "").lower() in STORY) or (unit or "").startswith("Folge"):
        told = reading.year if reading.year is not None else (reading.anchor or reading.issued).year
        return told + (
            1 if unit and unit.startswith("Folge") else DEICTIC[(deictic or "").lower()]
        ), f"cue: {deictic or unit}"
    if unit:
        return reading.issued.year + DEICTIC.get(deictic or "", 0), f"cue: {deictic or 'des Jahres'}"
    return None, None


def full_year(printed: str, issued: date) -> int:
    """Return the year of `2005` or of `’89`: two figures name the last such year, at most the next one."""
    if printed.isdigit():
        return int(printed)
    year = issued.year // 100 * 100 + int(printed[1:])
    return year if year <= issued.year + 1 else year - 100


def put_year(reading: Reading, match: re.Match[str], year: int) -> int:
    reading.year_named(year, match.end())
    return put_period(
        reading, match.start(), match.end(), str(year), "year", date(year, 1, 1), date(year, 12, 31), part_of(match)
    )
