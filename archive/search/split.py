"""Compounds: of which words a word is made. Asked once for each word of the word list, when the index is built.

A word is cut into words of `lexicon.toml`, with the signs that may stand between them (Schul-hof, Arbeit-s-amt,
Kind-er-garten). One part may be another word: one that the releases use alone, a noun in -ung, -heit and the like, or,
beside a long known word, what only looks like a word. The cut that leaves the fewest letters to it counts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archive.search.words import FUNCTION_WORDS, PARTICLES, SEPARABLE, SUFFIXES, fold, plain, stem

SHORTEST_PART = 3
_LONGEST_WORD = 50
_VOWELS = frozenset("aeiouy")
_SHORTEST_STRANGE = 4  # shorter words that the releases use are abbreviations more often than parts
_SHORTEST_BESIDE_DERIVED = 4
_SHORTEST_BESIDE_UNKNOWN = 5
_LINKS = ("s", "es", "n", "en", "e", "er")
_ENDINGS = ("e", "n", "en", "s", "es", "er", "ern", "ns", "ens", "in", "innen", "se", "ses", "sen")
_FOR_PART, _FOR_LETTER_IN_USE, _FOR_LETTER_UNKNOWN = 3, 3, 7  # what a cut costs

_DERIVED = re.compile(r"\w{3,}(?:ung|heit|keit|schaft|tion|sion|itat|ismus|ment|ik)(?P<link>s|en|e)?")
# Consonants with which German words begin and end; a cut elsewhere is none between two words.
_ONSET = re.compile(
    r"(?:[bcdfghjklmnpqrstvwxz]|[bdfgkptcw]r|[bfgkpsc]l|[gks]n|chr?|sch[lmnrw]?|s[cptkmnw]|s[pt]r|spl|qu|pf[lr]?|th|ph"
    r"|zw|wh)?[aeiouy]\w*"
)
_CODA = re.compile(
    r"\w*[aeiouy](?:[bcdfghklmnprstwxz]|ch|ck|ff|ll|mm|nn|pp|rr|ss|tt|tz|n[dfgkstz]|nst|m[ps]|mpf|l[bdfkmnpstz]|lch"
    r"|r[bdfgklmnpstz]|rch|rsch|rst|rkt|sch|s[tp]|ft|kt|cht|chs|p[fst]|h[lmnr]|hrt|gd|bs|bst|ngs|cks|tsch)?"
)


@dataclass(frozen=True)
class _Part:
    """A piece of a word.

    kept, added: how many of its letters, and what behind them, make a word: Schul, e.
    key, size:   what the lexicon calls it, and with how many letters; empty for what is not listed.
    """

    kept: int
    added: str = ""
    key: str = ""
    size: int = 0


_Cut = tuple[tuple[int, _Part], ...]  # for each part where it ends and what it is


def is_noun(folded: str) -> bool:
    """Whether a folded word is a noun of the lexicon, or a form of one in which no verb ends."""
    part = _lexicon().last.get(folded)
    return part is not None and (part.key == folded or not folded.endswith("n"))


def is_form_of_noun(folded: str) -> bool:
    """Whether a folded word is any form of a noun of the lexicon."""
    return folded in _lexicon().last


def part_key(folded: str) -> str:
    """What `word_parts` calls a folded word: the noun of the lexicon, its stem where it is not listed."""
    listed = _lexicon()
    if part := listed.last.get(folded):
        return part.key
    if part := listed.first.get(folded):
        return part.key
    return stem(folded)


class Splitter:
    """Splits words."""

    def __init__(self, used: Iterable[str]) -> None:
        """Used: the folded words that the releases use."""
        self._lexicon = _lexicon()
        self._used = {word for word in used if len(word) >= _SHORTEST_STRANGE} - FUNCTION_WORDS - PARTICLES - SUFFIXES

    def parts(self, folded: str) -> list[str]:
        """The keys of the words that a folded word is made of, also of several in a row; none for no compound."""
        if not 2 * SHORTEST_PART <= len(folded) <= _LONGEST_WORD or not folded.isalpha():
            return []
        if whole := self._lexicon.last.get(folded):
            inner = self._lexicon.inner.get(whole.key)
            return [inner] if inner else []
        cut = self._cut(folded)
        starts = [0, *(end for end, _ in cut)]
        found: dict[str, None] = {}
        for first in range(len(cut)):
            for last in range(first, len(cut)):
                if last - first + 1 == len(cut):
                    continue
                part = cut[last][1]
                key = part.key if first == last else ""
                key = key or stem(folded[starts[first] : starts[last] + part.kept] + part.added)
                found[key] = None
                if inner := self._lexicon.inner.get(key):
                    found[inner] = None
        return list(found)

    def _cut(self, word: str) -> _Cut:
        """The best cut; empty for no compound."""
        heads = self._from_the_front(word)
        if len(whole := heads.pop(len(word), ())) > 1:
            return whole
        tails = self._from_the_back(word)
        best: _Cut = ()
        lowest = 0
        for begin, before in heads.items():
            for end, behind in tails.items():
                if end - begin < _SHORTEST_STRANGE or not (before or behind):
                    continue
                piece = word[begin:end]
                cost = self._cost(piece, before, behind)
                if cost is None:
                    continue
                cost += _FOR_PART * (len(before) + len(behind))
                if not best or cost < lowest:
                    link = piece[-1] == "s" and (piece[:-1] in self._used or _DERIVED.fullmatch(piece) is not None)
                    strange = _Part(len(piece) - (link and bool(behind)))
                    best, lowest = (*before, (end, strange), *behind), cost
        return best

    def _from_the_front(self, word: str) -> dict[int, _Cut]:
        """Places of a word → the fewest listed parts that lead there from its beginning."""
        length = len(word)
        reached: dict[int, _Cut] = {0: ()}
        first, last = self._lexicon.first, self._lexicon.last
        for start in range(length - SHORTEST_PART + 1):
            if (so_far := reached.get(start)) is None:
                continue
            for end in range(start + SHORTEST_PART, length - SHORTEST_PART + 1):
                if (part := first.get(word[start:end])) and (end not in reached or len(reached[end]) > len(so_far) + 1):
                    reached[end] = (*so_far, (end, part))
            if (part := last.get(word[start:])) and (length not in reached or len(reached[length]) > len(so_far) + 1):
                reached[length] = (*so_far, (length, part))
        return reached

    def _from_the_back(self, word: str) -> dict[int, _Cut]:
        """Places of a word → the fewest listed parts that lead from there to its end."""
        length = len(word)
        reached: dict[int, _Cut] = {length: ()}
        first, last = self._lexicon.first, self._lexicon.last
        for end in range(length, SHORTEST_PART - 1, -1):
            if (behind := reached.get(end)) is None:
                continue
            listed = first if behind else last
            for start in range(end - SHORTEST_PART, -1, -1):
                if (part := listed.get(word[start:end])) and (
                    start not in reached or len(reached[start]) > len(behind) + 1
                ):
                    reached[start] = ((end, part), *behind)
        return reached

    def _cost(self, piece: str, before: _Cut, behind: _Cut) -> int | None:
        """What a part costs that is not listed, between parts that are; None if it is no word."""
        if piece in SUFFIXES or piece in FUNCTION_WORDS or (not before and piece in SEPARABLE):
            return None
        if piece in self._used or (behind and piece[-1] == "s" and piece[:-1] in self._used):
            return _FOR_LETTER_IN_USE * len(piece)
        sizes = [part.size for _, part in (*before, *behind)]
        if derived := _DERIVED.fullmatch(piece):
            linked = behind and derived["link"] == "s"
            return _FOR_LETTER_IN_USE * len(piece) if linked or max(sizes) >= _SHORTEST_BESIDE_DERIVED else None
        beside = [*before[-1:], *behind[:1]]
        if max(sizes) < _SHORTEST_BESIDE_UNKNOWN or min(part.size for _, part in beside) <= SHORTEST_PART:
            return None
        if behind and behind[0][1].key[0] in _VOWELS and piece[-1] not in _VOWELS:
            return None  # Veranst-alter
        if not _ONSET.fullmatch(piece) or not _CODA.fullmatch(piece) or _PARTICLES_ONLY.fullmatch(piece):
            return None
        if not behind and any(piece.endswith(suffix) for suffix in SUFFIXES if len(piece) <= len(suffix) + 2):
            return None
        return _FOR_LETTER_UNKNOWN * len(piece)


_PARTICLES_ONLY = re.compile(rf"(?:{'|'.join(sorted(PARTICLES, key=len, reverse=True))}){{1,3}}")


@dataclass(frozen=True)
class _Lexicon:
    """Pieces before others and last pieces, in every form; key of a noun with Ab-, Mit- … → that of the noun inside."""

    first: Mapping[str, _Part]
    last: Mapping[str, _Part]
    inner: Mapping[str, str]


def _words(text: str) -> list[str]:
    return [fold(plain(word)) for word in text.split()]


@cache
def _lexicon() -> _Lexicon:
    lists = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text(encoding="utf-8"))
    pairs = [pair.partition("-")[::2] for pair in lists["prefixed"].split()]
    inner = {fold(plain(before + word)): fold(plain(word)) for before, word in pairs}
    nouns = {*_words(lists["nouns"]), *_words(lists["opaque"]), *inner}
    first = {noun: _Part(len(noun), key=noun, size=len(noun)) for noun in nouns}
    last = dict(first)
    for word in _words(lists["first"]):
        first.setdefault(word, _Part(len(word), key=f"{word}-", size=len(word)))
    for noun in sorted(nouns, key=lambda noun: (-len(noun), noun)):  # Noten are of Note, not of Not
        own, size = stem(noun), len(noun)
        for link in _LINKS:
            if link == "s" or stem(noun + link) == own:
                first.setdefault(noun + link, first[noun])
        if noun[-1] == "e" and size > SHORTEST_PART and noun[:-1] not in PARTICLES:
            for link in ("", "s"):  # Schul-hof, Geschicht-s-verein
                first.setdefault(noun[:-1] + link, _Part(size - 1, "e", noun, size))
        for ending in _ENDINGS:
            if stem(noun + ending) == own:
                last.setdefault(noun + ending, _Part(size + len(ending), key=noun, size=size))
    return _Lexicon(first, last, inner)
