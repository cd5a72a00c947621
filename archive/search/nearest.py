"""Help for a search that finds nothing: which words are known, and which known words are near."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.search.corpus import Corpus
from archive.search.expand import Expansion
from archive.search.parse import Term
from archive.search.ranking import term_tiers, union
from archive.search.wordlist import WordList
from archive.search.words import fold

MOST_NEAREST = 5
_CANDIDATES = 60
_LEAST_LIKENESS = 0.7
_MARK = "\ue000"


@dataclass(frozen=True)
class TermHelp:
    """A term, how many releases it finds alone, and for one that finds none, near words as the releases print them."""

    term: Term
    releases: int
    nearest: tuple[str, ...] = ()


def term_help(connection: sqlite3.Connection, corpus: Corpus, expansions: Iterable[Expansion]) -> tuple[TermHelp, ...]:
    """What each term finds alone."""
    found: list[TermHelp] = []
    for expansion in expansions:
        count = union(term_tiers(connection, corpus, expansion).values()).bit_count()
        near = () if count else _nearest(connection, expansion.term)
        found.append(TermHelp(expansion.term, count, near))
    return tuple(found)


def _nearest(connection: sqlite3.Connection, term: Term) -> tuple[str, ...]:
    folded = fold("".join(term.tokens))[:60]
    likeness = SequenceMatcher(b=folded, autojunk=False)
    rated: list[tuple[float, int, str]] = []
    for word, candidate, releases in WordList(connection).sharing_trigrams(folded, _CANDIDATES):
        likeness.set_seq1(candidate)
        if (ratio := likeness.ratio()) >= _LEAST_LIKENESS:
            rated.append((-ratio, -releases, word))
    return tuple(dict.fromkeys(printed(connection, word) for _, _, word in sorted(rated)[:MOST_NEAREST]))


def printed(connection: sqlite3.Connection, word: str) -> str:
    """A word of the word list as some release prints it (`burger`: Bürger)."""
    row = connection.execute(
        "SELECT snippet(releases_fts, -1, ?, ?, '', 1) FROM releases_fts WHERE releases_fts MATCH ? LIMIT 1",
        (_MARK, _MARK, f'"{word}"'),
    ).fetchone()
    pieces = row[0].split(_MARK) if row else []
    return pieces[1] if len(pieces) > 1 else word
