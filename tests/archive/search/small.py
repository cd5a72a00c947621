"""Small databases of invented texts, made as the build makes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import sqlite_utils

from archive.database.create import create_database
from archive.search.additions import added_forms
from archive.search.wordlist import write_words

TEXTS = ("title", "teaser", "body")


def small_database(releases: Iterable[Mapping[str, object]], path: Path | None = None) -> sqlite3.Connection:
    """A database with these rows of `releases`; what a row leaves out is filled in. Rows get rowids from 1."""
    connection = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
    create_database(sqlite_utils.Database(connection))
    required = {
        name: "" if kind == "TEXT" else 1
        for _, name, kind, needed, _, _ in connection.execute("PRAGMA table_info(releases)")
        if needed
    }
    for number, release in enumerate(releases, 1):
        row = required | {"slug": f"r-{number}", "rowid": number} | dict(release)
        row.setdefault("search_forms", "\n".join(added_forms("\n".join(str(row.get(name) or "") for name in TEXTS))))
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO releases({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
    for command in ("rebuild", "optimize"):
        connection.execute("INSERT INTO releases_fts(releases_fts) VALUES (?)", (command,))
    write_words(connection)
    return connection


def insert(connection: sqlite3.Connection, table: str, **values: object) -> None:
    """Insert a row, with something in every column that needs it."""
    empty = {"TEXT": "", "INTEGER": 0, "REAL": 1.0}
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    row: dict[str, object] = {name: empty[kind] for _, name, kind, needed, _, key in columns if needed or key}
    row |= values
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table}({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608 - ours
