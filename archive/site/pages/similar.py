"""Releases that are near another one: rare words of the title, then categories and speakers in common."""

from __future__ import annotations

import re
import sqlite3

from archive.search.vocabulary import vocabulary_of
from archive.search.words import plain
from archive.site.pages.releases import ReleaseLine, release_lines

SHOWN, CANDIDATES, WORDS = 4, 30, 6
# A word that more than a twentieth of the releases use tells nothing; in a small archive twenty are few enough.
FEW, PART = 20, 20
NEAR = """JOIN (SELECT rowid AS near, bm25(releases_fts, 4, 2, 1) AS rank FROM releases_fts
    WHERE releases_fts MATCH :match ORDER BY rank LIMIT :candidates) ON near = r.rowid
  WHERE r.slug <> :slug ORDER BY rank
    - (SELECT count(*) FROM release_categories WHERE release = r.slug AND category IN
        (SELECT category FROM release_categories WHERE release = :slug))
    - (SELECT count(DISTINCT speaker) FROM quotes WHERE release = r.slug AND speaker IN
        (SELECT speaker FROM quotes WHERE release = :slug)), r.published DESC, r.slug LIMIT :shown"""


def similar(connection: sqlite3.Connection, slug: str, title: str) -> list[ReleaseLine]:
    """At most four releases that share rare words of the title; the nearest first."""
    vocabulary = vocabulary_of(connection)
    (releases,) = connection.execute("SELECT count(*) FROM releases").fetchone()
    words = {plain(word) for word in re.findall(r"\w{4,}", title.replace("\u00ad", ""))}
    counted = sorted((vocabulary.releases_of(word), word) for word in words)
    rare = [word for count, word in counted if 2 <= count <= max(FEW, releases // PART)][:WORDS]
    if not rare:
        return []
    match = "{title teaser} : (" + " OR ".join(f'"{word}"' for word in rare) + ")"
    return release_lines(connection, NEAR, {"slug": slug, "match": match, "candidates": CANDIDATES, "shown": SHOWN})
