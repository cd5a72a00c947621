"""SQL functions of the German search, and German search in Datasette's own search box.

Datasette builds `releases_fts MATCH escape_fts(:search)` for `_search=`; where a database has a word list, that
function expands the query as `german_query` does. `_searchmode=raw` stays as it is: FTS5 syntax.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache, partial
from threading import Thread
from typing import Any

from datasette import hookimpl

from archive.search import german_query, german_query_exact, ranks
from archive.search.forms import read_lists

_MOST_RANKED = 8  # queries whose order a connection remembers while it sorts by it


@hookimpl
def startup(datasette: Any) -> None:
    """Read the dictionary and the word lists before the first search, where there are threads beside the answers.

    A process that forks has none: it reads them at once, so that its children need not.
    """
    if datasette.setting("num_sql_threads"):
        Thread(target=read_lists, daemon=True).start()
    else:
        read_lists()


@hookimpl(trylast=True)  # after Datasette's own functions, of which it replaces one
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give a connection `german_query(query)`, `german_query_exact(query)`, `german_rank(rowid, query)`."""
    conn.create_function("german_query_exact", 1, lambda query: german_query_exact(_text(query)), deterministic=True)
    if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'word_parts'").fetchone():
        return

    def expand(query: object) -> str:
        return german_query(conn, _text(query))

    conn.create_function("german_query", 1, expand, deterministic=True)
    conn.create_function("escape_fts", 1, lambda q: german_query(conn, _text(q), fields=False), deterministic=True)
    for name, exact in (("german_rank", False), ("german_rank_exact", True)):
        ranked = lru_cache(_MOST_RANKED)(partial(ranks, conn, exact=exact))
        conn.create_function(name, 2, lambda rowid, query, ranked=ranked: ranked(_text(query)).get(rowid))


def _text(value: object) -> str:
    """What SQLite casts a value to: SQL may ask for a number, too."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)
