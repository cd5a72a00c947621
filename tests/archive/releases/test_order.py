"""Captures are ordered by run and record, imported ones by their moment; changed slugs are one release."""

from __future__ import annotations

import pytest

from archive.releases.order import Rank, capture_ranks, longest_rise
from archive.releases.renamed import renamed
from scraper.capture_index import CaptureRow
from scraper.runs import CrawlRun


def made(*runs: tuple[str, str]) -> list[str]:
    """The captures of runs (kind, time), one each, in the order in which they count; named by their times."""
    rows = [
        CaptureRow(
            n, at, f"r{n}", "http://x/", f"{at}-01-01T00:00:00Z", "response", 200, None, "", None, None, "", 0, 0
        )
        for n, (_, at) in enumerate(runs)
    ]
    ranks = capture_ranks(rows, [CrawlRun(f"r{n}", kind, None, "", "", number=n) for n, (kind, _) in enumerate(runs)])
    return sorted(ranks, key=lambda capture: ranks[capture])


@pytest.mark.parametrize(
    ("years", "order"),
    [
        (["2026", "2027", "2028"], ["2026", "2027", "2028"]),
        (["2026", "2036", "2027"], ["2026", "2036", "2027"]),
        (["2026", "1970", "2027"], ["2026", "1970", "2027"]),
        (["1970", "2026", "2027"], ["1970", "2026", "2027"]),
    ],
)
def test_own_runs_keep_their_order_whatever_their_clocks_said(years: list[str], order: list[str]) -> None:
    assert made(*(("crawl", year) for year in years)) == order


def test_imported_captures_stand_where_their_moment_puts_them() -> None:
    runs = [("crawl", "2026"), ("crawl", "2036"), ("crawl", "2028"), ("import", "2030"), ("import", "2027")]
    assert made(*runs) == ["2026", "2036", "2027", "2028", "2030"]


@pytest.mark.parametrize(
    ("times", "places"), [("", []), ("abc", [0, 1, 2]), ("azb", [0, 2]), ("baac", [1, 2, 3]), ("za", [1])]
)
def test_the_longest_rise(times: str, places: list[int]) -> None:
    assert sorted(longest_rise(times)) == places


def day(number: int) -> Rank:
    return (f"2021-04-{number:02}T06:00:00Z", 1, 0, "")


SHOWN = {"alt": (day(1), day(3)), "neu": (day(4), day(5)), "neuer": (day(6), day(7)), "neben": (day(2), day(7))}


@pytest.mark.parametrize(
    ("moves", "found"),
    [
        ([("alt", "neu")], {"neu": "alt"}),
        ([("alt", "neu"), ("neu", "neuer"), ("alt", "neuer")], {"neu": "alt", "neuer": "alt"}),
        ([("alt", "neben")], {}),
        ([("alt", "nie-gezeigt"), ("nie-gezeigt", "neu")], {}),
        ([("neu", "alt"), ("alt", "neu")], {"neu": "alt"}),
    ],
)
def test_a_slug_that_leads_to_a_later_one_is_the_same_release(
    moves: list[tuple[str, str]], found: dict[str, str]
) -> None:
    assert renamed(moves, SHOWN) == found


def test_an_address_to_which_many_lead_is_no_release_of_theirs() -> None:
    shown = {str(n): (day(1), day(2)) for n in range(4)} | {"fehler": (day(3), day(4))}
    assert renamed([(str(n), "fehler") for n in range(4)], shown) == {}
    assert set(renamed([(str(n), "fehler") for n in range(3)], shown)) == {"fehler"}
