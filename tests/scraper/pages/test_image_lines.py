"""Lines that belong to an image: credits in the spellings of each year, captions that say who stands where."""

from __future__ import annotations

import pytest

from scraper.pages.patterns import is_image_line, split_credit

CREDITS = [
    ("Foto (für den Abdruck frei): Jan Holm", None, "Foto (für den Abdruck frei):", "Jan Holm"),
    ("Fotos (2): Jan Holm", None, "Fotos (2):", "Jan Holm"),
    ("Foto: Jan Holm", None, "Foto:", "Jan Holm"),
    ("Das Wehr. (Foto: privat)", "Das Wehr. (Foto: privat)", "Foto:", "privat"),
]
CAPTIONS = [
    "Das Bild zeigt (v. li.) Eva Brand, Tom Ahl und Ida Kern.",
    "Am Wehr stehen (v.re.) Eva Brand und Tom Ahl.",
    "Eva Brand, Tom Ahl und Ida Kern (v.l.n.r.) am Wehr.",
]
TEXT = [
    "Das Foto (vom Mai) hängt im Rathaus.",
    "Foto und Rahmen (beide von 1912) sind ein Geschenk.",
    "Fotowettbewerb (für alle): Die Stadt lädt ein.",
    "Der Weg (v. a. für Kinder) ist neu.",
]


@pytest.mark.parametrize(("line", "caption", "mark", "credit"), CREDITS)
def test_a_credit_is_told_from_its_caption(line: str, caption: str | None, mark: str, credit: str) -> None:
    assert is_image_line(line)
    assert split_credit(line) == (caption, mark, credit)


@pytest.mark.parametrize("line", CAPTIONS)
def test_who_stands_where_is_a_caption(line: str) -> None:
    assert is_image_line(line)


@pytest.mark.parametrize("line", TEXT)
def test_a_sentence_with_such_words_is_text(line: str) -> None:
    assert not is_image_line(line)
