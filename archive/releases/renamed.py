"""Slugs that an editor changed: the old address leads to the new one, and both are one release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archive.releases.order import Rank

MOST_SOURCES = 3  # slugs that may lead to one release; if there are more, they lead to a „not found“ page


def renamed(moves: Iterable[tuple[str, str]], there: Mapping[str, tuple[Rank, Rank]]) -> dict[str, str]:
    """Later slugs of a release and the one under which it was first seen.

    moves: (slug, slug that its address leads to) of every redirect. there: when each slug was first and last shown.
    Two releases that were shown side by side stay two, whatever leads where; so does one that was never shown.
    """
    sources: dict[str, set[str]] = {}
    for old, new in moves:
        if old in there and new in there and there[new][0] > there[old][1]:
            sources.setdefault(new, set()).add(old)
    parents = {new: min(olds, key=lambda old: there[old]) for new, olds in sources.items() if len(olds) <= MOST_SOURCES}
    return {new: _root(new, parents) for new in parents}


def _root(slug: str, parents: Mapping[str, str]) -> str:
    seen = {slug}
    while (parent := parents.get(slug)) and parent not in seen:
        seen.add(parent)
        slug = parent
    return slug
