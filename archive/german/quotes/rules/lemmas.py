"""The lemma of a cue: its verb as it stands in a dictionary, with its prefix („hob … hervor“ is hervorheben)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.german.quotes.people.noun_phrases import ARTICLES, may_be_noun
from archive.german.quotes.rules.cues import OPINIONS, REPORTING, REPORTING_NEEDS, weak_forms
from archive.german.quotes.rules.subjects import AUXILIARIES
from archive.german.words.lists import lemmas, words

# Words that a verb needs to report and that are no prefix of it; what they make of its infinitive.
_BESIDE: Mapping[str, str] = {
    "mit": "", "damit": "", "für": "", "als": "", "darin": "", "darauf": "hin", "auf": "auf", "sich": "sich ",
    "überzeugt": "sich überzeugt ", "erfreut": "sich erfreut ", "besorgt": "sich besorgt ", "aussicht": "in Aussicht ",
    "deutlich": "deutlich ", "aufmerksam": "aufmerksam ", "mut": "Mut ", "stellung": "Stellung ", "bilanz": "Bilanz ",
    "ausdruck": "zum Ausdruck ", "verlauten": "verlauten ", "wissen": "wissen ",
    "ausrichten": "ausrichten ",
}  # fmt: skip
_PREFIXED = frozenset(["teil"])  # „teilte mit“: mitteilen, unlike „rechnete mit“
_BREAKS = frozenset(",:;")
_SAID_IN = {"heißt es": "heißen", "mit diesen worten": None}


def _infinitive(stem: str) -> str:
    """„sag“ → sagen, „erläuter“ → erläutern, „rechne“ → rechnen, „kritisier“ → kritisieren."""
    stressed = stem.endswith(("ier", "schwer")) and not stem.endswith("eier")
    return stem + ("n" if stem.endswith(("e", "er", "el")) and not stressed else "en")


def _by_form() -> dict[str, str]:
    found = lemmas("strong") | lemmas("views")
    for stem in (*words("weak"), *words("seldom")):
        for form in weak_forms(stem):
            found.setdefault(form, _infinitive(stem))
    # „hervorhob“, „festgehalten“: printed as one word
    for form in REPORTING_NEEDS:
        for cut in range(1, len(form)) if form not in found else ():
            rest = next((rest for rest in (form[cut:], form[cut:].removeprefix("ge")) if rest in found), "")
            if form[:cut] in (REPORTING_NEEDS.get(rest) or ()):
                found[form] = form[:cut] + found[rest]
                break
    return found


_SAID = REPORTING | OPINIONS
LEMMAS: Mapping[str, str] = _by_form()


def lemma_of(cue: str, texts: Sequence[str]) -> str | None:
    """Return the infinitive of the verb of a cue, with its prefix; None where no verb is its cue („so“, „laut“).

    texts: the words of the sentence in which the cue stands; a prefix may stand at its end, and behind an auxiliary
    the participle.
    """
    low = cue.lower()
    if low in _SAID_IN:
        return _SAID_IN[low]
    if low in AUXILIARIES:
        low = next((text for text in texts if text in _SAID and text not in AUXILIARIES), "")
    base = LEMMAS.get(cue) or LEMMAS.get(low)
    needed = REPORTING_NEEDS.get(low)
    if base is None or not needed:
        return base
    prefix = _prefix(needed, texts, texts.index(cue) if cue in texts else 0)
    if prefix in _BESIDE and not (prefix == "mit" and base.removesuffix("en") in _PREFIXED):
        return _BESIDE[prefix] + base
    return prefix + base


def _prefix(needed: frozenset[str], texts: Sequence[str], verb: int) -> str:
    """Return which of the words that a verb needs is meant, "" if none is there.

    The last in the clause of the verb, else the first behind it, that is no preposition; else any.
    """
    found = [at for at, text in enumerate(texts) if text.lower() in needed]
    alone = [at for at in found if at + 1 == len(texts) or not _goes_on(texts[at + 1])] or found
    end = next((at for at in range(verb + 1, len(texts)) if texts[at] in _BREAKS), len(texts))
    here, behind = [at for at in alone if verb < at < end], [at for at in alone if at > end]
    at = next(iter([*here[-1:], *behind, *alone]), None)
    return texts[at].lower() if at is not None else ""


def _goes_on(text: str) -> bool:
    """Whether a noun phrase begins with a word, so that a preposition stands before it and no prefix."""
    return text.lower() in ARTICLES or may_be_noun(text)
