"""Compounds: which words of the list hold a given word as one of their parts."""

from __future__ import annotations

from archive.search.wordlist import SHORTEST_PART, WordList
from archive.search.words import COMMON_PARTS, FUNCTION_WORDS, PARTICLES, SUFFIXES, fold, stem

# Signs that may stand between two parts (Schule: Schul-hof, Arbeit-s-amt, Straße-n-bahn, Kind-er-garten).
LINKS = ("", "s", "es", "n", "en", "er", "e", "ens", "ns")
# From here on a word is long enough not to stand in another by chance, so that the rest need not be a known word.
LONG = 7
Rests = tuple[str, str]  # before the word and behind it; empty where there is nothing
_VOWELS = frozenset("aeiouy")
_SHORTEST_REST = 3
_SHORTEST_UNKNOWN_REST = 4


def compounds(word: str, forms: list[str], words: WordList) -> list[str]:
    """Words that hold `word` as a part, the most frequent first.

    word:  as the index holds it; forms: its forms that occur, which may end a compound (Krankenhäuser for Haus).
    What is left of the compound must be made of words that occur too; for a long word, it must look like a word.
    """
    folded = fold(word)
    if len(folded) < SHORTEST_PART or folded in FUNCTION_WORDS or not folded.isalpha():
        return []
    stemmed = stem(folded)
    first = {folded, stemmed} if folded == stemmed + "e" and len(stemmed) > SHORTEST_PART else {folded}
    last = {fold(form) for form in forms} | {folded} | {folded + ending for ending in ("e", "en", "n", "s", "es", "er")}
    seed = stemmed if len(stemmed) >= SHORTEST_PART and folded.startswith(stemmed) else folded
    splits: dict[str, list[Rests]] = {}
    own = set(forms) | {word}
    for candidate, candidate_folded in words.containing(seed):
        if candidate in own or stem(candidate_folded) == stemmed:
            continue
        if found := _splits(candidate_folded, first, last):
            splits[candidate] = found
    rests = {rest for found in splits.values() for split in found for rest in split if rest}
    judge = _Judge(rests, words, unknown_too=len(folded) >= LONG)
    return [candidate for candidate, found in splits.items() if any(map(judge.compound, found))]


def _splits(candidate: str, first: set[str], last: set[str]) -> list[Rests]:
    """The ways to cut a candidate at the word: what stands before it and what behind it, a link taken off."""
    found: list[Rests] = []
    for part in last:
        if candidate.endswith(part) and len(candidate) - len(part) >= _SHORTEST_REST:
            found.append((candidate[: -len(part)], ""))
    for part in first:
        at = candidate.find(part)
        while at >= 0:
            behind = candidate[at + len(part) :]
            for link in LINKS:
                rest = behind[len(link) :]
                if behind.startswith(link) and len(rest) >= _SHORTEST_REST:
                    found.append((candidate[:at], rest))
            at = candidate.find(part, at + 1)
    return found


class _Judge:
    """Tells which rests of compounds are words; asks the word list once for all of them."""

    def __init__(self, rests: set[str], words: WordList, *, unknown_too: bool) -> None:
        pieces: set[str] = set()
        for rest in rests:
            pieces |= _bases(rest)
            pieces |= {rest[at:] for at in range(SHORTEST_PART, len(rest) - 2)}
            pieces |= {base for at in range(4, len(rest) - 2) for base in _bases(rest[:at])}
        pieces = {piece for piece in pieces if len(piece) >= SHORTEST_PART} - FUNCTION_WORDS
        self._known = words.known(pieces) | (pieces & COMMON_PARTS)
        self._stems = words.known_stems(stem(rest) for rest in rests)
        self._unknown_too = unknown_too

    def compound(self, rests: Rests) -> bool:
        """Whether both rests can be parts of a compound, so that what was cut out is one too."""
        before, behind = rests
        if before in PARTICLES or behind in SUFFIXES:
            return False
        return (not before or self._plausible(before)) and (not behind or self._plausible(behind) or self._form(behind))

    def _plausible(self, rest: str) -> bool:
        """A word, a compound of two, or (beside a long word) what looks like one."""
        if len(rest) < _SHORTEST_REST:
            return False
        if not self._known.isdisjoint(_bases(rest)):
            return True
        for at in range(4, len(rest) - 3):
            if not self._known.isdisjoint(_bases(rest[at:])) and not self._known.isdisjoint(_bases(rest[:at])):
                return True
        return self._unknown_too and _looks_like_a_word(rest)

    def _form(self, rest: str) -> bool:
        """An inflected form of a known word, as the end of a compound can be."""
        stemmed = stem(rest)
        return len(stemmed) > _SHORTEST_REST and stemmed in self._stems


def _looks_like_a_word(rest: str) -> bool:
    derived = any(rest.endswith(suffix) for suffix in SUFFIXES if len(rest) <= len(suffix) + 2)
    return len(rest) >= _SHORTEST_UNKNOWN_REST and not _VOWELS.isdisjoint(rest) and not derived


def _bases(rest: str) -> set[str]:
    """What a rest before another part can be the form of: without its link, or with the -e that it lost."""
    found = {rest.removesuffix(link) for link in LINKS if link != "e"}
    if len(rest) > _SHORTEST_REST:
        found.add(rest + "e")
    if len(rest) > _SHORTEST_REST + 1:
        found.add(rest.removesuffix("e"))
    return {base for base in found if len(base) >= SHORTEST_PART}
