"""Indirect speech: what a sentence reports without marks. Precision first; a clause needs a cue or the Konjunktiv."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Report
from archive.german.quotes.rules.attribution import Frame
from archive.german.quotes.rules.cues import INDIRECT_OPENERS, SUBJUNCTIVE, SUBJUNCTIVE_TWO

REACH = 30  # tokens between a reporting verb and the comma that opens the reported clause
_EITHER = SUBJUNCTIVE | SUBJUNCTIVE_TWO
SHORTEST = 3  # tokens; less is no statement


class Reported(NamedTuple):
    """An indirect quote as a token range of its sentence, with its cue; `confidence` from 0 to 1."""

    first: int
    last: int
    report: Report
    confidence: float


def reported(frame: Frame, carried: Report | None, *, headline: bool) -> Iterator[Reported]:
    """Yield the indirect quotes of one sentence.

    `headline` also reads „Name: …“ without marks, as titles and teasers condense speech. `carried` is who the
    sentence before reported about: a sentence in the Konjunktiv without a cue is still theirs.
    """
    words, first = frame.words, frame.first
    last = frame.last - 1 if words[frame.last - 1].text in ".!?:" else frame.last
    if last - first < SHORTEST or (words[first].is_quote and last - first < 8):
        return
    found = (
        (_headline(frame, last) if headline else None)
        or _after_cue(frame, last)
        or _before_cue(frame, last)
        or _by_source(frame, last)
    )
    if found is None and _in_subjunctive(frame, first, last):
        found = _own_speaker(frame, last)
        if found is None and carried is not None:
            found = Reported(first, last, Report("", carried.mention, "indirect_carried"), 0.5)
    if found is not None and found.last - found.first >= SHORTEST:
        yield found


def subjunctive(frame: Frame) -> bool:
    """Whether a sentence holds a Konjunktiv form, outside of its quotes."""
    return _in_subjunctive(frame, frame.first, frame.last, second=True)


def _headline(frame: Frame, last: int) -> Reported | None:
    """OB Name: Aufgaben werden gebündelt"""
    got = frame.mention_at(frame.first, last)
    if got is None or got[1] + SHORTEST >= last or frame.words[got[1]].text != ":":
        return None
    mention, colon = got
    known = mention.role is not None or (mention.name is not None and frame.register.surname(mention.name.lower()))
    if mention.pronoun or not known or any(word.is_quote for word in frame.words[colon + 1 : colon + 2]):
        return None
    return Reported(colon + 1, last, Report(":", mention, "headline_colon"), 0.6)


def _in_subjunctive(frame: Frame, first: int, last: int, *, second: bool = False) -> bool:
    forms = _EITHER if second else SUBJUNCTIVE
    return not forms.isdisjoint([word[0] for word in frame.words[first:last]])


def _own_speaker(frame: Frame, last: int) -> Reported | None:
    """X widerspricht: Man habe … · X kündigte Klage an; das Verfahren sei …

    The clause behind the mark is that of the person before it. None where nobody is named there, or the Konjunktiv
    stands before the mark too: then the whole sentence is reported.
    """
    words = frame.words
    mark = next((i for i in range(frame.first + 2, last - SHORTEST) if words[i].text in (":", ";")), None)
    if mark is None or words[mark + 1].is_quote or _in_subjunctive(frame, frame.first, mark):
        return None
    mention = frame.opening_subject(mark)
    if mention is None or not (mention.name or mention.role) or not can_speak(mention, frame.register):
        return None
    return Reported(mark + 1, last, Report(words[mark].text, mention, "own_speaker"), 0.5)


def _after_cue(frame: Frame, last: int) -> Reported | None:
    """X sagte, dass … · X sagte, er sei … · wie X sagte, …"""
    words = frame.words
    for verb in frame.verbs:
        for comma in range(verb + 1, min(last, verb + REACH)):
            if words[comma].text in ":;" or (words[comma].is_quote and words[comma].end - words[comma].start > 60):
                break
            if words[comma].text != "," or comma + 1 >= last:
                continue
            told = words[frame.first].text in ("Wie", "wie") and comma == verb + 1
            rule = "as_told" if told else _clause(frame, comma + 1, last)
            if rule is None:
                continue
            mention = None if frame.asked(verb) else frame.subject(verb, comma)
            if mention and words[verb - 1].text == "," and _in_subjunctive(frame, frame.first, verb - 1):
                return Reported(frame.first, last, Report(words[verb].text, mention, "clause_around"), 0.8)
            confidence = 0.8 if mention else 0.6
            return Reported(comma + 1, last, Report(words[verb].text, mention, rule), confidence)
    return None


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


def _before_cue(frame: Frame, last: int) -> Reported | None:
    """…, so X · …, sagte X · …, wie X mitteilte"""
    words = frame.words
    for i in frame.heads:
        if not frame.first + SHORTEST <= i < last or words[i - 1].text != ",":
            continue
        if any(words[j].is_quote for j in range(max(frame.first, i - 3), i)):
            continue
        low = words[i].text
        if low == "so" and i + 1 < last:
            got = frame.mention_at(i + 1, last)
            if got and (got[1] >= last or words[got[1]].text in ",.;"):
                return Reported(frame.first, i - 1, Report("so", got[0], "clause_so"), 0.8)
        elif low == "wie":
            report = frame.as_told(i)
            if report is not None:
                return Reported(frame.first, i - 1, report, 0.7)
        elif i in frame.verbs:
            mention = frame.subject_after(i, last)
            opening = frame.opening_subject(i)
            speaks = mention is not None and can_speak(mention, frame.register)
            if speaks and (opening is None or opening.end < words[i - 1].start - 1):
                return Reported(frame.first, i - 1, Report(low, mention, "clause_verb"), 0.7)
    return None


def _by_source(frame: Frame, last: int) -> Reported | None:
    """laut X … · nach Angaben von X … · X zufolge …"""
    report = frame.source(frame.first, last)
    if report is None or report.mention is None:
        return None
    words = frame.words
    start = frame.first
    if report.mention.start < words[min(last, frame.first + 8) - 1].end:
        start = next((i for i in range(frame.first, last) if words[i].start >= report.mention.end), frame.first)
        while start < last and words[start].text in (",", "zufolge", ")"):
            start += 1
    return Reported(start, last, report, 0.7)
