"""How the examples of the date rules are read: which rule fired on a text, and what came out."""

from __future__ import annotations

import re

from archive.german.dates.engine import date_mentions
from archive.german.dates.mention import DateMention, Look
from archive.german.rules import Fired
from archive.german.trace import Trace

ISSUED = "2021-04-01"  # a Thursday
# „[2021-02-10] Im Oktober wird gebaut.“, „[back] Am Montag wurde gebaut.“
WHEN = re.compile(r"\[(?P<day>\d{4}-\d\d-\d\d)?\s?(?P<back>back)?\]\s")


def read_example(text: str) -> list[Fired]:
    """Return each rule, chooser and joiner that fired, with the value of what it gave or the day that it chose.

    text: a text of 1 April 2021 that looks ahead, or says in square brackets in front of it when it was issued and
          that it looks back.
    """
    trace, mentions = _traced(text)
    fired: list[Fired] = []
    for step in trace.steps:
        if step.outcome == "decided":
            fired.append(Fired(step.rule, step.why.partition(":")[0], step.rule))
        elif step.outcome == "found":
            there = [m for m in mentions if m.start < step.end and step.start < m.end]
            fired += [Fired(step.rule, str(m.value), m.rule) for m in there]
    return fired


def tried_on_example(text: str) -> frozenset[str]:
    """Return the rules that were tried on an example, whether they fired or not."""
    return frozenset(step.rule for step in _traced(text)[0].steps)


def _traced(text: str) -> tuple[Trace, list[DateMention]]:
    when = WHEN.match(text)
    issued, look = ISSUED, "ahead"
    if when:
        text, issued, look = text[when.end() :], when["day"] or ISSUED, "back" if when["back"] else "ahead"
    trace = Trace()
    known: Look = "back" if look == "back" else "ahead"
    return trace, date_mentions(text, issued, look=known, trace=trace)
