"""Words of a query that could be filters: a year, a month, a person, an author code."""

from __future__ import annotations

import sqlite3
from calendar import monthrange
from dataclasses import dataclass, replace

from archive.search.results import Filters, Found, find
from archive.search.signs import MONTHS
from archive.search.words import fold, tokens, without_dots

MOST_OFFERS = 4
_LONGEST_CODE = 4
_YEAR_DIGITS = 4


@dataclass(frozen=True)
class Offer:
    """A filter in place of some words of a query: what it says, the query that remains, what it would find."""

    label: str
    query: str
    filters: Filters
    releases: int


def offers(connection: sqlite3.Connection, query: str, filters: Filters, found: Found) -> tuple[Offer, ...]:
    """Filters for what a plain query names, those only that would find something; at most MOST_OFFERS.

    found: what the query finds within the filters.
    """
    if not found.parsed.plain:
        return ()
    words = query.split()
    bare = [fold("".join(tokens(word))) for word in words]
    offered: list[tuple[str, set[int], Filters]] = []
    facets = found.corpus.facets
    for at, word in enumerate(bare):
        if word in facets["year"] and len(word) == _YEAR_DIGITS and not filters.year:
            if at and bare[at - 1] in MONTHS:
                month = MONTHS.index(bare[at - 1]) + 1
                last = monthrange(int(word), month)[1]
                span = replace(filters, begin=f"{word}-{month:02}-01", end=f"{word}-{month:02}-{last}")
                offered.append((f"nur aus dem {words[at - 1]} {word}", {at - 1, at}, span))
            offered.append((f"nur aus dem Jahr {word}", {at}, replace(filters, year=word)))
        if len(word) <= _LONGEST_CODE and words[at].casefold() in facets["author"] and not filters.author:
            code = words[at].casefold()
            offered.append((f"nur vom Kürzel {code}", {at}, replace(filters, author=code)))
    if not filters.speaker:
        offered += _people(bare, facets["speaker"], filters)
    counted = []
    for label, places, narrowed in offered[:MOST_OFFERS]:
        rest = " ".join(word for at, word in enumerate(words) if at not in places)
        if total := find(connection, rest, narrowed).total:
            counted.append(Offer(label, rest, narrowed, total))
    return tuple(counted)


def _people(folded: list[str], speakers: dict[str, int], filters: Filters) -> list[tuple[str, set[int], Filters]]:
    """Who is named in full, or else by a surname alone."""
    bare = list(map(without_dots, folded))
    names = {name: [without_dots(fold("".join(tokens(part)))) for part in name.split()] for name in speakers}
    people = {name: parts for name, parts in names.items() if len(parts) > 1}
    whole = {name: {bare.index(part) for part in parts} for name, parts in people.items() if set(parts) <= set(bare)}
    taken = set().union(*whole.values())
    free = {word: at for at, word in enumerate(bare) if word and at not in taken}
    found = whole | {
        name: {free[parts[-1]]} for name, parts in people.items() if parts[-1] in free and name not in whole
    }
    return [(f"nur wo {name} spricht", places, replace(filters, speaker=name)) for name, places in found.items()]
