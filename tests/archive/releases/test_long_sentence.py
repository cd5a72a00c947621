"""A text of dates without a full stop costs its length, not its length for each date."""

from __future__ import annotations

from archive.releases.holidays import parse_feasts
from archive.releases.mentions import LONGEST_SENTENCE, release_dates
from archive.releases.release import Published, Release
from scraper.items import Block


def test_a_date_in_a_sentence_without_end_has_the_stretch_around_it() -> None:
    text = "am 1. Mai 2023, " * 1000
    release = Release(
        slug="a", url="https://stadt.example/a", layout="B", capture="c", title="Termine", captures=(),
        first_seen="2023-04-01T00:00:00Z", last_seen="2023-04-01T00:00:00Z", teaser=None,
        blocks=(Block("paragraph", text),), published=Published("2023-04-01"),
    )  # fmt: skip
    found = release_dates(release, parse_feasts(""))
    assert len(found) >= 1000
    assert max(len(placed.sentence) for placed in found) <= LONGEST_SENTENCE + len("…  …")
    assert all("1. Mai 2023" in placed.sentence for placed in found)
