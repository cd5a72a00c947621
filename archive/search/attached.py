"""Words in the text of attachments: found beside the releases, and told apart from what stands in a release itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archive.search.expand import joined
from archive.search.hits import BEGIN, END, Piece, pieces

if TYPE_CHECKING:
    from archive.search.results import Found

MOST = 10  # attachments that are shown
MOST_RANKED = 500  # of which filters choose
_SNIPPET_WORDS = 40
_MATCHING = """FROM attachments_fts JOIN attachments a ON a.rowid = attachments_fts.rowid
  JOIN releases r ON r.slug = a.release WHERE attachments_fts MATCH :expression"""
_SHOWN = f"""SELECT r.rowid, a.release, r.title, r.published, a.title, a.url, a.capture,
    snippet(attachments_fts, 0, :begin, :end, '…', :words) {_MATCHING}"""
_ORDER = "ORDER BY bm25(attachments_fts), r.published DESC, a.release, a.position"
SQL = f"{_SHOWN} {_ORDER} LIMIT :most"
_OF_SOME = f"{_SHOWN} AND a.release IN (SELECT value FROM json_each(:releases)) {_ORDER}"  # noqa: S608 - our own SQL
_EVERY = f"SELECT r.rowid, a.release, a.capture {_MATCHING} ORDER BY r.published DESC, a.release"


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
    if not (expression := _expression(found)):
        return ()
    hits = []
    for row in connection.execute(SQL, _values(expression) | {"most": MOST_RANKED}):
        if found.corpus.set_of([row[0]]) & kept:
            hits.append(_hit(found, row))
        if len(hits) == MOST:
            break
    return tuple(hits)


def attached_captures(connection: sqlite3.Connection, found: Found, kept: int) -> dict[str, list[str]]:
    """Every release with attachments whose text a query finds, the newest first → the captures of those.

    kept: the set of releases that count.
    """
    captures: dict[str, list[str]] = {}
    if expression := _expression(found):
        for rowid, release, capture in connection.execute(_EVERY, {"expression": expression}):
            if found.corpus.set_of([rowid]) & kept:
                captures.setdefault(release, []).append(capture)
    return captures


def attached_of(
    connection: sqlite3.Connection, found: Found, releases: Sequence[str]
) -> dict[str, list[AttachedHit]]:  # fmt: skip
    """Release → its attachments whose text a query finds, the best first; of some releases."""
    hits: dict[str, list[AttachedHit]] = {}
    if releases and (expression := _expression(found)):
        for row in connection.execute(_OF_SOME, _values(expression) | {"releases": json.dumps(list(releases))}):
            hit = _hit(found, row)
            hits.setdefault(hit.release, []).append(hit)
    return hits


def _expression(found: Found) -> str:
    terms = found.parsed.all_terms
    if not found.parsed.tree or any(term.field or term.column for term in terms):
        return ""
    return joined(found.parsed.tree, found.expansions, fields=False)


def _values(expression: str) -> dict[str, object]:
    return {"begin": BEGIN, "end": END, "words": _SNIPPET_WORDS, "expression": expression}


def _hit(found: Found, row: tuple[Any, ...]) -> AttachedHit:
    rowid, release, title, published, name, url, capture, snippet = row
    there = bool(found.corpus.set_of([rowid]) & found.matching)
    return AttachedHit(release, title, published, name or url.rpartition("/")[2], capture, pieces(snippet), there)
