"""The evidence that a release is gone; crawl and build use the same numbers."""

from __future__ import annotations

from datetime import timedelta

APART = timedelta(hours=12)  # between two answers that say so; a fault of one night is shorter
# A night on which this share of the looks (and this many) says „gone“ is a fault of the site, not of its releases …
MOST, LEAST = 0.25, 3
LASTING = timedelta(days=7)  # … unless it stays so for as long as this


def most_gone(away: int, looked_at: int) -> bool:
    """Whether so many of the releases seem gone that the site, and not the releases, is probably at fault."""
    return away >= max(LEAST, MOST * looked_at)
