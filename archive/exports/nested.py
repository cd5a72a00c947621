"""`releases.jsonl`: one release a line, with all that belongs to it inside.

Every table is read once, in the order of its key, which begins with the release: so each release finds its rows at the
front of each table, and memory depends on the largest release.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from archive.database.columns import Column, Table
from archive.database.schema import TABLES
from archive.exports.rows import Row, batches, typed

BY_NAME = {table.name: table for table in TABLES}
# What a release holds, by the name that it has there; what stands inside one of these is put there below.
PARTS = {
    "authors": "release_authors", "categories": "release_categories", "images": "images", "files": "files",
    "former_files": "former_files", "attachments": "attachments",
    "links": "links", "blocks": "blocks", "quotes": "quotes", "refused_quotes": "refused_quotes", "dates": "dates",
    "revisions": "revisions", "sources": "release_sources", "conflicts": "conflicts", "captures": "release_captures",
}  # fmt: skip
# table → the part in whose rows its own stand, the name that they have there, and the key that they share with it
INSIDE = {
    "date_days": ("dates", "days", ("position",)),
    "attachment_versions": ("attachments", "shown", ("position",)),
    "changes": ("revisions", "changes", ("number",)),
    "revision_quotes": ("revisions", "quotes", ("number",)),
}
OF_CAPTURE = tuple(c for c in BY_NAME["captures"].columns if c.name not in ("id", "file", "offset", "length"))
Record = dict[str, Any]


def records(connection: sqlite3.Connection) -> Iterator[Record]:
    """Every release as a record, by slug. `revisions` are the wordings; their number is that of its column."""
    parts = {name: _Part(connection, BY_NAME[table]) for name, table in PARTS.items()}
    inner = {table: _Part(connection, BY_NAME[table]) for table in INSIDE}
    for batch in batches(connection, BY_NAME["releases"]):
        for row in batch:
            record = _record(BY_NAME["releases"].columns, row)
            slug = record["slug"]
            record |= {name: part.of(slug) for name, part in parts.items()}
            for table, (part, name, key) in INSIDE.items():
                _put_inside(record[part], name, key, inner[table].of(slug))
            _put_captures(connection, record["captures"])
            yield record


def write_nested(path: Path, connection: sqlite3.Connection) -> int:
    """Write every release as one line of JSON; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for count, record in enumerate(records(connection), 1):  # noqa: B007 - counts
            file.write(f"{json.dumps(record, ensure_ascii=False)}\n")
    return count


class _Part:
    """The rows of a table, release by release; they are asked for in the order of their slugs."""

    def __init__(self, connection: sqlite3.Connection, table: Table) -> None:
        place = [column.name for column in table.columns].index("release")
        rows = (row for batch in batches(connection, table) for row in batch)
        self._groups: Iterator[tuple[str, Iterator[Row]]] = groupby(rows, itemgetter(place))
        self._columns, self._place = table.columns, place
        self._next: tuple[str, list[Row]] | None = None
        self._advance()

    def of(self, slug: str) -> list[Record]:
        """The rows of a release, without its slug."""
        if self._next is None or self._next[0] != slug:
            return []
        rows = self._next[1]
        self._advance()
        return [_record(self._columns, row, without="release") for row in rows]

    def _advance(self) -> None:
        found = next(self._groups, None)
        self._next = found and (found[0], list(found[1]))


def _record(columns: Sequence[Column], row: Row, without: str = "") -> Record:
    return {c.name: typed(c, value) for c, value in zip(columns, row, strict=True) if c.name != without}


def _put_inside(records: list[Record], name: str, key: tuple[str, ...], found: list[Record]) -> None:
    by_key: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
    for one in found:
        by_key[tuple(one.pop(part) for part in key)].append(one)
    for record in records:
        record[name] = by_key.get(tuple(record[part] for part in key), [])


def _put_captures(connection: sqlite3.Connection, captures: list[Record]) -> None:
    """Say of each capture that shows the release what it is: address, instant, digest; its place is in `captures`."""
    names = ", ".join(column.name for column in OF_CAPTURE)
    for one in captures:
        row = connection.execute(f"SELECT {names} FROM captures WHERE id = ?", (one["capture"],)).fetchone()  # noqa: S608 - own names
        one |= _record(OF_CAPTURE, row)
