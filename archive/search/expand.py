"""A German query → an FTS5 expression, in three levels: the word itself, its forms, compounds that hold it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product

from archive.search.dictionary import capital
from archive.search.dots import otherwise_dotted, with_dots
from archive.search.forms import Meaning, forms_meant, forms_of, meaning, nouns_of_verb, same_rows, separated_forms
from archive.search.parse import All, Any, Node, Parsed, Term, parse
from archive.search.signs import other_numbers, stands_for_itself
from archive.search.verbs import Separated
from archive.search.wordlist import WordList
from archive.search.words import FUNCTION_WORDS, fold, is_grammar, plain

MOST_COMPOUNDS = 500
MOST_BEGINNING = 300
MOST_TERMS_WITH_COMPOUNDS = 6  # longer queries are pasted sentences
_SHORTEST_SPLIT = 5
_LETTERS_BEFORE_HYPHENS = ("e", "u")  # E-Mail, U-Bahn
_LONGEST_WORD = 60  # no German word is longer; longer tokens are not expanded
_LETTERS_AND_DIGITS = re.compile(r"([a-zß]+)(\d+)|(\d+)([a-zß]+)")  # A5, Covid19, 17jährige
_LONGEST_INITIALS = 5
_MOST_SPELLINGS = 16  # of a row of words
_WORD = re.compile(r"[^\W_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NUMBER = re.compile(r"[1-9]\d{3,8}")

Words = tuple[str, ...]
NOTHING = '""'


@dataclass(frozen=True)
class Expansion:
    """The alternatives for a term: one or several words in a row, level by level, without repeats.

    itself: the term as typed, and its other spellings; forms: inflected, female, joined or parted by hyphens;
    parts:  compounds that hold it, nouns for what a verb does, other dots (Muller, Müller)
    apart:  forms of a verb with its prefix apart.
    """

    term: Term
    itself: tuple[Words, ...]
    forms: tuple[Words, ...] = ()
    parts: tuple[Words, ...] = ()
    apart: tuple[Separated, ...] = ()

    @property
    def levels(self) -> tuple[str, str, str]:
        """An FTS5 expression for each level, the closest first; empty where a level has nothing."""
        itself = [_row(words) for words in self.itself]
        if self.term.prefix:
            itself.insert(0, f'"{self.term.tokens[0]}" *')
        telling = [_near(one) for one in self.apart if one.telling]
        others = [_near(one) for one in self.apart if not one.telling]
        return (
            " OR ".join(itself),
            " OR ".join([*map(_row, self.forms), *telling]),
            " OR ".join([*map(_row, self.parts), *others]),
        )

    def more_than_words(self, *, narrow: bool = False) -> tuple[str, str, str]:
        """Of each level an FTS5 expression for what is no single word; empty where there is none."""
        itself, forms, parts = (
            [_row(words) for words in level if len(words) > 1] for level in (self.itself, self.forms, self.parts)
        )
        if self.term.prefix:
            itself.insert(0, f'"{self.term.tokens[0]}" *')
        telling = [_near(one) for one in self.apart if one.telling]
        others = [_near(one) for one in self.apart if not one.telling]
        wide = [] if narrow else [*parts, *others]
        return " OR ".join(itself), " OR ".join([*forms, *telling]), " OR ".join(wide)

    def among(self, there: set[str]) -> Expansion:
        """Only the alternatives that can match a text with these tokens."""
        itself, forms, parts = (
            tuple(words for words in level if there.issuperset(words))
            for level in (self.itself, self.forms, self.parts)
        )
        return Expansion(self.term, itself, forms, parts, tuple(o for o in self.apart if {o.form, o.prefix} <= there))


def expand(parsed: Parsed, words: WordList, *, exact: bool = False) -> dict[Term, Expansion]:
    """The alternatives for each term of a query; with `exact`, only the term itself."""
    terms = parsed.all_terms
    most = MOST_COMPOUNDS if len(terms) <= MOST_TERMS_WITH_COMPOUNDS else 0
    return {
        term: _itself(term) if exact or term.field or _too_long(term) else _expanded(term, words, most)
        for term in terms
    }


def german_query(connection: sqlite3.Connection, query: str | None, *, fields: bool = True) -> str:
    """The FTS5 expression that a German query means: for `releases_fts MATCH german_query('Strategie')` in SQL.

    fields: whether the index has the columns of `releases_fts`; others take the words of a field anywhere.
    Never an expression with a syntax error, whatever the query holds; a query without a word matches nothing.
    """
    parsed = parse(query or "")
    return joined(parsed.tree, expand(parsed, WordList(connection)), fields=fields)


def german_query_exact(query: str | None) -> str:
    """The FTS5 expression that matches the words of a query as typed, and only these; quotes still make phrases."""
    parsed = parse(query or "", exact=True)
    return joined(parsed.tree, {term: _itself(term) for term in parsed.all_terms})


def joined(tree: Node | None, expansions: Mapping[Term, Expansion], *, fields: bool = True) -> str:
    """The FTS5 expression of a tree, its terms at whatever level; one that matches nothing for no tree.

    fields: whether the index has columns of its own for fields; without, their words stand anywhere.

    The index knows no persons, author codes and the like: a field beside words restricts nothing here.
    """
    match tree:
        case None:
            return NOTHING
        case Term() if tree.field and fields:
            return NOTHING
        case Term():
            expression = " OR ".join(filter(None, expansions[tree].levels)) or NOTHING
            return f"{{{tree.column}}} : ({expression})" if tree.column and fields else expression
        case Any():
            return " OR ".join(f"({joined(node, expansions, fields=fields)})" for node in tree.nodes)
        case All():
            nodes = [node for node in tree.wanted if not (fields and isinstance(node, Term) and node.field)]
            wanted = " AND ".join(f"({joined(node, expansions, fields=fields)})" for node in nodes) or NOTHING
            narrow = {term: replace(one, parts=()) for term, one in expansions.items()}
            excluded = " OR ".join(f"({joined(node, narrow, fields=fields)})" for node in tree.excluded)
            return f"({wanted}) NOT ({excluded})" if excluded else wanted


def _row(words: Words) -> str:
    return f'"{" ".join(words)}"'


def _near(one: Separated) -> str:
    return f'NEAR("{one.form}" "{one.prefix}", {one.apart})'


def _itself(term: Term) -> Expansion:
    return Expansion(term, () if term.prefix else (term.tokens,))


def _too_long(term: Term) -> bool:
    return any(len(token) > _LONGEST_WORD for token in term.tokens)


def _expanded(term: Term, words: WordList, most: int) -> Expansion:
    if term.phrase:
        return _without_twins(term, _spelt_rows(term.tokens, words), (), ())
    if term.rows:
        return _without_twins(term, term.rows, (), ())
    if term.shape:
        return Expansion(term, tuple((w,) for w in words.shaped(term.shape, MOST_BEGINNING)))
    if term.verb:
        meant = Meaning(frozenset(), frozenset({term.verb}))
        nouns = ((noun,) for noun in nouns_of_verb(meant, words))
        return _without_twins(
            term, (term.tokens,), ((form,) for form in forms_meant(meant, words)), nouns, separated_forms(meant, words)
        )
    if term.gendered:
        return _gendered(term, words, most)
    if len(term.tokens) > 1:
        return _hyphened(term, words, most)
    word = term.tokens[0]
    if term.prefix:
        folded = fold(word)
        beginning = words.beginning(folded, MOST_BEGINNING) or words.dotted(folded, MOST_BEGINNING, beginning=True)
        return Expansion(term, tuple((w,) for w in beginning if not w.startswith(word)))
    return _word(term, term.typed, word, words, most)


def _word(term: Term, typed: str, word: str, words: WordList, most: int) -> Expansion:
    itself = [(word,), *((w,) for w in words.spelt_like(fold(word)))]
    same = same_rows(word, words)
    if stands_for_itself(typed):
        return _without_twins(term, same, (), ())
    if typed.isupper() and 1 < len(word) <= _LONGEST_INITIALS:
        same.append(tuple(word))  # U.S.A.
    if is_grammar(fold(word)) or not word.isalpha():
        return _without_twins(term, itself, [*same, *_parted_digits(word), *other_numbers((word,), typed)], ())
    meant = meaning(typed, word, words)
    forms = forms_of(typed, word, words)
    apart = [*_apart(typed, word, words), *_gendered_apart(word, words)]
    parts = [*otherwise_dotted(fold(word), words), *nouns_of_verb(meant, words), *_compounds(meant, words, most)]
    own = _without_twins(
        term,
        itself,
        [*same, *((form,) for form in forms), *apart],
        ((part,) for part in parts),
        separated_forms(meant, words),
    )
    if words.releases([word, *forms]):
        return own
    return _together([own, *(_word(term, way, plain(way), words, most) for way in with_dots(typed, words))])


def _together(ways: list[Expansion]) -> Expansion:
    """What a word may mean in several ways, as one."""
    if len(ways) == 1:
        return ways[0]
    itself, forms, parts = (
        [words for level in levels for words in level]
        for levels in zip(*((way.itself, way.forms, way.parts) for way in ways), strict=True)
    )
    return _without_twins(ways[0].term, itself, forms, parts, dict.fromkeys(one for way in ways for one in way.apart))


def _spelt_rows(row: Words, words: WordList) -> list[Words]:
    """A row of words in all spellings that occur (Rene, René; Gruesse, Grüße), as typed first."""
    ways = [dict.fromkeys((word, *words.spelt_like(fold(word)))) for word in row]
    return list(islice(product(*ways), _MOST_SPELLINGS))


def _compounds(meant: Meaning, words: WordList, most: int) -> list[str]:
    return words.made_of(meant.nouns, most) if most and meant.nouns else []


def _hyphened(term: Term, words: WordList, most: int) -> Expansion:
    """E-Mail: the words in a row; written as one; the last word inflected or in front of another (E-Mail-Adressen)."""
    *before, last = term.tokens
    joined = "".join(term.tokens)
    printed = _WORD.findall(term.typed)
    typed_last, typed_joined = capital(printed[-1]), capital("".join(printed))
    if not any(token.isalpha() for token in term.tokens):
        thousands = [(joined,)] if _THOUSANDS.fullmatch(term.typed) else []
        return _without_twins(term, (term.tokens,), [*thousands, *other_numbers(term.tokens, term.typed)], ())
    forms: list[Words] = [(w,) for w in [*words.spelt_like(fold(joined)), *forms_of(typed_joined, joined, words)]]
    rows = _spelt_rows(term.tokens, words)
    if last.isalpha():
        forms += [(*before, form) for form in forms_of(typed_last, last, words)]
        forms += [(*before[:at], before[at] + before[at + 1], *before[at + 2 :], last) for at in range(len(before) - 1)]
        forms += same_rows(joined, words)
    parts: list[Words] = [(part,) for part in _compounds(meaning(typed_joined, joined, words), words, most)]
    parts += [
        (*before, part) for part in _compounds(meaning(typed_last, last, words), words, most) if part.startswith(last)
    ]
    return _without_twins(term, rows, forms, parts)


def _gendered(term: Term, words: WordList, most: int) -> Expansion:
    """Bürger*innen: as typed, then every form of male and female, then compounds; Bürger*innenrat in all spellings."""
    male, rest = term.tokens
    typed = capital(term.typed[: len(male)])  # with its umlauts, which tokens lack
    ending = rest.removeprefix("innen").removeprefix("in")
    if ending:
        singles = [male + rest, male + ending]
        forms = [f for single in singles for f in forms_of(typed + single[len(male) :], single, words)]
        return _without_twins(term, (term.tokens,), ((w,) for w in [*singles, *forms]), ())
    meant = meaning(typed, male, words)
    forms = [f for single in (male, male + rest) for f in forms_of(typed + single[len(male) :], single, words)]
    return _without_twins(
        term,
        (term.tokens, (male + rest,)),
        ((form,) for form in [male, *forms]),
        ((part,) for part in _compounds(meant, words, most)),
    )


def _apart(typed: str, word: str, words: WordList) -> list[Words]:
    """The ways in which a word may be written with a hyphen, its end in every form: Coronavirus, Corona-Viren."""
    if len(word) < (_SHORTEST_SPLIT - typed.isupper()):
        return []
    starts = [at for at in range(1, len(word) - 2) if at > 2 or word[:at] in _LETTERS_BEFORE_HYPHENS or typed.isupper()]
    known = words.known(fold(word[:at]) for at in starts)
    cuts = [(word[:at], word[at:]) for at in starts if fold(word[:at]) in known]
    return [
        (before, form)
        for before, last in cuts
        if fold(before) not in FUNCTION_WORDS and fold(last) not in FUNCTION_WORDS
        for form in dict.fromkeys([*words.spelt_like(fold(last)), *forms_of(capital(typed[-len(last) :]), last, words)])
    ]


def _parted_digits(word: str) -> list[Words]:
    """A5 as A 5, 1000 as 1.000."""
    if found := _LETTERS_AND_DIGITS.fullmatch(word):
        return [tuple(group for group in found.groups() if group)]
    if _NUMBER.fullmatch(word):
        return [tuple(f"{int(word):,}".split(","))]
    return []


def _gendered_apart(word: str, words: WordList) -> list[Words]:
    """Bürgerversammlung in its gendered spellings: Bürger*innenversammlung, BürgerInnenversammlung."""
    cuts = [(word[:at], "innen" + word[at:]) for at in range(4, len(word) - 2)]
    known = words.known(fold(piece) for cut in cuts for piece in (*cut, "".join(cut)))
    found: list[Words] = [cut for cut in cuts if all(fold(piece) in known for piece in cut)]
    return found + [("".join(cut),) for cut in cuts if fold("".join(cut)) in known]


def _without_twins(
    term: Term,
    itself: Iterable[Words],
    forms: Iterable[Words],
    parts: Iterable[Words],
    apart: Iterable[Separated] = (),
) -> Expansion:
    first = tuple(dict.fromkeys(itself))
    second = tuple(words for words in dict.fromkeys(forms) if words not in first)
    seen = {*first, *second}
    return Expansion(
        term, first, second, tuple(words for words in dict.fromkeys(parts) if words not in seen), tuple(apart)
    )
