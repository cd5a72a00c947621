"""What a person typed → terms that must all occur."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.search.words import FUNCTION_WORDS, fold, tokens

MOST_CHARACTERS = 1000
MOST_TERMS = 16
_QUOTES = re.compile('["„“”«»‟]')
# Bürger*innen, Bürger:innen, Bürger_innen, Bürger/-innen, Bürger(innen); BürgerInnen is told by its capital.
_GENDERED = re.compile(r"(?<=\w)(?:[*:_·]|/-?|\(-?)(?=in(?:nen)?\b)|(?<=[a-zäöüß])(?=I(?:n|nnen)\b)")
_GENDERED_COMPOUND = re.compile(r"(?<=\w)[*:_·](?=innen\w)|(?<=[a-zäöüß])(?=Innen\w)")
_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR", "UND", "ODER"})


@dataclass(frozen=True)
class Term:
    """One thing to find.

    typed:    as the person wrote it, without the marks.
    tokens:   what the index makes of it; several for a phrase or a word with hyphens.
    phrase:   written in quotes, so nothing stands for it but itself.
    gendered: tokens are the male form and the rest (`innen`, `innenversammlung`).
    """

    typed: str
    tokens: tuple[str, ...]
    phrase: bool = False
    gendered: bool = False


@dataclass(frozen=True)
class Parsed:
    """A query: its terms; words of grammar that are not asked for; whether it was cut at a limit."""

    terms: tuple[Term, ...]
    left_out: tuple[str, ...] = ()
    cut: bool = False


def parse(query: str, *, exact: bool = False) -> Parsed:
    """Read a query. Quotes make phrases; a quote that is never closed ends with the query; all other signs part words.

    Words of grammar are left out beside words of content, unless `exact`. At most MOST_CHARACTERS are read and
    MOST_TERMS kept. Nothing is an operator: AND, OR, NOT and NEAR in capitals are left out.
    """
    text = query[:MOST_CHARACTERS]
    found: list[Term] = []
    for number, piece in enumerate(_QUOTES.split(text)):
        if number % 2:
            if words := tuple(tokens(piece)):
                found.append(Term(" ".join(piece.split()), words, phrase=True))
        else:
            found += [term for typed in piece.split() if (term := _term(typed)) and typed not in _OPERATORS]
    left_out: list[str] = []
    if not exact:
        content = [t for t in found if t.phrase or fold(t.tokens[-1]) not in FUNCTION_WORDS or len(t.tokens) > 1]
        if content:
            left_out = [t.typed for t in found if t not in content]
            found = content
    unique = tuple(dict.fromkeys(found))
    return Parsed(unique[:MOST_TERMS], tuple(left_out), len(query) > MOST_CHARACTERS or len(unique) > MOST_TERMS)


def _term(typed: str) -> Term | None:
    for pattern in (_GENDERED, _GENDERED_COMPOUND):
        parted, count = pattern.subn("\n", typed)
        words = tokens(parted)
        if count == 1 and len(words) == 2 and words[1].startswith("in"):
            return Term(_shown(typed), tuple(words), gendered=True)
    words = tokens(typed)
    return Term(_shown(typed), tuple(words)) if words else None


def _shown(typed: str) -> str:
    return re.sub(r"^\W+|[^\w)]+$", "", typed)
