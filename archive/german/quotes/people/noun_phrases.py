"""Noun phrases of German press texts: article, adjectives, nouns and names, genitives, appositions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from archive.german.quotes.people.names import ABSTRACT, is_first_name, may_be_office, names_body
from archive.german.quotes.structure.sentences import HEAD, Token, is_lower_compound
from archive.german.words.lists import word_set
from archive.german.words.lists import words as word_list

ARTICLES = word_set("articles")
GENITIVES = word_set("genitives")
SUBJECT_PRONOUNS = word_set("subject_pronouns")
PREPOSITIONS = word_set("prepositions")
# Prepositions that tie a further noun to a person or body („der Leiter vom …“, „der Sprecher für …“).
TYING = frozenset(["von", "vom", "für"])
PARTICLES = word_set("particles")
# Capitalised at the start of a sentence, yet neither noun nor name.
OPENERS = word_set("openers")
_FOREIGN = word_set("foreign_particles")
TIMES = word_set("times")
# Nouns that belong to the verb and not to the name before them: „zieht Vorname Name Bilanz“.
COMPLEMENTS = word_set("complements")
# „das Fazit von X“: what somebody said, and X said it.
_SPEECH_NOUNS = word_list("speech_nouns")
DEGREE_PARTS = word_set("degree_parts")
# „Ilse Gräfin von Rehdorf“, „Frau von der Aue“: a particle behind these begins the surname.
_BEFORE_PARTICLES = word_set("noble") | {"Frau", "Herr", "Herrn", "Familie"}
_DEGREES = word_set("degrees")
_INDEFINITE = word_set("indefinite")
_ENDINGS = ("e", "en", "er", "es", "em")
# After „zu“ these belong to the verb and are no part of a name.
_RELATIVES = frozenset(["der", "die", "das", "den", "dem"])
_POSSESSED = ("ihre", "seine", "unsere", "eine", "sich", "ihr ", "kein")
_HONORIFICS = frozenset(["Herrn", "Frau"])
_ARTICLES_BEHIND = frozenset(["der", "dem", "den"])
_IDIOMS = frozenset(["Beginn", "Wort", "Hilfe", "Recht", "Ende", "Anfang", "Gast", "Protokoll", "Hause", "Fuß", "Zeit"])
AGED = re.compile(r"\d+-Jährige[nr]?")
_HONOURED = re.compile(r"[Dd]er [A-ZÄÖÜ][a-zäöüß]{3,}te\b")
_SHORTENED = frozenset(["Dr", "Prof", "Ing", "Dipl", "St", "Doz"])
_JOINING = PARTICLES | DEGREE_PARTS | {"und", "oder", "zu", ".", "/", "&"}  # what may stand inside a run of nouns
_LONGEST_QUOTE = 60  # code points; what is longer is no part of a noun phrase
_MOST_ADJECTIVES = 7
LONGEST = 40  # tokens; no noun phrase that names a speaker is longer


class Phrase(NamedTuple):
    """A noun phrase as token indices: the core [start, core_end), and `end` with what is attached to it."""

    start: int
    core_end: int
    end: int


def describes_one(text: str) -> bool:
    """Whether a noun phrase describes one person without office or name: „die 44-Jährige“, „der Geehrte“."""
    return bool(("-Jährige" in text and AGED.search(text)) or _HONOURED.match(text))


@lru_cache(maxsize=16384)
def is_speech_noun(word: str) -> bool:
    """Whether a noun stands for what somebody said: „Fazit“, „Kernaussage“."""
    return word[0].isupper() and word.lower().endswith(_SPEECH_NOUNS)


def is_body(run: Sequence[str]) -> bool:
    """Whether a run of capitalised words names a body instead of a person: „Volkshochschule Neustadt“."""
    return not is_first_name(run[0]) and any(names_body(word) for word in run[:-1])


def is_noun(word: Token) -> bool:
    """Whether a word is capitalised and no sentence adverb, article or preposition."""
    return may_be_noun(word[0])


@lru_cache(maxsize=16384)
def may_be_noun(text: str) -> bool:
    """The same of a word as printed."""
    if not text[0].isupper():
        return bool(AGED.fullmatch(text)) or is_lower_compound(text)
    if text.isupper() and len(text) > 1:
        return True  # „OB“, „IG“
    folded = text.lower()
    return (
        folded not in OPENERS
        and folded not in ARTICLES
        and folded not in PREPOSITIONS
        and folded not in SUBJECT_PRONOUNS
    )


def _is_adjective(word: Token) -> bool:
    return _inflected(word[0])


@lru_cache(maxsize=16384)
def _inflected(text: str) -> bool:
    small = text[0].islower() or (text[0].isdigit() and not AGED.fullmatch(text))
    return small and text.endswith(_ENDINGS) and len(text) > 3


@lru_cache(maxsize=16384)
def may_begin(text: str) -> bool:
    """Whether a word may be the first of a noun phrase; a quick look before one is read."""
    adjective = _inflected(text) and text not in _INDEFINITE
    return adjective or text.lower() in ARTICLES or text.isdigit() or may_be_noun(text)


def _nouns(words: Sequence[Token], i: int, limit: int, *, quoted: bool) -> int:
    """Return the end of a run of nouns and name parts from `i`, or `i` where there is none."""
    first = i
    while i < limit:
        text, start, end = words[i]
        if (may_be_noun(text) and (i == first or text not in COMPLEMENTS)) or (
            quoted and text[0] == HEAD and end - start < _LONGEST_QUOTE
        ):
            i += 1
        elif i > first and (text[0].isupper() or text in _JOINING or "-" in text or text.isdigit()):
            if not _goes_on(words, first, i, limit):
                break
            i += 1
        else:
            break
    return i


def _goes_on(words: Sequence[Token], first: int, i: int, limit: int) -> bool:
    """Whether a run of nouns that began at `first` goes on with a word that is no noun by itself."""
    word, (before, _, before_end) = words[i], words[i - 1]
    text = word.text
    if text == ".":
        short = len(before) == 1 or before in _SHORTENED or before in DEGREE_PARTS
        return before_end == word.start and short
    if (
        (word.is_capital and text not in COMPLEMENTS and _may_close(words, i))
        or (text in DEGREE_PARTS and before == ".")
        or (text in ("und", "oder") and before[-1] == "-" and i + 1 < limit)
        or (text.isdigit() and len(text) < 3)
        or (text in ("/", "&") and i + 1 < limit and is_noun(words[i + 1]))
    ):
        return True
    joins = text in PARTICLES and _name_goes_on(words, i, limit) and _is_name_like(words, first, i)
    return joins or _joins_particles(words, i, limit)


def _may_close(words: Sequence[Token], i: int) -> bool:
    """„Vorname Weil“: a surname; „Nachname Die (Ergebnisse …)“: a sentence whose full stop is missing."""
    low = words[i].text.lower()
    return is_first_name(words[i - 1].text) or not (low in ARTICLES or low in SUBJECT_PRONOUNS)


def _joins_particles(words: Sequence[Token], i: int, limit: int) -> bool:
    """„(Oskar von) und zu (Breitenau)“"""
    if words[i].text == "und":
        return words[i - 1].text == "von" and i + 2 < limit and words[i + 1].text == "zu" and is_noun(words[i + 2])
    return words[i].text == "zu" and words[i - 1].text in ("und", "von")


def _name_goes_on(words: Sequence[Token], i: int, limit: int) -> bool:
    """Whether a name part follows the particle at `i`; behind a first name, past a second one („Eva von der Aue“)."""
    at = i + 1
    if words[i].text == "van" and at + 1 < limit and words[at].text in ("der", "den", "de"):
        return is_noun(words[at + 1])
    alone = i < 2 or not is_first_name(words[i - 2].text)
    before = words[i - 1].text
    begins = before in _BEFORE_PARTICLES or (is_first_name(before) and alone)
    if words[i].text in ("von", "van", "de") and begins:
        at += at < limit and words[at].text in ("der", "dem", "den", "la")
    if words[i].text in _FOREIGN and at < limit and words[at].text in ("la", "las", "los", "el"):
        return at + 1 < limit and is_noun(words[at + 1])
    if words[i].text == "von" and at + 1 < limit and words[at].text in ("und", "zu"):  # „von und zu Rehdorf“
        at += 2 if words[at].text == "und" else 1
    return at < limit and is_noun(words[at])


def _is_name_like(words: Sequence[Token], first: int, i: int) -> bool:
    """„Ursula von der Leyen“: a particle joins a name only after something that is no office."""
    particle, before = words[i].text, words[i - 1].text
    if particle == "vom" and i - 2 >= first and is_first_name(words[i - 2].text):
        return False  # „Ole Kasimir vom Vorstand“
    if before in _BEFORE_PARTICLES and particle in ("von", "van", "zu"):
        return True
    behind = words[i + 2].text if words[i + 1].text in _ARTICLES_BEHIND and i + 2 < len(words) else words[i + 1].text
    if is_speech_noun(before) or (particle in ("von", "vom") and names_body(behind)):
        return False  # „Vorname Nachname von der Polizei“
    if not is_first_name(before) and (names_body(before) or ABSTRACT.search(before)):
        return False  # „die Initiative von Vorname Nachname“
    if (is_first_name(before) and particle not in ("der", "den", "zu", "zur")) or before in ("von", "van"):
        return True
    if (
        particle in ("der", "dem", "den", "zur", "zu", "am", "la", "le")
        and i - first > 0
        and words[i - 1].text not in PARTICLES
    ):
        following = words[i + 1].text
        person = is_first_name(following) or may_be_office(following) or following in _HONORIFICS
        given = is_first_name(before) and not (i - 2 >= first and is_first_name(words[i - 2].text))
        return particle == "zu" and given and following not in _IDIOMS and not person
    if particle in ("von", "vom", "der"):
        return (
            i - first >= 1 and not before.endswith(("er", "in", "rat", "chef", "amt", "ent", "or")) and i - first <= 2
        )
    return True


def core(words: Sequence[Token], i: int, limit: int) -> tuple[int, int] | None:
    """Return the core of a noun phrase that starts at `i`: article, adjectives, nouns. None where there is none."""
    limit = min(limit, i + LONGEST)
    start = i
    if i >= limit or not may_begin(words[i][0]):
        return None
    if words[i][0].lower() in ARTICLES:
        i += 1
    adjectives = i
    while i < limit and i - adjectives < _MOST_ADJECTIVES:
        text = words[i][0]
        if not (
            (_inflected(text) and text not in _INDEFINITE)
            or (i > start and text in _DEGREES)
            or (i > adjectives and text in ("und", ",") and i + 1 < limit and _is_adjective(words[i + 1]))
        ):
            break
        i += 1
    if i < limit and i == start and words[i][0].isdigit():
        i += 1
    if i < limit and i == start + 1 and words[i][0].lower() in PREPOSITIONS:
        # „die in New York geborene Lopez“: the attribute stands between article and noun.
        for j in range(i + 2, min(limit, i + 10)):  # the first noun phrase is the preposition's own
            adjective = _is_adjective(words[j]) and words[j].text not in ARTICLES and words[j - 1].text not in ARTICLES
            if adjective and j + 1 < limit and is_noun(words[j + 1]) and any(map(is_noun, words[i + 1 : j])):
                i = j + 1
                break
            if words[j].text in ",.:;" or words[j].is_quote:
                break
    end = _nouns(words, i, limit, quoted=i > start)
    if end == i or (i == start and words[i][0] in TIMES):
        return None
    return start, end


def phrase(words: Sequence[Token], i: int, limit: int, *, attach_all: bool = False) -> Phrase | None:
    """Return the noun phrase at `i` with genitives, appositions and „A und B“, not reaching past `limit`.

    `attach_all` also takes prepositions that seldom belong to a person; right only where a verb follows the phrase.
    """
    found = core(words, i, limit)
    if found is None:
        return None
    start, end = found
    core_end = end
    limit = min(limit, start + LONGEST)
    while end < limit:
        text = words[end].text
        grown = None
        if text in GENITIVES or text in TYING or (attach_all and text in PREPOSITIONS):
            at = end if text in GENITIVES else end + 1
            grown = core(words, at, limit)
        elif text == "(":
            close = next((j for j in range(end + 1, min(limit, end + 12)) if words[j].text == ")"), None)
            if close is None:
                break
            end = close + 1
            continue
        elif text in ("und", "sowie") and end + 1 < limit:
            grown = core(words, end + 1, limit)
        elif text == ",":
            apposition = core(words, end + 1, limit)
            if apposition is not None and not _opens_clause(words, end + 1):
                grown = apposition
        if grown is None or (words[grown[1] - 1].text in TIMES and not is_first_name(words[grown[1] - 2].text)):
            break
        end = grown[1]
    return Phrase(start, core_end, end)


def _opens_clause(words: Sequence[Token], i: int) -> bool:
    """„(das Grußwort,) das Vorname Name verlas“, „deren Tante …“: a relative pronoun, and no article."""
    if words[i].text in ("deren", "dessen"):
        return True
    if words[i].text in _RELATIVES and i + 1 < len(words) and words[i + 1].text.startswith(_POSSESSED):
        return True  # „die ihren Namen nicht nennt“
    return words[i].text in ("das", "den", "die") and i + 1 < len(words) and is_first_name(words[i + 1].text)
