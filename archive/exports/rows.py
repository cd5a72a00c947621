"""Rows of the tables in the order of their keys, some at a time, with the type that each value has.

SQLite knows neither days nor instants, flags or lists; `archive.database.columns` says which column holds them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archive.database.columns import Column, Table
from archive.database.schema import TABLES
from scraper.errors import ExportError

MOST_ROWS = 5_000
HEAVIEST = 4 * 1024 * 1024  # characters of the texts of one batch: memory depends on it, not on the archive
CHOSEN = "temp.chosen_releases"
REFERRED = {other for table in TABLES for _, other, _ in table.foreign_keys}
Row = tuple[Any, ...]


def choose_releases(connection: sqlite3.Connection, rowids: Sequence[int]) -> None:
    """From now on tables about releases have the rows of these alone; the others stay whole, so that keys hold."""
    connection.execute(f"CREATE TEMP TABLE {CHOSEN.partition('.')[2]} (slug TEXT PRIMARY KEY)")
    connection.executemany(
        f"INSERT INTO {CHOSEN} SELECT slug FROM releases WHERE rowid = ?",  # noqa: S608 - own names
        ((rowid,) for rowid in rowids),
    )


def batches(connection: sqlite3.Connection, table: Table) -> Iterator[list[Row]]:
    """All rows of a table as SQLite has them, in the order of its key."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    key = ", ".join(f'"{name}"' for name in table.key)
    where = f"WHERE {chosen} IN (SELECT slug FROM {CHOSEN})" if (chosen := _by_release(connection, table)) else ""  # noqa: S608 - own names
    yield from weighed(connection.execute(f'SELECT {names} FROM "{table.name}" {where} ORDER BY {key}'))  # noqa: S608 - own names


def weighed(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in batches of at most MOST_ROWS, and of some HEAVIEST characters."""
    batch: list[Row] = []
    weight = 0
    for row in rows:
        batch.append(row)
        weight += sum(len(value) for value in row if isinstance(value, str))
        if len(batch) >= MOST_ROWS or weight >= HEAVIEST:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def typed(column: Column, value: Any) -> Any:
    """A value of a column for JSON: flags are true or false, lists are lists; days and instants stay ISO texts.

    Raises: ExportError, if the value is not what the column holds.
    """
    if value is None or column.holds in ("value", "day", "instant"):
        return value
    try:
        return json.loads(value) if column.holds == "list" else FLAGS[value]
    except (KeyError, ValueError) as error:
        raise ExportError(f"column {column.name} holds {value!r}, which is no {column.holds}: build again") from error


FLAGS = {0: False, 1: True}


def _by_release(connection: sqlite3.Connection, table: Table) -> str | None:
    """The column that says which release a row is about, where only some releases were chosen.

    None for tables whose rows others refer to: they stay whole.
    """
    if not connection.execute("SELECT 1 FROM temp.sqlite_master").fetchone():
        return None
    if table.name == "releases":
        return "slug"
    if table.name in REFERRED:
        return None
    return next((column.name for column in table.columns if column.name == "release"), None)
