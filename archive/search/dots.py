"""Dots of umlauts that somebody did not type or print: Burgermeister for Bürgermeister.

The index keeps the dots, since Forderung is no Förderung. A word without its dots is one with them where it is no word
by itself, which the dictionary tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from archive.search import dictionary
from archive.search.keys import Reading, keys_of
from archive.search.wordlist import WordList
from archive.search.words import fold, without_dots

_MOST_DOTS = 2  # in a word of which the releases have other forms only
_MOST_VOWELS = 8
_UMLAUTS = str.maketrans("aou", "äöü")


def otherwise_dotted(folded: str, words: WordList) -> list[str]:
    """The words of the releases that are spelt as a folded word but for its dots, which it has or lacks."""
    bare = without_dots(folded)
    if dictionary.noun(bare) or dictionary.other(bare):
        return []
    return words.dotted(bare) if folded == bare else words.spelt_like(bare)


def with_dots(typed: str, words: WordList) -> list[str]:
    """What a word that no release has may mean, typed without its dots; printed with a capital where that has one."""
    folded = fold(typed.lower())
    if folded != without_dots(folded) or dictionary.noun(typed) or dictionary.other(typed):
        return []
    found = words.dotted(folded) or next(filter(None, _with_forms(folded, words)), [])
    return [dictionary.capital(word) if typed[:1].isupper() else word for word in found]


def _with_forms(folded: str, words: WordList) -> Iterator[list[str]]:
    """Words with one dotted vowel of which other forms occur, then those with two."""
    vowels = [at for at, letter in enumerate(folded) if letter in "aou"]
    for number in range(1, _MOST_DOTS + 1 if len(vowels) <= _MOST_VOWELS else _MOST_DOTS):
        spelt = [_dotted(folded, places) for places in combinations(vowels, number)]
        yield [word for word in spelt if words.with_keys(keys_of(dictionary.capital(word), Reading.EITHER))]


def _dotted(folded: str, places: tuple[int, ...]) -> str:
    return "".join(letter.translate(_UMLAUTS) if at in places else letter for at, letter in enumerate(folded))
