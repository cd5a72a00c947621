"""A search as Atom feed, CSV, XLSX and JSON, with exactly the releases that its page counts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from archive.search import find, search_releases
from archive.search.hits import Piece
from archive.search.offers import offers
from archive.site.atom import CONTENT_TYPE, Entry, atom_feed
from archive.site.files.sources import one_batch
from archive.site.files.writers import Table
from archive.site.page import Asked, Document
from archive.site.pages.search_request import SearchRequest, read_request
from archive.site.pages.search_understood import understood

NEWEST_IN_FEED = 50
_AT_ONCE = 500  # rows read by one statement
_BETWEEN = " | "
_XLSX_HEADINGS = {
    "published": "Tag", "title": "Überschrift", "teaser": "Vorspann", "author_codes": "Kürzel",
    "categories": "Rubriken", "speakers": "Zitiert", "revisions": "Fassungen", "slug": "Kennung",
    "permalink": "Im Archiv", "url": "Bei der Stadt",
}  # fmt: skip
_XLSX_WIDTHS = {"title": 60, "teaser": 60, "categories": 20, "speakers": 30, "permalink": 30, "url": 30}


class Row(NamedTuple):
    """A found release as it is exported; several categories or speakers are parted by ` | `."""

    published: str | None
    title: str
    teaser: str | None
    author_codes: str | None
    categories: str | None
    speakers: str | None
    revisions: int
    slug: str
    permalink: str
    url: str


COLUMNS = Row._fields


def json_file(connection: sqlite3.Connection, asked: Asked) -> Document:
    """All found releases as JSON, with what was asked and understood; those of the first page with their snippets.

    `nearly` holds releases that lack some of the words; they are not among the found ones and not counted.
    """
    request = read_request(asked)
    rows = [row._asdict() for row in _rows(connection, asked, request)]
    page = search_releases(connection, request.query, request.filters, request.sort, exact=request.exact)
    snippets = {hit.slug: _text_of(hit.snippet) for hit in page.hits if hit.snippet}
    answer = {
        "search": dict(request.pairs()),
        "problems": request.problems,
        "total": len(rows),
        "left_out": page.left_out,
        "cut": page.cut,
        "added": [
            {"word": one.typed, "forms": one.also, "parts": one.parts, "more": one.more}
            for one in (() if request.exact else understood(connection, page.found))
        ],
        "suggestions": {one.term.typed: one.nearest for one in (*page.help, *page.meant) if one.nearest},
        "filters": [
            {"label": one.label, "query": one.query, "filters": one.filters.chosen(), "total": one.releases}
            for one in (() if request.exact else offers(connection, request.query, request.filters, page.found))
        ],
        "attachments": [
            {
                "release": one.release, "title": one.title, "published": one.published, "name": one.name,
                "capture": one.capture, "snippet": _text_of(one.snippet),
            }
            for one in page.attached
        ],
        "releases": [row | {"snippet": snippets.get(row["slug"])} for row in rows],
        "nearly": [
            {
                "slug": one.hit.slug, "published": one.hit.published, "title": _text_of(one.hit.title),
                "snippet": _text_of(one.hit.snippet) or None, "without": one.lacks,
                "permalink": asked.address + asked.release(one.hit.slug),
            }
            for one in (page.nearly.hits if page.nearly else ())
        ],
    }  # fmt: skip
    text = json.dumps(answer, ensure_ascii=False, indent=1)
    return Document("application/json; charset=utf-8", text, (asked.file_name, "json"))


def table(connection: sqlite3.Connection, asked: Asked) -> Table:
    """All found releases as the table of a file."""
    rows = _rows(connection, asked, read_request(asked))
    return Table(asked.file_name, COLUMNS, one_batch(rows), _XLSX_HEADINGS, _XLSX_WIDTHS, frozenset({"published"}))


def atom(connection: sqlite3.Connection, asked: Asked) -> Document:
    """The newest found releases with their whole text, the newest first whatever the page is sorted by."""
    request = read_request(asked)
    found = find(connection, request.query, request.filters, exact=request.exact)
    rowids = found.ordered(connection, "newest", 0, NEWEST_IN_FEED)
    sql = f"""SELECT r.rowid, slug, title, teaser, body, published_at, published,
        CASE WHEN revisions > 1 THEN (SELECT max(first_seen) FROM revisions WHERE release = slug)
        ELSE coalesce(published_at, published || 'T00:00:00Z', first_seen) END,
        (SELECT group_concat(category, '{_BETWEEN}') FROM release_categories WHERE release = slug)
        FROM releases r WHERE r.rowid IN ({", ".join(map(str, rowids))})"""  # noqa: S608 - whole numbers
    entries = {
        rowid: Entry(
            key=f"{asked.site.database}/releases/{slug}",
            link=asked.absolute + asked.release(slug),
            title=_soft(title),
            text=_soft("\n\n".join(part for part in (teaser, body) if part)),
            authors=(asked.site.publisher,),
            published=published_at or (published and f"{published}T00:00:00Z"),
            updated=updated,
            categories=tuple(categories.split(_BETWEEN)) if categories else (),
        )
        for rowid, slug, title, teaser, body, published_at, published, updated, categories in connection.execute(sql)
    }
    updated = connection.execute("SELECT max(captured_at) FROM captures").fetchone()[0] or "2000-01-01T00:00:00Z"
    text = atom_feed(
        key=f"{asked.site.database}{request.address('.atom', sort='relevance')}",
        title=f"{asked.site.title}: {request.query or 'Suche'}",
        page=asked.absolute + request.address(),
        address=asked.absolute + request.address(".atom"),
        updated=updated,
        entries=[entries[rowid] for rowid in rowids],
    )
    return Document(CONTENT_TYPE, text)


def _rows(connection: sqlite3.Connection, asked: Asked, request: SearchRequest) -> list[Row]:
    found = find(connection, request.query, request.filters, exact=request.exact)
    rowids = found.ordered(connection, request.sort, 0, found.total)
    rows: list[Row] = []
    for start in range(0, len(rowids), _AT_ONCE):
        portion = rowids[start : start + _AT_ONCE]
        sql = f"""SELECT r.rowid, slug, url, revisions, published, title, teaser, author_codes,
            (SELECT group_concat(category, '{_BETWEEN}') FROM release_categories WHERE release = slug),
            (SELECT group_concat(speaker, '{_BETWEEN}') FROM
            (SELECT DISTINCT speaker FROM quotes WHERE release = slug AND speaker IS NOT NULL ORDER BY speaker))
            FROM releases r WHERE r.rowid IN ({", ".join(map(str, portion))})"""  # noqa: S608 - whole numbers
        read = {
            rowid: Row(
                published=published,
                title=_soft(title),
                teaser=teaser and _soft(teaser),
                author_codes=codes,
                categories=categories,
                speakers=speakers,
                revisions=revisions,
                slug=slug,
                permalink=asked.address + asked.release(slug),
                url=url,
            )
            for rowid, slug, url, revisions, published, title, teaser, codes, categories, speakers in (
                connection.execute(sql)
            )
        }
        rows += [read[rowid] for rowid in portion]
    return rows


def _text_of(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _soft(text: str) -> str:
    """Without soft hyphens, which only a page can use."""
    return text.replace("\u00ad", "")
