"""An empty database, made with sqlite-utils from the declarations in `schema.py` and `views.py`."""

from __future__ import annotations

import sqlite_utils

from archive.database.schema import SCHEMA_VERSION, TABLES, Table
from archive.database.views import VIEWS

SEARCH_VIEW = "releases_search"
# A view, because the index wants text without soft hyphens while the tables keep what is printed.
SEARCH_SQL = """SELECT rowid AS rowid, replace(title, char(173), '') AS title,
  replace(teaser, char(173), '') AS teaser, replace(body, char(173), '') AS body,
  search_forms FROM releases"""
# sqlite-utils makes search indexes of tables only, and this one reads a view.
SEARCH_INDEX = f"""CREATE VIRTUAL TABLE releases_fts USING fts5(title, teaser, body, search_forms,
  content='{SEARCH_VIEW}', content_rowid='rowid', tokenize='unicode61 remove_diacritics 2')"""


def create_database(db: sqlite_utils.Database) -> None:
    """Make every table, index, view and search index, and write down the version of the schema."""
    for table in TABLES:
        _create_table(db, table)
    for view in VIEWS:
        db.create_view(view.name, view.sql)
    db.create_view(SEARCH_VIEW, SEARCH_SQL)
    db.execute(SEARCH_INDEX)
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _create_table(db: sqlite_utils.Database, table: Table) -> None:
    made = db.create_table(
        table.name,
        {column.name: column.type for column in table.columns},
        pk=table.key,
        foreign_keys=list(table.foreign_keys),
        not_null=[c.name for c in table.columns if c.required or c.name in table.key],
        strict=True,
    )
    for columns in table.indexes:
        made.create_index(columns, index_name=f"{table.name}_{'_'.join(columns)}")
    if table.search:
        made.enable_fts(table.search, tokenize=table.tokenize)
