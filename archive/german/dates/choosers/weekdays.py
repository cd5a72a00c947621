"""Choosers for days of which only the weekday is printed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.blanks import W
from archive.german.dates.choose import CHOOSERS, INFERRED, KINDS, WEEKDAY, Decision, Question
from archive.german.dates.context import BACKWARD, FORWARD
from archive.german.dates.feasts import feast_at
from archive.german.dates.headings import below_heading
from archive.german.dates.hour_cues import ENDS
from archive.german.dates.reasons import AFTER_DAY_BEFORE, BEFORE_DAY_AFTER, LOOK, NAMED_AFTER, NAMED_BEFORE
from archive.german.words.calendar import DEICTIC, NUMBERS, STORY
from archive.german.words.pattern import one_of

OF_WEEK = re.compile(rf"{W}(?:der{W})?(?P<dx>{one_of(w for w in DEICTIC if w not in STORY)})e[nr]{W}Woche\b(?!-)")
IN_WEEKS = re.compile(rf"{W}(?P<way>in|vor){W}(?P<n>\d|{one_of(NUMBERS)}){W}Wochen?\b(?!-)")
BY_FEAST = re.compile(r"\s(?P<way>nach|vor)\s(?:de[mrn]\s)?(?=[A-ZÄÖÜ1-4]|erste|zweite|dritte|vierte)")
FROM_TOLD = re.compile(r"\s(?:(?P<later>darauf|danach)|davor|zuvor|vorher)\b")
INSTEAD = re.compile(r"\b(?:[sS]tatt|[aA]nstatt|[aA]nstelle von)\s(?:wie\s\w+\s)?(?:am|vom|von)?\s?$")
EARLY_OR_LATE = re.compile(r"\b(?P<word>schon|bereits|(?P<late>erst))\s(?:wieder\s)?am\s$")
INSTEAD_REACH = 120  # code points from the day to the weekday
ON = re.compile(r"\san\b")
OPEN_CUE = re.compile(r"\b([sS]eit|[aA]b|[bB]is)(?:\s(?:zum|dem))?\s$")
A_WEEK = 7  # days by which a bare weekday may follow the day that the text has reached
NAMED_DAYS = 45  # days ahead up to which a dated day can be meant by its weekday alone
SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
TOLD_DAYS = 14  # and so far back
MOST = 40  # mentions among which the first day to come is looked for
# „ist ab Mittwoch, 21. Juni, gesperrt und wird am [Montag] wieder freigegeben“
WITH_IT = re.compile(r"(?=[^.!?;]*\bund\s(?:wird|ist|bleibt|endet|dauert)\b)[^.!?;]{0,120}")
UNTIL = re.compile(r"\b[bB]is(?:\s(?:zum|spätestens|einschließlich))?\s$")
EARLY_CUE = re.compile(r"\b(?:[sS]chon|[kK]ommenden|[dD]iesen|[bB]ereits|[zZ]uvor|[vV]orab|[vV]orher)\s(?:am\s)?$")


@CHOOSERS.rule(
    "by_chain", order=10, label="Nachbartag in der Aufzählung", trigger=KINDS,
    yes=["Am Montag und Mittwoch, 5. Mai 2021, ist geschlossen. → 2021-05-03"],
    no=["Am Mittwoch, 5. Mai 2021, ist geschlossen."],
)  # fmt: skip
def by_chain(question: Question) -> Decision | None:
    """„am Montag und Mittwoch, 5. Mai“: the chain has dated its weekdays."""
    if (day := question.candidate.given) is None:
        return None
    direction = question.direction_of(day)
    reason = BEFORE_DAY_AFTER if direction == FORWARD else LOOK
    return Decision(day, "weekday", question.candidate.end, direction, reason)


@CHOOSERS.rule(
    "weekday_of_week", order=20, label="Wochentag einer genannten Woche", trigger=(WEEKDAY,),
    yes=["Am Montag der kommenden Woche wird gewählt. → 2021-04-05"],
    no=["Am Montag wird gewählt."],
)  # fmt: skip
def weekday_of_week(question: Question) -> Decision | None:
    """„Montag der nächsten Woche“."""
    issued, weekday, end = question.reading.issued, question.candidate.weekday or 0, question.candidate.end
    week = OF_WEEK.match(question.reading.text, end)
    if week is None:
        return None
    day = issued + timedelta(days=weekday - issued.weekday() + 7 * DEICTIC[week["dx"].lower()])
    return Decision(day, "weekday", week.end(), question.direction_of(day), f"cue: {week['dx']}", base=issued)


@CHOOSERS.rule(
    "weekday_in_weeks", order=25, label="Wochentag in so vielen Wochen", trigger=(WEEKDAY,),
    yes=["Am Freitag in zwei Wochen wird gewählt. → 2021-04-16",
         "Am Dienstag vor drei Wochen brannte es. → 2021-03-09"],
    no=["Am Freitag in der Stadthalle wird gewählt."],
)  # fmt: skip
def weekday_in_weeks(question: Question) -> Decision | None:
    """„am Freitag in zwei Wochen“, „am Dienstag vor drei Wochen“: that day of the week."""
    issued, weekday, end = question.reading.issued, question.candidate.weekday or 0, question.candidate.end
    weeks = IN_WEEKS.match(question.reading.text, end)
    if weeks is None:
        return None
    count = int(weeks["n"]) if weeks["n"].isdigit() else NUMBERS[weeks["n"]]
    step = count if weeks["way"] == "in" else -count
    day = issued + timedelta(days=weekday - issued.weekday() + 7 * step)
    reason = f"cue: {weeks[0].strip()}"
    return Decision(day, "weekday", weeks.end(), question.direction_of(day), reason, base=issued)


@CHOOSERS.rule(
    "weekday_by_feast", order=30, label="Wochentag bei einem Feiertag", trigger=(WEEKDAY,),
    yes=["Am Freitag nach Christi Himmelfahrt ist zu. → 2021-05-14"],
    no=["Am Freitag nach Darmstadt ist es voll."],
)  # fmt: skip
def weekday_by_feast(question: Question) -> Decision | None:
    """„Freitag nach Christi Himmelfahrt“."""
    reading, end = question.reading, question.candidate.end
    by = BY_FEAST.match(reading.text, end)
    days = feast_at(reading, by.end()) if by else None
    if by is None or days is None:
        return None
    later = by["way"] == "nach"
    base = days[1] if later else days[0]
    day = question.weekday_from(base, later=later)
    return Decision(day, "weekday", end, question.direction_of(day), f"cue: {by['way']}", INFERRED, base)


@CHOOSERS.rule(
    "weekday_from_told", order=40, label="Wochentag vor oder nach dem erzählten Tag", trigger=(WEEKDAY,),
    yes=["Das Fest ist am 5. Mai 2021, am Montag darauf wird geputzt. → 2021-05-10"],
    no=["Das Fest ist am 5. Mai 2021, am Montag wird geputzt."],
)  # fmt: skip
def weekday_from_told(question: Question) -> Decision | None:
    """„am Montag darauf“, „am Freitag zuvor“."""
    reading, candidate = question.reading, question.candidate
    way = FROM_TOLD.match(reading.text, candidate.end)
    if way is None:
        return None
    base = reading.base(candidate.start)
    day = question.weekday_from(base, later=way["later"] is not None)
    return Decision(day, "weekday", way.end(), question.direction_of(day), f"cue: {way[0].strip()}", base=base)


@CHOOSERS.rule(
    "weekday_instead", order=45, label="Wochentag anstelle eines genannten Tages", trigger=(WEEKDAY,),
    yes=["Statt am Freitag, 24. Dezember 2021, kommt die Abfuhr schon am Donnerstag. → 2021-12-23",
         "Statt am Montag, 24. Mai 2021, kommt die Abfuhr erst am Mittwoch. → 2021-05-26"],
    no=["Am Freitag, 24. Dezember 2021, kommt die Abfuhr, am Donnerstag ruht sie."],
)  # fmt: skip
def weekday_instead(question: Question) -> Decision | None:
    """„Statt am Freitag, 24. Dezember, kommt die Abfuhr schon am Donnerstag“: the last one before the named day."""
    reading, candidate = question.reading, question.candidate
    way = EARLY_OR_LATE.search(reading.before(candidate.start, 20))
    base = reading.anchor
    if way is None or base is None or not 0 <= candidate.start - reading.anchor_at < INSTEAD_REACH:
        return None
    started = reading.starts.get(reading.anchor_at, reading.anchor_at)
    if INSTEAD.search(reading.before(started, 32)) is None:
        return None
    if SENTENCE_END.search(reading.text, reading.anchor_at, candidate.start):
        return None
    day = question.weekday_from(base, later=way["late"] is not None)
    return Decision(day, "weekday", candidate.end, question.direction_of(day), f"cue: {way[1]}", INFERRED, base)


@CHOOSERS.rule(
    "weekday_in_chain", order=50, label="Wochentag nach dem vorigen der Aufzählung", trigger=(WEEKDAY,),
    yes=["Am Montag und Mittwoch ist geschlossen. → 2021-04-07"],
    no=["Am Mittwoch ist geschlossen."],
)  # fmt: skip
def weekday_in_chain(question: Question) -> Decision | None:
    """„am Montag und [Mittwoch]“: the first such day after the one before it."""
    if question.previous is None:
        return None
    days = ((question.candidate.weekday or 0) - question.previous.weekday()) % 7
    return Decision(question.previous + timedelta(days=days), "weekday", question.candidate.end, FORWARD,
                    AFTER_DAY_BEFORE, base=question.previous)  # fmt: skip


@CHOOSERS.rule(
    "weekday_by_cue", order=60, label="Wochentag mit „vergangen“, „kommend“", trigger=(WEEKDAY,),
    yes=["Am vergangenen Montag wurde gewählt. → 2021-03-29", "Am kommenden Donnerstag wird gewählt. → 2021-04-08"],
    no=["Am Montag wurde gewählt."],
)  # fmt: skip
def weekday_by_cue(question: Question) -> Decision | None:
    """„am vergangenen Montag“, „am kommenden Freitag“; „nächster“ is the first after the issued day."""
    reading, candidate, cue, issued = question.reading, question.candidate, question.cue, question.reading.issued
    if cue is None:
        return None
    week, reason, base = timedelta(days=7), f"cue: {cue[0].strip()}", issued
    ahead = issued + timedelta(days=((candidate.weekday or 0) - issued.weekday()) % 7)
    back = ahead - week if ahead != issued else issued
    if cue["back"]:
        day, direction = back - week if back == issued else back, BACKWARD
    elif cue["prev"] or (cue["this"] and reading.past(candidate.start, candidate.end)):
        day, direction = back, BACKWARD
    elif cue["before"]:
        day, direction = back - week * (2 if back == issued else 1), BACKWARD
    elif cue["after"]:
        day, direction = ahead + week * (2 if ahead == issued else 1), FORWARD
    elif "folgenden" in cue[0]:
        base = reading.base(candidate.start)
        day, direction = question.weekday_from(base, later=True), FORWARD
    else:
        today = cue["now"] or cue["this"]
        day, direction = ahead + week if ahead == issued and not today else ahead, FORWARD
    return Decision(day, "weekday", candidate.end, direction, reason, base=base)


@CHOOSERS.rule(
    "weekday_by_sentence", order=70, label="Wochentag nach der Zeitform des Satzes", trigger=(WEEKDAY,),
    yes=["Am Dienstag fand die Sitzung statt. → 2021-03-30", "Am Dienstag tagt der Rat. → 2021-04-06",
         "Sitzung am Dienstag → 2021-04-06"],
    no=["Am Dienstag, 6. April, tagt der Rat."],
)  # fmt: skip
def weekday_by_sentence(question: Question) -> Decision | None:
    """A bare weekday: by „seit“, „ab“, „bis“, the tense, the look; ahead, a day with that name and a date."""
    reading, candidate, issued = question.reading, question.candidate, question.reading.issued
    weekday = candidate.weekday or 0
    direction, reason, _ = reading.direction(candidate.start, candidate.end)
    if open_span := OPEN_CUE.search(reading.before(candidate.start, 8)):
        since = open_span[1].lower() == "seit"
        if since or not reading.past(candidate.start, candidate.end):
            direction, reason = (BACKWARD if since else FORWARD), f"cue: {open_span[1]}"
    told_ahead = reason.startswith("tense") and direction == FORWARD
    if (reason == LOOK or told_ahead) and (below := below_heading(question, told=told_ahead)):
        return Decision(below, "weekday", candidate.end, question.direction_of(below), NAMED_AFTER)
    ahead = direction == FORWARD and reading.look == "ahead"
    if ahead and (end := _end_of_named(question)):
        return Decision(end, "weekday", candidate.end, FORWARD, NAMED_BEFORE, base=reading.anchor)
    if reading.look == "ahead" and (named := _dated(question, weekday, ahead=ahead)) is not None:
        return Decision(named, "weekday", candidate.end, direction, NAMED_BEFORE)
    if (
        direction == FORWARD
        and weekday == issued.weekday()
        and reading.look == "ahead"
        and (reason == "cue: ab" or ON.match(reading.text, candidate.end))
    ):
        # else it was „heute“
        return Decision(issued + timedelta(days=7), "weekday", candidate.end, FORWARD, "cue: ab", base=issued)
    told = reading.anchor
    if ahead and weekday == issued.weekday() and told and 0 < (told - issued).days <= A_WEEK:
        # today would be „heute“: it is the one after the day that the text has come to
        day = question.weekday_from(told, later=True)
        return Decision(day, "weekday", candidate.end, FORWARD, NAMED_BEFORE, base=told)
    days = (weekday - issued.weekday()) % 7 if direction == FORWARD else -((issued.weekday() - weekday) % 7)
    day = issued + timedelta(days=days)
    if ahead and open_span is None and (far := _far_ahead(question)):
        if WITH_IT.fullmatch(reading.text, far[1], candidate.start):
            beside = question.weekday_from(far[0], later=True)
            return Decision(beside, "weekday", candidate.end, FORWARD, NAMED_BEFORE, base=far[0])
        # it may be the coming one, or the one beside the day of which the text is
        return Decision(day, "weekday", candidate.end, direction, reason, ("ambiguous",), base=issued)
    return Decision(day, "weekday", candidate.end, direction, reason, base=issued)


def _end_of_named(question: Question) -> date | None:
    """„beginnt am Freitag, 7. Juli, um 17 Uhr und endet am [Samstag]“: the first one after the day of its beginning."""
    reading, start = question.reading, question.candidate.start
    if reading.anchor is None or reading.anchor < reading.issued or not ENDS.search(reading.before(start, 40)):
        return None
    if SENTENCE_END.search(reading.text, reading.anchor_at, start):
        return None
    return question.weekday_from(reading.anchor, later=True)


def _far_ahead(question: Question) -> tuple[date, int] | None:
    """The last day to come that was named and where its mention ends, if the first is more than a week ahead."""
    reading, issued = question.reading, question.reading.issued.isoformat()
    days = [m for m in reading.mentions[:MOST]
            if m.type != "SET" and not m.span and m.begin_day and m.begin_day > issued and m.begin_day == m.end_day
            and not UNTIL.search(reading.before(m.start, 24))]  # fmt: skip
    if not days or EARLY_CUE.search(reading.before(question.candidate.start, 16)):
        return None
    first, last = (date.fromisoformat(m.begin_day or "") for m in (days[0], days[-1]))
    return (last, days[-1].end) if (first - reading.issued).days > A_WEEK else None


def _dated(question: Question, weekday: int, *, ahead: bool) -> date | None:
    """The day of that name which the text has dated, or which lies in the week or at the weekend that it has named."""
    reading, start = question.reading, question.candidate.start
    if EARLY_CUE.search(reading.before(start, 16)):
        return None
    day = (reading.dated if ahead else reading.dated_back).get(weekday)
    distance = (day - reading.issued).days if day else 0
    if day and (0 <= distance <= NAMED_DAYS if ahead else -TOLD_DAYS <= distance < 0):
        return day
    if reading.week is None or reading.text.startswith(")", reading.week_at):
        return None  # what stands in brackets is an aside
    first, last = reading.week
    if not ahead:  # „in der vergangenen Woche hatte es gebrannt, am [Mittwoch]“
        near = SENTENCE_END.search(reading.text, reading.week_at, start) is None
        day = first + timedelta(days=(weekday - first.weekday()) % 7)
        return day if near and day <= min(last, reading.issued) else None
    if reading.anchor_at > reading.week_at and reading.anchor and not first <= reading.anchor <= last:
        return None
    first = max(first, reading.anchor) if reading.anchor_at > reading.week_at and reading.anchor else first
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    return day if reading.issued <= day <= last else None
