"""When a release counts as gone."""

from __future__ import annotations

import pytest

from archive.releases.gone import Look, Sighting, doubtful_runs, gone_since


def seen(*days: str) -> list[Sighting]:
    """`1+a` = on day 1 the address a showed it, `2-a` = on day 2 it said that it is gone.

    `!` behind it: in the city's own words; `?`: on a night on which most seemed gone.
    """
    found = []
    for d in days:
        at, rest = f"2021-04-0{d[0]}T08:00:00Z", d[3:]
        found.append(Sighting((at, 1, 0, d), at, d[:3], d[2], d[1] == "+", "!" in rest, "?" in rest))
    return found


@pytest.mark.parametrize(
    ("sightings", "since"),
    [
        (seen("1+a"), None),
        (seen("1+a", "2-a"), None),
        (seen("1+a", "2-a!"), "2-a"),
        (seen("1+a", "2-a", "2-a"), None),
        (seen("1+a", "2-a", "3-a"), "2-a"),
        (seen("4-a", "1+a", "2-a", "3-a"), "2-a"),
        (seen("1+a", "2-a", "3-a", "4+a"), None),
        (seen("1+a", "2-a", "3+a", "4-a"), None),
        (seen("1+a", "2-a", "3+a", "4-a", "5-a"), "4-a"),
        (seen("1+a", "2+b", "3-a", "4-a"), None),
        (seen("1+a", "2+b", "3-a", "4-b", "5-b"), "4-b"),
        (seen("1+a", "2-a?", "3-a"), None),
        (seen("1+a", "2-a?", "3-a", "4-a"), "2-a"),
        (seen("1+a", "2-a?", "3-a?", "8-a?"), None),
        (seen("1+a", "2-a?", "3-a?", "9-a?"), "2-a"),
        (seen("1+a", "2-a!?"), None),
        (seen("1-a", "2-a"), None),
        ([], None),
    ],
)
def test_gone_is_what_the_last_address_that_showed_it_says_with_evidence(
    sightings: list[Sighting], since: str | None
) -> None:
    found = gone_since(sightings)
    assert (found and found.capture) == since


def night(number: int, there: int, away: int, first: int = 0) -> list[Look]:
    """Looks at numbered releases: `away` from `first` on seem gone, then `there` are there."""
    time = f"2021-04-{number:02}T06:00:00Z"
    return [Look(f"run-{number:02}", str(n), time, n >= first + away) for n in range(first, first + away + there)]


@pytest.mark.parametrize(
    ("looks", "doubtful"),
    [
        (night(1, 12, 2), set()),
        (night(1, 12, 3), set()),
        (night(1, 9, 3), {"run-01"}),
        (night(1, 0, 2), set()),
        (night(1, 20, 0) + night(2, 0, 20) + night(3, 20, 0), {"run-02"}),
        (night(1, 20, 0) + night(2, 0, 20) + night(3, 0, 20), {"run-02", "run-03"}),
        # two that are marked gone are asked again with two that are there, and one that goes missing
        (night(1, 20, 2) + night(2, 20, 2) + night(3, 2, 3), set()),
        (night(1, 20, 2) + night(2, 20, 2) + night(3, 2, 5), {"run-03"}),
    ],
)
def test_a_night_on_which_a_good_part_seems_gone_is_doubtful(looks: list[Look], doubtful: set[str]) -> None:
    assert doubtful_runs(looks) == doubtful
