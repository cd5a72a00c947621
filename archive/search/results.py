"""The search behind the page: ranked releases with marked snippets, counts of filters, help when nothing is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from archive.search.attached import AttachedHit, attached_hits
from archive.search.corpus import Corpus, corpus_of
from archive.search.expand import Expansion, expand, joined
from archive.search.hits import Hit, hits_of
from archive.search.nearest import TermHelp, meant, term_help
from archive.search.nearly import Nearly, nearly
from archive.search.parse import Parsed, Term, parse
from archive.search.ranking import matching, ordered
from archive.search.wordlist import WordList

Sort = Literal["relevance", "newest", "oldest"]
PAGE_SIZE = 20
STATES = ("changed", "gone", "withdrawn", "undated", "quoted")  # filters that a release fits or not


@dataclass(frozen=True)
class Filters:
    """What a release must have; None for no matter. Days are ISO, both included.

    changed: with more revisions; gone: no more at the city's; withdrawn: blackened in places, as nothing of what is
    withdrawn whole is there; undated: without a day; quoted: with quotes.
    """

    year: str | None = None
    author: str | None = None
    speaker: str | None = None
    category: str | None = None
    changed: bool = False
    gone: bool = False
    withdrawn: bool = False
    undated: bool = False
    quoted: bool = False
    begin: str | None = None
    end: str | None = None

    def chosen(self) -> dict[str, str]:
        """The values chosen, by the name of the filter (a key of `corpus.FACETS`)."""
        named = {"year": self.year, "author": self.author, "speaker": self.speaker, "category": self.category}
        chosen = {name: value for name, value in named.items() if value}
        return chosen | {name: "1" for name in STATES if getattr(self, name)}


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
    meant:           rare words that are near to frequent ones.
    nearly:          releases with most of the words or parts of them, where all find little; None elsewhere.
    attached:        attachments in whose text it stands; with the first page.
    found:           all that was found, and what was searched.
    """

    found: Found
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
    nearly: Nearly | None = None
    meant: tuple[TermHelp, ...] = ()
    attached: tuple[AttachedHit, ...] = ()


@dataclass(frozen=True)
class Found:
    """Every release that a search finds, within the filters and without, and what was searched.

    matching, unfiltered: sets of the corpus. parsed, expansions: the query, and what stood for each of its terms;
    nothing for an empty one.
    """

    corpus: Corpus
    parsed: Parsed
    expansions: Mapping[Term, Expansion]
    matching: int
    unfiltered: int

    @property
    def total(self) -> int:
        """How many releases are found."""
        return self.matching.bit_count()

    def ordered(self, connection: sqlite3.Connection, sort: Sort, start: int, stop: int) -> list[int]:
        """Rowids number `start` to before `stop` in an order that never changes for one state of the database."""
        if sort == "relevance" and self.parsed.tree:
            by_rank = ordered(connection, self.corpus, self.parsed, self.expansions, self.matching, stop)
            return self.corpus.rowids_of(by_rank[start:])
        if sort != "oldest":
            return self.corpus.slice(self.matching, start, stop)
        dated = self.matching & self.corpus.dated
        newest_first = self.corpus.slice(dated, 0, dated.bit_count())
        return (newest_first[::-1] + self.corpus.slice(self.matching & ~dated, 0, stop))[start:stop]


def find(connection: sqlite3.Connection, query: str, filters: Filters, *, exact: bool = False) -> Found:
    """Every release that a query finds within filters; an empty query finds all."""
    corpus = corpus_of(connection)
    if not query.strip():
        return Found(corpus, Parsed(None), {}, within(corpus, filters), corpus.everything)
    parsed = parse(query, exact=exact)
    expansions = expand(parsed, WordList(connection), exact=exact)
    found = matching(connection, corpus, parsed.tree, expansions)
    return Found(corpus, parsed, expansions, found & within(corpus, filters), found)


def ranks(connection: sqlite3.Connection, query: str, *, exact: bool = False) -> dict[int, int]:
    """The rowids that a query finds, each with its place in the order of the page, from 0."""
    found = find(connection, query, Filters(), exact=exact)
    return {rowid: place for place, rowid in enumerate(found.ordered(connection, "relevance", 0, found.total))}


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
    found = find(connection, query, filters, exact=exact)
    parsed = found.parsed
    total = found.total
    rowids = found.ordered(connection, sort, (page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    return Results(
        found=found,
        expression=joined(parsed.tree, found.expansions) if query.strip() else "",
        total=total,
        without_filters=found.unfiltered.bit_count(),
        page=page,
        pages=max(1, -(-total // PAGE_SIZE)),
        hits=hits_of(connection, parsed.tree, found.expansions, rowids),
        facets=_facets(found, filters),
        left_out=parsed.left_out,
        cut=parsed.cut,
        help=() if total else term_help(connection, found.corpus, [found.expansions[term] for term in parsed.terms]),
        meant=meant(connection, found.corpus, [found.expansions[term] for term in parsed.terms]) if total else (),
        attached=attached_hits(connection, found, within(found.corpus, filters)) if page == 1 else (),
        nearly=nearly(connection, found, within(found.corpus, filters), exact=exact) if sort == "relevance" else None,
    )


def within(corpus: Corpus, filters: Filters, besides: str | None = None) -> int:
    """The set of releases that filters leave, one of them not counted."""
    kept = corpus.between(filters.begin, filters.end)
    for name, value in filters.chosen().items():
        if name != besides:
            kept &= corpus.facets[name].get(value, 0)
    return kept


def _facets(found: Found, filters: Filters) -> dict[str, tuple[FacetValue, ...]]:
    """Each filter's values with their counts under the other filters, the most frequent first; years newest first."""
    facets: dict[str, tuple[FacetValue, ...]] = {}
    chosen = filters.chosen()
    kept = within(found.corpus, filters) & found.unfiltered
    for name, sets in found.corpus.facets.items():
        matching = within(found.corpus, filters, besides=name) & found.unfiltered if name in chosen else kept
        counts = [(value, (matching & having).bit_count()) for value, having in sets.items()]
        counts = [(value, count) for value, count in counts if count or chosen.get(name) == value]
        if name == "year":
            counts.sort(key=lambda pair: pair[0], reverse=True)
        else:
            counts.sort(key=lambda pair: (-pair[1], pair[0].casefold(), pair[0]))
        facets[name] = tuple(FacetValue(value, count, chosen.get(name) == value) for value, count in counts)
    return facets
