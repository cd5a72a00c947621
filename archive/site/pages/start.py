"""The start page."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.site.page import Asked, Query
from archive.site.pages.releases import COLUMNS, NEWEST_FIRST, ReleaseLine, release_lines

NEWEST = 8


@dataclass(frozen=True)
class Start:
    """What the start page shows."""

    query: Query
    newest: list[ReleaseLine]


def load(connection: sqlite3.Connection, _: Asked) -> Start:
    """The newest releases and the state of the archive."""
    return Start(
        query=Query(f"SELECT {COLUMNS} FROM releases ORDER BY {NEWEST_FIRST} LIMIT {NEWEST}"),  # noqa: S608 - ours
        newest=release_lines(connection, f"ORDER BY {NEWEST_FIRST} LIMIT {NEWEST}", {}),
    )
