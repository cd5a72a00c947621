"""Steps of the trace in German. Everything that a step may name is declared with a label; other names are errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from archive.german.dates.mention import Certainty, Status
from archive.german.dates.reasons import reason_label
from archive.german.grammars import labels
from archive.german.quotes.pipeline import SPEECH_OR_NOT
from archive.german.quotes.ranking.labels import feature_label
from archive.german.quotes.weights import WEIGHTS
from archive.german.rules import RuleError
from archive.german.trace import Outcome, Step

RANKED, NOBODY = "ranked", "–"  # the rule that weighs, and what the trace writes where nobody is named
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LABELS = labels() | {
    SPEECH_OR_NOT: "Rede oder Name?", "counted_from": "gezählt von", "day_of_hour": "Tag, zu dem die Uhrzeit gehört",
}  # fmt: skip
OUTCOMES: dict[Outcome, str] = {
    "tried": "passt hier nicht", "found": "trifft zu", "lost": "unterlegen", "decided": "entschieden",
}  # fmt: skip
REASONS: dict[str, Callable[[str], str]] = {SPEECH_OR_NOT: lambda name: WEIGHTS[name].label, RANKED: feature_label}
CERTAINTIES: dict[Certainty, str] = {
    "printed": "steht ganz da", "inferred": "aus Worten ringsum erschlossen", "open": "bleibt offen",
}  # fmt: skip
STATUSES: dict[Status, str] = {"cancelled": "entfällt", "moved": "verschoben"}
FLAGS = {
    "weekday_mismatch": "der angegebene Wochentag passt nicht", "year_inferred": "das Jahr steht nicht da",
    "ambiguous": "ein anderes Jahr liegt fast so nahe", "impossible": "diesen Tag gab es nie",
    "gap": "diese Uhrzeit übersprang die Sommerzeit", "fold": "diese Uhrzeit gab es bei der Zeitumstellung zweimal",
    "end": "bis dahin dauert etwas", "day_unknown": "den Tag der Uhrzeit nennt niemand",
}  # fmt: skip

for _names, _labels in ((Outcome, OUTCOMES), (Certainty, CERTAINTIES), (Status, STATUSES)):
    if _unlabelled := set(get_args(_names)) - set(_labels):
        raise RuleError(f"no German label for {', '.join(sorted(_unlabelled))}; readers of the site see it")


@dataclass(frozen=True, slots=True)
class Explained:
    """A step as German readers see it.

    rule, outcome, reasons, against: their labels; against is "" where nothing else won.
    day: an ISO day that came out; said: the words or the name that came out. "" where there is none.
    sure: a probability, None where nothing was weighed.
    """

    rule: str
    outcome: str
    day: str
    said: str
    sure: float | None
    reasons: tuple[str, ...]
    against: str


def explained(step: Step) -> Explained:
    """Return a step in German words. Raises: RuleError, if it names what has no label."""
    day = step.why if ISO_DAY.fullmatch(step.why) else ""
    said = "" if day else "niemand davon" if step.why == NOBODY else step.why
    reason = REASONS.get(step.rule, reason_label)
    return Explained(
        rule_label(step.rule), OUTCOMES[step.outcome], day, said, step.sure,
        tuple(reason(name) for name in step.reasons), rule_label(step.against) if step.against else "",
    )  # fmt: skip


def rule_label(name: str) -> str:
    """Return the German label of a rule, or those of its parts („after_verb+name“).

    Raises: RuleError, if one has none.
    """
    parts = name.split("+")
    if unknown := [part for part in parts if part not in LABELS]:
        raise RuleError(f"no rule is called {', '.join(unknown)}: there is no German label for it")
    return ", ".join(LABELS[part] for part in parts)
