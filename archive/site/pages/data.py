"""The data: downloads, dictionary, example queries."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.database.dictionary import column_meaning
from archive.database.schema import TABLES
from archive.database.views import VIEWS
from archive.site.page import Asked, Query

SHOWN = [one.name for one in (*TABLES, *VIEWS)]
COLUMNS = """SELECT m.name AS table_name, c.name AS column_name, c.type, c.pk AS key
  FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c
  WHERE m.name IN ({shown}) ORDER BY m.name, c.cid"""
EXAMPLES = (
    ("Die neuesten Mitteilungen", "SELECT published, title, teaser FROM releases ORDER BY published DESC LIMIT 20"),
    ("Mitteilungen je Jahr und Kürzel",
     "SELECT year, code, count(*) AS releases\nFROM release_authors JOIN releases ON slug = release\n"
     "GROUP BY year, code ORDER BY year DESC, releases DESC"),
    ("Was jemand gesagt hat (Namen dort eintragen)",
     "SELECT published, text, role, title FROM quotes_by_speaker\n"
     "WHERE speaker LIKE '%' || :name || '%' ORDER BY published"),
    ("Wer in einem Jahr am meisten zitiert wird",
     "SELECT speaker, quotes, releases FROM speakers_by_year WHERE year = :jahr ORDER BY quotes DESC LIMIT 20"),
    ("Was für einen Monat angekündigt ist",
     "SELECT day, text, sentence, title FROM calendar WHERE day LIKE :monat || '%' ORDER BY day"),
    ("Nachträglich geänderte Mitteilungen",
     "SELECT r.title, v.first_seen, c.field, c.removed, c.added\nFROM changes c JOIN releases r ON r.slug = c.release\n"
     "JOIN revisions v ON v.release = c.release AND v.number = c.number ORDER BY v.first_seen DESC"),
    ("Deutsche Suche mit Beugung und Wortteilen",
     "SELECT r.published, r.title FROM releases_fts f JOIN releases r ON r.rowid = f.rowid\n"
     "WHERE releases_fts MATCH german_query(:suche)\n"
     "ORDER BY german_rank(r.rowid, :suche), r.published DESC LIMIT 20"),
    ("Woher jedes Feld einer Mitteilung stammt",
     "SELECT s.field, c.captured_at, c.url, c.digest\nFROM release_sources s JOIN captures c ON c.id = s.capture\n"
     "WHERE s.release = :slug"),
)  # fmt: skip
# What the examples ask for, so that each link shows something at once.
ASKED = {"name": "SELECT name FROM speakers ORDER BY quotes DESC, name LIMIT 1",
         "jahr": "SELECT max(r.year) FROM quotes JOIN releases r ON slug = release WHERE speaker IS NOT NULL",
         "monat": "SELECT substr(max(day), 1, 7) FROM date_days WHERE day <= (SELECT max(published) FROM releases)",
         "suche": "SELECT 'Stadt'",
         "slug": "SELECT slug FROM releases ORDER BY published DESC LIMIT 1"}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """An example query with the address that runs it."""

    title: str
    sql: str
    link: str


@dataclass(frozen=True)
class TableLine:
    """A table or view with its meaning, number of rows, and columns: (name, meaning, `table.column` behind it)."""

    name: str
    meaning: str
    columns: tuple[tuple[str, str, str | None], ...]
    rows: int


@dataclass(frozen=True)
class Data:
    """The page of the data; size: bytes of the whole database."""

    query: Query
    size: int
    tables: list[TableLine]
    examples: list[Example]


def load(connection: sqlite3.Connection, asked: Asked) -> Data:
    """Tables with their counts, and example queries that find something here."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    values = {name: (connection.execute(sql).fetchone() or ("",))[0] for name, sql in ASKED.items()}
    tables = []
    for table in TABLES:
        (count,) = connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608 - our names
        columns = tuple((column.name, column.meaning, column.refers) for column in table.columns)
        tables.append(TableLine(table.name, table.meaning, columns, count))
    for view in VIEWS:
        (count,) = connection.execute(f'SELECT count(*) FROM "{view.name}"').fetchone()  # noqa: S608 - our names
        shown = tuple((name, column_meaning(said), said if "." in said else None) for name, said in view.columns)
        tables.append(TableLine(view.name, view.meaning, shown, count))
    examples = []
    for title, sql in EXAMPLES:
        params = {name: value or "" for name, value in values.items() if f":{name}" in sql}
        examples.append(Example(title, sql, Query(sql, params).link(asked.site.database)))
    dictionary = Query(COLUMNS.format(shown=", ".join(f"'{name}'" for name in SHOWN)))
    return Data(dictionary, pages * page_size, tables, examples)
