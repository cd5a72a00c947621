"""Releases with most words of a query, with parts of its compounds or related words, for queries that find little."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Protocol

from archive.search import split
from archive.search.corpus import Corpus
from archive.search.expand import Expansion, expand
from archive.search.hits import Hit, hits_of
from archive.search.parse import All, Any, Parsed, Term
from archive.search.ranking import ordered, postings_of, union
from archive.search.related import related
from archive.search.wordlist import WordList
from archive.search.words import tokens

LITTLE = 10  # releases; where more have all of the words, none with fewer are shown
MOST_NEARLY = 20
_MOST_TERMS = 8  # longer queries are pasted sentences


class Searched(Protocol):
    """A search (`results.Found`)."""

    @property
    def corpus(self) -> Corpus: ...
    @property
    def parsed(self) -> Parsed: ...
    @property
    def expansions(self) -> Mapping[Term, Expansion]: ...
    @property
    def matching(self) -> int: ...


@dataclass(frozen=True)
class Without:
    """A word that is left out: the query that remains, and how many releases have all the rest but not this word.

    instead: the word that stands in its place (Bad or Schwimmbad for Hallenbad), or "" where nothing does.
    """

    typed: str
    query: str
    releases: int
    instead: str = ""


@dataclass(frozen=True)
class Near:
    """A release with most of the words, and those that it lacks, as typed."""

    hit: Hit
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Nearly:
    """What follows the releases with all of the words: never counted, exported or fed.

    without: for each word that releases lack. hits: at most MOST_NEARLY, first those that have at least a part of
    each word or a related one, or are of the year that it names, then those with most of the words.
    total:   how many there are.
    """

    without: tuple[Without, ...]
    hits: tuple[Near, ...]
    total: int


def nearly(connection: sqlite3.Connection, found: Searched, kept: int, *, exact: bool = False) -> Nearly | None:
    """Releases within a set (`kept`) with most of the words, or parts of them and related ones unless `exact`.

    None where a query has operators or quotes, or is one word without parts and related ones.
    """
    terms = found.parsed.terms
    if not found.parsed.plain or len(terms) > _MOST_TERMS or found.matching.bit_count() >= LITTLE:
        return None
    sets = {term: postings_of(connection, found.corpus, found.expansions[term]).found & kept for term in terms}
    alike = {term: {} if exact else _alike(connection, term) for term in terms}
    in_place = {} if exact else {term: {**_parts(connection, term), **alike[term]} for term in terms}
    about = {
        term: union((sets[term], *(_found(connection, found, one) & kept for one in alike[term].values())))
        for term in terms
    }
    years = {term: 0 if exact else found.corpus.facets["year"].get(term.typed, 0) for term in terms}
    parts = {part: expansion for some in in_place.values() for part, expansion in some.items()}
    expansions = {**found.expansions, **parts}
    tree = Any((*terms, *parts))
    together = kept & ~found.matching if parts or any(years.values()) else 0
    for term, some in in_place.items():
        together &= union((sets[term], years[term], *(_found(connection, found, one) for one in some.values())))
    order = ordered(connection, found.corpus, Parsed(tree), expansions, together, MOST_NEARLY)
    without = list(_instead(connection, found, in_place, sets, together))
    seen, total = found.matching | together, together.bit_count()
    for missing in range(1, len(terms) // 2 + 1):
        together = 0
        for left_out in combinations(terms, missing):
            having, about_it = kept, kept
            for term in terms:
                if term not in left_out:
                    having &= sets[term]
                    about_it &= about[term]
            together |= about_it & ~seen
            if missing == 1 and (lacking := having & ~found.matching):
                rest = " ".join(term.typed for term in terms if term not in left_out)
                without.append(Without(left_out[0].typed, rest, lacking.bit_count()))
        order += ordered(connection, found.corpus, found.parsed, found.expansions, together, MOST_NEARLY)
        seen |= together
        total += together.bit_count()
        if found.matching.bit_count() + total >= LITTLE:
            break
    best = order[:MOST_NEARLY]
    if not best:
        return None
    shown = hits_of(connection, tree, expansions, found.corpus.rowids_of(best))
    lacks = [tuple(term.typed for term in terms if not sets[term] >> position & 1) for position in best]
    without.sort(key=lambda one: -one.releases)
    return Nearly(tuple(without), tuple(map(Near, shown, lacks)), total)


def _parts(connection: sqlite3.Connection, term: Term) -> dict[Term, Expansion]:
    """The nouns that a compound is made of, each as a word of a query."""
    if len(term.tokens) != 1 or term.prefix or term.shape or term.rows:
        return {}
    terms = tuple(Term(piece, tuple(tokens(piece))) for piece in dict.fromkeys(split.pieces(term.typed)))
    return expand(Parsed(All(terms)), WordList(connection)) if terms else {}


def _alike(connection: sqlite3.Connection, term: Term) -> dict[Term, Expansion]:
    """The words that mean about the same, each as a word of a query; of compounds only those that end with it."""
    if len(term.tokens) != 1 or term.prefix or term.shape or term.rows:
        return {}
    terms = tuple(Term(word, tuple(tokens(word))) for word in related(term.typed))
    found = expand(Parsed(All(terms)), WordList(connection)) if terms else {}
    return {one: _ending(expansion) for one, expansion in found.items()}


def _ending(expansion: Expansion) -> Expansion:
    heads = tuple(words[-1] for words in (*expansion.itself, *expansion.forms))
    return replace(expansion, parts=tuple(words for words in expansion.parts if words[-1].endswith(heads)))


def _found(connection: sqlite3.Connection, found: Searched, expansion: Expansion) -> int:
    return postings_of(connection, found.corpus, expansion).found


def _instead(
    connection: sqlite3.Connection,
    found: Searched,
    in_place: Mapping[Term, Mapping[Term, Expansion]],
    sets: Mapping[Term, int],
    new: int,
) -> Iterator[Without]:
    """For each part of a compound the query with it in place of the compound, and how many new releases that finds."""
    for term, parts in in_place.items():
        for part, expansion in parts.items():
            having = new & _found(connection, found, expansion)
            for other in in_place:
                having &= sets[other] if other is not term else having
            if having:
                rest = " ".join(part.typed if one is term else one.typed for one in in_place)
                yield Without(term.typed, rest, having.bit_count(), part.typed)
