"""How far a date reaches: a case on each side of every distance, count of days and hour that the grammar knows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import pytest

from archive.german.dates import DateMention, date_mentions

ISSUED = date(2021, 4, 1)  # a Thursday


def filler(length: int) -> str:
    """So many characters that say nothing."""
    return ("ganz " * length)[: length - 1] + " "


def single(text: str, issued: date = ISSUED, look: Literal["ahead", "back"] = "ahead") -> DateMention:
    """The last mention of a text that is no span."""
    return [mention for mention in date_mentions(text, issued, look=look) if not mention.span][-1]


REACHES = [
    ("Am 5. März 2021 {}am Abend war es vorbei.", 396, "2021-03-05TEV", "TEV"),
    ("Am 5. März 2020 begann es {}drei Tage später war es vorbei.", 189, "2020-03-08", "P3D"),
    ("Im Jahr 2010 begann es {}drei Jahre später war es vorbei.", 189, "2013", "P3Y"),
    ("Am 5. März 2020 begann es {}am Montag darauf war es vorbei.", 2985, "2020-03-09", "2021-04-05"),
    ("Im Jahr 2010 begann es, {}im Jahr darauf war es vorbei.", 384, "2011", "2022"),
    ("Im Mai 2020 begann es, {}Mitte des Monats war es vorbei.", 147, "2020-05", "2021-04"),
    ("Im Mai 2022 beginnt es, {}Ende des Monats ist es vorbei.", 146, "2022-05", "2021-04"),
    ("Der Tag 2023 fällt {}auf den 11. September.", 65, "2023-09-11", "2021-09-11"),
    ("Im Jahr 1721 gebaut, {}heute ein Museum.", 150, "PRESENT_REF", "2021-04-01"),
    ("Am 5. Mai um 22 Uhr {}um 2 Uhr beginnt es.", 236, "2021-05-06T02:00", "2021-05-05T02:00"),
    ("Montags {}um 9 Uhr ist Markt.", 55, "XXXX-WXX-1T09:00", "T09:00"),
    ("Am 5. Mai sagt er: „Das {}um 9 Uhr beginnt es.", 1492, "T09:00", "2021-05-05T09:00"),
    ("Am 6. Mai 2021 wird es da sein. Am 5. Mai 2021 wird es da sein. {}ja. Um 9 Uhr wird es beginnen.", 1475,
     "2021-05-05T09:00", "T09:00"),
    ("Das Fest ist am 5. Mai {}da\n\nAm 6. Mai ruht es.\n\nNoch ein Satz.\n\nUm 9 Uhr wird es beginnen.", 135,
     "2021-05-05T09:00", "T09:00"),
]  # fmt: skip
REACHES_IN_NEWS = [
    ("Am 5. Mai {}um 9 Uhr begann es.", 295, "2021-05-05T09:00", "2021-04-01T09:00"),
    ("2010 kam es. {}Am 5. März endete es.", 207, "2010-03-05", "2021-03-05"),
]


@pytest.mark.parametrize(
    ("text", "length", "near", "far", "look"),
    [*((*row, "ahead") for row in REACHES), *((*row, "back") for row in REACHES_IN_NEWS)],
)
def test_a_day_reaches_so_many_characters(
    text: str, length: int, near: str, far: str, look: Literal["ahead", "back"]
) -> None:
    assert single(text.format(filler(length)), look=look).value == near
    assert single(text.format(filler(length + 1)), look=look).value == far


DAYS = [
    ("An Ostern wird gefeiert.", date(2021, 4, 5), 7, "2021-04-04", "2022-04-17"),
    ("Das Programm zu Ostern.", date(2021, 4, 5), 120, "2021-04-04", "2022-04-17"),
    ("Am 1. April fand das Fest statt.", date(2021, 4, 1), -45, "2021-04-01", "2020-04-01"),
    ("Am Freitag (2.) tagt der Rat.", date(2021, 4, 2), 45, "2021-04-02", "2021-07-02"),
    ("Am Freitag (2.) tagt der Rat.", date(2021, 4, 2), -45, "2021-04-02", "2021-02-02"),
    ("Am Freitag, 14.05.2021, ist Markt. Am Freitag tanzt die Stadt.", date(2021, 5, 14), -45, "2021-05-14",
     "2021-04-02"),
    ("Im Sommer wird gebaut.", date(2021, 8, 31), 0, "2021-SU", "2022-SU"),
    ("Das Programm im Sommer.", date(2021, 10, 31), 0, "2021-SU", "2022-SU"),
    ("Im Winter wird gebaut.", date(2021, 2, 28), 0, "2020-WI", "2021-WI"),
    ("Das Programm im Winter.", date(2021, 5, 31), 0, "2020-WI", "2021-WI"),
    ("Im Sommer wurde gebaut.", date(2021, 4, 30), 0, "2020-SU", "2021-SU"),
    ("Im letzten Sommer wurde gebaut.", date(2021, 8, 31), 0, "2020-SU", "2021-SU"),
    ("Im letzten Winter wurde gebaut.", date(2021, 2, 28), 0, "2019-WI", "2020-WI"),
    ("Im nächsten Herbst wird gebaut.", date(2021, 8, 31), 0, "2021-FA", "2022-FA"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "most", "near", "far"), DAYS)
def test_a_day_is_meant_for_so_many_days(text: str, day: date, most: int, near: str, far: str) -> None:
    step = -1 if most < 0 else 1
    assert single(text, day + timedelta(days=most)).value == near
    assert single(text, day + timedelta(days=most + step)).value == far


@pytest.mark.parametrize(("days", "ambiguous"), [(150, False), (151, True)])
def test_about_half_a_year_off_the_year_is_in_doubt(days: int, ambiguous: bool) -> None:
    assert ("ambiguous" in single("Das Fest am 1. April.", ISSUED - timedelta(days=days)).flags) is ambiguous


@pytest.mark.parametrize(("after", "day"), [(6, "2021-04-08"), (8, "2021-04-01")])
def test_todays_weekday_is_that_behind_a_day_a_week_ahead_at_most(after: int, day: str) -> None:
    told = ISSUED + timedelta(days=after)
    assert single(f"Der Markt ist am {told:%d.%m.%Y}. Am Donnerstag tanzt die Stadt.").value == day


HOURS = [
    ("In der Nacht vom 3. auf den 4. Mai 2021 ab 16 Uhr.", "2021-05-04T16:00"),
    ("In der Nacht vom 3. auf den 4. Mai 2021 ab 17 Uhr.", "2021-05-03T17:00"),
    ("Am 5. Mai um 17 Uhr kommt sie, um 2 Uhr geht sie.", "2021-05-05T02:00"),
    ("Am 5. Mai um 18 Uhr kommt sie, um 2 Uhr geht sie.", "2021-05-06T02:00"),
    ("Am 5. Mai um 22 Uhr kommt sie, um 4 Uhr geht sie.", "2021-05-06T04:00"),
    ("Am 5. Mai um 22 Uhr kommt sie, um 5 Uhr geht sie.", "2021-05-05T05:00"),
    *((f"Am 5. Mai um {spoken}.", f"2021-05-05T{hour}:00") for spoken, hour in (
        ("3 Uhr mittags", "15"), ("4 Uhr mittags", "04"), ("3 Uhr abends", "03"), ("4 Uhr abends", "16"),
        ("1 Uhr nachmittags", "13"), ("12 Uhr nachmittags", "12"), ("7 Uhr nachts", "07"), ("8 Uhr nachts", "20"),
        ("12 Uhr morgens", "12"),
    )),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), HOURS)
def test_an_hour_is_of_the_evening_or_of_the_morning(text: str, value: str) -> None:
    assert single(text).value == value


def test_a_row_of_hours_ends_in_its_one_uhr() -> None:
    text = "Am 5. Mai um 10:30, 11:30, 12:30, 13:30, 14:30 und 15:30 Uhr."
    hours = [mention.value for mention in date_mentions(text, ISSUED) if mention.rule == "clock time"]
    assert hours == [f"2021-05-05T{hour}:30" for hour in range(10, 16)]


@pytest.mark.parametrize(("stops", "day"), [(2, "2021-03-05"), (3, "2021-04-01")])
def test_in_news_a_story_stays_with_its_day_for_three_sentences(stops: int, day: str) -> None:
    text = "Am 5. März kam es." + " Es war so." * stops + " Um 9 Uhr begann es."
    assert single(text, look="back").value == f"{day}T09:00"


@pytest.mark.parametrize(("others", "value"), [(11, "2021-05-05T09:00"), (12, "T09:00")])
def test_an_hour_looks_back_at_twelve_days(others: int, value: str) -> None:
    ahead = "Am 6. Mai 2021 wird es da sein. Am 5. Mai 2021 wird es da sein."
    assert single(f"{ahead}{' Am 2. März 2021 war es.' * others} Um 9 Uhr wird es beginnen.").value == value


@pytest.mark.parametrize(("days", "value"), [(40, "2021-05-05T09:00"), (41, "T09:00")])
def test_the_only_day_of_a_text_of_forty_mentions_is_that_of_its_hours(days: int, value: str) -> None:
    text = "Am 5. Mai kommt es. " * days + "\n\nDa.\n\nDort. Um 9 Uhr wird es beginnen."
    assert single(text).value == value


@pytest.mark.parametrize(("text", "near", "far"), [("jeweils um 9 Uhr", 31, 0), ("von 9 bis 10 Uhr", 31, 0)])
def test_hours_stand_on_each_day_of_a_month(text: str, near: int, far: int) -> None:
    assert len(single(f"Vom 1. bis 31. Mai 2021 {text}.").instants) == near
    assert len(single(f"Vom 1. Mai bis 1. Juni 2021 {text}.").instants) == far


@pytest.mark.parametrize(("days", "named"), [(365, 366), (366, 367), (367, 367)])
def test_the_days_of_a_year_and_one_are_named_one_by_one(days: int, named: int) -> None:
    last = date(2021, 4, 2) + timedelta(days=days)
    text = f"Von Freitag (2.4.2021), 20 Uhr, bis Samstag ({last.day}.{last.month}.{last.year}), 5 Uhr."
    (span,) = (mention for mention in date_mentions(text, ISSUED) if mention.span)
    assert len(span.instants) == named


@pytest.mark.parametrize(("count", "read"), [(14, 14), (15, 0)])
def test_fifteen_numbers_in_a_row_are_no_days(count: int, read: int) -> None:
    text = ", ".join(f"{day}." for day in range(1, count + 1)) + " und 30. Mai 2021 ist zu."
    days = [mention.value for mention in date_mentions(text, ISSUED) if not mention.span]
    assert len(days) == read + 1


@pytest.mark.parametrize(("year", "full"), [("69", 2069), ("70", 1970)])
def test_a_year_of_two_digits_is_of_this_century_up_to_69(year: str, full: int) -> None:
    assert single(f"Am 5.5.{year} war es.").value == f"{full}-05-05"


@pytest.mark.parametrize(("year", "taken"), [(99, False), (100, True), (9900, True), (9901, False)])
def test_a_text_is_issued_where_its_days_lie_on_the_calendar(year: int, taken: bool) -> None:
    if taken:
        assert single("Heute.", date(year, 5, 5)).value == f"{year:04}-05-05"
    else:
        with pytest.raises(ValueError, match="between the years 100 and 9900"):
            date_mentions("Heute.", date(year, 5, 5))


@pytest.mark.parametrize(("year", "monday"), [(9899, "9899-03-06"), (9900, "2021-04-05")])
def test_a_day_at_the_end_of_the_calendar_begins_no_story(year: int, monday: str) -> None:
    found = single(f"Gilt bis {year}-03-05. Am Montag darauf kommt es.").value
    assert found == monday
