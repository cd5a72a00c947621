"""The dictionary: the basic form of a German word, as a noun and as any other word.

The dictionary is the one of simplemma (MIT): a million forms as printed, each with its basic form, nouns with a
capital. It is read once, in a second or two, when the index is built or the site starts; it takes 120 MB of memory.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from archive.german.words.lists import word_set

_FOLDER = Path(__file__).parent
_SHORTEST_FEMALE = 5
_ADJECTIVE = ("er", "es", "em")
_SHORTEST_ADJECTIVE = 3
_PREFIXES = (
    "ge", "be", "ver", "er", "ent", "zer", "aus", "ein", "an", "auf", "ab", "vor", "zu", "um", "unter", "über",
)  # fmt: skip
_LATIN = (("ien", "ium"), ("en", "um"), ("en", "us"), ("en", "a"), ("a", "um"), ("i", "us"))
_LONG = 6
_SHORTEST_NAME = 5
_TWO_LETTERS = re.compile(r"(?<![aeäqAEQ])(?:[aou]e|^[AOU]e)")
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü", "Ae": "Ä", "Oe": "Ö", "Ue": "Ü"}
_PARTICIPLE = re.compile(r"(ab|an|auf|aus|bei|dar|durch|ein|fest|fort|frei|her|hin|los|mit|nach|nieder|statt|teil|um"
                         r"|unter|vor|weg|weiter|wieder|zu|zurück|zusammen)?ge(\w{3,}?)e?t")  # fmt: skip
_WEAK = re.compile(r"(ge)?(\w{3,}?)e?(?:t|te|ten|test|tet|st)")
_REGULAR = ("s", "n", "es", "en", "e")
_COMMON_NOUN_ENDINGS = ("e", "en", "n", "er", "es")


_reading = Lock()
_read: list[Mapping[str, str]] = []
_FACTORY = DefaultDictionaryFactory()  # keeps what it has read


def _forms() -> Mapping[str, str]:
    if _read:
        return _read[0]
    with _reading:
        if not _read:
            _read.append(_FACTORY.get_dictionary("de"))
    return _read[0]


@cache
def _wrong() -> frozenset[str]:
    lists = tomllib.loads((_FOLDER / "lexicon.toml").read_text(encoding="utf-8"))
    return frozenset(lists["wrong"].split())


@cache
def _basic() -> dict[str, str]:
    lists = tomllib.loads((_FOLDER / "lexicon.toml").read_text(encoding="utf-8"))
    rows = [row.split() for row in lists["basic"].split(";")]
    return {form: basic for basic, *forms in rows for form in forms}


@cache
def listed() -> frozenset[str]:
    """The nouns of `lexicon.toml`, as printed; each is a basic form, whatever the dictionary says."""
    lists = tomllib.loads((_FOLDER / "lexicon.toml").read_text(encoding="utf-8"))
    return frozenset(capital(word) for word in (lists["nouns"] + lists["opaque_nouns"]).split())


def read() -> None:
    """Read the dictionary now, so that the first search need not wait for it."""
    _forms()


def capital(word: str) -> str:
    """A word with its first letter, and no other, as a capital; DRK stays DRK where the dictionary has it so."""
    return word[:1].upper() + word[1:].lower()


@lru_cache(maxsize=400_000)
def noun(word: str) -> str | None:
    """The basic form of a word, in whatever case it is written, as a noun or name; None if it is none.

    A form of a noun that is listed as a noun itself (Beamten: Beamter) is led back too; a female one is left as it is.
    """
    form = capital(word)
    if form in _wrong():
        return None
    return next((found for spelt in _spellings(form) if (found := _noun(spelt, word))), None)


def may_be_noun(piece: str) -> bool:
    """Whether a lower-case piece of a word can be a noun at all; a quick check, as most pieces cannot."""
    form = piece[:1].upper() + piece[1:]
    return form in _forms() or form in listed() or "ss" in piece or _of_listed(form) is not None


def _noun(form: str, word: str) -> str | None:
    if form in listed():
        return form
    if basic := _basic().get(form):
        return basic
    if form.endswith("en") and form[:-1] in listed():
        return form[:-1]  # Herden are more than one Herde rather than stoves
    found = _forms().get(form)
    if found is None and word.isupper():
        found = _forms().get(word)
    if found is None or not found[:1].isupper():
        if form.endswith("er") and form + "in" in _forms() and form + "innen" in _forms():
            return form  # Gärtner, which the dictionary has as a form of gärtnern only
        return _of_listed(form) or _of_latin(form)
    if found == form and form.endswith("s") and _is_genitive(form):
        return form[:-1]
    further = _forms().get(found)
    if further and further != found and further[:1].isupper():
        found = further
    if found.endswith("er") and found[:-1] in listed() and found[:-1] + "m" in _forms():
        return found[:-1]  # der Beamte, ein Beamter
    return None if _is_adjective_as_noun(found) else found


def _of_listed(form: str) -> str | None:
    """The listed noun of which a form has a regular ending."""
    return next((form[: -len(end)] for end in _REGULAR if form.endswith(end) and form[: -len(end)] in listed()), None)


def _of_latin(form: str) -> str | None:
    """The noun of a Latin or Greek plural: Symposien, Symposium."""
    wanted = (form.removesuffix(plural) + single for plural, single in _LATIN if form.endswith(plural))
    return next((single for single in wanted if _is_own(single)), None)


def _is_genitive(form: str) -> bool:
    """Whether a name that the dictionary has with an -s is one without: Müllers, but Andreas."""
    return len(form) > _SHORTEST_NAME and _is_own(form[:-1]) and is_name(form) and form.lower() not in first_names()


def _spellings(form: str) -> tuple[str, ...]:
    """A word as spelt, with ß for ss (Strasse), and with umlauts for ae, oe, ue (Haeuser)."""
    sharp = form.replace("ss", "ß") if "ss" in form else form
    if form in listed() or (_forms().get(form) and not (sharp in listed() or sharp[:-1] in listed())):
        return (form,)
    if _forms().get(form):
        return (sharp, form)
    spelt = _TWO_LETTERS.sub(lambda pair: _UMLAUTS[pair[0]], form)
    return tuple(dict.fromkeys((form, sharp, spelt)))


@lru_cache(maxsize=400_000)
def other(word: str) -> str | None:
    """The basic form of a word that is no noun: of a verb its infinitive, also for participles with an ending."""
    form = word.lower()
    if form in _wrong():
        return None
    return next((found for spelt in _spellings(form) if (found := _other(spelt))), None)


def _other(form: str) -> str | None:
    found = _forms().get(form) or _infinitive(form) or _declined(form)
    if found is None or found[:1].isupper():
        return None
    base = form[:-1] if form[-1:] == "e" else form[:-2] if form[-2:] in _ADJECTIVE else ""
    if base and _is_own(base) and (found.endswith("n") or (found == form and form[-1] == "e")):
        return base  # raue is of rau, although „ich raue“ is German too
    further = _forms().get(found)
    if further and further[:1].islower() and found.endswith(("t", "en")) and not further.endswith(found):
        found = further
    return _infinitive_of_participle(found) or found


def _declined(form: str) -> str | None:
    """What a participle or adjective has that the dictionary has without its ending only: geförderte."""
    bases = (form.removesuffix(end) for end in ("e", "en", *_ADJECTIVE) if form.endswith(end) and len(form) > _LONG)
    return next((found for base in bases if (found := _forms().get(base)) and found[:1].islower()), None)


def _infinitive(form: str) -> str | None:
    """The infinitive of a weak verb of which only that is in the dictionary: joggte, gejoggt."""
    found = _WEAK.fullmatch(form)
    bases = (found[2], (found[1] or "") + found[2]) if found else ()
    return next((base + "en" for base in bases if _is_own(base + "en")), None)


def _infinitive_of_participle(lemma: str) -> str | None:
    """The infinitive of a weak participle that the dictionary has as an adjective: gefördert, vorgestellt, saniert."""
    if lemma.endswith("iert") and _is_own(lemma[:-1] + "en"):
        return lemma[:-1] + "en"
    found = _PARTICIPLE.fullmatch(lemma)
    bases = ((found[1] or "") + found[2],) if found else ()
    return next((base + end for base in bases for end in ("en", "n") if _is_own(base + end)), None)


@lru_cache(maxsize=100_000)
def male(lemma: str) -> str | None:
    """The noun for a man beside one for a woman: Beamtin, Beamte; Französin, Franzose; None for any other noun."""
    if len(lemma) < _SHORTEST_FEMALE or not lemma.endswith("in") or lemma + "nen" not in _forms():
        return None
    base = lemma.removesuffix("in")
    for ending in ("e", "", "er"):
        for spelt in sorted(
            {base, _without_umlaut(base)}, key=lambda spelt: (spelt + ending not in listed(), spelt != base)
        ):
            if (found := noun(spelt + ending)) and found in (spelt + ending, (spelt + ending).removesuffix("r")):
                return found
    return None


@lru_cache(maxsize=100_000)
def is_name(lemma: str) -> bool:
    """Whether a noun has no forms but one in -s, and no plural: a name, or a mass like milk."""
    forms = _forms()
    return not any(forms.get(lemma + ending) == lemma for ending in _COMMON_NOUN_ENDINGS) and not any(
        forms.get(lemma[:at] + changed + lemma[at + 1 :] + ending) == lemma
        for at, changed in umlauts(lemma)
        for ending in ("", "e", "er", "en")
    )


def is_plural(form: str, lemma: str) -> bool:
    """Whether a form in -en is a noun's plural in every case: Fragen, Gebühren, Daten; not Weinen, a dative only."""
    if any(form.endswith(plural) and form.removesuffix(plural) + single == lemma for plural, single in _LATIN):
        return True
    if lemma.endswith("e"):
        return form == lemma + "n"
    return form == lemma + "en" and _forms().get(lemma + "e") != lemma


def _is_adjective_as_noun(lemma: str) -> bool:
    """Whether a noun is an adjective or participle with a capital (der Alte, das Gewählte): it has that one's key."""
    lower = lemma.lower()
    bases = [lower.removesuffix(end) for end in ("e", *_ADJECTIVE) if lower.endswith(end)]
    return any(len(base) >= _SHORTEST_ADJECTIVE and (_is_own(base) or _is_participle(base)) for base in bases)


def _is_participle(base: str) -> bool:
    if not _forms().get(base, "X")[:1].islower():
        return False
    return base.endswith("end") or (len(base) > _SHORTEST_FEMALE and base.startswith(_PREFIXES) and base[-1] in "tn")


@cache
def first_names() -> frozenset[str]:
    """First names, lower case."""
    return word_set("female_names") | word_set("male_names") | word_set("shared_names")


def is_infinitive(word: str) -> bool:
    """Whether a word in lower case is a basic form of the dictionary."""
    return _is_own(word)


def _is_own(word: str) -> bool:
    return _forms().get(word) == word


def umlauts(lemma: str) -> list[tuple[int, str]]:
    """The positions at which a word may have an umlaut, and which one."""
    return [(at, {"a": "ä", "o": "ö", "u": "ü"}[letter]) for at, letter in enumerate(lemma) if letter in "aou"]


def _without_umlaut(base: str) -> str:
    at = max(base.rfind(letter) for letter in "äöüÄÖÜ")
    return base if at < 0 else base[:at] + base[at].translate(str.maketrans("äöüÄÖÜ", "aouAOU")) + base[at + 1 :]
