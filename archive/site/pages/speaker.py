"""The page of one who is quoted: offices over time, topics, with whom, and the quotes, which can be filtered."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from archive.search.quotes import KINDS, FoundQuote, QuoteSearch, count_quotes, find_quotes, quotes_sql
from archive.site.german import path_part
from archive.site.page import Asked, Query
from archive.site.pages.charts import Bar
from archive.site.pages.listing import year_bars
from archive.site.pages.quote_search import KIND_NAMES
from archive.site.pages.spans import Held, Timeline, timeline
from archive.site.pages.topics import Topic, topics

QUOTES_SHOWN = 40
MOST_READ = 1_000  # quotes, for the topics
BESIDE = 12
TAKES = ("jahr", "amt", "art", "q", "seite")
PERSON = """SELECT name, first_published, last_published, releases, quotes, wikidata FROM persons
  WHERE name = (SELECT person FROM speakers WHERE name = :name) UNION ALL
  SELECT name, first_published, last_published, releases, quotes, NULL FROM speakers
  WHERE name = :name AND person IS NULL"""
SPELLINGS = "SELECT name FROM speakers WHERE person = :name AND name <> :name ORDER BY quotes DESC, name"
# every name that stands for a person, or the name itself where it stands for none
SPOKEN = "IN (SELECT name FROM speakers WHERE person = :name UNION SELECT :name)"
ROLES = f"""SELECT role, sum(quotes), min(first_published) AS first, max(last_published) AS last FROM speaker_roles
  WHERE speaker {SPOKEN} GROUP BY role ORDER BY first, last, role"""  # noqa: S608 - our own SQL
YEARS = f"""SELECT r.year, sum(q.counted) FROM quotes q JOIN releases r ON r.slug = q.release
  WHERE q.speaker {SPOKEN} AND r.year IS NOT NULL GROUP BY r.year"""  # noqa: S608 - as above
TEXTS = (
    f"""SELECT q.text FROM quotes q WHERE q.speaker {SPOKEN} AND q.counted ORDER BY q.rowid DESC LIMIT {MOST_READ}"""  # noqa: S608 - as above
)
WITH_WHOM = f"""SELECT coalesce(s.person, s.name) AS other, count(DISTINCT q.release) FROM quotes q
  JOIN speakers s ON s.name = q.speaker WHERE s.kind = 'person' AND NOT q.speaker {SPOKEN}
  AND q.release IN (SELECT release FROM quotes WHERE speaker {SPOKEN}) GROUP BY other
  ORDER BY 2 DESC, other LIMIT {BESIDE}"""  # noqa: S608 - as above


class Beside(NamedTuple):
    """Somebody who is quoted in the same releases, and in how many."""

    name: str
    releases: int


@dataclass(frozen=True)
class Speaker:
    """A speaker's page. quotes: how many there are; found: with the filters; said: those of this page.

    spellings: other printed names of the same person. wikidata: the identifier of the entry, where one is known.
    filters: the arguments `jahr`, `amt`, `art` and `q`, as they were asked.
    """

    query: Query
    name: str
    spellings: list[str]
    wikidata: str | None
    first: str | None
    last: str | None
    releases: int
    offices: Timeline
    years: list[Bar]
    filters: dict[str, str]
    topics: list[Topic]
    beside: list[Beside]
    quotes: int
    found: int
    said: list[FoundQuote]
    number: int
    pages: int
    kinds = KIND_NAMES

    def quotes_address(self, form: str = "") -> str:
        """The same quotes in the search, or as a file (`.xlsx`)."""
        named = {name: value for name, value in self.filters.items() if value and name != "jahr"}
        if year := self.filters["jahr"]:
            named |= {"von": year, "bis": year}
        return f"/zitate{form}?{urlencode({'person': self.name, **named})}"


def load(connection: sqlite3.Connection, asked: Asked) -> Speaker | None:
    """One speaker; `?jahr=`, `?amt=`, `?art=` and `?q=` keep the quotes of a year, office or kind, or with words."""
    number = asked.page_number()
    row = connection.execute(PERSON, {"name": asked.names["name"]}).fetchone()
    if not row:
        return None
    name, first, last, releases, quotes, wikidata = row
    by_name = {"name": name}
    years = dict(connection.execute(YEARS, by_name).fetchall())
    filters = {argument: asked.argument(argument) for argument in TAKES[:-1]}
    year, kind = filters["jahr"], filters["art"]
    if (year and year not in map(str, years)) or (kind and kind not in KINDS):
        return None
    search = QuoteSearch(
        query=filters["q"],
        speaker=name,
        office=filters["amt"] or None,
        kind=kind or None,
        begin=f"{year}-01-01" if year else None,
        end=f"{year}-12-31" if year else None,
    )
    count = count_quotes(connection, search)
    pages = max(1, -(-count // QUOTES_SHOWN))
    if number > pages:
        return None
    sql, params = quotes_sql(connection, search)
    spellings = [spelling for (spelling,) in connection.execute(SPELLINGS, by_name)]
    address = f"/personen/{path_part(name)}"
    return Speaker(
        query=Query(sql, dict(params)),
        name=name,
        spellings=spellings,
        wikidata=wikidata,
        first=first,
        last=last,
        releases=releases,
        offices=timeline(
            Held(role, f"/aemter/{path_part(role)}", begin, end, many)
            for role, many, begin, end in connection.execute(ROLES, by_name)
        ),
        years=year_bars(years, "Zitat", "Zitate", f"{address}?jahr={{}}", int(year or 0)),
        filters=filters,
        topics=topics(connection, (text for (text,) in connection.execute(TEXTS, by_name)), [name, *spellings]),
        beside=[Beside(*one) for one in connection.execute(WITH_WHOM, by_name)],
        quotes=quotes,
        found=count,
        said=find_quotes(connection, search, (number - 1) * QUOTES_SHOWN, QUOTES_SHOWN),
        number=number,
        pages=pages,
    )
