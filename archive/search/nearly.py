"""Releases with most words of a query, for queries whose words together find little."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from archive.search.corpus import Corpus
from archive.search.expand import Expansion
from archive.search.hits import Hit, hits_of
from archive.search.parse import Any, Parsed, Term
from archive.search.ranking import ordered, postings_of

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
    """A word that is left out: the query that remains, and how many releases have all the rest but not this word."""

    typed: str
    query: str
    releases: int


@dataclass(frozen=True)
class Near:
    """A release with most of the words, and those that it lacks, as typed."""

    hit: Hit
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Nearly:
    """What follows the releases with all of the words: never counted, exported or fed.

    without: for each word that releases lack. hits: at most MOST_NEARLY, those with most of the words first.
    total:   how many there are.
    """

    without: tuple[Without, ...]
    hits: tuple[Near, ...]
    total: int


def nearly(connection: sqlite3.Connection, found: Searched, kept: int) -> Nearly | None:
    """Releases within a set (`kept`) with most of the words; None where a query has operators, quotes or one word."""
    terms = found.parsed.terms
    if not found.parsed.plain or not 1 < len(terms) <= _MOST_TERMS or found.matching.bit_count() >= LITTLE:
        return None
    sets = {term: postings_of(connection, found.corpus, found.expansions[term]).found & kept for term in terms}
    seen = found.matching
    order: list[int] = []
    without: list[Without] = []
    total = 0
    for missing in range(1, len(terms) // 2 + 1):
        together = 0
        for left_out in combinations(terms, missing):
            having = kept
            for term in terms:
                if term not in left_out:
                    having &= sets[term]
            new = having & ~seen
            together |= new
            if missing == 1 and new:
                rest = " ".join(term.typed for term in terms if term not in left_out)
                without.append(Without(left_out[0].typed, rest, new.bit_count()))
        order += ordered(connection, found.corpus, found.parsed, found.expansions, together)
        seen |= together
        total += together.bit_count()
        if found.matching.bit_count() + total >= LITTLE:
            break
    best = order[:MOST_NEARLY]
    if not best:
        return None
    shown = hits_of(connection, Any(terms), found.expansions, found.corpus.rowids_of(best))
    lacks = [tuple(term.typed for term in terms if not sets[term] >> position & 1) for position in best]
    without.sort(key=lambda one: -one.releases)
    return Nearly(tuple(without), tuple(map(Near, shown, lacks)), total)
