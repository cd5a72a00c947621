"""The two tables kept by hand: corrections and offices."""

from __future__ import annotations

from datetime import date

import pytest

from archive.german.quotes import quotes
from archive.german.quotes.people.offices import holders
from archive.releases.corrections import parse_corrections
from archive.releases.offices import parse_offices
from scraper.errors import WrongInput

TEXT = "„Wir handeln schnell und gründlich“, sagte Jakob Kranz."


@pytest.mark.parametrize(
    ("corrections", "speaker"),
    [
        ("", "Jakob Kranz"),
        ('[[same]]\nperson = "Jakob M. Kranz"\nalso = ["Jakob Kranz"]', "Jakob M. Kranz"),
        ('[[not_a_person]]\nname = "Jakob Kranz"', None),
        ('[[not_a_person]]\nname = "Eva Weil"', "Jakob Kranz"),
    ],
)
def test_a_correction_changes_the_speaker_and_says_so(corrections: str, speaker: str | None) -> None:
    (quote,) = parse_corrections(corrections).apply(quotes("Titel", None, [TEXT]))
    assert quote.speaker == speaker
    assert quote.rule.endswith("+corrected") == (speaker != "Jakob Kranz")


@pytest.mark.parametrize(
    "text",
    [
        "[[same]",
        "[[merge]]\nperson = 'A B'",
        "[[same]]\nperson = 'A B'",
        "[[same]]\nperson = 'A B'\nalso = ['A B']",
        "[[same]]\nperson = 'A B'\nalso = ['C']\n[[same]]\nperson = 'D E'\nalso = ['C']",
        "[[same]]\nperson = 'A B'\nalso = ['C']\n[[same]]\nperson = 'C'\nalso = ['D']",
        "[[same]]\nperson = 'A B'\nalso = ['C']\n[[not_a_person]]\nname = 'C'",
        "[[not_a_person]]\nnom = 'A'",
        "same = 1",
    ],
)
def test_corrections_that_contradict_themselves_are_refused(text: str) -> None:
    with pytest.raises(WrongInput):
        parse_corrections(text)


OFFICES = """
[[office]]
office = "Oberbürgermeister"
person = "Jakob Kranz"
from = 2001
to = 2005-06-01
source = "invented"
[[office]]
office = "Oberbürgermeister"
person = "Eva Weil"
from = 2005-06-01
source = "invented"
"""


@pytest.mark.parametrize(
    ("role", "day", "people"),
    [
        ("OB", date(2005, 5, 31), ("Jakob Kranz",)),
        ("Oberbürgermeisterin", date(2005, 6, 1), ("Eva Weil",)),
        ("OB", date(2001, 6, 1), ()),
        ("Stadtrat", date(2005, 6, 1), ()),
    ],
)
def test_an_office_is_held_from_its_first_day_to_the_day_before_its_end(
    role: str, day: date, people: tuple[str, ...]
) -> None:
    assert holders(parse_offices(OFFICES), role, day) == people


@pytest.mark.parametrize(
    "text",
    ["[[office]", "[[office]]\noffice = 'OB'", "[[office]]\noffice='OB'\nperson='A'\nsource='b'\nfrom='2011'"],
)
def test_an_office_without_person_source_or_day_is_refused(text: str) -> None:
    with pytest.raises(WrongInput):
        parse_offices(text)
