"""An empty database, made with sqlite-utils from the declarations in `schema.py` and `views.py`."""

from __future__ import annotations

import sqlite_utils

from archive.database.columns import Table
from archive.database.fingerprinted import FINGERPRINT_TABLE
from archive.database.schema import SCHEMA_VERSION, TABLES
from archive.database.views import VIEWS

SEARCH_VIEW = "releases_search"
# A view, because the index wants text without soft hyphens while the tables keep what is printed, and a token for each
# day that a text names (tag20210505, and tag0505 for queries without a year) and for the day of the release.
SEARCH_SQL = """SELECT rowid AS rowid, replace(title, char(173), '') AS title,
  replace(teaser, char(173), '') AS teaser, body_plain AS body,
  coalesce(search_forms, '') || coalesce((SELECT group_concat(' tag' || replace(d.begin_day, '-', '') || ' tag' ||
  replace(substr(d.begin_day, 6), '-', ''), '') FROM dates d WHERE d.release = releases.slug
  AND d.begin_day = d.end_day), '') || coalesce(' tag' || replace(published, '-', ''), '') AS search_forms
  FROM releases"""
# sqlite-utils makes search indexes of tables only, and this one reads a view.
SEARCH_INDEX = f"""CREATE VIRTUAL TABLE releases_fts USING fts5(title, teaser, body, search_forms,
  content='{SEARCH_VIEW}', content_rowid='rowid', tokenize='unicode61 remove_diacritics 0')"""

# Keys and parts of the words of the index; rowid is the place of the word in `words`. Neither these texts nor positions
# are stored, which sqlite-utils cannot declare; lengths are, without which SQLite cannot count the rows.
WORD_INDEXES = tuple(
    f"""CREATE VIRTUAL TABLE {name} USING fts5({column}, content='', detail=none,
  tokenize="ascii tokenchars '+'")"""
    for name, column in (("word_keys", "keys"), ("word_parts", "parts"))
)


def create_database(db: sqlite_utils.Database) -> None:
    """Create all tables, indexes, views and search indexes, and record the version of the schema."""
    for table in TABLES:
        _create_table(db, table)
    for view in VIEWS:
        db.create_view(view.name, view.sql)
    db.create_view(SEARCH_VIEW, SEARCH_SQL)
    db.execute(SEARCH_INDEX)
    db.execute("CREATE VIRTUAL TABLE releases_vocab USING fts5vocab(releases_fts, instance)")
    db.execute("CREATE VIRTUAL TABLE words USING fts5vocab(releases_fts, row)")
    for index in WORD_INDEXES:
        db.execute(index)
    db.execute(FINGERPRINT_TABLE)
    db.table("attachments").enable_fts(["text"], tokenize="unicode61 remove_diacritics 0")
    db.table("quotes").enable_fts(["text"], tokenize="unicode61 remove_diacritics 0")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _create_table(db: sqlite_utils.Database, table: Table) -> None:
    sql = db.create_table_sql(
        table.name,
        {column.name: column.type for column in table.columns},
        pk=table.key,
        foreign_keys=list(table.foreign_keys),
        not_null=[c.name for c in table.columns if c.required or c.name in table.key],
        strict=True,
    )
    for column in table.columns:
        if column.made:  # which sqlite-utils cannot declare
            declared = f'"{column.name}" {column.type}'
            sql = sql.replace(declared, f"{declared} GENERATED ALWAYS AS ({column.made}) VIRTUAL", 1)
    db.execute(sql)
    made = db.table(table.name)
    for columns in table.indexes:
        made.create_index(columns, index_name=f"{table.name}_{'_'.join(columns)}")
