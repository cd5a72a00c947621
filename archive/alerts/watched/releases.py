"""Watched pages that list releases: the search, all releases, those of a year, month, author code or category."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from archive.alerts.finds import Entry, Find, Passage, parts_of, plain
from archive.search import find
from archive.search.hits import Hit, hits_of
from archive.search.parse import parse
from archive.site.page import Asked
from archive.site.pages.listing import Listing
from archive.site.pages.search_request import SearchRequest, read_request
from archive.site.safe import web_address

_AT_ONCE = 500  # releases in one statement
_SHOWN = 300  # letters of the text, where nothing in it matched


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
        """All found releases, newest first."""
        found = find(connection, self.request.query, self.request.filters, exact=self.request.exact)
        rowids = found.ordered(connection, "newest", 0, found.total)
        slugs = dict(connection.execute("SELECT rowid, slug FROM releases").fetchall())
        return [Entry(slugs[rowid]) for rowid in rowids]

    def finds(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[Find]:
        """Releases with the place that matched."""
        found = find(connection, self.request.query, self.request.filters, exact=self.request.exact)
        hits = hits_of(connection, found.parsed.tree, found.expansions, list(_rowids(connection, entries).values()))
        return found_releases(connection, self.asked, entries, {hit.slug: hit for hit in hits})


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
    if request.query and parse(request.query, exact=request.exact).tree is None:
        return "In der Anfrage steht kein Wort, das vorkommen soll."
    return SearchWatch(replace(request, page=1), asked)


def found_releases(
    connection: sqlite3.Connection, asked: Asked, entries: Sequence[Entry], hits: dict[str, Hit]
) -> list[Find]:
    """Releases as finds, in the order given, with their teaser or beginning where no hit shows more."""
    facts = release_facts(connection, [entry.release for entry in entries])
    finds = []
    for entry in entries:
        if entry.release in facts:
            one, hit = facts[entry.release], hits.get(entry.release)
            passages = _marked(hit) if hit else ()
            if not any(part.sign == "!" for passage in passages for part in passage.parts):
                passages = (Passage("", plain(one.teaser or _beginning(one.body))),)
            path = asked.release(entry.release)
            finds.append(Find(entry, one.title, one.published, path, one.source, passages, one.notes))
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
