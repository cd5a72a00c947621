"""Spans of time as lines above each other, drawn by the server: who held an office, which offices somebody held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WIDTH = 1000  # of the drawing, in its own units
NARROWEST = 6  # so that a single day is seen


@dataclass(frozen=True)
class Held:
    """A span before it is drawn: what it says, where it leads, its first and last day (ISO; None if undated)."""

    label: str
    link: str
    first: str | None
    last: str | None
    quotes: int


@dataclass(frozen=True)
class Span(Held):
    """A span with its place in the drawing: from `x` on, so wide; 0 wide without days."""

    x: int = 0
    width: int = 0


@dataclass(frozen=True)
class Timeline:
    """Spans over the same years; `begin` and `end` are the years at its edges, 0 if nothing is dated."""

    spans: list[Span]
    begin: int
    end: int


def timeline(held: Iterable[Held]) -> Timeline:
    """Draw spans over the years from the first to the last of them."""
    rows = list(held)
    days = [day for row in rows for day in (row.first, row.last) if day]
    if not days:
        return Timeline([Span(**vars(row)) for row in rows], 0, 0)
    begin, end = int(min(days)[:4]), int(max(days)[:4])
    first, days_long = date(begin, 1, 1), (date(end, 12, 31) - date(begin, 1, 1)).days + 1
    spans = []
    for row in rows:
        if row.first and row.last:
            x = (date.fromisoformat(row.first) - first).days * WIDTH // days_long
            wide = ((date.fromisoformat(row.last) - first).days + 1) * WIDTH // days_long - x
            width = max(wide, NARROWEST)
            spans.append(Span(**vars(row), x=min(x, WIDTH - width), width=width))
        else:
            spans.append(Span(**vars(row)))
    return Timeline(spans, begin, end)
