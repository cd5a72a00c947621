"""The dated table of a city's offices (TOML, see scraper/sites/darmstadt/offices.toml)."""

from __future__ import annotations

import tomllib
from datetime import date

from archive.german.quotes import Office, OfficeTable
from scraper.errors import WrongInput


def parse_offices(text: str) -> OfficeTable:
    """Return the office table that a TOML text holds; an empty text is an empty table.

    Raises:  WrongInput: no TOML, or an entry without office, person or source, or with a from or to that is
             neither a date nor a year.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongInput(f"the office table is no TOML: {error}") from error
    if unknown := sorted(set(raw) - {"names", "adjectives", "office"}):
        raise WrongInput(f"the office table has an unknown {unknown[0]!r}: use names, adjectives and [[office]]")
    return OfficeTable(
        tuple(_office(entry) for entry in raw.get("office", [])),
        tuple(raw.get("names", ())),
        tuple(raw.get("adjectives", ())),
    )


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
