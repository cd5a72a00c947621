"""Periods that point from the issued day: „kommende Woche“, „im vergangenen Jahr“, „im Vormonat“."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.normalise.dates.context import BACKWARD, Reading, add_months, iso_week, month_end
from archive.normalise.dates.period_rows import part_of, put_period, with_article
from archive.normalise.dates.vocabulary import DEICTIC, NUMBERS


def read_named(reading: Reading, match: re.Match[str]) -> int:
    word, issued, start, end = match["word"], reading.issued, match.start(), match.end()
    cue = f"cue: {word}"
    if word.startswith(("Tag", "Woche")):
        step = -1 if word.endswith(("zuvor", "davor")) else 1
        day = (reading.anchor or issued) + timedelta(days=step * (1 if word.startswith("Tag") else 7))
        if word.startswith("Tag"):
            return put_period(reading, start, end, day.isoformat(), "relative day", day, day, None, reason=cue)
        begin = day - timedelta(days=day.weekday())
        return put_period(
            reading,
            with_article(reading, start),
            end,
            iso_week(begin),
            "relative week",
            begin,
            begin + timedelta(days=6),
            None,
            reason=cue,
        )
    if word.startswith("Vortag"):
        day = (reading.anchor or issued) - timedelta(days=1)
        return put_period(reading, start, end, day.isoformat(), "relative day", day, day, None, reason=cue)
    if word.startswith("Vorwoche"):
        begin = issued - timedelta(days=issued.weekday() + 7)
        return put_period(
            reading, start, end, iso_week(begin), "relative week", begin, begin + timedelta(days=6), None, reason=cue
        )
    if word.startswith(("Vormonat", "Monatsende")):
        begin = add_months(issued.replace(day=1), -1 if word.startswith("Vor") else 0)
        return put_period(
            reading,
            start,
            end,
            f"{begin:%Y-%m}",
            "relative month",
            begin,
            month_end(begin.year, begin.month),
            "END" if word == "Monatsende" else None,
            reason=cue,
        )
    year = issued.year + (-1 if word.startswith("Vorj") else 1 if word.startswith("Folge") else 0)
    mod = {"Jahresende": "END", "Jahresbeginn": "START", "Jahresanfang": "START", "Jahreswechsel": "END"}.get(word)
    return put_period(
        reading, start, end, str(year), "relative year", date(year, 1, 1), date(year, 12, 31), mod, reason=cue
    )


def read_unit(reading: Reading, match: re.Match[str]) -> int:
    unit, deictic, issued, end = match["unit"], (match["dx"] or "").lower(), reading.issued, match.end()
    printed = match["named"] or match["named2"] or match["named3"]
    if printed and not deictic:
        start = match.start() if match["part"] else with_article(reading, match.start())
        year = int(printed)
        reading.year_named(year, end)
        return put_period(reading, start, end, printed, "year", date(year, 1, 1), date(year, 12, 31), part_of(match))
    weekend = unit.startswith("Wochenende")
    if not deictic and not match["part"] and not weekend:
        return match.start()
    if unit in ("Jahre", "Monate", "Tage") or (deictic and NUMBERS.get(deictic)):
        return match.start()
    step = DEICTIC.get(deictic or "", 0)
    reason = f"cue: {deictic}" if deictic else "cue: " + (match["part"] or unit).split()[0]
    start = match.start() if match["part"] else with_article(reading, match.start())
    monday = issued - timedelta(days=issued.weekday())
    if weekend:
        if not deictic:
            if not re.search(r"\b(?:[aA]m|[uU]m|[vV]om|übers|[zZ]um|dem)\s{1,2}$", reading.before(match.start(), 8)):
                return match.start()
            direction, reason, _ = reading.direction(match.start(), end)
            step = -1 if direction == BACKWARD and issued.weekday() <= 4 else 0
        elif step == 1 and issued.weekday() < 5:
            step = 0
        saturday = monday + timedelta(days=5 + 7 * step)
        return put_period(
            reading,
            start,
            end,
            iso_week(saturday) + "-WE",
            "weekend",
            saturday,
            saturday + timedelta(days=1),
            part_of(match),
            reason=reason,
        )
    if unit in ("Woche", "Kalenderwoche"):
        begin = monday + timedelta(weeks=step)
        return put_period(
            reading,
            start,
            end,
            iso_week(begin),
            "relative week",
            begin,
            begin + timedelta(days=6),
            part_of(match),
            reason=reason,
        )
    if unit.startswith("Monat"):
        begin = add_months(issued.replace(day=1), step)
        return put_period(
            reading,
            start,
            end,
            f"{begin:%Y-%m}",
            "relative month",
            begin,
            month_end(begin.year, begin.month),
            part_of(match),
            reason=reason,
        )
    if unit.startswith("Tag"):
        if deictic not in ("nächst", "folgend", "darauffolgend", "dies", "heutig", "vorig"):
            return match.start()
        base = reading.anchor if reading.anchor and deictic != "heutig" else issued
        day = base + timedelta(days=step)
        return put_period(reading, start, end, day.isoformat(), "relative day", day, day, None, reason=reason)
    if unit.startswith("Quartal"):
        begin = add_months(date(issued.year, (issued.month - 1) // 3 * 3 + 1, 1), 3 * step)
        final = add_months(begin, 2)
        return put_period(
            reading,
            start,
            end,
            f"{begin.year}-Q{begin.month // 3 + 1}",
            "relative quarter",
            begin,
            month_end(final.year, final.month),
            part_of(match),
            reason=reason,
        )
    if unit.startswith("Jahrzehnt"):
        year = issued.year // 10 * 10 + 10 * step
        return put_period(
            reading,
            start,
            end,
            str(year // 10),
            "decade",
            date(year, 1, 1),
            date(year + 9, 12, 31),
            part_of(match),
            reason=reason,
        )
    if unit.startswith("Jahrhundert"):
        year = issued.year // 100 * 100 + 100 * step
        return put_period(
            reading,
            start,
            end,
            f"{year // 100:02d}",
            "century",
            date(max(year, 1), 1, 1),
            date(year + 99, 12, 31),
            part_of(match),
            reason=reason,
        )
    if unit.startswith("Schuljahr"):
        year = issued.year - (issued.month < 8) + step
        return put_period(
            reading,
            start,
            end,
            f"{year}-08-01/{year + 1}-07-31",
            "school year",
            date(year, 8, 1),
            date(year + 1, 7, 31),
            part_of(match),
            reason=reason,
        )
    if unit.startswith("Jahr"):
        if not deictic and unit not in ("Jahres", "Jahrs"):
            return match.start()
        year = issued.year + step
        return put_period(
            reading,
            start,
            end,
            str(year),
            "relative year",
            date(year, 1, 1),
            date(year, 12, 31),
            part_of(match),
            reason=reason,
        )
    return match.start()
