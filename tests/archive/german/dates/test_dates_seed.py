"""The one real release that is at hand: its dates, read at run time."""

from pathlib import Path

import pytest

from archive.german.dates import date_mentions

SEED = Path(__file__).parents[4].parent / "shared" / "seed" / "darmstadt-aktuell-2021-04-01.txt"


@pytest.mark.skipif(not SEED.is_file(), reason="the seed release is not beside this project (../shared/seed)")
def test_the_seed_names_its_own_day_twice_and_nothing_else() -> None:
    mentions = date_mentions(SEED.read_text(encoding="utf-8"), "2021-04-01")
    assert [(m.type, m.value) for m in mentions] == [("DATE", "2021-04-01")] * 2
