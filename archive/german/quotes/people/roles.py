"""Offices as words: their normalised form, what they are the office of, and whether they are held."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from archive.german.quotes.people.mentions import role_key
from archive.german.quotes.people.names import is_office, is_title, may_be_office
from archive.german.quotes.people.noun_phrases import ARTICLES
from archive.german.words.lists import words

# „die künftige Bürgermeisterin“: somebody who is to take an office, not who holds it.
COMING = re.compile(r"\b(?:künftig|designiert|neu|gewählt|nächst|angehend)\w*\b")
# Who held an office is not meant by it any more, nor is a deputy: „der frühere Leiter“, „der stellvertretende Leiter“.
RANK = re.compile(r"\b(?:früher|ehemalig|einstig|vormalig|damalig|verstorben|Alt-|stellvertretend)\w*")
_OUT_OF_OFFICE = re.compile(r"\ba\. ?D\.")
PARTS = re.compile(r" und |,")  # of „Bürgermeisterin und Dezernentin“
# Endings of professions in one field: who is a Professorin may be called „die Forscherin“.
_FIELDS = (
    words("scholars"), words("musicians"), words("jurists"), words("artists"), words("writers"), words("doctors"),
    words("officers"), words("clergy"), words("teachers"), words("farmers"),
)  # fmt: skip
_OF_ANYBODY = words("of_anybody")
_OF_A_DAY = words("of_a_day")
_ENDING = re.compile(r"(?:es|en|s|n|e)$")


def office_key(office: str, role: str) -> str:
    """The normalised form of one office of a role; one that was held before is another, as is a deputy's."""
    key = role_key(office)
    rank = RANK.search(role) if key else None
    if rank is None:
        return key
    return f"vize {key}" if rank[0].startswith("stell") else f"alt {key}"


@lru_cache(maxsize=8192)
def offices_of(role: str) -> tuple[str, ...]:
    """The normalised offices of a role; none where it holds no word for a function."""
    if not any(may_be_office(word) for word in re.findall(r"\w[\w-]*", role)):
        return ()
    keys = (office_key(part, role) for part in re.split(r" und |,| sowie ", role))
    return tuple(key for key in keys if key)


@lru_cache(maxsize=8192)
def plain_office(role: str) -> str:
    """An office as printed before a name, without article and academic degrees."""
    words = [word for word in role.split(" ") if not is_title(word)]
    return " ".join(words[1:] if words and words[0].lower() in ARTICLES else words)


def in_one_field(role: str, offices: Iterable[str], *, learned: bool) -> bool:
    """Whether somebody with normalised offices may be called by a profession; learned: with the title of a doctor."""
    own, held = role_key(role), tuple(offices)
    if own.endswith(_OF_ANYBODY):
        return True
    if learned and own.endswith(_FIELDS[0]):
        return True
    return any(own.endswith(field) and any(key.endswith(field) for key in held) for field in _FIELDS)


def is_of_a_day(key: str) -> bool:
    """Whether a normalised office is one of an occasion: „Gastgeber“, „Preisträger“."""
    return key.endswith(_OF_A_DAY)


def bare(noun: str) -> str:
    return _ENDING.sub("", noun.lower())


@lru_cache(maxsize=8192)
def body_of(role: str) -> frozenset[str]:
    """The nouns behind the head of „Leiter des Gesundheitsamts“, without the genitive ending; empty for „Leiter“."""
    nouns = re.findall(r"\b[A-ZÄÖÜ][\w-]+", role)
    return frozenset(bare(noun) for noun in nouns[1:] if not is_office(noun))


def normal_role(role: str) -> str:
    """Return the normalised form of an office with what it is the office of, and whether it is held.

    „Leiterin des Gesundheitsamts“ and „Leiter des Gesundheitsamtes“ are one, „Leiter des Tierheims“ is another, as are
    „künftige Leiterin“, „früherer Leiter“ and „stellvertretender Leiter“.
    """
    key = f"alt {role_key(role)}" if _OUT_OF_OFFICE.search(role) else office_key(role, role)
    coming = "künftig " if COMING.match(role) else ""
    return " ".join([f"{coming}{key}", *sorted(body_of(role))])
