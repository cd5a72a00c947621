"""Which ways of writing are the same word, and which are not."""

from __future__ import annotations

import unicodedata

import pytest

from archive.wording.words import forms, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Fluß", "Fluss"),
        ("Oelschläger", "Ölschlaeger"),
        ("Schuldner-Beratung", "Schuldnerberatung"),
        ("Rad\u00adschnell\u00adweg", "Radschnellweg"),
        ("Karadag\u2011Wirth", "Karadag-Wirth"),
        ("so wie‘s", "so wie's"),
        ("9.000 Stück", "9000 Stück"),
        ("um 17.30 Uhr", "um 17:30 Uhr"),
        ("Bürger:innen", "Bürger*innen"),
        ("„Ja“, sagt sie – laut.", "Ja sagt sie laut"),
    ],
)
def test_the_same_words(one: str, other: str) -> None:
    assert forms(one) == forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("17,4", "174"), ("17,4", "14,7"), ("nicht", "nichts"), ("Masse", "Maße an"), ("13 Uhr", "3 Uhr")],
)
def test_other_words(one: str, other: str) -> None:
    assert forms(one) != forms(other)


def test_words_left_out_are_gaps_and_black_is_a_word() -> None:
    assert [word.form for word in words("Wir […] sind (...) da … [endlich] ▇▇▇ ja")] == [
        "wir", "", "sind", "", "da", "", "", "▇", "ja",
    ]  # fmt: skip


def test_places_lead_back_into_the_text() -> None:
    text = unicodedata.normalize("NFC", "Die Brücke\nist 1.200 Meter lang.")
    assert [text[word.start : word.end] for word in words(text)] == ["Die", "Brücke", "ist", "1.200", "Meter", "lang"]
