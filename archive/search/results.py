"""The search behind the page: ranked releases with marked snippets, counts of filters, help when nothing is found."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from archive.search.corpus import Corpus, corpus_of
from archive.search.expand import Expansion, expand, joined
from archive.search.nearest import TermHelp, term_help
from archive.search.parse import parse
from archive.search.ranking import Tiers, tiers, union
from archive.search.wordlist import WordList

Sort = Literal["relevance", "newest", "oldest"]
PAGE_SIZE = 20
_BEGIN, _END = "\ue000", "\ue001"
_SNIPPET_WORDS = 40
_COSTLIEST = 1000  # more than all columns of a query cost together


@dataclass(frozen=True)
class Filters:
    """What a release must have; None for no matter. Days are ISO, both included; `changed` wants more revisions."""

    year: str | None = None
    author: str | None = None
    speaker: str | None = None
    category: str | None = None
    changed: bool = False
    begin: str | None = None
    end: str | None = None

    def chosen(self) -> dict[str, str]:
        """The values chosen, by the name of the filter (a key of `corpus.FACETS`)."""
        named = {"year": self.year, "author": self.author, "speaker": self.speaker, "category": self.category}
        chosen = {name: value for name, value in named.items() if value}
        return chosen | ({"changed": "1"} if self.changed else {})


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


@dataclass(frozen=True)
class FacetValue:
    """A value of a filter, how many releases would be found with it, and whether it is chosen."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Results:
    """One page of a search.

    expression:      the FTS5 expression that was matched; empty without a query.
    total:           how many releases match; `pages` of PAGE_SIZE, numbered from 1.
    without_filters: how many match without any filter.
    left_out, cut:   words of grammar that were not asked for; whether the query was cut.
    help:            for each term what it finds alone; only where nothing was found.
    """

    expression: str
    total: int
    without_filters: int
    page: int
    pages: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    left_out: tuple[str, ...]
    cut: bool
    help: tuple[TermHelp, ...]


@dataclass(frozen=True)
class Found:
    """Every release that a search finds: the ranked sets within the filters and without, and what was searched.

    expression: the FTS5 expression; wanted: what stood for each term that was not excluded.
    """

    corpus: Corpus
    expression: str
    wanted: tuple[Expansion, ...]
    ranked: Tiers
    unfiltered: int

    def ordered(self, sort: Sort, start: int, stop: int) -> list[int]:
        """Rowids number `start` to before `stop` in an order that never changes for one state of the database."""
        if sort == "relevance":
            groups = list(self.ranked.values())
        elif sort == "newest":
            groups = [union(self.ranked.values())]
        else:
            everything = union(self.ranked.values())
            dated = everything & self.corpus.dated
            newest_first = self.corpus.slice(dated, 0, dated.bit_count())
            return (newest_first[::-1] + self.corpus.slice(everything & ~dated, 0, stop))[start:stop]
        rowids: list[int] = []
        for group in groups:
            count = group.bit_count()
            if start < count and stop > 0:
                rowids += self.corpus.slice(group, max(0, start), stop)
            start, stop = start - count, stop - count
        return rowids


def find(connection: sqlite3.Connection, query: str, filters: Filters, *, exact: bool = False) -> Found:
    """Every release that a query finds within filters; an empty query finds all."""
    corpus = corpus_of(connection)
    if not query.strip():
        return Found(corpus, "", (), {(0, 0): _within(corpus, filters)}, corpus.everything)
    parsed = parse(query, exact=exact)
    expansions = expand(parsed, WordList(connection), exact=exact)
    ranked = tiers(connection, corpus, parsed.tree, expansions)
    kept = _within(corpus, filters)
    return Found(
        corpus,
        joined(parsed.tree, expansions),
        tuple(expansions[term] for term in parsed.terms),
        {cost: found & kept for cost, found in ranked.items()},
        union(ranked.values()),
    )


def ranks(connection: sqlite3.Connection, query: str, *, exact: bool = False) -> dict[int, int]:
    """The rowids that a query finds and how far each is from it: equal numbers are ordered by day, the newest first."""
    found = find(connection, query, Filters(), exact=exact)
    return {
        rowid: levels * _COSTLIEST + columns
        for (levels, columns), releases in found.ranked.items()
        for rowid in found.corpus.slice(releases, 0, releases.bit_count())
    }


def search_releases(
    connection: sqlite3.Connection,
    query: str,
    filters: Filters = Filters(),
    sort: Sort = "relevance",
    page: int = 1,
    *,
    exact: bool = False,
) -> Results:
    """One page of a search, with counts and help; a page behind the last one has no hits."""
    parsed = parse(query, exact=exact)
    found = find(connection, query, filters, exact=exact)
    total = union(found.ranked.values()).bit_count()
    rowids = found.ordered(sort, (page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    return Results(
        expression=found.expression,
        total=total,
        without_filters=found.unfiltered.bit_count(),
        page=page,
        pages=max(1, -(-total // PAGE_SIZE)),
        hits=_hits(connection, found.expression, rowids),
        facets=_facets(found, filters),
        left_out=parsed.left_out,
        cut=parsed.cut,
        help=() if total else term_help(connection, found.corpus, found.wanted),
    )


def _within(corpus: Corpus, filters: Filters, besides: str | None = None) -> int:
    kept = corpus.between(filters.begin, filters.end)
    for name, value in filters.chosen().items():
        if name != besides:
            kept &= corpus.facets[name].get(value, 0)
    return kept


def _facets(found: Found, filters: Filters) -> dict[str, tuple[FacetValue, ...]]:
    """Each filter's values with their counts under the other filters, the most frequent first; years newest first."""
    facets: dict[str, tuple[FacetValue, ...]] = {}
    chosen = filters.chosen()
    kept = _within(found.corpus, filters) & found.unfiltered
    for name, sets in found.corpus.facets.items():
        matching = _within(found.corpus, filters, besides=name) & found.unfiltered if name in chosen else kept
        counts = [(value, (matching & having).bit_count()) for value, having in sets.items()]
        counts = [(value, count) for value, count in counts if count or chosen.get(name) == value]
        if name == "year":
            counts.sort(key=lambda pair: pair[0], reverse=True)
        else:
            counts.sort(key=lambda pair: (-pair[1], pair[0].casefold(), pair[0]))
        facets[name] = tuple(FacetValue(value, count, chosen.get(name) == value) for value, count in counts)
    return facets


def _hits(connection: sqlite3.Connection, expression: str, rowids: list[int]) -> tuple[Hit, ...]:
    """The releases of one page, in the order given, with marks where they match."""
    if not rowids:
        return ()
    among = ", ".join(map(str, rowids))
    sql = f"SELECT rowid, slug, published, author_codes, revisions, gone_at, title, teaser FROM releases WHERE rowid IN ({among})"  # noqa: S608, E501 - whole numbers
    rows = {row[0]: row for row in connection.execute(sql)}
    marked: dict[int, tuple[str, str | None, str]] = {}
    if expression:
        sql = f"""SELECT rowid, highlight(releases_fts, 0, :begin, :end), highlight(releases_fts, 1, :begin, :end),
            snippet(releases_fts, 2, :begin, :end, '…', :words)
            FROM releases_fts WHERE releases_fts MATCH :expression AND rowid IN ({among})"""  # noqa: S608 - whole numbers
        values = {"begin": _BEGIN, "end": _END, "words": _SNIPPET_WORDS, "expression": expression}
        marked = {row[0]: (row[1], row[2], row[3]) for row in connection.execute(sql, values)}
    hits: list[Hit] = []
    for rowid in rowids:
        _, slug, published, author_codes, revisions, gone_at, title, teaser = rows[rowid]
        title, teaser, snippet = marked.get(rowid, (title, teaser, None))
        pieces = _pieces(title), _pieces(teaser), _pieces(snippet, only_marked=True)
        hits.append(Hit(rowid, slug, published, author_codes, revisions, gone_at, *pieces))
    return tuple(hits)


def _pieces(text: str | None, *, only_marked: bool = False) -> tuple[Piece, ...]:
    """A text with marks in it as pieces; nothing for None, or for one without a mark if `only_marked`."""
    if text is None or (only_marked and _BEGIN not in text):
        return ()
    pieces: list[Piece] = []
    for number, part in enumerate(text.replace("\u00ad", "").split(_BEGIN)):
        inside, end, outside = part.partition(_END)
        if not number or not end:
            pieces.append(Piece(part, marked=False))
        else:
            pieces += [Piece(inside, marked=True), Piece(outside, marked=False)]
    return tuple(piece for piece in pieces if piece.text)
