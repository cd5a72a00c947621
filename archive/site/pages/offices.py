"""Offices: which there are, and the page of one with its holders over time and all that they said in it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from archive.german.quotes.people.roles import normal_role
from archive.search.naming import holding
from archive.site.atom import CONTENT_TYPE, Entry, atom_feed
from archive.site.german import counted, path_part
from archive.site.page import Asked, Document, Query
from archive.site.pages.charts import Bar
from archive.site.pages.listing import year_bars
from archive.site.pages.spans import Held, Timeline, timeline

LISTED, QUOTES_SHOWN, IN_FEED = 100, 40, 50
# The name of an office is its most frequent printed form (SQLite takes the other columns from the row of the maximum).
OFFICES = """SELECT role AS name, every AS quotes, holders, first, last FROM (SELECT role, max(quotes),
  sum(quotes) AS every, count(DISTINCT speaker) AS holders, min(first_published) AS first, max(last_published) AS last
  FROM speaker_roles WHERE normal_role IN (SELECT normal_role FROM speaker_roles
  WHERE role IN (SELECT value FROM json_each(:roles)) OR normal_role = :normal) GROUP BY normal_role)
  ORDER BY quotes DESC, name COLLATE NOCASE, name"""
OFFICE = """SELECT normal_role, role FROM speaker_roles WHERE normal_role IN
  ((SELECT normal_role FROM speaker_roles WHERE role = :name LIMIT 1), :normal) ORDER BY quotes DESC, role LIMIT 1"""
FORMS = "SELECT role FROM speaker_roles WHERE normal_role = ? GROUP BY role ORDER BY sum(quotes) DESC, role"
HOLDERS = """SELECT coalesce(s.person, s.name) AS holder, sum(o.quotes), min(o.first_published) AS first,
  max(o.last_published) AS last FROM speaker_roles o JOIN speakers s ON s.name = o.speaker
  WHERE o.normal_role = ? GROUP BY holder ORDER BY first IS NULL, first, last, holder"""
OF_OFFICE = """FROM quotes q JOIN speaker_roles o ON o.speaker = q.speaker AND o.role = q.role
  JOIN releases r ON r.slug = q.release WHERE o.normal_role = :normal AND q.counted"""
YEARS = f"SELECT r.year, count(*) {OF_OFFICE} AND r.year IS NOT NULL GROUP BY r.year"
QUOTES = f"""SELECT q.text, q.speaker, q.role, q.kind, q.confidence, q.corrected, q.release, r.title, r.published,
  q.anchor
  {OF_OFFICE}{{year}} ORDER BY r.published DESC, q.release, q.position"""

WITHOUT_DAY, NO_YEAR = "ohne", " AND r.year IS NULL"  # the value of `jahr` for it


@dataclass(frozen=True)
class OfficeLine:
    """An office in the list; days ISO."""

    name: str
    quotes: int
    holders: int
    first: str | None
    last: str | None


@dataclass(frozen=True)
class Offices:
    """A page of the list of offices; name: what their names must hold."""

    query: Query
    name: str
    offices: list[OfficeLine]
    number: int
    pages: int


@dataclass(frozen=True)
class OfficeQuote:
    """A quote by a holder of the office, with the release that prints it."""

    text: str
    speaker: str
    role: str
    kind: str
    confidence: float
    corrected: int
    release: str
    title: str
    published: str | None
    anchor: str


@dataclass(frozen=True)
class OfficePage:
    """An office: its printed forms, the most frequent first; holders over time; quotes of one page.

    year: of the quotes; 0 means all. without_day: only those that no year counts; undated: where those stand.
    """

    query: Query
    name: str
    forms: list[str]
    holders: Timeline
    years: list[Bar]
    year: int
    without_day: bool
    undated: tuple[str, str] | None
    quotes: int
    said: list[OfficeQuote]
    number: int
    pages: int


def load_list(connection: sqlite3.Connection, asked: Asked) -> Offices | None:
    """Offices by number of quotes; `?name=` keeps those whose name holds it."""
    name, number = asked.argument("name"), asked.page_number()
    roles = holding([role for (role,) in connection.execute("SELECT DISTINCT role FROM speaker_roles")], name)
    params = {"roles": json.dumps(roles, ensure_ascii=False), "normal": normal_role(name)}
    (count,) = connection.execute(f"SELECT count(*) FROM ({OFFICES})", params).fetchone()  # noqa: S608 - ours
    pages = max(1, -(-count // LISTED))
    if number > pages:
        return None
    rows = connection.execute(f"{OFFICES} LIMIT {LISTED} OFFSET {(number - 1) * LISTED}", params)
    return Offices(Query(OFFICES, params), name, [OfficeLine(*row) for row in rows], number, pages)


def load(connection: sqlite3.Connection, asked: Asked) -> OfficePage | None:
    """One office, named in any printed or grammatical form; `?jahr=` keeps the quotes of a year (`ohne`: of none)."""
    number, found = asked.page_number(), _office(connection, asked)
    if not found:
        return None
    normal, name = found
    years = dict(connection.execute(YEARS, {"normal": normal}).fetchall())
    wanted = asked.argument("jahr")
    year = next((one for one in years if str(one) == wanted), 0)
    params: dict[str, str | int] = {"normal": normal} | ({"year": year} if year else {})
    without_day = wanted == WITHOUT_DAY
    sql = QUOTES.format(year=NO_YEAR if without_day else " AND r.year = :year" if year else "")
    (undated,) = connection.execute(f"SELECT count(*) FROM ({QUOTES.format(year=NO_YEAR)})", params).fetchone()  # noqa: S608
    (count,) = connection.execute(f"SELECT count(*) FROM ({sql})", params).fetchone()  # noqa: S608 - ours
    pages = max(1, -(-count // QUOTES_SHOWN))
    if (wanted and not year and not (without_day and undated)) or number > pages:
        return None
    rows = connection.execute(f"{sql} LIMIT {QUOTES_SHOWN} OFFSET {(number - 1) * QUOTES_SHOWN}", params)
    return OfficePage(
        query=Query(sql, params),
        name=name,
        forms=[form for (form,) in connection.execute(FORMS, (normal,))],
        holders=timeline(
            Held(holder, f"/personen/{path_part(holder)}", first, last, many)
            for holder, many, first, last in connection.execute(HOLDERS, (normal,))
        ),
        years=year_bars(years, "Zitat", "Zitate", f"{asked.path}?jahr={{}}", year),
        year=year,
        without_day=without_day,
        undated=(f"{asked.path}?jahr={WITHOUT_DAY}", counted(undated, "Zitat ohne Datum", "Zitate ohne Datum"))
        if undated
        else None,
        quotes=count,
        said=[OfficeQuote(*row) for row in rows],
        number=number,
        pages=pages,
    )


def atom(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The newest quotes by holders of the office."""
    found = _office(connection, asked)
    if not found:
        return None
    normal, name = found
    rows = connection.execute(f"{QUOTES.format(year='')} LIMIT {IN_FEED}", {"normal": normal})
    entries = [
        Entry(
            key=f"{asked.site.database}/offices/{normal}/{quote.release}/{quote.anchor}",
            link=f"{asked.absolute}{asked.release(quote.release)}#{quote.anchor}",
            title=f"{quote.speaker}: {quote.title}".replace("\u00ad", ""),
            text=quote.text.replace("\u00ad", ""),
            authors=(quote.speaker,),
            published=quote.published and f"{quote.published}T00:00:00Z",
            updated=f"{quote.published or '2000-01-01'}T00:00:00Z",
        )
        for quote in (OfficeQuote(*row) for row in rows)
    ]
    page = f"{asked.absolute}/aemter/{path_part(name)}"
    text = atom_feed(
        key=f"{asked.site.database}/offices/{normal}",
        title=f"{asked.site.title}: {name}",
        page=page,
        address=f"{page}.atom",
        updated="2000-01-01T00:00:00Z",
        entries=entries,
    )
    return Document(CONTENT_TYPE, text)


def _office(connection: sqlite3.Connection, asked: Asked) -> tuple[str, str] | None:
    """The normal form of the office in the address, and its name."""
    name = asked.names["name"]
    row: tuple[str, str] | None = connection.execute(OFFICE, {"name": name, "normal": normal_role(name)}).fetchone()
    return row
