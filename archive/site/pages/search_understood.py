"""What a search looked for besides the words as typed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.search.nearest import printed
from archive.search.results import Found

MOST_WORDS = 8


@dataclass(frozen=True)
class Understood:
    """What stood for a term: `also` other spellings and forms, `parts` words that hold it; the first few."""

    typed: str
    also: tuple[str, ...]
    parts: tuple[str, ...]
    more: int


def understood(connection: sqlite3.Connection, found: Found) -> tuple[Understood, ...]:
    """What stood for each term of a search, for those where it is more than the term itself."""
    shown: list[Understood] = []
    for expansion in (found.expansions[term] for term in found.parsed.terms):
        alike = [words for words in (*expansion.itself, *expansion.forms) if words != expansion.term.tokens]
        also, parts = (
            tuple(dict.fromkeys(" ".join(printed(connection, word) for word in words) for words in some[:MOST_WORDS]))
            for some in (alike, expansion.parts)
        )
        also += tuple(f"{one.form} … {one.prefix}" for one in expansion.apart[:MOST_WORDS])
        more = max(0, len(alike) - MOST_WORDS) + max(0, len(expansion.parts) - MOST_WORDS)
        if also or parts:
            shown.append(Understood(expansion.term.typed, also, parts, more))
    return tuple(shown)
