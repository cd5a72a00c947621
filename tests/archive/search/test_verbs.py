"""The forms of a verb, also of strong ones and of those whose prefix goes apart."""

from __future__ import annotations

import pytest

from archive.search.parse import parse
from archive.search.results import Filters, find
from archive.search.verbs import infinitives, is_strong_infinitive, nouns_of, separated, verb_forms
from archive.search.words import fold, plain
from tests.archive.search.small import small_database


def folded(text: str) -> set[str]:
    return {fold(plain(word)) for word in text.split()}


@pytest.mark.parametrize(
    ("infinitive", "forms", "others"),
    [
        ("gehen", "geht ging gingen gegangen ginge gehende", "gegehen gangen"),
        ("beschließen", "beschließt beschloss beschlossen beschlossene", "begeschlossen geschlossen"),
        ("stattfinden", "stattfindet stattgefunden stattzufinden stattfand", "gestattfunden"),
        ("anerkennen", "anerkannt anerkannte anzuerkennen", "angeerkannt"),
        ("übersetzen", "übersetzt übersetzte", ""), ("ankündigen", "angekündigt anzukündigen ankündigte", ""),
        ("zeichnen", "gezeichnet zeichnete", "gezeicht"), ("ändern", "geändert änderte", ""),
        ("senden", "gesandt sandte gesendet sendete", ""), ("geben", "gibt gab gegeben", "geben-"),
        ("fahren", "fährt fuhr fuhren gefahren", "fahrt führen"), ("Haus", "", "hauste gehaust"),
        ("begleiten", "begleitet", "beglitt"),
    ],
)  # fmt: skip
def test_a_verb_has_its_forms_and_no_others(infinitive: str, forms: str, others: str) -> None:
    firm, finite = verb_forms(fold(plain(infinitive)))
    assert folded(forms) <= firm | finite
    assert folded(others).isdisjoint(firm | finite)


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("ging", "gehen"),
        ("beschloss", "beschließen"),
        ("verloren", "verlieren"),
        ("vorgeschlagen", "vorschlagen"),
        ("stattzufinden", "stattfinden"),
        ("anerkannt", "anerkennen"),
        ("bot", "bieten"),
        ("weiß", "wissen"),
    ],
)
def test_a_form_leads_to_its_strong_verb(form: str, infinitive: str) -> None:
    assert fold(plain(infinitive)) in infinitives(fold(plain(form)))


@pytest.mark.parametrize("word", ["bestand", "einfahrt", "haus", "bereitete", "angenehm"])
def test_a_noun_or_a_weak_verb_leads_to_no_strong_one(word: str) -> None:
    assert infinitives(word) == set()
    assert not is_strong_infinitive(word)


def test_a_prefix_goes_apart_farther_where_it_can_be_nothing_else() -> None:
    assert {(one.form, one.prefix) for one in separated("stattfinden")} >= {("fand", "statt"), ("findet", "statt")}
    distances = {verb: {one.apart for one in separated(verb)} for verb in ("stattfinden", "aufbauen", "aufgeben")}
    assert distances == {"stattfinden": {12}, "aufbauen": {6}, "aufgeben": {2}}
    assert separated("beschliessen") == separated("haus") == []


def test_a_decision_is_what_was_decided() -> None:
    assert nouns_of("beschliessen") == ("beschluss",)
    assert nouns_of("gehen") == ()


APART = (
    "Der Rat schlug den Weg vor.", "Der Weg wird vorgeschlagen.",
    "Sie schließt den Umbau ab.", "Der Umbau ist abgeschlossen.",
    "Viele nahmen am Lauf teil.", "Alle können teilnehmen.",
    "Er schlug das Buch zu.", "Die Wirtin bot Suppe an.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("schlug vor", {0, 1}), ("vorgeschlagen", {0, 1}), ("schlug Weg vor", {0, 1}), ("schließt ab", {2, 3}),
        ("abgeschlossen", {2, 3}), ("nimmt teil", {4, 5}), ("nahmen teil am Lauf", {4}), ("angeboten", {7}),
        ('"schlug vor"', set()), ("schlug", {0, 6}),
    ],
)  # fmt: skip
def test_a_verb_with_its_prefix_apart_finds_its_other_forms_and_they_it(query: str, texts: set[int]) -> None:
    connection = small_database({"title": "", "body": text} for text in APART)
    found = find(connection, query, Filters())
    assert set(found.ordered(connection, "newest", 0, len(APART))) == {number + 1 for number in texts}
    connection.close()


@pytest.mark.parametrize("query", ["Umzug ab Montag", "Haus am Markt", "Busse kommen aus Hameln", "Linie 3 ab", "Teil"])
def test_a_preposition_is_no_part_of_a_verb(query: str) -> None:
    assert not any(term.verb for term in parse(query).terms)
