"""The table in which every date rule is declared, and the shapes of numbers that trigger rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from archive.german.dates.context import Reading
from archive.german.rules import RuleTable

# Reads at a position; returns where reading continues, which is the position itself if the rule finds nothing.
Reader = Callable[[Reading, int], int]

RULES: RuleTable[Reader] = RuleTable("dates")

# Triggers other than words, each written as a sample of its shape.
ORDINAL = "1."  # one or two figures and a stop
DAY_MONTH = "1. Mai"  # the same in front of a month
DOTTED = "1.1"  # the same with a figure behind the stop
NUMBER = "1"  # up to three figures, or one or two before anything else
BEFORE_MONTH = "1 M"  # the same in front of a word that may be a month
JOINED = "80er"  # the same in front of „er“ or a hyphen
YEAR = "2021"  # four figures
BRACKET = "("  # a bracket in front of a day of the month
SHAPES = (ORDINAL, DAY_MONTH, DOTTED, NUMBER, BEFORE_MONTH, JOINED, YEAR, BRACKET)


def words(*lists: Iterable[str]) -> tuple[str, ...]:
    """Return the words of the lists, each also with a capital letter, once and in order."""
    forms = (form for found in lists for word in found for form in (word, word[0].upper() + word[1:]))
    return tuple(dict.fromkeys(forms))


def inflected(stems: Iterable[str], endings: str = "e en er es em") -> list[str]:
    """Return each stem with each of the endings, which stand between single blanks: `" s"` is none or an s."""
    return [stem + ending for stem in stems for ending in endings.split(" ")]
