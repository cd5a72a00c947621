"""Quotes within quotes, and which of a release's quotes count: what is repeated or part of another is said once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from archive.german.quotes import Quote


class Counted(NamedTuple):
    """within: the position of the smallest quote that holds this one; counts: whether it is a quote of its own."""

    within: int | None
    counts: bool


def counted(quotes: Sequence[Quote]) -> list[Counted]:
    """Say of each quote of a release, in its order, what it lies within and whether it counts.

    A repeated quote does not count, nor does one within a quote of the same speaker, or of one whose speaker is open.
    """
    found: list[Counted] = [Counted(None, counts=True)] * len(quotes)
    by_place = sorted(range(len(quotes)), key=lambda n: (quotes[n].where, quotes[n].start, -quotes[n].end, n))
    around: list[int] = []
    for number in by_place:
        quote = quotes[number]
        while around and not _holds(quotes[around[-1]], quote):
            around.pop()
        within = around[-1] if around else None
        same = within is not None and quote.speaker in {quotes[within].speaker, None}
        found[number] = Counted(within, counts=quote.repeats is None and not same)
        around.append(number)
    return found


def _holds(outer: Quote, inner: Quote) -> bool:
    return outer.where == inner.where and outer.start <= inner.start and inner.end <= outer.end
