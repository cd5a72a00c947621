"""Keys of words: words with a key in common are forms of one word.

A key is the basic form in the dictionary, lower case, in one spelling for old and new orthography; that of a noun
begins with a capital, so that Leben and leben stay apart. What the dictionary does not know has the key of its last
noun (Zukunftsradare: Zukunftsradar), or the stem that Snowball leaves of it.
"""

from __future__ import annotations

import re
import tomllib
from enum import Flag, auto
from functools import cache, lru_cache
from pathlib import Path

from archive.search.dictionary import capital, is_infinitive, is_plural, male
from archive.search.dictionary import noun as noun_of
from archive.search.dictionary import other as other_of
from archive.search.verbs import infinitives, separated
from archive.search.words import FUNCTION_WORDS, fold, plain, stem

_SHORTEST_HEAD = 4
_SHORTEST_REST = 3
_LONGEST = 60
_SHAPES = ((re.compile(r"(\w+)leuten?"), "mann"), (re.compile(r"(\w+)ies"), "y"))


class Reading(Flag):
    """How a word is printed: with a capital inside a sentence, without one, or where the two cannot be told apart."""

    NOUN = auto()
    OTHER = auto()
    EITHER = NOUN | OTHER


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    lists = tomllib.loads((Path(__file__).parent / "spellings.toml").read_text(encoding="utf-8"))
    patterns = [(re.compile(old), new) for old, new in lists["anywhere"].items()]
    return (*patterns, *((re.compile(rf"^{old}(?=$|e?[mnrs]?$)"), new) for old, new in lists["words"].items()))


@lru_cache(maxsize=200_000)
def spelt_anew(word: str) -> str:
    """A word, lower case, ß as ss, in one of its spellings: Photo and Foto give the same."""
    for pattern, new in _spellings():
        word = pattern.sub(new, word)
    return word


def noun_key(lemma: str) -> str:
    """The key of a noun in its basic form; a female one has that of the male one."""
    spelt = _spelt(male(lemma) or lemma)
    return spelt[:1].upper() + spelt[1:]


def other_key(lemma: str) -> str:
    """The key of a verb, an adjective and the like in its basic form."""
    return _spelt(lemma)


def _spelt(lemma: str) -> str:
    return spelt_anew(lemma.lower().replace("ß", "ss"))


def is_noun_key(key: str) -> bool:
    """Whether a key is that of a noun or name."""
    return key[:1].isupper()


@lru_cache(maxsize=200_000)
def keys_of(printed: str, reading: Reading) -> frozenset[str]:
    """The keys of a word as printed; never none."""
    found: set[str] = set()
    grammar = fold(plain(printed)) in FUNCTION_WORDS and not (printed.isupper() and len(printed) > 1)
    noun = None if grammar else noun_of(_singular(printed))
    other = other_of(printed)
    if noun and reading is Reading.EITHER and other == printed.lower() != noun.lower():
        # Weinen, at the beginning of a sentence, is no plural of Wein; Spenden may be one of Spende
        noun = noun if is_plural(capital(printed), noun) else None
    if noun and (Reading.NOUN in reading or not other):
        found.add(noun_key(noun))
    if other and (Reading.OTHER in reading or not noun):
        found.add(other_key(other))
        found |= {other_key(strong) for strong in infinitives(fold(plain(printed)))}
    return frozenset(found or _unknown(printed, reading))


def verb_apart(printed: str, prefix: str) -> str | None:
    """The key of the verb that a form and a prefix apart from it make up (stellte, vor: vorstellen), or None."""
    form = fold(plain(printed))
    for key in sorted(keys_of(printed, Reading.OTHER)):
        for infinitive in (prefix + key, prefix + key.replace("ss", "ß")):
            ways = separated(fold(plain(infinitive))) if is_infinitive(infinitive) else []
            if any(one.form == form and one.prefix == fold(plain(prefix)) for one in ways):
                return other_key(infinitive)
    return None


def _singular(printed: str) -> str:
    """The noun beside a plural of another shape: Geschäftsleute, Geschäftsmann; Hobbies, Hobby."""
    for plural, singular in _SHAPES:
        if (base := plural.fullmatch(printed)) and noun_of(base[1] + singular):
            return base[1] + singular
    return printed


def _unknown(printed: str, reading: Reading) -> set[str]:
    found = {spelt_anew(stem(fold(plain(printed))))}
    if Reading.NOUN in reading and printed[:1].isupper() and len(printed) <= _LONGEST:
        word = printed.lower()
        for at in range(_SHORTEST_REST, len(word) - _SHORTEST_HEAD + 1):
            if last := noun_of(word[at:]):
                return found | {noun_key(word[:at] + (male(last) or last).lower())}
    return found
