"""Who held an office on a day: a dated table for releases that speak of „der OB“ and name nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from archive.german.quotes.people.mentions import role_key


@dataclass(frozen=True)
class Office:
    """One term: `first` is its first day, `end` the first day after it; None where the source gives none."""

    office: str
    person: str
    first: date | None
    end: date | None
    source: str


@dataclass(frozen=True)
class OfficeTable:
    """Who held the offices of one city.

    names:      what stands behind an office of this city („der Oberbürgermeister von [Jena]“, „der [Stadt Jena]“).
    adjectives: what stands before it („die [Jenaer] Bürgermeisterin“).
    """

    terms: tuple[Office, ...] = ()
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()

    @cached_property
    def _own(self) -> re.Pattern[str]:
        """„der OB“, „der OB der Stadt“ or with the city's name; neither „ein OB“ nor „der frühere OB“."""
        before = "|".join(re.escape(word) for word in self.adjectives)
        behind = "|".join(re.escape(name) for name in (*self.names, "Stadt"))
        return re.compile(
            rf"(?:(?:der|die|den|dem|des) )?(?:(?:{before}) )?(\w[\w-]*)(?: (?:der|von) (?:{behind}))?", re.IGNORECASE
        )

    def own_office(self, mention: str) -> str | None:
        """Return the office that a mention names, if it is one of this city's that somebody holds now; else None."""
        match = self._own.fullmatch(mention)
        return match[1] if match is not None else None


def holders(table: OfficeTable, role: str, day: date) -> tuple[str, ...]:
    """Return who held an office on a day, by the table; more than one where terms overlap."""
    key = role_key(role)
    return tuple(
        term.person
        for term in table.terms
        if role_key(term.office) == key
        and term.first is not None
        and term.first <= day
        and (term.end is None or day < term.end)
    )
