"""A city's signs: days, amounts, abbreviations; and what the index holds of a text beside what is printed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import archive.search
from archive.search import search_releases
from archive.search.additions import added_forms, completed
from archive.search.signs import day_rows, signs
from tests.archive.search.small import small_database

LIST = Path(archive.search.__file__).parent / "signs.toml"


def finds(query: str, text: str) -> bool:
    connection = small_database([{"title": "", "body": text}])
    found = bool(search_releases(connection, query).total)
    connection.close()
    return found


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("5.5.21", "Am 5. Mai 2021."), ("05.05.2021", "Am 5.5.21."), ("1.12.98", "Am 1. Dezember 1998."),
        ("05.05.2021", "Am 5. Mai 2021."), ("5. Mai 2021", "Am 05.05.2021."), ("2021-05-05", "Am 5.5.2021."),
        ("5.5.2021", "Stand 2021-05-05"), ("100 €", "EUR 100"), ("EUR 100", "100 Euro"), ("100 Euro", "Nur 100 €!"),
        ("1.000 €", "Für 1000 Euro"), ("1000 €", "Für 1.000 €"), ("§ 34", "Nach §34 gilt"),
        ("§ 34", "Nach Paragraf 34"),
        ("20 %", "um 20% mehr"), ("20 Prozent", "um 20 % mehr"), ("CO2", "Weniger CO₂"), ("CO₂", "Weniger CO2"),
        ("400 m²", "400 Quadratmeter"), ("9 m²", "auf 9 Quadratmetern"),
        ("400 qm", "400 m²"), ("2020/21", "Saison 2020/2021"), ("2020/2021", "2020/21"),
        ("€", "Es kostet 3 €"), ("Rheinstraße", "Rheinstr. 3"), ("Rheinstr.", "Die Rheinstraße"),
        ("Berliner Str.", "Berliner Straße"), ("Marktplatz", "Am Marktpl."), ("OB", "Die Oberbürgermeisterin"),
        ("Oberbürgermeister", "Der OB dankt"), ("TU", "Technische Universität"), ("Sankt Martin", "St. Martin"),
        ("ÖPNV", "Im öffentlichen Nahverkehr"), ("DRK", "Das Deutsche Rote Kreuz"), ("USA", "In den U.S.A. lebt"),
        ("Kita", "Die Kindertagesstätte"), ("50er Jahre", "Die 1950er Jahre"),
        ("180 m", "Rund 180 Meter"), ("180 Meter", "Auf 180 m"), ("30 km/h", "30 Stundenkilometer"),
        ("5 t", "5 Tonnen"), ("90 m2", "auf 90 m²"), ("90 m²", "90 m2"), ("3 km2", "3 Quadratkilometer"),
        ("100,00 €", "100 Euro"), ("100 €", "für 100,00 Euro"), ("1.000,00 €", "1000 Euro"),
        ("2020-2021", "Saison 2020/21"), ("Kohlendioxid", "Weniger CO₂"), ("CO2", "Kohlendioxid"),
    ],
)  # fmt: skip
def test_a_sign_is_found_in_every_way_in_which_it_is_written(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("100 €", "100 Gäste zahlten Euro"), ("§ 15", "Haus 15"), ("5. Mai 2021", "Mai 2021, um 5 Uhr"),
        ("OB", "Ob es regnet"),
        ("TU", "Tu das"), ("3,5", "35 Taler"), ("20 %", "20 Leute"), ("2020/21", "2020 kamen 21"),
        ("100,50 €", "100 Euro"), ("100 €", "100,50 Euro"), ("100 €", "10000 Euro"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_not(query: str, text: str) -> None:
    assert not finds(query, text)


@pytest.mark.parametrize("text", ["31.2.2020", "99.99.9999", "5. Foo 2021", "0.1.2020", "31.4.21"])
def test_a_day_that_never_was_is_none(text: str) -> None:
    assert day_rows(text) == ()


def test_a_day_is_found_where_only_the_table_of_dates_names_it() -> None:
    connection = small_database([{"title": "", "body": "Am morgigen Dienstag.", "slug": "a"}])
    columns = [row[1] for row in connection.execute("PRAGMA table_info(dates)")]
    types = {row[1]: row[2] for row in connection.execute("PRAGMA table_info(dates)")}
    row = {name: 0 if types[name] == "INTEGER" else "" for name in columns}
    row |= {"release": "a", "begin_day": "2021-05-04", "end_day": "2021-05-04"}
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO dates VALUES ({marks})", tuple(row[name] for name in columns))  # noqa: S608 - own names
    connection.execute("INSERT INTO releases_fts(releases_fts) VALUES ('rebuild')")
    assert search_releases(connection, "4. Mai 2021").total == 1
    assert search_releases(connection, "4. Mai").total == 1
    assert search_releases(connection, "5. Mai 2021").total == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Personal- und Organisationsverwaltung tagt", ["Personalverwaltung"]),
        ("Nah- oder Fernverkehr", ["Nahverkehr"]),
        ("Kinder-, Jugend- und Altenarbeit", ["Kinderarbeit", "Jugendarbeit"]),
        ("Haupteingang und -ausgang", ["Hauptausgang"]), ("Bau- und Tisch", []), ("vor- und nachmittags", []),
    ],
)  # fmt: skip
def test_a_word_that_a_hyphen_cuts_short_is_completed(text: str, words: list[str]) -> None:
    assert completed(text) == words


def test_what_is_noted_beside_a_text_says_everything_once() -> None:
    text = "Alle Bürger*innen zahlen 30 € und 30 € nach § 3; der OB auch."
    assert added_forms(text) == ("Bürgerinnen und Bürger", "30 euro", "paragraf 3", "Oberbürgermeister")


def test_every_line_of_the_list_has_a_source_and_stands_once() -> None:
    lines = tomllib.loads(LIST.read_text(encoding="utf-8"))["signs"]
    assert all(line["source"] for line in lines)
    shorts = [short for line in lines for short in line["short"].split()]
    assert len(shorts) == len(set(shorts))
    assert len(signs()) == len(lines) > 50
