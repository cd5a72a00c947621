"""One revision of a release as an article, and what is different in another one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from archive.compare import Wording, differences
from archive.site.page import Asked, Query
from archive.site.pages.marked import Passage, QuotePlace, mark
from archive.site.pages.releases import release_facts
from archive.site.pages.revised import FIELDS, FieldChange, Requoted, shortened

REVISION = """SELECT number, capture, first_seen, last_seen, digest, title, teaser, body FROM revisions
  WHERE release = :slug AND number = :number"""
NUMBERS = "SELECT number, first_seen FROM revisions WHERE release = ? ORDER BY number"
REQUOTED = """SELECT b.text, a.speaker, b.speaker FROM revision_quotes a JOIN revision_quotes b
  ON b.release = a.release AND b.anchor = a.anchor WHERE a.release = ? AND a.number = ? AND b.number = ?
  AND a.speaker <> b.speaker AND substr(' ' || a.speaker, -length(b.speaker) - 1) <> ' ' || b.speaker
  AND substr(' ' || b.speaker, -length(a.speaker) - 1) <> ' ' || a.speaker ORDER BY b.position"""


QUOTES = """SELECT position + 1, speaker, role, kind, where_, start, "end" FROM revision_quotes
  WHERE release = ? AND number = ? ORDER BY position"""
BETWEEN_PARAGRAPHS = "\n\n"


class QuoteNote(NamedTuple):
    """A quote of the revision: its number there, and whose it was."""

    number: int
    speaker: str | None
    role: str | None
    kind: str


class Paragraph(NamedTuple):
    """A paragraph and the quotes that begin in it."""

    passages: tuple[Passage, ...]
    notes: list[QuoteNote]


class NumberLine(NamedTuple):
    """A revision that can be chosen: its number and when it was first seen (UTC)."""

    number: int
    first_seen: str


@dataclass(frozen=True)
class RevisionPage:
    """A revision: title, teaser and paragraphs as printed, with its quotes marked.

    facts: the release as it is now. latest: the number of its last revision. other: the revision that this one is
    compared with, if one was asked for; older, newer: the numbers of the two; changes, requoted: from the older one.
    """

    query: Query
    facts: dict[str, Any]
    revision: Wording
    title: Paragraph
    teaser: Paragraph
    paragraphs: list[Paragraph]
    numbers: list[NumberLine]
    other: int | None
    older: int
    newer: int
    changes: list[FieldChange]
    requoted: list[Requoted]

    @property
    def latest(self) -> int:
        """The number of the last revision."""
        return self.numbers[-1].number

    @property
    def outdated(self) -> bool:
        """Whether another revision came after this one."""
        return self.revision.number < self.latest


def load(connection: sqlite3.Connection, asked: Asked) -> RevisionPage | None:
    """The revision whose number stands in the address; `?mit=` names another one to compare it with."""
    slug, number = asked.names["slug"], int(asked.names["number"])
    facts, revision = release_facts(connection, slug), _revision(connection, slug, number)
    if facts is None or revision is None:
        return None
    wanted = asked.argument("mit")
    other = _revision(connection, slug, int(wanted)) if wanted.isascii() and wanted.isdigit() else None
    if wanted and other is None:
        return None
    pair = sorted((revision, other or revision), key=lambda one: one.number)
    quotes = _Quotes(connection, slug, number)
    return RevisionPage(
        query=Query(REVISION, {"slug": slug, "number": number}),
        facts=facts,
        revision=revision,
        title=quotes.marked("title", revision.title),
        teaser=quotes.marked("teaser", revision.teaser or ""),
        paragraphs=list(quotes.paragraphs(revision.body)),
        numbers=[NumberLine(*row) for row in connection.execute(NUMBERS, (slug,))],
        other=other.number if other else None,
        older=pair[0].number,
        newer=pair[1].number,
        changes=[
            FieldChange(FIELDS[change.field], change.removed, change.added, shortened(change.diff))
            for change in (differences(*pair) if other else ())
        ],
        requoted=[Requoted(*row) for row in connection.execute(REQUOTED, (slug, pair[0].number, pair[1].number))],
    )


class _Quotes:
    """The quotes of a revision, to mark its text with."""

    def __init__(self, connection: sqlite3.Connection, slug: str, number: int) -> None:
        self._found = [
            (where, QuotePlace(position, start, end, kind), QuoteNote(position, speaker, role, kind))
            for position, speaker, role, kind, where, start, end in connection.execute(QUOTES, (slug, number))
        ]

    def marked(self, where: str, text: str, offset: int = 0) -> Paragraph:
        """A text that begins at `offset` of its field."""
        here = [(place, note) for field, place, note in self._found if field == where]
        begun = [note for place, note in here if offset <= place.start < offset + len(text)]
        return Paragraph(mark(text, offset, [place for place, _ in here], ()), begun)

    def paragraphs(self, body: str) -> Iterator[Paragraph]:
        """The paragraphs of the body."""
        offset = 0
        for text in body.split(BETWEEN_PARAGRAPHS):
            yield self.marked("body", text, offset)
            offset += len(text) + len(BETWEEN_PARAGRAPHS)


def _revision(connection: sqlite3.Connection, slug: str, number: int) -> Wording | None:
    row = connection.execute(REVISION, {"slug": slug, "number": number}).fetchone()
    return Wording(*row) if row else None
