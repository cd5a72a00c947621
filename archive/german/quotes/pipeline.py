"""Second step: judges and attributes each quote, sentence by sentence, given what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from archive.german.quotes.cued import Cued, Paragraph, Sentence, heard_again
from archive.german.quotes.grammar import PLACES, RULES, Trust, rules_of, trust_of
from archive.german.quotes.people.noun_phrases import describes_one
from archive.german.quotes.people.pronouns import Antecedents
from archive.german.quotes.people.register import can_speak
from archive.german.quotes.people.resolver import Resolver
from archive.german.quotes.records import Candidate, Mention
from archive.german.quotes.rules.carried import Memory, carried_on
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.reported import Reported, reported
from archive.german.quotes.rules.search import said
from archive.german.quotes.rules.subjunctive import in_subjunctive, subjunctive
from archive.german.quotes.speech_or_not import Verdict, features, judge, repeated_spans
from archive.german.trace import Trace

NEARBY = 300  # code points between a quote that nobody introduces and the one whose speaker it takes
SPEECH_OR_NOT = "speech_or_not"  # the step of the trace that judges a span
SURE = 0.6  # the probability of speech if the place of the cue alone proves it


class Found(NamedTuple):
    """A span between marks in one field, judged and attributed; offsets into the field.

    candidate: whose words they are. antecedent: whom its mention stands for, None where it stands for itself.
    carried: nothing of its own says so. sure: the probability of the speaker, where others were weighed.
    """

    start: int
    end: int
    inner: str
    verdict: Verdict
    candidate: Candidate
    carried: bool
    antecedent: Mention | None
    closed: bool
    sentence: Sentence
    sure: float | None = None


class Claim(NamedTuple):
    """Reported speech in one field; offsets into the field."""

    start: int
    end: int
    told: Reported
    antecedent: Mention | None
    sentence: Sentence


def attribute(
    parts: Sequence[Paragraph],
    sentences: Sequence[Sentence],
    resolver: Resolver,
    *,
    headline: bool,
    without: frozenset[str] = frozenset(),
    trace: Trace | None = None,
) -> tuple[list[Found], list[Claim], Antecedents]:
    """Return every outermost span between marks of a field with its verdict and its speaker, what is reported, and
    whom its pronouns may stand for.

    sentences: as `cued` gives them. resolver: of the people of the release. without: rules and weights switched off.
    """
    reader = _Reader(parts, resolver, headline, without, trace)
    for sentence in sentences:
        reader.read(sentence)
    return _from_later(reader.found, without, trace), reader.claims, reader.antecedents


class _Reader:
    """Reads one field sentence by sentence and remembers who spoke last and whom the text is about."""

    def __init__(
        self,
        parts: Sequence[Paragraph],
        resolver: Resolver,
        headline: bool,
        without: frozenset[str],
        trace: Trace | None,
    ) -> None:
        self._parts, self._register, self._headline = parts, resolver.register, headline
        self._without, self._trace = without, trace
        self._repeated = repeated_spans([p.text[s.inner_start : s.inner_end] for p in parts for s in p.spans])
        self.antecedents = Antecedents([part.words for part in parts], [part.ranges for part in parts], resolver)
        self._memory = Memory()
        self.found: list[Found] = []
        self.claims: list[Claim] = []

    def read(self, sentence: Sentence) -> None:
        memory = self._memory
        if sentence.place[1] == 0 and (memory.reported or memory.introduced or memory.telling):
            self._memory = memory._replace(reported=False, introduced=False, telling=False)
        here: Candidate | None = None
        speaking: Mention | None = None
        for quote in sentence.quotes:
            found = self._quote(sentence, quote, here, speaking)
            self.found.append(found)
            spoken = found.candidate if not found.carried and not found.candidate.nobody else None
            if spoken is not None and (found.verdict.probability >= 0.5 or trust_of(spoken.rule).cue == "so"):
                here = spoken
            mention = found.candidate.mention
            if mention is not None and not mention.pronoun:
                speaking = mention
        known = len(self.claims)
        here = self._claims(sentence, here)
        if here is None and sentence.report is None and sentence.about is None and sentence.quotes:
            sentence = heard_again(sentence, self._without)
        here = here or sentence.report
        self._memory = self._after(sentence, here, speaking)
        telling = len(self.claims) > known and self._tells(known)
        if telling != self._memory.telling:
            self._memory = self._memory._replace(telling=telling)

    def _quote(self, sentence: Sentence, quote: Cued, here: Candidate | None, speaking: Mention | None) -> Found:
        """Judge and attribute one span. here: the cue of its sentence so far; speaking: who speaks in it."""
        frame, (number, index), span, own = sentence.frame, sentence.place, quote.span, quote.own
        inner = frame.paragraph[span.inner_start : span.inner_end]
        verdict = self._judged(frame, quote, inner)
        candidate = own or here
        carried = False
        if own is None and here is not None and self._trace is not None:
            self._trace.add(here.rule, *frame.span(quote.token), "found", said(here))
        if candidate is None or (candidate.mention is None and not candidate.nobody):
            carried = True
            candidate = carried_on(self._memory, frame, quote.token, candidate, self._without, self._trace)
        if carried and candidate.rule == "carried":
            meant = self._memory.last_meant
        else:
            speaking = speaking or _in_sentence(frame, quote.token, candidate)
            meant = self.antecedents.of(candidate.mention, candidate.cue, speaking, number, index)
        closed = span.closed or _reopened(self._parts, number)
        start, stop = span.start + frame.offset, span.end + frame.offset
        return Found(start, stop, inner, verdict, candidate, carried, meant, closed, sentence)

    def _judged(self, frame: Frame, quote: Cued, inner: str) -> Verdict:
        own, i = quote.own, quote.token
        found = features(frame, i, inner, own, self._memory.reported, inner in self._repeated)
        verdict = judge(found, self._without)
        if own is not None and (
            _shouted(frame, i, own) or _surely(frame, i, own, headline=self._headline) or _broken(frame, i, own)
        ):
            verdict = verdict._replace(probability=max(verdict.probability, SURE), reason=None)
        if self._trace is not None:
            self._trace.add(SPEECH_OR_NOT, *frame.span(i), "decided", "", verdict.features, sure=verdict.probability)
        return verdict

    def _claims(self, sentence: Sentence, here: Candidate | None) -> Candidate | None:
        """Collect the reported speech of a sentence; return the cue of the sentence."""
        frame, memory = sentence.frame, self._memory
        told = sentence.told
        if not told and memory.reported and memory.last is not None and (memory.telling or subjunctive(frame)):
            headline, without, trace = self._headline, self._without, self._trace
            told = reported(frame, memory.last, headline=headline, without=without, trace=trace, telling=memory.telling)
        elif not told and memory.introduced and memory.named is not None and in_subjunctive(frame, main=True):
            headline, without, trace = self._headline, self._without, self._trace
            told = reported(frame, None, headline=headline, without=without, trace=trace, named=memory.named)
        for claim in told:
            start, stop = frame.words[claim.first].start, frame.words[claim.last - 1].end
            candidate = claim.candidate
            if candidate.rule == "indirect_carried":
                meant = memory.last_meant
            else:
                meant = self.antecedents.of(candidate.mention, candidate.cue, None, *sentence.place)
            self.claims.append(Claim(start + frame.offset, stop + frame.offset, claim, meant, sentence))
            speaks = candidate.mention is not None and can_speak(candidate.mention, self._register)
            if here is None and candidate.cue and speaks:
                here = candidate
        return here

    def _tells(self, known: int) -> bool:
        """Whether the sentence held reported speech in the Konjunktiv: what follows may go on with it."""
        return any(in_subjunctive(claim.sentence.frame) for claim in self.claims[known:])

    def _after(self, sentence: Sentence, here: Candidate | None, speaking: Mention | None) -> Memory:
        """Return what is remembered at the end of a sentence: who spoke in it and whom it is about."""
        frame, place, memory = sentence.frame, sentence.place, self._memory
        subject = (here.mention if here is not None else None) or sentence.about
        if subject is None and here is None:  # as in many a sentence: nothing new is known
            goes_on = memory.introduced and not sentence.quotes and subjunctive(frame)
            return memory if goes_on == memory.introduced else memory._replace(introduced=goes_on)
        stands = subject is not None and (subject.pronoun or describes_one(subject.text))
        meant: Mention | None = None
        if stands or here is not None:
            meant = self.antecedents.of(subject, here.cue if here else "", speaking, *place)
        last, last_meant, named, is_reported, introduced, telling = memory
        if here is not None and here.mention is not None:
            last, last_meant, is_reported = here, meant, True
        if stands:
            subject = meant
        # „Die Verwaltung habe …“: still who spoke says so
        still = here is None and is_reported and subjunctive(frame)
        quoted = bool(sentence.quotes)
        quoted_now = (
            here is not None and trust_of(here.rule).cue is not None and bool(here.mention and here.mention.name)
        )
        if subject is None or not (quoted_now or can_speak(subject, self._register)) or still:
            introduced = introduced and not quoted and subjunctive(frame)
        else:
            self.antecedents.note(*place, subject)
            introduced, named = not quoted and here is None, subject
        return Memory(last, last_meant, named, is_reported, introduced, telling)


def _in_sentence(frame: Frame, quote: int, candidate: Candidate) -> Mention | None:
    """„Landrätin X freut sich: „…“, sagte sie“: whom the pronoun of a cue stands for in its own sentence."""
    mention = candidate.mention
    if mention is None or not mention.pronoun or quote == frame.first or mention.start < frame.words[quote].start:
        return None
    opening = frame.opening_subject(quote)
    if opening is None or opening.pronoun or not can_speak(opening, frame.register):
        return None
    return opening if opening.name or opening.role else None


def _broken(frame: Frame, quote: int, own: Candidate) -> bool:
    """„Wir“, sagt X, „werden bauen“: the second half goes on in lower case, so the first is speech."""
    following = next((i for i in range(quote + 1, frame.last) if frame.words[i].is_quote), None)
    behind = trust_of(own.rule).cue is not None and RULES[own.rule].order < PLACES["before"]
    if following is None or not behind or frame.words[following - 1].text != ",":
        return False
    return frame.paragraph[frame.words[following].start + 1].islower()


def _shouted(frame: Frame, quote: int, own: Candidate) -> bool:
    """Whether the place of the cue alone says that somebody speaks.

    „Name wünschte sich eines: „Öfter Pfannkuchen!““ and, where it opens its sentence, „„Das hilft uns“, betonte Name“.
    """
    if own.mention is None:
        return False
    if trust_of(own.rule).cue == "verb" and _opens_clause(frame, quote):
        several = " " in frame.paragraph[slice(*frame.words[quote][1:])].strip()
        return can_speak(own.mention, frame.register) and (several or own.rule == "after_verb")
    return own.rule == "before_colon" and frame.paragraph[frame.words[quote].end - 2] in ".!?"


def _opens_clause(frame: Frame, quote: int) -> bool:
    """Whether a quote opens its sentence, or what follows a dash, a colon or the quote of somebody else."""
    return quote == frame.first or frame.words[quote - 1].text in "–—:"


def _surely(frame: Frame, quote: int, own: Candidate, *, headline: bool) -> bool:
    """Whether a cue alone makes a quote speech: „so X“; „Name: „…““ with nothing behind it, if it ends as a sentence.

    In titles and teasers it need not.
    """
    if trust_of(own.rule).proves:
        return True
    named = own.mention is not None and bool(own.mention.name or own.mention.role)
    last = quote + 1 >= frame.last or not frame.words[quote + 1].text[0].isalpha()
    spoken = headline or frame.marked(quote, ".!?…")
    return own.rule == "name_colon" and named and last and spoken


@RULES.rule(
    "from_later", order=905, label="Sprecher danach genannt",
    trust=Trust(right="carried", weak=True, ranked="later"),
    yes=["„Wir bauen das Bad neu auf und es wird schön.“ „Es kommt im Mai“, sagte Ruth Amend. → Ruth Amend"],
    no=["„Wir bauen das Bad neu auf“, sagte Eva Tann. „Es kommt im Mai“, sagte Ruth Amend. → Ruth Amend"],
)  # fmt: skip
def from_later(this: Found, following: Found) -> Candidate | None:
    if this.candidate.mention is not None or this.candidate.cue:
        return None
    near = following.start - this.end < NEARBY
    return Candidate("", following.candidate.mention) if near and following.candidate.mention else None


def _from_later(found: list[Found], without: frozenset[str], trace: Trace | None) -> list[Found]:
    """Give speech that is reopened in the next paragraph, or starts a text, the speaker named after it."""
    for i in range(len(found) - 2, -1, -1):
        for name, _, function in rules_of("later", without):
            candidate: Candidate | None = function(found[i], found[i + 1])
            if candidate is not None:
                found[i] = found[i]._replace(candidate=candidate._replace(rule=name))
                if trace is not None:
                    trace.add(name, found[i].start, found[i].end, "found", "")
    return found


def _reopened(parts: Sequence[Paragraph], number: int) -> bool:
    """Whether the next paragraph opens with a mark: speech over several paragraphs closes only at its end."""
    return number + 1 < len(parts) and parts[number + 1].text.lstrip()[:1] in '„»«“"'
