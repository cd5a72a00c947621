"""Reads the fields of a release paragraph by paragraph and finds the quotes between marks, with their speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from archive.normalise.quotes.antecedents import Antecedents
from archive.normalise.quotes.attribution import Frame, Report
from archive.normalise.quotes.evidence import Verdict, features, judge, repeated_spans
from archive.normalise.quotes.indirect import Reported, reported, subjunctive
from archive.normalise.quotes.marks import Span, pairs
from archive.normalise.quotes.noun_phrases import describes_one
from archive.normalise.quotes.records import Mention
from archive.normalise.quotes.register import Register, can_speak
from archive.normalise.quotes.sentences import Token, mask, sentences, tokens

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
    """Return every outermost span between marks with its verdict and the cue that introduces it."""
    repeated = repeated_spans([p.text[s.inner_start : s.inner_end] for p in parts for s in p.spans])
    found: list[Found] = []
    claims: list[Claim] = []
    last: Report | None = None
    named: Mention | None = None
    last_meant: Mention | None = None
    antecedents = Antecedents([part.words for part in parts], [part.ranges for part in parts], register)
    for number, part in enumerate(parts):
        by_start = {span.start: span for span in part.spans if not span.depth}
        reported_before = introduced = False
        for index, (first, end) in enumerate(part.ranges):
            frame = Frame(part.words, (first, end), part.text, register)
            quotes = [i for i in range(first, end) if part.words[i].is_quote] if by_start else []
            here: Report | None = None
            speaking: Mention | None = None
            for i in quotes:
                span = by_start[part.words[i].start]
                own = frame.after(i) or frame.before(i) or frame.around(i)
                if own is None and i == first:
                    own = _pointing_back(parts, number, index, register)
                report = own or here
                inner = part.text[span.inner_start : span.inner_end]
                marks = features(
                    frame,
                    i,
                    inner,
                    own,
                    reported_before,
                    inner in repeated,
                    "closed" if span.closed else "unclosed",
                )
                verdict = judge(marks)
                if (
                    own is not None
                    and not span.depth
                    and (_surely(frame, i, own, headline=headline) or _broken(frame, i, own))
                ):
                    verdict = verdict._replace(probability=max(verdict.probability, 0.6), reason=None)
                carried = report is None or report.mention is None
                if carried:
                    cue = report.cue if report else ""
                    if introduced and i == first:
                        report = Report(cue, named, "introduced")
                    else:
                        report = _carried(frame, i, last, named, cue)
                elif report is not None and (verdict.probability >= 0.5 or report.rule in ("after_so", "between")):
                    here = report
                closed = span.closed or _reopened(parts, number)
                start, stop = span.start + part.offset, span.end + part.offset
                who = report.mention if report is not None else None
                cue = report.cue if report is not None else ""
                carries = carried and report is not None and report.rule == "carried"
                meant = last_meant if carries else antecedents.of(who, cue, speaking, number, index)
                if who is not None and not who.pronoun:
                    speaking = who
                found.append(Found(start, stop, inner, verdict, report, carried, meant, closed, part.offset))
            for told in reported(frame, last if reported_before else None, headline=headline):
                start, stop = part.words[told.first].start, part.words[told.last - 1].end
                who, cue = told.report.mention, told.report.cue
                carries = told.report.rule == "indirect_carried"
                meant = last_meant if carries else antecedents.of(who, cue, None, number, index)
                claims.append(Claim(start + part.offset, stop + part.offset, told, meant, part.offset))
                if (
                    here is None
                    and told.report.cue
                    and told.report.mention
                    and can_speak(told.report.mention, register)
                ):
                    here = told.report
            if here is None:
                here = sentence_report(frame, register)
            subject = here.mention if here is not None else None
            subject = subject or frame.about(searched=bool(by_start))
            stands = subject is not None and (subject.pronoun or describes_one(subject.text))
            asked = stands or here is not None
            meant = antecedents.of(subject, here.cue if here else "", speaking, number, index) if asked else None
            if here is not None and here.mention is not None:
                last, last_meant, reported_before = here, meant, True
            if subject is not None and subject.name and subject.role:
                register.introduce(subject.name, subject.role)
            if stands:
                subject = meant
            if subject is not None and can_speak(subject, register):
                introduced = not quotes and here is None
                named = subject
                antecedents.note(number, index, subject)
            else:
                introduced = introduced and not quotes and subjunctive(frame)
    return _from_later(found), claims


def _pointing_back(parts: Sequence[Paragraph], number: int, index: int, register: Register) -> Report | None:
    """Return the cue in the sentence after a quote; a quote alone in its paragraph may be signed in the next one."""
    part = parts[number]
    if index + 1 < len(part.ranges):
        return Frame(part.words, part.ranges[index + 1], part.text, register).pointing_back()
    if len(part.words) > 2 or number + 1 == len(parts) or len(parts[number + 1].ranges) != 1:
        return None
    following = parts[number + 1]
    return Frame(following.words, following.ranges[0], following.text, register).signature()


def _broken(frame: Frame, quote: int, own: Report) -> bool:
    """„Wir“, sagt X, „werden bauen“: the second half goes on in lower case, so the first is speech."""
    following = next((i for i in range(quote + 1, frame.last) if frame.words[i].is_quote), None)
    if following is None or own.rule not in ("after_so", "after_verb") or frame.words[following - 1].text != ",":
        return False
    return frame.paragraph[frame.words[following].start + 1].islower()


def _surely(frame: Frame, quote: int, own: Report, *, headline: bool) -> bool:
    """Whether a cue alone makes a quote speech: „so X“; in titles and teasers also „Name: …“ with nothing behind it."""
    if own.rule in ("after_so", "between"):
        return True
    named = own.mention is not None and bool(own.mention.name or own.mention.role)
    last = quote + 1 >= frame.last or not frame.words[quote + 1].text[0].isalpha()
    return headline and own.rule == "name_colon" and named and last


def _carried(frame: Frame, quote: int, last: Report | None, named: Mention | None, cue: str) -> Report:
    """Return whose words a quote without a cue of its own continues.

    A sentence in the indicative that opens with somebody who can speak is about them; else the last speaker goes on.
    """
    opening = frame.opening_subject(quote) if quote > frame.first else None
    if opening is not None and not opening.pronoun and can_speak(opening, frame.register) and not subjunctive(frame):
        return Report(cue, opening, "sentence_subject")
    if last is not None:
        return Report(cue, last.mention, "carried")
    return Report(cue, named, "nearest")


def _from_later(found: list[Found]) -> list[Found]:
    """Give speech that is reopened in the next paragraph, or starts a text, the speaker named after it."""
    for i in range(len(found) - 2, -1, -1):
        this, following = found[i], found[i + 1]
        if this.report is None or this.report.mention is not None or following.report is None:
            continue
        if following.report.mention is not None and following.start - this.end < 300:
            found[i] = replace(this, report=Report("", following.report.mention, "from_later"))
    return found


def _reopened(parts: Sequence[Paragraph], number: int) -> bool:
    """Whether the next paragraph opens with a mark: speech over several paragraphs closes only at its end."""
    return number + 1 < len(parts) and parts[number + 1].text.lstrip()[:1] in '„»«“"'


def sentence_report(frame: Frame, register: Register) -> Report | None:
    """Return who a sentence reports about, for the quotes after it that name nobody."""
    report = frame.before(frame.last)
    if report is None or report.mention is None or not can_speak(report.mention, register):
        return None
    return report
