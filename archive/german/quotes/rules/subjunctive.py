"""Whether a sentence stands in the Konjunktiv, in which German reports what somebody said."""

from __future__ import annotations

from archive.german.quotes.people.noun_phrases import ARTICLES, OPENERS, PREPOSITIONS
from archive.german.quotes.rules.cues import SUBJUNCTIVE, SUBJUNCTIVE_TWO
from archive.german.quotes.rules.frame import Frame
from archive.german.words.lists import word_set

_STRONG = word_set("subjunctive_strong")
_EITHER = SUBJUNCTIVE | SUBJUNCTIVE_TWO | _STRONG
# Of several people the Konjunktiv I is the indicative, so that these stand for it: „Viele hätten Angst“.
_OF_SEVERAL = frozenset(form for form in SUBJUNCTIVE_TWO | _STRONG if form.endswith("en")) - {"dürften", "wären"}
_MODALS = frozenset(["können", "sollen", "müssen", "dürfen"])
_CONDITIONS = frozenset(["wenn", "Wenn", "falls", "Falls", "ohne", "Ohne", "sonst", "Sonst", "gern", "gerne"])


def subjunctive(frame: Frame) -> bool:
    """Whether a sentence holds a Konjunktiv form, outside of its quotes."""
    return holds_subjunctive(frame, frame.first, frame.last, second=True)


def in_subjunctive(frame: Frame, *, main: bool = False) -> bool:
    """Whether a sentence holds a Konjunktiv I outside of its quotes; main: before its first comma."""
    texts = frame.texts
    last = frame.first + texts.index(",") if main and "," in texts else frame.last
    return holds_subjunctive(frame, frame.first, last)


def of_several(frame: Frame) -> bool:
    """Whether a sentence holds a Konjunktiv II that stands for the Konjunktiv I: „Viele hätten Angst davor“."""
    present = frozenset(frame.texts)
    might = "hätten" in present and not _MODALS.isdisjoint(present)  # „hätten teurer werden können“
    return not might and not _OF_SEVERAL.isdisjoint(present) and _CONDITIONS.isdisjoint(present)


def holds_subjunctive(frame: Frame, first: int, last: int, *, second: bool = False) -> bool:
    """Whether tokens hold a Konjunktiv I; second: or a Konjunktiv II."""
    forms = _EITHER if second else SUBJUNCTIVE
    if forms.isdisjoint(frame.texts):
        return False
    return not forms.isdisjoint(frame.texts[first - frame.first : last - frame.first])


def opens_subjunctive(frame: Frame, start: int, last: int) -> bool:
    """Whether a clause opens with its subject and a Konjunktiv I by its ending, or a Konjunktiv II of several.

    „das Geld reiche nicht“, „die Gründe lägen vor“
    """
    got = frame.mention_at(start, last)
    verb = got[1] if got is not None else start + 1
    if verb < last and frame.words[verb].text in ("allein", "selbst", "auch"):
        verb += 1
    return verb < last and (may_be_subjunctive(text := frame.words[verb].text) or text in _OF_SEVERAL)


def may_be_subjunctive(word: str) -> bool:
    """Whether a word in the place of a finite verb is a Konjunktiv I: it ends in -e, no past tense does."""
    known = word in PREPOSITIONS or word in ARTICLES or word in OPENERS or word == "wurde"
    return word.islower() and word.endswith("e") and not word.endswith("te") and len(word) > 3 and not known
