"""Who of all around a quote says it: what is weighed, what may not be overruled, and that the weights are of use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.german.quotes import Quote, quotes
from archive.german.quotes.grammar import trust_of
from archive.german.quotes.ranking.weights import WEIGHTS
from archive.german.trace import Trace
from bench.ranker_examples import TEXTS, news

SPOKEN = "„Das Bad bleibt uns erhalten“, sagte Ruth Amend. "


def last(text: str, *, without: tuple[str, ...] = ()) -> Quote:
    return quotes("", None, [text], without=without)[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (SPOKEN + "Leiter Jakob Kranz kam. Er war „ganz und gar zufrieden“.", "Jakob Kranz"),
        (SPOKEN + "Leiter Jakob Kranz kam spät. Für Kranz war es „ein Satz, der wütend macht“.", "Jakob Kranz"),
    ],
)
def test_who_stands_beside_the_words_outweighs_who_spoke_before(text: str, speaker: str) -> None:
    assert last(text).speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        SPOKEN + "„Darauf sind wir alle sehr stolz.“",
        SPOKEN + "Der Verein habe die Pläne „lange und gründlich geprüft“.",
        SPOKEN + "Sie freue sich mit dem Leiter Jakob Kranz über „ein Haus für alle Kinder“.",
    ],
)
def test_who_spoke_before_keeps_what_is_told_on(text: str) -> None:
    assert last(text).speaker == "Ruth Amend"


def test_a_cue_of_its_own_is_never_overruled() -> None:
    strong = {"after_verb", "before_colon", "name_colon", "after_so", "before_verb", "signed_after"}
    assert not any(trust_of(rule).weak for rule in strong)


def test_the_reasons_stand_in_the_trace_and_the_probability_in_the_confidence() -> None:
    text = SPOKEN + "Leiter Jakob Kranz kam. Er war „ganz und gar zufrieden“."
    trace = Trace()
    found = quotes("", None, [text], traces={"body": trace})[-1]
    step = next(step for step in trace.at(found.start, found.end) if step.rule == "ranked")
    assert found.rule == "ranked+pronoun"
    assert (step.why, step.outcome) == ("Jakob Kranz", "found")
    assert (step.sure or 0) > 0.5
    assert "place before" in step.reasons
    assert 0 < found.confidence < 0.9


def test_switched_off_nothing_is_weighed() -> None:
    text = SPOKEN + "Leiter Jakob Kranz kam. Er war „ganz und gar zufrieden“."
    assert last(text, without=("ranked",)).rule.startswith("carried")


def test_every_weight_is_of_a_feature_and_has_one_decimal() -> None:
    known = {
        name for text in TEXTS for example in news(text) for row in example.rows for name in row.features + row.rules
    }
    assert len(set(WEIGHTS) - known) < 60  # the others are of the press releases
    assert all(value == round(value, 1) != 0 for value in WEIGHTS.values())


def test_the_ranker_gives_more_quotes_to_whom_the_label_says() -> None:
    won = lost = 0
    for path in sorted((Path(__file__).parents[3] / "fixtures" / "ranker").glob("*.jsonl")):
        for document in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            names = {(q["spans"][0][0], q["resolved"]) for q in document["quotes"] if q["type"] == "Direct"}
            after = {(q.start + 1, q.speaker) for q in quotes("", None, [document["text"]])}
            before = {(q.start + 1, q.speaker) for q in quotes("", None, [document["text"]], without=["ranked"])}
            won += len((after - before) & names)
            lost += len((before - after) & names)
    assert won >= 5
    assert won >= 5 * lost
