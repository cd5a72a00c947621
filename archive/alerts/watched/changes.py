"""What the city edits, replaces or takes down, as a watch; and the withdrawals: what it or the operator takes away."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.alerts.finds import Entry, Find, Part, Passage, plain
from archive.alerts.watched.releases import release_facts
from archive.site.german import moment, short_day
from archive.site.page import Asked
from archive.site.pages.changed import REQUOTED, attachment_change, attachment_in_words, field_changes

# A change is news when the wording before or behind it is: one that turns up late makes a change of two.
_CHANGES = """SELECT c.release, c.number, v.capture, b.capture FROM (SELECT DISTINCT release, number FROM changes) c
  JOIN revisions v ON v.release = c.release AND v.number = c.number
  JOIN revisions b ON b.release = c.release AND b.number = c.number - 1
  ORDER BY v.first_seen DESC, c.release, c.number DESC"""
_REPLACED = """SELECT v.release, v.position, v.number, v.capture, b.capture FROM attachment_versions v
  JOIN attachment_versions b ON b.release = v.release AND b.position = v.position AND b.number = v.number - 1
  ORDER BY v.first_seen DESC, v.release, v.position, v.number DESC"""
_DROPPED = """SELECT f.release, a.position, f.url, f.dropped_in FROM former_files f
  JOIN attachments a ON a.release = f.release AND a.url = f.url WHERE f.kind = 'file'
  ORDER BY f.release, f.position"""
_GONE = """SELECT slug, gone_capture, gone_at FROM releases WHERE gone_at IS NOT NULL AND gone_capture IS NOT NULL
  ORDER BY gone_at DESC, slug"""
_WITHDRAWN = """SELECT scope, reason, day, decided_by, release, digest FROM withdrawals ORDER BY day DESC, number"""
_SCOPES = {
    "noindex": "Für Suchmaschinen gesperrt", "redact": "An Stellen geschwärzt", "hide": "Gesperrt",
    "erase": "Gesperrt, auch die Archivkopien",
}  # fmt: skip
_NOTES = ("Anlage weggefallen", "Anlage geändert")
_GONE_TEXT = "Die Stadt zeigt diese Mitteilung nicht mehr."


@dataclass(frozen=True)
class ChangesWatch:
    """`/aenderungen`."""

    asked: Asked
    address = "/aenderungen"
    page = "/aenderungen"

    def refused(self, connection: sqlite3.Connection) -> str | None:  # noqa: ARG002 - there is always such a page
        """Never."""
        return None

    def entries(self, connection: sqlite3.Connection) -> list[Entry]:
        """Every step from one revision to the next, every attachment replaced or dropped, and every removal."""
        return [*_numbers(connection), *_attachments(connection), *_gone(connection)]

    def finds(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[Find]:
        """Changes with the words taken out and put in."""
        facts = release_facts(connection, [entry.release for entry in entries])
        numbers, attachments = _numbers(connection), _attachments(connection)
        finds = []
        for entry in entries:
            if not (one := facts.get(entry.release)):
                continue
            place = "fassungen"
            if entry in numbers:
                passages, notes = _passages(connection, entry.release, numbers[entry]), ("geändert",)
            elif entry in attachments:
                position, number = attachments[entry]
                said = attachment_in_words(attachment_change(connection, entry.release, position, number))
                passages, notes, place = (Passage("", plain(said)),), (_NOTES[number > 0],), f"anlage-{position}"
            elif entry.what.startswith("gone"):
                passages, notes = (Passage("", plain(_GONE_TEXT)),), ("von der Stadt entfernt",)
            else:
                continue
            path = f"{self.asked.release(entry.release)}#{place}"
            finds.append(Find(entry, one.title, one.published, path, one.source, passages, notes))
        return finds


@dataclass(frozen=True)
class WithdrawalsWatch:
    """What is no longer shown, or not as it was: taken down by the city, or withdrawn in the archive."""

    asked: Asked
    address = "withdrawals"
    page = "/suche?entfernt=1&sortierung=neu"

    def refused(self, connection: sqlite3.Connection) -> str | None:  # noqa: ARG002 - no page that could be missing
        """Never."""
        return None

    def entries(self, connection: sqlite3.Connection) -> list[Entry]:
        """Every removal and every withdrawal."""
        return [*_gone(connection), *_withdrawn(connection)]

    def finds(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[Find]:
        """Removals with when they were seen, withdrawals with their day and reason; of what is hidden nothing else."""
        gone, withdrawn = _gone(connection), _withdrawn(connection)
        slugs = [entry.release or withdrawn[entry].release or "" for entry in entries if entry in {**gone, **withdrawn}]
        facts = release_facts(connection, slugs)
        finds = []
        for entry in entries:
            if entry in gone and (one := facts.get(entry.release)):
                said = f"{_GONE_TEXT} Zuerst gesehen: {moment(gone[entry], self.asked.site.time_zone)}."
                passages, notes = (Passage("", plain(said)),), ("von der Stadt entfernt",)
                path = self.asked.release(entry.release)
                finds.append(Find(entry, one.title, one.published, path, one.source, passages, notes))
            elif entry in withdrawn:
                row = withdrawn[entry]
                there = facts.get(row.release or "")
                said = f"Seit dem {short_day(row.day)}. Grund: {row.reason}"
                by = "Regel für das, was die Stadt entfernt" if row.decided_by == "site" else "Betreiber des Archivs"
                title = f"{_SCOPES[row.scope]}: {there.title if there else 'eine Mitteilung'}"
                path = self.asked.release(row.release) if row.release else ""
                day = there.published if there else None
                finds.append(Find(entry, title, day, path, "", (Passage(by, plain(said)),)))
        return finds


class Withdrawn(NamedTuple):
    """A row of `withdrawals`. day: ISO. release: its slug, None while nothing of it is in the database."""

    scope: str
    reason: str
    day: str
    decided_by: str
    release: str | None
    digest: str | None


def _withdrawn(connection: sqlite3.Connection) -> dict[Entry, Withdrawn]:
    """Every withdrawal, known by scope and release; one whose release is not told, by its day and reason."""
    rows = [Withdrawn(*row) for row in connection.execute(_WITHDRAWN)]
    return {Entry("", f"withdrawal {row.scope} {row.digest or f'{row.day} {row.reason}'}"): row for row in rows}


def _numbers(connection: sqlite3.Connection) -> dict[Entry, int]:
    """Every change with the number of its revision, which may be another after the next build."""
    return {
        Entry(release, f"change {before} {capture}", (before, capture)): number
        for release, number, capture, before in connection.execute(_CHANGES)
    }


def _attachments(connection: sqlite3.Connection) -> dict[Entry, tuple[int, int]]:
    """Every attachment replaced or dropped, with its position and the number of its version, 0 if it was dropped."""
    return {
        Entry(release, f"dropped {capture} {url}", (capture,)): (position, 0)
        for release, position, url, capture in connection.execute(_DROPPED)
    } | {
        Entry(release, f"attachment {before} {capture}", (before, capture)): (position, number)
        for release, position, number, capture, before in connection.execute(_REPLACED)
    }


def _gone(connection: sqlite3.Connection) -> dict[Entry, str]:
    return {Entry(slug, f"gone {capture}", (capture,)): at for slug, capture, at in connection.execute(_GONE)}


def _passages(connection: sqlite3.Connection, slug: str, number: int) -> tuple[Passage, ...]:
    changed = [
        Passage(change.field, tuple(Part(sign, text.replace("\u00ad", "")) for sign, text in change.pieces))
        for change in field_changes(connection, slug, number)
    ]
    requoted = [
        Passage(f"Zitat jetzt von {speaker}, zuvor von {before}", plain(text))
        for text, before, speaker in connection.execute(REQUOTED, (slug, number))
    ]
    return (*changed, *requoted)
