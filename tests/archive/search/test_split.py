"""Compounds are cut where their words meet; words that only look like compounds are not."""

from __future__ import annotations

import pytest

from archive.search.keys import noun_key
from archive.search.split import halves, parts, pieces


@pytest.mark.parametrize(
    ("word", "held"),
    [
        ("Digitalisierungsstrategie", "Strategie"), ("Jugendämter", "Jugend Amt"), ("Straßenbahnhaltestelle",
         "Straße Bahn Straßenbahn Stelle"), ("Schulhof", "Schule Hof"), ("Geschichtsverein", "Geschichte Verein"),
        ("Kindergärten", "Kind Garten"), ("Landesregierung", "Land Regierung"), ("Antragsteller", "Antrag"),
        ("Meerestiere", "Meer Tier"), ("Themenabend", "Thema Abend"), ("Wochenende", "Woche"), ("Abwasserkanal",
         "Abwasser Wasser Kanal"), ("Luisenplatz", "Platz"), ("Woogsee", "See"), ("Rodensteinweg", "Weg"),
        ("Bürgerinnenversammlung", "Bürger Versammlung"), ("Bauarbeiten", "Bau Arbeit"), ("Ratssaal", "Rat Saal"),
        ("Italienrundfahrt", "Fahrt"), ("Wohnzimmerbier", "Bier"), ("Landgraf", "Graf"), ("Ehebruch", "Ehe"),
        ("Kinderfest", "Kind Fest"), ("Felsenburg", "Fels Burg"), ("Erdkunde", "Erde"),
    ],
)  # fmt: skip
def test_a_compound_holds_its_nouns(word: str, held: str) -> None:
    assert {noun_key(part) for part in held.split()} <= set(parts(word))


@pytest.mark.parametrize(
    ("word", "no_part"),
    [
        ("Rundsicht", "Runde"), ("Probieren", "Bier"), ("Biograf", "Graf"), ("Versehgang", "Ehe"),
        ("Kampferöl", "Kampf"),
        ("gesamt", "Amt"), ("Beamte", "Amt"), ("ehemalig", "Ehe"), ("gehen", "Ehe"), ("Direktor", "Tor"),
        ("Heirat", "Rat"), ("Fahrrad", "Rat"), ("Beratung", "Rat"), ("Sport", "Ort"), ("Antwort", "Ort"),
        ("Kreis", "Eis"), ("Preise", "Eis"), ("Eisenbahn", "Eis"), ("Bauer", "Bau"), ("Verwalter", "Alter"),
        ("Altglas", "Alter"), ("Notenbuch", "Not"), ("steigende", "Ende"), ("politischer", "Tisch"),
        ("Manifest", "Fest"), ("Festnahme", "Fest"), ("festgestellt", "Fest"), ("Kindheit", "Kind"),
        ("kostenlos", "Kosten"), ("Hunderte", "Hund"),
        ("Versprechungen", "Vers"), ("Freundschaften", "Schaf"), ("Paradies", "Rad"), ("Montag", "Tag"),
        ("zugegeben", "Zug"), ("gehört", "Ort"), ("veröffentlicht", "Licht"), ("wachsenden", "Ende"),
        ("Fahrzeuge", "Zeuge"), ("Turin", "Tür"), ("Modernisierung", "Mode"), ("Düsseldorf", "Dorf"),
        ("Wolfgang", "Gang"), ("Ziegelei", "Ei"),
        ("Patrick", "Pate"), ("Alternativen", "Alter"), ("Fabrikanten", "Kante"), ("Neurose", "Rose"),
        ("Telegramm", "Gramm"),
        ("Journalisten", "Liste"), ("Karosserie", "Serie"), ("Vorläufer", "Ufer"), ("Bielefelder", "Feld"),
        ("Staunende", "Ende"), ("Rollstuhl", "Rolle"), ("Stellvertreter", "Stelle"), ("Nähmaschine", "Nähe"),
        ("Spitzname", "Spitze"), ("Presswerk", "Presse"),
    ],
)  # fmt: skip
def test_letters_by_chance_are_no_part(word: str, no_part: str) -> None:
    assert noun_key(no_part) not in parts(word)


def test_the_whole_word_is_no_part_of_itself_and_no_word_has_none() -> None:
    assert noun_key("Rathaus") not in parts("Rathaus")
    assert [parts(word) for word in ("", "a", "1234567", "Haus", "x" * 60)] == [[]] * 5


def test_a_compound_is_given_in_its_nouns_and_cut_at_its_joints() -> None:
    assert pieces("Verkehrskonzept") == ["Verkehr", "Konzept"]
    assert halves("Personalverwaltung") == [("personal", "verwaltung")]
    assert not pieces("Haus")
    assert not halves("Haus")
