"""Whatever is typed becomes a valid expression of the index."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search import german_query, german_query_exact
from archive.search.parse import All, Any, Term, parse
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
    "(" * 1_000, ")" * 1_000, "(a OR " * 150, "NOT " * 200, "-" * 500, "- -a", "--a", "a -", "-(a b)", "(-a)", "OR",
    "a OR", "OR a OR OR b", "NOT", "a NOT", "a NOT NOT b", "UND ODER NICHT", "**", "a**", "Straße**", "\"a\"*",
    "A 5", "1.000 5*", "rowid:1", "releases_fts", "{title}", "a:b:c", "😀*", "-😀", "‘a’", "a\nOR\tb", "a\u00a0b",
    "$$", "?1", ":q", "@x",
)  # fmt: skip

A, B, C = (Term(name, (name,)) for name in ("a1", "b1", "c1"))


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
def test_no_text_is_a_syntax_error(connection: sqlite3.Connection, query: str) -> None:
    count(connection, german_query(connection, query))
    count(connection, german_query_exact(query))


@pytest.mark.parametrize("query", ["", " ", '""', "* : -", "\0", None, "„“"])
def test_a_query_without_a_word_finds_nothing(connection: sqlite3.Connection, query: str | None) -> None:
    assert count(connection, german_query(connection, query)) == 0
    assert count(connection, german_query_exact(query)) == 0


@pytest.mark.parametrize(
    ("query", "found", "found_exactly"),
    [
        ("Straße", 1, 1), ("STRASSE", 1, 0), ("Straßen", 1, 0), ("strategie", 1, 0), ("Bürger*innen", 1, 0),
        ("burger", 0, 0), ("Bürger", 1, 1), ("title:Straße", 0, 0), ("Straße NEAR zu", 1, 1), ('"Straße ist"', 1, 1),
        ('"ist Straße"', 0, 0),
        ("die", 2, 2), ("der Rhein", 1, 0), ("Rhein", 1, 1), ('"am Rhein', 1, 1), ("Straße -zu", 1, 0),
    ],
)  # fmt: skip
def test_exact_means_the_words_as_typed(
    connection: sqlite3.Connection, query: str, found: int, found_exactly: int
) -> None:
    assert count(connection, german_query(connection, query)) == found
    assert count(connection, german_query_exact(query)) == found_exactly


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a1 b1", All((A, B))), ("a1 OR b1", Any((A, B))), ("a1 ODER b1 ODER c1", Any((A, B, C))),
        ("a1 b1 OR c1", All((A, Any((B, C))))), ("(a1 b1) OR c1", Any((All((A, B)), C))), ("a1 -b1", All((A,), (B,))),
        ("a1 NOT b1 c1", All((A, C), (B,))), ("a1 UND NICHT b1", All((A,), (B,))), ("-a1", None),
        ("NOT a1 OR b1", All((B,), (A,))),
        ("a1 -(b1 c1)", All((A,), (All((B, C)),))), ("(a1", A), ("a1)) b1", All((A, B))), ("a1 OR", A), ("OR a1", A),
        ("((a1 OR b1)) c1", All((Any((A, B)), C))), ("", None), ("()", None), ("a1 & b1", All((A, B))),
        ("a1 | b1", Any((A, B))),
    ],
)  # fmt: skip
def test_operators_join_terms(query: str, tree: All | Any | Term | None) -> None:
    assert parse(query).tree == tree


def test_a_long_query_is_cut_and_says_so() -> None:
    long = parse(" ".join(f"wort{n}" for n in range(200)))
    assert (len(long.terms), long.cut) == (16, True)
    assert not parse("Straße Straße").cut


@pytest.mark.parametrize(
    ("query", "terms", "left_out"),
    [
        ("die neue Brücke", [Term("neue", ("neue",)), Term("Brücke", ("brücke",))], ("die",)),
        ("und", [Term("und", ("und",))], ()),
        ('„neue Brücke“ Bau', [Term("neue Brücke", ("neue", "brücke"), phrase=True), Term("Bau", ("bau",))], ()),
        ("E-Mail", [Term("E-Mail", ("e", "mail"))], ()),
        ("Bürger*innen", [Term("Bürger*innen", ("bürger", "innen"), gendered=True)], ()),
        ("BürgerInnen", [Term("BürgerInnen", ("bürger", "innen"), gendered=True)], ()),
        ("drinnen", [Term("drinnen", ("drinnen",))], ()),
        ("Sonnen*innen-", [Term("Sonnen*innen", ("sonnen", "innen"), gendered=True)], ()),
        ("Bau AND Park", [Term("Bau", ("bau",)), Term("Park", ("park",))], ()),
        ("Bau -Park", [Term("Bau", ("bau",))], ()),
        ("Bau - Park", [Term("Bau", ("bau",)), Term("Park", ("park",))], ()),
        ("Digital*", [Term("Digital*", ("digital",), prefix=True)], ()),
        ("-2021-05-05 Bau", [Term("Bau", ("bau",))], ()),
        ("Covid-19*", [Term("Covid-19", ("covid", "19"))], ()),
        ("Stau auf der A 5", [Term("Stau", ("stau",)), Term("A 5", ("a", "5"))], ("auf", "der")),
        ("OB, z. B. ob", [Term("OB", ("ob",)), Term("z. B", ("z", "b"))], ("ob",)),
        ("(Bau)", [Term("Bau", ("bau",))], ()),
        ("Straße.", [Term("Straße", ("straße",))], ()),
    ],
)  # fmt: skip
def test_a_query_is_read_as_terms(query: str, terms: list[Term], left_out: tuple[str, ...]) -> None:
    parsed = parse(query)
    assert (list(parsed.terms), parsed.left_out) == (terms, left_out)


@pytest.mark.parametrize(
    ("query", "found"), [("Schulen", 2), ("schulen", 2), ("Schule", 2), ("liegen", 1), ("Liegen", 2), ("Waren", 1)]
)
def test_a_plural_spelt_like_an_infinitive_means_the_noun_too(query: str, found: int) -> None:
    made = small_database(
        {"title": "", "body": text}
        for text in ("Die Schule zieht um.", "Eine Schule für alle.", "Er liegt im Bett.", "Sie waren da: eine Liege.")
    )
    assert count(made, german_query(made, query)) == found
