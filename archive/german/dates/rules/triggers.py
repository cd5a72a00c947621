"""Where a rule may begin: one pattern leaps over all words and numbers that trigger no rule."""

from __future__ import annotations

import re
from collections.abc import Collection

from archive.german.dates.rules.table import SHAPES
from archive.german.words.pattern import one_of

LETTER = "A-Za-zÄÖÜäöüß"
HEAD = 5  # letters of a trigger that the pattern knows; with all of them it would be far larger and no faster
END = "$"  # of a trigger that is shorter
GROUPS = (None, None, *SHAPES)  # what each group stands for; the first is a word, which speaks for itself


def trigger_pattern(words: Collection[str]) -> re.Pattern[str]:
    """Return the pattern with which `finditer` leaps from trigger to trigger.

    Each match ends with a word that may be one of `words` (group 1) or with a number of one of the SHAPES (the groups
    behind it, in their order); the last match may end with the text, and then it has no group.
    """
    heads = sorted({word[:HEAD] if len(word) >= HEAD else f"{word}{END}" for word in words})
    word = one_of(heads).replace(re.escape(END), rf"(?![{LETTER}])")
    number = r"(?<![^\W_])(?<!\d[.,:/+])\d{1,4}(?!\d)"
    bracket = r"\((?=\d{1,2}\.\))"
    between = rf"[^{LETTER}\d(]*+"
    passed = rf"(?:(?!{word})[{LETTER}]++|(?!{number})\d++|(?!{bracket})\()"
    shapes = "|".join(f"({shape})" for shape in SHAPES.values())
    return re.compile(rf"(?:{between}{passed})*{between}(?:([{LETTER}]+)|{shapes}|\Z)")


def ahead_pattern(words: Collection[str]) -> re.Pattern[str]:
    """Return the pattern that matches behind a trigger where a word begins with one of `words`."""
    return re.compile(rf"\s{{0,5}}{one_of(sorted(words))}")
