"""Holidays and recurring days by rule: a name and a year give the day or the days.

Easter after the Gregorian computus (Meeus, Astronomical Algorithms, ch. 8). Public holidays after the Hessisches
Feiertagsgesetz, § 1; the others are church or custom days of the German calendar. Feasts of one city are given to
`Feasts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from archive.german.dates.blanks import W
from archive.german.words.pattern import one_of

Days = tuple[date, date]


def easter(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def fourth_advent(year: int) -> date:
    """Return the last Sunday before 25 December."""
    return date(year, 12, 24) - timedelta(days=(date(year, 12, 24).weekday() + 1) % 7)


def _fixed(month: int, day: int, last: int = 0) -> Callable[[int], Days]:
    return lambda year: (date(year, month, day), date(year, month, last or day))


def _easter(offset: int, last: int | None = None) -> Callable[[int], Days]:
    return lambda year: (
        easter(year) + timedelta(days=offset),
        easter(year) + timedelta(days=offset if last is None else last),
    )


def _advent(offset: int) -> Callable[[int], Days]:
    return lambda year: (fourth_advent(year) + timedelta(days=offset),) * 2


def _mothers_day(year: int) -> Days:
    day = date(year, 5, 1) + timedelta(days=(6 - date(year, 5, 1).weekday()) % 7 + 7)
    return day, day


def _thanksgiving(year: int) -> Days:
    day = date(year, 10, 1) + timedelta(days=(6 - date(year, 10, 1).weekday()) % 7)
    return day, day


def _heritage_day(year: int) -> Days:
    """The second Sunday of September (Deutsche Stiftung Denkmalschutz)."""
    day = date(year, 9, 1) + timedelta(days=(6 - date(year, 9, 1).weekday()) % 7 + 7)
    return day, day


FEASTS: dict[str, Callable[[int], Days]] = {
    "Neujahr": _fixed(1, 1), "Neujahrstag": _fixed(1, 1), "Dreikönigstag": _fixed(1, 6),
    "Valentinstag": _fixed(2, 14), "Weltfrauentag": _fixed(3, 8), "Internationaler Frauentag": _fixed(3, 8),
    "Internationalen Frauentag": _fixed(3, 8), "Weiberfastnacht": _easter(-52), "Rosenmontag": _easter(-48),
    "Fastnachtsdienstag": _easter(-47), "Faschingsdienstag": _easter(-47), "Aschermittwoch": _easter(-46),
    "Palmsonntag": _easter(-7), "Gründonnerstag": _easter(-3), "Karfreitag": _easter(-2), "Karsamstag": _easter(-1),
    "Ostersamstag": _easter(-1), "Ostersonntag": _easter(0), "Ostermontag": _easter(1), "Ostern": _easter(0, 1),
    "Christi Himmelfahrt": _easter(39), "Himmelfahrt": _easter(39), "Vatertag": _easter(39),
    "Pfingstsamstag": _easter(48), "Pfingstsonntag": _easter(49), "Pfingstmontag": _easter(50),
    "Pfingsten": _easter(49, 50), "Fronleichnam": _easter(60), "Tag der Arbeit": _fixed(5, 1),
    "Maifeiertag": _fixed(5, 1), "Muttertag": _mothers_day, "Johannistag": _fixed(6, 24),
    "Tag der Deutschen Einheit": _fixed(10, 3), "Erntedankfest": _thanksgiving, "Erntedank": _thanksgiving,
    "Reformationstag": _fixed(10, 31), "Halloween": _fixed(10, 31), "Allerheiligen": _fixed(11, 1),
    "Allerseelen": _fixed(11, 2), "Martinstag": _fixed(11, 11), "Volkstrauertag": _advent(-35),
    "Buß- und Bettag": _advent(-32), "Totensonntag": _advent(-28), "Ewigkeitssonntag": _advent(-28),
    "Nikolaustag": _fixed(12, 6), "Heiligabend": _fixed(12, 24), "Heiliger Abend": _fixed(12, 24),
    "Heiligen Abend": _fixed(12, 24), "Weihnachten": _fixed(12, 24, 26), "Weihnachtstag": _fixed(12, 25),
    "Silvester": _fixed(12, 31), "Silvesternacht": _fixed(12, 31), "Silvesterabend": _fixed(12, 31),
    "Neujahrsnacht": _fixed(12, 31), "Neujahrsmorgen": _fixed(1, 1), "Walpurgisnacht": _fixed(4, 30),
    "Mariä Himmelfahrt": _fixed(8, 15), "Dreikönig": _fixed(1, 6), "Heilige Drei Könige": _fixed(1, 6),
    "Heilige drei Könige": _fixed(1, 6), "Stephanstag": _fixed(12, 26), "Mariä Empfängnis": _fixed(12, 8),
    "Mariä Lichtmess": _fixed(2, 2), "Lichtmess": _fixed(2, 2), "Peter und Paul": _fixed(6, 29),
    "Faschingssamstag": _easter(-50), "Faschingssonntag": _easter(-49), "Faschingsmontag": _easter(-48),
    "Unsinniger Donnerstag": _easter(-52), "Unsinnigen Donnerstag": _easter(-52), "Altweiberfastnacht": _easter(-52),
    "Stephanitag": _fixed(12, 26), "Fastnachtssamstag": _easter(-50), "Fastnachtssonntag": _easter(-49),
    "Fastnachtsonntag": _easter(-49), "Fastnachtsmontag": _easter(-48), "Weißer Sonntag": _easter(7),
    "Weißen Sonntag": _easter(7), "Ostertage": _easter(-2, 1), "Ostertagen": _easter(-2, 1),
    "Osterfeiertage": _easter(-2, 1), "Osterfeiertagen": _easter(-2, 1), "Osterwochenende": _easter(-2, 1),
    "Karwoche": _easter(-7, -1), "Pfingsttage": _easter(49, 50), "Pfingsttagen": _easter(49, 50),
    "Pfingstfeiertage": _easter(49, 50), "Pfingstfeiertagen": _easter(49, 50), "Pfingstwochenende": _easter(48, 50),
    "Weihnachtstage": _fixed(12, 24, 26), "Weihnachtstagen": _fixed(12, 24, 26),
    "Weihnachtsfeiertage": _fixed(12, 25, 26), "Weihnachtsfeiertagen": _fixed(12, 25, 26),
    "Weihnachtsfeiertag": _fixed(12, 25), "zwischen den Jahren": _fixed(12, 27, 31),
    "Zwischen den Jahren": _fixed(12, 27, 31), "Weltkindertag": _fixed(9, 20), "Weltwassertag": _fixed(3, 22),
    "Weltflüchtlingstag": _fixed(6, 20), "Welt-Aids-Tag": _fixed(12, 1), "Europatag": _fixed(5, 9),
    "Internationaler Tag der Menschenrechte": _fixed(12, 10), "Tag der Menschenrechte": _fixed(12, 10),
    "Tag des Ehrenamts": _fixed(12, 5), "Tag des Ehrenamtes": _fixed(12, 5), "Tag des Grundgesetzes": _fixed(5, 23),
    "Holocaust-Gedenktag": _fixed(1, 27), "Tag des offenen Denkmals": _heritage_day,
}  # fmt: skip
# Named in counts alone („Donnerstag vor Fastnacht“): by itself it is a season and a custom.
COUNTED_FROM: dict[str, Callable[[int], Days]] = dict.fromkeys(("Fastnacht", "Fasching", "Karneval"), _easter(-47))
ADVENT = {number: _advent(7 * (number - 4)) for number in range(1, 5)}
CHRISTMAS_DAY = {1: _fixed(12, 25), 2: _fixed(12, 26)}
# Whole festivals are named by their first day in TIMEX3; their last day stands in `end_day`.
NTH_FEAST = r"(?:[1-4]\.|[eE]rste[nr]?|[zZ]weite[nr]?|[dD]ritte[nr]?|[vV]ierte[nr]?)"


@dataclass(frozen=True, eq=False)
class Feasts:
    """The holidays and recurring days that a text may name: those of the German calendar and `local` ones, by name."""

    local: Mapping[str, Callable[[int], Days | None]] = field(default_factory=dict)

    def days(self, name: str, year: int) -> Days | None:
        """Return the first and the last day of a feast in a year; None where they are not known."""
        return (self.local.get(name) or FEASTS.get(name) or COUNTED_FROM[name])(year)

    @cached_property
    def local_words(self) -> frozenset[str]:
        """The first word of each local feast in all its forms."""
        return frozenset(re.split(r"[ -]", name)[0] + end for name in self.local for end in ("", "s", "es"))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches a feast where it stands: `count` and `kind`, or `name`, and the `year` behind it."""
        return re.compile(
            rf"(?:(?P<count>{NTH_FEAST}){W}(?P<kind>Advents?(?:sonntag|samstag|wochenende)?|Weihnachts(?:feier)?tag|"
            rf"Oster(?:feier)?tag|Pfingst(?:feier)?tag)|(?P<name>{one_of([*FEASTS, *self.local])})(?:e?s)?)(?![\w-])"
            rf"(?:{W}(?P<year>(?:19|20)\d\d)(?!\d))?"
        )


COMMON = Feasts()
