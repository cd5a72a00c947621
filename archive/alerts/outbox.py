"""From news to messages: what waits for whom, and when it goes out."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.alerts.finds import mark
from archive.alerts.operators_file import AlertsFile, SavedSearch

_UNSENT = """SELECT DISTINCT m.id, m.receiver, m.made_at, m.rowid FROM alert_messages m
  JOIN alert_waiting w ON w.message = m.id WHERE m.sent_at IS NULL ORDER BY m.rowid"""


@dataclass(frozen=True)
class Outgoing:
    """A message that is to be sent. The same entries go out under the same id until they have arrived.

    entries: mark of the watch → marks of its entries. made_at: UTC.
    """

    id: str
    receiver: str
    made_at: str
    entries: dict[int, list[int]]


def put_in(ledger: sqlite3.Connection, file: AlertsFile, news: Mapping[int, list[int]], now: str) -> None:
    """Let news wait for their receivers; what waits for one whom the file no longer names there is forgotten.

    now: UTC, ISO 8601.
    """
    named = {(receiver, mark(one.watch.address)) for one in file.searches for receiver in one.receivers}
    waiting = ledger.execute("SELECT DISTINCT receiver, watch FROM alert_waiting").fetchall()
    gone = [pair for pair in waiting if pair not in named]
    ledger.executemany("DELETE FROM alert_waiting WHERE receiver = ? AND watch = ?", gone)
    ledger.executemany(
        "INSERT OR IGNORE INTO alert_waiting (receiver, watch, entry, found_at) VALUES (?, ?, ?, ?)",
        [(receiver, watch, entry, now) for receiver, watch in sorted(named) for entry in news.get(watch, ())],
    )
    known = {name for (name,) in ledger.execute("SELECT receiver FROM alert_receivers")}
    unnamed = [(name,) for name in known - file.receivers.keys()]
    ledger.executemany("DELETE FROM alert_receivers WHERE receiver = ?", unnamed)
    ledger.executemany("INSERT OR IGNORE INTO alert_receivers (receiver) VALUES (?)", [(r,) for r in file.receivers])
    ledger.execute(
        "DELETE FROM alert_messages WHERE tries = 0"
        " AND id NOT IN (SELECT message FROM alert_waiting WHERE message IS NOT NULL)"
    )


def make_up(ledger: sqlite3.Connection, file: AlertsFile, today: datetime) -> None:
    """Make messages of what waits and is due: at once one for each alert; of a day or week one for each receiver.

    A digest is due at the first run of a day, or of a week (from Monday on). today: now, on the city's clocks.
    """
    week = today.isocalendar()
    periods = {"daily": f"{today:%Y-%m-%d}", "weekly": f"{week.year}-W{week.week:02}"}
    now = f"{today.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    for receiver in file.receivers:
        told = [one for one in file.searches if receiver in one.receivers]
        for one in told:
            if one.sending == "at once":
                _make(ledger, receiver, [one], now)
        for sending, period in periods.items():
            sql = f"SELECT {sending} FROM alert_receivers WHERE receiver = ?"  # noqa: S608 - the names of `periods`
            if ledger.execute(sql, (receiver,)).fetchone()[0] != period:
                _make(ledger, receiver, [one for one in told if one.sending == sending], now)
                ledger.execute(
                    f"UPDATE alert_receivers SET {sending} = ? WHERE receiver = ?",  # noqa: S608 - as above
                    (period, receiver),
                )


def outgoing(ledger: sqlite3.Connection) -> list[Outgoing]:
    """All messages that are to be sent, the oldest first."""
    found = []
    for message, receiver, made_at, _ in ledger.execute(_UNSENT).fetchall():
        entries: dict[int, list[int]] = {}
        sql = "SELECT watch, entry FROM alert_waiting WHERE receiver = ? AND message = ?"
        for watch, entry in ledger.execute(sql, (receiver, message)):
            entries.setdefault(watch, []).append(entry)
        found.append(Outgoing(message, receiver, made_at, entries))
    return found


def _make(ledger: sqlite3.Connection, receiver: str, searches: list[SavedSearch], now: str) -> None:
    watches = [mark(one.watch.address) for one in searches]
    among = ", ".join("?" * len(watches))
    where = f"WHERE receiver = ? AND message IS NULL AND watch IN ({among})"
    if not ledger.execute(f"SELECT 1 FROM alert_waiting {where}", (receiver, *watches)).fetchone():  # noqa: S608 - ?
        return
    message = secrets.token_hex(16)
    ledger.execute("INSERT INTO alert_messages (id, receiver, made_at) VALUES (?, ?, ?)", (message, receiver, now))
    ledger.execute(f"UPDATE alert_waiting SET message = ? {where}", (message, receiver, *watches))  # noqa: S608 - as above
