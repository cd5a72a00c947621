"""DateMention: one expression of the text and the day, hour or span that it names."""

from __future__ import annotations

from typing import Literal, NamedTuple

Look = Literal["ahead", "back"]
Certainty = Literal["printed", "inferred", "open"]
Status = Literal["cancelled", "moved"]


class DateMention(NamedTuple):
    """A date mention as found in a text.

    start, end:         code points into the text, end exclusive; prepositions stay outside.
    text:               the words as printed.
    type:               DATE, TIME, DURATION or SET (TIMEX3).
    value:              TIMEX3 (`2021-04-01`, `2021-W14`, `2021-04-01T18:30`, `P3D`, `XXXX-WXX-1`); a span row holds
                        an interval `begin/end`, `..` for its open side; None for a day that never was; PRESENT_REF for
                        „heute“ in the sense of „nowadays“.
    mod:                START, MID, END, APPROX, LESS_THAN, MORE_THAN, EQUAL_OR_LESS, EQUAL_OR_MORE,
                        BEFORE, AFTER (TIMEX3), else None.
    begin_day, end_day: first and last day, inclusive, ISO; None where open or unknown.
    utc, utc_end:       instants of clock times (`2021-04-01T16:30:00Z`); `utc_end` only in span rows.
    rule:               the rule of the grammar that fired.
    flags:              weekday_mismatch, year_inferred, ambiguous, impossible, gap, fold, end (something lasts until
                        then), day_unknown (an hour of which nobody named the day).
    direction, reason:  forward, back or today (the issued day) where that had to be decided, and what decided it.
    span:               whether this row sums up parts that have rows of their own.
    weekdays:           of a SET: the ISO digits of its weekdays, `12345` for Monday to Friday.
    certainty:          how sure the day is: printed in full, inferred, or open.
    status:             cancelled or moved, where what was to be then is not.
    instants:           of a clock time on several days, or a span with hours at its ends: day, begin and end in UTC.
    """

    start: int
    end: int
    text: str
    type: str
    value: str | None
    mod: str | None = None
    begin_day: str | None = None
    end_day: str | None = None
    utc: str | None = None
    utc_end: str | None = None
    rule: str = ""
    flags: tuple[str, ...] = ()
    direction: str | None = None
    reason: str | None = None
    span: bool = False
    weekdays: str | None = None
    instants: tuple[tuple[str, str | None, str | None], ...] = ()
    certainty: Certainty = "printed"
    status: Status | None = None
