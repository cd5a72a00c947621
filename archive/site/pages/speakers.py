"""Who speaks: the list of speakers, and the page of one with offices, quotes and years."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from archive.site.german import path_part
from archive.site.page import Asked, Query
from archive.site.pages.charts import Bar
from archive.site.pages.listing import year_bars

LISTED, QUOTES_SHOWN = 100, 40
ORDERS = {
    "zitate": "quotes DESC, name COLLATE NOCASE, name",
    "name": "name COLLATE NOCASE, name",
    "zuletzt": "last_published DESC, name",
}
# A person counts once, in whatever spelling; bodies, groups and names without a first name stand for themselves.
SPEAKERS = """SELECT name, quotes, releases, first_published, last_published,
  (SELECT role FROM speaker_roles x WHERE x.speaker = s.name ORDER BY last_published DESC, quotes DESC, role LIMIT 1)
  AS role FROM (SELECT name, quotes, releases, first_published, last_published FROM persons UNION ALL
  SELECT name, quotes, releases, first_published, last_published FROM speakers WHERE person IS NULL) s
  WHERE instr(lower(name), lower(:name)) > 0 OR name IN (SELECT person FROM speakers
  WHERE instr(lower(speakers.name), lower(:name)) > 0) ORDER BY {order}"""
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
QUOTES = """SELECT q.text, q.role, q.kind, q.confidence, q.corrected, q.also, q.position + 1 AS number, r.slug,
  r.title, r.published, q.anchor FROM quotes q JOIN releases r ON r.slug = q.release
  WHERE q.speaker {spoken}{year} AND q.counted ORDER BY r.published DESC, r.slug, q.position"""


class SpeakerLine(NamedTuple):
    """A speaker in the list; days ISO; `role` is the latest office printed."""

    name: str
    quotes: int
    releases: int
    first: str | None
    last: str | None
    role: str | None


class RoleLine(NamedTuple):
    """An office as printed and from when to when it was (ISO days)."""

    role: str
    quotes: int
    first: str | None
    last: str | None


@dataclass(frozen=True)
class SaidLine:
    """A quote of a speaker with the release that prints it; `number` is its place there."""

    text: str
    role: str | None
    kind: str
    confidence: float
    corrected: bool
    also: list[str]
    number: int
    slug: str
    title: str
    published: str | None
    anchor: str


@dataclass(frozen=True)
class Speakers:
    """A page of the list of speakers. order: `zitate`, `name` or `zuletzt`. name: what names must hold."""

    query: Query
    order: str
    name: str
    count: int
    speakers: list[SpeakerLine]
    number: int
    pages: int


@dataclass(frozen=True)
class Speaker:
    """A speaker's page; `year` 0 means all years. quotes: how many there are; said: those of this page.

    spellings: other printed names of the same person. wikidata: the identifier of the entry, where one is known.
    """

    query: Query
    name: str
    spellings: list[str]
    wikidata: str | None
    first: str | None
    last: str | None
    releases: int
    roles: list[RoleLine]
    years: list[Bar]
    year: int
    quotes: int
    said: list[SaidLine]
    number: int
    pages: int


def load_list(connection: sqlite3.Connection, asked: Asked) -> Speakers | None:
    """Speakers by number of quotes, name or last quote; `?name=` keeps names that hold it."""
    order = asked.argument("nach", "zitate")
    if order not in ORDERS:
        return None
    name, number = asked.argument("name"), asked.page_number()
    sql, params = SPEAKERS.format(order=ORDERS[order]), {"name": name}
    (count,) = connection.execute(f"SELECT count(*) FROM ({sql})", params).fetchone()  # noqa: S608 - ours
    if number > max(1, -(-count // LISTED)):
        return None
    rows = connection.execute(f"{sql} LIMIT {LISTED} OFFSET {(number - 1) * LISTED}", params)
    return Speakers(
        Query(sql, params), order, name, count, [SpeakerLine(*r) for r in rows], number, -(-count // LISTED)
    )


def load(connection: sqlite3.Connection, asked: Asked) -> Speaker | None:
    """One speaker: offices over time, years, quotes newest first; `?jahr=` keeps those of one year."""
    number = asked.page_number()
    found = connection.execute(PERSON, {"name": asked.names["name"]}).fetchone()
    if not found:
        return None
    name, first, last, releases, quotes, wikidata = found
    years = dict(connection.execute(YEARS, {"name": name}).fetchall())
    wanted = asked.argument("jahr")
    year = next((one for one in years if str(one) == wanted), 0)
    count = years[year] if year else quotes
    if (wanted and not year) or (number - 1) * QUOTES_SHOWN >= count:
        return None
    params: dict[str, str | int] = {"name": name} | ({"year": year} if year else {})
    sql = QUOTES.format(spoken=SPOKEN, year=" AND r.year = :year" if year else "")
    rows = connection.execute(f"{sql} LIMIT {QUOTES_SHOWN} OFFSET {(number - 1) * QUOTES_SHOWN}", params)
    return Speaker(
        query=Query(sql, params),
        name=name,
        spellings=[spelling for (spelling,) in connection.execute(SPELLINGS, {"name": name})],
        wikidata=wikidata,
        first=first,
        last=last,
        releases=releases,
        roles=[RoleLine(*row) for row in connection.execute(ROLES, {"name": name})],
        years=year_bars(years, "Zitat", "Zitate", f"/personen/{path_part(name)}?jahr={{}}", year),
        year=year,
        quotes=count,
        said=[_said(row) for row in rows],
        number=number,
        pages=-(-count // QUOTES_SHOWN),
    )


def _said(row: sqlite3.Row) -> SaidLine:
    text, role, kind, confidence, corrected, also, number, slug, title, published, anchor = row
    return SaidLine(
        text, role, kind, confidence, bool(corrected), json.loads(also or "[]"), number, slug, title, published, anchor
    )
