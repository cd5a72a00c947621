"""German days, moments and numbers for readers."""

from __future__ import annotations

import pytest

from archive.site import german


@pytest.mark.parametrize(("iso", "printed"), [
    ("2021-04-01", "Donnerstag, 1. April 2021"),
    ("2026-11-24T04:00:00Z", "Dienstag, 24. November 2026"),
    ("2014-03-31", "Montag, 31. März 2014"),
])  # fmt: skip
def test_a_day_is_written_with_weekday_and_month(iso: str, printed: str) -> None:
    assert german.long_day(iso) == printed


@pytest.mark.parametrize(("utc", "printed"), [
    ("2021-04-01T10:00:00Z", "1. April 2021, 12.00 Uhr"),
    ("2021-12-31T23:30:00Z", "1. Januar 2022, 00.30 Uhr"),
])  # fmt: skip
def test_a_moment_is_told_on_the_clocks_of_the_city(utc: str, printed: str) -> None:
    assert german.moment(utc, "Europe/Berlin") == printed


@pytest.mark.parametrize(("value", "printed"), [
    (0, "0"), (999, "999"), (20000, "20.000"), (1234567, "1.234.567"), (0.84, "0,84"),
])  # fmt: skip
def test_numbers_have_a_point_at_thousands_and_a_decimal_comma(value: float, printed: str) -> None:
    assert german.number(value) == printed


def test_one_of_a_thing_is_singular() -> None:
    assert [german.counted(n, "Zitat", "Zitate") for n in (0, 1, 2)] == ["0 Zitate", "1 Zitat", "2 Zitate"]


def test_a_name_in_an_address_keeps_nothing_that_ends_a_path() -> None:
    assert german.path_part("A/B ?ä#") == "A%2FB%20%3F%C3%A4%23"
