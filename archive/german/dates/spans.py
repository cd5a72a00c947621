"""Spans that join what stands apart („Anfang Mai bis Ende Juni“) or stay open („seit 2015“, „bis Freitag“)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from archive.german.dates.context import month_end
from archive.german.dates.mention import DateMention
from archive.german.dates.reasons import YEAR_AFTER
from archive.german.rules import Rule, RuleTable
from archive.german.trace import Trace

BETWEEN = re.compile(r"\s{0,2}(?:bis(?:\s(?:zum|zur|in den|einschließlich))?|–|-)\s{0,2}(?:de[nmr]\s)?")
BETWEEN_CUE = re.compile(r"\b[zZ]wischen\s(?:de[mnr]\s)?$")
AND = re.compile(r"\s(?:und|bis)\s(?:de[nmr]\s)?")
OPEN = re.compile(
    r"\b(?P<cue>[sS]eit|[aA]b|[bB]is)(?:\s(?:spätestens|einschließlich|zum|zur|"
    r"in den))?(?:\s(?:dem|der|den))?\s{1,2}$"
)
OPEN_HINTS = ("eit", "ab", "Ab", "is")  # one of them stands in what OPEN matches: seit, ab, bis
FROM = re.compile(r"\b(?P<cue>[vV]o[nm])(?:\sde[mr])?\s{1,2}$")
ON = re.compile(r" an\b(?!\s(?:de[rnm]\b|eine[mr]\b|[A-ZÄÖÜ]))")
HOUR = re.compile(r",?\s{1,2}(?:(?:um|ab)\s)?")
UNTIL_DAY_AFTER_HOUR = re.compile(r",?\s{1,2}bis(?:\szum)?\s{1,2}")
START = attrgetter("start")
NEAR = 24  # code points between two parts
LONGEST = 366  # days of a span that are named one by one
DAY_VALUE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\w+)?")
ORDERED = re.compile(r"(\d{4})-(\d{2}|SP|SU|FA|WI)")
SHARED = re.compile(r"\s?(?:/|–|-|,|und|oder|sowie|bis)\s?(?:(?:im|zum|vom|Anfang|Mitte|Ende)\s)?")


class Joined(NamedTuple):
    """What a joiner found: the span rows, and the starts of the parts that no other joiner takes."""

    rows: tuple[DateMention, ...] = ()
    parts: frozenset[int] = frozenset()


NOTHING = Joined()


class Parts(NamedTuple):
    """The mentions that are no spans, in order, the ends of the spans that the rules gave, and the parts taken."""

    text: str
    found: tuple[DateMention, ...]
    spanned: frozenset[int]
    taken: frozenset[int] = frozenset()


Joiner = Callable[[Parts], Joined]
SPANS: RuleTable[Joiner] = RuleTable("spans")


def with_spans(
    text: str, mentions: list[DateMention], joiners: Sequence[Rule[Joiner]], trace: Trace | None
) -> list[DateMention]:
    """Return the mentions with a span row for each pair joined by „bis“ and for each open span."""
    found = _with_shared_years(text, sorted([m for m in mentions if not m.span], key=START))
    out = [m for m in mentions if m.span]
    parts = Parts(text, tuple(found), frozenset([end for m in out for end in (m.start, m.end)]))
    for joiner in joiners:
        joined = joiner.function(parts)
        if joined is NOTHING:
            continue
        parts = parts._replace(taken=parts.taken | joined.parts)
        out += joined.rows
        if trace is not None:
            for row in joined.rows:
                trace.add(joiner.name, row.start, row.end, "found")
    until = {row.end for row in out if row.rule == "open span" and (row.value or "").startswith("../")}
    if until:
        found = [m._replace(flags=(*m.flags, "end")) if m.end in until else m for m in found]
    return found + out


@SPANS.rule(
    "joined", order=10, label="Zeitraum", rows={"span": "Zeitraum", "period span": "Zeitraum"},
    yes=["Von Anfang Mai bis Ende Juni wird gebaut. → 2021-05-01/2021-06-30"],
    no=["Anfang Mai und Ende Juni wird gebaut."],
)  # fmt: skip
def joined(parts: Parts) -> Joined:
    """Two days or periods with „bis“ between them, or „zwischen … und …“."""
    text, rows = parts.text, []
    taken: set[int] = set()
    for first, second in pairwise(parts.found):
        if second.start - first.end > NEAR or first.type != "DATE" or second.type != "DATE":
            continue
        if first.start in parts.spanned:
            continue
        between = text[first.end : second.start]
        if BETWEEN.fullmatch(between) is None and not (
            AND.fullmatch(between) and BETWEEN_CUE.search(text, max(0, first.start - 16), first.start)
        ):
            continue
        if first.begin_day and second.end_day and first.begin_day <= second.end_day:
            exact = DAY_VALUE.fullmatch(first.value or "") and DAY_VALUE.fullmatch(second.value or "")
            rule = "span" if exact else "period span"
            rows.append(DateMention(first.start, second.end, text[first.start : second.end], "DURATION",
                                    f"{first.begin_day}/{second.end_day}", begin_day=first.begin_day,
                                    end_day=second.end_day, rule=rule, span=True))  # fmt: skip
            taken.update((first.start, second.start))
    return Joined(tuple(rows), frozenset(taken)) if rows else NOTHING


@SPANS.rule(
    "joined_with_hours", order=20, label="Zeitraum mit Uhrzeiten", rows={"span": "Zeitraum"},
    yes=["Von Freitag (16.), 20 Uhr, bis Montag (19.), 5 Uhr → 2021-04-16T20:00/2021-04-19T05:00"],
    no=["Am Freitag (16.), 20 Uhr, und Montag (19.), 5 Uhr"],
)  # fmt: skip
def joined_with_hours(parts: Parts) -> Joined:
    """„von Freitag (16.), 20 Uhr, bis Montag (19.), 5 Uhr“: the hours stand at the ends of the span."""
    rows, taken = [], set()
    for index in range(len(parts.found) - 2):
        if parts.found[index + 1].type != "TIME" or parts.found[index].type != "DATE":
            continue
        if (timed := _timed(parts.text, parts.found[index : index + 4])) is not None:
            rows.append(timed)
            taken.add(parts.found[index + 2].start)
    return Joined(tuple(rows), frozenset(taken)) if rows else NOTHING


@SPANS.rule(
    "open_span", order=30, label="offener Zeitraum", rows={"open span": "offener Zeitraum"},
    yes=["Seit 2015 gibt es das Fest. → 2015-01-01/..", "Bis 1. Mai 2021 ist Zeit. → ../2021-05-01"],
    no=["Vom 1. bis 3. Mai 2021 ist Zeit."],
)  # fmt: skip
def open_span(parts: Parts) -> Joined:
    """„seit 2015“, „ab Mai“, „bis Freitag“."""
    text, rows = parts.text, []
    for mention in parts.found:
        if mention.type != "DATE" or mention.value is None:
            continue
        if mention.start in parts.taken or mention.start in parts.spanned:
            continue
        near = max(0, mention.start - 24)
        hinted = any(text.find(hint, near, mention.start) >= 0 for hint in OPEN_HINTS)  # most days stand behind „am“
        cue = OPEN.search(text, near, mention.start) if hinted else None
        if cue is None and text.startswith(" an", mention.end) and ON.match(text, mention.end):
            cue = FROM.search(text, near, mention.start)  # „von Montag an“
        if cue is None:
            continue
        until = cue["cue"].lower() == "bis"
        if until and mention.end in parts.spanned:
            continue
        begin, last = (None, mention.end_day) if until else (mention.begin_day, None)
        rows.append(DateMention(cue.start(), mention.end, text[cue.start() : mention.end], "DURATION",
                                f"{begin or '..'}/{last or '..'}", begin_day=begin, end_day=last, rule="open span",
                                span=True))  # fmt: skip
    return Joined(tuple(rows)) if rows else NOTHING


def _timed(text: str, part: Sequence[DateMention]) -> DateMention | None:
    """„von Freitag (16.), 20 Uhr, bis Montag (19.), 5 Uhr“: the hours stand at the ends of the span."""
    first, hour, second = part[:3]
    if (first.type, hour.type, second.type) != ("DATE", "TIME", "DATE") or not (first.begin_day and second.end_day):
        return None
    exact = DAY_VALUE.fullmatch(first.value or "") and DAY_VALUE.fullmatch(second.value or "")
    if not exact or HOUR.fullmatch(text[first.end : hour.start]) is None or first.begin_day > second.end_day:
        return None
    if UNTIL_DAY_AFTER_HOUR.fullmatch(text[hour.end : second.start]) is None:
        return None
    last = (
        part[3]
        if len(part) > 3 and part[3].type == "TIME" and HOUR.fullmatch(text[second.end : part[3].start])
        else second
    )
    begin, end = date.fromisoformat(first.begin_day), date.fromisoformat(second.end_day)
    days = [(begin + timedelta(n)).isoformat() for n in range(min((end - begin).days, LONGEST) + 1)]
    instants = tuple((day, hour.utc if day == first.begin_day else None, None) for day in days)
    return DateMention(first.start, last.end, text[first.start : last.end], "DURATION", f"{hour.value}/{last.value}",
                       begin_day=first.begin_day, end_day=second.end_day, rule="span", span=True,
                       instants=instants)  # fmt: skip


def _with_shared_years(text: str, found: list[DateMention]) -> list[DateMention]:
    """„im Mai und Juni 2022“: the year printed last holds for the months or seasons before it."""
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], found[index + 1]
        if second.start - first.end < NEAR and "year_inferred" in first.flags:
            between = text[first.end : second.start]
            if SHARED.fullmatch(between) and ("year_inferred" not in second.flags or second.reason == YEAR_AFTER):
                found[index] = _with_year_of(first, second)
    return found


def _with_year_of(first: DateMention, second: DateMention) -> DateMention:
    """„November bis März 2022“ begins the year before."""
    mine, other = ORDERED.fullmatch(first.value or ""), ORDERED.fullmatch(second.value or "")
    if mine is None or other is None or mine[2].isdigit() != other[2].isdigit():
        return first
    order = ("SP", "SU", "FA", "WI")
    later = order.index(mine[2]) > order.index(other[2]) if mine[2] in order else mine[2] > other[2]
    shift = int(other[1]) - later - int(mine[1])
    begin, end = (_shifted(day, shift) for day in (first.begin_day, first.end_day))
    value = f"{int(mine[1]) + shift:04d}-{mine[2]}"
    return first._replace(value=value, begin_day=begin, end_day=end, direction=None, reason=YEAR_AFTER)


def _shifted(day: str | None, years: int) -> str | None:
    if day is None:
        return None
    year, month, number = int(day[:4]) + years, int(day[5:7]), int(day[8:])
    return date(year, month, min(number, month_end(year, month).day)).isoformat()
