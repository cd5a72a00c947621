"""κ, intervals, matching: against values that are printed elsewhere or counted by hand."""

from __future__ import annotations

import pytest

from bench.quality.agreement import agreement, cohens_kappa, speakers
from bench.quality.labelled import DateLabel, Labelling, QuoteLabel, Text, WrongLabel, place
from bench.quality.overlap import covered, same, tally, words
from bench.quality.shares import Share, Tally, wilson

BODY = "Am Freitag, 5. Juni, um 18 Uhr liest Ida Nohl. „Es wird laut“, sagt sie. Die Reihe „Leise“ ruhe dann."
TEXT = Text("t", None, "Lesung", None, BODY)


def date_label(passage: str, kind: str, value: str | None) -> DateLabel:
    return DateLabel(*place(TEXT.whole, passage, 1), kind, value, None)


def quote_label(passage: str, kind: str, speaker: str | None = None) -> QuoteLabel:
    return QuoteLabel(*place(TEXT.whole, passage, 1), kind, speaker, speaker, None)


DAY, HOUR = date_label("Freitag, 5. Juni", "day", "2026-06-05"), date_label("18 Uhr", "hour", "2026-06-05T18:00")
SAID, NAME = quote_label("Es wird laut", "direct", "Ida Nohl"), quote_label("Leise", "none")
TOLD = quote_label("Die Reihe „Leise“ ruhe dann", "reported")


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [
        ({"yy": 20, "yn": 5, "ny": 10, "nn": 15}, 0.4),
        ({"yy": 45, "yn": 15, "ny": 25, "nn": 15}, 0.1304),
        ({"yy": 25, "yn": 35, "ny": 5, "nn": 35}, 0.2593),
        ({"yy": 3}, 1.0),
        ({"yn": 2, "ny": 2}, -1.0),
    ],
)
def test_kappa_is_that_of_the_textbooks(counts: dict[str, int], kappa: float) -> None:
    """The first three are the examples of the article on Cohen's κ in Wikipedia."""
    pairs = [(pair[0], pair[1]) for pair, many in counts.items() for _ in range(many)]
    assert cohens_kappa(pairs) == pytest.approx(kappa, abs=5e-5)


def test_of_no_pair_there_is_no_kappa() -> None:
    with pytest.raises(ValueError, match="no pair"):
        cohens_kappa([])


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (29, 29, 0.8830, 1.0), (0, 0, 0, 1)],
)
def test_intervals_are_those_of_newcombe_1998(hits: int, of: int, low: float, high: float) -> None:
    """His table I, method 3; the last is of nothing."""
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_a_share_says_of_how_many_and_nothing_of_nothing() -> None:
    assert str(Share(81, 263)) == "30.8 (26–37) of 263"
    assert str(Share(0, 0)) == "–"


def test_f1_is_the_harmonic_mean() -> None:
    some = Tally(10, 8, 6) + Tally(2, 0, 0)
    precision, recall = some.precision.percent, some.recall.percent
    assert (precision, recall) == (75.0, 50.0)
    assert some.f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_equal_spans_are_one_before_those_that_overlap() -> None:
    assert same([(0, 10), (0, 4)], [(0, 4), (20, 30)]) == [(1, 0)]
    assert same([(0, 10)], [(8, 12), (1, 7)]) == [(0, 1)]
    assert same([(0, 4)], [(4, 8)]) == []


def test_spans_count_with_equal_ends_or_a_common_letter() -> None:
    labelled, read = [(0, 4), (10, 20)], [(0, 4), (12, 20), (30, 31)]
    assert tally(labelled, read, exact=True) == Tally(2, 3, 1)
    assert tally(labelled, read, exact=False) == Tally(2, 3, 2)


def test_a_word_is_covered_by_a_part_of_it() -> None:
    assert covered(words("drei lange Worte"), [(3, 6)]) == {0, 1}


def test_a_passage_is_found_by_its_number() -> None:
    assert place("10 bis 10 Uhr", "10", 2) == (7, 9)
    for passage, number in (("10", 3), ("", 1)):
        with pytest.raises(WrongLabel):
            place("10 bis 10 Uhr", passage, number)


def test_fields_begin_where_the_whole_text_has_them() -> None:
    text = Text("t", None, "Ein Titel", "Ein Vorspann", "Erster.\n\nZweiter.")
    assert {name: text.whole[at:][:6] for name, at in text.starts.items()} == {
        "title": "Ein Ti", "teaser": "Ein Vo", "body": "Erster",
    }  # fmt: skip
    assert [block.text for block in text.release.blocks] == ["Erster.", "Zweiter."]


def test_two_equal_labellings_agree_wholly() -> None:
    side = [Labelling(TEXT, (DAY, HOUR), (SAID, TOLD, NAME))]
    rows = {row.what: row for row in agreement(side, side)}
    assert {what: row.kappa[0] for what, row in rows.items() if row.kappa} == {
        "dates": 1.0, "between marks": 1.0, "reported": 1.0,
    }  # fmt: skip
    assert (rows["dates"].exact, rows["dates"].value) == (100.0, Share(2, 2))
    assert speakers(side, side)[0] == ("speaker", Share(2, 2), 1.0)


def test_intervals_lie_apart_and_a_missing_label_is_a_category() -> None:
    span = date_label("Freitag, 5. Juni, um 18 Uhr", "interval", None)
    one = [Labelling(TEXT, (DAY, HOUR, span), (SAID, NAME))]
    other = [Labelling(TEXT, (DAY, HOUR), (SAID,))]
    rows = {row.what: row for row in agreement(one, other)}
    assert (rows["dates"].one, rows["dates"].exact) == (2, 100.0)
    assert (rows["interval"].one, rows["interval"].other) == (1, 0)
    marks = rows["between marks"].kappa
    assert marks
    assert (round(marks[0], 6), marks[1]) == (0.333333, 2)  # the second pair is none, unlabelled
    (turned,) = [row.kappa for row in agreement(other, one) if row.what == "between marks"]
    assert turned == marks


def test_speaker_and_mention_are_compared_apart() -> None:
    pronoun = QuoteLabel(SAID.start, SAID.end, "direct", "sie", "Ida Nohl", None)
    told = speakers([Labelling(TEXT, (), (SAID,))], [Labelling(TEXT, (), (pronoun,))])
    assert [(what, share) for what, share, _ in told] == [
        ("speaker", Share(1, 1)), ("mention", Share(0, 1)), ("office", Share(1, 1)),
    ]  # fmt: skip


def test_each_difference_is_counted_where_it_is() -> None:
    """The hour shifted by a word and given no day; the name taken for speech; the report not seen."""
    one = [Labelling(TEXT, (DAY, HOUR), (SAID, TOLD, NAME))]
    late = date_label("um 18 Uhr", "hour", "T18:00")
    other = [Labelling(TEXT, (DAY, late), (quote_label("Es wird laut", "direct"), quote_label("Leise", "fragment")))]
    rows = {row.what: row for row in agreement(one, other)}
    assert (rows["dates"].exact, rows["dates"].overlapping, rows["dates"].value) == (50.0, 100.0, Share(1, 2))
    dates = rows["dates"].kappa
    assert dates
    assert dates[1] == len(words(TEXT.whole)) == 21
    assert 0.8 < dates[0] < 1  # of 21 words one is outside for one and an hour for the other
    marks = rows["between marks"].kappa
    assert marks
    assert (round(marks[0], 6), marks[1]) == (0.333333, 2)
    assert (rows["reported"].one, rows["reported"].other, rows["reported"].exact) == (1, 0, 0.0)
    assert rows["reported"].kappa == (0.0, 21)
    assert speakers(one, other)[0][1] == Share(0, 1)
