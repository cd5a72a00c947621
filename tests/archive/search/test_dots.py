"""Dots of umlauts tell words apart; what lacks them by the keyboard is still found."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest

from archive.search import Filters, find, search_releases
from archive.search.corpus import corpus_of
from tests.archive.search.small import insert, small_database

TEXTS = (
    "Die Förderung läuft aus.", "Ihre Forderung ist alt.", "Der Rat tagt.", "Der Arzt rät davon ab.",
    "Wir drucken Karten.", "Sie drücken den Knopf.", "Der Bürgermeister kommt.", "Frau Müller singt.",
    "Herr Muller kocht.", "Frau Mueller tanzt.", "Alle Universitäten feiern.", "René geht ins Café.",
    "Die Straße nach Groß-Gerau.", "Ein Abend mit Dvořák.", "Der Burger schmeckt.", "Die Zählung beginnt.",
    "Kaum ein Ubungsleiter.", "Eine Feuerwehrübung am Bach.", "Die Stadt ist schön und gut.", "Die Busse fuhren ab.",
    "Wir führen Listen.",
)  # fmt: skip


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    made = small_database({"title": "", "body": text} for text in TEXTS)
    insert(made, "quotes", release="r-8", position=0, text="Ja", speaker="Erika Müller", counted=1)
    return made


def found(connection: sqlite3.Connection, query: str, *, exact: bool = False) -> list[str]:
    result = find(connection, query, Filters(), exact=exact)
    return [TEXTS[rowid - 1] for rowid in result.ordered(connection, "relevance", 0, result.total)]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("Förderung", [0]), ("Forderung", [1]), ("Foerderung", [0]), ("fördern", [0]), ("Rat", [2]), ("raten", [3]),
        ("drucken", [4]), ("drücken", [5]), ("druecken", [5]), ("fahren", [19]), ("führen", [20]),
        ("Burgermeister", [6]), ("burgermeister", [6]), ("Burgermeisterin", [6]), ("Burger", [14]),
        ("Universitat", [10]), ("Feuerwehrubung", [17]), ("Feuerwehrubungen", [17]), ("schon", []), ("schön", [18]),
        ("Zahlung", []), ("Zaehlung", [15]), ("Rene Cafe", [11]), ("RENÉ", [11]), ("Dvorak", [13]), ("Dvořák", [13]),
        ("Burgerm*", [6]), ("Förd*", [0]), ("Ford*", [1]), ("M?ller", [7, 8, 9]), ("Gross-Gerau", [12]),
        ('"rene geht ins cafe"', [11]), ('"strasse nach gross gerau"', [12]), ('"Burgermeister kommt"', []),
        ("person:Muller", [7]), ("person:Mueller", [7]), ("person:Maller", []), ("Universitäten -Müller", [10]),
    ],
)  # fmt: skip
def test_a_word_finds_its_spellings_and_no_other_word(
    connection: sqlite3.Connection, query: str, texts: list[int]
) -> None:
    assert sorted(found(connection, query)) == sorted(TEXTS[at] for at in texts)
    assert sorted(found(connection, unicodedata.normalize("NFD", query))) == sorted(TEXTS[at] for at in texts)


@pytest.mark.parametrize(
    ("query", "first", "behind"), [("Muller", [8], [7, 9]), ("Müller", [7, 9], [8]), ("Mueller", [7, 9], [8])]
)
def test_a_name_as_typed_stands_before_the_same_with_other_dots(
    connection: sqlite3.Connection, query: str, first: list[int], behind: list[int]
) -> None:
    order = found(connection, query)
    assert set(order[: len(first)]) == {TEXTS[at] for at in first}
    assert set(order[len(first) :]) == {TEXTS[at] for at in behind}


def test_what_is_typed_exactly_has_its_dots(connection: sqlite3.Connection) -> None:
    assert found(connection, "Burgermeister", exact=True) == []
    assert found(connection, "bürgermeister", exact=True) == [TEXTS[6]]
    assert found(connection, "Rene", exact=True) == []


def test_a_minus_excludes_a_word_with_its_dots_only(connection: sqlite3.Connection) -> None:
    assert set(found(connection, "(Müller ODER Muller) -Muller")) == {TEXTS[7], TEXTS[9]}


@pytest.mark.parametrize(("query", "near"), [("Zahlung", "Zählung"), ("Burgermeistr", "Bürgermeister")])
def test_another_word_that_only_lacks_dots_is_offered(connection: sqlite3.Connection, query: str, near: str) -> None:
    assert [one.nearest for one in search_releases(connection, query).help] == [(near,)]


def test_only_the_word_that_is_meant_is_marked() -> None:
    made = small_database([{"title": "Forderung nach Förderung", "body": "Eine Forderung, keine Förderung."}])
    (hit,) = search_releases(made, "Förderung").hits
    assert [piece.text for piece in (*hit.title, *hit.snippet) if piece.marked] == ["Förderung", "Förderung"]
    assert corpus_of(made).rowids == [1]
