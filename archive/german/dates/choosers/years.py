"""Choosers for the month and year of days of which the day of the month is printed."""

from __future__ import annotations

import re
from datetime import date

from archive.german.dates.blanks import W
from archive.german.dates.choose import CHOOSERS, DATE, DAY, FULL_DATE, INFERRED, Decision, Question
from archive.german.dates.context import BACKWARD, FORWARD, make_day
from archive.german.dates.period_patterns import OF_DEICTIC, YEARS
from archive.german.dates.period_rows import year_of
from archive.german.dates.reasons import (
    AFTER_DAY_BEFORE,
    NEAREST_DAY,
    NO_SUCH_DAY,
    REMEMBRANCE,
    SOME_CUE,
    WEEKDAY_FITS,
    YEAR_BEFORE,
)

OF_THIS_MONTH = re.compile(r"\s(?:des\sMonats|d\.\s?M\.)(?!\w)")
THIS_YEAR = re.compile(r"\sd\.\s?J\.")
YEAR_BEHIND = re.compile(rf"{W}(?:des|im){W}Jahre?s?{W}(?P<year>{YEARS})|{OF_DEICTIC}")
SAME_CLAUSE = re.compile(r"[^.!?;,\n„“]*(?::\s[^!?;\n„“]*)?")
A_LIFE = 100  # years that a clause may look back
NEAR = 80  # code points from a year to a day of it
SENTENCE_END = re.compile(r"[a-zäöüß0-9“)][.!?]\s(?=[A-ZÄÖÜ„])|\n\n")
RELATIVE_YEAR = "relative year"
OF_TWO_YEARS = re.compile(r"\d[/–-]\d{2,4}$")  # „der Haushalt 2016/2017“
SENTENCE_BREAK = re.compile(r"[.!?;](?=\s)|\n")
COMING, COMING_REACH = (RELATIVE_YEAR, "year"), 200  # kinds of rows, and code points behind one
THEN = re.compile(r"[.!?]\s(?:Dann|Da)\s[^.!?]{0,80}$")
SUBJECT = re.compile(r"\b(?:[dD]er|[dD]en)\s$")
REMEMBERED: dict[tuple[int | None, int | None], int] = {  # (month, day) → year
    (1, 27): 1945, (5, 8): 1945, (5, 23): 1949, (6, 17): 1953, (7, 20): 1944, (8, 13): 1961, (9, 1): 1939,
    (9, 11): 2001, (11, 9): 1938,
}  # fmt: skip
SINCE = re.compile(r"\b[sS]eit(?:\sdem)?\s$")
MOST_NAMED = 12  # days that the text has named
MONTH_REACH = 240  # code points from a day to another of its month
SURE_DAYS = 45  # days; so near that no tense can mean another year
HALF_A_YEAR = 182  # days
AMBIGUOUS = 150  # days; the other year would be hardly further away


@CHOOSERS.rule(
    "day_of_this_month", order=110, label="Tag dieses Monats", trigger=(DAY,),
    yes=["Die Frist endet am 30. des Monats. → 2021-04-30"],
    no=["Die Frist endet am 30. April."],
)  # fmt: skip
def day_of_this_month(question: Question) -> Decision | None:
    """„am 30. d. M.“, „am heutigen 1.“."""
    reading, candidate, issued = question.reading, question.candidate, question.reading.issued
    row = "day of the month" if candidate.weekday is None else "weekday and day"
    behind = OF_THIS_MONTH.match(reading.text, candidate.end)
    if behind and (day := make_day(issued.year, issued.month, candidate.day or 0)):
        return Decision(day, row, behind.end(), None, "cue: des Monats", base=issued)
    if question.cue and question.cue["now"] and issued.day == candidate.day and question.days_of_month():
        return Decision(issued, row, candidate.end, None, "cue: heutig", base=issued)
    return None


@CHOOSERS.rule(
    "day_of_month", order=120, label="Tag des Monats, der nächstliegende", trigger=(DAY,),
    yes=["Am Dienstag (6.) tagt der Rat. → 2021-04-06"],
    no=["Am Dienstag (6. April) tagt der Rat."],
)  # fmt: skip
def day_of_month(question: Question) -> Decision | None:
    """A day of the month alone: the weekday decides first, then the nearest day."""
    candidate = question.candidate
    row = "day of the month" if candidate.weekday is None else "weekday and day"
    if (named := _in_month_just_named(question)) is not None:
        return Decision(named, row, candidate.end, None, NEAREST_DAY, base=named)
    if (later := _later_in_month(question)) is not None:
        return Decision(later, row, candidate.end, None, AFTER_DAY_BEFORE, base=question.reading.anchor)
    base, found = question.previous or question.reading.issued, question.days_of_month()
    if not found:
        return Decision(None, row, candidate.end, None, NO_SUCH_DAY)
    fitting = [
        day for day in found
        if (candidate.weekday is None or day.weekday() == candidate.weekday) and abs((day - base).days) <= SURE_DAYS
    ]  # fmt: skip
    reason = WEEKDAY_FITS if candidate.weekday is not None and fitting else NEAREST_DAY
    day = min(fitting or found, key=lambda day: abs((day - base).days))
    return Decision(day, row, candidate.end, None, reason, base=base)


def _later_in_month(question: Question) -> date | None:
    """„Am 10. September …, am [17.] …“: later in the month of the day to come that the paragraph has named last."""
    reading, candidate = question.reading, question.candidate
    told, number = reading.anchor, candidate.day or 0
    if question.previous is not None or candidate.weekday is not None or reading.look == "back" or told is None:
        return None
    same = {named.day for named in reading.named[-MOST_NAMED:] if named.day and named.day.day == number}
    if len(same) == 1 and (day := same.pop()) >= reading.issued:
        return day  # „Silvester … am 31. Dezember …, für den [31.] gibt es Restkarten“
    near = 0 <= candidate.start - reading.anchor_at < MONTH_REACH
    if (
        not near
        or told < reading.issued
        or number <= told.day
        or "\n\n" in reading.text[reading.anchor_at : candidate.start]
    ):
        return None
    return make_day(told.year, told.month, number)


def _in_month_just_named(question: Question) -> date | None:
    """„in der zweiten Märzhälfte, aber ab dem [14.]“: the month that the sentence has named just before."""
    reading, candidate = question.reading, question.candidate
    last = reading.put_last("DATE") if question.previous is None and candidate.weekday is None else None
    if last is None or last.rule != "month" or not last.begin_day:
        return None
    between = reading.text[last.end : candidate.start]
    if len(between) > NEAR or SENTENCE_BREAK.search(between):
        return None
    return make_day(int(last.begin_day[:4]), int(last.begin_day[5:7]), candidate.day or 0)


@CHOOSERS.rule(
    "printed_year", order=130, label="Jahr steht dabei", trigger=(FULL_DATE,),
    yes=["Am 5. Mai 2022 wird gewählt. → 2022-05-05"],
    no=["Am 5. Mai wird gewählt."],
)  # fmt: skip
def printed_year(question: Question) -> Decision | None:
    """A printed year is taken as it is."""
    candidate = question.candidate
    if candidate.year is None or candidate.month is None or candidate.day is None:
        return None
    flags = () if candidate.year_printed else INFERRED
    return Decision(make_day(candidate.year, candidate.month, candidate.day), "date", candidate.end, flags=flags)


@CHOOSERS.rule(
    "year_behind", order=140, label="Jahr folgt in Worten", trigger=(DATE,),
    yes=["Am 5. Mai vergangenen Jahres wurde gewählt. → 2020-05-05", "Bis zum 5. Mai d. J. ist Zeit. → 2021-05-05"],
    no=["Am 5. Mai wurde gewählt."],
)  # fmt: skip
def year_behind(question: Question) -> Decision | None:
    """„am 5. Mai d. J.“, „am 5. Mai des Jahres 2022“, „am 5. Mai nächsten Jahres“."""
    reading, candidate = question.reading, question.candidate
    month, day = candidate.month or 0, candidate.day or 0
    if this_year := THIS_YEAR.match(reading.text, candidate.end):
        this = make_day(reading.issued.year, month, day)
        return Decision(this, "date", this_year.end(), None, "cue: d. J.", base=reading.issued)
    if told := YEAR_BEHIND.match(reading.text, candidate.end):
        year, cue = year_of(reading, told["year"], told["ydx"], told["yunit"])
        return Decision(make_day(year or 0, month, day), "date", told.end(), None, cue)
    return None


@CHOOSERS.rule(
    "year_by_weekday", order=160, label="Jahr nach dem Wochentag", trigger=(DATE,),
    yes=["Am Mittwoch, 1. Dezember, wird gewählt. → 2021-12-01"],
    no=["Am 1. Dezember wird gewählt."],
)  # fmt: skip
def year_by_weekday(question: Question) -> Decision | None:
    """The weekday decides among last year, this year and next year."""
    issued, weekday = question.reading.issued, question.candidate.weekday
    if weekday is None:
        return None
    fitting = [day for day in question.dates if day.weekday() == weekday]
    if not fitting:
        return None
    return _dated(question, min(fitting, key=lambda day: abs((day - issued).days)), WEEKDAY_FITS, issued)


@CHOOSERS.rule(
    "year_in_chain", order=170, label="Jahr nach dem vorigen Tag der Aufzählung", trigger=(DATE,),
    yes=["Vom 20. März bis 5. Oktober ist geöffnet. → 2021-10-05"],
    no=["Am 5. Oktober ist geöffnet."],
)  # fmt: skip
def year_in_chain(question: Question) -> Decision | None:
    """„vom 20. März bis [5. Oktober]“: the first such day after the one before it."""
    previous, found = question.previous, question.dates
    if previous is None or not found:
        return None
    day = min((d for d in found if d >= previous), key=lambda d: d - previous, default=found[0])
    if not question.candidate.ranged and (day - previous).days > HALF_A_YEAR:
        day = min(found, key=lambda d: abs(d - previous))  # „31. Oktober, 3. Oktober, 1. November“ is in no order
    return _dated(question, day, AFTER_DAY_BEFORE, previous)


@CHOOSERS.rule(
    "year_of_story", order=180, label="Jahr steht davor", trigger=(DATE,),
    yes=["[back] 1944 fielen Bomben. Am 11. September brannte die Stadt. → 1944-09-11"],
    no=["Am 11. September brennt ein Feuer."],
)  # fmt: skip
def year_of_story(question: Question) -> Decision | None:
    """A story of the past stays in the year that it has printed."""
    reading, candidate = question.reading, question.candidate
    if not reading.tells(candidate.start, candidate.end):
        return None
    between = reading.text[reading.year_at : candidate.start]
    if reading.look == "ahead" and len(SENTENCE_END.findall(between)) > 1:
        return None
    told = make_day(reading.year or 0, candidate.month or 0, candidate.day or 0)
    return _dated(question, told, YEAR_BEFORE) if told else None


@CHOOSERS.rule(
    "year_of_sentence", order=185, label="Jahr steht im Satz", trigger=(DATE,),
    yes=["Der Denkmaltag 2022 fällt auf den 11. September. → 2022-09-11",
         "2020 fand der Denkmaltag am 13. September statt. → 2020-09-13"],
    no=["2022 ist weit, der 11. September nah."],
)  # fmt: skip
def year_of_sentence(question: Question) -> Decision | None:
    """„Der Denkmaltag 2024 fällt auf den 8. September“, „Termine 2025: 18. Januar“: a year to come, just before; in the
    past tense a past one, too („2020 fand er am 14. September statt“).
    """
    reading, candidate = question.reading, question.candidate
    year, at = _year_just_named(question)
    if reading.look == "back" or year is None or not -A_LIFE <= year - reading.issued.year <= 3:
        return None
    between = reading.text[at : candidate.start]
    if len(between) > NEAR or not SAME_CLAUSE.fullmatch(between) or OF_TWO_YEARS.search(reading.before(at, 8)):
        return None
    if year < reading.issued.year and not reading.past(candidate.start, candidate.end):
        return None
    day = make_day(year, candidate.month or 0, candidate.day or 0)
    if day is None or (day < reading.issued and not reading.past(candidate.start, candidate.end)):
        return None
    return _dated(question, day, YEAR_BEFORE)


def _year_just_named(question: Question) -> tuple[int | None, int]:
    """The year that was printed or pointed to last („im Vorjahr“), and where its mention ends."""
    reading = question.reading
    pointed = next((m for m in reversed(reading.mentions[-4:]) if m.rule == RELATIVE_YEAR and m.begin_day), None)
    if pointed is not None and pointed.end > reading.year_at:
        return int((pointed.begin_day or "")[:4]), pointed.end
    return reading.year, reading.year_at


@CHOOSERS.rule(
    "day_of_coming_year", order=183, label="Tag des nächsten Jahres", trigger=(DATE,),
    yes=["Im kommenden Jahr wird das Bad 50 Jahre alt. Dann ist am 22. März Tag der offenen Tür. → 2022-03-22"],
    no=["Im kommenden Jahr wird das Bad 50 Jahre alt. Am 22. April ist Tag der offenen Tür."],
)  # fmt: skip
def day_of_coming_year(question: Question) -> Decision | None:
    """„Im kommenden Jahr … Dann soll es am [22. September] …“: the sentence before has named a year to come."""
    reading, candidate = question.reading, question.candidate
    if reading.look == "back":
        return None
    last = next((m for m in reversed(reading.mentions[-4:]) if m.rule in COMING and not m.span), None)
    if last is None or not last.begin_day or candidate.start - last.end > COMING_REACH:
        return None
    if OF_TWO_YEARS.search(reading.before(last.end, 8)):
        return None
    year, issued = int(last.begin_day[:4]), reading.issued
    if not issued.year < year <= issued.year + 3 or reading.past(candidate.start, candidate.end):
        return None
    over = make_day(issued.year, candidate.month or 0, candidate.day or 0)
    then = THEN.search(reading.text, last.end, candidate.start) is not None
    if not then and not (over is not None and over < issued and reading.direction(candidate.start, candidate.end)[2]):
        return None
    day = make_day(year, candidate.month or 0, candidate.day or 0)
    return _dated(question, day, "year printed before") if day else None


@CHOOSERS.rule(
    "remembered_day", order=186, label="Gedenktag", trigger=(DATE,),
    yes=["Der 8. Mai war der Tag der Befreiung. → 1945-05-08"],
    no=["Am 8. Mai wird der Befreiung gedacht."],
)  # fmt: skip
def remembered_day(question: Question) -> Decision | None:
    """„Der 8. Mai war ein Tag der Befreiung“: as the subject of a past clause, a day whose year everybody knows."""
    reading, candidate = question.reading, question.candidate
    year = REMEMBERED.get((candidate.month, candidate.day))
    if reading.look == "back" or year is None or not SUBJECT.search(reading.before(candidate.start, 8)):
        return None
    if not reading.past(candidate.start, candidate.end):
        return None
    return _dated(question, make_day(year, candidate.month or 0, candidate.day or 0), REMEMBRANCE)


@CHOOSERS.rule(
    "year_by_cue", order=190, label="Jahr nach einem Wort oder der Zeitform", trigger=(DATE,),
    yes=["Am kommenden 1. Dezember wird gewählt. → 2021-12-01"],
    no=["Am 5. Mai wird gewählt."],
)  # fmt: skip
def year_by_cue(question: Question) -> Decision | None:
    """Far off, a cue or the tense turns a day to the other side of the issued day."""
    reading, candidate, cue, issued = question.reading, question.candidate, question.cue, question.reading.issued
    near = question.dates
    if not near:
        return None
    nearest = min(near, key=lambda day: abs((day - issued).days))
    if abs((nearest - issued).days) <= SURE_DAYS:
        return None
    reason: str | None = None
    if cue:
        wanted = FORWARD if cue["ahead"] else BACKWARD if cue["back"] else None
    elif SINCE.search(reading.before(candidate.start, 12)):
        wanted, reason = BACKWARD, "cue: seit"
    else:
        direction, tense, told = reading.direction(candidate.start, candidate.end)
        wanted, reason = (direction, tense) if told else (None, None)
    far = candidate.weekday is None and abs((nearest - issued).days) > AMBIGUOUS
    if far and wanted == question.direction_of(nearest):
        return _dated(question, nearest, reason or SOME_CUE, issued)  # no other year is meant
    if wanted == FORWARD and nearest < issued:
        return _dated(question, min((d for d in near if d >= issued), default=nearest), reason or SOME_CUE, issued)
    if wanted == BACKWARD and nearest > issued:
        return _dated(question, max((d for d in near if d <= issued), default=nearest), reason or SOME_CUE, issued)
    return None


@CHOOSERS.rule(
    "nearest_year", order=200, label="nächstliegendes Jahr", trigger=(DATE,),
    yes=["Am 5. Mai wird gewählt. → 2021-05-05"],
    no=["Am 5. Mai 2022 wird gewählt."],
)  # fmt: skip
def nearest_year(question: Question) -> Decision | None:
    """Otherwise the nearest day; it is flagged if it is about half a year away."""
    issued, found = question.reading.issued, question.dates
    if not found:
        return None
    return _dated(question, min(found, key=lambda day: abs((day - issued).days)), NEAREST_DAY, issued)


def _dated(question: Question, day: date | None, reason: str, base: date | None = None) -> Decision:
    far = day is not None and reason == NEAREST_DAY and abs((day - question.reading.issued).days) > AMBIGUOUS
    flags = (*INFERRED, "ambiguous") if far else INFERRED
    return Decision(day, "day and month", question.candidate.end, None, reason, flags, base)
