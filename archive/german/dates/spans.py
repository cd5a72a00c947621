"""Spans that join what stands apart („Anfang Mai bis Ende Juni“) or stay open („seit 2015“, „bis Freitag“)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from archive.german.dates.context import month_end
from archive.german.dates.mention import DateMention

BETWEEN = re.compile(r"\s{0,2}(?:bis(?:\s(?:zum|zur|in den|einschließlich))?|–|-)\s{0,2}(?:de[nmr]\s)?")
AND = re.compile(r"\s(?:und|bis)\s(?:de[nmr]\s)?")
OPEN = re.compile(
    r"\b(?P<cue>[sS]eit|[aA]b|[bB]is)(?:\s(?:spätestens|einschließlich|zum|zur|"
    r"in den))?(?:\s(?:dem|der|den))?\s{1,2}$"
)
HOUR = re.compile(r",?\s{1,2}(?:(?:um|ab)\s)?")
UNTIL = re.compile(r",?\s{1,2}bis(?:\szum)?\s{1,2}")
LONGEST = 366  # days of a span that are named one by one
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\w+)?")
ORDERED = re.compile(r"(\d{4})-(\d{2}|SP|SU|FA|WI)")
SHARED = re.compile(r"\s?(?:/|–|-|,|und|oder|sowie|bis)\s?(?:(?:im|zum|vom|Anfang|Mitte|Ende)\s)?")
AFTER = "year printed after"


def with_spans(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Return the mentions with a span row for each pair joined by „bis“ and for each open span."""
    found = sorted((m for m in mentions if not m.span), key=lambda m: m.start)
    spanned = {end for m in mentions if m.span for end in (m.start, m.end)}
    out = [m for m in mentions if m.span]
    joined: set[int] = set()
    _share_years(text, found)
    for index in range(len(found) - 1):
        first, second = found[index], found[index + 1]
        if first.type != "DATE" or second.type != "DATE" or first.start in spanned or second.start - first.end > 24:
            continue
        between = text[first.end : second.start]
        if BETWEEN.fullmatch(between) is None and not (
            AND.fullmatch(between) and text[max(0, first.start - 9) : first.start] == "zwischen "
        ):
            continue
        if first.begin_day and second.end_day and first.begin_day <= second.end_day:
            exact = DAY.fullmatch(first.value or "") and DAY.fullmatch(second.value or "")
            rule = "span" if exact else "period span"
            out.append(DateMention(first.start, second.end, text[first.start : second.end], "DURATION",
                                   f"{first.begin_day}/{second.end_day}", begin_day=first.begin_day,
                                   end_day=second.end_day, rule=rule, span=True))  # fmt: skip
            joined.update((first.start, second.start))
    for index in range(len(found) - 2):
        if (timed := _timed(text, found[index : index + 4])) is not None:
            out.append(timed)
            joined.add(found[index + 2].start)
    for mention in found:
        if mention.type != "DATE" or mention.value is None or mention.start in joined:
            continue
        cue = OPEN.search(text, max(0, mention.start - 24), mention.start)
        if cue is None or (cue["cue"].lower() == "bis" and mention.end in spanned) or mention.start in spanned:
            continue
        begin, last = (None, mention.end_day) if cue["cue"].lower() == "bis" else (mention.begin_day, None)
        out.append(DateMention(cue.start(), mention.end, text[cue.start() : mention.end], "DURATION",
                               f"{begin or '..'}/{last or '..'}", begin_day=begin, end_day=last, rule="open span",
                               span=True))  # fmt: skip
    return found + out


def _timed(text: str, part: list[DateMention]) -> DateMention | None:
    """„von Freitag (16.), 20 Uhr, bis Montag (19.), 5 Uhr“: the hours stand at the ends of the span."""
    first, hour, second = part[:3]
    if (first.type, hour.type, second.type) != ("DATE", "TIME", "DATE") or not (first.begin_day and second.end_day):
        return None
    exact = DAY.fullmatch(first.value or "") and DAY.fullmatch(second.value or "")
    if not exact or HOUR.fullmatch(text[first.end : hour.start]) is None or first.begin_day > second.end_day:
        return None
    if UNTIL.fullmatch(text[hour.end : second.start]) is None:
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


def _share_years(text: str, found: list[DateMention]) -> None:
    """„im Mai und Juni 2022“: the year printed last holds for the months or seasons before it, in place."""
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], found[index + 1]
        if "year_inferred" in first.flags and second.start - first.end < 24:
            between = text[first.end : second.start]
            if SHARED.fullmatch(between) and ("year_inferred" not in second.flags or second.reason == AFTER):
                found[index] = _with_year_of(first, second)


def _with_year_of(first: DateMention, second: DateMention) -> DateMention:
    """„November bis März 2022“ begins the year before."""
    mine, other = ORDERED.fullmatch(first.value or ""), ORDERED.fullmatch(second.value or "")
    if mine is None or other is None or mine[2].isdigit() != other[2].isdigit():
        return first
    order = ("SP", "SU", "FA", "WI")
    later = order.index(mine[2]) > order.index(other[2]) if mine[2] in order else mine[2] > other[2]
    shift = int(other[1]) - later - int(mine[1])
    begin, end = (_shifted(day, shift) for day in (first.begin_day, first.end_day))
    return replace(first, value=f"{int(mine[1]) + shift:04d}-{mine[2]}", begin_day=begin, end_day=end, direction=None,
                   reason=AFTER)  # fmt: skip


def _shifted(day: str | None, years: int) -> str | None:
    if day is None:
        return None
    year, month, number = int(day[:4]) + years, int(day[5:7]), int(day[8:])
    return date(year, month, min(number, month_end(year, month).day)).isoformat()
