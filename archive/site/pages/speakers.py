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
    "zitate": "s.quotes DESC, s.name COLLATE NOCASE, s.name",
    "name": "s.name COLLATE NOCASE, s.name",
    "zuletzt": "s.last_published DESC, s.name",
}
SPEAKERS = """SELECT s.name, s.quotes, s.releases, s.first_published, s.last_published,
  (SELECT role FROM speaker_roles x WHERE x.speaker = s.name ORDER BY last_published DESC, quotes DESC, role LIMIT 1)
  FROM speakers s WHERE instr(lower(s.name), lower(:name)) > 0 ORDER BY {order}"""
ROLES = """SELECT role, quotes, first_published, last_published FROM speaker_roles WHERE speaker = :name
  ORDER BY first_published, last_published, role"""
YEARS = """SELECT r.year, count(*) FROM quotes q JOIN releases r ON r.slug = q.release
  WHERE q.speaker = :name AND r.year IS NOT NULL GROUP BY r.year"""
QUOTES = """SELECT q.text, q.role, q.kind, q.confidence, q.corrected, q.also, q.position + 1 AS number, r.slug, r.title,
  r.published FROM quotes q JOIN releases r ON r.slug = q.release
  WHERE q.speaker = :name{year} ORDER BY r.published DESC, r.slug, q.position"""


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
    """A speaker's page; `year` 0 means all years. quotes: how many there are; said: those of this page."""

    query: Query
    name: str
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
    name, number = asked.names["name"], asked.page_number()
    found = connection.execute(
        "SELECT first_published, last_published, releases, quotes FROM speakers WHERE name = ?", (name,)
    ).fetchone()
    if not found:
        return None
    years = dict(connection.execute(YEARS, {"name": name}).fetchall())
    wanted = asked.argument("jahr")
    year = next((one for one in years if str(one) == wanted), 0)
    count = years[year] if year else found[3]
    if (wanted and not year) or (number - 1) * QUOTES_SHOWN >= count:
        return None
    params: dict[str, str | int] = {"name": name} | ({"year": year} if year else {})
    sql = QUOTES.format(year=" AND r.year = :year" if year else "")
    rows = connection.execute(f"{sql} LIMIT {QUOTES_SHOWN} OFFSET {(number - 1) * QUOTES_SHOWN}", params)
    return Speaker(
        query=Query(sql, params),
        name=name,
        first=found[0],
        last=found[1],
        releases=found[2],
        roles=[RoleLine(*row) for row in connection.execute(ROLES, {"name": name})],
        years=year_bars(years, "Zitat", "Zitate", f"/personen/{path_part(name)}?jahr={{}}", year),
        year=year,
        quotes=count,
        said=[_said(row) for row in rows],
        number=number,
        pages=-(-count // QUOTES_SHOWN),
    )


def _said(row: sqlite3.Row) -> SaidLine:
    text, role, kind, confidence, corrected, also, number, slug, title, published = row
    return SaidLine(
        text, role, kind, confidence, bool(corrected), json.loads(also or "[]"), number, slug, title, published
    )
