"""Which releases an export holds, where not all are wanted: those that a search finds."""

from __future__ import annotations

import sqlite3

from archive.exports.rows import choose_releases
from archive.search import Filters, find
from scraper.errors import WrongInput


def choose_by_query(connection: sqlite3.Connection, query: str) -> int:
    """Limit an export to the releases that a search finds; returns how many.

    query: as the site's search takes it: `Klima jahr:2021`. Raises: WrongInput, if it finds none.
    """
    found = find(connection, query, Filters())
    if not found.total:
        raise WrongInput(f"{query!r} finds no release: nothing was written")
    choose_releases(connection, found.ordered(connection, "oldest", 0, found.total))
    return found.total
