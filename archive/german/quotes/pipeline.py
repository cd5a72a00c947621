"""Reads the fields of a release paragraph by paragraph and finds the quotes between marks, with their speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from archive.german.quotes.people.noun_phrases import describes_one
from archive.german.quotes.people.pronouns import Antecedents
from archive.german.quotes.people.register import Register, can_speak
from archive.german.quotes.records import Mention, Report
from archive.german.quotes.rules.attribution import NOBODY, Frame
from archive.german.quotes.rules.indirect import Reported, reported, subjunctive
from archive.german.quotes.speech_or_not import Verdict, features, judge, repeated_spans
from archive.german.quotes.structure.marks import Span, pairs
from archive.german.quotes.structure.sentences import HEAD, Token, mask, sentences, tokens

_IDEAS = ("plänen", "ideen", "idee", "entwürfen", "entwurf", "vorstellungen")
PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Found:
    """A span between marks in one field, judged and attributed; offsets into the field."""

    start: int
    end: int
    inner: str
    verdict: Verdict
    report: Report | None
    carried: bool
    antecedent: Mention | None
    closed: bool
    offset: int  # of its paragraph in the field


@dataclass(frozen=True)
class Claim:
    """Indirect speech in one field; offsets into the field."""

    start: int
    end: int
    told: Reported
    antecedent: Mention | None
    offset: int  # of its paragraph in the field


@dataclass
class Paragraph:
    """One paragraph with its tokens and sentences; `offset` is where it starts in its field."""

    text: str
    offset: int
    spans: list[Span]
    words: list[Token]
    ranges: list[tuple[int, int]] = field(default_factory=list)


def paragraphs(text: str, *, headline: bool) -> Iterator[Paragraph]:
    """Yield the paragraphs of a field, tokenised with their quotes masked."""
    for match in PARAGRAPH.finditer(text):
        line = match.group()
        spans = pairs(line)
        words = tokens(mask(line, spans))
        if words:
            yield Paragraph(line, match.start(), spans, words, list(sentences(words, line, headline=headline)))


def read(parts: Sequence[Paragraph], register: Register, *, headline: bool) -> tuple[list[Found], list[Claim]]:
    """Return every outermost span between marks with its verdict and the cue that introduces it, and the claims."""
    reader = _Reader(parts, register, headline)
    for number, part in enumerate(parts):
        reader.paragraph(number, part)
    return _from_later(reader.found), reader.claims


class _Reader:
    """Reads one field sentence by sentence and remembers who spoke last and whom the text is about."""

    def __init__(self, parts: Sequence[Paragraph], register: Register, headline: bool) -> None:
        self._parts, self._register, self._headline = parts, register, headline
        self._repeated = repeated_spans([p.text[s.inner_start : s.inner_end] for p in parts for s in p.spans])
        self._antecedents = Antecedents([part.words for part in parts], [part.ranges for part in parts], register)
        self._last: Report | None = None  # the cue that spoke last, and whom its mention stands for
        self._last_meant: Mention | None = None
        self._named: Mention | None = None  # whom the text was about last
        self._reported = self._introduced = False  # in this paragraph: somebody spoke; the sentence before is about one
        self.found: list[Found] = []
        self.claims: list[Claim] = []

    def paragraph(self, number: int, part: Paragraph) -> None:
        spans = {span.start: span for span in part.spans if not span.depth}
        self._reported = self._introduced = False
        for index, (first, end) in enumerate(part.ranges):
            frame = Frame(part.words, (first, end), part.text, self._register)
            quotes = [i for i in range(first, end) if part.words[i][0][0] == HEAD] if spans else []
            here: Report | None = None
            speaking: Mention | None = None
            for i in quotes:
                here, speaking = self._quote(frame, i, spans[part.words[i].start], (number, index), here, speaking)
            here = self._claims(frame, (number, index), here) or sentence_report(frame, self._register)
            self._close(frame, (number, index), here, speaking, quoted=bool(quotes), searched=bool(spans))

    def _quote(
        self, frame: Frame, i: int, span: Span, place: tuple[int, int], here: Report | None, speaking: Mention | None
    ) -> tuple[Report | None, Mention | None]:
        """Judge and attribute one span; return the cue of the sentence so far, and who speaks in it."""
        number, index = place
        part = self._parts[number]
        own = frame.after(i) or frame.before(i) or frame.around(i)
        if own is None and i == frame.first:
            own = _pointing_back(self._parts, number, index, self._register)
        inner = part.text[span.inner_start : span.inner_end]
        position = "closed" if span.closed else "unclosed"
        verdict = judge(features(frame, i, inner, own, self._reported, inner in self._repeated, position))
        if own is not None and (
            _shouted(frame, i, own) or _surely(frame, i, own, headline=self._headline) or _broken(frame, i, own)
        ):
            verdict = verdict._replace(probability=max(verdict.probability, 0.6), reason=None)
        report = own or here
        carried = report is None or report.mention is None
        if report is not None and report.rule in NOBODY:
            carried = False
        elif report is None or report.mention is None:
            report = self._carried(frame, i, report)
        elif verdict.probability >= 0.5 or report.rule in ("after_so", "between"):
            here = report
        who = report.mention
        if carried and report.rule == "carried":
            meant = self._last_meant
        else:
            meant = self._antecedents.of(who, report.cue, speaking, number, index)
        if who is not None and not who.pronoun:
            speaking = who
        closed = span.closed or _reopened(self._parts, number)
        start, stop = span.start + part.offset, span.end + part.offset
        self.found.append(Found(start, stop, inner, verdict, report, carried, meant, closed, part.offset))
        return here, speaking

    def _claims(self, frame: Frame, place: tuple[int, int], here: Report | None) -> Report | None:
        """Collect the indirect speech of a sentence; return the cue of the sentence."""
        part = self._parts[place[0]]
        for told in reported(frame, self._last if self._reported else None, headline=self._headline):
            start, stop = part.words[told.first].start, part.words[told.last - 1].end
            report = told.report
            if report.rule == "indirect_carried":
                meant = self._last_meant
            else:
                meant = self._antecedents.of(report.mention, report.cue, None, *place)
            self.claims.append(Claim(start + part.offset, stop + part.offset, told, meant, part.offset))
            if here is None and report.cue and report.mention and can_speak(report.mention, self._register):
                here = report
        return here

    def _close(
        self,
        frame: Frame,
        place: tuple[int, int],
        here: Report | None,
        speaking: Mention | None,
        *,
        quoted: bool,
        searched: bool,
    ) -> None:
        """Remember, at the end of a sentence, who spoke in it and whom it is about."""
        subject = (here.mention if here is not None else None) or frame.about(searched=searched)
        stands = subject is not None and (subject.pronoun or describes_one(subject.text))
        meant: Mention | None = None
        if stands or here is not None:
            meant = self._antecedents.of(subject, here.cue if here else "", speaking, *place)
        if here is not None and here.mention is not None:
            self._last, self._last_meant, self._reported = here, meant, True
        if subject is not None and subject.name and subject.role:
            self._register.introduce(subject.name, subject.role)
        if stands:
            subject = meant
        told = (
            here is None and self._reported and subjunctive(frame)
        )  # „Die Verwaltung habe …“: still who spoke says so
        if subject is not None and can_speak(subject, self._register) and not told:
            self._introduced = not quoted and here is None
            self._named = subject
            self._antecedents.note(*place, subject)
        else:
            self._introduced = self._introduced and not quoted and subjunctive(frame)

    def _carried(self, frame: Frame, quote: int, cued: Report | None) -> Report:
        """Return whose words a quote is whose own cue, if any, names nobody.

        One alone behind a sentence about somebody is theirs. A sentence in the indicative that opens with somebody who
        can speak is about them; else the last one goes on.
        """
        cue = cued.cue if cued is not None else ""
        about = not _goes_on(frame, quote) and not (cued is not None and cued.rule == "said_in")  # „heißt es darin“
        if about and self._introduced and quote == frame.first:
            return Report(cue, self._named, "introduced")
        opening = frame.opening_subject(quote) if quote > frame.first else None
        speaks = opening is not None and not opening.pronoun and can_speak(opening, self._register)
        if speaks and not subjunctive(frame):
            return Report(cue, opening, "sentence_subject")
        if self._last is not None:
            return Report(cue, self._last.mention, "carried")
        return Report(cue, self._named if about else None, "nearest")


def _pointing_back(parts: Sequence[Paragraph], number: int, index: int, register: Register) -> Report | None:
    """Return the cue in the sentence after a quote; a quote alone in its paragraph may be signed in the next one."""
    part = parts[number]
    if index + 1 < len(part.ranges):
        return Frame(part.words, part.ranges[index + 1], part.text, register).pointing_back()
    if len(part.words) > 2 or number + 1 == len(parts) or len(parts[number + 1].ranges) != 1:
        return None
    following = parts[number + 1]
    return Frame(following.words, following.ranges[0], following.text, register).signature()


def _goes_on(frame: Frame, quote: int) -> bool:
    """Whether a sentence goes on behind a quote: „„Wir kommen wieder“ hatten Unbekannte an die Wand geschrieben“."""
    return quote + 1 < frame.last and frame.words[quote + 1].text[0].isalpha()


def _broken(frame: Frame, quote: int, own: Report) -> bool:
    """„Wir“, sagt X, „werden bauen“: the second half goes on in lower case, so the first is speech."""
    following = next((i for i in range(quote + 1, frame.last) if frame.words[i].is_quote), None)
    if following is None or own.rule not in ("after_so", "after_verb") or frame.words[following - 1].text != ",":
        return False
    return frame.paragraph[frame.words[following].start + 1].islower()


def _shouted(frame: Frame, quote: int, own: Report) -> bool:
    """Whether the place of the cue alone says that somebody speaks.

    „Name wünschte sich eines: „Öfter Pfannkuchen!““ and, where it opens its sentence, „„Das hilft uns“, betonte Name“.
    """
    if own.mention is None:
        return False
    if own.rule == "after_verb" and quote == frame.first:
        return can_speak(own.mention, frame.register) and " " in frame.paragraph[slice(*frame.words[quote][1:])].strip()
    return own.rule == "before_colon" and frame.paragraph[frame.words[quote].end - 2] in ".!?"


def _surely(frame: Frame, quote: int, own: Report, *, headline: bool) -> bool:
    """Whether a cue alone makes a quote speech: „so X“; in titles and teasers also „Name: …“ with nothing behind it."""
    if own.rule in ("after_so", "between"):
        return True
    named = own.mention is not None and bool(own.mention.name or own.mention.role)
    last = quote + 1 >= frame.last or not frame.words[quote + 1].text[0].isalpha()
    return headline and own.rule == "name_colon" and named and last


def _from_later(found: list[Found]) -> list[Found]:
    """Give speech that is reopened in the next paragraph, or starts a text, the speaker named after it."""
    for i in range(len(found) - 2, -1, -1):
        this, following = found[i], found[i + 1]
        if this.report is None or this.report.mention is not None or this.report.cue:
            continue
        if following.report and following.report.mention and following.start - this.end < 300:
            found[i] = replace(this, report=Report("", following.report.mention, "from_later"))
    return found


def _reopened(parts: Sequence[Paragraph], number: int) -> bool:
    """Whether the next paragraph opens with a mark: speech over several paragraphs closes only at its end."""
    return number + 1 < len(parts) and parts[number + 1].text.lstrip()[:1] in '„»«“"'


def sentence_report(frame: Frame, register: Register) -> Report | None:
    """Return who a sentence reports about, for the quotes after it that name nobody."""
    words = frame.words
    if not (frame.heads or words[frame.last - 1][0] == ":" or words[frame.first][0] == "Für"):
        return None
    report = frame.before(frame.last)
    if report is not None and report.rule == "source" and report.cue.lower().endswith(_IDEAS):
        return None  # „gebaut nach Plänen von X“ is nothing that X said
    if report is None or report.mention is None or not can_speak(report.mention, register):
        return None
    return report
