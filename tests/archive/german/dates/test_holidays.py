"""Holidays by rule agree with an independent calendar."""

from datetime import timedelta

import holidays
import pytest

from archive.german.dates.holidays import FEASTS

NAMES = {
    "Neujahr": "Neujahr", "Karfreitag": "Karfreitag", "Ostermontag": "Ostermontag", "Erster Mai": "Tag der Arbeit",
    "Christi Himmelfahrt": "Christi Himmelfahrt", "Pfingstmontag": "Pfingstmontag", "Fronleichnam": "Fronleichnam",
    "Tag der Deutschen Einheit": "Tag der Deutschen Einheit", "Erster Weihnachtstag": "Weihnachtstag",
}  # fmt: skip


@pytest.mark.parametrize("year", range(1991, 2061, 3))
def test_public_holidays_of_hesse_agree_with_an_independent_calendar(year: int) -> None:
    known = {name: day for day, name in holidays.country_holidays("DE", subdiv="HE", years=year, language="de").items()}
    for theirs, ours in NAMES.items():
        assert FEASTS[ours](year)[0] == known[theirs], (theirs, year)


def test_the_day_of_repentance_is_the_wednesday_before_the_sunday_of_the_dead() -> None:
    for year in range(2000, 2030):
        assert FEASTS["Totensonntag"](year)[0] - FEASTS["Buß- und Bettag"](year)[0] == timedelta(days=4)
        assert FEASTS["Buß- und Bettag"](year)[0].weekday() == 2
