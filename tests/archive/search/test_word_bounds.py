"""The limits of reading a word: a case on each side of each number."""

from __future__ import annotations

from itertools import islice, product

import pytest

from archive.search import Filters, search_releases
from archive.search.forms import forms_of
from archive.search.keys import Reading, keys_of
from archive.search.split import parts
from archive.search.wordlist import WordList
from archive.search.words import plain, stem
from archive.site.pages.similar import similar
from archive.site.pages.suggestions import suggested
from tests.archive.search.small import insert, small_database


def total(query: str, *bodies: str) -> int:
    """How many releases with these texts a query finds."""
    connection = small_database({"title": "", "body": body} for body in bodies)
    found = search_releases(connection, query, Filters()).total
    connection.close()
    return found


@pytest.mark.parametrize(("length", "found"), [(60, 1), (61, 0)])
def test_words_of_up_to_60_letters_are_expanded(length: int, found: int) -> None:
    begin = "b" * (length - 2)
    assert total(f"{begin}ss", f"Das {begin}ß.") == found


@pytest.mark.parametrize(("typed", "printed", "found"), [("Ubahn", "U-Bahn", 1), ("Uhof", "U-Hof", 0)])
def test_words_of_five_letters_may_be_printed_with_a_hyphen(typed: str, printed: str, found: int) -> None:
    assert total(typed, f"Die {printed} ruht.") == found


@pytest.mark.parametrize(("likest", "near"), [(59, ("abcxefgyij",)), (60, ())])
def test_the_sixty_words_that_are_likest_are_compared(likest: int, near: tuple[str, ...]) -> None:
    others = [f"abcdefg{one}{two}abcdefg" for one, two in islice(product("rstuvwxy", repeat=2), likest)]
    connection = small_database([{"title": "", "body": " ".join(["abcxefgyij", *others])}])
    (help_,) = search_releases(connection, "abcdefghij").help
    connection.close()
    assert help_.nearest == near


@pytest.mark.parametrize(("spellings", "found"), [(100, 100), (101, 100)])
def test_a_hundred_forms_of_a_word_are_searched(spellings: int, found: int) -> None:
    words = ["z" + "rb".join(vowels) + "l" for vowels in islice(product("eéèêë", repeat=3), 1, spellings + 1)]
    connection = small_database([{"title": "", "body": " ".join(words)}])
    assert len(forms_of("zerberbel", plain("zerberbel"), WordList(connection))) == found
    connection.close()


@pytest.mark.parametrize(("female", "male", "same"), [("wirtin", "wirt", True), ("ratin", "rat", False)])
def test_a_female_form_has_four_letters_before_its_ending(female: str, male: str, *, same: bool) -> None:
    assert (stem(female) == stem(male)) is same


@pytest.mark.parametrize(
    ("word", "made_of"),
    [("Eistee", ["Eis", "Tee"]), ("Ölbad", ["Öl", "Bad"]), ("Luisenweg", ["Weg"]), ("Versehgang", [])],
)
def test_a_part_of_a_compound_has_three_letters(word: str, made_of: list[str]) -> None:
    assert parts(word) == made_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Xyzhaus", "Xyzhäuser", True),  # three letters before a noun
        ("Xyhaus", "Xyhäuser", False),
        ("Xyzbad", "Xyzbäder", False),  # a noun of four letters
        ("Q" + "x" * 53 + "haus", "Q" + "x" * 53 + "häuser", True),  # sixty letters
        ("Q" + "x" * 54 + "haus", "Q" + "x" * 54 + "häuser", False),
    ],
)
def test_an_unknown_word_has_the_key_of_its_last_noun(one: str, other: str, *, same: bool) -> None:
    assert bool(keys_of(one, Reading.NOUN) & keys_of(other, Reading.NOUN)) is same


@pytest.mark.parametrize(("typed", "found"), [("Xuxoxe", 1), ("Xuxoxefafa", 0)])
def test_two_dots_are_supplied_to_a_word_of_which_only_forms_occur(typed: str, found: int) -> None:
    assert total(typed, "Die Xüxöxen und Xüxöxefafan.", "Die Xüxöxefäfan ruhen.") == found


@pytest.mark.parametrize(("vowels", "found"), [(8, 1), (9, 0)])
def test_two_dots_are_supplied_where_a_word_has_eight_vowels(vowels: int, found: int) -> None:
    rest = "xa" * (vowels - 2)
    assert total(f"Xuxo{rest}xe", f"Die Xüxö{rest}xen ruhen.") == found


@pytest.mark.parametrize(("spellings", "missed"), [(16, 0), (17, 1)])
def test_sixteen_spellings_of_words_in_a_row_are_tried(spellings: int, missed: int) -> None:
    accents = "eéèêëēĕėęěȅȇẹẻẽếề"
    often = [f"das z{accents[number]}rb da" for number in range(spellings - 1) for _ in "12"]
    rare = f"das z{accents[spellings - 1]}rb da"
    assert total('"zerb da"', *often, rare) == len(often) + 1 - missed


def test_ten_suggestions_are_made_five_of_them_people_and_five_titles() -> None:
    rows = [{"title": f"Hafen {letter}", "body": f"Hafen{letter}xe ruht."} for letter in "bcdfghklmnpqr"]
    connection = small_database(rows)
    for number in range(6):
        insert(connection, "speakers", name=f"Anna Hafen{number}", quotes=1)
    offered = suggested(connection, "Hafen")
    assert len(offered) == 10
    assert sum(text.startswith("Anna") for text in offered) == 5
    assert suggested(connection, "H") == []
    assert suggested(connection, "Ha") != []
    connection.close()


def near_ones(releases: int, sharing: int) -> int:
    """How many of so many releases are near one of them, of which so many have its word."""
    rows = [{"title": "Kranhaus" if number < sharing else f"Tor{number}"} for number in range(releases)]
    connection = small_database(rows)
    found = len(similar(connection, "r-1", "Kranhaus"))
    connection.close()
    return found


@pytest.mark.parametrize(
    ("releases", "sharing", "near"),
    [
        (30, 2, 1), (30, 5, 4), (30, 6, 4),  # four are shown
        (30, 20, 4), (30, 21, 0),  # twenty are few enough
        (440, 22, 4), (440, 23, 0),  # or a twentieth
    ],
)  # fmt: skip
def test_four_releases_with_a_rare_word_are_near(releases: int, sharing: int, near: int) -> None:
    assert near_ones(releases, sharing) == near


@pytest.mark.parametrize(("others", "near"), [(6, False), (5, True)])
def test_the_six_rarest_words_tell_what_is_near(others: int, near: bool) -> None:
    rarer = [f"Brunnen{letter}" for letter in "bcdfgh"[:others]]
    rows = [{"title": " ".join([*rarer, "Kranhaus"])}, {"title": "Kranhaus"}, {"title": "Kranhaus"}]
    connection = small_database([*rows, {"title": " ".join(rarer)}])
    found = {line.title for line in similar(connection, "r-1", rows[0]["title"])}
    connection.close()
    assert ("Kranhaus" in found) is near
