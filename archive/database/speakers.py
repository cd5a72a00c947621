"""Who speaks, counted from the quotes: speakers, their offices, and the persons that printed names stand for."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping

import sqlite_utils

from archive.german.quotes.people.roles import normal_role
from archive.releases.persons import PrintedName, persons

_SPEAKERS = """INSERT INTO speakers(name, kind, quotes, releases, first_published, last_published)
  SELECT speaker, max(speaker_kind), sum(counted), count(DISTINCT release), min(published), max(published)
  FROM quotes JOIN releases ON slug = release WHERE speaker IS NOT NULL GROUP BY speaker"""
_ROLES = """INSERT INTO speaker_roles
  SELECT speaker, role, normal_role(role), sum(counted), min(published), max(published)
  FROM quotes JOIN releases ON slug = release WHERE speaker IS NOT NULL AND role IS NOT NULL GROUP BY speaker, role"""
_PERSONS = """INSERT INTO persons(name, quotes, releases, first_published, last_published)
  SELECT person, sum(counted), count(DISTINCT release), min(published), max(published)
  FROM quotes JOIN releases ON slug = release JOIN speakers ON speakers.name = speaker
  WHERE person IS NOT NULL GROUP BY person"""
_OFFICES = """SELECT q.speaker, o.normal_role, coalesce(substr(r.published, 1, 7), ''), q.role FROM quotes q
  JOIN releases r ON r.slug = q.release JOIN speaker_roles o ON o.speaker = q.speaker AND o.role = q.role
  WHERE q.speaker_kind = 'person' ORDER BY q.speaker, r.published, q.role"""


def count_speakers(db: sqlite_utils.Database, wikidata: Mapping[str, str]) -> None:
    """Write `speakers`, `speaker_roles` and `persons` anew from the quotes.

    wikidata: a person's name → the identifier of the entry there.
    """
    db.register_function(normal_role, deterministic=True)
    for table in ("speaker_roles", "speakers", "persons"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - own names
    db.execute(_SPEAKERS)
    db.execute(_ROLES)
    found = persons(printed_names(db.conn))
    db.conn.executemany("UPDATE speakers SET person = ? WHERE name = ?", [(p, name) for name, p in found.items()])
    db.execute(_PERSONS)
    db.conn.executemany(
        "UPDATE persons SET wikidata = ? WHERE name = ?", [(entry, name) for name, entry in wikidata.items()]
    )


def printed_names(connection: sqlite3.Connection) -> list[PrintedName]:
    """The names of the people who speak, with the offices that are printed with them and when."""
    offices: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for name, normal, month, role in connection.execute(_OFFICES):
        offices[name].setdefault((normal, month), role)
    rows = connection.execute("SELECT name, quotes FROM speakers WHERE kind = 'person' ORDER BY name")
    return [PrintedName(name, quotes, offices.get(name, {})) for name, quotes in rows]
