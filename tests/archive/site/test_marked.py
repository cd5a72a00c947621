"""Quotes and days in a text: places become passages and runs, and nothing of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.site.pages.marked import DatePlace, Passage, QuotePlace, mark

TEXT = "Am Freitag sagt Abel: „Bis Montag!“ Und geht."


def quote(start: int, end: int, number: int = 1) -> QuotePlace:
    return QuotePlace(number, start, end, "direct")


def day(start: int, end: int) -> DatePlace:
    return DatePlace(start, end, "2026-05-01", "2026-05-01")


def printed(passages: tuple[Passage, ...]) -> str:
    """[quote] and {date}, with | where a quote ends."""
    out = ""
    for passage in passages:
        runs = "".join(f"{{{run.text}}}" if run.date else run.text for run in passage.runs)
        out += f"[{runs}]" + ("|" if passage.ends else "") if passage.quote else runs
    return out


@pytest.mark.parametrize(("quotes", "dates", "shown"), [
    ([], [], TEXT),
    ([quote(22, 35)], [], "Am Freitag sagt Abel: [„Bis Montag!“]| Und geht."),
    ([quote(22, 35)], [day(3, 10), day(27, 33)], "Am {Freitag} sagt Abel: [„Bis {Montag}!“]| Und geht."),
    ([quote(22, 35), quote(27, 33, 2)], [], "Am Freitag sagt Abel: [„Bis Montag!“]| Und geht."),
    ([quote(22, 99)], [], "Am Freitag sagt Abel: [„Bis Montag!“ Und geht.]"),
    ([quote(27, 35)], [day(22, 33)], "Am Freitag sagt Abel: {„Bis }[{Montag}!“]| Und geht."),
])  # fmt: skip
def test_quotes_hold_dates_and_the_first_of_two_that_overlap_wins(
    quotes: list[QuotePlace], dates: list[DatePlace], shown: str
) -> None:
    assert printed(mark(TEXT, 0, quotes, dates)) == shown


def test_a_block_is_marked_at_its_place_in_the_field() -> None:
    assert printed(mark("sagt Abel", 11, [quote(16, 20)], [])) == "sagt [Abel]|"
    assert printed(mark("Am Freitag", 100, [quote(0, 5)], [day(103, 110)])) == "Am {Freitag}"


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6), st.integers(0, 9))
def test_no_character_is_lost_or_doubled(text: str, places: list[tuple[int, int]], offset: int) -> None:
    passages = mark(text, offset, [quote(a, b) for a, b in places], [day(b, a) for a, b in places])
    assert "".join(run.text for passage in passages for run in passage.runs) == text
