"""Who is quoted: the list of persons, bodies and groups."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from archive.german.quotes.people.roles import normal_role
from archive.search.naming import holding
from archive.site.page import Asked, Query

LISTED = 100
ORDERS = {
    "zitate": "quotes DESC, name COLLATE NOCASE, name",
    "name": "name COLLATE NOCASE, name",
    "zuletzt": "last_published DESC, name",
}
# A person counts once, in whatever spelling; bodies, groups and names without a first name stand for themselves.
# Who is sought by an office is shown with it, others with their latest.
SPEAKERS = """SELECT name, quotes, releases, first_published, last_published,
  (SELECT role FROM speaker_roles x WHERE x.speaker = s.name
    ORDER BY :name <> '' AND (role IN (SELECT value FROM json_each(:roles)) OR normal_role = :normal) DESC,
    last_published DESC, quotes DESC, role LIMIT 1) AS role
  FROM (SELECT name, quotes, releases, first_published, last_published FROM persons UNION ALL
  SELECT name, quotes, releases, first_published, last_published FROM speakers WHERE person IS NULL) s
  WHERE name IN (SELECT coalesce(person, name) FROM speakers WHERE name IN (SELECT value FROM json_each(:names)) UNION
  SELECT coalesce(person, name) FROM speaker_roles JOIN speakers ON name = speaker
  WHERE role IN (SELECT value FROM json_each(:roles)) OR normal_role = :normal) ORDER BY {order}"""


class SpeakerLine(NamedTuple):
    """A speaker in the list; days ISO; `role` is the office that was sought, or the latest one printed."""

    name: str
    quotes: int
    releases: int
    first: str | None
    last: str | None
    role: str | None


@dataclass(frozen=True)
class Speakers:
    """A page of the list of speakers. order: `zitate`, `name` or `zuletzt`. name: what names or offices must hold."""

    query: Query
    order: str
    name: str
    count: int
    speakers: list[SpeakerLine]
    number: int
    pages: int


def load_list(connection: sqlite3.Connection, asked: Asked) -> Speakers | None:
    """Speakers by number of quotes, name or last quote; `?name=` keeps those whose name or office holds it."""
    order = asked.argument("nach", "zitate")
    if order not in ORDERS:
        return None
    name, number = asked.argument("name"), asked.page_number()
    sql, params = SPEAKERS.format(order=ORDERS[order]), {"name": name, "normal": normal_role(name)}
    for values, column, table in (("names", "name", "speakers"), ("roles", "role", "speaker_roles")):
        known = [value for (value,) in connection.execute(f"SELECT DISTINCT {column} FROM {table}")]  # noqa: S608 - ours
        params[values] = json.dumps(holding(known, name), ensure_ascii=False)
    (count,) = connection.execute(f"SELECT count(*) FROM ({sql})", params).fetchone()  # noqa: S608 - ours
    if number > max(1, -(-count // LISTED)):
        return None
    rows = connection.execute(f"{sql} LIMIT {LISTED} OFFSET {(number - 1) * LISTED}", params)
    return Speakers(
        Query(sql, params), order, name, count, [SpeakerLine(*r) for r in rows], number, -(-count // LISTED)
    )
