"""Why a day, month or year that is not printed was chosen: the values of `reason`, each with its German label."""

from __future__ import annotations

from archive.german.rules import RuleError

LOOK = "look"
NEAREST_DAY, NEAREST_WEEK, NEAREST_MONTH, NEAREST_PERIOD = (
    "nearest day",
    "nearest week",
    "nearest month",
    "nearest period",
)
WEEKDAY_FITS = "weekday"
AFTER_DAY_BEFORE, BEFORE_DAY_AFTER = "after the day before it", "the day after it"
NAMED_BEFORE, NAMED_AFTER = "day named before", "day named after"
YEAR_BEFORE, YEAR_AFTER = "year printed before", "year printed after"
REMEMBRANCE = "day of remembrance"
PAST_YEAR = "a past year in the sentence"
NO_SUCH_DAY = "no such day"
SOME_CUE = "cue"
# With a word as printed behind them: „cue: heute“, „tense: fand“.
WITH_WORD = {SOME_CUE: "das Wort", "tense": "die Zeitform"}
REASONS = {
    LOOK: "nichts im Satz weist zurück oder voraus, also die Richtung, in die solche Texte meist weisen",
    NEAREST_DAY: "der nächstliegende Tag, vom Tag der Mitteilung aus",
    NEAREST_WEEK: "die nächstliegende Woche, vom Tag der Mitteilung aus",
    NEAREST_MONTH: "der nächstliegende Monat, vom Tag der Mitteilung aus",
    NEAREST_PERIOD: "der nächstliegende Zeitraum, vom Tag der Mitteilung aus",
    WEEKDAY_FITS: "der angegebene Wochentag passt",
    AFTER_DAY_BEFORE: "der erste passende Tag nach dem vorigen der Aufzählung",
    BEFORE_DAY_AFTER: "der Tag, der nach ihm in der Aufzählung steht",
    NAMED_BEFORE: "ein Tag, den der Text davor nennt",
    NAMED_AFTER: "ein Tag, den der Text unter der Überschrift nennt",
    YEAR_BEFORE: "das Jahr, das davor steht",
    YEAR_AFTER: "das Jahr, das danach steht",
    REMEMBRANCE: "ein Gedenktag",
    PAST_YEAR: "ein vergangenes Jahr im selben Satz",
    NO_SUCH_DAY: "einen solchen Tag gibt es nicht",
    SOME_CUE: "ein Wort davor",
    "tense: present": "die Zeitform der Gegenwart",
}


def reason_label(reason: str) -> str:
    """Return what a reason says to German readers. Raises: RuleError, if it has no label."""
    if reason in REASONS:
        return REASONS[reason]
    name, _, word = reason.partition(": ")
    if not word or name not in WITH_WORD:
        raise RuleError(f"the reason {reason!r} has no German label: declare it in REASONS")
    return f"{WITH_WORD[name]} „{word}“"
