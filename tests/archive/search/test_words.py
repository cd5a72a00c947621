"""Forms of one word share a stem; words that only look alike do not."""

from __future__ import annotations

import pytest

from archive.search.words import fold, stem, tokens

SAME = (
    "Bürger Bürgerin Bürgerinnen Bürgern Bürgers", "Museum Museen Museums", "Zentrum Zentren", "Firma Firmen",
    "Risiko Risiken Risikos", "Bus Busse Bussen Busses", "Ergebnis Ergebnisse", "eröffnet eröffnen Eröffnung eröffnete",
    "saniert sanieren Sanierung sanierter", "Haus Hauses", "Häuser Häusern", "Straße Strassen Strasse", "Kita Kitas",
    "Stadträtin Stadträte", "Ärztin Ärzte", "Schüler Schülerin Schülern", "neu neue neuer neues",
    "Kind Kinder Kindern", "Konzern Konzerne Konzerns", "Kollege Kollegin Kolleginnen", "Thema Themen", "Büro Bueros",
    "Krankenhäuser Krankenhäusern", "städtisch städtischer", "Klima Klimas", "Eigentümer Eigentümerin",
)  # fmt: skip
APART = (
    "Bürger Burg", "Schüler Schule", "Arbeiter Arbeit", "Auto Autor", "Haus Hase", "Kostüm Kosten",
    "Wohnung wohnlich", "Förderung Forderung", "Rat rät", "Termin Term", "Raum Ra",
)  # fmt: skip


@pytest.mark.parametrize("words", SAME)
def test_forms_of_a_word_share_a_stem(words: str) -> None:
    assert len({stem(fold(token)) for token in tokens(words)}) == 1


@pytest.mark.parametrize("words", APART)
def test_other_words_do_not(words: str) -> None:
    assert len({stem(fold(token)) for token in tokens(words)}) == 2


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Müller", "müller"), ("Mueller", "müller"), ("Muller", "muller"), ("Straße", "strasse"), ("neue", "neue"),
        ("Bauer", "bauer"), ("aktuell", "aktüll"), ("Poesie", "pösie"), ("Quelle", "quelle"), ("Feuer", "feuer"),
        ("Israel", "isräl"), ("Bäume", "bäume"), ("Cafés", "cafes"), ("Ölfass", "ölfass"), ("Oelfass", "ölfass"),
    ],
)  # fmt: skip
def test_spellings_of_a_word_fold_to_one(word: str, folded: str) -> None:
    assert [fold(token) for token in tokens(word)] == [folded]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Covid-19-Pandemie", ["covid", "19", "pandemie"]), ("Bürger*innen", ["bürger", "innen"]), ("a_b", ["a", "b"]),
        ("Kultur\xadamt", ["kulturamt"]), ("A\u0308", ["ä"]), ("x\u0323y", ["x\u0323y"]),
        ("„Ja!“", ["ja"]), ("...", []), ("STRAẞE", ["straße"]),
    ],
)  # fmt: skip
def test_tokens_are_those_of_the_index(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected
