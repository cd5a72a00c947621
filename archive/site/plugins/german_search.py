"""SQL functions of the German search, and German search in Datasette's own search box.

Datasette builds `releases_fts MATCH escape_fts(:search)` for `_search=`; where a database has a word list, that
function expands the query as `german_query` does. `_searchmode=raw` stays as it is: FTS5 syntax.
"""

from __future__ import annotations

import sqlite3
from functools import partial

from datasette import hookimpl

from archive.search import german_query, german_query_exact


@hookimpl(trylast=True)  # after Datasette's own functions, of which it replaces one
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give a connection `german_query(query)` and `german_query_exact(query)`."""
    if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'words_trigrams'").fetchone():
        expand = partial(german_query, conn)
        conn.create_function("german_query", 1, expand, deterministic=True)
        conn.create_function("escape_fts", 1, expand, deterministic=True)
    conn.create_function("german_query_exact", 1, german_query_exact, deterministic=True)
