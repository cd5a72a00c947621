"""A release of the database read once more with a trace: why its quotes and dates are what they are.

Nothing of this is stored. What was read is compared with the row: a database that an older program built may say
something else, and then there is no reason to give.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from archive.german.quotes.records import Where
from archive.german.trace import Step, Trace
from archive.releases.corrections import Corrections
from archive.releases.holidays import parse_feasts
from archive.releases.mentions import FIELDS, field_starts, release_dates, release_quotes
from archive.releases.offices import parse_offices
from archive.releases.release import Published, Release
from scraper.items import Block

CORRECTED = "+corrected"


@dataclass(frozen=True)
class CityTables:
    """The texts of a city's table of offices and of its holidays, as its site file names them."""

    offices: str = ""
    holidays: str = ""


def stored_release(facts: Mapping[str, Any], blocks: Iterable[str]) -> Release:
    """A release as far as it is read: facts are the columns of `releases`, blocks the texts of its body in order."""
    return Release(
        slug=facts["slug"], url=facts["url"], layout=facts["layout"], capture=facts["capture"], title=facts["title"],
        captures=(), first_seen=facts["first_seen"], last_seen=facts["last_seen"], teaser=facts["teaser"],
        blocks=tuple(Block("paragraph", text) for text in blocks),
        published=Published(facts["published"]) if facts["published"] else None,
    )  # fmt: skip


def explain_quote(release: Release, row: Mapping[str, Any], city: CityTables) -> list[Step] | None:
    """What was tried on a quote, in order; None where reading does not give the row of `quotes` now.

    A speaker that was corrected by hand is compared as it was before.
    """
    traces: dict[Where, Trace] = {where: Trace() for where in FIELDS}
    found = release_quotes(release, Corrections({}, frozenset()), parse_offices(city.offices), traces)
    rule, where = row["rule"].removesuffix(CORRECTED), row["where_"]
    wanted = (where, row["start"], row["end"], row["kind"], rule, row["confidence"])
    if not any((q.where, q.start, q.end, q.kind, q.rule, q.confidence) == wanted for q in found if q.refused is None):
        return None
    return _of(traces[where].at(row["start"], row["end"]), row["start"], row["end"])


def explain_date(release: Release, row: Mapping[str, Any], city: CityTables) -> list[Step] | None:
    """What was tried on a date mention, in order; None where reading does not give the row of `dates` now."""
    trace = Trace()
    found = release_dates(release, parse_feasts(city.holidays), trace)
    names = ("where_", "start", "end", "value", "rule", "certainty")
    wanted = tuple(row[name] for name in names)
    if not any((d.where, d.mention.start, d.mention.end, d.mention.value, d.mention.rule, d.mention.certainty) == wanted
               for d in found):  # fmt: skip
        return None
    first = field_starts(release)[row["where_"]]
    steps = trace.at(first + row["start"], first + row["end"])
    return [replace(step, start=step.start - first, end=step.end - first) for step in steps]


def _of(steps: Iterable[Step], start: int, end: int) -> list[Step]:
    """The steps about these very words: other quotes may stand around them or within."""
    return [step for step in steps if (step.start, step.end) == (start, end)]
