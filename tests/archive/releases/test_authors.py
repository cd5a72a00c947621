"""Author codes."""

from __future__ import annotations

import pytest

from archive.releases.authors import author_codes, parse_register
from scraper.errors import WrongInput
from scraper.sites import load_site


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("DK", [("dk", "DK")]),
        ("(dk)", [("dk", "dk")]),
        ("( PSD)   –  Freitag, 3. Januar 2014", [("psd", "PSD")]),
        ("(dk, stip) – Donnerstag, 01.04.2021", [("dk", "dk"), ("stip", "stip")]),
        ("DK/ono", [("dk", "DK"), ("ono", "ono")]),
        ("DK/dk", [("dk", "DK")]),
        ("(DK und AM)", [("dk", "DK"), ("am", "AM")]),
        ("( DK )", [("dk", "DK")]),
        ("", []),
        (None, []),
        ("( )", []),
    ],
)
def test_codes_are_read_in_order_each_once(printed: str | None, codes: list[tuple[str, str]]) -> None:
    assert [(a.code, a.printed) for a in author_codes(printed)] == codes


def test_the_shipped_register_knows_the_press_office_and_names_no_person() -> None:
    register = parse_register(load_site("darmstadt").city.authors)
    assert register["psd"].office == "Pressestelle"
    assert "dk" in register
    assert [entry for entry in register.values() if entry.person] == []
    assert parse_register(load_site("sample").city.authors) == {}


@pytest.mark.parametrize(
    "text",
    [
        'x = { office = "Amt" }',
        'x = { office = "Amt", person = "P", source = "s" }',
        'x = { source = "s" }\nX = { source = "s" }',
        "x = 1",
        'x = { source = "s", phone = "115" }',
    ],
)
def test_a_registered_code_needs_a_source_and_one_meaning(text: str) -> None:
    with pytest.raises(WrongInput, match="author"):
        parse_register(text)
