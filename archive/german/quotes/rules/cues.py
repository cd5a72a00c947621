"""The words that introduce speech: reporting verbs, sources, and the Konjunktiv of reported clauses."""

from __future__ import annotations

from collections.abc import Sequence

from archive.german.quotes.structure.sentences import Token
from archive.german.words.lists import lemmas, word_set, words

# Weak verbs by stem; the forms are regular: sag-t, sag-en, sag-te, sag-ten, ge-sag-t.
_WEAK = words("weak")
# Strong and irregular ones: form → infinitive.
_STRONG = lemmas("strong")


def weak_forms(stem: str) -> list[str]:
    """Return the forms of a weak verb that report: „sagt“, „sagen“, „sagte“, „sagten“, „gesagt“."""
    if (stem.endswith("n") and stem[-2] in "gt") or stem in ("bezeichn", "entgegn", "rechne"):
        stem = stem.rstrip("e") + "e"
    if stem.endswith("e"):  # meld-et, meld-en, meld-ete
        return [stem + "t", stem + "n", stem + "te", stem + "ten", "ge" + stem + "t"]
    forms = [stem + ending for ending in ("t", "en", "te", "ten")] + ["ge" + stem + "t"]
    return [*forms, stem + "n"] if stem.endswith(("er", "el")) else forms


REPORTING = frozenset(form for stem in _WEAK for form in weak_forms(stem)) | frozenset(_STRONG)

# Verbs that need their particle to report: a bare „gab“ or „stellte“ introduces nobody's words.
VERB_PARTICLES = {
    "gegeb": ("bekannt", "an", "zu"),
    "pranger": ("an",),
    "rechn": ("mit", "damit", "vor"),
    "lehn": ("ab",),
    "teil": ("mit",),
    "stell": ("fest", "klar", "heraus", "aussicht"),
    "füg": ("hinzu", "an"),
    "hak": ("nach", "ein"),
    "bohr": ("nach",),
    "wiegel": ("ab",),
    "wehr": ("ab",),
    "biet": ("an",),
    "bot": ("an",),
    "kündig": ("an",),
    "räum": ("ein",),
    "mach": ("deutlich", "klar", "aufmerksam", "mut"),
    "leg": ("dar", "nahe"),
    "reg": ("an",),
    "ordne": ("ein",),
    "fass": ("zusammen",),
    "setz": ("hinzu",),
    "wend": ("ein",),
    "wandt": ("ein",),
    "stimm": ("zu", "überein", "ein"),
    "pflichte": ("bei",),
    "blick": ("zurück", "voraus"),
    "klär": ("auf",),
    "schieb": ("nach", "hinterher"),
    "schob": ("nach", "hinterher"),
    "lädt": ("ein",),
    "laden": ("ein",),
    "lud": ("ein",),
    "schätz": ("ein",),
    "führ": ("aus", "an"),
    "gib": ("bekannt", "an", "zu"),
    "geb": ("bekannt", "an", "zu"),
    "gab": ("bekannt", "an", "zu", "wieder"),
    "heb": ("hervor",),
    "hob": ("hervor",),
    "weis": ("hin", "zurück", "darauf"),
    "wies": ("hin", "zurück", "darauf"),
    "wirf": ("vor", "ein"),
    "werf": ("vor", "ein"),
    "warf": ("vor", "ein"),
    "zeig": ("überzeugt", "erfreut", "besorgt", "sich", "auf"),
    "schlägt": ("vor",),
    "schlug": ("vor",),
    "strich": ("heraus", "hervor"),
    "streicht": ("heraus", "hervor"),
    "fährt": ("fort",),
    "fuhr": ("fort",),
    "lassen": ("verlauten", "wissen", "ausrichten"),
    "lässt": ("verlauten", "wissen", "ausrichten"),
    "ließ": ("verlauten", "wissen", "ausrichten"),
    "deute": ("an",),
    "greif": ("an",),
    "griff": ("an",),
    "schließ": ("ab",),
    "nahm": ("stellung",),
    "nimm": ("stellung",),
    "bring": ("ausdruck",),
    "brach": ("ausdruck",),
    "tritt": ("entgegen",),
    "zieh": ("bilanz",),
    "halt": ("für", "fest", "entgegen", "dagegen"),
    "hält": ("für", "fest", "entgegen", "dagegen"),
    "hielt": ("für", "fest", "entgegen", "dagegen"),
    "sieh": ("als", "darin"),
    "seh": ("als", "darin"),
    "sah": ("als", "darin"),
}

# Verbs whose object is the quoted word: „bezeichnet … als“, „nennt … ein“, „sprach von“.
NAMING = word_set("naming")

# „so X“, „laut X“: the words are X's although no verb says so.
SOURCES = frozenset(["laut", "zufolge", "gemäß"])
SOURCE_HEADS = frozenset(["aus", "Aus", "laut", "Laut", "gemäß", "Gemäß", "zufolge", "nach", "Nach", "wonach"])
SOURCE_NOUNS = word_set("source_nouns")

# Konjunktiv I, third person, where it differs from the indicative, and the Konjunktiv II that stands in for it.
SUBJUNCTIVE = word_set("subjunctive")
SUBJUNCTIVE_TWO = word_set("subjunctive_two")

# By the first letters of a form: what must stand in the sentence for the verb to report.
_PARTICLE_HEADS = tuple(sorted(VERB_PARTICLES, key=len, reverse=True))


def _needed(form: str) -> frozenset[str] | None:
    head = next((head for head in _PARTICLE_HEADS if form.removeprefix("ge").startswith(head)), None)
    if head is None:
        head = next((head for head in _PARTICLE_HEADS if form.startswith(head)), None)
    return frozenset(VERB_PARTICLES[head]) if head is not None else None


# Verbs that are one word at the end of a clause: „mitteilte“, „hinzugefügt“.
_JOINED = ("mit", "hinzu", "an", "ein", "aus", "hin", "zurück", "hervor", "bekannt", "fest", "vor", "klar", "zu")
REPORTING_NEEDS = {form: _needed(form) for form in REPORTING}
REPORTING_NEEDS |= {
    particle + form: None
    for form, needed in list(REPORTING_NEEDS.items())
    for particle in needed or ()
    if particle in _JOINED
}
REPORTING_NEEDS |= {
    particle + "ge" + form.removeprefix("ge"): None
    for form, needed in list(REPORTING_NEEDS.items())
    for particle in needed or ()
    if particle in _JOINED
}


# „X ist der Meinung, dass …“, „X zeigt sich überzeugt: „…““: the verb beside them says nothing of itself.
OPINIONS = frozenset(lemmas("views"))
_BEING_OR_SHOWING = frozenset(
    ["ist", "sind", "war", "waren", "sei", "seien", "zeigt", "zeigte", "zeigen", "zeigten", "bin"]
)


# Every word that may introduce somebody's words, for one look at each token.
HEADS = frozenset(REPORTING_NEEDS) | SOURCE_HEADS | OPINIONS | {"so", "wie"}


def reports(words: Sequence[Token], i: int, first: int, last: int) -> bool:
    """Whether token `i` is a reporting verb in the sentence [first, last), its particle included."""
    low = words[i].text
    if low in OPINIONS:
        if low[0].isupper() and words[i - 1].text not in ("der", "festen"):
            return False
        return not _BEING_OR_SHOWING.isdisjoint([word[0] for word in words[max(first, i - 12) : min(last, i + 6)]])
    if low not in REPORTING_NEEDS:
        return False
    needed = REPORTING_NEEDS[low]
    if needed is None:
        return True
    return not needed.isdisjoint([word[0].lower() for word in words[max(first, i - 25) : min(last, i + 40)]])


# Every form that may be a reporting verb, in lower case; `reports` says whether one is.
VERB_FORMS = sorted({word.lower() for word in (*REPORTING_NEEDS, *OPINIONS)})

# Conjunctions that open an indirect clause after a reporting verb.
INDIRECT_OPENERS = word_set("indirect_openers")
