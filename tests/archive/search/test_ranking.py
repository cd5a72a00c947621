"""What a query means most comes first; what has most of its words follows, marked so."""

from __future__ import annotations

import pytest

from archive.search import Filters, search_releases
from archive.search.nearly import Nearly
from tests.archive.search.small import small_database


def order(query: str, *texts: str | dict[str, object]) -> list[int]:
    """The numbers, from 0, of texts in the order in which a query finds them; the last one is the newest."""
    rows = [
        {"title": "", "body": text} if isinstance(text, str) else {"title": "", "body": "", **text} for text in texts
    ]
    dated = [{"published": f"2020-01-{number:02}", **row} for number, row in enumerate(rows, 1)]
    connection = small_database(dated)
    found = [hit.rowid - 1 for hit in search_releases(connection, query).hits]
    connection.close()
    return found


@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        ("Rheinstraße 17", "In der Rheinstraße 17 ist Tanz.", "In der Rheinstraße warten 17 Busse."),
        ("Hans Fischer", "Hans Fischer malt.", "Hans Beck malt, Karl Fischer nicht."),
        ("Amt für Soziales", "Das Amt für Soziales zieht um.", "Für das Amt ist Soziales wichtig."),
        ("Linie 3", "Die Linie 3 fährt.", "Die Linie 5 fährt 3 Mal."),
        ("Alte Brücke", "Die Alte Brücke ist zu.", "Der alte Müller geht über die Brücke."),
        ("alte Brücke", "An den alten Brücken wird gebaut.", "Der alte Mann lief und lief, bis er an die Brücke kam."),
        ("Karl Meyer Platz", "Am Karl-Meyer-Platz ist Markt.", "Karl isst am Platz, Meyer nicht."),
    ],
)
def test_a_row_of_words_comes_first_and_then_words_near_each_other(query: str, first: str, second: str) -> None:
    assert order(query, first, second) == [0, 1]


def test_near_means_six_words_apart_at_most() -> None:
    far = "Der Hafen liegt eins zwei drei vier vor der Stadt."
    near = "Der Hafen liegt eins zwei drei vor der Stadt, in der auch sonst recht viel geschieht und geschah."
    assert order("Hafen Stadt", near, far) == [0, 1]


def test_more_of_a_word_counts_more_and_a_longer_text_less() -> None:
    assert order("Hafen", "Hafen und Hafen und Kai", "Hafen und Markt und Kai") == [0, 1]
    assert order("Hafen", "Am Hafen.", "Am Hafen" + " und am Kai" * 30) == [0, 1]


def test_the_title_counts_more_than_the_text_across_the_levels() -> None:
    assert order("Hafen", {"title": "Das Hafenfest"}, "Der Hafen ruht.") == [0, 1]
    assert order("Hafen", {"title": "Ein Hafen"}, {"title": "Das Hafenfest"}) == [0, 1]


def test_only_between_equals_the_newer_release_comes_first() -> None:
    assert order("Hafen", "Am Hafen ist Markt.", "Am Hafen ist Tanz.") == [1, 0]


def test_a_minus_excludes_what_it_names_and_no_compounds() -> None:
    texts = ("Salz und Hafen", "Salz und Häfen", "Salz und Hafenfest")
    assert order("Salz -Hafen", *texts) == [2]


def nearly(query: str, *texts: str, filters: Filters | None = None) -> Nearly | None:
    connection = small_database({"title": "", "body": text, "published": "2020-01-01", "year": 2020} for text in texts)
    found = search_releases(connection, query, filters or Filters())
    connection.close()
    return found.nearly


def test_most_of_the_words_follow_and_say_which_they_lack() -> None:
    found = nearly("Hafen Markt Tanz", "Hafen und Markt", "Markt und Tanz", "Nur Tanz", "Hafen, Markt, Tanz")
    assert found
    assert [(one.typed, one.query, one.releases) for one in found.without] == [
        ("Hafen", "Markt Tanz", 1), ("Tanz", "Hafen Markt", 1),
    ]  # fmt: skip
    assert {(one.hit.rowid, one.lacks) for one in found.hits} == {(1, ("Tanz",)), (2, ("Hafen",))}
    assert found.total == 2


@pytest.mark.parametrize(
    "query", ["Hafen OR Markt Tanz", "+Hafen Tanz", '"Hafen" Tanz', "Hafen -Tanz", "Hafen", "titel:Hafen Tanz"]
)
def test_a_query_that_is_more_than_words_has_none(query: str) -> None:
    assert nearly(query, "Am Hafen", "Zum Tanz", "Auf dem Markt") is None


def test_enough_releases_with_all_of_the_words_need_no_others() -> None:
    enough = ["Hafen und Tanz"] * 10
    assert nearly("Hafen Tanz", *enough, "Hafen") is None
    assert nearly("Hafen Tanz", *enough[1:], "Hafen")


def test_filters_hold_for_them_too() -> None:
    assert nearly("Hafen Tanz", "Am Hafen", filters=Filters(year="2020"))
    assert nearly("Hafen Tanz", "Am Hafen", filters=Filters(year="2019")) is None


def test_a_pasted_sentence_is_searched_for_its_words_only() -> None:
    assert nearly(" ".join(f"wort{n}" for n in range(16)), "wort1") is None


def test_a_rare_word_beside_a_frequent_one_is_asked_about() -> None:
    connection = small_database([{"title": "", "body": "Am Hafen."}] * 5 + [{"title": "", "body": "Am Hafne."}])
    (meant,) = search_releases(connection, "Hafne").meant
    assert (meant.releases, meant.nearest) == (1, ("Hafen",))
    assert search_releases(connection, "Hafen").meant == ()
    connection.close()


def test_two_slips_are_allowed_in_words_of_seven_letters_and_more() -> None:
    connection = small_database([{"title": "", "body": "Die Hafenbrücke."}, {"title": "", "body": "Ein Hafen."}])
    assert [one.nearest for one in search_releases(connection, "Hafnebrüke").help] == [("Hafenbrücke",)]
    assert [one.nearest for one in search_releases(connection, "Hfne").help] == [()]
    connection.close()


def test_parts_of_a_compound_follow_it_where_it_finds_little() -> None:
    texts = ("Das Hallenbad hat zu.", "Am Markt.", "Das Freibad öffnet.", "Ein Bad im Fluss.", "In der Halle.")
    found = nearly("Hallenbad", *texts)
    assert found
    assert {(one.hit.rowid, one.lacks) for one in found.hits} == {(n, ("Hallenbad",)) for n in (3, 4, 5)}
    assert {(one.instead, one.query, one.releases) for one in found.without} == {
        ("Halle", "Halle", 1),
        ("Bad", "Bad", 2),
    }
    with_another = nearly("Hallenbad Fluss", *texts)
    assert with_another
    assert next((one.hit.rowid, one.lacks) for one in with_another.hits) == (4, ("Hallenbad",))
    assert nearly("Hallenbad", *["Im Hallenbad"] * 10, "Ein Bad") is None


def test_words_that_mean_about_the_same_follow_one_that_finds_little() -> None:
    texts = ("Die Bücherei zieht um.", "Die Stadtbibliothek zieht um.", "Bibliothekswesen heute.", "Am Markt.")
    found = nearly("Büchereien", *texts)
    assert found
    assert [(one.hit.rowid, one.lacks) for one in found.hits] == [(2, ("Büchereien",))]
    assert [(one.instead, one.query, one.releases) for one in found.without] == [("Bibliothek", "Bibliothek", 1)]
    assert nearly("Markt", *texts) is None


def test_the_year_of_a_release_stands_for_the_word_among_those_that_follow() -> None:
    found = nearly("Hafen 2020", "Der Hafen.", "Der Hafen 2020.", "Am Markt.")
    assert found
    assert [(one.hit.rowid, one.lacks) for one in found.hits] == [(1, ("2020",))]
