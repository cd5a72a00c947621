"""The table of all quote rules (which are in rules/ and people/), and the places in which rules are tried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from archive.german.rules import RuleTable

Right = Literal["so", "beside", "before", "around", "going on", "carried", "paper"]
MentionSort = Literal["name", "pronoun", "body"]
Place = Literal["after", "before", "around", "next", "signature", "carried", "reported", "speaker", "later", "ranked"]
# Where a rule looks says the hundred of its order: right behind the quote, before it, later in its sentence, in the
# sentence behind, in the next line; at what was said before; in a sentence without marks; from the mention to the
# person; at the quote that follows; at all who stand around a quote.
PLACES: dict[Place, int] = {
    "after": 100, "before": 200, "around": 300, "next": 400, "signature": 500, "carried": 600, "reported": 700,
    "speaker": 800, "later": 900, "ranked": 1000,
}  # fmt: skip

# What else a quote's `rule` may say: no rule fired, nobody is named; and what came of the whole release afterwards.
ENDINGS = {
    "none": "nicht eingeleitet", "nobody": "niemand genannt", "recurs": "kehrt wieder", "office": "Amt mit Amtszeit",
    "corrected": "von Hand", "cut": "abgeschnitten",
}  # fmt: skip

RULES: RuleTable[Any] = RuleTable("quotes")


@dataclass(frozen=True, slots=True)
class Trust:
    """How sure a quote is that a rule found; declared with the rule.

    right:   the sort of place of its cue, by which quotes were counted (confidence.py).
    mention: the sort of mention that a rule for speakers resolves.
    speech:  the weight that it adds to „this is speech“ (weights.py); None where it says nothing about that.
    proves:  the cue alone makes what stands between the marks speech.
    cue:     what stands beside the quote: „so X“ or a verb with its subject; None for everything else.
    weak:    the ranker may choose somebody else.
    ranked:  as what the ranker counts the rule; None for itself.
    """

    right: Right = "beside"
    mention: MentionSort = "name"
    speech: str | None = None
    proves: bool = False
    cue: Literal["so", "verb"] | None = None
    weak: bool = False
    ranked: str | None = None

    def __str__(self) -> str:
        """As the table of the rules shows it."""
        said: list[str] = [self.right if self.mention == "name" else self.mention]
        said += ["alone proves speech"] if self.proves else [self.speech.replace("_", " ")] if self.speech else []
        return ", ".join([*said, *(["may be outweighed"] if self.weak else [])])


PLAIN = Trust()  # of a rule that says nothing else
NO_RULE = Trust(right="carried", weak=True)  # a quote that nothing introduces


@lru_cache(maxsize=1)
def _trusts() -> dict[str, Trust]:
    declared = {name: rule.trust for rule in RULES for name in (rule.name, *rule.rows)}
    return {name: trust if isinstance(trust, Trust) else PLAIN for name, trust in declared.items()} | dict.fromkeys(
        ("none", ""), NO_RULE
    )


def trust_of(rule: str) -> Trust:
    """Return how sure a rule is, by its name or that of a row that it gives; "none" is no rule."""
    return _trusts().get(rule, PLAIN)


class Tried(NamedTuple):
    """A rule as a search uses it; bit: that of its trigger, 0 where it is tried on every sentence."""

    name: str
    bit: int
    function: Any


@lru_cache(maxsize=1024)
def rules_of(place: Place, without: frozenset[str]) -> tuple[Tried, ...]:
    """Return the rules of a place in their order, but for those that are switched off."""
    first = PLACES[place]
    rules = (rule for rule in RULES if first <= rule.order < first + 100 and rule.name not in without)
    return tuple(Tried(rule.name, _bits()[rule.name], rule.function) for rule in rules)


@lru_cache(maxsize=1)
def _bits() -> dict[str, int]:
    """A bit for each rule that has a trigger, 0 for the others."""
    return {rule.name: 1 << number if rule.trigger else 0 for number, rule in enumerate(RULES)}


@lru_cache(maxsize=1)
def _bits_of_words() -> dict[str, int]:
    found: dict[str, int] = {}
    for rule in RULES:
        for trigger in rule.trigger:
            for word in {trigger, trigger.capitalize()}:
                found[word] = found.get(word, 0) | _bits()[rule.name]
    return found


@lru_cache(maxsize=1)
def _triggers() -> frozenset[str]:
    return frozenset(_bits_of_words())


@lru_cache(maxsize=4096)
def tried_rules(place: Place, without: frozenset[str], triggers: int) -> tuple[Tried, ...]:
    """Return the rules of a place that are tried on a sentence whose words have these triggers, as bits."""
    return tuple(rule for rule in rules_of(place, without) if not rule.bit or rule.bit & triggers)


def triggered(words: Iterable[str]) -> int:
    """Return the bits of the rules that are triggered by a sentence's words as printed: one look at each word."""
    bits, of_words = 0, _bits_of_words()
    for word in _triggers().intersection(words):
        bits |= of_words[word]
    return bits
