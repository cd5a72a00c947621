"""The operator's alarms: those of the newest crawl, and receivers that cannot be reached."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from archive.alerts.finds import Entry, Find, Passage, plain
from archive.alerts.ledger import Failing
from archive.site.german import moment
from archive.site.labels import alarm_name
from archive.site.page import Asked
from archive.site.pages.status import LAST_JUDGED
from archive.site.reported import told

_OPEN = f"SELECT name, reason, coalesce(since, '') FROM alarms WHERE run = ({LAST_JUDGED})"  # noqa: S608 - our own SQL


@dataclass(frozen=True)
class AlarmsWatch:
    """Open alarms. failing: the receivers that could not be reached in three tries, before this run."""

    asked: Asked
    failing: tuple[Failing, ...] = ()
    address = "alarms"
    page = "/status"

    def refused(self, connection: sqlite3.Connection) -> str | None:  # noqa: ARG002 - no page that could be missing
        """Never."""
        return None

    def entries(self, connection: sqlite3.Connection) -> list[Entry]:
        """Each alarm once for as long as it stays open."""
        return list(self._open(connection))

    def finds(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[Find]:
        """Alarms with their reason."""
        found, zone = self._open(connection), self.asked.site.time_zone
        finds = []
        for entry in entries:
            if entry in found:
                title, why, since = found[entry]
                passage = Passage(f"seit {moment(since, zone)}" if since else "", plain(why))
                finds.append(Find(entry, title, None, "/status", "", (passage,)))
        return finds

    def _open(self, connection: sqlite3.Connection) -> dict[Entry, tuple[str, str, str]]:
        """Entry → title, reason, since when (UTC or "")."""
        found = {
            Entry("", f"alarm {name} {since}"): (alarm_name(name), told(reason).words, since)
            for name, reason, since in connection.execute(_OPEN)
        }
        for one in self.failing:
            title = f"Empfänger „{one.receiver}“ ist nicht erreichbar"
            found[Entry("", f"receiver {one.receiver} {one.since}")] = (title, f"Grund: {one.reason}", one.since)
        return found
