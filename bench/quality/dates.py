"""The date reader against the labels: by kind, by certainty, and what it makes of releases without a day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.german.dates import DateMention
from archive.german.dates.holidays import COMMON
from archive.releases.mentions import release_dates
from bench.quality.labelled import DateLabel, Labelling
from bench.quality.overlap import same
from bench.quality.shares import NOTHING, Share, Tally

KINDS = ("day", "period", "hour", "duration", "set", "interval")
PART = re.compile(r"(\d+(?:\.\d+)?)(CE|DE|[YMWDHS])")
MONTHS = {"CE": 1200, "DE": 120, "Y": 12, "M": 1}
SECONDS = {"W": 604_800, "D": 86_400, "H": 3600, "M": 60, "S": 1}
THIRDS = ("START", "MID", "END")


@dataclass(frozen=True)
class Reading:
    """A date mention that was read, with its place in the whole text; open: the reader leaves the day open."""

    start: int
    end: int
    kind: str
    mention: DateMention

    @property
    def open(self) -> bool:
        """Whether the reader says that the day cannot be told."""
        return self.mention.certainty == "open"


@dataclass(frozen=True)
class Judged:
    """A label and the reading that meets it with the same kind; one of them None where the other side has nothing."""

    label: DateLabel | None
    reading: Reading | None
    right: bool

    @property
    def exact(self) -> bool:
        """Whether both begin and end at the same places."""
        return bool(
            self.label and self.reading
            and (self.label.start, self.label.end) == (self.reading.start, self.reading.end)
        )  # fmt: skip


def read(text: Labelling) -> list[Reading]:
    """Return the date mentions of a release, read as a build reads them, without rows that the
    guidelines do not ask for: „heute“ as „nowadays“, ranges that are open at one side, and those that sum up a list."""
    found = []
    for placed in release_dates(text.text.release, COMMON):
        at, kind = text.text.starts[placed.where], kind_of(placed.mention)
        if kind:
            found.append(Reading(at + placed.mention.start, at + placed.mention.end, kind, placed.mention))
    return found


def kind_of(mention: DateMention) -> str | None:
    """Return the kind that guidelines call such a mention, None where they label none."""
    value = mention.value or ""
    if value == "PRESENT_REF" or (mention.span and (".." in value.split("/") or _is_list(mention.rule, value))):
        return None
    if mention.span:
        return "interval"
    if mention.type in ("TIME", "SET") and _has_clock(value):
        return "hour"
    if mention.type == "DATE":
        whole = mention.begin_day is None and not re.fullmatch(r"\d{4}-\d\d-\d\d", value) and bool(value)
        return "period" if whole or mention.begin_day != mention.end_day else "day"
    return {"TIME": "hour", "DURATION": "duration", "SET": "set"}[mention.type]


def _is_list(rule: str, value: str) -> bool:
    return rule == "several days" or bool(re.fullmatch(r"XXXX-WXX-\d(?:,\d)+", value))


def kind_of_label(label: DateLabel) -> str:
    """Return the kind of a label; a repeated clock time is an hour, whether it was called that or a set."""
    return "hour" if label.kind == "set" and _has_clock(label.value or "") else label.kind


def _has_clock(value: str) -> bool:
    return "T" in value and not value.startswith("P")


def value_of(label: DateLabel) -> tuple[object, str | None]:
    """Return the value and the third of a label in a form in which equal ones are equal."""
    return plain(label.value), label.mod


def plain(value: str | None) -> object:
    """Return a TIMEX3 value in one spelling: of lengths the months and seconds, „every day at“ as the clock alone."""
    if value and re.fullmatch(r"P(?!$)[\dCEYMWDTHS.]+", value):
        days, _, clock = value[1:].partition("T")
        months = sum(float(n) * MONTHS[unit] for n, unit in PART.findall(days) if unit in MONTHS)
        seconds = sum(float(n) * SECONDS[unit] for n, unit in PART.findall(days) if unit not in MONTHS)
        return months, seconds + sum(float(n) * SECONDS[unit] for n, unit in PART.findall(clock))
    return value and value.replace("XXXX-XX-XXT", "T")


def is_right(label: DateLabel, reading: Reading) -> bool:
    """Whether a reading has the value of its label; an open label wants an open reading."""
    mention = reading.mention
    if label.value is None:
        return reading.open or mention.value is None
    if label.kind in ("period", "interval") and (ends := _days(label.value)):
        return ends == (mention.begin_day, mention.end_day)
    third = mention.mod if mention.mod in THIRDS else None
    return plain(label.value) == plain(mention.value) and label.mod == third


def _days(value: str) -> tuple[str, str] | None:
    """Return first and last day of `begin/end`, whose ends may be months or years; None of anything else."""
    ends = re.fullmatch(r"(\d{4})(-\d\d)?(-\d\d)?/(\d{4})(-\d\d)?(-\d\d)?", value)
    if not ends:
        return None
    year, month, day, last_year, last_month, last_day = ends.groups()
    length = monthrange(int(last_year), int((last_month or "-12")[1:]))[1]
    return f"{year}{month or '-01'}{day or '-01'}", f"{last_year}{last_month or '-12'}{last_day or f'-{length}'}"


def judge(labelled: Sequence[Labelling], readings: Sequence[Sequence[Reading]] | None = None) -> list[Judged]:
    """Return every label with its reading and every reading without a label, kind by kind: what overlaps is one."""
    judged = []
    for n, release in enumerate(labelled):
        found = readings[n] if readings is not None else read(release)
        for kind in KINDS:
            labels = [label for label in release.dates if kind_of_label(label) == kind]
            mentions = [reading for reading in found if reading.kind == kind]
            pairs = same([(x.start, x.end) for x in labels], [(x.start, x.end) for x in mentions])
            judged += [Judged(labels[i], mentions[j], is_right(labels[i], mentions[j])) for i, j in pairs]
            met, used = {i for i, _ in pairs}, {j for _, j in pairs}
            judged += [Judged(label, None, False) for i, label in enumerate(labels) if i not in met]
            judged += [Judged(None, mention, False) for j, mention in enumerate(mentions) if j not in used]
    return judged


def kind(one: Judged) -> str:
    """Return the kind of a judged pair."""
    return kind_of_label(one.label) if one.label else one.reading.kind if one.reading else ""


def found(judged: Iterable[Judged], *, exact: bool = False) -> Tally:
    """Count labels, readings, and pairs of both; exact: only those with the same ends."""
    total = NOTHING
    for one in judged:
        both = one.label is not None and one.reading is not None
        total += Tally(one.label is not None, one.reading is not None, both and (one.exact or not exact))
    return total


def by_certainty(judged: Iterable[Judged]) -> list[tuple[str, Share, Share, Share]]:
    """Return for printed, inferred and open: how many of such readings are labelled, how many have the right value, and
    how many of the labels those are; intervals apart, since they repeat their ends."""
    own = [one for one in judged if kind(one) != "interval"]
    labels, rows = sum(one.label is not None for one in own), []
    for certainty in ("printed", "inferred", "open"):
        some = [one for one in own if one.reading and one.reading.mention.certainty == certainty]
        labelled, right = sum(one.label is not None for one in some), sum(one.right for one in some)
        rows.append((certainty, Share(labelled, len(some)), Share(right, len(some)), Share(right, labels)))
    return rows
