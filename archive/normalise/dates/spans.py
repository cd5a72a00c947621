"""Spans that join what stands apart („Anfang Mai bis Ende Juni“) or stay open („seit 2015“, „bis Freitag“)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from archive.normalise.dates.context import month_end
from archive.normalise.dates.mention import DateMention

BETWEEN = re.compile(r"\s{0,2}(?:bis(?:\s(?:zum|zur|in den|einschließlich))?|–|-)\s{0,2}(?:de[nmr]\s)?")
AND = re.compile(r"\s(?:und|bis)\s(?:de[nmr]\s)?")
OPEN = re.compile(
    r"\b(?P<cue>[sS]eit|[aA]b|[bB]is)(?:\s(?:spätestens|einschließlich|zum|zur|"
    r"in den))?(?:\s(?:dem|der|den))?\s{1,2}$"
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\w+)?")
MONTH = re.compile(r"\d{4}-\d{2}")


def with_spans(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Return the mentions with a span row for each pair joined by „bis“ and for each open span."""
    found = sorted((m for m in mentions if not m.span), key=lambda m: m.start)
    spanned = {end for m in mentions if m.span for end in (m.start, m.end)}
    out = [m for m in mentions if m.span]
    joined: set[int] = set()
    for index in range(len(found) - 1):
        first, second = found[index], found[index + 1]
        if first.type != "DATE" or second.type != "DATE" or first.start in spanned or second.start - first.end > 24:
            continue
        between = text[first.end : second.start]
        if BETWEEN.fullmatch(between) is None and not (
            AND.fullmatch(between) and text[max(0, first.start - 9) : first.start] == "zwischen "
        ):
            continue
        first = found[index] = _share_year(first, second)
        if first.begin_day and second.end_day and first.begin_day <= second.end_day:
            exact = DAY.fullmatch(first.value or "") and DAY.fullmatch(second.value or "")
            rule = "span" if exact else "period span"
            out.append(DateMention(first.start, second.end, text[first.start : second.end], "DURATION",
                                   f"{first.begin_day}/{second.end_day}", begin_day=first.begin_day,
                                   end_day=second.end_day, rule=rule, span=True))  # fmt: skip
            joined.update((first.start, second.start))
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


def _share_year(first: DateMention, second: DateMention) -> DateMention:
    """„März bis Mai 2021“: the year printed last holds for both; „November bis März 2022“ begins the year before."""
    if "year_inferred" not in first.flags or "year_inferred" in second.flags or first.value is None:
        return first
    if not MONTH.fullmatch(first.value) or second.value is None or not MONTH.fullmatch(second.value):
        return first
    year, month = int(second.value[:4]), int(first.value[5:])
    year -= month > int(second.value[5:])
    return replace(first, value=f"{year}-{month:02d}", begin_day=date(year, month, 1).isoformat(),
                   end_day=month_end(year, month).isoformat(), direction=None, reason="year printed after")  # fmt: skip
