"""The confidence of a quote is the share of its sort that is right."""

from __future__ import annotations

import pytest

from archive.german.quotes import quotes
from archive.german.quotes.confidence import HIGH, MENTION, MIDDLE, RIGHT_BY_CUE
from archive.german.quotes.grammar import RULES, Trust, trust_of
from archive.site.labels import sureness
from bench.calibrate import judged_news, judged_releases


def test_of_quotes_at_nine_tenths_nine_in_ten_are_right_and_of_others_fewer() -> None:
    found = [*judged_news(), *judged_releases("kept_aside")]
    high = [judged.right for judged in found if judged.quote.confidence >= HIGH]
    rest = [judged.right for judged in found if judged.quote.confidence < HIGH]
    low = [judged.right for judged in found if judged.quote.confidence < MIDDLE]
    assert len(high) > len(found) / 2
    assert sum(high) / len(high) >= 0.9
    assert sum(rest) / len(rest) < 0.85
    assert sum(low) / len(low) < 0.65


def test_every_sort_that_is_counted_is_that_of_a_rule() -> None:
    declared = [trust_of(rule.name) for rule in RULES]
    assert {trust.right for trust in declared} | {"going on"} == set(RIGHT_BY_CUE)
    assert {trust.mention for trust in declared} == set(MENTION)
    assert all(isinstance(rule.trust, Trust | None) for rule in RULES)


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("„Das Bad bleibt uns“, so Ruth Amend.", "Ruth Amend kam. „Das Bad bleibt uns“, sagte sie."),
        ("„Das Bad bleibt uns“, sagte Ruth Amend.", "„Das Bad bleibt uns“, sagte der Verein."),
        ("„Das Bad bleibt uns“, sagte der Verein.", "„Das Bad bleibt uns“, sagte eine Sprecherin."),
    ],
)
def test_what_is_surer_has_the_higher_confidence(surer: str, less_sure: str) -> None:
    assert quotes("", None, [surer])[-1].confidence > quotes("", None, [less_sure])[-1].confidence


@pytest.mark.parametrize(
    ("confidence", "word"),
    [(1.0, "hoch"), (0.9, "hoch"), (0.89, "mittel"), (0.7, "mittel"), (0.69, "niedrig"), (0.0, "niedrig")],
)
def test_the_site_says_in_a_word_how_sure_a_quote_is(confidence: float, word: str) -> None:
    assert sureness(confidence) == word
