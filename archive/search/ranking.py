"""Which releases match, and in what order.

A release costs, for each term, the level at which it matches (the word itself, a form, a part of a compound) and the
column (title, teaser, body), each at its best. Fewer levels come first, then fewer columns, then the newer release.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from archive.search.corpus import COLUMNS, Corpus
from archive.search.expand import Expansion
from archive.search.parse import Any, Node, Term

# (sum of levels, sum of columns) → the set of releases that cost this; the sets share no release
Tiers = dict[tuple[int, int], int]


def tiers(
    connection: sqlite3.Connection, corpus: Corpus, tree: Node | None, expansions: Mapping[Term, Expansion]
) -> Tiers:
    """The releases that a tree of terms finds, by what they cost; none for no tree."""
    if tree is None:
        return {}
    if isinstance(tree, Term):
        return term_tiers(connection, corpus, expansions[tree])
    if isinstance(tree, Any):
        return _cheapest(tiers(connection, corpus, node, expansions) for node in tree.nodes)
    ranked: Tiers = {(0, 0): corpus.everything}
    for node in tree.wanted:
        costs = tiers(connection, corpus, node, expansions)
        combined: dict[tuple[int, int], int] = defaultdict(int)
        for (levels, columns), releases in ranked.items():
            for (level, column), matching in costs.items():
                if both := releases & matching:
                    combined[levels + level, columns + column] |= both
        ranked = combined
    without = union(found for node in tree.excluded for found in tiers(connection, corpus, node, expansions).values())
    return {cost: left for cost, found in sorted(ranked.items()) if (left := found & ~without)}


def _cheapest(some: Iterable[Tiers]) -> Tiers:
    """Tiers of releases that are in any of some tiers, each at what it costs least."""
    together: dict[tuple[int, int], int] = defaultdict(int)
    for one in some:
        for cost, releases in one.items():
            together[cost] |= releases
    seen = 0
    found: Tiers = {}
    for cost, releases in sorted(together.items()):
        if new := releases & ~seen:
            found[cost] = new
            seen |= new
    return found


def term_tiers(connection: sqlite3.Connection, corpus: Corpus, expansion: Expansion) -> Tiers:
    """The releases that match one term, each in its best level and there in its best column."""
    seen = 0
    found: Tiers = {}
    for level, wanted in enumerate(expansion.levels):
        if not wanted:
            continue
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
