"""The engine: one pass over words and numbers. At each trigger the rules are tried in their order."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from archive.german.dates.blanks import O
from archive.german.dates.cancelled import with_status
from archive.german.dates.certainty import with_certainty
from archive.german.dates.choose import KINDS
from archive.german.dates.choosers import CHOOSERS
from archive.german.dates.context import Reading
from archive.german.dates.holidays import COMMON, Feasts
from archive.german.dates.mention import DateMention, Look
from archive.german.dates.rules import RULES
from archive.german.dates.rules.table import (
    BEFORE_MONTH,
    BRACKET,
    DAY_MONTH,
    DOTTED,
    JOINED,
    NUMBER,
    ORDINAL,
    YEAR,
    Reader,
)
from archive.german.dates.spans import SPANS, with_spans
from archive.german.rules import Rule, RuleError
from archive.german.trace import Trace
from archive.german.words.calendar import MONTHS
from archive.german.words.pattern import one_of

FIRST_YEAR, LAST_YEAR = 100, 9900  # the days that texts of these years may name are within the calendar
TOKEN = re.compile(r"\d+|[A-Za-zÄÖÜäöüß]+|\((?=\d{1,2}\.\))")
MONTH_AHEAD = re.compile(rf"{O}(?:{one_of(MONTHS)})\b(?!-)")
MONTH_INITIALS = frozenset(name[0] for name in MONTHS)
FEAST_RULE = "holiday"  # which is triggered by the names of local holidays, too
TABLES = (RULES, CHOOSERS, SPANS)


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules at each word and each shape of number, in order, without those that are switched off."""

    rules_at: dict[str, tuple[Rule[Reader], ...]]
    choosers: dict[str, tuple[Rule[Any], ...]]
    joiners: tuple[Rule[Any], ...]


@lru_cache(maxsize=256)
def _plan(without: frozenset[str], feasts: frozenset[str]) -> Plan:
    if unknown := [name for name in without if not any(name in table for table in TABLES)]:
        raise RuleError(f"no date rule is called {', '.join(sorted(unknown))}")
    found: dict[str, list[Rule[Reader]]] = {}
    for rule in RULES.without([name for name in without if name in RULES]):
        for word in (*rule.trigger, *(feasts.difference(rule.trigger) if rule.name == FEAST_RULE else ())):
            found.setdefault(word, []).append(rule)
    choosers, joiners = (table.without([name for name in without if name in table]) for table in (CHOOSERS, SPANS))
    by_kind = {kind: tuple(rule for rule in choosers if kind in rule.trigger) for kind in KINDS}
    return Plan({word: tuple(rules) for word, rules in found.items()}, by_kind, joiners)


def date_mentions(
    text: str, issued: date | str, *, look: Look = "ahead", without: Collection[str] = (), trace: Trace | None = None,
    feasts: Feasts = COMMON,
) -> list[DateMention]:  # fmt: skip
    """Return every date mention of a running text, in its order; span rows follow their parts.

    text:    the text; positions are its code points.
    issued:  the day the text was issued, a date or an ISO day.
    look:    whether an open expression points ahead (press releases) or back (news).
    without: names of rules, choosers or joiners that are switched off for this text.
    trace:   gets what was tried and why it was decided so.
    feasts:  the holidays by name; those of a city besides the common ones, where the text is a city's.
    Raises:  ValueError, if `issued` is no ISO day or lies at an end of the calendar, or `look` is neither;
             RuleError, if `without` names no rule.
    """
    if look not in ("ahead", "back"):
        raise ValueError(f"look is 'ahead' or 'back', not {look!r}")
    day = date.fromisoformat(issued) if isinstance(issued, str) else issued
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"issued lies between the years {FIRST_YEAR} and {LAST_YEAR}, not in {day.year}")
    plan = _plan(frozenset(without), feasts.local_words)
    reading = Reading(text, day, look, plan.choosers, trace, feasts=feasts)
    reached, rules_at = 0, plan.rules_at.get
    for match in TOKEN.finditer(text):
        word = match[0]
        rules = rules_at(word) if word >= ":" else ()  # else a number or a bracket
        if rules is None:  # this is nearly every word
            continue
        start = match.start()
        if start < reached:
            continue
        if not rules:
            shape = BRACKET if word == BRACKET else _shape(text, start, len(word))
            rules = rules_at(shape, ()) if shape else ()
        for rule in rules:
            end = rule.function(reading, start)
            if trace is not None:
                trace.add(rule.name, start, max(start, end), "found" if end > start else "tried")
            if end > start:
                reached = end
                break
    mentions = with_spans(text, reading.mentions, plan.joiners, trace)
    mentions.sort(key=lambda m: (m.start, m.span, m.end))
    return with_status(reading, with_certainty(mentions))


def _shape(text: str, start: int, length: int) -> str | None:
    """The trigger that a number of this length stands for; None if no mention can begin with it."""
    if length > 4:
        return None
    if start and (
        text[start - 1].isalnum() or (start > 1 and text[start - 1] in ".,:/+" and text[start - 2].isdigit())
    ):
        return None
    if length == 4:
        return YEAR
    end = start + length
    behind = text[end : end + 1]
    if behind == ".":
        if text[end + 1 : end + 2].isdigit():
            return DOTTED
        return DAY_MONTH if MONTH_AHEAD.match(text, end + 1) else ORDINAL
    if behind in ("e", "-"):
        return JOINED
    return BEFORE_MONTH if text[end : end + 3].lstrip()[:1] in MONTH_INITIALS else NUMBER
