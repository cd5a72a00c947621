"""Which releases match, and in what order.

A release costs, for each term, the level at which it matches (the word itself, a form, a part of a compound) and the
column (title, teaser, body), each at its best. Fewer levels come first, then fewer columns, then the newer release.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from archive.search.corpus import COLUMNS, Corpus
from archive.search.expand import Expansion, expression

# (sum of levels, sum of columns) → the set of releases that cost this; the sets share no release
Tiers = dict[tuple[int, int], int]


def tiers(connection: sqlite3.Connection, corpus: Corpus, expansions: Iterable[Expansion], within: int) -> Tiers:
    """The releases of a set that match every term, by what they cost; all of the set for no term."""
    ranked: Tiers = {(0, 0): within}
    for expansion in expansions:
        costs = term_tiers(connection, corpus, expansion)
        combined: dict[tuple[int, int], int] = defaultdict(int)
        for (levels, columns), releases in ranked.items():
            for (level, column), matching in costs.items():
                if both := releases & matching:
                    combined[levels + level, columns + column] |= both
        ranked = dict(combined)
    return dict(sorted(ranked.items()))


def term_tiers(connection: sqlite3.Connection, corpus: Corpus, expansion: Expansion) -> Tiers:
    """The releases that match one term, each in its best level and there in its best column."""
    seen = 0
    found: Tiers = {}
    for level, alternatives in enumerate(expansion.levels):
        if not alternatives:
            continue
        wanted = expression(alternatives)
        for number, column in enumerate(COLUMNS):
            if new := corpus.matching(connection, column, wanted) & ~seen:
                found[level, number] = new
                seen |= new
    return found


def union(sets: Iterable[int]) -> int:
    """The set of what is in any of the sets."""
    together = 0
    for one in sets:
        together |= one
    return together
