"""The data: downloads with their sizes, dictionary, canned queries."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.database.dictionary import column_meaning
from archive.database.schema import TABLES
from archive.database.views import VIEWS
from archive.exports.downloads import Download, downloads
from archive.site.page import Asked, Query
from archive.site.pages.questions import ASKED, QUESTIONS

SHOWN = [one.name for one in (*TABLES, *VIEWS)]
LOOKED_AT = 40  # places of a table at which rows are weighed
AT_EACH = 5
COLUMNS = """SELECT m.name AS table_name, c.name AS column_name, c.type, c.pk AS key
  FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c
  WHERE m.name IN ({shown}) ORDER BY m.name, c.cid"""


@dataclass(frozen=True)
class Example:
    """A canned query with the sentence that says what it answers, and the address that runs it."""

    title: str
    sentence: str
    link: str


@dataclass(frozen=True)
class TableLine:
    """A table or view with its meaning, number of rows, and columns: (name, meaning, `table.column` behind it).

    size: bytes of its rows as CSV, estimated of a large one; None of a view.
    """

    name: str
    meaning: str
    columns: tuple[tuple[str, str, str | None], ...]
    rows: int
    size: int | None = None


@dataclass(frozen=True)
class Data:
    """The page of the data; size: bytes of the whole database. whole: the files that hold all of it otherwise."""

    query: Query
    size: int
    whole: list[Download]
    tables: list[TableLine]
    examples: list[Example]


def load(connection: sqlite3.Connection, asked: Asked) -> Data:
    """Tables with their counts and sizes, and canned queries that find something here."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    values = {name: (connection.execute(sql).fetchone() or ("",))[0] for name, sql in ASKED.items()}
    tables = []
    for table in TABLES:
        (count,) = connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608 - our names
        columns = tuple((column.name, column.meaning, column.refers) for column in table.columns)
        tables.append(TableLine(table.name, table.meaning, columns, count, _size(connection, table.name, count)))
    for view in VIEWS:
        (count,) = connection.execute(f'SELECT count(*) FROM "{view.name}"').fetchone()  # noqa: S608 - our names
        shown = tuple((name, column_meaning(said), said if "." in said else None) for name, said in view.columns)
        tables.append(TableLine(view.name, view.meaning, shown, count))
    examples = []
    for one in QUESTIONS:
        params = {name: value or "" for name, value in values.items() if f":{name}" in one.sql}
        examples.append(Example(one.title, one.sentence, Query(one.sql, params).link(asked.site.database)))
    dictionary = Query(COLUMNS.format(shown=", ".join(f"'{name}'" for name in SHOWN)))
    return Data(dictionary, pages * page_size, downloads(asked.folder / f"{asked.site.database}.db"), tables, examples)


def _size(connection: sqlite3.Connection, table: str, count: int) -> int:
    """Bytes of the rows of a table as CSV: those of rows at even distances, times how many there are."""
    (last,) = connection.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()  # noqa: S608 - our names
    weighed = rows = 0
    most = count if count <= LOOKED_AT * AT_EACH else AT_EACH
    for place in range(1 if most == count else LOOKED_AT):
        sql = f'SELECT * FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT ?'  # noqa: S608 - our names
        for row in connection.execute(sql, ((last or 0) * place // LOOKED_AT, most)):
            weighed += sum(len(str(value).encode()) for value in row if value is not None) + len(row)
            rows += 1
    return weighed * count // rows if rows else 0
