"""Hostile text neither breaks the grammar nor takes it more than linear time."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.german.dates import date_mentions, timexes
from tests.archive.german.growth import grows_linearly

PIECES = [
    "1", "31", "2021", "0", ".", "(", ")", ":", ",", " ", "\n", "-", "–", "/", "Mai", "Mo", "Montag", "und", "bis",
    "Uhr", "Ende", "der", "nächsten", "Woche", "Jahre", "ersten", "heute", "Morgen", "am", "(30.)", "montags",
    "Wochenende", "jeden", "Hälfte", "Jahrhundert", "Ostern", "Mitternacht", "80er", "9999", "٣", "²",
]  # fmt: skip
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40), DAYS, st.sampled_from(["ahead", "back"]))
def test_any_text_gives_mentions_that_lie_in_it(pieces: list[str], issued: date, look: str) -> None:
    text = "".join(pieces) + " " + " ".join(pieces)
    mentions = date_mentions(text, issued, look="back" if look == "back" else "ahead")
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.text
        for day in (mention.begin_day, mention.end_day):
            assert day is None or date.fromisoformat(day)
        if mention.begin_day and mention.end_day:
            assert mention.begin_day <= mention.end_day
    parts = [m for m in mentions if not m.span]
    assert all(first.end <= second.start for first, second in pairwise(parts))
    assert len(timexes(mentions)) == sum(m.value is not None for m in mentions)


@pytest.mark.parametrize(
    "unit",
    ["1", "1.", "1. ", "(", "(1.) ", "1.1.", "12:", "2021-", "1, ", "Mo ", "Montag ", "Montag, ", "Montag und ",
     "1. und ",
     "10 bis ", "10-", " ", "\n", "Ende der ", "nächsten ", "2021 bis ", "Mai ", "Mai bis ", "12 Uhr ", "heute ",
     "vor 3 ", "vom 1. ", "montags ", "montags, ", "ersten ", "jeden ", "Mo, ", "'89 ", "80er ", "Ostern ",
     "Nacht des "],
)  # fmt: skip
def test_time_is_linear_in_the_length_of_the_text(unit: str) -> None:
    assert grows_linearly(lambda text: date_mentions(text, "2021-04-01"), unit, 4_000 // len(unit))


def test_a_long_row_of_numbers_is_no_list_of_days_and_hides_no_day_behind_it() -> None:
    row = "1. und " * 30
    (mention,) = date_mentions(f"{row}Ende. Am 5. Mai 2021 tagt der Rat.", "2021-04-01")
    assert (mention.text, mention.value) == ("5. Mai 2021", "2021-05-05")


def test_a_long_list_of_days_keeps_each_of_them() -> None:
    text = "Am 1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11. und 12. Mai 2021 ist geschlossen."
    days = [m.value for m in date_mentions(text, "2021-04-01") if not m.span]
    assert days == [f"2021-05-{day:02}" for day in range(1, 13)]
