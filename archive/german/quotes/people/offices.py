"""Who held an office on a day: a dated table for releases that speak of „der OB“ and name nobody."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from archive.errors import WrongInput
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


def parse_offices(text: str) -> list[Office]:
    """Return the terms of an office table.

    Raises:  WrongInput: no TOML, or an entry without office, person or source, or with a from or to that is
             neither a date nor a year.
    """
    try:
        entries = tomllib.loads(text).get("office", [])
    except tomllib.TOMLDecodeError as error:
        raise WrongInput(f"the office table is no TOML: {error}") from error
    return [_office(entry) for entry in entries]


def _office(entry: dict[str, object]) -> Office:
    office, person, source = entry.get("office"), entry.get("person"), entry.get("source")
    if not (isinstance(office, str) and isinstance(person, str) and isinstance(source, str)):
        raise WrongInput(f"{entry}: office, person and source must be texts; add the missing one")
    return Office(office, person, _day(entry, "from"), _day(entry, "to"), source)


def _day(entry: dict[str, object], key: str) -> date | None:
    value = entry.get(key)
    if value is None or type(value) is date:
        return value
    if type(value) is int and 1800 <= value <= 2200:
        return date(value, 12, 31) if key == "from" else date(value, 1, 1)
    raise WrongInput(f"{entry}: {key} must be a date (2023-06-25) or a year (2011)")


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


@cache
def shipped_offices() -> tuple[Office, ...]:
    """Return the table that ships with the package."""
    return tuple(parse_offices((files("archive.releases") / "offices.toml").read_text(encoding="utf-8")))
