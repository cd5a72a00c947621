"""Reported speech: what a sentence tells without marks. Precision first; a clause needs a cue or the Konjunktiv."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archive.german.quotes.grammar import RULES, rules_of
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Candidate
from archive.german.quotes.rules.cues import INDIRECT_OPENERS, SUBJUNCTIVE, SUBJUNCTIVE_TWO
from archive.german.quotes.rules.frame import Frame
from archive.german.trace import Trace

REACH = 30  # tokens between a reporting verb and the comma that opens the reported clause
SHORTEST = 3  # tokens; less is no statement
_LONG_QUOTE = 60  # code points; what is longer between marks is a sentence of its own
_EITHER = SUBJUNCTIVE | SUBJUNCTIVE_TWO


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


def reported(
    frame: Frame, carried: Candidate | None, *, headline: bool, without: frozenset[str], trace: Trace | None
) -> Iterator[Reported]:
    """Yield the reported speech of one sentence.

    headline: a title or teaser, which condenses speech to „Name: …“ without marks. carried: who the sentence before
    reported about: a sentence in the Konjunktiv without a cue is still theirs. without: rules that are switched off.
    """
    words, first = frame.words, frame.first
    last = frame.last - 1 if words[frame.last - 1].text in ".!?:" else frame.last
    if last - first < SHORTEST or (words[first].is_quote and last - first < 8):
        return
    asked = Telling(frame, last, carried, headline)
    for name, _, function in rules_of("reported", without):
        found: Reported | None = function(asked)
        if found is None:
            continue
        if trace is not None:
            start, end = words[found.first].start + frame.offset, words[found.last - 1].end + frame.offset
            trace.add(name, start, end, "found", found.candidate.cue)
        if found.last - found.first >= SHORTEST:
            yield found._replace(candidate=found.candidate._replace(rule=found.candidate.rule or name))
        return


def subjunctive(frame: Frame) -> bool:
    """Whether a sentence holds a Konjunktiv form, outside of its quotes."""
    return _in_subjunctive(frame, frame.first, frame.last, second=True)


def _in_subjunctive(frame: Frame, first: int, last: int, *, second: bool = False) -> bool:
    forms = _EITHER if second else SUBJUNCTIVE
    return not forms.isdisjoint([word[0] for word in frame.words[first:last]])


@RULES.rule(
    "headline_colon", order=705, label="Name und Doppelpunkt in der Überschrift",
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
    "clause_after", order=710, label="Nebensatz nach dem Redeverb",
    rows={
        "that_clause": "dass-Satz", "subjunctive_clause": "Konjunktiv", "infinitive_clause": "Infinitiv",
        "told_so": "„wie … sagte“ am Satzanfang", "clause_around": "Redeverb im Satz",
    },
    yes=["Ruth Amend sagte am Montag, dass das Bad im Mai wieder öffnet. → Ruth Amend",
         "Ruth Amend sagte am Montag, das Bad sei ab Mai wieder offen. → Ruth Amend",
         "Wie Ruth Amend sagte, öffnet das Bad im Mai wieder. → Ruth Amend"],
    no=["Ruth Amend sagte die Feier ab, die am Montag beginnen sollte."],
)  # fmt: skip
def clause_after(asked: Telling) -> Reported | None:
    frame, last, words = asked.frame, asked.last, asked.frame.words
    for verb in frame.verbs:
        for comma in range(verb + 1, min(last, verb + REACH)):
            if words[comma].text in ":;" or (words[comma].is_quote and _long(frame, comma)):
                break
            if words[comma].text != "," or comma + 1 >= last:
                continue
            told = words[frame.first].text in ("Wie", "wie") and comma == verb + 1
            rule = "told_so" if told else _clause(frame, comma + 1, last)
            if rule is None:
                continue
            mention = None if frame.asked(verb) else frame.subject(verb, comma)
            cue = words[verb].text
            if mention and words[verb - 1].text == "," and _in_subjunctive(frame, frame.first, verb - 1):
                return Reported(frame.first, last, Candidate(cue, mention, "clause_around"), 0.8)
            return Reported(comma + 1, last, Candidate(cue, mention, rule), 0.8 if mention else 0.6)
    return None


def _long(frame: Frame, quote: int) -> bool:
    return frame.words[quote].end - frame.words[quote].start > _LONG_QUOTE


def _clause(frame: Frame, start: int, last: int) -> str | None:
    """Return which kind of reported clause starts at `start`."""
    words = frame.words
    if words[start].text in INDIRECT_OPENERS:
        return "that_clause"
    if words[start].text.lower() in ("der", "die", "das", "wo", "deren", "dessen") and not _in_subjunctive(
        frame, start, min(last, start + 12)
    ):
        return None
    if _in_subjunctive(frame, start, last, second=True):
        return "subjunctive_clause"
    for i in range(start + 1, last - 1):
        if words[i].text == "zu" and words[i + 1].text.endswith("n") and words[i + 1].text.islower():
            return "infinitive_clause"
        if words[i].text == ",":
            return None
    return None


@RULES.rule(
    "clause_before", order=715, label="Redeverb nach dem Satz",
    rows={"clause_so": "„so …“ nach dem Satz", "told_clause": "„wie … mitteilte“ nach dem Satz",
          "clause_verb": "Redeverb nach dem Satz"},
    yes=["Das Bad öffnet im Mai wieder, so Ruth Amend. → Ruth Amend",
         "Das Bad öffnet im Mai wieder, sagte Ruth Amend. → Ruth Amend",
         "Das Bad öffnet im Mai wieder, wie Ruth Amend mitteilte. → Ruth Amend"],
    no=["Das Bad öffnet im Mai wieder, so dass alle schwimmen können."],
)  # fmt: skip
def clause_before(asked: Telling) -> Reported | None:
    frame, last, words = asked.frame, asked.last, asked.frame.words
    for i in frame.heads:
        if not frame.first + SHORTEST <= i < last or words[i - 1].text != ",":
            continue
        if any(words[j].is_quote for j in range(max(frame.first, i - 3), i)):
            continue
        low = words[i].text
        if low == "so" and i + 1 < last:
            got = frame.mention_at(i + 1, last)
            if got and (got[1] >= last or words[got[1]].text in ",.;"):
                return Reported(frame.first, i - 1, Candidate("so", got[0], "clause_so"), 0.8)
        elif low == "wie":
            told = frame.as_told(i)
            if told is not None:
                return Reported(frame.first, i - 1, told._replace(rule="told_clause"), 0.7)
        elif i in frame.verbs:
            mention = frame.subject_after(i, last)
            opening = frame.opening_subject(i)
            speaks = mention is not None and can_speak(mention, frame.register)
            if speaks and (opening is None or opening.end < words[i - 1].start - 1):
                return Reported(frame.first, i - 1, Candidate(low, mention, "clause_verb"), 0.7)
    return None


@RULES.rule(
    "reported_source", order=720, label="Quelle genannt",
    yes=["Laut Ruth Amend öffnet das Bad im Mai wieder. → Ruth Amend"],
    no=["Laut und deutlich war der Beifall für das Bad am Hafen."],
)  # fmt: skip
def reported_source(asked: Telling) -> Reported | None:
    frame, last, words = asked.frame, asked.last, asked.frame.words
    found = frame.source(frame.first, last)
    if found is None or found.mention is None:
        return None
    start = frame.first
    if found.mention.start < words[min(last, frame.first + 8) - 1].end:
        start = next((i for i in range(frame.first, last) if words[i].start >= found.mention.end), frame.first)
        while start < last and words[start].text in (",", "zufolge", ")"):
            start += 1
    return Reported(start, last, found, 0.7)


@RULES.rule(
    "own_speaker", order=725, label="Konjunktiv nach Doppelpunkt oder Strichpunkt",
    yes=["Stadträtin Ruth Amend widerspricht: Man habe das Bad nie schließen wollen. → Ruth Amend"],
    no=["Stadträtin Ruth Amend kam auch: Man hat das Bad nie schließen wollen."],
)  # fmt: skip
def own_speaker(asked: Telling) -> Reported | None:
    frame, last, words = asked.frame, asked.last, asked.frame.words
    if not _in_subjunctive(frame, frame.first, last):
        return None
    mark = next((i for i in range(frame.first + 2, last - SHORTEST) if words[i].text in (":", ";")), None)
    if mark is None or words[mark + 1].is_quote or _in_subjunctive(frame, frame.first, mark):
        return None
    mention = frame.opening_subject(mark)
    if mention is None or not (mention.name or mention.role) or not can_speak(mention, frame.register):
        return None
    return Reported(mark + 1, last, Candidate(words[mark].text, mention), 0.5)


@RULES.rule(
    "indirect_carried", order=730, label="Konjunktiv, fortgesetzt",
    yes=["Ruth Amend sagte, das Bad öffne bald. Der Eintritt bleibe frei für alle Kinder. → Ruth Amend"],
    no=["Ruth Amend sagte, das Bad öffne bald. Der Eintritt bleibt frei für alle Kinder."],
)  # fmt: skip
def indirect_carried(asked: Telling) -> Reported | None:
    frame = asked.frame
    if asked.carried is None or not _in_subjunctive(frame, frame.first, asked.last):
        return None
    return Reported(frame.first, asked.last, Candidate("", asked.carried.mention), 0.5)
