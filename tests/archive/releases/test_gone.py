"""When a release counts as gone."""

from __future__ import annotations

import pytest

from archive.releases.gone import Sighting, gone_since


def seen(*days: str) -> list[Sighting]:
    """`1+a` = on day 1 the address a showed it, `2-a` = on day 2 the address a said that it is gone."""
    return [Sighting(f"2021-04-0{d[0]}T08:00:00Z", d, d[2:], d[1] == "+") for d in days]


@pytest.mark.parametrize(
    ("sightings", "since"),
    [
        (seen("1+a"), None),
        (seen("1+a", "2-a"), "2-a"),
        (seen("1+a", "2-a", "3-a"), "2-a"),
        (seen("3-a", "1+a", "2-a"), "2-a"),
        (seen("1+a", "2-a", "3+a"), None),
        (seen("1+a", "2-a", "3+a", "4-a"), "4-a"),
        (seen("1+a", "2+b", "3-a"), None),
        (seen("1+a", "2+b", "3-a", "4-b"), "4-b"),
        (seen("1-a"), None),
        ([], None),
    ],
)
def test_gone_is_what_the_last_address_that_showed_it_says_since(sightings: list[Sighting], since: str | None) -> None:
    found = gone_since(sightings)
    assert (found and found.capture) == since
