"""Fingerprints of word windows, chosen by winnowing: a few numbers of a text by which copies of its passages are found.

Of each `SPAN` windows of `WIDTH` words that follow each other the one with the smallest number is kept (S. Schleimer,
D. Wilkerson, A. Aiken: Winnowing, SIGMOD 2003). So of any `WIDTH + SPAN - 1` words in a row at least one number is
kept, whatever stands around them, and of all windows two sevenths are.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

from archive.wording.words import forms

WIDTH = 3  # words of a window
SPAN = 6  # windows of which one is kept
SURE = WIDTH + SPAN - 1  # words in a row of which a number is kept for sure
BITS = 24  # SQLite keeps a signed number of 24 bits in three bytes; one that is met by chance costs a look
NUMBER_BITS = 16  # and one of 16 bits in two


def window_numbers(some: Sequence[str]) -> list[int]:
    """The number of each window of words, signed; a text of fewer words than a window has none."""
    return [_signed(zlib.crc32(" ".join(some[n : n + WIDTH]).encode())) for n in range(len(some) - WIDTH + 1)]


def fingerprints(texts: Iterable[str]) -> set[int]:
    """The numbers that are kept of some texts; no window reaches from one text into another."""
    kept: set[int] = set()
    for text in texts:
        numbers = window_numbers(forms(text))
        if numbers:
            kept.update(min(numbers[n : n + SPAN]) for n in range(max(1, len(numbers) - SPAN + 1)))
    return kept


def release_number(slug: str) -> int:
    """A number of two bytes that stands for a release beside its fingerprints; some releases share one."""
    return release_numbers([slug])[0]


def release_numbers(slugs: Sequence[str]) -> list[int]:
    """The numbers of many releases: a call for each would take longer than the rest."""
    low, mask, crc32 = 1 << (NUMBER_BITS - 1), (1 << NUMBER_BITS) - 1, zlib.crc32
    return [(crc32(slug.encode()) & mask) - low for slug in slugs]


def _signed(number: int) -> int:
    return (number & ((1 << BITS) - 1)) - (1 << (BITS - 1))
