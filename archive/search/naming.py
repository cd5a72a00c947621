"""A person or an office as somebody types it → those that the quotes name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from archive.german.quotes.people.roles import PARTS, normal_role
from archive.search.words import fold, tokens, without_dots


def speakers_named(connection: sqlite3.Connection, typed: str) -> list[str]:
    """The names of speakers that hold all words of a typed one, in any case and spelling: `OELSCHLAEGER`."""
    return [name for (name,) in connection.execute("SELECT name FROM speakers ORDER BY name") if _holds(name, typed)]


def offices_named(connection: sqlite3.Connection, typed: str) -> list[str]:
    """The offices, as printed, that a typed one names, in any case and spelling.

    They have all of its words or are the same office in another form (OB, Oberbürgermeisterin). Where no office does,
    those count that have its letters within a word: `Dezernentin` then names the Planungsdezernentin.
    """
    printed = [role for (role,) in connection.execute("SELECT DISTINCT role FROM quotes WHERE role IS NOT NULL")]
    forms = frozenset(map(fold, normal_role(typed).split()))
    # what „leiter des gesundheitsamts“ is the office of is told by its capital alone
    whole = len(forms) > 1 or len(tokens(typed)) == 1
    same = [role for role in printed if _holds(role, typed) or (whole and forms <= _forms(role))]
    return same or (holding(printed, typed) if tokens(typed) else [])


def holding(values: Iterable[str], typed: str) -> list[str]:
    """Those that hold the letters of what is typed, in any case and spelling; all, where that has none."""
    letters = _bare(typed)
    return [value for value in values if letters in _bare(value)]


def _holds(printed: str, typed: str) -> bool:
    wanted = _words(typed)
    return bool(wanted) and wanted <= _words(printed)


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(_each(tokens(text)))


@lru_cache(maxsize=8192)
def _forms(role: str) -> frozenset[str]:
    """The words of the normalised form of each office in a role."""
    return frozenset(fold(word) for part in PARTS.split(role) for word in normal_role(part).split())


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    return " ".join(_each(tokens(text)))


def _each(words: Iterable[str]) -> list[str]:
    return [without_dots(fold(word)) for word in words]
