"""TIMEX dicts: date mentions as researchers' tools and scorers read them."""

from __future__ import annotations

from archive.german.dates.mention import DateMention
from archive.german.trace import Trace, told


def timexes(mentions: list[DateMention], trace: Trace | None = None) -> list[dict[str, object]]:
    """Return TIMEX dicts in the order of the text: start, end, text, type, value, and what else is known.

    Span rows come as DURATION with `span`; mentions without a value (a day that never was) are left out.
    With the trace of the reading each row has `tried`: the steps that touched its words, in their order, as
    `{"rule", "outcome", "why"}`; a step without a reason has no `why`.
    """
    rows: list[dict[str, object]] = []
    for mention in mentions:
        if mention.value is None:
            continue
        row: dict[str, object] = {"start": mention.start, "end": mention.end, "text": mention.text,
                                  "type": mention.type, "value": mention.value}  # fmt: skip
        known: dict[str, object] = {
                 "mod": mention.mod, "begin": mention.begin_day, "until": mention.end_day, "utc": mention.utc,
                 "utc_end": mention.utc_end, "rule": mention.rule, "flags": list(mention.flags),
                 "direction": mention.direction, "reason": mention.reason, "span": mention.span,
                 "certainty": mention.certainty, "status": mention.status,
                 "weekdays": mention.weekdays, "instants": [list(instant) for instant in mention.instants]}  # fmt: skip
        if trace is not None:
            known["tried"] = [told(step) for step in trace.at(mention.start, mention.end)]
        rows.append(row | {key: item for key, item in known.items() if item})
    return rows
