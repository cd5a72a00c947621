"""Words with a key in common are forms of one word; how a word is printed tells a noun from a verb."""

from __future__ import annotations

import pytest

from archive.search.keys import Reading, keys_of
from archive.search.readings import readings

NOUNS = (
    "Jubiläum Jubiläen", "Referendum Referenden", "Saal Säle", "Gras Gräser", "Handy Handys", "Index Indizes",
    "Geschäftsmann Geschäftsleute", "Nachbar Nachbarn", "Gott Götter", "Kürbis Kürbisse", "Aula Aulen", "Oma Omas",
    "Hobby Hobbys Hobbies", "Symposium Symposien", "Beamter Beamte Beamtin Beamtinnen", "Franzose Französin",
    "Jude Jüdin", "Bauer Bäuerin", "Kollege Kollegin", "Koch Köchin", "Landrat Landrätin", "Photo Foto",
    "Delphin Delfin", "Schiffahrt Schifffahrt", "Potential Potenzial", "Stengel Stängel", "Tip Tipp",
    "Portemonnaie Portmonee",
    "Straße Strasse", "Haus Haeuser", "Zukunftsradar Zukunftsradars",
)  # fmt: skip
OTHERS = (
    "nutzen nutzt nutzte genutzt", "leben lebte gelebt", "machen gemacht", "gehen ging gegangen", "verlieren verloren",
    "schließen schloss geschlossen", "fördern gefördert geförderte", "joggen joggte gejoggt", "aufwendig aufwändig",
    "plazieren platzieren", "numerieren nummeriert", "rauh raue", "jung jüngste", "sicher sichere sichersten",
)  # fmt: skip
APART = (
    "Martin Martina", "Andrea Andreas", "Christian Christiane", "Kolleg Kollegin", "Rind Rinde", "Sekt Sekte",
    "Herd Herde", "Saal Saale", "Termin Term", "Turin Tür", "Pol Polin", "Lehre Lehrer", "Lage Lager", "Mai Main",
)  # fmt: skip


@pytest.mark.parametrize("words", NOUNS)
def test_forms_of_a_noun_share_a_key(words: str) -> None:
    assert frozenset.intersection(*(keys_of(word, Reading.NOUN) for word in words.split()))


@pytest.mark.parametrize("words", OTHERS)
def test_forms_of_a_verb_or_adjective_share_a_key(words: str) -> None:
    assert frozenset.intersection(*(keys_of(word, Reading.OTHER) for word in words.split()))


# plurals that are spelt as an infinitive, each with its noun; and datives, which mean the infinitive
@pytest.mark.parametrize("words", ["Fragen Frage", "Gebühren Gebühr", "Daten Datum", "Reisen Reise"])
def test_a_plural_that_is_an_infinitive_too_may_be_either_at_a_beginning(words: str) -> None:
    plural, noun = words.split()
    assert keys_of(plural, Reading.EITHER) == keys_of(noun, Reading.NOUN) | keys_of(plural.lower(), Reading.OTHER)


@pytest.mark.parametrize("word", ["Weinen", "Blicken"])
def test_a_dative_that_is_an_infinitive_is_none_at_a_beginning(word: str) -> None:
    assert keys_of(word, Reading.EITHER) == keys_of(word.lower(), Reading.OTHER)


@pytest.mark.parametrize("words", APART)
def test_other_words_and_names_do_not(words: str) -> None:
    assert not frozenset.intersection(*(keys_of(word, Reading.NOUN) for word in words.split()))


def test_a_noun_and_a_verb_that_are_spelt_alike_stay_apart() -> None:
    assert keys_of("Banden", Reading.NOUN) == {"Bande"}
    assert keys_of("banden", Reading.OTHER) == {"binden"}
    assert keys_of("Leben", Reading.NOUN) != keys_of("leben", Reading.OTHER)
    assert keys_of("Ein", Reading.EITHER) == keys_of("ein", Reading.OTHER)


def test_a_capital_inside_a_sentence_tells_a_noun_and_one_at_its_beginning_nothing() -> None:
    found = readings(["Banden ziehen um. Sie banden zwei Banden.", "RADIO spielt: Musik", "„Stark“, sagt sie"])
    assert found["banden"] == {"Banden": Reading.NOUN, "banden": Reading.OTHER}
    assert found["sie"] == {"Sie": Reading.EITHER, "sie": Reading.OTHER}
    assert found["radio"] == {"RADIO": Reading.EITHER}
    assert found["musik"] == {"Musik": Reading.EITHER}
    assert found["stark"] == {"Stark": Reading.EITHER}
