"""Found releases with their matches marked."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from archive.search.expand import Expansion, joined
from archive.search.parse import Node, Term
from archive.search.words import tokens

BEGIN, END = "\ue000", "\ue001"
_SNIPPET_WORDS = 40


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it is what was searched."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Hit:
    """A found release. `published`: ISO day or None; `snippet`: of the body, empty without a match in it."""

    rowid: int
    slug: str
    published: str | None
    author_codes: str | None
    revisions: int
    gone_at: str | None
    title: tuple[Piece, ...]
    teaser: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


def hits_of(
    connection: sqlite3.Connection, tree: Node | None, expansions: Mapping[Term, Expansion], rowids: list[int]
) -> tuple[Hit, ...]:
    """The releases of one page, in the order given, with marks where they match."""
    if not rowids:
        return ()
    among = ", ".join(map(str, rowids))
    sql = f"SELECT rowid, slug, published, author_codes, revisions, gone_at, title, teaser, body FROM releases WHERE rowid IN ({among})"  # noqa: S608, E501 - whole numbers
    rows = {row[0]: row for row in connection.execute(sql)}
    marked: dict[int, tuple[str, str | None, str]] = {}
    if tree is not None:
        # Marking with hundreds of compounds takes seconds, and few of them occur in these releases.
        there = {token for row in rows.values() for text in row[-3:] if text for token in tokens(text)}
        expression = joined(tree, {term: expansion.among(there) for term, expansion in expansions.items()})
        sql = f"""SELECT rowid, highlight(releases_fts, 0, :begin, :end), highlight(releases_fts, 1, :begin, :end),
            snippet(releases_fts, 2, :begin, :end, '…', :words)
            FROM releases_fts WHERE releases_fts MATCH :expression AND rowid IN ({among})"""  # noqa: S608 - whole numbers
        values = {"begin": BEGIN, "end": END, "words": _SNIPPET_WORDS, "expression": expression}
        marked = {row[0]: (row[1], row[2], row[3]) for row in connection.execute(sql, values)}
    hits: list[Hit] = []
    for rowid in rowids:
        _, slug, published, author_codes, revisions, gone_at, title, teaser, _ = rows[rowid]
        title, teaser, snippet = marked.get(rowid, (title, teaser, None))
        found = pieces(title), pieces(teaser), pieces(snippet, only_marked=True)
        hits.append(Hit(rowid, slug, published, author_codes, revisions, gone_at, *found))
    return tuple(hits)


def pieces(text: str | None, *, only_marked: bool = False) -> tuple[Piece, ...]:
    """A text with marks in it as pieces; nothing for None, or for one without a mark if `only_marked`."""
    if text is None or (only_marked and BEGIN not in text):
        return ()
    found: list[Piece] = []
    for number, part in enumerate(text.replace("\u00ad", "").split(BEGIN)):
        inside, end, outside = part.partition(END)
        if not number or not end:
            found.append(Piece(part, marked=False))
        else:
            found += [Piece(inside, marked=True), Piece(outside, marked=False)]
    return tuple(piece for piece in found if piece.text)
