"""Quotes and days in a text: places become passages and runs, and nothing of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.site.pages.marked import DatePlace, Passage, Point, QuotePlace, mark

TEXT = "Am Freitag sagt Abel: „Bis Montag!“ Und geht."


def quote(start: int, end: int, number: int = 1) -> QuotePlace:
    return QuotePlace(number, start, end, "direct")


def point(at: int, number: int) -> Point:
    return Point(at, f"z{number}", "quote", number, "Worte")


def day(start: int, end: int) -> DatePlace:
    return DatePlace(start, end, "2026-05-01", "2026-05-01")


def printed(passages: tuple[Passage, ...]) -> str:
    """[quote] and {date}, with #1 where the first thing begins and |1 where the first quote ends."""
    out = ""
    for passage in passages:
        runs = ""
        for run in passage.runs:
            runs += "".join(f"#{point.number}" for point in run.points)
            runs += f"{{{run.text}}}" if run.date else run.text
            runs += "".join(f"|{number}" for number in run.ended)
        out += f"[{runs}]" if passage.quote else runs
    return out


@pytest.mark.parametrize(("quotes", "dates", "shown"), [
    ([], [], TEXT),
    ([quote(22, 35)], [], "Am Freitag sagt Abel: [„Bis Montag!“|1] Und geht."),
    ([quote(22, 35)], [day(3, 10), day(27, 33)], "Am {Freitag} sagt Abel: [„Bis {Montag}!“|1] Und geht."),
    ([quote(22, 35), quote(27, 33, 2)], [], "Am Freitag sagt Abel: [„Bis Montag|2!“|1] Und geht."),
    ([quote(22, 99)], [], "Am Freitag sagt Abel: [„Bis Montag!“ Und geht.]"),
    ([quote(27, 35)], [day(22, 33)], "Am Freitag sagt Abel: {„Bis }[{Montag}!“|1] Und geht."),
])  # fmt: skip
def test_quotes_hold_dates_and_the_first_of_two_that_overlap_wins(
    quotes: list[QuotePlace], dates: list[DatePlace], shown: str
) -> None:
    assert printed(mark(TEXT, 0, quotes, dates)) == shown


def test_a_block_is_marked_at_its_place_in_the_field() -> None:
    assert printed(mark("sagt Abel", 11, [quote(16, 20)], [])) == "sagt [Abel|1]"
    assert printed(mark("Am Freitag", 100, [quote(0, 5)], [day(103, 110)])) == "Am {Freitag}"


@pytest.mark.parametrize(("points", "dates", "shown"), [
    ([point(22, 1)], [], "Am Freitag sagt Abel: [#1„Bis Montag!“|1] Und geht."),
    ([point(22, 1), point(27, 2)], [day(27, 33)], "Am Freitag sagt Abel: [#1„Bis #2{Montag}!“|1] Und geht."),
    ([point(29, 1)], [day(27, 33)], "Am Freitag sagt Abel: [„Bis #1{Montag}!“|1] Und geht."),
    ([point(0, 1), point(0, 2)], [day(3, 10)], "#1#2Am {Freitag} sagt Abel: [„Bis Montag!“|1] Und geht."),
    ([point(90, 1)], [], "Am Freitag sagt Abel: [„Bis Montag!“|1] Und geht."),
])  # fmt: skip
def test_what_begins_in_a_text_has_a_point_there_and_within_a_date_before_it(
    points: list[Point], dates: list[DatePlace], shown: str
) -> None:
    assert printed(mark(TEXT, 0, [quote(22, 35)], dates, points)) == shown


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6), st.integers(0, 9))
def test_no_character_is_lost_or_doubled(text: str, places: list[tuple[int, int]], offset: int) -> None:
    quotes, dates = [quote(a, b) for a, b in places], [day(b, a) for a, b in places]
    passages = mark(text, offset, quotes, dates, [point(a, n) for n, (a, _) in enumerate(places)])
    assert "".join(run.text for passage in passages for run in passage.runs) == text
