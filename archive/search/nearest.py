"""Help for a search that finds nothing: what its words find alone, their parts, and known words that are near."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from archive.search import split
from archive.search.corpus import Corpus
from archive.search.expand import Expansion, expand
from archive.search.parse import Parsed, Term
from archive.search.ranking import postings_of
from archive.search.wordlist import WordList
from archive.search.words import fold, stem, tokens, without_dots

MOST_NEAREST = 5
_CANDIDATES = 60
_LONGEST = 60
# Typing errors that are allowed in words of up to so many letters: „Brüke“, „Oberbürgermiester“.
_SLIPS = ((6, 1), (12, 2), (_LONGEST, 3))
_RARE, _OFTENER = 2, 5  # releases of a rare word, and how many times more have the near one
_MARK = "\ue000"


@dataclass(frozen=True)
class Part:
    """A part of a word, as the releases print it, and how many releases it finds."""

    word: str
    releases: int


@dataclass(frozen=True)
class TermHelp:
    """A term and how many releases it finds alone.

    For one that finds none: near words as printed, or else those of its parts that find some.
    """

    term: Term
    releases: int
    nearest: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def term_help(connection: sqlite3.Connection, corpus: Corpus, expansions: Iterable[Expansion]) -> tuple[TermHelp, ...]:
    """The number of releases that each term finds alone, and help for those that find none."""
    found: list[TermHelp] = []
    for expansion in expansions:
        term = expansion.term
        if count := _releases(connection, corpus, expansion):
            found.append(TermHelp(term, count))
        elif term.phrase or term.prefix:
            found.append(TermHelp(term, 0))
        else:
            folded = fold("".join(term.tokens))[:_LONGEST]
            near = _nearest(connection, folded)
            found.append(TermHelp(term, 0, near, () if near else _parts(connection, corpus, term.typed)))
    return tuple(found)


def meant(connection: sqlite3.Connection, corpus: Corpus, expansions: Iterable[Expansion]) -> tuple[TermHelp, ...]:
    """Words that are rare beside near ones that are not: „Meinten Sie …“."""
    found: list[TermHelp] = []
    for expansion in expansions:
        term = expansion.term
        if term.phrase or term.prefix or term.shape or term.rows or term.field or len(term.tokens) != 1:
            continue
        if not 0 < (count := _releases(connection, corpus, expansion)) <= _RARE:
            continue
        own = {words[0] for words in (*expansion.itself, *expansion.forms)}
        near = _nearest(connection, fold(term.tokens[0])[:_LONGEST], at_least=count * _OFTENER, without=own)
        if near:
            found.append(TermHelp(term, count, near))
    return tuple(found)


def _releases(connection: sqlite3.Connection, corpus: Corpus, expansion: Expansion) -> int:
    if expansion.term.field:
        return corpus.having(expansion.term.field, expansion.term.tokens).bit_count()
    return postings_of(connection, corpus, expansion).found.bit_count()


def _nearest(
    connection: sqlite3.Connection, folded: str, *, at_least: int = 1, without: frozenset[str] | set[str] = frozenset()
) -> tuple[str, ...]:
    bare = without_dots(folded)  # dots that are missing are no slip
    most = next(slips for length, slips in _SLIPS if len(bare) <= length)
    rated: list[tuple[int, int, str, str]] = []
    for word, candidate, releases in WordList(connection).sharing_trigrams(bare, _CANDIDATES):
        if releases < at_least or word in without:
            continue
        if abs(len(candidate) - len(bare)) <= most and (slips := _distance(bare, without_dots(candidate))) <= most:
            rated.append((slips, -releases, word, stem(candidate)))
    best: dict[str, str] = {}
    for _, _, word, of_stem in sorted(rated):
        best.setdefault(of_stem, word)
    return tuple(dict.fromkeys(printed(connection, word) for word in list(best.values())[:MOST_NEAREST]))


def _distance(one: str, other: str) -> int:
    """Letters that are missing, too many, wrong, or change places with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _parts(connection: sqlite3.Connection, corpus: Corpus, typed: str) -> tuple[Part, ...]:
    words = WordList(connection)
    found: dict[str, Part] = {}
    for piece in split.pieces(typed):
        token = tokens(piece)[0]
        term = Term(piece, (token,))
        if count := _releases(connection, corpus, expand(Parsed(term), words)[term]):
            found.setdefault(piece, Part(piece, count))
    return tuple(found.values())


def printed(connection: sqlite3.Connection, word: str) -> str:
    """A word of the word list as some release prints it (`burger`: Bürger)."""
    row = connection.execute(
        "SELECT snippet(releases_fts, -1, ?, ?, '', 1) FROM releases_fts WHERE releases_fts MATCH ? LIMIT 1",
        (_MARK, _MARK, f'"{word}"'),
    ).fetchone()
    pieces = row[0].split(_MARK) if row else []
    return pieces[1] if len(pieces) > 1 else word
