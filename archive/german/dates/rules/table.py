"""The table in which every date rule is declared, and the shapes of numbers that trigger rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from archive.german.dates.blanks import O
from archive.german.dates.context import Reading
from archive.german.rules import RuleTable
from archive.german.words.calendar import DEICTIC, MONTHS, ORDINALS
from archive.german.words.pattern import one_of

# Reads at a position; returns where reading continues, which is the position itself if the rule finds nothing.
Reader = Callable[[Reading, int], int]

RULES: RuleTable[Reader] = RuleTable("dates")

# Triggers other than words, each written as a sample of its shape, with the pattern of a number that has it. Where more
# than one fits the first counts.
APOSTROPHED = "’89"  # two figures behind an apostrophe
YEAR = "2021"  # four figures
DOTTED = "1.1"  # up to three figures and a stop with a figure behind it
DAY_MONTH = "1. Mai"  # the same with a month behind the stop
ORDINAL = "1."  # the same with anything else behind the stop
JOINED = "80er"  # up to three figures in front of „er“ or a hyphen
BEFORE_MONTH = "1 M"  # the same in front of a word that may be a month
NUMBER = "1"  # the same before anything else
BRACKET = "("  # a bracket in front of a day of the month
MONTH_INITIALS = "".join(sorted({name[0] for name in MONTHS}))
SHAPES = {
    APOSTROPHED: r"(?<=['’‘])\d\d(?!\d)",
    YEAR: r"\d{4}",
    DOTTED: r"\d+\.(?=\d)",
    DAY_MONTH: rf"\d+\.(?={O}(?:{one_of(MONTHS)})\b(?!-))",
    ORDINAL: r"\d+\.",
    JOINED: r"\d+(?=[e-])",
    BEFORE_MONTH: rf"\d+(?=\s{{0,2}}[{MONTH_INITIALS}])",
    NUMBER: r"\d+",
    BRACKET: r"\(",
}


def words(*lists: Iterable[str]) -> tuple[str, ...]:
    """Return the words of the lists, each also with a capital letter, without repeats and in order."""
    forms = (form for found in lists for word in found for form in (word, word[0].upper() + word[1:]))
    return tuple(dict.fromkeys(forms))


def inflected(stems: Iterable[str], endings: str = "e en er es em") -> list[str]:
    """Return each stem with each ending. Endings are separated by single blanks: `" s"` is no ending or an s."""
    return [stem + ending for stem in stems for ending in endings.split(" ")]


DIGITS = tuple("0123456789")
POINTERS = ("des", "der", *words(DEICTIC))  # what may stand between „Ende“ and a period: „Ende des nächsten Monats“
NTHS = (*DIGITS, *words(ORDINALS))
