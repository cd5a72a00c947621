"""Atom feeds of releases: all, of a speaker, of an author code, of a category; with their whole text."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from archive.site.atom import CONTENT_TYPE, Entry, atom_feed
from archive.site.german import path_part
from archive.site.page import Asked, Document
from archive.site.pages.speaker import SPOKEN

IN_FEED = 40
RELEASES = """SELECT slug, title, teaser, body, published_at, published,
    CASE WHEN revisions > 1 THEN (SELECT max(first_seen) FROM revisions v WHERE v.release = slug)
    ELSE coalesce(published_at, published || 'T00:00:00Z', first_seen) END
  FROM releases r {chosen} ORDER BY published IS NULL, published DESC, published_at DESC, slug LIMIT :many"""


def everything(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The newest releases."""
    return _feed(connection, asked, "", {}, asked.site.title, "releases", "/")


def speaker(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The newest releases in which a person speaks."""
    name = asked.names["name"]
    chosen = f"WHERE slug IN (SELECT release FROM quotes WHERE speaker {SPOKEN})"  # noqa: S608 - our own SQL
    title = f"{asked.site.title}: {name}"
    return _feed(connection, asked, chosen, {"name": name}, title, f"speakers/{name}", f"/personen/{path_part(name)}")


def author(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The newest releases of an author code."""
    code = asked.names["code"].casefold()
    chosen = "WHERE slug IN (SELECT release FROM release_authors WHERE code = :code)"
    title = f"{asked.site.title}: Kürzel {code}"
    return _feed(connection, asked, chosen, {"code": code}, title, f"authors/{code}", f"/kuerzel/{path_part(code)}")


def category(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The newest releases of a category."""
    name = asked.names["category"]
    chosen = "WHERE slug IN (SELECT release FROM release_categories WHERE category = :name)"
    title = f"{asked.site.title}: {name}"
    return _feed(connection, asked, chosen, {"name": name}, title, f"categories/{name}", f"/themen/{path_part(name)}")


def _feed(
    connection: sqlite3.Connection,
    asked: Asked,
    chosen: str,
    params: Mapping[str, str],
    title: str,
    key: str,
    page: str,
) -> Document | None:
    rows = connection.execute(RELEASES.format(chosen=chosen), {**params, "many": IN_FEED}).fetchall()
    if not rows and chosen:
        return None
    site = asked.site
    entries = [
        Entry(
            key=f"{site.database}/releases/{slug}",
            link=asked.absolute + asked.release(slug),
            title=_soft(name),
            text=_soft("\n\n".join(part for part in (teaser, body) if part)),
            authors=(site.publisher,),
            published=at or (day and f"{day}T00:00:00Z"),
            updated=updated,
        )
        for slug, name, teaser, body, at, day, updated in rows
    ]
    text = atom_feed(
        key=f"{site.database}/{key}",
        title=title,
        page=asked.absolute + page,
        address=asked.absolute + asked.path,
        updated="2000-01-01T00:00:00Z",
        entries=entries,
    )
    return Document(CONTENT_TYPE, text)


def _soft(text: str) -> str:
    return text.replace("\u00ad", "")
