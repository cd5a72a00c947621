"""How sure a mention's day is: printed in full, inferred from words around it or the day of issue, or open."""

from __future__ import annotations

from collections.abc import Sequence

from archive.german.dates.mention import Certainty, DateMention

RANKS: tuple[Certainty, ...] = ("printed", "inferred", "open")


def certainty_of(kind: str, value: str | None, begin: object, flags: tuple[str, ...], reason: str | None) -> Certainty:
    """Return how sure a mention is by itself; see DateMention for what the arguments are."""
    if value is None or (flags and ("ambiguous" in flags or "day_unknown" in flags)):
        return "open"
    if kind == "TIME" and not begin and value.startswith("T"):
        return "open"
    return "inferred" if reason or "year_inferred" in flags else "printed"


def with_certainty(mentions: Sequence[DateMention]) -> list[DateMention]:
    """Return the mentions, in their order; hours are as sure as their day, span rows as their least sure part."""
    found = list(mentions)
    printed = {m.value for m in found if m.type == "DATE" and m.certainty == "printed"}
    for index, mention in enumerate(found):
        if mention.utc and not mention.span:
            found[index] = _with(mention, _of_hour(mention, printed))
    for index, mention in enumerate(found):
        if mention.span:
            found[index] = _with(mention, _of_parts(found, index))
    return found


def _with(mention: DateMention, certainty: Certainty) -> DateMention:
    return mention if mention.certainty == certainty else mention._replace(certainty=certainty)


def _of_hour(mention: DateMention, printed: set[str | None]) -> Certainty:
    return "printed" if mention.value and mention.value[:10] in printed else "inferred"


def _of_parts(mentions: Sequence[DateMention], index: int) -> Certainty:
    span = mentions[index]
    worst = 0
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(mentions) and mentions[at].start < span.end and mentions[at].end > span.start:
            if not mentions[at].span:
                worst = max(worst, RANKS.index(mentions[at].certainty))
            at += step
    return RANKS[worst]
