"""The quotes and dates of a release."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from archive.german.dates import DateMention, Feasts, date_mentions
from archive.german.quotes import OfficeTable, Quote, quotes
from archive.releases.corrections import Corrections
from archive.releases.release import Release

SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_][.!?])|(?<=[“”\"»«‘)][.!?]))[“”\"»«)]*\s+(?=[„“\"»«(]?[A-ZÄÖÜ0-9])|\n+")
NO_DAYS = ("several days", "period span")  # span rows that name no single days
LONGEST_SPAN = 366  # days; a longer one („seit 2011“) is no entry of a calendar
DAY_VALUE = re.compile(r"\d{4}-\d\d-\d\d(?:T[\w:]*)?|\d{4}-W\d\d-WE")


Day = tuple[str, str | None, str | None]


@dataclass(frozen=True)
class PlacedDate:
    """A date mention, the field it stands in, its sentence, and each day (ISO) that it names with its instants."""

    mention: DateMention
    where: str
    sentence: str
    days: tuple[Day, ...]


def release_quotes(release: Release, corrections: Corrections, offices: OfficeTable) -> list[Quote]:
    """The quotes of a release, refused spans included, corrected by hand where a correction says so.

    offices: the table of the release's own city; without terms „der Oberbürgermeister“ stays nobody.
    """
    day = date.fromisoformat(release.published.day) if release.published else None
    found = quotes(
        release.title,
        release.teaser,
        [b.text for b in release.blocks],
        day=day,
        offices=offices,
        refused=True,
    )
    return corrections.apply(found)


def release_dates(release: Release, feasts: Feasts) -> list[PlacedDate]:
    """The date mentions of teaser and body; none where the release's own day is unknown: nothing is guessed.

    The days and hours of a span („vom 5. bis 9. Mai“, „von 10 bis 18 Uhr“) stand in its own row, not in its parts.
    """
    if release.published is None:
        return []
    issued = date.fromisoformat(release.published.day)
    placed = []
    for where, text in (("teaser", release.teaser or ""), ("body", release.body)):
        starts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text) + 1]
        covered = 0
        for mention in sorted(
            date_mentions(text, issued, look="ahead", feasts=feasts), key=lambda m: (m.start, not m.span, m.end)
        ):
            at = bisect_right(starts, mention.start)
            sentence = text[starts[at - 1] : starts[at]].strip()
            days = tuple(_days(mention)) if mention.end > covered else ()
            covered = max(covered, mention.end) if mention.span and days else covered
            placed.append(PlacedDate(mention, where, sentence, days))
    return placed


def _days(mention: DateMention) -> Iterator[Day]:
    """The days of a mention that is precise to the day, and every day of a span; none of a month or a year.

    The days of a list („am 5. und 12. Juni“) stand in its parts: the row that sums it up would add those between.
    A span of months or years („von März bis November“) would fill the calendar with days that nobody named.
    """
    yield from mention.instants
    if mention.instants or mention.rule in NO_DAYS or not mention.begin_day or not mention.end_day:
        return
    if not mention.span and not DAY_VALUE.fullmatch(mention.value or ""):
        return
    first, last = date.fromisoformat(mention.begin_day), date.fromisoformat(mention.end_day)
    length = (last - first).days
    if 0 <= length <= LONGEST_SPAN:
        yield from (((first + timedelta(n)).isoformat(), mention.utc, mention.utc_end) for n in range(length + 1))
