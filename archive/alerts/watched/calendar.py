"""The watched calendar: what releases announce for a span of days, or from today on."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive.alerts.finds import Entry, Find, Passage, plain
from archive.alerts.watched.releases import release_facts
from archive.site.german import local, long_day, span_of_days
from archive.site.page import Asked
from archive.site.pages import calendar
from archive.site.pages.announced import STATUS, ending
from archive.site.pages.calendar_feed import Announced, announced_events, coming


@dataclass(frozen=True)
class CalendarWatch:
    """`/kalender`, or that of a day, a week or a month.

    Without a span it is what the page begins to show in time: everything that is announced from today on, however far.
    """

    address: str
    asked: Asked

    @property
    def page(self) -> str:
        """Its own address."""
        return self.address

    def refused(self, connection: sqlite3.Connection) -> str | None:
        """No such day, week or month."""
        return None if calendar.load(connection, self.asked) else "Diesen Tag, diese Woche, diesen Monat gibt es nicht."

    def entries(self, connection: sqlite3.Connection) -> list[Entry]:
        """One for each beginning that a release announces, and for its cancellation."""
        return [self._entry(event) for event in self._events(connection)]

    def finds(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[Find]:
        """Events with their day and the sentence that names it."""
        facts = release_facts(connection, [entry.release for entry in entries])
        events = {self._entry(event): event for event in self._events(connection)}
        finds = []
        for entry in entries:
            if (event := events.get(entry)) and (one := facts.get(entry.release)):
                notes = [*one.notes, *(["Tag erschlossen"] if event.certainty == "inferred" else [])]
                passages = tuple(
                    Passage(self._when(event) if not number else "", plain(sentence))
                    for number, sentence in enumerate(event.sentence.split("\n"))
                )
                path = self.asked.release(entry.release)
                finds.append(Find(entry, one.title, one.published, path, one.source, passages, tuple(notes)))
        return finds

    def _events(self, connection: sqlite3.Connection) -> list[Announced]:
        page = calendar.load(connection, self.asked)
        if page is None:
            return []
        params = page.query.params or {}
        first, last = str(params["first"]), str(params["last"]) if self.asked.names.get("span") else "9999"
        events = announced_events(coming(connection, first))
        return [event for event in events if event.end >= first and event.begin <= last]

    def _entry(self, event: Announced) -> Entry:
        until = "until" if event.ends and not event.utc_end else ""
        return Entry(event.slug, f"event {event.begin} {event.utc or until} {event.status or ''}")

    def _when(self, event: Announced) -> str:
        """„Montag, 7. Dezember 2026, 18.00 Uhr“, „bis …“, „entfällt: …“."""
        zone = self.asked.site.time_zone
        if event.ends and not event.utc_end:
            said = f"bis {long_day(event.begin)}"
        elif event.end > event.begin and not event.utc:
            said = span_of_days(date.fromisoformat(event.begin), date.fromisoformat(event.end))
        else:
            said = long_day(event.begin)
        if event.utc:
            said += f", {local(event.utc, zone):%H.%M}"
            said += f" bis {ending(event.utc_end, zone)} Uhr" if event.utc_end else " Uhr"
        elif event.utc_end:
            said += f", bis {ending(event.utc_end, zone)} Uhr"
        return f"{STATUS[event.status]}: {said}" if event.status in STATUS else said
