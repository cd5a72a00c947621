"""Splits compounds into nouns. This is done once for each word of the word list, when the index is built.

A noun is cut into nouns, with the signs that may stand between them (Schul-hof, Arbeit-s-amt, Kind-er-garten), and
into what stands in front of nouns only (Fahr-karte, Groß-markt). The nouns are those of `lexicon.toml`, and those of
the dictionary that have four letters or more; the cut whose parts cost least counts. Verbs, adjectives and names of
people and towns are no compounds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from archive.search.dictionary import first_names, is_infinitive, is_name, male, may_be_noun
from archive.search.dictionary import noun as noun_of
from archive.search.dictionary import other as other_of
from archive.search.keys import noun_key
from archive.search.words import FUNCTION_WORDS, PARTICLES, SUFFIXES, fold, plain

SHORTEST_PART = 3  # but for listed nouns (Öl-bad)
_LONGEST_WORD = 50
_SHORTEST_FROM_DICTIONARY, _SHORTEST_BESIDE_KNOWN = 4, 5
_SHORTEST_NAME = 4
# The cost of a part: from the lexicon, from the dictionary, and per letter by which the latter is shorter than eight.
_LISTED, _IN_DICTIONARY, _FOR_SHORT, _LONG = 10, 14, 2, 8
_ABSTRACT = ("heit", "keit", "ung", "schaft", "tum", "ismus", "ion", "tät", "ik", "nis", "wesen")
_FOR_NAME = 60
_LONG_ENOUGH = 99
_DOING = re.compile(r"(\w+n)d(?:e[nrs]?)")
_FEMALE = re.compile(r"(?<=\w{4})innen$")
_GREEK = re.compile(r"\w+ogra(?:f|ph)(?:en|in|innen|s)?")  # Biograf is no count
_MOST = 100
# Nouns that take an -s before another although they have none in the genitive: Zeitung-s-rat, Arbeit-s-amt.
_TAKES_S = (
    "ung", "heit", "keit", "schaft", "ion", "tat", "tät", "tum", "ling", "ing", "kunft", "arbeit", "geburt", "armut",
    "macht", "sicht", "flucht", "haft", "nacht", "weihnacht", "fahrt", "bund", "wirtschaft", "hochzeit", "antwort",
    "unterkunft", "anstalt", "andacht", "geschwulst", "miet", "kraft",
)  # fmt: skip


@dataclass(frozen=True)
class _Part:
    """A piece of a word.

    key, noun: of the noun that it is; empty for other words. cost: see above. size: letters of the shortest form of a
    noun that only the dictionary knows.
    """

    key: str
    noun: str
    cost: int
    size: int = _LONG_ENOUGH


_Cut = tuple[tuple[int, _Part], ...]  # for each part where it ends and what it is


def parts(printed: str) -> list[str]:
    """The keys of the nouns that a noun, as printed, is made of, also of several in a row; none for no compound."""
    word = _basic(printed) if printed[:1].isupper() else ""
    cut = _finest(word) if word else ()
    starts = [0, *(end for end, _ in cut)]
    found: dict[str, None] = {}
    for first in range(len(cut)):
        for last in range(first, len(cut)):
            part = cut[last][1]
            if last - first + 1 < len(cut) and part.key:
                row = noun_key(word[starts[first] : starts[last]] + part.noun.lower())
                found[part.key if first == last else row] = None
    for key in [noun_key(word), *found]:
        if inner := _lexicon().inner.get(key):
            found[inner] = None
    return list(found)


def _basic(printed: str) -> str:
    """What is cut: the basic form of a noun, male where there is one; empty for what is no noun."""
    if printed.lower() in first_names():
        return ""
    if own := noun_of(printed):
        # Probieren is no beer
        return "" if own == printed and is_infinitive(own.lower()) else (male(own) or own).lower()
    if (doing := _DOING.fullmatch(printed.lower())) and is_infinitive(doing[1]):
        return ""  # Staunende are no end
    adjective = other_of(printed)
    if adjective and (adjective.endswith("n") or any(part.cost > _LISTED for _, part in _cut(printed.lower()))):
        return ""
    return _FEMALE.sub("", printed.lower())


def pieces(printed: str) -> list[str]:
    """The nouns that a word is made of, in its order; none for no compound."""
    return [part.noun for _, part in _cut(printed.lower()) if part.noun]


def halves(printed: str) -> list[tuple[str, str]]:
    """The two words at each joint of a compound, as it is written: Personal, verwaltung."""
    word = printed.lower()
    return [(word[:end], word[end:]) for end, _ in _cut(word)[:-1]]


def _finest(word: str) -> _Cut:
    """The best cut, its parts cut again: Straßen-bahn-linie, although the dictionary has Bahnlinie."""
    found: list[tuple[int, _Part]] = []
    start = 0
    for end, part in _cut(word):
        inner = _finest(word[start:end]) if part.key and part.cost > _LISTED else ()
        found += [(start + at, within) for at, within in inner[:-1]]
        found.append((end, inner[-1][1] if inner else part))
        start = end
    return tuple(found)


@lru_cache(maxsize=100_000)
def _cut(word: str) -> _Cut:
    """The best cut; empty for no compound."""
    if len(word) > _LONGEST_WORD or not word.isalpha() or _GREEK.fullmatch(word):
        return ()
    lexicon = _lexicon()
    own = noun_of(word)
    if own and (own.lower() in lexicon.opaque or own.lower() in lexicon.nouns):
        return ()
    shortest = _SHORTEST_BESIDE_KNOWN if own else _SHORTEST_FROM_DICTIONARY
    best: dict[int, tuple[int, _Cut]] = {0: (0, ())}
    length = len(word)
    for start in range(length - 1):
        if start not in best:
            continue
        cost, so_far = best[start]
        for end in range(start + 2, length - 1):
            part = _first(word[start:end])
            if part and part.size >= shortest and cost + part.cost < best.get(end, (_MOST, ()))[0]:
                best[end] = (cost + part.cost, (*so_far, (end, part)))
        part = _last(word[start:]) if start else None
        cheaper = part and part.size >= shortest and cost + part.cost < best.get(length, (_MOST, ()))[0]
        if part and cheaper and not _is_name(own, part, so_far):
            best[length] = (cost + part.cost, (*so_far, (length, part)))
    return best[length][1] if length in best else _behind_a_name(word)


def _is_name(own: str | None, last: _Part, before: _Cut) -> bool:
    """Whether a word is the name of a town or person, or of its people: Düsseldorf, Bielefelder, Ackermann."""
    listed = all(part.cost == _LISTED for _, part in before) and last.cost == _LISTED
    of_names = last.noun.lower() in _lexicon().of_names
    if own:
        return is_name(own) and (of_names or not (listed or own.endswith(_ABSTRACT)))
    return of_names and not listed


def _behind_a_name(word: str) -> _Cut:
    """Luisenplatz: an unlisted name in front of a noun that often follows names."""
    own = noun_of(word)
    if own and is_name(own):
        return ()
    for at in range(_SHORTEST_NAME, len(word) - SHORTEST_PART + 1):
        last = _last(word[at:]) if not own or len(word) - at >= _SHORTEST_BESIDE_KNOWN else None
        if last and last.noun.lower() in _lexicon().places and fold(plain(word[:at])) not in PARTICLES:
            return ((at, _Part("", "", _FOR_NAME)), (len(word), last))
    return ()


@lru_cache(maxsize=200_000)
def _last(piece: str) -> _Part | None:
    """What the end of a word is, in any form; None if it is no noun."""
    if piece in _lexicon().never or (piece in SUFFIXES and piece not in _lexicon().nouns):
        return None
    return _noun(piece)


@lru_cache(maxsize=200_000)
def _first(piece: str) -> _Part | None:
    """What stands in front of a noun, with the letters that join it; None if it is no such word."""
    lexicon = _lexicon()
    if piece in lexicon.first and piece not in lexicon.nouns:
        return _Part("", "", _LISTED)
    if (fold(plain(piece)) in PARTICLES and piece not in lexicon.nouns) or piece in lexicon.never:
        return None
    found = [_noun(piece)]
    shortened = _noun(piece + "e", own=True) if len(piece) >= SHORTEST_PART else None
    if shortened and other_of(piece) == piece:
        shortened = _Part("", "", shortened.cost)  # Rundfahrt is of rund and not of Runde
    found.append(shortened)
    if piece.endswith("s"):
        bare = piece[:-1]
        if bare.endswith(_TAKES_S):
            found.append(_noun(bare))
        if len(bare) >= _SHORTEST_FROM_DICTIONARY and bare + "e" in lexicon.nouns:  # Geschicht-s-verein, Hilf-s-dienst
            found.append(_noun(bare + "e", own=True))
        if bare in lexicon.nouns or bare in lexicon.opaque:
            found.append(_noun(bare))
    # Herz-en-s-wunsch, Kind-er-fest; not Kampf in Kampferöl
    of_its_own = piece.endswith("er") and noun_of(piece) not in (None, noun_of(piece[:-2]))
    if piece.endswith(("en", "er")) and piece[:-2] in lexicon.nouns and not of_its_own:
        found.append(_noun(piece[:-2]))
    return min((part for part in found if part), key=lambda part: part.cost, default=None)


def _noun(form: str, *, own: bool = False) -> _Part | None:
    lemma = noun_of(form) if may_be_noun(form) else None
    if lemma is None or (own and lemma.lower() != form):
        return None
    lower = lemma.lower()
    lexicon = _lexicon()
    if lower in lexicon.nouns or lower in lexicon.opaque:
        return _Part(noun_key(lemma), lemma, _LISTED)
    if (
        min(len(form), len(lower)) < _SHORTEST_FROM_DICTIONARY
        or lower in SUFFIXES
        or lower in lexicon.never
        or lower in FUNCTION_WORDS
    ):
        return None
    size = min(len(form), len(lower))
    return _Part(noun_key(lemma), lemma, _IN_DICTIONARY + _FOR_SHORT * max(0, _LONG - len(lower)), size)


@dataclass(frozen=True)
class _Lexicon:
    """Words of `lexicon.toml`, lower case.

    inner: key of a noun with Ab-, Mit- … → that of the noun inside. places: what stands behind names. of_names: how the
    names of towns, lands and people end. never: words of the dictionary that are no parts.
    """

    nouns: frozenset[str]
    opaque: frozenset[str]
    first: frozenset[str]
    inner: Mapping[str, str]
    places: frozenset[str]
    of_names: frozenset[str]
    never: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    lists = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text(encoding="utf-8"))
    pairs = [pair.partition("-")[::2] for pair in lists["prefixed"].split()]
    named = {name: frozenset(lists[name].split()) for name in ("first", "places", "of_names", "never")}
    nouns = frozenset(lists["nouns"].split()) | {before + word for before, word in pairs}
    inner = {noun_key(before + word): noun_key(word) for before, word in pairs}
    return _Lexicon(nouns, frozenset(lists["opaque_nouns"].split()), inner=inner, **named)
