"""A person or an office as somebody types it: which of the quotes' speakers and offices it names."""

from __future__ import annotations

import sqlite3

import pytest

from archive.search.naming import offices_named, speakers_named
from tests.archive.search.small import insert, small_database

OFFICES = (
    "Bürgermeisterin", "Oberbürgermeisterin", "OB", "Kämmerer, Bürgermeister", "Stadtkämmerer",
    "Leiterin des Gesundheitsamts", "Leiter des Sportamts", "Planungsdezernentin", "Präsident der Universität",
)  # fmt: skip
SPEAKERS = ("Ömer Ölgüç", "Mara Groß", "Hans-Jörg Müller-Lüders", "Müller", "Ämterkonferenz")


@pytest.fixture(scope="module")
def database() -> sqlite3.Connection:
    connection = small_database([{"slug": "r"}])
    for number, role in enumerate(OFFICES):
        insert(connection, "quotes", release="r", position=number, role=role)
    for name in SPEAKERS:
        insert(connection, "speakers", name=name)
    return connection


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Bürgermeisterin", {"Bürgermeisterin", "Kämmerer, Bürgermeister"}),
        ("BÜRGERMEISTERIN", {"Bürgermeisterin", "Kämmerer, Bürgermeister"}),
        ("buergermeister", {"Bürgermeisterin", "Kämmerer, Bürgermeister"}),
        ("burgermeisterin", {"Bürgermeisterin"}),  # without dots, as printed only
        ("OB", {"OB", "Oberbürgermeisterin"}),
        ("Oberbürgermeister", {"OB", "Oberbürgermeisterin"}),
        ("KÄMMERER", {"Kämmerer, Bürgermeister"}),
        ("Leiter des Gesundheitsamtes", {"Leiterin des Gesundheitsamts"}),
        ("leiterin DES gesundheitsamts", {"Leiterin des Gesundheitsamts"}),
        ("leiter des gesundheitsamts", set()),
        ("Leiter", {"Leiterin des Gesundheitsamts", "Leiter des Sportamts"}),
        ("Dezernentin", {"Planungsdezernentin"}),  # no office has the word alone
        ("PRÄSIDENTIN", {"Präsident der Universität"}),
        ("Ämter", set()),
        ("§", set()),
    ],
)
def test_an_office_is_named_in_any_case_spelling_and_form(
    database: sqlite3.Connection, typed: str, named: set[str]
) -> None:
    assert set(offices_named(database, typed)) == named


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("ÖMER ÖLGÜÇ", {"Ömer Ölgüç"}),
        ("oelguec", {"Ömer Ölgüç"}),
        ("Gross", {"Mara Groß"}),
        ("müller", {"Hans-Jörg Müller-Lüders", "Müller"}),
        ("Lueders Hans", {"Hans-Jörg Müller-Lüders"}),
        ("ämterkonferenz", {"Ämterkonferenz"}),
        ("Mül", set()),
        ("", set()),
    ],
)
def test_a_person_is_named_by_any_words_of_the_name(database: sqlite3.Connection, typed: str, named: set[str]) -> None:
    assert set(speakers_named(database, typed)) == named
