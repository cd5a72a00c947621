"""Compounds are cut where their words meet; words that only look like compounds are not."""

from __future__ import annotations

import pytest

from archive.search.split import Splitter, part_key
from archive.search.words import fold, plain

USED = ("luisen", "woog", "herder", "mani", "direk", "verwal", "schlecht", "gespräch", "gestellt", "salbe")


def key(word: str) -> str:
    return part_key(fold(plain(word)))


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return Splitter(fold(plain(word)) for word in USED)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Digitalisierungsstrategie", "Strategie"), ("Jugendämter", "Jugend Amt"), ("Straßenbahnhaltestelle",
         "Straße Bahn Straßenbahn Stelle"), ("Schulhof", "Schule Hof"), ("Geschichtsverein", "Geschichte Verein"),
        ("Kindergärten", "Kind Garten"), ("Landesregierung", "Land Regierung"), ("Antragsteller", "Antrag"),
        ("Meerestiere", "Meer Tier"), ("Themenabend", "Thema Abend"), ("Wochenende", "Woche"), ("Abwasserkanal",
         "Abwasser Wasser Kanal"), ("Luisenplatz", "Platz"), ("Woogsee", "See"), ("Rodensteinweg", "Weg"),
        ("Bürgerinnenversammlung", "Bürger Versammlung"), ("Bauarbeiten", "Bau Arbeit"), ("Ratssaal", "Rat Saal"),
    ],
)  # fmt: skip
def test_a_compound_holds_its_words(splitter: Splitter, word: str, parts: str) -> None:
    found = set(splitter.parts(fold(plain(word))))
    assert {key(part) for part in parts.split()} <= found


@pytest.mark.parametrize(
    ("word", "no_part"),
    [
        ("gesamt", "Amt"), ("Beamte", "Amt"), ("ehemalig", "Ehe"), ("gehen", "Ehe"), ("Direktor", "Tor"),
        ("Heirat", "Rat"), ("Fahrrad", "Rat"), ("Beratung", "Rat"), ("Sport", "Ort"), ("Antwort", "Ort"),
        ("Kreis", "Eis"), ("Preise", "Eis"), ("Eisenbahn", "Eis"), ("Bauer", "Bau"), ("Verwalter", "Alter"),
        ("Altglas", "Alter"), ("Notenbuch", "Not"), ("steigende", "Ende"), ("politischer", "Tisch"),
        ("Manifest", "Fest"), ("Festnahme", "Fest"), ("festgestellt", "Fest"), ("Kindheit", "Kind"),
        ("kostenlos", "Kosten"), ("Hunderte", "Hund"),
        ("Versprechungen", "Vers"), ("Freundschaften", "Schaf"), ("Paradies", "Rad"), ("Montag", "Tag"),
        ("zugegeben", "Zug"),
    ],
)  # fmt: skip
def test_letters_by_chance_are_no_part(splitter: Splitter, word: str, no_part: str) -> None:
    assert key(no_part) not in splitter.parts(fold(plain(word)))


def test_the_whole_word_is_no_part_of_itself_and_no_word_has_none(splitter: Splitter) -> None:
    assert key("Rathaus") not in splitter.parts("rathaus")
    assert [splitter.parts(word) for word in ("", "a", "1234567", "haus", "x" * 60)] == [[]] * 5


def test_a_compound_is_given_in_its_words(splitter: Splitter) -> None:
    assert splitter.pieces("verkehrskonzept") == ["verkehr", "konzept"]
    assert splitter.pieces("haus") == []
