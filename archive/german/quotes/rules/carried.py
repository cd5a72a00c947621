"""Whose words a quote is that nobody introduces, or whose cue names nobody: those of who was spoken of before."""

from __future__ import annotations

from typing import NamedTuple

from archive.german.quotes.grammar import RULES, Trust, rules_of, trust_of
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.records import Candidate, Mention
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.subjunctive import holds_subjunctive
from archive.german.trace import Trace


class Memory(NamedTuple):
    """What is remembered of the sentences before.

    last, last_meant: the cue that spoke last, and whom its mention stands for. named: whom the text was about last.
    reported: somebody spoke in this paragraph. introduced: the sentence before is about `named`.
    telling: it was reported speech.
    """

    last: Candidate | None = None
    last_meant: Mention | None = None
    named: Mention | None = None
    reported: bool = False
    introduced: bool = False
    telling: bool = False


class Open(NamedTuple):
    """A quote without a speaker: its sentence, its token, and its own cue, if any („heißt es“)."""

    frame: Frame
    quote: int
    cue: str
    about: bool  # the text may be about somebody whose words these are
    paper: bool = False  # its cue is „heißt es“


def carried_on(
    memory: Memory, frame: Frame, quote: int, cued: Candidate | None, without: frozenset[str], trace: Trace | None
) -> Candidate:
    """Return whose words a quote is whose own cue, if any, names nobody; its own cue if no rule says."""
    cue = cued.cue if cued is not None else ""
    paper = cued is not None and trust_of(cued.rule).right == "paper"  # „heißt es darin“ is nobody's of the text
    asked = Open(frame, quote, cue, not _goes_on(frame, quote) and not paper, paper)
    for name, _, function in rules_of("carried", without):
        found: Candidate | None = function(memory, asked)
        if trace is not None:
            said = found.mention.text if found is not None and found.mention is not None else ""
            trace.add(name, *frame.span(quote), "tried" if found is None else "found", said)
        if found is not None:
            return Candidate(found.cue, found.mention, name, found.nobody, cued.lemma if cued is not None else None)
    return cued if cued is not None else Candidate("", None, "none")


def _goes_on(frame: Frame, quote: int) -> bool:
    """Whether a sentence goes on behind a quote: „„Wir kommen wieder“ hatten Unbekannte an die Wand geschrieben“."""
    return quote + 1 < frame.last and frame.words[quote + 1].text[0].isalpha()


@RULES.rule(
    "introduced", order=605, label="eingeleitet vom Satz davor",
    trust=Trust(right="carried", weak=True),
    yes=["Ruth Amend liebt den Sommer. „Das Bad bleibt uns noch lange erhalten.“ → Ruth Amend"],
    no=["Es regnet seit Montag. „Das Bad bleibt uns noch lange erhalten.“"],
)  # fmt: skip
def introduced(memory: Memory, asked: Open) -> Candidate | None:
    alone = asked.about and memory.introduced and asked.quote == asked.frame.first
    return Candidate(asked.cue, memory.named) if alone else None


@RULES.rule(
    "sentence_subject", order=610, label="Subjekt des Satzes",
    trust=Trust(right="carried", weak=True, ranked="subject"),
    yes=["Stadträtin Ruth Amend baut das Bad neu auf für „alle, die hier gern zu uns kommen!“ → Ruth Amend"],
    no=["Am Montag war es so weit: „Das Bad bleibt uns noch lange erhalten!“"],
)  # fmt: skip
def sentence_subject(memory: Memory, asked: Open) -> Candidate | None:
    del memory
    frame, quote = asked.frame, asked.quote
    opening = frame.opening_subject(quote) if quote > frame.first else None
    speaks = opening is not None and not opening.pronoun and can_speak(opening, frame.register)
    told = holds_subjunctive(frame, frame.first, quote, second=True)
    return Candidate(asked.cue, opening) if speaks and not told else None


@RULES.rule(
    "carried", order=615, label="fortgesetzt",
    trust=Trust(right="carried", weak=True),
    yes=["„Das Bad bleibt uns erhalten“, sagte Ruth Amend. „Darauf sind wir alle sehr stolz.“ → Ruth Amend"],
    no=["„Darauf sind wir alle sehr stolz.“"],
)  # fmt: skip
def carried(memory: Memory, asked: Open) -> Candidate | None:
    if memory.last is None or (asked.paper and _is_person(memory.last.mention)):
        return None  # „hieß es knapp“ behind what somebody said
    return Candidate(asked.cue, memory.last.mention)


def _is_person(mention: Mention | None) -> bool:
    return mention is not None and bool(mention.name or mention.role or mention.pronoun)


@RULES.rule(
    "nearest", order=620, label="zuletzt genannt",
    trust=Trust(right="carried", weak=True),
    yes=["Ruth Amend kam. Es regnete den ganzen Tag. „Darauf sind wir alle sehr stolz.“ → Ruth Amend"],
    no=["„Darauf sind wir alle sehr stolz.“"],
)  # fmt: skip
def nearest(memory: Memory, asked: Open) -> Candidate | None:
    return Candidate(asked.cue, memory.named) if asked.about and memory.named is not None else None
