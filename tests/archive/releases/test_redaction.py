"""Where a name is blackened, its words are nobody's: they are never given to who stands beside it."""

from __future__ import annotations

import pytest

from archive.german.quotes import quotes
from archive.releases.redaction import quotes_beside_black
from scraper.passages import Passages

GUEST = "„Wir brauchen mehr Bänke hier“"


@pytest.mark.parametrize(
    ("body", "words", "speakers"),
    [
        (f"Otto Kern eröffnete das Fest. Dann sprach Anna Berg: {GUEST}. Kern nickte.", ["Anna Berg"], [None]),
        (f"Anna Berg und Otto Kern kamen zum Fest. {GUEST}, sagte Berg.", ["Anna Berg", "Berg"], []),
        (f"Oberbürgermeister Otto Kern begrüßte Anna Berg. {GUEST}, sagte sie.", ["Anna Berg"], [None]),
        (f"Otto Kern kam aus Bad Beispiel und sagte: {GUEST}.", ["Bad Beispiel"], [None]),
        (
            f"Otto Kern kam aus Bad Beispiel. Später lachte er. {GUEST}, sagte Otto Kern.",
            ["Bad Beispiel"],
            ["Otto Kern"],
        ),
        (f"{GUEST}, sagte Otto Kern. Anna Berg ging.", ["Anna Berg"], ["Otto Kern"]),
        (f"{GUEST}, sagte Otto Kern.", ["Nirgends"], ["Otto Kern"]),
    ],
)
def test_nobody_speaks_who_stands_beside_black(body: str, words: list[str], speakers: list[str | None]) -> None:
    passages = Passages(words)
    black = passages.blacken(body)
    found = quotes_beside_black(
        quotes("Fest am Fluss", None, [black]), {"title": "Fest am Fluss", "teaser": "", "body": black}, passages
    )
    assert [quote.speaker for quote in found] == speakers
    for quote in found:
        assert quote.speaker or not (quote.speaker_mention or quote.candidates or quote.also)


def test_a_speaker_whom_a_table_of_offices_names_is_not_named_behind_black() -> None:
    passages = Passages(["Otto Kern"])
    (quote,) = quotes("Fest", None, [f"{GUEST}, sagte Otto Kern."])
    (told,) = quotes_beside_black(
        [quote], {"title": "Fest", "teaser": "", "body": f"{GUEST}, sagte Otto Kern."}, passages
    )
    assert (quote.speaker, told.speaker, told.speaker_mention) == ("Otto Kern", None, None)
