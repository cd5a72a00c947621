"""Which label and which reading are one, and the words of a text that spans cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bench.quality.shares import Tally

Span = tuple[int, int]  # code points, end exclusive
WORD = re.compile(r"\w+")


def same(one: Sequence[Span], other: Sequence[Span]) -> list[tuple[int, int]]:
    """Return which spans of two sides are one, as pairs of indices: one to one, equal ones first, then the more
    code points they share; what only touches is nothing."""
    ranked = sorted(
        (a != b, -shared, i, j)
        for i, a in enumerate(one)
        for j, b in enumerate(other)
        if (shared := min(a[1], b[1]) - max(a[0], b[0])) > 0
    )
    left, right, pairs = set[int](), set[int](), []
    for *_, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def tally(labelled: Sequence[Span], read: Sequence[Span], *, exact: bool) -> Tally:
    """Count which spans both sides have; exact: with the same ends, otherwise with a common code point."""
    hits = sum(not exact or labelled[i] == read[j] for i, j in same(labelled, read))
    return Tally(len(labelled), len(read), hits)


def words(text: str) -> list[Span]:
    """Return the spans of the words and numbers of a text."""
    return [match.span() for match in WORD.finditer(text)]


def covered(text_words: Sequence[Span], spans: Iterable[Span]) -> set[int]:
    """Return which words, by index, share a code point with one of the spans."""
    parts = list(spans)
    return {n for n, (a, b) in enumerate(text_words) if any(a < end and start < b for start, end in parts)}
