"""What each feature of a span between marks speaks for: one table, each weight with an example in which it counts.

Weights are logarithms of odds, rounded to one decimal: positive for speech, negative for a name, a title or a motto.
"""

from __future__ import annotations

from typing import NamedTuple

from archive.german.rules import RuleError


class Weight(NamedTuple):
    """What a feature is worth, its German label, a text whose span has it, and the reason that it gives for throwing
    a span out."""

    value: float
    label: str
    example: str
    reason: str | None = None


BIAS = -1.4

WEIGHTS: dict[str, Weight] = {
    # its own form
    "words_1": Weight(-0.9, "ein Wort", "Das Bad war „geschlossen“ im Mai."),
    "words_2": Weight(-0.8, "zwei Wörter", "Das Bad war „ganz geschlossen“ im Mai."),
    "words_3_5": Weight(-0.5, "drei bis fünf Wörter", "Das Bad war „im Mai ganz geschlossen“ gewesen."),
    "words_6_9": Weight(
        0.8, "sechs bis neun Wörter", "Ruth Amend nannte das „einen ganz großen Schritt für die Stadt“."
    ),
    "words_10": Weight(
        1.3, "zehn Wörter und mehr", "Er sagte: „Das Bad wird im Mai für alle Kinder der Stadt wieder offen sein.“"
    ),
    "final_stop": Weight(1.2, "endet wie ein Satz", "„Das Bad bleibt.“"),
    "first_person": Weight(0.9, "„ich“ oder „wir“ darin", "„Wir bauen das Bad“"),
    "addressed": Weight(0.9, "spricht jemanden an", "„Kommt und bringt euch ein“"),
    "finite": Weight(1.0, "hat ein gebeugtes Verb", "„Das Bad ist offen“"),
    "starts_lower": Weight(2.0, "beginnt klein", "Das Bad bleibe „für immer hier“."),
    "name_shape": Weight(-0.6, "sieht aus wie ein Produktname", "Das Programm „eBad 21“ läuft.", "name"),
    "all_capitalised": Weight(-1.5, "alle Wörter groß", "Das Fest „Neue Mitte“ fällt aus.", "name"),
    "one_noun": Weight(-0.8, "ein einzelnes Hauptwort", "Das Schiff „Amsel“ liegt am Kai.", "single word"),
    "foreign": Weight(-0.6, "klingt nach einem Titel", "Die Reihe „Summer Jazz now Open“ läuft.", "name"),
    # what stands before it
    "opens_sentence": Weight(0.8, "eröffnet den Satz", "„Das Bad ist offen“, sagte Ruth Amend."),
    "colon": Weight(0.8, "Doppelpunkt davor", "Ruth Amend sagte: „Das Bad ist offen.“"),
    "comma": Weight(0.3, "Komma oder Strich davor", "Er sagte, „das Bad ist offen“."),
    "as": Weight(0.6, "„als“ davor", "Ruth Amend lobte das Bad als „echten Gewinn für alle“."),
    "indefinite": Weight(0.1, "„ein“ davor", "Ruth Amend sprach von einem „echten Gewinn für alle“."),
    "appositive_noun": Weight(0.2, "Hauptwort davor", "Das Fest am Hafen „Sommer am See“ fällt aus."),
    "named_thing": Weight(
        -1.3, "davor steht, was einen Namen trägt", "Das Projekt „Sommer am See“ endet.", "name or title"
    ),
    "occasion": Weight(
        -4.0, "„zu“ oder „über“ davor, wie vor einem Titel", "Er sprach zu „Sommer am See“ und ging.", "name or title"
    ),
    "so_called": Weight(-0.9, "„so genannt“ oder „Titel“ davor", "Der so genannte „alte Hafen“ ist zu.", "so-called"),
    "definite": Weight(-0.6, "„der“, „die“ oder „das“ davor", "Er ging in die „alte Post“ hinein."),
    "von": Weight(-0.3, "„von“ davor", "Er ging von „altem Eisen“ aus."),
    "preposition": Weight(-0.3, "Verhältniswort davor", "Er ging in „alte Post“ hinein."),
    "bracketed": Weight(-0.4, "in Klammern", "Er ging in das Haus („alte Post“) hinein.", "abbreviation or gloss"),
    # what stands behind it
    "hyphenated": Weight(-0.4, "Teil einer Zusammensetzung", "Das „Sommer“-Fest fällt aus.", "part of a compound"),
    "gloss_follows": Weight(-0.6, "Klammer dahinter", "Das Haus „alte Post“ (Bauamt) ist zu."),
    "attribute": Weight(-0.7, "Beiwort eines Hauptworts", "Das „alte Post“ Haus ist zu."),
    "subjunctive_follows": Weight(0.1, "Konjunktiv dahinter", "Das „ganz große Haus“ sei zu."),
    # the sentence and the text around it
    "subjunctive": Weight(1.1, "Konjunktiv im Satz", "Er sagte, das Bad sei „ganz und gar dicht“."),
    "naming_verb": Weight(0.7, "ein Verb des Nennens im Satz", "Ruth Amend nannte das Bad „ganz und gar dicht“."),
    "naming_verb_beside": Weight(
        0.3, "das Verb des Nennens steht daneben", "Ruth Amend nannte das Bad ein „ganz und gar dichtes Haus“."
    ),
    "listed": Weight(
        -0.6, "Glied einer Aufzählung", "Es liefen „Amsel“, „Drossel“ und „Fink“ im Kino.", "list of names"
    ),
    "after_reported": Weight(
        0.8, "davor wird jemand wiedergegeben", "Ruth Amend sagte, das Bad sei dicht. Es sei „ganz und gar neu“."
    ),
    "repeated": Weight(
        -0.8,
        "steht mehrmals in Anführungszeichen",
        "Das Fest „Sommer am See“ kommt. Das „Sommer am See“ ist groß.",
        "recurring name",
    ),
    # the rule of its cue
    "cue_strong": Weight(1.0, "ein Redeverb daneben", "„Das Bad ist offen“, sagte Ruth Amend."),
    "cue_before_verb": Weight(1.6, "ein Redeverb davor", "Ruth Amend sprach von „ganz großem Glück für alle“."),
    "cue_around": Weight(0.6, "ein Redeverb um die Worte", "Von „ganz großem Glück für alle“ sprach Ruth Amend."),
    "cue_source": Weight(0.3, "eine Quelle im Satz", "Laut Ruth Amend ist das „ganz großes Glück für alle“."),
    "cue_pointing_back": Weight(
        0.3, "der Satz danach zeigt darauf", "„Das Bad ist für alle offen.“ Das sagte Ruth Amend."
    ),
    "cue_said_in": Weight(0.2, "„heißt es“ im Satz", "„Das Bad ist offen“, heißt es in der Mitteilung des Bauamts."),
    "cue_after_source": Weight(0.1, "die Quelle dahinter", "„Das Bad ist offen“, laut Ruth Amend ein Gewinn."),
}
if unlabelled := [name for name, weight in WEIGHTS.items() if not weight.label.strip()]:
    raise RuleError(f"weights without a German label: {', '.join(unlabelled)}; readers of the site see it")
