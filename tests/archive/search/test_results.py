"""The order of results, filters with counts, paging, snippets, and the help where nothing is found."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from archive.search import PAGE_SIZE, Filters, Results, Sort, search_releases
from archive.search.wordlist import write_words
from archive.site.plugins.german_search import prepare_connection
from tests.archive.search.small import small_database

RELEASES: list[dict[str, Any]] = [
    {"slug": "teil-titel", "title": "Hafenbrücke gesperrt", "body": "Nichts.", "published": "2021-05-05"},
    {"slug": "form-text", "title": "Umbau", "body": "Zwei Brücken bleiben zu.", "published": "2021-05-04"},
    {"slug": "form-titel", "title": "Die Brücken der Stadt", "body": "Sie stehen.", "published": "2020-05-03"},
    {"slug": "wort-text", "title": "Neues", "body": "Eine Brücke am Fluss.", "published": "2021-05-02"},
    {"slug": "wort-teaser", "title": "Altes", "teaser": "Brücke offen", "body": "Ja.", "published": "2021-05-01"},
    {"slug": "wort-titel", "title": "Brücke", "body": "Gut.", "published": "2019-01-01", "revisions": 2},
    {"slug": "wort-text-neuer", "title": "Neueres", "body": "Eine Brücke am See.", "published": "2022-05-02"},
    {"slug": "ohne-tag", "title": "Ohne Tag", "body": "Eine Brücke am Meer.", "published": None},
    {"slug": "anderes", "title": "Anderes", "body": "Ein <b>Boot</b> & mehr.", "published": "2021-06-01"},
]


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    rows = [row | {"year": row["published"] and int(row["published"][:4])} for row in RELEASES]
    connection = small_database(rows)
    for slug, code in (("wort-titel", "kb"), ("wort-text", "kb"), ("form-text", "mo"), ("anderes", "kb")):
        connection.execute("INSERT INTO authors(code, releases) VALUES (?, 1) ON CONFLICT DO NOTHING", (code,))
        connection.execute("INSERT INTO release_authors VALUES (?, 0, ?, ?)", (slug, code, code))
        connection.execute("INSERT INTO release_categories VALUES (?, 0, 'Verkehr')", (slug,))
    return connection


def slugs(results: Results) -> list[str]:
    return [hit.slug for hit in results.hits]


def counts(results: Results, name: str) -> dict[str, int]:
    return {value.value: value.count for value in results.facets[name]}


def test_title_counts_more_than_teaser_and_text_and_the_word_more_than_forms_and_compounds(
    connection: sqlite3.Connection,
) -> None:
    assert slugs(search_releases(connection, "Brücke")) == [
        "wort-titel", "form-titel", "wort-teaser", "teil-titel", "wort-text-neuer", "wort-text", "ohne-tag",
        "form-text",
    ]  # fmt: skip


@pytest.mark.parametrize("query", ["Brücke", "Brücken", "Brücke OR Boot", "Brücke -Fluss", "Brücke Stadt", "Brück*"])
@pytest.mark.parametrize("exact", [False, True])
def test_sql_has_the_order_of_the_page(connection: sqlite3.Connection, query: str, exact: bool) -> None:
    prepare_connection(connection)
    end = "_exact" if exact else ""
    sql = f"""SELECT r.slug FROM releases_fts JOIN releases r ON r.rowid = releases_fts.rowid
        WHERE releases_fts MATCH german_query{end}(:q)
        ORDER BY german_rank{end}(r.rowid, :q), r.published DESC, r.slug"""  # noqa: S608 - own words
    expected = slugs(search_releases(connection, query, exact=exact))
    assert [row[0] for row in connection.execute(sql, {"q": query})] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Brücke OR Boot", ["wort-titel", "wort-teaser", "wort-text-neuer", "anderes", "wort-text", "ohne-tag",
                            "form-titel", "form-text", "teil-titel"]),
        ("Boot ODER Hafen", ["anderes", "teil-titel"]), ("Brücke -Fluss -Stadt -See -Meer -Hafen -zwei", [
            "wort-titel", "wort-teaser"]),
        ("Brücke NICHT (Fluss ODER See ODER Meer ODER Hafen ODER zwei ODER offen)", ["wort-titel", "form-titel"]),
        ("(Fluss OR See) Brücke", ["wort-text-neuer", "wort-text"]),
        ("Brücke Fluss OR See", ["wort-text-neuer", "wort-text"]),
        ("(Brücke Fluss) OR Boot", ["anderes", "wort-text"]), ('Brücke -"am Fluss" -"am See" -"am Meer" -n', [
            "wort-titel", "wort-teaser", "form-titel", "form-text", "teil-titel"]),
        ("Hafen*", ["teil-titel"]), ("Brueck* Stadt", ["form-titel"]), ("NOT Brücke", []), ("-Brücke", []),
    ],
)  # fmt: skip
def test_words_are_joined_by_and_or_and_not(connection: sqlite3.Connection, query: str, expected: list[str]) -> None:
    assert sorted(slugs(search_releases(connection, query))) == sorted(expected)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["wort-text-neuer", "wort-text", "wort-teaser", "wort-titel", "ohne-tag"]),
        ("oldest", ["wort-titel", "wort-teaser", "wort-text", "wort-text-neuer", "ohne-tag"]),
    ],
)
def test_sorted_by_day_undated_releases_come_last(
    connection: sqlite3.Connection, sort: Sort, expected: list[str]
) -> None:
    assert slugs(search_releases(connection, "Brücke", sort=sort, exact=True)) == expected


def test_exact_finds_the_word_as_typed_only(connection: sqlite3.Connection) -> None:
    assert search_releases(connection, "Brücken", exact=True).total == 2
    assert search_releases(connection, "Brücken").total == 8


def test_every_term_must_occur(connection: sqlite3.Connection) -> None:
    assert slugs(search_releases(connection, "Brücke Fluss")) == ["wort-text"]
    assert slugs(search_releases(connection, "Brücke der Stadt")) == ["form-titel"]
    assert slugs(search_releases(connection, '"Brücken der Stadt"')) == ["form-titel"]
    assert slugs(search_releases(connection, '"Brücke der Stadt"')) == []


def test_no_query_finds_everything_and_only_signs_find_nothing(connection: sqlite3.Connection) -> None:
    assert search_releases(connection, " ").total == len(RELEASES)
    assert search_releases(connection, " *:* ").total == 0


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        (Filters(), 8), (Filters(year="2021"), 4), (Filters(year="1999"), 0), (Filters(author="kb"), 2),
        (Filters(author="nobody"), 0), (Filters(category="Verkehr"), 3), (Filters(changed=True), 1),
        (Filters(begin="2021-05-02"), 4), (Filters(end="2020-05-03"), 2),
        (Filters(begin="2021-05-01", end="2021-05-01"), 1),
        (Filters(begin="2023-01-01"), 0), (Filters(begin="2022-01-01", end="2020-01-01"), 0),
        (Filters(year="2021", author="kb"), 1),
    ],
)  # fmt: skip
def test_filters_narrow_the_result(connection: sqlite3.Connection, filters: Filters, total: int) -> None:
    results = search_releases(connection, "Brücke", filters)
    assert results.total == len(results.hits) == total
    assert results.without_filters == 8


def test_a_filter_counts_what_choosing_another_of_its_values_would_find(connection: sqlite3.Connection) -> None:
    results = search_releases(connection, "Brücke", Filters(year="2021"))
    assert counts(results, "year") == {"2022": 1, "2021": 4, "2020": 1, "2019": 1}
    assert counts(results, "author") == {"kb": 1, "mo": 1}
    assert [value.value for value in results.facets["year"] if value.chosen] == ["2021"]
    for name, field in (("author", "author"), ("category", "category")):
        for value, count in counts(results, name).items():
            narrowed = search_releases(connection, "Brücke", Filters(**{"year": "2021", field: value}))  # type: ignore[arg-type]
            assert narrowed.total == count


def test_what_was_searched_is_marked_and_markup_stays_text(connection: sqlite3.Connection) -> None:
    hit = search_releases(connection, "Brücken Stadt").hits[0]
    assert [(piece.text, piece.marked) for piece in hit.title] == [
        ("Die ", False), ("Brücken", True), (" der ", False), ("Stadt", True),
    ]  # fmt: skip
    (found,) = search_releases(connection, "Boot").hits
    assert "".join(piece.text for piece in found.snippet) == "Ein <b>Boot</b> & mehr."


@pytest.mark.parametrize(
    ("query", "body", "marked"),
    [
        ("stattfinden", "Das Fest findet im Juli statt, sagt er.", ["findet", "statt"]),
        ("gehen", "Sie ging, er ist gegangen.", ["ging", "gegangen"]),
        ("Haus", "Im Rathaus, bei den Häusern.", ["Rathaus", "Häusern"]),
        ("Bürger*innen", "Alle Bürger*innen und die Bürgerin.", ["Bürger*innen", "Bürgerin"]),
        ('"im Juli"', "Im Juli, nicht im Juni.", ["Im Juli"]),
        ("Juli -Juni", "Im Juli und Mai.", ["Juli"]),
        ("Straße", "<script>Strasse</script> & <b>STRASSE</b>", ["Strasse", "STRASSE"]),
    ],
)  # fmt: skip
def test_the_words_that_were_found_are_marked(query: str, body: str, marked: list[str]) -> None:
    connection = small_database([{"title": "", "body": body}])
    (hit,) = search_releases(connection, query).hits
    assert [piece.text for piece in hit.snippet if piece.marked] == marked
    assert "".join(piece.text for piece in hit.snippet) == body
    connection.close()


def test_pages_hold_each_release_once_in_a_stable_order(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"slug": f"s-{n:03}", "title": f"Brücke{'n' if n % 3 else ''}", "published": f"2021-01-{n % 28 + 1:02}"}
        for n in range(95)
    ]
    small_database(rows, tmp_path / "many.db").close()
    seen: dict[str, list[str]] = {}
    for sort in ("relevance", "newest", "oldest"):
        connection = sqlite3.connect(tmp_path / "many.db")
        found = [search_releases(connection, "Brücke", sort=sort, page=page) for page in range(1, 7)]
        assert {results.pages for results in found} == {5}
        assert [len(results.hits) for results in found] == [PAGE_SIZE] * 4 + [15, 0]
        seen[sort] = [slug for results in found for slug in slugs(results)]
        assert len(set(seen[sort])) == 95
        connection.close()
    assert seen["oldest"] != seen["newest"] != seen["relevance"]
    days = {str(row["slug"]): row["published"] for row in rows}
    assert [days[s] for s in seen["oldest"]] == sorted(days.values())
    assert [days[s] for s in seen["newest"]] == sorted(days.values(), reverse=True)


def test_a_changed_database_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    connection = small_database(RELEASES[:1], path)
    assert search_releases(connection, "Hafen").total == 1
    connection.execute("INSERT INTO releases_fts(releases_fts) VALUES ('delete-all')")
    connection.execute("DELETE FROM releases")
    write_words(connection)
    assert search_releases(connection, "Hafen").total == 0


def test_nothing_found_says_which_words_are_unknown_and_which_are_near(connection: sqlite3.Connection) -> None:
    results = search_releases(connection, "Brücke Fluus Zebra")
    assert results.total == 0
    assert [(one.term.typed, one.releases, one.nearest) for one in results.help] == [
        ("Brücke", 8, ()), ("Fluus", 0, ("Fluss",)), ("Zebra", 0, ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("Brüke", ("Brücke",)), ("Bürcke", ("Brücke",)), ("Hafenbrüke", ("Hafenbrücke",)),
        ("Hafenkonzertt", ()), ('"Brücke Flus"', ()), ("Xylophon", ()),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_near_a_word(connection: sqlite3.Connection, query: str, near: tuple[str, ...]) -> None:
    assert [one.nearest for one in search_releases(connection, query).help] == [near]


def test_an_unknown_compound_is_offered_in_its_parts(connection: sqlite3.Connection) -> None:
    (help_,) = search_releases(connection, "Stadtbrückenkonzept").help
    assert (help_.nearest, [(part.word, part.releases) for part in help_.parts]) == ((), [("Stadt", 1), ("Brücke", 8)])


def test_nothing_found_within_filters_says_what_there_is_without(connection: sqlite3.Connection) -> None:
    results = search_releases(connection, "Boot", Filters(year="2020"))
    assert (results.total, results.without_filters) == (0, 1)
