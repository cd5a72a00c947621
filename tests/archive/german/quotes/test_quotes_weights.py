"""What speaks for speech and against it: every weight counts in its example, every cue's weight is a rule's."""

from __future__ import annotations

import pytest

from archive.german.quotes import annotate, quotes
from archive.german.quotes.grammar import RULES, trust_of
from archive.german.quotes.weights import WEIGHTS
from archive.german.trace import Trace


def counted(text: str) -> set[str]:
    """The features of all spans between marks of a text."""
    trace = Trace()
    quotes("", None, [text], traces={"body": trace})
    return {name for step in trace.steps if step.rule == "speech_or_not" for name in step.reasons}


@pytest.mark.parametrize("name", WEIGHTS)
def test_a_weight_counts_in_its_example(name: str) -> None:
    assert name in counted(WEIGHTS[name].example)


def test_every_feature_has_a_weight_and_every_cue_is_that_of_a_rule() -> None:
    features = {name for weight in WEIGHTS.values() for name in counted(weight.example)}
    assert features == set(WEIGHTS)
    speech = {trust_of(rule.name).speech for rule in RULES} - {None}
    assert speech == {name for name in WEIGHTS if name.startswith("cue_")}


def test_a_rule_or_weight_that_is_switched_off_has_no_say() -> None:
    text = "„Das Bad bleibt uns erhalten“, sagte Ruth Amend."
    assert [quote.rule for quote in quotes("", None, [text])] == ["after_verb+name"]
    assert [quote.rule for quote in quotes("", None, [text], without=["after_verb"])] == ["inverted+name"]
    assert quotes("", None, [text], without=["finite"])[0].confidence < quotes("", None, [text])[0].confidence


def test_explaining_says_what_was_tried_and_changes_nothing() -> None:
    text = "„Das Bad bleibt uns erhalten“, sagte Ruth Amend."
    (plain,), (told,) = annotate(text), annotate(text, explain=True)
    steps = told.pop("tried")
    assert told == plain
    assert isinstance(steps, list)
    assert {"rule": "after_verb", "outcome": "found", "why": "sagte → Ruth Amend"} in steps
    assert {"rule": "after_verb+name", "outcome": "decided", "why": "Ruth Amend"} in steps
