"""What alerts have to remember: tables in `DIR/<site>.state.db`, which nothing rebuilds.

Entries, releases and alerts stand there as numbers (`archive.alerts.finds.mark`): no word of a release, so that one
that is erased later leaves none here.

alert_shown      (release, capture) of everything that the database has held at a run
alert_readers    the digest of the rules that the database was made by at the last run
alert_watches    what was watched at the last run
alert_found      every entry that a watch has found since it is watched, told or not
alert_messages   messages, with the tries that they took; sent_at is empty for one that is still to go out
alert_waiting    entries that a receiver is still to be told, and of which message they are a part, if of any yet
alert_held       the releases that a message held when it was last tried
alert_receivers  when a receiver last had a digest, and since when and why it cannot be reached
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from archive.state import open_state

ALARM_AFTER = 3  # tries in a row

SCHEMA = """
CREATE TABLE IF NOT EXISTS alert_shown (mark INTEGER PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS alert_readers (id INTEGER PRIMARY KEY CHECK (id = 1), readers TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS alert_watches (watch INTEGER PRIMARY KEY, since TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS alert_found (
  watch INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (watch, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alert_messages (
  id TEXT PRIMARY KEY, receiver TEXT NOT NULL, made_at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, sent_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS alert_waiting (
  receiver TEXT NOT NULL, watch INTEGER NOT NULL, entry INTEGER NOT NULL, found_at TEXT NOT NULL,
  message TEXT REFERENCES alert_messages (id), PRIMARY KEY (receiver, watch, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alert_held (
  message TEXT NOT NULL REFERENCES alert_messages (id), release INTEGER NOT NULL, PRIMARY KEY (message, release)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alert_receivers (
  receiver TEXT PRIMARY KEY, daily TEXT, weekly TEXT, failures INTEGER NOT NULL DEFAULT 0, since TEXT, reason TEXT
) STRICT;
"""
_HELD = """SELECT m.id, m.receiver, coalesce(m.sent_at, m.made_at), m.sent_at IS NOT NULL FROM alert_held h
  JOIN alert_messages m ON m.id = h.message WHERE h.release = ? ORDER BY 3, 1"""
_FAILING = """SELECT receiver, failures, since, reason FROM alert_receivers WHERE failures >= ? ORDER BY receiver"""


class Failing(NamedTuple):
    """A receiver that could not be reached in its last tries. since: UTC, of the first of them."""

    receiver: str
    failures: int
    since: str
    reason: str


class Held(NamedTuple):
    """A message that held a release. at: UTC. sent: whether it is known to have arrived; else it was tried."""

    message: str
    receiver: str
    at: str
    sent: bool


@contextmanager
def ledger(path: Path) -> Iterator[sqlite3.Connection]:
    """The ledger, open to be written; every change is the caller's own transaction (`with connection:`)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(open_state(path, new=True)) as connection:
        connection.executescript(SCHEMA)
        connection.execute("PRAGMA synchronous = FULL")  # what was sent stays known, whatever happens to the power
        yield connection


def forget(connection: sqlite3.Connection, watches: Collection[int]) -> None:
    """Forget what is no longer watched: what it found, and what of it still waits. What was sent stays recorded."""
    for table in ("alert_watches", "alert_found", "alert_waiting"):
        sql = f"DELETE FROM {table} WHERE watch = ?"  # noqa: S608 - the names above
        connection.executemany(sql, [(watch,) for watch in watches])


def forget_all(path: Path) -> None:
    """The same for every watch; nothing happens without a ledger."""
    if _read(path, "SELECT 1 FROM alert_watches", ()):
        with ledger(path) as connection, connection:
            forget(connection, [watch for (watch,) in connection.execute("SELECT watch FROM alert_watches")])


def failing(path: Path) -> list[Failing]:
    """The receivers that could not be reached in ALARM_AFTER tries or more; none without a ledger."""
    return [Failing(*row) for row in _read(path, _FAILING, (ALARM_AFTER,))]


def messages_with(path: Path, release: int) -> list[Held]:
    """The messages that held a release (`finds.mark(slug)`), the oldest first; none without a ledger."""
    return [Held(message, receiver, at, bool(sent)) for message, receiver, at, sent in _read(path, _HELD, (release,))]


def _read(path: Path, sql: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    if not path.exists():
        return []
    with closing(open_state(path)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alert_receivers'").fetchone():
            return []
        return connection.execute(sql, values).fetchall()
