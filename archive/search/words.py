"""German words as the search sees them: tokens of the index, spellings folded to one, stems."""

from __future__ import annotations

import re
import threading
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import Stemmer

_LISTS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
_COMBINING = "\u0300-\u036f"
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{_COMBINING}])*")
_ACCENT = re.compile(rf"(?<![aou])\u0308|(?!\u0308)[{_COMBINING}]")
# Of the spellings ae, oe, ue only those that can stand for an umlaut: not those in neue, Bauer, Quelle, Israel, Poesie.
_SPELT_UMLAUT = re.compile(r"(?<![aeiouyqäöü])[aou]e(?=[^\Wiy])")
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}
_DOTS = str.maketrans("äöü", "aou")
_SMALL_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """A word as the index holds it (`unicode61 remove_diacritics 0`): in lower case; texts and queries are NFC."""
    return word.lower() if word.isascii() else unicodedata.normalize("NFC", word.lower())


def tokens(text: str) -> list[str]:
    """The tokens that the index makes of a text, in order; soft hyphens are not there, as in the index."""
    return [plain(token) for token in _TOKEN.findall(unicodedata.normalize("NFC", text).replace("\xad", ""))]


@lru_cache(maxsize=100_000)
def fold(token: str) -> str:
    """A token with its spellings made one: ß and ss, ä and ae, é and e, CO₂ and CO2. Mueller folds to müller."""
    if not token.isascii():
        apart = _ACCENT.sub("", unicodedata.normalize("NFD", token.replace("ß", "ss").translate(_SMALL_DIGITS)))
        token = unicodedata.normalize("NFC", apart)
    return _SPELT_UMLAUT.sub(lambda pair: _UMLAUTS[pair[0]], token)


def without_dots(folded: str) -> str:
    """A folded token as somebody without umlauts on the keyboard may type it: muller for müller."""
    return folded.translate(_DOTS)


def _bare(name: str) -> list[str]:
    return [without_dots(fold(word)) for word in _LISTS[name].split()]


FUNCTION_WORDS = frozenset(map(fold, _LISTS["function_words"].split()))
PARTICLES = frozenset(map(fold, _LISTS["particles"].split()))
SUFFIXES = frozenset(_LISTS["suffixes"].split())
_GRAMMAR = FUNCTION_WORDS | set(_bare("function_words"))
_ADJECTIVES = frozenset(_bare("adjectives"))
_PLURAL_IN_ER = re.compile(rf"(?:{'|'.join(_bare('plurals_in_er'))})n?")
_ADJECTIVE = re.compile(rf"\w{{2,}}(?:{'|'.join(_bare('adjective_endings'))})")
_FEMALE = re.compile(rf"(\w*(?:{'|'.join(_bare('agent_endings'))}))in(?:nen)?")
_IN_ER = re.compile(r"(\w{2,}er)(?:n|s)?")
_IER = re.compile(r"(\w{2,}(?:ier|eer))(?:s|e|es|en|t|te|ten|tes|ter|tem|st|end\w*|ung|ungs|ungen|bar\w*)?")
_PLURAL_S = re.compile(r"(\w{3,}[aou]|\w*[^nxse]i|uni|\w+[aeiou]p|\w+(?:pp|v|w))s")
_NO_PLURAL_S = re.compile(r"\w*(?:gas|glas|gras|was|los|chaos|us|ries)")
_WHOLE = re.compile(rf"(\w*(?:{'|'.join(_bare('whole_endings'))}))(?:s|e|es|en|n)?")
_BAU = re.compile(r"(\w*bau)(?:s|es|ten)")
_ADJECTIVE_IN_ER = re.compile(rf"(\w*(?:{'|'.join(_bare('adjectives_in_er'))}))(?:er)?(?:e[mnrs]?|st(?:e[mnrs]?)?)?")
_DERIVED = re.compile(r"(\w{3,}(?:heit|keit|schaft))(?:en)?|(\w{2,}lich)(?:(?:er|st)?(?:e[mnrs]?)?)?")
_SHORTEST_FEMALE = 4

_stemmer = Stemmer.Stemmer("german")
_stemmer_lock = threading.Lock()  # the C object is not safe to share between threads


@lru_cache(maxsize=100_000)
def stem(folded: str) -> str:
    """The stem of a folded token; words with the same stem are forms of one word.

    Snowball's German stemmer with what it misses: -er that belongs to the word (Bürger, not Burg), female forms,
    -ieren with all its forms, plurals in -s after a vowel, and Latin and Greek endings (Museum, Firma, Risiko). The
    rules know no umlauts; the stem keeps those of the token.
    """
    bare = without_dots(folded)
    cut = _stem(bare)
    return folded[: len(cut)] if bare.startswith(cut) else cut


def _stem(folded: str) -> str:
    female = _FEMALE.fullmatch(folded)
    if female and len(female[1]) >= _SHORTEST_FEMALE:
        folded = female[1]
    elif folded.endswith("innen") and len(folded) > len("binnen"):
        folded = folded[:-3]
    if found := _IER.fullmatch(folded) or _WHOLE.fullmatch(folded) or _BAU.fullmatch(folded):
        return found[1]
    if found := _ADJECTIVE_IN_ER.fullmatch(folded):
        return found[1]
    if found := _DERIVED.fullmatch(folded):
        return found[1] or found[2]
    if folded.endswith(("xis", "sis")) and len(folded) > len("oasi"):
        folded = folded[:-2]
    elif len(folded) == len("ehen") and folded.endswith("en"):
        folded = folded[:-1]
    if (found := _IN_ER.fullmatch(folded)) and not _ends_in_plural_er(folded) and not _is_adjective(found[1][:-2]):
        return found[1]
    if (found := _PLURAL_S.fullmatch(folded)) and not _NO_PLURAL_S.fullmatch(folded):
        folded = found[1]
    with _stemmer_lock:
        cut = str(_stemmer.stemWord(folded))
    return _without_foreign_ending(cut)


@cache
def irregular() -> tuple[tuple[str, ...], ...]:
    """Rows of forms of one word, spelt as in a dictionary, that look like different words."""
    return tuple(tuple(group.split()) for group in _LISTS["irregular"].split(";"))


def is_grammar(folded: str) -> bool:
    """Whether a folded word is one of grammar, also where its dots are missing (fur)."""
    return folded in _GRAMMAR


def _without_foreign_ending(cut: str) -> str:
    if cut.endswith("ern") and len(cut) > len("fern"):
        return cut[:-1]
    if cut.endswith("uss") and not cut.endswith("auss"):
        return cut[:-1]
    if cut.endswith("us") and not cut.endswith("aus") and len(cut) > len("plus"):
        return cut[:-2]
    if cut.endswith("um") and not cut.endswith(("aum", "tum")) and len(cut) > len("raum"):
        return cut[:-2]
    if cut.endswith(("a", "o")) and len(cut) > len("kino") and not cut.endswith(("ua", "eo", "oo")):
        return cut[:-1]
    return cut


def _ends_in_plural_er(folded: str) -> bool:
    return any(_PLURAL_IN_ER.fullmatch(folded[at:]) for at in range(max(0, len(folded) - 12), len(folded) - 3))


def _is_adjective(base: str) -> bool:
    return base in _ADJECTIVES or (len(base) > 4 and _ADJECTIVE.fullmatch(base) is not None)
