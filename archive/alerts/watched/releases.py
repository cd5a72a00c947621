"""Watched pages that list releases: the search, all releases, those of a year, month, author code or category."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.alerts.finds import Entry, Find, Passage, parts_of, plain
from archive.search import find
from archive.search.attached import AttachedHit, attached_captures, attached_of
from archive.search.hits import Hit, hits_of
from archive.search.results import Found, within
from archive.site.page import Asked
from archive.site.pages.listing import Listing
from archive.site.pages.search_request import SearchRequest, read_request
from archive.site.safe import web_address

_AT_ONCE = 500  # releases in one statement
_SHOWN = 300  # letters of the text, where nothing in it matched
_ATTACHED = "attached"  # what an entry is that stands in attachments of its release alone


@dataclass(frozen=True)
class SearchWatch:
    """`/suche`, with all its arguments."""

    request: SearchRequest
    asked: Asked

    @property
    def address(self) -> str:
        """The search without order and page."""
        return replace(self.request, sort="relevance").address()

    @property
    def page(self) -> str:
        """The same, newest first."""
        return replace(self.request, sort="newest").address()

    def refused(self, connection: sqlite3.Connection) -> str | None:  # noqa: ARG002 - the search takes any words
        """Never: what it cannot read is told when the file is read."""
        return None

    def entries(self, connection: sqlite3.Connection) -> list[Entry]:
        """All found releases, newest first, and behind them those that say it in an attachment alone."""
        found = self._found(connection)
        rowids = found.ordered(connection, "newest", 0, found.total)
        slugs = dict(connection.execute("SELECT rowid, slug FROM releases").fetchall())
        besides = within(found.corpus, self.request.filters) & ~found.matching
        attached = attached_captures(connection, found, besides)
        return [
            *(Entry(slugs[rowid]) for rowid in rowids),
            *(Entry(slug, _ATTACHED, tuple(captures)) for slug, captures in attached.items()),
        ]

    def finds(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[Find]:
        """Releases with the place that matched, in their text or in an attachment."""
        found = self._found(connection)
        in_text = [entry for entry in entries if entry.what != _ATTACHED]
        hits = hits_of(connection, found.parsed.tree, found.expansions, list(_rowids(connection, in_text).values()))
        attached = attached_of(connection, found, [entry.release for entry in entries if entry.what == _ATTACHED])
        passages = {Entry(hit.slug): _marked(hit) for hit in hits} | {
            entry: _in_attachments(attached.get(entry.release, ())) for entry in entries if entry.what == _ATTACHED
        }
        return found_releases(connection, self.asked, entries, passages)

    def _found(self, connection: sqlite3.Connection) -> Found:
        return find(connection, self.request.query, self.request.filters, exact=self.request.exact)


@dataclass(frozen=True)
class ListWatch:
    """A page that lists releases; `load` is what loads it."""

    address: str
    asked: Asked
    load: Callable[[sqlite3.Connection, Asked], Listing | None]

    @property
    def page(self) -> str:
        """Its own address."""
        return self.address

    def refused(self, connection: sqlite3.Connection) -> str | None:
        """There is no such page while it would list nothing."""
        return None if self.load(connection, self.asked) else "Diese Seite gibt es im Archiv nicht."

    def entries(self, connection: sqlite3.Connection) -> list[Entry]:
        """All releases that it lists, by the SQL that it shows."""
        page = self.load(connection, self.asked)
        rows = connection.execute(page.query.sql, page.query.params or {}) if page else ()
        return [Entry(row[0]) for row in rows]

    def finds(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[Find]:
        """Releases with their beginning."""
        return found_releases(connection, self.asked, entries, {})


def search_watch(asked: Asked) -> SearchWatch | str:
    """The search of an address, or what its page says against it, in German."""
    request = read_request(asked)
    if request.problems:
        return " ".join(request.problems)
    return SearchWatch(replace(request, page=1), asked)


def found_releases(
    connection: sqlite3.Connection, asked: Asked, entries: Sequence[Entry], matched: Mapping[Entry, tuple[Passage, ...]]
) -> list[Find]:
    """Releases as finds, in the order given, with their teaser or beginning where nothing that matched shows more."""
    facts = release_facts(connection, [entry.release for entry in entries])
    finds = []
    for entry in entries:
        if entry.release in facts:
            one, passages = facts[entry.release], matched.get(entry, ())
            if not any(part.sign == "!" for passage in passages for part in passage.parts):
                passages = (Passage("", plain(one.teaser or _beginning(one.body))),)
            path = asked.release(entry.release)
            notes = (*one.notes, *(["in der Anlage"] if entry.what == _ATTACHED else []))
            finds.append(Find(entry, one.title, one.published, path, one.source, passages, notes))
    return finds


@dataclass(frozen=True)
class Facts:
    """What every find of a release says of it. source: the city's address, or ""."""

    title: str
    published: str | None
    source: str
    teaser: str | None
    body: str
    notes: tuple[str, ...]


def release_facts(connection: sqlite3.Connection, slugs: Sequence[str]) -> dict[str, Facts]:
    """Facts of releases by slug; those that are not in the archive are left out."""
    facts = {}
    for start in range(0, len(slugs), _AT_ONCE):
        some = slugs[start : start + _AT_ONCE]
        sql = f"""SELECT slug, title, published, url, teaser, body, revisions > 1, gone_at IS NOT NULL FROM releases
          WHERE slug IN ({", ".join("?" * len(some))})"""  # noqa: S608 - question marks
        for slug, title, published, url, teaser, body, changed, gone in connection.execute(sql, some):
            notes = [*(["nachträglich geändert"] if changed else []), *(["von der Stadt entfernt"] if gone else [])]
            soft = title.replace("\u00ad", "")
            facts[slug] = Facts(soft, published, web_address(url) or "", teaser, body, tuple(notes))
    return facts


def _marked(hit: Hit) -> tuple[Passage, ...]:
    """Title, teaser and text of a hit, those that hold a match; the title stands in the message anyway."""
    shown = (("Überschrift", hit.title), ("", hit.teaser), ("", hit.snippet))
    return tuple(Passage(lead, parts_of(pieces)) for lead, pieces in shown if any(piece.marked for piece in pieces))


def _in_attachments(hits: Iterable[AttachedHit]) -> tuple[Passage, ...]:
    return tuple(Passage(f"Anlage „{hit.name}“", parts_of(hit.snippet)) for hit in hits)


def _beginning(body: str) -> str:
    text = " ".join(body.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _rowids(connection: sqlite3.Connection, entries: Sequence[Entry]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(entries), _AT_ONCE):
        some = [entry.release for entry in entries[start : start + _AT_ONCE]]
        sql = f"SELECT slug, rowid FROM releases WHERE slug IN ({', '.join('?' * len(some))})"  # noqa: S608 - as above
        found |= dict(connection.execute(sql, some).fetchall())
    return found
