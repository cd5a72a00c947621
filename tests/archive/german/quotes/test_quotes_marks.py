"""Pairs of marks: by kind, nested, mixed, and with what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.german.quotes import annotate
from archive.german.quotes.structure.marks import pairs
from tests.archive.german.growth import grows_linearly

PAIRED = [
    ("Er sagt: „Ja, gern.“", ["„Ja, gern.“"]),
    ('Er sagt: "Ja, gern."', ['"Ja, gern."']),
    ("Er sagt: “Ja, gern.”", ["“Ja, gern.”"]),
    ("Er sagt: »Ja, gern.«", ["»Ja, gern.«"]),
    ("Er sagt: «Ja, gern.»", ["«Ja, gern.»"]),
    ("Er sagt: ‚Ja, gern.‘", ["‚Ja, gern.‘"]),
    ("Er sagt: ‹Ja, gern.›", ["‹Ja, gern.›"]),
    ('Er sagt: „Ja, gern."', ['„Ja, gern."']),
    ("Er sagt: „Ja, gern.”", ["„Ja, gern.”"]),
    ("„A“ und „B“", ["„A“", "„B“"]),
    ("„Wir haben ‚Grün‘ gewählt.“", ["„Wir haben ‚Grün‘ gewählt.“", "‚Grün‘"]),
    ("‚Das ist Omas‘s Rat‘ hieß es", ["‚Das ist Omas‘s Rat‘"]),
    ("„Das geht‘s an.“", ["„Das geht‘s an.“"]),
]
UNPAIRED: list[tuple[str, list[str]]] = [
    ("kein Zeichen", []),
    ("5“ Rohre und 3“ Rohre", []),
    ("Wie geht‘s, Karl’s Ort?", []),
    ("„“", []),
]


@pytest.mark.parametrize(("text", "expected"), PAIRED + UNPAIRED)
def test_marks_pair_by_kind(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in pairs(text)] == expected


def test_a_lost_closing_mark_costs_one_quote_and_not_the_next() -> None:
    text = "„Das fehlt uns, sagte sie. Dann: „Hier ist alles da.“"
    assert [text[s.start : s.end] for s in pairs(text) if s.closed] == ["„Hier ist alles da.“"]


@given(st.text(alphabet="„“”\"»«‚‘’›‹'´ .,:;aB\n–so/\ue000\ue001", max_size=200))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    for quote in annotate(text):
        start, end = quote["start"], quote["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert 0 <= start < end <= len(text)


def test_blanks_of_any_kind_inside_a_mention_break_nothing() -> None:
    """Two blanks, and one that does not break, in the words of an office."""
    annotate("Die  alte \u00a0 Leiterin kam. „Wir bauen jetzt hier“, sagte die  junge  Leiterin.")


HOSTILE = [
    "„",
    "“",
    '"',
    "‚",
    "„“",
    "„a“ ",
    "„a",
    "Er sagte, ",
    "sagte ",
    "der ",
    "A B ",
    "Dr. ",
    "laut ",
    "so ",
    "„a“, so A. ",
    "(",
    ", die ",
    "wie ",
    "sei ",
    "Stadtrat ",
    "der Verein Nord, ",
    "Anna Kern kam. „Wir sind da“, sagte sie. ",
    "„Wir sind da“, sagte er, ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    assert grows_linearly(annotate, unit, 500)
