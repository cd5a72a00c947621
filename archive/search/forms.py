"""Forms of a word among the words that the releases use."""

from __future__ import annotations

import re

from archive.search import verbs
from archive.search.split import is_listed, is_noun, part_key
from archive.search.verbs import FORMS_ALTHOUGH_NOUNS, FORMS_NOT_NOUNS, Separated
from archive.search.wordlist import WordList
from archive.search.words import DIFFERENT, FUNCTION_WORDS, abbreviations, fold

MOST_FORMS = 60
_DOER = re.compile(r"(?!fehl)(\w{4,})er(?:n|s|in|innen)?")
_STUDENT = re.compile(r"student(?:en|in|innen)?")
_STUDYING = "studierend"
_DOING = re.compile(r"(\w{4,})end(?:e[nr]?)")


def forms_of(word: str, words: WordList) -> list[str]:
    """Inflected and female forms of a word, and its other spellings; at most MOST_FORMS, the word may be among them."""
    found = [*inflected(word, words), *_persons(fold(word), words), *_verb_forms(fold(word), words)]
    return list(dict.fromkeys(found))[:MOST_FORMS]


def inflected(word: str, words: WordList) -> list[str]:
    """Those of the forms that differ in their endings only."""
    folded = fold(word)
    different = DIFFERENT.get(part_key(folded), frozenset()) - {folded}
    return [
        form
        for form in words.with_stem_of(folded)
        if (spelt := fold(form)) not in FUNCTION_WORDS and different.isdisjoint({spelt, part_key(spelt)})
    ]


def separated_forms(word: str, words: WordList) -> list[Separated]:
    """How a verb stands with its prefix apart, in forms that occur."""
    wanted = [one for infinitive in _infinitives(fold(word), words) for one in verbs.separated(infinitive)]
    known = words.known({one.form for one in wanted} | {one.prefix for one in wanted})
    return [one for one in dict.fromkeys(wanted) if one.form in known and one.prefix in known]


def nouns_of_verb(word: str, words: WordList) -> list[str]:
    """Nouns that stand for what a verb does (beschließen: Beschluss), in forms that occur."""
    nouns = [noun for infinitive in _infinitives(fold(word), words) for noun in verbs.nouns_of(infinitive)]
    return [form for noun in nouns for form in words.with_stem_of(noun)]


def spelt_out(word: str, words: WordList) -> list[str]:
    """What an abbreviation stands for, or the abbreviation of a word, in forms that occur."""
    return [form for other in abbreviations().get(fold(word), ()) for form in words.forms(other)]


def is_verb(typed: str, words: WordList) -> bool:
    """Whether a word is an infinitive, as far as its first letter and the forms in use tell."""
    folded = fold(typed)
    return typed[:1].islower() and not is_noun(folded) and bool(_verb_forms(folded, words))


def _persons(folded: str, words: WordList) -> list[str]:
    """Female forms of a noun for people (Köchin), its male one, and Teilnehmende for Teilnehmer."""
    wanted: set[str] = set()
    if is_listed(folded):
        wanted |= {folded + "in", folded + "innen", folded + "n"}
    male = folded.removesuffix("innen") if folded.endswith("innen") else folded.removesuffix("in")
    if male != folded and is_listed(male):
        wanted |= {male, male + "n", male + "in", male + "innen"}
    if _STUDENT.fullmatch(folded) or folded.startswith(_STUDYING):
        wanted |= {_STUDYING + ending for ending in ("e", "en", "er")}
        wanted |= {"student" + ending for ending in ("", "en", "in", "innen")}
    if found := _DOER.fullmatch(folded):
        wanted |= {found[1] + ending for ending in ("ende", "enden", "ender")}
    elif found := _DOING.fullmatch(folded):
        wanted |= {found[1] + ending for ending in ("er", "ern", "ers", "erin", "erinnen")}
    return [word for form in sorted(words.known(wanted - {folded})) for word in words.spelt_like(form)]


def _verb_forms(folded: str, words: WordList) -> list[str]:
    wanted: set[str] = set()
    for infinitive in _infinitives(folded, words):
        firm, finite = verbs.verb_forms(infinitive)
        wanted |= firm | {form for form in finite if form in FORMS_ALTHOUGH_NOUNS or not is_listed(form)}
    return [word for form in sorted(words.known(wanted - {folded})) for word in words.spelt_like(form)]


def _infinitives(folded: str, words: WordList) -> list[str]:
    """What verbs a word may be a form of: none for a noun of the lexicon; of weak verbs only those that occur."""
    if is_noun(folded) and folded not in FORMS_NOT_NOUNS and not verbs.is_strong_infinitive(folded):
        return []
    strong, weak = verbs.infinitives(folded)
    if verbs.is_strong_infinitive(folded):
        strong.add(folded)
    if strong:
        return sorted(strong)
    return sorted(words.known(weak) | ({folded} if folded.endswith(("en", "eln", "ern")) else set()))
