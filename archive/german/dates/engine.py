"""The engine: one pass over words and numbers. At each trigger the rules are tried in their order."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from archive.german.dates.cancelled import HINTS, with_status
from archive.german.dates.certainty import with_certainty
from archive.german.dates.choose import KINDS
from archive.german.dates.choosers import CHOOSERS
from archive.german.dates.context import Reading
from archive.german.dates.holidays import COMMON, Feasts
from archive.german.dates.mention import DateMention, Look
from archive.german.dates.rules import RULES
from archive.german.dates.rules.table import SHAPES, Reader
from archive.german.dates.rules.triggers import GROUPS, ahead_pattern, trigger_pattern
from archive.german.dates.spans import SPANS, with_spans
from archive.german.rules import Rule, RuleError
from archive.german.trace import Trace

Rules = tuple[Rule[Reader], ...]
FIRST_YEAR, LAST_YEAR = 100, 9900  # the days that texts of these years may name are within the calendar
FEAST_RULE = "holiday"  # which is triggered by the names of local holidays, too
IN_ORDER = attrgetter("start", "span", "end")
TABLES = (RULES, CHOOSERS, SPANS)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where rules may begin, and the rules at each word and shape of number, without those that are switched off."""

    triggers: re.Pattern[str]
    ahead: re.Pattern[str]
    rules_at: dict[str, tuple[Rules, Rules | None]]  # the second where something of `ahead` follows, if that matters
    choosers: dict[str, tuple[Rule[Any], ...]]
    joiners: tuple[Rule[Any], ...]


@lru_cache(maxsize=256)
def _plan(without: frozenset[str], feasts: frozenset[str]) -> Plan:
    if unknown := [name for name in without if not any(name in table for table in TABLES)]:
        raise RuleError(f"no date rule is called {', '.join(sorted(unknown))}")
    on = RULES.without([name for name in without if name in RULES])
    alone: dict[str, list[Rule[Reader]]] = {}
    in_front: dict[str, list[Rule[Reader]]] = {}
    for rule in on:
        local = feasts.difference(rule.trigger) if rule.name == FEAST_RULE else ()
        for word in (*rule.trigger, *local):
            alone.setdefault(word, []).append(rule)
        for word in (*rule.trigger, *local, *rule.opener):
            in_front.setdefault(word, []).append(rule)
    rules_at = {word: (tuple(alone.get(word, ())), tuple(rules) if rules != alone.get(word) else None)
                for word, rules in in_front.items()}  # fmt: skip
    choosers, joiners = (table.without([name for name in without if name in table]) for table in (CHOOSERS, SPANS))
    by_kind = {kind: tuple(rule for rule in choosers if kind in rule.trigger) for kind in KINDS}
    return Plan(*_patterns(feasts), rules_at, by_kind, joiners)


@lru_cache(maxsize=64)
def _patterns(feasts: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    triggers = {word for rule in RULES for word in (*rule.trigger, *rule.opener) if word not in SHAPES}
    return trigger_pattern(triggers | feasts | HINTS), ahead_pattern({word for rule in RULES for word in rule.ahead})


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
    hints: list[int] = []
    reached, rules_at, ahead = 0, plan.rules_at.get, plan.ahead.match
    for match in plan.triggers.finditer(text):
        group = match.lastindex
        if group is None:  # the end of the text
            break
        start, trigger = match.start(group), GROUPS[group] or match[group]
        if (tried := rules_at(trigger)) is None:
            if trigger in HINTS:
                hints.append(start)
            continue
        if start < reached:
            continue
        rules, in_front = tried
        for rule in in_front if in_front and ahead(text, match.end()) else rules:
            end = rule.function(reading, start)
            if trace is not None:
                trace.add(rule.name, start, max(start, end), "found" if end > start else "tried")
            if end > start:
                reached = end
                break
    mentions = with_spans(text, reading.mentions, plan.joiners, trace)
    mentions.sort(key=IN_ORDER)
    return with_status(reading, with_certainty(mentions), hints)
