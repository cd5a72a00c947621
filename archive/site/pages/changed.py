"""What the city changed or took down after publication: the latest first, with the changed words."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from archive.site.atom import CONTENT_TYPE, Entry, atom_feed
from archive.site.page import Asked, Document, Query
from archive.site.pages.revised import FIELDS, FieldChange, Requoted, shortened

PER_PAGE, IN_FEED = 20, 40
EVENTS = """SELECT c.release AS release, r.title AS title, r.published AS published, v.first_seen AS seen,
    c.number AS number FROM (SELECT DISTINCT release, number FROM changes) c JOIN releases r ON r.slug = c.release
    JOIN revisions v ON v.release = c.release AND v.number = c.number
  UNION ALL SELECT slug, title, published, gone_at, 0 FROM releases WHERE gone_at IS NOT NULL"""
LATEST = f"SELECT release, title, published, seen, number FROM ({EVENTS}) ORDER BY seen DESC, release, number DESC"  # noqa: S608
FIELD_CHANGES = """SELECT field, removed, added, diff FROM changes WHERE release = ? AND number = ?
  ORDER BY CASE field WHEN 'title' THEN 0 WHEN 'teaser' THEN 1 ELSE 2 END"""
REQUOTED = "SELECT text, speaker_before, speaker FROM requoted WHERE release = ? AND number = ? ORDER BY position"


@dataclass(frozen=True)
class Event:
    """A change: to revision `number` of a release, or its removal (`gone`); seen first at (UTC)."""

    slug: str
    title: str
    published: str | None
    seen: str
    number: int
    changes: list[FieldChange]
    requoted: list[Requoted]

    @property
    def gone(self) -> bool:
        """Whether the release was taken down."""
        return self.number == 0


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
            key=f"{asked.site.database}/changes/{event.slug}/{event.number}",
            link=f"{asked.absolute}{asked.release(event.slug)}#fassungen",
            title=f"{'Entfernt' if event.gone else 'Geändert'}: {event.title}",
            updated=event.seen,
            text="\n\n".join([*map(_in_words, event.changes), *map(_given, event.requoted)])
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
    return [
        Event(
            slug,
            title,
            published,
            seen,
            number,
            field_changes(connection, slug, number),
            [Requoted(*row) for row in connection.execute(REQUOTED, (slug, number))],
        )
        for slug, title, published, seen, number in rows
    ]


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
