"""How far to trust a quote: the share of quotes of its sort that are right, as counted on labelled texts.

`python -m bench.calibrate` counts it, on texts on which no rule was made, and writes the table in docs/quotes.md. A
quote is right when the words are somebody's and the speaker, if one is given, is whose they are. Of which sort a rule
is stands in its declaration (`Trust`).
"""

from __future__ import annotations

from archive.german.quotes.grammar import MentionSort, Right, trust_of

# Where the cue stands: the share that is right where the mention is a name.
RIGHT_BY_CUE: dict[Right, float] = {
    "so": 0.97,
    "beside": 0.95,
    "before": 0.92,
    "around": 0.85,
    "going on": 0.92,
    "carried": 0.7,
    "paper": 0.4,
}
# What the mention is, as a share of that.
MENTION: dict[MentionSort, float] = {"name": 1.0, "pronoun": 0.9, "body": 0.6}
SPEECH = 0.9  # of what is taken for speech this much is speech at least
OPEN = 0.5  # what is said of a quote without a speaker: half of what could be

HIGH, MIDDLE = 0.9, 0.7  # what the site calls „hoch“ and „mittel“ begins here


def sort_of(rule: str, *, going_on: bool) -> Right:
    """Return the sort of cue of a rule; going_on: a sentence that is a quote alone, behind one of the same speaker."""
    return "going on" if going_on and rule == "carried" else trust_of(rule).right


def confidence(speech: float, cue: Right, how: str, *, named: bool, weighed: float | None) -> float:
    """Return how far to trust a quote, from 0 to 1, rounded to two decimals.

    speech: the probability that the words are somebody's. cue: its sort. how: the rule that resolved the mention.
    named: the speaker is known. weighed: the probability of the speaker, where the ranker chose it.
    """
    said = speech if speech < OPEN else SPEECH + (1 - SPEECH) * speech
    if not named:
        return round(said * OPEN, 2)
    return round(said * (RIGHT_BY_CUE[cue] * MENTION[trust_of(how).mention] if weighed is None else weighed), 2)
