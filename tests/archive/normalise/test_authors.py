"""Author codes."""

from __future__ import annotations

import pytest

from archive.normalise.authors import author_codes


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
