"""The quotes and dates of a release."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from archive.german.dates import DateMention, Feasts, date_mentions
from archive.german.quotes import OfficeTable, Quote, quotes
from archive.german.quotes.records import Where
from archive.german.sentences import SENTENCE_END
from archive.german.trace import Trace
from archive.releases.corrections import Corrections
from archive.releases.release import Release

LONGEST_SENTENCE = 2_000  # code points; a text of dates without a full stop would else be stored once for each of them
NO_DAYS = ("several days", "period span")  # span rows that name no single days
FIELDS: tuple[Where, ...] = ("title", "teaser", "body")
GAP = "\n\n"  # between title, teaser and body: they are paragraphs
TWO_AGES = (date(1950, 1, 2), date(2049, 7, 3))  # what reads the same on both days does not depend on the day of issue
LONGEST_SPAN = 366  # days; a longer one („seit 2011“) is no entry of a calendar
DAY_VALUE = re.compile(r"\d{4}-\d\d-\d\d(?:T[\w:]*)?|\d{4}-W\d\d-WE")


class Day(NamedTuple):
    """A day (ISO) that a mention names, with its instants; ends: something lasts until then and does not begin."""

    day: str
    utc: str | None
    utc_end: str | None
    ends: bool = False


@dataclass(frozen=True)
class PlacedDate:
    """A date mention, the field it stands in, its sentence, and each day (ISO) that it names with its instants."""

    mention: DateMention
    where: str
    sentence: str
    days: tuple[Day, ...]


def release_quotes(
    release: Release, corrections: Corrections, offices: OfficeTable, traces: Mapping[Where, Trace] | None = None
) -> list[Quote]:
    """The quotes of a release, refused spans included, corrected by hand where a correction says so.

    offices: the table of the release's own city; without terms „der Oberbürgermeister“ stays nobody.
    traces:  for each field a trace that gets what was tried on it.
    """
    day = date.fromisoformat(release.published.day) if release.published else None
    found = quotes(
        release.title,
        release.teaser,
        [b.text for b in release.blocks],
        day=day,
        offices=offices,
        refused=True,
        traces=traces,
    )
    return corrections.apply(found)


def release_dates(release: Release, feasts: Feasts, trace: Trace | None = None) -> list[PlacedDate]:
    """The date mentions of title, teaser and body, read as one text: an hour may belong to a day of the title.

    Of a release whose own day is unknown those that stand there in full: nothing is guessed. The days and hours of a
    span („vom 5. bis 9. Mai“, „von 10 bis 18 Uhr“) stand in its own row, not in its parts.
    trace: gets what was tried; its code points count through the three fields, as `field_starts` says.
    """
    fields = zip(FIELDS, release.texts, strict=True)
    text = GAP.join(release.texts)
    day = release.published.day if release.published else None
    mentions = (
        date_mentions(text, day, look="ahead", feasts=feasts, trace=trace) if day else _in_full(text, feasts, trace)
    )
    placed: list[PlacedDate] = []
    at = 0
    for where, field in fields:
        own = [m for m in mentions if at <= m.start and m.end <= at + len(field)]
        placed += _placed(where, field, [m._replace(start=m.start - at, end=m.end - at) for m in own])
        at += len(field) + len(GAP)
    return placed


def field_starts(release: Release) -> dict[str, int]:
    """Where title, teaser and body begin in the one text that the dates are read from, in code points."""
    title, teaser, _ = release.texts
    return dict(zip(FIELDS, (0, len(title) + len(GAP), len(title) + len(teaser) + 2 * len(GAP)), strict=True))


def _placed(where: str, text: str, mentions: Iterable[DateMention]) -> Iterator[PlacedDate]:
    starts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text) + 1]
    covered = 0
    for mention in sorted(mentions, key=lambda m: (m.start, not m.span, m.end)):
        at = bisect_right(starts, mention.start)
        sentence = _sentence(text, starts[at - 1], starts[at], mention.start)
        days = tuple(_days(mention)) if mention.end > covered else ()
        covered = max(covered, mention.end) if mention.span and days else covered
        yield PlacedDate(mention, where, sentence, days)


def _sentence(text: str, start: int, end: int, at: int) -> str:
    """The sentence around a position; of one without end the stretch, so that many mentions do not each repeat it."""
    if end - start <= LONGEST_SENTENCE:
        return text[start:end].strip()
    left = start + (at - start) // LONGEST_SENTENCE * LONGEST_SENTENCE
    right = min(left + LONGEST_SENTENCE, end)
    return f"{'… ' if left > start else ''}{text[left:right].strip()}{' …' if right < end else ''}"


def _in_full(text: str, feasts: Feasts, trace: Trace | None) -> list[DateMention]:
    """The mentions of an undated text that say the same whenever it was issued."""
    one, other = TWO_AGES
    printed = [
        m for m in date_mentions(text, one, look="ahead", feasts=feasts, trace=trace) if m.certainty == "printed"
    ]
    if not printed:
        return []
    known = {(m.start, m.end, m.value) for m in date_mentions(text, other, look="ahead", feasts=feasts)}
    return [m for m in printed if (m.start, m.end, m.value) in known]


def _days(mention: DateMention) -> Iterator[Day]:
    """The days of a mention that is precise to the day, and every day of a span; none of a month or a year.

    The days of a list („am 5. und 12. Juni“) stand in its parts: the row that sums it up would add those between.
    A span of months or years („von März bis November“) would fill the calendar with days that nobody named.
    A day that is open is no day of a calendar. What ends then („bis 24 Uhr“, „bis zum 6. Januar“) begins at no time.
    """
    if mention.certainty == "open":
        return
    ends = "end" in mention.flags
    yield from (
        Day(day, None if ends else utc, utc if ends else utc_end, ends) for day, utc, utc_end in mention.instants
    )
    if mention.instants or mention.rule in NO_DAYS or not mention.begin_day or not mention.end_day:
        return
    if not mention.span and not DAY_VALUE.fullmatch(mention.value or ""):
        return
    first, last = date.fromisoformat(mention.begin_day), date.fromisoformat(mention.end_day)
    length = (last - first).days
    if ends:
        yield Day(mention.end_day, None, mention.utc, ends)
    elif 0 <= length <= LONGEST_SPAN:
        days = ((first + timedelta(n)).isoformat() for n in range(length + 1))
        yield from (Day(day, mention.utc, mention.utc_end) for day in days)
