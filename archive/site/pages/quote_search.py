"""The search in quotes: its page, feed and files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from archive.search.quotes import (
    KINDS,
    FoundQuote,
    QuoteSearch,
    QuoteSort,
    count_quotes,
    find_quotes,
    quotes_on_topic,
    quotes_sql,
)
from archive.site.atom import CONTENT_TYPE, Entry, atom_feed
from archive.site.files.sources import one_batch
from archive.site.files.writers import Table
from archive.site.german import numeric_day
from archive.site.page import Asked, Document, Query
from archive.site.pages.search_request import asking_nothing, read_days

PER_PAGE = 30
FEW = 10  # below, quotes follow that lack the words, out of releases about them
NEWEST_IN_FEED = 50
MOST_OFFERED = 200  # names and offices beside the fields
SORTS: dict[str, QuoteSort] = {"neu": "newest", "alt": "oldest", "relevanz": "relevance"}
SORT_NAMES = {"neu": "Neueste zuerst", "alt": "Älteste zuerst", "relevanz": "Beste Treffer zuerst"}
KIND_NAMES = {"direct": "wörtlich", "indirect": "sinngemäß", "fragment": "einzelne Wörter"}
_HEADINGS = {
    "text": "Wortlaut", "speaker": "Zitiert", "role": "Amt", "kind": "Art", "confidence": "Sicherheit",
    "corrected": "Berichtigt", "cue": "Redeverb", "cue_lemma": "Grundform des Redeverbs", "number": "Nummer",
    "release": "Kennung", "title": "Überschrift",
    "published": "Tag", "anchor": "Sprungmarke", "also": "Gemeinsam mit", "permalink": "Im Archiv",
}  # fmt: skip
COLUMNS = (*FoundQuote._fields, "permalink")


@dataclass(frozen=True)
class QuotePage:
    """A page of found quotes. arguments: what was asked, as in the address; names, offices: to choose from.

    on_topic: where few are found, quotes without the words out of releases about them; they do not count.
    """

    query: Query
    arguments: dict[str, str]
    problems: tuple[str, ...]
    days: dict[str, str]
    total: int
    quotes: list[FoundQuote]
    on_topic: list[FoundQuote]
    number: int
    pages: int
    names: list[str]
    offices: list[str]
    kinds = KIND_NAMES
    sorts = SORT_NAMES

    def address(self, kind: str = "", **changed: str) -> str:
        """The address of this search: "" for the page, or .atom, .csv, .json."""
        return address_of({**self.arguments, **changed}, kind)


def address_of(arguments: Mapping[str, str], kind: str = "") -> str:
    """The address of a search by its arguments, empty ones left out: "" for the page, or .atom, .csv, .json."""
    kept = {name: value for name, value in arguments.items() if value}
    return f"/zitate{kind}" + (f"?{urlencode(kept)}" if kept else "")


def load(connection: sqlite3.Connection, asked: Asked) -> QuotePage | None:
    """The page of a search in quotes; without words and filters it shows all, newest first."""
    search, arguments, problems = read_search(asked)
    total, number = count_quotes(connection, search), asked.page_number()
    pages = max(1, -(-total // PER_PAGE))
    if number > pages:
        return None
    sql, params = quotes_sql(connection, search)
    names = connection.execute("SELECT name FROM speakers ORDER BY quotes DESC, name LIMIT ?", (MOST_OFFERED,))
    offices = connection.execute(
        "SELECT role FROM speaker_roles GROUP BY normal_role ORDER BY sum(quotes) DESC, role LIMIT ?", (MOST_OFFERED,)
    )
    return QuotePage(
        query=Query(sql, dict(params)),
        arguments=arguments,
        problems=problems,
        days={"von": numeric_day(search.begin), "bis": numeric_day(search.end)},
        total=total,
        quotes=find_quotes(connection, search, (number - 1) * PER_PAGE, PER_PAGE),
        on_topic=quotes_on_topic(connection, search, PER_PAGE) if total < FEW else [],
        number=number,
        pages=pages,
        names=[row[0] for row in names],
        offices=[row[0] for row in offices],
    )


def table(connection: sqlite3.Connection, asked: Asked) -> Table:
    """All found quotes as the table of a file."""
    rows = [list(row.values()) for row in _rows(connection, asked)]
    return Table(
        asked.file_name, COLUMNS, one_batch(rows), _HEADINGS, {"text": 60, "title": 40}, frozenset({"published"})
    )


def json_file(connection: sqlite3.Connection, asked: Asked) -> Document:
    """All found quotes as JSON, with what was asked."""
    _, arguments, problems = read_search(asked)
    rows = _rows(connection, asked)
    answer = {"search": arguments, "problems": problems, "total": len(rows), "quotes": rows}
    text = json.dumps(answer, ensure_ascii=False, indent=1)
    return Document("application/json; charset=utf-8", text, (asked.file_name, "json"))


def atom(connection: sqlite3.Connection, asked: Asked) -> Document:
    """The newest found quotes, whatever the page is sorted by."""
    search, arguments, _ = read_search(asked)
    arguments = {name: value for name, value in arguments.items() if name != "sortierung"}
    newest = QuoteSearch(**{**vars(search), "sort": "newest"})
    entries = [
        Entry(
            key=f"{asked.site.database}/quotes/{quote.release}/{quote.number}/{quote.text}",
            link=asked.absolute + _passage(asked, quote),
            title=f"{quote.speaker or 'Ohne Sprecher'}: {quote.title}".replace("\u00ad", ""),
            text=quote.text.replace("\u00ad", ""),
            authors=(quote.speaker or asked.site.publisher,),
            published=quote.published and f"{quote.published}T00:00:00Z",
            updated=f"{quote.published or '2000-01-01'}T00:00:00Z",
        )
        for quote in find_quotes(connection, newest, 0, NEWEST_IN_FEED)
    ]
    tail = f"?{urlencode(arguments)}" if arguments else ""
    text = atom_feed(
        key=f"{asked.site.database}/zitate{tail}",
        title=f"{asked.site.title}: Zitate" + (f" zu {search.query}" if search.query else ""),
        page=f"{asked.absolute}/zitate{tail}",
        address=f"{asked.absolute}/zitate.atom{tail}",
        updated="2000-01-01T00:00:00Z",
        entries=entries,
    )
    return Document(CONTENT_TYPE, text)


def _rows(connection: sqlite3.Connection, asked: Asked) -> list[dict[str, Any]]:
    search, _, _ = read_search(asked)
    found = find_quotes(connection, search, 0, -1)
    return [quote._asdict() | {"permalink": asked.address + _passage(asked, quote)} for quote in found]


def _passage(asked: Asked, quote: FoundQuote) -> str:
    return f"{asked.release(quote.release)}#{quote.anchor}"


def read_search(asked: Asked) -> tuple[QuoteSearch, dict[str, str], tuple[str, ...]]:
    """The search that an address asks for, its arguments as they are read, and what is wrong with them, in German."""
    problems: list[str] = []
    begin, end = read_days(asked, problems)
    kind, sort = asked.argument("art"), asked.argument("sortierung")
    if kind and kind not in KINDS:
        problems.append(f"Die Art „{kind[:40]}“ gibt es nicht.")
    if sort and sort not in SORTS:
        problems.append(f"Die Sortierung „{sort[:40]}“ gibt es nicht.")
    query = asked.argument("q")
    problems += asking_nothing(query)
    search = QuoteSearch(
        query=query,
        speaker=asked.argument("person") or None,
        office=asked.argument("amt") or None,
        kind=kind if kind in KINDS else None,
        begin=begin,
        end=end,
        sort=SORTS.get(sort, "newest"),
    )
    said = {
        "q": search.query, "person": search.speaker, "amt": search.office, "art": search.kind, "von": begin, "bis": end,
        "sortierung": sort if sort in SORTS and sort != "neu" else None,
    }  # fmt: skip
    return search, {name: value for name, value in said.items() if value}, tuple(problems)
