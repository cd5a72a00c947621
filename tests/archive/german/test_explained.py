"""Whatever a trace may say has German words, and nothing in English reaches a reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.german.dates import date_mentions
from archive.german.dates.examples import ISSUED, WHEN
from archive.german.dates.reasons import REASONS, WITH_WORD, reason_label
from archive.german.explained import CERTAINTIES, FLAGS, STATUSES, explained, rule_label
from archive.german.grammars import GRAMMARS
from archive.german.quotes import quotes
from archive.german.quotes.ranking.labels import feature_label
from archive.german.quotes.ranking.weights import WEIGHTS
from archive.german.quotes.records import Where
from archive.german.rules import RuleError
from archive.german.trace import Step, Trace

EXAMPLES = {
    document: [example.text for grammar in GRAMMARS if grammar.document == document for rule in grammar.rules
               for example in (*rule.yes, *rule.no)]
    for document in ("dates.md", "quotes.md")
}  # fmt: skip


def date_steps(text: str) -> Iterator[Step]:
    trace = Trace()
    when = WHEN.match(text)
    issued = (when and when["day"]) or ISSUED
    text = text[when.end() :] if when else text
    for mention in date_mentions(text, issued, look="back" if when and when["back"] else "ahead", trace=trace):
        assert rule_label(mention.rule)
        assert mention.certainty in CERTAINTIES
        assert mention.status is None or mention.status in STATUSES
        assert set(mention.flags) <= set(FLAGS)
        assert mention.reason is None or reason_label(mention.reason)
    yield from trace.steps


def quote_steps(text: str) -> Iterator[Step]:
    traces: dict[Where, Trace] = {"title": Trace(), "teaser": Trace(), "body": Trace()}
    title, body = (text.removeprefix("# "), "") if text.startswith("# ") else ("", text.replace(" ¶ ", "\n"))
    for quote in quotes(title, None, [body], traces=traces):
        assert rule_label(quote.rule)
    for trace in traces.values():
        yield from trace.steps


@pytest.mark.parametrize("text", EXAMPLES["dates.md"])
def test_every_step_of_a_date_rule_has_german_words(text: str) -> None:
    for step in date_steps(text):
        assert explained(step).rule


@pytest.mark.parametrize("text", EXAMPLES["quotes.md"])
def test_every_step_of_a_quote_rule_has_german_words(text: str) -> None:
    for step in quote_steps(text):
        assert explained(step).rule


def test_the_examples_reach_every_outcome_and_every_reason() -> None:
    """Without this the tests above could be about nothing."""
    steps = [step for text in EXAMPLES["dates.md"] for step in date_steps(text)]
    steps += [step for text in EXAMPLES["quotes.md"] for step in quote_steps(text)]
    assert {step.outcome for step in steps} == {"tried", "found", "lost", "decided"}
    reached = {reason for step in steps for reason in step.reasons}
    assert len(reached & set(REASONS)) > len(REASONS) / 2
    assert {name for name in WITH_WORD if any(reason.startswith(f"{name}: ") for reason in reached)} == set(WITH_WORD)


def test_a_name_without_a_label_is_an_error() -> None:
    for unlabelled in (
        lambda: reason_label("because"), lambda: reason_label("because: so"), lambda: feature_label("loud before"),
        lambda: rule_label("after_verb+magic"), lambda: explained(Step("magic", 0, 1, "tried")),
    ):  # fmt: skip
        with pytest.raises(RuleError, match="label"):
            unlabelled()


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("verb behind back 1", "das Redeverb folgt, im Satz davor"),
        ("back 1 of colon", "das Zitat folgt einem Doppelpunkt, im Satz davor"),
        ("gap before 5", "Abstand, einige Wörter weiter, vor dem Zitat im selben Satz"),
        ("next paragraph says", "der Satz hat ein Redeverb, im Absatz danach"),
        ("preposition für", "„für“ davor"),
    ],
)
def test_what_the_ranker_weighs_is_put_in_words(name: str, label: str) -> None:
    assert name in WEIGHTS
    assert feature_label(name) == label


def test_what_loses_says_to_what() -> None:
    """The ranker turns the choice of another rule down."""
    text = "„Das Bad bleibt“, sagte Eva Tann. Leiter Jakob Kranz kam. Er war „ganz und gar zufrieden“."
    lost = [explained(step) for step in quote_steps(text) if step.outcome == "lost"]
    assert lost[0].against == "abgewogen"
    assert lost[0].sure is not None


def test_what_a_day_is_counted_from_is_told() -> None:
    text = "Das Fest ist am 5. Mai 2021, am Montag darauf wird geputzt. Gestern kam der Rat."
    counted = [(text[s.start : s.end], s.why) for s in date_steps(text) if s.rule == "counted_from"]
    assert counted == [("Montag", "2021-05-05"), ("Gestern", ISSUED)]
