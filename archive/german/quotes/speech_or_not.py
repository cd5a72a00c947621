"""Speech or not: what speaks for and against the words between two marks being somebody's own."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.german.quotes.grammar import trust_of
from archive.german.quotes.people.noun_phrases import ARTICLES, PREPOSITIONS, is_noun
from archive.german.quotes.records import Candidate
from archive.german.quotes.rules.before import WITH_WORDS
from archive.german.quotes.rules.cues import NAMING, SUBJUNCTIVE, SUBJUNCTIVE_TWO
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.structure.sentences import Token
from archive.german.quotes.weights import BIAS, WEIGHTS, Weight
from archive.german.words.lists import word_set

WORD = re.compile(r"\w[\w’'\-]*")
FIRST_PERSON = word_set("first_person")
# The reader or listener is spoken to; at the start „Sie“ may be anybody.
ADDRESS = frozenset(["Sie", "Ihnen", "Ihr", "Ihre", "Ihren", "du", "dich", "dir", "euch", "ihr"])
FINITE = word_set("finite")
# A noun of this kind before a pair of marks says that a name, a title or a motto stands between them.
NAMED_THINGS = re.compile(
    r"(?:name|namen|titel|motto|thema|projekt|programm|film|buch|roman|song|lied|album|zeitung|magazin|sender|typ|typs|marke|"
    r"stück|oper|serie|reihe|ausstellung|veranstaltung|aktion|initiative|bewegung|verein|verband|firma|unternehmen|gruppe|"
    r"partei|organisation|schiff|preis|bezeichnung|begriff|wort|stichwort|restaurant|hotel|schule|version|spiel|kategorie|"
    r"bereich|sendung|kampagne|agentur|stiftung|blatt|website|webseite|portal|tool|software|orden|gesetz|konferenz|messe|"
    r"festival|bündnis|netzwerk|modell|gemälde|bild|plakat|slogan|sprache|band|show|satellit|sonde|raumfähre|orkan|taifun|"
    r"hurrikan|operation|mission|codename|spitznamen|wettbewerb|amt|stadt|dienst|zeitschrift|internetdienst|kommission|"
    r"fernsehsender|nachrichtenagentur|themen|vortrag|lesung|konzert|tagung|seminar|podcast|broschüre|runde|workshop|fest|tag|haus|park|platz|straße|vers|refrain|betreff|schaltfläche|verfügung|verordnung|satzung|richtlinie|erlass|leitfaden|resolution|charta|diskussionsrunde|schlagzeile|überschrift|aufschrift|inschrift|losung|leitspruch|leitsatz|werbespruch)(?:s|es|n|en|e|er)?$",
    re.IGNORECASE,
)
# Capitals inside a word, digits or a domain: „iPod“, „Do 228“, „heise.de“.
NAME_SHAPE = re.compile(r"[a-zäöü][A-Z]|\w\.\w|\d")
SO_CALLED = re.compile(r"sogenannt|so genannt|namens|genannt|bekannt|Motto|Titel|Spitzname|Codename|Name")
MOTTOS = frozenset(["Motto", "Slogan", "Leitspruch", "Wahlspruch", "Losung", "Überschrift", "Aufschrift", "Inschrift"])


class Verdict(NamedTuple):
    """How probable it is that a span is speech (0 to 1), and the strongest reason against it, if that outweighs."""

    probability: float
    reason: str | None
    features: tuple[str, ...]


def features(
    frame: Frame, quote: int, inner: str, candidate: Candidate | None, previous_reported: bool, repeated: bool
) -> tuple[str, ...]:
    """Return the features of one span: its own form, the words beside it and the sentence around it.

    inner: the words between the marks. candidate: its own cue, if any. previous_reported: somebody spoke before it in
    its paragraph. repeated: the same words stand between marks elsewhere in the text.
    """
    found = _form(inner)
    before = frame.words[quote - 1] if quote > frame.first else None
    found += _features_before(frame, quote, before) if before is not None else ["opens_sentence"]
    found += _features_behind(frame, quote, before)
    speech = trust_of(candidate.rule).speech if candidate is not None else None
    if candidate is not None and speech is not None and not (candidate.nobody and candidate.rule == "cited"):
        found.append(speech)
    found += _around(frame, quote, before)
    if previous_reported:
        found.append("after_reported")
    if repeated:
        found.append("repeated")
    return tuple(found)


_LENGTHS = ((2, "words_1"), (3, "words_2"), (6, "words_3_5"), (10, "words_6_9"))  # fewer words than


def _form(inner: str) -> list[str]:
    """What the words themselves look like."""
    own = WORD.findall(inner[:400])
    count = len(own)
    lowered = [w for w in own if w[0].islower()]
    found = [next((name for bound, name in _LENGTHS if count < bound), "words_10")]
    if inner.rstrip()[-1:] in "!?." and count > 2:
        found.append("final_stop")
    if not FIRST_PERSON.isdisjoint([w.lower() for w in own]):
        found.append("first_person")
    if not ADDRESS.isdisjoint(own[1:]):
        found.append("addressed")
    if count > 2 and not FINITE.isdisjoint(own):
        found.append("finite")
    if count < 4 and NAME_SHAPE.search(inner):
        found.append("name_shape")
    elif own and own[0][0].islower():
        found.append("starts_lower")
    if not lowered:
        found.append("all_capitalised" if count > 1 else "one_noun")
    if count > 2 and len(lowered) < 2 and not any(w in ARTICLES or w in PREPOSITIONS for w in own):
        found.append("foreign")
    return found


def _features_behind(frame: Frame, quote: int, before: Token | None) -> list[str]:
    words = frame.words
    after = words[quote + 1] if quote + 1 < frame.last else None
    if after is None:
        return []
    if after.start == words[quote].end and (after.text == "-" or after.text[0].isalpha()):
        return ["hyphenated"]
    if after.text == "(":
        return ["gloss_follows"]
    if is_noun(after) and before is not None and before.text.lower() in ARTICLES:
        return ["attribute"]
    return ["subjunctive_follows"] if after.text[0].islower() and after.text.lower() in SUBJUNCTIVE else []


def _around(frame: Frame, quote: int, before: Token | None) -> list[str]:
    words, found = frame.words, []
    near = frame.texts[max(0, quote - frame.first - 40) : quote - frame.first + 40]
    if not (SUBJUNCTIVE.isdisjoint(near) and SUBJUNCTIVE_TWO.isdisjoint(near)):
        found.append("subjunctive")
    if not NAMING.isdisjoint(near):
        found.append("naming_verb")
        if before is not None and before.text in ("als", "ein", "eine", "einen", "einer", "einem", "von"):
            found.append("naming_verb_beside")
    if _in_list(words, quote, frame.first, frame.last):
        found.append("listed")
    return found


def _in_list(words: Sequence[Token], quote: int, first: int, last: int) -> bool:
    """„A“, „B“ und „C“: another pair of marks stands next, behind a comma or a conjunction only."""
    return (quote + 2 < last and words[quote + 2].is_quote and words[quote + 1].text in (",", "und", "oder", "/")) or (
        quote - 2 >= first and words[quote - 2].is_quote and words[quote - 1].text in (",", "und", "oder", "/")
    )


def _features_before(frame: Frame, quote: int, before: Token) -> list[str]:
    words = frame.words
    low = before.text.lower()
    found: list[str] = []
    if low == ":":
        found.append("colon")
    elif low == "(":
        found.append("bracketed")
    elif low == "als":
        found.append("as")
    elif low == "," or low in "–-—":
        found.append("comma")
    elif is_noun(before):
        thing = NAMED_THINGS.search(before.text) and before.text not in WITH_WORDS
        found.append("named_thing" if thing else "appositive_noun")
    elif low in ("der", "die", "das", "den", "dem", "des"):
        found.append("definite")
    elif low in ARTICLES:
        found.append("indefinite")
    elif low in ("von", "vom"):
        found.append("von")
    elif low in ("zu", "über") and frame.paragraph[words[quote].start + 1].isupper():
        found.append("occasion")
    elif low in PREPOSITIONS:
        found.append("preposition")
    elif low == "darunter":
        found.append("named_thing")  # „darunter „Nordwind““
    context = frame.paragraph[max(0, words[quote].start - 28) : words[quote].start]
    called = quote + 1 < frame.last and words[quote + 1].text in ("genannt", "getauft", "betitelt")
    motto = low == ":" and not MOTTOS.isdisjoint([token[0] for token in words[frame.first : quote]])
    if called or SO_CALLED.search(context) or (motto and frame.verb_before(quote) is None):
        found.append("so_called")
    return found


def judge(found: tuple[str, ...], without: frozenset[str] = frozenset()) -> Verdict:
    """Return how probable speech is, given the features; `without`: weights that are switched off."""
    counted = [WEIGHTS[name] for name in found if name not in without]
    score = BIAS + sum([weight.value for weight in counted])
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
    return Verdict(probability, _reason(counted) if probability < 0.5 else None, found)


def _reason(counted: Sequence[Weight]) -> str:
    """The reason that the strongest feature against speech gives."""
    against = min((w for w in counted if w.reason is not None), key=lambda weight: weight.value, default=None)
    return (against.reason if against is not None and against.value < 0 else None) or "nobody speaks"


def repeated_spans(inners: Sequence[str]) -> frozenset[str]:
    """Return the short texts that stand between marks more than once: names recur, speech does not."""
    seen: set[str] = set()
    twice: set[str] = set()
    for inner in inners:
        if len(inner) < 60:
            (twice if inner in seen else seen).add(inner)
    return frozenset(twice)
