"""The first real release: exactly four quotes, all of one person, under two roles."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.german.quotes import annotate

SEED = Path(__file__).parents[4].parent / "shared" / "seed" / "darmstadt-aktuell-2021-04-01.txt"


@pytest.fixture(scope="module")
def seed() -> str:
    if not SEED.exists():
        pytest.skip("../shared with the seed release is not here")
    return SEED.read_text(encoding="utf-8")


def test_the_seed_has_exactly_four_quotes_of_one_speaker(seed: str) -> None:
    found = [q for q in annotate(seed) if q["kind"] == "direct"]
    assert [q["speaker"] for q in found] == ["Jochen Partsch"] * 4
    assert [q["role"] for q in found] == ["OB", "Oberbürgermeister", "Oberbürgermeister", "OB"]


def test_the_seed_speaks_in_teaser_and_body_and_names_are_no_speech(seed: str) -> None:
    found = annotate(seed)
    texts = [seed[int(str(q["start"])) : int(str(q["end"]))] for q in found]
    assert len(texts) == 4
    assert all(text[0] == "„" and text[-1] == "“" and len(text) > 200 for text in texts)
    assert not any(text.startswith("‚") for text in texts)
