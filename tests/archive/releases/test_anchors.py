"""Anchors stay when something is inserted before them."""

from __future__ import annotations

from archive.releases.anchors import anchors

TEXTS = ["„Wir bauen.“", "„Wir kommen.“", "„Wir bauen.“"]


def test_an_anchor_stays_when_another_text_is_inserted_before_it() -> None:
    assert anchors("z", ["„Neu.“", *TEXTS])[1:] == anchors("z", TEXTS)


def test_the_same_words_again_have_an_anchor_of_their_own() -> None:
    first, other, again = anchors("z", TEXTS)
    assert len({first, other, again}) == 3
    assert again == f"{first}-2"


def test_marks_blanks_and_case_make_no_difference() -> None:
    assert anchors("a", ["Wir  bauen!"]) == anchors("a", ["wir bauen"])
    assert anchors("a", ["wir bauen"]) != anchors("d", ["wir bauen"])
