"""What a connection may do: read the archive, within bounds, and nothing beyond it."""

from __future__ import annotations

import sqlite3

from datasette import hookimpl

LARGEST_VALUE = 8 * 1024 * 1024  # bytes of a string, blob or row; the largest that the database itself holds fits
LONGEST_PATTERN = 1000  # bytes of a LIKE or GLOB pattern: matching takes quadratic time
INTERNAL = "_internal"
ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
DECLARED = (sqlite3.SQLITE_UPDATE, "sqlite_master")  # what a virtual table's own CREATE TABLE is taken for
# What Datasette and the pages ask for. A visitor, who can only select, reaches a pragma by the table of its name.
PRAGMAS = {
    "data_version", "database_list", "encoding", "foreign_key_list", "function_list", "index_info", "index_list",
    "index_xinfo", "max_page_count", "page_count", "page_size", "schema_version", "table_info", "table_list",
    "table_xinfo", "user_version",
}  # fmt: skip
PATHS = "pragma_database_list"  # it reveals the path of the file
# fts3_tokenizer gives out addresses in memory and takes some; the others load code, or touch files or the log.
REFUSED = {"edit", "fts3_tokenizer", "fts5", "load_extension", "readfile", "sqlite_log", "writefile"}


@hookimpl(tryfirst=True)  # before other plugins prepare the connection for what may be asked
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Bound what a query may do; Datasette's own notes, in memory, are no visitor's business and stay as they are."""
    if database == INTERNAL:
        return
    conn.execute("PRAGMA temp_store = MEMORY")  # what is sorted counts as memory, and no file is written
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN)
    conn.set_authorizer(_judged)


def _judged(action: int, first: str | None, second: str | None, _database: str | None, _view: str | None) -> int:
    """SQLite's question whether a statement may do something (sqlite3_set_authorizer): what it is, and with what."""
    allowed = (
        (action in ALLOWED and first != PATHS)
        or (action, first) == DECLARED
        or (action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in REFUSED)
        or (action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in PRAGMAS)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
