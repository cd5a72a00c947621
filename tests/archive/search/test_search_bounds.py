"""The limits of a search: a case on each side of each number."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from archive.search import Filters, Results, search_releases
from archive.search.corpus import Corpus
from archive.search.expand import expand
from archive.search.nearest import TermHelp
from archive.search.offers import offers
from archive.search.parse import All, Any, Node, parse
from archive.search.ranking import near
from archive.search.results import find
from archive.search.wordlist import WordList
from tests.archive.search.small import insert, small_database

SYLLABLES = [f"{one}a{two}{three}e" for one, two, three in product("bdfgklmnprst", repeat=3)]


def searched(query: str, *bodies: str, filters: Filters | None = None) -> Results:
    """What a query finds in releases with these texts."""
    connection = small_database({"title": "", "body": body, "published": "2020-01-01"} for body in bodies)
    found = search_releases(connection, query, filters or Filters())
    connection.close()
    return found


def test_500_compounds_of_a_word_are_searched_and_300_words_that_begin_so() -> None:
    compounds = [f"Der {name.capitalize()}platz." for name in SYLLABLES[:501]]
    assert searched("Platz", *compounds[:500]).total == 500
    assert searched("Platz", *compounds).total == 500
    beginning = [f"Der Platz{name}." for name in SYLLABLES[:301]]
    words = small_database({"title": "", "body": body} for body in beginning)
    (expansion,) = expand(parse("Platz*e"), WordList(words)).values()
    words.close()
    assert len(expansion.itself) == 300


@pytest.mark.parametrize(("words", "total"), [(6, 1), (7, 0)])
def test_up_to_six_words_are_searched_in_their_compounds(words: int, total: int) -> None:
    more = " ".join(f"wort{number}" for number in range(words - 1))
    assert searched(f"Hafen {more}", f"Das Hafenfest: {more}").total == total


@pytest.mark.parametrize(("count", "kept", "cut"), [(16, 16, False), (17, 16, True)])
def test_sixteen_words_are_kept(count: int, kept: int, cut: bool) -> None:
    read = parse(" ".join(f"wort{number}" for number in range(count)))
    assert (len(read.terms), read.cut) == (kept, cut)


@pytest.mark.parametrize(("length", "cut"), [(1000, False), (1001, True)])
def test_a_thousand_characters_are_read(length: int, cut: bool) -> None:
    read = parse("Haus".ljust(length - 3) + "Tor")
    assert (read.cut, len(read.terms)) == (cut, 2)


def nested(brackets: int) -> str:
    """Words in so many brackets in each other, each of another kind than the one around it."""
    text = "z1"
    for number in range(brackets):
        text = f"(a{number}{' OR' if number % 2 else ''} {text})"
    return text


def depth(node: Node | None) -> int:
    inside = node.nodes if isinstance(node, Any) else node.wanted if isinstance(node, All) else ()
    return 1 + max(map(depth, inside)) if inside else 0


@pytest.mark.parametrize(("brackets", "read"), [(8, 8), (9, 9), (10, 9), (30, 9)])
def test_brackets_lie_in_each_other_nine_deep(brackets: int, read: int) -> None:
    assert depth(parse(nested(brackets)).tree) == read


@pytest.mark.parametrize(("both", "follows"), [(9, True), (10, False)])
def test_ten_releases_with_all_of_the_words_need_no_others(both: int, follows: bool) -> None:
    assert bool(searched("Hafen Tanz", *["Hafen und Tanz"] * both, "Hafen").nearly) is follows


def test_twenty_releases_with_most_of_the_words_are_shown() -> None:
    found = searched("Hafen Tanz", *["Am Hafen"] * 21).nearly
    assert found
    assert (len(found.hits), found.total) == (20, 21)


@pytest.mark.parametrize(("words", "follows"), [(8, True), (9, False)])
def test_of_up_to_eight_words_most_are_enough(words: int, follows: bool) -> None:
    asked = [f"wort{chr(97 + number)}" for number in range(words)]
    assert bool(searched(" ".join(asked), " ".join(asked[:-1])).nearly) is follows


@pytest.mark.parametrize(
    ("typed", "printed", "near"),
    [
        ("Hafne", "Hafen", True),  # up to six letters: one slip
        ("Brugel", "Brueckl", False),
        ("Hafnbrück", "Hafenbrücke", True),  # up to twelve: two
        ("Hfnbrück", "Hafenbrücke", False),
        ("Hafnbrückenfst", "Hafenbrückenfest", True),
        ("Hfnbrücknfest", "Hafenbrückenfest", True),  # longer: three
        ("Hfnbrücknfst", "Hafenbrückenfest", False),
    ],
)
def test_the_longer_a_word_the_more_slips_of_the_pen_are_taken(typed: str, printed: str, near: bool) -> None:
    assert ([one.nearest for one in searched(typed, f"Das ist {printed} heute.").help] == [(printed,)]) is near


def test_five_near_words_are_offered() -> None:
    bodies = [f"Der Hafen{letter} ruht." for letter in "bdfgkl"]
    (help_,) = searched("Hafenx", *bodies).help
    assert len(help_.nearest) == 5


def asked_about(rare: int, often: int) -> tuple[TermHelp, ...]:
    return searched("Hafne", *["Am Hafen."] * often, *["Am Hafne."] * rare).meant


@pytest.mark.parametrize(
    ("rare", "often", "asked"), [(1, 4, False), (1, 5, True), (2, 9, False), (2, 10, True), (3, 30, False)]
)
def test_a_word_of_two_releases_is_asked_about_where_a_near_one_has_five_times_more(
    rare: int, often: int, asked: bool
) -> None:
    assert bool(asked_about(rare, often)) is asked


def test_a_page_holds_twenty_releases() -> None:
    found = searched("Hafen", *["Am Hafen"] * 21)
    assert (len(found.hits), found.total) == (20, 21)


def test_four_filters_are_offered() -> None:
    rows = [
        {"title": "", "body": "Haus 2001 2002 2003 2004 2005", "published": f"{year}-01-01", "year": year}
        for year in range(2001, 2007)
    ]
    connection = small_database(rows)
    query = "Haus 2001 2002 2003 2004 2005"
    offered = offers(connection, query, Filters(), find(connection, query, Filters()))
    connection.close()
    assert [one.label[-4:] for one in offered] == ["2001", "2002", "2003", "2004"]


@pytest.mark.parametrize(("others", "kept"), [(399, True), (400, False)])
@pytest.mark.parametrize("what", ["a term", "words in a row"])
def test_where_words_stand_is_kept_until_400_others_were_looked_up(what: str, others: int, kept: bool) -> None:
    connection = small_database([{"title": "Haus am Markt"}])
    corpus, asked = Corpus(connection), list[str]()

    def look_up(number: int) -> None:
        if what == "a term":
            corpus.postings(connection, [(1.0, (f"wort{number}",), "")])
        else:
            corpus.matching(connection, f'"haus wort{number}"')

    for number in range(others + 1):
        look_up(number)
    connection.set_trace_callback(asked.append)
    look_up(0)
    connection.close()
    assert (asked == []) is kept


def test_repetition_and_length_weigh_as_bm25_has_it_with_k_1_2_and_b_0_6() -> None:
    bodies = ("Haus Tor Tor Tor", "Haus Haus Tor Tor", "Haus" + " Tor" * 11, "Tor Tor Tor Tor")
    connection = small_database({"title": "", "body": body} for body in bodies)
    corpus = Corpus(connection)
    found = corpus.postings(connection, [(1.0, ("haus",), "")], ["body"])
    weight = dict(zip(corpus.rowids, found.weights, strict=True))
    connection.close()
    assert weight[2] / weight[1] == pytest.approx((2 / (2 + 1.2 * 0.8)) / (1 / (1 + 1.2 * 0.8)))
    assert weight[3] / weight[1] == pytest.approx((1 / (1 + 1.2 * 1.6)) / (1 / (1 + 1.2 * 0.8)))


def stand_near(query: str, text: str, forms: dict[str, int]) -> bool:
    """Whether the words of a query stand near each other in a text; forms: how many (a0, a1, …) a word has."""
    connection = small_database([{"title": "", "body": text}])
    read = parse(query)
    expansions = {
        term: replace(expansion, itself=tuple((f"{term.typed}{n}",) for n in range(forms[term.typed])), forms=())
        if term.typed in forms else expansion
        for term, expansion in expand(read, WordList(connection)).items()
    }  # fmt: skip
    found = near(connection, Corpus(connection), read, expansions)
    connection.close()
    return bool(found)


@pytest.mark.parametrize(("words", "looked"), [(5, True), (6, False)])
def test_up_to_five_words_are_looked_for_near_each_other(words: int, looked: bool) -> None:
    text = " ".join(("Hafen", "Markt", "Tanz", "Brunnen", "Kirche", "Turm")[:words])
    assert stand_near(text, text, {}) is looked


@pytest.mark.parametrize(("text", "found"), [("form5 Markt", True), ("form6 Markt", False)])
def test_six_forms_of_a_word_are_looked_for_near_another(text: str, found: bool) -> None:
    assert stand_near("form Markt", text, {"form": 7}) is found


@pytest.mark.parametrize(("text", "found"), [("xa3 xb5 xc1", True), ("xa4 xb0 xc0", False)])
def test_48_combinations_of_forms_are_tried(text: str, found: bool) -> None:
    assert stand_near("xa xb xc", text, {"xa": 6, "xb": 6, "xc": 2}) is found


@pytest.mark.parametrize(("code", "offered"), [("abcd", ["nur vom Kürzel abcd"]), ("abcde", [])])
def test_a_word_of_up_to_four_letters_may_be_an_author_code(code: str, offered: list[str]) -> None:
    connection = small_database([{"title": "", "body": f"Markt {code}"}])
    insert(connection, "authors", code=code)
    insert(connection, "release_authors", release="r-1", code=code)
    query = f"Markt {code}"
    assert [one.label for one in offers(connection, query, Filters(), find(connection, query, Filters()))] == offered
    connection.close()


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("Ümit Groß-Öz Markt", ["nur wo Ümit Groß-Öz spricht"]),
        ("gross-oez markt", ["nur wo Ümit Groß-Öz spricht"]),
        ("Adler", ["nur wo Jo Adler spricht", "nur wo Mia Adler spricht"]),
        ("Mia Adler", ["nur wo Mia Adler spricht"]),
        ("Mia Markt", []),
        ("Rat Markt", []),  # who has one name only stands for no surname
    ],
)
def test_a_person_is_offered_by_the_whole_name_or_the_surname(query: str, offered: list[str]) -> None:
    connection = small_database([{"title": "", "body": "Markt"}])
    for position, name in enumerate(("Jo Adler", "Mia Adler", "Ümit Groß-Öz", "Rat")):
        insert(connection, "speakers", name=name)
        insert(connection, "quotes", release="r-1", position=position, speaker=name)
    assert [one.label for one in offers(connection, query, Filters(), find(connection, query, Filters()))] == offered
    connection.close()


@pytest.mark.parametrize(("query", "total"), [("USABC", 1), ("USABCD", 0)])
def test_up_to_five_initials_are_found_with_their_points(query: str, total: int) -> None:
    assert searched(query, f"Das {'.'.join(query)}. tagt.").total == total
