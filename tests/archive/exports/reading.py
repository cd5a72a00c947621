"""Exported files read back as a stranger does, each value in one form, to hold one format against another."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq

from archive.database.columns import Column, Table
from archive.database.opening import open_database
from archive.database.schema import TABLES
from archive.exports.about import about
from archive.exports.files import Written
from archive.exports.formats import Format, export
from archive.settings import DEFAULTS, Settings
from tests.conftest import Crawled

Rows = list[tuple[Any, ...]]


def exported(later: Crawled, form: Format, folder: Path, settings: Settings = DEFAULTS) -> list[Written]:
    """The files of an export of the later."""
    with closing(open_database(later.database)) as connection:
        return list(export(connection, form, folder, about(connection, later.site, settings)))


def stored(database: Path, table: Table) -> Rows:
    """The rows of a table as they should be read back, in the order of its key."""
    names, key = (", ".join(f'"{name}"' for name in part) for part in ([c.name for c in table.columns], table.key))
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(f'SELECT {names} FROM "{table.name}" ORDER BY {key}').fetchall()  # noqa: S608
    return [tuple(meant(column, value) for column, value in zip(table.columns, row, strict=True)) for row in rows]


def meant(column: Column, value: Any) -> Any:
    """What a value of SQLite means, told from what the columns say and not by the code under test."""
    if value is None:
        return None
    if column.holds == "day":
        return date.fromisoformat(value)
    if column.holds == "instant":
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S%z")
    if column.holds == "flag":
        return {0: False, 1: True}[value]
    return json.loads(value) if column.holds == "list" else value


def read(folder: Path, form: str, table: Table) -> Rows:
    """The rows of a table from the files of a format."""
    return {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet, "xlsx": _xlsx}[form](folder, table)


def _csv(folder: Path, table: Table) -> Rows:
    with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == [column.name for column in table.columns]
    kinds = {"INTEGER": int, "REAL": float, "TEXT": str}
    return [
        tuple(
            meant(column, kinds[column.type](value)) if value else None
            for column, value in zip(table.columns, row, strict=True)
        )
        for row in rows
    ]


def _jsonl(folder: Path, table: Table) -> Rows:
    rows = []
    for line in (folder / f"{table.name}.jsonl").read_text(encoding="utf-8").split("\n")[:-1]:
        record = json.loads(line)
        if table.name == "releases":  # whose revisions are the wordings themselves
            record["revisions"] = len(record["revisions"])
        rows.append(tuple(
            meant(c, record[c.name]) if c.holds in ("day", "instant") else record[c.name] for c in table.columns
        ))  # fmt: skip
    return rows


def _parquet(folder: Path, table: Table) -> Rows:
    file = pq.read_table(folder / f"{table.name}.parquet")
    assert file.column_names == [column.name for column in table.columns]
    return [tuple(row.values()) for row in file.to_pylist()]


def _xlsx(folder: Path, table: Table) -> Rows:
    (path,) = folder.glob("*.xlsx")
    book = openpyxl.load_workbook(path, read_only=True)
    head, *rows = book[table.name].iter_rows(values_only=True)
    assert list(head) == [column.name for column in table.columns]
    book.close()
    return [tuple(_cell(column, value) for column, value in zip(table.columns, row, strict=True)) for row in rows]


def _cell(column: Column, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    if column.type == "REAL" and isinstance(value, int):
        return float(value)
    # what stands there as text: days before Excel's first, instants, lists
    return meant(column, value) if isinstance(value, str) else value


BY_NAME = {table.name: table for table in TABLES}
INSTANT = datetime(2021, 4, 1, 9, 12, tzinfo=UTC)
