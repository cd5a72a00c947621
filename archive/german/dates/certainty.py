"""How sure a mention's day is: printed in full, inferred from words around it or the day of issue, or open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.german.dates.mention import Certainty, DateMention

HOUR = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
RANKS: tuple[Certainty, ...] = ("printed", "inferred", "open")


def with_certainty(mentions: Sequence[DateMention]) -> list[DateMention]:
    """Return the mentions, in their order, each with its certainty.

    An hour is as sure as the day that it has; a span row is as sure as its least sure part. Open are a day that never
    was, an hour of which nobody named the day, and a year about half of which speaks for another.
    """
    printed = {m.value for m in mentions if not m.span and m.value and _alone(m) == "printed"}
    sure = [_with(m, _of_hour(m, printed) if HOUR.match(m.value or "") else _alone(m)) for m in mentions]
    return [_with(m, _of_parts(sure, index)) if m.span else m for index, m in enumerate(sure)]


def _with(mention: DateMention, certainty: Certainty) -> DateMention:
    return mention if mention.certainty == certainty else replace(mention, certainty=certainty)


def _alone(mention: DateMention) -> Certainty:
    if mention.value is None or "ambiguous" in mention.flags or "day_unknown" in mention.flags:
        return "open"
    if mention.type == "TIME" and mention.value.startswith("T") and not mention.begin_day:
        return "open"
    return "inferred" if mention.reason or "year_inferred" in mention.flags else "printed"


def _of_hour(mention: DateMention, printed: set[str]) -> Certainty:
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
