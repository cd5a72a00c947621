"""Whatever is typed becomes a valid expression of the index."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search import german_query, german_query_exact
from archive.search.parse import MOST_TERMS, Term, parse
from tests.archive.search.small import small_database

TEXTS = (
    "Bürgerinnen und Bürger am Rhein", "NEAR AND OR NOT", "Die Straße ist zu", "Zehn E-Mails",
    "column title body teaser", "Die Digitalisierungsstrategie",
)  # fmt: skip
HOSTILE = (
    '"', '""', '"""', 'a"b', "*", "Straße*", "* *", "^Straße", "NEAR(Straße Rhein, 2)", "NEAR", "NEAR(", "title:Straße",
    "{title body}: Straße", "- title : x", "a AND", "AND", "OR OR", "NOT Straße", "(((", ")", "a + b", "a\0b", "\0",
    "Straße\0", ", . ; :", "'; DROP TABLE releases; --", "„", "“„", "\ud83d\ude00", "ÄÖÜß", "%", "\\", "x" * 10_000,
    "Straße " * 1_500, "*innen", "Bürger*", ":innen", "innen", "\u00ad", "ß", "١٢٣", "日本語", "a\u0308", "\u0308",
)  # fmt: skip


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return small_database({"title": "", "body": text} for text in TEXTS)


def count(connection: sqlite3.Connection, expression: str) -> int:
    sql = "SELECT count(*) FROM releases_fts WHERE releases_fts MATCH ?"
    return int(connection.execute(sql, (expression,)).fetchone()[0])


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_never_a_syntax_error(connection: sqlite3.Connection, query: str) -> None:
    assert count(connection, german_query(connection, query)) <= len(TEXTS)
    assert count(connection, german_query_exact(query)) <= len(TEXTS)


@given(st.text())
def test_no_text_is_a_syntax_error(query: str) -> None:
    connection = small_database([{"title": "", "body": "Die Straße"}])
    count(connection, german_query(connection, query))
    count(connection, german_query_exact(query))
    connection.close()


@pytest.mark.parametrize("query", ["", " ", '""', "* : -", "\0", None, "„“"])
def test_a_query_without_a_word_finds_nothing(connection: sqlite3.Connection, query: str | None) -> None:
    assert count(connection, german_query(connection, query)) == 0
    assert count(connection, german_query_exact(query)) == 0


@pytest.mark.parametrize(
    ("query", "found", "found_exactly"),
    [
        ("Straße", 1, 1), ("STRASSE", 1, 0), ("Straßen", 1, 0), ("strategie", 1, 0), ("Bürger*innen", 1, 0),
        ("burger", 1, 1), ("title:Straße", 0, 0), ("Straße NEAR zu", 1, 1), ('"Straße ist"', 1, 1),
        ('"ist Straße"', 0, 0),
        ("die", 2, 2), ("der Rhein", 1, 0), ("Rhein", 1, 1), ('"am Rhein', 1, 1), ("Straße -zu", 1, 0),
    ],
)  # fmt: skip
def test_exact_means_the_words_as_typed(
    connection: sqlite3.Connection, query: str, found: int, found_exactly: int
) -> None:
    assert count(connection, german_query(connection, query)) == found
    assert count(connection, german_query_exact(query)) == found_exactly


def test_a_long_query_is_cut_and_says_so() -> None:
    long = parse(" ".join(f"wort{n}" for n in range(200)))
    assert (len(long.terms), long.cut) == (MOST_TERMS, True)
    assert not parse("Straße Straße").cut


@pytest.mark.parametrize(
    ("query", "terms", "left_out"),
    [
        ("die neue Brücke", [Term("neue", ("neue",)), Term("Brücke", ("brucke",))], ("die",)),
        ("und", [Term("und", ("und",))], ()),
        ('„neue Brücke“ Bau', [Term("neue Brücke", ("neue", "brucke"), phrase=True), Term("Bau", ("bau",))], ()),
        ("E-Mail", [Term("E-Mail", ("e", "mail"))], ()),
        ("Bürger*innen", [Term("Bürger*innen", ("burger", "innen"), gendered=True)], ()),
        ("BürgerInnen", [Term("BürgerInnen", ("burger", "innen"), gendered=True)], ()),
        ("drinnen", [Term("drinnen", ("drinnen",))], ()),
        ("Sonnen*innen-", [Term("Sonnen*innen", ("sonnen", "innen"), gendered=True)], ()),
        ("Bau AND Park", [Term("Bau", ("bau",)), Term("Park", ("park",))], ()),
        ("Straße.", [Term("Straße", ("straße",))], ()),
    ],
)  # fmt: skip
def test_a_query_is_read_as_terms(query: str, terms: list[Term], left_out: tuple[str, ...]) -> None:
    parsed = parse(query)
    assert (list(parsed.terms), parsed.left_out) == (terms, left_out)
