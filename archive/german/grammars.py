"""The grammars whose rules are declared: what tests, documents, labels and ablations go through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archive.german.dates.choosers import CHOOSERS
from archive.german.dates.examples import read_example
from archive.german.dates.rules import RULES as DATE_RULES
from archive.german.dates.spans import SPANS
from archive.german.rules import RuleTable

Fired = tuple[str, str]  # the rule that fired, and what came out: a day or a speaker


@dataclass(frozen=True, slots=True)
class Grammar:
    """A table of rules and how its examples are read.

    rules:    the table.
    document: the file in docs/ that shows the table.
    read:     what an example's text gives: each rule that fired, with what came out.
    """

    rules: RuleTable[Any]
    document: str
    read: Callable[[str], list[Fired]]


GRAMMARS: tuple[Grammar, ...] = (
    Grammar(DATE_RULES, "dates.md", read_example),
    Grammar(CHOOSERS, "dates.md", read_example),
    Grammar(SPANS, "dates.md", read_example),
)


def labels() -> dict[str, str]:
    """Return the German label of every rule of every grammar, and of the rows that they give, by name."""
    return {name: text for grammar in GRAMMARS for name, text in grammar.rules.labels().items()}
