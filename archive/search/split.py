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
_SHORTEST_UNKNOWN = 5
_SHORTEST_BESIDE_DERIVED = 4
_SHORTEST_BESIDE_UNKNOWN = 5
_LINKS = ("s", "es", "n", "en", "e", "er")
_ENDINGS = ("e", "n", "en", "s", "es", "er", "ern", "ns", "ens", "in", "innen", "se", "ses", "sen")
_SHORTEST_NAME = 5
_FOREIGN_ENDS = ("is", "us", "um", "a", "o")
_FOR_PART, _FOR_LETTER_IN_USE, _FOR_LETTER_UNKNOWN = 3, 3, 7  # what a cut costs

# Beginnings of what is put to a word to make another kind of word of it, too long for the list of suffixes.
_NEVER_BEHIND_UNLISTED = frozenset({"tisch", "ende"})  # poli-tisch, steh-ende
_DERIVING = re.compile(
    r"(?:is)?ier\w*|is[ct]\w*|ig\w{0,3}|i?ell\w*|(?:bar|los|lich|haft|sam)\w*|(?:e[mnrst]?){1,3}|end\w{0,2}"
)
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
    link:        letters that only join it to the next part.
    """

    kept: int
    added: str = ""
    key: str = ""
    size: int = 0
    link: int = 0


_Cut = tuple[tuple[int, _Part], ...]  # for each part where it ends and what it is


def is_noun(folded: str) -> bool:
    """Whether a folded word is a noun of the lexicon, or a form of one in which no verb ends."""
    part = _lexicon().last.get(folded)
    return part is not None and (part.key == folded or not folded.endswith("n"))


def is_listed(folded: str) -> bool:
    """Whether a folded word is a noun of the lexicon in its basic form."""
    part = _lexicon().last.get(folded)
    return part is not None and part.key == folded


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

    def pieces(self, folded: str) -> list[str]:
        """The words that a folded word is made of, in its order; none for no compound."""
        cut = self._cut(folded) if len(folded) <= _LONGEST_WORD and folded not in self._lexicon.last else ()
        starts = [0, *(end for end, _ in cut)]
        return [folded[start : start + part.kept] + part.added for start, (_, part) in zip(starts, cut, strict=False)]

    def _cut(self, word: str) -> _Cut:
        """The best cut; empty for no compound."""
        heads = self._from_the_front(word)
        _, whole = heads.pop(len(word), (0, ()))
        if len(whole) > 1:
            return whole
        tails = self._from_the_back(word)
        best: _Cut = ()
        lowest = 0
        for begin, (cost_before, before) in heads.items():
            for end, (cost_behind, behind) in tails.items():
                piece = word[begin:end]
                if len(piece) < _SHORTEST_STRANGE or not (before or behind):
                    continue
                for_letter = self._for_letter(piece, before, behind)
                if for_letter is None:
                    continue
                letters = len(piece) + (before[-1][1].link if before else 0)
                cost = cost_before + cost_behind + for_letter * letters
                if not best or cost < lowest:
                    linked = piece[-1] == "s" and (piece[:-1] in self._used or _DERIVED.fullmatch(piece) is not None)
                    strange = _Part(len(piece) - (linked and bool(behind)))
                    best, lowest = (*before, (end, strange), *behind), cost
        return best

    def _from_the_front(self, word: str) -> dict[int, tuple[int, _Cut]]:
        """Places of a word → cost and parts of the cheapest row of listed parts that leads there from its beginning."""
        length = len(word)
        reached: dict[int, tuple[int, _Cut]] = {0: (0, ())}
        first, last = self._lexicon.first, self._lexicon.last

        def reach(end: int, part: _Part, so_far: tuple[int, _Cut]) -> None:
            cost = so_far[0] + _FOR_PART + part.link
            if end not in reached or cost < reached[end][0]:
                reached[end] = (cost, (*so_far[1], (end, part)))

        for start in range(length - SHORTEST_PART + 1):
            if (so_far := reached.get(start)) is None:
                continue
            for end in range(start + SHORTEST_PART, length - SHORTEST_PART + 1):
                if part := first.get(word[start:end]):
                    reach(end, part, so_far)
            if (part := last.get(word[start:])) and not _is_participle(part, so_far[1], word[:start]):
                reach(length, part, so_far)
        return reached

    def _from_the_back(self, word: str) -> dict[int, tuple[int, _Cut]]:
        """Places of a word → cost and parts of the cheapest row of listed parts that leads from there to its end."""
        length = len(word)
        reached: dict[int, tuple[int, _Cut]] = {length: (0, ())}
        for end in range(length, SHORTEST_PART - 1, -1):
            if (behind := reached.get(end)) is None:
                continue
            listed = self._lexicon.first if behind[1] else self._lexicon.last
            for start in range(end - SHORTEST_PART, -1, -1):
                if part := listed.get(word[start:end]):
                    cost = behind[0] + _FOR_PART + part.link
                    if start not in reached or cost < reached[start][0]:
                        reached[start] = (cost, ((end, part), *behind[1]))
        return reached

    def _for_letter(self, piece: str, before: _Cut, behind: _Cut) -> int | None:
        """What each letter of a part costs that is not listed, between parts that are; None if it is no word."""
        if piece in SUFFIXES or piece in FUNCTION_WORDS or (not before and piece in SEPARABLE):
            return None
        if not behind and (_DERIVING.fullmatch(piece) or (len(before) == 1 and before[0][1].key in SEPARABLE)):
            return None  # form-ieren, fest-gestellt
        if not before and _PREFIXED_VERB.match(piece):
            return None
        if behind and behind[0][1].key in _NEVER_BEHIND_UNLISTED:
            return None
        if piece in self._used or (behind and piece[-1] == "s" and piece[:-1] in self._used):
            return _FOR_LETTER_IN_USE
        sizes = [part.size for _, part in (*before, *behind)]
        if derived := _DERIVED.fullmatch(piece):
            linked = behind and derived["link"] == "s"
            return _FOR_LETTER_IN_USE if linked or max(sizes) >= _SHORTEST_BESIDE_DERIVED else None
        if (
            not before
            and len(piece) >= _SHORTEST_NAME
            and behind[0][1].key in self._lexicon.places
            and _CODA.fullmatch(piece)
        ):
            return _FOR_LETTER_UNKNOWN
        beside = [*before[-1:], *behind[:1]]
        if (
            len(piece) < _SHORTEST_UNKNOWN
            or max(sizes) < _SHORTEST_BESIDE_UNKNOWN
            or min(part.size for _, part in beside) <= SHORTEST_PART
        ):
            return None
        if behind and behind[0][1].key[0] in _VOWELS and piece[-1] not in _VOWELS:
            return None  # Veranst-alter
        if not _ONSET.fullmatch(piece) or not _CODA.fullmatch(piece) or _PARTICLES_ONLY.fullmatch(piece):
            return None
        if not behind and any(piece.endswith(suffix) for suffix in SUFFIXES if len(piece) <= len(suffix) + 2):
            return None
        return _FOR_LETTER_UNKNOWN


def _is_participle(last: _Part, before: _Cut, text: str) -> bool:
    """Whether what looks like a compound of Ende is a participle: steig-ende, but Woche-n-ende."""
    return last.key == "ende" and bool(before) and (text[-1] not in "ns" or before[-1][1].key.endswith("-"))


_PREFIXED_VERB = re.compile(rf"(?:{'|'.join(SEPARABLE)})(?:zu|ge)\w")
_PARTICLES_ONLY = re.compile(rf"(?:{'|'.join(sorted(PARTICLES, key=len, reverse=True))}){{1,3}}")


@dataclass(frozen=True)
class _Lexicon:
    """Pieces before others and last pieces, in every form; key of a noun with Ab-, Mit- … → that of the noun inside.

    places: keys of what stands behind names that no list has (Luisen-platz).
    """

    first: Mapping[str, _Part]
    last: Mapping[str, _Part]
    inner: Mapping[str, str]
    places: frozenset[str]


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
        joints = [(noun + link, _Part(size, key=noun, size=size, link=len(link))) for link in _LINKS
                  if link == "s" or stem(noun + link) == own]  # fmt: skip
        if noun[-1] == "e" and size > SHORTEST_PART:  # Schul-hof, Geschicht-s-verein
            joints += [(noun[:-1] + link, _Part(size - 1, "e", noun, size, len(link))) for link in ("", "s")]
        for foreign in _FOREIGN_ENDS:  # Theme-n-abend, Praxe-n
            if noun.endswith(foreign) and stem(surface := noun.removesuffix(foreign) + "en") == own:
                joints.append((surface, _Part(size - len(foreign), foreign, noun, size)))
                last.setdefault(surface, _Part(len(surface), key=noun, size=size))
        for surface, part in joints:
            if surface not in SEPARABLE and surface not in FUNCTION_WORDS and not _PARTICLES_ONLY.fullmatch(surface):
                first.setdefault(surface, part)
        for ending in _ENDINGS:
            if stem(noun + ending) == own:
                last.setdefault(noun + ending, _Part(size + len(ending), key=noun, size=size))
    return _Lexicon(first, last, inner, frozenset(_words(lists["places"])))
