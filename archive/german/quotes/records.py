"""The records that the quote finder passes on: frozen, with code-point offsets."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["direct", "indirect", "fragment"]
SpeakerKind = Literal["person", "body", "group"]
Where = Literal["title", "teaser", "body"]


class Mention(NamedTuple):
    """The words that point to a speaker: `text` as printed, the person's `name` and `role` inside them, if any;
    `also` holds the second name of „A und B“."""

    text: str
    start: int
    end: int
    name: str | None
    role: str | None
    pronoun: bool = False
    also: tuple[str, ...] = ()


class Candidate(NamedTuple):
    """A cue and whose words it may introduce; `rule` names the rule that found it.

    lemma: the infinitive of the cue's verb, None where no verb is the cue.
    mention: None where the cue has no subject („heißt es“). nobody: the cue says that none of those whom the text
    names is speaking („steht an der Wand“).
    """

    cue: str
    mention: Mention | None
    rule: str = ""
    nobody: bool = False
    lemma: str | None = None


class Quote(NamedTuple):
    """One quote of a release.

    `cue` is printed, `cue_lemma` is the infinitive of its verb, None where no verb is the cue („so“, „laut“).
    `start` and `end` are code points into the text of the field `where`, `end` exclusive, marks outside.
    `speaker` is the fullest name the release prints for whom the mention points to, None where that is unknown;
    `candidates` then holds those it may be. `rule` names what fired, `confidence` (0 to 1) is how far to trust
    it. `refused` gives the reason why a span between marks is no quote; such records appear in the debug view
    only. `also` names who speaks with the speaker („A und B“). `speaker_kind` tells people from bodies and groups.
    `repeats` is the number of an earlier quote of the release that holds the same words, counted from 0 in reading
    order among those that are no refused ones: such a quote is said once.
    """

    text: str
    where: Where
    start: int
    end: int
    kind: Kind
    cue: str | None
    speaker_mention: str | None
    speaker: str | None
    role: str | None
    candidates: tuple[str, ...]
    confidence: float
    rule: str
    refused: str | None = None
    also: tuple[str, ...] = ()
    speaker_kind: SpeakerKind | None = None
    repeats: int | None = None
    cue_lemma: str | None = None
