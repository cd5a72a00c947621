"""German readers never see the English name of a rule."""

from __future__ import annotations

import pytest

from archive.german.grammars import labels
from archive.site.labels import LABELS, LOOKUPS, alarm_name, label, lookup_name


@pytest.mark.parametrize("name", labels())
def test_every_rule_has_german_words_on_the_site(name: str) -> None:
    assert label(name) not in (name, "")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("title", "Überschrift"), ("teaser", "Vorspann"), ("body", "Text"), ("kicker", "Dachzeile"),
        ("meta_line", "Kopfzeile"), ("modified", "Bearbeitet"), ("published", "Veröffentlichung"),
        ("authors", "Kürzel"), ("images", "Bilder"), ("files", "Dateien"), ("links", "Links"),
        ("page", "ganze Seite"), ("categories", "Rubriken"), ("uid", "Nummer"), ("meta line", "Kopfzeile"),
        ("time", "Zeitangabe der Seite"), ("json-ld", "strukturierte Daten der Seite"),
        ("meta tag", "Kopfdaten der Seite"), ("feed", "RSS-Feed"), ("list", "Listenseite"), ("response", "Antwort"),
        ("conversion", "nur Text"), ("revisit", "unverändert"), ("direct", "wörtlich"), ("indirect", "sinngemäß"),
        ("fragment", "einzelne Wörter"),
    ],
)  # fmt: skip
def test_a_short_word_of_the_tables_has_its_own_german_word(name: str, words: str) -> None:
    assert label(name) == words
    assert name in LABELS


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("route_lost", "nennt keine"), ("most_gone", "verschwunden"), ("bounded", "kein Ende"), ("clock", "Uhr"),
        ("quarantined", "in Prüfung"), ("nothing_found", "Nichts gefunden"), ("mostly_errors", "Fehler"),
        ("too_few", "Weniger"), ("silence", "Länger"), ("layout_changed_page", "Vorlage geändert? (ganze Seite)"),
    ],
)  # fmt: skip
def test_an_alarm_says_what_it_is_about(name: str, words: str) -> None:
    assert words in alarm_name(name)


def test_every_comparison_of_a_table_has_its_own_german_words() -> None:
    named = [lookup_name(key, "") for key in LOOKUPS]
    assert len(set(named)) == len(named)
    told = {"gt": "größer", "lt": "kleiner", "gte": "mindestens", "lte": "höchstens", "contains": "enthält",
            "startswith": "beginnt", "endswith": "endet", "isnull": "leer", "notnull": "nicht leer"}  # fmt: skip
    assert {key: words in lookup_name(key, "") for key, words in told.items()} == dict.fromkeys(told, True)
