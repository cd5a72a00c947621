"""Corrections made by hand, which every rebuild applies: two names are one person, a name is no person.

[[same]]
person = "Vorname Nachname"
also = ["V. Nachname", "Vorname Nachnahme"]

[[not_a_person]]
name = "Neue Mitte"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from archive.german.quotes import Quote
from scraper.errors import WrongInput


@dataclass(frozen=True)
class Corrections:
    """`same` maps a printed full name to the person's name; `not_people` are names that are nobody."""

    same: dict[str, str]
    not_people: frozenset[str]

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
    if unknown := sorted(set(raw) - {"same", "not_a_person"}):
        raise WrongInput(f"unknown tables {unknown}: use [[same]] and [[not_a_person]]")
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
    return Corrections(same, frozenset(nobody))


def _entries(raw: dict[str, object], name: str) -> list[dict[str, object]]:
    entries = raw.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise WrongInput(f"{name} must be written as [[{name}]]")
    return entries
