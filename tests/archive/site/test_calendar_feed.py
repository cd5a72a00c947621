"""Which events the iCalendar feed makes of what releases announce."""

from __future__ import annotations

from typing import Any

import pytest

from archive.site.pages.calendar_feed import Announced, announced_events

DAY, SIX, EIGHT = "2023-06-14", "2023-06-14T16:00:00Z", "2023-06-14T18:00:00Z"


def row(sentence: str, utc: str | None = None, utc_end: str | None = None, **changed: Any) -> Announced:
    made = Announced(DAY, DAY, utc, utc_end, sentence, "Titel", "lauf", "2023-05-10T08:00:00Z", 0, "printed", None, 1)
    return made._replace(**changed)


def test_a_day_gives_way_to_its_hours_and_keeps_none_of_another_release() -> None:
    events = announced_events([row("Am 14. Juni."), row("Um 18 Uhr.", SIX), row("Am 14. Juni.", slug="fest")])
    assert [(event.slug, event.utc) for event in events] == [("lauf", SIX), ("fest", None)]


def test_sentences_about_one_beginning_are_one_event_that_says_most() -> None:
    (event,) = announced_events([row("Um 18 Uhr.", SIX), row("Von 18 bis 20 Uhr.", SIX, EIGHT)])
    assert (event.utc_end, event.sentence) == (EIGHT, "Um 18 Uhr.\nVon 18 bis 20 Uhr.")


def test_what_is_cancelled_stays_on_its_day_as_cancelled() -> None:
    (event,) = announced_events([row("Der Lauf am 14. Juni entfällt.", status="cancelled"), row("Start: 18 Uhr", SIX)])
    assert (event.utc, event.status) == (SIX, "cancelled")


def test_an_hour_that_takes_place_is_not_cancelled_with_its_day() -> None:
    off = row("Am 14. Juni entfällt die Führung.", status="cancelled")
    (event,) = announced_events([off, row("Die Lesung findet um 18 Uhr statt.", SIX)])
    assert event.status is None


def test_a_day_until_which_there_is_time_is_no_event_of_that_day() -> None:
    events = announced_events([row("Bis zum 14. Juni.", ends=1), row("Am 14. Juni.")])
    assert sorted(event.ends for event in events) == [0, 1]


def test_days_in_a_row_stay_beside_the_hours_of_the_first() -> None:
    events = announced_events([row("Vom 14. bis 16. Juni.", end="2023-06-16"), row("Um 18 Uhr.", SIX)])
    assert [event.end for event in events] == [DAY, "2023-06-16"]


@pytest.mark.parametrize(
    ("one", "other", "sure"), [("printed", "inferred", "printed"), ("inferred", "inferred", "inferred")]
)
def test_a_day_that_stands_somewhere_in_full_is_not_inferred(one: str, other: str, sure: str) -> None:
    (event,) = announced_events([row("Eins.", certainty=one), row("Zwei.", certainty=other)])
    assert event.certainty == sure
