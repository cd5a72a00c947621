"""Reported speech: what a sentence tells without marks. Precision first; a clause needs a cue or the Konjunktiv."""

from __future__ import annotations

from typing import NamedTuple

from archive.german.quotes.grammar import RULES, tried_rules
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Candidate, Mention
from archive.german.quotes.rules.cues import SOURCE_HEADS, SUBJUNCTIVE
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.lemmas import lemma_of
from archive.german.quotes.rules.search import said
from archive.german.quotes.rules.subjunctive import (
    holds_subjunctive,
    in_subjunctive,
    may_be_subjunctive,
    of_several,
    opens_subjunctive,
)
from archive.german.trace import Trace

SHORTEST = 3  # tokens; less is no statement
_MARKS = frozenset(":;")
_PERSONAL = frozenset(["er", "sie", "es", "man"])


class Reported(NamedTuple):
    """Reported speech as a token range of its sentence, with its cue; `confidence` from 0 to 1."""

    first: int
    last: int
    candidate: Candidate
    confidence: float


class Telling(NamedTuple):
    """What a rule of reported speech is asked about: a sentence up to `last`, and who spoke in the one before."""

    frame: Frame
    last: int
    carried: Candidate | None
    headline: bool
    telling: bool  # the sentence before was reported
    named: Mention | None  # the sentence before is about


def reported(
    frame: Frame,
    carried: Candidate | None,
    *,
    headline: bool,
    without: frozenset[str],
    trace: Trace | None,
    telling: bool = False,
    named: Mention | None = None,
) -> tuple[Reported, ...]:
    """Return the reported speech of one sentence: none, or one clause.

    headline: a title or teaser, which condenses speech to „Name: …“ without marks. carried: who the sentence before
    reported about: a sentence in the Konjunktiv without a cue is still theirs, the more so if that was reported speech
    itself (telling). named: whom the sentence before is about, where nobody reported. without: rules switched off.
    """
    words, first = frame.words, frame.first
    last = frame.last - 1 if words[frame.last - 1].text in ".!?:" else frame.last
    marked = headline or carried is not None or named is not None or frame.heads
    if not marked and _MARKS.isdisjoint(frame.texts[: last - first]):
        return ()  # nothing introduces reported speech
    if last - first < SHORTEST or (words[first].is_quote and last - first < 8):
        return ()
    asked = Telling(frame, last, carried, headline, telling, named)
    rules = tried_rules("reported", without, frame.triggered)
    for name, _, function in rules:
        found: Reported | None = function(asked)
        if found is None:
            continue
        if trace is not None:
            start, end = words[found.first].start + frame.offset, words[found.last - 1].end + frame.offset
            for tried in rules:
                if tried.name == name:
                    break
                trace.add(tried.name, start, end, "tried")
            trace.add(found.candidate.rule or name, start, end, "found", said(found.candidate))
        if found.last - found.first < SHORTEST:
            return ()
        candidate = found.candidate
        lemma = lemma_of(candidate.cue, frame.texts) if candidate.cue else None
        return (found._replace(candidate=candidate._replace(rule=candidate.rule or name, lemma=lemma)),)
    return ()


@RULES.rule(
    "headline_colon", order=705, label="Name und Doppelpunkt in der Überschrift", trigger=":",
    yes=["# OB Ruth Amend: Aufgaben werden gebündelt → Ruth Amend"],
    no=["# Aufgaben am Hafen: Ruth Amend zieht Bilanz"],
)  # fmt: skip
def headline_colon(asked: Telling) -> Reported | None:
    frame, last = asked.frame, asked.last
    got = frame.mention_at(frame.first, last) if asked.headline else None
    if got is None or got[1] + SHORTEST >= last or frame.words[got[1]].text != ":":
        return None
    mention, colon = got
    known = mention.role is not None or (mention.name is not None and frame.register.surname(mention.name.lower()))
    if mention.pronoun or not known or any(word.is_quote for word in frame.words[colon + 1 : colon + 2]):
        return None
    return Reported(colon + 1, last, Candidate(":", mention), 0.6)


@RULES.rule(
    "clause_within", order=707, label="„so …“ im Satz", trigger=("so",),
    yes=["Das Bad, so Stadträtin Ruth Amend, öffnet im Mai für alle wieder. → Ruth Amend",
         "Das Bad bleibt, so teilte Stadträtin Ruth Amend mit, bis Mai geschlossen. → Ruth Amend"],
    no=["Das Bad öffnet im Mai wieder, so Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def clause_within(asked: Telling) -> Reported | None:
    frame, last, words = asked.frame, asked.last, asked.frame.words
    for so in frame.heads:
        if words[so].text != "so" or not frame.first < so < last - SHORTEST or words[so - 1].text != ",":
            continue
        told = frame.told_so(so, last)
        if told is not None and told[2] + 1 < last and not words[told[2] + 1].is_quote:
            return Reported(frame.first, last, Candidate(told[0], told[1]), 0.7)
    return None


@RULES.rule(
    "reported_source", order=720, label="Quelle genannt", trigger=sorted({head.lower() for head in SOURCE_HEADS}),
    yes=["Laut Ruth Amend öffnet das Bad im Mai wieder. → Ruth Amend"],
    no=["Laut und deutlich war der Beifall für das Bad am Hafen."],
)  # fmt: skip
def reported_source(asked: Telling) -> Reported | None:
    frame, last, words = asked.frame, asked.last, asked.frame.words
    found = frame.source(frame.first, last)
    if found is None or found.mention is None:
        return None
    start = frame.first
    opens = words[frame.first].text.lower() in ("laut", "nach", "gemäß", "aus") or words[-1].text == "zufolge"
    opens = opens or any(words[i].text == "zufolge" for i in frame.sources if i < frame.first + 8)
    if not opens and not found.mention.pronoun and not can_speak(found.mention, frame.register):
        opens = True  # „nach dem größten Wunsch“
    if opens and (own := found.cue.split())[1:2] == ["eigenen"]:
        start += len(own)  # „Nach eigenen Angaben zählt X …“
    elif opens and found.mention.start < words[min(last, frame.first + 8) - 1].end:
        start = next((i for i in range(frame.first, last) if words[i].start >= found.mention.end), frame.first)
        while start < last and words[start].text in (",", "zufolge", ")"):
            start += 1
    return Reported(start, last, found, 0.7)


@RULES.rule(
    "own_speaker", order=725, label="Konjunktiv nach Doppelpunkt oder Strichpunkt", trigger=":;",
    yes=["Stadträtin Ruth Amend widerspricht: Man habe das Bad nie schließen wollen. → Ruth Amend"],
    no=["Stadträtin Ruth Amend kam auch: Man hat das Bad nie schließen wollen."],
)  # fmt: skip
def own_speaker(asked: Telling) -> Reported | None:
    frame, last, words = asked.frame, asked.last, asked.frame.words
    if not holds_subjunctive(frame, frame.first, last):
        return None
    mark = next((i for i in range(frame.first + 2, last - SHORTEST) if words[i].text in (":", ";")), None)
    if mark is None or words[mark + 1].is_quote or holds_subjunctive(frame, frame.first, mark):
        return None
    mention = frame.opening_subject(mark)
    if mention is None or mention.pronoun or not can_speak(mention, frame.register):
        return None
    return Reported(mark + 1, last, Candidate(words[mark].text, mention), 0.5)


@RULES.rule(
    "indirect_carried", order=730, label="Konjunktiv, fortgesetzt",
    yes=["Ruth Amend sagte, das Bad öffne bald. Der Eintritt bleibe frei für alle Kinder. → Ruth Amend"],
    no=["Ruth Amend sagte, das Bad öffne bald. Der Eintritt bleibt frei für alle Kinder.",
        "Ruth Amend sagte, das Bad öffne bald. Eva Tann sagte, die Kinder hätten frei. → Eva Tann"],
)  # fmt: skip
def indirect_carried(asked: Telling) -> Reported | None:
    frame, words = asked.frame, asked.frame.words
    if asked.carried is None or _says_itself(frame, asked.last):
        return None
    beside = any(
        words[i].text in _PERSONAL and may_be_subjunctive(words[i - 1].text) for i in range(frame.first + 1, asked.last)
    )  # „Daran erinnere sie sich“
    first, last = frame.first, asked.last
    told = holds_subjunctive(frame, first, last, second=True) or beside or opens_subjunctive(frame, first, last)
    if not holds_subjunctive(frame, first, last) and not (asked.telling and told) and not of_several(frame):
        return None
    colon = next((i for i in range(first + 2, last - SHORTEST) if words[i].text == ":"), None)
    if colon is not None and not words[colon + 1].is_quote and not holds_subjunctive(frame, first, colon, second=True):
        first = colon + 1  # „Daran erinnerte er sich genau: Das Dach sei …“
    return Reported(first, last, Candidate("", asked.carried.mention), 0.5)


def _says_itself(frame: Frame, last: int) -> bool:
    """„Vorname Name sagte, …“: somebody else who is named speaks in the sentence."""
    told = (frame.subject(verb, last) for verb in frame.verbs if frame.words[verb].text not in SUBJUNCTIVE)
    return any(who is not None and bool(who.name) and can_speak(who, frame.register) for who in told)


@RULES.rule(
    "indirect_introduced", order=735, label="Konjunktiv nach dem Satz über jemanden",
    yes=["Stadträtin Ruth Amend blickt zuversichtlich nach vorn. Das Bad sei bis Mai wieder offen. → Ruth Amend"],
    no=["Stadträtin Ruth Amend kam am Montag. Das Bad hätte auch früher wieder öffnen können."],
)  # fmt: skip
def indirect_introduced(asked: Telling) -> Reported | None:
    frame, named = asked.frame, asked.named
    if named is None or not (named.name or named.role) or not in_subjunctive(frame, main=True):
        return None
    return Reported(frame.first, asked.last, Candidate("", named), 0.5)
