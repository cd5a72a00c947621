"""Reported speech: what a sentence tells without marks. Precision first; a clause needs a cue or the Konjunktiv."""

from __future__ import annotations

from typing import NamedTuple

from archive.german.quotes.grammar import RULES, tried_rules
from archive.german.quotes.people.noun_phrases import ARTICLES, OPENERS, PREPOSITIONS
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Candidate, Mention
from archive.german.quotes.rules.cues import INDIRECT_OPENERS, SOURCE_HEADS, VERB_FORMS
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.lemmas import lemma_of
from archive.german.quotes.rules.search import said
from archive.german.quotes.rules.sources import IT_SAYS
from archive.german.quotes.rules.subjunctive import (
    holds_subjunctive,
    in_subjunctive,
    may_be_subjunctive,
    of_several,
    opens_subjunctive,
)
from archive.german.trace import Trace
from archive.german.words.lists import word_set
from archive.german.words.lists import words as word_list

REACH = 30  # tokens between a reporting verb and the comma that opens the reported clause
_ASKED = frozenset(["Gefragt", "Befragt", "Angesprochen"])
_VERB_ENDINGS = ("t", "te", "ten", "en", "e", "d", "ß", "ei", "ab", "st", "af", "ar", "ing", "and")
SHORTEST = 3  # tokens; less is no statement
_LONG_QUOTE = 60  # code points; what is longer between marks is a sentence of its own
_TELLING = word_list("telling")  # verbs that may be followed by „wie …“, „wo …“, „was …“
_NO_INFINITIVES = ARTICLES | word_set("openers") | {"deren", "denen", "dessen"}
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
    "clause_after", order=710, label="Nebensatz nach dem Redeverb", trigger=VERB_FORMS,
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
        if frame.requested(verb) or words[verb - 1].text == "zu":
            continue  # „werden gebeten, …“, „Ideen zu nennen, …“
        for comma in range(verb + 1, min(last, verb + REACH)):
            if words[comma].text in ":;" or (words[comma].is_quote and _long(frame, comma)):
                break
            if words[comma].text != "," or comma + 1 >= last:
                continue
            told = words[frame.first].text in ("Wie", "wie") and comma == verb + 1
            rule = "told_so" if told else _clause(frame, verb, comma + 1, last)
            if rule is None:
                continue
            cue = words[verb].text
            if cue in IT_SAYS and "es" in (words[verb + 1].text, words[verb - 1].text, words[frame.first + 1].text):
                said = frame.said_in(verb)
                if said.mention is not None and not can_speak(said.mention, frame.register):
                    said = Candidate(cue, None)
                return Reported(comma + 1, _stop(frame, comma + 1, last), said._replace(rule=rule), 0.7)
            mention = None if frame.asked(verb) else frame.subject(verb, comma)
            around = mention and words[verb - 1].text == "," and holds_subjunctive(frame, frame.first, verb - 1)
            if around and not _asks(frame) and _has_verb(frame, frame.first, verb - 1):
                return Reported(frame.first, last, Candidate(cue, mention, "clause_around"), 0.8)
            end = _stop(frame, comma + 1, last)
            return Reported(comma + 1, end, Candidate(cue, mention, rule), 0.8 if mention else 0.6)
    return None


def _long(frame: Frame, quote: int) -> bool:
    return frame.words[quote].end - frame.words[quote].start > _LONG_QUOTE


def _stop(frame: Frame, first: int, last: int) -> int:
    """Return where a reported clause ends: before „ / “ and before the colon of a quote."""
    words = frame.words
    for i in range(first, last):
        slash = words[i].text == "/" and words[i - 1].end < words[i].start
        if slash or (words[i].text == ":" and i + 1 < frame.last and words[i + 1].is_quote):
            return i
    return last


def _clause(frame: Frame, verb: int, start: int, last: int) -> str | None:
    """Return which kind of reported clause of a verb starts at `start`."""
    words = frame.words
    opener = words[start].text
    if opener in INDIRECT_OPENERS:
        if opener in ("dass", "daß", "ob", "wonach"):
            return "that_clause"
        told = opener == "wie" and frame.as_told(start) is not None
        return "that_clause" if words[verb].text.startswith(_TELLING) and not told else None
    relative = words[start].text.lower() in ("der", "die", "das", "wo", "deren", "dessen")
    near = holds_subjunctive(frame, start, min(last, start + 12)) or opens_subjunctive(frame, start, last)
    if relative and not near:
        return None
    if holds_subjunctive(frame, start, last, second=True) or opens_subjunctive(frame, start, last):
        return "subjunctive_clause"
    for i in range(start + 1, last - 1):
        if words[i].text == "zu" and _infinitive(words[i + 1].text):
            return "infinitive_clause"
        if words[i].text == ",":
            return None
    return None


def _infinitive(word: str) -> bool:
    return word.islower() and word.endswith("n") and word not in _NO_INFINITIVES


@RULES.rule(
    "clause_before", order=715, label="Redeverb nach dem Satz", trigger=("so", "wie", *sorted(IT_SAYS), *VERB_FORMS),
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
        if _asks(frame) or not _has_verb(frame, frame.first, i - 1):
            continue
        low = words[i].text
        if low == "so" and i + 1 < last:
            got = frame.mention_at(i + 1, last)
            if got and (got[1] >= last or words[got[1]].text in (",", ".", ";", "weiter", "abschließend")):
                return Reported(frame.first, i - 1, Candidate("so", got[0], "clause_so"), 0.8)
        elif low in IT_SAYS and "es" in (words[i + 1].text if i + 1 < last else ""):
            said = frame.said_in(i)
            if said.mention is not None and (said.mention.pronoun or can_speak(said.mention, frame.register)):
                return Reported(frame.first, i - 1, said._replace(rule="clause_verb"), 0.7)
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


def _asks(frame: Frame) -> bool:
    """„Auf die Frage, ob …“, „Gefragt, warum …“: what is asked is nobody's statement."""
    opening = [word.text for word in frame.words[frame.first : min(frame.last, frame.first + 3)]]
    return opening[0] in _ASKED or "Frage" in opening


def _has_verb(frame: Frame, first: int, last: int) -> bool:
    """Whether tokens may hold a finite verb; „Am Montag, 4. Mai“ and „Försterin, Jägerin“ hold none."""
    for word in frame.words[first:last]:
        low = word.text
        ends = low.endswith(_VERB_ENDINGS) or (low.endswith(("ern", "eln")) and low not in OPENERS)
        if low.islower() and ends and low not in PREPOSITIONS and low not in ARTICLES:
            return True
    return False


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
    no=["Ruth Amend sagte, das Bad öffne bald. Der Eintritt bleibt frei für alle Kinder."],
)  # fmt: skip
def indirect_carried(asked: Telling) -> Reported | None:
    frame, words = asked.frame, asked.frame.words
    if asked.carried is None:
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
