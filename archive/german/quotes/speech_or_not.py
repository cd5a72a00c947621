"""Speech or not: what speaks for and against the words between two marks being somebody's own."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.german.quotes.people.noun_phrases import ARTICLES, PREPOSITIONS, is_noun
from archive.german.quotes.records import Report
from archive.german.quotes.rules.attribution import WITH_WORDS, Frame
from archive.german.quotes.rules.cues import NAMING, SUBJUNCTIVE, SUBJUNCTIVE_TWO
from archive.german.quotes.structure.sentences import Token
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
    r"fernsehsender|nachrichtenagentur|themen|vortrag|lesung|konzert|tagung|seminar|podcast|broschüre|runde|workshop|fest|tag|haus|park|platz|straße|vers|refrain|betreff|schaltfläche)(?:s|es|n|en|e|er)?$",
    re.IGNORECASE,
)
# Capitals inside a word, digits or a domain: „iPod“, „Do 228“, „heise.de“.
NAME_SHAPE = re.compile(r"[a-zäöü][A-Z]|\w\.\w|\d")
SO_CALLED = re.compile(r"sogenannt|so genannt|namens|genannt|bekannt|Motto|Titel|Spitzname|Codename|Name")


class Verdict(NamedTuple):
    """How probable it is that a span is speech (0 to 1), and the strongest reason against it, if that outweighs."""

    probability: float
    reason: str | None
    features: tuple[str, ...]


# Logarithms of odds, one per feature; fitted on one half of a development set and rounded.
WEIGHTS: dict[str, float] = {
    "occasion": -4.0,
    "all_capitalised": -1.5,
    "named_thing": -1.3,
    "words_1": -0.9,
    "so_called": -0.9,
    "one_noun": -0.8,
    "words_2": -0.8,
    "repeated": -0.8,
    "attribute": -0.7,
    "foreign": -0.6,
    "listed": -0.6,
    "name_shape": -0.6,
    "definite": -0.6,
    "gloss_follows": -0.6,
    "words_3_5": -0.5,
    "bracketed": -0.4,
    "hyphenated": -0.4,
    "von": -0.3,
    "preposition": -0.3,
    "cue_after_source": 0.1,
    "subjunctive_follows": 0.1,
    "indefinite": 0.1,
    "appositive_noun": 0.2,
    "cue_said_in": 0.2,
    "cue_pointing_back": 0.3,
    "naming_verb_beside": 0.3,
    "cue_source": 0.3,
    "comma": 0.3,
    "as": 0.6,
    "cue_around": 0.6,
    "naming_verb": 0.7,
    "after_reported": 0.8,
    "opens_sentence": 0.8,
    "colon": 0.8,
    "words_6_9": 0.8,
    "first_person": 0.9,
    "addressed": 0.9,
    "finite": 1.0,
    "cue_strong": 1.0,
    "subjunctive": 1.1,
    "final_stop": 1.2,
    "words_10": 1.3,
    "cue_before_verb": 1.6,
    "starts_lower": 2.0,
}
BIAS = -1.4

REASONS = {
    "named_thing": "name or title",
    "so_called": "so-called",
    "occasion": "name or title",
    "hyphenated": "part of a compound",
    "repeated": "recurring name",
    "all_capitalised": "name",
    "one_noun": "single word",
    "appositive_noun": "name or title",
    "bracketed": "abbreviation or gloss",
    "foreign": "name",
    "name_shape": "name",
    "listed": "list of names",
}


def features(
    frame: Frame, quote: int, inner: str, report: Report | None, previous_reported: bool, repeated: bool, position: str
) -> tuple[str, ...]:
    """Return the features of one span: its own form, the words beside it and the sentence around it."""
    words = frame.words
    own = WORD.findall(inner[:400])
    count = len(own)
    lowered = [w for w in own if w[0].islower()]
    found: list[str] = []
    found.append(
        "words_1"
        if count <= 1
        else "words_2"
        if count == 2
        else "words_3_5"
        if count < 6
        else "words_6_9"
        if count < 10
        else "words_10"
    )
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
    if count and sum(w in ARTICLES or w in PREPOSITIONS for w in own) == 0 and count > 2 and len(lowered) < 2:
        found.append("foreign")
    before = words[quote - 1] if quote > frame.first else None
    after = words[quote + 1] if quote + 1 < frame.last else None
    if before is None:
        found.append("opens_sentence")
    else:
        _features_before(found, frame, quote, before)
    if after is not None:
        if (after.text[0] in "-–" and after.start == words[quote].end and after.text == "-") or (
            after.start == words[quote].end and after.text[0].isalpha()
        ):
            found.append("hyphenated")
        elif after.text == "(":
            found.append("gloss_follows")
        elif is_noun(after) and before is not None and before.text.lower() in ARTICLES:
            found.append("attribute")
        elif after.text[0].islower() and after.text.lower() in SUBJUNCTIVE:
            found.append("subjunctive_follows")
    if report is not None:
        found.append(
            "cue_"
            + (
                "strong"
                if report.rule in ("after_so", "after_verb", "before_colon", "name_colon", "as_told", "with_words")
                else report.rule
            )
        )
    near = [w[0] for w in words[max(frame.first, quote - 40) : min(frame.last, quote + 40)]]
    if not (SUBJUNCTIVE.isdisjoint(near) and SUBJUNCTIVE_TWO.isdisjoint(near)):
        found.append("subjunctive")
    if not NAMING.isdisjoint(near):
        found.append("naming_verb")
        if before is not None and before.text in ("als", "ein", "eine", "einen", "einer", "einem", "von"):
            found.append("naming_verb_beside")
    if _in_list(words, quote, frame.first, frame.last):
        found.append("listed")
    if previous_reported:
        found.append("after_reported")
    if repeated:
        found.append("repeated")
    if position == "unclosed":
        found.append("unclosed")
    return tuple(found)


def _in_list(words: Sequence[Token], quote: int, first: int, last: int) -> bool:
    """„A“, „B“ und „C“: another pair of marks stands next, behind a comma or a conjunction only."""
    return (quote + 2 < last and words[quote + 2].is_quote and words[quote + 1].text in (",", "und", "oder", "/")) or (
        quote - 2 >= first and words[quote - 2].is_quote and words[quote - 1].text in (",", "und", "oder", "/")
    )


def _features_before(found: list[str], frame: Frame, quote: int, before: Token) -> None:
    words = frame.words
    low = before.text.lower()
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
    else:
        found.append("word_before")
    context = frame.paragraph[max(0, words[quote].start - 28) : words[quote].start]
    called = quote + 1 < frame.last and words[quote + 1].text in ("genannt", "getauft", "betitelt")
    if called or SO_CALLED.search(context):
        found.append("so_called")


def judge(found: tuple[str, ...]) -> Verdict:
    """Return how probable speech is, given the features."""
    score = BIAS + sum(WEIGHTS.get(name, 0.0) for name in found)
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
    against = min(found, key=lambda name: WEIGHTS.get(name, 0.0) if name in REASONS else 0.0)
    reason = REASONS.get(against, "nobody speaks") if probability < 0.5 else None
    return Verdict(probability, reason, found)


def repeated_spans(inners: Sequence[str]) -> frozenset[str]:
    """Return the short texts that stand between marks more than once: names recur, speech does not."""
    seen: set[str] = set()
    twice: set[str] = set()
    for inner in inners:
        if len(inner) < 60:
            (twice if inner in seen else seen).add(inner)
    return frozenset(twice)
