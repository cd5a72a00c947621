"""Watched pages that show quotes: the search in quotes, a person, an office."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import NotFound

from archive.alerts.finds import Entry, Find, Passage, parts_of
from archive.alerts.watched.releases import release_facts
from archive.search.quotes import mark_quotes
from archive.site.page import Asked
from archive.site.pages import offices, quote_search, speaker
from archive.site.pages.quote_search import KIND_NAMES

_QUOTE = "SELECT speaker, role, kind FROM quotes WHERE release = ? AND anchor = ? ORDER BY position LIMIT 1"


@dataclass(frozen=True)
class QuotesWatch:
    """A page of quotes; `load` is what loads it. words: those that the quotes must hold, or ""."""

    address: str
    asked: Asked
    load: Callable[[sqlite3.Connection, Asked], Any]
    words: str = ""

    @property
    def page(self) -> str:
        """Its own address."""
        return self.address

    def refused(self, connection: sqlite3.Connection) -> str | None:
        """Nobody of this name, no such office or kind."""
        return None if self._page(connection) else "Diese Seite gibt es im Archiv nicht."

    def entries(self, connection: sqlite3.Connection) -> list[Entry]:
        """All quotes that it shows, by the SQL that it shows."""
        if not (page := self._page(connection)):
            return []
        cursor = connection.execute(page.query.sql, page.query.params or {})
        names = [column[0] for column in cursor.description]
        release, anchor = names.index("release"), names.index("anchor")
        return [Entry(row[release], f"quote {row[anchor]}") for row in cursor]

    def finds(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[Find]:
        """Quotes with who said them."""
        facts = release_facts(connection, [entry.release for entry in entries])
        places = [(entry.release, entry.what.removeprefix("quote ")) for entry in entries]
        finds = []
        for entry, place, pieces in zip(entries, places, mark_quotes(connection, self.words, places), strict=True):
            row = connection.execute(_QUOTE, place).fetchone()
            if row and (one := facts.get(entry.release)):
                who, role, kind = row
                lead = ", ".join(part for part in (who or "Sprecher offen", role) if part)
                passage = Passage(f"{lead} ({KIND_NAMES[kind]})", parts_of(pieces))
                path = f"{self.asked.release(entry.release)}#{place[1]}"
                finds.append(Find(entry, one.title, one.published, path, one.source, (passage,), one.notes))
        return finds

    def _page(self, connection: sqlite3.Connection) -> Any:
        try:
            return self.load(connection, self.asked)
        except NotFound:
            return None


def quotes_watch(asked: Asked) -> QuotesWatch | str:
    """The search in quotes of an address, or what its page says against it, in German."""
    search, arguments, problems = quote_search.read_search(asked)
    if problems:
        return " ".join(problems)
    address = quote_search.address_of(arguments | {"sortierung": ""})
    return QuotesWatch(address, asked, quote_search.load, search.query)


def person_watch(address: str, asked: Asked) -> QuotesWatch:
    """The page of a person, with its filters."""
    return QuotesWatch(address, asked, speaker.load, asked.argument("q"))


def office_watch(address: str, asked: Asked) -> QuotesWatch:
    """The page of an office, with its filter."""
    return QuotesWatch(address, asked, offices.load)
