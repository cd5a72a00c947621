"""Opens a database for reading, if its schema is the one of this program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from archive.database.schema import SCHEMA_VERSION
from scraper.errors import BuildError


def stored_schema(path: Path) -> int:
    """The version of the schema that a database file was made with; 0 before versions were written.

    Raises: BuildError, if the file is no SQLite database, or its schema is newer than this program.
    """
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise BuildError(f"{path}: {error}; delete it and build again: the captures contain everything") from error
    if version > SCHEMA_VERSION:
        raise BuildError(
            f"{path} has schema {version}, this program knows {SCHEMA_VERSION}: update the program, or delete the file"
            " and build again"
        )
    return int(version)


def check_database(path: Path) -> None:
    """Raises: BuildError, if there is no database or its schema is not the one that this program knows."""
    if not path.exists():
        raise BuildError(f"there is no {path}: build it first")
    if (version := stored_schema(path)) < SCHEMA_VERSION:
        raise BuildError(
            f"{path} has schema {version}, this program needs {SCHEMA_VERSION}: run `darmstadt-aktuell build`"
        )


def open_database(path: Path) -> sqlite3.Connection:
    """A read-only connection. Raises: BuildError, as `check_database` does."""
    check_database(path)
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
