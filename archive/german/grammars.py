"""The grammars whose rules are declared: what tests, documents, labels and ablations go through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archive.german.dates.choosers import CHOOSERS
from archive.german.dates.examples import read_example, tried_on_example
from archive.german.dates.rules import RULES as DATE_RULES
from archive.german.dates.spans import SPANS
from archive.german.quotes import quotes
from archive.german.quotes.grammar import ENDINGS
from archive.german.quotes.grammar import RULES as QUOTE_RULES
from archive.german.rules import Fired, RuleTable, one_label_each


@dataclass(frozen=True, slots=True)
class Grammar:
    """A table of rules and how its examples are read.

    rules:    the table.
    document: the file in docs/ that shows the table.
    read:     what an example's text gives: each rule that fired, with what came out.
    tried:    the rules that are tried on an example's text; None where the grammar does not tell.
    """

    rules: RuleTable[Any]
    document: str
    read: Callable[[str], list[Fired]]
    tried: Callable[[str], frozenset[str]] | None = None


def _quotes(text: str) -> list[Fired]:
    """Each rule of the quotes of an example with the speaker („?“: nobody); „#“ opens a title, „¶“ parts paragraphs."""
    title, body = (text.removeprefix("# "), "") if text.startswith("# ") else ("", text.replace(" ¶ ", "\n"))
    declared = {row: rule.name for rule in QUOTE_RULES for row in rule.rows}
    return [
        Fired(declared.get(part, part), quote.speaker or "?", part)
        for quote in quotes(title, None, [body])
        for part in quote.rule.split("+")
    ]


GRAMMARS: tuple[Grammar, ...] = (
    Grammar(DATE_RULES, "dates.md", read_example, tried_on_example),
    Grammar(CHOOSERS, "dates.md", read_example),
    Grammar(SPANS, "dates.md", read_example),
    Grammar(QUOTE_RULES, "quotes.md", _quotes),
)


def labels() -> dict[str, str]:
    """Return the German label of every rule of every grammar, and of the rows that they give, by name.

    Raises: RuleError, if two rules label one name differently.
    """
    rules = [(rule.name, rule.labels) for grammar in GRAMMARS for rule in grammar.rules]
    return one_label_each([*rules, ("ENDINGS", ENDINGS)])
