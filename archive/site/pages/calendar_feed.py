"""The calendar as iCalendar (RFC 5545): what the latest releases announce."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event, Todo

from archive.site.german import long_day
from archive.site.page import Asked, Document
from archive.site.pages.announced import ending
from archive.site.pages.calendar import NEWEST

BACK, IN_FEED = 30, 1000  # iCalendar: days before the newest release, and entries at most
COMING = """SELECT DISTINCT iif(x.utc IS NULL AND x.ends = 0, d.begin_day, x.day) AS begins,
    iif(x.utc IS NULL AND x.ends = 0, d.end_day, x.day), x.utc, x.utc_end, d.sentence, r.title, r.slug, c.captured_at,
    x.ends, d.certainty, d.status, r.revisions
  FROM dates d JOIN date_days x ON x.release = d.release AND x.position = d.position
    JOIN releases r ON r.slug = d.release JOIN captures c ON c.id = r.capture
  WHERE x.day >= :first AND (r.published IS NULL OR d.begin_day >= r.published)
  ORDER BY begins, x.utc IS NULL, x.utc, d.release, d.position"""


def ics(connection: sqlite3.Connection, asked: Asked) -> Document:
    """Return what the latest releases announce: events, and to-dos for days until which there is time.

    An event keeps its UID while its sentence is edited: it is that of the release and the beginning. SEQUENCE counts
    the release's revisions; what is cancelled or moved is STATUS:CANCELLED (RFC 5545, 3.8.1.11 and 3.8.7.4).
    """
    made = Calendar()
    made.add("prodid", "-//Darmstadt Aktuell//Archiv//DE")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{asked.site.title}: Termine")
    for event in announced_events(coming(connection))[:IN_FEED]:
        made.add_component(_component(asked, event))
    return Document("text/calendar; charset=utf-8", made.to_ical())


def coming(connection: sqlite3.Connection, first: str | None = None) -> list[Announced]:
    """What is announced from an ISO day on; if none is given, from BACK days before the newest release."""
    if first is None:
        newest = connection.execute(NEWEST).fetchone()[0] or "2000-01-01"
        first = (date.fromisoformat(newest) - timedelta(days=BACK)).isoformat()
    return [Announced(*row) for row in connection.execute(COMING, {"first": first})]


class Announced(NamedTuple):
    """A row of COMING. begin, end: ISO days. utc, utc_end: instants. seen: when the release's capture was made."""

    begin: str
    end: str
    utc: str | None
    utc_end: str | None
    sentence: str
    title: str
    slug: str
    seen: str
    ends: int
    certainty: str
    status: str | None
    revisions: int


def announced_events(rows: Sequence[Announced]) -> list[Announced]:
    """One row for each beginning that a release announces: that which says most, with all its sentences.

    A whole day gives way to the hours of that day; what only ends then („bis 24 Uhr“) stays with the day.
    """
    chosen: dict[tuple[str, str, str], Announced] = {}
    for row in rows:
        key = (row.slug, row.begin, row.utc or ("until" if row.ends and not row.utc_end else ""))
        known = chosen.get(key)
        chosen[key] = _merged(known, row) if known else row
    timed = {key[:2] for key in chosen if key[2] not in ("", "until")}
    off = {key[:2]: row.status for key, row in chosen.items() if key[2] == "" and row.status}
    events = [
        row._replace(status=row.status or (off.get(key[:2]) if "statt" not in row.sentence else None))
        for key, row in chosen.items()
        if key[2] or key[:2] not in timed or row.end != row.begin
    ]  # fmt: skip
    return sorted(events, key=lambda row: (row.begin, row.utc is None, row.utc or "", row.slug))


def _merged(known: Announced, row: Announced) -> Announced:
    best = max(known, row, key=lambda one: (one.utc_end or "", one.end))
    sentences = dict.fromkeys([*known.sentence.split("\n"), row.sentence])
    sure = "printed" if "printed" in (known.certainty, row.certainty) else best.certainty
    return best._replace(sentence="\n".join(sentences), status=known.status or row.status, certainty=sure,
                         ends=min(known.ends, row.ends))  # fmt: skip


def _component(asked: Asked, row: Announced) -> Event | Todo:
    zone, until = asked.site.time_zone, row.ends and not row.utc_end and not row.utc
    event = Todo() if until else Event()
    key = f"{asked.site.database}\n{row.slug}\n{row.begin}\n{row.utc or ''}" + ("\nuntil" if until else "")
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@darmstadt-aktuell")
    event.add("dtstamp", datetime.fromisoformat(row.seen))
    event.add("sequence", row.revisions - 1)
    title = row.title.replace("\u00ad", "")
    if until:
        title += f" (bis {long_day(row.begin)})"
    elif row.utc_end and not row.utc:
        title += f" (bis {ending(row.utc_end, zone)} Uhr)"
    event.add("summary", title)
    note = "\n(Tag erschlossen)" if row.certainty == "inferred" else ""
    event.add("description", row.sentence.replace("\u00ad", "") + note)
    event.add("url", asked.absolute + asked.release(row.slug))
    if row.status:
        event.add("status", "CANCELLED")
    if until:
        event.add("due", date.fromisoformat(row.begin))
    elif row.utc:
        event.add("dtstart", datetime.fromisoformat(row.utc))
        if row.utc_end and row.utc_end > row.utc:
            event.add("dtend", datetime.fromisoformat(row.utc_end))
    else:
        event.add("dtstart", date.fromisoformat(row.begin))
        event.add("dtend", date.fromisoformat(row.end) + timedelta(days=1))  # RFC 5545: the day after the last
    return event
