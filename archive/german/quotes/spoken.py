"""Last step: each quote gets its speaker from the mention that its cue names, once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.german.quotes.confidence import confidence, sort_of
from archive.german.quotes.grammar import rules_of
from archive.german.quotes.people.noun_phrases import describes_one
from archive.german.quotes.people.pronouns import plural
from archive.german.quotes.people.resolver import Resolved, Resolver
from archive.german.quotes.people.who_speaks import kind_of
from archive.german.quotes.pipeline import Claim, Found
from archive.german.quotes.records import Candidate, Kind, Mention, Quote, Where
from archive.german.quotes.speech_or_not import FIRST_PERSON, WORD
from archive.german.trace import Trace

DIRECT = 0.5  # probability from which a span between marks counts as speech
_CUT = re.compile(r"(?:[\w,;]|…|\.\.\.|\[(?:…|\.\.\.)\])$")
FRAGMENT = 0.3  # below `DIRECT` and from here on, a span with a cue of its own is a quoted word


@dataclass(frozen=True, slots=True)
class Spoken:
    """One field and the people of its release; `before` is the length of the fields before it."""

    where: Where
    text: str
    before: int
    resolver: Resolver
    without: frozenset[str]
    trace: Trace | None

    def quote(self, span: Found) -> Quote:
        """Return the quote of a span between marks, with its speaker, or with the reason why it is none."""
        candidate = span.candidate
        mention = candidate.mention
        at = self.before + span.sentence.frame.offset + mention.end if mention is not None else None
        resolved = self.resolver.resolve(None if candidate.nobody else mention, span.antecedent, at)
        probability = span.verdict.probability
        kind: Kind = "direct"
        refused: str | None = None
        if not span.closed and not self._cut(span):
            refused = "no closing mark"
        elif probability < DIRECT:
            if probability >= FRAGMENT and not span.carried:
                kind = "fragment"
            else:
                refused = span.verdict.reason
        pointing = span.antecedent if _unnamed(mention, span.antecedent, resolved) else mention
        cue = sort_of(candidate.rule, going_on=span.carried and span.sentence.is_quote)
        self._decided(span.start, span.end, candidate, resolved)
        return Quote(
            text=self.text[span.start : span.end],
            where=self.where,
            start=span.start,
            end=span.end,
            kind=kind,
            cue=candidate.cue or None,
            cue_lemma=candidate.lemma,
            speaker_mention=pointing.text if pointing else None,
            speaker=resolved.speaker,
            role=self._role(resolved),
            candidates=resolved.candidates,
            also=self._also(_both(candidate, span.antecedent)),
            confidence=confidence(
                probability, cue, resolved.how, named=resolved.speaker is not None, weighed=span.sure
            ),
            rule=f"{candidate.rule}+{resolved.how}" + ("" if span.closed else "+cut"),
            refused=refused,
            speaker_kind=kind_of(resolved.speaker, resolved.how) if resolved.speaker else None,
        )

    def claim(self, claim: Claim) -> Quote:
        """Return the quote of reported speech."""
        candidate = claim.told.candidate
        mention = candidate.mention
        at = self.before + claim.sentence.frame.offset + mention.end if mention is not None else None
        resolved = self.resolver.resolve(mention, claim.antecedent, at)
        spoken = candidate.rule == "headline_colon" and any(
            w.lower() in FIRST_PERSON for w in WORD.findall(self.text, claim.start, claim.end)
        )
        self._decided(claim.start, claim.end, candidate, resolved)
        return Quote(
            text=self.text[claim.start : claim.end],
            where=self.where,
            start=claim.start,
            end=claim.end,
            kind="direct" if spoken else "indirect",  # „Name: Wir …“ in a teaser are the speaker's own words
            cue=candidate.cue or None,
            cue_lemma=candidate.lemma,
            speaker_mention=mention.text if mention else None,
            speaker=resolved.speaker,
            role=self._role(resolved),
            candidates=resolved.candidates,
            confidence=claim.told.confidence,
            rule=f"{candidate.rule}+{resolved.how}",
            speaker_kind=kind_of(resolved.speaker, resolved.how) if resolved.speaker else None,
        )

    def _role(self, resolved: Resolved) -> str | None:
        """The office as printed with the mention, else as the release prints it with the person elsewhere."""
        if resolved.role is not None or resolved.speaker is None or " " not in resolved.speaker:
            return resolved.role
        return self.resolver.register.printed_role(resolved.speaker)

    def _cut(self, span: Found) -> bool:
        """Whether the text ends in the middle of the words: they are kept as far as they are printed."""
        told = self.text.rstrip()
        return span.end >= len(told) and bool(_CUT.search(told))

    def _decided(self, start: int, end: int, candidate: Candidate, resolved: Resolved) -> None:
        """Say in the trace which rules were tried on the mention, and what came of it."""
        trace, mention = self.trace, candidate.mention
        if trace is None:
            return
        for name, _, _ in rules_of("speaker", self.without) if mention is not None and not candidate.nobody else ():
            found = name == resolved.how
            said = resolved.speaker or " / ".join(resolved.candidates) if found else mention.text if mention else ""
            trace.add(name, start, end, "found" if found else "tried", said)
            if found:
                break
        trace.add(f"{candidate.rule}+{resolved.how}", start, end, "decided", resolved.speaker or "")

    def _also(self, mention: Mention | None) -> tuple[str, ...]:
        """The second name of „A und B“ in its fullest form; as printed where two people share it."""
        if mention is None:
            return ()
        full = [self.resolver.register.by_name(name) for name in mention.also]
        return tuple(known[0] if len(known) == 1 else name for name, known in zip(mention.also, full, strict=True))


def _unnamed(mention: Mention | None, antecedent: Mention | None, resolved: Resolved) -> bool:
    """„Ein Nachbar half. „…“, sagte er“: the words that tell who that is stand in the sentence before."""
    if mention is None or antecedent is None or antecedent.pronoun:
        return False
    introduced = describes_one(mention.text) and antecedent.text.lower().startswith(("ein ", "eine "))
    if mention.text.lower() not in ("er", "sie") and not introduced:
        return False
    return resolved.speaker is None and not resolved.candidates and bool(antecedent.name or antecedent.role)


def _both(candidate: Candidate, antecedent: Mention | None) -> Mention | None:
    """The mention that holds both names: for „sagen sie“ that of the sentence before."""
    return antecedent if plural(candidate.mention, candidate.cue) else candidate.mention
