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
        ("(ak) – Mittwoch, 15. Mrz 2023", "2023-03-15", True),
        ("Montag, 6. Feber 2023", "2023-02-06", True),
        ("1. Jänner 2020", "2020-01-01", None),
        ("6. Febr. 2022", "2022-02-06", None),
        ("18 Sept 2018", "2018-09-18", None),
        ("07 Jan 12", "2012-01-07", None),
        ("Sa, 16 Mär 2019", "2019-03-16", True),
        ("3. Okt. '12", "2012-10-03", None),
        ("Dienstag, 4. Dez. 1998", "1998-12-04", False),
        ("Thu, 05 Okt 2017", "2017-10-05", True),
        ("Oct. 23, 2017", "2017-10-23", None),
        ("Am 3. Tag 2021, Freitag, 9. April 2021", "2021-04-09", True),
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
            Published("2021-04-01", "2021-04-01T09:30:00Z", "2021-04-01T11:30:00+02:00", weekday_fits=True),
        ),
        (
            "Mo, 23 Okt 2017 10:00:00 +0200",
            Published("2017-10-23", "2017-10-23T08:00:00Z", "2017-10-23T10:00:00+02:00", weekday_fits=True),
        ),
        (
            "So, 23 Okt 2017 10:00:00 MESZ",
            Published("2017-10-23", "2017-10-23T08:00:00Z", "2017-10-23T10:00:00+02:00", weekday_fits=False),
        ),
        (
            "Fri, 04 Oct 13 09:00:00 +0200",
            Published("2013-10-04", "2013-10-04T07:00:00Z", "2013-10-04T09:00:00+02:00", weekday_fits=True),
        ),
        (
            "Tue, 18 Sept 2018 15:53:56 +0200",
            Published("2018-09-18", "2018-09-18T13:53:56Z", "2018-09-18T15:53:56+02:00", weekday_fits=True),
        ),
        ("5. Nov. 2022, 14.30 Uhr", Published("2022-11-05", "2022-11-05T13:30:00Z", "2022-11-05T14:30:00+01:00")),
    ],
)
def test_an_instant_keeps_utc_and_wall_time(text: str, expected: Published) -> None:
    assert parse_published(text, BERLIN) == expected


@pytest.mark.parametrize(
    "text", ["(dk)", "", "Kein Datum", "Raum 2.04", "115", "Am 3. Tag 2021", "gestern", "Mai 2021", "12 Personen 2020"]
)
def test_nothing_is_guessed(text: str) -> None:
    assert parse_published(text, BERLIN) is None


@pytest.mark.parametrize(
    "text",
    [
        "(DK) – Freitag, 31.02.2021",
        "2021-13-01",
        "99.99.2021",
        "30. Februar 2020",
        "31. Feb. 2020",
        "30 Feb 2020",
        "Mon, 31 Feb 2022 10:00:00 +0100",
    ],
)
def test_a_day_that_never_was_is_an_error(text: str) -> None:
    with pytest.raises(UnreadableDate, match="no"):
        parse_published(text, BERLIN)
