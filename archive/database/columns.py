"""What a table of the schema is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What a value is beyond its type in SQLite: an ISO day, an instant in UTC (`2021-04-01T09:12:00Z`), 0 or 1, JSON.
Holds = Literal["value", "day", "instant", "flag", "list"]


@dataclass(frozen=True)
class Column:
    """A column: SQLite type (strict), its meaning, `table.column` that it refers to, and whether it may be NULL.

    holds: what its values are beyond that type. made: of a generated column, which takes no room, its SQL expression.
    """

    name: str
    type: str
    meaning: str
    refers: str | None = None
    required: bool = False
    holds: Holds = "value"
    made: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its primary key and the columns that questions go by (`indexes`)."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def foreign_keys(self) -> list[tuple[str, str, str]]:
        """(column, table, column there) of each key to another table."""
        split = ((c.name, c.refers.partition(".")) for c in self.columns if c.refers)
        return [(column, table, there) for column, (table, _, there) in split]


def text(name: str, meaning: str, refers: str | None = None, *, required: bool = False) -> Column:
    """A TEXT column."""
    return Column(name, "TEXT", meaning, refers, required)


def generated(name: str, made: str, meaning: str) -> Column:
    """A TEXT column that SQLite makes of others whenever it is read."""
    return Column(name, "TEXT", meaning, made=made)


def integer(name: str, meaning: str, *, required: bool = False) -> Column:
    """An INTEGER column."""
    return Column(name, "INTEGER", meaning, None, required)


def day(name: str, meaning: str, *, required: bool = False) -> Column:
    """A TEXT column of ISO days."""
    return Column(name, "TEXT", meaning, None, required, "day")


def instant(name: str, meaning: str, *, required: bool = False) -> Column:
    """A TEXT column of instants in UTC."""
    return Column(name, "TEXT", meaning, None, required, "instant")


def listed(name: str, meaning: str, *, required: bool = False) -> Column:
    """A TEXT column of JSON lists."""
    return Column(name, "TEXT", meaning, None, required, "list")


def flag(name: str, meaning: str, *, required: bool = False) -> Column:
    """An INTEGER column of 0 and 1."""
    return Column(name, "INTEGER", meaning, None, required, "flag")
