"""What the city changed or took down after publication: the latest first, with the changed words."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from archive.site.atom import CONTENT_TYPE, Entry, atom_feed
from archive.site.german import megabytes
from archive.site.page import Asked, Document, Query
from archive.site.pages.revised import FIELDS, FieldChange, Requoted, shortened

PER_PAGE, IN_FEED = 20, 40
EVENTS = """SELECT c.release AS release, r.title AS title, r.published AS published, v.first_seen AS seen,
    c.number AS number, NULL AS attachment FROM (SELECT DISTINCT release, number FROM changes) c
    JOIN releases r ON r.slug = c.release
    JOIN revisions v ON v.release = c.release AND v.number = c.number
  UNION ALL SELECT slug, title, published, gone_at, 0, NULL FROM releases WHERE gone_at IS NOT NULL
  UNION ALL SELECT v.release, r.title, r.published, v.first_seen, v.number, v.position FROM attachment_versions v
    JOIN releases r ON r.slug = v.release WHERE v.number > 1
  UNION ALL SELECT f.release, r.title, r.published, c.captured_at, 0, a.position FROM former_files f
    JOIN attachments a ON a.release = f.release AND a.url = f.url JOIN releases r ON r.slug = f.release
    JOIN captures c ON c.id = f.dropped_in WHERE f.kind = 'file'"""
LATEST = f"""SELECT release, title, published, seen, number, attachment FROM ({EVENTS})
  ORDER BY seen DESC, release, attachment, number DESC"""  # noqa: S608 - our own SQL
ATTACHMENT = """SELECT a.title, a.url, a.kind, b.capture, b.size, v.capture, v.size FROM attachment_versions v
  JOIN attachment_versions b ON b.release = v.release AND b.position = v.position AND b.number = v.number - 1
  JOIN attachments a ON a.release = v.release AND a.position = v.position
  WHERE v.release = ? AND v.position = ? AND v.number = ?"""
DROPPED = """SELECT title, url, kind, capture, size, NULL, NULL FROM attachments
  WHERE release = ? AND position = ? AND ? = 0"""
FIELD_CHANGES = """SELECT field, removed, added, diff FROM changes WHERE release = ? AND number = ?
  ORDER BY CASE field WHEN 'title' THEN 0 WHEN 'teaser' THEN 1 ELSE 2 END"""
REQUOTED = "SELECT text, speaker_before, speaker FROM requoted WHERE release = ? AND number = ? ORDER BY position"


class AttachmentChange(NamedTuple):
    """An attachment with other bytes than before: the captures of both, and their sizes in bytes.

    capture, size: None where the release no longer names it.
    """

    title: str | None
    url: str
    kind: str
    before: str
    size_before: int
    capture: str | None
    size: int | None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.title or self.url.rpartition("/")[2]


@dataclass(frozen=True)
class Event:
    """A change: to revision `number` of a release, its removal (`gone`), or of an attachment; seen first at (UTC).

    position: of the attachment, whose version `number` it is, 0 if it is no longer named; None, if it is none.
    """

    slug: str
    title: str
    published: str | None
    seen: str
    number: int
    position: int | None
    attachment: AttachmentChange | None
    changes: list[FieldChange]
    requoted: list[Requoted]

    @property
    def place(self) -> str:
        """Where the page of the release shows it."""
        return "fassungen" if self.position is None else f"anlage-{self.position}"

    @property
    def gone(self) -> bool:
        """Whether the release was taken down."""
        return self.number == 0 and self.position is None


@dataclass(frozen=True)
class Changed:
    """A page of changes, the latest first."""

    query: Query
    count: int
    events: list[Event]
    number: int
    pages: int


def load(connection: sqlite3.Connection, asked: Asked) -> Changed | None:
    """The changes of one page."""
    number = asked.page_number()
    (count,) = connection.execute(f"SELECT count(*) FROM ({EVENTS})").fetchone()  # noqa: S608 - our own SQL
    pages = max(1, -(-count // PER_PAGE))
    if number > pages:
        return None
    return Changed(Query(LATEST), count, _events(connection, PER_PAGE, (number - 1) * PER_PAGE), number, pages)


def atom(connection: sqlite3.Connection, asked: Asked) -> Document:
    """The latest changes as a feed, each with what was taken out and put in."""
    entries = [
        Entry(
            key=f"{asked.site.database}/changes/{event.slug}/{_number(event)}",
            link=f"{asked.absolute}{asked.release(event.slug)}#{event.place}",
            title=f"{'Entfernt' if event.gone else 'Geändert'}: {event.title}",
            updated=event.seen,
            text=attachment_in_words(event.attachment)
            if event.attachment
            else "\n\n".join([*map(_in_words, event.changes), *map(_given, event.requoted)])
            or "Die Stadt zeigt diese Mitteilung nicht mehr.",
            authors=(asked.site.publisher,),
        )
        for event in _events(connection, IN_FEED, 0)
    ]
    updated = connection.execute("SELECT max(captured_at) FROM captures").fetchone()[0] or "2000-01-01T00:00:00Z"
    page, title = f"{asked.absolute}/aenderungen", f"{asked.site.title}: Änderungen"
    key = f"{asked.site.database}/changes"
    return Document(CONTENT_TYPE, atom_feed(key, title, page, f"{page}.atom", updated, entries))


def _events(connection: sqlite3.Connection, many: int, after: int) -> list[Event]:
    rows = connection.execute(f"{LATEST} LIMIT ? OFFSET ?", (many, after)).fetchall()
    return [_event(connection, *row) for row in rows]


def _event(
    connection: sqlite3.Connection,
    slug: str,
    title: str,
    published: str | None,
    seen: str,
    number: int,
    position: int | None,
) -> Event:
    if position is not None:
        replaced = attachment_change(connection, slug, position, number)
        return Event(slug, title, published, seen, number, position, replaced, [], [])
    requoted = [Requoted(*row) for row in connection.execute(REQUOTED, (slug, number))]
    return Event(slug, title, published, seen, number, None, None, field_changes(connection, slug, number), requoted)


def _number(event: Event) -> str:
    if event.attachment and not event.number:  # its place among the others may change
        return f"anlage/{event.attachment.before}"
    return str(event.number) if event.position is None else f"anlage-{event.position}/{event.number}"


def attachment_change(connection: sqlite3.Connection, slug: str, position: int, number: int) -> AttachmentChange:
    """What replaced an attachment: its version `number`, which is not the first; 0 if it is no longer named."""
    sql = ATTACHMENT if number else DROPPED
    return AttachmentChange(*connection.execute(sql, (slug, position, number)).fetchone())


def attachment_in_words(change: AttachmentChange) -> str:
    """The same in a sentence."""
    if change.size is None:
        return f"Auf die Anlage „{change.name}“ verweist die Mitteilung nicht mehr."
    return f"Die Anlage „{change.name}“ wurde ersetzt: {megabytes(change.size_before)}, jetzt {megabytes(change.size)}."


def field_changes(connection: sqlite3.Connection, slug: str, number: int) -> list[FieldChange]:
    """What changed from the revision before to this one, shortened."""
    return [
        FieldChange(FIELDS.get(field, field), removed, added, shortened(json.loads(diff)))
        for field, removed, added, diff in connection.execute(FIELD_CHANGES, (slug, number))
    ]


def _given(quote: Requoted) -> str:
    return f"Zitat jetzt von {quote.speaker}, zuvor von {quote.before}: {quote.text}"


def _in_words(change: FieldChange) -> str:
    signs = {"-": "[entfällt: {}]", "+": "[neu: {}]", "…": " […] "}
    told = "".join(signs.get(sign, "{}").format(text.strip() if sign in "+-" else text) for sign, text in change.pieces)
    return f"{change.field}: {told}"
