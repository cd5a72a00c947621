"""What it takes to believe that a release is gone; the crawl and the build go by the same numbers."""

from __future__ import annotations

from datetime import timedelta

APART = timedelta(hours=12)  # between two answers that say so; one night's fault is shorter
# A night on which this share of the looks (and this many) says „gone“ is a fault of the site, not of its releases …
MOST, LEAST = 0.25, 3
LASTING = timedelta(days=7)  # … unless it stays so for as long as this


def most_gone(away: int, looked_at: int) -> bool:
    """Whether so many of the releases that were looked at seem gone that the night itself is in doubt."""
    return away >= max(LEAST, MOST * looked_at)
