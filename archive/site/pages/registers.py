"""Registers by which releases can be looked up: author codes and categories."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.site.german import path_part
from archive.site.page import Asked, Query

CODES = """SELECT code, releases, coalesce(person, office) AS known, first_published, last_published FROM authors
  ORDER BY releases DESC, code"""
CATEGORIES = """SELECT x.category, count(DISTINCT x.release) AS releases, NULL AS known,
  min(r.published) AS first_published, max(r.published) AS last_published
  FROM release_categories x JOIN releases r ON r.slug = x.release
  GROUP BY x.category ORDER BY x.category COLLATE NOCASE, x.category"""


@dataclass(frozen=True)
class Entry:
    """One entry: its page, name, number of releases, what is known of it, first and last day (ISO)."""

    link: str
    name: str
    releases: int
    known: str | None
    first: str | None
    last: str | None


@dataclass(frozen=True)
class Register:
    """A register with its heading and a sentence about it."""

    query: Query
    heading: str
    about: str
    entries: list[Entry]


def codes(connection: sqlite3.Connection, _: Asked) -> Register:
    """Every author code."""
    about = "Die Kürzel unter den Mitteilungen. Wer dahintersteht, steht nur da, wo es belegt ist."
    return _register(connection, CODES, "/kuerzel/", "Kürzel", about)


def categories(connection: sqlite3.Connection, _: Asked) -> Register:
    """Every category."""
    return _register(connection, CATEGORIES, "/themen/", "Rubriken", "Die Rubriken, wie die Stadt sie vergeben hat.")


def _register(connection: sqlite3.Connection, sql: str, link: str, heading: str, about: str) -> Register:
    entries = [
        Entry(link + path_part(name), name, number, known, first, last)
        for name, number, known, first, last in connection.execute(sql)
    ]
    return Register(Query(sql), heading, about, entries)
