"""Corrections made by hand, which every rebuild applies: two names are one person, a name is no person,
a person has an entry at Wikidata.

[[same]]
person = "Vorname Nachname"
also = ["V. Nachname", "Vorname Nachnahme"]

[[not_a_person]]
name = "Neue Mitte"

[[person]]
name = "Vorname Nachname"
wikidata = "Q42"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from archive.german.quotes import Quote
from scraper.errors import WrongInput

WIKIDATA = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True)
class Corrections:
    """`same` maps a printed full name to the person's name; `not_people` are names that are nobody.

    wikidata: a person's name → the identifier of the entry (`Q42`).
    """

    same: dict[str, str]
    not_people: frozenset[str]
    wikidata: dict[str, str] = field(default_factory=dict)

    def apply(self, quotes: Iterable[Quote]) -> list[Quote]:
        """Return the quotes with the speakers corrected; a corrected quote's rule ends in "+corrected"."""
        return [self._corrected(quote) for quote in quotes]

    def _corrected(self, quote: Quote) -> Quote:
        speaker = quote.speaker
        if speaker in self.not_people:
            speaker = None
        elif speaker is not None:
            speaker = self.same.get(speaker, speaker)
        candidates = tuple(
            dict.fromkeys(self.same.get(name, name) for name in quote.candidates if name not in self.not_people)
        )
        also = tuple(dict.fromkeys(self.same.get(name, name) for name in quote.also if name not in self.not_people))
        if (speaker, candidates, also) == (quote.speaker, quote.candidates, quote.also):
            return quote
        kind = quote.speaker_kind if speaker is not None else None
        return quote._replace(
            speaker_kind=kind, speaker=speaker, candidates=candidates, also=also, rule=f"{quote.rule}+corrected"
        )


def parse_corrections(text: str) -> Corrections:
    """Return the corrections that a TOML text holds; an empty text corrects nothing.

    Raises:  WrongInput: no TOML, an unknown table, an entry without its texts, or a name with two fates.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongInput(f"the corrections are no TOML: {error}") from error
    if unknown := sorted(set(raw) - {"same", "not_a_person", "person"}):
        raise WrongInput(f"unknown tables {unknown}: use [[same]], [[not_a_person]] and [[person]]")
    same: dict[str, str] = {}
    for entry in _entries(raw, "same"):
        person, also = entry.get("person"), entry.get("also")
        if not isinstance(person, str) or not isinstance(also, list) or not all(isinstance(n, str) for n in also):
            raise WrongInput(f'{entry}: [[same]] needs person = "…" and also = ["…"]')
        for name in also:
            if same.setdefault(name, person) != person or name == person:
                raise WrongInput(f"{name!r} stands for {same[name]!r} and for {person!r}: keep one")
    if chained := sorted(set(same) & set(same.values())):
        raise WrongInput(f"{chained[0]!r} is corrected and corrects: name the final person in both entries")
    nobody: set[str] = set()
    for entry in _entries(raw, "not_a_person"):
        name = entry.get("name")
        if not isinstance(name, str):
            raise WrongInput(f'{entry}: [[not_a_person]] needs name = "…"')
        if name in same or name in same.values():
            raise WrongInput(f"{name!r} is a person in [[same]] and none in [[not_a_person]]: keep one")
        nobody.add(name)
    return Corrections(same, frozenset(nobody), _wikidata(raw, nobody | same.keys()))


def _wikidata(raw: dict[str, object], nobody: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _entries(raw, "person"):
        name, identifier = entry.get("name"), entry.get("wikidata")
        if not isinstance(name, str) or not isinstance(identifier, str) or not WIKIDATA.fullmatch(identifier):
            raise WrongInput(f'{entry}: [[person]] needs name = "…" and wikidata = "Q…", the identifier of the entry')
        if name in nobody:
            raise WrongInput(f"{name!r} has an entry at Wikidata and is corrected to somebody else or nobody: keep one")
        if found.setdefault(name, identifier) != identifier:
            raise WrongInput(f"{name!r} is {found[name]} and {identifier} at Wikidata: keep one")
    return found


def _entries(raw: dict[str, object], name: str) -> list[dict[str, object]]:
    entries = raw.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise WrongInput(f"{name} must be written as [[{name}]]")
    return entries
