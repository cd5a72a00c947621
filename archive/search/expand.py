"""A German query → an FTS5 expression, in three levels: the word itself, its forms, compounds that hold it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from archive.search.parse import Parsed, Term, parse
from archive.search.parts import compounds
from archive.search.verbs import infinitives, verb_forms
from archive.search.wordlist import WordList
from archive.search.words import FUNCTION_WORDS, fold, stem

MOST_FORMS = 60
MOST_COMPOUNDS = 500
MOST_TERMS_WITH_COMPOUNDS = 6  # a longer query is a pasted sentence
_SHORTEST_SPLIT = 5
_LETTERS_BEFORE_HYPHENS = ("e", "u")  # E-Mail, U-Bahn
_LONGEST_WORD = 60  # no German word of an archive is longer; such a token stands for itself

Words = tuple[str, ...]


@dataclass(frozen=True)
class Expansion:
    """What stands for a term: alternatives of one or several words in a row, level by level, none twice.

    itself: the term as typed, and its other spellings; forms: inflected, female, joined or parted by hyphens;
    parts:  compounds that hold it.
    """

    term: Term
    itself: tuple[Words, ...]
    forms: tuple[Words, ...] = ()
    parts: tuple[Words, ...] = ()

    @property
    def levels(self) -> tuple[tuple[Words, ...], ...]:
        """The alternatives, the closest level first."""
        return (self.itself, self.forms, self.parts)


def expand(parsed: Parsed, words: WordList, *, exact: bool = False) -> list[Expansion]:
    """What stands for each term of a query; with `exact`, only the term itself."""
    most = MOST_COMPOUNDS if len(parsed.terms) <= MOST_TERMS_WITH_COMPOUNDS else 0
    return [
        Expansion(term, (term.tokens,)) if exact or term.phrase else _expanded(term, words, most)
        for term in parsed.terms
    ]


def expression(alternatives: Iterable[Words]) -> str:
    """An FTS5 expression that matches any of the alternatives; `""`, which matches nothing, for none."""
    return " OR ".join(f'"{" ".join(words)}"' for words in alternatives) or '""'


def german_query(connection: sqlite3.Connection, query: str | None) -> str:
    """The FTS5 expression that a German query means: for `releases_fts MATCH german_query('Strategie')` in SQL.

    Never an expression with a syntax error, whatever the query holds; a query without a word matches nothing.
    """
    return joined(expand(parse(query or ""), WordList(connection)))


def german_query_exact(query: str | None) -> str:
    """The FTS5 expression that matches the words of a query as typed, and only these; quotes still make phrases."""
    return joined([Expansion(term, (term.tokens,)) for term in parse(query or "", exact=True).terms])


def joined(expansions: Iterable[Expansion]) -> str:
    """The FTS5 expression that matches every term, at whatever level; one that matches nothing for no term."""
    return " AND ".join(f"({expression(w for level in e.levels for w in level)})" for e in expansions) or '""'


def _expanded(term: Term, words: WordList, most: int) -> Expansion:
    if any(len(token) > _LONGEST_WORD for token in term.tokens):
        return Expansion(term, (term.tokens,))
    if term.gendered:
        return _gendered(term, words, most)
    if len(term.tokens) > 1:
        return _hyphened(term, words, most)
    word = term.tokens[0]
    itself = _spellings(word, words)
    if fold(word) in FUNCTION_WORDS or not word.isalpha():
        return Expansion(term, itself)
    forms = _forms(word, words)
    apart = [*_apart(word, words), *_gendered_apart(word, words)]
    parts = compounds(word, forms, words, most)
    return _without_twins(term, itself, [*((form,) for form in forms), *apart], ((part,) for part in parts))


def _spellings(word: str, words: WordList) -> tuple[Words, ...]:
    return tuple((w,) for w in dict.fromkeys([word, *words.spelt_like(fold(word))]))


def _forms(word: str, words: WordList) -> list[str]:
    folded = fold(word)
    verbs = verb_forms(folded)
    for infinitive in words.known(infinitives(folded)):
        verbs |= verb_forms(infinitive)
    found = words.with_stem(stem(folded))
    for verb in sorted(words.known(verbs)):
        found += words.spelt_like(verb)
    return [form for form in dict.fromkeys(found) if fold(form) not in FUNCTION_WORDS][:MOST_FORMS]


def _hyphened(term: Term, words: WordList, most: int) -> Expansion:
    """E-Mail: the words in a row; written as one; the last word inflected (Covid-19-Pandemien)."""
    *before, last = term.tokens
    joined = "".join(term.tokens)
    forms: list[Words] = [(w,) for w in [*words.spelt_like(fold(joined)), *_forms(joined, words)]]
    if last.isalpha():
        forms += [(*before, form) for form in _forms(last, words)]
    return _without_twins(term, (term.tokens,), forms, ((p,) for p in compounds(joined, [], words, most)))


def _gendered(term: Term, words: WordList, most: int) -> Expansion:
    """Bürger*innen: as typed, then every form of male and female, then compounds; Bürger*innenrat in all spellings."""
    male, rest = term.tokens
    ending = rest.removeprefix("innen").removeprefix("in")
    if ending:
        singles = [male + rest, male + ending]
        forms = [f for single in singles for f in _forms(single, words)]
        return _without_twins(term, (term.tokens,), ((w,) for w in [*singles, *forms]), ())
    forms = [*_forms(male, words), *_forms(male + rest, words)]
    return _without_twins(
        term,
        (term.tokens, (male + rest,)),
        ((form,) for form in [male, *forms]),
        ((part,) for part in compounds(male, forms, words, most)),
    )


def _apart(word: str, words: WordList) -> list[Words]:
    """The ways in which a word may be written with a hyphen: Coronavirus, Corona-Virus."""
    if len(word) < _SHORTEST_SPLIT:
        return []
    starts = [at for at in range(1, len(word) - 2) if at > 2 or word[:at] in _LETTERS_BEFORE_HYPHENS]
    cuts = [(word[:at], word[at:]) for at in starts]
    known = words.known(fold(piece) for cut in cuts for piece in cut)
    return [cut for cut in cuts if all(fold(piece) in known and fold(piece) not in FUNCTION_WORDS for piece in cut)]


def _gendered_apart(word: str, words: WordList) -> list[Words]:
    """Bürgerversammlung in its gendered spellings: Bürger*innenversammlung, BürgerInnenversammlung."""
    cuts = [(word[:at], "innen" + word[at:]) for at in range(4, len(word) - 2)]
    known = words.known(fold(piece) for cut in cuts for piece in (*cut, "".join(cut)))
    found: list[Words] = [cut for cut in cuts if all(fold(piece) in known for piece in cut)]
    return found + [("".join(cut),) for cut in cuts if fold("".join(cut)) in known]


def _without_twins(term: Term, itself: Iterable[Words], forms: Iterable[Words], parts: Iterable[Words]) -> Expansion:
    seen: set[Words] = set()
    levels: list[tuple[Words, ...]] = []
    for level in (itself, forms, parts):
        new = [w for w in dict.fromkeys(level) if w not in seen]
        seen.update(new)
        levels.append(tuple(new))
    return Expansion(term, *levels)
