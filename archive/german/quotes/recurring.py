"""Quotes in title or teaser that repeat words of a quote in the body have the same speaker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from archive.german.quotes.records import Quote

LETTERS = re.compile(r"\w+")
SENTENCE = re.compile(r"[^.!?:]+")
SHORTEST = 3  # words; a shorter match may be a name or a motto
MOST = 64  # quotes of title and teaser, and of the body, that are compared; a release has a dozen


def with_recurring(found: Sequence[Quote]) -> list[Quote]:
    """Return the quotes; one in title or teaser that nobody introduces takes the speaker of the body's same words.

    Such a rule ends in "+recurs". What was refused there is speech after all, as the body says who spoke.
    """
    if {quote.where for quote in found} <= {"body"}:
        return list(found)
    said = [q for q in found if q.where == "body" and q.kind == "direct" and q.refused is None and q.speaker]
    heads = [q for q in found if q.where != "body" and not q.candidates and _open(q)][:MOST]
    sentences = [(sentence, q) for q in said[:MOST] for sentence in SENTENCE.findall(q.text)[:MOST]] if heads else []
    spoken = [(_folded(sentence), q) for sentence, q in sentences]
    same = {id(head): source for head in heads if (source := _source(head, spoken)) is not None}
    named = {_folded(q.text): q.refused for q in found if q.where == "body" and q.refused is not None}
    return [_from(quote, same[id(quote)]) if id(quote) in same else _named(quote, named) for quote in found]


def _named(quote: Quote, named: Mapping[str, str | None]) -> Quote:
    """What the body prints as a motto or a name is none's speech in the title either."""
    reason = named.get(_folded(quote.text)) if quote.where != "body" and quote.kind != "indirect" else None
    return quote if reason is None else quote._replace(refused=reason)


def _open(quote: Quote) -> bool:
    """Whether nobody introduces the quote, or only whoever a title names behind it."""
    return quote.speaker is None or quote.rule.startswith("colon_after")


def _folded(text: str) -> str:
    return f" {' '.join(LETTERS.findall(text.lower()))} "


def _source(head: Quote, spoken: Sequence[tuple[str, Quote]]) -> Quote | None:
    words = _folded(head.text)
    if words.count(" ") <= SHORTEST or head.kind == "indirect":
        return None
    return next((quote for text, quote in spoken if text.startswith(words)), None)


def _from(head: Quote, source: Quote) -> Quote:
    return head._replace(
        kind="direct",
        speaker=source.speaker,
        role=head.role or source.role,
        also=source.also,
        speaker_kind=source.speaker_kind,
        confidence=min(source.confidence, 0.8),
        rule=f"{head.rule}+recurs",
        refused=None,
    )


def with_repeats(kept: Sequence[Quote]) -> list[Quote]:
    """Return the quotes, each with the number of the earlier one of the same speaker that holds its words.

    A quote of title or teaser that the body prints whole repeats the body's; one of a single word repeats nothing.
    """
    if len(kept) < 2:
        return list(kept)
    order = sorted(range(len(kept)), key=lambda number: (kept[number].where != "body", number))
    said: list[tuple[str, int]] = []
    repeats: dict[int, int] = {}
    for number in order[: 2 * MOST]:
        quote, words = kept[number], _folded(kept[number].text)
        if quote.kind == "indirect" or words.count(" ") <= SHORTEST:
            continue
        same = next((n for text, n in said if words in text and kept[n].speaker == quote.speaker), None)
        if same is not None:
            repeats[number] = same
        else:
            said.append((words, number))
    return [quote._replace(repeats=repeats[n]) if n in repeats else quote for n, quote in enumerate(kept)]
