"""Who held an office on a day: a dated table for releases that speak of „der OB“ and name nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive.german.quotes.people.mentions import role_key

# „der OB“, „die Darmstädter Bürgermeisterin“, „der Oberbürgermeister der Stadt Darmstadt“; neither „ein OB“ nor „der
# frühere OB“ nor „der Oberbürgermeister von Mainz“.
_CITY_OFFICE = re.compile(
    r"(?:(?:der|die|den|dem|des) )?(?:Darmstädter )?(\w[\w-]*)"
    r"(?: der (?:Wissenschafts)?stadt(?: Darmstadt)?| von Darmstadt)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Office:
    """One term: `first` is its first day, `end` the first day after it; None where the source gives none."""

    office: str
    person: str
    first: date | None
    end: date | None
    source: str


def city_office(mention: str) -> str | None:
    """Return the office that a mention names, if it is one of the city's that somebody holds now; else None."""
    match = _CITY_OFFICE.fullmatch(mention)
    return match[1] if match is not None else None


def holders(table: Sequence[Office], role: str, day: date) -> tuple[str, ...]:
    """Return who held an office on a day, by the table; more than one where terms overlap."""
    key = role_key(role)
    return tuple(
        term.person
        for term in table
        if role_key(term.office) == key
        and term.first is not None
        and term.first <= day
        and (term.end is None or day < term.end)
    )
