"""Which releases match, and in what order.

First those in which the words of the query stand in a row as typed, then those in which they stand near each other,
then by BM25 over title, teaser and body, in which a form counts a little less than the word itself and a compound much
less; between equals the newer release.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from itertools import islice, product

import numpy as np

from archive.search.corpus import COLUMNS, Corpus, Postings
from archive.search.expand import Expansion
from archive.search.parse import All, Any, Node, Parsed, Term

# What an occurrence of the word itself, of a form, and of a compound counts.
_OF_LEVEL = (1.0, 0.8, 0.3)
_APART = 6  # words between words that stand near each other
_MOST_WAYS = 48  # combinations of forms that are tried near each other
_FORMS_NEAR = 6
_NEAREST_TERMS = 5  # a longer query is a pasted sentence
_ROW, _NEAR = 20_000, 10_000  # more than any sum of BM25 for words in a row, and near each other


def postings_of(
    connection: sqlite3.Connection, corpus: Corpus, expansion: Expansion, *, narrow: bool = False
) -> Postings:
    """Where a term stands; with `narrow` without the compounds that hold it."""
    rows = (expansion.itself, expansion.forms, () if narrow else expansion.parts)
    levels = [
        (weight, [words[0] for words in row if len(words) == 1], expression)
        for weight, row, expression in zip(_OF_LEVEL, rows, expansion.more_than_words(narrow=narrow), strict=True)
    ]
    columns = (expansion.term.column,) if expansion.term.column else COLUMNS
    return corpus.postings(connection, levels, columns)


def matching(
    connection: sqlite3.Connection, corpus: Corpus, tree: Node | None, expansions: Mapping[Term, Expansion]
) -> int:
    """The set of releases that a tree of terms finds; empty for no tree. What is excluded excludes no compounds."""
    match tree:
        case None:
            return 0
        case Term() if tree.field:
            return corpus.having(tree.field, tree.tokens)
        case Term():
            return postings_of(connection, corpus, expansions[tree]).found
        case Any():
            return union(matching(connection, corpus, node, expansions) for node in tree.nodes)
        case All():
            found = corpus.everything
            for node in tree.wanted:
                found &= matching(connection, corpus, node, expansions)
            return found & ~union(_excluded(connection, corpus, node, expansions) for node in tree.excluded)


def _excluded(connection: sqlite3.Connection, corpus: Corpus, node: Node, expansions: Mapping[Term, Expansion]) -> int:
    if isinstance(node, Term):
        if node.field:
            return corpus.having(node.field, node.tokens)
        return postings_of(connection, corpus, expansions[node], narrow=True).found
    if isinstance(node, Any):
        return union(_excluded(connection, corpus, inner, expansions) for inner in node.nodes)
    found = corpus.everything
    for inner in node.wanted:
        found &= _excluded(connection, corpus, inner, expansions)
    return found & ~union(_excluded(connection, corpus, inner, expansions) for inner in node.excluded)


def ordered(
    connection: sqlite3.Connection,
    corpus: Corpus,
    parsed: Parsed,
    expansions: Mapping[Term, Expansion],
    found: int,
    most: int,
) -> list[int]:
    """At most so many positions of a set of releases, those that a query means most, the best first."""
    if not found:
        return []
    scores = np.zeros(len(corpus.rowids))
    for term in (term for term in parsed.terms if not term.field):
        scores += postings_of(connection, corpus, expansions[term]).weights
    near_each_other = near(connection, corpus, parsed, expansions) & found
    exactly = 0
    if len(parsed.row) > 1:
        exactly = corpus.matching(connection, '"' + " ".join(parsed.row) + '"') & found
    for together, more in ((exactly, _ROW), (near_each_other & ~exactly, _NEAR)):
        if together:
            scores[corpus.members(together)] += more
    positions = np.flatnonzero(corpus.members(found))
    if most < len(positions):
        last_shown = np.partition(scores[positions], -most)[-most]
        positions = positions[scores[positions] >= last_shown]
    best: list[int] = positions[np.argsort(-scores[positions], kind="stable")][:most].tolist()  # of equals the newer
    return best


def near(connection: sqlite3.Connection, corpus: Corpus, parsed: Parsed, expansions: Mapping[Term, Expansion]) -> int:
    """The set of releases in which all words of a plain query stand near each other, in whatever forms."""
    if not 1 < len(parsed.terms) <= _NEAREST_TERMS or not parsed.plain:
        return 0
    ways = [
        [" ".join(words) for words in (*expansions[term].itself, *expansions[term].forms)[:_FORMS_NEAR]]
        for term in parsed.terms
    ]
    rows = islice(product(*ways), _MOST_WAYS)
    near_each_other = (" ".join(f'"{words}"' for words in row) for row in rows)
    expression = " OR ".join(f"NEAR({row}, {_APART})" for row in near_each_other)
    return corpus.matching(connection, expression) if expression else 0


def union(sets: Iterable[int]) -> int:
    """The set of what is in any of the sets."""
    together = 0
    for one in sets:
        together |= one
    return together
