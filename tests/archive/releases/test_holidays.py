"""Feasts of one city, from the file that its site file names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive.german.dates import date_mentions
from archive.releases.holidays import parse_feasts
from scraper.errors import WrongInput
from scraper.sites import load_site

DARMSTADT = parse_feasts(load_site("darmstadt").city.holidays)
RIVER = """[[feast]]
names = ["Lange Nacht am Fluss", "Flussnacht"]
month = 8
day = 31
last = 1
source = "invented"
"""


def test_the_heinerfest_runs_from_thursday_to_monday_around_the_first_weekend_of_july() -> None:
    for year in range(1999, 2040):
        days = DARMSTADT.days("Heinerfest", year)
        assert days is not None
        begin, last = days
        saturday = begin + timedelta(days=2)
        assert (begin.weekday(), last.weekday(), saturday.month) == (3, 0, 7)
        assert saturday.day <= 7


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zum Heinerfest", [("Heinerfest", "2021-07-01", "2021-07-05")]),
        ("das Programm des Heinerfestes", [("Heinerfestes", "2021-07-01", "2021-07-05")]),
        ("beim Heinerfest 2023", [("Heinerfest 2023", "2023-06-29", "2023-07-03")]),
        ("an Ostern", [("Ostern", "2021-04-04", "2021-04-05")]),
        ("die Heinerfestwiese", []),
        ("zur Flussnacht", []),
        ("in den Sommerferien", [("Sommerferien", "2021-07-19", "2021-08-27")]),
        ("in den Weihnachtsferien war zu", [("Weihnachtsferien", "2020-12-21", "2021-01-09")]),
        ("in den Sommerferien 2050", [("Sommerferien 2050", None, None)]),
    ],
)
def test_a_release_of_darmstadt_names_its_feast(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    mentions = date_mentions(text, "2021-04-01", feasts=DARMSTADT)
    assert [(m.text, m.begin_day, m.end_day) for m in mentions] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zum Heinerfest", []),
        ("zur Langen Nacht", []),
        ("die Lange Nacht am Fluss", [("Lange Nacht am Fluss", "2021-08-31", "2021-09-01")]),
        ("in den Sommerferien", [("Sommerferien", None, None)]),
        ("zur Flussnacht 2022", [("Flussnacht 2022", "2022-08-31", "2022-09-01")]),
        ("an Ostern", [("Ostern", "2021-04-04", "2021-04-05")]),
    ],
)
def test_another_town_has_its_own_feasts_and_not_those_of_darmstadt(
    text: str, found: list[tuple[str, str | None, str | None]]
) -> None:
    mentions = date_mentions(text, "2021-04-01", feasts=parse_feasts(RIVER))
    assert [(m.text, m.begin_day, m.end_day) for m in mentions] == found


@pytest.mark.parametrize(
    "text",
    [
        "[[feast]",
        "[[feast]]\nnames = ['A']",
        "[[feast]]\nnames = ['A']\nmonth = 2\nday = 30",
        "[[feast]]\nnames = ['A']\nmonth = 2\nweekday = 'Samstag'\nnth = 5",
        "[[feast]]\nnames = ['A']\nmonth = 2\nweekday = 'saturday'\nnth = 1",
        "[[feast]]\nnames = ['A']\nmonth = 2\nday = 3\nfirst = 2\nlast = 1",
        "[[feast]]\nnames = []\nmonth = 2\nday = 3",
        "[[feast]]\nnames = ['A']\nmonth = 2\nday = 3\nyear = 2020",
        "[[school_holidays]]\nname = 'A'\nsource = 'B'",
        "[[school_holidays]]\nname = 'A'\nsource = 'B'\ndays = ['2021-07-19']",
        "[[school_holidays]]\nname = 'A'\nsource = 'B'\ndays = ['2021-07-19/2021-07-18']",
        "[[school_holidays]]\nname = 'A'\nsource = 'B'\ndays = ['2021-07-19/2021-02-30']",
        "[[school_holidays]]\nname = 'A'\ndays = ['2021-07-19/2021-07-20']",
    ],
)
def test_a_feast_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(WrongInput):
        parse_feasts(text)
