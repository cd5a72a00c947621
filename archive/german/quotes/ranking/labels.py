"""German labels of the ranker's features. A feature's name consists of a head and what it is crossed with.

„verb behind back 1“ = „verb behind“ + „back 1“: „das Redeverb folgt, im Satz davor“
"""

from __future__ import annotations

from functools import cache

from archive.german.quotes.ranking.weights import WEIGHTS
from archive.german.rules import RuleError

PLACES = {
    "before": "vor dem Zitat im selben Satz", "behind": "hinter dem Zitat im selben Satz",
    "back 1": "im Satz davor", "back 2": "zwei Sätze davor", "back 3": "drei Sätze davor oder mehr",
    "next": "im Satz danach", "next paragraph": "im Absatz danach", "paragraph 1": "am Ende des Absatzes davor",
    "paragraph 2": "weiter vorn in den Absätzen davor", "far": "weit davor",
}  # fmt: skip
KINDS = {
    "body": "eine Stelle", "described": "eine Umschreibung", "full": "ein voller Name", "group": "eine Gruppe",
    "indefinite": "„ein“ davor", "paper": "ein Schriftstück", "pronoun": "ein Fürwort", "role": "ein Amt",
    "run": "großgeschriebene Wörter", "surname": "ein Nachname", "titled": "ein Name mit Amt",
}  # fmt: skip
MOODS = {"says": "der Satz hat ein Redeverb", "told": "der Satz erzählt weiter", "plain": "der Satz hat kein Redeverb"}
FORMS = {
    "alone": "das Zitat ist ein Satz für sich", "opens": "das Zitat eröffnet den Satz",
    "colon": "das Zitat folgt einem Doppelpunkt", "inside": "das Zitat steht mitten im Satz",
}  # fmt: skip
FOUND_BY = {
    "after_auxiliary": "Hilfsverb dahinter", "after_so": "„so“ dahinter", "after_verb": "Redeverb dahinter",
    "around": "Redeverb darum", "between": "Redeverb dazwischen", "carried": "fortgesetzt", "colon": "Doppelpunkt",
    "introduced": "eingeleitet vom Satz davor", "later": "danach genannt", "nearest": "zuletzt genannt",
    "none": "nicht eingeleitet", "paper": "Schriftstück", "source": "Quelle", "subject": "Subjekt des Satzes",
    "verb": "Redeverb davor", "chosen": "andere Nennung derselben Person",
}  # fmt: skip
DISTANCES = {"near": "gleich beim Zitat", "far": "in einem anderen Satz"}
GAPS = {"0": "fast daneben", "2": "wenige Wörter weiter", "5": "einige Wörter weiter", "10": "viele Wörter weiter"}
HEADS = {
    ", behind": "Komma dahinter", ": behind": "Doppelpunkt dahinter", "I": "„ich“ im Zitat",
    "about": "davon handelt der Satz", "auxiliary behind": "Hilfsverb dahinter", "chosen": "von den Regeln gewählt",
    "clause between": "ein Nebensatz liegt dazwischen", "comma before": "Komma davor",
    "finite before": "gebeugtes Verb davor", "finite behind": "gebeugtes Verb dahinter", "gap": "Abstand",
    "kind": "Art der Nennung", "last mention": "zuletzt Sprecher", "laut": "„laut“ davor",
    "named again": "mehrmals genannt", "named in quote": "im Zitat selbst genannt",
    "nearest": "niemand anders steht dazwischen", "nobody": "vielleicht niemand davon", "oblique": "steht im Dativ",
    "opens": "eröffnet den Satz", "person": "die Person, die die Regeln wählten", "place": "Ort",
    "possessive": "„sein“ oder „ihr“ davor", "preposition": "Verhältniswort davor",
    "quote between": "ein anderes Zitat liegt dazwischen", "quoted": "spricht dort schon", "reports": "berichtet dort",
    "several": "steht für mehrere", "so": "„so“ davor", "spoke last": "sprach zuletzt",
    "subjunctive behind": "Konjunktiv dahinter", "tells": "wird dort wiedergegeben", "unknown": "ohne Namen",
    "verb before": "das Redeverb geht voraus", "verb behind": "das Redeverb folgt",
    "verb between": "ein Redeverb liegt dazwischen", "we": "„wir“ im Zitat",
    "written": "der Satz spricht von Geschriebenem",
}  # fmt: skip
CROSSED = {**KINDS, **MOODS, **PLACES, **{f"of {form}": label for form, label in FORMS.items()}}
# What may stand behind a head; behind any other, a place or a kind.
BEHIND = {
    "chosen": FOUND_BY | MOODS, "person": FOUND_BY | MOODS, "nobody": FOUND_BY | MOODS | FORMS,
    "gap": {f"{place} {gap}": f"{GAPS[gap]}, {PLACES[place]}" for place in ("before", "behind") for gap in GAPS},
    **dict.fromkeys(
        (", behind", ": behind", "auxiliary behind", "finite before", "finite behind", "oblique", "preposition"),
        DISTANCES,
    ),
}  # fmt: skip


@cache
def feature_label(name: str) -> str:
    """Return what a feature of the ranker says to German readers. Raises: RuleError, if a part of it has no label."""
    words = name.split(" ")
    for cut in range(len(words), 0, -1):
        head, rest = " ".join(words[:cut]), " ".join(words[cut:])
        if head in HEADS and (not rest or rest in BEHIND.get(head, CROSSED)):
            return f"{HEADS[head]}, {BEHIND.get(head, CROSSED)[rest]}" if rest else HEADS[head]
        if head in PLACES and rest in CROSSED:
            return f"{CROSSED[rest]}, {PLACES[head]}"
        if head == "preposition" and rest:
            return f"„{rest}“ davor"
    raise RuleError(f"the ranker's feature {name!r} has no German label: declare its parts")


for _name in WEIGHTS:
    feature_label(_name)
