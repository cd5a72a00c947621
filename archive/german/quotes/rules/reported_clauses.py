"""Reported clauses with a verb of saying: before them, behind them, or as „so X“."""

from __future__ import annotations

from archive.german.quotes.grammar import RULES
from archive.german.quotes.people.noun_phrases import ARTICLES, OPENERS, PREPOSITIONS
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Candidate
from archive.german.quotes.rules.cues import INDIRECT_OPENERS, VERB_FORMS
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.reported import SHORTEST, Reported, Telling
from archive.german.quotes.rules.sources import IT_SAYS
from archive.german.quotes.rules.subjunctive import holds_subjunctive, opens_subjunctive
from archive.german.words.lists import word_set
from archive.german.words.lists import words as word_list

REACH = 30  # tokens between a reporting verb and the comma that opens the reported clause
_ASKED = frozenset(["Gefragt", "Befragt", "Angesprochen"])
_VERB_ENDINGS = ("t", "te", "ten", "en", "e", "d", "ß", "ei", "ab", "st", "af", "ar", "ing", "and")
_LONG_QUOTE = 60  # code points; what is longer between marks is a sentence of its own
_TELLING = word_list("telling")  # verbs that may be followed by „wie …“, „wo …“, „was …“
_NO_INFINITIVES = ARTICLES | word_set("openers") | {"deren", "denen", "dessen"}


@RULES.rule(
    "clause_after", order=710, label="Nebensatz nach dem Redeverb", trigger=VERB_FORMS,
    rows={
        "that_clause": "dass-Satz", "subjunctive_clause": "Konjunktiv", "infinitive_clause": "Infinitiv",
        "told_so": "„wie … sagte“ am Satzanfang", "clause_around": "Redeverb im Satz",
    },
    yes=["Ruth Amend sagte am Montag, dass das Bad im Mai wieder öffnet. → Ruth Amend",
         "Ruth Amend sagte am Montag, das Bad sei ab Mai wieder offen. → Ruth Amend",
         "Wie Ruth Amend sagte, öffnet das Bad im Mai wieder. → Ruth Amend",
         "Ruth Amend sagte, die Bäder lägen günstig am Hafen. → Ruth Amend"],
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
    behind_verb = start - 2 == verb  # „sagte, die Gründe lägen vor“: nothing stands there for a relative clause
    relative = not behind_verb and words[start].text.lower() in ("der", "die", "das", "wo", "deren", "dessen")
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
