"""Words in the text of attachments: found beside the releases, and told apart from what stands in a release itself."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.search.expand import joined
from archive.search.hits import BEGIN, END, Piece, pieces

if TYPE_CHECKING:
    from archive.search.results import Found

MOST = 10  # attachments that are shown
MOST_RANKED = 500  # of which filters choose
_SNIPPET_WORDS = 40
SQL = """SELECT r.rowid, a.release, r.title, r.published, a.title, a.url, a.capture,
    snippet(attachments_fts, 0, :begin, :end, '…', :words)
  FROM attachments_fts JOIN attachments a ON a.rowid = attachments_fts.rowid JOIN releases r ON r.slug = a.release
  WHERE attachments_fts MATCH :expression ORDER BY bm25(attachments_fts), r.published DESC, a.release, a.position
  LIMIT :most"""


@dataclass(frozen=True)
class AttachedHit:
    """An attachment that holds what was searched, and its release; `in_release`: that one is found itself."""

    release: str
    title: str
    published: str | None
    name: str
    capture: str
    snippet: tuple[Piece, ...]
    in_release: bool


def attached_hits(connection: sqlite3.Connection, found: Found, kept: int) -> tuple[AttachedHit, ...]:
    """The attachments whose text a query finds, the best first; nothing for a query that names fields.

    kept: the set of releases that the filters leave.
    """
    terms = found.parsed.all_terms
    if not found.parsed.tree or any(term.field or term.column for term in terms):
        return ()
    values = {
        "begin": BEGIN, "end": END, "words": _SNIPPET_WORDS, "most": MOST_RANKED,
        "expression": joined(found.parsed.tree, found.expansions, fields=False),
    }  # fmt: skip
    hits = []
    for rowid, release, title, published, name, url, capture, snippet in connection.execute(SQL, values):
        one = found.corpus.set_of([rowid])
        if one & kept:
            named = name or url.rpartition("/")[2]
            there = bool(one & found.matching)
            hits.append(AttachedHit(release, title, published, named, capture, pieces(snippet), there))
        if len(hits) == MOST:
            break
    return tuple(hits)
