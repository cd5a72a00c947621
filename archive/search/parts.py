"""Compounds: which words of the list hold a given word as one of their parts."""

from __future__ import annotations

from archive.search.wordlist import SHORTEST_PART, WordList
from archive.search.words import COMMON_PARTS, FUNCTION_WORDS, PARTICLES, SUFFIXES, fold, stem

# Signs that may stand between two parts (Schule: Schul-hof, Arbeit-s-amt, Straße-n-bahn, Kind-er-garten).
LINKS = ("", "s", "es", "n", "en", "er", "e", "ens", "ns")
# From here on a word is long enough not to stand in another by chance, so that the rest need not be a known word.
LONG = 7
Rests = tuple[str, str]  # before the word and behind it; empty where there is nothing
_AT_ONCE = 400  # candidates that are judged together
_SHORT = 4
_LONGEST_PAIR = 20
_VOWELS = frozenset("aeiouy")
_SHORTEST_REST = 3
_SHORTEST_UNKNOWN_REST = 4


def compounds(word: str, forms: list[str], words: WordList, most: int) -> list[str]:
    """At most so many words that hold `word` as a part, the most frequent first.

    word:  as the index holds it; forms: its forms that occur, which may end a compound (Krankenhäuser for Haus).
    What is left of the compound must be made of words that occur too; for a long word, it must look like a word.
    Short letters that are no word themselves (`ung`) are no part either.
    """
    folded = fold(word)
    if not most or len(folded) < SHORTEST_PART or folded in FUNCTION_WORDS or not folded.isalpha():
        return []
    if len(folded) <= _SHORT and not forms and folded not in COMMON_PARTS:
        return []
    stemmed = stem(folded)
    first = {folded, stemmed} if folded == stemmed + "e" and len(stemmed) > SHORTEST_PART else {folded}
    last = {fold(form) for form in forms} | {folded} | {folded + ending for ending in ("e", "en", "n", "s", "es", "er")}
    seed = stemmed if len(stemmed) >= SHORTEST_PART and folded.startswith(stemmed) else folded
    own = {word, *forms}
    candidates = [
        (candidate, spelt)
        for candidate, spelt in words.containing(seed)
        if candidate not in own and stem(spelt) != stemmed
    ]
    found: list[str] = []
    for at in range(0, len(candidates), _AT_ONCE):
        splits = {candidate: _splits(spelt, first, last) for candidate, spelt in candidates[at : at + _AT_ONCE]}
        judge = _Judge({rest for cuts in splits.values() for cut in cuts for rest in cut if rest}, words)
        judge.unknown_too = len(folded) >= LONG
        found += [candidate for candidate, cuts in splits.items() if any(map(judge.compound, cuts))]
        if len(found) >= most:
            break
    return found[:most]


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
    """Tells which rests of compounds are words; asks the word list for all of them at once.

    unknown_too: whether a rest that is no known word counts if it looks like one.
    """

    def __init__(self, rests: set[str], words: WordList) -> None:
        self.unknown_too = False
        bases = {rest: _bases(rest) for rest in rests}
        known = words.known(set().union(*bases.values())) | COMMON_PARTS
        self._words = {rest for rest, some in bases.items() if not known.isdisjoint(some - FUNCTION_WORDS)}
        stems = {rest: stem(rest) for rest in rests - self._words}
        known_stems = words.known_stems(stems.values())
        self._forms = {rest for rest, one in stems.items() if len(one) > _SHORTEST_REST and one in known_stems}
        self._words |= _made_of_two(rests - self._words, words)

    def compound(self, rests: Rests) -> bool:
        """Whether both rests can be parts of a compound, so that what was cut out is one too."""
        before, behind = rests
        if before in PARTICLES or behind in SUFFIXES:
            return False
        return (not before or self._plausible(before)) and (
            not behind or behind in self._forms or self._plausible(behind)
        )

    def _plausible(self, rest: str) -> bool:
        """A word, a compound of two, or (beside a long word) what looks like one."""
        return rest in self._words or (self.unknown_too and _looks_like_a_word(rest))


def _made_of_two(rests: set[str], words: WordList) -> set[str]:
    """Those of some rests that two known words make."""
    cuts = {
        rest: [(_bases(rest[:at]), _bases(rest[at:])) for at in range(_SHORTEST_REST + 1, len(rest) - _SHORTEST_REST)]
        for rest in rests
        if len(rest) <= _LONGEST_PAIR
    }
    bases = {base for some in cuts.values() for pair in some for half in pair for base in half}
    known = (words.known(bases) | COMMON_PARTS) - FUNCTION_WORDS
    return {
        rest
        for rest, some in cuts.items()
        if any(not known.isdisjoint(one) and not known.isdisjoint(other) for one, other in some)
    }


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
