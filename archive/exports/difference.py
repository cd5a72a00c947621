"""What differs between two databases of one site: releases that came, changed, vanished or are no longer held; rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.database.schema import TABLES

# What of a release counts as a change of it; where it was read and when it was last seen does not.
FIELDS = ("title", "teaser", "body", "kicker", "meta_line", "published", "published_at", "author_codes", "revisions")


@dataclass(frozen=True)
class Rows:
    """The rows of a table: how many there were, how many there are, and how many of each only one side has."""

    table: str
    before: int
    after: int
    removed: int
    added: int


@dataclass(frozen=True)
class Difference:
    """Slugs, in order. changed: with the fields; gone: those that the city has withdrawn; withdrawn: no longer held."""

    added: list[str]
    changed: list[tuple[str, tuple[str, ...]]]
    gone: list[str]
    withdrawn: list[str]
    rows: list[Rows]

    @property
    def nothing(self) -> bool:
        """Whether the two are the same."""
        return not (
            self.added or self.changed or self.gone or self.withdrawn or any(r.removed + r.added for r in self.rows)
        )


def difference(before: Path, after: Path) -> Difference:
    """Compare two databases; tables and columns that only one of them has, from another version, are left out."""
    with closing(sqlite3.connect("file::memory:", uri=True)) as connection:
        for name, path in (("a", before), ("b", after)):
            connection.execute(f"ATTACH ? AS {name}", (f"{path.absolute().as_uri()}?mode=ro",))
        return Difference(
            added=_slugs(connection, "b", "a"),
            changed=_changed(connection),
            gone=[slug for (slug,) in connection.execute(
                "SELECT slug FROM b.releases JOIN a.releases old USING (slug)"
                " WHERE releases.gone_at IS NOT NULL AND old.gone_at IS NULL ORDER BY slug")],
            withdrawn=_slugs(connection, "a", "b"),
            rows=[rows for table in TABLES if (rows := _rows(connection, table.name))],
        )  # fmt: skip


def _slugs(connection: sqlite3.Connection, here: str, there: str) -> list[str]:
    sql = f"SELECT slug FROM {here}.releases EXCEPT SELECT slug FROM {there}.releases ORDER BY slug"  # noqa: S608 - own names
    return [slug for (slug,) in connection.execute(sql)]


def _changed(connection: sqlite3.Connection) -> list[tuple[str, tuple[str, ...]]]:
    fields = [name for name in FIELDS if name in _columns(connection, "releases")]
    differs = ", ".join(f"old.{name} IS NOT new.{name}" for name in fields)
    sql = f"SELECT slug, {differs} FROM a.releases old JOIN b.releases new USING (slug) ORDER BY slug"  # noqa: S608 - own names
    found = []
    for slug, *flags in connection.execute(sql):
        if any(flags):
            found.append((slug, tuple(name for name, flag in zip(fields, flags, strict=True) if flag)))
    return found


def _rows(connection: sqlite3.Connection, table: str) -> Rows | None:
    columns = _columns(connection, table)
    if not columns:
        return None
    names = ", ".join(f'"{name}"' for name in columns)
    before, after = (_count(connection, f'SELECT 1 FROM {side}."{table}"') for side in "ab")  # noqa: S608 - own names
    one, other = (f'SELECT {names} FROM {side}."{table}"' for side in "ab")  # noqa: S608 - own names
    removed = _count(connection, f"{one} EXCEPT {other}")
    added = _count(connection, f"{other} EXCEPT {one}")
    return Rows(table, before, after, removed, added)


def _count(connection: sqlite3.Connection, sql: str) -> int:
    (count,) = connection.execute(f"SELECT count(*) FROM ({sql})").fetchone()  # noqa: S608 - own SQL
    return int(count)


def _columns(connection: sqlite3.Connection, table: str) -> Sequence[str]:
    """The columns that both sides have, in the order of the older."""
    sides = [[row[1] for row in connection.execute(f"PRAGMA {side}.table_info('{table}')")] for side in "ab"]
    return [name for name in sides[0] if name in sides[1]]
