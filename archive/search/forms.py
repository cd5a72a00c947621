"""Forms of a word among the words that the releases use."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, product

from archive.search import dictionary, split, verbs
from archive.search.keys import Reading, is_noun_key, keys_of, noun_key, other_key
from archive.search.signs import same_as
from archive.search.verbs import FORMS_NOT_NOUNS, Separated
from archive.search.wordlist import WordList
from archive.search.words import FUNCTION_WORDS, fold, irregular, plain, tokens

MOST_FORMS = 100
_DOER = re.compile(r"(?!fehl)(\w{4,})er(?:n|s|in|innen)?")
_STUDENT = re.compile(r"student(?:en|in|innen)?")
_STUDYING = "studierend"
_DOING = re.compile(r"(\w{4,})end(?:e[nr]?)")
_OF_A_TOWN = ("er", "ern", "ers", "erin", "erinnen")
_SHORTEST_TOWN = 4


@dataclass(frozen=True)
class Meaning:
    """What a word of a query may mean: keys of nouns, and keys of verbs, adjectives and the like."""

    nouns: frozenset[str]
    others: frozenset[str]

    @property
    def keys(self) -> frozenset[str]:
        """All of them."""
        return self.nouns | self.others


def read_lists() -> None:
    """Read the dictionary and the word lists now, so that the first search need not wait for them."""
    dictionary.read()
    split.parts("Rathaus")
    _irregular()
    _listed_keys()


def meaning(typed: str, word: str, words: WordList) -> Meaning:
    """What a word means as typed: with a capital a noun where it can be one; in lower case a noun too.

    An infinitive or adjective in its basic form stays one beside the noun that is spelt alike (leben, das Leben), a
    finite form does not (stand: der Stand).
    """
    folded = fold(word)
    reading = Reading.NOUN if typed[:1].isupper() and not _is_noun_too(typed) else Reading.EITHER
    in_dictionary = dictionary.noun(typed) or dictionary.other(typed)
    keys = (not in_dictionary and words.keys_of(folded)) or keys_of(typed, reading)
    keys = keys.union(*(_irregular().get(key, frozenset()) for key in keys))
    nouns = frozenset(key for key in keys if is_noun_key(key))
    others = frozenset(keys) - nouns
    if typed[:1].isupper():
        same = {key for key in others if _is_noun_too(typed) and key == other_key(typed.lower())}
        return Meaning(nouns, frozenset(same) if nouns else others)
    if folded in FORMS_NOT_NOUNS:
        return Meaning(frozenset() if others else nouns, others)
    if not nouns:
        return Meaning(nouns, others)
    if basic := {key for key in others if key == other_key(typed.lower())}:
        own = frozenset(key for key in nouns if key.lower() in basic)
        plural = frozenset(key for key in nouns - own if dictionary.is_plural(dictionary.capital(typed), key))
        return Meaning(own | (plural if _oftener(plural, basic, word, words) else frozenset()), frozenset(basic))
    participle = any(folded in verbs.verb_forms(fold(plain(key)))[0] for key in others)  # angeboten
    listed = not participle and any(key in _listed_keys() for key in nouns)
    return Meaning(nouns, frozenset() if listed else others)


def _oftener(nouns: frozenset[str], verbs: set[str], word: str, words: WordList) -> bool:
    """Whether releases have forms of a noun oftener than those of a verb, the form not counted that both have."""
    of_nouns, of_verbs = ([one for one in words.with_keys(keys) if one != word] for keys in (nouns, verbs))
    return words.releases(of_nouns) > words.releases(of_verbs)


def _is_noun_too(typed: str) -> bool:
    """Whether a verb or adjective is a noun without being another word: Rauchen, Türkisch; not Essen, a meal."""
    return (
        typed.endswith(("en", "isch"))
        and dictionary.capital(typed) not in dictionary.listed()
        and dictionary.other(typed) in (None, typed.lower())
    )


def same_rows(word: str, words: WordList) -> list[tuple[str, ...]]:
    """What an abbreviation stands for, or the abbreviations of a word: rows of words in forms that occur."""
    found: list[tuple[str, ...]] = []
    for row in same_as(fold(word)):
        ways = [_any_form(part, words) for part in row]
        if all(ways):
            found += list(islice(product(*ways), MOST_FORMS))
    return list(dict.fromkeys(found))


def _any_form(printed: str, words: WordList) -> list[str]:
    (token,) = tokens(printed)[:1] or ("",)
    if fold(token) in FUNCTION_WORDS:
        return [token]
    keys = keys_of(printed, Reading.NOUN if printed[:1].isupper() else Reading.OTHER)
    return list(dict.fromkeys([*words.spelt_like(fold(token)), *words.with_keys(keys)]))


def forms_of(typed: str, word: str, words: WordList) -> list[str]:
    """Inflected and female forms of a word, and its other spellings; at most MOST_FORMS, the word may be among them."""
    found = forms_meant(meaning(typed, word, words), words)
    folded = fold(word)
    wanted = _persons(folded) | _of_a_town(typed, folded)
    found += [form for other in sorted(words.known(wanted - {folded})) for form in words.spelt_like(other)]
    return list(dict.fromkeys(found))[:MOST_FORMS]


def forms_meant(meant: Meaning, words: WordList) -> list[str]:
    """Forms of what a word means, in all that occur."""
    found = words.with_keys(meant.keys | _derived(meant))
    return [form for form in found if meant.others or fold(form) not in FUNCTION_WORDS]


def separated_forms(meant: Meaning, words: WordList) -> list[Separated]:
    """How a verb stands with its prefix apart, in forms that occur."""
    wanted = [one for key in sorted(meant.others) for one in verbs.separated(fold(plain(key)))]
    known = words.known({one.form for one in wanted} | {one.prefix for one in wanted})
    return [
        replace(one, form=form)
        for one in dict.fromkeys(wanted)
        if one.form in known and one.prefix in known
        for form in words.spelt_like(one.form)  # schließt, which folds to schliesst
    ]


def nouns_of_verb(meant: Meaning, words: WordList) -> list[str]:
    """Nouns that stand for what a verb does (beschließen: Beschluss), in forms that occur."""
    nouns = [noun for key in sorted(meant.others) for noun in verbs.nouns_of(fold(plain(key)))]
    return words.with_keys({noun_key(noun) for noun in nouns}) if nouns else []


@cache
def _listed_keys() -> frozenset[str]:
    return frozenset(noun_key(noun) for noun in dictionary.listed())


@cache
def _irregular() -> dict[str, frozenset[str]]:
    groups = []
    for row in irregular():
        readings = [(word, Reading.NOUN if word[0].isupper() else Reading.OTHER) for word in row]
        groups.append(frozenset(key for word, reading in readings for key in keys_of(word, reading)))
    return {key: group for group in groups for key in group}


def _derived(meant: Meaning) -> frozenset[str]:
    """Of a verb its noun in -ung, of such a noun its verb: sanieren, Sanierung."""
    found: set[str] = set()
    for key in meant.others:
        for ending in ("en", "n"):
            if key.endswith(ending):
                found.add(key[:1].upper() + key[1:].removesuffix(ending) + "ung")
    for key in meant.nouns:
        if key.endswith("ung"):
            base = key[:1].lower() + key[1:].removesuffix("ung")
            found |= {base + "en", base + "n"}
    return frozenset(found)


def _persons(folded: str) -> set[str]:
    """Teilnehmende for Teilnehmer, Studierende for Studenten, and back."""
    wanted: set[str] = set()
    if _STUDENT.fullmatch(folded) or folded.startswith(_STUDYING):
        wanted |= {_STUDYING + ending for ending in ("e", "en", "er")}
        wanted |= {"student" + ending for ending in ("", "en", "in", "innen")}
    if found := _DOER.fullmatch(folded):
        wanted |= {found[1] + ending for ending in ("ende", "enden", "ender")}
    elif found := _DOING.fullmatch(folded):
        wanted |= {found[1] + ending for ending in ("er", "ern", "ers", "erin", "erinnen")}
    return wanted


def _of_a_town(typed: str, folded: str) -> set[str]:
    """Darmstädter for Darmstadt: what is called after a town, which is told by its having no plural."""
    lemma = dictionary.noun(typed)
    if len(folded) < _SHORTEST_TOWN or not typed[:1].isupper() or not dictionary.is_name(lemma or typed):
        return set()
    genitive = set() if dictionary.noun(typed + "s") == typed + "s" else {folded + "s"}  # Andreas is no form of Andrea
    last = max((at, changed) for at, changed in (*dictionary.umlauts(folded), (0, folded[0])))
    dotted = folded[: last[0]] + last[1] + folded[last[0] + 1 :]
    return {spelt + ending for spelt in (folded, dotted) for ending in _OF_A_TOWN} | genitive
