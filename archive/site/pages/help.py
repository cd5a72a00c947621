"""Help on the search: examples, fields, operators, and its limits."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.search.expand import MOST_BEGINNING, MOST_COMPOUNDS, MOST_TERMS_WITH_COMPOUNDS
from archive.search.nearly import LITTLE
from archive.search.parse import MOST_CHARACTERS, MOST_TERMS
from archive.site.page import Asked


@dataclass(frozen=True)
class Example:
    """A query that can be tried, and what it finds."""

    query: str
    meaning: str


# tests/archive/site/test_help.py runs each of them on the sample site.
EXAMPLES = (
    Example("Brücke", "auch Brücken und die Hafenbrücke; Formen, alte und neue Schreibweise, Frauen und Männer"),
    Example("Haus Hafen", "beide Wörter; nebeneinander zuerst"),
    Example("„in der Stadt“", "genau dieser Wortlaut"),
    Example("Hafen ODER Brücke", "eins von beiden; auch OR und |"),
    Example("Stadt -Hafen", "ohne das Wort Hafen und seine Formen; auch NICHT"),
    Example("(Hafen ODER Brücke) Stadt", "Klammern fassen zusammen"),
    Example("Brück*", "alles, was so beginnt"),
    Example("Br?cke", "? steht für einen Buchstaben, * auch mitten im Wort für beliebig viele"),
    Example("titel:Brücke", "nur in der Überschrift"),
    Example("jahr:2020-2022 Stadt", "aus diesen Jahren; ebenso jahr:2021"),
    Example("person:Oelschläger", "wo diese Person zitiert wird; ebenso amt:Oberbürgermeister"),
    Example("kuerzel:kb", "von diesem Kürzel; ebenso rubrik:Verkehr"),
)
SIGNS = (
    ("5. Mai 2021", "findet auch 05.05.2021, 5.5.2021, 2021-05-05 und Texte, die diesen Tag meinen"),
    ("100 €", "findet auch EUR 100 und 100 Euro; ebenso § 34, 20 %, 400 m², CO₂"),
    ("Rheinstr.", "findet auch Rheinstraße; ebenso OB, Kita, Uni, TU, ÖPNV, St. und Sankt"),
    ("2020/21", "findet auch 2020/2021"),
    (
        "Buergermeister",
        "findet Bürgermeister; ebenso ss und ß, é und e. Fehlende Punkte werden nur ergänzt, wo das Wort"
        " ohne sie keines ist: „Burgermeister“, aber nicht „Forderung“ für Förderung",
    ),
)


@dataclass(frozen=True)
class HelpPage:
    """What the page shows; the limits are those of the program."""

    examples = EXAMPLES
    signs = SIGNS
    compounds = MOST_COMPOUNDS
    words_with_compounds = MOST_TERMS_WITH_COMPOUNDS
    words = MOST_TERMS
    characters = MOST_CHARACTERS
    beginnings = MOST_BEGINNING
    little = LITTLE
    query = None


def load(_: sqlite3.Connection, _asked: Asked) -> HelpPage:
    """The help page."""
    return HelpPage()
