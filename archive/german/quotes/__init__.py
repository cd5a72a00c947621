"""Quotes with their speakers, from the text of a release.

`quotes` reads a release's title, teaser and body; `annotate` reads one plain text. Both work in linear time, without
a network, a clock or a statistical model beyond two tables of weights (`weights.py`, `ranking/weights.py`). The way of
a text through the package:

    structure/     text → paragraphs, sentences, pairs of marks
    cued.py        sentence → the cue that each quote has of its own, by the rules in rules/; nobody is resolved yet
    people/        all people of the release, collected once from what was read
    pipeline.py    sentence by sentence: is it speech, and whose; what goes on without a cue
    ranking/       all who stand around a quote are weighed, where the rules had little to go by
    spoken.py      the mention → the speaker
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from archive.german.quotes.cued import cued, may_hold_speech, paragraphs, with_told_about
from archive.german.quotes.people.gender import female_mention, female_name
from archive.german.quotes.people.offices import Office, OfficeTable, holders
from archive.german.quotes.people.register import Register
from archive.german.quotes.people.resolver import Resolver
from archive.german.quotes.pipeline import attribute
from archive.german.quotes.ranking.choose import ranked
from archive.german.quotes.records import Mention, Quote, Where
from archive.german.quotes.recurring import with_recurring, with_repeats
from archive.german.quotes.spoken import Spoken
from archive.german.quotes.structure.visible import Visible, visible
from archive.german.trace import Trace, told

__all__ = ["BLOCK_SEPARATOR", "Office", "OfficeTable", "Quote", "annotate", "quotes"]

NO_OFFICES = OfficeTable()
BLOCK_SEPARATOR = "\n\n"  # offsets into the body count it between two blocks
UNNAMED = ("+role", "+somebody", "+described", "+function", "+unnamed")  # an office without a name
OFFICE = 0.9  # a name from the office table is a little less sure than one the release prints


def quotes(
    title: str,
    teaser: str | None,
    body: Sequence[str],
    *,
    day: date | None = None,
    offices: OfficeTable = NO_OFFICES,
    refused: bool = False,
    without: Collection[str] = (),
    traces: Mapping[Where, Trace] | None = None,
) -> list[Quote]:
    """Return the quotes of a release in reading order: title, teaser, body.

    Args:    title, teaser: as printed; teaser None where the page has none. body: its blocks, in order.
             day, offices: the release's day and the dated office table of its city; together they name the holder of
             an office that the release prints without a name. Such a rule ends in "+office".
             refused: also return the spans between marks that are no quotes, with the reason (`Quote.refused`).
             without: names of rules and weights that are switched off, as an ablation asks.
             traces: for each field a trace that gets what was tried on it, and why it was decided so.
    Returns: offsets are code points into title, teaser, or the body's blocks joined by `BLOCK_SEPARATOR`.
    """
    off, traces = frozenset(without), traces or {}
    printed_fields: dict[Where, str] = {
        "title": title, "teaser": teaser or "", "body": BLOCK_SEPARATOR.join(body)
    }  # fmt: skip
    seen = {where: visible(text) for where, text in printed_fields.items()}
    fields = [(where, shown.text) for where, shown in seen.items() if shown.text]
    printed = Register([text for _, text in fields])
    parts = {where: list(paragraphs(text, headline=where != "body")) for where, text in fields}
    sentences = {
        where: cued(parts[where], printed, headline=where != "body", without=off, trace=traces.get(where))
        for where, _ in fields
    }
    if not any(may_hold_speech(sentence) for where, _ in fields for sentence in sentences[where]):
        fields = []
    sentences = {where: with_told_about(sentences[where], off) for where, _ in fields}
    people = printed.with_people(
        person
        for where, _ in fields
        for sentence in sentences[where]
        if sentence.quotes or sentence.told or sentence.report or sentence.about
        for person in sentence.people()
    )
    resolver = Resolver(people, off)
    found: list[Quote] = []
    before = 0
    for where, text in fields:
        headline, trace = where != "body", traces.get(where)
        spans, claims, antecedents = attribute(
            parts[where], sentences[where], resolver, headline=headline, without=off, trace=trace
        )
        spans = ranked(spans, sentences[where], people, antecedents, off, trace)
        spoken = Spoken(where, text, before, resolver, off, trace)
        both = [spoken.quote(span) for span in spans] + [spoken.claim(claim) for claim in claims]
        before += len(text)
        found += sorted(both, key=lambda quote: (quote.start, -quote.end))
    for where, trace in traces.items():
        if seen[where].text != printed_fields[where]:
            trace.placed(seen[where].span)
    found = with_recurring(found)
    if day is not None and offices.terms:
        found = [_with_office(quote, day, offices) for quote in found]
    spoken_ones = iter(with_repeats([quote for quote in found if quote.refused is None]))
    kept = [
        next(spoken_ones) if quote.refused is None else quote for quote in found if refused or quote.refused is None
    ]
    return [_as_printed(quote, seen[quote.where], printed_fields[quote.where]) for quote in kept]


def _as_printed(quote: Quote, shown: Visible, printed: str) -> Quote:
    if shown.text == printed:
        return quote
    start, end = shown.span(quote.start, quote.end)
    return quote._replace(start=start, end=end, text=printed[start:end])


def _with_office(quote: Quote, day: date, table: OfficeTable) -> Quote:
    if quote.speaker is not None or quote.candidates or not quote.rule.endswith(UNNAMED):
        return quote
    office = table.own_office(quote.speaker_mention or "")
    if office is None:
        return quote
    woman = female_mention(Mention(quote.speaker_mention or "", 0, 0, None, office))
    people = tuple(name for name in holders(table, office, day) if woman is None or female_name(name) in (None, woman))
    if len(people) == 1:
        return quote._replace(
            speaker=people[0],
            speaker_kind="person",
            confidence=round(quote.confidence * OFFICE, 2),
            rule=f"{quote.rule}+office",
        )
    return quote._replace(candidates=people)


def annotate(text: str, *, explain: bool = False) -> list[dict[str, object]]:
    """Return the quotes of one plain text as JSON-ready objects; `start` and `end` are code points into it.

    explain: also `tried`: the rules that were tried on each quote, what each found, and why it was decided so.
    """
    trace = Trace() if explain else None
    found = quotes("", None, [text], traces={"body": trace} if trace is not None else None)
    return [_object(quote, trace) for quote in found]


def _object(quote: Quote, trace: Trace | None) -> dict[str, object]:
    said: dict[str, object] = {
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind,
        "speaker": " und ".join([quote.speaker, *quote.also]) if quote.speaker else None,
        "speaker_kind": quote.speaker_kind,
        "speaker_mention": quote.speaker_mention,
        "role": quote.role,
        "cue": quote.cue,
        "cue_lemma": quote.cue_lemma,
        "confidence": quote.confidence,
        "rule": quote.rule,
        "repeats": quote.repeats,
    }
    if trace is not None:
        said["tried"] = [told(step) for step in trace.at(quote.start, quote.end)]
    return said
