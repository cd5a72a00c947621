"""The clause in which a date stands: between commas and marks, with its own verb, inside or outside a quote.

A date has the tense of its clause: in „„Im Juni sind wir da“, teilte sie mit“ that is „sind“, not „teilte“.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import filterfalse, islice

from archive.german.words.calendar import MONTHS
from archive.german.words.pattern import one_of

SEPARATORS = re.compile(r"\s[–—-]\s|[;:()…\n]|,(?!\d)")
# „hat zwischen Montag, 17 Uhr, und Dienstag, 8 Uhr, ein Auto zerkratzt“: commas of a day part no clauses
APPOSED = re.compile(
    rf",\s(?:(?:um|ab|den|dem)\s)?\d{{1,2}}(?:[.:]\d\d)?\.?(?:\s(?:Uhr|{one_of(MONTHS)}))?(?:\s\d{{4}})?,"
)
COORDINATION = re.compile(r"\s(?:und|oder|aber|sondern|denn|sowie|doch)\s(?!\d)")
BETWEEN = re.compile(r"\b[zZ]wischen\s[^·]{0,40}·")  # whose „und“ joins no clauses
QUOTE_MARK = re.compile('[„“”»«"‚‘]')
QUOTED = re.compile(r"[„»«“\"‚][^„“”»«\"‚‘]*[“”«»\"‘]")
OPENED = re.compile(r"[„»‚](?=[^“”«‘„»]*$)")
CLOSED = re.compile(r"[“”«‘]|»(?=[\s,.])")
# What follows is a clause of its own about something else.
SUBORDINATE = re.compile(
    r"\s*(?:(?:in|an|auf|aus|bei|mit|von|zu|für|über|durch|nach|unter|vor|um)\s)?(?:der|die|das|dem|den|dessen|deren|"
    r"welche[rnms]?|dass|wenn|weil|ob|wo|obwohl|während|damit|nachdem|bevor|sobald|falls|da|wie|wer|was|so)\b"
)


def within_quote(left: str, right: str) -> tuple[str, str]:
    """Return both sides of a date without what lies across a quotation mark from it.

    left, right: the sentence before and behind the date.
    """
    if not QUOTE_MARK.search(left) and not QUOTE_MARK.search(right):
        return left, right
    if opened := OPENED.search(left):
        closed = CLOSED.search(right)
        return left[opened.end() :], right[: closed.start()] if closed else right
    left, right = QUOTED.sub(" ", left), QUOTED.sub(" ", right)
    if closes := list(CLOSED.finditer(left)):
        left = left[closes[-1].end() :]
    return left, right


class Clause:
    """The clauses of a sentence about a date: its own, those behind and those before it, nearest first."""

    def __init__(self, left: str, right: str) -> None:
        left, right = (APPOSED.sub(" ", side) if "," in side else side for side in within_quote(left, right))
        before, behind = SEPARATORS.split(left), SEPARATORS.split(right)
        self.own = f"{before[-1]} · {behind[0]}"  # the words about the date, which is left out itself
        self.behind, self.before = behind[1:], before[-2::-1]

    def joined(self) -> tuple[str, list[str]]:
        """The stretch about the date between „und“ and its like, and those that it is joined to.

        In „… geführt hatte und [Ende Februar] wechselt“ that is the stretch behind „und“, joined to the one before it.
        """
        stretches = COORDINATION.split(self.own)
        if len(stretches) == 1 or BETWEEN.search(self.own):
            return self.own, []
        about = next((part for part in stretches if "·" in part), self.own)
        return about, [part for part in stretches if part is not about]

    def parts(self) -> Iterator[str]:
        """The stretches that may hold the date's verb: all between its commas, then that with what follows and
        precedes, except clauses of their own.
        """
        own = self.own
        yield own
        if SUBORDINATE.match(own):
            return
        yield from (f"{own} {part}" for part in islice(filterfalse(SUBORDINATE.match, self.behind), 5))
        yield from (f"{part} {own}" for part in islice(filterfalse(SUBORDINATE.match, self.before), 2))
