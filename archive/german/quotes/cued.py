"""First step: reads every sentence of a field by itself, with the cues of its quotes and its reported speech.

Nothing here knows who spoke before: this way the people of all sentences can be collected
before anybody is given words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archive.german.quotes.grammar import Place
from archive.german.quotes.people.register import Register, can_speak
from archive.german.quotes.records import Candidate, Mention
from archive.german.quotes.rules import first
from archive.german.quotes.rules.frame import Frame
from archive.german.quotes.rules.reported import Reported, reported
from archive.german.quotes.rules.subjunctive import subjunctive
from archive.german.quotes.structure.lines import joined, with_one_title, without_list_signs
from archive.german.quotes.structure.marks import Span, pairs
from archive.german.quotes.structure.sentences import HEAD, Token, mask, sentences, tokens
from archive.german.trace import Trace

PARAGRAPH = re.compile(r"[^\n]+")


class Paragraph(NamedTuple):
    """One paragraph with its tokens and sentences; `offset` is where it starts in its field.

    texts: the tokens as printed.
    """

    text: str
    offset: int
    spans: tuple[Span, ...]
    words: tuple[Token, ...]
    texts: list[str]
    ranges: tuple[tuple[int, int], ...]


class Cued(NamedTuple):
    """A pair of marks in a sentence: its token, and its own cue, if any."""

    token: int
    span: Span
    own: Candidate | None


class Sentence(NamedTuple):
    """One sentence, read by itself: its quotes, what it reports, and whom it speaks of.

    place: the numbers of its paragraph and of the sentence in it. report: who it reports about, for the quotes that
    follow and name nobody. about: whom it is about, where nobody reports in it.
    """

    frame: Frame
    place: tuple[int, int]
    quotes: tuple[Cued, ...]
    told: tuple[Reported, ...]
    report: Candidate | None
    about: Mention | None
    marked: bool  # its paragraph holds quotes

    @property
    def is_quote(self) -> bool:
        """Whether it is a quote and nothing else."""
        frame = self.frame
        return len(self.quotes) == 1 and not any(w.text[0].isalpha() for w in frame.words[frame.first : frame.last])

    def people(self) -> list[tuple[str, str | None]]:
        """Return the names that it prints, with the office beside each."""
        people = []
        if self.quotes or self.told or self.report is not None:
            found = [*[quote.own for quote in self.quotes], *[told.candidate for told in self.told], self.report]
            mentions = [candidate.mention for candidate in found if candidate is not None]
            people = [(mention.name, mention.role) for mention in mentions if mention is not None and mention.name]
        if self.about is not None and self.about.name and self.about.role:
            people.append((self.about.name, self.about.role))
        return people


def paragraphs(text: str, *, headline: bool) -> Iterator[Paragraph]:
    """Yield the paragraphs of a field, tokenised with their quotes masked."""
    for match in PARAGRAPH.finditer(joined(text)):
        line = without_list_signs(match.group())
        spans = pairs(line)
        words = tokens(with_one_title(mask(line, spans)))
        if words:
            texts = [word[0] for word in words]
            ranges = tuple(sentences(words, texts, line, headline=headline))
            yield Paragraph(line, match.start(), tuple(spans), tuple(words), texts, ranges)


def cued(
    parts: Sequence[Paragraph], register: Register, *, headline: bool, without: frozenset[str], trace: Trace | None
) -> list[Sentence]:
    """Return the sentences of a field with their cues; whom they are about is left to `with_told_about`.

    register: the people whom the texts print as „Amt Vorname Name“. headline: title or teaser.
    """
    frames = [[Frame(p.words, p.texts, bounds, p.text, register, p.offset) for bounds in p.ranges] for p in parts]
    read: list[Sentence] = []
    for number, part in enumerate(parts):
        spans = {span.start: span for span in part.spans if not span.depth}
        for index, frame in enumerate(frames[number]):
            marks = [i for i, text in enumerate(frame.texts, frame.first) if text[0] == HEAD] if spans else []
            quotes = []
            for i in marks:
                at = frame.span(i)
                own = (
                    first("after", frame, i, at, without, trace)
                    or first("before", frame, i, at, without, trace)
                    or (None if frame.answered(i) else first("around", frame, i, at, without, trace))
                )
                if own is None and (last := _last_of_list(frame, i)) != i:
                    own = first("after", frame, last, at, without, trace)  # „A“, „B“ und „C“ – so X
                if own is None and i == frame.first:
                    following = _following(frames, number, index, alone=len(part.words) <= 2)
                    own = first(*following, i, at, without, trace) if following is not None else None
                quotes.append(Cued(i, spans[part.words[i].start], own))
            told = reported(frame, None, headline=headline, without=without, trace=trace)
            read.append(Sentence(frame, (number, index), tuple(quotes), told, None, None, marked=bool(spans)))
    return read


def may_hold_speech(sentence: Sentence) -> bool:
    """Whether a sentence has marks, reports something, or goes on reporting in the Konjunktiv if another began it."""
    return bool(sentence.quotes or sentence.told) or subjunctive(sentence.frame)


def with_told_about(sentences: Sequence[Sentence], without: frozenset[str]) -> list[Sentence]:
    """Return the sentences with who they report about or whom they are about, where no cue of a quote names anybody.

    Half of the work on a text, and for nothing where no sentence of the release may hold speech.
    """
    read = []
    for sentence in sentences:
        frame, place, quotes, told, _, _, marked = sentence
        if any(quote.own is not None and quote.own.mention is not None for quote in quotes):
            read.append(sentence)
        else:
            read.append(Sentence(frame, place, quotes, told, *_told_about(frame, told, without, marked=marked), marked))
    return read


def heard_again(sentence: Sentence, without: frozenset[str]) -> Sentence:
    """Return a sentence whose own cue turned out to introduce no speech, with who it reports about otherwise."""
    report, about = _told_about(sentence.frame, sentence.told, without, marked=sentence.marked)
    return sentence._replace(report=report, about=about)


def _told_about(
    frame: Frame, told: Sequence[Reported], without: frozenset[str], *, marked: bool
) -> tuple[Candidate | None, Mention | None]:
    """Return who a sentence reports about, else whom it is about."""
    report = None if _spoken(told, frame.register) else _report(frame, frame.register, without)
    return report, frame.about(searched=marked) if report is None else None


def _spoken(told: Sequence[Reported], register: Register) -> bool:
    for claim in told:
        if claim.candidate.cue and claim.candidate.mention and can_speak(claim.candidate.mention, register):
            return True
    return False


def _last_of_list(frame: Frame, quote: int) -> int:
    """Return the last quote of „A“, „B“ und „C“, the quote itself where none follows."""
    words = frame.words
    while quote + 2 < frame.last and words[quote + 2].is_quote and words[quote + 1].text in (",", "und", "oder"):
        quote += 2
    return quote


def _following(
    frames: Sequence[Sequence[Frame]], number: int, index: int, *, alone: bool
) -> tuple[Place, Frame] | None:
    """Return the sentence after a quote; one alone in its paragraph may be signed in the next one."""
    if index + 1 < len(frames[number]):
        return "next", frames[number][index + 1]
    if alone and number + 1 < len(frames) and len(frames[number + 1]) == 1:
        return "signature", frames[number + 1][0]
    return None


def _report(frame: Frame, register: Register, without: frozenset[str]) -> Candidate | None:
    """Return who a sentence reports about, for the quotes after it that name nobody."""
    words = frame.words
    if not (frame.heads or words[frame.last - 1][0] == ":" or words[frame.first][0] == "Für"):
        return None
    found = first("before", frame, frame.last, (0, 0), without, None)
    if found is None or found.mention is None or not can_speak(found.mention, register):
        return None
    return found
