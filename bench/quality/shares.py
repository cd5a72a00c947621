"""Shares with their intervals, precision and recall."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z = 1.959964  # the standard normal quantile of a two-sided interval of 95 %


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share after Wilson (1927), each end between 0 and 1; (0, 1) of nothing.

    It takes the trials for independent. Labels of one release are not quite, so the true interval is somewhat wider.
    """
    if not of:
        return 0.0, 1.0
    share, weight = hits / of, Z * Z / of
    middle = (share + weight / 2) / (1 + weight)
    reach = Z / (1 + weight) * math.sqrt(share * (1 - share) / of + weight / (4 * of))
    return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True)
class Share:
    """`hits` of `of`."""

    hits: int
    of: int

    @property
    def percent(self) -> float:
        """The share in percent, 0 of nothing."""
        return 100 * self.hits / self.of if self.of else 0.0

    def __str__(self) -> str:
        """Return for instance `93.1 (91–95) of 412`: percent, its interval, and of how many."""
        if not self.of:
            return "–"
        low, high = wilson(self.hits, self.of)
        return f"{self.percent:.1f} ({100 * low:.0f}–{100 * high:.0f}) of {self.of}"


@dataclass(frozen=True)
class Tally:
    """How many were labelled, how many read, and how many of both are the same."""

    labelled: int
    read: int
    hits: int

    @property
    def precision(self) -> Share:
        """Of what was read, how much is labelled."""
        return Share(self.hits, self.read)

    @property
    def recall(self) -> Share:
        """Of what is labelled, how much was read."""
        return Share(self.hits, self.labelled)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        return 200 * self.hits / (self.labelled + self.read) if self.labelled + self.read else 0.0

    def __add__(self, other: Tally) -> Tally:
        """Return both tallies as one."""
        return Tally(self.labelled + other.labelled, self.read + other.read, self.hits + other.hits)


NOTHING = Tally(0, 0, 0)
