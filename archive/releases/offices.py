"""The dated table of offices that ships with the package, and others of its form."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

from archive.german.quotes import Office
from scraper.errors import WrongInput
from scraper.sites import SITES


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


@cache
def shipped_offices() -> tuple[Office, ...]:
    """Return the table that ships with the package."""
    return tuple(parse_offices((SITES / "darmstadt" / "offices.toml").read_text(encoding="utf-8")))
