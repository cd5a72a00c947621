"""The lemma of a cue: its verb with its prefix, wherever the prefix stands."""

from __future__ import annotations

import pytest

from archive.german.quotes import annotate, quotes
from archive.german.quotes.rules.cues import OPINIONS, VERB_FORMS
from archive.german.quotes.rules.lemmas import LEMMAS

SAID = "„Das Bad bleibt uns noch lange erhalten“"


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        (f"{SAID}, sagte Ruth Amend.", "sagen"),
        (f"{SAID}, kritisierte Ruth Amend.", "kritisieren"),
        (f"{SAID}, erläuterte Ruth Amend.", "erläutern"),
        (f"{SAID}, entgegnete Ruth Amend.", "entgegnen"),
        (f"{SAID}, hob Ruth Amend am Montag in der Sitzung hervor.", "hervorheben"),
        (f"{SAID}, teilte Ruth Amend mit.", "mitteilen"),
        (f"{SAID}, fügte Ruth Amend, Leiterin des Bades, hinzu.", "hinzufügen"),
        (f"{SAID}, hat Ruth Amend am Montag gesagt.", "sagen"),
        (f"{SAID}, ist Ruth Amend überzeugt.", "überzeugt sein"),
        (f"{SAID}, grinste Ruth Amend.", "grinsen"),
        (f"{SAID}, heißt es in der Mitteilung des Bauamts.", "heißen"),
        (f"{SAID}, so Ruth Amend.", None),
        (f"{SAID} (Ruth Amend)", None),
        (f"Ruth Amend gab an die Presse bekannt: {SAID}.", "bekanntgeben"),
        (f"Ruth Amend zeigte sich erfreut: {SAID}.", "sich erfreut zeigen"),
        (f"{SAID}. Das stellte Ruth Amend am Montag klar.", "klarstellen"),
        ("Wie Ruth Amend mitteilte, öffnet das Bad im Mai wieder.", "mitteilen"),
        ("Ruth Amend gab bekannt, dass es nichts mehr zu bauen gibt.", "bekanntgeben"),
        ("Ruth Amend wies darauf hin, dass das Bad im Mai öffnet.", "hinweisen"),
        ("Laut Ruth Amend öffnet das Bad im Mai wieder.", None),
    ],
)
def test_a_cue_has_the_lemma_of_its_verb(text: str, lemma: str | None) -> None:
    (quote,) = quotes("", None, [text])
    assert quote.cue_lemma == lemma


def test_several_quotes_share_the_lemma_of_one_cue() -> None:
    found = quotes("", None, ["„Wir bauen“, fügte Ruth Amend hinzu, „ein neues Bad für alle.“"])
    assert [quote.cue_lemma for quote in found] == ["hinzufügen", "hinzufügen"]


def test_every_form_of_a_reporting_verb_has_a_lemma() -> None:
    assert {form for form in VERB_FORMS if form not in LEMMAS} <= {word.lower() for word in OPINIONS}


def test_annotate_prints_the_lemma() -> None:
    (found,) = annotate(f"{SAID}, hob Ruth Amend hervor.")
    assert (found["cue"], found["cue_lemma"]) == ("hob", "hervorheben")
