"""A word that names all genders at once is found by either form, and the printed one stays."""

from __future__ import annotations

import pytest

from archive.german.gendered import gendered_forms


@pytest.mark.parametrize(
    ("printed", "forms"),
    [
        ("Bürger*innen", "Bürgerinnen und Bürger"),
        ("Bürger:innen", "Bürgerinnen und Bürger"),
        ("Bürger_innen", "Bürgerinnen und Bürger"),
        ("Bürger·innen", "Bürgerinnen und Bürger"),
        ("BürgerInnen", "Bürgerinnen und Bürger"),
        ("Bürger/innen", "Bürgerinnen und Bürger"),
        ("Bürger/-innen", "Bürgerinnen und Bürger"),
        ("Bürger(innen)", "Bürgerinnen und Bürger"),
        ("Bür\u00adger*in\u00adnen", "Bürgerinnen und Bürger"),
        ("jede Mitarbeiter*in der Stadt", "Mitarbeiterin und Mitarbeiter"),
        ("Kolleg:innen", "Kolleginnen und Kollegen"),
        ("die Einwohner:innenversammlung", "Einwohnerinnenversammlung und Einwohnerversammlung"),
        ("Bürger*innen-Beteiligung", "Bürgerinnen und Bürger"),
    ],
)
def test_both_forms_of_a_gendered_word_are_found(printed: str, forms: str) -> None:
    assert gendered_forms(printed) == (forms,)


@pytest.mark.parametrize(
    "plain",
    [
        "Bürgerinnen und Bürger",
        "Innenstadt",
        "Thema: innen und außen",
        "Stadt:intern",
        "Kontakt/Internet",
        "*innen",
        "Innenhof (innen)",
        "",
    ],
)
def test_other_words_have_no_forms(plain: str) -> None:
    assert gendered_forms(plain) == ()


def test_each_pair_stands_once_in_the_order_of_the_text() -> None:
    text = "Schüler*innen und Lehrer*innen; alle Schüler:innen"
    assert gendered_forms(text) == ("Schülerinnen und Schüler", "Lehrerinnen und Lehrer")
