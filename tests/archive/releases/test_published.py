"""The day and instant of publication."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from archive.releases.published import parse_published
from archive.releases.release import Published
from scraper.errors import UnreadableDate

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "day", "fits"),
    [
        ("(DK) – Donnerstag, 01.04.2021", "2021-04-01", True),
        ("( PSD)   –  Freitag, 3. Januar 2014", "2014-01-03", True),
        ("(SD) – Friday, 28.08.2015", "2015-08-28", True),
        ("(dk, stip) - Donnerstag, 01.04.2021", "2021-04-01", True),
        ("(DK)\u00a0—\u00a0Donnerstag,\u00a001.04.2021", "2021-04-01", True),
        ("(DK) – Freitag, 01.04.2021", "2021-04-01", False),
        ("Donnerstag, 09.03.2023", "2023-03-09", True),
        ("27.08.2020", "2020-08-27", None),
        ("27. August 2020", "2020-08-27", None),
        ("28.03.18", "2018-03-28", None),
        ("28.03.98", "1998-03-28", None),
        ("2020-08-27", "2020-08-27", None),
        ("29.02.2020", "2020-02-29", None),
    ],
)
def test_a_printed_day_is_read(text: str, day: str, fits: bool | None) -> None:
    assert parse_published(text, BERLIN) == Published(day, weekday_fits=fits)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-01-18T11:12:00+01:00", Published("2019-01-18", "2019-01-18T10:12:00Z", "2019-01-18T11:12:00+01:00")),
        ("2019-12-31T23:30:00+00:00", Published("2020-01-01", "2019-12-31T23:30:00Z", "2020-01-01T00:30:00+01:00")),
        ("2021-07-01T08:00:00", Published("2021-07-01", "2021-07-01T06:00:00Z", "2021-07-01T08:00:00+02:00")),
        (
            "Thu, 01 Apr 2021 11:30:00 +0200",
            Published("2021-04-01", "2021-04-01T09:30:00Z", "2021-04-01T11:30:00+02:00"),
        ),
    ],
)
def test_an_instant_keeps_utc_and_wall_time(text: str, expected: Published) -> None:
    assert parse_published(text, BERLIN) == expected


@pytest.mark.parametrize("text", ["(dk)", "", "Kein Datum", "Raum 2.04", "115", "Am 3. Tag 2021"])
def test_nothing_is_guessed(text: str) -> None:
    assert parse_published(text, BERLIN) is None


@pytest.mark.parametrize("text", ["(DK) – Freitag, 31.02.2021", "2021-13-01", "99.99.2021", "30. Februar 2020"])
def test_a_day_that_never_was_is_an_error(text: str) -> None:
    with pytest.raises(UnreadableDate, match="no"):
        parse_published(text, BERLIN)
