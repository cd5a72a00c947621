"""Quotes with their speakers, from the text of a release.

`quotes` reads a release's title, teaser and body; `annotate` reads one plain text. Both work in linear time, without
a network, a clock or a statistical model beyond the weights in `speech_or_not.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from archive.german.quotes.people.gender import female_mention, female_name
from archive.german.quotes.people.offices import Office, OfficeTable, holders
from archive.german.quotes.people.pronouns import plural
from archive.german.quotes.people.register import Register
from archive.german.quotes.people.speaker import resolve
from archive.german.quotes.pipeline import Claim, Found, paragraphs, read
from archive.german.quotes.records import Kind, Mention, Quote, Report, Where
from archive.german.quotes.recurring import with_recurring
from archive.german.quotes.speech_or_not import FIRST_PERSON, WORD

__all__ = ["BLOCK_SEPARATOR", "Office", "OfficeTable", "Quote", "annotate", "quotes"]

NO_OFFICES = OfficeTable()
BLOCK_SEPARATOR = "\n\n"  # offsets into the body count it between two blocks
DIRECT = 0.5  # probability from which a span between marks counts as speech
OFFICE = 0.9  # a name from the office table is a little less sure than one the release prints
FRAGMENT = 0.3  # below `DIRECT` and from here on, a span with a cue of its own is a quoted word


def quotes(
    title: str,
    teaser: str | None,
    body: Sequence[str],
    *,
    day: date | None = None,
    offices: OfficeTable = NO_OFFICES,
    refused: bool = False,
) -> list[Quote]:
    """Return the quotes of a release in reading order: title, teaser, body.

    Args:    title, teaser: as printed; teaser None where the page has none. body: its blocks, in order.
             day, offices: the release's day and the dated office table of its city; together they name the holder of
             an office that the release prints without a name. Such a rule ends in "+office".
             refused: also return the spans between marks that are no quotes, with the reason (`Quote.refused`).
    Returns: offsets are code points into title, teaser, or the body's blocks joined by `BLOCK_SEPARATOR`.
    """
    fields: list[tuple[Where, str]] = [("title", title), ("teaser", teaser or ""), ("body", BLOCK_SEPARATOR.join(body))]
    register = Register([text for _, text in fields])
    readings = [
        (where, text, read(list(paragraphs(text, headline=where != "body")), register, headline=where != "body"))
        for where, text in fields
    ]
    for _, _, (spans, claims) in readings:
        for report in [span.report for span in spans] + [claim.told.report for claim in claims]:
            if report is not None and report.mention is not None and report.mention.name:
                register.introduce(report.mention.name, report.mention.role)
    found: list[Quote] = []
    before = 0
    for where, text, (spans, claims) in readings:
        both = [_quote(span, where, text, before, register) for span in spans]
        both += [_claim(claim, where, text, before, register) for claim in claims]
        before += len(text)
        found += sorted(both, key=lambda quote: (quote.start, -quote.end))
    found = with_recurring(found)
    if day is not None and offices.terms:
        found = [_with_office(quote, day, offices) for quote in found]
    return [quote for quote in found if refused or quote.refused is None]


def _with_office(quote: Quote, day: date, table: OfficeTable) -> Quote:
    if quote.speaker is not None or quote.candidates or not quote.rule.endswith("+role"):
        return quote
    office = table.own_office(quote.speaker_mention or "")
    if office is None:
        return quote
    woman = female_mention(Mention(quote.speaker_mention or "", 0, 0, None, office))
    people = tuple(name for name in holders(table, office, day) if woman is None or female_name(name) in (None, woman))
    if len(people) == 1:
        return replace(
            quote, speaker=people[0], confidence=round(quote.confidence * OFFICE, 2), rule=f"{quote.rule}+office"
        )
    return replace(quote, candidates=people)


def annotate(text: str) -> list[dict[str, object]]:
    """Return the quotes of one plain text as JSON-ready objects; `start` and `end` are code points into it."""
    return [
        {
            "start": quote.start,
            "end": quote.end,
            "kind": quote.kind,
            "speaker": quote.speaker,
            "speaker_mention": quote.speaker_mention,
            "role": quote.role,
            "cue": quote.cue,
            "confidence": quote.confidence,
        }
        for quote in quotes("", None, [text])
    ]


def _quote(span: Found, where: Where, text: str, before: int, register: Register) -> Quote:
    report = span.report
    mention: Mention | None = report.mention if report is not None else None
    at = before + span.offset + mention.end if mention is not None else None
    resolved = resolve(mention, span.antecedent, register, at)
    probability = span.verdict.probability
    kind: Kind = "direct"
    refused: str | None = None
    if not span.closed:
        refused = "no closing mark"
    elif probability < DIRECT:
        if probability >= FRAGMENT and not span.carried:
            kind = "fragment"
        else:
            refused = span.verdict.reason
    rule = f"{report.rule if report else 'none'}+{resolved.how}"
    sure = 0.9 if resolved.speaker and not span.carried else 0.7 if resolved.speaker else 0.5
    return Quote(
        text=text[span.start : span.end],
        where=where,
        start=span.start,
        end=span.end,
        kind=kind,
        cue=report.cue or None if report else None,
        speaker_mention=mention.text if mention else None,
        speaker=resolved.speaker,
        role=resolved.role,
        candidates=resolved.candidates,
        also=_also(_both(report, span.antecedent), register) if report else (),
        confidence=round(probability * sure, 2),
        rule=rule,
        refused=refused,
    )


def _both(report: Report, antecedent: Mention | None) -> Mention | None:
    """The mention that holds both names: for „sagen sie“ that of the sentence before."""
    return antecedent if plural(report.mention, report.cue) else report.mention


def _also(mention: Mention | None, register: Register) -> tuple[str, ...]:
    """The second name of „A und B“ in its fullest form; as printed where two people share it."""
    if mention is None:
        return ()
    full = [register.by_name(name) for name in mention.also]
    return tuple(known[0] if len(known) == 1 else name for name, known in zip(mention.also, full, strict=True))


def _claim(claim: Claim, where: Where, text: str, before: int, register: Register) -> Quote:
    report = claim.told.report
    at = before + claim.offset + report.mention.end if report.mention is not None else None
    resolved = resolve(report.mention, claim.antecedent, register, at)
    spoken = report.rule == "headline_colon" and any(
        w.lower() in FIRST_PERSON for w in WORD.findall(text, claim.start, claim.end)
    )
    return Quote(
        text=text[claim.start : claim.end],
        where=where,
        start=claim.start,
        end=claim.end,
        kind="direct" if spoken else "indirect",  # „Name: Wir …“ in a teaser are the speaker's own words
        cue=report.cue or None,
        speaker_mention=report.mention.text if report.mention else None,
        speaker=resolved.speaker,
        role=resolved.role,
        candidates=resolved.candidates,
        confidence=claim.told.confidence,
        rule=f"{report.rule}+{resolved.how}",
    )
